//! What is particular to schemas: earlier ways to write them, and types in the words of other languages.

use serde_json::{Map, Value, json};

use super::Repairer;
use super::values::integral;
use crate::diag::{Code, Place, Pointer};
use crate::source::shape::Versions;

/// A boolean in place of a schema: `true` allows everything, `false` nothing (JSON Schema 2020-12, core, section
/// 4.3.2). Answers whether there was one.
pub(super) fn boolean(repairer: &mut Repairer<'_, '_>, value: &mut Value, at: &Pointer) -> bool {
    let Value::Bool(flag) = *value else {
        return false;
    };
    if !repairer.version.meets(Versions::SINCE_31) {
        let message = format!("the schema `{flag}` is written in the way of OpenAPI 3.1 and later");
        let outcome = if flag {
            "read as a schema that allows everything"
        } else {
            "read as a schema that allows nothing"
        };
        repairer.mended(Code::KeywordOfOtherVersion, at, message, outcome);
    }
    *value = if flag { json!({}) } else { json!({"not": {}}) };
    true
}

/// Mends a schema before its keywords are looked at one by one.
pub(super) fn before(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    type_name(repairer, object, at);
    required_of_properties(repairer, object, at);
    required_flag(repairer, object, at);
    tuple(repairer, object, at);
}

/// `required: true` on a property: its name joins the list of the schema that has it.
fn required_of_properties(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    let Some(Value::Object(properties)) = object.get_mut("properties") else {
        return;
    };
    let mut names = Vec::new();
    for (name, property) in properties.iter_mut() {
        let Some(flag) = property.get("required").and_then(flag_of) else {
            continue;
        };
        let place = at.child("properties").child(name).child("required");
        let message = format!(
            "`required` of a Schema Object should be a list of property names, not `{flag}`"
        );
        let outcome = if flag {
            names.push(name.clone());
            "read as if the schema that has the property listed it"
        } else {
            "ignored"
        };
        repairer.mended(Code::RequiredOnProperty, place, message, outcome);
        if let Value::Object(property) = property {
            property.shift_remove("required");
        }
    }
    if names.is_empty() {
        return;
    }
    let required = object
        .entry("required")
        .or_insert_with(|| Value::Array(Vec::new()));
    if !required.is_array() {
        *required = match required.take() {
            text @ Value::String(_) => Value::Array(vec![text]),
            _ => Value::Array(Vec::new()),
        };
    }
    if let Value::Array(listed) = required {
        let listed_before: std::collections::BTreeSet<String> = listed
            .iter()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        let fresh = names
            .into_iter()
            .filter(|name| !listed_before.contains(name));
        listed.extend(fresh.map(Value::String));
    }
}

fn flag_of(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// `required: true` on a schema that is no property: nobody knows what is required.
fn required_flag(repairer: &mut Repairer<'_, '_>, object: &mut Map<String, Value>, at: &Pointer) {
    let Some(Value::Bool(flag)) = object.get("required") else {
        return;
    };
    let message =
        format!("`required` of a Schema Object should be a list of property names, not `{flag}`");
    repairer.mended(
        Code::RequiredOnProperty,
        at.child("required"),
        message,
        "ignored",
    );
    object.shift_remove("required");
}

/// What a list of schemas in `items` is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Items {
    /// The items one by one.
    Tuple,
    /// What each item is one of.
    OfList,
    /// What the value is one of.
    OfValue,
}

impl Items {
    fn of(object: &Map<String, Value>) -> Option<Self> {
        let items = object.get("items")?.as_array()?;
        if items.len() < 2 || object.contains_key("prefixItems") {
            return None;
        }
        let says = |key: &str| object.contains_key(key);
        if !says("type") && !says("anyOf") {
            return Some(Self::OfValue);
        }
        // Nobody counts on the order of objects of several kinds.
        let is_mixed = items
            .iter()
            .all(|it| it.as_object().is_some_and(says_object));
        let is_counted = says("additionalItems") || says("minItems") || says("maxItems");
        Some(if is_mixed && !is_counted {
            Self::OfList
        } else {
            Self::Tuple
        })
    }
}

