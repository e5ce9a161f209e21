//! What stands between a client and its transport: logging, metrics and the like.

use super::{Body, BoxFuture, Transport, TransportError};
use std::time::Duration;

/// Sees every request on its way to the transport, and every answer on its way back; each try of a call that is tried
/// again by itself.
///
/// Credentials stand in the request: in headers that are marked as sensitive, and in the query of the URL. A layer
/// keeps them to itself.
pub trait Layer: Send + Sync + 'static {
    /// Sends the request through `next`, which is another layer or the transport. May change the request and the
    /// answer, and may answer by itself. [`Route`] in the request's extensions tells which operation it is.
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        next: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>>;
}

/// Which operation a request belongs to, in words of the document, without arguments. Stands in the extensions of the
/// request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Method and path: `PATCH /v2/persons/{person_id}`.
    pub operation: &'static str,
    /// The path, with the parameters' names in braces.
    pub template: &'static str,
}

/// A transport behind a layer.
pub(super) struct Layered {
    pub(super) layer: Box<dyn Layer>,
    pub(super) next: Box<dyn Transport>,
}

impl Transport for Layered {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.layer.send(request, &*self.next)
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        self.next.sleep(time)
    }
}
