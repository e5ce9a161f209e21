//! `type` with several types, or with null among them.

use serde_json::{Map, Value, json};

use crate::diag::{Code, Diagnostic, Place, Pointer, member_of};
use crate::source::document::CARRIED;

/// The keywords that are about values of some types alone, with those types.
const OF_TYPES: [(&str, &[&str]); 30] = [
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("pattern", &["string"]),
    ("x-oasmith-contentEncoding", &["string"]),
    ("x-oasmith-contentMediaType", &["string"]),
    ("x-oasmith-contentSchema", &["string"]),
    ("multipleOf", &["number", "integer"]),
    ("maximum", &["number", "integer"]),
    ("exclusiveMaximum", &["number", "integer"]),
    ("minimum", &["number", "integer"]),
    ("exclusiveMinimum", &["number", "integer"]),
    ("items", &["array"]),
    ("maxItems", &["array"]),
    ("minItems", &["array"]),
    ("uniqueItems", &["array"]),
    ("x-oasmith-prefixItems", &["array"]),
    ("x-oasmith-contains", &["array"]),
    ("x-oasmith-minContains", &["array"]),
    ("x-oasmith-maxContains", &["array"]),
    ("x-oasmith-unevaluatedItems", &["array"]),
    ("properties", &["object"]),
    ("additionalProperties", &["object"]),
    ("required", &["object"]),
    ("maxProperties", &["object"]),
    ("minProperties", &["object"]),
    ("x-oasmith-patternProperties", &["object"]),
    ("x-oasmith-propertyNames", &["object"]),
    ("x-oasmith-unevaluatedProperties", &["object"]),
    ("x-oasmith-dependentRequired", &["object"]),
    ("x-oasmith-dependentSchemas", &["object"]),
];

/// The types of JSON without null; `number` has the integers.
const ALL: [&str; 5] = ["string", "number", "boolean", "array", "object"];

/// The keywords that a schema has and that are about values of none of its types. One that says nothing at all, such
/// as `required: []`, is not among them.
pub(super) fn idle(members: &Map<String, Value>) -> Vec<&'static str> {
    let types = member_of(members, "type");
    let is_listed = |ty: &&str| match types {
        Some(Value::String(only)) => only == ty,
        Some(Value::Array(types)) => types.iter().any(|other| other == ty),
        Some(_) | None => true,
    };
    let says_something = |key: &str| match member_of(members, key) {
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Null) | None => false,
        Some(Value::Number(_) | Value::String(_)) => true,
    };
    // The flags of bounds are said with them.
    let rows = OF_TYPES.into_iter();
    let rows = rows.filter(|(key, _)| !key.starts_with("exclusive"));
    let idle = rows.filter(|(key, of)| says_something(key) && !of.iter().any(is_listed));
    idle.map(|(key, _)| key).collect()
}

/// Whether a keyword is about values of other types than this one alone.
pub(crate) fn is_idle(keyword: &str, ty: &str) -> bool {
    let plain = |name: &'static str| name.strip_prefix(CARRIED).unwrap_or(name);
    let mut rows = OF_TYPES.into_iter();
    rows.any(|(name, of)| plain(name) == keyword && !of.contains(&ty))
}

