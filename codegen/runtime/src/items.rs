//! JSON values one after the other, read while they arrive: a line each, or as JSON text sequences (RFC 7464).

use super::parts::{Cut, Part, Parts};
use super::{OpenResponse, StreamError};
use futures_core::Stream;
use serde::de::{DeserializeOwned, Error as _};
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The values of an answer, while they arrive.
///
/// It is a [`Stream`]; [`JsonStream::next`] waits for one without more crates.
pub struct JsonStream<T> {
    parts: Parts,
    item: PhantomData<fn() -> T>,
}

impl<T> JsonStream<T> {
    /// A value on each line: JSON Lines.
    #[must_use]
    pub fn lines(answer: OpenResponse) -> Self {
        Self {
            parts: Parts::new(answer, Cut::Lines),
            item: PhantomData,
        }
    }

    /// A value behind each record separator: JSON text sequences.
    #[must_use]
    pub fn sequence(answer: OpenResponse) -> Self {
        Self {
            parts: Parts::new(answer, Cut::Records),
            item: PhantomData,
        }
    }

    /// How many bytes a value may have: 16 MiB if nothing is set, or what the client takes as an answer if that is
    /// less.
    #[must_use]
    pub fn max_item_size(mut self, bytes: u64) -> Self {
        self.parts.limit = bytes;
        self
    }
}

impl<T: DeserializeOwned> JsonStream<T> {
    /// Waits for the next value; `None` is the end.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        loop {
            let part = match self.parts.poll_part(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(StreamError::Transport(error))));
                }
                Poll::Ready(Some(Ok(Part::Whole(part) | Part::Last(part)))) => part,
            };
            if part.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let item = if self.is_cut_off(&part) {
                Err(serde_json::Error::custom("it may be cut off"))
            } else {
                serde_json::from_slice(&part)
            };
            let line = self.parts.line();
            return Poll::Ready(Some(
                item.map_err(|cause| StreamError::not_json(line, None, part, cause)),
            ));
        }
    }
}

impl<T> JsonStream<T> {
    /// Of a number or a word in a sequence, only a blank behind it tells that it is all there (RFC 7464, section 2.4).
    fn is_cut_off(&self, part: &[u8]) -> bool {
        let first = part.trim_ascii_start().first();
        let ends_itself = matches!(first, Some(b'{' | b'[' | b'"'));
        let has_end = part.last().is_some_and(u8::is_ascii_whitespace);
        self.parts.cut() == Cut::Records && !ends_itself && !has_end
    }
}

impl<T: DeserializeOwned> Stream for JsonStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

/// Shows that it is one, and not what has arrived.
impl<T> fmt::Debug for JsonStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStream").finish_non_exhaustive()
    }
}
