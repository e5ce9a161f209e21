//! References followed: within the document, through other references on the way, and never in circles.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::Document;
use crate::diag::{Pointer, member_of};
use crate::source::files::{mount, mount_of};
use crate::source::names_of_files;

/// Why a reference could not be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResolveError {
    /// References lead back to themselves; the places passed, the first one again at the end left out.
    Cycle(Vec<Pointer>),
    /// A reference, or the pointer that was asked for, leads to nothing.
    Dangling {
        /// The reference as it is written; the pointer itself where no reference was involved.
        reference: String,
        /// The object that holds the `$ref`; the pointer itself where no reference was involved.
        at: Pointer,
        /// The object that lacks a name, and that name; none where the reference is no place.
        missing: Option<(Pointer, String)>,
    },
    /// A reference to a file that is not there, which was reported when the document was read.
    External {
        /// The reference as it is written.
        reference: String,
        /// The object that holds the `$ref`.
        at: Pointer,
    },
}

/// Where places that hold references lead, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct KnownTargets(IndexMap<Pointer, Known>);

#[derive(Debug, Clone)]
enum Known {
    /// To a place.
    At(Pointer),
    /// Back to themselves.
    Circle,
    /// To nothing; the error says at which of the references.
    Nowhere(ResolveError),
}

/// How many names may be left to walk after a reference. A reference through itself, `#/a/b` at `/a`, grows
/// without ever being the same twice, so that looking for repetitions alone is not enough.
const MAX_REST: usize = 100;

/// How many references may be followed for one answer: repetitions can be put off very long by names that are
/// left to walk.
const MAX_HOPS: usize = 100_000;

/// Chains of more references than this are remembered; a circle of fewer is shown whole at each of its places.
const LONG_CHAIN: usize = 100;

/// The outcome of walking one pointer.
pub(in crate::source) enum Step {
    /// The node exists and is no reference.
    Arrived,
    /// There is a reference on the way or at the end.
    Hop {
        /// The object that holds the `$ref`.
        at: Pointer,
        /// What the reference says.
        reference: String,
        /// The names that are still to be walked from where the reference leads.
        rest: Vec<String>,
    },
    /// The node at `parent` exists and has no member `name`.
    Missing { parent: Pointer, name: String },
}

pub(super) fn resolve(
    document: &Document,
    pointer: &Pointer,
    known: &mut KnownTargets,
) -> Result<Pointer, ResolveError> {
    let mut passed: IndexSet<Pointer> = IndexSet::new();
    let outcome = walk(document, pointer, known, &mut passed);
    if passed.len() > LONG_CHAIN {
        let found = match &outcome {
            Ok(target) => Known::At(target.clone()),
            Err(ResolveError::Cycle(_)) => Known::Circle,
            Err(error) => Known::Nowhere(error.clone()),
        };
        let passed = passed.into_iter();
        known.0.extend(passed.map(|place| (place, found.clone())));
    }
    outcome
}

/// Follows references from a place to the end; `passed` are the places on the way.
fn walk(
    document: &Document,
    pointer: &Pointer,
    known: &KnownTargets,
    passed: &mut IndexSet<Pointer>,
) -> Result<Pointer, ResolveError> {
    let circle = |passed: &IndexSet<Pointer>| ResolveError::Cycle(passed.iter().cloned().collect());
    let mut here = pointer.clone();
    let mut origin = None;
    loop {
        match known.0.get(&here) {
            Some(Known::At(target)) => return Ok(target.clone()),
            Some(Known::Nowhere(error)) => return Err(error.clone()),
            Some(Known::Circle) => {
                passed.insert(here);
                return Err(circle(passed));
            }
            None => {}
        }
        match step(document.root(), &here) {
            Step::Arrived => return Ok(here),
            Step::Missing { parent, name } => {
                let (at, reference) =
                    origin.unwrap_or_else(|| (pointer.clone(), pointer.to_fragment()));
                return Err(ResolveError::Dangling {
                    reference,
                    at,
                    missing: Some((parent, name)),
                });
            }
            Step::Hop {
                at,
                reference,
                rest,
            } => {
                if passed.len() >= MAX_HOPS || rest.len() > MAX_REST || !passed.insert(here) {
                    return Err(circle(passed));
                }
                let target = target(document, &at, &reference)?;
                here = rest.iter().fold(target, |place, name| place.child(name));
                origin = Some((at, reference));
            }
        }
    }
}

/// The place that a reference at a place names. It is read relative to the file in which it was written.
pub(super) fn target(
    document: &Document,
    at: &Pointer,
    reference: &str,
) -> Result<Pointer, ResolveError> {
    let written = document.moves.written(at);
    let base = mount_of(&written).map(|(name, _)| name);
    let target = names_of_files::target(&document.name, base.as_deref(), reference);
    let by_id = || document.anchors.by_id(&written, reference);
    let now = |place: Pointer| document.moves.now(&place);
    let place = document.anchors.place(&target).map(now);
    let is_there = |place: &Pointer| document.get(place).is_some();
    if place.as_ref().is_some_and(is_there) {
        return place.ok_or_else(|| dangling(at, reference));
    }
    if let Some(place) = by_id().map(now) {
        return Ok(place);
    }
    let is_mounted = |name: &String| document.get(&mount(name)).is_some();
    if target.file.as_ref().is_some_and(|name| !is_mounted(name)) {
        return Err(ResolveError::External {
            reference: reference.to_owned(),
            at: at.clone(),
        });
    }
    place.ok_or_else(|| dangling(at, reference))
}

fn dangling(at: &Pointer, reference: &str) -> ResolveError {
    ResolveError::Dangling {
        reference: reference.to_owned(),
        at: at.clone(),
        missing: None,
    }
}

pub(in crate::source) fn step(root: &Value, pointer: &Pointer) -> Step {
    let mut node = root;
    let mut depth = 0;
    let mut tokens = pointer.tokens();
    while let Some(token) = tokens.next() {
        if let Some(inner) = member(node, &token) {
            node = inner;
            depth += 1;
            continue;
        }
        let name = token.into_owned();
        let here = pointer.truncated(depth);
        return match reference_of(node) {
            Some(reference) => {
                let rest = std::iter::once(name)
                    .chain(tokens.map(std::borrow::Cow::into_owned))
                    .collect();
                Step::Hop {
                    at: here,
                    reference: reference.to_owned(),
                    rest,
                }
            }
            None => Step::Missing { parent: here, name },
        };
    }
    match reference_of(node) {
        Some(reference) => Step::Hop {
            at: pointer.clone(),
            reference: reference.to_owned(),
            rest: Vec::new(),
        },
        // Null stands for an object that could not be used, and was reported when it was replaced.
        None if node.is_null() => Step::Missing {
            parent: pointer.parent().unwrap_or_else(Pointer::root),
            name: pointer
                .last()
                .map(std::borrow::Cow::into_owned)
                .unwrap_or_default(),
        },
        None => Step::Arrived,
    }
}

pub(in crate::source) fn reference_of(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()
}

fn member<'v>(node: &'v Value, token: &str) -> Option<&'v Value> {
    match node {
        Value::Object(members) => member_of(members, token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