/// Says null as 3.0 does, and leaves a list of types only where there are several. A list that says no more than
/// the rest of the schema is removed, with a finding if it could be missed.
pub(super) fn simplify(members: &mut Map<String, Value>, before: &Pointer) -> Option<Diagnostic> {
    let mut types: Vec<String> = match members.get("type")? {
        Value::String(ty) if ty == "null" => vec![ty.clone()],
        Value::Array(types) => types
            .iter()
            .filter_map(|ty| ty.as_str().map(str::to_owned))
            .collect(),
        _ => return None,
    };
    let has = |types: &[String], ty: &str| types.iter().any(|other| other == ty);
    if has(&types, "file") {
        let files = types.iter_mut().filter(|ty| *ty == "file");
        files.for_each(|ty| "string".clone_into(ty));
        members.insert("format".to_owned(), Value::from("binary"));
    }
    let has_null = has(&types, "null");
    let has_number = has(&types, "number");
    let mut known = std::collections::BTreeSet::new();
    types.retain(|ty| ty != "null" && !(ty == "integer" && has_number) && known.insert(ty.clone()));
    if has_null {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    match types.as_slice() {
        [] => {
            members.shift_remove("type");
            if has_null {
                members.insert("enum".to_owned(), json!([null]));
            }
            None
        }
        [only] => {
            members.insert("type".to_owned(), Value::from(only.as_str()));
            None
        }
        _ => several(members, types, before),
    }
}

fn several(
    members: &mut Map<String, Value>,
    types: Vec<String>,
    before: &Pointer,
) -> Option<Diagnostic> {
    let says_more = OF_TYPES.iter().any(|(key, _)| members.contains_key(*key));
    let has_all = ALL.iter().all(|ty| types.iter().any(|other| other == ty));
    if has_all && !says_more && !members.contains_key("enum") {
        members.shift_remove("type");
        return None;
    }
    let composed = ["oneOf", "anyOf"]
        .into_iter()
        .find(|key| members.contains_key(*key));
    if let Some(composed) = composed {
        members.shift_remove("type");
        let message = format!("`type` lists {} beside `{composed}`", types.join(", "));
        let place = Place::key(before.child("type"));
        return Some(
            Diagnostic::new(Code::RedundantTypes, place, message)
                .label(format!("the branches of `{composed}` are used")),
        );
    }
    members.insert("type".to_owned(), Value::from(types));
    None
}

/// Leaves the types of a list that `enum` lists values of, since the others are not meant, and the values that one of
/// the types has. Answers the numbers of the values that are left out.
pub(super) fn narrow(members: &mut Map<String, Value>) -> Vec<usize> {
    let (Some(Value::Array(types)), Some(Value::Array(values))) =
        (member_of(members, "type"), member_of(members, "enum"))
    else {
        return Vec::new();
    };
    let types = types.iter().filter_map(Value::as_str);
    let (listed, others): (Vec<&str>, Vec<&str>) =
        types.partition(|ty| values.iter().any(|value| is(value, ty)));
    let fits = |value: &Value| value.is_null() || listed.iter().any(|ty| is(value, ty));
    let numbered = values.iter().enumerate();
    let (fit, unfit): (Vec<_>, Vec<_>) = numbered.partition(|(_, value)| fits(value));
    let unfit: Vec<usize> = unfit.into_iter().map(|(index, _)| index).collect();
    let fit: Vec<Value> = fit.into_iter().map(|(_, value)| value.clone()).collect();
    let narrowed = match listed.as_slice() {
        // No value that is left narrows them.
        [] if fit.is_empty() => Some(Value::from(others)),
        [] => None,
        [only] => Some(Value::from(*only)),
        several => Some(Value::from(several)),
    };
    match narrowed {
        Some(types) => members.insert("type".to_owned(), types),
        None => members.shift_remove("type"),
    };
    if fit.is_empty() {
        members.shift_remove("enum");
    } else {
        members.insert("enum".to_owned(), Value::Array(fit));
    }
    unfit
}

/// Takes the keywords of each type out of a schema of several types: a schema for each of them.
pub(super) fn split(members: &mut Map<String, Value>) -> Vec<Map<String, Value>> {
    let Some(Value::Array(types)) = members.shift_remove("type") else {
        return Vec::new();
    };
    let types: Vec<String> = types
        .iter()
        .filter_map(|ty| ty.as_str().map(str::to_owned))
        .collect();
    let values = match members.shift_remove("enum") {
        Some(Value::Array(values)) => Some(values),
        Some(_) | None => None,
    };
    if values.iter().flatten().any(Value::is_null) {
        // As with one type, the null that is listed is meant.
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    let mut branches: Vec<Map<String, Value>> = Vec::new();
    let mut taken: Vec<(&str, &[&str], Value)> = Vec::new();
    for (key, of) in OF_TYPES {
        if let Some(value) = members.shift_remove(key) {
            taken.push((key, of, value));
        }
    }
    if let Some(Value::String(format)) = members.shift_remove("format") {
        taken.push(("format", of_format(&format, &types), Value::String(format)));
    }
    for ty in &types {
        let mut branch = Map::from_iter([("type".to_owned(), Value::from(ty.as_str()))]);
        if let Some(values) = &values {
            let fit: Vec<Value> = values
                .iter()
                .filter(|value| is(value, ty))
                .cloned()
                .collect();
            branch.insert("enum".to_owned(), Value::Array(fit));
        }
        for (key, of, value) in &mut taken {
            if of.contains(&ty.as_str()) {
                // Only plain values are about two types, of which one has the other.
                let value = if of.len() > 1 {
                    value.clone()
                } else {
                    value.take()
                };
                branch.insert((*key).to_owned(), value);
            }
        }
        branches.push(branch);
    }
    // What is about none of the types says nothing wherever it stands, and references may lead into it.
    let listed = |of: &[&str]| of.iter().any(|ty| types.iter().any(|other| other == ty));
    if let Some(first) = branches.first_mut() {
        let idle = taken.into_iter().filter(|(_, of, _)| !listed(of));
        first.extend(idle.map(|(key, _, value)| (key.to_owned(), value)));
    }
    branches
}

/// The types that a format is about.
fn of_format(format: &str, types: &[String]) -> &'static [&'static str] {
    let is_number = matches!(
        format,
        "int8"
            | "int16"
            | "int32"
            | "int64"
            | "uint8"
            | "uint16"
            | "uint32"
            | "uint64"
            | "float"
            | "double"
            | "decimal"
    );
    if is_number && types.iter().any(|ty| ty == "number" || ty == "integer") {
        &["number", "integer"]
    } else {
        &["string"]
    }
}

fn is(value: &Value, ty: &str) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) => ty == "boolean",
        Value::Number(number) => {
            let is_whole = number.as_f64().is_some_and(|number| number.fract() == 0.0);
            ty == "number" || (ty == "integer" && is_whole)
        }
        Value::String(_) => ty == "string",
        Value::Array(_) => ty == "array",
        Value::Object(_) => ty == "object",
    }
}
