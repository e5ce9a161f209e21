//! The heart of a client: where requests go, and what goes with all of them.

use super::credentials::{Attachment, add_cookies};
use super::deadline::Deadline;
use super::layer::Layered;
use super::retry::{Reading, Tries, attempt};
use super::{
    Authorize, Body, BoxFuture, BuildError, Credential, Elsewhere, HeaderMap, Layer, OpenResponse,
    RawResponse, Request, RequestError, RetryPolicy, Route, SendError, Sender, Timeout, Transport,
};
use http::Uri;
use http::header::{COOKIE, HeaderName, HeaderValue, USER_AGENT};
use http::response::Parts;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// More than any document is likely to mean, and less than what takes a machine down.
const MAX_RESPONSE_SIZE: u64 = 256 << 20;

/// What a client is made of. Cheap to clone: clones share one transport and its connections.
#[derive(Clone)]
pub struct Core {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) base: Base,
    headers: HeaderMap,
    credentials: BTreeMap<&'static str, Attachment>,
    timeout: Option<Duration>,
    max_response_size: u64,
    retry: Option<RetryPolicy>,
    transport: Arc<dyn Transport>,
}

/// Where requests go: URLs without a slash at their end.
pub(super) enum Base {
    /// A URL of the caller's choice, which all requests go to.
    Chosen(String),
    /// A server of the document, which the requests go to whose operations have none of their own.
    Document(String),
}

impl Base {
    pub(super) fn url<'a>(&'a self, own: Option<&'a str>) -> &'a str {
        match self {
            Self::Chosen(url) => url,
            Self::Document(url) => own.map_or(url, |own| own.trim_end_matches('/')),
        }
    }
}

/// A credential whose value has to be got first, with the name of its scheme.
type Changing<'a> = (&'static str, &'a dyn Authorize);

impl Core {
    /// Sends a request: the one path that every call takes. The operation's name is for errors.
    ///
    /// The URL is the base URL and behind it the request's path and query. The credentials are added of the first set
    /// that the operation accepts and that is configured in full; when none is, the request is sent without, and the
    /// server says what it misses. Then the default headers are added. What the caller gave for this call alone goes
    /// before a credential of the same place and name, and that before a default header.
    ///
    /// # Errors
    /// When the request could not be built or no answer came.
    pub async fn send(
        &self,
        operation: &'static str,
        request: Result<Request, RequestError>,
    ) -> Result<RawResponse, SendError> {
        let reading = Reading::Whole(self.inner.max_response_size);
        Ok(self
            .exchange(operation, request, reading)
            .await?
            .whole()
            .await?)
    }

    /// Sends a request like [`Core::send`], and gives the answer as soon as its head is there, if the rest is to be read
    /// while it arrives. Else it gives the whole answer; the time of the call counts to its end.
    ///
    /// # Errors
    /// When the request could not be built or no answer came.
    pub async fn open(
        &self,
        operation: &'static str,
        request: Result<Request, RequestError>,
        is_streamed: fn(&Parts) -> bool,
    ) -> Result<OpenResponse, SendError> {
        let limit = self.inner.max_response_size;
        let reading = Reading::Arriving { is_streamed, limit };
        self.exchange(operation, request, reading).await
    }

    async fn exchange(
        &self,
        operation: &'static str,
        request: Result<Request, RequestError>,
        reading: Reading,
    ) -> Result<OpenResponse, SendError> {
        let inner = &*self.inner;
        let request = request?;
        let template = request.template;
        let (mut request, changing) = inner.complete(request)?;
        request.extensions_mut().insert(Route {
            operation,
            template,
        });
        let transport = &*inner.transport;
        let answer = if changing.is_none() && inner.retry.is_none() {
            attempt(transport, request, reading).await?
        } else {
            let limit = request.extensions().get::<Timeout>().map(|limit| limit.0);
            let deadline = Deadline::after(limit);
            let sending = inner.sending(request, changing, reading, deadline);
            deadline.hold(transport, sending).await?
        };
        let (head, body) = answer.into_parts();
        Ok(OpenResponse {
            operation,
            status: head.status,
            headers: head.headers,
            body,
            limit: inner.max_response_size,
        })
    }
}

