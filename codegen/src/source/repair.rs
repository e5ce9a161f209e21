//! Mends a tree until each of its objects deserialises: ill-typed keywords are read the way that was plainly meant,
//! or dropped; required ones that are missing get a neutral value. Nothing happens without a diagnostic.
//!
//! Pointers stay those of the text. So an item of a list or a member of a mapping that cannot be used is not removed
//! but replaced: by an object that says nothing where there is one, else by null, which every reader skips.

mod objects;
mod values;

#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::shape::{self, Absent, Kind, Shape, keywords};
use crate::diag::nearest;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// Mends the tree of an `OpenAPI` 3.0 document in place.
///
/// Gives the places where a number with a fraction was read as a text. The tree holds what the number is worth and
/// not how it is written, `1.10`, so that whoever has the text must look there.
pub(super) fn repair(root: &mut Value, diagnostics: &mut Diagnostics) -> Vec<Pointer> {
    let mut repairer = Repairer {
        diagnostics,
        references: IndexMap::new(),
        fractions: Vec::new(),
    };
    repairer.object_value(Kind::Document, root, &Pointer::root(), Holder::Keyword);
    repairer.referenced(root);
    repairer.fractions
}

/// What holds an object, which decides what becomes of it when it cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// A keyword, which is dropped.
    Keyword,
    /// A list or a mapping, in which something has to stand for it.
    Collection,
}

/// Whether a value can stay where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Keep,
    Drop,
}

struct Repairer<'d> {
    diagnostics: &'d mut Diagnostics,
    /// The references of the document, each with the kind of object that is expected there.
    references: IndexMap<String, Kind>,
    /// Where numbers with a fraction were read as texts.
    fractions: Vec<Pointer>,
}

