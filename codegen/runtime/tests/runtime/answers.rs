//! How answers are read, and what errors say.

use crate::runtime::{
    BuildError, Bytes, DecodeError, Error, HeaderMap, RawResponse, RequestError, Response,
    SendError, StatusCode, TransportError, TransportErrorKind,
};
use serde_json::Value;
use std::error::Error as _;

fn answer(status: u16, body: impl Into<Bytes>) -> RawResponse {
    let mut headers = HeaderMap::new();
    headers.insert("set-cookie", "session=hidden".parse().unwrap());
    headers.insert("x-request-id", "r-1".parse().unwrap());
    let status = StatusCode::from_u16(status).unwrap();
    RawResponse {
        operation: "PUT /x/{id}",
        status,
        headers,
        body: body.into(),
    }
}

#[derive(Debug, PartialEq)]
enum Documented {
    Json(Box<Value>),
    Text(String),
    Bytes(Bytes),
    Empty,
}

fn documented(error: Error<Documented>) -> Documented {
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    match error {
        Error::Api { error, response } => {
            assert_eq!(response.operation, "PUT /x/{id}");
            error
        }
        other => panic!("{other:?}"),
    }
}

fn undecodable<E: std::fmt::Debug>(error: Error<E>) -> DecodeError {
    match error {
        Error::Undecodable(error) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn bodies_are_read_as_documented() {
    assert_eq!(answer(200, "[1,2]").json::<Vec<i32>, ()>().unwrap(), [1, 2]);
    assert_eq!(answer(200, "hé").text::<()>().unwrap(), "hé");
    assert_eq!(answer(200, vec![0xFF]).bytes(), vec![0xFF]);
    assert_eq!(
        documented(answer(404, "[1]").error(Documented::Json)),
        Documented::Json(Box::new(serde_json::json!([1])))
    );
    assert_eq!(
        documented(answer(404, "gone").error_text(Documented::Text)),
        Documented::Text("gone".to_owned())
    );
    assert_eq!(
        documented(answer(404, "b").error_bytes(Documented::Bytes)),
        Documented::Bytes(Bytes::from("b"))
    );
    assert_eq!(
        documented(answer(404, "").error_empty(Documented::Empty)),
        Documented::Empty
    );
}

#[test]
fn bodies_that_do_not_match_say_where() {
    let error = undecodable(
        answer(200, r#"[1, "b"]"#)
            .json::<Vec<i32>, ()>()
            .unwrap_err(),
    );
    assert_eq!(error.path, "[1]");
    let expected = "`PUT /x/{id}` answered 200 OK with a body that does not match the document at `[1]`: invalid type: \
                    string \"b\", expected i32 at line 1 column 7";
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.response.headers["x-request-id"], "r-1");
    assert!(error.source().unwrap().is::<serde_json::Error>());

    let error = undecodable(answer(404, "<html>").error(Documented::Json));
    assert!(
        error
            .to_string()
            .contains("match the document: expected value"),
        "{error}"
    );
    assert!(
        undecodable(answer(200, vec![b'a', 0xFF]).text::<()>().unwrap_err())
            .to_string()
            .contains("utf-8")
    );
    assert!(
        undecodable(answer(404, vec![0xFF]).error_text(Documented::Text))
            .path
            .is_empty()
    );
    let error = answer(200, "").json::<Value, ()>().unwrap_err();
    assert_eq!(
        (error.status(), error.response().unwrap().body.len()),
        (Some(StatusCode::OK), 0)
    );
}

#[test]
fn undocumented_statuses_show_the_beginning_of_the_body() {
    let error = answer(418, "{\"a\":\n1}\u{1b}").undocumented::<()>();
    let text = error.to_string();
    assert_eq!(
        text,
        "a status that the document does not describe: `PUT /x/{id}` answered 418 I'm a teapot: {\"a\": 1} "
    );
    assert!(
        answer(500, "")
            .undocumented::<()>()
            .to_string()
            .ends_with("500 Internal Server Error without a body")
    );

    let long = answer(500, format!("{}é{}", "a".repeat(511), "secret".repeat(100)))
        .undocumented::<()>()
        .to_string();
    assert!(
        long.ends_with("aaa...") && !long.contains(char::REPLACEMENT_CHARACTER),
        "{long}"
    );
    let garbage = answer(500, vec![0x80; 2000])
        .undocumented::<()>()
        .to_string();
    assert!(garbage.ends_with("...") && garbage.len() < 2000);
}

#[test]
fn secret_headers_are_not_shown() {
    let raw = answer(200, "x".repeat(4000));
    let response = Response {
        status: raw.status,
        headers: raw.headers.clone(),
        value: 1,
    };
    for shown in [
        format!("{raw:?}"),
        format!("{response:?}"),
        format!("{:?}", raw.clone().undocumented::<()>()),
    ] {
        assert!(!shown.contains("hidden"), "{shown}");
        assert!(
            shown.contains("r-1") && shown.contains("set-cookie") && shown.len() < 900,
            "{shown}"
        );
    }
}

#[test]
fn errors_are_small_and_can_be_sent_on() {
    fn travels<T: std::error::Error + Send + Sync + 'static>() {}
    travels::<Error<()>>();
    travels::<SendError>();
    travels::<BuildError>();
    assert!(size_of::<Error<()>>() <= 40, "{}", size_of::<Error<()>>());
}

#[test]
fn faults_of_the_transport_say_their_cause() {
    let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    let error: Error<()> =
        SendError::from(TransportError::new(TransportErrorKind::Connect, refused)).into();
    assert_eq!(
        error.to_string(),
        "no connection to the server: connection refused"
    );
    assert!(error.response().is_none() && error.status().is_none());
    let Error::Transport(fault) = &error else {
        panic!("{error:?}")
    };
    assert!(fault.is_connect() && !fault.is_timeout());
    assert!(
        error
            .source()
            .unwrap()
            .source()
            .unwrap()
            .is::<std::io::Error>()
    );
    assert!(TransportError::new(TransportErrorKind::Timeout, "3 s").is_timeout());

    let error: Error<()> = SendError::from(RequestError::HeaderParameter { name: "X" }).into();
    assert!(error.to_string().contains("`X`") && error.source().is_some());
}
