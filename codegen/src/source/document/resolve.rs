//! References followed: within the document, through other references on the way, and never in circles.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::Document;
use crate::diag::Pointer;
use crate::diag::nearest;

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
        /// The name beside the missing one that is most like it.
        nearest: Option<String>,
    },
    /// A reference to another file or to a URL.
    External {
        /// The reference as it is written.
        reference: String,
        /// The object that holds the `$ref`.
        at: Pointer,
    },
}

/// Where places that hold references lead. None for those of a circle.
pub type KnownTargets = IndexMap<Pointer, Option<Pointer>>;

/// How many names may be left to walk after a reference. A reference through itself, `#/a/b` at `/a`, grows
/// without ever being the same twice, so that looking for repetitions alone is not enough.
const MAX_REST: usize = 100;

/// How many references may be followed for one answer: repetitions can be put off very long by names that are
/// left to walk.
const MAX_HOPS: usize = 100_000;

/// Chains of more references than this are remembered; a circle of fewer is shown whole at each of its places.
const LONG_CHAIN: usize = 100;

/// The outcome of walking one pointer.
enum Step {
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
    let mut here = pointer.clone();
    let mut origin = None;
    let mut passed: IndexSet<Pointer> = IndexSet::new();
    loop {
        if let Some(target) = known.get(&here).cloned() {
            remember(known, &passed, target.as_ref());
            passed.insert(here);
            return target.ok_or_else(|| ResolveError::Cycle(passed.into_iter().collect()));
        }
        match step(document.root(), &here) {
            Step::Arrived => {
                remember(known, &passed, Some(&here));
                return Ok(here);
            }
            Step::Missing { parent, name } => {
                let (at, reference) =
                    origin.unwrap_or_else(|| (pointer.clone(), pointer.to_fragment()));
                let nearest = document
                    .get(&parent)
                    .and_then(|node| nearest_member(node, &name));
                return Err(ResolveError::Dangling {
                    reference,
                    at,
                    nearest,
                });
            }
            Step::Hop {
                at,
                reference,
                rest,
            } => {
                if passed.len() >= MAX_HOPS || rest.len() > MAX_REST || !passed.insert(here) {
                    remember(known, &passed, None);
                    return Err(ResolveError::Cycle(passed.into_iter().collect()));
                }
                here = document.moves.now(&target(&at, &reference)?);
                for name in &rest {
                    here = here.child(name);
                }
                origin = Some((at, reference));
            }
        }
    }
}

fn remember(known: &mut KnownTargets, passed: &IndexSet<Pointer>, target: Option<&Pointer>) {
    if passed.len() > LONG_CHAIN {
        let passed = passed.iter().cloned();
        known.extend(passed.map(|place| (place, target.cloned())));
    }
}

/// The place that a reference names.
fn target(at: &Pointer, reference: &str) -> Result<Pointer, ResolveError> {
    if !reference.starts_with('#') {
        return Err(ResolveError::External {
            reference: reference.to_owned(),
            at: at.clone(),
        });
    }
    Pointer::parse_fragment(reference).ok_or_else(|| ResolveError::Dangling {
        reference: reference.to_owned(),
        at: at.clone(),
        nearest: None,
    })
}

fn step(root: &Value, pointer: &Pointer) -> Step {
    let mut node = root;
    let mut here = Pointer::root();
    let mut tokens = pointer.tokens();
    while let Some(token) = tokens.next() {
        if let Some(inner) = member(node, &token) {
            node = inner;
            here = here.child(&token);
            continue;
        }
        let name = token.into_owned();
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
            at: here,
            reference: reference.to_owned(),
            rest: Vec::new(),
        },
        // Null stands for an object that could not be used, and was reported when it was replaced.
        None if node.is_null() => Step::Missing {
            parent: here.parent().unwrap_or_else(Pointer::root),
            name: here
                .last()
                .map(std::borrow::Cow::into_owned)
                .unwrap_or_default(),
        },
        None => Step::Arrived,
    }
}

pub(super) fn reference_of(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()
}

fn member<'v>(node: &'v Value, token: &str) -> Option<&'v Value> {
    match node {
        Value::Object(members) => members.get(token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn nearest_member(node: &Value, name: &str) -> Option<String> {
    let members = node.as_object()?;
    nearest(
        name,
        members
            .keys()
            .map(String::as_str)
            .filter(|key| *key != name),
    )
    .map(str::to_owned)
}
