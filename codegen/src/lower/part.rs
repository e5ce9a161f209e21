//! Which part of the document was chosen, and which of its places belong to it.
use super::components::mapped;
use crate::{
    config::Only,
    diag::{Code, Diagnostic, Diagnostics, Place, Pointer, nearest},
    ir::{Api, Group, OperationId, Resource},
    source::Document,
};
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// The part of a document that was chosen.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its operations.
    pub operations: IndexSet<OperationId>,
    /// The places that belong to it, and those that do not, of which the innermost around a finding decides.
    places: IndexMap<Pointer, Belongs>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belongs {
    ToPart,
    ToRest,
}

impl Part {
    /// Finds the operations that are listed, and reports names that are none. None where all of the document is
    /// chosen.
    #[must_use]
    pub fn choose(
        document: &Document,
        api: &Api,
        only: &Only,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        if only.is_everything() {
            return None;
        }
        let operations = operations(api, only, diagnostics);
        let reached = api.reached_from(&operations).types;
        let mut walk = Walk::new(document, api, &operations);
        walk.paths();
        walk.work
            .extend(reached.iter().map(|id| api.types[*id].origin.clone()));
        walk.run();
        walk.rest();
        Some(Self {
            operations,
            places: walk.places,
        })
    }

    /// Whether a finding is about what was chosen, or about the document as a whole.
    #[must_use]
    pub fn concerns(&self, finding: &Diagnostic) -> bool {
        match &finding.place {
            Place::Pointer { pointer, .. } => self.has(pointer),
            Place::File | Place::Position { .. } | Place::Mounted { .. } => true,
        }
    }

    /// Whether the node that was written at a place belongs to what was chosen, or to the document as a whole.
    #[must_use]
    pub fn has(&self, at: &Pointer) -> bool {
        let around = std::iter::successors(Some(at.clone()), Pointer::parent);
        let mut known = around.filter_map(|at| self.places.get(&at));
        known.next() != Some(&Belongs::ToRest)
    }
}

/// Says how much of an API a part of it leaves out.
pub fn report_left_out(whole: &Api, part: &Api, diagnostics: &mut Diagnostics) {
    let counts = [
        ("operations", whole.operations.len(), part.operations.len()),
        ("types", whole.types.len(), part.types.len()),
        ("webhooks", whole.webhooks.len(), part.webhooks.len()),
    ];
    let left = counts.into_iter().filter(|(_, all, some)| all > some);
    let left: Vec<String> = left
        .map(|(what, all, some)| format!("{} of {all} {what}", all.saturating_sub(some)))
        .collect();
    if !left.is_empty() {
        let message = format!("a part was chosen; left out are {}", left.join(", "));
        diagnostics.push(Diagnostic::new(Code::PartOfDocument, Place::File, message));
    }
}

/// The operations that are listed. A name that stands for none is an error: what was asked for would not be there.
fn operations(api: &Api, only: &Only, diagnostics: &mut Diagnostics) -> IndexSet<OperationId> {
    let mut chosen = IndexSet::new();
    let tagged: Vec<(&str, &Resource)> = (api.resources.iter())
        .filter(|resource| !resource.operations.is_empty())
        .filter_map(|resource| match &resource.group {
            Group::Tag(tag) => Some((tag.as_str(), resource)),
            Group::Path(_) | Group::Untagged => None,
        })
        .collect();
    for name in &only.tags {
        let found = tagged.iter().filter(|(tag, _)| matches(name, tag));
        let before = chosen.len();
        chosen.extend(found.flat_map(|(_, resource)| resource.operations.iter().copied()));
        if chosen.len() == before && !tagged.iter().any(|(tag, _)| matches(name, tag)) {
            let known = tagged.iter().map(|(tag, _)| *tag);
            let message = format!("no operation has the tag `{name}` as its first");
            diagnostics.push(unmatched(message, name, known));
        }
    }
    let keys: Vec<(OperationId, String, String)> = (api.operations.iter())
        .map(|(id, it)| (id, it.key(), format!("{} {}", it.method, it.path)))
        .collect();
    for name in &only.operations {
        let mut found = (keys.iter())
            .filter(|(_, key, by_path)| matches(name, key) || matches(name, by_path))
            .map(|(id, ..)| *id)
            .peekable();
        if found.peek().is_none() {
            let known = keys
                .iter()
                .flat_map(|(_, key, by_path)| [key.as_str(), by_path]);
            let message = format!("there is no operation `{name}`");
            diagnostics.push(unmatched(message, name, known));
        }
        chosen.extend(found);
    }
    chosen
}

