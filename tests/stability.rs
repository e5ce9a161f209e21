//! Removing one schema and one operation changes no unrelated file and no other name.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use rayon::prelude::*;
use std::{fs, path::Path};
use xtask::{
    config,
    corpus::{
        find,
        protocol::{Job, Task},
        stability::{self, Subject},
    },
};

/// How many schemas and operations are removed from each document, one of each at a time.
const SEEDS: u64 = 6;

/// The complaints about all documents below a folder of the repository.
fn complaints(folder: &str, least: usize) -> Vec<String> {
    let folder = config::root().join(folder);
    let found = find::find(std::slice::from_ref(&folder))
        .expect("the folder can be read")
        .found;
    assert!(found.len() >= least, "only {} documents", found.len());
    let runs: Vec<(&find::Found, u64)> = found
        .iter()
        .flat_map(|found| (1..=SEEDS).map(move |seed| (found, seed)))
        .collect();
    runs.into_par_iter()
        .flat_map_iter(|(found, seed)| of(found, &folder, seed))
        .collect()
}

fn of(found: &find::Found, folder: &Path, seed: u64) -> Vec<String> {
    let job = Job {
        id: 0,
        name: found.name.clone(),
        path: found.path.clone(),
        folder: folder.to_owned(),
        task: Task::Stability { seed },
    };
    let bytes = fs::read(&found.path).expect("the document can be read");
    let subject = Subject {
        job: &job,
        bytes: &bytes,
    };
    let stability = stability::check(subject, seed)
        .expect("the document has a tree")
        .unwrap_or_else(|| panic!("{} is refused", found.name));
    let removed = stability.removed.join(" and ");
    stability
        .unrelated
        .iter()
        .map(|complaint| format!("{} without {removed}: {complaint}", found.name))
        .collect()
}

#[test]
fn nothing_unrelated_changes_in_the_specs() {
    let complaints = complaints("specs", 4);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn nothing_unrelated_changes_in_the_golden_documents() {
    let complaints = complaints("tests/golden/documents", 40);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
