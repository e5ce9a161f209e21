//! Bodies as forms have them: the members of an object as pairs of name and value (`application/x-www-form-urlencoded`).

use super::RequestBuilder;
use super::request::{percent_encoded, query_pair};
use serde::Serialize;
use serde::ser::Error as _;
use serde_json::{Map, Value};

/// How a member of a form is written that is not one text.
///
/// Without one, lists are written as [`Exploded`](Self::Exploded), and objects as [`Json`](Self::Json) (OpenAPI 3.1.1,
/// Encoding Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `a=1&a=2`, and an object as its members: `x=1&y=2`.
    Exploded,
    /// `a=1,2`, with this between the items; an object as `a=x,1,y,2`.
    Joined(&'static str),
    /// `a[x]=1&a[y][z]=2&a[list][0]=3`.
    DeepObject,
    /// As JSON text.
    Json,
}

impl RequestBuilder {
    /// Sets the body to a form of the members of an object. Those that are named are written as it says there.
    pub fn form<T: Serialize + ?Sized>(
        self,
        body: &T,
        encodings: &[(&'static str, Encoding)],
    ) -> Self {
        let text = serde_json::to_value(body).and_then(|value| match value {
            Value::Object(members) => Ok(form(&members, encodings)),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Err(serde_json::Error::custom("only objects are forms")),
        });
        self.written("application/x-www-form-urlencoded", text.map(Vec::from))
    }

    /// Sets the body to a form, if there is one.
    pub fn optional_form<T: Serialize + ?Sized>(
        self,
        body: Option<&T>,
        encodings: &[(&'static str, Encoding)],
    ) -> Self {
        match body {
            Some(body) => self.form(body, encodings),
            None => self,
        }
    }
}

fn form(members: &Map<String, Value>, encodings: &[(&'static str, Encoding)]) -> String {
    let mut pairs = Vec::new();
    for (name, value) in members {
        let said = encodings.iter().find(|(known, _)| known == name);
        let encoding = said.map(|(_, encoding)| *encoding);
        push_member(&mut pairs, name, value, encoding);
    }
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| query_pair(name, value))
        .collect();
    pairs.join("&")
}

/// Pairs of a name and a value, of which the value is encoded.
type Pairs = Vec<(String, String)>;

fn push_member(pairs: &mut Pairs, name: &str, value: &Value, encoding: Option<Encoding>) {
    let mut push = |value: String| pairs.push((name.to_owned(), value));
    match (value, encoding) {
        (Value::Array(_) | Value::Object(_), Some(Encoding::Json)) | (Value::Object(_), None) => {
            push(percent_encoded(&value.to_string()));
        }
        (Value::Array(_) | Value::Object(_), Some(Encoding::DeepObject)) => {
            push_deep(pairs, name.to_owned(), value);
        }
        (Value::Array(items), Some(Encoding::Exploded) | None) => {
            for item in items {
                push(text(item));
            }
        }
        (Value::Object(members), Some(Encoding::Exploded)) => {
            let members = members.iter();
            pairs.extend(members.map(|(name, value)| (name.clone(), text(value))));
        }
        (Value::Array(items), Some(Encoding::Joined(delimiter))) => {
            let items: Vec<String> = items.iter().map(text).collect();
            push(items.join(delimiter));
        }
        (Value::Object(members), Some(Encoding::Joined(delimiter))) => {
            let items = members.iter();
            let items = items.flat_map(|(name, value)| [percent_encoded(name), text(value)]);
            push(items.collect::<Vec<_>>().join(delimiter));
        }
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_), _) => {
            push(text(value));
        }
    }
}

/// A value as servers that read names like `a[b][0]` expect it.
fn push_deep(pairs: &mut Pairs, name: String, value: &Value) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                push_deep(pairs, format!("{name}[{index}]"), item);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                push_deep(pairs, format!("{name}[{member}]"), value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            pairs.push((name, text(value)));
        }
    }
}

/// The text of a value, percent-encoded. There is none for `null`, which forms write as an empty value.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => percent_encoded(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            percent_encoded(&value.to_string())
        }
    }
}
