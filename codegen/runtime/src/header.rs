//! Headers of answers that the document describes, read as the types that it gives them.

use super::retry_after::MONTHS;
use super::{HeaderMap, RawResponse, Response};
use http::header::SET_COOKIE;
use serde::de::value::SeqDeserializer;
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;
use std::marker::PhantomData;

/// A header of answers, and the type of its value: an `Option` where answers may lack it, a `Vec` where it is a list.
pub struct Header<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// The header of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: PhantomData,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}

impl<T: DeserializeOwned> Header<T> {
    /// Its value among the headers of an answer. Lines of one name are one value, with commas between them; those of
    /// `Set-Cookie`, whose values hold commas, with line feeds, so that a list has an item for each line.
    ///
    /// # Errors
    /// When it is missing and no `Option`, or is not of its type.
    pub fn read(self, headers: &HeaderMap) -> Result<T, HeaderError> {
        let Self { name, .. } = self;
        let lines = headers.get_all(name).iter();
        let lines = lines.map(|line| std::str::from_utf8(line.as_bytes()).map(str::trim));
        let lines = lines.collect::<Result<Vec<&str>, _>>();
        let lines = lines.map_err(|_| HeaderProblem::Invalid("it is no text".to_owned()));
        // It may not be made one line (RFC 9110, section 5.3).
        let is_cookie = name.eq_ignore_ascii_case(SET_COOKIE.as_str());
        let (glue, separator) = if is_cookie { ("\n", '\n') } else { (", ", ',') };
        let value = lines.and_then(|lines| {
            let text = (!lines.is_empty()).then(|| lines.join(glue));
            let value = T::deserialize(Text(text.as_deref(), separator));
            // Dates of HTTP are written in a way of their own, whatever the document says.
            match (value, text.as_deref().and_then(rfc3339)) {
                (Err(_), Some(date)) => T::deserialize(Text(Some(&date), separator)),
                (value, _) => value,
            }
        });
        value.map_err(|problem| HeaderError { name, problem })
    }
}

impl<T> Response<T> {
    /// The value of a header that the document describes.
    ///
    /// # Errors
    /// When it is missing and no `Option`, or is not of its type.
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Result<H, HeaderError> {
        header.read(&self.headers)
    }
}

impl RawResponse {
    /// The value of a header that the document describes.
    ///
    /// # Errors
    /// When it is missing and no `Option`, or is not of its type.
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Result<H, HeaderError> {
        header.read(&self.headers)
    }
}

/// A header of an answer that is not what the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    /// The name of the header.
    pub name: &'static str,
    /// What is wrong with it.
    pub problem: HeaderProblem,
}

/// What is wrong with a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderProblem {
    /// The answer lacks it.
    Missing,
    /// It is not of its type, for this reason.
    Invalid(String),
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the header `{}` of the answer {}",
            self.name, self.problem
        )
    }
}

impl fmt::Display for HeaderProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::Invalid(reason) => write!(f, "does not match the document: {reason}"),
        }
    }
}

impl std::error::Error for HeaderError {}

impl std::error::Error for HeaderProblem {}

impl de::Error for HeaderProblem {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self::Invalid(reason.to_string())
    }
}

/// Whether a place is between quotes, where a comma is part of a value (RFC 9110, section 5.6.4).
#[derive(Default)]
enum Quoted {
    #[default]
    No,
    Yes,
    /// Behind a backslash between them.
    Escaped,
}

impl Quoted {
    /// Goes on behind a character.
    fn after(&mut self, c: char) -> bool {
        *self = match (&self, c) {
            (Self::No, '"') | (Self::Escaped, _) => Self::Yes,
            (Self::Yes, '\\') => Self::Escaped,
            (Self::Yes, '"') | (Self::No, _) => Self::No,
            (Self::Yes, _) => Self::Yes,
        };
        !matches!(self, Self::No)
    }
}

/// A date of HTTP in the form that it has in JSON (RFC 3339).
fn rfc3339(date: &str) -> Option<String> {
    let words: Vec<&str> = date
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let [_, day, month, year, time, "GMT"] = words.as_slice() else {
        return None;
    };
    let month = MONTHS.iter().position(|name| name == month)? + 1;
    Some(format!("{year}-{month:02}-{day:0>2}T{time}Z"))
}

/// The text of a header, or of an item in it; none where it is missing. And what stands between items.
#[derive(Clone, Copy)]
struct Text<'de>(Option<&'de str>, char);

impl<'de> Text<'de> {
    fn given(self) -> Result<&'de str, HeaderProblem> {
        self.0.ok_or(HeaderProblem::Missing)
    }
}

impl<'de> IntoDeserializer<'de, HeaderProblem> for Text<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Methods that read what has another text than itself.
macro_rules! parsed {
    ($( $method:ident: $type:ident as $visit:ident, $expected:literal; )*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, HeaderProblem> {
            let text = self.given()?;
            let value: $type = text.parse().map_err(|_| {
                <HeaderProblem as de::Error>::invalid_value(Unexpected::Str(text), &$expected)
            })?;
            visitor.$visit(value)
        }
    )* };
}

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = HeaderProblem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, HeaderProblem> {
        visitor.visit_borrowed_str(self.given()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, HeaderProblem> {
        match self.0 {
            None => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, HeaderProblem> {
        let mut place = Quoted::default();
        let separator = self.1;
        let items = self.given()?.split(|c| {
            let is_inside = place.after(c) && separator == ',';
            c == separator && !is_inside
        });
        let items = items.map(str::trim);
        // An empty header is an empty list, and so is what stands between two commas (RFC 9110, section 5.6.1).
        let items = items.filter(|item| !item.is_empty());
        visitor.visit_seq(SeqDeserializer::new(
            items.map(|item| Text(Some(item), self.1)),
        ))
    }

    /// Numbers that keep their digits are read by `serde_json` alone.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, HeaderProblem> {
        let mut json = serde_json::Deserializer::from_str(self.given()?);
        let value = json.deserialize_newtype_struct(name, visitor);
        let value = value.and_then(|value| json.end().map(|()| value));
        value.map_err(de::Error::custom)
    }

    parsed! {
        deserialize_bool: bool as visit_bool, "`true` or `false`";
        deserialize_i8: i8 as visit_i8, "a whole number";
        deserialize_i16: i16 as visit_i16, "a whole number";
        deserialize_i32: i32 as visit_i32, "a whole number";
        deserialize_i64: i64 as visit_i64, "a whole number";
        deserialize_u8: u8 as visit_u8, "a whole number";
        deserialize_u16: u16 as visit_u16, "a whole number";
        deserialize_u32: u32 as visit_u32, "a whole number";
        deserialize_u64: u64 as visit_u64, "a whole number";
        deserialize_f32: f32 as visit_f32, "a number";
        deserialize_f64: f64 as visit_f64, "a number";
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct enum identifier
        ignored_any
    }
}
