//! Responses: a schema for all media types that are produced, headers, and examples by media type.

use serde_json::{Map, Value, json};

use super::shared::{Values, of_answer, reference_below, reference_to};
use super::{Converter, beside, is_json, parameters};
use crate::diag::{Code, Diagnostic, Place, Pointer};

/// How many headers of a shared response are written out where it is used.
const MOST_HEADERS: usize = 16;

/// A response in place. `produces` is what the operation says of its own.
pub(super) fn response(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    written: &Pointer,
    now: &Pointer,
    produces: Option<&[String]>,
) {
    if object.contains_key("$ref") {
        return;
    }
    if let Some(Value::Object(headers)) = object.get_mut("headers") {
        for (name, header) in headers {
            let (written, now) = (written.child("headers").child(name), now.child("headers"));
            if let Value::Object(header) = header
                && !header.contains_key("$ref")
            {
                parameters::header(converter, header, &written, &now.child(name));
            }
        }
    }
    let schema = object.shift_remove("schema");
    let examples = object.shift_remove("examples");
    if schema.is_none() && examples.is_none() {
        return;
    }
    if object.contains_key("content") {
        let place = Place::key(written.child("schema"));
        let message = "`schema` beside `content` has no effect";
        converter
            .diagnostics
            .push(Diagnostic::new(Code::UnusedKeyword, place, message).label("ignored"));
        return;
    }
    let place = written.child("schema");
    let is_file = schema
        .as_ref()
        .is_some_and(|schema| converter.shared.values(&place, schema) == Some(Values::File));
    let produces = produces.map_or_else(|| converter.produces.clone(), |own| Some(own.to_vec()));
    let mut names = of_answer(produces.as_deref(), is_file);
    let examples = match examples {
        Some(Value::Object(examples)) => examples,
        Some(_) | None => Map::new(),
    };
    if produces.is_none_or(|produces| produces.is_empty()) && !is_file && !examples.is_empty() {
        let shown = examples.keys().filter(|name| name.contains('/'));
        let shown: Vec<String> = shown.cloned().collect();
        names = if shown.is_empty() { names } else { shown };
    }
    let mut content = content(
        converter,
        &names,
        schema,
        &written.child("schema"),
        &now.child("content"),
    );
    for (name, value) in examples {
        let place = written.child("examples").child(&name);
        if let Some(Value::Object(media_type)) = content.get_mut(&name) {
            let now = now.child("content").child(&name);
            let example = now.child("example");
            converter.step.stands_for(place.clone(), example);
            // Without a schema, the example is all that says that there is a body.
            converter.step.stands_for(place, now);
            media_type.insert("example".to_owned(), value);
        } else {
            let message = format!("an example of `{name}`, which is not produced");
            converter.diagnostics.push(
                Diagnostic::new(Code::UnusedKeyword, Place::key(place), message).label("ignored"),
            );
        }
    }
    object.insert("content".to_owned(), Value::Object(content));
}

/// Several media types with one schema, which stands at the one that is most likely used; the others refer to it.
pub(super) fn content(
    converter: &mut Converter<'_>,
    names: &[String],
    schema: Option<Value>,
    written: &Pointer,
    now: &Pointer,
) -> Map<String, Value> {
    let mut content = Map::new();
    for name in names {
        content.insert(name.clone(), json!({}));
    }
    let Some(schema) = schema else {
        if let Some(holder) = written.parent() {
            converter.step.made_of(holder, now.clone());
        }
        return content;
    };
    converter.step.made_of(written.clone(), now.clone());
    let Some(first) = names.iter().find(|name| is_json(name)).or(names.first()) else {
        return content;
    };
    let place = now.child(first).child("schema");
    let beside = if is_small(&schema) {
        schema.clone()
    } else {
        json!({ "$ref": reference_to(written) })
    };
    converter.step.add(written.clone(), place);
    for name in names {
        let place = now.child(name);
        converter
            .step
            .stands_for(written.clone(), place.child("schema"));
        if let Some(Value::Object(media_type)) = content.get_mut(name) {
            media_type.insert("schema".to_owned(), beside.clone());
        }
    }
    if let Some(Value::Object(media_type)) = content.get_mut(first) {
        media_type.insert("schema".to_owned(), schema);
    }
    content
}

/// Whether a schema may be repeated: it holds no other, and is a reference or a plain type.
fn is_small(schema: &Value) -> bool {
    schema.as_object().is_some_and(|object| {
        let length = |value: &Value| value.as_str().map_or(0, str::len);
        object.len() < 8
            && object.values().map(length).sum::<usize>() < 500
            && object
                .iter()
                .all(|(key, value)| !value.is_object() && (!value.is_array() || (key == "type")))
    })
}

/// A reference to a shared response, from an operation that produces other media types than the document: the
/// response is written out here, and its parts are referred to.
pub(super) fn at_use(
    converter: &mut Converter<'_>,
    value: &mut Value,
    at: &Pointer,
    produces: &[String],
) {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
        return;
    };
    if Some(produces) == converter.produces.as_deref() {
        return;
    }
    let Some(shared) = converter.shared.response(at, reference) else {
        return;
    };
    let mut response = Map::new();
    let text = beside::text(converter.diagnostics, value, at);
    let text = text.unwrap_or_else(|| shared.description.clone());
    response.insert("description".to_owned(), Value::from(text));
    if !shared.headers.is_empty() {
        let below = reference_below(reference, "headers");
        // Writing many headers out at each use would make a large document of a small one.
        if shared.headers.len() > MOST_HEADERS {
            let message = format!("the response has {} headers", shared.headers.len());
            converter.diagnostics.push(
                Diagnostic::new(Code::UntypedHeader, Place::key(at.clone()), message).label(
                    format!("the first {MOST_HEADERS} of them are looked at here"),
                ),
            );
        }
        let headers = shared.headers.iter().take(MOST_HEADERS).map(|name| {
            let header = json!({ "$ref": reference_below(&below, name) });
            (name.clone(), header)
        });
        response.insert("headers".to_owned(), Value::Object(headers.collect()));
    }
    let schema = if shared.has_schema {
        json!({"schema": {"$ref": reference_below(reference, "schema")}})
    } else {
        json!({})
    };
    let names = of_answer(Some(produces), shared.is_file(&converter.shared));
    let content = names.into_iter().map(|name| (name, schema.clone()));
    response.insert("content".to_owned(), Value::Object(content.collect()));
    // No part of it stands in the document; what it refers to does.
    for part in ["headers", "content"] {
        converter.step.made_of(at.child("$ref"), at.child(part));
    }
    *value = Value::Object(response);
}
