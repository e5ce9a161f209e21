//! What a user says about which part of a document becomes code.

/// The part of a document that becomes code; all of it, where nothing is listed. An operation that one of the lists
/// names is in the part, and what it reaches.
///
/// In a name, `*` stands for any characters: `pulls/*`, `GET /repos/*`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Only {
    /// Tags. They name the operations that have them as their first.
    pub tags: Vec<String>,
    /// Operations, by `operationId`, or by method and path as in `PATCH /v2/persons/{person_id}`.
    pub operations: Vec<String>,
}

impl Only {
    /// Whether nothing is listed.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty()
    }
}
