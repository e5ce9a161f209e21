//! Calls that hold up their thread until they are done, and a transport for them that needs no async runtime.

use super::{
    Body, BoxFuture, BuildError, Bytes, Call, Core, CoreBuilder, Detached, Error, HeadTimeout,
    Operation, Response, Timeout, Transport, TransportError, TransportErrorKind,
};
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;
use ureq::{Agent, AsSendBody, SendBody};

/// What is read of an answer at a time.
const PIECE: usize = 16 << 10;

/// More than any answer has that calls wait for on other threads.
const MAX_DETACHED: u64 = 1 << 20;

impl<O: Operation> Call<'_, O> {
    /// Sends the call, and waits for its value. The client's transport has to be one that needs no async runtime, like
    /// [`UreqTransport`].
    ///
    /// # Errors
    /// As awaiting the call.
    pub fn call_blocking(self) -> Result<O::Output, Error<O::Error>> {
        block_on(self.into_future())
    }

    /// Sends the call, and waits for status and headers along with the value.
    ///
    /// # Errors
    /// As awaiting the call.
    pub fn send_blocking(self) -> Result<Response<O::Output>, Error<O::Error>> {
        block_on(self.send())
    }
}

impl CoreBuilder {
    /// Builds with [`UreqTransport::with_defaults`].
    ///
    /// # Errors
    /// As [`CoreBuilder::build_with`].
    pub fn build_blocking(self) -> Result<Core, BuildError> {
        self.build_with(UreqTransport::with_defaults())
    }
}

/// Sends requests with an agent of `ureq`, on the thread of the caller.
#[derive(Debug, Clone)]
pub struct UreqTransport {
    agent: Agent,
}

impl UreqTransport {
    /// Sends with an agent of your own: its proxies, certificates and limits apply. Give it `http_status_as_error(false)`
    /// and `max_redirects(0)`, because a redirect that it follows may carry an API key to another server.
    #[must_use]
    pub const fn new(agent: Agent) -> Self {
        Self { agent }
    }

    /// Sends with an agent that follows no redirects, and is `ureq`'s default in everything else.
    #[must_use]
    pub fn with_defaults() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .build();
        Self::new(config.into())
    }

    fn exchange(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        if let Some(bytes) = body.as_bytes() {
            if bytes.is_empty() {
                return self.run(http::Request::from_parts(head, ()));
            }
            return self.run(http::Request::from_parts(head, &**bytes));
        }
        if let Some(size) = body.size() {
            head.headers.insert(CONTENT_LENGTH, size.into());
        }
        let mut body = Outgoing {
            body,
            piece: Bytes::new(),
        };
        self.run(http::Request::from_parts(
            head,
            SendBody::from_reader(&mut body),
        ))
    }

    /// The whole answer, for calls that wait for it on their own threads.
    fn whole(
        &self,
        mut request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        if let Some(HeadTimeout(limit)) = request.extensions_mut().remove() {
            request.extensions_mut().insert(Timeout(limit));
        }
        let (head, body) = self.exchange(request)?.into_parts();
        let body = block_on(body.collect(Some(MAX_DETACHED)))?;
        Ok(http::Response::from_parts(head, body.into()))
    }

    fn run(
        &self,
        request: http::Request<impl AsSendBody>,
    ) -> Result<http::Response<Body>, TransportError> {
        let limit = request.extensions().get::<Timeout>().map(|limit| limit.0);
        let until_head = request.extensions().get::<HeadTimeout>();
        let until_head = until_head.map(|limit| limit.0);
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(limit)
            .timeout_resolve(until_head)
            .timeout_connect(until_head)
            .timeout_send_request(until_head)
            .timeout_send_body(until_head)
            .timeout_recv_response(until_head)
            .build();
        let (head, body) = self.agent.run(request).map_err(fault)?.into_parts();
        let size = body.content_length();
        let pieces = Incoming(body.into_reader());
        Ok(http::Response::from_parts(head, Body::stream(pieces, size)))
    }
}

