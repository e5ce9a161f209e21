//! What a client sends, seen by a transport that answers by itself.

use crate::runtime::{
    Body, BoxFuture, BuildError, Bytes, Core, CoreBuilder, Credential, Error, Method, Operation,
    RawResponse, Request, RequestError, Secret, StatusCode, Timeout, Transport, TransportError,
    TransportErrorKind,
};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) type Sent = http::Request<Body>;

#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) sent: Mutex<Vec<Sent>>,
}

impl Transport for Memory {
    fn send(&self, request: Sent) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let answer = match request.uri().path() {
            "/down" => Err(TransportError::new(TransportErrorKind::Connect, "refused")),
            path if path.ends_with("/missing") => Ok(http::Response::builder()
                .status(404)
                .body(Bytes::from("no").into())
                .unwrap()),
            _ => Ok(http::Response::builder()
                .header("x-page", "2")
                .body(Bytes::from("[7]").into())
                .unwrap()),
        };
        self.sent.lock().unwrap().push(request);
        Box::pin(async { answer })
    }
}

/// What a core that is set up like this sends.
async fn sent(set_up: impl FnOnce(&mut CoreBuilder), request: Request) -> Sent {
    let memory = Arc::new(Memory::default());
    let mut builder = CoreBuilder::new(Some("https://example.com/"), "test/1");
    set_up(&mut builder);
    let core = builder.build_with(Arc::clone(&memory)).unwrap();
    core.send("GET /x", Ok(request)).await.unwrap();
    memory.sent.lock().unwrap().pop().unwrap()
}

