//! Open enumerations: a value that the document does not list is kept as it is. The table is `open_enum!`.

use serde::de::{Deserializer, Error, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Implements an enumeration of strings or integers from a table with one row per value:
///
/// ```text
/// runtime::open_enum!(Gender(str) else Unrecognized { Male = "MALE", Female = "FEMALE", });
/// runtime::open_enum!(Method(i32) else Unrecognized { Email = 1, Post = 2, });
/// ```
///
/// The variant after `else` holds a value that no row lists: a `String`, or the integer type in the brackets. The
/// conversions never put a listed value into it. Besides `Serialize`, `Deserialize`, `Display` and `Parameter` there are
/// `as_str()`, `From<&str>` and `From<String>` for strings, `value()` and `From` of the integer type for integers.
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! open_enum {
    ($type:ident(str) else $other:ident { $( $variant:ident = $value:literal, )* }) => {
        impl $type {
            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $value, )*
                    Self::$other(value) => value,
                }
            }
        }
        impl ::core::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                match value {
                    $( $value => Self::$variant, )*
                    _ => Self::$other(::std::borrow::ToOwned::to_owned(value)),
                }
            }
        }
        impl ::core::convert::From<::std::string::String> for $type {
            fn from(value: ::std::string::String) -> Self {
                match value.as_str() {
                    $( $value => Self::$variant, )*
                    _ => Self::$other(value),
                }
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
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_text(from)
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
    ($type:ident($integer:ident) else $other:ident { $( $variant:ident = $value:literal, )* }) => {
        impl $type {
            /// The value as it stands on the wire.
            #[must_use]
            pub fn value(&self) -> $integer {
                match self {
                    $( Self::$variant => $value, )*
                    Self::$other(value) => *value,
                }
            }
        }
        impl ::core::convert::From<$integer> for $type {
            fn from(value: $integer) -> Self {
                match value {
                    $( $value => Self::$variant, )*
                    _ => Self::$other(value),
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
                runtime::Parameter::write(&self.value(), values);
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                <$integer as ::serde::Deserialize>::deserialize(from).map(Self::from)
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
