//! Answers that can be read while they arrive: which media types are sequences, and what their items are.
use super::{Lowerer, alternatives::Others, any};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Content, Framing, Response, Streaming, Type, UntypedReason, essence},
};

/// The members that an event has (OpenAPI 3.2, section 4.14.3).
const EVENT_MEMBERS: &[&str] = &["comment", "data", "event", "id", "retry"];

/// How deep events may stand in unions of events.
const DEEPEST: usize = 4;

/// How the items of a media type follow one another, if it is one of a sequence.
pub(super) fn framing(media_type: &str) -> Option<Framing> {
    match essence(media_type).as_str() {
        "text/event-stream" => Some(Framing::Events),
        "application/jsonl"
        | "application/jsonlines"
        | "application/json-lines"
        | "application/ndjson"
        | "application/x-jsonl"
        | "application/x-jsonlines"
        | "application/x-json-lines"
        | "application/x-ndjson" => Some(Framing::Lines),
        other if other == "application/json-seq" || other.ends_with("+json-seq") => {
            Some(Framing::Records)
        }
        _ => None,
    }
}

/// How the value of an operation can be read while it arrives: as items, or else as bytes.
pub(super) fn streaming(successes: &[Response], others: &[Others]) -> Option<Streaming> {
    let items = successes.iter().find_map(|response| {
        let found = others
            .iter()
            .find(|others| others.status == response.status);
        found?.streaming.clone()
    });
    let bytes = || {
        successes.iter().find_map(|response| {
            let Some((media_type, Content::Bytes)) = &response.content else {
                return None;
            };
            let types = std::iter::once(media_type).chain(&response.also);
            Some(Streaming {
                media_types: types.cloned().collect::<Vec<_>>().join(", "),
                framing: Framing::Bytes,
                item: Content::Bytes,
            })
        })
    };
    items.or_else(bytes)
}

impl Lowerer<'_> {
    /// How an answer of this media type is read item by item.
    pub(super) fn streaming_of(&mut self, list: &Pointer, media_type: &str) -> Option<Streaming> {
        let framing = framing(media_type)?;
        let at = list.child(media_type);
        self.report_unused_carried(&at, &["itemSchema"]);
        self.report_examples(&at);
        let items = self.document.carried(&at, "itemSchema");
        let schema = items.map_or_else(|| at.child("schema"), |(place, _)| place);
        let item = match framing {
            Framing::Events => self.data_of_events(&schema),
            Framing::Lines | Framing::Records => Content::Json(self.item_type(&schema, &at)),
            Framing::Bytes => Content::Bytes,
        };
        Some(Streaming {
            media_types: essence(media_type),
            framing,
            item,
        })
    }

    /// The type of the items.
    fn item_type(&mut self, schema: &Pointer, at: &Pointer) -> Type {
        if self.document.get(schema).is_none() {
            return any(at, UntypedReason::NoSchema);
        }
        let one = self.one_of_list(schema);
        self.type_at(&one)
    }

    /// The schema of one item, where a schema is about all of them together as a list.
    fn one_of_list(&mut self, schema: &Pointer) -> Pointer {
        let target = self.resolve(schema);
        let keywords = target.and_then(|target| self.keywords(&target));
        let items = keywords.and_then(|keywords| keywords.items.clone());
        items.unwrap_or_else(|| schema.clone())
    }

    /// What the data of events is. A schema may be about the events, as it is meant to be, or about their data.
    fn data_of_events(&mut self, schema: &Pointer) -> Content {
        if self.document.get(schema).is_none() {
            return Content::Text;
        }
        let schema = &self.one_of_list(schema);
        let Some(target) = self.resolve(schema) else {
            return Content::Text;
        };
        let Some(keywords) = self.keywords(&target) else {
            return Content::Text;
        };
        if !self.is_event(&target, DEEPEST) {
            return self.data_at(schema);
        }
        let data = target.child("properties").child("data");
        if keywords.properties.iter().any(|name| name == "data") {
            return self.data_at(&data);
        }
        let message = "events that are of several shapes are not read by type yet";
        self.report(
            Diagnostic::new(
                Code::UnsupportedMediaType,
                Place::key(schema.clone()),
                message,
            )
            .label("the data of each is taken as text"),
        );
        Content::Text
    }

    fn data_at(&mut self, schema: &Pointer) -> Content {
        let Some(target) = self.resolve(schema) else {
            return Content::Text;
        };
        if let Some((inner, _)) = self.document.carried(&target, "contentSchema") {
            return Content::Json(self.type_at(&inner));
        }
        let is_text = self.keywords(&target).is_some_and(|keywords| {
            keywords.ty.as_deref() == Some("string")
                && keywords.carried.media_type.is_none()
                && keywords.enumeration.is_empty()
        });
        if is_text {
            Content::Text
        } else {
            Content::Json(self.type_at(schema))
        }
    }

    /// Whether a schema is about events and not about their data: an object whose members are those of events, or a
    /// choice of such objects.
    fn is_event(&mut self, at: &Pointer, depth: usize) -> bool {
        let Some(keywords) = self.resolve(at).and_then(|at| self.keywords(&at)) else {
            return false;
        };
        let mut members = keywords.properties.iter().map(String::as_str);
        if !members.clone().all(|name| EVENT_MEMBERS.contains(&name)) {
            return false;
        }
        if members.any(|name| name == "data") {
            return true;
        }
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let Some(at) = self.resolve(at) else {
            return false;
        };
        let parts = [
            ("oneOf", keywords.one_of),
            ("anyOf", keywords.any_of),
            ("allOf", keywords.all_of),
        ];
        let parts = parts.into_iter().flat_map(|(keyword, count)| {
            let list = at.child(keyword);
            (0..count).map(move |index| list.index(index))
        });
        let parts: Vec<Pointer> = parts.collect();
        !parts.is_empty() && parts.iter().all(|part| self.is_event(part, depth))
    }
}
