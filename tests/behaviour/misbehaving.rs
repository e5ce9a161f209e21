//! Servers that mean harm or are broken: whatever they do, a call ends with the right error, soon, and with no more of
//! the answer in memory than the client takes.

use crate::{
    operations::{TOKEN, bloxs, bloxs_person},
    server::{Answer, Server},
    sockets::read_request,
};
use flate2::{Compression, write::GzEncoder};
use generated::{
    Error,
    bloxs::{Client, models::Person, persons::UpdateAPersonError},
    runtime::TransportErrorKind,
};
use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::{sleep, timeout},
};

/// More than a machine under load needs, and far less than for ever.
const SOON: Duration = Duration::from_secs(20);

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/// What the client takes of an answer in these tests.
const LIMIT: u64 = 1 << 20;

fn client(url: &str, limit: Duration) -> Client {
    Client::builder()
        .base_url(url)
        .bearer_auth(TOKEN)
        .timeout(limit)
        .max_response_size(LIMIT)
        .build()
        .unwrap()
}

/// Takes one request, and lets the server do what it likes with the connection. Gives what that gave.
async fn server<F: Future<Output: Send> + Send + 'static>(
    then: impl FnOnce(TcpStream) -> F + Send + 'static,
) -> (String, oneshot::Receiver<F::Output>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = oneshot::channel();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_request(&mut stream).await;
        // Nobody listens any more where a test has failed.
        let _ = sender.send(then(stream).await);
    });
    (url, receiver)
}

/// Writes the same bytes until the client hangs up. Gives how many were written.
async fn repeat(mut stream: TcpStream, begin: &str, bytes: &[u8]) -> usize {
    let mut written = 0;
    if stream.write_all(begin.as_bytes()).await.is_ok() {
        while stream.write_all(bytes).await.is_ok() {
            written += bytes.len();
        }
    }
    written
}

type Outcome = Result<Person, Error<UpdateAPersonError>>;

/// One call, which has to end soon.
async fn call(url: &str, limit: Duration) -> Outcome {
    let client = client(url, limit);
    let begin = Instant::now();
    let outcome = client.persons().update_a_person(&bloxs_person()).await;
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    outcome
}

