//! Which values are read in more than one spelling: whole numbers, and dates with times.
use crate::ir::{Api, IntegerFormat, StringFormat, Type, TypeId, TypeKind};
use indexmap::IndexSet;

/// Whether values of a type, or what its lists and maps hold in place, have several spellings. Types with an item of
/// their own read their values themselves.
pub(super) fn is_tolerant(api: &Api, newtypes: &IndexSet<TypeId>, ty: &Type) -> bool {
    let mut ty = ty;
    loop {
        ty = match ty {
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => inner,
            // Aliases end, since those that lead back to themselves are types of their own.
            Type::Named(id) => match &api.types[*id].kind {
                TypeKind::Alias(target) if !newtypes.contains(id) => target,
                TypeKind::Alias(_)
                | TypeKind::Struct(_)
                | TypeKind::Tuple(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_) => return false,
            },
            Type::Integer(format) => return *format != IntegerFormat::Exact,
            Type::String(format) => return *format == StringFormat::DateTime,
            Type::Any(_) | Type::Boolean | Type::Number(_) | Type::Tuple(_) => return false,
        };
    }
}
