//! References: where each leads is mended too, files are taken in when the first reference to them is met, and what
//! is a reference where the standard allows none is replaced by what it stands for.

use std::collections::VecDeque;

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use super::{Fit, Holder, Repairer, objects};
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::source::document::{Step, reference_of, step};
use crate::source::files::mount_of;
use crate::source::loading::Refusal;
use crate::source::names_of_files::{Target, named};
use crate::source::read::MAX_DEPTH;
use crate::source::shape::{Kind, Shape, Versions};

/// How many references in a row are followed for one that stands where none is allowed.
const MAX_HOPS: usize = 100;

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
    file: usize,
    found: VecDeque<Reference>,
    misplaced: VecDeque<Misplaced>,
    /// Where references lead, by the file in which they stand and their text.
    outcomes: IndexMap<(usize, String), Outcome>,
    /// The objects that a walk began at.
    mended: IndexMap<Pointer, Kind>,
    /// How many nodes may still be put in the place of references, and of how many.
    budget: usize,
    places: usize,
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

/// A reference in the place of something that can be none.
#[derive(Debug)]
struct Misplaced {
    /// The place of the mapping that holds it.
    at: Pointer,
    text: String,
    file: usize,
    shape: Shape,
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

    /// Whether a value is a reference in the place of something that can be none. It stays until all references are
    /// followed.
    pub(super) fn is_misplaced(&mut self, shape: Shape, value: &Value, at: &Pointer) -> bool {
        let allows_any = match shape {
            Shape::Any | Shape::Values | Shape::ValueMap => true,
            Shape::Object(kind) | Shape::ObjectOrBoolean(kind) => kind.may_be_reference(),
            // The names in a mapping to texts are the author's.
            Shape::TextMap => value.as_object().is_none_or(|members| members.len() > 1),
            _ => false,
        };
        let Some(text) = reference_of(value).filter(|_| !allows_any) else {
            return false;
        };
        self.references.misplaced.push_back(Misplaced {
            at: at.clone(),
            text: text.to_owned(),
            file: self.references.file,
            shape,
        });
        true
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

    fn refused(&mut self, at: &Pointer, text: &str, refusal: &Refusal) {
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
    fn say(&mut self, at: &Pointer, finding: impl FnOnce(Pointer) -> Diagnostic) {
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
            Ok(Some(target)) if root.pointer(target.as_str()).is_some() => {
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
    fn destination(
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
        let is_there = |place: &Pointer| root.pointer(place.as_str()).is_some();
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
    fn enter(&mut self, at: &Pointer) {
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

    /// Puts what a misplaced reference stands for in its place.
    fn settle(&mut self, root: &mut Value, misplaced: &Misplaced) {
        let Misplaced {
            at,
            text,
            file,
            shape,
        } = misplaced;
        if let Some(requirement) = requirement(*shape, text) {
            let message = format!("`{text}` is a reference in the place of a scheme's name");
            self.followed(at, message);
            return replace(root, at, Some(requirement));
        }
        let place = at.child("$ref");
        let target = match self.end_of_chain(root, at, *file, text) {
            Ok(Some(target)) => target,
            Ok(None) => {
                let message = format!("`{text}` leads nowhere");
                self.say(&place, |at| {
                    Diagnostic::new(Code::UnresolvedReference, at, message).label("ignored")
                });
                return self.leave_out(root, at);
            }
            Err(refusal) => {
                self.refused(&place, text, &refusal);
                return self.leave_out(root, at);
            }
        };
        let meant = root.pointer(target.as_str());
        let copy = meant.map(|meant| copy(*shape, meant, &target, &mut self.references.budget));
        self.references.places = self.references.places.saturating_sub(1);
        if self.references.budget == 0 || self.references.places == 0 {
            let message = format!(
                "`{text}` stands where OpenAPI allows no reference, and more of that kind are in the document than \
                 are followed"
            );
            self.say(&place, |at| {
                let diagnostic = Diagnostic::new(Code::MisplacedReference, at, message);
                diagnostic.label("ignored")
            });
            return self.leave_out(root, at);
        }
        if at.tokens().count() > MAX_DEPTH {
            let message = format!("`{text}` leads to something that holds itself");
            self.say(&place, |at| {
                Diagnostic::new(Code::ReferenceCycle, at, message).label("ignored")
            });
            return self.leave_out(root, at);
        }
        // 3.2 has references to media types (section 4.7, Components Object).
        if *shape != Shape::Object(Kind::MediaType) || !self.version.meets(Versions::V32) {
            let message = format!("a reference stands in the place of {}", shape.describe());
            self.followed(at, message);
        }
        replace(root, at, copy);
        let from = self.repaired.renamed.written(&target);
        self.repaired.renamed.stands_for(from, at.clone());
        self.enter(at);
        if let Some(value) = root.pointer_mut(at.as_str())
            && self.fit(*shape, value, at) == Fit::Drop
        {
            self.leave_out(root, at);
        }
    }

    /// Says that a reference is followed where OpenAPI allows none.
    pub(super) fn followed(&mut self, at: &Pointer, message: String) {
        self.say(&at.child("$ref"), |at| {
            Diagnostic::new(Code::MisplacedReference, at, message).label("followed all the same")
        });
    }

    /// Removes what can not be followed, and fills in what the object around it has to have.
    fn leave_out(&mut self, root: &mut Value, at: &Pointer) {
        replace(root, at, None);
        let (Some(parent), Some(key)) = (at.parent(), at.last()) else {
            return;
        };
        let Some(Shape::Object(kind)) = self.shape(root, &parent) else {
            return;
        };
        if let Some(Value::Object(object)) = root.pointer_mut(parent.as_str())
            && self.required(kind, object, &parent, &[key.into_owned()]) == Fit::Drop
        {
            replace(root, &parent, Some(objects::neutral(kind)));
        }
    }

    /// What a place holds, by the walk that passes it.
    fn shape(&self, root: &Value, at: &Pointer) -> Option<Shape> {
        at.upwards().find_map(|node| {
            let (node, kind) = self.references.mended.get_key_value(node)?;
            walked(root, *kind, node, at)
        })
    }

    /// Where a reference leads that may lead to others. None when that is nowhere.
    fn end_of_chain(
        &mut self,
        root: &mut Value,
        at: &Pointer,
        file: usize,
        text: &str,
    ) -> Result<Option<Pointer>, Refusal> {
        let (mut at, mut file, mut text) = (at.clone(), file, text.to_owned());
        let mut rest: Vec<String> = Vec::new();
        for _ in 0..MAX_HOPS {
            let Some(target) = self.destination(root, &at, file, &text)? else {
                return Ok(None);
            };
            let target = rest.iter().fold(target, |place, name| place.child(name));
            match step(root, &target) {
                Step::Arrived => return Ok(Some(target)),
                Step::Missing { .. } => return Ok(None),
                Step::Hop {
                    at: hop,
                    reference,
                    rest: left,
                } => {
                    // A reference through itself leads further each time.
                    if left.len() > MAX_DEPTH {
                        return Ok(None);
                    }
                    self.enter(&hop);
                    file = self.references.file;
                    (at, text, rest) = (hop, reference, left);
                }
            }
        }
        Ok(None)
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
        .find(|place| root.pointer(place.as_str()).is_some())?;
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

/// The requirement that someone means who refers to the scheme.
fn requirement(shape: Shape, text: &str) -> Option<Value> {
    let (Shape::Object(Kind::SecurityRequirement), Some((_, fragment))) =
        (shape, text.split_once('#'))
    else {
        return None;
    };
    let place = Pointer::parse_fragment(&format!("#{fragment}"))?;
    let section = place.parent()?.last()?.into_owned();
    if !["securitySchemes", "securityDefinitions"].contains(&section.as_str()) {
        return None;
    }
    let name = place.last()?.into_owned();
    Some(Map::from_iter([(name, Value::Array(Vec::new()))]).into())
}

/// Replaces the node at a place, or removes it from the mapping that holds it. The items of a list keep their numbers.
fn replace(root: &mut Value, at: &Pointer, value: Option<Value>) {
    let parent = at
        .parent()
        .and_then(|parent| root.pointer_mut(parent.as_str()));
    match (parent, at.last(), value) {
        (Some(Value::Object(members)), Some(key), None) => {
            members.shift_remove(&*key);
        }
        (_, _, value) => {
            if let Some(node) = root.pointer_mut(at.as_str()) {
                *node = value.unwrap_or(Value::Null);
            }
        }
    }
}

/// What is put in the place of a misplaced reference: the value without the objects in it that references may stand
/// for, which stay where they are.
fn copy(shape: Shape, value: &Value, at: &Pointer, budget: &mut usize) -> Value {
    *budget = budget.saturating_sub(1);
    if *budget == 0 {
        return Value::Null;
    }
    match (shape, value) {
        (Shape::Object(kind) | Shape::ObjectOrBoolean(kind), Value::Object(members)) => members
            .iter()
            .map(|(key, member)| {
                let place = at.child(key);
                let inner = match kind.member_in_any(key) {
                    Some(shape) => stand_in(shape, member, &place, budget),
                    None => clone(member, budget),
                };
                (key.clone(), inner)
            })
            .collect::<Map<_, _>>()
            .into(),
        (Shape::Map(kind), Value::Object(members)) => members
            .iter()
            .map(|(key, member)| {
                let inner = stand_in(Shape::Object(kind), member, &at.child(key), budget);
                (key.clone(), inner)
            })
            .collect::<Map<_, _>>()
            .into(),
        (Shape::List(kind), Value::Array(items)) => items
            .iter()
            .enumerate()
            .map(|(index, item)| stand_in(Shape::Object(kind), item, &at.index(index), budget))
            .collect(),
        // A list with one item that is written without the list.
        (Shape::List(kind), Value::Object(_)) => stand_in(Shape::Object(kind), value, at, budget),
        _ => clone(value, budget),
    }
}

/// What stands for a part of a copied value: a reference to it, where there may be one.
fn stand_in(shape: Shape, value: &Value, at: &Pointer, budget: &mut usize) -> Value {
    let may_be_reference = match shape {
        Shape::Object(kind) | Shape::ObjectOrBoolean(kind) => kind.may_be_reference(),
        _ => false,
    };
    let (file, inside) = match mount_of(at) {
        Some((file, inside)) => (Some(file), inside),
        None => (None, at.clone()),
    };
    // A reference in the part means what it means where it stands, so that it is reached through that place.
    if value.is_object() && (may_be_reference || reference_of(value).is_some()) {
        let fragment = inside.to_fragment().trim_start_matches('#').to_owned();
        let reference = Value::from(named(&Target { file, fragment }));
        return Map::from_iter([("$ref".to_owned(), reference)]).into();
    }
    copy(shape, value, at, budget)
}

fn clone(value: &Value, budget: &mut usize) -> Value {
    *budget = budget.saturating_sub(1);
    if *budget == 0 {
        return Value::Null;
    }
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), clone(member, budget)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| clone(item, budget)).collect(),
        other => other.clone(),
    }
}

/// What the walk by the table from an object of a kind expects at a place inside it; none when it does not pass.
fn walked(root: &Value, kind: Kind, from: &Pointer, target: &Pointer) -> Option<Shape> {
    let mut shape = Shape::Object(kind);
    let mut node = root.pointer(from.as_str());
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
