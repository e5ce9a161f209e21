//! What is known of each document: the shape of `report.json`, which `docs/corpus.md` describes.
//!
//! Documents have tens of thousands of findings, so those alike are one group with a few of them as samples.
mod round_trip;

pub use round_trip::{Failure, MAX_DISCARDED, MAX_FAILURES, RoundTrip, Set, Tally};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the shape. It grows when a member goes or changes its meaning, not when one is added.
pub const SCHEMA: u32 = 1;

/// How many groups of findings are kept of a document.
pub const MAX_GROUPS: usize = 80;

/// How many findings are kept of a group.
pub const MAX_SAMPLES: usize = 3;

/// How many places of untyped values, and messages of the compiler, are kept of a document.
pub const MAX_PLACES: usize = 40;

/// How much of a text that is shown is kept, in bytes.
pub const MAX_TEXT: usize = 1500;

/// What came of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    /// It was generated.
    Generated,
    /// It has an error, which is among the findings.
    Refused,
    /// The generated code is no Rust, or the module can not be: a mistake of the generator.
    Defect {
        /// What the generator says.
        message: String,
    },
    /// The generator panicked.
    Panicked {
        /// The message.
        message: String,
        /// File, line and column.
        place: String,
    },
    /// It took longer than it may.
    Overtime {
        /// The limit in seconds.
        limit: f64,
    },
    /// It took more memory than it may.
    Overmemory {
        /// The limit in bytes.
        limit: u64,
    },
    /// The worker ended: an overflow of the stack, an abort.
    Died {
        /// How it ended, and the last that it said.
        message: String,
    },
    /// The document can not be read, or what is made of it can not be written.
    Failed {
        /// The cause.
        message: String,
    },
}

/// What the generator made of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// What came of it.
    pub outcome: Outcome,
    /// How many operations it has.
    pub operations: usize,
    /// How many types it has.
    pub models: usize,
    /// How many files were made.
    pub files: usize,
    /// How many lines they have.
    pub lines: usize,
    /// How long it took.
    pub seconds: f64,
    /// The most memory in bytes that the worker held meanwhile; nothing where the system does not tell.
    pub memory: Option<u64>,
    /// What was found in the document.
    pub findings: Findings,
    /// The values that have no type.
    pub untyped: Untyped,
    /// What changed without reason when something was removed; nothing unless that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
    /// What came of its samples; nothing unless that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_trip: Option<RoundTrip>,
}

impl Made {
    /// A document of which nothing is known but what came of it.
    #[must_use]
    pub fn of(outcome: Outcome, seconds: f64) -> Self {
        Self {
            outcome,
            operations: 0,
            models: 0,
            files: 0,
            lines: 0,
            seconds,
            memory: None,
            findings: Findings::default(),
            untyped: Untyped::default(),
            stability: None,
            round_trip: None,
        }
    }
}

/// What was found in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// How many notes there are.
    pub notes: usize,
    /// How many there are of each code.
    pub codes: BTreeMap<String, usize>,
    /// Those alike together, the largest groups first.
    pub groups: Vec<Group>,
    /// How many groups are left out.
    pub groups_omitted: usize,
}

impl Findings {
    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// Findings that differ in names alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The code.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// How many there are.
    pub count: usize,
    /// Some of them.
    pub samples: Vec<Sample>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// What was found.
    pub message: String,
    /// Where: `file:line:column`, or the file alone.
    pub place: String,
    /// The report as people read it, with the lines of the document.
    pub text: String,
}

/// The values that became any JSON value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untyped {
    /// How many there are.
    pub total: usize,
    /// How many of them the document means so (`meant`), are due to a gap or a contradiction in it (`document`), or
    /// are typed no better by the generator yet (`generator`).
    pub causes: BTreeMap<String, usize>,
    /// How many there are for each reason.
    pub reasons: BTreeMap<String, usize>,
    /// Some of them, as `place: reason`.
    pub places: Vec<String>,
}

