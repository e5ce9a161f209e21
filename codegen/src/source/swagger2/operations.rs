//! Path items and operations.

use serde_json::{Map, Value};

use super::bodies::{self, Part};
use super::shared::{self, Location, reference_below, reference_to};
use super::{Converter, beside, parameters, responses};
use crate::diag::{Code, Diagnostic, Place, Pointer};
use crate::source::shape::{Kind, Shape};

/// How many methods without a keyword of their own have the body of their path.
const MOST_METHODS: usize = 16;

/// Where the path items of a document stand.
pub(super) const LISTS: [&str; 3] = ["/paths", "/webhooks", "/components/pathItems"];

/// All path items of a document, and the operations that references lead to.
pub(super) fn path_items(
    converter: &mut Converter<'_>,
    root: &mut Value,
    entries: &[(Pointer, Kind)],
) {
    for list in LISTS {
        let Some(Value::Object(items)) = root.pointer_mut(list) else {
            continue;
        };
        let at = list
            .split('/')
            .skip(1)
            .fold(Pointer::root(), |at, token| at.child(token));
        for (name, item) in items.iter_mut().filter(|(name, _)| !name.starts_with("x-")) {
            path_item(converter, item, &at.child(name));
        }
    }
    for (at, kind) in entries {
        match (kind, root.pointer_mut(at.as_str())) {
            (Kind::PathItem, Some(item)) => path_item(converter, item, at),
            (Kind::Operation, Some(operation)) => {
                self::operation(converter, operation, at, &mut []);
            }
            _ => {}
        }
    }
}

fn path_item(converter: &mut Converter<'_>, item: &mut Value, at: &Pointer) {
    let Value::Object(members) = item else { return };
    let mut parts = take_parts(converter, members, at);
    for (key, operation) in members.iter_mut() {
        match Kind::PathItem.member_in_any(key) {
            Some(Shape::Object(Kind::Operation)) => {
                self::operation(converter, operation, &at.child(key), &mut parts);
            }
            Some(Shape::Map(Kind::Operation)) => {
                let operations = operation.as_object_mut().into_iter().flatten();
                for (index, (name, operation)) in operations.enumerate() {
                    let at = at.child(key).child(name);
                    // Every operation has a body of its own of the parts that all have in common, so that many of
                    // both would make a large document of a small one.
                    let inherited = if index < MOST_METHODS {
                        &mut parts[..]
                    } else {
                        without_body(converter, &parts, &at);
                        &mut []
                    };
                    self::operation(converter, operation, &at, inherited);
                }
            }
            _ => {}
        }
    }
}

/// Reports an operation that does not get the body of its path.
fn without_body(converter: &mut Converter<'_>, parts: &[Part], at: &Pointer) {
    if parts.is_empty() {
        return;
    }
    let message = format!("more than {MOST_METHODS} methods share the body of their path");
    converter.diagnostics.push(
        Diagnostic::new(Code::UnsupportedParameter, Place::key(at.clone()), message)
            .label("this one has none of it"),
    );
}

/// Takes the parts of a body or form out of a list of parameters; the others are converted in place. What was taken
/// leaves a null behind, so that the numbers of the others stay.
fn take_parts(
    converter: &mut Converter<'_>,
    holder: &mut Map<String, Value>,
    at: &Pointer,
) -> Vec<Part> {
    let Some(Value::Array(items)) = holder.get_mut("parameters") else {
        return Vec::new();
    };
    let list = at.child("parameters");
    let mut parts = Vec::new();
    for (index, item) in items.iter_mut().enumerate() {
        let place = list.index(index);
        if let Some(reference) = item.get("$ref").and_then(Value::as_str) {
            if let Some(known) = converter.shared.parameter(&place, reference) {
                parts.push(Part {
                    of: known.clone(),
                    value: None,
                    schema: reference_below(reference, "schema"),
                    shared: Some(reference.to_owned()),
                    beside: beside::text(converter.diagnostics, item, &place),
                    place,
                });
                *item = Value::Null;
            }
            continue;
        }
        match item.as_object().and_then(shared::Parameter::read) {
            Some(of) => {
                let schema = match of.location {
                    Location::Body => reference_to(&place.child("schema")),
                    Location::Form => reference_to(&place),
                };
                let Value::Object(value) = item.take() else {
                    continue;
                };
                parts.push(Part {
                    of,
                    value: Some(value),
                    schema,
                    shared: None,
                    beside: None,
                    place,
                });
            }
            None => {
                if let Value::Object(object) = item {
                    parameters::parameter(converter, object, &place, &place);
                }
            }
        }
    }
    parts
}

fn operation(
    converter: &mut Converter<'_>,
    operation: &mut Value,
    at: &Pointer,
    inherited: &mut [Part],
) {
    let Value::Object(members) = operation else {
        return;
    };
    if members.contains_key("$ref") {
        return;
    }
    let mut own = take_parts(converter, members, at);
    // A request has one body, whose name has no effect (Swagger 2.0, Parameter Object).
    let is_replaced = |part: &Part| {
        own.iter().any(|own| {
            let is_named = part.of.location == Location::Form;
            own.of.location == part.of.location && (!is_named || own.of.name == part.of.name)
        })
    };
    let replaced: Vec<bool> = inherited.iter().map(is_replaced).collect();
    let inherited = inherited.iter_mut().zip(replaced);
    let mut parts: Vec<&mut Part> = inherited
        .filter(|(_, replaced)| !replaced)
        .map(|(part, _)| part)
        .chain(own.iter_mut())
        .collect();
    let consumes = members.shift_remove("consumes");
    let consumes = converter.media_types(consumes.as_ref(), at, "consumes");
    let produces = members.shift_remove("produces");
    let produces = converter.media_types(produces.as_ref(), at, "produces");
    bodies::body(converter, members, &mut parts, consumes.as_deref(), at);
    if let Some(Value::Object(answers)) = members.get_mut("responses") {
        let list = at.child("responses");
        for (status, answer) in answers.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
            let place = list.child(status);
            if let (Some(produces), true) = (&produces, answer.get("$ref").is_some()) {
                responses::at_use(converter, answer, &place, produces);
            } else if let Value::Object(answer) = answer {
                responses::response(converter, answer, &place, &place, produces.as_deref());
            }
        }
    }
    if let Some(Value::Object(callbacks)) = members.get_mut("callbacks") {
        for (name, callback) in callbacks {
            let at = at.child("callbacks").child(name);
            for (url, item) in callback.as_object_mut().into_iter().flatten() {
                path_item(converter, item, &at.child(url));
            }
        }
    }
    if members.shift_remove("schemes").is_some() {
        let place = Place::key(at.child("schemes"));
        let message = "schemes of a single operation are not taken into account";
        converter.diagnostics.push(
            Diagnostic::new(Code::UnusedKeyword, place, message)
                .label("requests go to the base URL of the client"),
        );
    }
}
