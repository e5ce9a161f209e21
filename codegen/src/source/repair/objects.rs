//! What is particular to one kind of object: older or newer ways to write it, and rules between its keywords.

use serde_json::{Map, Value, json};

use super::values::integral;
use super::{Fit, Repairer};
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source::shape::{Absent, Kind, Shape, describe, required_of_flow};

/// The object that someone means who wrote something else in its place.
pub(super) fn meant(kind: Kind, value: &Value) -> Option<Value> {
    match (kind, value) {
        (Kind::Example, Value::Null) => None,
        (Kind::Example, other) => Some(json!({ "value": other })),
        // Swagger 2.0 wrote the name of the property alone.
        (Kind::Discriminator, Value::String(name)) => Some(json!({ "propertyName": name })),
        (Kind::ExternalDocs | Kind::Server, Value::String(url)) => Some(json!({ "url": url })),
        (Kind::License | Kind::Contact | Kind::Tag, Value::String(name)) => {
            Some(json!({ "name": name }))
        }
        (Kind::SecurityRequirement, Value::String(scheme)) => Some(json!({ scheme.as_str(): [] })),
        // JSON Schema allows these two; a list of one is what `items: [...]` mostly is.
        (Kind::Schema, Value::Bool(true)) => Some(json!({})),
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
    let Some(Shape::Object(kind)) = shape else {
        return Value::Object(object);
    };
    for (name, absent) in kind.required(&Map::new()) {
        let value = match absent {
            Absent::EmptyText | Absent::LeftOut => Value::from(""),
            Absent::Text(text) => Value::from(*text),
            Absent::EmptyObject => empty(kind.member(name)),
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
    repairer: &mut Repairer<'_>,
    kind: Kind,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    match kind {
        Kind::Schema => {
            several_types(repairer, object, at);
            file_type(repairer, object, at);
            required_flag(repairer, object, at);
            numeric_bound(repairer, object, at, "exclusiveMinimum", "minimum");
            numeric_bound(repairer, object, at, "exclusiveMaximum", "maximum");
        }
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
    repairer: &mut Repairer<'_>,
    kind: Kind,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    match kind {
        Kind::Schema => whole_bounds(object),
        Kind::Parameter => parameter_style(repairer, object, at),
        Kind::ServerVariable => first_value_as_default(object),
        _ => {}
    }
}

/// `type: [string, "null"]`, the way of `OpenAPI` 3.1, is `type: string` with `nullable: true`.
fn several_types(repairer: &mut Repairer<'_>, object: &mut Map<String, Value>, at: &Pointer) {
    let Some(Value::Array(types)) = object.get("type") else {
        return;
    };
    let named: Vec<&Value> = types
        .iter()
        .filter(|name| name.as_str() != Some("null") && !name.is_null())
        .collect();
    let has_null = named.len() < types.len();
    let [Value::String(only)] = named.as_slice() else {
        // Left to the walk by the table, which drops it: no one type is meant.
        return;
    };
    let only = only.clone();
    let outcome = if has_null {
        format!("read as `{only}`, and nullable")
    } else {
        format!("read as `{only}`")
    };
    repairer.ill_typed(&at.child("type"), Shape::Text, "a list", &outcome);
    object.insert("type".to_owned(), Value::String(only));
    if has_null {
        object.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// `type: file` is how Swagger 2.0 wrote bytes.
fn file_type(repairer: &mut Repairer<'_>, object: &mut Map<String, Value>, at: &Pointer) {
    if object.get("type").and_then(Value::as_str) != Some("file") {
        return;
    }
    let message = "`file` is a type of Swagger 2.0 only";
    let outcome = "read as a string of format `binary`";
    repairer
        .diagnostics
        .push(Diagnostic::new(Code::WrongType, at.child("type"), message).label(outcome));
    object.insert("type".to_owned(), Value::from("string"));
    object.insert("format".to_owned(), Value::from("binary"));
}

/// `required: true` on a property, the way of an early draft of JSON Schema.
fn required_flag(repairer: &mut Repairer<'_>, object: &mut Map<String, Value>, at: &Pointer) {
    let Some(flag @ Value::Bool(_)) = object.get("required") else {
        return;
    };
    let message = format!(
        "`required` of a Schema Object should be a list of property names, not {}",
        describe(flag)
    );
    repairer.diagnostics.push(
        Diagnostic::new(Code::WrongType, at.child("required"), message)
            .label("ignored")
            .hint("name the property in the `required` of the schema whose property it is"),
    );
    object.shift_remove("required");
}

/// `exclusiveMinimum: 5`, the way of `OpenAPI` 3.1, is `minimum: 5` with `exclusiveMinimum: true`.
fn numeric_bound(
    repairer: &mut Repairer<'_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
    exclusive: &str,
    inclusive: &str,
) {
    let Some(Value::Number(bound)) = object.get(exclusive) else {
        return;
    };
    // With both there is no telling which is the narrower without knowing the direction; the exclusive one is
    // dropped by the walk, and the other still holds.
    if object.contains_key(inclusive) {
        return;
    }
    let bound = bound.clone();
    let found = format!("the number `{bound}`");
    let outcome = format!("read as `{inclusive}: {bound}` with `{exclusive}: true`");
    repairer.ill_typed(&at.child(exclusive), Shape::Boolean, &found, &outcome);
    object.insert(inclusive.to_owned(), Value::Number(bound));
    object.insert(exclusive.to_owned(), Value::Bool(true));
}

/// The bounds of an integer that are written as floats, `1.0`: the same numbers, but `openapiv3` takes a schema for
/// an integer only when they are integers.
fn whole_bounds(object: &mut Map<String, Value>) {
    if object.get("type").and_then(Value::as_str) != Some("integer") {
        return;
    }
    for name in ["minimum", "maximum", "multipleOf"] {
        if let Some(bound) = object.get_mut(name).filter(|bound| bound.is_f64())
            && let Some(whole) = bound.as_f64().and_then(integral)
        {
            *bound = Value::from(whole);
        }
    }
}

/// Which styles there are depends on where the parameter goes (`OpenAPI` 3.0.4, section 4.7.12.3).
fn parameter_style(repairer: &mut Repairer<'_>, object: &mut Map<String, Value>, at: &Pointer) {
    let styles: &'static [&'static str] = match object.get("in").and_then(Value::as_str) {
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("path") => &["matrix", "label", "simple"],
        Some("header") => &["simple"],
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
fn flow_urls(repairer: &mut Repairer<'_>, name: &str, flow: &mut Value, at: &Pointer) {
    if ![
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
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
