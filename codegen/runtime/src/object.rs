//! JSON objects with known members: the tables `object!` and `newtype!`, and what they expand to.

use super::Field;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Implements `Serialize` and `Deserialize` for a struct from a table with one row per member:
///
/// ```text
/// runtime::object!(Person {
///     required id = "id",
///     nullable parent = "parent_id",
///     optional email = "email",
///     field gender = "gender",
///     untyped extra = "extra",
///     optional age = "age" as tolerant,
///     rest additional,
/// });
/// ```
///
/// | row | type | when it is missing | when it is written |
/// |---|---|---|---|
/// | `required` | `T` | an error | always |
/// | `nullable` | `Option<T>` | an error | always, `None` as `null` |
/// | `optional` | `Option<T>` | `None`, as is `null` | when there is a value |
/// | `untyped` | `Option<Value>` | `None`; `null` is a value | when there is a value |
/// | `field` | `Field<T>` | `Field::Absent` | unless absent, `Field::Null` as `null` |
/// | `rest` | `BTreeMap<String, T>` | | all of them, after the rows above |
///
/// The row `rest` takes the members that no other row names, and comes last. Without it such members are skipped.
/// Values of a row that ends in `as tolerant` are read in all their spellings, as `Tolerant` has them; `tolerant_rest`
/// is `rest` with such values.
/// When a member is given twice, the last one counts.
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! object {
    ($type:ident {}) => {
        impl<'de> runtime::Object<'de> for $type {
            const NAME: &'static str = ::core::stringify!($type);
            const MEMBERS: runtime::Members = runtime::Members { names: &[], others: runtime::Others::Skipped };
            fn read<A: ::serde::de::MapAccess<'de>>(map: A) -> ::core::result::Result<Self, A::Error> {
                runtime::skip_all(map)?;
                ::core::result::Result::Ok(Self {})
            }
        }
        runtime::object!(@deserialize $type);
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                ::serde::ser::SerializeMap::end(::serde::Serializer::serialize_map(to, ::core::option::Option::Some(0))?)
            }
        }
    };
    ($type:ident { $( $kind:ident $member:ident = $name:literal $(as $how:ident)?, )+ }) => {
        impl<'de> runtime::Object<'de> for $type {
            const NAME: &'static str = ::core::stringify!($type);
            const MEMBERS: runtime::Members = runtime::Members {
                names: &[ $( runtime::object!(@known $kind $name), )+ ],
                others: runtime::Others::Skipped,
            };
            #[allow(clippy::disallowed_names, reason = "members are called as the document calls them")]
            fn read<A: ::serde::de::MapAccess<'de>>(mut map: A) -> ::core::result::Result<Self, A::Error> {
                $( let mut $member = ::core::option::Option::None; )+
                while let ::core::option::Option::Some(name) = map.next_key::<runtime::Name<'de>>()? {
                    match name.as_str() {
                        $( $name => $member = ::core::option::Option::Some($( runtime::$how )?(map.next_value()?)), )+
                        _ => runtime::skip(&mut map)?,
                    }
                }
                ::core::result::Result::Ok(Self { $( $member: runtime::object!(@read $kind $member $name), )+ })
            }
        }
        runtime::object!(@deserialize $type);
        runtime::object!(@serialize $type { $( $kind $member $name, )+ });
    };
    // Only a table whose last row is `rest` gets here: the arm above takes no row without a name.
    ($type:ident { $( $kind:ident $member:ident $(= $name:literal $(as $how:ident)?)?, )+ }) => {
        impl<'de> runtime::Object<'de> for $type {
            const NAME: &'static str = ::core::stringify!($type);
            const MEMBERS: runtime::Members = runtime::Members {
                names: &[ $( $( runtime::object!(@known $kind $name), )? )+ ],
                others: runtime::Others::Kept,
            };
            #[allow(clippy::disallowed_names, reason = "members are called as the document calls them")]
            fn read<A: ::serde::de::MapAccess<'de>>(mut map: A) -> ::core::result::Result<Self, A::Error> {
                let mut others = ::std::collections::BTreeMap::new();
                $( runtime::object!(@start $kind $member); )+
                while let ::core::option::Option::Some(name) = map.next_key::<runtime::Name<'de>>()? {
                    match name.as_str() {
                        $( $( $name => $member = ::core::option::Option::Some($( runtime::$how )?(map.next_value()?)), )? )+
                        _ => { others.insert(name.into_string(), map.next_value()?); }
                    }
                }
                ::core::result::Result::Ok(Self { $( $member: runtime::object!(@read $kind $member $($name)? others), )+ })
            }
        }
        runtime::object!(@deserialize $type);
        runtime::object!(@serialize $type { $( $kind $member $($name)?, )+ });
    };
    (@deserialize $type:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_object(from)
            }
        }
    };
    (@serialize $type:ident { $( $kind:ident $member:ident $($name:literal)?, )+ }) => {
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut map = ::serde::Serializer::serialize_map(to, ::core::option::Option::None)?;
                $( runtime::object!(@write $kind map &self.$member $(, $name)?); )+
                ::serde::ser::SerializeMap::end(map)
            }
        }
    };
    (@known required $name:literal) => { ($name, runtime::Given::Always, runtime::Null::Kept) };
    (@known nullable $name:literal) => { ($name, runtime::Given::Always, runtime::Null::Kept) };
    (@known optional $name:literal) => { ($name, runtime::Given::Perhaps, runtime::Null::Skipped) };
    (@known $kind:ident $name:literal) => { ($name, runtime::Given::Perhaps, runtime::Null::Kept) };
    (@start rest $member:ident) => {};
    (@start tolerant_rest $member:ident) => {};
    (@start $kind:ident $member:ident) => { let mut $member = ::core::option::Option::None; };
    (@read required $member:ident $name:literal $($others:ident)?) => { runtime::required($member, $name)? };
    (@read nullable $member:ident $name:literal $($others:ident)?) => { runtime::required($member, $name)? };
    (@read optional $member:ident $name:literal $($others:ident)?) => { runtime::optional($member) };
    (@read untyped $member:ident $name:literal $($others:ident)?) => { $member };
    (@read field $member:ident $name:literal $($others:ident)?) => { runtime::field($member) };
    (@read rest $member:ident $others:ident) => { $others };
    (@read tolerant_rest $member:ident $others:ident) => { runtime::tolerant_rest($others) };
    (@write required $map:ident $value:expr, $name:literal) => {
        ::serde::ser::SerializeMap::serialize_entry(&mut $map, $name, $value)?
    };
    (@write nullable $map:ident $value:expr, $name:literal) => {
        ::serde::ser::SerializeMap::serialize_entry(&mut $map, $name, $value)?
    };
    (@write optional $map:ident $value:expr, $name:literal) => {
        if let ::core::option::Option::Some(value) = $value {
            ::serde::ser::SerializeMap::serialize_entry(&mut $map, $name, value)?;
        }
    };
    (@write untyped $map:ident $value:expr, $name:literal) => {
        if let ::core::option::Option::Some(value) = $value {
            ::serde::ser::SerializeMap::serialize_entry(&mut $map, $name, value)?;
        }
    };
    (@write field $map:ident $value:expr, $name:literal) => { runtime::write_field(&mut $map, $name, $value)? };
    (@write rest $map:ident $value:expr) => { runtime::write_rest(&mut $map, $value)? };
    (@write tolerant_rest $map:ident $value:expr) => { runtime::write_rest(&mut $map, $value)? };
}

