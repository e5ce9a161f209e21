//! Values as they are before a style writes them: JSON, with the members of objects in their order.

use super::raw_members::RawMembers;
use serde::Serialize;
use serde::de::Error;
use serde::ser::Serializer;
use serde_json::value::RawValue;
use std::fmt;

/// How deep lists and objects may stand inside each other, as `serde_json` has it for values that it reads.
const DEEPEST: usize = 128;

/// A JSON value. `serde_json::Value` keeps neither the order of members nor all digits of a number.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    /// A number as JSON writes it.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// What a value is in JSON.
    pub(super) fn of<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Self> {
        Self::parse(&serde_json::to_string(value)?, DEEPEST)
    }

    /// Reads a JSON text without blanks around it.
    fn parse(text: &str, depth: usize) -> serde_json::Result<Self> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Error::custom("recursion limit exceeded"));
        };
        let tree = match text.as_bytes().first() {
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.iter().map(|item| Self::parse(item.get(), depth));
                Self::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'{') => {
                let RawMembers(members) = serde_json::from_str(text)?;
                let members = members
                    .into_iter()
                    .map(|(name, value)| Ok((name.into_owned(), Self::parse(value, depth)?)));
                Self::Object(members.collect::<serde_json::Result<_>>()?)
            }
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') | None => Self::Null,
            Some(_) => Self::Number(text.to_owned()),
        };
        Ok(tree)
    }
}

/// As JSON.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(text) => f.write_str(text),
            Self::Null | Self::Bool(_) | Self::Text(_) | Self::List(_) | Self::Object(_) => {
                let text = serde_json::to_string(self).map_err(|_| fmt::Error)?;
                f.write_str(&text)
            }
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => {
                let raw: &RawValue =
                    serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
                raw.serialize(serializer)
            }
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}
