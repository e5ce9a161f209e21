//! The default transport against a server on loopback.

use crate::{
    bodies::pieces,
    runtime::{
        Body, Core, CoreBuilder, Credential, Method, Request, ReqwestTransport, SendError,
        StatusCode, TransportError, TransportErrorKind,
    },
};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;
use std::time::Duration;

/// Takes one request, and gives an answer; `None` keeps the caller waiting until it hangs up.
pub(crate) fn server(answer: Option<&'static str>) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let handle = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // So that a client that never hangs up fails its test, and does not stop it.
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !is_whole(&String::from_utf8_lossy(&request)) {
            let read = stream.read(&mut buffer).unwrap();
            assert!(read > 0, "the request is whole");
            request.extend_from_slice(&buffer[..read]);
        }
        match answer {
            Some(answer) => stream.write_all(answer.as_bytes()).unwrap(),
            None => while stream.read(&mut buffer).is_ok_and(|read| read > 0) {},
        }
        String::from_utf8(request).unwrap()
    });
    (address, handle)
}

/// Whether head and body are there; bodies with a length end in `END` here.
fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return false;
    };
    let head = head.to_lowercase();
    if head.contains("chunked") {
        body.ends_with("0\r\n\r\n")
    } else {
        !head.contains("content-length") || body.ends_with("END")
    }
}

/// Waits for the server without holding up the runtime, which must be free to close connections meanwhile.
async fn joined(server: JoinHandle<String>) -> String {
    tokio::task::spawn_blocking(|| server.join().unwrap())
        .await
        .unwrap()
}

fn core(address: SocketAddr) -> Core {
    let mut builder = CoreBuilder::new(None, "test/1");
    builder.base_url(format!("http://{address}/api"));
    builder.credential("Key", Credential::api_key_query("key", "hidden"));
    builder.timeout(Duration::from_millis(300));
    builder.build().unwrap()
}

fn request() -> Request {
    Request::new(Method::PUT, "/a")
        .text("text/plain", "body END")
        .security(&[&["Key"]])
        .build()
        .unwrap()
}

