//! From bytes to one `OpenAPI` 3.0 document that `openapiv3` can read, object by object.
//!
//! [`open`] finds out the format, builds the tree, checks the version, mends what is ill-typed and takes in the files
//! that the document refers to; what it gives is a [`Document`] whose every object deserialises, and the [`Sources`],
//! which know where in which file a finding is.

mod anchors;
mod document;
mod files;
mod loader;
mod loading;
mod locate;
mod moves;
mod names_of_files;
mod nearest;
mod read;
mod repair;
mod shape;
mod version;

#[cfg(test)]
mod tests;

pub use document::{Document, KnownTargets, Method, ResolveError, Version};
pub use files::{SourceFile, Sources};
pub use loader::{Files, ReadError};
pub use nearest::nearest;

use serde_json::Value;

use self::loading::Loading;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// Reads a document that is one file. None when it cannot be used at all; `diagnostics` then holds an error that says
/// why.
///
/// No bytes make it panic, hang or overflow the stack.
#[must_use]
pub fn read(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Document> {
    open(name, bytes, None, diagnostics).1
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
    reserved(&mut root, diagnostics);
    let loading = Loading::new(files, sources, &root);
    let (repaired, loading) = repair::repair(&mut root, loading, diagnostics);
    let Loading {
        sources, anchors, ..
    } = loading;
    as_written(&mut root, &sources, &repaired.fractions);
    let mut copies = moves::Step::default();
    for (from, to) in repaired.copies {
        copies.copy(from, to);
    }
    let mut moves = moves::Moves::default();
    moves.then(copies);
    let document = Document::new(name, root, version, moves, anchors, &repaired.entries);
    (sources, Some(document))
}

/// Frees the key below which files are mounted.
fn reserved(root: &mut Value, diagnostics: &mut Diagnostics) {
    let members = root.as_object_mut();
    if members
        .and_then(|members| members.shift_remove(files::MOUNTS))
        .is_some()
    {
        let message = format!(
            "`{}` is a name that the generator keeps for itself",
            files::MOUNTS
        );
        let place = Place::key(Pointer::root().child(files::MOUNTS));
        diagnostics.push(Diagnostic::new(Code::UnknownKeyword, place, message).label("ignored"));
    }
}

/// Puts numbers that were read as texts back the way they are written: `version: 1.10` is not version `1.1`.
fn as_written(root: &mut Value, sources: &Sources, fractions: &[Pointer]) {
    for (pointer, written) in fractions.iter().zip(sources.written(fractions)) {
        // An alias or a merge key is found in the place of what it brings, and is no number.
        let number = written.filter(|written| written.parse::<f64>().is_ok());
        if let (Some(number), Some(value)) = (number, root.pointer_mut(pointer.as_str())) {
            *value = Value::from(number);
        }
    }
}
