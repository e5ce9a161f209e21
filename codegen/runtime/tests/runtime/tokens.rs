//! Bearer tokens that change: asked for once, renewed early, renewed after a 401, and got by OAuth 2.

use crate::runtime::{
    Body, BoxFuture, Bytes, Core, CoreBuilder, Credential, Method, OAuth, OAuthError,
    OAuthErrorCode, RawResponse, Request, RequestError, SendError, Timeout, Token, TokenError,
    Transport, TransportError,
};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

type Sent = http::Request<Body>;

const HOUR: Duration = Duration::from_secs(3600);

/// A server that takes one token, and gives the answers that were prepared to those who ask for one.
#[derive(Default)]
struct World {
    taken: Mutex<String>,
    answers: Mutex<VecDeque<(u16, &'static str)>>,
    sent: Mutex<Vec<Sent>>,
}

impl World {
    fn taking(token: &str) -> Arc<Self> {
        Arc::new(Self {
            taken: Mutex::new(token.to_owned()),
            ..Self::default()
        })
    }

    fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.sent.lock().unwrap())
    }

    fn tokens(&self) -> Vec<String> {
        let sent = self.sent();
        let token = |request: &Sent| {
            let value = request.headers()["authorization"].to_str().unwrap();
            value.trim_start_matches("Bearer ").to_owned()
        };
        sent.iter().map(token).collect()
    }
}

impl Transport for World {
    fn send(&self, request: Sent) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (status, body) = if request.uri().path() == "/token" {
            let answer = self.answers.lock().unwrap().pop_front();
            answer.unwrap_or((500, "none left"))
        } else {
            let expected = format!("Bearer {}", self.taken.lock().unwrap());
            let value = request.headers().get("authorization");
            let is_taken = value.is_some_and(|value| *value == expected);
            (if is_taken { 204 } else { 401 }, "")
        };
        self.sent.lock().unwrap().push(request);
        Box::pin(async move {
            tokio::task::yield_now().await;
            let answer = http::Response::builder().status(status);
            Ok(answer.body(Bytes::from(body).into()).unwrap())
        })
    }
}

/// A client whose tokens are what a closure makes of the number of times that it was asked before.
fn client(
    world: &Arc<World>,
    token: impl Fn(usize) -> Result<Token, TokenError> + Send + Sync + 'static,
) -> (Core, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let source = move || {
        let token = token(count.fetch_add(1, Ordering::SeqCst));
        async {
            // Long enough for all calls of a test to come.
            tokio::time::sleep(Duration::from_millis(20)).await;
            token
        }
    };
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.credential("Key", Credential::bearer_with(source));
    (builder.build_with(Arc::clone(world)).unwrap(), asked)
}

async fn call(core: &Core) -> Result<RawResponse, SendError> {
    let request = Request::new(Method::POST, "/x").text("text/plain", "body");
    core.send("POST /x", request.security(&[&["Key"]]).build())
        .await
}

async fn calls(core: &Core, count: usize) -> Vec<Result<RawResponse, SendError>> {
    let mut set = tokio::task::JoinSet::new();
    for _ in 0..count {
        let core = core.clone();
        set.spawn(async move { call(&core).await });
    }
    set.join_all().await
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "sources of tokens can fail, and this one is one"
)]
fn numbered(number: usize) -> Result<Token, TokenError> {
    Ok(Token::new(format!("t{number}")).expires_in(HOUR))
}

fn body(request: &Sent) -> &[u8] {
    request.body().as_bytes().unwrap()
}

