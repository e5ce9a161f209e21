//! The token that all calls of a client use, and its renewal, which belongs to all who wait for it.

use super::deadline::{Deadline, now};
use super::parked::{Parked, Renewing};
use super::{Authorize, BoxFuture, Sender, Token, TokenError, TokenSource};
use http::header::HeaderValue;
use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long a source may take: it may ask a person. Without an end, one that hangs would take the client down with it.
const LIMIT: Duration = Duration::from_secs(300);

/// How long a call waits for the renewal of a token that has not ended, or half of its own time if that is less.
const PATIENCE: Duration = Duration::from_secs(5);

/// A source with the token that it gave last.
pub(super) struct Tokens {
    source: Arc<dyn TokenSource>,
    state: Mutex<State>,
    waiting: Arc<Waiting>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    renewal: Renewal,
    /// How many renewals have ended that were waited for.
    ended: u64,
    /// Why the last of them gave nothing.
    failure: Option<TokenError>,
}

#[derive(Default)]
enum Renewal {
    #[default]
    None,
    /// Whichever call is woken goes on with it.
    Parked(Underway),
    /// A call is polling it right now.
    Polled,
}

/// A renewal that has to be gone on with.
struct Underway {
    renewing: Parked,
    begun_by: u64,
    care: Care,
}

/// Whose failure it is when a renewal fails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Of those who wait.
    Waited,
    /// Nobody's: all who waited have given it up, and who goes on with it now gets an answer of its own.
    Abandoned,
}

/// The token that is used, as it stands in requests.
struct Held {
    header: HeaderValue,
    times: Option<(Instant, Instant)>,
}

/// What there is for a call that comes.
enum Found {
    Good(HeaderValue),
    /// It has not ended, and is to be renewed.
    Due,
    Nothing,
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

/// The calls that wait for a renewal. It is polled with this as its waker, since whoever polled it last may be gone when
/// it can go on.
#[derive(Default)]
struct Waiting(Mutex<Calls>);

#[derive(Default)]
struct Calls {
    next: u64,
    wakers: BTreeMap<u64, Waker>,
    /// Whether the renewal was woken after it was polled last.
    is_woken: bool,
}

impl Waiting {
    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_all(&self) {
        let wakers: Vec<Waker> = self.calls().wakers.values().cloned().collect();
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.calls().is_woken = true;
        self.wake_all();
    }
}

impl Tokens {
    pub(super) fn new(source: impl TokenSource) -> Self {
        Self {
            source: Arc::new(source),
            state: Mutex::default(),
            waiting: Arc::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// While some call renews a token early, the others go on with it as long as it lasts.
    fn found(&self) -> Found {
        let state = self.state();
        let now = now();
        match &state.held {
            Some(held) if held.is_over(now) => Found::Nothing,
            Some(held) if held.is_due(now) && self.waiting.calls().wakers.is_empty() => Found::Due,
            Some(held) => Found::Good(held.header.clone()),
            None => Found::Nothing,
        }
    }

    /// The token that could not be renewed, if it has not ended. It is tried again later.
    fn lasting(&self) -> Option<HeaderValue> {
        let now = now();
        let mut state = self.state();
        let held = state.held.as_mut().filter(|held| !held.is_over(now))?;
        if held.is_due(now) {
            held.put_off(now);
        }
        Some(held.header.clone())
    }

    fn begin(&self, sender: Sender<'_>) -> Renewing {
        let (source, transport) = (Arc::clone(&self.source), Arc::clone(sender.transport));
        let retry = sender.retry;
        Box::pin(async move {
            let deadline = Deadline::after(Some(LIMIT));
            let sender = Sender {
                transport: &transport,
                retry,
                deadline,
            };
            deadline.hold(&*transport, source.token(sender)).await
        })
    }

    /// Waits for the renewal that is under way, or begins one.
    async fn renewed(&self, sender: Sender<'_>) -> Result<HeaderValue, TokenError> {
        let waiter = Waiter::new(self);
        let mut joined = self.state().ended;
        poll_fn(|context| waiter.poll(&mut joined, sender, context)).await
    }

    /// Takes what a renewal gave.
    fn settle(&self, outcome: Result<Token, TokenError>, care: Care) {
        let held = outcome.and_then(|token| Held::new(&token));
        let mut state = self.state();
        state.renewal = Renewal::None;
        match held {
            Ok(held) => {
                state.held = Some(held);
                state.failure = None;
            }
            Err(_) if care == Care::Abandoned => return,
            Err(error) => {
                let now = now();
                let rest = state.held.as_mut().filter(|held| !held.is_over(now));
                state.failure = if let Some(held) = rest {
                    // It was to be renewed early, and there is time to try again.
                    held.put_off(now);
                    None
                } else {
                    Some(error)
                };
            }
        }
        state.ended += 1;
    }
}

/// A call that waits.
struct Waiter<'t> {
    tokens: &'t Tokens,
    key: u64,
}

impl<'t> Waiter<'t> {
    fn new(tokens: &'t Tokens) -> Self {
        let mut calls = tokens.waiting.calls();
        let key = calls.next;
        calls.next += 1;
        calls.wakers.insert(key, Waker::noop().clone());
        Self { tokens, key }
    }

