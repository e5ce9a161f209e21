//! What does a person read of a run? The table at its end, and `report.md`.
use super::{
    exempt::Exemption,
    record::{Counts, Document, Failure, Report, Side},
};
use std::{collections::BTreeMap, fmt::Write as _};

/// How many kinds of failures the terminal shows; the report has all of them.
const SHOWN: usize = 20;

/// The figures, for the terminal.
#[must_use]
pub fn table(report: &Report) -> String {
    let mut text = String::new();
    for document in report.documents.iter().filter(|it| it.problem.is_some()) {
        let problem = document.problem.as_deref().unwrap_or_default();
        let _ = writeln!(text, "NOT CALLED {}: {}", document.name, line(problem));
    }
    let counts = &report.counts;
    let called = report
        .documents
        .iter()
        .filter(|it| it.problem.is_none())
        .count();
    let clean = report
        .documents
        .iter()
        .filter(|it| it.problem.is_none() && it.counts.is_clean());
    let share = |part: usize, exempt: usize, all: usize| {
        let rest = all - exempt;
        format!(
            "{part} of {rest} ({}), and {exempt} exempt",
            percent(part, rest)
        )
    };
    let rows = [
        (
            "documents",
            format!("{called}, {} without a failure", clean.count()),
        ),
        (
            "operations",
            format!(
                "{}, {} could not be called",
                counts.operations, counts.uncalled
            ),
        ),
        (
            "requests accepted",
            share(counts.accepted, counts.exempt_requests, counts.requests),
        ),
        (
            "answers decoded",
            share(counts.decoded, counts.exempt_answers, counts.answers),
        ),
        (
            "statuses reached",
            format!(
                "{} of {} ({})",
                counts.reached,
                counts.statuses,
                percent(counts.reached, counts.statuses)
            ),
        ),
        (
            "answers that break the document",
            counts.invalid.to_string(),
        ),
        ("answers not made", counts.unmade.to_string()),
        (
            "optional arguments without sample",
            counts.unsampled.to_string(),
        ),
    ];
    for (name, value) in rows {
        let _ = writeln!(text, "{name:<34}{value}");
    }
    let causes = causes(report);
    if !causes.is_empty() {
        text.push_str("\ncommonest failures\n");
    }
    for (cause, failures) in causes.iter().take(SHOWN) {
        let _ = writeln!(text, "{:>6}  {cause}", failures.len());
    }
    text
}

/// The failures that are not exempt, by what they have in common, the commonest first.
fn causes(report: &Report) -> Vec<(String, Vec<(&str, &Failure)>)> {
    let mut causes: BTreeMap<String, Vec<(&str, &Failure)>> = BTreeMap::new();
    for document in &report.documents {
        for failure in document.failures.iter().filter(|it| it.exemption.is_none()) {
            let cause = format!("{}: {}", failure.side, shape(&failure.reason));
            let entry = causes.entry(cause).or_default();
            entry.push((&document.name, failure));
        }
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(_, failures)| std::cmp::Reverse(failures.len()));
    causes
}

