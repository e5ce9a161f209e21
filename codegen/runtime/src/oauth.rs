//! OAuth 2 (RFC 6749): tokens for the credentials of a client, or for a refresh token.

use super::credentials::base64;
use super::response::excerpt;
use super::{
    Body, BoxFuture, Bytes, Secret, Sender, StatusCode, Token, TokenError, TokenSource,
    TransportError,
};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value};
use std::error::Error as StdError;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};
use zeroize::Zeroizing;

/// Gets tokens from the token URL of an OAuth 2 server.
pub struct OAuth {
    url: String,
    client: Secret,
    secret: Option<Secret>,
    place: SecretPlace,
    refresh_token: Option<Mutex<Secret>>,
    parameters: Vec<(String, String)>,
    on_refresh_token: Option<Keep>,
}

/// What is called with new refresh tokens.
type Keep = Box<dyn Fn(&str) + Send + Sync>;

/// Where the id and the secret of a client stand in requests.
#[derive(Debug, Clone, Copy)]
enum SecretPlace {
    /// RFC 6749, section 2.3.1: what every server has to take.
    Header,
    Body,
}

impl OAuth {
    /// Tokens for the credentials of a client (RFC 6749, section 4.4).
    pub fn client_credentials(
        url: impl Into<String>,
        client: impl Into<String>,
        secret: impl Into<String>,
    ) -> Self {
        Self {
            secret: Some(Secret::new(secret)),
            ..Self::new(url.into(), client.into())
        }
    }

    /// Tokens for a refresh token (RFC 6749, section 6). When the server gives another refresh token, that one is used
    /// from then on. A client without a secret says its id alone, in the body.
    pub fn refresh_token(
        url: impl Into<String>,
        client: impl Into<String>,
        secret: Option<&str>,
        refresh_token: impl Into<String>,
    ) -> Self {
        Self {
            secret: secret.map(Secret::from),
            refresh_token: Some(Mutex::new(Secret::new(refresh_token))),
            ..Self::new(url.into(), client.into())
        }
    }

    fn new(url: String, client: String) -> Self {
        Self {
            url,
            client: client.into(),
            secret: None,
            place: SecretPlace::Header,
            refresh_token: None,
            parameters: Vec::new(),
            on_refresh_token: None,
        }
    }

    /// Sends the id and the secret of the client in the body, for servers that do not take `Authorization: Basic`.
    #[must_use]
    pub fn secret_in_body(mut self) -> Self {
        self.place = SecretPlace::Body;
        self
    }

    /// Asks for these scopes; without any, the server chooses them.
    #[must_use]
    pub fn scopes(self, scopes: &[&str]) -> Self {
        if scopes.is_empty() {
            return self;
        }
        self.parameter("scope", scopes.join(" "))
    }

    /// Sends one more parameter, such as `audience` or `resource`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Calls this with each refresh token that takes the place of another, to be kept for the next start.
    #[must_use]
    pub fn on_refresh_token(mut self, keep: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_refresh_token = Some(Box::new(keep));
        self
    }

    fn request(&self) -> Result<http::Request<Body>, OAuthError> {
        let mut form = Serializer::new(String::new());
        match &self.refresh_token {
            None => form.append_pair("grant_type", "client_credentials"),
            Some(token) => {
                let token = token.lock().unwrap_or_else(PoisonError::into_inner);
                form.append_pair("grant_type", "refresh_token")
                    .append_pair("refresh_token", token.expose())
            }
        };
        form.extend_pairs(&self.parameters);
        let mut request = http::Request::post(&self.url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json");
        match (&self.secret, self.place) {
            (Some(secret), SecretPlace::Header) => {
                request = request.header(AUTHORIZATION, basic(&self.client, secret)?);
            }
            (Some(secret), SecretPlace::Body) => {
                form.append_pair("client_id", self.client.expose())
                    .append_pair("client_secret", secret.expose());
            }
            (None, SecretPlace::Header | SecretPlace::Body) => {
                form.append_pair("client_id", self.client.expose());
            }
        }
        let request = request.body(Bytes::from(form.finish()).into());
        request.map_err(OAuthError::Request)
    }

    /// Reads the answer, and keeps the refresh token in it.
    async fn read(&self, answer: http::Response<Body>) -> Result<Token, OAuthError> {
        let status = answer.status();
        let body = answer.into_body().collect(None).await;
        let body = body.map_err(OAuthError::Transport)?;
        let unexpected = |reason| OAuthError::Unexpected { status, reason };
        let Ok(Value::Object(mut body)) = serde_json::from_slice(&body) else {
            return Err(unexpected("the body is no JSON object"));
        };
        if let Some(code) = text(&mut body, "error").filter(|code| !code.is_empty()) {
            return Err(OAuthError::Refused {
                status,
                code: OAuthErrorCode::new(code),
                description: text(&mut body, "error_description"),
                uri: text(&mut body, "error_uri"),
            });
        }
        if !status.is_success() {
            return Err(unexpected("the body has no `error`"));
        }
        let value = text(&mut body, "access_token").filter(|value| !value.is_empty());
        let value = value.ok_or(unexpected("the body has no `access_token`"))?;
        let new = text(&mut body, "refresh_token").filter(|new| !new.is_empty());
        if let (Some(held), Some(new)) = (&self.refresh_token, new) {
            let new = Secret::new(new);
            let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
            let is_other = *held != new;
            *held = new.clone();
            drop(held);
            if let Some(keep) = self.on_refresh_token.as_ref().filter(|_| is_other) {
                keep(new.expose());
            }
        }
        let kind = text(&mut body, "token_type");
        if kind.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(unexpected("the token is no bearer token"));
        }
        let token = Token::new(value);
        Ok(match body.get("expires_in").and_then(seconds) {
            Some(seconds) => token.expires_in(Duration::from_secs(seconds)),
            None => token,
        })
    }
}

