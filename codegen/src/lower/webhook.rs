//! Webhooks and callbacks: requests that the API sends. Their bodies get types, though nothing receives them yet.
use super::Lowerer;
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::Direction,
};

impl Lowerer<'_> {
    pub(super) fn webhooks(&mut self) {
        let at = Pointer::root().child("webhooks");
        let webhooks = self.document.members(&at);
        if webhooks.is_empty() {
            return;
        }
        let message = "webhooks have types, and nothing that receives them yet";
        self.report(Diagnostic::new(
            Code::UnsupportedWebhooks,
            Place::key(at),
            message,
        ));
        let items = webhooks.into_iter().map(|(_, at)| at);
        self.incoming(items.collect());
    }

    /// The callbacks of the operation at a place.
    pub(super) fn callbacks(&mut self, at: &Pointer) {
        let at = at.child("callbacks");
        if self.document.members(&at).is_empty() {
            return;
        }
        let message = "callbacks have types, and nothing that receives them yet";
        self.report(Diagnostic::new(
            Code::UnsupportedWebhooks,
            Place::key(at.clone()),
            message,
        ));
        let items = self.items_of_callbacks(&at);
        self.incoming(items);
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
