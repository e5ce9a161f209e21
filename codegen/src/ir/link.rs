//! What can follow an answer.
use super::OperationId;
use crate::diag::Pointer;

/// An operation that can follow an answer, with the arguments that it takes from there.
#[derive(Debug, Clone)]
pub struct Link {
    /// The place of the link object.
    pub origin: Pointer,
    /// What the document says about it.
    pub description: Option<String>,
    /// The operation that follows.
    pub target: Target,
    /// Its arguments, by their names; the body has none.
    pub arguments: Vec<(Option<String>, Source)>,
}

/// The operation that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One of this document.
    Operation(OperationId),
    /// One that is described elsewhere, by what the document calls it.
    Elsewhere(String),
}

/// Where the value of an argument is (OpenAPI 3.1.1, Runtime Expressions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The body of the answer, or the part of it at a pointer.
    Answer(Option<String>),
    /// A header of the answer.
    Header(String),
    /// A parameter of the call that is answered.
    Parameter(String),
    /// The body of that call, or the part of it at a pointer.
    Body(Option<String>),
    /// Something else: another expression, or the value as JSON.
    Value(String),
}