/// A reason without the names and values of its case.
fn shape(reason: &str) -> String {
    let parts: Vec<&str> = reason.split(['`', '"', '\'']).step_by(2).collect();
    let text = parts.join("_");
    let text: String = text
        .chars()
        .filter(|it| !it.is_ascii_digit())
        .take(140)
        .collect();
    line(&text)
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn percent(part: usize, all: usize) -> String {
    if all == 0 {
        return "none".to_owned();
    }
    // Rounded down, so that 100 % says that nothing is missing.
    let thousandths = part * 10_000 / all;
    format!("{}.{:02} %", thousandths / 100, thousandths % 100)
}

/// `report.md`.
#[must_use]
pub fn markdown(report: &Report, exemptions: &[Exemption]) -> String {
    let mut text = format!("# Conformance\n\nThe server is {}.\n\n", report.server);
    let _ = writeln!(text, "```text\n{}```\n", table(report));
    text.push_str("## Documents\n\n");
    text.push_str("| document | operations | requests | accepted | answers | decoded | statuses | reached |\n");
    text.push_str("|---|---|---|---|---|---|---|---|\n");
    for document in &report.documents {
        row(&mut text, document);
    }
    text.push_str("\n## Failures\n");
    for (cause, failures) in causes(report) {
        let _ = writeln!(text, "\n### {} x {cause}\n", failures.len());
        for (name, failure) in failures {
            entry(&mut text, name, failure);
        }
    }
    text.push_str("\n## Exempt\n");
    for exemption in exemptions {
        let all = report.documents.iter().flat_map(|document| {
            let failures = document.failures.iter();
            let failures = failures.filter(|it| it.exemption.as_ref() == Some(&exemption.name));
            failures.map(|failure| (document.name.as_str(), failure))
        });
        let all: Vec<_> = all.collect();
        if all.is_empty() {
            continue;
        }
        let Exemption {
            name,
            because,
            standard,
            ..
        } = exemption;
        let _ = writeln!(
            text,
            "\n### {} x {name}\n\n{because} {standard}\n",
            all.len()
        );
        for (name, failure) in all {
            entry(&mut text, name, failure);
        }
    }
    uncounted(&mut text, report);
    text
}

/// The answers that are not counted, and the statuses of which none was read.
fn uncounted(text: &mut String, report: &Report) {
    text.push_str("\n## Answers that are not counted\n");
    for document in &report.documents {
        let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for note in &document.notes {
            let call = format!("`{}`, {}", note.operation, note.purpose);
            reasons.entry(&note.reason).or_default().push(call);
        }
        for (reason, calls) in reasons {
            let _ = writeln!(
                text,
                "\n- {}: {}: {}",
                document.name,
                line(reason),
                calls.join("; ")
            );
        }
    }
    text.push_str("\n## Statuses without an answer that was read\n\n");
    for document in &report.documents {
        for status in &document.unreached {
            let _ = writeln!(text, "- {}: {status}", document.name);
        }
    }
}

fn row(text: &mut String, document: &Document) {
    let Document {
        name,
        counts,
        problem,
        ..
    } = document;
    let Counts {
        operations,
        requests,
        accepted,
        answers,
        decoded,
        statuses,
        reached,
        ..
    } = counts;
    let _ = match problem {
        Some(problem) => writeln!(
            text,
            "| {name} | not called: {} | | | | | | |",
            line(problem).replace('|', "\\|")
        ),
        None => writeln!(
            text,
            "| {name} | {operations} | {requests} | {accepted} | {answers} | {decoded} | {statuses} | {reached} |"
        ),
    };
}

fn entry(text: &mut String, name: &str, failure: &Failure) {
    let purpose = failure
        .purpose
        .map(|it| format!(", {it}"))
        .unwrap_or_default();
    let _ = writeln!(
        text,
        "- {name}: `{}`{purpose}: {}",
        failure.operation,
        line(&failure.reason)
    );
    let sent = match failure.side {
        Side::Call => return,
        Side::Request => &failure.sent,
        Side::Answer => &failure.received,
    };
    let body = sent.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let first = sent.lines().next().unwrap_or_default();
    let code = line(&format!("{first} {body}")).replace('`', "'");
    let code: String = code.chars().take(300).collect();
    let _ = writeln!(text, "  `{code}`");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::record::{Purpose, SCHEMA};

    fn report() -> Report {
        let failure = |reason: &str, exemption: Option<&str>| Failure {
            operation: "GET /a".to_owned(),
            purpose: Some(Purpose::Status {
                code: 404,
                dynamic: true,
            }),
            side: Side::Request,
            reason: reason.to_owned(),
            exemption: exemption.map(str::to_owned),
            sent: "GET /a HTTP/1.1\r\n\r\nbody".to_owned(),
            received: String::new(),
        };
        let counts = Counts {
            operations: 2,
            requests: 20_001,
            accepted: 19_999,
            exempt_requests: 1,
            ..Counts::default()
        };
        let called = Document {
            name: "a.json".to_owned(),
            counts,
            failures: vec![failure("`a` is 1", None), failure("b", Some("known"))],
            ..Document::default()
        };
        let other = Document {
            name: "b.json".to_owned(),
            problem: Some("no\nserver | there".to_owned()),
            ..Document::default()
        };
        Report {
            schema: SCHEMA,
            server: "a server".to_owned(),
            counts,
            documents: vec![called, other],
        }
    }

    #[test]
    fn figures_say_what_is_missing() {
        let text = table(&report());
        for wanted in [
            "NOT CALLED b.json: no server | there\n",
            "1, 0 without a failure\n",
            "19999 of 20000 (99.99 %), and 1 exempt\n",
            "     1  request: _ is\n",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
        assert!(!report().counts.is_clean());
    }

    #[test]
    fn each_failure_is_listed_with_its_reason() {
        let exemption = Exemption {
            name: "known".to_owned(),
            side: Side::Request,
            reason: "b".to_owned(),
            sent: None,
            because: "It does so.".to_owned(),
            standard: "It should not.".to_owned(),
        };
        let text = markdown(&report(), &[exemption]);
        for wanted in [
            "| b.json | not called: no server \\| there | | | | | | |\n",
            "- a.json: `GET /a`, answer 404, made of the schema: `a` is 1\n  `GET /a HTTP/1.1 body`\n",
            "### 1 x known\n\nIt does so. It should not.\n\n- a.json: ",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
    }
}
