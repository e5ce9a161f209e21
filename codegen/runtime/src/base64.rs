//! Bytes that stand in JSON as base64 text (`format: byte`).

use super::Parameter;
use ::base64::alphabet::STANDARD as STANDARD_ALPHABET;
use ::base64::engine::DecodePaddingMode;
use ::base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig, STANDARD, STANDARD_NO_PAD, STANDARD_PAD_INDIFFERENT,
    URL_SAFE, URL_SAFE_NO_PAD, URL_SAFE_PAD_INDIFFERENT,
};
use ::base64::{DecodeError, Engine};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// Bytes that stand on the wire as base64 text (RFC 4648).
///
/// Read in the standard alphabet (section 4) or in the one for URLs (section 5), with or without padding, because
/// servers differ; blanks and line breaks are passed over. What was read is written as it was, and other bytes in the
/// standard alphabet with padding. Two are equal when their bytes are.
#[derive(Clone, Default)]
pub struct Base64 {
    bytes: Vec<u8>,
    form: Form,
}

/// How bytes are written.
#[derive(Clone, Default)]
enum Form {
    #[default]
    Standard,
    StandardUnpadded,
    Url,
    UrlUnpadded,
    /// As this text, which is none of these.
    AsRead(Box<str>),
}

impl Base64 {
    /// Wraps bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            form: Form::default(),
        }
    }

    /// The bytes, to keep.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The text on the wire.
    #[must_use]
    pub fn encode(&self) -> String {
        match &self.form {
            Form::Standard => STANDARD.encode(&self.bytes),
            Form::StandardUnpadded => STANDARD_NO_PAD.encode(&self.bytes),
            Form::Url => URL_SAFE.encode(&self.bytes),
            Form::UrlUnpadded => URL_SAFE_NO_PAD.encode(&self.bytes),
            Form::AsRead(text) => text.as_ref().to_owned(),
        }
    }
}

/// Shows how many bytes there are: they are seldom readable, and may be many.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.bytes.len())
    }
}

impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Base64 {}

impl PartialOrd for Base64 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Base64 {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl Hash for Base64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes)
    }
}

impl Parameter for Base64 {
    fn write(&self, values: &mut Vec<String>) {
        values.push(self.encode());
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.encode())
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Base64Visitor)
    }
}

struct Base64Visitor;

impl Visitor<'_> for Base64Visitor {
    type Value = Base64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("base64 text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Base64, E> {
        let form = form(text);
        let engine = match form {
            Form::Standard | Form::StandardUnpadded => STANDARD_PAD_INDIFFERENT,
            Form::Url | Form::UrlUnpadded | Form::AsRead(_) => URL_SAFE_PAD_INDIFFERENT,
        };
        let regular = engine.decode(text).map(|bytes| Base64 { bytes, form });
        regular
            .or_else(|_| irregular(text))
            .map_err(|problem| E::custom(format_args!("invalid base64 text: {problem}")))
    }
}

/// The form of a text. Where it could be of several, they are the same text.
fn form(text: &str) -> Form {
    match (text.contains(['-', '_']), text.len() % 4) {
        (false, 0) => Form::Standard,
        (false, _) => Form::StandardUnpadded,
        (true, 0) => Form::Url,
        (true, _) => Form::UrlUnpadded,
    }
}

/// Reads what nobody would write from bytes: with blanks or line breaks, in both alphabets, with bits that are left over.
fn irregular(text: &str) -> Result<Base64, DecodeError> {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let dense: String = text.split_ascii_whitespace().collect();
    let dense = dense.replace('-', "+").replace('_', "/");
    let bytes = GeneralPurpose::new(&STANDARD_ALPHABET, config).decode(dense)?;
    Ok(Base64 {
        bytes,
        form: Form::AsRead(text.into()),
    })
}
