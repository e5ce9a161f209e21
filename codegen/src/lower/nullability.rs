//! The last step of lowering: a schema that allows `null` makes each of its uses nullable.
//!
//! While schemas are read, a reference to one that has not been read can not know; now all are known.
use crate::ir::{Api, Nullability, Presence, Type, TypeId, TypeKind};
use indexmap::{IndexMap, IndexSet};

pub(super) fn settle(api: &mut Api, nullable: &IndexSet<TypeId>) {
    let nullable = with_aliases(api, nullable.clone());
    if nullable.is_empty() {
        return;
    }
    let ids: Vec<_> = api.types.iter().map(|(id, _)| id).collect();
    for id in ids {
        match &mut api.types[id].kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                for member in &mut object.members {
                    let null;
                    (member.ty, null) = widened(&member.ty, &nullable).split_null();
                    if null == Nullability::Nullable {
                        member.presence = member.presence.with_null();
                    }
                }
                if let Some(rest) = &mut object.rest {
                    *rest = widened(rest, &nullable);
                }
            }
            TypeKind::Alias(ty) => *ty = widened(ty, &nullable).split_null().0,
            TypeKind::Union(union) => {
                for branch in &mut union.branches {
                    branch.ty = widened(&branch.ty, &nullable).split_null().0;
                }
            }
            TypeKind::Enum(_) => {}
        }
    }
    let operations: Vec<_> = api.operations.iter().map(|(id, _)| id).collect();
    for id in operations {
        for ty in api.operations[id].bodies_mut() {
            *ty = widened(ty, &nullable);
        }
    }
}

/// An alias of a type that allows `null`, or a union with such a branch, allows it too.
fn with_aliases(api: &Api, mut nullable: IndexSet<TypeId>) -> IndexSet<TypeId> {
    let mut users: IndexMap<TypeId, Vec<TypeId>> = IndexMap::new();
    for (id, item) in api.types.iter() {
        let types: Vec<&Type> = match &item.kind {
            TypeKind::Alias(ty) => vec![ty],
            TypeKind::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) => Vec::new(),
        };
        for ty in types {
            match ty {
                Type::Named(target) => users.entry(*target).or_default().push(id),
                Type::Nullable(inner) => {
                    nullable.insert(id);
                    if let Type::Named(target) = **inner {
                        users.entry(target).or_default().push(id);
                    }
                }
                Type::Any(_)
                | Type::Boolean
                | Type::Integer(_)
                | Type::Number(_)
                | Type::String(_)
                | Type::Array(_)
                | Type::Tuple(_)
                | Type::Map(_) => {}
            }
        }
    }
    // From each item that allows `null` to its users: the set grows while it is walked.
    let mut next = 0;
    while let Some(id) = nullable.get_index(next).copied() {
        nullable.extend(users.get(&id).into_iter().flatten());
        next += 1;
    }
    nullable
}

fn widened(ty: &Type, nullable: &IndexSet<TypeId>) -> Type {
    match ty {
        Type::Named(id) if nullable.contains(id) => ty.clone().nullable(),
        Type::Array(item) => Type::Array(Box::new(widened(item, nullable))),
        Type::Tuple(items) => {
            Type::Tuple(items.iter().map(|item| widened(item, nullable)).collect())
        }
        Type::Map(value) => Type::Map(Box::new(widened(value, nullable))),
        Type::Nullable(inner) => widened(inner, nullable).nullable(),
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Named(_) => ty.clone(),
    }
}

impl Presence {
    fn with_null(self) -> Self {
        match self {
            Self::Required | Self::RequiredNullable => Self::RequiredNullable,
            Self::Optional | Self::OptionalNullable => Self::OptionalNullable,
        }
    }
}
