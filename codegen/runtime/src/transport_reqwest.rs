//! The default transport: `reqwest`.

use super::{
    Body, BoxFuture, BuildError, Bytes, Core, CoreBuilder, HeaderMap, Timeout, Transport,
    TransportError, TransportErrorKind,
};
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// Sends requests with a `reqwest` client.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// Sends with a client of your own: its proxies, certificates and limits apply. A certificate of the client
    /// (`mutualTLS`) is given to it by `reqwest::ClientBuilder::identity`. Give it
    /// `reqwest::redirect::Policy::none()`, because a redirect that it follows may carry an API key to another server.
    #[must_use]
    pub const fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// Sends with a client that follows no redirects (browsers follow them in any case), and is `reqwest`'s default in everything else.
    ///
    /// # Errors
    /// When the client cannot be set up, for want of TLS certificates for instance.
    pub fn with_defaults() -> Result<Self, BuildError> {
        platform::builder()
            .build()
            .map(Self::new)
            .map_err(|source| BuildError::Transport(Box::new(source)))
    }
}

impl CoreBuilder {
    /// Builds with [`ReqwestTransport::with_defaults`].
    ///
    /// # Errors
    /// As [`CoreBuilder::build_with`], and when the transport cannot be set up.
    pub fn build(self) -> Result<Core, BuildError> {
        self.build_with(ReqwestTransport::with_defaults()?)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(exchange(&self.client, request))
    }

    /// By the clock of the runtime that `reqwest` needs; in a browser there is none.
    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        platform::sleep(time)
    }
}

async fn exchange(
    client: &reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let timeout = request.extensions().get::<Timeout>().copied();
    let (mut head, body) = request.into_parts();
    let body = platform::outgoing(&mut head.headers, body).await?;
    let request = http::Request::from_parts(head, body);
    let mut request = reqwest::Request::try_from(request).map_err(fault)?;
    if let Some(Timeout(limit)) = timeout {
        *request.timeout_mut() = Some(limit);
    }
    let mut received = client.execute(request).await.map_err(fault)?;
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = received.status();
    *response.version_mut() = platform::version(&received);
    *response.headers_mut() = std::mem::take(received.headers_mut());
    let size = received.content_length();
    *response.body_mut() = Body::stream(Incoming(Box::pin(received.bytes_stream())), size);
    Ok(response)
}

/// A body on its way, with faults in the words of this client.
struct Incoming<S>(Pin<Box<S>>);

impl<S: Stream<Item = reqwest::Result<Bytes>>> Stream for Incoming<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let piece = self.0.as_mut().poll_next(context);
        piece.map(|piece| piece.map(|piece| piece.map_err(fault)))
    }
}

/// Says which kind of fault it is, and takes the URL out of it: its query may hold an API key.
fn fault(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if platform::is_connect(&error) {
        TransportErrorKind::Connect
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}

/// What `reqwest` does where it speaks HTTP itself.
#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use super::{Body, BoxFuture, Duration, HeaderMap, TransportError};

    pub(super) fn builder() -> reqwest::ClientBuilder {
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())
    }

    /// A stream is sent while it is read, with its length if that is known.
    #[allow(clippy::unused_async, reason = "browsers have to wait")]
    pub(super) async fn outgoing(
        headers: &mut HeaderMap,
        body: Body,
    ) -> Result<reqwest::Body, TransportError> {
        if let Some(bytes) = body.as_bytes() {
            return Ok(bytes.clone().into());
        }
        if let Some(size) = body.size() {
            headers.insert(http::header::CONTENT_LENGTH, size.into());
        }
        Ok(reqwest::Body::wrap_stream(body))
    }

    pub(super) fn version(received: &reqwest::Response) -> http::Version {
        received.version()
    }

    pub(super) fn is_connect(error: &reqwest::Error) -> bool {
        error.is_connect()
    }

    #[allow(clippy::unnecessary_wraps, reason = "browsers have no clock")]
    pub(super) fn sleep(time: Duration) -> Option<BoxFuture<'static, ()>> {
        // Not begun before it is awaited, since there need not be a runtime before.
        Some(Box::pin(async move { tokio::time::sleep(time).await }))
    }
}

/// What it does where a browser does that.
#[cfg(target_arch = "wasm32")]
mod platform {
    use super::{Body, BoxFuture, Duration, HeaderMap, TransportError};

    pub(super) fn builder() -> reqwest::ClientBuilder {
        reqwest::Client::builder()
    }

    /// Browsers send no streams, so one is read first.
    pub(super) async fn outgoing(
        _: &mut HeaderMap,
        body: Body,
    ) -> Result<reqwest::Body, TransportError> {
        Ok(body.collect(None).await?.into())
    }

    pub(super) const fn version(_: &reqwest::Response) -> http::Version {
        http::Version::HTTP_11
    }

    /// They do not tell why there is no answer.
    pub(super) const fn is_connect(_: &reqwest::Error) -> bool {
        false
    }

    pub(super) const fn sleep(_: Duration) -> Option<BoxFuture<'static, ()>> {
        None
    }
}
