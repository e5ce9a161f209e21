//! From bytes to one tree: JSON or YAML, told apart by content. The only user of `serde_yaml`.
//!
//! Both formats go through one visitor, so that both have their duplicate keys found, and both are held to the same
//! limits: [`MAX_DEPTH`] levels, and a size that aliases cannot multiply.

mod relaxed;
mod tags;
mod tree;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::de::DeserializeSeed;
use serde_json::Value;

pub(super) use self::relaxed::is_json;
use self::relaxed::relaxed;
use self::tree::{Builder, Refusal, Seed};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// How deep mappings and lists may be nested. Both parsers stop at 128 on their own, with errors that cannot be told
/// from others; real documents stay below 60.
pub(super) const MAX_DEPTH: usize = 120;

/// How many lists may be open in a text before it is given to the YAML parser, whose work grows with the square of
/// that number. Counted roughly, so the bound is far above any real text.
const MAX_OPEN_BRACKETS: usize = 2_000;

/// The format that a tree was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

/// The text of a file without its byte order mark; None, with a diagnostic, when it is none.
pub(super) fn decode<'a>(bytes: &'a [u8], diagnostics: &mut Diagnostics) -> Option<Cow<'a, str>> {
    if let Some(text) = wide(bytes) {
        let message = "the file is UTF-16 text, where UTF-8 is expected";
        diagnostics.push(
            Diagnostic::new(Code::Utf16, Place::File, message)
                .hint("save the file in the encoding UTF-8"),
        );
        return Some(Cow::Owned(text));
    }
    let bytes = without_mark(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let (line, column) = end_position(&String::from_utf8_lossy(valid));
            diagnostics.push(
                Diagnostic::new(
                    Code::NotUtf8,
                    Place::Position { line, column },
                    "the file is not UTF-8 text",
                )
                .label("the first byte that is not")
                .hint("save the file in the encoding UTF-8"),
            );
            None
        }
    }
}

