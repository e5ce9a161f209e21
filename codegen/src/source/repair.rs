//! Mends a tree until each of its objects deserialises: ill-typed keywords are read the way that was plainly meant,
//! or dropped; required ones that are missing get a neutral value. Nothing happens without a diagnostic.
//!
//! An object is looked at in the words of the document's own version. What another version has a word for is left to
//! the conversions, which bring all of them to the shape of 3.0.
//!
//! Pointers stay those of the text. So an item of a list or a member of a mapping that cannot be used is not removed
//! but replaced: by an object that says nothing where there is one, else by null, which every reader skips. Where a
//! key is mended, the step of moves says so.

mod enumerations;
mod keys;
mod misplaced;
mod objects;
mod references;
mod schemas;
mod values;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use self::references::References;
use super::document::Version;
use super::files::MOUNTS;
use super::loading::Loading;
use super::moves::Step;
use super::shape::{self, Absent, Kind, Member, Shape, Versions, keywords};
use crate::diag::nearest;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// What mending leaves behind for those that come after.
#[derive(Debug, Default)]
pub(super) struct Repaired {
    /// The places where a number with a fraction was read as a text. The tree holds what the number is worth and not
    /// how it is written, `1.10`, so that whoever has the text must look there.
    pub(super) fractions: Vec<Pointer>,
    /// The objects that references lead to and the walk by the table does not see, with their kinds.
    pub(super) entries: Vec<(Pointer, Kind)>,
    /// The references that lead to nothing, unless through others: the places of their texts as they were written, and
    /// the texts.
    pub(super) unmet: Vec<(Pointer, String)>,
    /// The parts whose keys were mended, and those that were put in the place of references.
    pub(super) renamed: Step,
}