impl Inner {
    /// What one after the other has to be done for a request, until the deadline.
    fn sending<'a>(
        &'a self,
        request: http::Request<Body>,
        changing: Option<Changing<'a>>,
        reading: Reading,
        deadline: Deadline,
    ) -> BoxFuture<'a, Result<http::Response<Body>, SendError>> {
        let sender = Sender {
            transport: &self.transport,
            retry: self.retry,
            deadline,
        };
        let tries = Tries {
            transport: &*self.transport,
            policy: self.retry,
            reading,
            deadline: sender.deadline,
        };
        match changing {
            Some(changing) => Box::pin(sender.send_with(changing, request, tries)),
            None => Box::pin(async move { Ok(tries.exchange(request).await?) }),
        }
    }

    fn complete(
        &self,
        request: Request,
    ) -> Result<(http::Request<Body>, Option<Changing<'_>>), RequestError> {
        let mut headers = request.headers;
        let options = request.options;
        let (base_url, trust) = options.destination(self.base.url(request.server))?;
        let is_trusted = trust == Elsewhere::Trusted;
        options.write_headers(&mut headers)?;
        let mut url = format!("{base_url}{}", request.target);
        options.write_query(&mut url);
        let security = if is_trusted { request.security } else { &[] };
        let mut changing: Option<Changing<'_>> = None;
        for (scheme, attachment) in self.chosen(security) {
            if let Some(authorize) = attachment.attach(&mut headers, &mut url)? {
                changing = Some((scheme, authorize));
            }
        }
        for (name, value) in &self.headers {
            if !is_trusted && name != USER_AGENT {
                continue;
            }
            if !headers.contains_key(name) {
                headers.insert(name, value.clone());
            } else if name == COOKIE && !options.has_header(name) {
                // The header is one, and each cookie in it has a name of its own.
                add_cookies(&mut headers, value)?;
            }
        }
        let mut complete = http::Request::new(request.body.unwrap_or_default());
        *complete.method_mut() = request.method;
        *complete.uri_mut() = url.try_into().map_err(RequestError::Url)?;
        *complete.headers_mut() = headers;
        if let Some(limit) = options.timeout.or(self.timeout) {
            complete.extensions_mut().insert(Timeout(limit));
        }
        Ok((complete, changing))
    }

    /// The credentials to send. An empty set says that the operation can be called without any, wherever it stands:
    /// documents often put it first, and a caller who has set a credential wants it used.
    fn chosen(
        &self,
        alternatives: &[&[&'static str]],
    ) -> impl Iterator<Item = (&'static str, &Attachment)> {
        let configured = |set: &&&[&'static str]| {
            !set.is_empty() && set.iter().all(|name| self.credentials.contains_key(name))
        };
        let chosen = alternatives
            .iter()
            .find(configured)
            .copied()
            .unwrap_or_default();
        // In the order of their names, so that the request does not depend on how a document is sorted.
        self.credentials
            .iter()
            .filter(|(name, _)| chosen.contains(name))
            .map(|(name, attachment)| (*name, attachment))
    }
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

/// Shows the base URL and the names of the credentials.
impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.inner.base.url(None))
            .field("credentials", &self.inner.credentials.keys())
            .finish_non_exhaustive()
    }
}

/// Sets up a [`Core`]. What is set is checked when it is built.
pub struct CoreBuilder {
    server: Option<String>,
    base_url: Option<String>,
    user_agent: String,
    headers: Vec<(String, String)>,
    credentials: BTreeMap<&'static str, Credential>,
    timeout: Option<Duration>,
    max_response_size: u64,
    retry: Option<RetryPolicy>,
    layers: Vec<Box<dyn Layer>>,
}

impl CoreBuilder {
    /// Begins with the server that the document names, if it names one, and a name for the client itself.
    #[must_use]
    pub fn new(server: Option<&'static str>, user_agent: &'static str) -> Self {
        Self {
            server: server.map(str::to_owned),
            base_url: None,
            user_agent: user_agent.to_owned(),
            headers: Vec::new(),
            credentials: BTreeMap::new(),
            timeout: None,
            max_response_size: MAX_RESPONSE_SIZE,
            retry: None,
            layers: Vec::new(),
        }
    }

    /// A server of the document: where requests go whose operations have no server of their own, unless there is a
    /// base URL of the caller's choice.
    pub fn server(&mut self, url: impl Into<String>) {
        self.server = Some(url.into());
    }

    /// Where all requests go: an absolute `http` or `https` URL, which may have a path. Credentials go nowhere else.
    pub fn base_url(&mut self, url: impl Into<String>) {
        self.base_url = Some(url.into());
    }

    /// The value of the `User-Agent` header.
    pub fn user_agent(&mut self, name: impl Into<String>) {
        self.user_agent = name.into();
    }

