//! The headers of answers: their types, and which answers share them.
use super::{
    Lowerer,
    parameter::{TEXT, is_token},
    values::json_text,
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Api, Arena, Deprecation, Docs, Fact, Header, HeaderId, Made, OperationId, Requirement,
        ResponseHeader, Type, UntypedReason,
    },
};
use indexmap::{IndexMap, IndexSet};
use openapiv3::ParameterSchemaOrContent;

/// Keywords of a schema that change nothing about its type.
const TEXTS: &[&str] = &["description", "example", "title"];

/// The headers that were looked at.
#[derive(Default)]
pub(super) struct Headers {
    /// By the place of the header object; none where it can not be used.
    known: IndexMap<Pointer, Option<HeaderId>>,
    /// Where each is.
    places: IndexMap<HeaderId, Pointer>,
    /// The types of schemas that are written out, by the name of the header and the schema: documents repeat them in
    /// every operation.
    types: IndexMap<(String, String), Type>,
}

impl Lowerer<'_> {
    /// The headers of the response at a place.
    pub(super) fn headers(&mut self, at: &Pointer) -> Vec<ResponseHeader> {
        let mut headers = Vec::new();
        let mut names = IndexSet::new();
        for (name, place) in self.document.members(&at.child("headers")) {
            if !self.can_be_read(&name, &place) {
                continue;
            }
            // Headers are the same in any case (RFC 9110, section 5.1).
            if !names.insert(name.to_ascii_lowercase()) {
                let message = format!("the header `{name}` is documented twice");
                self.report(
                    Diagnostic::new(Code::DuplicateKey, Place::key(place), message)
                        .label("this one is left out"),
                );
                continue;
            }
            let Some(id) = self.header_at(&name, &place) else {
                continue;
            };
            let own = self.api.headers[id].docs.description.clone();
            headers.push(ResponseHeader {
                id,
                description: self.description_at(&place, own),
            });
        }
        headers
    }

    fn can_be_read(&mut self, name: &str, place: &Pointer) -> bool {
        let (code, message, label) = if name.eq_ignore_ascii_case("content-type") {
            let message = format!("a header called `{name}` has no effect");
            let label = "left out: media types say it";
            (Code::IgnoredHeaderParameter, message, label)
        } else if is_token(name) {
            return true;
        } else {
            let message = format!("{name:?} can not be the name of a header");
            let label = "left out, since no answer can have it";
            (Code::UntypedHeader, message, label)
        };
        self.report(Diagnostic::new(code, Place::key(place.clone()), message).label(label));
        false
    }

    fn header_at(&mut self, name: &str, place: &Pointer) -> Option<HeaderId> {
        let at = self.resolve(place)?;
        // One object can be that of headers of several names.
        let key = at.child(name);
        if let Some(known) = self.headers.known.get(&key) {
            return *known;
        }
        let header = self.header(name, &at);
        let id = header.map(|header| self.api.headers.push(header));
        self.headers.known.insert(key, id);
        self.headers.places.extend(id.map(|id| (id, at)));
        id
    }

    fn header(&mut self, name: &str, at: &Pointer) -> Option<Header> {
        let header = match self.document.header(at) {
            Ok(header) => header,
            Err(cause) => {
                self.unreadable(at, "header", &cause);
                return None;
            }
        };
        let openapiv3::Header {
            description,
            style: openapiv3::HeaderStyle::Simple,
            required,
            deprecated,
            format,
            example,
            examples,
            extensions: _,
        } = header;
        let (ty, said) = match format {
            ParameterSchemaOrContent::Schema(_) => {
                let schema = at.child("schema");
                let ty = self.type_of_header(name, &schema);
                let said = self.docs_beside_item(&schema, &ty);
                (ty, said)
            }
            ParameterSchemaOrContent::Content(_) => {
                self.report_untyped(name, at, &at.child("content"));
                (TEXT, Docs::default())
            }
        };
        if !examples.is_empty() {
            let message = "examples of headers are not part of the docs yet";
            let place = Place::key(at.child("examples"));
            self.report(Diagnostic::new(Code::UnusedExamples, place, message));
        }
        let own = Docs {
            description,
            ..Docs::default()
        };
        let mut docs = own.merged(said);
        let example = example.map(|example| Fact::Example(json_text(&example)));
        docs.facts
            .extend(example.filter(|example| !docs.facts.contains(example)));
        if deprecated == Some(true) {
            docs.deprecation = Deprecation::Deprecated;
        }
        Some(Header {
            wire: name.to_owned(),
            ty,
            requirement: if required {
                Requirement::Required
            } else {
                Requirement::Optional
            },
            docs,
        })
    }

    fn type_of_header(&mut self, name: &str, schema: &Pointer) -> Type {
        let written = self.document.get(schema);
        let key = written.map(|written| {
            let mut written = written.clone();
            if let Some(members) = written.as_object_mut() {
                members.retain(|keyword, _| !TEXTS.contains(&keyword.as_str()));
            }
            (name.to_ascii_lowercase(), written.to_string())
        });
        if let Some(known) = key.as_ref().and_then(|key| self.headers.types.get(key)) {
            return known.clone();
        }
        let ty = match self.type_at(schema).split_null().0 {
            // A list joined to a text has no `null` in it.
            Type::Array(item) => Type::Array(Box::new(item.split_null().0)),
            ty => ty,
        };
        self.headers.types.extend(key.map(|key| (key, ty.clone())));
        ty
    }

    fn report_untyped(&mut self, name: &str, at: &Pointer, place: &Pointer) {
        self.unstructured(at, UntypedReason::ParameterText);
        let message = format!("the values of the header `{name}` have no text form yet");
        self.report(
            Diagnostic::new(Code::UntypedHeader, Place::key(place.clone()), message)
                .label("the caller gets its text"),
        );
    }

    /// Headers whose types have no text form are text, once all types are known.
    pub(super) fn settle_headers(&mut self) {
        let places = std::mem::take(&mut self.headers.places);
        for (id, at) in places {
            if self.api.made_of(&self.api.headers[id].ty) == Made::Structure {
                let name = self.api.headers[id].wire.clone();
                self.report_untyped(&name, &at, &at);
                self.api.headers[id].ty = TEXT;
            }
        }
    }
}

