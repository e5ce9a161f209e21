//! References: where each leads is mended too, and files are taken in when the first reference to them is met.

use std::collections::VecDeque;

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use super::misplaced::Misplaced;
use super::{Fit, Holder, Repairer, objects};
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::source::document::reference_of;
use crate::source::files::mount_of;
use crate::source::loading::Refusal;
use crate::source::names_of_files::{Target, named};
use crate::source::shape::{Kind, Shape};

/// How many references may stand where none is allowed. Real documents have some hundreds.
const MAX_MISPLACED: usize = 5_000;

/// How many nodes may be put in their place altogether.
const MAX_COPIED: usize = 200_000;

/// The references that were met, and what became of them.
#[derive(Debug)]
pub(super) struct References {
    /// The files in which references stand; none is the document itself.
    files: IndexSet<Option<String>>,
    /// The number of the file that is being walked.
    pub(super) file: usize,
    found: VecDeque<Reference>,
    pub(super) misplaced: VecDeque<Misplaced>,
    /// Where references lead, by the file in which they stand and their text.
    outcomes: IndexMap<(usize, String), Outcome>,
    /// The objects that a walk began at.
    pub(super) mended: IndexMap<Pointer, Kind>,
    /// How many nodes may still be put in the place of references, and of how many.
    pub(super) budget: usize,
    pub(super) places: usize,
    /// What was found about places as they are written.
    pub(super) said: Diagnostics,
}

/// A reference to an object of a kind.
#[derive(Debug)]
struct Reference {
    /// The place of the reference's text.
    at: Pointer,
    text: String,
    file: usize,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Outcome {
    /// It leads somewhere.
    Fine,
    /// Nothing stands where it leads, unless another reference is on the way there.
    Unmet,
    /// The file that it leads to is not there.
    Refused(Refusal),
    /// It is the name of the component that this reference leads to.
    Component(String),
}

impl References {
    pub(super) fn new() -> Self {
        Self {
            files: IndexSet::from([None]),
            file: 0,
            found: VecDeque::new(),
            misplaced: VecDeque::new(),
            outcomes: IndexMap::new(),
            mended: IndexMap::new(),
            budget: MAX_COPIED,
            places: MAX_MISPLACED,
            said: Diagnostics::new(),
        }
    }

    /// Notes the reference whose text stands at a place.
    pub(super) fn push(&mut self, at: Pointer, text: &str, kind: Kind) {
        self.found.push_back(Reference {
            at,
            text: text.to_owned(),
            file: self.file,
            kind,
        });
    }

    /// Whether the walk was at an object before.
    pub(super) fn is_mended(&self, at: &Pointer) -> bool {
        self.mended.contains_key(at)
    }
}

impl Repairer<'_, '_> {
    /// Notes the schemas that a discriminator names by references; names of components are not among them.
    pub(super) fn mapping(&mut self, object: &Map<String, Value>, at: &Pointer) {
        let mapping = object.get("mapping").and_then(Value::as_object);
        for (value, text) in mapping.into_iter().flatten() {
            if let Some(text) = text.as_str().filter(|text| text.contains(['#', '/', '.'])) {
                let place = at.child("mapping").child(value);
                self.references.push(place, text, Kind::Schema);
            }
        }
    }

    /// Follows all references: mends the objects that they lead to and that the walk by the table does not see, such
    /// as those of other files, or below `definitions` or an extension.
    pub(super) fn referenced(&mut self, root: &mut Value) {
        let document = (Pointer::root(), Kind::Document);
        self.references.mended.extend([document]);
        loop {
            if let Some(reference) = self.references.found.pop_front() {
                self.follow(root, &reference);
            } else if let Some(misplaced) = self.references.misplaced.pop_front() {
                self.settle(root, &misplaced);
            } else {
                break;
            }
        }
        // An object that was met before the one around it belongs to that one all the same.
        let mut entries = std::mem::take(&mut self.repaired.entries);
        entries.retain(|(at, _)| !self.is_known(root, at.upwards().skip(1), at));
        self.repaired.entries = entries;
    }

    fn follow(&mut self, root: &mut Value, reference: &Reference) {
        let key = (reference.file, reference.text.clone());
        let outcome = if let Some(known) = self.references.outcomes.get(&key) {
            known.clone()
        } else {
            let outcome = self.reach(root, reference);
            self.references.outcomes.insert(key, outcome.clone());
            outcome
        };
        match outcome {
            Outcome::Fine => {}
            Outcome::Unmet => {
                let unmet = (reference.at.clone(), reference.text.clone());
                self.repaired.unmet.push(unmet);
            }
            Outcome::Refused(refusal) => self.refused(&reference.at, &reference.text, &refusal),
            Outcome::Component(meant) => {
                let message = format!("`{}` is the name of a component", reference.text);
                let label = format!("read as `{meant}`");
                self.say(&reference.at, |at| {
                    Diagnostic::new(Code::BareReference, at, message).label(label)
                });
                if let Some(text) = root.pointer_mut(reference.at.as_str()) {
                    *text = Value::from(meant);
                }
            }
        }
    }

    pub(super) fn refused(&mut self, at: &Pointer, text: &str, refusal: &Refusal) {
        let message = format!("`{text}` {}", refusal.clause);
        self.say(at, |at| {
            let diagnostic = Diagnostic::new(refusal.code, at, message);
            match &refusal.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            }
        });
    }

