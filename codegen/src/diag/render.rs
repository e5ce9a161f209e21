//! The one renderer of reports.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Code, Diagnostic, Diagnostics, Place, Severity};

/// A place found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted in characters from 1.
    pub column: usize,
    /// The bytes to underline.
    pub span: Range<usize>,
}

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

/// The widest part of a line that is shown, in characters. Minified JSON is one line.
const WIDTH: usize = 120;

/// The report on one file, for people: each finding with its line underlined, in the order of the file.
///
/// `locate` finds many places in one walk; it answers with one element for each place, in their order, and `None`
/// for a place that has no position.
#[must_use]
pub fn render(
    file_name: &str,
    text: &str,
    diagnostics: &Diagnostics,
    locate: &dyn Fn(&[&Place]) -> Vec<Option<Location>>,
    style: Style,
) -> String {
    let places: Vec<&Place> = diagnostics
        .iter()
        .map(|diagnostic| &diagnostic.place)
        .collect();
    let mut located: Vec<Located<'_>> = diagnostics
        .iter()
        .zip(locate(&places))
        .map(|(diagnostic, at)| Located { diagnostic, at })
        .collect();
    located.sort_by(|a, b| a.order().cmp(&b.order()));
    let totals = totals(&located);
    let mut seen: BTreeMap<Shape, usize> = BTreeMap::new();
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Color => Renderer::styled(),
    };
    let mut report = String::new();
    for finding in &located {
        let shape = finding.shape();
        let total = totals.get(&shape).copied().unwrap_or_default();
        let count = seen.entry(shape).or_default();
        *count += 1;
        if total > MANY && *count > SHOWN {
            continue;
        }
        push(
            &mut report,
            &renderer.render(&[group(file_name, text, finding)]),
        );
        if total > MANY && *count == SHOWN {
            let code = finding.diagnostic.code;
            push(
                &mut report,
                &format!(
                    "... and {} more of `{code}` like the last one",
                    total - SHOWN
                ),
            );
        }
    }
    report
}

/// A finding with its place in the text.
struct Located<'d> {
    diagnostic: &'d Diagnostic,
    at: Option<Location>,
}

/// What findings that are alike have in common: the code, and the message without the names in it.
type Shape = (Code, String);

impl Located<'_> {
    fn order(&self) -> (Option<(usize, usize)>, Code, &str) {
        let position = self.at.as_ref().map(|at| (at.line, at.column));
        (position, self.diagnostic.code, &self.diagnostic.message)
    }

    fn shape(&self) -> Shape {
        let unquoted = self.diagnostic.message.split('`').step_by(2);
        (self.diagnostic.code, unquoted.collect::<Vec<_>>().join("`"))
    }
}

fn totals(located: &[Located<'_>]) -> BTreeMap<Shape, usize> {
    let mut totals = BTreeMap::new();
    for finding in located {
        *totals.entry(finding.shape()).or_default() += 1;
    }
    totals
}

/// Adds one finding and the empty line after it; without the spaces that the renderer leaves at ends of lines.
fn push(report: &mut String, rendered: &str) {
    for line in rendered.lines() {
        report.push_str(line.trim_end());
        report.push('\n');
    }
    report.push('\n');
}

fn group<'a>(file_name: &'a str, text: &'a str, finding: &'a Located<'_>) -> Group<'a> {
    let diagnostic = finding.diagnostic;
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    match &finding.at {
        Some(at) => {
            let excerpt = Excerpt::new(text, at);
            let snippet = excerpt.snippet(at, diagnostic.label.as_deref().map(printable));
            // The renderer counts columns in what it is given, which is wrong when the line's beginning is cut off.
            group = if excerpt.is_cut {
                let origin = Origin::path(file_name).line(at.line).char_column(at.column);
                group.element(origin).element(snippet)
            } else {
                group.element(snippet.path(file_name))
            };
        }
        None => group = group.element(Origin::path(file_name)),
    }
    // Without a line to stand at, the label is still worth a line of its own.
    if let (None, Some(label)) = (&finding.at, &diagnostic.label) {
        group = group.element(Level::NOTE.message(printable(label)));
    }
    if let Place::Pointer { pointer, .. } = &diagnostic.place {
        let pointer = if pointer.is_root() {
            "the whole document"
        } else {
            pointer.as_str()
        };
        group = group.element(Level::NOTE.with_name("at").message(printable(pointer)));
    }
    match &diagnostic.hint {
        Some(hint) => group.element(Level::HELP.message(printable(hint))),
        None => group,
    }
}

/// The same text without characters that steer a terminal or turn the direction of writing: names and values of a
/// document are in messages, and a document is untrusted. The renderer sees to the source lines itself.
fn printable(text: &str) -> String {
    let steers = |character: char| {
        character.is_control()
            || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|character| {
            if steers(character) {
                '\u{FFFD}'
            } else {
                character
            }
        })
        .collect()
}

/// The line of a location, or the part of it around the location when it is long.
struct Excerpt {
    text: String,
    /// The bytes of the excerpt to underline.
    span: Range<usize>,
    /// Whether the line begins before the excerpt does.
    is_cut: bool,
}

impl Excerpt {
    fn new(text: &str, at: &Location) -> Self {
        let before = text.get(..at.span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(at.span.start..).unwrap_or_default();
        // A text of several lines is underlined on the first.
        let marked = rest
            .get(..at.span.len())
            .unwrap_or_default()
            .lines()
            .next()
            .unwrap_or_default();
        let marked: String = marked.chars().take(WIDTH / 2).collect();
        let after = rest.get(marked.len()..).unwrap_or_default();
        let before = before.get(line_start..).unwrap_or_default();
        let (head, is_cut) = tail_of(before, WIDTH / 2);
        let tail = head_of(after, WIDTH / 2);
        let span = head.len()..head.len() + marked.len();
        Self {
            text: format!("{head}{marked}{tail}"),
            span,
            is_cut,
        }
    }

    fn snippet<'a>(&self, at: &Location, label: Option<String>) -> Snippet<'a, Annotation<'a>> {
        let annotation = AnnotationKind::Primary.span(self.span.clone()).label(label);
        Snippet::source(self.text.clone())
            .line_start(at.line)
            .annotation(annotation)
    }
}

/// The end of a text, with dots in the place of what is cut off. Walks no further than it shows.
/// The second part says whether anything was.
fn tail_of(text: &str, width: usize) -> (String, bool) {
    match text.char_indices().rev().nth(width) {
        Some((cut, _)) => (format!("...{}", text.get(cut..).unwrap_or_default()), true),
        None => (text.to_owned(), false),
    }
}

/// The rest of the line that a text begins with, with dots in the place of what is cut off.
fn head_of(text: &str, width: usize) -> String {
    let mut characters = text
        .chars()
        .take_while(|character| !matches!(character, '\n' | '\r'));
    let mut shown: String = characters.by_ref().take(width).collect();
    if characters.next().is_some() {
        shown.push_str("...");
    }
    shown
}
