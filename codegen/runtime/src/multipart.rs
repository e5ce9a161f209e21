//! Bodies of several parts, files among them (`multipart/form-data`, RFC 7578).

use super::tree::Tree;
use super::{Body, Bytes, RequestBuilder, RequestError, TransportError, TransportErrorKind};
use futures_core::Stream;
use serde::Serialize;
use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// How much of a file is read at once.
const PIECE: usize = 64 << 10;

/// A file that is part of a body: what it holds, and what servers are told of it.
///
/// ```text
/// let photo = File::open("photo.png")?.media_type("image/png");
/// let notes = File::from("plain text").name("notes.txt");
/// ```
#[derive(Clone)]
pub struct File {
    content: Content,
    name: Option<String>,
    media_type: Option<String>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    /// It is sent once, by whichever clone is sent first.
    Stream(Arc<Mutex<Option<Body>>>),
}

impl File {
    /// A file of the disk, which is called as it is there. It is read while it is sent, piece by piece, and each reading
    /// blocks the thread for a moment; it is sent only once.
    ///
    /// # Errors
    /// When it can not be opened, or is a folder.
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let file = std::fs::File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        // A file that grows while it is read is sent as long as it was, and of a pipe nobody knows how long it is.
        let size = (metadata.is_file() && metadata.len() > 0).then_some(metadata.len());
        let file = file.take(size.unwrap_or(u64::MAX));
        let body = Body::stream(Pieces { file }, size);
        let name = path.file_name().map(|name| name.to_string_lossy());
        Ok(Self {
            name: name.map(std::borrow::Cow::into_owned),
            ..Self::from(body)
        })
    }

    /// The name that servers are told. Without one it is `file`, since many take a part without a name for text.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        Self {
            name: Some(name.into()),
            ..self
        }
    }

    /// The media type. Without one it is what the document says, or `application/octet-stream`.
    #[must_use]
    pub fn media_type(self, media_type: impl Into<String>) -> Self {
        Self {
            media_type: Some(media_type.into()),
            ..self
        }
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self {
            content: Content::Bytes(bytes),
            name: None,
            media_type: None,
        }
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<&'static str> for File {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from(text))
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

/// A stream is sent only once: a second call with the same file is [`RequestError::Spent`].
impl From<Body> for File {
    fn from(body: Body) -> Self {
        Self {
            content: match body.as_bytes() {
                Some(bytes) => Content::Bytes(bytes.clone()),
                None => Content::Stream(Arc::new(Mutex::new(Some(body)))),
            },
            name: None,
            media_type: None,
        }
    }
}

/// Shows what servers are told, and not what is in it.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}

/// A name inside quotes, as browsers write it (WHATWG HTML, "multipart form data").
fn quoted(name: &str) -> String {
    let name = name.replace('"', "%22");
    name.replace('\r', "%0D").replace('\n', "%0A")
}

/// Whether values of a media type are JSON, be they texts.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// A body of several parts, which are added one by one; the first that can not be sent is an error of the request.
#[must_use = "parts are sent by a request"]
pub struct Multipart {
    boundary: String,
    pieces: VecDeque<Body>,
    /// What comes after the last of the pieces.
    text: Vec<u8>,
    error: Option<RequestError>,
}

impl Multipart {
    /// A body without parts.
    #[allow(
        clippy::new_without_default,
        reason = "no two of them are the same, since each has a boundary of its own"
    )]
    pub fn new() -> Self {
        // Two hashes of nothing with random keys: that a part has them too is a chance that nobody will see.
        let [one, other] = [0, 0].map(|_: u8| RandomState::new().hash_one(()));
        Self {
            boundary: format!("part-{one:016x}{other:016x}"),
            pieces: VecDeque::new(),
            text: Vec::new(),
            error: None,
        }
    }

    /// Adds a part: as JSON if it is an object, else as text; one for each item of a list, and none for `None`.
    pub fn part<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.written(name, None, value)
    }

    /// Adds a part of this media type. Where that is JSON, texts have quotes as well.
    pub fn part_as<T: Serialize + ?Sized>(self, name: &str, media_type: &str, value: &T) -> Self {
        self.written(name, Some(media_type), value)
    }

    /// Adds a file, if there is one. The media type is for a file that says none itself.
    pub fn file<'f>(
        self,
        name: &'static str,
        media_type: &str,
        file: impl Into<Option<&'f File>>,
    ) -> Self {
        self.attached(name, media_type, file.into().map(std::slice::from_ref))
    }

    /// Adds files of one name, if there are any.
    pub fn files<'f>(
        self,
        name: &'static str,
        media_type: &str,
        files: impl Into<Option<&'f [File]>>,
    ) -> Self {
        self.attached(name, media_type, files.into())
    }

    fn written<T: Serialize + ?Sized>(
        mut self,
        name: &str,
        media_type: Option<&str>,
        value: &T,
    ) -> Self {
        match Tree::of(value) {
            Ok(value) => self.push_value(name, media_type, &value),
            Err(cause) => {
                self.error.get_or_insert(RequestError::Body(cause));
            }
        }
        self
    }

    fn attached(mut self, name: &'static str, media_type: &str, files: Option<&[File]>) -> Self {
        for file in files.unwrap_or_default() {
            self.push_file(name, media_type, file);
        }
        self
    }

    fn push_value(&mut self, name: &str, media_type: Option<&str>, value: &Tree) {
        match value {
            Tree::Null => {}
            Tree::Text(_) if media_type.is_some_and(is_json) => {
                self.push_text(name, media_type, &value.to_string());
            }
            Tree::Text(text) => self.push_text(name, media_type, text),
            Tree::Bool(_) | Tree::Number(_) => {
                self.push_text(name, media_type, &value.to_string());
            }
            Tree::List(items) => {
                for item in items {
                    self.push_value(name, media_type, item);
                }
            }
            Tree::Object(_) => {
                let media_type = media_type.unwrap_or("application/json");
                self.push_text(name, Some(media_type), &value.to_string());
            }
        }
    }

    fn push_text(&mut self, name: &str, media_type: Option<&str>, text: &str) {
        self.begin(name, None, media_type);
        self.text.extend_from_slice(text.as_bytes());
        self.text.extend_from_slice(b"\r\n");
    }

    fn push_file(&mut self, part: &'static str, media_type: &str, file: &File) {
        let name = file.name.as_deref().unwrap_or("file");
        let media_type = file.media_type.as_deref().unwrap_or(media_type);
        self.begin(part, Some(name), Some(media_type));
        match &file.content {
            Content::Bytes(bytes) => self.text.extend_from_slice(bytes),
            Content::Stream(stream) => {
                let body = stream.lock().ok().and_then(|mut body| body.take());
                let Some(body) = body else {
                    self.error.get_or_insert(RequestError::Spent { name: part });
                    return;
                };
                let before = std::mem::take(&mut self.text);
                self.pieces.push_back(Bytes::from(before).into());
                self.pieces.push_back(body);
            }
        }
        self.text.extend_from_slice(b"\r\n");
    }

    /// The head of a part.
    fn begin(&mut self, name: &str, file: Option<&str>, media_type: Option<&str>) {
        let (boundary, name) = (&self.boundary, quoted(name));
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
        if let Some(file) = file {
            head.push_str("; filename=\"");
            head.push_str(&quoted(file));
            head.push('"');
        }
        if let Some(media_type) = media_type {
            head.push_str("\r\nContent-Type: ");
            // A line break would begin another header.
            head.extend(media_type.chars().filter(|c| !c.is_control()));
        }
        head.push_str("\r\n\r\n");
        self.text.extend_from_slice(head.as_bytes());
    }

    fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.text.is_empty() && self.error.is_none()
    }

    fn body(mut self) -> Body {
        let end = format!("--{}--\r\n", self.boundary);
        self.text.extend_from_slice(end.as_bytes());
        let last = Body::from(Bytes::from(self.text));
        if self.pieces.is_empty() {
            return last;
        }
        self.pieces.push_back(last);
        let sizes = self.pieces.iter().map(Body::size);
        let size = sizes.sum::<Option<u64>>();
        Body::stream(Joined(self.pieces), size)
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Multipart").finish_non_exhaustive()
    }
}

