//! Mends a tree until each of its objects deserialises: ill-typed keywords are read the way that was plainly meant,
//! or dropped; required ones that are missing get a neutral value. Nothing happens without a diagnostic.
//!
//! Pointers stay those of the text. So an item of a list or a member of a mapping that cannot be used is not removed
//! but replaced: by an object that says nothing where there is one, else by null, which every reader skips.

mod objects;
mod references;
mod values;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use self::references::References;
use super::loading::Loading;
use super::nearest::nearest;
use super::shape::{self, Absent, Kind, Shape, keywords};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// What mending leaves behind for those that come after.
#[derive(Debug, Default)]
pub(super) struct Repaired {
    /// The places where a number with a fraction was read as a text. The tree holds what the number is worth and not
    /// how it is written, `1.10`, so that whoever has the text must look there.
    pub(super) fractions: Vec<Pointer>,
    /// The objects that references lead to and the walk by the table does not see, with their kinds.
    pub(super) entries: Vec<(Pointer, Kind)>,
    /// The parts that were put in the place of references: from where, and to where.
    pub(super) copies: Vec<(Pointer, Pointer)>,
}

/// Mends the tree of a document in place, and takes the files into it that it refers to.
pub(super) fn repair<'f>(
    root: &mut Value,
    loading: Loading<'f>,
    diagnostics: &'f mut Diagnostics,
) -> (Repaired, Loading<'f>) {
    let mut repairer = Repairer {
        diagnostics,
        loading,
        references: References::new(),
        repaired: Repaired::default(),
    };
    repairer.object_value(Kind::Document, root, &Pointer::root(), Holder::Keyword);
    repairer.referenced(root);
    (repairer.repaired, repairer.loading)
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
    loading: Loading<'d>,
    references: References,
    repaired: Repaired,
}

impl Repairer<'_> {
    /// Mends an object of a kind; reports and answers `Drop` when it is nothing of the kind.
    fn object_value(&mut self, kind: Kind, value: &mut Value, at: &Pointer, holder: Holder) -> Fit {
        if self.references.is_mended(at) || self.is_misplaced(Shape::Object(kind), value, at) {
            return Fit::Keep;
        }
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
        if kind == Kind::Discriminator {
            self.mapping(object, at);
        }
        self.required(kind, object, at, &dropped)
    }

    /// Whether the object is a reference, whose other members mean nothing. A path item is not: its `$ref` stands
    /// beside its other keywords.
    fn reference(&mut self, kind: Kind, object: &mut Map<String, Value>, at: &Pointer) -> bool {
        match object.get("$ref") {
            Some(Value::String(reference)) => {
                self.references.push(at.child("$ref"), reference, kind);
                if kind == Kind::Operation {
                    self.followed(
                        at,
                        "a reference stands in the place of an Operation Object".to_owned(),
                    );
                }
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
