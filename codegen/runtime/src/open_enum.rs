//! Open enumerations: a value that the document does not list is kept as it is. The table is `open_enum!`.

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// Implements an enumeration from a table with one row per value:
///
/// ```text
/// runtime::open_enum!(Gender(str) else Unrecognized { Male = "MALE", Female = "FEMALE", });
/// runtime::open_enum!(Method(i32) else Unrecognized { Email = 1, Post = 2, });
/// runtime::open_enum!(Step(f64) else Unrecognized { Half = 0.5, Value1 = 1.0, });
/// runtime::open_enum!(Setting(json) else Unrecognized { Auto = "auto", Value0 = 0, True = true, });
/// ```
///
/// The variant after `else` holds a value that no row lists: a `String`, the type of numbers in the brackets, or any
/// JSON value. The conversions never put a listed value into it. All have `VALUES`, `Serialize`, `Deserialize`,
/// `Display` and `Parameter`; enumerations of strings have `as_str()`, `AsRef<str>`, `FromStr`, `From<&str>` and
/// `From<String>`, the others `value()` and `From` of what it returns.
///
/// Each row is expanded into one arm of one `match` and one item of `VALUES`, in which texts are looked up, so that
/// compiling thousands of values takes no more than a multiple of that for one.
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! open_enum {
    ($type:ident(str) else $other:ident { $( $variant:ident = $value:literal, )* }) => {
        runtime::open_enum!(@text $type { $( $variant = $value, )* } else $other);
        impl ::core::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                runtime::listed(value, Self::VALUES)
                    .unwrap_or_else(|| Self::$other(::std::borrow::ToOwned::to_owned(value)))
            }
        }
        impl ::core::convert::From<::std::string::String> for $type {
            fn from(value: ::std::string::String) -> Self {
                runtime::listed(&value, Self::VALUES).unwrap_or(Self::$other(value))
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_text(from)
            }
        }
    };
    ($type:ident(json) else $other:ident { $( $variant:ident = $value:literal, )* }) => {
        runtime::open_enum!(@json $type { $( $variant = $value, )* } else $other);
        impl ::core::convert::From<::serde_json::Value> for $type {
            fn from(value: ::serde_json::Value) -> Self {
                runtime::listed_value(&value, Self::VALUES, Self::value).unwrap_or(Self::$other(value))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                <::serde_json::Value as ::serde::Deserialize>::deserialize(from).map(Self::from)
            }
        }
    };
    ($type:ident($number:ident) else $other:ident { $( $variant:ident = $value:literal, )* }) => {
        runtime::open_enum!(@number $type($number) { $( $variant = $value, )* } else $other);
        impl ::core::convert::From<$number> for $type {
            fn from(value: $number) -> Self {
                match value {
                    $( $value => Self::$variant, )*
                    _ => Self::$other(value),
                }
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                <$number as runtime::Tolerant>::read(from).map(Self::from)
            }
        }
    };
    // What open and closed enumerations have in common.
    (@text $type:ident { $( $variant:ident = $value:literal, )* } $( else $other:ident )?) => {
        impl $type {
            /// All values that the document lists, in its order.
            pub const VALUES: &'static [Self] = &[$( Self::$variant, )*];

            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $value, )*
                    $( Self::$other(value) => value, )?
                }
            }
        }
        impl ::core::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl runtime::Parameter for $type {
            fn write(&self, values: &mut ::std::vec::Vec<::std::string::String>) {
                runtime::Parameter::write(self.as_str(), values);
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
    (@number $type:ident($number:ident) { $( $variant:ident = $value:literal, )* } $( else $other:ident )?) => {
        impl $type {
            /// All values that the document lists, in its order.
            pub const VALUES: &'static [Self] = &[$( Self::$variant, )*];

            /// The value as it stands on the wire.
            #[must_use]
            pub fn value(&self) -> $number {
                match self {
                    $( Self::$variant => $value, )*
                    $( Self::$other(value) => *value, )?
                }
            }
        }
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }
        impl runtime::Parameter for $type {
            fn write(&self, values: &mut ::std::vec::Vec<::std::string::String>) {
                values.push(::std::string::ToString::to_string(&self.value()));
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                runtime::ListedNumber::write(self.value(), to)
            }
        }
    };
    (@json $type:ident { $( $variant:ident = $value:literal, )* } $( else $other:ident )?) => {
        impl $type {
            /// All values that the document lists, in its order.
            pub const VALUES: &'static [Self] = &[$( Self::$variant, )*];

            /// The value as it stands on the wire.
            #[must_use]
            pub fn value(&self) -> ::serde_json::Value {
                match self {
                    $( Self::$variant => ::serde_json::Value::from($value), )*
                    $( Self::$other(value) => ::core::clone::Clone::clone(value), )?
                }
            }
        }
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                runtime::show_value(&self.value(), f)
            }
        }
        impl runtime::Parameter for $type {
            fn write(&self, values: &mut ::std::vec::Vec<::std::string::String>) {
                runtime::Parameter::write(&self.value(), values);
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.value(), to)
            }
        }
    };
}

#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use open_enum;

struct TextVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str> + From<String>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Reads a string that always converts; nothing is allocated on the way to the conversion.
///
/// # Errors
/// When the value is not a string.
pub fn read_text<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str> + From<String>,
    D: Deserializer<'de>,
{
    from.deserialize_str(TextVisitor(PhantomData))
}

/// The listed value that stands on the wire as this text.
pub fn listed<T: AsRef<str> + Clone>(text: &str, values: &[T]) -> Option<T> {
    let mut values = values.iter();
    values.find(|value| value.as_ref() == text).cloned()
}

/// The listed value that stands on the wire as this JSON value.
pub fn listed_value<T: Clone>(value: &Value, values: &[T], of: fn(&T) -> Value) -> Option<T> {
    let mut values = values.iter();
    values.find(|listed| is_same(&of(listed), value)).cloned()
}

/// Whether two values that are no lists or objects are one: `1` and `1.0` are.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) if a.is_f64() || b.is_f64() => {
            a.as_f64() == b.as_f64()
        }
        (one, other) => one == other,
    }
}

/// Shows a text without quotes, and other values as JSON.
///
/// # Errors
/// When the formatter has one.
pub fn show_value(value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Value::String(text) => f.pad(text),
        other => fmt::Display::fmt(other, f),
    }
}

/// A number that an enumeration lists.
pub trait ListedNumber {
    /// Writes it as the document has it: `1`, not `1.0`.
    ///
    /// # Errors
    /// When the serializer has one.
    fn write<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error>;
}

macro_rules! integers {
    ($( $type:ident $write:ident )*) => { $(
        impl ListedNumber for $type {
            fn write<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error> {
                to.$write(self)
            }
        }
    )* };
}

integers!(
    i8 serialize_i8 i16 serialize_i16 i32 serialize_i32 i64 serialize_i64
    u8 serialize_u8 u16 serialize_u16 u32 serialize_u32 u64 serialize_u64
);

impl ListedNumber for f64 {
    fn write<S: Serializer>(self, to: S) -> Result<S::Ok, S::Error> {
        const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;
        if self.fract() == 0.0 && self.abs() < FIRST_INEXACT {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
            return to.serialize_i64(self as i64);
        }
        to.serialize_f64(self)
    }
}
