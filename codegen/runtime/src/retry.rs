//! Calls that are tried again, and limits of time.

use super::retry_after::retry_after;
use super::{
    Body, BoxFuture, Method, StatusCode, Timeout, Transport, TransportError, TransportErrorKind,
};
use std::future::poll_fn;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::task::Poll;
use std::time::{Duration, Instant};

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
        let wait = longest.mul_f64(f64::midpoint(1.0, random()));
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
    /// The head.
    Head,
}

/// Sends a request, again if need be.
pub(super) async fn exchange(
    transport: &dyn Transport,
    policy: Option<RetryPolicy>,
    mut request: http::Request<Body>,
    reading: Reading,
) -> Result<http::Response<Body>, TransportError> {
    let Some(policy) = policy else {
        return attempt(transport, request, reading).await;
    };
    let begin = Instant::now();
    let limit = request.extensions().get::<Timeout>().map(|limit| limit.0);
    let mut tries = 0;
    loop {
        let left = limit.map(|limit| limit.saturating_sub(begin.elapsed()));
        let now = [left, policy.attempt_timeout].into_iter().flatten().min();
        if let Some(now) = now {
            request.extensions_mut().insert(Timeout(now));
        }
        let next = (tries < policy.retries).then(|| twin(&request)).flatten();
        let outcome = attempt(transport, request, reading).await;
        let Some(next) = next else {
            return outcome;
        };
        let delay = policy.delay(&next, &outcome, tries);
        let in_time = |delay: &Duration| {
            limit.is_none_or(|limit| begin.elapsed().saturating_add(*delay) < limit)
        };
        let Some(timer) = delay
            .filter(in_time)
            .and_then(|delay| transport.sleep(delay))
        else {
            return outcome;
        };
        drop(outcome);
        timer.await;
        request = next;
        tries += 1;
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

async fn attempt(
    transport: &dyn Transport,
    mut request: http::Request<Body>,
    reading: Reading,
) -> Result<http::Response<Body>, TransportError> {
    match reading {
        Reading::Whole(limit) => {
            let (head, body) = transport.send(request).await?.into_parts();
            let body = body.collect(Some(limit)).await?;
            Ok(http::Response::from_parts(head, body.into()))
        }
        Reading::Head => {
            let limit = request.extensions().get::<Timeout>();
            // A body that is read as it arrives may take its time. Only a transport that has no clock limits that, too.
            let Some(timer) = limit.and_then(|limit| transport.sleep(limit.0)) else {
                return transport.send(request).await;
            };
            request.extensions_mut().remove::<Timeout>();
            within(timer, transport.send(request)).await
        }
    }
}

async fn within<T>(
    mut timer: BoxFuture<'_, ()>,
    mut sending: BoxFuture<'_, Result<T, TransportError>>,
) -> Result<T, TransportError> {
    poll_fn(|context| {
        if let Poll::Ready(outcome) = sending.as_mut().poll(context) {
            return Poll::Ready(outcome);
        }
        timer.as_mut().poll(context).map(|()| {
            Err(TransportError::new(
                TransportErrorKind::Timeout,
                "the answer did not begin",
            ))
        })
    })
    .await
}
