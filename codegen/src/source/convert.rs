//! Brings a mended document of any version to the shape of `OpenAPI` 3.0: first the words of Swagger 2.0, then those
//! of 3.1 and 3.2. Both are looked for in documents of all versions, since many have words of another one.

use serde_json::Value;

use super::anchors::Anchors;
use super::document::Version;
use super::moves::{Moves, Step};
use super::repair::Repaired;
use super::swagger2::{self, Places};
use super::v31;
use crate::diag::Diagnostics;

/// Converts the tree of the document `name` in place; gives what was moved since it was read.
pub(super) fn convert(
    name: &str,
    root: &mut Value,
    version: Version,
    repaired: Repaired,
    anchors: &Anchors,
    diagnostics: &mut Diagnostics,
) -> Moves {
    let Repaired {
        mut entries,
        renamed,
        fractions: _,
        unmet: _,
    } = repaired;
    let mut moves = Moves::default();
    moves.then(renamed);
    let mut found = Diagnostics::new();
    let places = Places {
        document: name,
        anchors,
        moves: &moves,
    };
    let step = swagger2::convert(places, root, version, &mut entries, &mut found);
    add(step, found, &mut moves, diagnostics);
    let mut found = Diagnostics::new();
    let step = v31::convert(root, version, &entries, &mut found);
    add(step, found, &mut moves, diagnostics);
    moves
}

/// Adds a step, which reports the places that it found.
fn add(step: Step, mut found: Diagnostics, moves: &mut Moves, diagnostics: &mut Diagnostics) {
    found.map_pointers(|pointer| moves.written(pointer));
    diagnostics.append(found);
    moves.then(step);
}
