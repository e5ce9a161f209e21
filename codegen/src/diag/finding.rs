//! A finding with its place found in the text of its file: what reports of every form are made of.

use std::ops::Range;

use super::{Code, Diagnostic, Pointer, Severity};

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

impl Location {
    /// Where the underlined text ends, in the text that it stands in.
    fn end(&self, text: &str) -> Position {
        let marked = text.get(self.span.clone()).unwrap_or_default();
        let lines = marked.matches('\n').count();
        let last = marked.rsplit('\n').next().unwrap_or_default();
        let before = if lines == 0 { self.column } else { 1 };
        Position {
            line: self.line + lines,
            column: before + last.chars().count(),
        }
    }
}

/// A position in a text; both numbers count from 1, and columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One finding, complete in itself: no document and no text is needed to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The finding itself: one sentence without a full stop.
    pub message: String,
    /// A few words beside the underlined text.
    pub label: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// The file, by the name that reports show.
    pub file: String,
    /// The node inside that file; none when the finding is about no node.
    pub pointer: Option<Pointer>,
    /// Where it stands in the file's text; none when it is about the file as a whole.
    pub location: Option<Location>,
    /// Where the underlined text ends: the position after its last character.
    pub end: Option<Position>,
    /// The line at the location; none when there is no location.
    pub excerpt: Option<Excerpt>,
}

impl Finding {
    /// A diagnostic in the file `file`, with the place that was found for it in the file's text.
    #[must_use]
    pub fn new(
        diagnostic: &Diagnostic,
        file: &str,
        text: &str,
        pointer: Option<Pointer>,
        location: Option<Location>,
    ) -> Self {
        Self {
            code: diagnostic.code,
            severity: diagnostic.code.severity(),
            message: diagnostic.message.clone(),
            label: diagnostic.label.clone(),
            hint: diagnostic.hint.clone(),
            file: file.to_owned(),
            pointer,
            end: location.as_ref().map(|location| location.end(text)),
            excerpt: location
                .as_ref()
                .map(|location| Excerpt::new(text, location)),
            location,
        }
    }

    /// What findings of one file are sorted by: the place, the code, the message.
    #[must_use]
    pub fn order(&self) -> (Option<(usize, usize)>, Code, &str) {
        let position = self.location.as_ref().map(|at| (at.line, at.column));
        (position, self.code, &self.message)
    }
}

/// The widest part of a line that is shown, in characters. Minified JSON is one line.
const WIDTH: usize = 120;

/// The line of a location, or the part of it around the location when it is long, with dots in the place of what is
/// cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, without an end of line.
    pub text: String,
    /// The bytes of `text` to underline.
    pub span: Range<usize>,
    /// Whether the line begins before the excerpt does, so that columns can not be counted in it.
    pub is_cut: bool,
}

impl Excerpt {
    /// Walks no further than it shows: in minified JSON, the line is the whole file.
    fn new(text: &str, at: &Location) -> Self {
        let before = text.get(..at.span.start).unwrap_or_default();
        let rest = text.get(at.span.start..).unwrap_or_default();
        // A text of several lines is underlined on the first.
        let marked: String = line(rest.get(..at.span.len()).unwrap_or_default())
            .take(WIDTH / 2)
            .collect();
        let after = rest.get(marked.len()..).unwrap_or_default();
        let (head, is_cut) = tail_of(before, WIDTH / 2);
        let tail = head_of(after, WIDTH / 2);
        let span = head.len()..head.len() + marked.len();
        Self {
            text: format!("{head}{marked}{tail}"),
            span,
            is_cut,
        }
    }

    /// The characters of `text` to underline: how many stand before them, and how many they are.
    #[must_use]
    pub fn columns(&self) -> (usize, usize) {
        let count = |range: Range<usize>| {
            let part = self.text.get(range).unwrap_or_default();
            part.chars().count()
        };
        (count(0..self.span.start), count(self.span.clone()))
    }
}

/// The characters of the line that a text begins with.
fn line(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .take_while(|character| !matches!(character, '\n' | '\r'))
}

/// The end of the last line of a text, with dots in the place of what is cut off. The second part says whether
/// anything was.
fn tail_of(text: &str, width: usize) -> (String, bool) {
    let is_before = |(_, character): &(usize, char)| *character != '\n';
    let mut line = text.char_indices().rev().take_while(is_before);
    let start = line
        .by_ref()
        .take(width)
        .last()
        .map_or(text.len(), |(start, _)| start);
    let shown = text.get(start..).unwrap_or_default();
    // One more character is shown rather than three dots in its place.
    match (line.next(), line.next()) {
        (Some(_), Some(_)) => (format!("...{shown}"), true),
        (Some((start, _)), None) => (text.get(start..).unwrap_or_default().to_owned(), false),
        (None, _) => (shown.to_owned(), false),
    }
}

/// The line that a text begins with, with dots in the place of what is cut off.
fn head_of(text: &str, width: usize) -> String {
    let mut characters = line(text);
    let mut shown: String = characters.by_ref().take(width).collect();
    if characters.next().is_some() {
        shown.push_str("...");
    }
    shown
}