fn kind(outcome: Outcome) -> TransportErrorKind {
    match outcome {
        Err(Error::Transport(error)) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_that_trickles_is_given_up_on() {
    let (url, _) = server(async |mut stream| {
        let head = format!("{HEAD}Content-Length: 9999\r\n\r\n");
        for byte in head.bytes().chain(std::iter::repeat(b' ')) {
            if stream.write_all(&[byte]).await.is_err() {
                return;
            }
            sleep(Duration::from_millis(2)).await;
        }
    })
    .await;
    let outcome = call(&url, Duration::from_millis(400)).await;
    assert_eq!(kind(outcome), TransportErrorKind::Timeout);
}

#[tokio::test]
async fn connections_that_are_reset() {
    for (answer, expected) in [
        (String::new(), TransportErrorKind::Other),
        (HEAD.to_owned(), TransportErrorKind::Other),
        (
            format!("{HEAD}Content-Length: 9\r\n\r\n{{"),
            TransportErrorKind::Body,
        ),
        (
            format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n"),
            TransportErrorKind::Body,
        ),
        (
            format!("{HEAD}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"),
            TransportErrorKind::Body,
        ),
    ] {
        let (url, _) = server(async move |mut stream| {
            stream.write_all(answer.as_bytes()).await.unwrap();
            // So that what is written arrives before the reset does.
            sleep(Duration::from_millis(50)).await;
            stream.set_zero_linger().unwrap();
        })
        .await;
        assert_eq!(kind(call(&url, SOON).await), expected);
    }
}

#[tokio::test]
async fn a_length_that_is_too_short_cuts_the_body() {
    let (url, _) = server(async |mut stream| {
        let answer = format!("{HEAD}Content-Length: 8\r\n\r\n{{\"id\": 12345}}");
        stream.write_all(answer.as_bytes()).await.unwrap();
    })
    .await;
    match call(&url, SOON).await {
        Err(Error::Undecodable(error)) => assert_eq!(error.response.body, "{\"id\": 1"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_that_goes_on_for_ever_is_cut_off() {
    let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
    for (head, piece) in [
        ("Transfer-Encoding: chunked\r\n\r\n", chunk.as_str()),
        // Without a length, it lasts until the server hangs up.
        ("\r\n", &" ".repeat(0x4000)),
    ] {
        let piece = piece.to_owned();
        let head = format!("{HEAD}{head}");
        let (url, written) =
            server(async move |stream| repeat(stream, &head, piece.as_bytes()).await).await;
        assert_eq!(kind(call(&url, SOON).await), TransportErrorKind::TooLarge);
        // The rest is not read: what was written beyond the limit stands in the buffers of the two sockets.
        let written = timeout(SOON, written).await.unwrap().unwrap();
        assert!(written < 64 << 20, "{written} bytes were taken");
    }
}

#[tokio::test]
async fn a_length_beyond_the_limit_is_refused_before_a_byte_is_read() {
    let (url, _) = server(async |mut stream| {
        let head = format!("{HEAD}Content-Length: 1152921504606846976\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let _ = timeout(SOON, stream.read(&mut [0])).await;
    })
    .await;
    assert_eq!(kind(call(&url, SOON).await), TransportErrorKind::TooLarge);
}

#[tokio::test]
async fn a_head_that_goes_on_for_ever_is_cut_off() {
    let line = format!("X-Filler: {}\r\n", "a".repeat(1000));
    let (url, written) =
        server(async move |stream| repeat(stream, HEAD, line.as_bytes()).await).await;
    assert_eq!(kind(call(&url, SOON).await), TransportErrorKind::Other);
    let written = timeout(SOON, written).await.unwrap().unwrap();
    assert!(written < 64 << 20, "{written} bytes were taken");
}

#[tokio::test]
async fn compressed_answers_are_read() {
    let url = compressed(br#"{"lastName": "Jansen"}"#, 1).await;
    let person = call(&url, SOON).await.unwrap();
    assert!(format!("{person:?}").contains("Jansen"), "{person:?}");
}

#[tokio::test]
async fn a_bomb_of_zeros_is_bounded_by_what_comes_out_of_it() {
    // 32 MiB that arrive as 32 KiB.
    let url = compressed(&[b' '; 1 << 14], 1 << 11).await;
    assert_eq!(kind(call(&url, SOON).await), TransportErrorKind::TooLarge);
}

/// A server whose body is the content so many times, compressed.
async fn compressed(content: &[u8], times: usize) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..times {
        encoder.write_all(content).unwrap();
    }
    let body = encoder.finish().unwrap();
    assert!(body.len() < 1 << 20, "{} bytes are no bomb", body.len());
    let (url, _) = server(async move |mut stream| {
        let length = body.len();
        let head = format!("{HEAD}Content-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let _ = stream.write_all(&body).await;
    })
    .await;
    url
}

#[tokio::test]
async fn a_thousand_redirects_are_one_answer() {
    let server = Server::start(Answer::status(302).header("location", "/again")).await;
    match call(&server.url(), SOON).await {
        Err(Error::UndocumentedStatus(response)) => assert_eq!(response.status, 302),
        other => panic!("{other:?}"),
    }
    server.only();
}

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_connection() {
    let (url, closed) = server(async |mut stream| {
        let _ = stream.write_all(HEAD.as_bytes()).await;
        stream.read(&mut [0]).await.unwrap_or(0)
    })
    .await;
    let client = client(&url, SOON);
    let person = bloxs_person();
    let call = client.persons().update_a_person(&person).into_future();
    assert!(timeout(Duration::from_millis(200), call).await.is_err());
    // The client is still there, and the connection is not.
    assert_eq!(timeout(SOON, closed).await.unwrap().unwrap(), 0);
    drop(client);
}

/// How many calls are under way at the same time.
const CALLS: usize = 10_000;

/// How many of them have a connection: a process may have only so many files open.
const CONNECTIONS: usize = 200;

#[tokio::test]
async fn ten_thousand_calls_at_once_leave_nothing_behind() {
    let tasks = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    let open = Arc::new(AtomicUsize::new(0));
    for answers in [true, false] {
        let before = tasks();
        let (url, server) = counting(Arc::clone(&open), answers).await;
        let client = bloxs(&url, Duration::from_secs(300)).unwrap();
        let places = Arc::new(tokio::sync::Semaphore::new(CONNECTIONS));
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..CALLS {
            let (client, places) = (client.clone(), Arc::clone(&places));
            calls.spawn(async move {
                let _place = places.acquire().await.unwrap();
                client.persons().update_a_person(&bloxs_person()).await
            });
        }
        assert!(tasks() >= before + CALLS);
        if answers {
            while let Some(outcome) = calls.join_next().await {
                outcome.unwrap().unwrap();
            }
        } else {
            while open.load(Ordering::SeqCst) < CONNECTIONS {
                sleep(Duration::from_millis(5)).await;
            }
        }
        drop((calls, client));
        let begin = Instant::now();
        // The one task that is left over listens for connections.
        while open.load(Ordering::SeqCst) > 0 || tasks() > before + 1 {
            assert!(
                begin.elapsed() < SOON,
                "{} connections",
                open.load(Ordering::SeqCst)
            );
            sleep(Duration::from_millis(5)).await;
        }
        server.abort();
    }
}

/// A server that counts its open connections, and answers on each as often as it is asked, or never.
async fn counting(open: Arc<AtomicUsize>, answers: bool) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            open.fetch_add(1, Ordering::SeqCst);
            let open = Arc::clone(&open);
            tokio::spawn(async move {
                let answer = format!("{HEAD}Content-Length: 2\r\n\r\n{{}}");
                let mut buffer = [0; 4096];
                let mut request = Vec::new();
                while let Ok(read @ 1..) = stream.read(&mut buffer).await {
                    request.extend_from_slice(&buffer[..read]);
                    // The body of these requests is an object, and their heads have no braces.
                    if answers && request.ends_with(b"}") {
                        request.clear();
                        stream.write_all(answer.as_bytes()).await.unwrap();
                    }
                }
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (url, task)
}
