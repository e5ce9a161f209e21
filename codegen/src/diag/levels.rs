//! What a user makes of findings: refuse the document for some, and not be told of others.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::{Code, Severity, nearest};

/// Which kinds of findings a choice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selection {
    /// Those of one code.
    Code(Code),
    /// All warnings.
    Warnings,
    /// All notes.
    Notes,
}

impl Selection {
    /// The word that people write: a code's name, `warnings` or `notes`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Code(code) => code.name(),
            Self::Warnings => "warnings",
            Self::Notes => "notes",
        }
    }

    /// How bad the findings are.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::Code(code) => code.severity(),
            Self::Warnings => Severity::Warning,
            Self::Notes => Severity::Note,
        }
    }
}

impl From<Code> for Selection {
    fn from(code: Code) -> Self {
        Self::Code(code)
    }
}

impl FromStr for Selection {
    type Err = UnknownSelection;

    fn from_str(text: &str) -> Result<Self, UnknownSelection> {
        let groups = [Self::Warnings, Self::Notes];
        let codes = Code::ALL.iter().copied().map(Self::Code);
        let all = groups.into_iter().chain(codes);
        match all.clone().find(|selection| selection.name() == text) {
            Some(selection) => Ok(selection),
            None => Err(UnknownSelection {
                nearest: nearest(text, all.map(Self::name)).map(str::to_owned),
            }),
        }
    }
}

/// A text names neither a code nor a group of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSelection {
    /// The name that was probably meant.
    pub nearest: Option<String>,
}

impl fmt::Display for UnknownSelection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.nearest {
            Some(name) => write!(f, "there is no such code; did you mean `{name}`?"),
            None => f.write_str("there is no such code; `oasmith explain` lists them"),
        }
    }
}

impl std::error::Error for UnknownSelection {}

/// What becomes of findings of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Neither shown nor counted.
    Allowed,
    /// Shown.
    Reported,
    /// Shown, and nothing is written.
    Denied,
}

/// Which findings a user refuses, and which they do not want to hear of.
///
/// The order in which choices are made does not matter. One about a code outweighs one about a group, so that
/// `warnings` can be denied with an exception; and of two about the same, the refusal counts. An error can not be
/// allowed, since there is no output to go on with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    denied: BTreeSet<Selection>,
    allowed: BTreeSet<Selection>,
}

impl Levels {
    /// Refuses nothing and shows everything.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses documents with such findings.
    #[must_use]
    pub fn deny(mut self, selection: impl Into<Selection>) -> Self {
        self.denied.insert(selection.into());
        self
    }

    /// Neither shows nor counts such findings. Without effect for errors.
    #[must_use]
    pub fn allow(mut self, selection: impl Into<Selection>) -> Self {
        self.allowed.insert(selection.into());
        self
    }

    /// What becomes of findings of a code.
    #[must_use]
    pub fn level(&self, code: Code) -> Level {
        let group = match code.severity() {
            Severity::Error if self.denied.contains(&code.into()) => return Level::Denied,
            Severity::Error => return Level::Reported,
            Severity::Warning => Selection::Warnings,
            Severity::Note => Selection::Notes,
        };
        for selection in [Selection::Code(code), group] {
            if self.denied.contains(&selection) {
                return Level::Denied;
            }
            if self.allowed.contains(&selection) {
                return Level::Allowed;
            }
        }
        Level::Reported
    }
}