impl TokenSource for OAuth {
    fn token<'a>(&'a self, sender: Sender<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async move {
            let request = self.request().map_err(TokenError::new)?;
            let answer = sender.send(request).await;
            let answer = answer.map_err(|cause| TokenError::new(OAuthError::Transport(cause)))?;
            self.read(answer).await.map_err(TokenError::new)
        })
    }
}

/// Id and secret are encoded as in forms before they are encoded as in `Basic` (RFC 6749, section 2.3.1).
fn basic(client: &Secret, secret: &Secret) -> Result<HeaderValue, OAuthError> {
    let encoded = |secret: &Secret| -> Zeroizing<String> {
        Zeroizing::new(byte_serialize(secret.expose().as_bytes()).collect())
    };
    let pair = Zeroizing::new(format!("{}:{}", *encoded(client), *encoded(secret)));
    let pair = Zeroizing::new(base64(pair.as_bytes()));
    let value = Zeroizing::new(format!("Basic {}", *pair));
    let value = HeaderValue::try_from(value.as_str());
    let mut value = value.map_err(|cause| OAuthError::Request(cause.into()))?;
    value.set_sensitive(true);
    Ok(value)
}

fn shown(url: &str) -> String {
    let url = Url::parse(url).map(|mut url| {
        url.set_query(None);
        url.set_fragment(None);
        let is_clean = url.set_password(None).and_then(|()| url.set_username(""));
        is_clean.map(|()| String::from(url))
    });
    // One that cannot be used is not shown, as it may hold a password.
    url.ok()
        .and_then(Result::ok)
        .unwrap_or("[invalid]".to_owned())
}

/// Takes a text out of an object, if it has one.
fn text(object: &mut Map<String, Value>, name: &str) -> Option<String> {
    match object.remove(name)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// A number of seconds. Some servers write it as a text, or with a fraction.
fn seconds(value: &Value) -> Option<u64> {
    let number = value.to_string();
    number
        .trim_matches('"')
        .split('.')
        .next()
        .and_then(|whole| whole.parse().ok())
}

/// Shows the URL alone, less a user and password in it, and its query, which may hold a key.
impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth")
            .field("url", &shown(&self.url))
            .finish_non_exhaustive()
    }
}

/// Why an OAuth 2 server gave no token. It is the cause of a [`TokenError`].
#[derive(Debug)]
#[non_exhaustive]
pub enum OAuthError {
    /// The server said why (RFC 6749, section 5.2).
    Refused {
        /// The status of the answer.
        status: StatusCode,
        /// The reason.
        code: OAuthErrorCode,
        /// The same for people.
        description: Option<String>,
        /// A page about it.
        uri: Option<String>,
    },
    /// The answer is none that OAuth 2 has. Its body is not shown, as it may hold a token.
    Unexpected {
        /// The status of the answer.
        status: StatusCode,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// No answer came.
    Transport(TransportError),
    /// The request could not be built.
    Request(http::Error),
}

/// The reasons of RFC 6749, section 5.2.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OAuthErrorCode {
    /// `invalid_request`: a parameter is missing, wrong, or there twice.
    InvalidRequest,
    /// `invalid_client`: the id and the secret of the client are not right.
    InvalidClient,
    /// `invalid_grant`: the refresh token has ended, was revoked, or is another client's.
    InvalidGrant,
    /// `unauthorized_client`: this client may not get tokens in this way.
    UnauthorizedClient,
    /// `unsupported_grant_type`: the server gives no tokens in this way.
    UnsupportedGrantType,
    /// `invalid_scope`: a scope is unknown, or more than was granted.
    InvalidScope,
    /// Another one.
    Other(String),
}

impl OAuthErrorCode {
    fn new(code: String) -> Self {
        match code.as_str() {
            "invalid_request" => Self::InvalidRequest,
            "invalid_client" => Self::InvalidClient,
            "invalid_grant" => Self::InvalidGrant,
            "unauthorized_client" => Self::UnauthorizedClient,
            "unsupported_grant_type" => Self::UnsupportedGrantType,
            "invalid_scope" => Self::InvalidScope,
            _ => Self::Other(code),
        }
    }

    /// The reason as the server writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::Other(code) => code,
        }
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused {
                code, description, ..
            } => {
                let code = code.as_str().as_bytes();
                write!(f, "the OAuth server refused: {}", excerpt(code))?;
                match description {
                    Some(description) => write!(f, " ({})", excerpt(description.as_bytes())),
                    None => Ok(()),
                }
            }
            Self::Unexpected { status, reason } => {
                write!(f, "the OAuth server answered {status}, and {reason}")
            }
            Self::Transport(cause) => write!(f, "the OAuth server was not reached: {cause}"),
            Self::Request(cause) => write!(f, "the OAuth server can not be asked: {cause}"),
        }
    }
}

impl StdError for OAuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(cause) => Some(cause),
            Self::Request(cause) => Some(cause),
            Self::Refused { .. } | Self::Unexpected { .. } => None,
        }
    }
}
