//! Tags that the parser which builds the tree passes over in silence: those of YAML's own types that JSON does not have,
//! those with a whole name, and all on keys.

use saphyr_parser::{Event, Parser, Tag};

use crate::diag::{Code, Diagnostic, Diagnostics, Place};

/// What the tags of YAML's own types begin with, in full.
const CORE: &str = "tag:yaml.org,2002:";

/// What comes next in a mapping or a list that is being walked.
enum Next {
    Key,
    Value,
    Item,
}

/// Reports the tags in a text that was read.
pub(super) fn report(text: &str, diagnostics: &mut Diagnostics) {
    if !may_have_tags(text) {
        return;
    }
    let mut open: Vec<Next> = Vec::new();
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        // The types that are read as what they are (YAML 1.2.2 section 10.2).
        let (tag, known): (_, &[&str]) = match &event {
            Event::Scalar(_, _, _, tag) => (tag, &["str", "int", "float", "bool", "null", "merge"]),
            Event::SequenceStart(_, tag) => (tag, &["seq"]),
            Event::MappingStart(_, tag) => (tag, &["map"]),
            Event::Alias(_) => {
                go_on(&mut open);
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                go_on(&mut open);
                continue;
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => continue,
        };
        let tag = tag.as_deref().map(full_name);
        if let Some(tag) = tag.filter(|tag| is_lost(tag, known, open.last())) {
            let place = Place::Position {
                line: span.start.line(),
                column: span.start.col() + 1,
            };
            diagnostics.push(finding(&tag, place));
        }
        match event {
            Event::MappingStart(..) => open.push(Next::Key),
            Event::SequenceStart(..) => open.push(Next::Item),
            _ => go_on(&mut open),
        }
    }
}

/// Whether a `!` stands where a tag begins. Most texts have it elsewhere alone, and need not be walked again.
fn may_have_tags(text: &str) -> bool {
    let mut before = '\n';
    text.chars().any(|sign| {
        let begins = sign == '!' && (before.is_whitespace() || "[{,:\u{feff}".contains(before));
        before = sign;
        begins
    })
}

/// What comes after a whole node.
fn go_on(open: &mut [Next]) {
    if let Some(next) = open.last_mut() {
        *next = match next {
            Next::Key => Next::Value,
            Next::Value => Next::Key,
            Next::Item => Next::Item,
        };
    }
}

fn full_name(tag: &Tag) -> String {
    format!("{}{}", tag.handle, tag.suffix)
}

/// Whether a tag means something, and nobody else sees it. One that begins with `!` is seen where it is on a value.
fn is_lost(tag: &str, known: &[&str], next: Option<&Next>) -> bool {
    match tag.strip_prefix(CORE) {
        Some(name) => !known.contains(&name),
        None => matches!(next, Some(Next::Key)) || !tag.starts_with('!'),
    }
}

fn finding(tag: &str, place: Place) -> Diagnostic {
    let name = tag.strip_prefix(CORE);
    let message = match name {
        Some(name) => format!("JSON has no type for the YAML tag `!!{name}`"),
        None if tag.starts_with('!') => {
            format!("the YAML tag `{tag}` is known to nobody but the tool that it is for")
        }
        None => format!("the YAML tag `!<{tag}>` is known to nobody but the tool that it is for"),
    };
    let label = match name {
        Some("binary") => "read as the text that it is, in base64",
        Some(_) | None => "read without the tag",
    };
    Diagnostic::new(Code::YamlTag, place, message).label(label)
}
