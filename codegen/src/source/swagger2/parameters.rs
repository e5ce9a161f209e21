//! Parameters and headers: what they say of their values moves into a schema, and how lists are written into a style.

use serde_json::{Map, Value};

use super::shared::{Location, Parameter, Values};
use super::{Converter, bodies};
use crate::diag::{Code, Diagnostic, Place, Pointer};
use crate::source::document::Version;

/// The words of a value in Swagger 2.0, which stand beside `name` and `in` there.
const WORDS: [&str; 20] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-descriptions",
];

/// A parameter that references lead to. One of a body becomes a request body; one of a form keeps its place and its
/// name, and has a schema that forms lead to.
pub(super) fn shared(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    written: &Pointer,
    now: &Pointer,
) {
    if object.contains_key("$ref") {
        return;
    }
    let Some(part) = Parameter::read(object) else {
        return parameter(converter, object, written, now);
    };
    match part.location {
        Location::Body => bodies::shared_body(converter, object, &part, written, now),
        Location::Form => parameter(converter, object, written, now),
    }
}

/// A parameter in place.
pub(super) fn parameter(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    written: &Pointer,
    now: &Pointer,
) {
    collection(converter, object, written, now);
    header(converter, object, written, now);
    // `allowEmptyValue` is for queries; `x-example` is what 2.0 has no word for.
    if let Some(example) = object.shift_remove("x-example") {
        object.entry("example").or_insert(example);
    }
}

/// Only a form has room for a file (Swagger 2.0, Parameter Object, `type`): a URL or a header has it for text.
fn files(converter: &mut Converter<'_>, object: &mut Map<String, Value>, written: &Pointer) {
    let (message, hint) = match object.get("in").and_then(Value::as_str) {
        Some("formData" | "body") => return,
        Some(place) => (
            format!("a parameter in `{place}` can not be a file"),
            "files go into a form: `in: formData`",
        ),
        None => (
            "a header can not be a file".to_owned(),
            "describe the text that it holds",
        ),
    };
    let mut holder = Some(object);
    let mut place = written.clone();
    while let Some(members) = holder {
        if members.get("type").is_some_and(|ty| ty == "file") {
            members.insert("type".to_owned(), Value::from("string"));
            converter.diagnostics.push(
                Diagnostic::new(Code::UnknownType, place.child("type"), message.as_str())
                    .label("read as `string`")
                    .hint(hint),
            );
        }
        place = place.child("items");
        holder = members.get_mut("items").and_then(Value::as_object_mut);
    }
}

/// A parameter or header: the words of its value move into its schema.
pub(super) fn header(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    written: &Pointer,
    now: &Pointer,
) {
    files(converter, object, written);
    let words = take_words(object);
    object.shift_remove("collectionFormat");
    if words.is_empty() {
        return;
    }
    match object.get_mut("schema") {
        None => {
            converter
                .step
                .stands_for(written.clone(), now.child("schema"));
            for word in ["items", "default", "enum"] {
                if words.contains_key(word) {
                    let from = written.child(word);
                    converter.step.add(from, now.child("schema").child(word));
                }
            }
            object.insert("schema".to_owned(), Value::Object(words));
        }
        // What stands in both is said by the schema.
        Some(Value::Object(schema)) if !schema.contains_key("$ref") => {
            for (word, value) in words {
                schema.entry(word).or_insert(value);
            }
        }
        // There is no room for more beside a reference.
        Some(_) => {
            for word in words.keys() {
                let place = Place::key(written.child(word));
                let message = format!("`{word}` has no effect beside a reference in `schema`");
                converter
                    .diagnostics
                    .push(Diagnostic::new(Code::UnusedKeyword, place, message).label("ignored"));
            }
        }
    }
}

/// Takes what an object says of a value in the words of 2.0.
pub(super) fn take_words(object: &mut Map<String, Value>) -> Map<String, Value> {
    let mut words = Map::new();
    for word in WORDS {
        if let Some(value) = object.shift_remove(word) {
            words.insert(word.to_owned(), value);
        }
    }
    words
}

