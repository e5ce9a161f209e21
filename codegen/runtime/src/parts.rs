//! Bodies that are cut into items while they arrive, and why an item could not be read.

use super::response::excerpt;
use super::{Body, Bytes, OpenResponse, TransportError, TransportErrorKind};
use std::error::Error as StdError;
use std::fmt;
use std::task::{Context, Poll};

/// How many bytes an item may have if nothing else is said.
const MAX_ITEM_SIZE: u64 = 16 << 20;

/// Why an item of a stream could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The rest of the answer did not arrive, or an item is larger than what is taken. Nothing follows.
    Transport(TransportError),
    /// An item is not what the document says. Others may follow.
    Undecodable(Box<ItemError>),
}

/// An item that is not what the document says.
pub struct ItemError {
    /// The line of the answer that it begins on, counted from one.
    pub line: u64,
    /// The id of the event, or of the last one before it that had one.
    pub event_id: Option<String>,
    /// Where in the JSON: `choices[0].index`. Empty when it is the whole item.
    pub path: String,
    /// What is wrong there.
    pub cause: serde_json::Error,
    /// The item as it came.
    pub item: Bytes,
}

impl StreamError {
    /// An item that could not be read as JSON.
    pub(super) fn not_json(
        line: u64,
        event_id: Option<String>,
        item: Vec<u8>,
        cause: serde_json::Error,
    ) -> Self {
        Self::Undecodable(Box::new(ItemError {
            line,
            event_id,
            path: super::json_path(&item, cause.line(), cause.column()),
            cause,
            item: item.into(),
        }))
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::Undecodable(error) => error.fmt(f),
        }
    }
}

impl StdError for StreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Undecodable(error) => Some(error.as_ref()),
        }
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the item on line {}", self.line)?;
        if let Some(id) = &self.event_id {
            write!(f, " (event {:?})", excerpt(id.as_bytes()))?;
        }
        f.write_str(" does not match the document")?;
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        write!(f, ": {}", self.cause)
    }
}

/// Of the item and its id no more than their beginnings are shown.
impl fmt::Debug for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemError")
            .field("line", &self.line)
            .field(
                "event_id",
                &self.event_id.as_deref().map(str::as_bytes).map(excerpt),
            )
            .field("path", &self.path)
            .field("cause", &self.cause)
            .field("item", &excerpt(&self.item))
            .finish()
    }
}

impl StdError for ItemError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.cause)
    }
}

/// How many lines end in a part.
fn lines(part: &[u8]) -> u64 {
    let pieces = part.split(|byte| *byte == b'\n').count();
    u64::try_from(pieces - 1).unwrap_or(u64::MAX)
}

/// What parts of a body are cut at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Line feeds.
    #[allow(dead_code, reason = "an API need not have streams of every kind")]
    Lines,
    /// Line feeds, carriage returns, or both together.
    #[allow(dead_code, reason = "an API need not have streams of every kind")]
    AnyLines,
    /// Record separators (RFC 7464).
    #[allow(dead_code, reason = "an API need not have streams of every kind")]
    Records,
}

/// A part of a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A part whose end was seen.
    Whole(Vec<u8>),
    /// What stood behind the last end.
    Last(#[allow(dead_code, reason = "an API need not have streams of every kind")] Vec<u8>),
}

/// Cuts a body into parts while it arrives.
#[derive(Debug)]
pub(super) struct Parts {
    /// None when nothing follows.
    body: Option<Body>,
    cut: Cut,
    /// What has arrived and is not part of what was given.
    buffer: Vec<u8>,
    /// Where in it the next part begins.
    start: usize,
    /// How much of it has no end.
    searched: usize,
    /// Whether a line feed belongs to the end before it.
    after_return: bool,
    /// The line that the part begins on that was given last, and the one that the next begins on.
    line: (u64, u64),
    /// How many bytes a part may have.
    pub(super) limit: u64,
}

impl Parts {
    pub(super) fn new(answer: OpenResponse, cut: Cut) -> Self {
        Self {
            limit: answer.limit.min(MAX_ITEM_SIZE),
            body: Some(answer.body),
            cut,
            buffer: Vec::new(),
            start: 0,
            searched: 0,
            after_return: false,
            line: (1, 1),
        }
    }

    #[allow(dead_code, reason = "an API need not have streams of every kind")]
    pub(super) const fn cut(&self) -> Cut {
        self.cut
    }

    /// The line that the part begins on that was given last.
    pub(super) const fn line(&self) -> u64 {
        self.line.0
    }

    /// Ends the stream, whatever follows.
    pub(super) fn close(&mut self) {
        self.body = None;
        self.buffer.clear();
        (self.start, self.searched) = (0, 0);
    }

    /// The next part, if it is there.
    pub(super) fn poll_part(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Part, TransportError>>> {
        loop {
            let part = self.cut_off();
            // What has no end yet may have too many bytes already.
            let size = part
                .as_ref()
                .map_or(self.buffer.len() - self.start, Vec::len);
            if let Err(error) = self.fits(size) {
                self.close();
                return Poll::Ready(Some(Err(error)));
            }
            if let Some(part) = part {
                return Poll::Ready(Some(Ok(Part::Whole(part))));
            }
            let Some(body) = &mut self.body else {
                return Poll::Ready(None);
            };
            let Poll::Ready(piece) = body.poll_chunk(context) else {
                return Poll::Pending;
            };
            match piece {
                Some(Ok(piece)) => self.take(&piece),
                Some(Err(error)) => {
                    self.close();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let last = self.buffer.split_off(self.start);
                    self.line.0 = self.line.1;
                    self.close();
                    return Poll::Ready((!last.is_empty()).then_some(Ok(Part::Last(last))));
                }
            }
        }
    }

    fn take(&mut self, piece: &[u8]) {
        // What was given is dropped when more arrives, and not for each part.
        self.buffer.drain(..self.start);
        self.searched = self.searched.saturating_sub(self.start);
        self.start = 0;
        self.buffer.extend_from_slice(piece);
    }

    /// Whether an item of this size is taken.
    pub(super) fn fits(&self, size: usize) -> Result<(), TransportError> {
        if u64::try_from(size).is_ok_and(|size| size <= self.limit) {
            return Ok(());
        }
        let problem = format!("an item has more than {} bytes", self.limit);
        Err(TransportError::new(TransportErrorKind::TooLarge, problem))
    }

    fn is_end(&self, byte: u8) -> bool {
        match self.cut {
            Cut::Lines => byte == b'\n',
            Cut::AnyLines => byte == b'\n' || byte == b'\r',
            Cut::Records => byte == 0x1e,
        }
    }

    /// The part that has arrived in full, without its end.
    fn cut_off(&mut self) -> Option<Vec<u8>> {
        if self.after_return && self.start < self.buffer.len() {
            self.after_return = false;
            if self.buffer.get(self.start) == Some(&b'\n') {
                self.start += 1;
                self.searched = self.searched.max(self.start);
            }
        }
        let rest = self.buffer.get(self.searched..)?;
        let Some(end) = rest.iter().position(|byte| self.is_end(*byte)) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + end;
        self.after_return = self.cut == Cut::AnyLines && self.buffer.get(end) == Some(&b'\r');
        let part = self.buffer.get(self.start..end).map(<[u8]>::to_vec);
        (self.start, self.searched) = (end + 1, end + 1);
        self.line.0 = self.line.1;
        self.line.1 += match (self.cut, &part) {
            (Cut::Lines | Cut::AnyLines, _) => 1,
            (Cut::Records, part) => lines(part.as_deref().unwrap_or_default()),
        };
        part
    }
}
