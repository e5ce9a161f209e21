//! Changes to the tree of a document: parts of it are removed, doubled, exchanged, and replaced by what is odd.
use crate::seeds;
use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

/// The most changes to one document.
const CHANGES: usize = 12;

/// Keywords that mean something somewhere.
const KEYWORDS: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "callbacks",
    "components",
    "const",
    "content",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "exclusiveMinimum",
    "explode",
    "format",
    "get",
    "headers",
    "in",
    "info",
    "items",
    "mapping",
    "maxLength",
    "minimum",
    "name",
    "not",
    "nullable",
    "oneOf",
    "openapi",
    "operationId",
    "parameters",
    "paths",
    "pattern",
    "patternProperties",
    "post",
    "prefixItems",
    "properties",
    "propertyName",
    "readOnly",
    "required",
    "requestBody",
    "responses",
    "schema",
    "schemas",
    "scheme",
    "security",
    "securitySchemes",
    "servers",
    "style",
    "summary",
    "swagger",
    "tags",
    "title",
    "type",
    "url",
    "variables",
    "webhooks",
    "x-enum-varnames",
    "x-enum-descriptions",
    "if",
    "then",
    "else",
    "$defs",
    "$id",
    "$anchor",
    "$dynamicRef",
];

/// Texts that mean something, or that code and files do not take as they are.
const TEXTS: &[&str] = &[
    "",
    " ",
    "_",
    "..",
    "../x",
    "CON",
    "self",
    "Self",
    "crate",
    "type",
    "Option",
    "String",
    "\0",
    "\n",
    "\r\n",
    "\u{202e}",
    "\u{2028}",
    "\"",
    "\\",
    "*/",
    "\"#",
    "{}",
    "{0}",
    "$crate",
    "#![x]",
    "\u{e000}",
    "é",
    "e\u{301}",
    "名前",
    "200",
    "2XX",
    "default",
    "string",
    "integer",
    "number",
    "object",
    "array",
    "boolean",
    "null",
    "date-time",
    "date",
    "uuid",
    "byte",
    "binary",
    "float",
    "int64",
    "query",
    "path",
    "header",
    "cookie",
    "body",
    "apiKey",
    "http",
    "bearer",
    "basic",
    "oauth2",
    "deepObject",
    "form",
    "application/json",
    "multipart/form-data",
    "text/event-stream",
    "*/*",
    "3.0.3",
    "3.1.0",
    "3.2.0",
    "2.0",
    "#",
    "#/",
    "#/components/schemas/A",
    "https://{a}.example.com/{b}",
    "/a/{b}/{b}",
    "a?b#c",
    "`]( ```",
];

/// A seed with changes.
pub fn mutate(choice: &mut Unstructured<'_>) -> Result<Value> {
    let mut tree = choice.choose(seeds())?.clone();
    for _ in 0..choice.int_in_range(1..=CHANGES)? {
        change(&mut tree, choice)?;
    }
    Ok(tree)
}

fn change(tree: &mut Value, choice: &mut Unstructured<'_>) -> Result<()> {
    let places = places(tree);
    let place = choice.choose(&places)?.clone();
    let other = choice.choose(&places)?.clone();
    match choice.int_in_range(0..=8)? {
        0 => remove(tree, &place),
        1 => put(tree, &place, odd(choice)?),
        2 => {
            let taken = tree.pointer(&other).cloned().unwrap_or_default();
            put(tree, &place, taken);
        }
        3 => {
            let (one, two) = (tree.pointer(&place).cloned(), tree.pointer(&other).cloned());
            put(tree, &place, two.unwrap_or_default());
            put(tree, &other, one.unwrap_or_default());
        }
        4 => {
            let key = key(choice)?;
            let value = odd(choice)?;
            insert(tree, &place, key, value);
        }
        5 => {
            let key = key(choice)?;
            rename(tree, &place, key);
        }
        6 => put(tree, &place, json!({"$ref": format!("#{other}")})),
        7 => {
            let value = tree.pointer(&place).cloned().unwrap_or_default();
            let key = *choice.choose(&[
                "allOf",
                "oneOf",
                "anyOf",
                "items",
                "additionalProperties",
                "not",
            ])?;
            let whole = if key.ends_with("Of") {
                let more = tree.pointer(&other).cloned().unwrap_or_default();
                json!({key: [value, more]})
            } else {
                json!({key: value})
            };
            put(tree, &place, whole);
        }
        _ => {
            let name = text(choice)?;
            let value = tree.pointer(&place).cloned().unwrap_or_default();
            if let Some(schemas) = tree
                .pointer_mut("/components/schemas")
                .and_then(Value::as_object_mut)
            {
                schemas.insert(name, value);
            }
        }
    }
    Ok(())
}

fn key(choice: &mut Unstructured<'_>) -> Result<String> {
    if choice.ratio(2_u8, 3_u8)? {
        Ok((*choice.choose(KEYWORDS)?).to_owned())
    } else {
        text(choice)
    }
}

fn text(choice: &mut Unstructured<'_>) -> Result<String> {
    if choice.ratio(4_u8, 5_u8)? {
        Ok((*choice.choose(TEXTS)?).to_owned())
    } else {
        choice.arbitrary()
    }
}

fn odd(choice: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match choice.int_in_range(0..=9)? {
        0 => Value::Null,
        1 => choice.arbitrary::<bool>()?.into(),
        2 => choice.arbitrary::<i64>()?.into(),
        3 => choice.arbitrary::<f64>()?.into(),
        4 => json!([]),
        5 => json!({}),
        6 => json!([text(choice)?, text(choice)?]),
        7 => Map::from_iter([(key(choice)?, text(choice)?.into())]).into(),
        _ => text(choice)?.into(),
    })
}

/// The pointers of all nodes.
fn places(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut work = vec![(String::new(), tree)];
    while let Some((at, value)) = work.pop() {
        match value {
            Value::Object(members) => {
                let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
                work.extend(
                    members
                        .iter()
                        .map(|(key, value)| (format!("{at}/{}", escaped(key)), value)),
                );
            }
            Value::Array(items) => {
                work.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(index, value)| (format!("{at}/{index}"), value)),
                );
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        found.push(at);
    }
    found
}

fn put(tree: &mut Value, place: &str, value: Value) {
    if let Some(node) = tree.pointer_mut(place) {
        *node = value;
    }
}

fn insert(tree: &mut Value, place: &str, key: String, value: Value) {
    match tree.pointer_mut(place) {
        Some(Value::Object(members)) => {
            members.insert(key, value);
        }
        Some(Value::Array(items)) => items.push(value),
        _ => {}
    }
}

/// The node that holds a place, and the key of the place in it.
fn holder<'t>(tree: &'t mut Value, place: &str) -> Option<(&'t mut Value, String)> {
    let (holder, key) = place.rsplit_once('/')?;
    Some((
        tree.pointer_mut(holder)?,
        key.replace("~1", "/").replace("~0", "~"),
    ))
}

fn remove(tree: &mut Value, place: &str) {
    match holder(tree, place) {
        Some((Value::Object(members), key)) => {
            members.shift_remove(&key);
        }
        Some((Value::Array(items), key)) => {
            if let Some(index) = key.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn rename(tree: &mut Value, place: &str, name: String) {
    if let Some((Value::Object(members), key)) = holder(tree, place)
        && let Some(value) = members.shift_remove(&key)
    {
        members.insert(name, value);
    }
}
