//! Numbers that keep their digits, for APIs that are generated with exact numbers.

use super::Parameter;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{self, Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;
use std::str::FromStr;

/// A JSON number with its digits as they stand on the wire, however many there are.
///
/// Two are equal when they are written alike: `1.0` is not `1.00`. Parse the text into a type of your choice to
/// calculate: `"12.50".parse::<Number>()?.as_str().parse::<f64>()`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest number of 64 bits; infinite when there is none near it.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The whole number, if it is written as one that fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The whole number, if it is written as one that fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text that is no JSON number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is no JSON number")
    }
}

impl std::error::Error for NotANumber {}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|_| NotANumber)?;
        from_raw(raw).ok_or(NotANumber)
    }
}

macro_rules! integers {
    ($( $type:ident )*) => { $(
        impl From<$type> for Number {
            fn from(value: $type) -> Self {
                Self(value.to_string().into())
            }
        }
    )* };
}

integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

/// JSON has no word for what is infinite or no number.
impl TryFrom<f64> for Number {
    type Error = NotANumber;

    fn try_from(value: f64) -> Result<Self, NotANumber> {
        if value.is_finite() {
            value.to_string().parse()
        } else {
            Err(NotANumber)
        }
    }
}

impl Parameter for Number {
    fn write(&self, values: &mut Vec<String>) {
        values.push(self.0.as_ref().to_owned());
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(&self.0).map_err(ser::Error::custom)?;
        raw.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(raw::name(), NumberVisitor)
    }
}

/// The number, if the JSON is one; its text has no blanks around it.
fn from_raw(raw: &RawValue) -> Option<Number> {
    let is_number = raw
        .get()
        .starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_number.then(|| Number(raw.get().into()))
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    /// What `serde_json` makes of a value whose text is asked for.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Number, A::Error> {
        let raw = Box::<RawValue>::deserialize(MapAccessDeserializer::new(map))?;
        from_raw(&raw).ok_or_else(|| Error::custom(format_args!("expected a number, found {raw}")))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Number, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Number, E> {
        Number::try_from(value).map_err(E::custom)
    }
}

/// The name by which `serde_json` is asked for the text of a value. It has no constant for it that others can use, but
/// asks whoever a `RawValue` is read from.
mod raw {
    use serde::de::{Deserialize, Deserializer, Error, Visitor};
    use serde::forward_to_deserialize_any;
    use serde_json::value::RawValue;
    use std::fmt;

    pub(super) fn name() -> &'static str {
        let asked = Box::<RawValue>::deserialize(Asked);
        asked.err().and_then(|name| name.0).unwrap_or_default()
    }

    struct Asked;

    #[derive(Debug)]
    struct Name(Option<&'static str>);

    impl fmt::Display for Name {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("no value")
        }
    }

    impl std::error::Error for Name {}

    impl Error for Name {
        fn custom<T: fmt::Display>(_: T) -> Self {
            Self(None)
        }
    }

    impl<'de> Deserializer<'de> for Asked {
        type Error = Name;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Name> {
            Err(Name(None))
        }

        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            name: &'static str,
            _: V,
        ) -> Result<V::Value, Name> {
            Err(Name(Some(name)))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
            unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }
}
