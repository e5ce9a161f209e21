//! A transport without a network, for tests of code that uses a client.

use super::{Body, BoxFuture, Bytes, Transport, TransportError, TransportErrorKind};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

type Answer = dyn Fn(&http::Request<Bytes>) -> Outcome + Send + Sync;

type Outcome = Result<http::Response<Bytes>, TransportError>;

/// Answers requests by itself, and remembers them. Clones share what they remember, so that a test can keep one and
/// give the other to a client. Waiting takes no time.
#[derive(Clone)]
pub struct Memory {
    inner: Arc<Inner>,
}

struct Inner {
    answer: Box<Answer>,
    sent: Mutex<Vec<http::Request<Bytes>>>,
}

impl Memory {
    /// Answers each request with what the function makes of it.
    pub fn new(
        answer: impl Fn(&http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
    ) -> Self {
        Self::failing(move |request| Ok(answer(request)))
    }

    /// Answers each request, or fails, as the function says.
    pub fn failing(
        answer: impl Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                answer: Box::new(answer),
                sent: Mutex::default(),
            }),
        }
    }

    /// Gives these answers one after the other, and fails when there is none left.
    pub fn queue(
        answers: impl IntoIterator<Item = Result<http::Response<Bytes>, TransportError>>,
    ) -> Self {
        let answers: VecDeque<Outcome> = answers.into_iter().collect();
        let answers = Mutex::new(answers);
        Self::failing(move |_| {
            let next = answers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            next.unwrap_or_else(|| {
                let problem = "there is no answer left for this request";
                Err(TransportError::new(TransportErrorKind::Other, problem))
            })
        })
    }

    /// Takes the requests that were sent since the last time, in their order.
    #[must_use]
    pub fn sent(&self) -> Vec<http::Request<Bytes>> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<http::Request<Bytes>>> {
        // What a test that has failed left behind is as good as before.
        self.inner
            .sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(None).await?;
            let request = http::Request::from_parts(head, body);
            let answer = (self.inner.answer)(&request);
            self.lock().push(request);
            Ok(answer?.map(Body::from))
        })
    }

    fn sleep(&self, _: Duration) -> Option<BoxFuture<'_, ()>> {
        Some(Box::pin(async {}))
    }
}

/// Shows how many requests it remembers.
impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Memory({} requests)", self.lock().len())
    }
}
