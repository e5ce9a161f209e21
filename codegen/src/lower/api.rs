//! The document as a whole: what it says of itself, its servers, its components, its operations.
use super::{Lowerer, any};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Docs, Fact, Group, Nullability, Resource, Type, TypeId, TypeKind, UntypedReason},
};
use indexmap::{IndexMap, IndexSet};

impl Lowerer<'_> {
    pub(super) fn document(&mut self) {
        self.info();
        self.api.servers = self.servers();
        self.schemes();
        self.resources();
        for (_, at) in self
            .document
            .members(&Pointer::root().child("components").child("schemas"))
        {
            self.component(&at);
            self.drain();
        }
        self.operations();
        self.settle_servers();
        self.webhooks();
        self.drain();
        self.break_alias_cycles();
        self.settle_parameters();
        self.settle_headers();
        self.settle_links();
        self.unmet_references();
        self.unused_tags();
        self.unused_components();
    }

    fn info(&mut self) {
        let at = Pointer::root().child("info");
        match self.document.info() {
            Ok(info) => {
                let openapiv3::Info {
                    title,
                    description,
                    terms_of_service,
                    contact,
                    license,
                    version,
                    extensions: _,
                } = info;
                let unused = [
                    ("termsOfService", terms_of_service.is_some()),
                    ("contact", contact.is_some()),
                    ("license", license.is_some()),
                ];
                for (keyword, present) in unused {
                    if present {
                        self.report_unused_info(&at.child(keyword), keyword);
                    }
                }
                self.report_unused_carried(&at, &["summary"]);
                let summary = self.document.carried(&at, "summary");
                let summary = summary.and_then(|(_, summary)| summary.as_str());
                self.api.docs.summary = summary.map(str::to_owned);
                self.api.title = title;
                self.api.version = version;
                self.api.docs.description = with_link(description, self.external_docs());
            }
            Err(cause) => self.unreadable(&at, "info", &cause),
        }
    }

    fn report_unused_info(&mut self, at: &Pointer, keyword: &str) {
        let message = format!("`{keyword}` is not part of the docs yet");
        self.report(Diagnostic::new(
            Code::UnusedInfo,
            Place::key(at.clone()),
            message,
        ));
    }

    /// The URL and the text of the document's own `externalDocs`.
    fn external_docs(&self) -> Option<(String, Option<String>)> {
        let docs = self.document.root().get("externalDocs")?;
        let text = |name| docs.get(name)?.as_str().map(str::to_owned);
        Some((text("url")?, text("description")))
    }

    /// The tags that the document describes come first, in its order.
    fn resources(&mut self) {
        let tags = match self.document.tags() {
            Ok(tags) => tags,
            Err(cause) => {
                self.unreadable(&Pointer::root().child("tags"), "list of tags", &cause);
                Vec::new()
            }
        };
        let list = Pointer::root().child("tags");
        for (index, tag) in tags.into_iter().enumerate() {
            let at = list.index(index);
            self.report_unused_carried(&at, &["summary"]);
            let summary = self.document.carried(&at, "summary");
            let summary = summary.and_then(|(_, summary)| summary.as_str());
            let summary = summary.map(str::to_owned);
            let openapiv3::Tag {
                name,
                description,
                external_docs,
                extensions: _,
            } = tag;
            let docs = Docs {
                summary,
                description,
                facts: external_docs
                    .map(|docs| Fact::ExternalDocs(docs.url, docs.description))
                    .into_iter()
                    .collect(),
                ..Docs::default()
            };
            if self.groups.contains_key(&Group::Tag(name.clone())) {
                let message = format!("the tag `{name}` is described twice");
                self.report(
                    Diagnostic::new(Code::DuplicateTag, &at, message)
                        .label("the first description is used"),
                );
                continue;
            }
            let group = Group::Tag(name);
            self.groups.insert(group.clone(), self.api.resources.len());
            self.api.resources.push(Resource {
                group,
                docs,
                operations: Vec::new(),
            });
        }
    }

    /// A component is an item even where it only refers to another.
    fn component(&mut self, at: &Pointer) {
        match self.resolved(at) {
            // A schema that is a file of its own is the component that refers to it first.
            Ok(target) if target == *at || self.document.home(&target).as_ref() == Some(at) => {
                let id = self.item(&target);
                if self.beside_references(at) == Nullability::Nullable {
                    self.nullable.insert(id);
                }
            }
            target => {
                let id = self.reserve(at);
                let ty = match target {
                    Ok(target) => {
                        if self.beside_references(at) == Nullability::Nullable {
                            self.nullable.insert(id);
                        }
                        self.api.types[id].docs = self.docs_at(at);
                        Type::Named(self.item(&target))
                    }
                    Err(reason) => any(at, reason),
                };
                self.api.types[id].kind = TypeKind::Alias(ty);
            }
        }
    }

    /// A schema that is nothing but itself has no values; any value is taken instead.
    fn break_alias_cycles(&mut self) {
        let aliases: IndexMap<TypeId, TypeId> = self
            .api
            .types
            .iter()
            .filter_map(|(id, item)| {
                let TypeKind::Alias(ty) = &item.kind else {
                    return None;
                };
                let (Type::Named(target), _) = ty.clone().split_null() else {
                    return None;
                };
                Some((id, target))
            })
            .collect();
        let mut settled = IndexSet::new();
        for start in aliases.keys() {
            let mut path = IndexSet::new();
            let mut id = *start;
            while let Some(next) = aliases.get(&id) {
                if settled.contains(&id) {
                    break;
                }
                if !path.insert(id) {
                    self.break_cycle(id);
                    break;
                }
                id = *next;
            }
            settled.extend(path);
        }
    }

    fn break_cycle(&mut self, id: TypeId) {
        let item = &mut self.api.types[id];
        let why = any(&item.origin, UntypedReason::ReferenceCycle);
        item.kind = TypeKind::Alias(why);
        let place = Place::key(item.origin.clone());
        let message = "this schema is made of nothing but itself";
        self.report(
            Diagnostic::new(Code::ReferenceCycle, place, message)
                .label("any JSON value is taken here"),
        );
    }
}

/// A text with a link behind it, in `CommonMark`.
fn with_link(text: Option<String>, link: Option<(String, Option<String>)>) -> Option<String> {
    let Some((url, about)) = link else {
        return text;
    };
    let about = about.map(|about| format!("{about}: ")).unwrap_or_default();
    let text = text.map(|text| format!("{text}\n\n")).unwrap_or_default();
    Some(format!("{text}{about}<{url}>"))
}
