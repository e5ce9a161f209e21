//! Bytes that stand in JSON as base64 text (`format: byte`).

use super::Parameter;
use ::base64::Engine;
use ::base64::engine::general_purpose::{STANDARD_PAD_INDIFFERENT, URL_SAFE_PAD_INDIFFERENT};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;

/// Bytes that stand on the wire as base64 text (RFC 4648).
///
/// Written in the standard alphabet with padding (section 4). Read in that alphabet or in the one for URLs (section 5),
/// with or without padding, because servers differ.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(pub Vec<u8>);

impl Base64 {
    /// The text on the wire.
    #[must_use]
    pub fn encode(&self) -> String {
        STANDARD_PAD_INDIFFERENT.encode(&self.0)
    }
}

/// Shows how many bytes there are: they are seldom readable, and may be many.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
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
        let engine = if text.contains(['-', '_']) {
            URL_SAFE_PAD_INDIFFERENT
        } else {
            STANDARD_PAD_INDIFFERENT
        };
        engine
            .decode(text)
            .map(Base64)
            .map_err(|problem| E::custom(format_args!("invalid base64 text: {problem}")))
    }
}
