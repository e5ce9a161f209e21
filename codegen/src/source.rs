//! From bytes to one `OpenAPI` 3.0 document that `openapiv3` can read, object by object.
//!
//! [`open`] finds out the format, builds the tree, checks the version, mends what is ill-typed, takes in the files
//! that the document refers to, and brings all versions to the shape of 3.0; what it gives is a [`Document`] whose
//! every object deserialises, and the [`Sources`], which know where in which file a finding is.

mod anchors;
mod convert;
mod document;
mod files;
mod loader;
mod loading;
mod locate;
mod moves;
mod names_of_files;
mod read;
mod repair;
mod reserved;
mod shape;
mod swagger2;
mod v31;
mod version;

#[cfg(test)]
mod tests;

pub use document::{Document, KnownTargets, Method, ResolveError, Version};
pub use files::{SourceFile, Sources};
pub use loader::{Files, ReadError};
pub(crate) use names_of_files::percent_decoded;
pub use names_of_files::shown as shown_name;
pub use shape::{is_status, schema_keywords};
pub(crate) use v31::is_idle;

use serde_json::Value;

use self::loading::Loading;
use crate::diag::{Diagnostics, Pointer};

/// Reads a document that is one file. None when it cannot be used at all; `diagnostics` then holds an error that says
/// why.
///
/// No bytes make it panic, hang or overflow the stack.
#[must_use]
pub fn read(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Document> {
    open(name, bytes, None, diagnostics).1
}

/// The tree of one file as it is written, before anything in it is mended. None when it is neither JSON nor YAML.
#[must_use]
pub fn tree(bytes: &[u8]) -> Option<Value> {
    let mut diagnostics = Diagnostics::new();
    let text = read::decode(bytes, &mut diagnostics)?;
    read::tree(&text, &mut diagnostics)
}

/// Reads a document and the files that it refers to. There is no document when it cannot be used at all;
/// `diagnostics` then holds an error that says why. There are always texts to show it in.
pub fn open(
    name: &str,
    bytes: &[u8],
    files: Option<&dyn Files>,
    diagnostics: &mut Diagnostics,
) -> (Sources, Option<Document>) {
    let Some(text) = read::decode(bytes, diagnostics) else {
        let text = String::from_utf8_lossy(read::without_mark(bytes));
        return (Sources::new(name, text), None);
    };
    let tree = read::tree(&text, diagnostics);
    let sources = Sources::new(name, text);
    let version = tree.as_ref().map(|root| version::check(root, diagnostics));
    let (Some(mut root), Some(Some(version))) = (tree, version) else {
        return (sources, None);
    };
    reserved::free(&mut root, diagnostics);
    reserved::references(&mut root, diagnostics);
    let mut loading = Loading::new(files, sources, &root);
    let repaired = repair::repair(&mut root, version, &mut loading, diagnostics);
    let Loading {
        sources, anchors, ..
    } = loading;
    as_written(&mut root, &sources, &repaired);
    let entries = repaired.entries.clone();
    let unmet = repaired.unmet.clone();
    let moves = convert::convert(name, &mut root, version, repaired, &anchors, diagnostics);
    let document = Document::new(name, root, version, moves, anchors);
    (sources, Some(document.bundle(&entries).unmet_by(unmet)))
}

/// A document that is taken to be converted already: neither checked nor mended.
///
/// # Panics
/// Where the text is no document at all.
#[cfg(test)]
pub(crate) fn converted(text: &str) -> Document {
    let root = read::tree(text, &mut Diagnostics::new()).expect("a tree");
    let (moves, anchors) = (moves::Moves::default(), anchors::Anchors::default());
    Document::new("test.yaml", root, Version::V31, moves, anchors)
}

/// Puts numbers that were read as texts back the way they are written: `version: 1.10` is not version `1.1`.
fn as_written(root: &mut Value, sources: &Sources, repaired: &repair::Repaired) {
    let fractions = repaired.fractions.iter();
    let places: Vec<Pointer> = fractions.map(|now| repaired.renamed.written(now)).collect();
    for (pointer, written) in repaired.fractions.iter().zip(sources.written(&places)) {
        // An alias or a merge key is found in the place of what it brings, and is no number.
        let number = written.filter(|written| written.parse::<f64>().is_ok());
        if let (Some(number), Some(value)) = (number, root.pointer_mut(pointer.as_str())) {
            *value = Value::from(number);
        }
    }
}
