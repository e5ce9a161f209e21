//! Brings the words of `OpenAPI` 3.1 and 3.2 to those of 3.0, in documents of any version: many use words of a newer
//! one.
//!
//! What 3.0 can say in other words is said so. What it can not is carried along under the name `x-oasmith-KEYWORD`;
//! the table of keywords says which these are. The walk goes from the top down: where a part moves is known before
//! the parts in it are looked at, so that one step of moves says it all.

mod schema;
mod types;

pub(crate) use types::is_idle;

#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::document::Version;
use super::moves::Step;
use super::shape::{Kind, Shape, Versions, keywords};
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer, member_of};

/// Converts a mended tree in place. `entries` are the objects outside the structure of the document that references
/// lead to.
pub(super) fn convert(
    root: &mut Value,
    version: Version,
    entries: &[(Pointer, Kind)],
    diagnostics: &mut Diagnostics,
) -> Step {
    let mut converter = Converter {
        version: version.into(),
        step: Step::default(),
        diagnostics,
    };
    for (place, kind) in entries {
        if let Some(value) = root.pointer_mut(place.as_str()) {
            converter.object(*kind, value, &At::of(place));
        }
    }
    converter.object(Kind::Document, root, &At::of(&Pointer::root()));
    converter.step
}

struct Converter<'d> {
    version: Versions,
    step: Step,
    diagnostics: &'d mut Diagnostics,
}

/// Where a node was before the conversion, and where it is.
#[derive(Debug, Clone)]
struct At {
    before: Pointer,
    now: Pointer,
}

/// What members are called now that had another name, with the names that they had.
type Renamed = IndexMap<String, String>;

impl At {
    fn of(place: &Pointer) -> Self {
        Self {
            before: place.clone(),
            now: place.clone(),
        }
    }

    fn child(&self, token: &str) -> Self {
        Self {
            before: self.before.child(token),
            now: self.now.child(token),
        }
    }
}

impl Converter<'_> {
    fn object(&mut self, kind: Kind, value: &mut Value, at: &At) {
        let Value::Object(members) = value else {
            return;
        };
        let is_reference = members.get("$ref").is_some_and(Value::is_string);
        if kind == Kind::Schema {
            return self.schema(members, at);
        }
        if is_reference && kind != Kind::PathItem && kind.may_be_reference() {
            return;
        }
        match kind {
            Kind::Document => {
                self.dialect(members.get("jsonSchemaDialect"), "jsonSchemaDialect", at);
            }
            Kind::Parameter => self.parameter(members, at),
            Kind::SecurityScheme => self.security_scheme(members, at),
            Kind::Example => {
                if let Some(value) = members.shift_remove("dataValue") {
                    members.entry("value").or_insert(value);
                }
            }
            _ => {}
        }
        let renamed = carry(kind, members);
        self.children(kind, members, at, &renamed);
    }

    /// The objects in an object whose own keywords are converted.
    fn children(
        &mut self,
        kind: Kind,
        members: &mut Map<String, Value>,
        at: &At,
        renamed: &Renamed,
    ) {
        for (key, member) in members.iter_mut() {
            let Some(shape) = kind.member(key).or_else(|| kind.member_in_any(key)) else {
                continue;
            };
            let holds = matches!(
                shape,
                Shape::Object(_) | Shape::List(_) | Shape::Map(_) | Shape::ObjectOrBoolean(_)
            );
            let old = renamed.get(key);
            if !holds && old.is_none() {
                continue;
            }
            let child = At {
                before: at.before.child(old.unwrap_or(key)),
                now: at.now.child(key),
            };
            if old.is_some() {
                self.step.add(child.before.clone(), child.now.clone());
            }
            self.member(shape, member, &child);
        }
    }

    fn member(&mut self, shape: Shape, member: &mut Value, at: &At) {
        match (shape, member) {
            (Shape::Object(kind) | Shape::ObjectOrBoolean(kind), member) => {
                self.object(kind, member, at);
            }
            (Shape::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.object(kind, item, &at.child(&index.to_string()));
                }
            }
            (Shape::Map(kind), Value::Object(members)) => {
                for (name, member) in members {
                    self.object(kind, member, &at.child(name));
                }
            }
            _ => {}
        }
    }

    /// `in: querystring` is a query as a whole, and style `cookie` has the bytes that `form` has in cookies, apart from
    /// what can not stand there: it leaves the escaping to the caller (`OpenAPI` 3.2.0, Parameter Object).
    fn parameter(&mut self, members: &mut Map<String, Value>, at: &At) {
        if members.get("in").and_then(Value::as_str) == Some("querystring") {
            members.insert("in".to_owned(), Value::from("query"));
            let carried = "x-oasmith-querystring";
            members.insert(carried.to_owned(), Value::Bool(true));
            let before = at.before.child("in");
            self.step.stands_for(before, at.now.child(carried));
        }
        if members.get("style").and_then(Value::as_str) == Some("cookie") {
            members.shift_remove("style");
        }
    }

    /// `mutualTLS` says that the connection identifies the client: no header does, so that no scheme of `http` has a
    /// name for it.
    fn security_scheme(&mut self, members: &mut Map<String, Value>, at: &At) {
        if members.get("type").and_then(Value::as_str) == Some("mutualTLS") {
            members.insert("type".to_owned(), Value::from("http"));
            members.insert("scheme".to_owned(), Value::from(""));
            members.insert("x-oasmith-mutualTLS".to_owned(), Value::Bool(true));
            for made in ["scheme", "x-oasmith-mutualTLS"] {
                let before = at.before.child("type");
                self.step.stands_for(before, at.now.child(made));
            }
        }
    }

    /// A dialect of JSON Schema that nobody knows may mean anything by its keywords.
    fn dialect(&mut self, declared: Option<&Value>, keyword: &str, at: &At) {
        const KNOWN: [&str; 3] = ["json-schema.org/", "spec.openapis.org/oas", "swagger.io"];
        let Some(declared) = declared.and_then(Value::as_str) else {
            return;
        };
        if KNOWN.iter().any(|known| declared.contains(known)) {
            return;
        }
        let message = format!("the dialect `{declared}` of JSON Schema is not known");
        let place = at.before.child(keyword);
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownSchemaDialect, place, message)
                .label("read as the dialect of the document's version"),
        );
    }
}

/// Renames the keywords that are carried along, in their places.
fn carry(kind: Kind, members: &mut Map<String, Value>) -> Renamed {
    let mut renamed = Renamed::new();
    for row in keywords(kind) {
        let Some(plain) = row.name.strip_prefix("x-oasmith-") else {
            continue;
        };
        // `examples` and `mutualTLS` are values that are not simply called otherwise.
        if matches!(
            plain,
            "examples" | "mutualTLS" | "querystring" | "collectionFormat"
        ) {
            continue;
        }
        if member_of(members, plain).is_some() {
            renamed.insert(row.name.to_owned(), plain.to_owned());
        }
    }
    if renamed.is_empty() {
        return renamed;
    }
    let old: IndexMap<String, String> = renamed
        .iter()
        .map(|(new, old)| (old.clone(), new.clone()))
        .collect();
    for (key, value) in std::mem::take(members) {
        match old.get(&key) {
            Some(new) => members.insert(new.clone(), value),
            None => members.insert(key, value),
        };
    }
    renamed
}
