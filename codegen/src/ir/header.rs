//! The headers of answers.
use super::{Docs, Id, Requirement, Type};

/// The id of a [`Header`].
pub type HeaderId = Id<Header>;

/// A header that answers have by the document. Answers of all operations share it where it is the same.
#[derive(Debug, Clone)]
pub struct Header {
    /// The name on the wire.
    pub wire: String,
    /// The type of its value: one that has a text, or a list of such a type.
    pub ty: Type,
    /// Whether each answer that has it by the document has it indeed.
    pub requirement: Requirement,
    /// What the document says about it, where it says the same of all answers.
    pub docs: Docs,
}

/// A header of one answer.
#[derive(Debug, Clone)]
pub struct ResponseHeader {
    /// The header.
    pub id: HeaderId,
    /// What is said about it here, where something else is said of it elsewhere.
    pub description: Option<String>,
}
