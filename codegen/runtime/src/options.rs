//! What one call asks for beyond its operation.

use super::core::checked_base_url;
use super::request::{percent_encoded, query_pair};
use super::{BuildError, HeaderMap, RequestError};
use http::header::{HeaderName, HeaderValue};
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;
use url::Url;

/// What one call asks for beyond its operation; it wins over what is set for the client.
#[derive(Clone, Default)]
pub struct CallOptions {
    /// How long the call may take as a whole.
    pub timeout: Option<Duration>,
    /// Where to send it, instead of the client's base URL.
    pub base_url: Option<String>,
    /// What goes to a base URL of the call.
    pub elsewhere: Elsewhere,
    headers: Vec<(&'static str, String)>,
    pub(super) query: String,
}

/// What goes along with a call to another origin, which is another scheme, host or port, than the client's base URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Elsewhere {
    /// What the operation and the call ask for, and nothing that is set for the client: neither its credentials nor
    /// its default headers, which may hold secrets as well.
    #[default]
    Stranger,
    /// What goes to the client's own base URL.
    Trusted,
}

impl CallOptions {
    /// Nothing beyond the operation.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            timeout: None,
            base_url: None,
            elsewhere: Elsewhere::Stranger,
            headers: Vec::new(),
            query: String::new(),
        }
    }

    /// A header, in place of any other of its name.
    pub fn header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((name, value.into()));
    }

    /// A pair behind the operation's query.
    pub fn query(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query
            .push_str(&query_pair(name, &percent_encoded(value)));
    }

    pub(super) fn write_headers(&self, headers: &mut HeaderMap) -> Result<(), RequestError> {
        for (name, value) in &self.headers {
            let invalid = RequestError::HeaderParameter { name };
            match (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_bytes(value.as_bytes()),
            ) {
                (Ok(name), Ok(mut value)) => {
                    // It may be a credential of this one call.
                    value.set_sensitive(true);
                    headers.insert(name, value);
                }
                (Err(_), _) | (_, Err(_)) => return Err(invalid),
            }
        }
        Ok(())
    }

    pub(super) fn has_header(&self, name: &HeaderName) -> bool {
        self.headers
            .iter()
            .any(|(given, _)| given.eq_ignore_ascii_case(name.as_str()))
    }

    pub(super) fn write_query(&self, url: &mut String) {
        if !self.query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&self.query);
        }
    }

    /// The base URL of the call, and whether it is given what is set for the client, whose base URL is this.
    pub(super) fn destination<'u>(
        &self,
        configured: &'u str,
    ) -> Result<(Cow<'u, str>, Elsewhere), RequestError> {
        let Some(own) = &self.base_url else {
            return Ok((configured.into(), Elsewhere::Trusted));
        };
        let own = checked_base_url(own).map_err(|error| match error {
            BuildError::InvalidBaseUrl { reason } => RequestError::BaseUrl { reason },
            other => RequestError::BaseUrl {
                reason: other.to_string(),
            },
        })?;
        let trust = if origin(&own) == origin(configured) {
            Elsewhere::Trusted
        } else {
            self.elsewhere
        };
        Ok((own.into(), trust))
    }
}

fn origin(url: &str) -> Option<url::Origin> {
    Url::parse(url).ok().map(|url| url.origin())
}

/// Headers, query and base URL are not shown: they may hold what should not be logged.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("elsewhere", &self.elsewhere)
            .finish_non_exhaustive()
    }
}
