//! Bearer tokens that change: where they come from, and how they are kept until they have to be renewed.

use super::deadline::now;
use super::renewal::Tokens;
use super::{BoxFuture, Credential, Secret, Sender, TransportError};
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long before its end a token is renewed, unless a tenth of its life is less.
const EARLY: Duration = Duration::from_secs(60);

/// A bearer token, and when it ends.
#[derive(Debug, Clone)]
pub struct Token {
    pub(super) value: Secret,
    /// When it is to be renewed, and when it ends.
    pub(super) times: Option<(Instant, Instant)>,
}

impl Token {
    /// A token that is used until a server refuses it.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: Secret::new(value),
            times: None,
        }
    }

    /// The same token with so much of its life left. It is renewed earlier by a tenth of that, at most by a minute. In a
    /// browser there is no clock, and it is used until a server refuses it.
    #[must_use]
    pub fn expires_in(mut self, life: Duration) -> Self {
        self.times = now().and_then(|now| {
            let end = now.checked_add(life)?;
            let early = EARLY.min(life / 10);
            Some((end.checked_sub(early).unwrap_or(now), end))
        });
        self
    }

    /// The same token, renewed so long before its end.
    #[must_use]
    pub fn renewed_early(mut self, early: Duration) -> Self {
        if let (Some((renewal, end)), Some(now)) = (&mut self.times, now()) {
            *renewal = end.checked_sub(early).unwrap_or(now);
        }
        self
    }
}

/// Gives bearer tokens. A client asks for one before its first request, then before one ends, and when a server refuses
/// one; never twice at the same time. Closures that give futures are sources too.
///
/// What is asked for is for all calls that wait: when one has no time left or is dropped, it goes on for the others, and
/// for the next call if there are none. After five minutes it is given up.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that is good for requests from now on. What has to be asked for can be asked for through `sender`.
    fn token<'a>(&'a self, sender: Sender<'a>) -> BoxFuture<'a, Result<Token, TokenError>>;
}

impl<F, T> TokenSource for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, TokenError>> + Send + 'static,
{
    fn token<'a>(&'a self, _sender: Sender<'a>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(self())
    }
}

/// Why there is no token. All calls that waited for it get the same error.
#[derive(Clone)]
pub struct TokenError {
    cause: Arc<dyn StdError + Send + Sync>,
}

impl TokenError {
    /// An error with this cause, which must not show secrets.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            cause: Arc::from(cause.into()),
        }
    }
}

impl From<TransportError> for TokenError {
    fn from(error: TransportError) -> Self {
        Self::new(error)
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TokenError").field(&self.cause).finish()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no token: {}", self.cause)
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.cause.as_ref())
    }
}

impl Credential {
    /// Tokens of a source in the header `Authorization: Bearer`. One is kept until it has to be renewed; the clones of a
    /// client share it.
    pub fn bearer_with(source: impl TokenSource) -> Self {
        Self::changing(Tokens::new(source))
    }
}
