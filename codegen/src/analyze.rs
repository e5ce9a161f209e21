//! Facts about a model that emission reads: side tables, keyed by id, computed once.
mod recursion;
mod requirements;
mod size;
mod tolerance;

#[cfg(test)]
mod tests;

pub use requirements::Requirements;

use crate::ir::{Api, Type, TypeId};
use indexmap::IndexSet;

/// What emission needs to know beyond the model itself.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Members and branches, by owner and position, that would make a type of infinite size, and branches
    /// that would make a union large.
    boxed: IndexSet<(TypeId, usize)>,
    /// Aliases that contain themselves, which Rust can only say as a type of its own.
    newtypes: IndexSet<TypeId>,
    /// What the code of the API uses.
    pub requirements: Requirements,
}

impl Facts {
    /// Whether a member of a struct, or a branch of a union, has to be boxed.
    #[must_use]
    pub fn is_boxed(&self, owner: TypeId, position: usize) -> bool {
        self.boxed.contains(&(owner, position))
    }

    /// Whether an alias has to be a struct around its type.
    #[must_use]
    pub fn is_newtype(&self, alias: TypeId) -> bool {
        self.newtypes.contains(&alias)
    }

    /// Whether values of a type are read in more than one spelling, where it is a member.
    #[must_use]
    pub fn is_tolerant(&self, api: &Api, member: &Type) -> bool {
        tolerance::is_tolerant(api, &self.newtypes, member)
    }
}

/// Computes all facts.
#[must_use]
pub fn analyze(api: &Api) -> Facts {
    let newtypes = recursion::newtypes(api);
    let mut boxed = recursion::boxed(api);
    boxed.extend(size::large_branches(api));
    Facts {
        requirements: requirements::requirements(api, &newtypes),
        boxed,
        newtypes,
    }
}
