//! The one renderer of reports for people.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::IsTerminal;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{
    Code, Excerpt, Finding, Location, Severity,
    shown::{brief, printable_source},
};

/// Whether reports carry colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text alone: for files, logs and tests.
    Plain,
    /// With the escape codes of a terminal.
    Color,
}

impl Style {
    /// Colours on a terminal, unless `NO_COLOR` is set to anything (<https://no-color.org>); `no_color` is its value.
    #[must_use]
    pub fn suiting(stream: &impl IsTerminal, no_color: Option<&OsStr>) -> Self {
        let is_refused = no_color.is_some_and(|value| !value.is_empty());
        if stream.is_terminal() && !is_refused {
            Self::Color
        } else {
            Self::Plain
        }
    }
}

/// A finding of which there are more than this many alike is shown [`SHOWN`] times only.
const MANY: usize = 8;

/// How many of many findings that are alike are shown.
const SHOWN: usize = 3;

/// How many codes are named at the end of a long report.
const NAMED: usize = 8;

/// The report for people: each finding with its line underlined, in the order that is given. A cause that repeats is
/// shown a few times and counted; a long report ends with a line that counts them all.
#[must_use]
pub fn render(findings: &[Finding], style: Style) -> String {
    let totals = totals(findings);
    let mut seen: BTreeMap<Shape, usize> = BTreeMap::new();
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Color => Renderer::styled(),
    };
    let mut report = String::new();
    for finding in findings {
        let shape = shape(finding);
        let (total, files) = totals
            .get(&shape)
            .map_or((0, 0), |(total, files)| (*total, files.len()));
        let count = seen.entry(shape).or_default();
        *count += 1;
        if total > MANY && *count > SHOWN {
            continue;
        }
        push(&mut report, &renderer.render(&[group(finding)]));
        if total > MANY && *count == SHOWN {
            push(
                &mut report,
                &format!(
                    "... and {} more of `{}` like the last one{}",
                    total - SHOWN,
                    finding.code,
                    in_files(files)
                ),
            );
        }
    }
    if findings.len() > MANY {
        push(&mut report, &summary(findings));
    }
    report
}

/// How many findings there are of each severity, and of which codes.
fn summary(findings: &[Finding]) -> String {
    let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in findings {
        *codes.entry(finding.code).or_default() += 1;
    }
    let of = |severity| {
        let codes = codes.iter();
        let counts = codes.filter(|(code, _)| code.severity() == severity);
        counts.map(|(_, count)| count).sum::<usize>()
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let totals: Vec<String> = severities
        .into_iter()
        .map(|severity| (of(severity), severity.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let mut codes: Vec<(Code, usize)> = codes.into_iter().collect();
    // Stable, so that codes that are as frequent stay in the order of the catalogue.
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut named: Vec<String> = codes
        .iter()
        .take(NAMED)
        .map(|(code, count)| format!("{count} of `{code}`"))
        .collect();
    if let Some(more) = codes.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let rest: usize = codes.iter().skip(NAMED).map(|(_, count)| count).sum();
        named.push(format!("{rest} of {more} other codes"));
    }
    format!("{}: {}", totals.join(", "), named.join(", "))
}

/// What findings that are alike have in common: the code, and the message without the names in it.
type Shape = (Code, String);

fn shape(finding: &Finding) -> Shape {
    let unquoted = finding.message.split('`').step_by(2);
    (finding.code, unquoted.collect::<Vec<_>>().join("`"))
}

/// How many findings of each shape there are, and in which files.
fn totals(findings: &[Finding]) -> BTreeMap<Shape, (usize, BTreeSet<&str>)> {
    let mut totals: BTreeMap<Shape, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for finding in findings {
        let (total, files) = totals.entry(shape(finding)).or_default();
        *total += 1;
        files.insert(&finding.file);
    }
    totals
}

/// In how many files findings are, if that is more than the one that is shown.
fn in_files(files: usize) -> String {
    if files > 1 {
        format!(", {files} files in all")
    } else {
        String::new()
    }
}

/// Adds one finding and the empty line after it; without the spaces that the renderer leaves at ends of lines.
fn push(report: &mut String, rendered: &str) {
    for line in rendered.lines() {
        report.push_str(line.trim_end());
        report.push('\n');
    }
    report.push('\n');
}

fn group(finding: &Finding) -> Group<'_> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(brief(&finding.message))
        .id(finding.code.name());
    let file = brief(&finding.file);
    let mut group = Group::with_title(title);
    match (&finding.location, &finding.excerpt) {
        (Some(at), Some(excerpt)) => {
            let snippet = snippet(excerpt, at, finding.label.as_deref().map(brief));
            // The renderer counts columns in what it is given, which is wrong when the line's beginning is cut off.
            group = if excerpt.is_cut {
                let origin = Origin::path(file).line(at.line).char_column(at.column);
                group.element(origin).element(snippet)
            } else {
                group.element(snippet.path(file))
            };
        }
        _ => group = group.element(Origin::path(file)),
    }
    // Without a line to stand at, the label is still worth a line of its own.
    if let (None, Some(label)) = (&finding.location, &finding.label) {
        group = group.element(Level::NOTE.message(brief(label)));
    }
    if let Some(pointer) = &finding.pointer {
        let pointer = if pointer.is_root() {
            "the whole document"
        } else {
            pointer.as_str()
        };
        group = group.element(Level::NOTE.with_name("at").message(brief(pointer)));
    }
    match &finding.hint {
        Some(hint) => group.element(Level::HELP.message(brief(hint))),
        None => group,
    }
}

fn snippet<'a>(
    excerpt: &Excerpt,
    at: &Location,
    label: Option<String>,
) -> Snippet<'a, Annotation<'a>> {
    let part = |range: std::ops::Range<usize>| {
        printable_source(excerpt.text.get(range).unwrap_or_default())
    };
    let before = part(0..excerpt.span.start);
    let marked = part(excerpt.span.clone());
    let after = part(excerpt.span.end..excerpt.text.len());
    let annotation = AnnotationKind::Primary
        .span(before.len()..before.len() + marked.len())
        .label(label);
    Snippet::source(format!("{before}{marked}{after}"))
        .line_start(at.line)
        .annotation(annotation)
}
