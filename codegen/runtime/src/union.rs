//! Unions whose branch is told by the JSON type alone. The table is `union!`.

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Implements `Serialize` and `Deserialize` for an enum whose variants hold one value each, from a table that says
/// which JSON type belongs to which variant:
///
/// ```text
/// runtime::union!(Value { Flag = boolean, Text = string, Tags = array, });
/// ```
///
/// The types are `boolean`, `integer`, `number`, `string`, `array` and `object`, each at most once. Integers go to the
/// branch `number` when there is no `integer`, and `1.0` goes to `integer` when there is no `number`. The value is
/// read straight into the branch, without a copy between; `as tolerant` reads it in all spellings, as in `object!`.
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! union {
    ($type:ident { $( $variant:ident = $kind:ident $(as $how:ident)?, )+ }) => {
        impl<'de> runtime::Union<'de> for $type {
            const NAME: &'static str = ::core::stringify!($type);
            const KINDS: &'static [&'static str] = &[$( ::core::stringify!($kind), )+];
            $( fn $kind<D: ::serde::Deserializer<'de>>(
                from: D,
                _found: ::serde::de::Unexpected<'_>,
            ) -> ::core::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(from) $( .map(runtime::$how) )? .map(Self::$variant)
            } )+
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_union(from)
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(value) => ::serde::Serialize::serialize(value, to), )+
                }
            }
        }
    };
}

#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use union;

/// An enum with a variant for some of the JSON types; `union!` implements it.
///
/// Every method reads the value of one JSON type. Where the enum has no variant for it, the value is an error that
/// names what was expected.
#[allow(clippy::missing_errors_doc, reason = "said once, above")]
pub trait Union<'de>: Sized {
    /// The type's name, for errors.
    const NAME: &'static str;
    /// The JSON types that have a variant, for errors.
    const KINDS: &'static [&'static str];

    /// Reads `true` or `false`.
    fn boolean<D: Deserializer<'de>>(_from: D, found: Unexpected<'_>) -> Result<Self, D::Error> {
        refuse(found)
    }

    /// Reads a number without fraction and exponent.
    fn integer<D: Deserializer<'de>>(from: D, found: Unexpected<'_>) -> Result<Self, D::Error> {
        Self::number(from, found)
    }

    /// Reads any number.
    fn number<D: Deserializer<'de>>(_from: D, found: Unexpected<'_>) -> Result<Self, D::Error> {
        refuse(found)
    }

    /// Reads a string.
    fn string<D: Deserializer<'de>>(_from: D, found: Unexpected<'_>) -> Result<Self, D::Error> {
        refuse(found)
    }

    /// Reads an array.
    fn array<D: Deserializer<'de>>(_from: D, found: Unexpected<'_>) -> Result<Self, D::Error> {
        refuse(found)
    }

    /// Reads an object.
    fn object<D: Deserializer<'de>>(_from: D, found: Unexpected<'_>) -> Result<Self, D::Error> {
        refuse(found)
    }
}

fn refuse<'de, T: Union<'de>, E: Error>(found: Unexpected<'_>) -> Result<T, E> {
    Err(E::invalid_type(found, &UnionVisitor::<T>(PhantomData)))
}

/// Reads a union.
///
/// # Errors
/// When no variant takes values of this JSON type, or the variant does not take this value.
pub fn read_union<'de, T: Union<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_any(UnionVisitor(PhantomData))
}

/// Hands a value to the method of [`Union`] for its JSON type.
pub struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: Union<'de>> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, kind) in T::KINDS.iter().enumerate() {
            let separator = match index {
                0 => "",
                _ if index + 1 == T::KINDS.len() => " or ",
                _ => ", ",
            };
            let article = if kind.starts_with(['a', 'i', 'o']) {
                "an"
            } else {
                "a"
            };
            write!(f, "{separator}{article} {kind}")?;
        }
        write!(f, " ({})", T::NAME)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        T::boolean(value.into_deserializer(), Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::integer(value.into_deserializer(), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::integer(value.into_deserializer(), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;
        let is_whole = value.fract() == 0.0 && value.abs() < FIRST_INEXACT;
        if is_whole && T::KINDS.contains(&"integer") && !T::KINDS.contains(&"number") {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
            let whole = value as i64;
            return T::integer(whole.into_deserializer(), Unexpected::Float(value));
        }
        T::number(value.into_deserializer(), Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        T::string(value.into_deserializer(), Unexpected::Str(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<T, E> {
        T::string(BorrowedStrDeserializer::new(value), Unexpected::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        T::array(SeqAccessDeserializer::new(items), Unexpected::Seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::object(MapAccessDeserializer::new(members), Unexpected::Map)
    }
}
