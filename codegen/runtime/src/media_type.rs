//! Media types: asking for another one than an operation does by itself, and telling that an answer has another one.

use super::{Bytes, DecodeError, Error, HeaderMap, RawResponse, Request};
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

    /// Asks for these media types before those that the operation asks for.
    #[must_use]
    #[allow(dead_code, reason = "an API need not have streams")]
    pub(super) fn prefer(mut self, media_types: &'static str) -> Self {
        let before = self.headers.get(ACCEPT).map(HeaderValue::to_str);
        let mut all = media_types.to_owned();
        for other in before.and_then(Result::ok).unwrap_or_default().split(", ") {
            let is_known = other.is_empty() || media_types.split(", ").any(|one| one == other);
            if !is_known {
                let weight = if other.contains(";q=") { "" } else { ";q=0.5" };
                all = all + ", " + other + weight;
            }
        }
        if let Ok(value) = HeaderValue::try_from(all) {
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

    /// Whether the answer says that it is of one of these media types.
    #[must_use]
    pub fn is_of(&self, media_types: &'static str) -> bool {
        let found = self.headers.get(CONTENT_TYPE).map(|value| value.to_str());
        let found = found.and_then(Result::ok).map(essence);
        found.is_some_and(|found| media_types.split(", ").any(|one| essence(one) == found))
    }

    fn of_type<E>(self, expected: &'static str) -> Result<Self, Error<E>> {
        match other(&self.headers, expected) {
            None => Ok(self),
            Some(other) => Err(self.of_other(other)),
        }
    }

    /// The error of an answer that is something else.
    pub(super) fn of_other<E>(self, other: OtherMediaType) -> Error<E> {
        Error::Undecodable(Box::new(DecodeError {
            path: String::new(),
            cause: Box::new(other),
            response: self,
        }))
    }
}

/// What an answer is instead of one of these media types: JSON or an HTML page.
pub(super) fn other(headers: &HeaderMap, expected: &'static str) -> Option<OtherMediaType> {
    let found = essence(headers.get(CONTENT_TYPE)?.to_str().ok()?);
    let is_message = found == "text/html" || found.ends_with("/json") || found.ends_with("+json");
    let is_expected = |one: &str| {
        let one = essence(one);
        one == found || one.contains('*') || one == "application/octet-stream"
    };
    let is_other = is_message && !expected.split(", ").any(is_expected);
    is_other.then_some(OtherMediaType { expected, found })
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