/// `items: [{...}, {...}]`, the tuples of earlier drafts, with `additionalItems` for what follows; or the branches of a
/// union, which Swagger 2.0 has no word for.
fn tuple(repairer: &mut Repairer<'_, '_>, object: &mut Map<String, Value>, at: &Pointer) {
    let Some(reading) = Items::of(object) else {
        return;
    };
    let Some(mut items) = object.shift_remove("items") else {
        return;
    };
    let others = match reading {
        Items::Tuple => Others::Excluded,
        Items::OfList | Items::OfValue => also_anything(repairer, &mut items, at),
    };
    let (keyword, value, words) = match reading {
        Items::Tuple => ("prefixItems", items, "`prefixItems`"),
        Items::OfList => ("items", json!({"anyOf": items}), "`items` with `anyOf`"),
        Items::OfValue => ("anyOf", items, "`anyOf`"),
    };
    let outcome = match others {
        Others::Excluded => format!("read as {words}"),
        Others::Allowed => format!("read as {words}, with a last branch for anything else"),
    };
    repairer.mended(
        Code::TupleItems,
        Place::key(at.child("items")),
        "`items` should be one schema, not a list of them".to_owned(),
        &outcome,
    );
    object.insert(keyword.to_owned(), value);
    let place = at.child("items");
    let now = match reading {
        Items::Tuple | Items::OfValue => at.child(keyword),
        Items::OfList => place.child("anyOf"),
    };
    repairer.repaired.renamed.again(&place, now);
    if reading != Items::Tuple {
        return;
    }
    if let Some(more) = object.shift_remove("additionalItems") {
        repairer.renamed(at, "additionalItems", "items");
        if more == Value::Bool(false) {
            object.insert("items".to_owned(), json!({"not": {}}));
        } else if more.is_object() {
            object.insert("items".to_owned(), more);
        }
    }
}

/// Whether a union that nobody wrote as one has a branch for all values.
#[derive(PartialEq, Eq)]
enum Others {
    Allowed,
    Excluded,
}

/// `items: [{type: object, …}, …]` by its letter says little or nothing of the values: the objects that are described are
/// what is most likely meant. They may have other members, and others may come.
fn also_anything(repairer: &mut Repairer<'_, '_>, branches: &mut Value, at: &Pointer) -> Others {
    let Some(branches) = branches.as_array_mut() else {
        return Others::Excluded;
    };
    let place = at.child("items");
    let mut others = Others::Excluded;
    for (position, branch) in branches.iter_mut().enumerate() {
        let Some(branch) = branch.as_object_mut().filter(|it| says_object(it)) else {
            continue;
        };
        others = Others::Allowed;
        if branch.get("additionalProperties") == Some(&Value::Bool(false)) {
            branch.shift_remove("additionalProperties");
            let at = place.child(&position.to_string());
            let message = "a list of schemas in `items` closes no object".to_owned();
            let at = Place::key(at.child("additionalProperties"));
            repairer.mended(Code::TupleItems, at, message, "ignored");
        }
    }
    if others == Others::Allowed {
        branches.push(json!({}));
    }
    others
}

fn says_object(schema: &Map<String, Value>) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("object")
        || schema.contains_key("properties")
}

/// A `type` that is a word of another language.
pub(super) fn type_name(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    let Some(Value::String(written)) = object.get("type") else {
        return;
    };
    let written = written.clone();
    let Some(meant) = meant(&written) else { return };
    let place = at.child("type");
    let message = format!("`{written}` is no type of JSON Schema");
    match meant {
        Meant::Nothing => {
            repairer.mended(Code::UnknownType, place, message, "ignored");
            object.shift_remove("type");
        }
        Meant::Schema(ty, format) => {
            let outcome = match format {
                Some(format) => format!("read as `{ty}` of format `{format}`"),
                None => format!("read as `{ty}`"),
            };
            repairer.mended(Code::UnknownType, place, message, &outcome);
            object.insert("type".to_owned(), Value::from(ty));
            if let Some(format) = format {
                object
                    .entry("format")
                    .or_insert_with(|| Value::from(format));
            }
        }
        Meant::Types(types) => {
            repairer.mended(Code::UnknownType, place, message, "read as a list of types");
            object.insert("type".to_owned(), Value::from(types));
        }
        Meant::List(item) => {
            repairer.mended(Code::UnknownType, place, message, "read as a list");
            object.insert("type".to_owned(), Value::from("array"));
            object
                .entry("items")
                .or_insert_with(|| json!({"type": item}));
        }
    }
}

/// The same for one of several types, which can have no format.
pub(super) fn type_in_list(repairer: &mut Repairer<'_, '_>, item: &mut Value, at: &Pointer) {
    let Value::String(written) = &*item else {
        return;
    };
    let word = written.trim().to_ascii_lowercase();
    if let Some(ty) = simple(&word).filter(|ty| *ty != word) {
        let message = format!("`{written}` is no type of JSON Schema");
        let outcome = format!("read as `{ty}`");
        repairer.mended(Code::UnknownType, at, message, &outcome);
        *item = Value::from(ty);
    }
}

