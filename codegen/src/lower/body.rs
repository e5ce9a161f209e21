//! The body that an operation sends.
use super::{Lowerer, form::is_multipart};
use crate::{
    config::Examples,
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Body, BodyContent, Content, Docs, Parameter, Requirement},
    source::Method,
};
use serde_json::Value;

/// Whether a body is sent.
#[derive(PartialEq, Eq)]
enum Sent {
    WhenGiven,
    Never,
}

impl Lowerer<'_> {
    /// The body, and its parts where it is made of several.
    pub(super) fn body(
        &mut self,
        place: &Pointer,
        method: &Method,
    ) -> Option<(Body, Vec<Parameter>)> {
        let at = self.resolve(place)?;
        let body = match self.document.request_body(&at) {
            Ok(body) => body,
            Err(cause) => {
                self.unreadable(&at, "request body", &cause);
                return None;
            }
        };
        let openapiv3::RequestBody {
            description,
            content,
            required,
            extensions: _,
        } = body;
        let Some((media_type, content, parts)) = self.sent_content(&at, content.keys()) else {
            let message = "the body of this request has no media type";
            let place = Place::key(at.child("content"));
            self.report(
                Diagnostic::new(Code::BodyWithoutContent, place, message)
                    .label("requests are sent without a body"),
            );
            return None;
        };
        if self.is_unexpected(place, method) == Sent::Never {
            return None;
        }
        let own = Docs {
            description: self.description_at(place, description),
            ..Docs::default()
        };
        let docs = own.merged(self.docs_of_body(&at, &media_type, &content));
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
            requirement: if required {
                Requirement::Required
            } else {
                Requirement::Optional
            },
            docs,
        };
        Some((body, parts))
    }

    /// The media type that is sent of those that stand in `content`: a form where there is no JSON, or where it has files.
    fn sent_content<'k>(
        &mut self,
        at: &Pointer,
        names: impl Iterator<Item = &'k String>,
    ) -> Option<(String, BodyContent, Vec<Parameter>)> {
        let names: Vec<&String> = names.collect();
        let list = at.child("content");
        if let Some(name) = self.form(&list, &names) {
            let place = list.child(name);
            let parts = is_multipart(name).then(|| self.parts(&place));
            let found = match parts {
                None => Some((self.pairs(&place), Vec::new())),
                Some(parts) => parts,
            };
            if let Some((content, parts)) = found {
                let others: Vec<&String> = names.iter().copied().filter(|it| *it != name).collect();
                self.report_several(&list, name, &others);
                return Some((name.clone(), content, parts));
            }
        }
        let (media_type, content) = self.content(at, names.into_iter())?;
        Some((media_type, BodyContent::Plain(content), Vec::new()))
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
        let only = self.document.get(&media_type.child("example"));
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
