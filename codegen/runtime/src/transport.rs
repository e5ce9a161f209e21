//! How a request gets to the server: an interface, so that any HTTP client or a test double can do it.

use super::{Body, TransportError};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// A future on the heap.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future on the heap. What a browser does belongs to its thread.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Sends requests.
///
/// The request is complete: it has its absolute URL, the body's content type and its credentials. A transport
/// - adds nothing but what the protocol needs (`Host`, `Content-Length`),
/// - does not follow redirects: an answer is handed back whatever its status, and following one could carry a
///   credential to another server,
/// - honours a [`Timeout`] in the request's extensions,
/// - keeps credentials out of its errors: they stand in headers marked as sensitive, and may stand in the URL's query.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request, and gives the answer as soon as its head is there. The body arrives while it is read.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits. A transport that gives `None` cannot, and calls through it are not tried again.
    fn sleep(&self, _: Duration) -> Option<BoxFuture<'_, ()>> {
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        T::send(self, request)
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        T::sleep(self, time)
    }
}

/// How long a call may take, from the first byte sent to the last byte of the answer's body. Stands in the extensions
/// of the request that a [`Transport`] gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);
