//! `--format json`: an object on a line for each finding, for each untyped place if they are asked for, and then one
//! for the document. `docs/reports.md` describes them.
use oasmith::{
    Report,
    diag::{Finding, Level, Pointer, steers},
    ir::{UntypedCause, UntypedReason},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Grows when a member is renamed, goes, or means something else; new members may come without.
const SCHEMA: u32 = 1;

/// One finding.
#[derive(Serialize)]
struct FindingLine<'a> {
    schema: u32,
    kind: &'static str,
    code: &'static str,
    severity: &'static str,
    denied: bool,
    message: &'a str,
    label: Option<&'a str>,
    hint: Option<&'a str>,
    #[serde(flatten)]
    place: PlaceMembers<'a>,
}

/// One place that has no type of its own.
#[derive(Serialize)]
struct UntypedLine<'a> {
    schema: u32,
    kind: &'static str,
    reason: &'static str,
    cause: &'static str,
    message: &'static str,
    #[serde(flatten)]
    place: PlaceMembers<'a>,
}

/// Where in which file something is.
#[derive(Serialize)]
struct PlaceMembers<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    pointer: Option<&'a str>,
    excerpt: Option<ExcerptMembers<'a>>,
}

#[derive(Serialize)]
struct ExcerptMembers<'a> {
    text: &'a str,
    start: usize,
    length: usize,
}

impl<'a> PlaceMembers<'a> {
    fn new(finding: &'a Finding) -> Self {
        let excerpt = finding.excerpt.as_ref().map(|excerpt| {
            let (start, length) = excerpt.columns();
            ExcerptMembers {
                text: &excerpt.text,
                start,
                length,
            }
        });
        Self {
            file: &finding.file,
            line: finding.location.as_ref().map(|at| at.line),
            column: finding.location.as_ref().map(|at| at.column),
            end_line: finding.end.map(|end| end.line),
            end_column: finding.end.map(|end| end.column),
            pointer: finding.pointer.as_ref().map(Pointer::as_str),
            excerpt,
        }
    }
}

/// What was found in all.
#[derive(Serialize)]
struct SummaryLine<'a> {
    schema: u32,
    kind: &'static str,
    document: &'a str,
    module: &'a str,
    files: usize,
    operations: usize,
    types: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    codes: BTreeMap<&'static str, usize>,
    denied: BTreeMap<&'static str, usize>,
    untyped: BTreeMap<&'static str, usize>,
    refused: bool,
}

/// The lines on a document; `untyped` are the places to be listed.
pub(crate) fn lines(
    document: &str,
    report: &Report,
    untyped: &[(UntypedReason, Vec<Finding>)],
) -> String {
    let mut text = String::new();
    let codes = findings(&mut text, report);
    for (reason, places) in untyped {
        for place in places {
            push(
                &mut text,
                &UntypedLine {
                    schema: SCHEMA,
                    kind: "untyped",
                    reason: reason.name(),
                    cause: cause(*reason),
                    message: reason.text(),
                    place: PlaceMembers::new(place),
                },
            );
        }
    }
    push(&mut text, &summary(document, report, codes));
    text
}

fn cause(reason: UntypedReason) -> &'static str {
    match reason.cause() {
        UntypedCause::Meant => "meant",
        UntypedCause::Document => "document",
        UntypedCause::Generator => "generator",
    }
}

/// Adds the findings; gives how many there are of each code.
fn findings(text: &mut String, report: &Report) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for finding in report.findings() {
        *codes.entry(finding.code.name()).or_default() += 1;
        push(
            text,
            &FindingLine {
                schema: SCHEMA,
                kind: "finding",
                code: finding.code.name(),
                severity: finding.severity.name(),
                denied: report.levels.level(finding.code) == Level::Denied,
                message: &finding.message,
                label: finding.label.as_deref(),
                hint: finding.hint.as_deref(),
                place: PlaceMembers::new(&finding),
            },
        );
    }
    codes
}

fn summary<'a>(
    document: &'a str,
    report: &'a Report,
    codes: BTreeMap<&'static str, usize>,
) -> SummaryLine<'a> {
    let counts = report.diagnostics.counts();
    let denied = report.denied();
    let mut untyped = BTreeMap::new();
    for place in &report.untyped {
        *untyped.entry(place.reason.name()).or_default() += 1;
    }
    SummaryLine {
        schema: SCHEMA,
        kind: "summary",
        document,
        module: &report.module,
        files: report.files().count(),
        operations: report.operations,
        types: report.types,
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
        codes,
        denied: denied
            .iter()
            .map(|(code, count)| (code.name(), *count))
            .collect(),
        untyped,
        refused: report.refusal(document).is_some(),
    }
}

/// Adds a line. Text, numbers and lists of them can always be written as JSON.
fn push(text: &mut String, line: &impl Serialize) {
    let Ok(line) = serde_json::to_string(line) else {
        return;
    };
    for character in line.chars() {
        // Inside a string, where alone they can be: a reader gets them, and a terminal does not.
        if steers(character) {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
    text.push('\n');
}
