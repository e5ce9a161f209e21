//! The default transport: `reqwest`.

use super::{
    BoxFuture, BuildError, Bytes, Core, CoreBuilder, Timeout, Transport, TransportError,
    TransportErrorKind,
};

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

    /// Sends with a client that follows no redirects, and is `reqwest`'s default in everything else.
    ///
    /// # Errors
    /// When the client cannot be set up, for want of TLS certificates for instance.
    pub fn with_defaults() -> Result<Self, BuildError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build();
        client
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
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move { exchange(&self.client, request).await.map_err(fault) })
    }
}

async fn exchange(
    client: &reqwest::Client,
    request: http::Request<Bytes>,
) -> Result<http::Response<Bytes>, reqwest::Error> {
    let timeout = request.extensions().get::<Timeout>().copied();
    let mut request = reqwest::Request::try_from(request)?;
    if let Some(Timeout(limit)) = timeout {
        *request.timeout_mut() = Some(limit);
    }
    let mut received = client.execute(request).await?;
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = received.status();
    *response.version_mut() = received.version();
    *response.headers_mut() = std::mem::take(received.headers_mut());
    *response.body_mut() = received.bytes().await?;
    Ok(response)
}

/// Says which kind of fault it is, and takes the URL out of it: its query may hold an API key.
fn fault(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