fn unmatched<'n>(message: String, name: &str, known: impl Iterator<Item = &'n str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnmatchedPart, Place::File, message);
    match nearest(name, known) {
        Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
        None => diagnostic,
    }
}

/// Whether a name is one that a pattern stands for: `*` is any characters.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        // The first place is the best: it leaves the most for what follows.
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// A walk from the chosen operations to all that they refer to, as a list of work: documents nest at will.
struct Walk<'d> {
    document: &'d Document,
    /// The methods that were chosen, by the path.
    methods: IndexMap<&'d str, IndexSet<&'d str>>,
    /// By the places as they were written.
    places: IndexMap<Pointer, Belongs>,
    work: Vec<Pointer>,
}

impl<'d> Walk<'d> {
    fn new(document: &'d Document, api: &'d Api, operations: &IndexSet<OperationId>) -> Self {
        let mut methods: IndexMap<&str, IndexSet<&str>> = IndexMap::new();
        for id in operations {
            let operation = &api.operations[*id];
            let of_path = methods.entry(&operation.path).or_default();
            of_path.insert(&operation.method);
        }
        Self {
            document,
            methods,
            places: IndexMap::new(),
            work: Vec::new(),
        }
    }

    fn add(&mut self, at: &Pointer, belongs: Belongs) {
        self.places.insert(self.document.written(at), belongs);
    }

    /// Starts at the chosen operations, and at what the operations of their paths share.
    fn paths(&mut self) {
        for (path, at) in self.document.paths() {
            let Some(methods) = self.methods.get(path.as_str()).cloned() else {
                self.add(&at, Belongs::ToRest);
                continue;
            };
            let mut next = Some(at);
            while let Some(item) = next {
                if self.places.get(&self.document.written(&item)) == Some(&Belongs::ToPart) {
                    break;
                }
                self.add(&item, Belongs::ToPart);
                self.work.push(item.child("parameters"));
                for (method, at) in self.document.operations(&item) {
                    if methods.contains(method.name()) {
                        self.add(&at, Belongs::ToPart);
                        self.work.push(at);
                    } else {
                        self.add(&at, Belongs::ToRest);
                    }
                }
                next = self.document.next(&item);
            }
        }
    }

    fn run(&mut self) {
        let document = self.document;
        let mut seen = IndexSet::new();
        while let Some(start) = self.work.pop() {
            if !seen.insert(start.clone()) {
                continue;
            }
            let Some(node) = document.get(&start) else {
                continue;
            };
            self.add(&start, Belongs::ToPart);
            let mut inside = vec![(start, node)];
            while let Some((at, node)) = inside.pop() {
                match node {
                    Value::Object(members) => {
                        self.work.extend(document.next(&at));
                        self.work.extend(mapped(document, &at, members));
                        inside.extend(members.iter().map(|(key, node)| (at.child(key), node)));
                    }
                    Value::Array(items) => {
                        let items = items.iter().enumerate();
                        inside.extend(items.map(|(index, node)| (at.index(index), node)));
                    }
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
                }
            }
        }
    }

    /// What does not belong to the part: what was not reached of all that something has to refer to.
    fn rest(&mut self) {
        let root = Pointer::root();
        let components = root.child("components");
        let sections = self.document.members(&components).into_iter();
        // Credentials are there whether operations ask for them or not.
        let sections = sections.filter(|(name, _)| name != "securitySchemes");
        let mut rest: Vec<Pointer> = sections
            .flat_map(|(_, at)| self.document.members(&at))
            .map(|(_, at)| at)
            .collect();
        rest.extend(["webhooks", "tags", "x-oasmith-webhooks"].map(|name| root.child(name)));
        let files = self.document.members(&root.child("x-oasmith-files"));
        rest.extend(files.into_iter().map(|(_, at)| at));
        for at in rest {
            let written = self.document.written(&at);
            self.places.entry(written).or_insert(Belongs::ToRest);
        }
    }
}
