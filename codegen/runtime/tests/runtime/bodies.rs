//! Bodies that are streams, and the bound on what is read.

use crate::runtime::{Body, Bytes, TransportError, TransportErrorKind};
use futures_core::Stream;
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Gives these pieces, each after it was asked for twice.
pub(crate) struct Pieces {
    left: VecDeque<Result<Bytes, TransportError>>,
    asked: bool,
}

pub(crate) fn pieces(pieces: &[&'static str]) -> Pieces {
    Pieces {
        left: pieces
            .iter()
            .map(|piece| Ok(Bytes::from_static(piece.as_bytes())))
            .collect(),
        asked: false,
    }
}

impl Pieces {
    /// Ends with a fault.
    pub(crate) fn break_off(&mut self, fault: TransportError) {
        self.left.push_back(Err(fault));
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.asked = !self.asked;
        if self.asked {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.left.pop_front())
    }
}

#[tokio::test]
async fn bodies_are_collected_up_to_the_limit() {
    let bodies = || {
        [
            Body::from(Bytes::from("12345")),
            Body::stream(pieces(&["12345"]), Some(5)),
            Body::stream(pieces(&["12", "", "34", "5"]), None),
        ]
    };
    for body in bodies() {
        assert_eq!(body.collect(None).await.unwrap(), "12345");
    }
    for body in bodies() {
        assert_eq!(body.collect(Some(5)).await.unwrap(), "12345");
    }
    for body in bodies() {
        let error = body.collect(Some(4)).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::TooLarge);
        assert!(error.to_string().contains("more than 4 bytes"), "{error}");
    }
    assert_eq!(Body::empty().collect(Some(0)).await.unwrap(), "");
    assert_eq!(
        Body::stream(pieces(&[]), None).collect(None).await.unwrap(),
        ""
    );
}

#[tokio::test]
async fn what_is_left_is_counted() {
    let mut body = Body::stream(pieces(&["ab", "c"]), Some(3));
    assert_eq!(format!("{body:?}"), "a stream of 3 bytes");
    assert_eq!(body.chunk().await.unwrap().unwrap(), "ab");
    assert_eq!(body.size(), Some(1));
    assert_eq!(body.chunk().await.unwrap().unwrap(), "c");
    assert!(body.chunk().await.is_none());
}

#[tokio::test]
async fn only_bytes_can_be_sent_twice() {
    let body = Body::from(Bytes::from("a"));
    assert_eq!(
        body.try_clone().and_then(|twin| twin.as_bytes().cloned()),
        Some("a".into())
    );
    assert!(
        Body::stream(pieces(&["a"]), Some(1)).try_clone().is_none(),
        "a stream is read once"
    );
}

#[tokio::test]
async fn a_fault_on_the_way_is_the_end() {
    let mut faulty = pieces(&["a"]);
    faulty.break_off(TransportError::new(TransportErrorKind::Body, "reset"));
    let error = Body::stream(faulty, None).collect(None).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Body);
}
