//! Brings the words of Swagger 2.0 to those of `OpenAPI` 3.0, in documents of any version: many that say they are 3.0
//! still have some of them.
//!
//! Parts that move keep their objects: a `body` parameter's schema becomes the schema of the request body, and
//! nothing that holds schemas is ever copied. References keep their texts and are led to the new places by the moves.

mod beside;
mod bodies;
mod operations;
mod parameters;
mod responses;
mod security;
mod servers;
mod shared;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

pub(super) use self::shared::Places;
use self::shared::Shared;
use super::document::Version;
use super::moves::Step;
use super::shape::Kind;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// The media type that is meant where nothing is said.
const JSON: &str = "application/json";

/// How many media types of one list are looked at: each stands at every body, so that a long list of them would make
/// a large document of a small one.
const MOST_MEDIA_TYPES: usize = 32;

/// Converts the mended tree of a document in place. `places` is what knows where its references lead; `entries` are
/// the objects outside the structure of the document that references lead to, which are given their new places.
pub(super) fn convert<'d>(
    places: Places<'d>,
    root: &mut Value,
    version: Version,
    entries: &mut [(Pointer, Kind)],
    diagnostics: &'d mut Diagnostics,
) -> Step {
    let Value::Object(document) = root else {
        return Step::default();
    };
    let mut converter = Converter {
        consumes: None,
        produces: None,
        version,
        shared: Shared::new(places),
        step: Step::default(),
        diagnostics,
    };
    let top = Pointer::root();
    converter.consumes = converter.media_types(document.get("consumes"), &top, "consumes");
    converter.produces = converter.media_types(document.get("produces"), &top, "produces");
    converter.shared.collect(root, entries);
    operations::path_items(&mut converter, root, entries);
    for (at, kind) in entries.iter() {
        // Path items and operations were converted above.
        let Some(Value::Object(object)) = root.pointer_mut(at.as_str()) else {
            continue;
        };
        match kind {
            Kind::Parameter => parameters::shared(&mut converter, object, at, at),
            Kind::Response => responses::response(&mut converter, object, at, at, None),
            Kind::Header => parameters::header(&mut converter, object, at, at),
            Kind::SecurityScheme => security::scheme(&mut converter, object, at, at),
            _ => {}
        }
    }
    if let Value::Object(document) = root {
        converter.root(document);
    }
    let step = converter.step;
    for (at, _) in entries {
        *at = step.now(at);
    }
    step
}

struct Converter<'d> {
    /// The media types of bodies where an operation says nothing else; none when the document does not say it.
    consumes: Option<Vec<String>>,
    /// The same for answers.
    produces: Option<Vec<String>>,
    version: Version,
    shared: Shared<'d>,
    step: Step,
    diagnostics: &'d mut Diagnostics,
}

