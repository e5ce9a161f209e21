//! Servers on loopback that do not keep to HTTP: they write what they are told, and hang up or stall.

use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    time::timeout,
};

/// What a bare socket does after it has written its bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Then {
    HangUp,
    /// Leaves the client waiting until that hangs up, or has waited for far too long.
    Stall,
}

/// Takes one request on a bare socket and writes these bytes, which need not be HTTP.
pub(crate) async fn raw(answer: &str, then: Then) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = answer.to_owned();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_request(&mut stream).await;
        stream.write_all(answer.as_bytes()).await.unwrap();
        if then == Then::Stall {
            // A client that waits for ever is to fail its test, and not to stop it.
            let _ = timeout(Duration::from_secs(5), stream.read(&mut [0])).await;
        }
    });
    url
}

/// Reads head and body: a client that is hung up on while it writes sees another fault than the one that is meant.
pub(crate) async fn read_request(stream: &mut TcpStream) {
    let mut request = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let read = stream.read(&mut buffer).await.unwrap();
        assert!(read > 0, "the request is whole");
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request).to_lowercase();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .split_once("content-length: ")
            .and_then(|(_, rest)| rest.lines().next()?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return;
        }
    }
}

/// A URL at which nobody listens. The socket keeps the port from being given to somebody who does.
pub(crate) fn closed() -> (String, TcpSocket) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    (url, socket)
}
