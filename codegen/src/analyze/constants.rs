//! Members that have one value only: nobody has to give it.
use super::looks::struct_of;
use crate::ir::{
    Api, BASE, Branch, Fact, Literal, Member, Presence, StringFormat, ToldBy, Type, TypeId,
    TypeKind, Union, Values,
};
use indexmap::IndexMap;

/// The one value of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// The value at a position of this enumeration.
    Listed(TypeId, usize),
    /// A truth value.
    Boolean(bool),
    /// A text: the tag by which a union tells the struct from others.
    Text(String),
}

/// The members that are always there and have one value, by owner and position.
pub(super) fn constants(api: &Api) -> IndexMap<(TypeId, usize), Constant> {
    let mut constants = IndexMap::new();
    for (owner, item) in api.types.iter() {
        let TypeKind::Struct(object) = &item.kind else {
            continue;
        };
        for (position, member) in object.members.iter().enumerate() {
            if let Some(constant) = constant(api, member) {
                constants.insert((owner, position), constant);
            }
        }
    }
    constants.extend(tags(api));
    constants
}

/// The tags of subtypes, each of which has one in all schemas that it inherits from. Other unions do not count: one of them
/// more in the document would change the constructor of a struct that knows nothing of it.
fn tags(api: &Api) -> IndexMap<(TypeId, usize), Constant> {
    let mut tags: IndexMap<(TypeId, usize), Option<Constant>> = IndexMap::new();
    for (_, item) in api.types.iter() {
        let TypeKind::Union(Union {
            told_by: ToldBy::Tag(name, _),
            branches,
        }) = &item.kind
        else {
            continue;
        };
        let is_base = |branch: &Branch| branch.label.as_deref() == Some(BASE);
        if !branches.iter().any(is_base) {
            continue;
        }
        for branch in branches {
            let Some((owner, object)) = struct_of(api, &branch.ty) else {
                continue;
            };
            let mut members = object.members.iter().enumerate();
            let Some((position, member)) = members.find(|(_, member)| member.wire == *name) else {
                continue;
            };
            let tag = match branch.tags.as_slice() {
                [Literal::String(tag)] => tag_of(api, member, tag),
                _ => None,
            };
            tags.entry((owner, position))
                .and_modify(|known| {
                    *known = known.take().filter(|known| tag.as_ref() == Some(known));
                })
                .or_insert(tag.clone());
        }
    }
    let constants = tags.into_iter();
    constants
        .filter_map(|(place, tag)| Some((place, tag?)))
        .collect()
}

/// A tag as a value of the member that holds it.
fn tag_of(api: &Api, member: &Member, tag: &str) -> Option<Constant> {
    match (member.presence, &member.ty) {
        (Presence::Required, Type::String(StringFormat::Text)) => {
            Some(Constant::Text(tag.to_owned()))
        }
        (Presence::Required, Type::Named(id)) => match &api.types[*id].kind {
            TypeKind::Enum(Values::Strings(values)) => {
                let position = values.iter().position(|value| value.wire == tag)?;
                Some(Constant::Listed(*id, position))
            }
            TypeKind::Enum(_)
            | TypeKind::Struct(_)
            | TypeKind::Tuple(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => None,
        },
        (
            Presence::Required,
            Type::Any(_)
            | Type::Boolean
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String(_)
            | Type::Array(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_),
        )
        | (Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable, _) => None,
    }
}

fn constant(api: &Api, member: &Member) -> Option<Constant> {
    match (member.presence, &member.ty) {
        (Presence::Required, Type::Named(id)) => listed(api, *id).map(|id| Constant::Listed(id, 0)),
        (Presence::Required, Type::Boolean) => boolean(member).map(Constant::Boolean),
        (
            Presence::Required,
            Type::Any(_)
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String(_)
            | Type::Array(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_),
        )
        | (Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable, _) => None,
    }
}

/// The enumeration of one value that a type is, or another name for.
fn listed(api: &Api, id: TypeId) -> Option<TypeId> {
    let mut id = id;
    // Aliases that lead back to themselves have no end.
    for _ in 0..api.types.len() {
        let count = match &api.types[id].kind {
            TypeKind::Alias(Type::Named(target)) => {
                id = *target;
                continue;
            }
            TypeKind::Enum(Values::Strings(values)) => values.len(),
            TypeKind::Enum(Values::Integers(_, values)) => values.len(),
            TypeKind::Enum(Values::Numbers(values)) => values.len(),
            TypeKind::Enum(Values::Mixed(values)) => values.len(),
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {
                return None;
            }
        };
        return (count == 1).then_some(id);
    }
    None
}

fn boolean(member: &Member) -> Option<bool> {
    let values = member.docs.facts.iter().find_map(|fact| match fact {
        Fact::Values(values) => Some(values.as_slice()),
        _ => None,
    });
    match values {
        Some([only]) => only.parse().ok(),
        _ => None,
    }
}