impl Transport for UreqTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        if request.extensions().get::<Detached>().is_none() {
            return Box::pin(async move { self.exchange(request) });
        }
        let transport = self.clone();
        let whole = move || transport.whole(request);
        Box::pin(async move {
            let answer = elsewhere(whole).await;
            answer.unwrap_or_else(|| {
                let problem = "there is no thread to send it on";
                Err(TransportError::new(TransportErrorKind::Other, problem))
            })
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        // The thread ends when nobody waits for it any more.
        let (waits, gone) = mpsc::channel::<()>();
        Some(Box::pin(async move {
            let waiting = elsewhere(move || {
                let _ = gone.recv_timeout(time);
            });
            if waiting.await.is_none() {
                std::thread::sleep(time);
            }
            drop(waits);
        }))
    }
}

/// What comes of work on another thread.
struct Done<T> {
    value: Option<T>,
    is_over: bool,
    waker: Option<Waker>,
}

/// The end of work on another thread, whether it has a value, panicked or was never begun.
struct Ending<T>(Arc<Mutex<Done<T>>>);

impl<T> Ending<T> {
    fn done(&self) -> MutexGuard<'_, Done<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Drop for Ending<T> {
    fn drop(&mut self) {
        let mut done = self.done();
        done.is_over = true;
        let waker = done.waker.take();
        drop(done);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// Does work on a thread of its own while this one waits. Gives nothing when there is no thread, or it panics.
async fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let done = Arc::new(Mutex::new(Done {
        value: None,
        is_over: false,
        waker: None,
    }));
    let ending = Ending(Arc::clone(&done));
    let working = move || {
        let value = work();
        ending.done().value = Some(value);
    };
    // Where it cannot be begun, its end comes at once.
    let _thread = std::thread::Builder::new().spawn(working);
    poll_fn(|context| {
        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.is_over {
            return Poll::Ready(done.value.take());
        }
        done.waker = Some(context.waker().clone());
        Poll::Pending
    })
    .await
}

/// A body that is written while it is read.
struct Outgoing {
    body: Body,
    piece: Bytes,
}

impl Read for Outgoing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match block_on(self.body.chunk()) {
                Some(piece) => self.piece = piece.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        let size = self.piece.len().min(buffer.len());
        self.piece.split_to(size).as_ref().read(buffer)
    }
}

/// A body on its way. Each piece holds up the thread.
struct Incoming<R>(R);

impl<R: Read + Unpin> Stream for Incoming<R> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let mut piece = vec![0; PIECE];
        Poll::Ready(match self.0.read(&mut piece) {
            Ok(0) => None,
            Ok(size) => {
                piece.truncate(size);
                Some(Ok(piece.into()))
            }
            Err(error) => Some(Err(broken_off(error))),
        })
    }
}

fn broken_off(error: io::Error) -> TransportError {
    let kind = match ureq::Error::from(error) {
        ureq::Error::Timeout(limit) => {
            return TransportError::new(TransportErrorKind::Timeout, limit.to_string());
        }
        other => other,
    };
    TransportError::new(TransportErrorKind::Body, kind)
}

/// Says which kind of fault it is.
fn fault(error: ureq::Error) -> TransportError {
    use io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable};
    let kind = match &error {
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::ConnectionFailed | ureq::Error::HostNotFound => TransportErrorKind::Connect,
        ureq::Error::Io(cause)
            if matches!(
                cause.kind(),
                ConnectionRefused | HostUnreachable | NetworkUnreachable
            ) =>
        {
            TransportErrorKind::Connect
        }
        _ => TransportErrorKind::Other,
    };
    match error {
        // It shows the URL, whose query may hold an API key.
        ureq::Error::BadUri(_) => TransportError::new(kind, "the URL cannot be sent"),
        error => TransportError::new(kind, error),
    }
}

/// Waits for a future on this thread.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::park();
    }
}
