//! What does a person read at the end of a run?
use super::{
    record::{Document, Set},
    summary::{Counted, Ranked, RoundTrips, Run, Summary},
};

/// How many failures are named; the report has all of them.
const FAILURES: usize = 40;

/// The table.
#[must_use]
pub(super) fn table(run: &Run, all: &Summary, documents: &[Document]) -> String {
    let mut text = String::new();
    failures(&mut text, documents);
    figures(&mut text, run, all);
    if let Some(found) = &all.round_trip {
        round_trip(&mut text, run, found);
        first_failures(&mut text, documents);
        counts(&mut text, "commonest failures of samples", &found.causes);
    }
    ranking(&mut text, "ten slowest", &all.slowest, |value| {
        format!("{value:.2} s")
    });
    ranking(
        &mut text,
        "ten with most diagnostics",
        &all.most_findings,
        |value| format!("{value:.0}"),
    );
    counts(&mut text, "commonest diagnostics", &all.codes);
    counts(
        &mut text,
        "commonest messages of the compiler",
        &all.compiler_codes,
    );
    counts(
        &mut text,
        "commonest reasons of untyped values",
        &all.untyped_reasons,
    );
    text
}

fn failures(text: &mut String, documents: &[Document]) {
    let failed: Vec<(&str, String)> = documents
        .iter()
        .filter_map(|document| Some((document.name.as_str(), document.failure()?)))
        .collect();
    for (name, why) in failed.iter().take(FAILURES) {
        text.push_str(&format!("FAILED {}: {}\n", one_line(name), one_line(why)));
    }
    if failed.len() > FAILURES {
        text.push_str(&format!("... and {} more\n", failed.len() - FAILURES));
    }
    if !failed.is_empty() {
        text.push('\n');
    }
}

fn figures(text: &mut String, run: &Run, all: &Summary) {
    let mut row = |name: &str, value: String| text.push_str(&format!("{name:<16} {value}\n"));
    row(
        "documents",
        format!(
            "{}; {} other files passed over",
            all.documents, run.passed_over
        ),
    );
    row("operations", all.operations.to_string());
    row("models", all.models.to_string());
    let percent = percent(all.generated, all.documents);
    row(
        "generated",
        format!(
            "{} ({percent}); {} refused, {} broken",
            all.generated, all.refused, all.broken
        ),
    );
    if run.checked == "none" {
        row("compiled", "not asked for".to_owned());
    } else {
        row(
            "compiled",
            format!(
                "{} of {} by cargo {}; {} errors",
                all.compiled, all.documents, run.checked, all.compile_errors
            ),
        );
        row(
            "warnings",
            format!("{} in {} crates", all.compile_warnings, all.warned),
        );
    }
    let of = |cause: &str| all.untyped_causes.get(cause).copied().unwrap_or_default();
    row(
        "untyped fields",
        format!(
            "{}: {} as the document means it, {} for its gaps, {} not typed by the generator yet",
            all.untyped,
            of("meant"),
            of("document"),
            of("generator")
        ),
    );
    row("diagnostics", all.findings.to_string());
    row(
        "output",
        format!("{} files, {} lines", all.files, all.lines),
    );
    row(
        "seconds",
        format!(
            "{:.1} to generate with {} workers ({} build), {:.1} of all documents together; {:.1} to compile",
            run.generate_seconds, run.jobs, run.build, all.seconds, run.check_seconds
        ),
    );
    row("largest memory", memory(run, all));
}

/// What came of samples: a line for each set.
fn round_trip(text: &mut String, run: &Run, all: &RoundTrips) {
    text.push_str(&format!(
        "\nround trip       {} documents; {} components and {} bodies with a type, {} not judged, {} without a sample; \
         {:.1} s\n",
        all.documents, all.components, all.bodies, all.unjudged, all.unsampled, run.round_trip_seconds
    ));
    for (cause, count) in &all.skipped {
        text.push_str(&format!("{:>16} {count} skipped: {cause}\n", ""));
    }
    text.push_str(&format!(
        "{:<16} {:>8} {:>8} {:>8} {:>8} {:>8}  {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n",
        "",
        "made",
        "unasked",
        "count",
        "passed",
        "",
        "forgiven",
        "lost",
        "refused",
        "accepted",
        "unplaced",
        "crashed"
    ));
    for set in Set::ALL {
        let tally = all.sets.get(&set).copied().unwrap_or_default();
        text.push_str(&format!(
            "{:<16} {:>8} {:>8} {:>8} {:>8} {:>8}  {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n",
            set.words(),
            tally.made,
            tally.unasked,
            tally.valid,
            tally.passed,
            percent(tally.passed, tally.valid),
            tally.forgiven,
            tally.lost,
            tally.refused,
            tally.accepted,
            tally.unplaced,
            tally.crashed
        ));
    }
}

