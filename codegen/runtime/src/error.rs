//! Why there is no value: every way in which a call, or setting up a client, can fail.
//!
//! The text of an error says all that it knows, down to the cause at the bottom, so that printing it is enough; `source`
//! gives the causes as values.

use super::{RawResponse, StatusCode};
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

type Cause = Box<dyn StdError + Send + Sync>;

/// Why a call did not give its value.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server answered with an error status that the document describes.
    Api {
        /// The status and its body, as the document describes them.
        error: E,
        /// The answer as it came.
        response: Box<RawResponse>,
    },
    /// The server answered with a status that the document does not describe.
    UndocumentedStatus(Box<RawResponse>),
    /// The body of the answer is not what the document says.
    Undecodable(Box<DecodeError>),
    /// No answer came. The server may have carried out the operation all the same.
    Transport(TransportError),
    /// The request could not be built; nothing was sent.
    Request(RequestError),
}

impl<E> Error<E> {
    /// The answer, if one came.
    #[must_use]
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Api { response, .. } | Self::UndocumentedStatus(response) => Some(response),
            Self::Undecodable(error) => Some(&error.response),
            Self::Transport(_) | Self::Request(_) => None,
        }
    }

    /// How long the server asks to wait before the next call (`Retry-After`), counted from its answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.response().and_then(RawResponse::retry_after)
    }

    /// The status, if an answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api { response, .. } => response.fmt(f),
            Self::UndocumentedStatus(response) => {
                write!(
                    f,
                    "a status that the document does not describe: {response}"
                )
            }
            Self::Undecodable(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Api { .. } | Self::UndocumentedStatus(_) => None,
            Self::Undecodable(error) => Some(error.as_ref()),
            Self::Transport(error) => Some(error),
            Self::Request(error) => Some(error),
        }
    }
}

/// A body that is not what the document says.
#[derive(Debug)]
pub struct DecodeError {
    /// Where in the JSON: `errors[0].title`. Empty when it is the whole body.
    pub path: String,
    /// What is wrong there.
    pub cause: Box<dyn StdError + Send + Sync>,
    /// The answer as it came.
    pub response: RawResponse,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RawResponse {
            operation, status, ..
        } = &self.response;
        write!(
            f,
            "`{operation}` answered {status} with a body that does not match the document"
        )?;
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        write!(f, ": {}", self.cause)?;
        // A page in the place of JSON says more by its type than by what its first letter is not.
        let content_type = self.response.headers.get(http::header::CONTENT_TYPE);
        match content_type.and_then(|value| value.to_str().ok()) {
            Some(found) if !found.contains("json") => write!(f, " (the answer is `{found}`)"),
            Some(_) | None => Ok(()),
        }
    }
}

impl StdError for DecodeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.cause.as_ref())
    }
}

/// Why [`Core::send`](super::Core::send) has no answer.
#[derive(Debug)]
pub enum SendError {
    /// No answer came. The server may have carried out the operation all the same.
    Transport(TransportError),
    /// The request could not be built; nothing was sent.
    Request(RequestError),
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
        }
    }
}

impl StdError for SendError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Request(error) => Some(error),
        }
    }
}

impl From<TransportError> for SendError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<RequestError> for SendError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<E> From<SendError> for Error<E> {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Transport(error) => Self::Transport(error),
            SendError::Request(error) => Self::Request(error),
        }
    }
}

/// A fault between client and server: no answer, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Cause,
}

/// What went wrong between client and server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection, so nothing was sent.
    Connect,
    /// It took too long.
    Timeout,
    /// The answer began, but its body did not arrive.
    Body,
    /// The body of the answer has more bytes than the client takes.
    TooLarge,
    /// Anything else.
    Other,
}

impl TransportError {
    /// A fault of this kind. The source must not show credentials, and so no URL either: its query may hold one.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// What went wrong.
    #[must_use]
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether it took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// Whether there was no connection: nothing was sent, so trying again repeats nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind == TransportErrorKind::Connect
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Timeout => "no answer in time",
            TransportErrorKind::Body => "the body of the answer did not arrive",
            TransportErrorKind::TooLarge => "the body of the answer is too large",
            TransportErrorKind::Other => "no answer from the server",
        };
        write!(f, "{what}: {}", root(self.source.as_ref()))
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