    /// Goes on with the renewal, until one has ended after those that had when the call came.
    fn poll(
        &self,
        joined: &mut u64,
        sender: Sender<'_>,
        context: &Context<'_>,
    ) -> Poll<Result<HeaderValue, TokenError>> {
        let tokens = self.tokens;
        // Before the renewal is polled, since it may be woken in the middle of that.
        let waker = context.waker().clone();
        let before = tokens.waiting.calls().wakers.insert(self.key, waker);
        // Dropping one may drop another call that waits, which takes the lock.
        drop(before);
        loop {
            let mut state = tokens.state();
            if state.ended > *joined {
                match (&state.held, &state.failure) {
                    (_, Some(failure)) => return Poll::Ready(Err(failure.clone())),
                    (Some(held), None) => return Poll::Ready(Ok(held.header.clone())),
                    // A server has refused it already.
                    (None, None) => *joined = state.ended,
                }
            }
            let underway = match std::mem::replace(&mut state.renewal, Renewal::Polled) {
                Renewal::Polled => return Poll::Pending,
                Renewal::None => None,
                Renewal::Parked(underway) => Some(underway),
            };
            drop(state);
            if self.go_on(underway, sender).is_pending() {
                return Poll::Pending;
            }
            tokens.waiting.wake_all();
        }
    }

    /// Polls what is under way, or a renewal that is begun here; ready when it has ended.
    fn go_on(&self, underway: Option<Underway>, sender: Sender<'_>) -> Poll<()> {
        let tokens = self.tokens;
        let polling = Polling(tokens);
        let (begun_by, care) = match &underway {
            Some(underway) => (underway.begun_by, underway.care),
            None => (self.key, Care::Waited),
        };
        let parked = underway.and_then(|underway| underway.renewing.take());
        let mut renewing = parked.unwrap_or_else(|| tokens.begin(sender));
        tokens.waiting.calls().is_woken = false;
        let waker = Waker::from(Arc::clone(&tokens.waiting));
        let mut context = Context::from_waker(&waker);
        let outcome = if begun_by == self.key {
            renewing.as_mut().poll(&mut context)
        } else {
            let polled = AssertUnwindSafe(|| renewing.as_mut().poll(&mut context));
            match catch_unwind(polled) {
                Ok(outcome) => outcome,
                // Timers of a runtime that has shut down panic. It was that of the call that began this, and not of
                // this one, which begins another; with a source that always panics, it does so there.
                Err(_) => return Poll::Ready(()),
            }
        };
        std::mem::forget(polling);
        match outcome {
            Poll::Ready(outcome) => {
                tokens.settle(outcome, care);
                Poll::Ready(())
            }
            Poll::Pending => {
                tokens.state().renewal = Renewal::Parked(Underway {
                    renewing: Parked::new(renewing),
                    begun_by,
                    care,
                });
                // Others that were woken in the middle of this found nothing to go on with, and this call may be dropped.
                let is_woken = tokens.waiting.calls().is_woken;
                if is_woken {
                    tokens.waiting.wake_all();
                }
                Poll::Pending
            }
        }
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        // Dropped behind the locks, as above.
        let _waker;
        let mut state = self.tokens.state();
        let mut calls = self.tokens.waiting.calls();
        _waker = calls.wakers.remove(&self.key);
        if calls.wakers.is_empty() {
            match &mut state.renewal {
                Renewal::Parked(underway) => underway.care = Care::Abandoned,
                Renewal::None | Renewal::Polled => {}
            }
        }
    }
}

/// A renewal that is being polled. Dropped when that panics: the next call begins another one.
struct Polling<'t>(&'t Tokens);

impl Drop for Polling<'_> {
    fn drop(&mut self) {
        self.0.state().renewal = Renewal::None;
        self.0.waiting.wake_all();
    }
}

impl Authorize for Tokens {
    fn header<'a>(
        &'a self,
        sender: Sender<'a>,
    ) -> BoxFuture<'a, Result<HeaderValue, Box<dyn StdError + Send + Sync>>> {
        Box::pin(async move {
            match self.found() {
                Found::Good(header) => return Ok(header),
                Found::Nothing => return Ok(self.renewed(sender).await?),
                Found::Due => {}
            }
            let left = sender.deadline.left().map(|left| left / 2);
            let patience = left.map_or(PATIENCE, |left| left.min(PATIENCE));
            let renewed = Box::pin(async move { Ok(self.renewed(sender).await?) });
            let renewed = Deadline::after(Some(patience)).hold(&**sender.transport, renewed);
            match (renewed.await, self.lasting()) {
                (Err(_), Some(header)) => Ok(header),
                (renewed, _) => renewed,
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
