//! What errors tell: which operation, what the server answered, where in it, why, and when to come again.

use crate::server::{Answer, Server};
use golden::{
    Error,
    response_media_types::{Client, operations::ReportError},
    runtime::{RateLimit, StatusCode},
};
use serde_json::json;
use std::{error::Error as StdError, time::Duration};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

/// The texts of an error and of all that are below it.
fn chain(error: &dyn StdError) -> Vec<String> {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(cause) = next {
        texts.push(cause.to_string());
        next = cause.source();
    }
    texts
}

#[tokio::test]
async fn a_documented_error_is_one_match_away() {
    let server = Server::start(Answer::json(404, &json!({"title": "No such report"}))).await;
    let client = client(&server);
    let title = match client.operations().report("7").await {
        Err(Error::Api {
            error: ReportError::NotFound(problem),
            ..
        }) => problem.title,
        other => panic!("{other:?}"),
    };
    assert_eq!(title.as_deref(), Some("No such report"));
}

#[tokio::test]
async fn a_documented_error_has_the_whole_answer() {
    let body = json!({"title": "No such report", "more": "x".repeat(5_000)});
    let answer = Answer::json(404, &body)
        .header("retry-after", "120")
        .header("x-ratelimit-limit", "60")
        .header("x-ratelimit-remaining", "0")
        .header("ratelimit-reset", "30");
    let server = Server::start(answer).await;
    let error = client(&server).operations().report("7").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.retry_after(), Some(Duration::from_mins(2)));
    let response = error.response().unwrap();
    assert_eq!(response.operation, "GET /reports/{id}");
    assert_eq!(response.headers["retry-after"], "120");
    assert_eq!(response.body, body.to_string());
    let limit = RateLimit::of(&response.headers);
    assert_eq!(limit.limit, Some(60));
    assert_eq!(limit.remaining, Some(0));
    assert_eq!(limit.reset, Some(30));
    // The body is there whole, and in the text no more than its beginning.
    let text = error.to_string();
    assert!(text.starts_with("`GET /reports/{id}` answered 404 Not Found: {"));
    assert!(text.len() < 1_000 && text.ends_with("..."), "{text}");
    assert!(format!("{error:?}").len() < 2_000);
}

#[tokio::test]
async fn an_error_that_can_not_be_read_says_where_and_why() {
    let server = Server::start(Answer::json(404, &json!({"title": ["a"]}))).await;
    let error = client(&server).operations().report("7").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    let sources = chain(&error);
    assert_eq!(sources.len(), 3, "{sources:?}");
    let Error::Undecodable(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.path, "title");
    assert_eq!(error.response.operation, "GET /reports/{id}");
    assert_eq!(error.response.body, r#"{"title":["a"]}"#);
    assert_eq!(sources.last(), Some(&error.cause.to_string()));
}

#[tokio::test]
async fn errors_are_read_by_their_media_types() {
    for (status, media_type, body, expected) in [
        (
            404,
            "text/plain; charset=utf-8",
            "not here",
            ReportError::NotFoundText("not here".to_owned()),
        ),
        (
            404,
            "application/json",
            "{}",
            ReportError::NotFound(Box::default()),
        ),
        (
            500,
            "Text/Plain",
            "later",
            ReportError::OtherText("later".to_owned()),
        ),
        (
            503,
            "application/problem+json",
            "{}",
            ReportError::Other(Box::default()),
        ),
    ] {
        let server = Server::start(Answer::status(status).body(media_type, body)).await;
        let error = client(&server).operations().report("7").await.unwrap_err();
        let Error::Api { error, response } = error else {
            panic!("{error:?}");
        };
        assert_eq!(error, expected);
        assert_eq!(response.body, body);
    }
}

#[tokio::test]
async fn another_kind_than_those_of_an_error_is_kept() {
    let server = Server::start(Answer::status(404).body("text/html", "<p>not here")).await;
    let error = client(&server).operations().report("7").await.unwrap_err();
    let text = error.to_string();
    assert!(text.ends_with("(the answer is `text/html`)"), "{text}");
    assert_eq!(error.response().unwrap().body, "<p>not here");
}

#[tokio::test]
async fn faults_before_an_answer_have_their_causes() {
    let closed = Client::builder()
        .base_url("http://127.0.0.1:1")
        .build()
        .unwrap();
    let error = closed.operations().report("7").await.unwrap_err();
    assert!(error.response().is_none() && error.status().is_none());
    assert!(chain(&error).len() >= 3, "{:?}", chain(&error));
    let error = closed.operations().report("..").await.unwrap_err();
    assert!(matches!(error, Error::Request(_)));
    assert_eq!(chain(&error).len(), 2);
}
