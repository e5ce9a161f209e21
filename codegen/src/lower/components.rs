//! What a document holds and nothing in it uses: components and local schemas that no reference leads to, and tags
//! without operations.
use super::Lowerer;
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::Group,
    source::Document,
};
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// The sections of `components` that have an effect by references alone, with what is in them. Schemas have types, and
/// security schemes have credentials, whether anything uses them or not.
const SECTIONS: [(&str, &str); 9] = [
    ("parameters", "parameter"),
    ("responses", "response"),
    ("requestBodies", "request body"),
    ("headers", "header"),
    ("examples", "example"),
    ("links", "link"),
    ("callbacks", "callback"),
    ("pathItems", "path item"),
    ("mediaTypes", "media type"),
];

/// What is used by references alone, and the references.
#[derive(Default)]
struct Found {
    /// The places, with what each is.
    parts: IndexMap<Pointer, &'static str>,
    /// Where references lead to, with the part that each stands in.
    references: Vec<(Option<Pointer>, Pointer)>,
}

impl Lowerer<'_> {
    pub(super) fn unused_components(&mut self) {
        let found = Found::new(self.document);
        let used = found.used();
        for (at, what) in found.parts {
            if used.contains(&at) {
                continue;
            }
            let message = format!("nothing refers to this {what}");
            self.report(
                Diagnostic::new(Code::UnusedComponent, Place::key(at), message)
                    .label("left out of the output"),
            );
        }
    }

    /// Tags that the document describes and no operation has.
    pub(super) fn unused_tags(&mut self) {
        let list = Pointer::root().child("tags");
        let count = self.document.get(&list).and_then(Value::as_array);
        let mut seen = IndexSet::new();
        for index in 0..count.map_or(0, Vec::len) {
            let at = list.index(index);
            let name = self.document.member(&at, "name").and_then(Value::as_str);
            let Some(name) = name.filter(|name| seen.insert(*name)) else {
                continue;
            };
            let group = self.groups.get(&Group::Tag(name.to_owned()));
            let group = group.and_then(|group| self.api.resources.get(*group));
            if group.is_some_and(|group| group.operations.is_empty()) {
                let message = format!("no operation has the tag `{name}` as its first");
                self.report(
                    Diagnostic::new(Code::UnusedTag, at, message)
                        .label("left out, with what is said of it"),
                );
            }
        }
    }
}

impl Found {
    /// A list of work instead of recursion: documents nest at will.
    fn new(document: &Document) -> Self {
        let mut found = Self::default();
        let components = Pointer::root().child("components");
        let mut work = vec![(Pointer::root(), document.root(), None)];
        while let Some((at, value, owner)) = work.pop() {
            let members = match value {
                Value::Object(members) => members,
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    let items = items.filter(|(_, item)| item.is_object() || item.is_array());
                    work.extend(items.map(|(index, item)| (at.index(index), item, owner.clone())));
                    continue;
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => continue,
            };
            let target = members.get("$ref").and_then(|_| document.next(&at));
            found
                .references
                .extend(target.map(|target| (owner.clone(), target)));
            found.add_mapping(document, &at, members, owner.as_ref());
            for (key, member) in members {
                if !member.is_object() && !member.is_array() {
                    continue;
                }
                let place = at.child(key);
                let what = what(key, at == components);
                let (Some(what), Value::Object(parts)) = (what, member) else {
                    work.push((place, member, owner.clone()));
                    continue;
                };
                for (name, part) in parts {
                    let part_at = place.child(name);
                    if !part.is_null() && !name.starts_with("x-") {
                        found.parts.insert(part_at.clone(), what);
                        work.push((part_at.clone(), part, Some(part_at)));
                    }
                }
            }
        }
        found.parts.sort_keys();
        found
    }

    /// The values of a discriminator's mapping lead to schemas too.
    fn add_mapping(
        &mut self,
        document: &Document,
        at: &Pointer,
        members: &serde_json::Map<String, Value>,
        owner: Option<&Pointer>,
    ) {
        let targets = mapped(document, at, members);
        self.references
            .extend(targets.map(|target| (owner.cloned(), target)));
    }

    /// The parts that references lead to which stand in no part that is unused itself.
    fn used(&self) -> IndexSet<Pointer> {
        let mut by_owner: IndexMap<Option<&Pointer>, Vec<&Pointer>> = IndexMap::new();
        for (owner, target) in &self.references {
            by_owner.entry(owner.as_ref()).or_default().push(target);
        }
        let mut used: IndexSet<Pointer> = IndexSet::new();
        let mut work: Vec<&Pointer> = by_owner.get(&None).cloned().unwrap_or_default();
        while let Some(target) = work.pop() {
            let mut next = Some(target.clone());
            while let Some(place) = next {
                next = place.parent();
                if let Some((part, _)) = self.parts.get_key_value(&place)
                    && used.insert(place)
                {
                    work.extend(by_owner.get(&Some(part)).into_iter().flatten());
                }
            }
        }
        used
    }
}

/// Where the values of the mapping of a discriminator lead to.
pub(super) fn mapped<'d>(
    document: &'d Document,
    at: &'d Pointer,
    members: &'d serde_json::Map<String, Value>,
) -> impl Iterator<Item = Pointer> + 'd {
    let discriminator = members.get("discriminator").and_then(Value::as_object);
    let mapping = discriminator.and_then(|it| it.get("mapping")?.as_object());
    let texts = mapping.into_iter().flat_map(|mapping| mapping.values());
    texts.filter_map(move |text| document.follow(at, text.as_str()?).ok())
}

/// What is in the mapping at a keyword, if only references use it.
fn what(key: &str, in_components: bool) -> Option<&'static str> {
    let name = key.strip_prefix("x-oasmith-").unwrap_or(key);
    if name == "$defs" {
        return Some("schema");
    }
    let mut sections = SECTIONS.iter().filter(|_| in_components);
    sections
        .find(|(section, _)| *section == name)
        .map(|(_, what)| *what)
}
