//! Credentials: what they are, and how they stand in a request. None of this is ever shown.

use super::request::{cookie_pair, percent_encoded, query_name, query_pair};
use super::{Authorize, HeaderMap, RequestError, Secret};
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use percent_encoding::percent_decode;
use std::borrow::Cow;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What proves to a server who is calling.
#[derive(Debug, Clone)]
pub struct Credential(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Http {
        scheme: &'static str,
        value: Secret,
    },
    Basic {
        user: Secret,
        password: Secret,
    },
    ApiKey {
        place: Place,
        name: &'static str,
        key: Secret,
    },
    Changing(Arc<dyn Authorize>),
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Header,
    Query,
    Cookie,
}

impl Credential {
    /// A token in the header `Authorization: Bearer` (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::http("Bearer", token)
    }

    /// The header `Authorization` with the name of any scheme and a value for it (RFC 9110, section 11.6.2). The value is
    /// sent as it is with each request: a scheme that computes something of the request is up to the transport.
    pub fn http(scheme: &'static str, value: impl Into<String>) -> Self {
        Self(Kind::Http {
            scheme,
            value: Secret::new(value),
        })
    }

    /// A user and password in the header `Authorization: Basic` (RFC 7617). The user cannot hold a colon.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Kind::Basic {
            user: Secret::new(user),
            password: Secret::new(password),
        })
    }

    /// A key in a header of this name.
    pub fn api_key_header(name: &'static str, key: impl Into<String>) -> Self {
        Self(Kind::ApiKey {
            place: Place::Header,
            name,
            key: Secret::new(key),
        })
    }

    /// A key in a query parameter of this name.
    pub fn api_key_query(name: &'static str, key: impl Into<String>) -> Self {
        Self(Kind::ApiKey {
            place: Place::Query,
            name,
            key: Secret::new(key),
        })
    }

    /// A key in a cookie of this name.
    pub fn api_key_cookie(name: &'static str, key: impl Into<String>) -> Self {
        Self(Kind::ApiKey {
            place: Place::Cookie,
            name,
            key: Secret::new(key),
        })
    }

    /// The header `Authorization` with a value that is got before each request.
    pub fn changing(authorize: impl Authorize) -> Self {
        Self(Kind::Changing(Arc::new(authorize)))
    }

    /// As it stands in requests; `None` when it has characters that cannot be sent.
    pub(super) fn prepare(&self) -> Option<Attachment> {
        match &self.0 {
            Kind::Http { scheme, value } => authorization(scheme, value.expose()),
            Kind::Basic { user, .. } if user.expose().contains(':') => None,
            Kind::Basic { user, password } => {
                let pair = Zeroizing::new(format!("{}:{}", user.expose(), password.expose()));
                authorization("Basic", &Zeroizing::new(base64(pair.as_bytes())))
            }
            Kind::ApiKey {
                place: Place::Header,
                name,
                key,
            } => header(HeaderName::from_bytes(name.as_bytes()).ok()?, key.expose()),
            Kind::ApiKey {
                place: Place::Query,
                name,
                key,
            } => Some(Attachment::Query(query_pair(
                name,
                &percent_encoded(key.expose()),
            ))),
            Kind::ApiKey {
                place: Place::Cookie,
                name,
                key,
            } => Some(Attachment::Cookie(cookie_pair(name, key.expose()))),
            Kind::Changing(authorize) => Some(Attachment::Changing(Arc::clone(authorize))),
        }
    }
}

/// A credential as it stands in requests.
pub(super) enum Attachment {
    /// A header, marked as sensitive.
    Header(HeaderName, HeaderValue),
    /// A pair of the query, encoded.
    Query(String),
    /// A pair of the `Cookie` header, encoded.
    Cookie(String),
    /// The header `Authorization`, whose value is got when everything else of the request is there.
    Changing(Arc<dyn Authorize>),
}

impl Attachment {
    /// Puts the credential into a request, unless what the caller gave for this call stands in its place already. Gives
    /// what has to be asked for it first.
    pub(super) fn attach(
        &self,
        headers: &mut HeaderMap,
        url: &mut String,
    ) -> Result<Option<&dyn Authorize>, RequestError> {
        match self {
            Self::Header(name, value) => {
                if !headers.contains_key(name) {
                    headers.insert(name, value.clone());
                } else if name == COOKIE {
                    add_cookies(headers, value)?;
                }
            }
            Self::Query(pair) => {
                let query = url.split_once('?').map(|(_, query)| query);
                let mut others = query.unwrap_or_default().split('&');
                if !others.any(|other| query_name(other) == query_name(pair)) {
                    url.push(if query.is_some() { '&' } else { '?' });
                    url.push_str(pair);
                }
            }
            Self::Cookie(pair) => add_cookie(headers, pair.as_bytes())?,
            Self::Changing(authorize) => {
                let is_given = headers.contains_key(AUTHORIZATION);
                return Ok((!is_given).then_some(authorize.as_ref()));
            }
        }
        Ok(None)
    }
}

/// Adds those of several cookies whose names are not there yet.
pub(super) fn add_cookies(
    headers: &mut HeaderMap,
    cookies: &HeaderValue,
) -> Result<(), RequestError> {
    let cookies = cookies.as_bytes().split(|byte| *byte == b';');
    cookies
        .map(<[u8]>::trim_ascii)
        .filter(|cookie| !cookie.is_empty())
        .try_for_each(|cookie| add_cookie(headers, cookie))
}

/// There is one `Cookie` header, whatever the number of cookies (RFC 6265, section 5.4).
fn add_cookie(headers: &mut HeaderMap, pair: &[u8]) -> Result<(), RequestError> {
    let before = headers.get(COOKIE).map(HeaderValue::as_bytes);
    let mut cookies = before.unwrap_or_default().to_vec();
    let mut others = cookies.split(|byte| *byte == b';');
    if others.any(|other| cookie_name(other) == cookie_name(pair)) {
        return Ok(());
    }
    if !cookies.is_empty() {
        cookies.extend_from_slice(b"; ");
    }
    cookies.extend_from_slice(pair);
    let mut value = HeaderValue::from_bytes(&cookies)
        .map_err(|_| RequestError::HeaderParameter { name: "Cookie" })?;
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
    Ok(())
}

/// The name of a cookie, which some write as it is and others encoded.
fn cookie_name(pair: &[u8]) -> Cow<'_, [u8]> {
    let name = pair.split(|byte| *byte == b'=').next();
    percent_decode(name.unwrap_or_default().trim_ascii()).into()
}

fn authorization(scheme: &str, value: &str) -> Option<Attachment> {
    header(AUTHORIZATION, &Zeroizing::new(format!("{scheme} {value}")))
}

fn header(name: HeaderName, value: &str) -> Option<Attachment> {
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(true);
    Some(Attachment::Header(name, value))
}

/// Base64 with padding (RFC 4648, section 4); here because one header is not worth a dependency.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let octets = [0, 1, 2].map(|at| u32::from(chunk.get(at).copied().unwrap_or(0)));
        let bits = octets.iter().fold(0, |bits, octet| bits << 8 | octet);
        for digit in 0..4 {
            text.push(if digit <= chunk.len() {
                sextet(bits >> (18 - 6 * digit) & 0x3F)
            } else {
                '='
            });
        }
    }
    text
}

/// The digit for a value below 64.
fn sextet(value: u32) -> char {
    let (first, offset) = match value {
        0..26 => ('A', 0),
        26..52 => ('a', 26),
        52..62 => ('0', 52),
        62 => ('+', 62),
        _ => ('/', 63),
    };
    char::from_u32(u32::from(first) + value - offset).unwrap_or('=')
}
