//! Unions inside unions: one that holds another which is told by its content is told by content itself, since JSON types
//! are told while a value is read, and content from its text.
use crate::ir::{Api, Overlap, ToldBy, Type, TypeId, TypeKind};

pub(super) fn settle(api: &mut Api) {
    let holders: Vec<TypeId> = api
        .types
        .iter()
        .filter(|(_, item)| match &item.kind {
            TypeKind::Union(union) => {
                let mut branches = union.branches.iter();
                union.told_by == ToldBy::JsonType && branches.any(|it| is_union(api, &it.ty))
            }
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => {
                false
            }
        })
        .map(|(id, _)| id)
        .collect();
    for id in holders {
        if let TypeKind::Union(union) = &mut api.types[id].kind {
            union.told_by = ToldBy::Look(Overlap::Excluded);
        }
    }
}

/// Whether a type is a union, or a name for one.
fn is_union(api: &Api, ty: &Type) -> bool {
    let mut ty = ty;
    // Names that lead back to themselves have no end.
    for _ in 0..api.types.len() {
        let Type::Named(id) = ty else {
            return false;
        };
        match &api.types[*id].kind {
            TypeKind::Union(_) => return true,
            TypeKind::Alias(next) => ty = next,
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => return false,
        }
    }
    false
}