fn asking(security: &'static [&'static [&'static str]]) -> Request {
    Request::new(Method::GET, "/x")
        .security(security)
        .build()
        .unwrap()
}

fn built(set_up: impl FnOnce(&mut CoreBuilder)) -> Result<Core, BuildError> {
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    set_up(&mut builder);
    builder.build_with(Memory::default())
}

#[tokio::test]
async fn base_urls_and_paths_are_joined_once() {
    for (base, expected) in [
        ("https://example.com", "https://example.com/x"),
        ("https://example.com/", "https://example.com/x"),
        ("https://example.com/api/v1", "https://example.com/api/v1/x"),
        (
            "HTTP://Example.com:8080/api//",
            "http://example.com:8080/api/x",
        ),
        (
            "https://bücher.example/ü",
            "https://xn--bcher-kva.example/%C3%BC/x",
        ),
    ] {
        assert_eq!(
            sent(|core| core.base_url(base), asking(&[]))
                .await
                .uri()
                .to_string(),
            expected
        );
    }
    let request = Request::new(Method::POST, "//a//?q=1")
        .bytes("a/b", Bytes::from("body"))
        .build()
        .unwrap();
    let request = sent(|_| (), request).await;
    assert_eq!(request.uri().to_string(), "https://example.com//a//?q=1");
    assert_eq!(
        (
            request.method(),
            request.body().as_bytes().unwrap().as_ref()
        ),
        (&Method::POST, &b"body"[..])
    );
    assert_eq!(request.headers()["content-type"], "a/b");
}

#[test]
fn base_urls_that_cannot_be_used_are_refused() {
    for base in [
        "",
        "/v3",
        "ftp://a",
        "https://{region}.a",
        "https://a/?b",
        "https://a/#b",
        "https://me:hidden@a/",
    ] {
        let error = built(|core| core.base_url(base)).unwrap_err();
        assert!(matches!(error, BuildError::InvalidBaseUrl { .. }), "{base}");
        assert!(!error.to_string().contains("hidden"));
        let mut builder = CoreBuilder::new(Some("https://a"), "test/1");
        builder.base_url(base);
        assert!(format!("{builder:?}").contains("[invalid]"), "{builder:?}");
    }
    let error = CoreBuilder::new(None, "test/1")
        .build_with(Memory::default())
        .unwrap_err();
    assert!(matches!(error, BuildError::MissingBaseUrl));
}

#[tokio::test]
async fn default_headers_give_way_to_the_requests_own() {
    let set_up = |core: &mut CoreBuilder| {
        core.default_header("X-A", "default");
        core.default_header("X-B", "default");
        core.timeout(Duration::from_secs(3));
    };
    let request = Request::new(Method::GET, "/x")
        .header("X-B", &"own")
        .build()
        .unwrap();
    let request = sent(set_up, request).await;
    assert_eq!(
        (&request.headers()["x-a"], &request.headers()["x-b"]),
        (&"default".parse().unwrap(), &"own".parse().unwrap())
    );
    assert_eq!(request.headers()["user-agent"], "test/1");
    assert_eq!(
        request.extensions().get(),
        Some(&Timeout(Duration::from_secs(3)))
    );

    let request = sent(|core| core.user_agent("mine"), asking(&[])).await;
    assert_eq!(request.headers()["user-agent"], "mine");
    assert_eq!(request.extensions().get::<Timeout>(), None);
    assert!(matches!(
        built(|core| core.default_header("X-A", "hidden\n")).unwrap_err(),
        BuildError::InvalidHeader { name } if name == "X-A"
    ));
}

#[tokio::test]
async fn credentials_go_where_they_belong() {
    let with = async |credential: Credential| {
        sent(
            |core| core.credential("Key", credential),
            asking(&[&["Key"]]),
        )
        .await
    };
    let request = with(Credential::bearer("t.o-k")).await;
    assert_eq!(request.headers()["authorization"], "Bearer t.o-k");
    assert!(request.headers()["authorization"].is_sensitive());
    for (user, password, expected) in [
        (
            "Aladdin",
            "open sesame",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        ("a", "", "Basic YTo="),
        ("a", "ÿ~>", "Basic YTrDv34+"),
        ("", "??", "Basic Oj8/"),
    ] {
        assert_eq!(
            with(Credential::basic(user, password)).await.headers()["authorization"],
            expected
        );
    }
    let request = with(Credential::api_key_header("X-Key", "k")).await;
    assert_eq!(
        (
            &request.headers()["x-key"],
            request.headers()["x-key"].is_sensitive()
        ),
        (&"k".parse().unwrap(), true)
    );
    assert_eq!(
        with(Credential::api_key_query("key", "a&b"))
            .await
            .uri()
            .query(),
        Some("key=a%26b")
    );
    let request = with(Credential::api_key_cookie("sid", "a;b")).await;
    assert_eq!(request.headers()["cookie"], "sid=a%3Bb");
    assert!(request.headers()["cookie"].is_sensitive());
}

#[tokio::test]
async fn the_value_of_any_scheme_is_sent_behind_its_name() {
    let credential = Credential::http("Hawk", r#"id="a", mac="b""#);
    let request = sent(
        |core| core.credential("Key", credential),
        asking(&[&["Key"]]),
    )
    .await;
    let value = &request.headers()["authorization"];
    assert_eq!(value, r#"Hawk id="a", mac="b""#);
    assert!(value.is_sensitive());
}

#[tokio::test]
async fn what_is_given_for_a_call_goes_before_credentials_and_those_before_default_headers() {
    let set_up = |core: &mut CoreBuilder| {
        core.default_header("X-Key", "default");
        core.credential("H", Credential::api_key_header("X-Key", "of the client"));
        core.credential("Q", Credential::api_key_query("a key", "of the client"));
        core.credential("C", Credential::api_key_cookie("s", "of the client"));
    };
    let asking = || Request::new(Method::GET, "/x").security(&[&["H", "Q", "C"]]);
    let request = asking()
        .header("X-Key", &"own")
        .query("a key", &"own")
        .cookie("s", &"own");
    let request = sent(set_up, request.build().unwrap()).await;
    let keys: Vec<_> = request.headers().get_all("x-key").iter().collect();
    assert_eq!(keys, ["own"]);
    assert_eq!(request.uri().query(), Some("a%20key=own"));
    assert_eq!(request.headers()["cookie"], "s=own");

    let request = asking().query("a", &"own").cookie("ss", &"own");
    let request = sent(set_up, request.build().unwrap()).await;
    let keys: Vec<_> = request.headers().get_all("x-key").iter().collect();
    assert_eq!(keys, ["of the client"]);
    assert_eq!(
        request.uri().query(),
        Some("a=own&a%20key=of%20the%20client")
    );
    assert_eq!(request.headers()["cookie"], "ss=own; s=of%20the%20client");
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server_unless_the_caller_chose_a_base_url() {
    let request = || {
        let request = Request::new(Method::GET, "/x").server("https://own.example.com/v1/");
        request.security(&[&["Key"]]).build().unwrap()
    };
    let sent = async |set_up: fn(&mut CoreBuilder), request| {
        let with_key = |core: &mut CoreBuilder| {
            core.credential("Key", Credential::bearer("t"));
            set_up(core);
        };
        let request = sent(with_key, request).await;
        (
            request.uri().to_string(),
            request.headers().contains_key("authorization"),
        )
    };
    let other = |core: &mut CoreBuilder| core.server("https://other.example.com/");
    let chosen = |core: &mut CoreBuilder| {
        core.base_url("https://chosen.example.com/");
        core.server("https://other.example.com/");
    };
    let own = ("https://own.example.com/v1/x".to_owned(), true);
    assert_eq!(sent(|_| (), request()).await, own);
    assert_eq!(sent(other, request()).await, own);
    let at_other = ("https://other.example.com/x".to_owned(), false);
    assert_eq!(sent(other, asking(&[])).await, at_other);
    let at_chosen = ("https://chosen.example.com/x".to_owned(), true);
    assert_eq!(sent(chosen, request()).await, at_chosen);
}

#[tokio::test]
async fn keys_are_merged_with_what_the_request_has() {
    let request = Request::new(Method::GET, "/x?a=1")
        .cookie("c", &1)
        .security(&[&["Q", "C"]])
        .build()
        .unwrap();
    let set_up = |core: &mut CoreBuilder| {
        core.credential("Q", Credential::api_key_query("q", "k"));
        core.credential("C", Credential::api_key_cookie("s", "k"));
    };
    let request = sent(set_up, request).await;
    assert_eq!(request.uri().query(), Some("a=1&q=k"));
    assert_eq!(
        request
            .headers()
            .get_all("cookie")
            .iter()
            .collect::<Vec<_>>(),
        ["c=1; s=k"]
    );
}

#[tokio::test]
async fn the_first_alternative_that_is_configured_in_full_is_used() {
    let chosen = async |configured: &[&'static str], security| {
        let set_up = |core: &mut CoreBuilder| {
            for name in configured.iter().copied() {
                core.credential(name, Credential::api_key_header(name, "k"));
            }
        };
        let request = sent(set_up, asking(security)).await;
        ["a", "b", "c"]
            .into_iter()
            .filter(|name| request.headers().contains_key(*name))
            .collect::<String>()
    };
    assert_eq!(chosen(&["a", "b", "c"], &[&["a"], &["b", "c"]]).await, "a");
    assert_eq!(chosen(&["b", "c"], &[&["a"], &["b", "c"]]).await, "bc");
    assert_eq!(
        chosen(&["b"], &[&["a"], &["b", "c"]]).await,
        "",
        "half of a set is not sent"
    );
    assert_eq!(chosen(&["a"], &[&["a"], &[]]).await, "a");
    assert_eq!(
        chosen(&["a"], &[&[], &["a"]]).await,
        "a",
        "what may be left out is used when it is there"
    );
    assert_eq!(chosen(&[], &[&["a"], &[]]).await, "");
    assert_eq!(
        chosen(&["a"], &[]).await,
        "",
        "an operation that asks for nothing gets nothing"
    );
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    for credential in [
        Credential::bearer("hidden\n"),
        Credential::basic("a:hidden", "b"),
        Credential::api_key_header("X-Key", "hidden\r\nA: b"),
        Credential::api_key_header("no name", "hidden"),
    ] {
        let error = built(|core| core.credential("Key", credential)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the credential for `Key` has characters that cannot be sent"
        );
        assert!(!format!("{error:?}").contains("hidden"));
    }
}

#[test]
fn nothing_shows_secrets() {
    let mut builder = CoreBuilder::new(Some("https://example.com/v1"), "test/1");
    builder.credential("One", Credential::bearer("hidden"));
    builder.credential("Two", Credential::basic("hidden", "hidden"));
    builder.credential("Three", Credential::api_key_query("k", "hidden"));
    builder.default_header("X-Key", "hidden");
    let secret = Secret::new("hidden");
    assert_eq!(
        (format!("{secret} {secret:?}"), secret.expose()),
        ("[redacted] [redacted]".to_owned(), "hidden")
    );
    let mut shown = vec![
        format!("{builder:?}"),
        format!("{:?}", Credential::basic("hidden", "hidden")),
    ];
    let core = builder.build_with(Memory::default()).unwrap();
    shown.push(format!(
        "{core:?} {:?}",
        core.call(List {
            path: "/x",
            _not_send: Rc::new(())
        })
    ));
    for text in shown {
        assert!(!text.contains("hidden"), "{text}");
    }
    assert_eq!(
        format!("{core:?}"),
        r#"Core { base_url: "https://example.com/v1", credentials: ["One", "Three", "Two"], .. }"#
    );
}

#[derive(Debug, Clone)]
pub(crate) struct List {
    path: &'static str,
    _not_send: Rc<()>,
}

impl List {
    pub(crate) fn new(path: &'static str) -> Self {
        Self {
            path,
            _not_send: Rc::new(()),
        }
    }
}

impl Operation for List {
    type Output = Vec<i32>;
    type Error = String;
    const NAME: &'static str = "GET /list";

    fn request(&self) -> Result<Request, RequestError> {
        Request::new(Method::GET, self.path)
            .security(&[&["Key", "Token"]])
            .build()
    }

    fn response(response: RawResponse) -> Result<Vec<i32>, Error<String>> {
        match response.status.as_u16() {
            200 => response.json(),
            404 => Err(response.error_text(|text| text)),
            _ => Err(response.undocumented()),
        }
    }
}

#[tokio::test]
async fn calls_give_the_value_or_the_whole_answer() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let core = built(|_| ()).unwrap();
    let list = |path| core.call(List::new(path));
    assert_eq!(is_send(list("/x").into_future()).await.unwrap(), [7]);
    let response = is_send(list("/x").send()).await.unwrap();
    assert_eq!((response.status, response.value), (StatusCode::OK, vec![7]));
    assert_eq!(response.headers["x-page"], "2");

    match list("/missing").await.unwrap_err() {
        Error::Api { error, response } => {
            assert_eq!((error.as_str(), response.operation), ("no", "GET /list"));
        }
        other => panic!("{other:?}"),
    }
    assert!(
        matches!(list("/down").await.unwrap_err(), Error::Transport(fault) if fault.is_connect())
    );
    assert!(matches!(
        list("/{id}").send().await.unwrap_err(),
        Error::Request(_)
    ));
    let long: &'static str = Box::leak(format!("/{}", "a".repeat(70_000)).into_boxed_str());
    assert!(matches!(
        list(long).await.unwrap_err(),
        Error::Request(RequestError::Url(_))
    ));
}

#[tokio::test]
async fn clones_share_their_transport() {
    let memory = Arc::new(Memory::default());
    let core = CoreBuilder::new(Some("https://example.com"), "test/1")
        .build_with(Arc::clone(&memory))
        .unwrap();
    for core in [core.clone(), core] {
        core.send("GET /x", Ok(asking(&[]))).await.unwrap();
    }
    assert_eq!(memory.sent.lock().unwrap().len(), 2);
}
