//! Credentials that are got when they are needed: how a client asks for one, and what it does when a server refuses it.

use super::deadline::Deadline;
use super::retry::{Reading, Tries, twin};
use super::{
    Body, BoxFuture, Detached, RequestError, RetryPolicy, SendError, Timeout, Transport,
    TransportError,
};
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderValue};
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How long a request for a credential may take, with all its tries. Calls that have less time give up on it earlier,
/// and it goes on for the others.
const LIMIT: Duration = Duration::from_secs(30);

/// More than any answer takes that holds a credential.
const MAX_ANSWER: u64 = 1 << 20;

/// Gives the value of the header `Authorization` for each request.
pub trait Authorize: fmt::Debug + Send + Sync + 'static {
    /// The value for a request that is about to be sent. It is dropped when the call has no time left.
    fn header<'a>(
        &'a self,
        sender: Sender<'a>,
    ) -> BoxFuture<'a, Result<HeaderValue, Box<dyn StdError + Send + Sync>>>;

    /// Hears of a request that the server answered by 401. When another value comes after this one, the request is sent
    /// once more.
    fn refused(&self, value: &HeaderValue);
}

/// Sends requests for credentials through the transport of a client. They are tried again as its calls are, and nothing
/// is added to them.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    pub(super) transport: &'a Arc<dyn Transport>,
    pub(super) retry: Option<RetryPolicy>,
    /// The time of the call that asks.
    pub(super) deadline: Deadline,
}

impl<'a> Sender<'a> {
    /// Sends a request with an absolute URL, and reads the whole answer, of which a MiB is taken. Both together may take
    /// half a minute, or the [`Timeout`] in the request's extensions, and not only what is left for the call that asks:
    /// others may wait for the same.
    pub fn send(
        self,
        mut request: http::Request<Body>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let limit = request.extensions().get::<Timeout>();
        let deadline = Deadline::after(Some(limit.map_or(LIMIT, |limit| limit.0)));
        request.extensions_mut().insert(Detached);
        let tries = Tries {
            transport: &**self.transport,
            policy: self.retry,
            reading: Reading::Arriving {
                is_streamed: |_| false,
                limit: MAX_ANSWER,
            },
            deadline,
        };
        Box::pin(deadline.hold(tries.transport, Box::pin(tries.exchange(request))))
    }

    /// Sends a request of the client with such a credential. After a 401, the credential is renewed once at most, and
    /// the request repeated once at most: the server says that it has not carried it out. When nothing new is to be had,
    /// or the body is a stream, which can be sent only once, the answer stands.
    pub(super) async fn send_with(
        self,
        (scheme, authorize): (&'static str, &dyn Authorize),
        mut request: http::Request<Body>,
        tries: Tries<'_>,
    ) -> Result<http::Response<Body>, SendError> {
        let header = authorize.header(self).await;
        let header = header.map_err(|cause| RequestError::Credential { scheme, cause })?;
        let again = twin(&request);
        request.headers_mut().insert(AUTHORIZATION, header.clone());
        let answer = tries.exchange(request).await?;
        if answer.status() != StatusCode::UNAUTHORIZED {
            return Ok(answer);
        }
        authorize.refused(&header);
        match (authorize.header(self).await, again) {
            (Ok(other), Some(mut again)) if other != header => {
                again.headers_mut().insert(AUTHORIZATION, other);
                Ok(tries.exchange(again).await?)
            }
            (Ok(_) | Err(_), _) => Ok(answer),
        }
    }
}

impl fmt::Debug for Sender<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}
