//! Answers: as they come from the server, and as they are read.

use super::retry_after::retry_after;
use super::{Body, Bytes, DecodeError, Error, HeaderMap, StatusCode, TransportError, json_path};
use serde::de::DeserializeOwned;
use std::fmt;
use std::time::Duration;

/// Bytes of a body that errors show.
const EXCERPT: usize = 512;

/// A successful answer with its value.
#[derive(Clone)]
pub struct Response<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the body says.
    pub value: T,
}

/// Headers that hold secrets are not shown.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &ShownHeaders(&self.headers))
            .field("value", &self.value)
            .finish()
    }
}

/// An answer whose body is still on its way.
pub struct OpenResponse {
    /// Method and path of the operation, as the document writes them.
    pub operation: &'static str,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body. Dropping it closes the connection, unless all of it was read.
    pub body: Body,
    /// How many bytes [`OpenResponse::whole`] takes.
    pub limit: u64,
}

impl OpenResponse {
    /// Waits for the whole body.
    ///
    /// # Errors
    /// When it does not arrive, or is larger than the client takes.
    pub async fn whole(self) -> Result<RawResponse, TransportError> {
        Ok(RawResponse {
            operation: self.operation,
            status: self.status,
            headers: self.headers,
            body: self.body.collect(Some(self.limit)).await?,
        })
    }
}

/// An answer as it came from the server.
#[derive(Clone)]
pub struct RawResponse {
    /// Method and path of the operation, as the document writes them.
    pub operation: &'static str,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl RawResponse {
    /// How long the server asks to wait before the next call (`Retry-After`), counted from this answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers)
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// [`Error::Undecodable`] when it is not JSON, or not of this shape.
    pub fn json<T: DeserializeOwned, E>(self) -> Result<T, Error<E>> {
        serde_json::from_slice(&self.body).map_err(|cause| Error::Undecodable(self.not_json(cause)))
    }

    /// Reads the body as UTF-8 text.
    ///
    /// # Errors
    /// [`Error::Undecodable`] when it is not UTF-8.
    pub fn text<E>(self) -> Result<String, Error<E>> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(cause) => Err(Error::Undecodable(self.not_text(cause))),
        }
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(self) -> Bytes {
        self.body
    }

    /// An error status that the document describes with a JSON body. When the body is not what the document says, the
    /// error is [`Error::Undecodable`].
    pub fn error<T: DeserializeOwned, E>(self, wrap: impl FnOnce(Box<T>) -> E) -> Error<E> {
        match serde_json::from_slice(&self.body) {
            Ok(body) => self.error_empty(wrap(body)),
            Err(cause) => Error::Undecodable(self.not_json(cause)),
        }
    }

    /// An error status that the document describes with a body of text. When it is not UTF-8, the error is
    /// [`Error::Undecodable`].
    pub fn error_text<E>(self, wrap: impl FnOnce(String) -> E) -> Error<E> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => {
                let error = wrap(text.to_owned());
                self.error_empty(error)
            }
            Err(cause) => Error::Undecodable(self.not_text(cause)),
        }
    }

    /// An error status that the document describes with a body of any bytes.
    pub fn error_bytes<E>(self, wrap: impl FnOnce(Bytes) -> E) -> Error<E> {
        let error = wrap(self.body.clone());
        self.error_empty(error)
    }

    /// An error status that the document describes without a body.
    pub fn error_empty<E>(self, error: E) -> Error<E> {
        Error::Api {
            error,
            response: Box::new(self),
        }
    }

    /// A status that the document does not describe.
    #[must_use]
    pub fn undocumented<E>(self) -> Error<E> {
        Error::UndocumentedStatus(Box::new(self))
    }

    fn not_json(self, cause: serde_json::Error) -> Box<DecodeError> {
        let path = json_path(&self.body, cause.line(), cause.column());
        Box::new(DecodeError {
            path,
            cause: Box::new(cause),
            response: self,
        })
    }

    fn not_text(self, cause: std::str::Utf8Error) -> Box<DecodeError> {
        Box::new(DecodeError {
            path: String::new(),
            cause: Box::new(cause),
            response: self,
        })
    }
}

/// The beginning of what a server sent as one line of text.
pub(super) fn excerpt(body: &[u8]) -> String {
    let mut end = body.len().min(EXCERPT);
    // Not in the middle of a character: bytes like 10xxxxxx continue one (RFC 3629, section 3).
    while end < body.len()
        && end > EXCERPT - 4
        && body.get(end).is_some_and(|byte| byte & 0xC0 == 0x80)
    {
        end -= 1;
    }
    let text = String::from_utf8_lossy(body.get(..end).unwrap_or_default());
    // A server must not be able to write lines of its own into a log.
    let mut line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if end < body.len() {
        line.push_str("...");
    }
    line
}

/// Operation, status and the beginning of the body.
impl fmt::Display for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` answered {}", self.operation, self.status)?;
        if self.body.is_empty() {
            f.write_str(" without a body")
        } else {
            write!(f, ": {}", excerpt(&self.body))
        }
    }
}

/// Headers that hold secrets are not shown, and of the body no more than its beginning.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &ShownHeaders(&self.headers))
            .field("body", &excerpt(&self.body))
            .finish()
    }
}

/// Headers that hold secrets are not shown.
impl fmt::Debug for OpenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenResponse")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &ShownHeaders(&self.headers))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

struct ShownHeaders<'a>(&'a HeaderMap);

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_map();
        for (name, value) in self.0 {
            let secret = matches!(
                name.as_str(),
                "authorization" | "cookie" | "proxy-authorization" | "set-cookie"
            );
            if secret || value.is_sensitive() {
                shown.entry(&name.as_str(), &"[redacted]");
            } else {
                shown.entry(&name.as_str(), value);
            }
        }
        shown.finish()
    }
}