    /// Reports something about a reference where it was written, whatever comes to stand in its place.
    pub(super) fn say(&mut self, at: &Pointer, finding: impl FnOnce(Pointer) -> Diagnostic) {
        let written = self.repaired.renamed.written(at);
        self.references.said.push(finding(written));
    }

    /// Finds the place that a reference names, and mends what is there.
    fn reach(&mut self, root: &mut Value, reference: &Reference) -> Outcome {
        let Reference {
            at,
            text,
            file,
            kind,
        } = reference;
        match self.destination(root, at, *file, text) {
            Ok(Some(target)) if target.find(root).is_some() => {
                self.mend(root, target, *kind);
                Outcome::Fine
            }
            Ok(Some(_) | None) => Outcome::Unmet,
            Err(refusal) => match component(root, *file, text, *kind) {
                Some(meant) => Outcome::Component(meant),
                None => Outcome::Refused(refusal),
            },
        }
    }

    /// The place that a reference names, in a file that stands in the tree then. None when its fragment is neither a
    /// pointer nor a name that a schema gives itself.
    pub(super) fn destination(
        &mut self,
        root: &mut Value,
        at: &Pointer,
        file: usize,
        text: &str,
    ) -> Result<Option<Pointer>, Refusal> {
        let base = self.references.files.get_index(file);
        let base = base.and_then(|base| base.as_deref());
        let target = self.loading.target(base, text);
        let by_id = self.loading.anchors.by_id(at, text);
        let is_own = target.file.is_none() || target.file.as_deref() == base;
        if let Some(name) = target.file.as_ref().filter(|_| !is_own && by_id.is_none()) {
            self.loading
                .load(name, base, root, &mut self.references.said)?;
        }
        let now = |written: Pointer| self.repaired.renamed.now(&written);
        let place = self.loading.anchors.place(&target).map(now);
        let is_there = |place: &Pointer| place.find(root).is_some();
        if place.as_ref().is_some_and(is_there) {
            return Ok(place);
        }
        Ok(by_id.map(now).or(place))
    }

    /// Mends the object at a place, unless a walk passes it anyway.
    fn mend(&mut self, root: &mut Value, target: Pointer, kind: Kind) {
        if self.is_known(root, target.upwards(), &target) {
            return;
        }
        self.enter(&target);
        let Some(value) = root.pointer_mut(target.as_str()) else {
            return;
        };
        if self.object_value(kind, value, &target, Holder::Collection) == Fit::Drop {
            *value = objects::neutral(kind);
        }
        self.repaired.entries.push((target.clone(), kind));
        self.references.mended.insert(target, kind);
    }

    /// Says that what is walked next is the node at a place.
    pub(super) fn enter(&mut self, at: &Pointer) {
        // What was put in the place of a reference is read as where it comes from.
        let written = self.repaired.renamed.written(at);
        let name = mount_of(&written).map(|(name, _)| name);
        self.references.file = self.references.files.insert_full(name).0;
    }

    /// Whether a walk from one of the places `above` it passes a place.
    fn is_known<'p>(
        &self,
        root: &Value,
        mut above: impl Iterator<Item = &'p str>,
        target: &Pointer,
    ) -> bool {
        above.any(|node| {
            let mended = self.references.mended.get_key_value(node);
            mended.is_some_and(|(node, kind)| walked(root, *kind, node, target).is_some())
        })
    }
}

/// A reference to the component whose name a text is, for one that leads to no file.
fn component(root: &Value, file: usize, text: &str, kind: Kind) -> Option<String> {
    if text.contains(['#', '/', '.', ':']) {
        return None;
    }
    let sections: &[&str] = match kind {
        Kind::Schema => &["/components/schemas", "/definitions"],
        Kind::Parameter => &["/components/parameters", "/parameters"],
        Kind::Response => &["/components/responses", "/responses"],
        Kind::RequestBody => &["/components/requestBodies"],
        Kind::Header => &["/components/headers"],
        Kind::Example => &["/components/examples"],
        _ => &[],
    };
    let places = sections
        .iter()
        .filter_map(|section| Pointer::parse(section));
    let place = places
        .map(|section| section.child(text))
        .find(|place| place.find(root).is_some())?;
    let fragment = place.to_fragment();
    if file == 0 {
        return Some(fragment);
    }
    let fragment = fragment.trim_start_matches('#').to_owned();
    Some(named(&Target {
        file: None,
        fragment,
    }))
}

/// What the walk by the table from an object of a kind expects at a place inside it; none when it does not pass.
pub(super) fn walked(root: &Value, kind: Kind, from: &Pointer, target: &Pointer) -> Option<Shape> {
    let mut shape = Shape::Object(kind);
    let mut node = from.find(root);
    for token in target.tokens().skip(from.tokens().count()) {
        let is_reference = node.and_then(reference_of).is_some();
        let inner = match shape {
            Shape::Object(kind) | Shape::ObjectOrBoolean(kind) => {
                if is_reference && kind.may_be_reference() && kind != Kind::PathItem {
                    return None;
                }
                kind.member_in_any(&token)
            }
            Shape::List(kind) | Shape::Map(kind) => Some(Shape::Object(kind)),
            Shape::Any
            | Shape::Text
            | Shape::Boolean
            | Shape::Number
            | Shape::Unsigned
            | Shape::OneOf(_)
            | Shape::Types(_)
            | Shape::Texts
            | Shape::TextMap
            | Shape::Values
            | Shape::ValueMap => None,
        };
        shape = inner?;
        node = node.and_then(|node| match node {
            Value::Object(members) => members.get(&*token),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        });
    }
    Some(shape)
}
