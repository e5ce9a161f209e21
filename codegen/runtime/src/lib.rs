//! The fixed client code: what every operation and every model shares.
//!
//! An operation is a plain struct that implements [`Operation`]: it knows how to become a [`Request`] and what each
//! answer means. A [`Core`] holds where to send it (base URL, credentials, default headers) and a [`Transport`] that
//! does the sending. Whatever the operation, a call takes one path:
//!
//! 1. [`Call`] is what a client's method returns; `.await` gives the value, `.send().await` a [`Response`].
//! 2. [`Operation::request`] writes the arguments with a [`RequestBuilder`]. Nothing has been sent yet, and a value
//!    that cannot be sent is a [`RequestError`].
//! 3. [`Core::send`] adds the base URL, the default headers and the credentials that the operation asks for, hands
//!    an `http::Request` to the transport and reads the whole [`Body`] of the answer; [`Core::open`] leaves it to be
//!    read. No answer is a [`TransportError`].
//! 4. [`Operation::response`] looks at the status of the [`RawResponse`] and reads the body, or says which
//!    [`Error`] it is.
//!
//! Models are plain structs and enums. Beneath each stands one short table of the names and values on the wire:
//! `object!`, `tuple!`, `newtype!`, `open_enum!`, `closed_enum!`, `union!` and `choice!` turn it into serde's
//! `Serialize` and `Deserialize`, and `validate!` says what a document asks of values beyond their types. These macros
//! name this module as `runtime`, so the place that calls one has it in scope under that name (`use crate::runtime;`).
//!
//! Credentials never appear in `Debug` output or in errors.

// The lines below are in reading order: models first, then requests, calls and answers.

mod closed_enum;
mod field;
mod name;
mod object;
mod open_enum;
mod tolerant;
mod tuple;
mod union;

mod validate;

mod decimal;

#[cfg(feature = "regex")]
mod pattern;

mod raw_members;

mod choice;

mod look;

#[cfg(feature = "base64")]
mod base64;

#[cfg(feature = "chrono")]
mod date_time;

mod secret;

mod number;

mod parameter;

#[cfg(feature = "chrono")]
mod parameter_chrono;

#[cfg(feature = "uuid")]
mod parameter_uuid;

mod request;

mod encoding;

mod tree;

mod style;

mod form;

mod multipart;

mod operation;

mod options;

mod call;

mod core;

mod credentials;

mod authorize;

mod token;

mod oauth;

mod webhook;

mod body;

mod transport;

mod layer;

mod retry;

mod retry_after;

#[cfg(feature = "reqwest")]
mod transport_reqwest;

#[cfg(feature = "blocking")]
mod blocking;

#[cfg(feature = "memory")]
mod memory;

#[cfg(feature = "tower")]
mod service;

#[cfg(feature = "tracing")]
mod trace;

mod response;

mod header;

mod media_type;

mod pages;

#[cfg(feature = "blocking")]
mod pages_blocking;

mod stream;

mod parts;

mod events;

mod items;

mod json_path;

mod error;

pub use authorize::{Authorize, Sender};
#[cfg(feature = "base64")]
pub use base64::Base64;
#[cfg(feature = "blocking")]
pub use blocking::UreqTransport;
pub use body::Body;
pub use call::Call;
pub use closed_enum::NotListed;
pub use core::{Core, CoreBuilder};
pub use credentials::Credential;
pub use encoding::Encoding;
pub use error::{
    BuildError, DecodeError, Error, PageProblem, PathProblem, RequestError, SendError,
    TransportError, TransportErrorKind,
};
pub use events::{Event, Events};
pub use field::Field;
pub use header::{Header, HeaderError, HeaderProblem};
pub use items::JsonStream;
pub use json_path::json_path;
#[doc(hidden)]
pub use json_path::note_failed;
pub use layer::{Layer, Route};
pub use media_type::OtherMediaType;
#[cfg(feature = "memory")]
pub use memory::Memory;
pub use multipart::{File, Multipart};
pub use number::{NotANumber, Number};
pub use oauth::{OAuth, OAuthError, OAuthErrorCode};
pub use operation::Operation;
pub use options::{CallOptions, Elsewhere};
pub use pages::{NextPage, Paged, PagedItems, Pages};
pub use parameter::Parameter;
pub use parts::{ItemError, StreamError};
#[cfg(feature = "regex")]
#[doc(hidden)]
pub use pattern::Pattern;
pub use request::{Request, RequestBuilder};
pub use response::{OpenResponse, RawResponse, Response};
pub use retry::RetryPolicy;
pub use retry_after::RateLimit;
pub use secret::Secret;
#[cfg(feature = "tower")]
pub use service::{ServiceTransport, TransportService};
pub use stream::Streamed;
pub use style::Style;
pub use token::{Token, TokenError, TokenSource};
#[cfg(feature = "tracing")]
pub use trace::Tracing;
pub use transport::{BoxFuture, Timeout, Transport};
#[cfg(feature = "reqwest")]
pub use transport_reqwest::ReqwestTransport;
pub use validate::{Violation, Violations};
pub use webhook::WebhookError;
#[doc(hidden)]
pub use webhook::read_webhook;

pub use bytes::Bytes;
pub use http::{HeaderMap, Method, StatusCode};

// What the tables beneath the models expand to.
#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use choice::choice;
#[doc(hidden)]
pub use choice::{Choice, Constant, Look, Reader, Row, Rows, read_as, read_choice, write_tagged};
#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use closed_enum::closed_enum;
#[doc(hidden)]
pub use closed_enum::read_listed;
#[doc(hidden)]
pub use name::Name;
#[doc(hidden)]
pub use object::{
    Given, Members, Null, Object, Others, field, optional, read_object, required, skip, skip_all,
    write_field, write_rest,
};
#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use object::{newtype, object};
#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use open_enum::open_enum;
#[doc(hidden)]
pub use open_enum::{ListedNumber, listed, listed_value, read_text, show_value};
#[doc(hidden)]
pub use tolerant::{Tolerant, Tolerantly, tolerant, tolerant_rest};
#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use tuple::tuple;
#[doc(hidden)]
pub use tuple::{ItemWriter, Items, Tuple, read_tuple};
#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use union::union;
#[doc(hidden)]
pub use union::{Union, UnionVisitor, read_union};
#[allow(unused_imports, reason = "an API need not have rules of every kind")]
pub(crate) use validate::validate;
#[doc(hidden)]
pub use validate::{Checker, Step, Validate, validate_value};
