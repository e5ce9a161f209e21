//! Members that have one value only: nobody has to give it.
use crate::ir::{Api, Fact, Member, Presence, Type, TypeId, TypeKind, Values};
use indexmap::IndexMap;

/// The one value of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constant {
    /// The value that this enumeration lists.
    Listed(TypeId),
    /// A truth value.
    Boolean(bool),
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
    constants
}

fn constant(api: &Api, member: &Member) -> Option<Constant> {
    match (member.presence, &member.ty) {
        (Presence::Required, Type::Named(id)) => listed(api, *id).map(Constant::Listed),
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
