//! Where in a JSON text a reading error is. Only run after an error, so that reading itself pays nothing for it.

use std::cell::RefCell;
use std::fmt::Write;

/// Levels that a path shows; a text nested deeper than this is hostile, and its path of no use.
const SHOWN: usize = 64;

/// An object or array that is open at a place in the text.
enum Open {
    /// An object, and where the name of the current member begins and ends, quotes not counted.
    Object {
        name: Option<(usize, usize)>,
        awaits: Part,
    },
    /// An array, and the index of the current item.
    Array { index: usize },
}

/// What comes next in an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Value,
}

/// The path to the value at a line and column (from one, in bytes, as `serde_json` counts them): `errors[0].title`.
/// Empty at the top. A member whose name is not an identifier is shown as `["its name"]`.
///
/// The text need not be well-formed: what can be told up to that place is.
#[must_use]
pub fn json_path(body: &[u8], line: usize, column: usize) -> String {
    let read = read_part(body, line, column);
    let failed = FAILED
        .take()
        .and_then(|failed| failed.end_in(read).map(|end| (end, failed.path)));
    let (end, inner) = failed.unwrap_or((read.len(), String::new()));
    let path = path_at(body, end);
    match inner.chars().next() {
        None => path,
        Some('[') => path + &inner,
        Some(_) if path.is_empty() => inner,
        Some(_) => format!("{path}.{inner}"),
    }
}

thread_local! {
    static FAILED: RefCell<Option<Failed>> = const { RefCell::new(None) };
}

/// A value that could not be read after its text was, so that the error has the place after the value around it.
struct Failed {
    text: Box<str>,
    path: String,
}

impl Failed {
    /// The end of the value in what had been read, which may go on with one sign and blanks.
    fn end_in(&self, read: &[u8]) -> Option<usize> {
        let read = read.trim_ascii_end();
        let before = read
            .split_last()
            .map_or(read, |(_, before)| before)
            .trim_ascii_end();
        let ends = [read, before].into_iter();
        let mut ends = ends.filter(|read| read.ends_with(self.text.as_bytes()));
        ends.next().map(<[u8]>::len)
    }
}

/// Remembers the value that could not be read, for the path of the error; `path` is where in the value the fault is.
pub fn note_failed(text: &str, path: String) {
    let text = text.into();
    FAILED.set(Some(Failed { text, path }));
}

/// The path to what ends at a place in the text.
fn path_at(body: &[u8], end: usize) -> String {
    let mut open: Vec<Open> = Vec::new();
    let mut rest = body.get(..end).unwrap_or(body).iter().enumerate();
    while let Some((at, byte)) = rest.next() {
        match byte {
            b'"' => {
                let end = string_end(&mut rest);
                if let (
                    Some(Open::Object {
                        name,
                        awaits: Part::Name,
                    }),
                    Some(end),
                ) = (open.last_mut(), end)
                {
                    *name = Some((at + 1, end));
                }
            }
            b'{' => open.push(Open::Object {
                name: None,
                awaits: Part::Name,
            }),
            b'[' => open.push(Open::Array { index: 0 }),
            b'}' | b']' => {
                open.pop();
            }
            b':' => {
                if let Some(Open::Object { awaits, .. }) = open.last_mut() {
                    *awaits = Part::Value;
                }
            }
            b',' => match open.last_mut() {
                Some(Open::Object { name, awaits }) => (*name, *awaits) = (None, Part::Name),
                Some(Open::Array { index }) => *index += 1,
                None => {}
            },
            _ => {}
        }
    }
    shown(body, &open)
}

/// The bytes that had been read when the error arose.
fn read_part(body: &[u8], line: usize, column: usize) -> &[u8] {
    if line == 0 {
        // It arose after all was read.
        return body;
    }
    let mut start = 0;
    if let Some(breaks) = line.checked_sub(2) {
        let newlines = body.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        start = newlines
            .map(|(at, _)| at + 1)
            .nth(breaks)
            .unwrap_or(body.len());
    }
    body.get(..start.saturating_add(column)).unwrap_or(body)
}

/// Passes over a string, and gives the place of its closing quote.
fn string_end<'a>(rest: &mut impl Iterator<Item = (usize, &'a u8)>) -> Option<usize> {
    while let Some((at, byte)) = rest.next() {
        match byte {
            b'"' => return Some(at),
            b'\\' => {
                rest.next();
            }
            _ => {}
        }
    }
    None
}

fn shown(body: &[u8], open: &[Open]) -> String {
    let mut path = String::new();
    for level in open.iter().take(SHOWN) {
        match level {
            Open::Array { index } => {
                // Writing to a `String` does not fail.
                let _ = write!(path, "[{index}]");
            }
            Open::Object {
                name: Some((start, end)),
                ..
            } => {
                push_name(
                    &mut path,
                    &String::from_utf8_lossy(body.get(*start..*end).unwrap_or_default()),
                );
            }
            Open::Object { name: None, .. } => {}
        }
    }
    if open.len() > SHOWN {
        path.push_str("...");
    }
    path
}

/// Adds a member to a path.
pub(super) fn push_name(path: &mut String, name: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '-');
    if name.starts_with(|c: char| plain(c) && c != '-' && !c.is_ascii_digit())
        && name.chars().all(plain)
    {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        path.push_str("[\"");
        path.extend(name.chars().map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        }));
        path.push_str("\"]");
    }
}
