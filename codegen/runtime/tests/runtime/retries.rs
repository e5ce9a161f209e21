//! Which calls are tried again, when, and how often.

use crate::bodies::pieces;
use crate::runtime::{
    Body, BoxFuture, BuildError, Bytes, CoreBuilder, Method, RateLimit, RawResponse, Request,
    RetryPolicy, SendError, StatusCode, Timeout, Transport, TransportError, TransportErrorKind,
};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the server does with one request.
#[derive(Debug, Clone, Copy)]
enum Does {
    Answer(u16, &'static str),
    Fail(TransportErrorKind),
    /// Answers, and then the body breaks off.
    BreakOff,
}

use Does::{Answer, BreakOff, Fail};

/// Answers from a list, and waits in no time.
#[derive(Debug, Default)]
struct Script {
    left: Mutex<VecDeque<Does>>,
    limits: Mutex<Vec<Option<Duration>>>,
    waits: Mutex<Vec<Duration>>,
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let limit = request.extensions().get::<Timeout>().map(|limit| limit.0);
        self.limits.lock().unwrap().push(limit);
        let does = self.left.lock().unwrap().pop_front().unwrap();
        Box::pin(async move {
            let (status, wait, body) = match does {
                Fail(kind) => return Err(TransportError::new(kind, "as the script says")),
                Answer(status, wait) => (status, wait, Body::from(Bytes::from("body"))),
                BreakOff => {
                    let fault = TransportError::new(TransportErrorKind::Body, "reset");
                    let mut rest = pieces(&["bo"]);
                    rest.break_off(fault);
                    (200, "", Body::stream(rest, None))
                }
            };
            let mut answer = http::Response::builder().status(status);
            if !wait.is_empty() {
                answer = answer.header("retry-after", wait);
            }
            Ok(answer.body(body).unwrap())
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        self.waits.lock().unwrap().push(time);
        Some(Box::pin(async {}))
    }
}

fn request(method: Method) -> Request {
    let body = Bytes::from("body");
    let request = Request::new(method, "/x").bytes("text/plain", body);
    request.build().unwrap()
}

/// What comes of a request, and how long was waited between tries.
async fn outcome(
    policy: RetryPolicy,
    timeout: Option<Duration>,
    request: Request,
    script: &[Does],
) -> (Result<RawResponse, SendError>, Vec<Duration>, Arc<Script>) {
    let transport = Arc::new(Script::default());
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.retry(policy);
    if let Some(limit) = timeout {
        builder.timeout(limit);
    }
    let core = builder.build_with(Arc::clone(&transport)).unwrap();
    transport.left.lock().unwrap().extend(script);
    // The builder asks whether there is a clock.
    transport.waits.lock().unwrap().clear();
    let outcome = core.send("X /x", Ok(request)).await;
    let waits = std::mem::take(&mut *transport.waits.lock().unwrap());
    (outcome, waits, transport)
}

fn policy() -> RetryPolicy {
    RetryPolicy::new(3).wait(Duration::from_millis(100), Duration::from_secs(5))
}

/// How often such a request is sent when this happens the first time.
async fn tries(request: Request, first: Does) -> usize {
    let (_, waits, _) = outcome(policy(), None, request, &[first, Answer(200, "")]).await;
    waits.len() + 1
}

#[tokio::test]
async fn what_may_have_been_done_is_not_done_twice() {
    use TransportErrorKind::{Body, Connect, Other, Timeout, TooLarge};
    // What happened, and how often a request is sent then that is idempotent, and one that is not.
    for (first, idempotent, other) in [
        (Answer(200, ""), 1, 1),
        (Answer(400, ""), 1, 1),
        (Answer(408, ""), 2, 2),
        (Answer(429, ""), 2, 2),
        (Answer(500, ""), 1, 1),
        (Answer(502, ""), 2, 1),
        (Answer(503, "1"), 2, 1),
        (Answer(504, ""), 2, 1),
        (Fail(Connect), 2, 2),
        (Fail(Timeout), 2, 1),
        (Fail(Body), 2, 1),
        (Fail(Other), 2, 1),
        (Fail(TooLarge), 1, 1),
        (BreakOff, 2, 1),
    ] {
        for (method, expected) in [
            ("GET", idempotent),
            ("PUT", idempotent),
            ("DELETE", idempotent),
            ("QUERY", idempotent),
            ("POST", other),
            ("PATCH", other),
        ] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let sent = tries(request(method.clone()), first).await;
            assert_eq!(sent, expected, "{method} {first:?}");
        }
        let mut with_key = request(Method::POST);
        let key = http::HeaderValue::from_static("8e03978e");
        with_key.headers.insert("idempotency-key", key);
        assert_eq!(tries(with_key, first).await, idempotent, "{first:?}");
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let body = Body::stream(pieces(&["a"]), None);
    let request = Request::new(Method::PUT, "/x").body("text/plain", body);
    assert_eq!(tries(request.build().unwrap(), Answer(503, "")).await, 1);
}

#[tokio::test]
async fn waits_double_and_end() {
    let always = [Answer(503, ""); 9];
    let (answer, waits, transport) = outcome(policy(), None, request(Method::GET), &always).await;
    assert_eq!(answer.unwrap().status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(transport.left.lock().unwrap().len(), 5, "four tries");
    assert_eq!(waits.len(), 3);
    for (wait, most) in waits.into_iter().zip([100, 200, 400]) {
        let most = Duration::from_millis(most);
        assert!(wait >= most / 2 && wait <= most, "{wait:?}");
    }
    let many = RetryPolicy::new(8).wait(Duration::from_secs(1), Duration::from_secs(2));
    let (_, waits, _) = outcome(many, None, request(Method::GET), &always).await;
    assert_eq!(waits.len(), 8);
    assert!(waits.iter().all(|wait| *wait <= Duration::from_secs(2)));
}

#[tokio::test]
async fn waits_differ_from_client_to_client() {
    let mut all = Vec::new();
    for _ in 0..20 {
        let script = [Answer(503, ""), Answer(200, "")];
        all.extend(
            outcome(policy(), None, request(Method::GET), &script)
                .await
                .1,
        );
    }
    all.sort();
    all.dedup();
    assert!(all.len() > 10, "{all:?}");
}

#[tokio::test]
async fn servers_say_how_long_to_wait() {
    for (asked, expected) in [("2", Some(2)), ("5", Some(5)), ("6", None), ("0", Some(0))] {
        let script = [Answer(429, asked), Answer(200, "")];
        let (answer, waits, _) = outcome(policy(), None, request(Method::POST), &script).await;
        let answer = answer.unwrap();
        match expected {
            Some(0) => assert!(waits[0] <= Duration::from_millis(100), "{waits:?}"),
            Some(seconds) => assert_eq!(waits, [Duration::from_secs(seconds)]),
            None => {
                assert_eq!((answer.status.as_u16(), waits.len()), (429, 0));
                assert_eq!(answer.retry_after(), Some(Duration::from_secs(6)));
            }
        }
    }
}

#[tokio::test]
async fn the_limit_of_a_call_holds_for_all_tries() {
    let limit = Duration::from_secs(3);
    let script = [Answer(503, "1"), Answer(503, "4"), Answer(200, "")];
    let (answer, waits, transport) =
        outcome(policy(), Some(limit), request(Method::GET), &script).await;
    // There would be no time left after the second wait.
    assert_eq!(answer.unwrap().status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(waits, [Duration::from_secs(1)]);
    let limits = transport.limits.lock().unwrap().clone();
    assert!(limits.iter().all(|left| *left <= Some(limit)), "{limits:?}");
    assert!(limits[1] <= limits[0], "{limits:?}");

    let single = policy().attempt_timeout(Duration::from_secs(1));
    let script = [Fail(TransportErrorKind::Timeout), Answer(200, "")];
    let (answer, _, transport) = outcome(single, Some(limit), request(Method::GET), &script).await;
    assert_eq!(answer.unwrap().status, StatusCode::OK);
    let limits = transport.limits.lock().unwrap().clone();
    assert_eq!(limits, [Some(Duration::from_secs(1)); 2]);
}

struct NoClock;

impl Transport for NoClock {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Body::empty())) })
    }
}

