//! Webhooks and callbacks: requests that the API sends. Their bodies get types; webhooks are told by their names.
use super::Lowerer;
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Direction, Docs, Payload, Webhook},
};

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
            self.webhook(&name, &at);
        }
    }

    /// A webhook by its name. What it carries has its types already.
    fn webhook(&mut self, name: &str, at: &Pointer) {
        let Some(target) = self.resolve(at) else {
            return;
        };
        let parts = self.path_items(at, &target);
        let operations = parts.iter().flat_map(|part| self.document.operations(part));
        let mut operations: Vec<_> = operations.collect();
        if operations.len() > 1 {
            let message = format!("the webhook `{name}` has several methods");
            let label = "only the first of them is told by its name";
            self.not_received(at, message, label);
        }
        operations.truncate(1);
        for (method, at) in operations {
            let Some(at) = self.resolve(&at) else {
                return;
            };
            let Some(payload) = self.received_payload(name, &at.child("requestBody")) else {
                return;
            };
            let text = |at: &Pointer, keyword| {
                let text = self.document.get(&at.child(keyword));
                text.and_then(|text| text.as_str()).map(str::to_owned)
            };
            let answers = self.document.members(&at.child("responses")).into_iter();
            let answers = answers.filter(|(status, _)| !status.starts_with("x-"));
            let answers = answers.map(|(status, at)| {
                let description = text(&at, "description").unwrap_or_default();
                (status, description)
            });
            self.api.webhooks.push(Webhook {
                method: method.name().to_owned(),
                docs: Docs {
                    summary: text(&at, "summary"),
                    description: text(&at, "description"),
                    ..Docs::default()
                },
                payload,
                answers: answers.collect(),
                name: name.to_owned(),
            });
        }
    }

    /// What a webhook carries; none where it is nothing that can be read by name.
    fn received_payload(&mut self, name: &str, at: &Pointer) -> Option<Payload> {
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
            let message = format!("the body of the webhook `{name}` is no JSON");
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

    /// The callbacks of the operation at a place: where what they carry is among what is kept.
    pub(super) fn callbacks(&mut self, at: &Pointer) -> Vec<usize> {
        let before = self.api.kept.len();
        let at = at.child("callbacks");
        if self.document.members(&at).is_empty() {
            return Vec::new();
        }
        let message = "callbacks have types, and nothing that receives them yet".to_owned();
        self.not_received(&at, message, "read their bodies by these types");
        let items = self.items_of_callbacks(&at);
        self.incoming(items);
        (before..self.api.kept.len()).collect()
    }

    /// The path items of a mapping of callbacks, each of which is a mapping of path items by URL.
    fn items_of_callbacks(&mut self, at: &Pointer) -> Vec<Pointer> {
        let mut items = Vec::new();
        for (_, callback) in self.document.members(at) {
            let Some(callback) = self.resolve(&callback) else {
                continue;
            };
            if !self.received.insert(callback.clone()) {
                continue;
            }
            let members = self.document.members(&callback).into_iter();
            let of_urls = members.filter(|(url, _)| !url.starts_with("x-"));
            items.extend(of_urls.map(|(_, item)| item));
        }
        items
    }

    /// Path items whose requests come in. Their operations can have callbacks, which can lead back to them.
    fn incoming(&mut self, mut items: Vec<Pointer>) {
        items.reverse();
        while let Some(item) = items.pop() {
            let Some(target) = self.resolve(&item) else {
                continue;
            };
            let mut parts = self.path_items(&item, &target);
            parts.retain(|part| self.received.insert(part.clone()));
            let operations = parts.iter().flat_map(|part| self.document.operations(part));
            let operations: Vec<_> = operations.collect();
            for (_, operation) in operations {
                let Some(operation) = self.resolve(&operation) else {
                    continue;
                };
                // What is sent to us is what we read, and the other way round.
                self.payload(&operation.child("requestBody"), Direction::Read);
                for (name, response) in self.document.members(&operation.child("responses")) {
                    if !name.starts_with("x-") {
                        self.payload(&response, Direction::Sent);
                    }
                }
                items.extend(self.items_of_callbacks(&operation.child("callbacks")));
            }
        }
    }

    /// The body that stands at a place, of a request or of an answer.
    fn payload(&mut self, at: &Pointer, direction: Direction) {
        if self.document.get(at).is_none() {
            return;
        }
        let Some(at) = self.resolve(at) else { return };
        let media_types = self.document.members(&at.child("content"));
        let with_schema = |at: &Pointer| self.document.get(&at.child("schema")).is_some();
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
