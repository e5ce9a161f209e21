//! Calls that wait for a token together: each has its own end, and the renewal is nobody's alone.

use crate::runtime::{
    Body, BoxFuture, Bytes, Call, Core, CoreBuilder, Credential, Error, Method, OAuth, Operation,
    RawResponse, Request, RequestError, RetryPolicy, Timeout, Token, TokenError, Transport,
    TransportError, TransportErrorKind,
};
use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Takes its time for tokens, and answers everything else at once.
struct Slow {
    token: Duration,
    limits: Mutex<Vec<Option<Timeout>>>,
    /// The bodies of requests for tokens.
    asked: Mutex<Vec<Bytes>>,
    failures: AtomicUsize,
}

impl Slow {
    fn new(token: Duration) -> Arc<Self> {
        Arc::new(Self {
            token,
            limits: Mutex::default(),
            asked: Mutex::default(),
            failures: AtomicUsize::new(0),
        })
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl Transport for Slow {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            if request.uri().path() != "/token" {
                let limit = request.extensions().get::<Timeout>().copied();
                self.limits.lock().unwrap().push(limit);
                return Ok(http::Response::new(Body::empty()));
            }
            let number = {
                let mut asked = self.asked.lock().unwrap();
                asked.push(request.body().as_bytes().unwrap().clone());
                asked.len()
            };
            sleep(self.token).await;
            let status = if self.failures.load(Ordering::SeqCst) >= number {
                503
            } else {
                200
            };
            let body = format!(r#"{{"access_token": "t{number}", "refresh_token": "r{number}"}}"#);
            let answer = http::Response::builder().status(status);
            Ok(answer.body(Bytes::from(body).into()).unwrap())
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        Some(Box::pin(sleep(time)))
    }
}

pub(crate) struct Get;

impl Operation for Get {
    type Output = u16;
    type Error = ();
    const NAME: &'static str = "GET /x";

    fn request(&self) -> Result<Request, RequestError> {
        Request::new(Method::GET, "/x")
            .security(&[&["Key"]])
            .build()
    }

    fn response(response: RawResponse) -> Result<u16, Error<()>> {
        Ok(response.status.as_u16())
    }
}

fn core(transport: &Arc<Slow>, credential: Credential) -> Core {
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.credential("Key", credential);
    builder.build_with(Arc::clone(transport)).unwrap()
}

fn oauth() -> OAuth {
    OAuth::refresh_token("https://example.com/token", "id", None, "r0")
}

fn is_late<T>(outcome: &Result<T, Error<()>>) -> bool {
    matches!(outcome, Err(Error::Transport(error)) if error.is_timeout())
}

/// Begins a call, and gives it up where it has to wait.
fn dropped(call: Call<'_, Get>) {
    let mut future = call.into_future();
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
}

#[tokio::test]
async fn a_call_that_waits_for_the_token_of_another_has_its_own_end() {
    let slow = Slow::new(ms(600));
    let core = core(&slow, Credential::bearer_with(oauth()));
    let begin = Instant::now();
    let (first, second) = tokio::join!(core.call(Get), async {
        let outcome = core.call(Get).with_timeout(ms(30)).await;
        (outcome, begin.elapsed())
    });
    assert_eq!(first.unwrap(), 200);
    assert!(is_late(&second.0), "{second:?}");
    assert!(second.1 < ms(500), "{second:?}");
    assert_eq!(slow.asked(), 1);
}

#[tokio::test]
async fn who_renews_may_run_out_of_time_and_the_others_go_on() {
    let slow = Slow::new(ms(200));
    let core = core(&slow, Credential::bearer_with(oauth()));
    let (first, second, third) = tokio::join!(
        core.call(Get).with_timeout(ms(30)),
        core.call(Get),
        core.call(Get).with_timeout(Duration::from_secs(60)),
    );
    assert!(is_late(&first), "{first:?}");
    assert_eq!((second.unwrap(), third.unwrap()), (200, 200));
    assert_eq!(slow.asked(), 1);
}

#[tokio::test]
async fn a_renewal_that_nobody_waits_for_goes_on_with_the_next_call() {
    let slow = Slow::new(ms(100));
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&kept);
    let source = oauth().on_refresh_token(move |token| keep.lock().unwrap().push(token.to_owned()));
    let core = core(&slow, Credential::bearer_with(source));
    dropped(core.call(Get));
    sleep(ms(150)).await;
    assert_eq!(core.call(Get).await.unwrap(), 200);
    // The refresh token was used once, and the one that came for it is not lost.
    assert_eq!(
        *slow.asked.lock().unwrap(),
        ["grant_type=refresh_token&refresh_token=r0&client_id=id"]
    );
    assert_eq!(*kept.lock().unwrap(), ["r1"]);
}

#[tokio::test]
async fn the_failure_of_a_renewal_that_was_given_up_is_not_that_of_the_next_call() {
    let slow = Slow::new(ms(20));
    slow.failures.store(1, Ordering::SeqCst);
    let core = core(&slow, Credential::bearer_with(oauth()));
    dropped(core.call(Get));
    sleep(ms(50)).await;
    assert_eq!(core.call(Get).await.unwrap(), 200);
    assert_eq!(slow.asked(), 2);
}

#[tokio::test]
async fn what_the_token_took_is_not_left_for_the_call() {
    let slow = Slow::new(ms(300));
    let core = core(&slow, Credential::bearer_with(oauth()));
    core.call(Get)
        .with_timeout(Duration::from_secs(60))
        .await
        .unwrap();
    let limit = slow.limits.lock().unwrap()[0].unwrap().0;
    assert!(limit <= ms(60_000 - 290), "{limit:?}");
}

#[tokio::test]
async fn a_token_that_has_not_ended_is_used_when_its_renewal_hangs() {
    let slow = Slow::new(ms(0));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let source = move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move {
            if number > 0 {
                std::future::pending::<()>().await;
            }
            let hour = Duration::from_secs(3600);
            Ok(Token::new("t").expires_in(hour).renewed_early(hour))
        }
    };
    let core = core(&slow, Credential::bearer_with(source));
    for _ in 0..3 {
        let call = core.call(Get).with_timeout(Duration::from_secs(1));
        assert_eq!(call.await.unwrap(), 200);
    }
    // The second call waited for half of its time, and the third not at all.
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    let limits = slow.limits.lock().unwrap().clone();
    assert!(limits[1].unwrap().0 <= ms(500), "{limits:?}");
    assert!(limits[2].unwrap().0 > ms(600), "{limits:?}");
}

