//! What tells the objects of a union apart: the values of a member, by a discriminator or by the schemas themselves.
use super::{
    Lowerer, all_of::Part, branches::Found, discriminator::Declared, enumeration::literal,
    prune::is_component,
};
use crate::{
    diag::{Code, Diagnostic, Pointer},
    ir::{JsonType, Literal},
};
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// How many schemas are looked at for the values of one member.
const MOST_LOOKED_AT: usize = 16;

/// How many values of one member are looked at.
const MOST_VALUES: usize = 100;

/// Extensions that say which tag a schema has (Azure, and tools that follow it).
const TAG_KEYWORDS: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// What is known of the objects of a branch.
pub(super) struct Known {
    /// The members that have only some values, with them.
    pub(super) constants: IndexMap<String, Vec<Literal>>,
    /// The members that have to be there.
    pub(super) required: IndexSet<String>,
}

impl Lowerer<'_> {
    /// What is known of a branch, if it is one object.
    pub(super) fn known_of(&mut self, found: &Found) -> Option<Known> {
        if found.branch.json != Some(JsonType::Object) {
            return None;
        }
        let parts = self.collect(&found.at)?;
        Some(Known {
            constants: self.constants_of(&parts),
            required: parts
                .iter()
                .flat_map(|part| part.keywords.required.clone())
                .collect(),
        })
    }

    fn constants_of(&mut self, parts: &[Part]) -> IndexMap<String, Vec<Literal>> {
        let mut constants: IndexMap<String, Vec<Literal>> = IndexMap::new();
        for part in parts {
            let list = part.at.child("properties");
            for name in &part.keywords.properties {
                if let Some(values) = self.values_of_member(&list.child(name)) {
                    // What is nearer says it more precisely.
                    constants.insert(name.clone(), values);
                }
            }
        }
        constants
    }

    /// The values that a member can have, if they are listed and are neither null, lists, objects nor fractions.
    fn values_of_member(&mut self, at: &Pointer) -> Option<Vec<Literal>> {
        let limits = self.limits(at, &mut { MOST_LOOKED_AT });
        let values = limits.values;
        if values.is_empty() || values.len() > MOST_VALUES {
            return None;
        }
        let exact = |value| literal(value).filter(|it| !matches!(it, Literal::Number(_)));
        values.iter().map(exact).collect()
    }

    /// Gives branches the tags that a discriminator has for them, and its member; none where it names no branch.
    pub(super) fn tag_by_discriminator(
        &mut self,
        at: &Pointer,
        found: &mut Vec<Found>,
    ) -> Option<String> {
        let (name, mapping) = self.discriminator(at)?;
        let mut targets = IndexSet::new();
        for it in found.iter_mut() {
            if !matches!(it.branch.json, Some(JsonType::Object) | None) {
                continue;
            }
            let target = self.resolve(&it.at)?;
            it.branch.tags = self.tags_of(&target, &name, &mapping);
            targets.insert(target);
        }
        for (target, tags) in &mapping {
            if !targets.contains(target) {
                self.report_stray(at, target, tags);
            }
        }
        if found.iter().all(|it| it.branch.tags.is_empty()) {
            return None;
        }
        self.split_tags(found, &name);
        Some(name)
    }

    /// The member of a discriminator, and the tags for each schema that its mapping names.
    pub(super) fn discriminator(
        &self,
        at: &Pointer,
    ) -> Option<(String, IndexMap<Pointer, Vec<Literal>>)> {
        let place = at.child("discriminator");
        let discriminator = self.document.get(&place)?;
        let name = discriminator.get("propertyName")?.as_str()?.to_owned();
        let mut mapping: IndexMap<Pointer, Vec<Literal>> = IndexMap::new();
        let entries = discriminator.get("mapping").and_then(Value::as_object);
        for (tag, target) in entries.into_iter().flatten() {
            let target = target
                .as_str()
                .and_then(|target| self.mapped(&place, target));
            if let Some(target) = target {
                mapping
                    .entry(target)
                    .or_default()
                    .push(Literal::String(tag.clone()));
            }
        }
        Some((name, mapping))
    }

    /// The schema that a value of a mapping means: by its name, or by a reference (OpenAPI 3.0.4, Discriminator Object).
    fn mapped(&self, at: &Pointer, target: &str) -> Option<Pointer> {
        let schemas = Pointer::root().child("components").child("schemas");
        let by_name = self.document.resolve(&schemas.child(target)).ok();
        by_name.or_else(|| self.document.follow(at, target).ok())
    }

    /// The tags of a schema: those that the mapping has, and those that its own member allows; without either, its name.
    pub(super) fn tags_of(
        &mut self,
        target: &Pointer,
        name: &str,
        mapping: &IndexMap<Pointer, Vec<Literal>>,
    ) -> Vec<Literal> {
        let mut tags = mapping.get(target).cloned().unwrap_or_default();
        let own = TAG_KEYWORDS.iter().find_map(|keyword| {
            let tag = self.document.member(target, keyword)?.as_str()?;
            Some(Literal::String(tag.to_owned()))
        });
        tags.extend(own.filter(|tag| !tags.contains(tag)));
        let parts = self.collect(target).unwrap_or_default();
        self.as_values_of_member(&parts, name, &mut tags);
        // A member that is inherited lists the values of all heirs.
        let own: Vec<Part> = parts
            .into_iter()
            .filter(|part| part.at.starts_with(target))
            .collect();
        let allowed = self
            .constants_of(&own)
            .shift_remove(name)
            .unwrap_or_default();
        if tags.is_empty() || allowed.len() == 1 {
            tags.extend(
                allowed
                    .into_iter()
                    .filter(|tag| !tags.contains(tag))
                    .collect::<Vec<_>>(),
            );
        }
        if !tags.is_empty() {
            return tags;
        }
        // The value has the tag of a branch of that union, which tells it.
        if self.is_union(target) {
            return tags;
        }
        let component = is_component(target).then(|| target.last()).flatten();
        component
            .map(|name| Literal::String(name.into_owned()))
            .into_iter()
            .collect()
    }

    /// The keys of a mapping are texts, also where the member is a number or a truth value.
    fn as_values_of_member(&mut self, parts: &[Part], name: &str, tags: &mut [Literal]) {
        // What is nearer says it more precisely.
        let mut parts = parts.iter().rev();
        let Some(part) = parts.find(|part| part.keywords.properties.iter().any(|it| it == name))
        else {
            return;
        };
        let json = self.json_type_of(&part.at.child("properties").child(name));
        for tag in tags {
            let meant = match tag {
                Literal::String(text) => serde_json::from_str(text).ok(),
                Literal::Boolean(_) | Literal::Integer(_) | Literal::Number(_) => None,
            };
            let meant = meant.and_then(|value: Value| literal(&value));
            match (meant, json) {
                (Some(meant @ Literal::Integer(_)), Some(JsonType::Integer | JsonType::Number))
                | (Some(meant @ Literal::Boolean(_)), Some(JsonType::Boolean)) => *tag = meant,
                (Some(_) | None, _) => {}
            }
        }
    }

    /// A tag that the value itself does not have is part of which branch it is.
    pub(super) fn split_tags(&mut self, found: &mut Vec<Found>, name: &str) {
        let whole = std::mem::take(found);
        for it in whole {
            let lacks_tag = self.declares_it(&it.at, name) == Declared::No;
            if it.branch.tags.len() < 2 || !lacks_tag || self.is_union(&it.at) {
                found.push(it);
                continue;
            }
            for tag in &it.branch.tags {
                let mut branch = it.branch.clone();
                branch.label = Some(tag.to_string());
                branch.tags = vec![tag.clone()];
                found.push(Found {
                    at: it.at.clone(),
                    branch,
                });
            }
        }
    }

    /// Whether the values of a schema are those of one of its branches, which have their tags themselves.
    fn is_union(&mut self, at: &Pointer) -> bool {
        let keywords = self.resolve(at).and_then(|at| self.keywords(&at));
        keywords.is_some_and(|it| it.one_of + it.any_of > 0 && !it.is_object())
    }

    fn report_stray(&mut self, at: &Pointer, target: &Pointer, tags: &[Literal]) {
        let Some(tag) = tags.first() else {
            return;
        };
        let place = at
            .child("discriminator")
            .child("mapping")
            .child(&tag.to_string());
        let message = format!(
            "the mapping leads to `{}`, which is no branch of this union",
            self.document.shown(target)
        );
        self.report(
            Diagnostic::new(Code::DanglingMapping, place, message)
                .label("ignored: values with this tag are kept as they are"),
        );
    }
}
