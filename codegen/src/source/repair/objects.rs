//! What is particular to one kind of object: older or newer ways to write it, and rules between its keywords.

use serde_json::{Map, Value, json};

use super::{Fit, Repairer, enumerations, keys, schemas};
use crate::diag::{Code, Place, Pointer};
use crate::source::shape::{Absent, Kind, Shape, Versions, required_of_flow};

/// The object that someone means who wrote something else in its place.
pub(super) fn meant(kind: Kind, value: &Value) -> Option<Value> {
    match (kind, value) {
        (Kind::Example, Value::Null) => None,
        (Kind::Example, other) => Some(json!({ "value": other })),
        (Kind::ExternalDocs | Kind::Server, Value::String(url)) => Some(json!({ "url": url })),
        (Kind::License | Kind::Contact | Kind::Tag, Value::String(name)) => {
            Some(json!({ "name": name }))
        }
        (Kind::SecurityRequirement, Value::String(scheme)) => Some(json!({ scheme.as_str(): [] })),
        (Kind::Schema, Value::String(name)) => schemas::of_type_name(name),
        (Kind::Schema, Value::Array(items)) if items.len() == 1 => {
            items.first().filter(|item| item.is_object()).cloned()
        }
        (_, Value::Array(items)) if items.is_empty() && may_be_empty(kind) => Some(json!({})),
        _ => None,
    }
}

/// The kinds that mean something without any keyword, so that an empty list can be an empty object of theirs.
fn may_be_empty(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Schema
            | Kind::MediaType
            | Kind::PathItem
            | Kind::Paths
            | Kind::Responses
            | Kind::Callback
            | Kind::Components
            | Kind::SecurityRequirement
    )
}

/// An object with nothing but what is required of its kind.
pub(super) fn empty(shape: Option<Shape>) -> Value {
    let mut object = Map::new();
    let kind = match shape {
        Some(Shape::Object(kind)) => kind,
        Some(Shape::Text) => return Value::from(""),
        _ => return Value::Object(object),
    };
    for (name, absent) in kind.required(Versions::V30, &Map::new()) {
        let value = match absent {
            Absent::EmptyText | Absent::LeftOut => Value::from(""),
            Absent::Text(text) => Value::from(*text),
            Absent::EmptyObject | Absent::Quietly => empty(kind.member(name)),
        };
        object.insert((*name).to_owned(), value);
    }
    Value::Object(object)
}

/// What stands for an item that cannot be used: an object that says nothing, or null where there is none.
pub(super) fn neutral(kind: Kind) -> Value {
    match kind {
        Kind::Schema | Kind::MediaType | Kind::PathItem => json!({}),
        Kind::Header => json!({ "schema": {} }),
        Kind::Response => json!({ "description": "" }),
        _ => Value::Null,
    }
}

/// Mends what the table cannot say, before keywords are looked at one by one.
pub(super) fn before(
    repairer: &mut Repairer<'_, '_>,
    kind: Kind,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    match kind {
        Kind::Schema => schemas::before(repairer, object, at),
        Kind::Parameter | Kind::Header => {
            example_and_examples(repairer, object, at);
            schemas::type_name(repairer, object, at);
            // Items of a list in 2.0 are written beside it, too.
            parameter_place(repairer, object, at);
        }
        Kind::MediaType => example_and_examples(repairer, object, at),
        Kind::Paths => keys::paths(repairer, object, at),
        Kind::PathItem => keys::methods(repairer, object, at),
        Kind::Operation => keys::operation(repairer, object, at),
        Kind::Responses => keys::statuses(repairer, object, at),
        Kind::OAuthFlows => {
            for (name, flow) in object.iter_mut() {
                flow_urls(repairer, name, flow, &at.child(name));
            }
        }
        _ => {}
    }
}

/// Mends what depends on several keywords, when each is of its type.
pub(super) fn after(
    repairer: &mut Repairer<'_, '_>,
    kind: Kind,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    match kind {
        Kind::Schema | Kind::Header => {
            schemas::whole_bounds(object);
            enumerations::typed(repairer, object, at);
        }
        Kind::Parameter => {
            parameter_style(repairer, object, at);
            schemas::whole_bounds(object);
            enumerations::typed(repairer, object, at);
        }
        Kind::ServerVariable => first_value_as_default(object),
        _ => {}
    }
}

/// `example` beside `examples`, of which the standard wants one.
fn example_and_examples(
    repairer: &mut Repairer<'_, '_>,
    object: &Map<String, Value>,
    at: &Pointer,
) {
    if object.contains_key("example") && object.contains_key("examples") {
        let message = "`example` and `examples` exclude each other".to_owned();
        let place = Place::key(at.child("example"));
        repairer.mended(Code::ExampleAndExamples, place, message, "both are read");
    }
}

/// Names for the place of a parameter that are near enough.
fn parameter_place(repairer: &mut Repairer<'_, '_>, object: &mut Map<String, Value>, at: &Pointer) {
    let Some(Value::String(written)) = object.get("in") else {
        return;
    };
    let meant = match written.trim().to_ascii_lowercase().as_str() {
        "form" | "formdata" | "form-data" if written != "formData" => "formData",
        "body" if written != "body" => "body",
        "querystring" if written != "querystring" => "querystring",
        "headers" => "header",
        "params" | "queries" => "query",
        "url" | "uri" | "route" => "path",
        _ => return,
    };
    let message = format!("`in` should not be `{written}`");
    let outcome = format!("read as `{meant}`");
    repairer.mended(Code::LetterCase, at.child("in"), message, &outcome);
    object.insert("in".to_owned(), Value::from(meant));
}

/// Which styles there are depends on where the parameter goes (`OpenAPI` 3.0.4, section 4.7.12.3).
fn parameter_style(repairer: &mut Repairer<'_, '_>, object: &mut Map<String, Value>, at: &Pointer) {
    let styles: &'static [&'static str] = match object.get("in").and_then(Value::as_str) {
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("path") => &["matrix", "label", "simple"],
        Some("header") => &["simple"],
        Some("cookie") if repairer.version.meets(Versions::V32) => &["form", "cookie"],
        Some("cookie") => &["form"],
        _ => return,
    };
    if let Some(style) = object.get_mut("style")
        && repairer.fit(Shape::OneOf(styles), style, &at.child("style")) == Fit::Drop
    {
        object.shift_remove("style");
    }
}

/// A server variable without a default has its first value, if values are listed.
fn first_value_as_default(object: &mut Map<String, Value>) {
    if object.contains_key("default") {
        return;
    }
    if let Some(first) = object.get("enum").and_then(|values| values.get(0)).cloned() {
        object.insert("default".to_owned(), first);
    }
}

/// Fills in the URLs that `openapiv3` wants of each flow.
fn flow_urls(repairer: &mut Repairer<'_, '_>, name: &str, flow: &mut Value, at: &Pointer) {
    if ![
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
        "deviceAuthorization",
    ]
    .contains(&name)
    {
        return;
    }
    let Value::Object(object) = flow else { return };
    for keyword in required_of_flow(name) {
        if !object
            .get(*keyword)
            .is_some_and(|url| url.is_string() || url.is_number() || url.is_boolean())
        {
            repairer.missing(Kind::OAuthFlow, keyword, at, "an empty text is used");
            object.insert((*keyword).to_owned(), Value::from(""));
        }
    }
}
