//! Answers in several media types: what is asked for, what is made of it, and of what was not asked for.

use crate::server::{Answer, Server};
use golden::{
    Error,
    request_media_types::{self, models::Note, operations::WriteError},
    request_patches,
    response_media_types::{Client, operations::ReportCsvOutput, operations::ReportOutput},
    runtime::{File, OtherMediaType},
};
use serde_json::json;
use std::collections::BTreeMap;

/// The media types of errors, which come after those of successes.
const ERRORS: &str = ", text/plain;q=0.5, application/problem+json;q=0.5";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

#[tokio::test]
async fn the_caller_chooses_among_kinds() {
    let server = Server::start(Answer::status(200).body("text/csv", "a,b\n1,2\n")).await;
    let client = client(&server);
    let call = client.operations().report("7").year(2024).as_csv();
    assert_eq!(
        call.await.unwrap(),
        ReportCsvOutput::Ok("a,b\n1,2\n".to_owned())
    );
    let seen = server.only();
    assert_eq!(seen.target, "/reports/7?year=2024");
    assert_eq!(
        seen.headers["accept"],
        format!("text/csv, application/json;q=0.5{ERRORS}")
    );

    let call = client.operations().report("7");
    let error = call.await.unwrap_err();
    assert_eq!(
        server.only().headers["accept"],
        format!("application/json{ERRORS}")
    );
    assert_eq!(
        error.to_string(),
        "`GET /reports/{id}` answered 200 OK with a body that does not match the document: \
         expected value at line 1 column 1 (the answer is `text/csv`)"
    );
}

#[tokio::test]
async fn the_best_kind_is_asked_for_without_a_word() {
    let server = Server::start(Answer::json(200, &json!({"lines": ["a"]}))).await;
    let client = client(&server);
    let ReportOutput::Ok(report) = client.operations().report("7").await.unwrap() else {
        panic!("it is a report");
    };
    assert_eq!(report.lines, Some(vec!["a".to_owned()]));
    client.operations().same().await.unwrap();
    let accepted: Vec<String> = server
        .seen()
        .into_iter()
        .map(|seen| seen.headers["accept"].clone())
        .collect();
    assert_eq!(
        accepted,
        [
            format!("application/json{ERRORS}"),
            "application/json".to_owned()
        ]
    );
}

#[tokio::test]
async fn another_kind_than_was_asked_for_is_an_error() {
    for (media_type, body) in [
        ("application/json", "{}"),
        ("application/problem+json", "{}"),
        ("text/html; charset=utf-8", "<h1>Try again</h1>"),
    ] {
        let server = Server::start(Answer::status(200).body(media_type, body)).await;
        let client = client(&server);
        let error = client.operations().report("7").as_pdf().await.unwrap_err();
        let Error::Undecodable(error) = error else {
            panic!("{error:?}");
        };
        let cause: &OtherMediaType = error.cause.downcast_ref().unwrap();
        assert_eq!(cause.expected, "application/pdf");
        assert_eq!(cause.found, media_type.split(';').next().unwrap());
        assert_eq!(error.response.body, body);
    }
}

#[tokio::test]
async fn other_names_of_the_same_kind_are_taken() {
    for media_type in ["image/jpeg", "image/x-png", "application/octet-stream"] {
        let server = Server::start(Answer::status(200).body(media_type, "...")).await;
        let picture = client(&server).operations().picture().await;
        assert_eq!(picture.unwrap(), "...");
        assert_eq!(server.only().headers["accept"], "image/png, image/jpeg");
    }
}

#[tokio::test]
async fn bodies_of_other_kinds_have_methods_of_their_own() {
    let server = Server::start(Answer::json(200, &json!({}))).await;
    let client = request_media_types::Client::builder()
        .base_url(server.url())
        .build()
        .unwrap();
    let notes = client.operations();
    let sent = |server: &Server| {
        let seen = server.only();
        assert_eq!(
            (seen.method.as_str(), seen.target.as_str()),
            ("PUT", "/notes/7?loud=true")
        );
        let media_type = seen.headers["content-type"].clone();
        (media_type, seen.body)
    };
    let mut note = Note::default();
    note.text = Some("a".to_owned());
    notes.write_json("7", &note).loud(true).await.unwrap();
    let json = ("application/json".to_owned(), r#"{"text":"a"}"#.to_owned());
    assert_eq!(sent(&server), json);
    notes.write_text("7", "a").loud(true).await.unwrap();
    assert_eq!(sent(&server), ("text/plain".to_owned(), "a".to_owned()));
    notes.write_bytes("7", "b".into()).loud(true).await.unwrap();
    let bytes = ("application/octet-stream".to_owned(), "b".to_owned());
    assert_eq!(sent(&server), bytes);
    let file = File::from("c");
    notes.write("7", &file).loud(true).await.unwrap();
    assert!(sent(&server).0.starts_with("multipart/form-data"));
}

/// XML of a schema of its own says something else than JSON does.
#[tokio::test]
async fn xml_that_is_described_for_itself_is_text() {
    let server = Server::start(Answer::status(204)).await;
    let client = request_media_types::Client::builder()
        .base_url(server.url())
        .build()
        .unwrap();
    client.operations().pay_xml("<Document/>").await.unwrap();
    let seen = server.only();
    assert_eq!(seen.headers["content-type"], "application/xml");
    assert_eq!(seen.body, "<Document/>");
}

#[tokio::test]
async fn answers_to_bodies_of_other_kinds_are_the_same() {
    let server = Server::start(Answer::json(409, &json!({"text": "b"}))).await;
    let client = request_media_types::Client::builder()
        .base_url(server.url())
        .build()
        .unwrap();
    let error = client.operations().write_text("7", "a").await.unwrap_err();
    let Error::Api { error, .. } = error else {
        panic!("{error:?}");
    };
    let WriteError::Conflict(note) = error else {
        panic!("{error:?}");
    };
    assert_eq!(note.text.as_deref(), Some("b"));
}

/// One schema is written for all of them, and the caller says which one is meant.
#[tokio::test]
async fn the_caller_chooses_among_formats_of_patches() {
    let server = Server::start(Answer::status(204)).await;
    let client = request_patches::Client::builder()
        .base_url(server.url())
        .build()
        .unwrap();
    let operations = client.operations();
    let change = BTreeMap::from([("spec".to_owned(), json!(null))]);
    operations.patch_pod("a", &change).await.unwrap();
    operations
        .patch_pod_strategic_merge_patch("a", &change)
        .await
        .unwrap();
    let removal = [json!({"op": "remove", "path": "/spec"})];
    operations
        .patch_pod_json_patch("a", &removal)
        .await
        .unwrap();
    operations
        .patch_pod_apply_patch("a", "spec: {}\n")
        .await
        .unwrap();
    let sent = server.seen().into_iter().map(|seen| {
        assert_eq!(
            (seen.method.as_str(), seen.target.as_str()),
            ("PATCH", "/pods/a")
        );
        (seen.headers["content-type"].clone(), seen.body)
    });
    let expected = [
        ("application/merge-patch+json", r#"{"spec":null}"#),
        ("application/strategic-merge-patch+json", r#"{"spec":null}"#),
        (
            "application/json-patch+json",
            r#"[{"op":"remove","path":"/spec"}]"#,
        ),
        ("application/apply-patch+yaml", "spec: {}\n"),
    ];
    let expected = expected.map(|(media_type, body)| (media_type.to_owned(), body.to_owned()));
    assert_eq!(sent.collect::<Vec<_>>(), expected);
}