/// The cause at the bottom: in HTTP clients the ones above it say little more than that there was an error.
fn root<'e>(error: &'e (dyn StdError + 'static)) -> &'e (dyn StdError + 'static) {
    let mut root = error;
    while let Some(source) = root.source() {
        root = source;
    }
    root
}

/// An argument that cannot be sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// A path parameter.
    PathParameter {
        /// Its name in the document.
        name: &'static str,
        /// What is wrong with its value.
        problem: PathProblem,
    },
    /// A header parameter whose value has control characters, a line break for instance, or whose name is none that
    /// headers have. Other characters are sent as UTF-8.
    HeaderParameter {
        /// Its name in the document.
        name: &'static str,
    },
    /// A parameter that serde does not write: a map whose keys are no texts, for instance.
    Parameter {
        /// Its name in the document.
        name: &'static str,
        /// What serde said.
        cause: serde_json::Error,
    },
    /// A method that HTTP has no such name for.
    Method {
        /// Its name in the document.
        name: &'static str,
    },
    /// A credential that has to be got first, and was not.
    Credential {
        /// The name of the security scheme in the document.
        scheme: &'static str,
        /// Why.
        cause: Box<dyn StdError + Send + Sync>,
    },
    /// A base URL of the call that cannot be used.
    BaseUrl {
        /// What is wrong with it. (The URL itself is not shown: it may hold a password.)
        reason: String,
    },
    /// A body that cannot be written as JSON, or that is no object where a form is sent.
    Body(serde_json::Error),
    /// A file that was read while it was sent, and has been sent before.
    Spent {
        /// The name of the part in the document.
        name: &'static str,
    },
    /// The base URL, path and query together are not a URL that can be sent, most likely because it is too long.
    Url(http::uri::InvalidUri),
    /// A next page that the server names and that is not asked for.
    NextPage(PageProblem),
}

/// Why the next page that a server names is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageProblem {
    /// It was asked for before, or is the same as the page before it: the pages would never end.
    Repeated,
    /// Its URL is of another origin than the call's, to which nothing of the call is sent.
    Elsewhere,
    /// Its URL is none.
    NoUrl,
}

/// What is wrong with the value of a path parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathProblem {
    /// There is no value.
    Missing,
    /// The value would make a segment of the path empty, `.` or `..`, and so lead to another resource.
    Shape,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathParameter {
                name,
                problem: PathProblem::Missing,
            } => {
                write!(f, "the path parameter `{name}` has no value")
            }
            Self::PathParameter {
                name,
                problem: PathProblem::Shape,
            } => {
                write!(
                    f,
                    "the path parameter `{name}` must not make a segment of the path empty, `.` or `..`"
                )
            }
            Self::HeaderParameter { name } => {
                write!(
                    f,
                    "the header `{name}` cannot hold control characters such as line breaks"
                )
            }
            Self::Parameter { name, cause } => {
                write!(f, "the parameter `{name}` cannot be written: {cause}")
            }
            Self::Method { name } => write!(f, "`{name}` cannot be the name of a method"),
            Self::Credential { scheme, cause } => {
                write!(f, "there is no credential for `{scheme}`: {cause}")
            }
            Self::Body(cause) => write!(f, "the body cannot be written: {cause}"),
            Self::Spent { name } => write!(f, "the file `{name}` has been sent already"),
            Self::BaseUrl { reason } => {
                write!(f, "the base URL of the call cannot be used: {reason}")
            }
            Self::Url(cause) => write!(f, "the URL cannot be sent: {cause}"),
            Self::NextPage(problem) => {
                let why = match problem {
                    PageProblem::Repeated => "was there before: the pages would never end",
                    PageProblem::Elsewhere => "has a URL of another origin",
                    PageProblem::NoUrl => "has a URL that is none",
                };
                write!(f, "the next page that the server names {why}")
            }
        }
    }
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Credential { cause, .. } => Some(cause.as_ref()),
            Self::PathParameter { .. }
            | Self::HeaderParameter { .. }
            | Self::Method { .. }
            | Self::Spent { .. }
            | Self::BaseUrl { .. }
            | Self::NextPage(_) => None,
            Self::Body(cause) | Self::Parameter { cause, .. } => Some(cause),
            Self::Url(cause) => Some(cause),
        }
    }
}

/// Why a client could not be set up.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// No base URL was given, and the document names none.
    MissingBaseUrl,
    /// The base URL cannot be used.
    InvalidBaseUrl {
        /// What is wrong with it. (The URL itself is not shown: it may hold a password.)
        reason: String,
    },
    /// A credential cannot be sent, for instance because it ends in a line break.
    InvalidCredential {
        /// The name of the security scheme in the document.
        scheme: &'static str,
    },
    /// A default header has characters that headers do not have.
    InvalidHeader {
        /// The header's name.
        name: String,
    },
    /// Calls are to be tried again, and the transport cannot wait.
    NoTimer,
    /// The transport cannot be set up.
    Transport(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingBaseUrl => f.write_str("the document names no server: set a base URL"),
            Self::InvalidBaseUrl { reason } => write!(f, "the base URL cannot be used: {reason}"),
            Self::InvalidCredential { scheme } => {
                write!(
                    f,
                    "the credential for `{scheme}` has characters that cannot be sent"
                )
            }
            Self::InvalidHeader { name } => write!(
                f,
                "the default header `{name}` has characters that cannot be sent"
            ),
            Self::NoTimer => f.write_str("calls cannot be tried again: the transport cannot wait"),
            Self::Transport(cause) => write!(
                f,
                "the transport cannot be set up: {}",
                root(cause.as_ref())
            ),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(cause) => Some(cause.as_ref()),
            Self::MissingBaseUrl
            | Self::NoTimer
            | Self::InvalidBaseUrl { .. }
            | Self::InvalidCredential { .. }
            | Self::InvalidHeader { .. } => None,
        }
    }
}
