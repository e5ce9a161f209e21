//! Bearer tokens that change: where they come from, and how they are kept until they have to be renewed.

use super::{Authorize, BoxFuture, Credential, Secret, Sender};
use http::header::HeaderValue;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long before its end a token is renewed, unless a tenth of its life is less.
const EARLY: Duration = Duration::from_secs(60);

/// A bearer token, and when it ends.
#[derive(Debug, Clone)]
pub struct Token {
    value: Secret,
    /// When it is to be renewed, and when it ends.
    times: Option<(Instant, Instant)>,
}

impl Token {
    /// A token that is used until a server refuses it.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: Secret::new(value),
            times: None,
        }
    }

    /// The same token with so much of its life left. It is renewed earlier by a tenth of that, at most by a minute.
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

/// The time, where there is a clock: without one, tokens are used until a server refuses them.
fn now() -> Option<Instant> {
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        None
    } else {
        Some(Instant::now())
    }
}

/// Gives bearer tokens. A client asks for one before its first request, then before one ends, and when a server refuses
/// one; never twice at the same time. Closures that give futures are sources too.
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
        Self::changing(Tokens {
            source: Box::new(source),
            state: Mutex::default(),
        })
    }
}

/// A source with the token that it gave last.
struct Tokens {
    source: Box<dyn TokenSource>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    renewal: Renewal,
    /// How many renewals have ended.
    ended: u64,
    /// Why the last renewal gave nothing.
    failure: Option<TokenError>,
    /// The calls that wait for the renewal.
    waiting: Vec<Waker>,
}

#[derive(Default, PartialEq, Eq)]
enum Renewal {
    #[default]
    None,
    /// One call asks the source, for all.
    Underway,
}

struct Held {
    header: HeaderValue,
    times: Option<(Instant, Instant)>,
}

/// What a call does next.
enum Next {
    Use(HeaderValue),
    Fail(TokenError),
    Renew,
}

impl Held {
    fn new(token: &Token) -> Result<Self, TokenError> {
        let text = Zeroizing::new(format!("Bearer {}", token.value.expose()));
        let mut header = HeaderValue::try_from(text.as_str())
            .map_err(|_| TokenError::new("the token has characters that cannot be sent"))?;
        header.set_sensitive(true);
        Ok(Self {
            header,
            times: token.times,
        })
    }

    fn is_due(&self, now: Option<Instant>) -> bool {
        let early = self.times.map(|(early, _)| early);
        early.zip(now).is_some_and(|(early, now)| early <= now)
    }

    fn is_over(&self, now: Option<Instant>) -> bool {
        let end = self.times.map(|(_, end)| end);
        end.zip(now).is_some_and(|(end, now)| end <= now)
    }

    /// Uses the token for half of the rest of its life before it is due again.
    fn put_off(&mut self, now: Option<Instant>) {
        if let (Some((early, end)), Some(now)) = (&mut self.times, now) {
            *early = now + end.saturating_duration_since(now) / 2;
        }
    }
}

impl Tokens {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a call does that came when `joined` renewals had ended. While a token is being renewed early, calls go on
    /// with it as long as it lasts; without one they wait.
    fn next(&self, joined: u64, context: &Context<'_>) -> Poll<Next> {
        let mut state = self.state();
        let now = now();
        let is_free = state.renewal == Renewal::None;
        if let Some(held) = &state.held
            && !held.is_over(now)
            && !(is_free && held.is_due(now))
        {
            return Poll::Ready(Next::Use(held.header.clone()));
        }
        if !is_free {
            let waker = context.waker();
            if !state.waiting.iter().any(|known| known.will_wake(waker)) {
                state.waiting.push(waker.clone());
            }
            return Poll::Pending;
        }
        if let Some(failure) = state.failure.as_ref().filter(|_| state.ended > joined) {
            return Poll::Ready(Next::Fail(failure.clone()));
        }
        state.renewal = Renewal::Underway;
        Poll::Ready(Next::Renew)
    }

    async fn renew(&self, sender: Sender<'_>) -> Result<HeaderValue, TokenError> {
        let underway = Underway(self);
        let token = self.source.token(sender).await;
        let held = token.and_then(|token| Held::new(&token));
        let mut state = self.state();
        state.ended += 1;
        state.failure = None;
        let header = match held {
            Ok(held) => Ok(state.held.insert(held).header.clone()),
            Err(error) => {
                let rest = state.held.as_mut().filter(|held| !held.is_over(now()));
                if let Some(held) = rest {
                    // It was to be renewed early, and there is time to try again.
                    held.put_off(now());
                    Ok(held.header.clone())
                } else {
                    state.failure = Some(error.clone());
                    Err(error)
                }
            }
        };
        drop(state);
        drop(underway);
        header
    }
}

/// A renewal that ends when this is dropped, be it that its call was given up: then the next one takes over.
struct Underway<'a>(&'a Tokens);

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.renewal = Renewal::None;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl Authorize for Tokens {
    fn header<'a>(
        &'a self,
        sender: Sender<'a>,
    ) -> BoxFuture<'a, Result<HeaderValue, Box<dyn StdError + Send + Sync>>> {
        Box::pin(async move {
            let joined = self.state().ended;
            match poll_fn(|context| self.next(joined, context)).await {
                Next::Use(header) => Ok(header),
                Next::Fail(error) => Err(error.into()),
                Next::Renew => Ok(self.renew(sender).await?),
            }
        })
    }

    fn refused(&self, value: &HeaderValue) {
        let mut state = self.state();
        state.held = state.held.take().filter(|held| held.header != *value);
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}
