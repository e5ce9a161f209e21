//! Credentials: sent where an operation asks for them, nowhere else, and never shown.

use crate::{
    operations::{
        Known, PERSON_ID, TOKEN, bloxs_owner, bloxs_person, personio as client, request_shown,
    },
    server::{Answer, Server},
    sockets,
};
use generated::{
    Error, bigchange, bloxs, equals_money, personio,
    runtime::{
        Body, BoxFuture, Core, CoreBuilder, Credential, Method, Operation, RawResponse, Request,
        RequestError, Transport, TransportError,
    },
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// The sets of credentials that an operation accepts.
type Security = &'static [&'static [&'static str]];

/// An operation as a user may write one; what it asks for is given.
#[derive(Debug, Clone, Copy)]
struct Ping {
    security: Security,
}

impl Operation for Ping {
    type Output = ();
    type Error = ();
    const NAME: &'static str = "GET /ping";

    fn request(&self) -> Result<Request, RequestError> {
        Request::new(Method::GET, "/ping")
            .query("page", &2)
            .security(self.security)
            .build()
    }

    fn response(response: RawResponse) -> Result<(), Error<()>> {
        match response.status.as_u16() {
            204 => Ok(()),
            400 => Err(response.error_empty(())),
            _ => Err(response.undocumented()),
        }
    }
}

/// Where requests end up instead of on a network.
#[derive(Default)]
struct Memory {
    sent: Mutex<Vec<axum::http::Request<Body>>>,
}

impl Transport for Memory {
    fn send(
        &self,
        request: axum::http::Request<Body>,
    ) -> BoxFuture<'_, Result<axum::http::Response<Body>, TransportError>> {
        self.sent.lock().unwrap().push(request);
        let mut answer = axum::http::Response::new(Body::empty());
        *answer.status_mut() = axum::http::StatusCode::NO_CONTENT;
        Box::pin(async { Ok(answer) })
    }
}

#[tokio::test]
async fn a_token_is_sent_where_the_operation_asks_for_it() {
    let server = Server::start(Answer::status(204)).await;
    let client = client(&server.url(), Duration::from_secs(20)).unwrap();
    let bearer = Some(format!("Bearer {TOKEN}"));
    let table: [(Security, Option<String>); 6] = [
        (&[], None),
        (&[&[]], None),
        (&[&["AnotherAuth"]], None),
        (&[&["AnotherAuth", "BearerAuth"]], None),
        (&[&["BearerAuth"]], bearer.clone()),
        (&[&["AnotherAuth"], &["BearerAuth"]], bearer),
    ];
    for (security, wanted) in table {
        client.execute(Ping { security }).await.unwrap();
        let mut seen = server.only();
        assert_eq!(seen.headers.remove("authorization"), wanted, "{security:?}");
        assert!(!format!("{seen:?}").contains(TOKEN), "{seen:?}");
    }
}

#[tokio::test]
async fn a_transport_of_ones_own_gets_the_same_request() {
    let memory = Arc::new(Memory::default());
    let client = personio::Client::builder()
        .bearer_auth(TOKEN)
        .build_with(Arc::clone(&memory))
        .unwrap();
    client.execute(Ping { security: &[] }).await.unwrap();
    let person = personio::models::Person::default();
    client
        .persons()
        .update_a_person("1", &person)
        .await
        .unwrap();
    let sent = memory.sent.lock().unwrap();
    let [ping, update] = sent.as_slice() else {
        panic!("{sent:?}");
    };
    assert_eq!(ping.uri(), "https://api.personio.de/ping?page=2");
    assert_eq!(ping.headers().get("authorization"), None);
    assert_eq!(update.uri(), "https://api.personio.de/v2/persons/1");
    assert_eq!(update.headers()["authorization"], format!("Bearer {TOKEN}"));
    // A transport that logs its requests gives nothing away.
    assert!(update.headers()["authorization"].is_sensitive());
    assert!(!format!("{update:?}").contains(TOKEN), "{update:?}");
}

#[tokio::test]
async fn a_client_without_a_credential_sends_none() {
    let server = Server::start(Answer::status(204)).await;
    let client = personio::Client::builder()
        .base_url(server.url())
        .build()
        .unwrap();
    let person = personio::models::Person::default();
    client
        .persons()
        .update_a_person("1", &person)
        .await
        .unwrap();
    assert_eq!(server.only().headers.get("authorization"), None);
}

#[tokio::test]
async fn redirects_are_never_followed() {
    let elsewhere = Server::start(Answer::status(204)).await;
    for status in [301, 302, 303, 307, 308] {
        let target = format!("{}/v2/persons/1", elsewhere.url());
        let server = Server::start(Answer::status(status).header("location", &target)).await;
        for known in Known::ALL {
            match known.call(&server.url()).await {
                Err(Error::UndocumentedStatus(response)) => {
                    assert_eq!(response.status, status);
                    assert_eq!(response.headers["location"], target);
                }
                other => panic!("{other:?}"),
            }
            server.only();
        }
        // Not on the same server either: the answer is the caller's to act on.
        let server = Server::start(Answer::status(status).header("location", "/else")).await;
        Known::Personio.call(&server.url()).await.unwrap_err();
        server.only();
    }
    assert_eq!(elsewhere.seen(), []);
}

#[test]
fn clients_builders_and_requests_do_not_show_it() {
    for known in Known::ALL {
        let shown = known.shown("http://127.0.0.1:1");
        assert!(!shown.contains(TOKEN), "{shown}");
        assert!(shown.contains("http://127.0.0.1:1"), "{shown}");
    }
    let shown = [
        request_shown(&personio::persons::UpdateAPerson::new(
            "1",
            &personio::models::Person::default(),
        )),
        request_shown(&bloxs::persons::UpdateAPerson::new(&bloxs_person())),
        request_shown(&bloxs::owners::UpdateAnOwner::new(&bloxs_owner())),
        request_shown(&bigchange::persons::UpdateAPerson::new(
            PERSON_ID,
            1,
            &bigchange::models::PersonUpdate::default(),
        )),
        request_shown(&equals_money::people::UpdatePerson::new(
            PERSON_ID,
            &equals_money::models::PersonUpdate::default(),
        )),
    ];
    for shown in shown {
        assert!(shown.contains("bytes"), "{shown}");
        assert!(!shown.to_lowercase().contains("authorization"), "{shown}");
    }
}

#[tokio::test]
async fn calls_do_not_show_it() {
    let client = client("http://127.0.0.1:1", Duration::from_secs(20)).unwrap();
    let person = personio::models::Person::default();
    let call = client.persons().update_a_person("1", &person);
    let shown = format!("{call:?} {call:#?}");
    assert!(!shown.contains(TOKEN), "{shown}");
    assert!(shown.contains("BearerAuth"), "{shown}");
}

#[tokio::test]
async fn answers_do_not_show_what_a_server_sends_back() {
    let answer = Answer::status(200)
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("set-cookie", format!("session={TOKEN}"))
        .header("x-request-id", "42")
        .body("application/json", "{}");
    let server = Server::start(answer).await;
    let client = crate::operations::bloxs(&server.url(), Duration::from_secs(20)).unwrap();
    let response = client
        .persons()
        .update_a_person(&bloxs_person())
        .send()
        .await
        .unwrap();
    let shown = format!("{response:?} {response:#?}");
    assert!(
        shown.contains("x-request-id") && !shown.contains(TOKEN),
        "{shown}"
    );
    // The caller still gets them.
    assert_eq!(response.headers["set-cookie"], format!("session={TOKEN}"));

    let error = Known::Personio.call(&server.url()).await.unwrap_err();
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(
        shown.contains("x-request-id") && !shown.contains(TOKEN),
        "{shown}"
    );
}

#[test]
fn credentials_that_cannot_be_sent_are_refused_unseen() {
    let error = personio::Client::builder()
        .bearer_auth(format!("{TOKEN}\n"))
        .build()
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("BearerAuth") && !shown.contains(TOKEN),
        "{shown}"
    );

    let error = personio::Client::builder()
        .default_header("x-key", format!("{TOKEN}\n"))
        .build()
        .unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("x-key") && !shown.contains(TOKEN), "{shown}");

    // Where people put them by mistake.
    let builder = personio::Client::builder().base_url(format!("https://user:{TOKEN}@example.com"));
    assert!(!format!("{builder:?}").contains(TOKEN), "{builder:?}");
    let error = builder.build().unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("credential") && !shown.contains(TOKEN),
        "{shown}"
    );
}

