//! Diagnostics: what is wrong with a document, where, and what was done about it.
//!
//! Every phase pushes into one [`Diagnostics`] and goes on; the driver stops between phases when
//! [`Diagnostics::barrier`] says so. Nothing here knows of `OpenAPI`, of YAML or of Rust output: places are JSON
//! pointers, and whoever has the texts makes a [`Finding`] of each diagnostic, which [`render`] shows.

mod code;
mod entry;
mod finding;
mod levels;
mod nearest;
mod pointer;
mod render;
mod shown;

#[cfg(test)]
mod tests;

pub use code::Code;
pub use entry::{Entry, Severity};
pub use finding::{Excerpt, Finding, Location, Position};
pub use levels::{Level, Levels, Selection, UnknownSelection};
pub use nearest::nearest;
pub use pointer::Pointer;
pub(crate) use pointer::{ByPlace, member_of};
pub use render::{Style, render};
pub use shown::{LONGEST_QUOTE, LONGEST_TEXT, brief, printable, steers};

/// One finding about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is; carries the severity.
    pub code: Code,
    /// The finding itself: one sentence without a full stop, with the names of this case in it.
    pub message: String,
    /// Where in the document it is.
    pub place: Place,
    /// A few words beside the underlined text.
    pub label: Option<String>,
    /// What to do about it, printed as `help:`.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A finding of kind `code` at `place`, without label or hint.
    #[must_use]
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            place: place.into(),
            label: None,
            hint: None,
        }
    }

    /// The same with a few words beside the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same with advice on what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Where in a document a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The document's file as a whole.
    File,
    /// A position in the document's text, for files that could not be read into a tree. Both numbers count from 1, and
    /// columns count characters.
    Position {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// The same for a file that the document refers to: the file as a whole, or a position in its text.
    Mounted {
        /// The node of the tree that the file stands at.
        file: Pointer,
        /// The line and the column.
        position: Option<(usize, usize)>,
    },
    /// A node of the tree.
    Pointer {
        /// The node.
        pointer: Pointer,
        /// Which of its two halves is meant.
        part: Part,
    },
}

/// Which half of a mapping's entry a place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The entry's name.
    Key,
    /// The entry's value.
    Value,
}

impl Place {
    /// The name of the entry at `pointer`.
    #[must_use]
    pub fn key(pointer: Pointer) -> Self {
        Self::Pointer {
            pointer,
            part: Part::Key,
        }
    }

    /// The value at `pointer`.
    #[must_use]
    pub fn value(pointer: Pointer) -> Self {
        Self::Pointer {
            pointer,
            part: Part::Value,
        }
    }
}

impl From<Pointer> for Place {
    fn from(pointer: Pointer) -> Self {
        Self::value(pointer)
    }
}

impl From<&Pointer> for Place {
    fn from(pointer: &Pointer) -> Self {
        Self::value(pointer.clone())
    }
}

/// The accumulator that every phase pushes into.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

/// How many findings of each severity there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Findings for which nothing is written.
    pub errors: usize,
    /// Findings that were mended.
    pub warnings: usize,
    /// Findings that cost nothing.
    pub notes: usize,
}

/// The answer of [`Diagnostics::barrier`] when a phase left errors behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the document has errors; see the diagnostics")
    }
}

impl std::error::Error for Stopped {}

impl Diagnostics {
    /// An accumulator with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another accumulator's findings, in their order.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Replaces the pointer of every finding that has one.
    pub fn map_pointers(&mut self, map: impl Fn(&Pointer) -> Pointer) {
        for diagnostic in &mut self.list {
            if let Place::Pointer { pointer, .. } = &mut diagnostic.place {
                *pointer = map(pointer);
            }
        }
    }

    /// Keeps the findings that `keep` says yes to.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// The findings in the order in which they were pushed.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// The number of findings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is nothing to report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many findings of each severity there are.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for diagnostic in &self.list {
            match diagnostic.code.severity() {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// The check between two phases, so that the next one never sees what the last one could not read.
    ///
    /// # Errors
    /// [`Stopped`] when an error was pushed so far.
    pub fn barrier(&self) -> Result<(), Stopped> {
        if self.has_errors() {
            Err(Stopped)
        } else {
            Ok(())
        }
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
