//! Answers in several media types: which of them differ in kind, so that callers choose, and which say the same.
use super::{Lowerer, streams::framing};
use crate::{
    diag::Pointer,
    ir::{Alternative, Content, Docs, Response, Status, Streaming, essence},
};
use indexmap::IndexSet;

/// A body in one media type.
pub(super) struct Written {
    /// The media type, and how the body is read.
    pub(super) content: (String, Content),
    /// Other media types that come to the same.
    pub(super) also: Vec<String>,
}

impl From<(String, Content)> for Written {
    fn from(content: (String, Content)) -> Self {
        Self {
            content,
            also: Vec::new(),
        }
    }
}

/// What an answer is in other media types than the one that suits best.
pub(super) struct Others {
    /// The status of the answer.
    pub(super) status: Status,
    /// The contents, with what is said of each.
    pub(super) contents: Vec<(Docs, Written)>,
    /// How it is read while it arrives.
    pub(super) streaming: Option<Streaming>,
}

/// What a media type is beside another one.
pub(super) enum Beside {
    /// The same, in other words: XML beside JSON, of one schema.
    Same,
    /// Another format of what is not told apart otherwise: one picture beside another.
    Format,
    /// Another kind of thing.
    Other,
}

/// Other ways to write what JSON says.
const NOTATIONS: &[&str] = &[
    "application/bson",
    "application/cbor",
    "application/msgpack",
    "application/protobuf",
    "application/x-msgpack",
    "application/x-protobuf",
    "application/x-www-form-urlencoded",
    "application/x-yaml",
    "application/xml",
    "application/yaml",
    "text/x-yaml",
    "text/xml",
    "text/yaml",
    "multipart/form-data",
];

/// Media types that are of a kind of their own, even where one schema is written for them and for JSON.
const KINDS: &[&str] = &[
    "application/csv",
    "application/gzip",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/x-zip-compressed",
    "application/zip",
    "text/calendar",
    "text/csv",
    "text/tab-separated-values",
];

/// The format of patches that are lists of operations.
pub(super) const OPERATIONS: &str = "json-patch";

/// Types whose formats are told apart by the media type of the answer alone.
const MEDIA: &[&str] = &["audio", "font", "image", "video"];

impl Lowerer<'_> {
    /// What the body of an answer is in each media type that differs in kind; the first is the one that suits best.
    pub(super) fn contents<'k>(
        &mut self,
        at: &Pointer,
        names: impl Iterator<Item = &'k String>,
    ) -> (Vec<Written>, Option<Streaming>) {
        let list = at.child("content");
        let (sequences, names): (Vec<_>, Vec<_>) = names.partition(|name| framing(name).is_some());
        let sequence = sequences
            .into_iter()
            .find(|name| self.is_field_value(&list, name));
        let streaming = sequence.and_then(|name| self.streaming_of(&list, name));
        let Some((best, others)) = self.best(&list, names.into_iter()) else {
            // Who does not read it while it arrives gets it as one text.
            let whole = sequence.map(|name| Written::from((name.clone(), Content::Text)));
            return (whole.into_iter().collect(), streaming);
        };
        (self.kinds(&list, best, others), streaming)
    }

    /// The same of an answer that is not read while it arrives.
    pub(super) fn whole_contents<'k>(
        &mut self,
        at: &Pointer,
        names: impl Iterator<Item = &'k String>,
    ) -> Vec<Written> {
        let list = at.child("content");
        let Some((best, others)) = self.best(&list, names) else {
            return Vec::new();
        };
        self.kinds(&list, best, others)
    }

    /// Those of some media types that differ in kind.
    fn kinds(&mut self, list: &Pointer, best: &String, others: Vec<&String>) -> Vec<Written> {
        let mut kept: Vec<(&String, Vec<String>)> = vec![(best, Vec::new())];
        let mut dropped = Vec::new();
        for name in others {
            // The first that is of the same kind, or else what it is beside the best.
            let found = kept.iter().enumerate().find_map(|(index, (known, _))| {
                match self.beside(list, known, name) {
                    Beside::Other => None,
                    beside @ (Beside::Same | Beside::Format) => Some((index, beside)),
                }
            });
            match found {
                None | Some((_, Beside::Other)) => kept.push((name, Vec::new())),
                Some((_, Beside::Same)) => dropped.push(name),
                Some((index, Beside::Format)) => {
                    let formats = kept.get_mut(index).into_iter();
                    formats.for_each(|(_, also)| also.push(name.clone()));
                }
            }
        }
        self.report_several(list, best, &dropped);
        let written = kept.into_iter().map(|(name, also)| {
            self.report_items(list, name);
            self.report_examples(&list.child(name));
            let content = (name.clone(), self.content_of(list, name));
            Written { content, also }
        });
        written.collect()
    }

    /// What an answer is in other media types, if it has more than one.
    pub(super) fn others(
        &mut self,
        at: &Pointer,
        status: Status,
        written: Vec<Written>,
        streaming: Option<Streaming>,
    ) -> Option<Others> {
        let contents = written.into_iter().map(|other| {
            let docs = self.docs_of_content(at, Some(&other.content));
            (docs, other)
        });
        let contents: Vec<(Docs, Written)> = contents.collect();
        (!contents.is_empty() || streaming.is_some()).then_some(Others {
            status,
            contents,
            streaming,
        })
    }

    /// The schema of a body of this media type, where references lead to it.
    fn schema_of(&mut self, list: &Pointer, name: &str) -> Option<Pointer> {
        let schema = list.child(name).child("schema");
        self.document.get(&schema)?;
        self.resolve(&schema)
    }

    /// What a media type is, for one that is kept already.
    pub(super) fn beside(&mut self, list: &Pointer, known: &str, name: &str) -> Beside {
        let (one, other) = (essence(known), essence(name));
        let is_media = |essence: &str| {
            MEDIA
                .iter()
                .any(|top| essence.split('/').next() == Some(top))
        };
        if one == other || other.contains('*') {
            return Beside::Same;
        }
        if let (Some(one), Some(other)) = (patch_format(&one), patch_format(&other))
            && one != other
        {
            return Beside::Other;
        }
        if is_media(&one) || is_media(&other) {
            if other == "application/octet-stream" {
                return Beside::Same;
            }
            let is_same = one.split('/').next() == other.split('/').next();
            return if is_same {
                Beside::Format
            } else {
                Beside::Other
            };
        }
        if KINDS.contains(&one.as_str()) || KINDS.contains(&other.as_str()) {
            return Beside::Other;
        }
        let known = self.schema_of(list, known);
        let name = self.schema_of(list, name);
        let schema = |at: &Option<Pointer>| self.document.get(at.as_ref()?);
        let is_notation = is_notation(&other) && (is_json(&one) || is_notation(&one));
        match (schema(&known), schema(&name)) {
            (known, other) if known == other => Beside::Same,
            // What is described otherwise is not the same in other words.
            (None, _) | (_, None) if is_notation => Beside::Same,
            // JSON that is not described is taken for the same as what is described.
            (_, None) if is_json(&other) => Beside::Same,
            _ => Beside::Other,
        }
    }
}

