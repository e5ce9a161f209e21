//! Answers that are read while they arrive, over sockets.

use crate::server::{Answer, Server};
use golden::{
    Error,
    response_streams::{Client, models::Question, operations::ChatError},
};
use serde_json::json;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::sleep,
};

fn client(url: String) -> Client {
    Client::builder().base_url(url).build().unwrap()
}

fn question() -> Question {
    Question::new("Why?".to_owned())
}

/// Answers each connection with these pieces, a chunk and a packet each, and gives the requests back.
async fn in_pieces(
    media_type: &'static str,
    pieces: &'static [&'static str],
) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 1 << 14];
            let read = socket.read(&mut request).await.unwrap();
            let request = String::from_utf8_lossy(&request[..read]).to_lowercase();
            sender.send(request).unwrap();
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\
                 connection: close\r\n\r\n"
            );
            socket.write_all(head.as_bytes()).await.unwrap();
            for piece in pieces {
                let chunk = format!("{:x}\r\n{piece}\r\n", piece.len());
                socket.write_all(chunk.as_bytes()).await.unwrap();
                sleep(Duration::from_millis(5)).await;
            }
            socket.write_all(b"0\r\n\r\n").await.unwrap();
        }
    });
    (url, receiver)
}

#[tokio::test]
async fn events_arrive_in_pieces() {
    let pieces = &[
        "id: 1\nda",
        "ta: {\"delta\"",
        ": \"a\"}\r",
        "\n\r\nid: 2\ndata: {\"delta\": \"b\"}\n\ndata: [DO",
        "NE]\n\n",
    ];
    let (url, mut requests) = in_pieces("text/event-stream; charset=utf-8", pieces).await;
    let client = client(url);
    let body = question();
    let call = client.operations().chat(&body).stream_query(true);
    let mut events = call.clone().stream().await.unwrap();
    let mut deltas = Vec::new();
    while let Some(event) = events.next().await {
        deltas.push(event.unwrap().data.delta);
    }
    assert_eq!(deltas, ["a", "b"]);
    let request = requests.recv().await.unwrap();
    assert!(request.starts_with("post /chat?stream=true "), "{request}");
    let accept = "\r\naccept: text/event-stream, application/json;q=0.5\r\n";
    assert!(request.contains(accept), "{request}");
    assert!(!request.contains("last-event-id"), "{request}");

    let last = events.last_event_id().unwrap();
    call.stream_after(last)
        .await
        .unwrap()
        .next()
        .await
        .unwrap()
        .unwrap();
    let request = requests.recv().await.unwrap();
    assert!(request.contains("\r\nlast-event-id: 2\r\n"), "{request}");
}

#[tokio::test]
async fn values_and_bytes_arrive_in_pieces() {
    let (url, _requests) = in_pieces(
        "application/x-ndjson",
        &["{\"delta\": \"a\"}\n{\"del", "ta\": \"b\"}\n"],
    )
    .await;
    let client = client(url);
    let mut lines = client.operations().logs().stream().await.unwrap();
    let mut deltas = Vec::new();
    while let Some(line) = lines.next().await {
        deltas.push(line.unwrap().delta);
    }
    assert_eq!(deltas, ["a", "b"]);

    let mut body = client.operations().file().stream().await.unwrap();
    let first = body.chunk().await.unwrap().unwrap();
    assert_eq!(first, "{\"delta\": \"a\"}\n{\"del");
}

#[tokio::test]
async fn errors_are_what_they_are_without_a_stream() {
    let server = Server::start(Answer::json(429, &json!({"title": "Wait"}))).await;
    let error = client(server.url())
        .operations()
        .chat(&question())
        .stream()
        .await
        .unwrap_err();
    let Error::Api { error, .. } = error else {
        panic!("{error:?}");
    };
    let ChatError::TooManyRequests(problem) = error else {
        panic!("{error:?}");
    };
    assert_eq!(problem.title.as_deref(), Some("Wait"));
}

#[tokio::test]
async fn an_answer_that_is_no_stream_is_an_error() {
    let server = Server::start(Answer::json(200, &json!({"text": "Because."}))).await;
    let client = client(server.url());
    let body = question();
    let error = client.operations().chat(&body).stream().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`POST /chat` answered 200 OK with a body that does not match the document: \
         it is `application/json`, and not `text/event-stream`"
    );
    let answer = client.operations().chat(&body).await.unwrap();
    assert_eq!(answer.text, "Because.");
}