impl Repairer<'_> {
    /// Mends an object of a kind; reports and answers `Drop` when it is nothing of the kind.
    fn object_value(&mut self, kind: Kind, value: &mut Value, at: &Pointer, holder: Holder) -> Fit {
        if !value.is_object() {
            let found = shape::describe(value);
            let Some(meant) = objects::meant(kind, value) else {
                let outcome = match (holder, objects::neutral(kind)) {
                    (Holder::Keyword, _) => "ignored",
                    (Holder::Collection, Value::Null) => "left out",
                    (Holder::Collection, _) => "read as one that says nothing",
                };
                self.ill_typed(at, Shape::Object(kind), &found, outcome);
                return Fit::Drop;
            };
            let written = meant.to_string();
            let short = written.len() <= 60;
            let outcome = if short {
                format!("read as `{written}`")
            } else {
                "read as the only item".to_owned()
            };
            self.ill_typed(at, Shape::Object(kind), &found, &outcome);
            *value = meant;
        }
        match value {
            Value::Object(object) => self.object(kind, object, at),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Fit::Drop,
        }
    }

    fn object(&mut self, kind: Kind, object: &mut Map<String, Value>, at: &Pointer) -> Fit {
        if kind.may_be_reference() && self.reference(kind, object, at) {
            return Fit::Keep;
        }
        objects::before(self, kind, object, at);
        let mut dropped = Vec::new();
        // The names in a security requirement are those of schemes; every other object may have extensions.
        let is_extension = |key: &str| kind != Kind::SecurityRequirement && key.starts_with("x-");
        for (key, value) in object.iter_mut().filter(|(key, _)| !is_extension(key)) {
            match kind.member(key) {
                Some(shape) => {
                    if self.fit(shape, value, &at.child(key)) == Fit::Drop {
                        dropped.push(key.clone());
                    }
                }
                None => self.unknown(kind, key, at),
            }
        }
        for key in &dropped {
            object.shift_remove(key);
        }
        objects::after(self, kind, object, at);
        self.required(kind, object, at, &dropped)
    }

    /// Whether the object is a reference, whose other members mean nothing. A path item is not: its `$ref` stands
    /// beside its other keywords.
    fn reference(&mut self, kind: Kind, object: &mut Map<String, Value>, at: &Pointer) -> bool {
        match object.get("$ref") {
            Some(Value::String(reference)) => {
                self.references.entry(reference.clone()).or_insert(kind);
                kind != Kind::PathItem
            }
            Some(other) => {
                let found = shape::describe(other);
                self.ill_typed(&at.child("$ref"), Shape::Text, &found, "ignored");
                object.shift_remove("$ref");
                false
            }
            None => false,
        }
    }

    /// Fills in what is missing; answers `Drop` when the object says nothing without it.
    fn required(
        &mut self,
        kind: Kind,
        object: &mut Map<String, Value>,
        at: &Pointer,
        dropped: &[String],
    ) -> Fit {
        for (name, absent) in kind.required(object) {
            if object.contains_key(*name) {
                continue;
            }
            let (value, outcome) = match absent {
                Absent::EmptyText => (Value::from(""), "an empty text is used"),
                Absent::Text(text) => (Value::from(*text), "a neutral text is used"),
                Absent::EmptyObject => {
                    (objects::empty(kind.member(name)), "an empty object is used")
                }
                Absent::LeftOut => {
                    let outcome = if dropped.iter().any(|key| key == name) {
                        "left out, since what it has cannot be used"
                    } else {
                        "left out"
                    };
                    self.missing(kind, name, at, outcome);
                    return Fit::Drop;
                }
            };
            // A value of the wrong type was reported where it stands.
            if !dropped.iter().any(|key| key == name) {
                self.missing(kind, name, at, outcome);
            }
            object.insert((*name).to_owned(), value);
        }
        Fit::Keep
    }

    /// Mends the objects that only references lead to, such as those below `definitions` or an extension: the walk
    /// by the table does not see them.
    fn referenced(&mut self, root: &mut Value) {
        let mut next = 0;
        let mut mended: Vec<Pointer> = Vec::new();
        while let Some((reference, kind)) = self.references.get_index(next) {
            next += 1;
            let kind = *kind;
            let Some(target) = Pointer::parse_fragment(reference) else {
                continue;
            };
            let known =
                mended.iter().any(|done| target.starts_with(done)) || is_walked(root, &target);
            let Some(value) = root.pointer_mut(target.as_str()).filter(|_| !known) else {
                continue;
            };
            if self.object_value(kind, value, &target, Holder::Collection) == Fit::Drop {
                *value = objects::neutral(kind);
            }
            mended.push(target);
        }
    }

    fn ill_typed(&mut self, at: &Pointer, expected: Shape, found: &str, outcome: &str) {
        let message = format!(
            "{} should be {}, not {found}",
            name_of(at),
            expected.describe()
        );
        self.diagnostics
            .push(Diagnostic::new(Code::WrongType, at, message).label(outcome));
    }

    fn missing(&mut self, kind: Kind, name: &str, at: &Pointer, outcome: &str) {
        let message = format!("{} has no `{name}`", Shape::Object(kind).describe());
        self.diagnostics
            .push(Diagnostic::new(Code::MissingKeyword, at, message).label(outcome));
    }

    fn unknown(&mut self, kind: Kind, key: &str, at: &Pointer) {
        let message = format!(
            "`{key}` is not a keyword of {}",
            Shape::Object(kind).describe()
        );
        let diagnostic = Diagnostic::new(Code::UnknownKeyword, Place::key(at.child(key)), message)
            .label("ignored");
        let hint = match kind {
            _ if key == "$ref" => Some("a reference cannot stand here".to_owned()),
            Kind::Paths => Some("a path begins with `/`".to_owned()),
            Kind::Responses => {
                Some("a status is expected, such as `200`, `4XX` or `default`".to_owned())
            }
            _ => nearest(key, keywords(kind).iter().map(|keyword| keyword.name))
                .map(|name| format!("did you mean `{name}`?")),
        };
        self.diagnostics.push(match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }
}

/// What a message calls a node: its key, or for an item of a list its number and the list's key.
fn name_of(at: &Pointer) -> String {
    let Some(last) = at.last() else {
        return "the document".to_owned();
    };
    let parent = at
        .parent()
        .and_then(|parent| parent.last().map(std::borrow::Cow::into_owned));
    match parent {
        Some(parent)
            if !last.is_empty()
                && last.len() < 3
                && last.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            format!("item {last} of `{parent}`")
        }
        _ => format!("`{last}`"),
    }
}

/// Whether the walk by the table passes a place.
fn is_walked(root: &Value, target: &Pointer) -> bool {
    let mut shape = Shape::Object(Kind::Document);
    let mut here = String::new();
    for token in target.tokens() {
        let node = root.pointer(&here);
        let is_reference = node
            .and_then(|node| node.get("$ref"))
            .is_some_and(Value::is_string);
        let inner = match shape {
            Shape::Object(kind) | Shape::ObjectOrBoolean(kind) => {
                if is_reference && kind.may_be_reference() && kind != Kind::PathItem {
                    return false;
                }
                kind.member(&token)
            }
            Shape::List(kind) | Shape::Map(kind) => Some(Shape::Object(kind)),
            Shape::Any
            | Shape::Text
            | Shape::Boolean
            | Shape::Number
            | Shape::Unsigned
            | Shape::OneOf(_)
            | Shape::Texts
            | Shape::TextMap
            | Shape::Values
            | Shape::ValueMap => None,
        };
        let Some(inner) = inner else { return false };
        shape = inner;
        here = format!("{here}{}", Pointer::root().child(&token));
    }
    true
}
