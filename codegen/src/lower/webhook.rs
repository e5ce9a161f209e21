//! Webhooks and callbacks: requests that the API sends. Their bodies get types, and they are told by their names.
use super::Lowerer;
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Direction, Docs, Payload, Webhook},
};

/// What a request that comes in is called.
struct Named<'a> {
    /// A webhook, or a callback.
    what: &'static str,
    name: &'a str,
    /// Where it comes to.
    url: Option<&'a str>,
}

impl Lowerer<'_> {
    pub(super) fn webhooks(&mut self) {
        let at = Pointer::root().child("webhooks");
        let webhooks = self.document.members(&at);
        if webhooks.is_empty() {
            return;
        }
        let items = webhooks.iter().map(|(_, at)| at.clone());
        self.incoming(items.collect());
        for (name, at) in webhooks {
            let named = Named {
                what: "webhook",
                name: &name,
                url: None,
            };
            let webhook = self.received(&named, &at);
            self.api.webhooks.extend(webhook);
        }
    }

    /// A request by its name. What it carries has its types already.
    fn received(&mut self, named: &Named<'_>, at: &Pointer) -> Option<Webhook> {
        let Named { what, name, url } = named;
        let target = self.resolve(at)?;
        let parts = self.path_items(at, &target);
        let operations = parts.iter().flat_map(|part| self.document.operations(part));
        let operations: Vec<_> = operations.collect();
        if operations.len() > 1 {
            let message = format!("the {what} `{name}` has several methods");
            let label = "only the first of them is told by its name";
            self.not_received(at, message, label);
        }
        let (method, at) = operations.into_iter().next()?;
        let at = self.resolve(&at)?;
        let payload = self.received_payload(named, &at.child("requestBody"))?;
        let text = |at: &Pointer, keyword| {
            let text = self.document.member(at, keyword);
            text.and_then(|text| text.as_str()).map(str::to_owned)
        };
        let answers = self.document.members(&at.child("responses")).into_iter();
        let answers = answers.filter(|(status, _)| !status.starts_with("x-"));
        let answers = answers.map(|(status, at)| {
            let description = text(&at, "description").unwrap_or_default();
            (status, description)
        });
        Some(Webhook {
            method: method.name().to_owned(),
            docs: Docs {
                summary: text(&at, "summary"),
                description: text(&at, "description"),
                ..Docs::default()
            },
            payload,
            answers: answers.collect(),
            name: (*name).to_owned(),
            url: url.map(str::to_owned),
        })
    }

    /// What a request carries; none where it is nothing that can be read by name.
    fn received_payload(&mut self, named: &Named<'_>, at: &Pointer) -> Option<Payload> {
        if self.document.get(at).is_none() {
            return Some(Payload::Nothing);
        }
        let at = self.resolve(at)?;
        let media_types = self.document.members(&at.child("content"));
        if media_types.is_empty() {
            return Some(Payload::Nothing);
        }
        let is_json = |name: &str| name.to_ascii_lowercase().contains("json");
        let Some((_, media_type)) = media_types.into_iter().find(|(name, _)| is_json(name)) else {
            let Named { what, name, .. } = named;
            let message = format!("the body of the {what} `{name}` is no JSON");
            let label = "it has types, and is not told by its name";
            self.not_received(&at.child("content"), message, label);
            return None;
        };
        let schema = media_type.child("schema");
        if self.document.get(&schema).is_none() {
            return Some(Payload::AnyJson);
        }
        let target = self.resolve(&schema)?;
        let id = self.item(&target);
        let mut kept = self.api.kept.iter();
        let position = kept.position(|(way, kept)| *way == Direction::Read && *kept == id);
        Some(position.map_or(Payload::AnyJson, Payload::Json))
    }

    fn not_received(&mut self, at: &Pointer, message: String, label: &str) {
        self.report(
            Diagnostic::new(Code::UnsupportedWebhooks, Place::key(at.clone()), message)
                .label(label),
        );
    }

    /// The callbacks of the operation at a place, and the positions of what they carry among what is kept.
    pub(super) fn callbacks(&mut self, at: &Pointer) -> (Vec<Webhook>, Vec<usize>) {
        let before = self.api.kept.len();
        let at = at.child("callbacks");
        let callbacks = self.document.members(&at);
        if callbacks.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let items = self.items_of_callbacks(&at);
        self.incoming(items);
        let callbacks = callbacks.into_iter();
        let received = callbacks.filter_map(|(name, at)| self.callback(&name, &at));
        let received: Vec<Webhook> = received.collect();
        let mut carried: Vec<usize> = (before..self.api.kept.len()).collect();
        // Others may carry the same, or be answered by the same.
        let others = received.iter().filter_map(Webhook::carried);
        let others = others.chain(self.kept_of_callbacks(&at));
        carried.extend(others.filter(|position| *position < before));
        carried.sort_unstable();
        carried.dedup();
        (received, carried)
    }

    /// The positions of what the requests of a mapping of callbacks carry and are answered by, whoever had them first.
    fn kept_of_callbacks(&mut self, at: &Pointer) -> Vec<usize> {
        let mut kept = Vec::new();
        for (_, callback) in self.document.members(at) {
            let Some(callback) = self.resolve(&callback) else {
                continue;
            };
            for (_, item) in self.items_by_url(&callback) {
                let Some(target) = self.resolve(&item) else {
                    continue;
                };
                let parts = self.path_items(&item, &target);
                let ranges = parts.iter().filter_map(|part| self.received.get(part));
                kept.extend(ranges.cloned().flatten());
            }
        }
        kept
    }

    /// A callback by its name: a mapping of path items by URL.
    fn callback(&mut self, name: &str, at: &Pointer) -> Option<Webhook> {
        let callback = self.resolve(at)?;
        let items = self.items_by_url(&callback);
        if items.len() > 1 {
            let message = format!("the callback `{name}` has several URLs");
            let label = "only what comes to the first of them is told by its name";
            self.not_received(&callback, message, label);
        }
        let (url, item) = items.first()?;
        let named = Named {
            what: "callback",
            name,
            url: Some(url),
        };
        self.received(&named, item)
    }

    fn items_by_url(&self, callback: &Pointer) -> Vec<(String, Pointer)> {
        let members = self.document.members(callback).into_iter();
        members.filter(|(url, _)| !url.starts_with("x-")).collect()
    }

    /// The path items of a mapping of callbacks, each of which is a mapping of path items by URL.
    fn items_of_callbacks(&mut self, at: &Pointer) -> Vec<Pointer> {
        let mut items = Vec::new();
        for (_, callback) in self.document.members(at) {
            let Some(callback) = self.resolve(&callback) else {
                continue;
            };
            if self.received.insert(callback.clone(), 0..0).is_some() {
                continue;
            }
            let of_urls = self.items_by_url(&callback).into_iter();
            items.extend(of_urls.map(|(_, item)| item));
        }
        items
    }

    /// Path items whose requests come in. Their operations can have callbacks, which can lead back to them.
    fn incoming(&mut self, mut items: Vec<Pointer>) {
        items.reverse();
        let mut unread = None;
        while let Some(item) = items.pop() {
            let Some(target) = self.resolve(&item) else {
                continue;
            };
            let mut parts = self.path_items(&item, &target);
            let before = self.api.kept.len();
            parts.retain(|part| !self.received.contains_key(part));
            let parameters = parts.iter().map(|part| self.parameter_places(part));
            unread = unread.or(parameters.flatten().next());
            let operations = parts.iter().flat_map(|part| self.document.operations(part));
            let operations: Vec<_> = operations.collect();
            for (_, operation) in operations {
                let Some(operation) = self.resolve(&operation) else {
                    continue;
                };
                unread = unread.or(self.parameter_places(&operation).into_iter().next());
                // What is sent to us is what we read, and the other way round.
                self.payload(&operation.child("requestBody"), Direction::Read);
                for (name, response) in self.document.members(&operation.child("responses")) {
                    if !name.starts_with("x-") {
                        self.payload(&response, Direction::Sent);
                    }
                }
                let callbacks = operation.child("callbacks");
                let nested = self.items_of_callbacks(&callbacks);
                if !nested.is_empty() {
                    let message =
                        "callbacks of a request that comes in are not told by their names";
                    self.not_received(&callbacks, message.to_owned(), "they have types");
                }
                items.extend(nested);
            }
            let kept = before..self.api.kept.len();
            let parts = parts.into_iter().map(|part| (part, kept.clone()));
            self.received.extend(parts);
        }
        // One finding for all of them: each request of some APIs has the same headers.
        if let Some(parameter) = unread {
            let message = "parameters of requests that come in are not read".to_owned();
            let label = "the caller takes this one from the request, and all others here";
            self.not_received(&parameter, message, label);
        }
    }

    /// The body that stands at a place, of a request or of an answer.
    fn payload(&mut self, at: &Pointer, direction: Direction) {
        if self.document.get(at).is_none() {
            return;
        }
        let Some(at) = self.resolve(at) else { return };
        let media_types = self.document.members(&at.child("content"));
        let with_schema = |at: &Pointer| self.document.member(at, "schema").is_some();
        // Of several descriptions of one body, one is enough; JSON is the one that types are best for.
        let best = media_types
            .iter()
            .filter(|(_, at)| with_schema(at))
            .min_by_key(|(name, _)| !name.to_ascii_lowercase().contains("json"));
        if let Some((best, media_type)) = best {
            let others = media_types.iter().map(|(name, _)| name.as_str());
            let others: Vec<&str> = others.filter(|name| name != best).collect();
            if !others.is_empty() {
                let place = Place::key(at.child("content"));
                let message = format!(
                    "several media types; `{best}` has a type, and not {}",
                    others.join(", ")
                );
                self.report(Diagnostic::new(Code::SeveralMediaTypes, place, message));
            }
            self.keep(&media_type.child("schema"), direction);
        }
    }

    /// A schema that gets a type of its own, though no operation uses it.
    pub(super) fn keep(&mut self, schema: &Pointer, direction: Direction) {
        let Some(target) = self.resolve(schema) else {
            return;
        };
        let id = self.item(&target);
        self.api.kept.push((direction, id));
        self.drain();
    }
}