impl Converter<'_> {
    /// A list of media types. Of a very long one, those that bodies are most likely read and written as are kept.
    fn media_types(
        &mut self,
        value: Option<&Value>,
        at: &Pointer,
        keyword: &str,
    ) -> Option<Vec<String>> {
        let mut names = texts(value)?;
        if names.len() > MOST_MEDIA_TYPES {
            let message = format!("`{keyword}` lists {} media types", names.len());
            let place = Place::key(at.child(keyword));
            self.diagnostics.push(
                Diagnostic::new(Code::SeveralMediaTypes, place, message).label(format!(
                    "{MOST_MEDIA_TYPES} of them are looked at: JSON and forms, then the first ones"
                )),
            );
            names.sort_by_key(|name| !(is_json(name) || bodies::is_form(name)));
            names.truncate(MOST_MEDIA_TYPES);
        }
        Some(names)
    }

    /// What stands at the top of the document.
    fn root(&mut self, document: &mut Map<String, Value>) {
        servers::servers(self, document);
        for (old, new, kind) in [
            ("definitions", "schemas", Kind::Schema),
            ("parameters", "parameters", Kind::Parameter),
            ("responses", "responses", Kind::Response),
            (
                "securityDefinitions",
                "securitySchemes",
                Kind::SecurityScheme,
            ),
        ] {
            self.components(document, old, new, kind);
        }
        for keyword in ["consumes", "produces"] {
            document.shift_remove(keyword);
        }
    }

    /// Components of 3.0 in the words of 2.0, and those of 2.0, which stand at the top.
    fn components(&mut self, document: &mut Map<String, Value>, old: &str, new: &str, kind: Kind) {
        let place = Pointer::root().child("components").child(new);
        self.own_components(document, &place, kind);
        let Some(Value::Object(moved)) = document.shift_remove(old) else {
            return;
        };
        let from = Pointer::root().child(old);
        let mut left = Map::new();
        for (name, mut value) in moved {
            let written = from.child(&name);
            let place = place_of(&place, kind, &name, &value, document);
            let Some(now) = place else {
                // Something of this name is there already, or it is part of a form: references find it here.
                self.component(&mut value, &written, &written, kind);
                left.insert(name, value);
                continue;
            };
            self.component(&mut value, &written, &now, kind);
            self.step.add(written, now.clone());
            insert(document, &now, value);
        }
        if !left.is_empty() {
            document.insert(old.to_owned(), Value::Object(left));
        }
    }

    /// Components that stand where 3.0 has them. A body among the parameters moves to the bodies, and a part of a
    /// form to the top, where 2.0 has it.
    fn own_components(&mut self, document: &mut Map<String, Value>, place: &Pointer, kind: Kind) {
        let Some(Value::Object(members)) = get_mut(document, place) else {
            return;
        };
        let mut members = std::mem::take(members);
        let mut moved = Vec::new();
        for (name, value) in &mut members {
            let at = place.child(name);
            let location = value.get("in").and_then(Value::as_str);
            let now = match (kind, location) {
                (Kind::Parameter, Some("body")) => Pointer::root()
                    .child("components")
                    .child("requestBodies")
                    .child(name),
                (Kind::Parameter, Some("formData")) => {
                    Pointer::root().child("parameters").child(name)
                }
                _ => {
                    self.component(value, &at, &at, kind);
                    continue;
                }
            };
            if get(document, &now).is_some() {
                *value = Value::Null;
                continue;
            }
            let mut value = value.take();
            self.component(&mut value, &at, &now, kind);
            self.step.add(at, now.clone());
            moved.push((now, value));
        }
        insert(document, place, Value::Object(members));
        for (now, value) in moved {
            insert(document, &now, value);
        }
    }

    fn component(&mut self, value: &mut Value, written: &Pointer, now: &Pointer, kind: Kind) {
        let Value::Object(object) = value else { return };
        if object.contains_key("$ref") {
            return;
        }
        match kind {
            Kind::Parameter => parameters::shared(self, object, written, now),
            Kind::Response => responses::response(self, object, written, now, None),
            Kind::SecurityScheme => security::scheme(self, object, written, now),
            _ => {}
        }
    }
}

/// Where a component of 2.0 belongs; None when it has to stay.
fn place_of(
    place: &Pointer,
    kind: Kind,
    name: &str,
    value: &Value,
    document: &Map<String, Value>,
) -> Option<Pointer> {
    let location = value.get("in").and_then(Value::as_str);
    let place = match (kind, location) {
        (Kind::Parameter, Some("formData")) => return None,
        (Kind::Parameter, Some("body")) => {
            Pointer::root().child("components").child("requestBodies")
        }
        _ => place.clone(),
    };
    let now = place.child(name);
    get(document, &now).is_none().then_some(now)
}

fn get<'v>(document: &'v Map<String, Value>, at: &Pointer) -> Option<&'v Value> {
    let mut tokens = at.tokens();
    let mut node = document.get(&*tokens.next()?)?;
    for token in tokens {
        node = node.get(&*token)?;
    }
    Some(node)
}

fn get_mut<'v>(document: &'v mut Map<String, Value>, at: &Pointer) -> Option<&'v mut Value> {
    let mut tokens = at.tokens();
    let mut node = document.get_mut(&*tokens.next()?)?;
    for token in tokens {
        node = node.get_mut(&*token)?;
    }
    Some(node)
}

/// Puts a value at a place, with the mappings on the way to it.
fn insert(document: &mut Map<String, Value>, at: &Pointer, value: Value) {
    let mut tokens: Vec<_> = at.tokens().collect();
    let Some(last) = tokens.pop() else { return };
    let mut here = document;
    for token in tokens {
        let inner = here
            .entry(token.into_owned())
            .or_insert_with(|| Value::Object(Map::new()));
        if !inner.is_object() {
            *inner = Value::Object(Map::new());
        }
        let Value::Object(inner) = inner else { return };
        here = inner;
    }
    here.insert(last.into_owned(), value);
}

/// A list of texts; None when there is none.
fn texts(value: Option<&Value>) -> Option<Vec<String>> {
    let items = value?.as_array()?;
    let texts = items.iter().filter_map(Value::as_str);
    Some(
        texts
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect(),
    )
}

/// Whether a media type is JSON.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(JSON) || essence.to_ascii_lowercase().ends_with("+json")
}
