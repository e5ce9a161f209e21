//! What goes around a call: what it may ask for itself, calls that are tried again, layers, and other transports.

use crate::{
    operations::{TOKEN, bloxs_person, personio},
    server::{Answer, Server},
};
use generated::{
    Error, bloxs,
    personio::{Client, models::Person},
    runtime::{Bytes, Memory, RateLimit, RetryPolicy, ServiceTransport, Tracing, TransportService},
};
use serde_json::json;
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_secs(20);

fn client(server: &Server) -> Client {
    personio(&server.url(), SOON).unwrap()
}

/// What a transport without a network gives for a success.
fn no_content() -> axum::http::Response<Bytes> {
    let answer = axum::http::Response::builder().status(204);
    answer.body(Bytes::new()).unwrap()
}

#[tokio::test]
async fn a_call_has_headers_a_query_and_a_limit_of_its_own() {
    let server = Server::start(Answer::status(204)).await;
    let client = client(&server);
    client
        .persons()
        .update_a_person("12345", &Person::default())
        .with_timeout(Duration::from_secs(5))
        .with_header("X-Request-Id", "8e03978e")
        .with_query("dry run", "true")
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(seen.target, "/v2/persons/12345?dry%20run=true");
    assert_eq!(seen.headers["x-request-id"], "8e03978e");
    assert_eq!(seen.headers["authorization"], format!("Bearer {TOKEN}"));
}

#[tokio::test]
async fn another_base_url_gets_no_credentials() {
    let home = Server::start(Answer::status(204)).await;
    let elsewhere = Server::start(Answer::status(204)).await;
    let client = client(&home);
    let person = Person::default();
    let call = || {
        let call = client.persons().update_a_person("1", &person);
        call.with_base_url(format!("{}/eu", elsewhere.url()))
    };
    call().await.unwrap();
    let seen = elsewhere.only();
    assert_eq!(seen.target, "/eu/v2/persons/1");
    assert!(!seen.headers.contains_key("authorization"), "{seen:?}");
    call().with_credentials().await.unwrap();
    assert!(elsewhere.only().headers.contains_key("authorization"));
    assert!(home.seen().is_empty());
}

#[tokio::test]
async fn calls_are_tried_again_where_that_does_no_harm() {
    let busy = Answer::status(429).header("retry-after", "0");
    let server = Server::start(busy.header("x-ratelimit-remaining", "0")).await;
    let client = Client::builder()
        .base_url(server.url())
        .retry(RetryPolicy::new(2).wait(Duration::from_millis(1), Duration::from_secs(1)))
        .build()
        .unwrap();
    let person = Person::default();
    let update = || client.persons().update_a_person("1", &person);
    let error = update().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.retry_after(), Some(Duration::ZERO));
    let limit = RateLimit::of(&error.response().unwrap().headers);
    assert_eq!(limit.remaining, Some(0));
    assert_eq!(server.seen().len(), 3);

    // Whether this did something, nobody knows: `PATCH` is not idempotent.
    let server = Server::start(Answer::status(503)).await;
    let elsewhere = || update().with_base_url(server.url());
    elsewhere().await.unwrap_err();
    assert_eq!(server.seen().len(), 1);
    let with_key = elsewhere().with_header("Idempotency-Key", "8e03978e");
    with_key.await.unwrap_err();
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn waiting_for_the_next_try_takes_time() {
    let server = Server::start(Answer::status(429).header("retry-after", "1")).await;
    let client = Client::builder()
        .base_url(server.url())
        .retry(RetryPolicy::new(1))
        .build()
        .unwrap();
    let begin = Instant::now();
    let person = Person::default();
    let update = client.persons().update_a_person("1", &person);
    update.await.unwrap_err();
    let took = begin.elapsed();
    assert!(took >= Duration::from_secs(1) && took < SOON, "{took:?}");
}

#[test]
fn calls_need_no_runtime() {
    // The server has one.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(Server::start(Answer::json(
        200,
        &json!({"lastName": "Jansen"}),
    )));
    let client = bloxs::Client::builder()
        .base_url(server.url())
        .bearer_auth(TOKEN)
        .build_blocking()
        .unwrap();
    let person = bloxs_person();
    let call = client.persons().update_a_person(&person);
    let answered = call.call_blocking().unwrap();
    assert_eq!(answered.last_name.as_deref(), Some("Jansen"));
    let seen = server.only();
    assert_eq!(seen.json()["lastName"], "Jansen");
    assert_eq!(seen.headers["authorization"], format!("Bearer {TOKEN}"));

    let teapot = runtime.block_on(Server::start(Answer::status(418)));
    let call = client.persons().update_a_person(&person);
    let response = call.with_base_url(teapot.url()).send_blocking();
    assert!(matches!(response, Err(Error::UndocumentedStatus(_))));
}

#[tokio::test]
async fn clients_are_tested_without_a_network() {
    let memory = Memory::new(|_| no_content());
    let transport = ServiceTransport::new(TransportService::new(memory.clone()));
    let client = Client::builder()
        .bearer_auth(TOKEN)
        .layer(Tracing)
        .build_with(transport)
        .unwrap();
    let person = Person::default();
    client
        .persons()
        .update_a_person("1", &person)
        .await
        .unwrap();
    let [sent] = memory.sent().try_into().unwrap();
    assert_eq!(sent.uri(), "https://api.personio.de/v2/persons/1");
    assert_eq!(sent.body(), "{}");
}