/// The text of a file in UTF-16, which begins with its mark, or with a zero beside its first sign.
fn wide(bytes: &[u8]) -> Option<String> {
    let (is_little, rest) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (true, rest),
        [0xFE, 0xFF, rest @ ..] => (false, rest),
        [first, 0, ..] if first.is_ascii_graphic() => (true, bytes),
        [0, first, ..] if first.is_ascii_graphic() => (false, bytes),
        _ => return None,
    };
    let pairs = rest.chunks_exact(2).filter_map(|pair| {
        let pair = <[u8; 2]>::try_from(pair).ok()?;
        Some(if is_little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    });
    let text = char::decode_utf16(pairs);
    Some(
        text.map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// The same bytes without the mark that some editors put before UTF-8 text.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Reads any value; None, with a diagnostic, when there is none.
pub(super) fn value(text: &str, diagnostics: &mut Diagnostics) -> Option<Value> {
    match parse(text, diagnostics) {
        Ok(Value::Null) => {
            diagnostics.push(empty());
            None
        }
        Ok(value) => Some(value),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

fn empty() -> Diagnostic {
    Diagnostic::new(
        Code::EmptyDocument,
        Place::File,
        "the file holds no document",
    )
}

/// Reads the tree; None, with a diagnostic, when there is none or it is not a mapping.
pub(super) fn tree(text: &str, diagnostics: &mut Diagnostics) -> Option<Value> {
    let value = match parse(text, diagnostics) {
        Ok(value) => value,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    let refusal = match &value {
        Value::Object(_) => return Some(value),
        Value::Null => empty(),
        other => Diagnostic::new(
            Code::NotAnObject,
            Pointer::root(),
            format!(
                "the document is {}, not a mapping",
                super::shape::describe(other)
            ),
        ),
    };
    diagnostics.push(refusal.hint("`openapi: 3.0.3` is expected at the top"));
    None
}

/// Boxed, so that the results that are nearly always values stay small.
type Failure = Box<Diagnostic>;

fn parse(text: &str, diagnostics: &mut Diagnostics) -> Result<Value, Failure> {
    if !is_json(text) {
        return parse_yaml(text, diagnostics);
    }
    let mut found = Diagnostics::new();
    match parse_json(text, &mut found) {
        Ok(value) => {
            diagnostics.append(found);
            Ok(value)
        }
        // Of all errors that of the JSON parser is the useful one: hardly anyone writes YAML like this.
        Err(failure) if failure.code == Code::Syntax => match parse_relaxed(text, diagnostics) {
            Ok(value) => Ok(value),
            Err(behind) => {
                // What is no mapping was not meant to be YAML: a comment of JSON is a text there.
                let flow = parse_yaml(text, diagnostics).ok();
                let flow = flow.filter(|value| value.is_object() || value.is_array());
                flow.ok_or(behind.unwrap_or(failure))
            }
        },
        Err(failure) => Err(failure),
    }
}

/// Reads JSON with comments, commas after the last item, and numbers that are too large. The error, if there is
/// anything of the kind, is what else is wrong with the text.
fn parse_relaxed(text: &str, diagnostics: &mut Diagnostics) -> Result<Value, Option<Failure>> {
    let relaxed = relaxed(text).ok_or(None)?;
    let mut found = Diagnostics::new();
    let value = parse_json(&relaxed.text, &mut found).map_err(Some)?;
    let place = |offset: usize| {
        let (line, column) = end_position(text.get(..offset).unwrap_or_default());
        Place::Position { line, column }
    };
    if let Some(extra) = relaxed.extra {
        let message = "JSON has neither comments nor commas after the last item";
        diagnostics.push(
            Diagnostic::new(Code::RelaxedJson, place(extra), message).label("the first of them"),
        );
    }
    if let Some((offset, number)) = relaxed.numbers.first() {
        let message = match relaxed.numbers.len() {
            1 => format!("the number `{number}` is too large; it is read as null"),
            many => format!(
                "`{number}` and more numbers, {many} in all, are too large; they are read as null"
            ),
        };
        diagnostics.push(
            Diagnostic::new(Code::NonFiniteNumber, place(*offset), message)
                .hint("leave the keyword out if there is no bound"),
        );
    }
    diagnostics.append(found);
    Ok(value)
}

/// The text without what JSON does not have, for those who look for places in it.
pub(super) fn strict(text: &str) -> Cow<'_, str> {
    if !is_json(text) || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return Cow::Borrowed(text);
    }
    relaxed(text).map_or(Cow::Borrowed(text), |relaxed| Cow::Owned(relaxed.text))
}

fn parse_json(text: &str, diagnostics: &mut Diagnostics) -> Result<Value, Failure> {
    let mut builder = Builder::new(Format::Json, text.len(), diagnostics);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let outcome = Seed::new(&mut builder).deserialize(&mut deserializer);
    let refusal = builder.refusal();
    let finished = outcome.and_then(|value| deserializer.end().map(|()| value));
    finished.map_err(|error| {
        let place = Place::Position {
            line: error.line().max(1),
            column: error.column().max(1),
        };
        let suffix = format!(" at line {} column {}", error.line(), error.column());
        Box::new(failure(refusal, place, &error.to_string(), &suffix, "JSON"))
    })
}

fn parse_yaml(text: &str, diagnostics: &mut Diagnostics) -> Result<Value, Failure> {
    if let Some(place) = too_many_brackets(text) {
        return Err(Box::new(failure(
            Some(Refusal::TooDeep),
            place,
            "",
            "",
            "YAML",
        )));
    }
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Ok(Value::Null);
    };
    let mut builder = Builder::new(Format::Yaml, text.len(), diagnostics);
    let outcome = Seed::new(&mut builder).deserialize(first);
    let refusal = builder.refusal();
    let value = outcome.map_err(|error| Box::new(yaml_failure(refusal, &error, text)))?;
    if documents.next().is_some() {
        return Err(Box::new(
            Diagnostic::new(
                Code::SeveralDocuments,
                second_document(text),
                "the file holds more than one YAML document",
            )
            .hint("put each document into a file of its own"),
        ));
    }
    tags::report(text, diagnostics);
    Ok(value)
}

fn yaml_failure(refusal: Option<Refusal>, error: &serde_yaml::Error, text: &str) -> Diagnostic {
    let Some(location) = error.location() else {
        // The parser counts how often aliases are followed, and gives up without a place.
        let refusal = refusal.or_else(|| {
            error
                .to_string()
                .contains("repetition limit")
                .then_some(Refusal::TooLarge)
        });
        return failure(refusal, Place::File, &error.to_string(), "", "YAML");
    };
    let (line, column) = (location.line(), location.column());
    let suffix = format!(" at line {line} column {column}");
    let reason = error.to_string();
    // The parser looks for such signs before it counts lines, and tells an offset.
    if let Some((reason, _)) = reason.split_once(" at position ")
        && let Some(offset) = text.find(is_control)
    {
        let (line, column) = end_position(text.get(..offset).unwrap_or_default());
        let place = Place::Position { line, column };
        return failure(refusal, place, reason, "", "YAML");
    }
    let diagnostic = failure(
        refusal,
        Place::Position { line, column },
        &reason,
        &suffix,
        "YAML",
    );
    if reason.contains(tree::KEY) {
        return diagnostic.hint(
            "a text that begins with `{` or `[`, such as the `{{name}}` of a template, has to be quoted",
        );
    }
    let indent = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    if indent.trim_start_matches(' ').starts_with('\t') {
        return diagnostic.hint("YAML does not take tabs as indentation: use spaces");
    }
    diagnostic
}

/// Whether YAML takes a sign nowhere (YAML 1.1 section 5.1, which the parser follows).
fn is_control(sign: char) -> bool {
    !matches!(sign, '\t' | '\n' | '\r' | '\u{85}' | '\u{feff}')
        && (sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}'))
}

/// The diagnostic for a text that was given up: for a limit of ours, or for the parser's reason without the position
/// that it ends with, since the report shows the place anyway.
fn failure(
    refusal: Option<Refusal>,
    place: Place,
    reason: &str,
    suffix: &str,
    format: &str,
) -> Diagnostic {
    match refusal {
        Some(Refusal::TooDeep) => Diagnostic::new(
            Code::TooDeep,
            place,
            format!("the document is nested more than {MAX_DEPTH} levels deep"),
        ),
        Some(Refusal::TooLarge) => Diagnostic::new(
            Code::TooLarge,
            place,
            "the document grows beyond bounds when its aliases are expanded",
        ),
        None => {
            let reason = reason.strip_suffix(suffix).unwrap_or(reason);
            Diagnostic::new(
                Code::Syntax,
                place,
                format!("the text is not valid {format}: {reason}"),
            )
        }
    }
}

/// Where the count of open brackets passes the bound, if it does. Brackets in texts count too; they nearly always
/// come in pairs.
fn too_many_brackets(text: &str) -> Option<Place> {
    let mut open = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_OPEN_BRACKETS {
            let (line, column) = end_position(text.get(..offset).unwrap_or_default());
            return Some(Place::Position { line, column });
        }
    }
    None
}

/// The first line that begins a document after the first one has content.
fn second_document(text: &str) -> Place {
    let mut has_content = false;
    for (index, line) in text.lines().enumerate() {
        if has_content && line.starts_with("---") {
            return Place::Position {
                line: index + 1,
                column: 1,
            };
        }
        has_content |=
            !line.trim().is_empty() && !line.starts_with(['#', '%']) && !line.starts_with("---");
    }
    Place::File
}

/// The position just after a text, line and column from 1.
fn end_position(text: &str) -> (usize, usize) {
    let line = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    (line, last.chars().count() + 1)
}
