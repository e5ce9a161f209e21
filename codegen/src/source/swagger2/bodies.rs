//! Bodies: of one parameter, of several, and of forms.

use serde_json::{Map, Value, json};

use super::shared::{Location, Parameter, reference_to};
use super::{Converter, JSON, beside, parameters, responses};
use crate::diag::{Code, Diagnostic, Pointer};

const URLENCODED: &str = "application/x-www-form-urlencoded";

const MULTIPART: &str = "multipart/form-data";

/// A parameter that becomes a body, or a part of a form.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) of: Parameter,
    /// The parameter itself; None when it stands elsewhere, or an operation of the same path has it already.
    pub(super) value: Option<Map<String, Value>>,
    /// A reference to its schema.
    pub(super) schema: String,
    /// The reference that it was written as.
    pub(super) shared: Option<String>,
    /// The text beside that reference.
    pub(super) beside: Option<String>,
    /// Where it was written.
    pub(super) place: Pointer,
}

/// Makes the request body of an operation of its parts.
pub(super) fn body(
    converter: &mut Converter<'_>,
    operation: &mut Map<String, Value>,
    parts: &mut [&mut Part],
    consumes: Option<&[String]>,
    at: &Pointer,
) {
    if parts.is_empty() {
        return;
    }
    if operation.contains_key("requestBody") {
        for part in parts {
            let message = format!("`{}` is a second body beside `requestBody`", part.of.name);
            converter
                .diagnostics
                .push(Diagnostic::new(Code::SeveralBodies, &part.place, message).label("left out"));
        }
        return;
    }
    let now = at.child("requestBody");
    let is_form = parts.iter().any(|part| part.of.location == Location::Form);
    let value = match parts {
        [part] if !is_form => single(converter, part, consumes, &now),
        parts => form(converter, parts, consumes, &now),
    };
    operation.insert("requestBody".to_owned(), value);
}

/// The media types of a body that is no form.
fn of_body(converter: &Converter<'_>, consumes: Option<&[String]>) -> Vec<String> {
    let said = consumes
        .or(converter.consumes.as_deref())
        .unwrap_or_default();
    if said.is_empty() {
        vec![JSON.to_owned()]
    } else {
        said.to_vec()
    }
}

fn single(
    converter: &mut Converter<'_>,
    part: &mut Part,
    consumes: Option<&[String]>,
    now: &Pointer,
) -> Value {
    let names = of_body(converter, consumes);
    match (part.value.take(), &part.shared) {
        (Some(mut value), _) => {
            shared_body_of(converter, &mut value, &part.of, &names, &part.place, now);
            Value::Object(value)
        }
        (None, Some(reference)) if names == of_body(converter, None) => {
            converter.step.made_of(part.place.clone(), now.clone());
            beside::reference(reference, part.beside.as_deref())
        }
        (None, _) => {
            converter.step.made_of(part.place.clone(), now.clone());
            let content = names
                .into_iter()
                .map(|name| (name, json!({"schema": {"$ref": part.schema}})));
            let mut body = Map::new();
            if let Some(description) = part.beside.as_ref().or(part.of.description.as_ref()) {
                body.insert("description".to_owned(), Value::from(description.as_str()));
            }
            body.insert("content".to_owned(), Value::Object(content.collect()));
            body.insert("required".to_owned(), Value::Bool(part.of.required));
            Value::Object(body)
        }
    }
}

/// A `body` parameter that references lead to becomes a request body.
pub(super) fn shared_body(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    of: &Parameter,
    written: &Pointer,
    now: &Pointer,
) {
    let names = of_body(converter, None);
    shared_body_of(converter, object, of, &names, written, now);
}

