//! What do all documents come to? The figures of the table and of the report's head.
use super::record::{Document, Outcome, RoundTrip, Set, Tally};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeMap};

/// How long the lists of the worst are.
const TOP: usize = 10;

/// How the run was made, and how long it took.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// How many workers there were.
    pub jobs: usize,
    /// `release` or `debug`: how the generator was built.
    pub build: String,
    /// What the compiler was asked: `check`, `clippy` or `none`.
    pub checked: String,
    /// How many files end as documents do and are none: parts of documents mostly.
    #[serde(default)]
    pub passed_over: usize,
    /// How long generating took, by the clock.
    pub generate_seconds: f64,
    /// How long compiling took, by the clock.
    pub check_seconds: f64,
    /// How long reading and writing samples took, by the clock.
    #[serde(default)]
    pub round_trip_seconds: f64,
    /// The most that all workers held at one time, in bytes; nothing where the system does not tell.
    pub memory: Option<u64>,
}

/// A document with a figure of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// The document.
    pub name: String,
    /// The figure.
    pub value: f64,
}

/// A text with how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The text.
    pub text: String,
    /// How often.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
}

/// The figures of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How many documents there are.
    pub documents: usize,
    /// Their operations.
    pub operations: usize,
    /// Their types.
    pub models: usize,
    /// How many were generated.
    pub generated: usize,
    /// How many have an error.
    pub refused: usize,
    /// How many panicked, overran, or ended their worker, or whose code is no Rust.
    pub broken: usize,
    /// How many were given to the compiler.
    pub checked: usize,
    /// How many compiled.
    pub compiled: usize,
    /// Errors of the compiler.
    pub compile_errors: usize,
    /// Warnings of the compiler.
    pub compile_warnings: usize,
    /// How many documents the compiler warned of.
    pub warned: usize,
    /// Values that have no type.
    pub untyped: usize,
    /// The same by cause: `meant`, `document`, `generator`.
    pub untyped_causes: BTreeMap<String, usize>,
    /// Findings in documents.
    pub findings: usize,
    /// Files made.
    pub files: usize,
    /// Lines made.
    pub lines: usize,
    /// The seconds of all documents together.
    pub seconds: f64,
    /// The most that a worker held for one document, in bytes.
    pub largest_memory: Option<u64>,
    /// The document that it was.
    pub largest: Option<String>,
    /// The slowest, in seconds.
    pub slowest: Vec<Ranked>,
    /// Those with the most findings.
    pub most_findings: Vec<Ranked>,
    /// The commonest codes.
    pub codes: Vec<Counted>,
    /// The commonest codes of the compiler.
    pub compiler_codes: Vec<Counted>,
    /// The commonest reasons of values without a type.
    pub untyped_reasons: Vec<Counted>,
    /// What came of the samples of all documents, without the single failures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_trip: Option<RoundTrips>,
    /// How many documents make the run fail.
    pub failures: usize,
}

/// What came of the samples of all documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundTrips {
    /// How many documents have samples.
    pub documents: usize,
    /// How many have none, by the cause.
    pub skipped: BTreeMap<String, usize>,
    /// Components that have a type.
    pub components: usize,
    /// JSON bodies that have one.
    pub bodies: usize,
    /// Components and bodies that no verdict can be given on.
    pub unjudged: usize,
    /// Components and bodies for which no valid value could be made.
    pub unsampled: usize,
    /// The figures of each set.
    pub sets: BTreeMap<Set, Tally>,
    /// The commonest causes of failures.
    pub causes: Vec<Counted>,
}

impl RoundTrips {
    fn add(&mut self, found: &RoundTrip) {
        match &found.skipped {
            Some(cause) => *self.skipped.entry(cause.clone()).or_default() += 1,
            None => self.documents += 1,
        }
        self.components += found.components;
        self.bodies += found.bodies;
        self.unjudged += found.unjudged.len();
        self.unsampled += found.unsampled.len();
        for (set, tally) in &found.sets {
            self.sets.entry(*set).or_default().add(tally);
        }
    }
}

