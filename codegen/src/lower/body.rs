//! The body that an operation sends.
use super::{
    Lowerer,
    alternatives::{Beside, OPERATIONS, patch_format},
    any,
    form::is_multipart,
};
use crate::{
    config::Examples,
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Body, BodyContent, Content, Docs, Parameter, Requirement, Type, TypeKind, UntypedReason,
        essence,
    },
    source::Method,
};
use serde_json::Value;

/// Whether a body is sent.
#[derive(PartialEq, Eq)]
enum Sent {
    WhenGiven,
    Never,
}

/// A body that can be sent: its media type, how it is written, and its parts.
type Sendable = (String, BodyContent, Vec<Parameter>);

impl Lowerer<'_> {
    /// The bodies of each kind, the one that suits best first, with their parts where they are made of several.
    pub(super) fn bodies(
        &mut self,
        place: &Pointer,
        method: &Method,
    ) -> Vec<(Body, Vec<Parameter>)> {
        let Some(at) = self.resolve(place) else {
            return Vec::new();
        };
        let body = match self.document.request_body(&at) {
            Ok(body) => body,
            Err(cause) => {
                self.unreadable(&at, "request body", &cause);
                return Vec::new();
            }
        };
        let openapiv3::RequestBody {
            description,
            content,
            required,
            extensions: _,
        } = body;
        let contents = self.sent_contents(&at, content.keys());
        if contents.is_empty() {
            let message = "the body of this request has no media type";
            let place = Place::key(at.child("content"));
            self.report(
                Diagnostic::new(Code::BodyWithoutContent, place, message)
                    .label("requests are sent without a body"),
            );
            return Vec::new();
        }
        if self.is_unexpected(place, method) == Sent::Never {
            return Vec::new();
        }
        let own = Docs {
            description: self.description_at(place, description),
            ..Docs::default()
        };
        let requirement = if required {
            Requirement::Required
        } else {
            Requirement::Optional
        };
        let contents = contents.into_iter();
        let bodies = contents.map(|(media_type, content, parts)| {
            let said = self.docs_of_body(&at, &media_type, &content);
            let origin = at.child("content").child(&media_type);
            let sent = match &content {
                BodyContent::Plain(content) => {
                    let sent = sendable(&media_type, content);
                    self.report_unsendable(&origin, &media_type, &sent);
                    sent
                }
                BodyContent::Form(..) | BodyContent::Parts(_) => media_type,
            };
            let example = self.example_of_body(&origin);
            let body = Body {
                origin,
                example,
                media_type: sent,
                content,
                requirement,
                docs: own.clone().merged(said),
            };
            (body, parts)
        });
        bodies.collect()
    }

    /// The media types that are sent of those that stand in `content`, one of each kind. The first is a form where there is
    /// no JSON, or where it has files.
    fn sent_contents<'k>(
        &mut self,
        at: &Pointer,
        names: impl Iterator<Item = &'k String>,
    ) -> Vec<Sendable> {
        let list = at.child("content");
        let names = names.filter(|name| self.is_field_value(&list, name));
        let names: Vec<&String> = names.collect();
        let form = self.form(&list, &names);
        let form = form.and_then(|name| Some((name, self.form_at(&list, name)?)));
        let (first, content) = match form {
            Some((name, content)) => (name, content),
            None => match self.best(&list, names.iter().copied()) {
                Some((name, _)) => (name, self.plain_at(&list, name)),
                None => return Vec::new(),
            },
        };
        let mut sent = vec![content];
        let mut kept = vec![first];
        let mut dropped = Vec::new();
        for name in names.into_iter().filter(|name| *name != first) {
            let mut beside = kept.iter().map(|known| self.beside(&list, known, name));
            if beside.all(|beside| matches!(beside, Beside::Other)) {
                kept.push(name);
            } else {
                dropped.push(name);
            }
        }
        self.report_several(&list, first, &dropped);
        for name in kept.into_iter().skip(1) {
            let form = self.form(&list, &[name]);
            let form = form.and_then(|name| self.form_at(&list, name));
            sent.push(form.unwrap_or_else(|| self.plain_at(&list, name)));
        }
        let is_patch = |(name, ..): &&Sendable| patch_format(&essence(name)).is_some();
        if sent.iter().filter(is_patch).count() > 1 {
            let sent = sent.iter_mut();
            sent.for_each(|sent| self.check_operations(&list, sent));
        }
        sent
    }

    /// One schema for several formats of patches is none of a JSON Patch, which is a list of operations (RFC 6902,
    /// section 3).
    fn check_operations(&mut self, list: &Pointer, sent: &mut Sendable) {
        let (name, BodyContent::Plain(Content::Json(ty)), _) = sent else {
            return;
        };
        if patch_format(&essence(name)) != Some(OPERATIONS) {
            return;
        }
        // What is said of the type is known once it is looked at.
        self.drain();
        let is_list = match self.api.unaliased(ty) {
            Type::Array(_) | Type::Tuple(_) | Type::Any(_) | Type::Nullable(_) => true,
            Type::Named(id) => match self.api.types[*id].kind {
                TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Alias(_) => true,
                TypeKind::Struct(_) | TypeKind::Enum(_) => false,
            },
            Type::Boolean | Type::Integer(_) | Type::Number(_) | Type::String(_) | Type::Map(_) => {
                false
            }
        };
        if is_list {
            return;
        }
        let place = list.child(name);
        let message = format!("`{name}` is a list of operations, and its schema describes none");
        self.report(
            Diagnostic::new(
                Code::UnsupportedMediaType,
                Place::key(place.clone()),
                message,
            )
            .label("a list of any JSON values is taken here")
            .hint("describe it by a schema of its own"),
        );
        *ty = Type::Array(Box::new(any(&place, UntypedReason::NoSchema)));
    }

    /// A form; none where it has parts that its schema does not list.
    fn form_at(&mut self, list: &Pointer, name: &str) -> Option<Sendable> {
        let place = list.child(name);
        let (content, parts) = if is_multipart(name) {
            self.parts(&place)?
        } else {
            (self.pairs(&place), Vec::new())
        };
        Some((name.to_owned(), content, parts))
    }

    fn plain_at(&mut self, list: &Pointer, name: &str) -> Sendable {
        self.report_items(list, name);
        let content = BodyContent::Plain(self.content_of(list, name));
        (name.to_owned(), content, Vec::new())
    }

    /// The first example of a body, which is shown where the docs show how the operation is called.
    fn example_of_body(&mut self, media_type: &Pointer) -> Option<Value> {
        let list = media_type.child("examples");
        let all = self.document.members(&list);
        let first = all.first().and_then(|(_, place)| self.resolve(place));
        let of_first = |key: &str| self.document.get(&first.as_ref()?.child(key));
        let named = of_first("value").cloned();
        let says_more =
            all.len() > 1 || of_first("summary").is_some() || of_first("description").is_some();
        let only = self.document.member(media_type, "example");
        let is_shown = match self.options.examples {
            Examples::On => true,
            Examples::Off => false,
        };
        let example = only.cloned().or(named).filter(|_| is_shown);
        if self.document.get(&list).is_some() && (says_more || example.is_none()) {
            let message = if example.is_some() {
                "one of these examples is part of the docs; the others, and their names and texts, are not yet"
            } else {
                "these examples are not part of the docs"
            };
            self.report(Diagnostic::new(
                Code::UnusedExamples,
                Place::key(list),
                message,
            ));
        } else if only.is_some() && example.is_none() {
            let place = Place::key(media_type.child("example"));
            let message = "this example is not part of the docs";
            self.report(Diagnostic::new(Code::UnusedExamples, place, message));
        }
        example
    }

    fn docs_of_body(&mut self, at: &Pointer, media_type: &str, content: &BodyContent) -> Docs {
        match content {
            BodyContent::Plain(content) => {
                let content = (media_type.to_owned(), content.clone());
                self.docs_of_content(at, Some(&content))
            }
            BodyContent::Form(ty, _) => {
                let content = (media_type.to_owned(), Content::Json(ty.clone()));
                self.docs_of_content(at, Some(&content))
            }
            BodyContent::Parts(_) => {
                let schema = at.child("content").child(media_type).child("schema");
                self.docs_at(&schema)
            }
        }
    }

    /// RFC 9110, section 9.3: content of these requests has no meaning that all understand, and `TRACE` has none at all.
    fn is_unexpected(&mut self, place: &Pointer, method: &Method) -> Sent {
        let (sent, label) = match method {
            Method::Get | Method::Head | Method::Delete => {
                (Sent::WhenGiven, "sent when the caller gives it")
            }
            Method::Trace => (
                Sent::Never,
                "left out, since such a request must not have one",
            ),
            Method::Put
            | Method::Post
            | Method::Options
            | Method::Patch
            | Method::Query
            | Method::Other(_) => return Sent::WhenGiven,
        };
        let message = format!("a `{}` request has a body", method.name());
        self.report(
            Diagnostic::new(Code::UnexpectedBody, Place::key(place.clone()), message).label(label),
        );
        sent
    }

    /// What is sent where the document leaves it open, and what a caller can not make whole.
    fn report_unsendable(&mut self, at: &Pointer, media_type: &str, sent: &str) {
        let lower = media_type.to_ascii_lowercase();
        if lower.starts_with("multipart/") && !lower.contains("boundary=") {
            let message = format!("`{media_type}` is sent without a boundary");
            self.report(
                Diagnostic::new(Code::UnsupportedMediaType, Place::key(at.clone()), message)
                    .label("servers can not tell the parts of this body")
                    .hint("add `; boundary=…` to the media type, and separate the parts by it"),
            );
        }
        let range = lower.split('*').next().unwrap_or_default();
        if lower.contains('*') && !range.is_empty() && !sent.starts_with(range) {
            let message = format!("`{media_type}` does not say which media type is sent");
            self.report(
                Diagnostic::new(Code::UnsupportedMediaType, Place::key(at.clone()), message)
                    .label(format!("sent as `{sent}`"))
                    .hint("write the media type that is meant"),
            );
        }
    }
}

/// The media type that is sent: wildcards are for documents, not for requests.
fn sendable(media_type: &str, content: &Content) -> String {
    if !media_type.contains('*') {
        return media_type.trim().to_owned();
    }
    let concrete = match content {
        Content::Text => "text/plain",
        Content::Json(_) => "application/json",
        Content::Bytes => "application/octet-stream",
    };
    concrete.to_owned()
}
