//! Bodies of requests and answers: bytes that are there, or a stream of them.

use super::{Bytes, TransportError, TransportErrorKind};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A stream of pieces of a body, on the heap.
#[cfg(not(target_arch = "wasm32"))]
type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// A stream of pieces of a body, on the heap. What a browser gives belongs to its thread.
#[cfg(target_arch = "wasm32")]
type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;

/// The body of a request or an answer.
///
/// It is also a [`Stream`] of its pieces.
pub struct Body {
    content: Content,
}

enum Content {
    /// Empty when there is nothing, or nothing more.
    Bytes(Bytes),
    Stream {
        pieces: Pieces,
        size: Option<u64>,
    },
}

impl Body {
    /// No body, which is the same as one without bytes.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            content: Content::Bytes(Bytes::new()),
        }
    }

    /// A body that arrives in pieces. When the number of all bytes is known, it can be sent with its length.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn stream(
        pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
        size: Option<u64>,
    ) -> Self {
        Self {
            content: Content::Stream {
                pieces: Box::pin(pieces),
                size,
            },
        }
    }

    /// A body that arrives in pieces. When the number of all bytes is known, it can be sent with its length.
    #[cfg(target_arch = "wasm32")]
    pub fn stream(
        pieces: impl Stream<Item = Result<Bytes, TransportError>> + 'static,
        size: Option<u64>,
    ) -> Self {
        Self {
            content: Content::Stream {
                pieces: Box::pin(pieces),
                size,
            },
        }
    }

    /// The bytes, unless the body is a stream.
    #[must_use]
    pub const fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream { .. } => None,
        }
    }

    /// A second body of the same bytes; a stream can be read only once, so there is none of it.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        self.as_bytes().cloned().map(Self::from)
    }

    /// The number of bytes that are still to come, if it is known.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Stream { size, .. } => *size,
        }
    }

    /// Waits for the next piece; `None` is the end. Dropping the body gives up on the rest of it.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The next piece, if it is there.
    pub fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.content {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Content::Stream { pieces, size } => {
                let piece = pieces.as_mut().poll_next(context);
                if let (Poll::Ready(Some(Ok(piece))), Some(size)) = (&piece, size) {
                    *size = size.saturating_sub(u64::try_from(piece.len()).unwrap_or(u64::MAX));
                }
                piece
            }
        }
    }

    /// Waits for all of it, and gives up as soon as there are more bytes than the limit.
    ///
    /// # Errors
    /// When a piece does not arrive, and [`TransportErrorKind::TooLarge`] when there are too many bytes.
    pub async fn collect(mut self, limit: Option<u64>) -> Result<Bytes, TransportError> {
        let limit = limit.unwrap_or(u64::MAX);
        let fits = |size: u64| {
            if size > limit {
                let problem = format!("it has more than {limit} bytes");
                return Err(TransportError::new(TransportErrorKind::TooLarge, problem));
            }
            Ok(())
        };
        fits(self.size().unwrap_or(0))?;
        let Some(first) = self.chunk().await.transpose()? else {
            return Ok(Bytes::new());
        };
        let size_of = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        fits(size_of(&first))?;
        let Some(second) = self.chunk().await.transpose()? else {
            return Ok(first);
        };
        let mut all = Vec::from(first);
        let mut next = Some(second);
        while let Some(piece) = next {
            fits(size_of(&all).saturating_add(size_of(&piece)))?;
            all.extend_from_slice(&piece);
            next = self.chunk().await.transpose()?;
        }
        Ok(all.into())
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.poll_chunk(context)
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self {
            content: Content::Bytes(bytes),
        }
    }
}

/// Shows the size and not the bytes, which may hold what should not be logged.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.content, self.size()) {
            (Content::Stream { .. }, None) => f.write_str("a stream"),
            (Content::Stream { .. }, Some(size)) => write!(f, "a stream of {size} bytes"),
            (Content::Bytes(bytes), _) => write!(f, "{} bytes", bytes.len()),
        }
    }
}