/// Adds all documents up.
#[must_use]
pub fn summary(documents: &[Document]) -> Summary {
    let mut all = Summary {
        documents: documents.len(),
        ..Summary::default()
    };
    for document in documents {
        add(&mut all, document);
    }
    all.slowest = top(documents, |document| document.made.seconds);
    #[expect(
        clippy::cast_precision_loss,
        reason = "no document has so many findings"
    )]
    let findings = |document: &Document| document.made.findings.total() as f64;
    all.most_findings = top(documents, findings);
    all.codes = commonest(documents, |document| Some(&document.made.findings.codes));
    all.compiler_codes = commonest(documents, |document| {
        document.check.as_ref().map(|check| &check.codes)
    });
    all.untyped_reasons = commonest(documents, |document| Some(&document.made.untyped.reasons));
    if let Some(found) = &mut all.round_trip {
        found.causes = commonest(documents, |document| {
            Some(&document.made.round_trip.as_ref()?.causes)
        });
    }
    all
}

fn add(all: &mut Summary, document: &Document) {
    let made = &document.made;
    all.operations += made.operations;
    all.models += made.models;
    all.untyped += made.untyped.total;
    for (cause, count) in &made.untyped.causes {
        *all.untyped_causes.entry(cause.clone()).or_default() += count;
    }
    all.findings += made.findings.total();
    all.files += made.files;
    all.lines += made.lines;
    all.seconds += made.seconds;
    if made.memory > all.largest_memory {
        all.largest_memory = made.memory;
        all.largest = Some(document.name.clone());
    }
    match &made.outcome {
        Outcome::Generated => all.generated += 1,
        Outcome::Refused => all.refused += 1,
        Outcome::Defect { .. }
        | Outcome::Panicked { .. }
        | Outcome::Overtime { .. }
        | Outcome::Overmemory { .. }
        | Outcome::Died { .. }
        | Outcome::Failed { .. } => all.broken += 1,
    }
    if let Some(check) = &document.check {
        all.checked += 1;
        all.compiled += usize::from(check.compiled);
        all.compile_errors += check.errors;
        all.compile_warnings += check.warnings;
        all.warned += usize::from(check.warnings > 0);
    }
    if let Some(found) = &made.round_trip {
        all.round_trip.get_or_insert_default().add(found);
    }
    all.failures += usize::from(document.failure().is_some());
}

fn top(documents: &[Document], value: impl Fn(&Document) -> f64) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = documents
        .iter()
        .map(|document| Ranked {
            name: document.name.clone(),
            value: value(document),
        })
        .filter(|ranked| ranked.value > 0.0)
        .collect();
    ranked.sort_by(|one, other| other.value.total_cmp(&one.value));
    ranked.truncate(TOP);
    ranked
}

fn commonest<'d>(
    documents: &'d [Document],
    counts: impl Fn(&'d Document) -> Option<&'d BTreeMap<String, usize>>,
) -> Vec<Counted> {
    let mut all: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (text, count) in documents.iter().filter_map(counts).flatten() {
        let entry = all.entry(text).or_default();
        entry.0 += count;
        entry.1 += 1;
    }
    let mut all: Vec<Counted> = all
        .into_iter()
        .map(|(text, (count, documents))| Counted {
            text: text.to_owned(),
            count,
            documents,
        })
        .collect();
    all.sort_by_key(|counted| Reverse(counted.count));
    all.truncate(TOP);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::record::{Check, sample};

    #[test]
    fn figures_are_added_up() {
        let mut good = sample("good", Outcome::Generated);
        good.made.operations = 3;
        good.made.memory = Some(10);
        good.made.findings.notes = 2;
        good.made
            .findings
            .codes
            .insert("unknown-format".to_owned(), 2);
        good.check = Some(Check {
            compiled: true,
            warnings: 1,
            ..Check::default()
        });
        let mut slow = sample("slow", Outcome::Overtime { limit: 1.0 });
        slow.made.seconds = 9.0;
        slow.made
            .findings
            .codes
            .insert("unknown-format".to_owned(), 1);
        let all = summary(&[good, slow, sample("bad", Outcome::Refused)]);
        assert_eq!(
            (all.documents, all.generated, all.refused, all.broken),
            (3, 1, 1, 1)
        );
        assert_eq!(
            (
                all.checked,
                all.compiled,
                all.compile_warnings,
                all.failures
            ),
            (1, 1, 1, 3)
        );
        assert_eq!(
            all.slowest.first().map(|ranked| ranked.name.as_str()),
            Some("slow")
        );
        assert_eq!(all.most_findings.len(), 1);
        assert_eq!(all.largest.as_deref(), Some("good"));
        assert_eq!(
            all.codes,
            [Counted {
                text: "unknown-format".to_owned(),
                count: 3,
                documents: 2
            }]
        );
        assert!((all.seconds - 10.0).abs() < 1e-9);
    }
}
