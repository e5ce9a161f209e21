//! Values that JSON, or its writers, spell in more than one way: whole numbers as `1.0` or `1e3`, date-times without
//! an offset. The rows of `object!` that end in `as tolerant` read them so.

use super::MemberReader;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type that is read from all spellings of its values.
pub trait Tolerant<'de>: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// When it is no spelling of a value of the type, or the type has no room for it.
    fn read<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

/// Reads as [`Tolerant`] says.
pub struct Tolerantly<T>(T);

impl<'de, T: Tolerant<'de>> Deserialize<'de> for Tolerantly<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read(from).map(Self)
    }
}

/// What was read.
pub fn tolerant<T>(value: Tolerantly<T>) -> T {
    value.0
}

impl<'de, A: MapAccess<'de>> MemberReader<'de, A> {
    /// Reads the next member in all spellings.
    pub fn tolerant(&mut self) -> TolerantReader<'_, 'de, A> {
        TolerantReader(self)
    }
}

/// Reads members that have several spellings.
pub struct TolerantReader<'r, 'de, A: MapAccess<'de>>(&'r mut MemberReader<'de, A>);

impl<'de, A: MapAccess<'de>> TolerantReader<'_, 'de, A> {
    fn value<T: Tolerant<'de>>(&mut self) -> Option<T> {
        self.0.value().map(|value: Tolerantly<T>| tolerant(value))
    }

    /// Reads a member that has to be there.
    pub fn required<T: Tolerant<'de>>(mut self, slot: &mut Option<T>) {
        *slot = self.value();
    }

    /// Reads a member that has to be there, and may be `null`.
    pub fn nullable<T: Tolerant<'de>>(mut self, slot: &mut Option<T>) {
        *slot = self.value();
    }

    /// Reads a member that may be missing, and that some servers write as `null` to say the same.
    pub fn optional<T: Tolerant<'de>>(mut self, slot: &mut Option<T>) {
        *slot = self.value().flatten();
    }

    /// Reads a member that may be missing, and that may be `null` to say something else.
    #[allow(
        clippy::option_option,
        reason = "as serde reads it, before the states get names"
    )]
    pub fn field<T: Tolerant<'de>>(mut self, slot: &mut Option<Option<T>>) {
        *slot = self.value();
    }
}

/// What was read of the members that no row names.
#[must_use]
pub fn tolerant_rest<T>(rest: BTreeMap<String, Tolerantly<T>>) -> BTreeMap<String, T> {
    let rest = rest.into_iter();
    rest.map(|(name, value)| (name, value.0)).collect()
}

impl<'de, T: Tolerant<'de>> Tolerant<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::<Tolerantly<T>>::deserialize(from).map(|value| value.map(tolerant))
    }
}

impl<'de, T: Tolerant<'de>> Tolerant<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        // Nothing is copied: the items stay where they are.
        Vec::<Tolerantly<T>>::deserialize(from)
            .map(|items| items.into_iter().map(tolerant).collect())
    }
}

impl<'de, T: Tolerant<'de>> Tolerant<'de> for BTreeMap<String, T> {
    fn read<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        BTreeMap::<String, Tolerantly<T>>::deserialize(from).map(tolerant_rest)
    }
}

impl<'de> Tolerant<'de> for f64 {
    fn read<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::deserialize(from)
    }
}

macro_rules! integers {
    ($( $type:ident )*) => { $(
        impl<'de> Tolerant<'de> for $type {
            fn read<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_i64(IntegerVisitor(stringify!($type), PhantomData))
            }
        }
    )* };
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

struct IntegerVisitor<T>(&'static str, PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number that fits {}", self.0)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        // From here on a whole number may be another one that was rounded on the way.
        const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() != 0.0 || value.abs() >= FIRST_INEXACT {
            return Err(E::invalid_value(Unexpected::Float(value), &self));
        }
        #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
        let whole = value as i64;
        T::try_from(whole).map_err(|_| E::invalid_value(Unexpected::Float(value), &self))
    }
}