    /// A header for every request that does not set it itself. It is kept out of `Debug` output like a credential.
    pub fn default_header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.headers.push((name.into(), value.into()));
    }

    /// The credential for a security scheme of the document. Sent with the operations that ask for it.
    pub fn credential(&mut self, scheme: &'static str, credential: Credential) {
        self.credentials.insert(scheme, credential);
    }

    /// How long a call may take as a whole, or, where the answer is read as it arrives, until it begins. Without it, there
    /// is no limit but the transport's own.
    pub fn timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
    }

    /// How many bytes the body of an answer may have that is read as a whole, after decompression: 256 MiB if nothing
    /// is set. What is larger is [`TransportErrorKind::TooLarge`](super::TransportErrorKind::TooLarge).
    pub fn max_response_size(&mut self, bytes: u64) {
        self.max_response_size = bytes;
    }

    /// Tries calls again that failed, where that does no harm. Without it, nothing is sent twice.
    pub fn retry(&mut self, policy: RetryPolicy) {
        self.retry = Some(policy);
    }

    /// Puts a layer around the transport, outside of those that are there already.
    pub fn layer(&mut self, layer: impl Layer) {
        self.layers.push(Box::new(layer));
    }

    /// Builds with a transport of your own.
    ///
    /// # Errors
    /// When there is no base URL or it cannot be used, a credential or default header cannot be sent, or calls are to be
    /// tried again and the transport cannot wait.
    pub fn build_with(self, transport: impl Transport) -> Result<Core, BuildError> {
        self.finish(Box::new(transport))
    }

    fn finish(mut self, mut transport: Box<dyn Transport>) -> Result<Core, BuildError> {
        for layer in self.layers {
            transport = Box::new(Layered {
                layer,
                next: transport,
            });
        }
        if self.retry.is_some() && transport.sleep(Duration::ZERO).is_none() {
            return Err(BuildError::NoTimer);
        }
        let base = match (&self.base_url, &self.server) {
            (Some(chosen), _) => Base::Chosen(checked_base_url(chosen)?),
            (None, Some(server)) => Base::Document(checked_base_url(server)?),
            (None, None) => return Err(BuildError::MissingBaseUrl),
        };
        self.headers
            .insert(0, ("User-Agent".to_owned(), self.user_agent));
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            match (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::try_from(value),
            ) {
                (Ok(name), Ok(value)) => headers.insert(name, sensitive(value)),
                (Err(_), _) | (_, Err(_)) => return Err(BuildError::InvalidHeader { name }),
            };
        }
        let mut credentials = BTreeMap::new();
        for (scheme, credential) in self.credentials {
            let attachment = credential
                .prepare()
                .ok_or(BuildError::InvalidCredential { scheme })?;
            credentials.insert(scheme, attachment);
        }
        Ok(Core {
            inner: Arc::new(Inner {
                base,
                headers,
                credentials,
                timeout: self.timeout,
                max_response_size: self.max_response_size,
                retry: self.retry,
                transport: transport.into(),
            }),
        })
    }
}

/// Shows the base URL, the names of the default headers and the names of the credentials.
impl fmt::Debug for CoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One that cannot be used is not shown, as it may hold a password.
        let base_url = self.base_url.as_ref().or(self.server.as_ref());
        let base_url = base_url.map(|url| checked_base_url(url).unwrap_or("[invalid]".to_owned()));
        f.debug_struct("CoreBuilder")
            .field("base_url", &base_url)
            .field("user_agent", &self.user_agent)
            .field(
                "headers",
                &self
                    .headers
                    .iter()
                    .map(|(name, _)| name)
                    .collect::<Vec<_>>(),
            )
            .field("credentials", &self.credentials.keys())
            .field("timeout", &self.timeout)
            .field("max_response_size", &self.max_response_size)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

pub(super) fn checked_base_url(text: &str) -> Result<String, BuildError> {
    let invalid = |reason: &str| BuildError::InvalidBaseUrl {
        reason: reason.to_owned(),
    };
    if text.contains(['{', '}']) {
        return Err(invalid(
            "it has a variable in braces: give it with the value filled in",
        ));
    }
    let url = Url::parse(text).map_err(|problem| invalid(&problem.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("it is neither `http` nor `https`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("it has a query or fragment"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid(
            "it holds a user or password: set a credential instead",
        ));
    }
    // The two crates do not agree on every host; what the second refuses could never be sent.
    Uri::try_from(url.as_str()).map_err(|problem| invalid(&problem.to_string()))?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
