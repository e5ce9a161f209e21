//! References where the standard allows none: each is replaced by what it stands for.

use serde_json::{Map, Value, json};

use super::references::walked;
use super::{Fit, Repairer, objects};
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source::document::{Step, reference_of, step};
use crate::source::files::mount_of;
use crate::source::loading::Refusal;
use crate::source::names_of_files::{Target, named};
use crate::source::read::MAX_DEPTH;
use crate::source::shape::{Kind, Shape, Versions};

/// How many references in a row are followed for one that stands where none is allowed.
const MAX_HOPS: usize = 100;

/// A reference in the place of something that can be none.
#[derive(Debug)]
pub(super) struct Misplaced {
    /// The place of the mapping that holds it.
    at: Pointer,
    text: String,
    file: usize,
    shape: Shape,
}

impl Repairer<'_, '_> {
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

    /// Puts what a misplaced reference stands for in its place.
    pub(super) fn settle(&mut self, root: &mut Value, misplaced: &Misplaced) {
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
        if let Shape::List(kind) = *shape
            && kind.may_be_reference()
            && is_single(kind, target.find(root))
        {
            self.followed(
                at,
                format!("a reference stands in the place of {}", shape.describe()),
            );
            return self.only_item(root, misplaced, kind);
        }
        let meant = target.find(root);
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

    /// Makes a reference in the place of a list the only item of one.
    fn only_item(&mut self, root: &mut Value, misplaced: &Misplaced, kind: Kind) {
        let Misplaced { at, text, file, .. } = misplaced;
        replace(root, at, Some(json!([{ "$ref": text }])));
        let written = self.repaired.renamed.written(at);
        let item = at.index(0);
        self.repaired.renamed.stands_for(written, item.clone());
        self.references.file = *file;
        self.references.push(item.child("$ref"), text, kind);
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
        (Shape::List(kind), Value::Object(_)) if is_single(kind, Some(value)) => {
            stand_in(Shape::Object(kind), value, at, budget)
        }
        // A mapping of which the names mean nothing.
        (Shape::List(kind), Value::Object(members)) => members
            .iter()
            .map(|(key, item)| stand_in(Shape::Object(kind), item, &at.child(key), budget))
            .collect(),
        _ => clone(value, budget),
    }
}

/// Whether a mapping in the place of a list is an item and not one of items by names.
fn is_single(kind: Kind, value: Option<&Value>) -> bool {
    let Some(Value::Object(members)) = value else {
        return false;
    };
    kind != Kind::Parameter
        || ["in", "name", "$ref"]
            .iter()
            .any(|key| members.contains_key(*key))
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
