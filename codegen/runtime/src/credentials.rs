//! Credentials: what they are, and how they stand in a request. None of this is ever shown.

use super::Secret;
use super::request::{cookie_pair, percent_encoded, query_pair};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

/// What proves to a server who is calling.
#[derive(Debug, Clone)]
pub struct Credential(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Bearer(Secret),
    Basic {
        user: Secret,
        password: Secret,
    },
    ApiKey {
        place: Place,
        name: &'static str,
        key: Secret,
    },
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
        Self(Kind::Bearer(Secret::new(token)))
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

    /// As it stands in requests; `None` when it has characters that cannot be sent.
    pub(super) fn prepare(&self) -> Option<Attachment> {
        match &self.0 {
            Kind::Bearer(token) => header(AUTHORIZATION, &format!("Bearer {}", token.expose())),
            Kind::Basic { user, .. } if user.expose().contains(':') => None,
            Kind::Basic { user, password } => {
                let pair = format!("{}:{}", user.expose(), password.expose());
                header(AUTHORIZATION, &format!("Basic {}", base64(pair.as_bytes())))
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
}

fn header(name: HeaderName, value: &str) -> Option<Attachment> {
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(true);
    Some(Attachment::Header(name, value))
}

/// Base64 with padding (RFC 4648, section 4); here because one header is not worth a dependency.
fn base64(bytes: &[u8]) -> String {
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