/// How often a call was woken.
#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn who_comes_while_a_renewal_is_polled_is_woken_though_the_one_that_polls_is_dropped() {
    type Other = BoxFuture<'static, Result<u16, Error<()>>>;
    let slow = Slow::new(ms(0));
    let other: Arc<Mutex<Option<Other>>> = Arc::default();
    let woken = Arc::new(Woken::default());
    let (coming, waker) = (Arc::clone(&other), Waker::from(Arc::clone(&woken)));
    let source = move || {
        let (coming, waker) = (Arc::clone(&coming), waker.clone());
        let mut is_first = true;
        poll_fn(move |context| {
            if !std::mem::take(&mut is_first) {
                return Poll::Ready(Ok::<_, TokenError>(Token::new("t")));
            }
            context.waker().wake_by_ref();
            let mut coming = coming.lock().unwrap();
            let coming = coming.as_mut().unwrap().as_mut();
            assert!(coming.poll(&mut Context::from_waker(&waker)).is_pending());
            Poll::Pending
        })
    };
    let core = core(&slow, Credential::bearer_with(source));
    let clone = core.clone();
    *other.lock().unwrap() = Some(Box::pin(async move { clone.call(Get).await }));
    dropped(core.call(Get));
    assert!(woken.0.load(Ordering::SeqCst) > 0);
    let other = other.lock().unwrap().take().unwrap();
    assert_eq!(other.await.unwrap(), 200);
}

#[tokio::test]
async fn a_source_that_panics_is_asked_again() {
    let slow = Slow::new(ms(0));
    let asked = AtomicUsize::new(0);
    let source = move || {
        let number = asked.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::task::yield_now().await;
            assert!(number > 0, "the first one fails");
            Ok::<_, TokenError>(Token::new("t"))
        }
    };
    let core = core(&slow, Credential::bearer_with(source));
    let other = core.clone();
    let failed = tokio::spawn(async move { other.call(Get).await }).await;
    assert!(failed.unwrap_err().is_panic());
    assert_eq!(core.call(Get).await.unwrap(), 200);
}

#[test]
fn a_renewal_whose_runtime_is_gone_is_begun_again() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().build().unwrap()
    };
    let slow = Slow::new(ms(20));
    let core = core(&slow, Credential::bearer_with(oauth()));
    let first = runtime();
    first.block_on(async { dropped(core.call(Get)) });
    drop(first);
    let status = runtime().block_on(async { core.call(Get).await });
    assert_eq!(status.unwrap(), 200);
    assert_eq!(slow.asked(), 2);
}

#[tokio::test]
async fn requests_for_tokens_are_tried_again_as_calls_are() {
    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let busy = crate::waiting::Busy(count);
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.credential("Key", Credential::bearer_with(oauth()));
    builder.retry(RetryPolicy::new(2).wait(ms(1), ms(2)));
    let core = builder.build_with(busy).unwrap();
    assert_eq!(core.call(Get).await.unwrap(), 200);
    assert_eq!(tries.load(Ordering::SeqCst), 2);
}

/// Has no connection for the first request for a token.
struct Busy(Arc<AtomicUsize>);

impl Transport for Busy {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let is_token = request.uri().path() == "/token";
            if is_token && self.0.fetch_add(1, Ordering::SeqCst) == 0 {
                return Err(TransportError::new(TransportErrorKind::Connect, "refused"));
            }
            let body = Bytes::from(r#"{"access_token": "t"}"#);
            Ok(http::Response::new(body.into()))
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        Some(Box::pin(sleep(time)))
    }
}

/// Waits in no time, as the transports of tests do.
struct Timeless(Slow);

impl Transport for Timeless {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.send(request)
    }

    fn sleep(&self, _: Duration) -> Option<BoxFuture<'_, ()>> {
        Some(Box::pin(async {}))
    }
}

#[tokio::test]
async fn a_clock_of_a_test_ends_no_call() {
    let slow = Arc::into_inner(Slow::new(ms(20))).unwrap();
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.credential("Key", Credential::bearer_with(oauth()));
    builder.timeout(Duration::from_secs(60));
    let core = builder.build_with(Timeless(slow)).unwrap();
    assert_eq!(core.call(Get).await.unwrap(), 200);
}