/// Implements `Serialize` and `Deserialize` for a struct like `pub struct Tree(pub Vec<Tree>);`, which reads and writes
/// as the value inside it: `runtime::newtype!(Tree);`.
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! newtype {
    ($type:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::core::result::Result::Ok(Self(::serde::Deserialize::deserialize(from)?))
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.0, to)
            }
        }
    };
}

#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use newtype;
#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use object;

/// A struct that is read from the members of a JSON object; `object!` implements it.
pub trait Object<'de>: Sized {
    /// The type's name, for the error when the JSON is not an object.
    const NAME: &'static str;
    /// The members, for unions that look at them to tell their branches apart.
    const MEMBERS: Members;

    /// Reads all members.
    ///
    /// # Errors
    /// When a member is not what it should be, or one that is required is missing.
    fn read<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

/// Which members an object has.
#[derive(Debug, Clone, Copy)]
pub struct Members {
    /// The names on the wire.
    pub names: &'static [(&'static str, Given, Null)],
    /// What becomes of other members.
    pub others: Others,
}

/// Whether a member has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// It has to be there.
    Always,
    /// It may be missing.
    Perhaps,
}

/// What becomes of a member that is `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Null {
    /// It is kept, or refused by the type.
    Kept,
    /// It is read as a missing one: the document does not allow it.
    Skipped,
}

/// What becomes of members that have no name in a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// They are kept.
    Kept,
    /// They are skipped.
    Skipped,
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(map)
    }
}

/// Reads an object.
///
/// # Errors
/// When the value is not an object, or its members are not as [`Object::read`] wants them.
pub fn read_object<'de, T: Object<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(ObjectVisitor(PhantomData))
}

/// Passes over the value of a member that the type does not have, without building it.
///
/// # Errors
/// When the value is not well-formed.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Passes over all members that are left.
///
/// # Errors
/// When one of them is not well-formed.
pub fn skip_all<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

/// The value of a member that must be present.
///
/// # Errors
/// When the member is missing.
pub fn required<T, E: Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// The value of a member that may be missing, and that some servers write as `null` to say the same.
#[must_use]
#[allow(
    clippy::option_option,
    reason = "as serde reads it, before the states get names"
)]
pub fn optional<T>(value: Option<Option<T>>) -> Option<T> {
    value.flatten()
}

/// The state of a member that may be missing, and that may be `null` to say something else.
#[must_use]
#[allow(
    clippy::option_option,
    reason = "as serde reads it, before the states get names"
)]
pub fn field<T>(value: Option<Option<T>>) -> Field<T> {
    value.map_or(Field::Absent, Field::from_nullable)
}

/// Writes a member unless it is absent.
///
/// # Errors
/// When the value cannot be written.
pub fn write_field<M: SerializeMap, T: Serialize>(
    map: &mut M,
    name: &'static str,
    value: &Field<T>,
) -> Result<(), M::Error> {
    match value {
        Field::Absent => Ok(()),
        Field::Null => map.serialize_entry(name, &()),
        Field::Value(value) => map.serialize_entry(name, value),
    }
}

/// Writes the members that no row of the table names.
///
/// # Errors
/// When one of the values cannot be written.
pub fn write_rest<M: SerializeMap, T: Serialize>(
    map: &mut M,
    rest: &BTreeMap<String, T>,
) -> Result<(), M::Error> {
    rest.iter()
        .try_for_each(|(name, value)| map.serialize_entry(name, value))
}
