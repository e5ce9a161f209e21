//! JSON objects with known members: the tables `object!` and `newtype!`, and what they expand to.

use serde::de::{Deserializer, MapAccess, Visitor};
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
                let mut from = runtime::MemberReader::new(map);
                while from.name().is_some() {
                    from.skip();
                }
                from.end()?;
                ::core::result::Result::Ok(Self {})
            }
        }
        runtime::object!(@traits $type {});
    };
    ($type:ident { $( $kind:ident $member:ident = $name:literal $(as $how:ident)?, )+ }) => {
        impl<'de> runtime::Object<'de> for $type {
            const NAME: &'static str = ::core::stringify!($type);
            const MEMBERS: runtime::Members = runtime::Members {
                names: &[ $( ($name, runtime::MemberKind::$kind), )+ ],
                others: runtime::Others::Skipped,
            };
            #[allow(clippy::disallowed_names, reason = "members are called as the document calls them")]
            fn read<A: ::serde::de::MapAccess<'de>>(map: A) -> ::core::result::Result<Self, A::Error> {
                let mut from = runtime::MemberReader::new(map);
                $( let mut $member = ::core::option::Option::None; )+
                while let ::core::option::Option::Some(name) = from.name() {
                    match name.as_str() {
                        $( $name => from$(.$how())?.$kind(&mut $member), )+
                        _ => from.skip(),
                    }
                }
                from.end()?;
                ::core::result::Result::Ok(Self { $( $member: runtime::object!(@end $kind $member $name), )+ })
            }
        }
        runtime::object!(@traits $type { $( $kind $member $name, )+ });
    };
    // Only a table whose last row is `rest` gets here: the arm above takes no row without a name.
    ($type:ident { $( $kind:ident $member:ident $(= $name:literal $(as $how:ident)?)?, )+ }) => {
        impl<'de> runtime::Object<'de> for $type {
            const NAME: &'static str = ::core::stringify!($type);
            const MEMBERS: runtime::Members = runtime::Members {
                names: &[ $( $( ($name, runtime::MemberKind::$kind), )? )+ ],
                others: runtime::Others::Kept,
            };
            #[allow(clippy::disallowed_names, reason = "members are called as the document calls them")]
            fn read<A: ::serde::de::MapAccess<'de>>(map: A) -> ::core::result::Result<Self, A::Error> {
                let mut from = runtime::MemberReader::new(map);
                let mut others = ::std::collections::BTreeMap::new();
                $( runtime::object!(@start $kind $member); )+
                while let ::core::option::Option::Some(name) = from.name() {
                    match name.as_str() {
                        $( $( $name => from$(.$how())?.$kind(&mut $member), )? )+
                        _ => from.other(name, &mut others),
                    }
                }
                from.end()?;
                ::core::result::Result::Ok(Self { $( $member: runtime::object!(@end $kind $member $($name)? others), )+ })
            }
        }
        runtime::object!(@traits $type { $( $kind $member $($name)?, )+ });
    };
    (@traits $type:ident { $( $kind:ident $member:ident $($name:literal)?, )* }) => {
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_object(from)
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "an object may have no members")]
                let mut to = runtime::MemberWriter::new(to);
                $( to.$kind($( $name, )? &self.$member); )*
                to.end()
            }
        }
    };
    (@start rest $member:ident) => {};
    (@start tolerant_rest $member:ident) => {};
    (@start $kind:ident $member:ident) => { let mut $member = ::core::option::Option::None; };
    (@end required $member:ident $name:literal $($others:ident)?) => {
        match $member {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => return runtime::missing($name),
        }
    };
    (@end nullable $member:ident $name:literal $($others:ident)?) => { runtime::object!(@end required $member $name) };
    (@end field $member:ident $name:literal $($others:ident)?) => { runtime::field($member) };
    (@end rest $member:ident $others:ident) => { $others };
    (@end tolerant_rest $member:ident $others:ident) => { runtime::tolerant_rest($others) };
    (@end $kind:ident $member:ident $name:literal $($others:ident)?) => { $member };
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
    pub names: &'static [(&'static str, MemberKind)],
    /// What becomes of other members.
    pub others: Others,
}

/// The kinds of rows, by their words in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    non_camel_case_types,
    missing_docs,
    reason = "they are the words of the table"
)]
pub enum MemberKind {
    required,
    nullable,
    optional,
    untyped,
    field,
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