/// `collectionFormat` as `style` and `explode`. Lists are separated by commas where nothing is said, other than in
/// 3.0, where they are written one by one (Swagger 2.0, Parameter Object).
fn collection(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    written: &Pointer,
    now: &Pointer,
) {
    nested(converter, object, written);
    let format = list_format(object);
    let is_list = is_list(object) || refers_to_list(converter, object, written);
    let has_style = object.contains_key("style") || object.contains_key("explode");
    let format = match format {
        // What 3.0 has a word for is said by that word.
        Some(_) if object.contains_key("style") => return,
        Some(format) => format.to_owned(),
        None if is_list && !has_style && converter.version == Version::V20 => "csv".to_owned(),
        None => return,
    };
    if !is_list {
        return;
    }
    let in_query = object.get("in").and_then(Value::as_str) == Some("query");
    let (style, explode) = match format.as_str() {
        "ssv" if in_query => (Some("spaceDelimited"), false),
        "pipes" if in_query => (Some("pipeDelimited"), false),
        "multi" if in_query => (None, true),
        "csv" => (None, false),
        "tsv" if in_query => {
            let carried = "x-oasmith-collectionFormat";
            let from = format_place(object, written);
            converter.step.stands_for(from, now.child(carried));
            object.insert(carried.to_owned(), Value::from("tsv"));
            (None, false)
        }
        // A form's parts are described by their encoding.
        _ if object.get("in").and_then(Value::as_str) == Some("formData") => return,
        other => {
            let message = format!("lists in this place can not be written as `{other}`");
            let place = format_place(object, written);
            converter.diagnostics.push(
                Diagnostic::new(Code::UnsupportedStyle, &place, message)
                    .label("items are separated by commas"),
            );
            (None, false)
        }
    };
    if let Some(style) = style {
        object.entry("style").or_insert(Value::from(style));
    }
    if in_query {
        object.entry("explode").or_insert(Value::Bool(explode));
    }
}

/// Whether the values of a parameter are lists: it says so, or it describes items, by itself or in its schema.
pub(super) fn is_list(object: &Map<String, Value>) -> bool {
    let schema = object.get("schema").and_then(Value::as_object);
    says_list(object) || (!object.contains_key("type") && schema.is_some_and(says_list))
}

/// The same of one holder of `type` and `items`.
pub(super) fn says_list(holder: &Map<String, Value>) -> bool {
    match holder.get("type") {
        Some(Value::String(ty)) => ty == "array",
        Some(Value::Array(types)) => types.iter().any(|ty| ty == "array"),
        Some(_) => false,
        None => holder.contains_key("items"),
    }
}

/// Whether the schema of a parameter is a reference to one of lists.
fn refers_to_list(
    converter: &Converter<'_>,
    object: &Map<String, Value>,
    written: &Pointer,
) -> bool {
    let schema = object.get("schema");
    schema.is_some_and(|schema| {
        converter.shared.values(&written.child("schema"), schema) == Some(Values::Lists)
    })
}

/// What a list says of how it is written, by itself or in its schema.
pub(super) fn list_format(object: &Map<String, Value>) -> Option<&str> {
    let schema = || object.get("schema")?.get("collectionFormat");
    let format = object.get("collectionFormat").or_else(schema);
    format.and_then(Value::as_str)
}

/// Where [`list_format`] stands.
pub(super) fn format_place(object: &Map<String, Value>, written: &Pointer) -> Pointer {
    if object.contains_key("collectionFormat") {
        written.child("collectionFormat")
    } else {
        written.child("schema").child("collectionFormat")
    }
}

/// Lists in lists are written with separators of their own, which 3.0 has no words for.
pub(super) fn nested(
    converter: &mut Converter<'_>,
    object: &Map<String, Value>,
    written: &Pointer,
) {
    let schema = object
        .get("schema")
        .filter(|_| !object.contains_key("items"));
    let (mut items, mut place) = match schema {
        Some(schema) => (schema.get("items"), written.child("schema").child("items")),
        None => (object.get("items"), written.child("items")),
    };
    while let Some(inner) = items {
        if inner.get("collectionFormat").is_some() && inner.get("type") == Some(&"array".into()) {
            let at = Place::key(place.child("collectionFormat"));
            let message = "a separator of lists inside a list can not be said";
            converter.diagnostics.push(
                Diagnostic::new(Code::UnsupportedStyle, at, message)
                    .label("the inner lists are written as the outer one is"),
            );
        }
        items = inner.get("items");
        place = place.child("items");
    }
}
