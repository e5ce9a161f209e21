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
/// - honours a [`Timeout`] in the request's extensions, and if it holds up the thread that it is called on, a
///   [`HeadTimeout`] and [`Detached`] as well,
/// - keeps credentials out of its errors: they stand in headers marked as sensitive, and may stand in the URL's query.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request, and gives the answer as soon as its head is there. The body arrives while it is read.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits, without holding up the thread: what a call waits for is bounded by this, too. A transport that gives `None`
    /// cannot, and calls through it are not tried again.
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

/// How long a call may take until the head of its answer is there, and the rest arrives while it is read. Stands in the
/// extensions of the request, and need not be honoured where [`Transport::sleep`] can interrupt what is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadTimeout(pub Duration);

/// Says that more calls may wait for the answer than the one that sends the request. Stands in its extensions: a transport
/// that holds up its thread uses another one, and reads the whole answer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detached;
