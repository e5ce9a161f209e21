//! The answers of an operation by status, and how a body is read and written.
use super::{
    Lowerer,
    alternatives::{OPERATIONS, Others, expanded, patch_format, with_others},
    any,
    beside::paragraphs,
    streams::streaming,
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Alternative, Content, Direction, Docs, Fact, JsonType, Response, Status, Streaming, Type,
        UntypedReason, essence,
    },
    source::{Method, is_status},
};

/// How well a media type suits us; the lowest is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Codec {
    Json,
    Text,
    Bytes,
}

/// What servers may answer to an operation.
pub(super) struct Answers {
    /// The answers that carry its value.
    pub(super) successes: Vec<Response>,
    /// The same in other media types.
    pub(super) alternatives: Vec<Alternative>,
    /// How the value can be read while it arrives.
    pub(super) streaming: Option<Streaming>,
    /// All others.
    pub(super) failures: Vec<Response>,
}

impl Lowerer<'_> {
    /// The answers of an operation.
    pub(super) fn responses(&mut self, at: &Pointer, method: &Method) -> Answers {
        let mut all: Vec<Response> = Vec::new();
        let mut others: Vec<Others> = Vec::new();
        for (name, place) in self.document.members(at) {
            if name.starts_with("x-") {
                continue;
            }
            let Some(status) = status(&name) else {
                // What is not even written like a status was reported when the document was read.
                if !is_status(&name) {
                    continue;
                }
                let message = format!("`{name}` is no status code");
                self.report(
                    Diagnostic::new(Code::InvalidStatus, Place::key(place), message)
                        .label("left out")
                        .hint("a status is written as `200`, `2XX` or `default`"),
                );
                continue;
            };
            if matches!(status, Status::Exact(100..200) | Status::Range(1)) {
                let message = format!("the status `{name}` is never that of the final answer");
                self.report(
                    Diagnostic::new(
                        Code::InformationalResponse,
                        Place::key(place.clone()),
                        message,
                    )
                    .label("it is there as an error, which most transports never give"),
                );
            }
            if all.iter().any(|known| known.status == status) {
                let message = format!("the status `{name}` is documented twice");
                self.report(
                    Diagnostic::new(Code::DuplicateKey, Place::key(place.clone()), message)
                        .label("this one is used"),
                );
            }
            if let Some((response, more)) = self.response(&place, status, method) {
                all.retain(|known| known.status != status);
                all.push(response);
                others.retain(|known| known.status != status);
                others.extend(more);
            }
        }
        all.sort_by_key(|response| response.status);
        // Without another success, being sent elsewhere is what the operation is for.
        let redirects = !all.iter().any(|response| is_success(response.status));
        let (mut successes, failures): (Vec<_>, Vec<_>) = all.into_iter().partition(|response| {
            is_success(response.status) || (redirects && is_redirect(response.status))
        });
        if successes.is_empty() {
            successes.push(self.implied_success(at, &failures));
        }
        Answers {
            alternatives: with_others(&successes, &others),
            streaming: streaming(&successes, &others),
            successes,
            failures: expanded(failures, &others),
        }
    }

    /// Without a documented success, `default` is what a success looks like too.
    fn implied_success(&mut self, at: &Pointer, failures: &[Response]) -> Response {
        if let Some(default) = failures
            .iter()
            .find(|response| response.status == Status::Default)
        {
            let message = "no success is documented but `default`, which is for all statuses";
            let place = Place::key(at.child("default"));
            self.report(
                Diagnostic::new(Code::DefaultIsSuccess, place, message)
                    .label("a success has this body too"),
            );
            Response {
                status: Status::Range(2),
                // It is said of the errors.
                description: None,
                ..default.clone()
            }
        } else {
            let message = "no success is documented";
            self.report(
                Diagnostic::new(Code::NoSuccessResponse, Place::key(at.clone()), message)
                    .label("any status from 200 to 299 is one, without a value"),
            );
            Response {
                status: Status::Range(2),
                origin: at.clone(),
                description: None,
                content: None,
                also: Vec::new(),
                body: Docs::default(),
                headers: Vec::new(),
                links: Vec::new(),
            }
        }
    }

    /// An answer, and what it is in other media types.
    fn response(
        &mut self,
        place: &Pointer,
        status: Status,
        method: &Method,
    ) -> Option<(Response, Option<Others>)> {
        let at = self.resolve(place)?;
        let response = match self.document.response(&at) {
            Ok(response) => response,
            Err(cause) => {
                self.unreadable(&at, "response", &cause);
                return None;
            }
        };
        let openapiv3::Response {
            description,
            headers: _,
            content,
            links: _,
            extensions: _,
        } = response;
        self.report_unused_carried(&at, &["summary"]);
        // RFC 9110 sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5: such answers have no content.
        let is_empty = *method == Method::Head || matches!(status, Status::Exact(204 | 205 | 304));
        if is_empty && !content.is_empty() {
            let message = if *method == Method::Head {
                "an answer to `HEAD` has no content, whatever is documented"
            } else {
                "an answer of this status has no content, whatever is documented"
            };
            let place = Place::key(at.child("content"));
            self.report(
                Diagnostic::new(Code::ContentOfEmptyResponse, place, message).label("ignored"),
            );
        }
        let summary = self.document.carried(&at, "summary");
        let summary = summary.and_then(|(_, summary)| summary.as_str());
        let own = paragraphs([summary, Some(&description)]);
        let description = self.description_at(place, own);
        let (mut written, streaming) = if is_empty {
            (Vec::new(), None)
        } else if is_success(status) {
            self.contents(&at, content.keys())
        } else {
            (self.whole_contents(&at, content.keys()), None)
        };
        let others = written.split_off(written.len().min(1));
        let best = written.pop();
        let others = self.others(&at, status, others, streaming);
        let response = Response {
            status,
            body: self.docs_of_content(&at, best.as_ref().map(|best| &best.content)),
            also: best
                .as_ref()
                .map_or_else(Vec::new, |best| best.also.clone()),
            content: best.map(|best| best.content),
            headers: self.headers(&at),
            links: self.links(&at),
            origin: at,
            description,
        };
        Some((response, others))
    }

    /// The media type that suits us best, and the others that can be sent.
    pub(super) fn best<'k>(
        &mut self,
        list: &Pointer,
        names: impl Iterator<Item = &'k String>,
    ) -> Option<(&'k String, Vec<&'k String>)> {
        let names = names.filter(|name| self.is_field_value(list, name));
        let mut names: Vec<&String> = names.collect();
        let best = *names
            .iter()
            .min_by_key(|name| (self.codec(name, &list.child(name)), peculiarity(name)))?;
        names.retain(|name| *name != best);
        Some((best, names))
    }

    /// Says which media types are not used.
    pub(super) fn report_several(&mut self, list: &Pointer, best: &str, others: &[&String]) {
        if others.is_empty() {
            return;
        }
        let others: Vec<&str> = others.iter().map(|name| name.as_str()).collect();
        let message = format!(
            "several media types; `{best}` is used, and not {}",
            others.join(", ")
        );
        let place = Place::key(list.clone());
        self.report(Diagnostic::new(Code::SeveralMediaTypes, place, message));
    }

    /// Items that are not read or written one by one have types all the same.
    pub(super) fn report_items(&mut self, list: &Pointer, media_type: &str) {
        let place = list.child(media_type);
        if let Some((items, _)) = self.document.carried(&place, "itemSchema") {
            self.keep(&items, Direction::Read);
            let message =
                format!("the items of `{media_type}` are not read or written one by one yet");
            self.report(
                Diagnostic::new(Code::UnsupportedMediaType, Place::key(items), message)
                    .label("they have a type, and the body is taken as it is"),
            );
        }
    }

    /// How a body of this media type is read and written.
    pub(super) fn content_of(&mut self, list: &Pointer, media_type: &str) -> Content {
        let place = list.child(media_type);
        self.report_unused_carried(&place, &["itemSchema"]);
        match self.codec(media_type, &place) {
            Codec::Json => Content::Json(self.body_type(&place)),
            Codec::Text => {
                self.report_structured(media_type, &place, &Content::Text);
                Content::Text
            }
            Codec::Bytes => {
                self.report_structured(media_type, &place, &Content::Bytes);
                Content::Bytes
            }
        }
    }

    /// What is said of a body whose type has no item that says it.
    pub(super) fn docs_of_content(
        &mut self,
        at: &Pointer,
        content: Option<&(String, Content)>,
    ) -> Docs {
        let Some((media_type, content)) = content else {
            return Docs::default();
        };
        let schema = at.child("content").child(media_type).child("schema");
        if self.document.get(&schema).is_none() {
            return Docs::default();
        }
        match content {
            Content::Json(ty) => self.docs_beside_item(&schema, ty),
            Content::Text => self.docs_at(&schema),
            Content::Bytes => {
                let mut docs = self.docs_at(&schema);
                // The type says it.
                let is_binary = |fact: &Fact| matches!(fact, Fact::Format(it) if it == "binary");
                docs.facts.retain(|fact| !is_binary(fact));
                docs
            }
        }
    }

    /// Examples of answers, which stand nowhere in the docs yet.
    pub(super) fn report_examples(&mut self, media_type: &Pointer) {
        for keyword in ["example", "examples"] {
            let place = media_type.child(keyword);
            if self.document.get(&place).is_some() {
                let message = "examples of answers are not part of the docs yet";
                self.report(Diagnostic::new(
                    Code::UnusedExamples,
                    Place::key(place),
                    message,
                ));
            }
        }
    }

    pub(super) fn body_type(&mut self, media_type: &Pointer) -> Type {
        let schema = media_type.child("schema");
        if self.document.get(&schema).is_some() {
            return self.type_at(&schema);
        }
        let message = "a JSON body without a schema";
        self.report(
            Diagnostic::new(Code::UntypedSchema, Place::key(media_type.clone()), message)
                .label("any JSON value is taken here")
                .hint("add `schema`"),
        );
        any(media_type, UntypedReason::NoSchema)
    }

    fn codec(&mut self, media_type: &str, at: &Pointer) -> Codec {
        match essence(media_type).as_str() {
            "application/json" | "text/json" => Codec::Json,
            "*/*" | "application/*" => self.wildcard_codec(&at.child("schema")),
            other if other.ends_with("+json") => Codec::Json,
            other if other.starts_with("text/") => Codec::Text,
            other if is_markup(other) && !self.is_binary(&at.child("schema")) => Codec::Text,
            _ => Codec::Bytes,
        }
    }

    fn is_binary(&mut self, schema: &Pointer) -> bool {
        let target = self.document.get(schema).and_then(|_| self.resolve(schema));
        let keywords = target.and_then(|target| self.keywords(&target));
        keywords.is_some_and(|keywords| keywords.format.as_deref() == Some("binary"))
    }

    /// A wildcard says nothing; servers that write it answer with JSON unless the schema is of bytes or of
    /// text, which they write as it is.
    fn wildcard_codec(&mut self, schema: &Pointer) -> Codec {
        let Some(target) = self.document.get(schema).and_then(|_| self.resolve(schema)) else {
            return Codec::Bytes;
        };
        match self.keywords(&target) {
            Some(keywords) if keywords.format.as_deref() == Some("binary") => Codec::Bytes,
            Some(keywords)
                if keywords.ty.as_deref() == Some("string")
                    && keywords.all_of + keywords.one_of + keywords.any_of == 0 =>
            {
                Codec::Text
            }
            Some(_) => Codec::Json,
            None => Codec::Bytes,
        }
    }

    /// A body with structure that is not read or written for the caller yet.
    fn report_structured(&mut self, media_type: &str, at: &Pointer, content: &Content) {
        let schema = at.child("schema");
        let Some(target) = self
            .document
            .get(&schema)
            .and_then(|_| self.resolve(&schema))
        else {
            return;
        };
        let structured = self.keywords(&target).is_some_and(|keywords| {
            keywords.is_object()
                || keywords.describes_items()
                || keywords.all_of + keywords.one_of + keywords.any_of > 0
        });
        let (loses, label) = match content {
            Content::Text => match self.json_type_of(&target) {
                Some(JsonType::String) => (false, ""),
                Some(_) => (true, "the body is taken as text"),
                None => (structured, "the body is taken as text"),
            },
            Content::Bytes => (structured, "the body is taken as bytes"),
            Content::Json(_) => (false, ""),
        };
        if loses {
            self.unstructured(&schema, UntypedReason::MediaType);
            let message = format!("`{media_type}` is not read or written by type yet");
            self.report(
                Diagnostic::new(Code::UnsupportedMediaType, Place::key(at.clone()), message)
                    .label(label),
            );
        }
    }

    /// Whether a media type can stand in a header: RFC 9110 section 5.5 wants visible ASCII and spaces.
    pub(super) fn is_field_value(&mut self, list: &Pointer, name: &str) -> bool {
        let fits = name.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !fits {
            let place = Place::key(list.child(name));
            let message = format!("{name:?} can not be sent as a media type");
            self.report(
                Diagnostic::new(Code::UnsupportedMediaType, place, message).label("left out"),
            );
        }
        fits
    }
}

