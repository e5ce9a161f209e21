//! Answers that are read while they arrive.

use crate::{
    bodies::pieces,
    runtime::{
        Body, BoxFuture, Bytes, CoreBuilder, Error, Event, Events, HeaderMap, JsonStream,
        OpenResponse, StatusCode, StreamError, Streamed, Transport, TransportError,
        TransportErrorKind,
    },
    waiting::Get,
};
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

fn answer(parts: &[&'static str]) -> OpenResponse {
    OpenResponse {
        operation: "GET /x",
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Body::stream(pieces(parts), None),
        limit: 1 << 20,
    }
}

async fn all_texts(mut events: Events<String>) -> Vec<Event<String>> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event.unwrap());
    }
    all
}

/// Type, id and data of all events.
async fn texts(parts: &[&'static str]) -> Vec<(String, Option<String>, String)> {
    let all = all_texts(Events::text(answer(parts))).await;
    all.into_iter()
        .map(|event| (event.name, event.id, event.data))
        .collect()
}

fn message(data: &str) -> (String, Option<String>, String) {
    ("message".to_owned(), None, data.to_owned())
}

#[tokio::test]
async fn events_are_read_by_the_rules() {
    for (text, expected) in [
        ("data: a\n\ndata:b\n\n", vec![message("a"), message("b")]),
        ("data: a\r\rdata: b\r\r", vec![message("a"), message("b")]),
        (
            "data: a\r\n\r\ndata: b\r\n\r\n",
            vec![message("a"), message("b")],
        ),
        ("data: a\ndata\ndata:  b\n\n", vec![message("a\n\n b")]),
        (": a comment\n\ndata: a\n: another\n\n", vec![message("a")]),
        ("\u{feff}data: a\n\n\u{feff}data: b\n\n", vec![message("a")]),
        ("event: e\n\ndata: a\n\n", vec![message("a")]),
        (
            "event: e\ndata: a\n\n",
            vec![("e".to_owned(), None, "a".to_owned())],
        ),
        ("data\n\n", vec![message("")]),
        ("data: a\n\ndata: cut off\n", vec![message("a")]),
        ("data: a\n\ndata: [DONE]\n\ndata: b\n\n", vec![message("a")]),
        ("other: a\nDATA: b\n\n", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(texts(&[text]).await, expected, "{text:?}");
    }
}

#[tokio::test]
async fn ids_stay_until_there_is_another() {
    let found = texts(&["id: 1\ndata: a\n\ndata: b\n\nid: \0\ndata: c\n\nid\ndata: d\n\n"]).await;
    let ids: Vec<Option<&str>> = found.iter().map(|(_, id, _)| id.as_deref()).collect();
    assert_eq!(ids, [Some("1"), Some("1"), Some("1"), None]);

    let mut events = Events::text(answer(&["id: 7\nretry: 1500\nretry: soon\ndata: a\n\n"]));
    assert_eq!(events.last_event_id(), None);
    events.next().await.unwrap().unwrap();
    assert_eq!(events.last_event_id(), Some("7"));
    assert_eq!(events.retry(), Some(Duration::from_millis(1500)));
}

#[tokio::test]
async fn it_does_not_matter_where_pieces_end() {
    let text =
        "\u{feff}event: ä\r\nid: 1\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\ndata: ü\r\rdata: c\n\n";
    let whole = texts(&[text]).await;
    assert_eq!(whole.len(), 3);
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        let (one, other) = text.split_at(at);
        assert_eq!(texts(&[one, other]).await, whole, "cut at {at}");
    }
    let letters: Vec<&str> = text.split_inclusive(|_| true).collect();
    assert_eq!(texts(&letters).await, whole);
}

#[tokio::test]
async fn data_that_is_not_what_was_promised_is_told_and_others_follow() {
    let mut events: Events<Vec<u8>> = Events::json(answer(&[
        "data: [1]\n\nid: 7\n: x\ndata: [2, true]\n\ndata: [3]\n\n",
    ]));
    assert_eq!(events.next().await.unwrap().unwrap().data, [1]);
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the item on line 5 (event \"7\") does not match the document at `[1]`: invalid type: boolean `true`, \
         expected u8 at line 1 column 8"
    );
    let StreamError::Undecodable(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.item, Bytes::from_static(b"[2, true]"));
    assert_eq!((error.line, error.event_id.as_deref()), (5, Some("7")));
    assert_eq!(events.next().await.unwrap().unwrap().data, [3]);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn of_a_long_id_the_beginning_is_shown() {
    let text = format!("id: {}\ndata: x\n\n", "7".repeat(100_000));
    let mut events: Events<u8> = Events::json(answer(&[String::leak(text)]));
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.to_string().len() < 1000, "{error}");
    let shown = format!("{error:?}");
    assert!(shown.len() < 2000, "{shown}");
}

#[tokio::test]
async fn a_line_that_is_not_what_was_promised_is_told_and_others_follow() {
    for (mut items, place) in [
        (
            JsonStream::<u32>::lines(answer(&["1\n\nnull\n3", "\n", "tru"])),
            [3, 5],
        ),
        (
            JsonStream::sequence(answer(&["\u{1e}1\n\u{1e}{\n}\n\u{1e}3\n\u{1e}tru"])),
            [2, 5],
        ),
    ] {
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        let mut lines = Vec::new();
        for expected in [None, Some(3), None] {
            match (items.next().await.unwrap(), expected) {
                (Ok(item), Some(expected)) => assert_eq!(item, expected),
                (Err(StreamError::Undecodable(error)), None) => lines.push(error.line),
                (other, _) => panic!("{other:?}"),
            }
        }
        assert_eq!(lines, place);
        assert!(items.next().await.is_none());
    }
}

#[tokio::test]
async fn a_number_of_a_sequence_that_may_be_cut_off_is_none() {
    let mut items = JsonStream::<u32>::sequence(answer(&["\u{1e}1\u{1e}2 \u{1e}34"]));
    let cut_off = |item: Option<Result<u32, StreamError>>| item.unwrap().unwrap_err().to_string();
    let expected = "the item on line 1 does not match the document: it may be cut off";
    assert_eq!(cut_off(items.next().await), expected);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(cut_off(items.next().await), expected);
    assert!(items.next().await.is_none());

    let long: &'static str = Box::leak("x".repeat(10_000).into_boxed_str());
    let mut items = JsonStream::<u32>::lines(answer(&[long]));
    let error = items.next().await.unwrap().unwrap_err();
    assert!(format!("{error:?}").len() < 1000);
}

/// Answers 500, and its body never ends.
struct Stalling;

impl Transport for Stalling {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = Body::stream(Never, None);
        let answer = http::Response::builder().status(500).body(body).unwrap();
        Box::pin(async { Ok(answer) })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'_, ()>> {
        Some(Box::pin(tokio::time::sleep(time)))
    }
}