/// The schema that the name of a type stands for.
pub(super) fn of_type_name(name: &str) -> Option<Value> {
    let is_type = ["string", "number", "integer", "boolean", "object"].contains(&name);
    match meant(name) {
        None if is_type => Some(json!({"type": name})),
        Some(Meant::Schema(ty, Some(format))) => Some(json!({"type": ty, "format": format})),
        Some(Meant::Schema(ty, None)) => Some(json!({"type": ty})),
        Some(Meant::Nothing | Meant::Types(_) | Meant::List(_)) | None => None,
    }
}

/// What a word in place of a type stands for.
enum Meant {
    /// Nothing that a schema could say.
    Nothing,
    /// A type, and a format.
    Schema(&'static str, Option<&'static str>),
    /// Several types.
    Types(Vec<&'static str>),
    /// A list of items of a type.
    List(String),
}

/// None for the types of JSON Schema, however their letters are, and for words that nobody knows.
fn meant(written: &str) -> Option<Meant> {
    let word = written.trim().to_ascii_lowercase();
    let (ty, format) = match word.as_str() {
        "str" | "text" | "char" | "varchar" | "enum" | "ascii" => ("string", None),
        "int" | "whole" => ("integer", None),
        "int8" | "int16" | "int32" | "short" | "smallint" => ("integer", Some("int32")),
        "int64" | "long" | "bigint" => ("integer", Some("int64")),
        "float" | "float32" => ("number", Some("float")),
        "double" | "float64" => ("number", Some("double")),
        "decimal" | "numeric" | "real" | "num" => ("number", None),
        "bool" => ("boolean", None),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "time" => ("string", Some("time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "password" => ("string", Some("password")),
        "binary" | "bytes" | "blob" => ("string", Some("binary")),
        "byte" | "base64" => ("string", Some("byte")),
        "map" | "dict" | "hash" | "json" | "struct" | "dictionary" => ("object", None),
        "list" | "tuple" | "set" => ("array", None),
        "any" | "mixed" | "none" | "void" | "undefined" | "unknown" | "" | "schema" | "model" => {
            return Some(Meant::Nothing);
        }
        _ => return composed(&word),
    };
    Some(Meant::Schema(ty, format))
}

/// `array[string]`, `string[]`, `list<int>`, `string|null`.
fn composed(word: &str) -> Option<Meant> {
    let item = word
        .strip_suffix("[]")
        .or_else(|| word.strip_prefix("array[")?.strip_suffix(']'))
        .or_else(|| word.strip_prefix("array<")?.strip_suffix('>'))
        .or_else(|| word.strip_prefix("list[")?.strip_suffix(']'))
        .or_else(|| word.strip_prefix("list<")?.strip_suffix('>'));
    if let Some(item) = item {
        return simple(item).map(|ty| Meant::List(ty.to_owned()));
    }
    let words: Vec<&str> = word.split(['|', ',', '/']).map(str::trim).collect();
    if words.len() < 2 {
        return None;
    }
    let types: Option<Vec<&'static str>> = words.into_iter().map(simple).collect();
    types.map(Meant::Types)
}

fn simple(word: &str) -> Option<&'static str> {
    let known = [
        "string", "number", "integer", "boolean", "object", "array", "null",
    ];
    if let Some(ty) = known.into_iter().find(|ty| *ty == word) {
        return Some(ty);
    }
    match word {
        "str" | "text" => Some("string"),
        "int" | "int32" | "int64" | "long" => Some("integer"),
        "float" | "double" => Some("number"),
        "bool" => Some("boolean"),
        _ => None,
    }
}

/// The bounds of an integer that are written as floats, `1.0`: the same numbers, but `openapiv3` takes a schema for
/// an integer only when they are integers.
pub(super) fn whole_bounds(object: &mut Map<String, Value>) {
    let is_integer = match object.get("type") {
        Some(Value::String(ty)) => ty == "integer",
        Some(Value::Array(types)) => types.iter().any(|ty| ty == "integer"),
        _ => false,
    };
    if !is_integer {
        return;
    }
    for name in [
        "minimum",
        "maximum",
        "multipleOf",
        "exclusiveMinimum",
        "exclusiveMaximum",
    ] {
        if let Some(bound) = object.get_mut(name).filter(|bound| bound.is_f64())
            && let Some(whole) = bound.as_f64().and_then(integral)
        {
            *bound = Value::from(whole);
        }
    }
}
