//! Lists whose items are described one by one: the table `tuple!`, and what it expands to.

use super::Field;
use serde::de::{Deserialize, Deserializer, Error, Expected, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// Implements `Serialize` and `Deserialize` for a struct that is a list in JSON, from a table with one row for each item:
///
/// ```text
/// runtime::tuple!(Reading {
///     required first,
///     optional second,
///     rest rest,
/// });
/// ```
///
/// The rows are those of `object!`, of which those that may be missing come after those that may not. An item that is
/// missing before one that is there is written as `null`, so that each keeps its place. The row `rest` is a
/// `Vec<T>` of all further items; without it, a longer list is an error. Rows that end in `as tolerant` are read in all
/// spellings of their values, as in `object!`.
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! tuple {
    ($type:ident { $( $kind:ident $member:ident $(as $how:ident)?, )+ }) => {
        impl<'de> runtime::Tuple<'de> for $type {
            const NAME: &'static str = ::core::stringify!($type);
            const LEAST: usize = 0 $( + runtime::tuple!(@least $kind) )+;
            fn read<A: ::serde::de::SeqAccess<'de>>(
                items: &mut runtime::Items<'de, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                // The members of a struct expression are evaluated in the order in which they are written.
                ::core::result::Result::Ok(Self { $( $member: runtime::tuple!(@read $kind items $($how)?), )+ })
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_tuple(from)
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut items = runtime::ItemWriter::new(to)?;
                $( runtime::tuple!(@write $kind items &self.$member); )+
                items.end()
            }
        }
    };
    (@least required) => { 1 };
    (@least nullable) => { 1 };
    (@least $kind:ident) => { 0 };
    (@read required $items:ident $($how:ident)?) => { $( runtime::$how )?($items.required(Self::LEAST)?) };
    (@read nullable $items:ident $($how:ident)?) => { $( runtime::$how )?($items.required(Self::LEAST)?) };
    (@read optional $items:ident $($how:ident)?) => { runtime::optional($items.next()? $( .map(runtime::$how) )?) };
    (@read untyped $items:ident) => { $items.next()? };
    (@read field $items:ident $($how:ident)?) => { runtime::field($items.next()? $( .map(runtime::$how) )?) };
    (@read rest $items:ident) => { $items.rest()? };
    (@read rest $items:ident $how:ident) => { $items.rest()?.into_iter().map(runtime::$how).collect() };
    (@write required $items:ident $value:expr) => { $items.item($value)? };
    (@write nullable $items:ident $value:expr) => { $items.item($value)? };
    (@write optional $items:ident $value:expr) => { $items.optional($value.as_ref())? };
    (@write untyped $items:ident $value:expr) => { $items.optional($value.as_ref())? };
    (@write field $items:ident $value:expr) => { $items.field($value)? };
    (@write rest $items:ident $value:expr) => { $items.rest($value)? };
}

#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use tuple;

/// A struct that is read from the items of a JSON list; `tuple!` implements it.
pub trait Tuple<'de>: Sized {
    /// The type's name, for errors.
    const NAME: &'static str;
    /// How many items there are at least.
    const LEAST: usize;

    /// Reads the items that the type has.
    ///
    /// # Errors
    /// When an item is not what it should be, or there are too few.
    fn read<A: SeqAccess<'de>>(items: &mut Items<'de, A>) -> Result<Self, A::Error>;
}

struct TupleVisitor<T>(PhantomData<T>);

impl<'de, T: Tuple<'de>> Visitor<'de> for TupleVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list ({})", T::NAME)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        let mut items = Items {
            list,
            count: 0,
            of: PhantomData,
        };
        let value = T::read(&mut items)?;
        items.end()?;
        Ok(value)
    }
}

/// Reads a list whose items are described one by one.
///
/// # Errors
/// When the value is not a list, or its items are not as [`Tuple::read`] wants them, or there are more.
pub fn read_tuple<'de, T: Tuple<'de>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_seq(TupleVisitor(PhantomData))
}

/// The items of a list, which are taken one after the other.
#[derive(Debug)]
pub struct Items<'de, A> {
    list: A,
    count: usize,
    of: PhantomData<&'de ()>,
}

/// How many items were expected.
struct Count(&'static str, usize);

impl Expected for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(bound, count) = self;
        let noun = if *count == 1 { "item" } else { "items" };
        write!(f, "{bound} {count} {noun}")
    }
}

impl<'de, A: SeqAccess<'de>> Items<'de, A> {
    /// The next item, if there is one.
    ///
    /// # Errors
    /// When it is not what it should be.
    #[allow(
        clippy::should_implement_trait,
        reason = "each item has a type of its own"
    )]
    pub fn next<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        let item = self.list.next_element()?;
        self.count += usize::from(item.is_some());
        Ok(item)
    }

    /// The next item, of a list that has at least so many.
    ///
    /// # Errors
    /// When it is not what it should be, or not there.
    pub fn required<T: Deserialize<'de>>(&mut self, least: usize) -> Result<T, A::Error> {
        let item = self.next()?;
        item.ok_or_else(|| A::Error::invalid_length(self.count, &Count("at least", least)))
    }

    /// All further items.
    ///
    /// # Errors
    /// When one is not what it should be.
    pub fn rest<T: Deserialize<'de>>(&mut self) -> Result<Vec<T>, A::Error> {
        let mut rest = Vec::new();
        while let Some(item) = self.next()? {
            rest.push(item);
        }
        Ok(rest)
    }

    /// Makes sure that there are no further items.
    fn end(mut self) -> Result<(), A::Error> {
        let most = self.count;
        while self.next::<IgnoredAny>()?.is_some() {}
        if self.count > most {
            return Err(A::Error::invalid_length(
                self.count,
                &Count("at most", most),
            ));
        }
        Ok(())
    }
}

/// Writes the items of a list. Those that are missing are written as `null` once one follows that is not.
#[derive(Debug)]
pub struct ItemWriter<S> {
    list: S,
    missing: usize,
}

impl<L: SerializeSeq> ItemWriter<L> {
    /// Begins a list.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new<S: Serializer<SerializeSeq = L, Error = L::Error>>(to: S) -> Result<Self, L::Error> {
        Ok(Self {
            list: to.serialize_seq(None)?,
            missing: 0,
        })
    }

    /// Writes an item.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn item<T: Serialize>(&mut self, value: &T) -> Result<(), L::Error> {
        for _ in 0..std::mem::take(&mut self.missing) {
            self.list.serialize_element(&())?;
        }
        self.list.serialize_element(value)
    }

    /// Writes an item that may be missing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn optional<T: Serialize>(&mut self, value: Option<&T>) -> Result<(), L::Error> {
        if let Some(value) = value {
            return self.item(value);
        }
        self.missing += 1;
        Ok(())
    }

    /// Writes an item that may be missing, or `null`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn field<T: Serialize>(&mut self, value: &Field<T>) -> Result<(), L::Error> {
        match value {
            Field::Absent => self.optional(None::<&T>),
            Field::Null => self.item(&()),
            Field::Value(value) => self.item(value),
        }
    }

    /// Writes all further items.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn rest<T: Serialize>(&mut self, values: &[T]) -> Result<(), L::Error> {
        values.iter().try_for_each(|value| self.item(value))
    }

    /// Ends the list.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(self) -> Result<L::Ok, L::Error> {
        self.list.end()
    }
}
