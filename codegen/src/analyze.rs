//! Facts about a model that emission reads: side tables, keyed by id, computed once.
mod constants;
mod looks;
mod parameters;
mod part;
mod recursion;
mod requirements;
mod size;
mod tolerance;
mod validation;
mod ways;

#[cfg(test)]
mod tests;

pub use constants::Constant;
pub use looks::Look;
pub use parameters::{Written, written};
pub use requirements::Requirements;
pub use validation::{Check, Part, Row};

use crate::ir::{Api, Direction, Form, Type, TypeId};
use indexmap::{IndexMap, IndexSet};

/// What emission needs to know beyond the model itself.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Members and branches, by owner and position, that would make a type of infinite size, and branches
    /// that would make a union large.
    boxed: IndexSet<(TypeId, usize)>,
    /// Aliases that contain themselves, which Rust can only say as a type of its own.
    newtypes: IndexSet<TypeId>,
    /// Members that have one value only, by owner and position.
    constants: IndexMap<(TypeId, usize), Constant>,
    /// Branches of unions, by owner and position, beside which a tag is written.
    untagged: IndexSet<(TypeId, usize)>,
    /// Unions that keep what belongs to no branch alone.
    keeping: IndexSet<TypeId>,
    /// The way that values of each type go.
    ways: Vec<Option<Direction>>,
    /// The types of what is sent, by those of what is read.
    sent: IndexMap<TypeId, TypeId>,
    /// What is looked at to validate a value of a type.
    validation: IndexMap<TypeId, Vec<Row>>,
    /// What the code of the API uses.
    pub requirements: Requirements,
}

impl Facts {
    /// Whether a member of a struct, or a branch of a union, has to be boxed.
    #[must_use]
    pub fn is_boxed(&self, owner: TypeId, position: usize) -> bool {
        self.boxed.contains(&(owner, position))
    }

    /// The value of a member of a struct that is always there and has no other.
    #[must_use]
    pub fn constant(&self, owner: TypeId, position: usize) -> Option<&Constant> {
        self.constants.get(&(owner, position))
    }

    /// The way that values of a type go; none where it has the members of both.
    #[must_use]
    pub fn way(&self, id: TypeId) -> Option<Direction> {
        self.ways.get(id.index()).copied().flatten()
    }

    /// The type of what is sent, where it is another one than that of what is read.
    #[must_use]
    pub fn sent_form(&self, read: TypeId) -> Option<TypeId> {
        self.sent.get(&read).copied()
    }

    /// What is looked at to validate a value of a type; none where nothing is.
    #[must_use]
    pub fn validation(&self, id: TypeId) -> Option<&[Row]> {
        self.validation.get(&id).map(Vec::as_slice)
    }

    /// Whether an alias has to be a struct around its type.
    #[must_use]
    pub fn is_newtype(&self, alias: TypeId) -> bool {
        self.newtypes.contains(&alias)
    }

    /// Whether the values of a branch of a union may be without the tag that names it.
    #[must_use]
    pub fn is_untagged(&self, union: TypeId, position: usize) -> bool {
        self.untagged.contains(&(union, position))
    }

    /// Whether a union has a variant for what belongs to no branch alone.
    #[must_use]
    pub fn is_keeping(&self, union: TypeId) -> bool {
        self.keeping.contains(&union)
    }

    /// What the values of a type look like.
    #[must_use]
    pub fn look(&self, api: &Api, ty: &Type) -> Look {
        looks::look(api, &self.newtypes, ty)
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
    let mut boxed = recursion::boxed(api, &newtypes);
    let large = size::large_branches(api, &boxed);
    boxed.extend(large);
    let sent = api.types.iter().filter_map(|(id, item)| match item.form {
        Form::Sent(read) => Some((read, id)),
        Form::Plain => None,
    });
    let validation = validation::validation(api, &newtypes);
    Facts {
        requirements: requirements::requirements(api, &newtypes, &validation),
        boxed,
        newtypes,
        constants: constants::constants(api),
        untagged: looks::untagged(api),
        keeping: looks::keeping(api),
        ways: ways::ways(api),
        sent: sent.collect(),
        validation,
    }
}
