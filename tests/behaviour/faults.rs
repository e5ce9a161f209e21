//! What no document describes: other statuses, other bodies, half an answer, none at all. Each of the five operations
//! must tell them apart, and give a person what is needed to act.

use crate::{
    operations::{Known, TOKEN},
    server::{Answer, Server},
    sockets::{self, Then},
};
use generated::{
    Error,
    runtime::{DecodeError, TransportErrorKind},
};
use serde_json::json;
use std::time::{Duration, Instant};

const HTML: &str = "<!doctype html>\n<title>502 Bad Gateway</title>";

/// The error of a call; its texts never show the token.
async fn error(known: Known, url: &str) -> Error<String> {
    let error = known.call(url).await.expect_err("no value");
    assert!(
        !format!("{error} {error:?} {error:#?}").contains(TOKEN),
        "{error:?}"
    );
    error
}

/// The error of a call whose answer cannot be decoded; its text always tells the operation and the status.
async fn undecodable(known: Known, url: &str, status: u16) -> DecodeError {
    let error = error(known, url).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    let text = error.to_string();
    assert!(
        text.contains(known.name()) && text.contains(&status.to_string()),
        "{text}"
    );
    match error {
        Error::Undecodable(error) => *error,
        other => panic!("{other:?}"),
    }
}

async fn transport(known: Known, url: &str) -> TransportErrorKind {
    match error(known, url).await {
        Error::Transport(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn undocumented_statuses() {
    for status in [202, 302, 418, 502] {
        let answer = Answer::status(status)
            .body("text/html", HTML)
            .header("retry-after", "9");
        let server = Server::start(answer).await;
        for known in Known::ALL {
            let error = error(known, &server.url()).await;
            let text = error.to_string();
            for part in [known.name(), &status.to_string(), "502 Bad Gateway</title>"] {
                assert!(text.contains(part), "{text}");
            }
            // One line, whatever the server wrote.
            assert!(!text.contains('\n'), "{text}");
            match error {
                Error::UndocumentedStatus(response) => {
                    assert_eq!(response.status, status);
                    assert_eq!(response.headers["retry-after"], "9");
                    assert_eq!(response.body, HTML);
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn html_instead_of_json() {
    for known in Known::ALL {
        // A success without a documented body is a success, whatever a proxy adds to it.
        let decoded = (known.success() == 200).then_some(200);
        for status in decoded.into_iter().chain(known.described_error()) {
            let answer = Answer::status(status).body("text/html", HTML);
            let server = Server::start(answer).await;
            let error = undecodable(known, &server.url(), status).await;
            assert_eq!(error.path, "");
            assert_eq!(error.response.body, HTML);
            assert_eq!(error.response.headers["content-type"], "text/html");
        }
    }
}

#[tokio::test]
async fn no_body_where_one_is_documented() {
    for known in Known::ALL
        .into_iter()
        .filter(|known| known.success() == 200)
    {
        let server = Server::start(Answer::status(200)).await;
        let error = undecodable(known, &server.url(), 200).await;
        assert!(error.response.body.is_empty());
    }
}

#[tokio::test]
async fn json_cut_in_half() {
    let half = r#"{"title": "a", "errors": {"x": ["y", "z"#;
    for known in Known::ALL {
        let Some(status) = known.described_error().filter(|_| known != Known::Personio) else {
            continue;
        };
        let server = Server::start(Answer::status(status).body("application/json", half)).await;
        let error = undecodable(known, &server.url(), status).await;
        assert_eq!(error.path, "errors.x[1]", "{error}");
        assert!(error.to_string().contains("EOF"), "{error}");
        assert_eq!(error.response.body, half);
    }
}

#[tokio::test]
async fn a_wrong_type_deep_in_the_body_is_named_by_its_path() {
    let problem = json!({"errors": [{"title": "a"}, {"_meta": {"k": "v", "odd name": 5}}]});
    let validation = json!({"errors": {"a": ["b", null]}});
    for (known, status, body, path) in [
        (
            Known::Personio,
            400,
            problem,
            r#"errors[1]._meta["odd name"]"#,
        ),
        (Known::BloxsPersons, 400, validation.clone(), "errors.a[1]"),
        (Known::BloxsOwners, 400, validation.clone(), "errors.a[1]"),
        (Known::BigChange, 422, validation, "errors.a[1]"),
        (Known::BigChange, 404, json!({"status": "404"}), "status"),
        (
            Known::BloxsPersons,
            200,
            json!({"identificationTypes": [{}, {"identificationNumber": 7}]}),
            "identificationTypes[1].identificationNumber",
        ),
        (
            Known::BloxsOwners,
            200,
            json!({"address": {"city": ["Amsterdam"]}}),
            "address.city",
        ),
        (
            Known::EqualsMoney,
            200,
            json!({"persona": {"accountId": "F5", "marketingEmails": "yes"}}),
            "persona.marketingEmails",
        ),
        (Known::EqualsMoney, 200, json!({"id": "not-a-uuid"}), "id"),
        (Known::EqualsMoney, 200, json!({"dob": "19.1.1946"}), "dob"),
    ] {
        let server = Server::start(Answer::json(status, &body)).await;
        let error = undecodable(known, &server.url(), status).await;
        assert_eq!(error.path, path, "{error}");
        assert!(error.to_string().contains(&format!("`{path}`")), "{error}");
        assert_eq!(error.response.status, status);
        assert_eq!(error.response.body, body.to_string());
    }
}

#[tokio::test]
async fn a_body_that_ends_too_early() {
    for known in Known::ALL {
        let status = known.described_error().unwrap_or(known.success());
        let answer = format!(
            "HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{{}}"
        );
        let url = sockets::raw(&answer, Then::HangUp).await;
        assert_eq!(transport(known, &url).await, TransportErrorKind::Body);
    }
}

#[tokio::test]
async fn an_answer_that_is_no_http() {
    for known in Known::ALL {
        let url = sockets::raw("SSH-2.0-OpenSSH\r\n\r\n", Then::HangUp).await;
        assert_eq!(transport(known, &url).await, TransportErrorKind::Other);
        // Hung up on without a word.
        let url = sockets::raw("", Then::HangUp).await;
        assert_eq!(transport(known, &url).await, TransportErrorKind::Other);
    }
}

#[tokio::test]
async fn nobody_listens() {
    let (url, _port) = sockets::closed();
    for known in Known::ALL {
        match error(known, &url).await {
            Error::Transport(error) => {
                assert!(error.is_connect() && !error.is_timeout());
                assert!(error.to_string().contains("refused"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_never_answers() {
    for known in Known::ALL {
        let url = sockets::raw("", Then::Stall).await;
        let start = Instant::now();
        match known.call_within(&url, Duration::from_millis(60)).await {
            Err(Error::Transport(error)) => assert!(error.is_timeout(), "{error:?}"),
            other => panic!("{other:?}"),
        }
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up_on() {
    // The head comes in time, so the limit has to hold for the body as well.
    let server = sockets::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", Then::Stall).await;
    match Known::BloxsPersons
        .call_within(&server, Duration::from_millis(60))
        .await
    {
        Err(Error::Transport(error)) => assert!(error.is_timeout(), "{error:?}"),
        other => panic!("{other:?}"),
    }
}