/// The first failures of each document, as far as there is room.
fn first_failures(text: &mut String, documents: &[Document]) {
    let mut left = FAILURES;
    for document in documents {
        let found = document.made.round_trip.as_ref();
        let failures = found.map_or(&[][..], |found| &found.failures);
        for failure in failures.iter().take(3.min(left)) {
            left -= 1;
            text.push_str(&format!(
                "{} {}: {} {} ({} alike)\n    {}\n    {}\n",
                failure.set.words(),
                failure.kind,
                one_line(&document.name),
                one_line(&failure.ty),
                failure.count,
                one_line(&failure.sample),
                one_line(&failure.detail)
            ));
        }
    }
}

fn memory(run: &Run, all: &Summary) -> String {
    match (all.largest_memory, &all.largest) {
        (Some(bytes), Some(name)) => {
            let together = run
                .memory
                .map(|bytes| format!("; all workers together {}", mebibytes(bytes)));
            format!(
                "{} ({}){}",
                mebibytes(bytes),
                one_line(name),
                together.unwrap_or_default()
            )
        }
        _ => "not measured: this system does not tell".to_owned(),
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "none".to_owned();
    }
    // Rounded down, so that 100 % means all.
    let tenths = part * 1000 / whole;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

fn ranking(text: &mut String, title: &str, ranked: &[Ranked], value: impl Fn(f64) -> String) {
    if ranked.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}\n"));
    for ranked in ranked {
        text.push_str(&format!(
            "{:>12}  {}\n",
            value(ranked.value),
            one_line(&ranked.name)
        ));
    }
}

fn counts(text: &mut String, title: &str, counted: &[Counted]) {
    if counted.is_empty() {
        return;
    }
    text.push_str(&format!("\n{title}\n"));
    for counted in counted {
        text.push_str(&format!(
            "{:>12}  {} (in {})\n",
            counted.count,
            one_line(&counted.text),
            counted.documents
        ));
    }
}

/// Text of a document on one line, without what a terminal acts on.
fn one_line(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    let shown: String = oasmith::diag::printable(first).chars().take(240).collect();
    if first.chars().count() > 240 || text.lines().nth(1).is_some() {
        format!("{shown} ...")
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{
        record::{Outcome, sample},
        summary::summary,
    };

    #[test]
    fn the_table_says_what_failed_and_what_was_made() {
        let documents = [
            sample("good.json", Outcome::Generated),
            sample(
                "bad\u{1b}[31m.json",
                Outcome::Defect {
                    message: "line one\nline two".to_owned(),
                },
            ),
        ];
        let run = Run {
            jobs: 2,
            build: "release".to_owned(),
            checked: "none".to_owned(),
            ..Run::default()
        };
        let text = |run: &Run| table(run, &summary(&documents), &documents);
        let table = text(&run);
        assert!(
            table.starts_with("FAILED bad\u{fffd}[31m.json: line one ...\n"),
            "{table}"
        );
        assert!(
            table.contains("\ngenerated        1 (50.0 %); 0 refused, 1 broken\n"),
            "{table}"
        );
        assert!(table.contains("not measured"), "{table}");
        assert!(table.contains("compiled         not asked for"), "{table}");
        let asked = text(&Run {
            checked: "check".to_owned(),
            ..run
        });
        assert!(
            asked.contains("compiled         0 of 2 by cargo check; 0 errors"),
            "what was asked for and did not come to it counts: {asked}"
        );
    }

    #[test]
    fn a_hundred_percent_are_all() {
        assert_eq!(percent(1999, 2000), "99.9 %");
        assert_eq!(percent(2000, 2000), "100.0 %");
        assert_eq!(percent(0, 0), "none");
    }
}
