//! Closed enumerations: a value that the document does not list is refused. The table is `closed_enum!`.

use serde::de::{Deserializer, Error, Visitor};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// Implements an enumeration that takes the listed values alone, from a table like that of `open_enum!`:
///
/// ```text
/// runtime::closed_enum!(Gender(str) { Male = "MALE", Female = "FEMALE", });
/// runtime::closed_enum!(Method(i32) { Email = 1, Post = 2, });
/// runtime::closed_enum!(Setting(json) { Auto = "auto", Value0 = 0, True = true, });
/// ```
///
/// The conversions are `FromStr` for strings, and `TryFrom` of what `value()` returns for others; their error is
/// [`NotListed`](super::NotListed).
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! closed_enum {
    ($type:ident(str) { $( $variant:ident = $value:literal, )* }) => {
        runtime::open_enum!(@text $type { $( $variant = $value, )* });
        impl ::core::str::FromStr for $type {
            type Err = runtime::NotListed;
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                runtime::listed(value, Self::VALUES).ok_or_else(|| runtime::NotListed::new(&value, Self::VALUES))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_listed(from)
            }
        }
    };
    ($type:ident(json) { $( $variant:ident = $value:literal, )* }) => {
        runtime::open_enum!(@json $type { $( $variant = $value, )* });
        impl ::core::convert::TryFrom<::serde_json::Value> for $type {
            type Error = runtime::NotListed;
            fn try_from(value: ::serde_json::Value) -> ::core::result::Result<Self, Self::Error> {
                runtime::listed_value(&value, Self::VALUES, Self::value)
                    .ok_or_else(|| runtime::NotListed::new(&value, Self::VALUES))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(from)?;
                Self::try_from(value).map_err(::serde::de::Error::custom)
            }
        }
    };
    ($type:ident($number:ident) { $( $variant:ident = $value:literal, )* }) => {
        runtime::open_enum!(@number $type($number) { $( $variant = $value, )* });
        impl ::core::convert::TryFrom<$number> for $type {
            type Error = runtime::NotListed;
            fn try_from(value: $number) -> ::core::result::Result<Self, Self::Error> {
                match value {
                    $( $value => ::core::result::Result::Ok(Self::$variant), )*
                    _ => ::core::result::Result::Err(runtime::NotListed::new(&value, Self::VALUES)),
                }
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                let value = <$number as runtime::Tolerant>::read(from)?;
                Self::try_from(value).map_err(::serde::de::Error::custom)
            }
        }
    };
}

#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use closed_enum;

/// How many values an error lists.
const MOST_SHOWN: usize = 20;

/// A value that an enumeration does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotListed {
    message: String,
}

impl NotListed {
    /// What was found, and what the document lists.
    pub fn new<T: fmt::Display>(found: &dyn fmt::Display, values: &[T]) -> Self {
        let shown = values.iter().take(MOST_SHOWN);
        let shown: Vec<String> = shown.map(|value| format!("`{value}`")).collect();
        let more = match values.len().saturating_sub(MOST_SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let shown = shown.join(", ");
        Self {
            message: format!("`{found}` is not among the values of the document: {shown}{more}"),
        }
    }
}

impl fmt::Display for NotListed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NotListed {}

struct ListedVisitor<T>(PhantomData<T>);

impl<T: FromStr<Err = NotListed>> Visitor<'_> for ListedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// Reads a string that is one of a list.
///
/// # Errors
/// When the value is no string, or not listed.
pub fn read_listed<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: FromStr<Err = NotListed>,
    D: Deserializer<'de>,
{
    from.deserialize_str(ListedVisitor(PhantomData))
}
