//! Unions: values that are each of one of several types, and how that one is told.
use super::{Docs, JsonType, Literal, Rules, Type};

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// How the branch of a value is told.
    pub told_by: ToldBy,
    /// The types, in the order of the document.
    pub branches: Vec<Branch>,
}

/// How the branch of a value is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToldBy {
    /// By the type of the JSON value: each branch has one, and no two have the same.
    JsonType,
    /// By the value of this member. Values without it are told by their look.
    Tag(String, Told),
    /// By the JSON type, the members, and the constants among them.
    Look(Overlap),
}

/// The last step of the place of what a schema with subtypes declares itself, and the words for that branch.
pub const BASE: &str = "base";

/// What says that a member is a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A discriminator does, which asks for it in all values.
    Discriminator,
    /// Each branch has values of its own for it.
    Constants,
}

/// Whether a value may have members that no single branch has all of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// A value is of one branch (`oneOf`).
    Excluded,
    /// A value may be of several branches at once (`anyOf`).
    Possible,
}

/// One branch of a union.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The words for it, where its type has no name to lend.
    pub label: Option<String>,
    /// The type of its JSON values, where all have the same.
    pub json: Option<JsonType>,
    /// The type of the branch.
    pub ty: Type,
    /// The values of the tag that name it.
    pub tags: Vec<Literal>,
    /// Members that have one value in it, and none or another one in other branches.
    pub constants: Vec<(String, Literal)>,
    /// What the document says about it, where its type has no item that says it.
    pub docs: Docs,
    /// What it asks of the values, likewise.
    pub rules: Rules,
}

impl Branch {
    /// A branch that is told by the type of its JSON values.
    #[must_use]
    pub fn of_json(json: JsonType, ty: Type, docs: Docs) -> Self {
        Self {
            label: None,
            json: Some(json),
            ty,
            tags: Vec::new(),
            constants: Vec::new(),
            docs,
            rules: Rules::default(),
        }
    }
}
