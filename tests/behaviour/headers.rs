//! Headers of answers that the document describes, on successes and on errors.

use crate::server::{Answer, Server};
use golden::{
    response_headers::{
        Client, headers,
        models::{Kind, XStateHeader},
    },
    runtime::HeaderProblem,
};
use serde_json::json;

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

#[tokio::test]
async fn documented_headers_are_read_by_their_types() {
    let answer = Answer::json(200, &json!(["Rex"]))
        .header("x-rate-limit", "59")
        .header("x-total", "1")
        .header("x-kinds", "dog,bird")
        .header("x-cached", "false")
        .header("last-modified", "Sat, 03 Feb 2024 04:05:06 GMT");
    let server = Server::start(answer).await;
    let answer = client(&server).pets().list().send().await.unwrap();
    assert_eq!(answer.header(headers::X_RATE_LIMIT), Ok(Some(59)));
    assert_eq!(answer.header(headers::X_TOTAL_REQUIRED), Ok(1));
    let kinds = vec![Kind::Dog, Kind::Unrecognized("bird".to_owned())];
    assert_eq!(answer.header(headers::X_KINDS), Ok(Some(kinds)));
    assert_eq!(answer.header(headers::X_CACHED), Ok(false));
    assert_eq!(answer.header(headers::X_COST), Ok(None));
    let modified = answer.header(headers::LAST_MODIFIED).unwrap().unwrap();
    assert_eq!(modified.to_rfc3339(), "2024-02-03T04:05:06+00:00");
}

#[tokio::test]
async fn a_header_that_is_missing_or_of_another_type_is_an_error_that_names_it() {
    let server = Server::start(Answer::status(201).header("x-total", "few")).await;
    let answer = client(&server).pets().add().send().await.unwrap();
    assert_eq!(answer.header(headers::X_STATE), Ok(None::<XStateHeader>));
    let missing = answer.header(headers::LOCATION_REQUIRED).unwrap_err();
    assert_eq!(missing.name, "Location");
    assert_eq!(missing.problem, HeaderProblem::Missing);
    let wrong = answer.header(headers::X_TOTAL_REQUIRED).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "the header `X-Total` of the answer does not match the document: \
         invalid value: string \"few\", expected a whole number"
    );
}

#[tokio::test]
async fn errors_have_their_headers() {
    let answer = Answer::status(429)
        .header("x-rate-limit", "0")
        .header("retry-after", "7");
    let server = Server::start(answer).await;
    let error = client(&server).pets().list().await.unwrap_err();
    let response = error.response().unwrap();
    assert_eq!(response.header(headers::X_RATE_LIMIT), Ok(Some(0)));
    assert_eq!(response.header(headers::RETRY_AFTER), Ok(Some(7)));
}
