//! What the values of a branch look like, for the unions that are told by it, and what such unions need besides.
use crate::ir::{
    Api, Branch, Overlap, Presence, StringFormat, Struct, ToldBy, Type, TypeId, TypeKind, Union,
};
use indexmap::IndexSet;

/// How deep lists are looked at.
const DEEPEST: usize = 4;

/// What the values of a type look like.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Look {
    Any,
    Boolean,
    Integer,
    Number,
    Text,
    /// One of the values of this enumeration.
    Listed(TypeId),
    /// A text that this type can read.
    Format(Type),
    /// The values of a union that is told by JSON types.
    Kinds(TypeId),
    /// The values of a union that is told in another way.
    Choice(TypeId),
    Array(Box<Look>),
    Map,
    /// An object with the members of this struct.
    Object(TypeId),
}

/// What the values of a type look like.
pub(super) fn look(api: &Api, newtypes: &IndexSet<TypeId>, ty: &Type) -> Look {
    look_within(api, newtypes, ty, DEEPEST)
}

fn look_within(api: &Api, newtypes: &IndexSet<TypeId>, ty: &Type, depth: usize) -> Look {
    let Some(depth) = depth.checked_sub(1) else {
        return Look::Any;
    };
    match ty {
        Type::Any(_) => Look::Any,
        Type::Boolean => Look::Boolean,
        Type::Integer(_) => Look::Integer,
        Type::Number(_) => Look::Number,
        Type::String(StringFormat::Text | StringFormat::Password) => Look::Text,
        Type::String(
            StringFormat::Date | StringFormat::DateTime | StringFormat::Uuid | StringFormat::Base64,
        ) => Look::Format(ty.clone()),
        Type::Array(item) => Look::Array(Box::new(look_within(api, newtypes, item, depth))),
        Type::Tuple(_) => Look::Array(Box::new(Look::Any)),
        Type::Map(_) => Look::Map,
        Type::Nullable(inner) => look_within(api, newtypes, inner, depth),
        Type::Named(id) => {
            let (named, target) = behind(api, newtypes, *id);
            match &api.types[target].kind {
                TypeKind::Struct(object) if object.members.is_empty() && object.rest.is_some() => {
                    Look::Map
                }
                TypeKind::Struct(_) => Look::Object(named),
                TypeKind::Tuple(_) => Look::Array(Box::new(Look::Any)),
                TypeKind::Enum(_) => Look::Listed(named),
                TypeKind::Union(union) => match union.told_by {
                    ToldBy::JsonType => Look::Kinds(named),
                    ToldBy::Tag(_) | ToldBy::Look(_) => Look::Choice(named),
                },
                // One that leads back to itself.
                TypeKind::Alias(Type::Named(_)) => Look::Any,
                TypeKind::Alias(inner) => look_within(api, newtypes, inner, depth),
            }
        }
    }
}

/// What the names of a type lead to, and the first name that is nothing but a name for it.
fn behind(api: &Api, newtypes: &IndexSet<TypeId>, id: TypeId) -> (TypeId, TypeId) {
    let (mut named, mut target) = (id, id);
    // Names that lead back to themselves have no end.
    for _ in 0..api.types.len() {
        let TypeKind::Alias(Type::Named(next)) = &api.types[target].kind else {
            break;
        };
        if newtypes.contains(&target) {
            named = *next;
        }
        target = *next;
    }
    (named, target)
}

/// The struct that a type is, or a name for.
pub(super) fn struct_of<'a>(api: &'a Api, ty: &Type) -> Option<(TypeId, &'a Struct)> {
    let Type::Named(id) = ty else {
        return None;
    };
    let (_, target) = behind(api, &IndexSet::new(), *id);
    match &api.types[target].kind {
        TypeKind::Struct(object) => Some((target, object)),
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
    }
}

/// The branches that may be written without their tag, which is then written beside them.
pub(super) fn untagged(api: &Api) -> IndexSet<(TypeId, usize)> {
    let mut untagged = IndexSet::new();
    for (owner, item) in api.types.iter() {
        let TypeKind::Union(Union {
            told_by: ToldBy::Tag(tag),
            branches,
        }) = &item.kind
        else {
            continue;
        };
        for (position, branch) in branches.iter().enumerate() {
            if !branch.tags.is_empty() && !has_tag(api, branch, tag) {
                untagged.insert((owner, position));
            }
        }
    }
    untagged
}

/// Whether all values of a branch have the tag.
fn has_tag(api: &Api, branch: &Branch, tag: &str) -> bool {
    match struct_of(api, &branch.ty) {
        Some((_, object)) => object.members.iter().any(|member| {
            let is_there = matches!(
                member.presence,
                Presence::Required | Presence::RequiredNullable
            );
            member.wire == tag && is_there
        }),
        // Another union has written it.
        None => matches!(&branch.ty, Type::Named(_)),
    }
}

/// The unions that keep what belongs to no branch alone.
pub(super) fn keeping(api: &Api) -> IndexSet<TypeId> {
    let unions = api.types.iter().filter(|(_, item)| match &item.kind {
        TypeKind::Union(union) => match union.told_by {
            ToldBy::Tag(_) => true,
            ToldBy::Look(Overlap::Possible) => overlaps(api, union),
            ToldBy::Look(Overlap::Excluded) | ToldBy::JsonType => false,
        },
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => false,
    });
    unions.map(|(id, _)| id).collect()
}

/// Whether two branches each have a place for a member that the other has none for.
fn overlaps(api: &Api, union: &Union) -> bool {
    let objects = union
        .branches
        .iter()
        .filter_map(|it| struct_of(api, &it.ty));
    let objects = objects.map(|(_, object)| object);
    let objects: Vec<&Struct> = objects.filter(|it| it.rest.is_none()).collect();
    let lacks = |one: &Struct, other: &Struct| {
        let names: IndexSet<&String> = one.members.iter().map(|member| &member.wire).collect();
        let mut members = other.members.iter();
        members.any(|member| !names.contains(&member.wire))
    };
    let mut positions = objects.iter().enumerate();
    positions.any(|(position, one)| {
        let mut others = objects.iter().skip(position + 1);
        others.any(|other| lacks(one, other) && lacks(other, one))
    })
}