#[tokio::test]
async fn many_calls_at_once_ask_for_one_token() {
    let world = World::taking("t0");
    let (core, asked) = client(&world, numbered);
    for answer in calls(&core, 50).await {
        assert_eq!(answer.unwrap().status, 204);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let sent = world.sent();
    assert_eq!(sent.len(), 50);
    assert!(
        sent.iter()
            .all(|it| it.headers()["authorization"].is_sensitive())
    );
}

#[tokio::test]
async fn all_who_waited_get_the_same_failure_and_the_next_call_asks_again() {
    let world = World::taking("t1");
    let (core, asked) = client(&world, |number| match number {
        0 => Err(TokenError::new("the vault is shut")),
        _ => numbered(number),
    });
    for answer in calls(&core, 20).await {
        let error = answer.unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no credential for `Key`: no token: the vault is shut"
        );
        assert!(matches!(
            error,
            SendError::Request(RequestError::Credential { scheme: "Key", .. })
        ));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(world.sent().len(), 0);
    assert_eq!(call(&core).await.unwrap().status, 204);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let world = World::taking("t0");
    let (core, asked) = client(&world, |number| {
        let token = Token::new(format!("t{number}")).expires_in(HOUR);
        Ok(match number {
            0 => token.renewed_early(HOUR),
            _ => token,
        })
    });
    call(&core).await.unwrap();
    *world.taken.lock().unwrap() = "t1".to_owned();
    call(&core).await.unwrap();
    call(&core).await.unwrap();
    assert_eq!(world.tokens(), ["t0", "t1", "t1"]);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_token_that_has_ended_is_not_sent() {
    let world = World::taking("t0");
    let (core, _) = client(&world, |number| {
        Ok(Token::new(format!("t{number}")).expires_in(Duration::ZERO))
    });
    call(&core).await.unwrap();
    *world.taken.lock().unwrap() = "t1".to_owned();
    call(&core).await.unwrap();
    assert_eq!(world.tokens(), ["t0", "t1"]);
}

#[tokio::test]
async fn a_token_outlives_a_renewal_that_failed_early() {
    let world = World::taking("t0");
    let (core, asked) = client(&world, |number| match number {
        0 => Ok(Token::new("t0").expires_in(HOUR).renewed_early(HOUR)),
        _ => Err(TokenError::new("the vault is shut")),
    });
    for _ in 0..3 {
        assert_eq!(call(&core).await.unwrap().status, 204);
    }
    // It is not tried again at once.
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn after_a_401_the_token_is_renewed_once_and_the_request_repeated_once() {
    let world = World::taking("t1");
    let (core, asked) = client(&world, numbered);
    assert_eq!(call(&core).await.unwrap().status, 204);
    let sent = world.sent();
    let [first, second] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(body(first), b"body");
    assert_eq!(body(second), b"body");
    assert_eq!(first.headers()["authorization"], "Bearer t0");
    assert_eq!(second.headers()["authorization"], "Bearer t1");

    *world.taken.lock().unwrap() = "never".to_owned();
    assert_eq!(call(&core).await.unwrap().status, 401);
    assert_eq!(world.tokens(), ["t1", "t2"]);
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_stream_is_not_sent_twice() {
    let world = World::taking("t1");
    let (core, _) = client(&world, numbered);
    let stream = || Body::stream(Body::from(Bytes::from("body")), None);
    let request = || Request::new(Method::POST, "/x").body("text/plain", stream());
    let asking = || request().security(&[&["Key"]]).build();
    assert_eq!(core.send("POST /x", asking()).await.unwrap().status, 401);
    assert_eq!(core.send("POST /x", asking()).await.unwrap().status, 204);
    assert_eq!(world.tokens(), ["t0", "t1"]);
}

#[tokio::test]
async fn many_401s_at_once_renew_the_token_once() {
    let world = World::taking("t0");
    let (core, asked) = client(&world, numbered);
    call(&core).await.unwrap();
    *world.taken.lock().unwrap() = "t1".to_owned();
    for answer in calls(&core, 30).await {
        assert_eq!(answer.unwrap().status, 204);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn without_a_new_token_the_401_stands() {
    let world = World::taking("other");
    let (core, _) = client(&world, |_| Ok(Token::new("same")));
    assert_eq!(call(&core).await.unwrap().status, 401);
    assert_eq!(world.tokens(), ["same"]);

    let (core, _) = client(&world, |number| match number {
        0 => numbered(0),
        _ => Err(TokenError::new("the vault is shut")),
    });
    assert_eq!(call(&core).await.unwrap().status, 401);
    assert_eq!(world.tokens(), ["t0"]);
}

#[tokio::test]
async fn a_renewal_that_is_given_up_is_taken_over() {
    let world = World::taking("t0");
    let (core, asked) = client(&world, numbered);
    let mut first = Box::pin(call(&core));
    let mut context = Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(&mut context).is_pending());
    let second = tokio::spawn({
        let core = core.clone();
        async move { call(&core).await }
    });
    tokio::task::yield_now().await;
    drop(first);
    assert_eq!(second.await.unwrap().unwrap().status, 204);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_the_caller_gives_for_a_call_is_sent_instead() {
    let world = World::taking("own");
    let (core, asked) = client(&world, numbered);
    let request = Request::new(Method::GET, "/x").header("Authorization", &"Bearer own");
    let request = request.security(&[&["Key"]]).build();
    assert_eq!(core.send("GET /x", request).await.unwrap().status, 204);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

fn oauth(world: &Arc<World>, source: OAuth) -> Core {
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.timeout(HOUR);
    builder.credential("Key", Credential::bearer_with(source));
    builder.build_with(Arc::clone(world)).unwrap()
}

const TOKEN_URL: &str = "https://login.example.com/token";

#[tokio::test]
async fn client_credentials_are_exchanged_for_a_token() {
    let world = World::taking("abc");
    let answer = r#"{"access_token": "abc", "token_type": "Bearer", "expires_in": 3600}"#;
    world.answers.lock().unwrap().push_back((200, answer));
    let source = OAuth::client_credentials(TOKEN_URL, "my client", "p:w/d");
    let core = oauth(&world, source.scopes(&["read", "write"]));
    call(&core).await.unwrap();
    call(&core).await.unwrap();
    let sent = world.sent();
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[0].method(), "POST");
    assert_eq!(sent[0].uri(), TOKEN_URL);
    assert_eq!(
        sent[0].headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    // `my+client:p%3Aw%2Fd`.
    let basic = "Basic bXkrY2xpZW50OnAlM0F3JTJGZA==";
    assert_eq!(sent[0].headers()["authorization"], basic);
    assert!(sent[0].headers()["authorization"].is_sensitive());
    assert_eq!(
        body(&sent[0]),
        b"grant_type=client_credentials&scope=read+write"
    );
    // It is not only for the call that sends it.
    let limit = sent[0].extensions().get::<Timeout>().unwrap().0;
    let seconds = Duration::from_secs;
    assert!(limit > seconds(20) && limit <= seconds(30), "{limit:?}");

    world.answers.lock().unwrap().push_back((200, answer));
    let source = OAuth::client_credentials(TOKEN_URL, "id", "pw").secret_in_body();
    let core = oauth(&world, source.parameter("audience", "a b"));
    call(&core).await.unwrap();
    let sent = world.sent();
    assert!(!sent[0].headers().contains_key("authorization"));
    assert_eq!(
        body(&sent[0]),
        b"grant_type=client_credentials&audience=a+b&client_id=id&client_secret=pw"
    );
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_the_next_one() {
    let world = World::taking("one");
    world.answers.lock().unwrap().extend([
        (
            200,
            r#"{"access_token": "one", "refresh_token": "r2", "expires_in": "3600"}"#,
        ),
        (200, r#"{"access_token": "two", "expires_in": 3600.5}"#),
    ]);
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&kept);
    let source = OAuth::refresh_token(TOKEN_URL, "id", None, "r1");
    let source = source.on_refresh_token(move |token| keep.lock().unwrap().push(token.to_owned()));
    let core = oauth(&world, source);
    call(&core).await.unwrap();
    *world.taken.lock().unwrap() = "two".to_owned();
    assert_eq!(call(&core).await.unwrap().status, 204);
    let sent = world.sent();
    let bodies: Vec<_> = sent.iter().filter(|it| it.uri() == TOKEN_URL).collect();
    assert_eq!(
        body(bodies[0]),
        b"grant_type=refresh_token&refresh_token=r1&client_id=id"
    );
    assert_eq!(
        body(bodies[1]),
        b"grant_type=refresh_token&refresh_token=r2&client_id=id"
    );
    assert_eq!(*kept.lock().unwrap(), ["r2"]);
}

#[tokio::test]
async fn refusals_are_typed_and_show_no_secret() {
    let world = World::taking("abc");
    for (status, body, expected) in [
        (
            400,
            r#"{"error": "invalid_grant", "error_description": "gone"}"#,
            "the OAuth server refused: invalid_grant (gone)",
        ),
        (
            400,
            "{\"error\": \"invalid_grant\", \"error_description\": \"two\\nlines\"}",
            "the OAuth server refused: invalid_grant (two lines)",
        ),
        (
            401,
            r#"{"error": "hidden_reason"}"#,
            "the OAuth server refused: hidden_reason",
        ),
        (
            502,
            "hidden",
            "the OAuth server answered 502 Bad Gateway, and the body is no JSON object",
        ),
        (
            200,
            r#"{"access_token": ""}"#,
            "the OAuth server answered 200 OK, and the body has no `access_token`",
        ),
        (
            200,
            r#"{"access_token": "hidden", "token_type": "mac"}"#,
            "the OAuth server answered 200 OK, and the token is no bearer token",
        ),
    ] {
        world.answers.lock().unwrap().push_back((status, body));
        let source = OAuth::refresh_token(TOKEN_URL, "id", Some("hidden"), "hidden");
        assert!(!format!("{source:?}").contains("hidden"));
        let url = "https://user:hidden@login.example.com/token?key=hidden";
        let shown = format!("{:?}", OAuth::client_credentials(url, "id", "hidden"));
        assert!(
            !shown.contains("hidden") && !shown.contains("user"),
            "{shown}"
        );
        assert!(shown.contains("https://login.example.com/token"), "{shown}");
        let core = oauth(&world, source);
        let error = call(&core).await.unwrap_err();
        let expected = format!("there is no credential for `Key`: no token: {expected}");
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?} {core:?}").contains("\"hidden\""));
        let SendError::Request(RequestError::Credential { cause, .. }) = &error else {
            panic!("{error:?}");
        };
        let cause = cause.source().unwrap().downcast_ref().unwrap();
        match (status, cause) {
            (400, OAuthError::Refused { code, .. }) => {
                assert_eq!(*code, OAuthErrorCode::InvalidGrant);
            }
            (401, OAuthError::Refused { code, .. }) => {
                assert_eq!(code.as_str(), "hidden_reason");
            }
            (502 | 200, OAuthError::Unexpected { status: seen, .. }) => {
                assert_eq!(*seen, status);
            }
            (_, other) => panic!("{other:?}"),
        }
    }
}