fn shared_body_of(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    of: &Parameter,
    names: &[String],
    written: &Pointer,
    now: &Pointer,
) {
    let words = parameters::take_words(object);
    for key in ["name", "in", "collectionFormat", "allowEmptyValue"] {
        object.shift_remove(key);
    }
    let has_words = words.contains_key("type") || words.contains_key("items");
    let (schema, from) = match object.shift_remove("schema") {
        // The words of other parameters, where a body should have a schema.
        Some(Value::Object(schema)) if schema.is_empty() && has_words => {
            (Value::Object(words), written.clone())
        }
        Some(schema) => (schema, written.child("schema")),
        None => (Value::Object(words), written.clone()),
    };
    if written != now {
        converter.step.add(written.clone(), now.clone());
    }
    let content = now.child("content");
    let is_own_place = from == *written;
    let mut content = if is_own_place {
        let schema_place = written.child("schema");
        converter.step.made_of(written.clone(), content.clone());
        for name in names {
            let place = content.child(name).child("schema");
            converter.step.stands_for(written.clone(), place);
        }
        responses::content(converter, names, Some(schema), &schema_place, &content)
    } else {
        responses::content(converter, names, Some(schema), &from, &content)
    };
    if let Some(example) = object
        .shift_remove("x-example")
        .or_else(|| object.shift_remove("example"))
        && let Some(Value::Object(first)) = content.values_mut().next()
    {
        first.insert("example".to_owned(), example);
    }
    object.insert("content".to_owned(), Value::Object(content));
    object.insert("required".to_owned(), Value::Bool(of.required));
}

