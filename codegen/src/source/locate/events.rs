//! The text as a stream of events with their spans.
//!
//! YAML is read by `saphyr-parser`. JSON has a scanner of its own: YAML parsers refuse some of it (tabs, long keys,
//! escaped surrogates), and it is the most common input. Neither checks anything, since the text was read before.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::read::{is_json, strict};
use saphyr_parser::{Event as YamlEvent, Parser};

/// One step of a walk through a text, in the order of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'t> {
    MappingStart,
    ListStart,
    /// The end of the innermost mapping or list.
    End,
    /// A key or a value, without quotes and escapes.
    Scalar(&'t str),
    Alias,
}

/// What takes the events, each with the bytes that it stands for.
pub(super) trait Sink {
    fn event(&mut self, event: Event<'_>, span: Range<usize>);
}

/// Gives the events of a text until its end, or until it cannot be read.
pub(super) fn read(text: &str, sink: &mut dyn Sink) {
    if is_json(text) {
        read_json(&strict(text), sink);
    } else {
        read_yaml(text, sink);
    }
}

fn read_json(text: &str, sink: &mut dyn Sink) {
    let mut rest = text.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        let span = start..start + character.len_utf8();
        match character {
            '{' => sink.event(Event::MappingStart, span),
            '[' => sink.event(Event::ListStart, span),
            '}' | ']' => sink.event(Event::End, span),
            '"' => {
                let mut escaped = false;
                let end = rest.find(|(_, next)| {
                    let closes = *next == '"' && !escaped;
                    escaped = *next == '\\' && !escaped;
                    closes
                });
                let span = start..end.map_or(text.len(), |(offset, _)| offset + 1);
                let content = unescape(text.get(span.clone()).unwrap_or_default());
                sink.event(Event::Scalar(&content), span);
            }
            ',' | ':' => {}
            other if other.is_whitespace() => {}
            _ => {
                while rest
                    .next_if(|(_, next)| !next.is_whitespace() && !"{}[],:\"".contains(*next))
                    .is_some()
                {}
                let end = rest.peek().map_or(text.len(), |(offset, _)| *offset);
                sink.event(
                    Event::Scalar(text.get(start..end).unwrap_or_default()),
                    start..end,
                );
            }
        }
    }
}

/// The content of a quoted JSON text.
fn unescape(quoted: &str) -> Cow<'_, str> {
    if quoted.contains('\\') {
        Cow::Owned(serde_json::from_str(quoted).unwrap_or_default())
    } else {
        Cow::Borrowed(quoted.trim_matches('"'))
    }
}

fn read_yaml(text: &str, sink: &mut dyn Sink) {
    let offsets = Offsets::new(text);
    // Errors end the walk: what was found before them stays found.
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let event = match &event {
            YamlEvent::MappingStart(..) => Event::MappingStart,
            YamlEvent::SequenceStart(..) => Event::ListStart,
            YamlEvent::MappingEnd | YamlEvent::SequenceEnd => Event::End,
            YamlEvent::Scalar(content, ..) => Event::Scalar(content),
            YamlEvent::Alias(_) => Event::Alias,
            YamlEvent::Nothing
            | YamlEvent::StreamStart
            | YamlEvent::StreamEnd
            | YamlEvent::DocumentStart(_)
            | YamlEvent::DocumentEnd => continue,
        };
        sink.event(
            event,
            offsets.byte(span.start.index())..offsets.byte(span.end.index()),
        );
    }
}

/// From numbers of characters, in which the YAML parser counts, to offsets in bytes.
struct Offsets<'t> {
    text: &'t str,
    /// The offset of every [`Offsets::STEP`]th character.
    known: Vec<usize>,
}

impl<'t> Offsets<'t> {
    const STEP: usize = 128;

    fn new(text: &'t str) -> Self {
        let known = text
            .char_indices()
            .step_by(Self::STEP)
            .map(|(offset, _)| offset)
            .collect();
        Self { text, known }
    }

    fn byte(&self, index: usize) -> usize {
        let Some(base) = self.known.get(index / Self::STEP) else {
            return self.text.len();
        };
        let rest = self.text.get(*base..).unwrap_or_default();
        rest.char_indices()
            .nth(index % Self::STEP)
            .map_or(self.text.len(), |(offset, _)| base + offset)
    }
}