/// Makes one of headers that are the same in several answers, and leaves out those that no answer has.
pub(super) fn merge(api: &mut Api) {
    let mut merged: Arena<Header> = Arena::default();
    let mut by_name: IndexMap<String, Vec<HeaderId>> = IndexMap::new();
    let mut ids: IndexMap<HeaderId, HeaderId> = IndexMap::new();
    for (_, operation) in api.operations.iter() {
        for used in operation.answers().flat_map(|answer| &answer.headers) {
            let header = Header {
                docs: Docs {
                    description: used.description.clone(),
                    ..api.headers[used.id].docs.clone()
                },
                ..api.headers[used.id].clone()
            };
            let known = by_name.entry(header.wire.to_ascii_lowercase()).or_default();
            let is_same =
                |known: &Header| known.requirement == header.requirement && known.ty == header.ty;
            let found = known.iter().find(|id| is_same(&merged[**id])).copied();
            let id = if let Some(id) = found {
                keep_common(&mut merged[id].docs, &header.docs);
                id
            } else {
                let id = merged.push(header);
                known.push(id);
                id
            };
            ids.insert(used.id, id);
        }
    }
    let operations: Vec<OperationId> = api.operations.iter().map(|(id, _)| id).collect();
    for operation in operations {
        let answers = api.operations[operation].answers_mut();
        for used in answers.flat_map(|answer| &mut answer.headers) {
            used.id = ids.get(&used.id).copied().unwrap_or(used.id);
            // It is said of the header itself.
            if merged[used.id].docs.description.is_some() {
                used.description = None;
            }
        }
    }
    api.headers = merged;
}

/// What two say alike.
fn keep_common(docs: &mut Docs, other: &Docs) {
    if docs.description != other.description {
        docs.description = None;
    }
    if docs.summary != other.summary {
        docs.summary = None;
    }
    docs.facts.retain(|fact| other.facts.contains(fact));
    docs.details.retain(|detail| other.details.contains(detail));
    if other.deprecation == Deprecation::Current {
        docs.deprecation = Deprecation::Current;
    }
}
