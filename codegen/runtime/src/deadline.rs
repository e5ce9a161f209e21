//! How long something may take as a whole, whatever clocks there are.

use super::{BoxFuture, Transport, TransportError, TransportErrorKind};
use std::future::poll_fn;
use std::task::Poll;
use std::time::{Duration, Instant};

/// The time, where the standard library has a clock: in a browser, asking it would panic.
pub(super) fn now() -> Option<Instant> {
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        None
    } else {
        Some(Instant::now())
    }
}

/// The end of the time that something may take, which begins when this is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    limit: Option<Duration>,
    begin: Option<Instant>,
}

impl Deadline {
    /// After this time; never without one.
    pub(super) fn after(limit: Option<Duration>) -> Self {
        Self {
            limit,
            begin: limit.and_then(|_| now()),
        }
    }

    /// What is left of the time: all of it where there is no clock.
    pub(super) fn left(self) -> Option<Duration> {
        let passed = self.begin.map_or(Duration::ZERO, |begin| begin.elapsed());
        self.limit.map(|limit| limit.saturating_sub(passed))
    }

    /// Waits for a future until the time is over, by the timer of a transport. Without a timer, the time is only what the
    /// transport makes of it.
    pub(super) async fn hold<T, E: From<TransportError>>(
        self,
        transport: &dyn Transport,
        mut doing: BoxFuture<'_, Result<T, E>>,
    ) -> Result<T, E> {
        let mut timer = None;
        let mut is_begun = false;
        poll_fn(|context| {
            if let Poll::Ready(outcome) = doing.as_mut().poll(context) {
                return Poll::Ready(outcome);
            }
            // Most of what is waited for once is waited for by one timer, and what is there at once by none.
            let is_first = !std::mem::replace(&mut is_begun, true);
            if is_first {
                timer = self.left().and_then(|left| transport.sleep(left));
            }
            let is_over = timer
                .as_mut()
                .is_some_and(|timer| timer.as_mut().poll(context).is_ready());
            if is_over && is_first && self.left() > Some(Duration::ZERO) {
                // It took no time at all, as waits do in tests: such a timer tells nothing.
                timer = None;
                return Poll::Pending;
            }
            if is_over || (is_first && self.left() == Some(Duration::ZERO)) {
                return Poll::Ready(Err(self.is_over().into()));
            }
            Poll::Pending
        })
        .await
    }

    fn is_over(self) -> TransportError {
        let limit = self.limit.unwrap_or_default();
        let problem = format!("it took longer than {limit:?}");
        TransportError::new(TransportErrorKind::Timeout, problem)
    }
}