/// None of the four APIs has a key in the query, where it is easiest to give away: it becomes part of the URL.
#[tokio::test]
async fn a_key_in_the_query_is_not_in_any_error() {
    let core = |url: &str| -> Core {
        let mut builder = CoreBuilder::new(None, "behaviour/1");
        builder.base_url(url);
        builder.timeout(Duration::from_millis(60));
        builder.credential(
            "Key",
            Credential::api_key_query("api key", format!("{TOKEN}/&?")),
        );
        builder.build().unwrap()
    };
    let ping = Ping {
        security: &[&["Key"]],
    };

    let server = Server::start(Answer::status(500)).await;
    let error = core(&server.url()).call(ping).await.unwrap_err();
    assert_eq!(
        server.only().target,
        format!("/ping?page=2&api%20key={TOKEN}%2F%26%3F")
    );
    let mut errors = vec![error];

    let (closed, _port) = sockets::closed();
    let silent = sockets::raw("", sockets::Then::Stall).await;
    let nonsense = sockets::raw("nonsense\r\n\r\n", sockets::Then::HangUp).await;
    let half = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{";
    let half = sockets::raw(half, sockets::Then::HangUp).await;
    for url in [closed, silent, nonsense, half] {
        let error = core(&url).call(ping).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        errors.push(error);
    }
    for error in errors {
        let mut shown = format!("{error} {error:?} {error:#?}");
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            shown.push_str(&format!(" {cause} {cause:?}"));
            source = cause.source();
        }
        assert!(!shown.contains(TOKEN), "{shown}");
    }
}