impl RequestBuilder {
    /// Sets the body to one of several parts.
    pub fn multipart(mut self, mut parts: Multipart) -> Self {
        if let Some(error) = parts.error.take() {
            self.fail(error);
            return self;
        }
        let media_type = format!("multipart/form-data; boundary={}", parts.boundary);
        self.body(&media_type, parts.body())
    }

    /// Sets the body to one of several parts, if there is a part.
    pub fn optional_multipart(self, parts: Multipart) -> Self {
        if parts.is_empty() {
            return self;
        }
        self.multipart(parts)
    }
}

/// One body after the other.
struct Joined(VecDeque<Body>);

impl Stream for Joined {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match first.poll_chunk(context) {
                Poll::Ready(None) => drop(self.0.pop_front()),
                piece => return piece,
            }
        }
        Poll::Ready(None)
    }
}

/// A file of the disk, piece by piece.
struct Pieces {
    file: std::io::Take<std::fs::File>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut piece = vec![0; PIECE];
        let read = loop {
            match self.file.read(&mut piece) {
                Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        Poll::Ready(match read {
            Ok(0) => None,
            Ok(size) => {
                piece.truncate(size);
                Some(Ok(piece.into()))
            }
            Err(cause) => Some(Err(TransportError::new(TransportErrorKind::Other, cause))),
        })
    }
}