/// The format of changes that a media type names: `merge-patch` of `application/merge-patch+json`. One schema is often
/// written for several of them, though they say different things (RFC 6902, RFC 7396).
pub(super) fn patch_format(essence: &str) -> Option<&str> {
    let (_, name) = essence.split_once('/')?;
    let format = name.split('+').next()?;
    format.ends_with("-patch").then_some(format)
}

fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

fn is_notation(essence: &str) -> bool {
    NOTATIONS.contains(&essence)
        || ["+xml", "+yaml", "+cbor"]
            .iter()
            .any(|suffix| essence.ends_with(suffix))
}

/// The successes in each other media type that one of them has.
pub(super) fn with_others(successes: &[Response], others: &[Others]) -> Vec<Alternative> {
    let is_success = |others: &&Others| {
        successes
            .iter()
            .any(|response| response.status == others.status)
    };
    let contents = others.iter().filter(is_success);
    let contents = contents.flat_map(|others| &others.contents);
    let types: IndexSet<String> = contents
        .map(|(_, other)| essence(&other.content.0))
        .collect();
    types
        .into_iter()
        .map(|media_type| Alternative {
            successes: successes
                .iter()
                .map(|response| in_type(response, others, &media_type))
                .collect(),
            media_type,
        })
        .collect()
}

/// The answers, and what they are in media types of other kinds, which are told by the answer's.
pub(super) fn expanded(responses: Vec<Response>, others: &[Others]) -> Vec<Response> {
    let expanded = responses.into_iter().flat_map(|response| {
        let others = others
            .iter()
            .filter(|others| others.status == response.status);
        let contents = others.flat_map(|others| &others.contents);
        let others = contents.map(|(docs, other)| Response {
            content: Some(other.content.clone()),
            also: other.also.clone(),
            body: docs.clone(),
            ..response.clone()
        });
        let others: Vec<Response> = others.collect();
        std::iter::once(response).chain(others)
    });
    expanded.collect()
}

fn in_type(response: &Response, others: &[Others], media_type: &str) -> Response {
    let others = others
        .iter()
        .filter(|others| others.status == response.status);
    let mut contents = others.flat_map(|others| &others.contents);
    let found = contents.find(|(_, other)| essence(&other.content.0) == media_type);
    match found {
        None => response.clone(),
        Some((docs, other)) => Response {
            content: Some(other.content.clone()),
            also: other.also.clone(),
            body: docs.clone(),
            ..response.clone()
        },
    }
}