/// What was compared with and without a schema and an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stability {
    /// What was removed, for people.
    pub removed: Vec<String>,
    /// The files that changed without reason, each with the first lines that differ.
    pub unrelated: Vec<String>,
}

/// What the compiler said of the crate of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Whether it compiled.
    pub compiled: bool,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// How many there are of each code.
    pub codes: BTreeMap<String, usize>,
    /// The first of them as the compiler shows them.
    pub messages: Vec<String>,
}

/// All that is known of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The name of the document.
    pub name: String,
    /// The version that it gives itself.
    pub version: String,
    /// Its size in bytes, without the files that it refers to.
    pub size: u64,
    /// What the generator made of it.
    #[serde(flatten)]
    pub made: Made,
    /// What the compiler said; nothing unless that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
}

impl Document {
    /// Why the run fails on account of this document.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        let by_generator = match &self.made.outcome {
            Outcome::Generated => None,
            Outcome::Refused => Some(self.refusal()),
            Outcome::Defect { message } | Outcome::Failed { message } => Some(message.clone()),
            Outcome::Panicked { message, place } => Some(format!("panicked at {place}: {message}")),
            Outcome::Overtime { limit } => Some(format!("took more than {limit} s")),
            Outcome::Overmemory { limit } => Some(format!("took more than {} MiB", limit >> 20)),
            Outcome::Died { message } => Some(format!("ended the worker: {message}")),
        };
        let round_trip = || self.made.round_trip.as_ref()?.failure();
        let by_compiler = || self.check_failure();
        let by_generator = by_generator.or_else(by_compiler).or_else(round_trip);
        by_generator.or_else(|| {
            let unrelated = &self.made.stability.as_ref()?.unrelated;
            let first = unrelated.first()?;
            Some(format!("{} unrelated changes: {first}", unrelated.len()))
        })
    }

    /// The groups with errors come first.
    fn refusal(&self) -> String {
        let first = self.made.findings.groups.first();
        let sample = first.and_then(|group| group.samples.first());
        sample.map_or_else(
            || "refused".to_owned(),
            |sample| format!("refused: {} ({})", sample.message, sample.place),
        )
    }

    fn check_failure(&self) -> Option<String> {
        let check = self.check.as_ref()?;
        if !check.compiled {
            return Some(format!("does not compile: {} errors", check.errors));
        }
        (check.warnings > 0).then(|| format!("{} warnings of the compiler", check.warnings))
    }
}

/// A text cut to what is kept.
#[must_use]
pub fn cut(text: &str) -> String {
    if text.len() <= MAX_TEXT {
        return text.to_owned();
    }
    let mut end = MAX_TEXT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}...", text.get(..end).unwrap_or_default())
}

/// A document as tests of this folder need one.
#[cfg(test)]
pub(super) fn sample(name: &str, outcome: Outcome) -> Document {
    Document {
        name: name.to_owned(),
        version: "3.0.3".to_owned(),
        size: 1,
        made: Made::of(outcome, 0.5),
        check: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("short"), "short");
        let long = "é".repeat(MAX_TEXT);
        let cut = cut(&long);
        assert!(
            cut.len() <= MAX_TEXT + 3 && cut.ends_with("é..."),
            "{}",
            cut.len()
        );
    }

    #[test]
    fn each_failure_says_why() {
        let mut document = sample("a", Outcome::Generated);
        assert_eq!(document.failure(), None);
        document.check = Some(Check {
            compiled: true,
            ..Check::default()
        });
        assert_eq!(document.failure(), None);
        document.check = Some(Check {
            compiled: true,
            warnings: 2,
            ..Check::default()
        });
        assert_eq!(
            document.failure().as_deref(),
            Some("2 warnings of the compiler")
        );
        document.check = Some(Check {
            errors: 3,
            ..Check::default()
        });
        assert_eq!(
            document.failure().as_deref(),
            Some("does not compile: 3 errors")
        );
        document.made.outcome = Outcome::Refused;
        assert_eq!(document.failure().as_deref(), Some("refused"));
    }
}