/// Mends the tree of a document in place, in the words of its version, and takes the files into it that it refers to.
pub(super) fn repair(
    root: &mut Value,
    version: Version,
    loading: &mut Loading<'_>,
    diagnostics: &mut Diagnostics,
) -> Repaired {
    let mut found = Diagnostics::new();
    let mut repairer = Repairer {
        diagnostics: &mut found,
        version: version.into(),
        loading,
        references: References::new(),
        repaired: Repaired::default(),
    };
    repairer.object_value(Kind::Document, root, &Pointer::root(), Holder::Keyword);
    repairer.referenced(root);
    let Repairer {
        mut repaired,
        references,
        ..
    } = repairer;
    for (at, _) in &mut repaired.unmet {
        *at = repaired.renamed.written(at);
    }
    found.map_pointers(|pointer| repaired.renamed.written(pointer));
    diagnostics.append(found);
    diagnostics.append(references.said);
    repaired
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

struct Repairer<'d, 'f> {
    diagnostics: &'d mut Diagnostics,
    loading: &'d mut Loading<'f>,
    version: Versions,
    references: References,
    repaired: Repaired,
}

impl Repairer<'_, '_> {
    /// Mends an object of a kind; reports and answers `Drop` when it is nothing of the kind.
    fn object_value(&mut self, kind: Kind, value: &mut Value, at: &Pointer, holder: Holder) -> Fit {
        if self.references.is_mended(at) || self.is_misplaced(Shape::Object(kind), value, at) {
            return Fit::Keep;
        }
        if kind == Kind::Schema && schemas::boolean(self, value, at) {
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
            let code = if short {
                Code::AbbreviatedObject
            } else {
                Code::WrongContainer
            };
            self.unfit(code, at, Shape::Object(kind), &found, &outcome);
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
        self.reserved(kind, object, at);
        objects::before(self, kind, object, at);
        let mut dropped = Vec::new();
        // The names in a security requirement are those of schemes; every other object may have extensions.
        let is_extension = |key: &str| kind != Kind::SecurityRequirement && key.starts_with("x-");
        for (key, value) in object.iter_mut().filter(|(key, _)| !is_extension(key)) {
            let Some(member) = kind.member_in(self.version, key, value) else {
                self.unknown(kind, key, at);
                continue;
            };
            let place = at.child(key);
            if self.is_null(kind, member.shape, value, &place) {
                dropped.push(key.clone());
                continue;
            }
            self.of_other_version(kind, key, value, member, at);
            if self.fit(member.shape, value, &place) == Fit::Drop {
                dropped.push(key.clone());
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

    /// Drops the members whose names the conversions use for themselves.
    fn reserved(&mut self, kind: Kind, object: &mut Map<String, Value>, at: &Pointer) {
        let is_reserved = |key: &String| {
            key.starts_with("x-oasmith-") && kind != Kind::SecurityRequirement && key != MOUNTS
        };
        let reserved: Vec<String> = object
            .keys()
            .filter(|key| is_reserved(key))
            .cloned()
            .collect();
        for key in reserved {
            object.shift_remove(&key);
            let message = format!("`{key}` is a name that the generator keeps for itself");
            let place = Place::key(at.child(&key));
            self.diagnostics
                .push(Diagnostic::new(Code::ReservedKeyword, place, message).label("ignored"));
        }
    }

    /// Whether a keyword has null for a value, which says nothing; it is then reported.
    fn is_null(&mut self, kind: Kind, shape: Shape, value: &mut Value, at: &Pointer) -> bool {
        if !value.is_null() || shape == Shape::Any || kind == Kind::SecurityRequirement {
            return false;
        }
        // A status without a response is an answer of which nothing is said.
        let is_status = kind == Kind::Responses;
        let label = if is_status {
            "read as a response of which nothing is said"
        } else {
            "ignored"
        };
        let message = format!("{} is null", name_of(at));
        self.diagnostics
            .push(Diagnostic::new(Code::NullValue, at, message).label(label));
        if is_status {
            *value = objects::neutral(Kind::Response);
        }
        !is_status
    }

    /// Says that a keyword, or the form of its value, is of another version than the document.
    fn of_other_version(
        &mut self,
        kind: Kind,
        key: &str,
        value: &Value,
        member: Member,
        at: &Pointer,
    ) {
        // The keywords of the version itself were looked at before; what becomes of those of a server is known when the
        // servers are made.
        let is_told_elsewhere = kind == Kind::Document
            && matches!(key, "openapi" | "swagger" | "host" | "basePath" | "schemes");
        let Some(versions) = member.only_in.filter(|_| !is_told_elsewhere) else {
            return;
        };
        // What was mended into such a keyword was reported as it is written.
        let place = at.child(key);
        if matches!(key, "prefixItems" | "anyOf") && self.repaired.renamed.written(&place) != place
        {
            return;
        }
        let mut rows = keywords(kind).iter();
        let is_form = rows.any(|row| row.name == key && row.versions.meets(self.version));
        let (place, message) = if is_form {
            let written = match value {
                Value::String(text) if text.len() < 20 => format!("{key}: {text}"),
                _ => key.to_owned(),
            };
            let message = format!(
                "`{written}` is written in the way of {}",
                versions.describe()
            );
            (Place::value(at.child(key)), message)
        } else {
            let message = format!("`{key}` is a keyword of {}", versions.describe());
            (Place::key(at.child(key)), message)
        };
        self.diagnostics.push(
            Diagnostic::new(Code::KeywordOfOtherVersion, place, message)
                .label("read as it is meant there"),
        );
    }

    /// Whether the object is a reference, whose other members mean nothing. A path item is not: its `$ref` stands
    /// beside its other keywords, as does that of a schema since 3.1.
    fn reference(&mut self, kind: Kind, object: &mut Map<String, Value>, at: &Pointer) -> bool {
        match object.get("$ref") {
            Some(Value::String(reference)) => {
                self.references.push(at.child("$ref"), reference, kind);
                if kind == Kind::Operation {
                    let message = "a reference stands in the place of an Operation Object";
                    self.followed(at, message.to_owned());
                }
                self.beside_reference(kind, object, at);
                let has_more = kind == Kind::Schema && self.version.meets(Versions::SINCE_31);
                kind != Kind::PathItem && !has_more
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

    /// Says which keywords beside a reference have no effect, of objects that nothing looks at again where they are used.
    fn beside_reference(&mut self, kind: Kind, object: &Map<String, Value>, at: &Pointer) {
        let is_text = |key: &str| matches!(key, "description" | "summary");
        for key in object.keys() {
            let is_lost = match kind {
                // Its texts are lost with it, which is said of what has it.
                Kind::Example | Kind::Callback => !is_text(key),
                Kind::Operation => true,
                _ => false,
            };
            if !is_lost || key == "$ref" || key.starts_with("x-") {
                continue;
            }
            let message = format!("`{key}` beside a reference has no effect");
            let place = Place::key(at.child(key));
            self.diagnostics.push(
                Diagnostic::new(Code::ReferenceSiblings, place, message)
                    .label("ignored")
                    .hint("write it where the reference leads to"),
            );
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
        for (name, absent) in kind.required(self.version, object) {
            if object.contains_key(*name) {
                continue;
            }
            let (value, outcome) = match absent {
                Absent::EmptyText => (Value::from(""), "an empty text is used"),
                Absent::Text(text) => (Value::from(*text), "a neutral text is used"),
                Absent::EmptyObject | Absent::Quietly => {
                    let value = objects::empty(kind.member(name));
                    if *absent == Absent::Quietly {
                        object.insert((*name).to_owned(), value);
                        continue;
                    }
                    (value, "an empty object is used")
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
        self.unfit(Code::WrongType, at, expected, found, outcome);
    }

    fn unfit(&mut self, code: Code, at: &Pointer, expected: Shape, found: &str, outcome: &str) {
        let message = format!(
            "{} should be {}, not {found}",
            name_of(at),
            expected.describe()
        );
        self.diagnostics
            .push(Diagnostic::new(code, at, message).label(outcome));
    }

    fn missing(&mut self, kind: Kind, name: &str, at: &Pointer, outcome: &str) {
        let code = match (kind, name) {
            (Kind::Response, "description") => Code::MissingDescription,
            (Kind::Parameter | Kind::Header, "schema") => Code::MissingSchema,
            _ => Code::MissingKeyword,
        };
        let message = format!("{} has no `{name}`", Shape::Object(kind).describe());
        self.diagnostics
            .push(Diagnostic::new(code, at, message).label(outcome));
    }

    /// Reports a departure of a kind, and what was made of it.
    fn mended(&mut self, code: Code, place: impl Into<Place>, message: String, outcome: &str) {
        self.diagnostics
            .push(Diagnostic::new(code, place, message).label(outcome));
    }

    /// Says that the member `old` of the node at `at` is called `new` now.
    fn renamed(&mut self, at: &Pointer, old: &str, new: &str) {
        self.repaired.renamed.again(&at.child(old), at.child(new));
    }

    fn unknown(&mut self, kind: Kind, key: &str, at: &Pointer) {
        let message = format!(
            "`{key}` is not a keyword of {}",
            Shape::Object(kind).describe()
        );
        let code = if key == "$ref" {
            Code::MisplacedReference
        } else {
            Code::UnknownKeyword
        };
        let diagnostic = Diagnostic::new(code, Place::key(at.child(key)), message).label("ignored");
        let hint = match kind {
            _ if key == "$ref" => Some("a reference cannot stand here".to_owned()),
            Kind::Paths => Some("a path begins with `/`".to_owned()),
            Kind::Responses => {
                Some("a status is expected, such as `200`, `4XX` or `default`".to_owned())
            }
            _ => {
                let rows = keywords(kind).iter();
                let own = rows.filter(|row| row.versions.meets(self.version));
                nearest(key, own.map(|row| row.name)).map(|name| format!("did you mean `{name}`?"))
            }
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