/// XML and YAML, which are texts whatever they are about. Pictures are not: one beside another is read as that is.
fn is_markup(essence: &str) -> bool {
    let name = essence.strip_prefix("application/").unwrap_or_default();
    let suffix = name.rsplit('+').next().unwrap_or_default();
    ["xml", "yaml", "x-yaml"].contains(&suffix)
}

/// How far a media type is from the one that everybody means by JSON. Servers write `application/json-patch+json` and
/// `application/json;stream=watch` beside it, and it is what most callers want. Of patches, those of operations come
/// last, since schemas describe what is changed.
fn peculiarity(media_type: &str) -> usize {
    let mut parts = media_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let is_plain = essence.eq_ignore_ascii_case("application/json");
    let charset = |part: &str| part.to_ascii_lowercase().starts_with("charset=");
    match (is_plain, parts.all(charset)) {
        (true, true) => 0,
        (true, false) => 1,
        (false, _) if patch_format(&essence.to_ascii_lowercase()) != Some(OPERATIONS) => 2,
        (false, _) => 3,
    }
}

/// Whether an answer of this status carries the value of an operation.
fn is_success(status: Status) -> bool {
    match status {
        Status::Exact(code) => (200..300).contains(&code),
        Status::Range(hundreds) => hundreds == 2,
        Status::Default => false,
    }
}

/// Whether an answer of this status says where to go. 304 says that there is nothing new.
fn is_redirect(status: Status) -> bool {
    match status {
        Status::Exact(code) => (300..400).contains(&code) && code != 304,
        Status::Range(hundreds) => hundreds == 3,
        Status::Default => false,
    }
}

fn status(name: &str) -> Option<Status> {
    if name.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    if name.len() == 3
        && name.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(code) = name.parse::<u16>()
    {
        return (100..600).contains(&code).then_some(Status::Exact(code));
    }
    let hundreds = name.get(..1)?.parse::<u16>().ok()?;
    let is_range = name.get(1..)?.eq_ignore_ascii_case("xx") && (1..6).contains(&hundreds);
    is_range.then_some(Status::Range(hundreds))
}
