//! Which values are texts where there is no JSON: in URLs, headers and forms.
use super::{Api, Type, TypeKind};

/// What values of a type are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// One text.
    Scalar,
    /// Texts.
    List,
    /// Anything else.
    Structure,
}

impl Api {
    /// What values of a type are made of; lists count at the outermost level alone.
    #[must_use]
    pub fn made_of(&self, ty: &Type) -> Made {
        if self.is_scalar(ty) {
            return Made::Scalar;
        }
        match self.unaliased(ty) {
            Type::Array(item) if self.is_scalar(item) => Made::List,
            Type::Array(_)
            | Type::Any(_)
            | Type::Boolean
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Named(_)
            | Type::Nullable(_) => Made::Structure,
        }
    }

    fn is_scalar(&self, ty: &Type) -> bool {
        match self.unaliased(ty) {
            Type::Boolean | Type::Integer(_) | Type::Number(_) | Type::String(_) => true,
            Type::Array(_) | Type::Tuple(_) | Type::Any(_) | Type::Map(_) | Type::Nullable(_) => {
                false
            }
            Type::Named(id) => matches!(self.types[*id].kind, TypeKind::Enum(_)),
        }
    }

    /// The type that aliases stand for. Those that lead back to themselves have a list or a map in between, and a chain
    /// of them costs no stack.
    #[must_use]
    pub fn unaliased<'t>(&'t self, mut ty: &'t Type) -> &'t Type {
        while let Type::Named(id) = ty
            && let TypeKind::Alias(target) = &self.types[*id].kind
        {
            ty = target;
        }
        ty
    }
}
