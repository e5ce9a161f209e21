//! The links of answers: which operations can follow, and where they take their arguments from.
use super::{Lowerer, values::json_text};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Link, OperationId, Source, Target},
};
use indexmap::IndexMap;
use openapiv3::LinkOperation;
use serde_json::Value;

impl Lowerer<'_> {
    /// The links of the response at a place. Where they lead is settled once all operations are known.
    pub(super) fn links(&mut self, at: &Pointer) -> Vec<Link> {
        let links = self.document.members(&at.child("links")).into_iter();
        let links = links.filter_map(|(_, place)| self.link(&place));
        links.collect()
    }

    fn link(&mut self, place: &Pointer) -> Option<Link> {
        let at = self.resolve(place)?;
        let link = match self.document.link(&at) {
            Ok(link) => link,
            Err(cause) => {
                self.unreadable(&at, "link", &cause);
                return None;
            }
        };
        let openapiv3::Link {
            description,
            operation,
            request_body,
            parameters,
            server,
            extensions: _,
        } = link;
        if server.is_some() {
            let message = "the server of a link has no effect";
            let place = Place::key(at.child("server"));
            self.report(
                Diagnostic::new(Code::UnusedServers, place, message)
                    .label("the operation that follows says where it is sent"),
            );
        }
        let target = match operation {
            LinkOperation::OperationId(id) => id,
            // A reference to an operation of this document is told by its place.
            LinkOperation::OperationRef(text) => match self.document.follow(&at, &text) {
                Ok(operation) => operation.to_fragment(),
                Err(_) => text,
            },
        };
        let parameters = parameters
            .iter()
            .map(|(name, value)| (Some(name.clone()), source(value)));
        let body = request_body.iter().map(|value| (None, source(value)));
        Some(Link {
            origin: at,
            description: self.description_at(place, description),
            target: Target::Elsewhere(target),
            arguments: parameters.chain(body).collect(),
        })
    }

    /// Finds the operations that links lead to.
    pub(super) fn settle_links(&mut self) {
        let mut known: IndexMap<String, OperationId> = IndexMap::new();
        for (id, operation) in self.api.operations.iter() {
            known.insert(operation.origin.to_fragment(), id);
            known.extend(operation.operation_id.clone().map(|name| (name, id)));
        }
        let mut lost = Vec::new();
        let ids: Vec<OperationId> = self.api.operations.iter().map(|(id, _)| id).collect();
        for id in ids {
            let answers = self.api.operations[id].answers_mut();
            for link in answers.flat_map(|answer| &mut answer.links) {
                let Target::Elsewhere(text) = &link.target else {
                    continue;
                };
                match known.get(text) {
                    Some(id) => link.target = Target::Operation(*id),
                    None => lost.push((link.origin.clone(), text.clone())),
                }
            }
        }
        for (at, text) in lost {
            let message = format!("a link leads to `{text}`, which is no operation here");
            self.report(
                Diagnostic::new(Code::UnmatchedLink, Place::key(at), message)
                    .label("the docs have it as it is written"),
            );
        }
    }
}

/// What a value or an expression means.
fn source(value: &Value) -> Source {
    let Some(text) = value.as_str() else {
        return Source::Value(json_text(value));
    };
    let part = |rest: &str| match rest.strip_prefix('#') {
        Some(pointer) => Some(Some(pointer.to_owned())),
        None => rest.is_empty().then_some(None),
    };
    let body = text
        .strip_prefix("$response.body")
        .and_then(part)
        .map(Source::Answer);
    let header = || {
        Some(Source::Header(
            text.strip_prefix("$response.header.")?.to_owned(),
        ))
    };
    let sent = || {
        Some(Source::Body(
            text.strip_prefix("$request.body").and_then(part)?,
        ))
    };
    let parameter = || {
        let places = ["$request.path.", "$request.query.", "$request.header."];
        let mut names = places.iter().filter_map(|place| text.strip_prefix(place));
        Some(Source::Parameter(names.next()?.to_owned()))
    };
    let other = || Source::Value(text.to_owned());
    body.or_else(header)
        .or_else(sent)
        .or_else(parameter)
        .unwrap_or_else(other)
}
