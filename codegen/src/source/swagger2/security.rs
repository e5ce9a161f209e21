//! Security schemes.

use serde_json::{Map, Value, json};

use super::Converter;
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source::shape::required_of_flow;

/// `basic` is a scheme of `http` in 3.0, and an OAuth scheme has its flows by name.
pub(super) fn scheme(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    written: &Pointer,
    now: &Pointer,
) {
    if object.contains_key("$ref") {
        return;
    }
    match object.get("type").and_then(Value::as_str) {
        Some("basic") => {
            object.insert("type".to_owned(), Value::from("http"));
            object.insert("scheme".to_owned(), Value::from("basic"));
            let from = written.child("type");
            converter.step.stands_for(from, now.child("scheme"));
        }
        Some("oauth2") => flows(converter, object, written, now),
        _ => {}
    }
}

fn flows(
    converter: &mut Converter<'_>,
    object: &mut Map<String, Value>,
    written: &Pointer,
    now: &Pointer,
) {
    let Some(Value::String(flow)) = object.shift_remove("flow") else {
        return;
    };
    let name = match flow.as_str() {
        "application" => "clientCredentials",
        "accessCode" => "authorizationCode",
        other => other,
    };
    let mut members = Map::new();
    for key in ["authorizationUrl", "tokenUrl", "scopes"] {
        if let Some(value) = object.shift_remove(key) {
            members.insert(key.to_owned(), value);
        }
    }
    members.entry("scopes").or_insert(json!({}));
    for key in required_of_flow(name) {
        if !members.contains_key(*key) {
            let message = format!("a flow `{flow}` has no `{key}`");
            converter.diagnostics.push(
                Diagnostic::new(Code::MissingKeyword, written, message)
                    .label("an empty text is used"),
            );
            members.insert((*key).to_owned(), Value::from(""));
        }
    }
    let now = now.child("flows");
    converter.step.stands_for(written.clone(), now.child(name));
    converter.step.made_of(written.child("flow"), now);
    let flows = object.entry("flows").or_insert_with(|| json!({}));
    if let Value::Object(flows) = flows {
        flows.entry(name).or_insert(Value::Object(members));
    }
}