async fn fault(address: SocketAddr) -> TransportError {
    match core(address)
        .send("PUT /a", Ok(request()))
        .await
        .unwrap_err()
    {
        SendError::Transport(error) => {
            assert!(
                !format!("{error} {error:?}").contains("hidden"),
                "{error:?}"
            );
            error
        }
        SendError::Request(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn requests_and_answers_arrive_as_they_are() {
    let (address, handle) = server(Some(
        "HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 2\r\n\r\nok",
    ));
    let answer = core(address).send("PUT /a", Ok(request())).await.unwrap();
    assert_eq!(
        (answer.status, answer.body.as_ref()),
        (StatusCode::CREATED, &b"ok"[..])
    );
    assert_eq!(answer.headers["x-a"], "b");
    let seen = joined(handle).await;
    assert!(
        seen.starts_with("PUT /api/a?key=hidden HTTP/1.1\r\n"),
        "{seen}"
    );
    assert!(
        seen.ends_with("\r\n\r\nbody END") && seen.contains("user-agent: test/1\r\n"),
        "{seen}"
    );
}

#[tokio::test]
async fn a_request_without_a_body_has_no_content_type() {
    let (address, handle) = server(Some("HTTP/1.1 204 No Content\r\n\r\n"));
    let request = Request::new(Method::GET, "/{a}")
        .path("a", &"x/../y")
        .build();
    assert!(
        core(address)
            .send("GET /{a}", request)
            .await
            .unwrap()
            .body
            .is_empty()
    );
    let seen = joined(handle).await;
    assert!(
        seen.starts_with("GET /api/x%2F..%2Fy HTTP/1.1\r\n"),
        "{seen}"
    );
    assert!(!seen.to_lowercase().contains("content-"), "{seen}");
}

#[tokio::test]
async fn redirects_are_answers() {
    let (elsewhere, _never) = server(Some("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    let location = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://{elsewhere}/\r\nContent-Length: 0\r\n\r\n"
    );
    let (address, handle) = server(Some(Box::leak(location.into_boxed_str())));
    let answer = core(address).send("PUT /a", Ok(request())).await.unwrap();
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert!(answer.headers.contains_key("location"));
    joined(handle).await;
}

#[tokio::test]
async fn faults_are_told_apart() {
    let (address, handle) = server(None);
    assert!(fault(address).await.is_timeout());
    joined(handle).await;

    let (address, handle) = server(None);
    match core(address).open("PUT /a", Ok(request()), |_| true).await {
        Err(SendError::Transport(error)) => assert!(error.is_timeout(), "{error}"),
        other => panic!("{other:?}"),
    }
    joined(handle).await;

    let (address, handle) = server(Some("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"));
    assert_eq!(fault(address).await.kind(), TransportErrorKind::Body);
    joined(handle).await;

    let (address, handle) = server(Some("nonsense\r\n\r\n"));
    assert_eq!(fault(address).await.kind(), TransportErrorKind::Other);
    joined(handle).await;

    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let error = fault(closed).await;
    assert!(
        error.is_connect() && error.to_string().contains("refused"),
        "{error}"
    );
}

#[tokio::test]
async fn a_client_of_ones_own_can_be_used() {
    let (address, handle) = server(Some("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    let mut builder = CoreBuilder::new(None, "test/1");
    builder.base_url(format!("http://{address}"));
    let core = builder
        .build_with(ReqwestTransport::new(reqwest::Client::new()))
        .unwrap();
    assert_eq!(
        core.send("PUT /a", Ok(request())).await.unwrap().status,
        StatusCode::OK
    );
    assert!(joined(handle).await.starts_with("PUT /a HTTP/1.1"));
}

#[tokio::test]
async fn streams_are_sent_with_their_length_or_in_chunks() {
    for (size, length, body) in [
        (Some(8), "content-length: 8\r\n", "body END"),
        (
            None,
            "transfer-encoding: chunked\r\n",
            "5\r\nbody \r\n3\r\nEND",
        ),
    ] {
        let (address, handle) = server(Some("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        let body_sent = Body::stream(pieces(&["body ", "END"]), size);
        let request = Request::new(Method::PUT, "/a").body("text/plain", body_sent);
        core(address).send("PUT /a", request.build()).await.unwrap();
        let seen = joined(handle).await;
        assert!(seen.contains(length) && seen.contains(body), "{seen}");
        assert_eq!(
            seen.matches("content-length").count(),
            usize::from(size.is_some())
        );
    }
}

#[tokio::test]
async fn an_open_answer_is_read_piece_by_piece() {
    let (address, handle) = server(Some(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
    ));
    let mut answer = core(address)
        .open("PUT /a", Ok(request()), |_| true)
        .await
        .unwrap();
    assert_eq!(answer.status, StatusCode::OK);
    // The limit of the call was for the head.
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(answer.body.chunk().await.unwrap().unwrap(), "a");
    // The server hangs up before the last chunk.
    let error = answer.body.chunk().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Body);
    joined(handle).await;
}

#[tokio::test]
async fn answers_that_are_too_large_are_not_read() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12345",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n123\r\n2\r\n45\r\n0\r\n\r\n",
    ] {
        for (limit, kind) in [(5, None), (4, Some(TransportErrorKind::TooLarge))] {
            let (address, handle) = server(Some(answer));
            let mut builder = CoreBuilder::new(None, "test/1");
            builder.base_url(format!("http://{address}"));
            builder.max_response_size(limit);
            let answer = builder.build().unwrap().send("PUT /a", Ok(request())).await;
            let failed = match answer {
                Err(SendError::Transport(error)) => Some(error.kind()),
                Err(SendError::Request(error)) => panic!("{error}"),
                Ok(_) => None,
            };
            assert_eq!(failed, kind);
            joined(handle).await;
        }
    }
}
