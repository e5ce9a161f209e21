//! Lists that come in pages, over sockets.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::Response,
};
use golden::{
    Error, paging, paging_counted,
    runtime::{PageProblem, Paged, PagedItems, RequestError},
};
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

/// A server that gives these answers in their order, with what it was asked for: target and one header.
#[derive(Clone)]
struct Server {
    url: String,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    seen: Arc<Mutex<Vec<String>>>,
}

struct Answer {
    link: Option<String>,
    body: Value,
}

fn page(body: Value) -> Answer {
    Answer { link: None, body }
}

impl Server {
    async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            seen: Arc::default(),
        };
        let router = Router::new().fallback(take).with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        server
    }

    /// One more answer, for tests that have to know the address first.
    fn then(&self, answer: Answer) {
        self.answers.lock().unwrap().push_back(answer);
    }

    fn client(&self) -> paging::Client {
        let builder = paging::Client::builder().base_url(&self.url);
        builder.build().unwrap()
    }

    /// The client of the lists that are counted or have URLs.
    fn counted(&self) -> paging_counted::Client {
        let builder = paging_counted::Client::builder().base_url(&self.url);
        builder.build().unwrap()
    }

    /// The targets that were asked for since the last time.
    fn seen(&self) -> Vec<String> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

async fn take(State(server): State<Server>, request: Request) -> Response<Body> {
    let target = request.uri().to_string();
    let header = request.headers().get("x-trace");
    let header = header.map_or(String::new(), |value| {
        format!(" {}", value.to_str().unwrap())
    });
    server.seen.lock().unwrap().push(target + &header);
    let Some(answer) = server.answers.lock().unwrap().pop_front() else {
        return Response::builder().status(500).body(Body::empty()).unwrap();
    };
    let mut response = Response::builder().header("content-type", "application/json");
    if let Some(link) = answer.link {
        response = response.header("link", link);
    }
    response.body(Body::from(answer.body.to_string())).unwrap()
}

/// A pet of either document.
trait HasId {
    fn id(&self) -> &str;
}

impl HasId for paging::models::Pet {
    fn id(&self) -> &str {
        &self.id
    }
}

impl HasId for paging_counted::models::Pet {
    fn id(&self) -> &str {
        &self.id
    }
}

/// The ids of all items, and the error at the end if there is one.
async fn all<O: Paged<Item: HasId>>(
    mut items: PagedItems<'_, O>,
) -> (String, Option<Error<O::Error>>) {
    let mut ids = String::new();
    loop {
        match items.next().await {
            None => return (ids, None),
            Some(Ok(pet)) => ids.push_str(pet.id()),
            Some(Err(error)) => {
                assert!(items.next().await.is_none(), "an error is the end");
                return (ids, Some(error));
            }
        }
    }
}

fn problem<E>(error: Option<&Error<E>>) -> Option<PageProblem> {
    match error {
        Some(Error::Request(RequestError::NextPage(problem))) => Some(*problem),
        _ => None,
    }
}

fn pets(ids: &str) -> Value {
    ids.chars()
        .map(|id| json!({"id": id.to_string()}))
        .collect()
}

#[tokio::test]
async fn a_cursor_leads_on_past_an_empty_page() {
    let server = Server::start([
        page(json!({"pets": pets("ab"), "next_cursor": "x&y=1"})),
        page(json!({"pets": [], "next_cursor": "z"})),
        page(json!({"pets": pets("c"), "next_cursor": ""})),
    ])
    .await;
    let client = server.client();
    let call = client
        .operations()
        .cursor()
        .limit(2)
        .with_header("x-trace", "t")
        .with_query("q", "1");
    let (ids, error) = all(call.items()).await;
    assert!(error.is_none());
    assert_eq!(ids, "abc");
    assert_eq!(
        server.seen(),
        [
            "/cursor?limit=2&q=1 t",
            "/cursor?limit=2&cursor=x%26y%3D1&q=1 t",
            "/cursor?limit=2&cursor=z&q=1 t"
        ]
    );
}

