//! Media types: asking for another one than an operation does by itself, and telling that an answer has another one.

use super::{Bytes, DecodeError, Error, RawResponse, Request};
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use std::error::Error as StdError;
use std::fmt;

impl Request {
    /// Asks for these media types in the place of those that the operation asks for.
    #[must_use]
    pub fn accept(mut self, media_types: &'static str) -> Self {
        if let Ok(value) = HeaderValue::from_str(media_types) {
            self.headers.insert(ACCEPT, value);
        }
        self
    }
}

impl RawResponse {
    /// Reads the body as UTF-8 text of these media types.
    ///
    /// # Errors
    /// [`Error::Undecodable`] when it is not UTF-8, and when the answer says that it is something else, as
    /// [`bytes_of`](Self::bytes_of) does.
    pub fn text_of<E>(self, media_types: &'static str) -> Result<String, Error<E>> {
        self.of_type(media_types)?.text()
    }

    /// The body as it is, which is of these media types.
    ///
    /// # Errors
    /// [`Error::Undecodable`] when the answer says that it is something else: JSON or an HTML page, which is what
    /// servers and proxies answer when they fail without saying so by the status. Names that servers have for the
    /// same thing are taken.
    pub fn bytes_of<E>(self, media_types: &'static str) -> Result<Bytes, Error<E>> {
        self.of_type(media_types).map(Self::bytes)
    }

    fn of_type<E>(self, expected: &'static str) -> Result<Self, Error<E>> {
        let found = essence(self.content_type().unwrap_or_default());
        let is_message =
            found == "text/html" || found.ends_with("/json") || found.ends_with("+json");
        if !is_message || expected.split(", ").any(|one| essence(one) == found) {
            return Ok(self);
        }
        Err(Error::Undecodable(Box::new(DecodeError {
            path: String::new(),
            cause: Box::new(OtherMediaType { expected, found }),
            response: self,
        })))
    }

    fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// An answer is of another media type than what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherMediaType {
    /// What was asked for.
    pub expected: &'static str,
    /// What the answer says that it is.
    pub found: String,
}

impl fmt::Display for OtherMediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expected, found } = self;
        write!(f, "it is `{found}`, and not `{expected}`")
    }
}

impl StdError for OtherMediaType {}
