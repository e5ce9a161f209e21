//! How much may stand in more types and operations than the one that it was written for?
//!
//! Heirs have the members of their base, and operations the parameters of their path item. A document that is made for
//! it says so n times of n things, in a text of 2n lines. Real ones have few copies for their size, so that a bound which
//! grows with the document is never met by them.
use super::Lowerer;
use crate::diag::{Code, Diagnostic, Place, Pointer};
use indexmap::IndexSet;
use serde_json::Value;

/// How many copies any document may ask for; it may ask for as many more as its tree has nodes.
const FREE: usize = 10_000;

/// How many characters of a text count as one copy more.
const TEXT: usize = 100;

/// What a document may still copy, and what it has used once.
pub(super) struct Copies {
    left: usize,
    used: IndexSet<Pointer>,
}

/// There are more copies than allowed.
pub(super) struct TooMany;

impl Copies {
    pub(super) fn of(root: &Value) -> Self {
        Self {
            left: FREE + nodes(root),
            used: IndexSet::new(),
        }
    }

    /// Counts copies, unless they are too many.
    pub(super) fn take(&mut self, count: usize) -> Result<(), TooMany> {
        self.left = self.left.checked_sub(count).ok_or(TooMany)?;
        Ok(())
    }

    /// Counts what is written at a place, unless it is the first time that it is used.
    pub(super) fn take_at(&mut self, at: &Pointer, count: usize) -> Result<(), TooMany> {
        if count == 0 || self.used.insert(at.clone()) {
            return Ok(());
        }
        self.take(count)
    }
}

/// How many values a tree has.
fn nodes(root: &Value) -> usize {
    let mut count = 0;
    let mut work = vec![root];
    while let Some(value) = work.pop() {
        count += 1;
        match value {
            Value::Array(items) => work.extend(items),
            Value::Object(members) => work.extend(members.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    count
}

impl Lowerer<'_> {
    /// Counts the copies that an operation has of what other operations have too: all of it where a path item is used
    /// for several paths, and what stands beside the operations of its path item.
    pub(super) fn copies_of_operation(
        &mut self,
        at: &Pointer,
        shared: &[Pointer],
    ) -> Result<(), TooMany> {
        let own = self.document.member(at, "parameters");
        let own = own.and_then(Value::as_array).map_or(0, Vec::len);
        let answers = self.document.members(&at.child("responses")).len();
        let text = self.document.member(at, "description");
        let text = text.and_then(Value::as_str).map_or(0, str::len) / TEXT;
        self.copies.take_at(at, 1 + own + answers + text)?;
        match shared.first() {
            Some(first) => self.copies.take_at(first, shared.len()),
            None => Ok(()),
        }
    }

    pub(super) fn report_copies(&mut self, place: Place, message: &str, label: &str) {
        self.report(Diagnostic::new(Code::TooManyCopies, place, message).label(label));
    }
}