struct Never;

impl Stream for Never {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

impl Streamed for Get {
    type Stream = Events<String>;
    const MEDIA_TYPES: &'static str = "text/event-stream";

    fn stream(answer: OpenResponse) -> Events<String> {
        Events::text(answer)
    }
}

#[tokio::test]
async fn the_body_of_an_error_has_the_time_of_the_call() {
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.timeout(Duration::from_millis(50));
    let core = builder.build_with(Stalling).unwrap();
    let outcome = tokio::time::timeout(Duration::from_secs(20), core.call(Get).stream()).await;
    match outcome.unwrap() {
        Err(Error::Transport(error)) => assert!(error.is_timeout(), "{error}"),
        other => panic!("{other:?}"),
    }
}

async fn numbers(mut items: JsonStream<u32>) -> Vec<u32> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    all
}

#[tokio::test]
async fn values_stand_on_lines_or_behind_separators() {
    for parts in [&["1\n2\r\n\n 3"][..], &["1\n2", "2\n", "\n3\n"]] {
        let found = numbers(JsonStream::lines(answer(parts))).await;
        assert!(found == [1, 2, 3] || found == [1, 22, 3], "{found:?}");
    }
    for parts in [
        &["\u{1e}1\n\u{1e}2\n"][..],
        &["\u{1e}", "\u{1e}1", "\n\u{1e}", "2\n"],
    ] {
        assert_eq!(numbers(JsonStream::sequence(answer(parts))).await, [1, 2]);
    }
}

#[tokio::test]
async fn items_are_bounded_and_streams_are_not() {
    let many = ["data: 12345\n\n"; 50];
    let events = Events::text(answer(&many)).max_item_size(12);
    assert_eq!(all_texts(events).await.len(), 50);

    for parts in [
        &["data: 1\n\ndata: 123456789\n\n"][..],
        &["data: 1\n\ndata: 1234", "5678", "9"],
        &["data: 1\n\ndata: 1234\ndata: 5678\ndata: 90\n", "\n"],
    ] {
        let mut events = Events::text(answer(parts)).max_item_size(10);
        events.next().await.unwrap().unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        let StreamError::Transport(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind(), TransportErrorKind::TooLarge);
        assert!(events.next().await.is_none());
    }
}
