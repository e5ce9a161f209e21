//! A server on loopback that has one answer for everything and remembers what it was sent.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Response, StatusCode},
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

/// What a server answers, whatever it is asked.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Answer {
    /// A status alone.
    pub(crate) fn status(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// A status with JSON.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::status(status).body("application/json", body.to_string())
    }

    /// A body, and what it is said to be.
    pub(crate) fn body(self, media_type: &str, body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            ..self.header("content-type", media_type)
        }
    }

    /// A header more.
    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn to_response(&self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status;
        for (name, value) in &self.headers {
            response.headers_mut().append(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        response
    }
}

/// A request as it arrived.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query, still encoded.
    pub(crate) target: String,
    /// By their names in lower case. `host`, `accept-encoding` and `content-length` are checked on arrival and left out.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Seen {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A server that stops with the test that started it.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

#[derive(Clone)]
struct Shared {
    address: SocketAddr,
    answer: Answer,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server with one answer for everything.
    pub(crate) async fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::default();
        let shared = Shared {
            address,
            answer,
            seen: Arc::clone(&seen),
        };
        let router = Router::new().fallback(take).with_state(shared);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, seen }
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that arrived since the last time.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    /// The one request that arrived since the last time.
    pub(crate) fn only(&self) -> Seen {
        let [seen] = self.seen().try_into().expect("one request arrived");
        seen
    }
}

async fn take(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let mut headers = BTreeMap::new();
    for (name, value) in &head.headers {
        let text = value.to_str().unwrap().to_owned();
        assert_eq!(
            headers.insert(name.to_string(), text),
            None,
            "{name} came twice"
        );
    }
    // They follow from the address and the body, so a test need not repeat them.
    assert_eq!(headers.remove("host"), Some(shared.address.to_string()));
    assert_eq!(headers.remove("accept-encoding").as_deref(), Some("gzip"));
    let length = headers.remove("content-length");
    assert_eq!(length.unwrap_or("0".to_owned()), body.len().to_string());
    shared.seen.lock().unwrap().push(Seen {
        method: head.method.to_string(),
        target: head.uri.to_string(),
        headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    shared.answer.to_response()
}