/// A form, or the members of one JSON object that several `body` parameters stand for.
fn form(
    converter: &mut Converter<'_>,
    parts: &mut [&mut Part],
    consumes: Option<&[String]>,
    now: &Pointer,
) -> Value {
    report(converter, parts);
    let names = of_form(converter, parts, consumes);
    let first = names.first().cloned().unwrap_or_else(|| JSON.to_owned());
    let schema_place = now.child("content").child(&first).child("schema");
    if let Some(list) = parts.first().and_then(|part| part.place.parent()) {
        converter.step.made_of(list, now.clone());
    }
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut encoding = Map::new();
    for part in parts.iter_mut() {
        let name = part.of.name.clone();
        if properties.contains_key(&name) {
            let message = format!("the parameter `{name}` is declared twice");
            converter.diagnostics.push(
                Diagnostic::new(Code::DuplicateParameter, &part.place, message)
                    .label("this one is left out"),
            );
            continue;
        }
        let place = schema_place.child("properties").child(&name);
        // Where the part stands elsewhere, its reference is what can be shown here.
        let place_of_format = match &part.value {
            Some(value) => {
                parameters::nested(converter, value, &part.place);
                parameters::format_place(value, &part.place)
            }
            None => part.place.clone(),
        };
        let schema = property(converter, part, place);
        properties.insert(name.clone(), schema);
        if part.of.required {
            required.push(Value::from(name.as_str()));
        }
        if let Some(style) = style(converter, part, place_of_format) {
            encoding.insert(name, style);
        }
    }
    let is_required = !required.is_empty();
    let mut schema = json!({"type": "object", "properties": properties});
    if let (Value::Object(schema), true) = (&mut schema, is_required) {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    let mut schema = Some(schema);
    let mut media_types = Map::new();
    for name in names {
        let schema = schema
            .take()
            .unwrap_or_else(|| json!({ "$ref": reference_to(&schema_place) }));
        let mut media_type = json!({ "schema": schema });
        if let (Value::Object(media_type), false) = (&mut media_type, encoding.is_empty()) {
            media_type.insert("encoding".to_owned(), Value::Object(encoding.clone()));
        }
        media_types.insert(name, media_type);
    }
    json!({"content": media_types, "required": is_required})
}

/// A part of a form as a member of its object.
fn property(converter: &mut Converter<'_>, part: &mut Part, now: Pointer) -> Value {
    let Some(mut value) = part.value.take() else {
        converter.step.made_of(part.place.clone(), now);
        // The text of a parameter does not stand in its schema.
        let text = part.beside.as_ref().or(part.of.description.as_ref());
        return beside::reference(&part.schema, text.map(String::as_str));
    };
    let mut schema = parameters::take_words(&mut value);
    match value.shift_remove("schema") {
        Some(Value::Object(inner)) => {
            let from = part.place.child("schema");
            if part.of.location == Location::Form {
                // References to the part lead to its schema as well.
                converter.step.add(part.place.clone(), now.clone());
            }
            converter.step.add(from, now.clone());
            converter.step.stands_for(part.place.clone(), now);
            if inner.contains_key("$ref") {
                schema = inner;
            } else {
                schema.extend(inner);
            }
        }
        Some(_) | None => converter.step.add(part.place.clone(), now),
    }
    if let Some(Value::String(text)) = value.shift_remove("description") {
        schema.entry("description").or_insert(Value::String(text));
    }
    if !schema.contains_key("$ref")
        && let Some(example) = value.shift_remove("x-example")
    {
        schema.entry("example").or_insert(example);
    }
    Value::Object(schema)
}

/// How a list in a form is written: with commas where nothing is said.
fn style(converter: &mut Converter<'_>, part: &Part, place: Pointer) -> Option<Value> {
    let of = &part.of;
    if !of.is_list || of.location != Location::Form || of.is_file {
        return None;
    }
    match of.format.as_deref() {
        None | Some("csv") => Some(json!({"style": "form", "explode": false})),
        Some("ssv") => Some(json!({"style": "spaceDelimited", "explode": false})),
        Some("pipes") => Some(json!({"style": "pipeDelimited", "explode": false})),
        Some("multi") => None,
        Some(other) => {
            let message = format!("lists in a form can not be written as `{other}`");
            converter.diagnostics.push(
                Diagnostic::new(Code::UnsupportedStyle, place, message)
                    .label("items are separated by commas"),
            );
            Some(json!({"style": "form", "explode": false}))
        }
    }
}

fn report(converter: &mut Converter<'_>, parts: &[&mut Part]) {
    let bodies: Vec<&&mut Part> = parts
        .iter()
        .filter(|part| part.of.location == Location::Body)
        .collect();
    let Some(last) = bodies.last() else { return };
    let diagnostic = if bodies.len() < parts.len() {
        let message = format!("the body `{}` stands beside form parameters", last.of.name);
        Diagnostic::new(Code::BodyAndForm, &last.place, message).label("becomes a part of the form")
    } else {
        let message = format!("the body `{}` is not the only one", last.of.name);
        Diagnostic::new(Code::SeveralBodies, &last.place, message)
            .label("all of them become members of one object")
    };
    converter.diagnostics.push(diagnostic);
}

/// Whether a media type is one of forms.
pub(super) fn is_form(media_type: &str) -> bool {
    is(media_type, URLENCODED) || is(media_type, MULTIPART)
}

fn is(media_type: &str, form: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(form)
}

/// The media types of a form: those for forms among what is consumed; files need parts.
fn of_form(
    converter: &mut Converter<'_>,
    parts: &[&mut Part],
    consumes: Option<&[String]>,
) -> Vec<String> {
    if parts.iter().all(|part| part.of.location == Location::Body) {
        return vec![JSON.to_owned()];
    }
    let has_file = parts.iter().any(|part| part.of.is_file);
    let said = consumes
        .or(converter.consumes.as_deref())
        .unwrap_or_default();
    let multipart = said.iter().find(|name| is(name, MULTIPART)).cloned();
    if has_file {
        return vec![multipart.unwrap_or_else(|| MULTIPART.to_owned())];
    }
    let forms = said.iter().filter(|name| is_form(name));
    let forms: Vec<String> = forms.cloned().collect();
    if !forms.is_empty() {
        return forms;
    }
    if let (Some(first), false) = (parts.first(), said.is_empty()) {
        let message = format!("a form is not sent as {}", said.join(", "));
        converter.diagnostics.push(
            Diagnostic::new(Code::FormMediaType, &first.place, message)
                .label(format!("sent as `{URLENCODED}`")),
        );
    }
    vec![URLENCODED.to_owned()]
}