#[tokio::test]
async fn a_page_is_asked_for_when_the_one_before_is_used_up() {
    let server = Server::start([
        page(json!({"pets": pets("ab"), "next_cursor": "x"})),
        page(json!({"pets": pets("c")})),
    ])
    .await;
    let client = server.client();
    let mut items = client.operations().cursor().items();
    assert_eq!(
        server.seen(),
        [""; 0],
        "nothing is asked for before the first item"
    );
    for expected in ["a", "b"] {
        assert_eq!(items.next().await.unwrap().unwrap().id, expected);
    }
    assert_eq!(server.seen(), ["/cursor"]);
    assert_eq!(items.next().await.unwrap().unwrap().id, "c");
    assert_eq!(server.seen(), ["/cursor?cursor=x"]);
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(server.seen(), [""; 0]);
}

#[tokio::test]
async fn pages_are_what_the_call_gives() {
    let server = Server::start([
        page(json!({"pets": pets("ab"), "next_cursor": "x"})),
        page(json!({"pets": pets("c")})),
    ])
    .await;
    let client = server.client();
    let mut pages = client.operations().cursor().cursor("from").pages();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.next_cursor.as_deref(), Some("x"));
    assert_eq!(pages.next().await.unwrap().unwrap().pets.len(), 1);
    assert!(pages.next().await.is_none());
    assert_eq!(server.seen(), ["/cursor?cursor=from", "/cursor?cursor=x"]);
}

