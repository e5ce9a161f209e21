//! Values as pairs of a name and a text, as queries, cookies and forms are made of.

use serde_json::Value;

/// How a value that is not one text is written into pairs of name and value.
///
/// Lists and objects inside of others are written as JSON text where nothing else is said here: the standard does not
/// define them. The members of an object come in the order that `serde_json` keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `a=1&a=2`, and an object as its members: `x=1&y=2&y=3`.
    Exploded,
    /// `a=1,2`, with this between the items; an object as `a=x,1,y,2`.
    Joined(&'static str),
    /// `a[x]=1&a[y][z]=2&a[list][0]=3`.
    DeepObject,
    /// As JSON text.
    Json,
}

/// Pairs of a name, which is not encoded yet, and a value, which is.
pub(super) type Pairs = Vec<(String, String)>;

/// How the text of a value is encoded for its place.
pub(super) type Encode = fn(&str) -> String;

/// Adds what a value is written as. Text is itself, and anything else that is no list or object its JSON text.
pub(super) fn push(
    pairs: &mut Pairs,
    name: &str,
    value: &Value,
    encoding: Encoding,
    encode: Encode,
) {
    match (value, encoding) {
        (_, Encoding::Json) => pairs.push((name.to_owned(), encode(&value.to_string()))),
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_), _) => {
            pairs.push((name.to_owned(), text(value, encode)));
        }
        (Value::Array(_) | Value::Object(_), Encoding::DeepObject) => {
            push_deep(pairs, name.to_owned(), value, encode);
        }
        (Value::Array(items), Encoding::Exploded) => {
            let items = items.iter().map(|item| text(item, encode));
            pairs.extend(items.map(|item| (name.to_owned(), item)));
        }
        (Value::Object(members), Encoding::Exploded) => {
            for (name, value) in members {
                match value {
                    Value::Array(items) => {
                        let items = items.iter().map(|item| text(item, encode));
                        pairs.extend(items.map(|item| (name.clone(), item)));
                    }
                    Value::Null
                    | Value::Bool(_)
                    | Value::Number(_)
                    | Value::String(_)
                    | Value::Object(_) => pairs.push((name.clone(), text(value, encode))),
                }
            }
        }
        (Value::Array(_) | Value::Object(_), Encoding::Joined(delimiter)) => {
            let items = flat(value, encode).join(delimiter);
            pairs.push((name.to_owned(), items));
        }
    }
}

/// A value as servers that read names like `a[b][0]` expect it.
fn push_deep(pairs: &mut Pairs, name: String, value: &Value, encode: Encode) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                push_deep(pairs, format!("{name}[{index}]"), item, encode);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                push_deep(pairs, format!("{name}[{member}]"), value, encode);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            pairs.push((name, text(value, encode)));
        }
    }
}

/// The items of a list, or names and values of an object in turn.
pub(super) fn flat(value: &Value, encode: Encode) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(|item| text(item, encode)).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| [encode(name), text(value, encode)])
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            vec![text(value, encode)]
        }
    }
}

/// The text of a value, encoded. There is none for `null`, which is written as an empty value.
pub(super) fn text(value: &Value, encode: Encode) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => encode(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            encode(&value.to_string())
        }
    }
}
