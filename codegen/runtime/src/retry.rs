//! Calls that are tried again, and limits of time.

use super::deadline::{Deadline, now};
use super::retry_after::retry_after;
use super::{
    Body, HeadTimeout, Method, StatusCode, Timeout, Transport, TransportError, TransportErrorKind,
};
use http::response::Parts;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// When a call is tried again, and after which time. Nothing is, unless a client has one of these.
///
/// A call is tried again when that can do no harm: after any fault where its method is idempotent (RFC 9110, section
/// 9.2.2) or where it has the header `Idempotency-Key`, and otherwise only when the server has not begun with it, which
/// is when there was no connection or the status is 408 or 429. The statuses 502, 503 and 504 count as faults. A body
/// that is a stream can be sent only once.
///
/// Between two tries is a random part of a time that doubles, and at least what `Retry-After` asks for. The timeout of a
/// call holds for all tries together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    retries: u32,
    first_wait: Duration,
    longest_wait: Duration,
    attempt_timeout: Option<Duration>,
}

/// Twice more, after a quarter of a second and then half a second.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new(2)
    }
}

impl RetryPolicy {
    /// Tries a call again so many times at most.
    pub const fn new(retries: u32) -> Self {
        Self {
            retries,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(30),
            attempt_timeout: None,
        }
    }

    /// How long to wait before the first retry, a quarter of a second if nothing is set, and how long at the longest,
    /// 30 seconds if nothing is set. A server that asks for a longer time is not asked again.
    pub const fn wait(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// How long a single try may take. Without it, a server that does not answer uses up the time of the whole call.
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// How long to wait before the next try; `None` when there is none.
    fn delay(
        &self,
        request: &http::Request<Body>,
        outcome: &Result<http::Response<Body>, TransportError>,
        tries: u32,
    ) -> Option<Duration> {
        let (may_repeat, asked) = match outcome {
            Ok(response) => (
                may_repeat_after(response.status(), request),
                retry_after(response.headers()),
            ),
            Err(error) => {
                let may_repeat = match error.kind() {
                    TransportErrorKind::Connect => true,
                    TransportErrorKind::Timeout
                    | TransportErrorKind::Body
                    | TransportErrorKind::Other => is_idempotent(request),
                    TransportErrorKind::TooLarge => false,
                };
                (may_repeat, None)
            }
        };
        if !may_repeat || asked.is_some_and(|asked| asked > self.longest_wait) {
            return None;
        }
        let doubled = 2_u32.saturating_pow(tries);
        let longest = self
            .first_wait
            .saturating_mul(doubled)
            .min(self.longest_wait);
        let wait = longest.as_secs_f64() * f64::midpoint(1.0, random());
        let wait = Duration::try_from_secs_f64(wait).unwrap_or(longest);
        Some(wait.max(asked.unwrap_or_default()))
    }
}

fn may_repeat_after(status: StatusCode, request: &http::Request<Body>) -> bool {
    match status {
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            is_idempotent(request)
        }
        _ => false,
    }
}

fn is_idempotent(request: &http::Request<Body>) -> bool {
    let method: &Method = request.method();
    method.is_idempotent()
        || method.as_str() == "QUERY"
        || request.headers().contains_key("idempotency-key")
}

/// Between 0 and 1; clients that failed together are not to come back together.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish() >> 32;
    f64::from(u32::try_from(bits).unwrap_or(0)) / f64::from(u32::MAX)
}

/// What is to be read of an answer before it is given.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reading {
    /// The whole body, up to so many bytes.
    Whole(u64),
    /// The head alone, if the rest is to be read as it arrives; else the whole body, up to so many bytes.
    Arriving {
        is_streamed: fn(&Parts) -> bool,
        limit: u64,
    },
}

/// How a request is sent, again if need be.
#[derive(Clone, Copy)]
pub(super) struct Tries<'t> {
    pub(super) transport: &'t dyn Transport,
    pub(super) policy: Option<RetryPolicy>,
    pub(super) reading: Reading,
    /// When there are no more.
    pub(super) deadline: Deadline,
}

impl Tries<'_> {
    /// Sends a request, again if need be. Who calls this holds it to the deadline.
    pub(super) async fn exchange(
        self,
        mut request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let (transport, reading) = (self.transport, self.reading);
        let most = self.policy.and_then(|policy| policy.attempt_timeout);
        let mut waited = Duration::ZERO;
        let mut tries = 0;
        loop {
            let now = [self.deadline.left(), most].into_iter().flatten().min();
            if let Some(now) = now {
                request.extensions_mut().insert(Timeout(now));
            }
            let policy = self.policy.filter(|policy| tries < policy.retries);
            let next = policy.and_then(|policy| Some((policy, twin(&request)?)));
            let outcome = attempt(transport, request, reading).await;
            let Some((policy, next)) = next else {
                return outcome;
            };
            let delay = policy.delay(&next, &outcome, tries);
            let delay = delay.filter(|delay| self.has_time_for(*delay, waited));
            let Some((delay, timer)) =
                delay.and_then(|delay| Some((delay, transport.sleep(delay)?)))
            else {
                return outcome;
            };
            drop(outcome);
            timer.await;
            waited = waited.saturating_add(delay);
            request = next;
            tries += 1;
        }
    }

    /// Whether a wait ends in time. Where there is no clock, only those before it are known.
    fn has_time_for(self, delay: Duration, waited: Duration) -> bool {
        let passed = if now().is_some() {
            Duration::ZERO
        } else {
            waited
        };
        let left = self.deadline.left();
        left.is_none_or(|left| passed.saturating_add(delay) < left)
    }
}

/// The same request once more, unless its body is a stream.
pub(super) fn twin(request: &http::Request<Body>) -> Option<http::Request<Body>> {
    let mut twin = http::Request::new(request.body().try_clone()?);
    *twin.method_mut() = request.method().clone();
    *twin.uri_mut() = request.uri().clone();
    *twin.version_mut() = request.version();
    *twin.headers_mut() = request.headers().clone();
    *twin.extensions_mut() = request.extensions().clone();
    Some(twin)
}

/// Sends a request once, within the time limit that stands in it.
pub(super) async fn attempt(
    transport: &dyn Transport,
    mut request: http::Request<Body>,
    reading: Reading,
) -> Result<http::Response<Body>, TransportError> {
    let (is_streamed, most): (fn(&Parts) -> bool, u64) = match reading {
        Reading::Whole(limit) => (|_| false, limit),
        Reading::Arriving { is_streamed, limit } => (is_streamed, limit),
    };
    let limit = request.extensions().get::<Timeout>().map(|limit| limit.0);
    let deadline = match (reading, limit) {
        // A body that is read as it arrives may take its time. Only a transport that has no clock limits that, too.
        (Reading::Arriving { .. }, Some(limit)) if transport.sleep(Duration::ZERO).is_some() => {
            request.extensions_mut().remove::<Timeout>();
            request.extensions_mut().insert(HeadTimeout(limit));
            Deadline::after(Some(limit))
        }
        (Reading::Whole(_) | Reading::Arriving { .. }, _) => Deadline::after(None),
    };
    let reading = async move {
        let (head, body) = transport.send(request).await?.into_parts();
        if is_streamed(&head) {
            return Ok(http::Response::from_parts(head, body));
        }
        let body = body.collect(Some(most)).await?;
        Ok(http::Response::from_parts(head, body.into()))
    };
    if deadline.left().is_none() {
        return reading.await;
    }
    deadline.hold(transport, Box::pin(reading)).await
}