#[tokio::test]
async fn a_cursor_that_was_there_before_is_an_error() {
    let answer = || page(json!({"pets": pets("a"), "next_cursor": "x"}));
    let server = Server::start([answer(), answer(), answer()]).await;
    let client = server.client();
    let (ids, error) = all(client.operations().cursor().items()).await;
    assert_eq!(ids, "aa");
    let error = error.unwrap();
    assert_eq!(
        error.to_string(),
        "the next page that the server names was there before: the pages would never end"
    );
    assert_eq!(problem(Some(&error)), Some(PageProblem::Repeated));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn an_error_of_the_server_is_the_end() {
    let server = Server::start([page(json!({"pets": pets("a"), "next_cursor": "x"}))]).await;
    let client = server.client();
    let (ids, error) = all(client.operations().cursor().items()).await;
    assert_eq!(ids, "a");
    assert_eq!(error.unwrap().status().unwrap(), 500);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn the_server_says_that_there_is_no_more() {
    let body = |ids, token: Option<&str>, more| {
        page(json!({"data": pets(ids), "meta": {"has_more": more, "nextPageToken": token}}))
    };
    let server = Server::start([body("a", Some("x"), true), body("b", Some("y"), false)]).await;
    let client = server.client();
    let (ids, error) = all(client.operations().token().items()).await;
    assert!(error.is_none());
    assert_eq!(ids, "ab");
    assert_eq!(server.seen(), ["/token", "/token?pageToken=x"]);

    let server = Server::start([page(json!({}))]).await;
    let (ids, error) = all(server.client().operations().token().items()).await;
    assert!(error.is_none());
    assert_eq!(
        ids, "",
        "neither a list nor what is said of it need be there"
    );
}

#[tokio::test]
async fn the_last_item_leads_on() {
    let server = Server::start([
        page(json!({"data": pets("ab"), "has_more": true})),
        page(json!({"data": pets("c"), "has_more": false})),
    ])
    .await;
    let client = server.client();
    let (ids, error) = all(client.operations().last().items()).await;
    assert!(error.is_none());
    assert_eq!(ids, "abc");
    assert_eq!(server.seen(), ["/last", "/last?starting_after=b"]);
}

#[tokio::test]
async fn offsets_and_numbers_are_counted_from_where_the_caller_begins() {
    let lists = [pets("ab"), pets("c"), pets("")];
    let server = Server::start(lists.map(page)).await;
    let client = server.counted();
    let (ids, error) = all(client.operations().offset().offset(10).limit(2).items()).await;
    assert!(error.is_none());
    assert_eq!(ids, "abc");
    assert_eq!(
        server.seen(),
        [
            "/offset?offset=10&limit=2",
            "/offset?limit=2&offset=12",
            "/offset?limit=2&offset=13"
        ]
    );

    let body = |ids| page(json!({"results": pets(ids), "total_pages": 3}));
    let server = Server::start(["a", "b", "c"].map(body)).await;
    let client = server.counted();
    let (ids, error) = all(client.operations().number().items()).await;
    assert!(error.is_none());
    assert_eq!(ids, "abc");
    assert_eq!(
        server.seen(),
        ["/number", "/number?page=2", "/number?page=3"]
    );
}

#[tokio::test]
async fn a_server_that_does_not_count_is_an_error() {
    let server = Server::start([pets("ab"), pets("ab"), pets("ab")].map(page)).await;
    let client = server.counted();
    let (ids, error) = all(client.operations().offset().items()).await;
    assert_eq!(ids, "ab");
    assert_eq!(problem(error.as_ref()), Some(PageProblem::Repeated));
    assert_eq!(
        server.seen(),
        ["/offset", "/offset?offset=2", "/offset?offset=2000002"]
    );
}

#[tokio::test]
async fn a_link_leads_on() {
    let server = Server::start([]).await;
    let linked = |link: Option<String>, ids| Answer {
        link,
        body: pets(ids),
    };
    let url = &server.url;
    let first = format!(
        "<{url}/link?page=1>; rel=\"prev\", <{url}/link?page=2&a=%2C,>; title=\"a, b\"; rel=\"last next\""
    );
    server.then(linked(Some(first), "a"));
    server.then(linked(Some("</elsewhere?page=3>;rel=next".to_owned()), "b"));
    server.then(linked(
        Some("</link?page=1>; rel=\"first\"".to_owned()),
        "c",
    ));
    let client = server.counted();
    let call = client
        .operations()
        .link()
        .with_query("a", "1")
        .with_query("b", "2");
    let (ids, error) = all(call.items()).await;
    assert!(error.is_none());
    assert_eq!(ids, "abc");
    assert_eq!(
        server.seen(),
        [
            "/link?a=1&b=2",
            "/link?page=2&a=%2C,&b=2",
            "/elsewhere?page=3&a=1&b=2"
        ]
    );
}

#[tokio::test]
async fn a_url_leads_on_within_the_origin_alone() {
    let body = |ids, next: Value| page(json!({"items": pets(ids), "links": {"next": next}}));
    let server = Server::start([
        body("a", json!("?after=a")),
        body("b", json!("http://localhost:1/url?after=b")),
    ])
    .await;
    let client = server.counted();
    let (ids, error) = all(client.operations().url().items()).await;
    assert_eq!(ids, "ab");
    assert_eq!(problem(error.as_ref()), Some(PageProblem::Elsewhere));
    assert_eq!(server.seen(), ["/url", "/url?after=a"]);

    for (next, expected) in [
        ("//other.example/url", PageProblem::Elsewhere),
        ("https://127.0.0.1/url", PageProblem::Elsewhere),
        ("file:///etc/passwd", PageProblem::Elsewhere),
        ("http://[::1/url", PageProblem::NoUrl),
        ("/url", PageProblem::Repeated),
    ] {
        let server = Server::start([body("a", json!(next))]).await;
        let (ids, error) = all(server.counted().operations().url().items()).await;
        assert_eq!(ids, "a");
        assert_eq!(problem(error.as_ref()), Some(expected), "{next}");
        assert_eq!(server.seen(), ["/url"], "{next}");
    }
}

#[tokio::test]
async fn a_configured_way_leads_on() {
    let body = |ids, state: Value| page(json!({"found": pets(ids), "state": state}));
    let server = Server::start([body("a", json!({"resume": "r"})), body("b", json!({}))]).await;
    let client = server.client();
    let (ids, error) = all(client.operations().configured().items()).await;
    assert!(error.is_none());
    assert_eq!(ids, "ab");
    assert_eq!(server.seen(), ["/configured", "/configured?from=r"]);
}
