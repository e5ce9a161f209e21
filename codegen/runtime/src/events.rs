//! Server-sent events (WHATWG HTML, section 9.2), read while they arrive.

use super::parts::{Cut, Part, Parts};
use super::stream::Opening;
use super::{Call, OpenResponse, StreamError, Streamed};
use futures_core::Stream;
use serde::de::DeserializeOwned;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// What many servers send as the data of a last event, which is none.
const DONE: &str = "[DONE]";

/// An event of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its type: `message` where the server names none.
    pub name: String,
    /// The id of the last event that had one, which is what [`Call::stream_after`] goes on behind.
    pub id: Option<String>,
    /// What it says.
    pub data: T,
}

/// How the data of an event is read. What can not be read is given back.
type Read<T> = fn(String) -> Result<T, (String, serde_json::Error)>;

/// The events of a server, while they arrive.
///
/// It is a [`Stream`]; [`Events::next`] waits for one without more crates. An event whose data is `[DONE]` is the end.
pub struct Events<T> {
    parts: Parts,
    read: Read<T>,
    is_first: bool,
    /// The fields of the event that is arriving.
    event: String,
    data: Option<String>,
    /// The line that its data begins on.
    line: u64,
    /// What counts for the events that follow.
    id: Option<String>,
    retry: Option<Duration>,
}

impl<T: DeserializeOwned> Events<T> {
    /// Events whose data is JSON.
    #[must_use]
    pub fn json(answer: OpenResponse) -> Self {
        Self::new(answer, |data| {
            serde_json::from_str(&data).map_err(|cause| (data, cause))
        })
    }
}

impl Events<String> {
    /// Events whose data is text.
    #[must_use]
    pub fn text(answer: OpenResponse) -> Self {
        Self::new(answer, Ok)
    }
}

impl<T> Events<T> {
    fn new(answer: OpenResponse, read: Read<T>) -> Self {
        Self {
            parts: Parts::new(answer, Cut::AnyLines),
            read,
            is_first: true,
            event: String::new(),
            data: None,
            line: 0,
            id: None,
            retry: None,
        }
    }

    /// How many bytes an event may have: 16 MiB if nothing is set, or what the client takes as an answer if that is
    /// less.
    #[must_use]
    pub fn max_item_size(mut self, bytes: u64) -> Self {
        self.parts.limit = bytes;
        self
    }

    /// The id of the last event that had one.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// How long the server wants to be left alone before a call is sent again, if it said so.
    #[must_use]
    pub const fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Waits for the next event; `None` is the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<T>, StreamError>>> {
        loop {
            let line = match self.parts.poll_part(context) {
                Poll::Pending => return Poll::Pending,
                // An event that was not ended is not whole.
                Poll::Ready(None | Some(Ok(Part::Last(_)))) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(StreamError::Transport(error))));
                }
                Poll::Ready(Some(Ok(Part::Whole(line)))) => line,
            };
            if !line.is_empty() {
                self.add(&line);
                let size = self.data.as_ref().map_or(0, String::len);
                if let Err(error) = self.parts.fits(size) {
                    self.parts.close();
                    return Poll::Ready(Some(Err(StreamError::Transport(error))));
                }
                continue;
            }
            let name = std::mem::take(&mut self.event);
            let Some(data) = self.data.take() else {
                continue;
            };
            if data == DONE {
                self.parts.close();
                return Poll::Ready(None);
            }
            let name = if name.is_empty() {
                "message".to_owned()
            } else {
                name
            };
            let id = self.id.clone();
            return Poll::Ready(Some(match (self.read)(data) {
                Ok(data) => Ok(Event { name, id, data }),
                Err((data, cause)) => Err(StreamError::not_json(self.line, id, data.into(), cause)),
            }));
        }
    }

    /// Adds a line of the event that is arriving.
    fn add(&mut self, line: &[u8]) {
        let is_first = std::mem::take(&mut self.is_first);
        let line = String::from_utf8_lossy(line);
        let line = match line.strip_prefix('\u{feff}') {
            Some(rest) if is_first => rest,
            Some(_) | None => &line,
        };
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                if let Some(data) = &mut self.data {
                    data.push('\n');
                    data.push_str(value);
                } else {
                    self.line = self.parts.line();
                    self.data = Some(value.to_owned());
                }
            }
            "id" if !value.contains('\0') => {
                self.id = (!value.is_empty()).then(|| value.to_owned());
            }
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // A comment, or nothing that is known.
            _ => {}
        }
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(context)
    }
}

/// Shows where the stream is, and not what has arrived.
impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("last_event_id", &self.id)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

impl<'c, T, O: Streamed<Stream = Events<T>>> Call<'c, O> {
    /// As [`Call::stream`], and asks the server to go on behind the event of this id.
    #[must_use = "a call is sent by `.await`"]
    pub fn stream_after(self, last_event_id: &str) -> Opening<'c, O> {
        self.with_header("last-event-id", last_event_id).stream()
    }
}
