//! Tags of YAML's own types that JSON does not have. The parser that builds the tree passes over them in silence.

use saphyr_parser::{Event, Parser, Tag};

use crate::diag::{Code, Diagnostic, Diagnostics, Place};

/// What the tags of all such types begin with, in full.
const CORE: &str = "tag:yaml.org,2002:";

/// The types that are read as what they are (YAML 1.2.2 section 10.2).
const KNOWN: [&str; 7] = ["str", "int", "float", "bool", "null", "seq", "map"];

/// Reports the tags in a text that was read.
pub(super) fn report(text: &str, diagnostics: &mut Diagnostics) {
    // A look at the text spares most documents the walk.
    if !text.contains("!!") && !text.contains(CORE) {
        return;
    }
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let tag = match &event {
            Event::Scalar(_, _, _, tag)
            | Event::SequenceStart(_, tag)
            | Event::MappingStart(_, tag) => tag,
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::Alias(_)
            | Event::SequenceEnd
            | Event::MappingEnd => continue,
        };
        let Some(name) = tag.as_deref().and_then(foreign) else {
            continue;
        };
        let place = Place::Position {
            line: span.start.line(),
            column: span.start.col() + 1,
        };
        let message = format!("JSON has no type for the YAML tag `!!{name}`");
        let label = match name {
            "binary" => "read as the text that it is, in base64",
            _ => "read without the tag",
        };
        diagnostics.push(Diagnostic::new(Code::YamlTag, place, message).label(label));
    }
}

/// The name of a type of YAML's own that JSON does not have.
fn foreign(tag: &Tag) -> Option<&str> {
    let name = match tag.handle.as_str() {
        CORE => tag.suffix.as_str(),
        "" => tag.suffix.strip_prefix(CORE)?,
        _ => return None,
    };
    (!KNOWN.contains(&name)).then_some(name)
}
