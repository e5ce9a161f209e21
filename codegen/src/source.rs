//! From bytes to one `OpenAPI` 3.0 document that `openapiv3` can read, object by object.
//!
//! [`read`] finds out the format, builds the tree, checks the version, mends what is ill-typed and brings all versions
//! to the shape of 3.0; what it gives is a [`Document`] whose every object deserialises. [`report`] prints what was found on the way.

mod convert;
mod document;
mod locate;
mod moves;
mod nearest;
mod read;
mod repair;
mod shape;
mod swagger2;
mod v31;
mod version;

#[cfg(test)]
mod tests;

pub use document::{Document, KnownTargets, Method, ResolveError, Version};
pub use nearest::nearest;

use serde_json::Value;

use crate::diag::{Diagnostics, Place, Style, render};

/// A file as it was given: its name for reports, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name that reports show, usually a path relative to where the tool runs.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
}

/// Reads one document. None when it cannot be used at all; `diagnostics` then holds an error that says why.
///
/// No bytes make it panic, hang or overflow the stack.
#[must_use]
pub fn read(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Document> {
    let text = read::decode(bytes, diagnostics)?;
    let mut root = read::tree(text, diagnostics)?;
    let version = version::check(&root, diagnostics)?;
    let repaired = repair::repair(&mut root, version, diagnostics);
    as_written(&mut root, text, &repaired);
    let file = SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let moves = convert::convert(&mut root, version, repaired, diagnostics);
    Some(Document::new(file, root, version, moves))
}

/// Puts numbers that were read as texts back the way they are written: `version: 1.10` is not version `1.1`.
fn as_written(root: &mut Value, text: &str, repaired: &repair::Repaired) {
    let fractions = repaired.fractions.iter();
    let places: Vec<Place> = fractions
        .map(|now| Place::from(repaired.renamed.written(now)))
        .collect();
    let locations = locate::locate(text, &places.iter().collect::<Vec<_>>());
    for (pointer, location) in repaired.fractions.iter().zip(locations) {
        let written = location.and_then(|at| text.get(at.span)).map(str::trim);
        // An alias or a merge key is found in the place of what it brings, and is no number.
        let number = written.filter(|written| written.parse::<f64>().is_ok());
        if let (Some(number), Some(value)) = (number, root.pointer_mut(pointer.as_str())) {
            *value = Value::from(number);
        }
    }
}

/// The report on one file for people: [`crate::diag::render`] with the places found in its text.
///
/// Takes the bytes, since a file that could not be read has no [`Document`] but still has a report.
#[must_use]
pub fn report(name: &str, bytes: &[u8], diagnostics: &Diagnostics, style: Style) -> String {
    let text = String::from_utf8_lossy(read::without_mark(bytes));
    render(
        name,
        &text,
        diagnostics,
        &|places| locate::locate(&text, places),
        style,
    )
}
