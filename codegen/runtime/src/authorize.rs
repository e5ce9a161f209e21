//! Credentials that are got when they are needed: how a client asks for one, and what it does when a server refuses it.

use super::retry::{Reading, exchange, twin};
use super::{
    Body, BoxFuture, RequestError, RetryPolicy, SendError, Timeout, Transport, TransportError,
};
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderValue};
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Gives the value of the header `Authorization` for each request.
pub trait Authorize: fmt::Debug + Send + Sync + 'static {
    /// The value for a request that is about to be sent.
    fn header<'a>(
        &'a self,
        sender: Sender<'a>,
    ) -> BoxFuture<'a, Result<HeaderValue, Box<dyn StdError + Send + Sync>>>;

    /// Hears of a request that the server answered by 401. When another value comes after this one, the request is sent
    /// once more.
    fn refused(&self, value: &HeaderValue);
}

/// Sends requests through the transport of a client, within its time limit, and adds nothing to them.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    transport: &'a dyn Transport,
    timeout: Option<Duration>,
}

impl<'a> Sender<'a> {
    /// Within the time limit of a request.
    pub(super) fn of(transport: &'a dyn Transport, request: &http::Request<Body>) -> Self {
        let timeout = request.extensions().get::<Timeout>();
        Self {
            transport,
            timeout: timeout.map(|limit| limit.0),
        }
    }

    /// Sends a request with an absolute URL.
    pub fn send(
        self,
        mut request: http::Request<Body>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        if let Some(limit) = self.timeout {
            request.extensions_mut().insert(Timeout(limit));
        }
        self.transport.send(request)
    }

    /// Sends a request of the client with such a credential. After a 401, the credential is renewed once at most, and
    /// the request repeated once at most: the server says that it has not carried it out. When nothing new is to be had,
    /// or the body is a stream, which can be sent only once, the answer stands.
    pub(super) async fn send_with(
        self,
        scheme: &'static str,
        authorize: &dyn Authorize,
        mut request: http::Request<Body>,
        retry: Option<RetryPolicy>,
        reading: Reading,
    ) -> Result<http::Response<Body>, SendError> {
        let header = authorize.header(self).await;
        let header = header.map_err(|cause| RequestError::Credential { scheme, cause })?;
        let again = twin(&request);
        request.headers_mut().insert(AUTHORIZATION, header.clone());
        let answer = exchange(self.transport, retry, request, reading).await?;
        if answer.status() != StatusCode::UNAUTHORIZED {
            return Ok(answer);
        }
        authorize.refused(&header);
        match (authorize.header(self).await, again) {
            (Ok(other), Some(mut again)) if other != header => {
                again.headers_mut().insert(AUTHORIZATION, other);
                Ok(exchange(self.transport, retry, again, reading).await?)
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
