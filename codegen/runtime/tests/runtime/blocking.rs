//! The transport that needs no async runtime, against a server on loopback.

use crate::bodies::pieces;
use crate::client::List;
use crate::runtime::{
    Body, Core, CoreBuilder, Credential, Error, OAuth, Operation, RawResponse, Request,
    RequestError, TransportErrorKind,
};
use crate::sockets::server;
use crate::waiting::Get;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

fn core(address: SocketAddr) -> Core {
    let mut builder = CoreBuilder::new(None, "test/1");
    builder.base_url(format!("http://{address}/api"));
    builder.credential("Key", Credential::api_key_query("key", "hidden"));
    builder.credential("Token", Credential::bearer("hidden"));
    builder.timeout(Duration::from_millis(300));
    builder.max_response_size(1000);
    builder.build_blocking().unwrap()
}

/// Sends a body, and gives the status with what comes back.
struct Put {
    method: &'static str,
    body: fn() -> Body,
}

impl Operation for Put {
    type Output = String;
    type Error = ();
    const NAME: &'static str = "PUT /a";

    fn request(&self) -> Result<Request, RequestError> {
        Request::of_method(self.method, "/a")
            .body("text/plain", (self.body)())
            .build()
    }

    fn response(response: RawResponse) -> Result<String, Error<()>> {
        let status = response.status;
        Ok(format!("{status} {}", response.text()?))
    }
}

fn kind(address: SocketAddr) -> TransportErrorKind {
    match core(address).call(List::new("/x")).call_blocking() {
        Err(Error::Transport(error)) => {
            assert!(
                !format!("{error} {error:?}").contains("hidden"),
                "{error:?}"
            );
            error.kind()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn requests_and_answers_arrive_as_they_are() {
    let (address, handle) = server(Some(
        "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 3\r\n\r\n[7]",
    ));
    let response = core(address).call(List::new("/x")).send_blocking().unwrap();
    assert_eq!(
        (response.headers["x-a"].to_str().unwrap(), response.value),
        ("b", vec![7])
    );
    let seen = handle.join().unwrap();
    assert!(
        seen.starts_with("GET /api/x?key=hidden HTTP/1.1\r\n"),
        "{seen}"
    );
    assert!(seen.contains("authorization: Bearer hidden\r\n"), "{seen}");
    assert!(!seen.to_lowercase().contains("content-length"), "{seen}");
}

#[test]
fn bodies_are_sent_with_any_method() {
    type Sent = (fn() -> Body, &'static str, &'static str);
    let bodies: [Sent; 3] = [
        (
            || Body::from(bytes::Bytes::from("body END")),
            "content-length: 8\r\n",
            "body END",
        ),
        (
            || Body::stream(pieces(&["body ", "END"]), Some(8)),
            "content-length: 8\r\n",
            "body END",
        ),
        (
            || Body::stream(pieces(&["body ", "END"]), None),
            "transfer-encoding: chunked\r\n",
            "END",
        ),
    ];
    for (body, length, text) in bodies {
        for method in ["PUT", "GET", "DELETE", "QUERY"] {
            let (address, handle) =
                server(Some("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok"));
            let answer = core(address)
                .call(Put { method, body })
                .call_blocking()
                .unwrap();
            assert_eq!(answer, "201 Created ok");
            let seen = handle.join().unwrap();
            assert!(
                seen.starts_with(&format!("{method} /api/a HTTP/1.1\r\n")),
                "{seen}"
            );
            assert!(
                seen.to_lowercase().contains(length) && seen.contains(text),
                "{seen}"
            );
        }
    }
}

#[test]
fn redirects_are_answers() {
    let (address, handle) = server(Some(
        "HTTP/1.1 307 -\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
    ));
    let core = core(address);
    let answer = core.call(Put {
        method: "GET",
        body: Body::empty,
    });
    assert_eq!(answer.call_blocking().unwrap(), "307 Temporary Redirect ");
    handle.join().unwrap();
}

#[test]
fn faults_are_told_apart() {
    let begin = Instant::now();
    let (address, handle) = server(None);
    assert_eq!(kind(address), TransportErrorKind::Timeout);
    handle.join().unwrap();
    assert!(begin.elapsed() < Duration::from_secs(10));

    for (answer, expected) in [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
            TransportErrorKind::Body,
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\nhalf",
            TransportErrorKind::TooLarge,
        ),
        ("nonsense\r\n\r\n", TransportErrorKind::Other),
    ] {
        let (address, handle) = server(Some(answer));
        assert_eq!(kind(address), expected, "{answer}");
        handle.join().unwrap();
    }
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    assert_eq!(kind(closed), TransportErrorKind::Connect);
}

#[test]
fn calls_on_several_threads_wait_for_one_token_and_each_has_its_own_end() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let served = std::thread::spawn(move || {
        let mut targets = Vec::new();
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().unwrap();
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).unwrap();
            let request = String::from_utf8_lossy(&buffer[..read]).into_owned();
            let body = if request.starts_with("POST /token") {
                std::thread::sleep(Duration::from_millis(500));
                r#"{"access_token": "t"}"#
            } else {
                "[7]"
            };
            targets.push(request);
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length";
            write!(stream, "{head}: {}\r\n\r\n{body}", body.len()).unwrap();
        }
        targets
    });
    let mut builder = CoreBuilder::new(None, "test/1");
    builder.base_url(format!("http://{address}"));
    let source = OAuth::client_credentials(format!("http://{address}/token"), "id", "hidden");
    builder.credential("Key", Credential::bearer_with(source));
    let core = builder.build_blocking().unwrap();
    let begin = Instant::now();
    let other = core.clone();
    let patient = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        other.call(Get).call_blocking().unwrap()
    });
    let call = core.call(Get);
    let outcome = call
        .with_timeout(Duration::from_millis(100))
        .call_blocking();
    let Err(Error::Transport(error)) = outcome else {
        panic!("{outcome:?}");
    };
    assert!(error.is_timeout(), "{error}");
    assert!(
        begin.elapsed() < Duration::from_millis(450),
        "{:?}",
        begin.elapsed()
    );
    assert_eq!(patient.join().unwrap(), 200);
    let targets = served.join().unwrap();
    assert!(
        targets[1].contains("authorization: Bearer t\r\n"),
        "{targets:?}"
    );
}
