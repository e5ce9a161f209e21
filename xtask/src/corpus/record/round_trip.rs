//! What came of reading samples of a document into its types and writing them back.
use super::cut;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many failures are kept of each cause of a document.
pub const MAX_FAILURES: usize = 4;

/// How many samples are kept that the validator does not take.
pub const MAX_DISCARDED: usize = 60;

/// Where samples are from, and what is asked of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Set {
    /// Examples of the document, whole or put into a sample: they have to survive.
    Own,
    /// Made of the schema: they have to survive.
    Made,
    /// With a value or a tag that is not listed: they have to survive.
    Unseen,
    /// With a member that is not declared: they have to survive, where the generator is asked to keep such members.
    Undeclared,
    /// Broken in one place: they have to be refused, with the place.
    Broken,
}

impl Set {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Own,
        Self::Made,
        Self::Unseen,
        Self::Undeclared,
        Self::Broken,
    ];

    /// The set in a table.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Own => "own examples",
            Self::Made => "made samples",
            Self::Unseen => "unseen values",
            Self::Undeclared => "undeclared",
            Self::Broken => "broken samples",
        }
    }
}

/// The figures of a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many were made or found.
    pub made: usize,
    /// How many of them the validator takes, or of those that are broken, refuses. The others count no further.
    pub valid: usize,
    /// How many are variants of a sample that fails, so that they show nothing of their own. They are not among the
    /// valid ones.
    #[serde(default)]
    pub unasked: usize,
    /// How many did what is asked of them.
    pub passed: usize,
    /// How many of these are written in another way that means the same.
    pub forgiven: usize,
    /// How many came back changed.
    pub lost: usize,
    /// How many were refused that are valid.
    pub refused: usize,
    /// How many were taken that are not valid.
    pub accepted: usize,
    /// How many were refused as they have to be, but without the place of the fault.
    pub unplaced: usize,
    /// How many made the program panic, end or hang.
    pub crashed: usize,
}

impl Tally {
    /// Adds the figures of another one.
    pub fn add(&mut self, other: &Self) {
        self.made += other.made;
        self.valid += other.valid;
        self.unasked += other.unasked;
        self.passed += other.passed;
        self.forgiven += other.forgiven;
        self.lost += other.lost;
        self.refused += other.refused;
        self.accepted += other.accepted;
        self.unplaced += other.unplaced;
        self.crashed += other.crashed;
    }

    /// How many did not do what is asked of them.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.lost + self.refused + self.accepted + self.unplaced + self.crashed
    }
}

/// Samples of one type that fail in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The set of the sample.
    pub set: Set,
    /// `lost`, `refused`, `accepted`, `unplaced` or `crashed`.
    pub kind: String,
    /// The type.
    pub ty: String,
    /// The place of its schema in the document.
    pub place: String,
    /// What the message is without names and values: failures of one cause are alike.
    pub cause: String,
    /// The sample, shortened.
    pub sample: String,
    /// The first difference, or the message, with its place.
    pub detail: String,
    /// How many samples of the type fail so.
    pub count: usize,
}

/// What came of the samples of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundTrip {
    /// Why there are none, if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<String>,
    /// How many components have a type.
    pub components: usize,
    /// How many JSON bodies of operations have one.
    pub bodies: usize,
    /// The components and bodies that no verdict can be given on, with the cause.
    pub unjudged: Vec<String>,
    /// The components and bodies for which no valid value could be made.
    pub unsampled: Vec<String>,
    /// The figures of each set.
    pub sets: BTreeMap<Set, Tally>,
    /// How many samples fail for which cause.
    #[serde(default)]
    pub causes: BTreeMap<String, usize>,
    /// Some of what fails, for each cause.
    pub failures: Vec<Failure>,
    /// Some of the samples that the validator does not take, with what it says.
    #[serde(default)]
    pub discarded: Vec<String>,
}

impl RoundTrip {
    /// The figures of a set.
    pub fn tally(&mut self, set: Set) -> &mut Tally {
        self.sets.entry(set).or_default()
    }

    /// Notes a failure: those of one type and cause are one.
    pub fn fail(&mut self, failure: Failure) {
        let cause = format!(
            "{} {}: {}",
            failure.set.words(),
            failure.kind,
            failure.cause
        );
        *self.causes.entry(cause).or_default() += 1;
        let key = |failure: &Failure| (failure.set, failure.kind.clone(), failure.cause.clone());
        let alike = |known: &&mut Failure| key(known) == key(&failure);
        let mut of_cause = self.failures.iter_mut().filter(alike);
        if let Some(known) = of_cause.find(|known| known.ty == failure.ty) {
            known.count += 1;
            return;
        }
        let alike = |known: &&Failure| key(known) == key(&failure);
        if self.failures.iter().filter(alike).count() < MAX_FAILURES {
            self.failures.push(Failure {
                sample: cut(&failure.sample),
                detail: cut(&failure.detail),
                ..failure
            });
        }
    }

    /// Why the run fails on account of this document.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        let failed: Vec<String> = self
            .sets
            .iter()
            .filter(|(_, tally)| tally.failed() > 0)
            .map(|(set, tally)| format!("{} of {} {}", tally.failed(), tally.valid, set.words()))
            .collect();
        if failed.is_empty() {
            return None;
        }
        Some(format!("round trip: {} fail", failed.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_alike_are_one() {
        let failure = |set, ty: &str| Failure {
            set,
            kind: "lost".to_owned(),
            ty: ty.to_owned(),
            place: String::new(),
            cause: "a member is gone".to_owned(),
            sample: "{}".to_owned(),
            detail: String::new(),
            count: 1,
        };
        let mut all = RoundTrip::default();
        all.fail(failure(Set::Own, "Pet"));
        all.fail(failure(Set::Own, "Pet"));
        all.fail(failure(Set::Made, "Pet"));
        for number in 0..MAX_FAILURES {
            all.fail(failure(Set::Own, &number.to_string()));
        }
        let counts: Vec<usize> = all.failures.iter().map(|failure| failure.count).collect();
        assert_eq!(counts, [2, 1, 1, 1, 1], "as many as are kept");
        let causes: Vec<usize> = all.causes.values().copied().collect();
        assert_eq!(causes, [1, 6], "all are counted");
        assert_eq!(all.failure(), None, "the figures say what fails");
        *all.tally(Set::Own) = Tally {
            made: 3,
            valid: 2,
            lost: 2,
            ..Tally::default()
        };
        assert_eq!(
            all.failure().as_deref(),
            Some("round trip: 2 of 2 own examples fail")
        );
    }
}
