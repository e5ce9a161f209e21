//! Answers that can be read while they arrive.
use super::Content;

/// How the value of an operation can be read while it arrives.
#[derive(Debug, Clone)]
pub struct Streaming {
    /// The media types that are read so, as a list.
    pub media_types: String,
    /// How items are told apart.
    pub framing: Framing,
    /// How each of them is read.
    pub item: Content,
}

/// How the items of a stream are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// They are not: bytes.
    Bytes,
    /// Server-sent events.
    Events,
    /// A line each.
    Lines,
    /// A record separator before each (RFC 7464).
    Records,
}