#[test]
fn a_transport_that_cannot_wait_is_refused() {
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.retry(RetryPolicy::default());
    let error = builder.build_with(NoClock).unwrap_err();
    assert!(matches!(error, BuildError::NoTimer), "{error}");
}

fn answer(headers: &[(&'static str, &'static str)]) -> RawResponse {
    let pairs = headers.iter().map(|(name, value)| {
        let name = http::HeaderName::from_static(name);
        (name, http::HeaderValue::from_static(value))
    });
    RawResponse {
        operation: "GET /x",
        status: StatusCode::TOO_MANY_REQUESTS,
        headers: pairs.collect(),
        body: Bytes::new(),
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (value, expected) in [
        ("120", Some(120)),
        (" 0 ", Some(0)),
        ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
        ("Sunday, 06-Nov-94 08:50:37 GMT", Some(60)),
        ("Sun Nov  6 08:50:37 1994", Some(60)),
        ("Tue, 07 Nov 1995 08:49:37 GMT", Some(366 * 86400)),
        ("Wed, 06 Mar 1996 08:49:37 GMT", Some(486 * 86400)),
        ("Sun, 06 Nov 1994 08:49:36 GMT", Some(0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("Sun, 06 Nov 1994 25:49:37 GMT", None),
        ("Sun, 06 Xov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 99999999999999999999 08:49:37 GMT", None),
    ] {
        let answer = answer(&[("retry-after", value), ("date", date)]);
        assert_eq!(
            answer.retry_after(),
            expected.map(Duration::from_secs),
            "{value}"
        );
    }
    let without_date = answer(&[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]);
    assert!(without_date.retry_after() > Some(Duration::from_secs(1 << 32)));
}

#[test]
fn rate_limits_are_read_where_they_stand() {
    let of = |headers: &[_]| RateLimit::of(&answer(headers).headers);
    assert_eq!(of(&[]), RateLimit::default());
    let common = [
        ("x-ratelimit-limit", "100"),
        ("x-ratelimit-remaining", "7"),
        ("x-ratelimit-reset", "1372700873"),
    ];
    let expected = RateLimit {
        limit: Some(100),
        remaining: Some(7),
        reset: Some(1_372_700_873),
    };
    assert_eq!(of(&common), expected);
    let standard = of(&[
        ("ratelimit-limit", "10, 10;w=1"),
        ("ratelimit-reset", "none"),
    ]);
    assert_eq!((standard.limit, standard.reset), (Some(10), None));
}
