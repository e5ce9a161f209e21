//! One item less in a real document: no other name changes, and no file that has nothing to do with it.
//!
//! `cargo xtask corpus --stability` asks the same of whole documents, files and the runtime included, and removes a schema
//! and an operation together. Here members and values of enumerations go too, one item at a time, and a complaint is a
//! failure of this crate's own tests.
//!
//! The documents are those of the repository; the variable `OASMITH_DOCUMENTS` names more files or folders.
use super::entries;
use crate::{
    ApiOptions, Input, Layout,
    diag::{Diagnostics, Pointer},
    ir::{Access, Api, Direction, Form, TypeKind},
    lower,
    names::{Home, Names, name},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// How many items are taken out of each document, one at a time, for each kind of item.
const ROUNDS: usize = 3;

#[test]
fn an_item_less_changes_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut documents = Vec::new();
    collect(&root.join("specs"), &mut documents);
    collect(&root.join("tests/golden/documents"), &mut documents);
    for place in std::env::var("OASMITH_DOCUMENTS")
        .iter()
        .flat_map(|list| list.split(':'))
    {
        collect(Path::new(place), &mut documents);
    }
    let mut removals = 0;
    let mut complaints = Vec::new();
    for path in &documents {
        let bytes = fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (count, found) = check(name, &bytes);
        removals += count;
        complaints.extend(found);
    }
    assert!(removals > 300, "only {removals} items were taken out");
    assert!(
        complaints.is_empty(),
        "{} of {removals}:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

fn collect(place: &Path, documents: &mut Vec<PathBuf>) {
    if place.is_dir() {
        let mut inside: Vec<PathBuf> = fs::read_dir(place)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        inside.sort();
        inside.iter().for_each(|place| collect(place, documents));
    } else if place
        .extension()
        .is_some_and(|ending| ending == "json" || ending == "yaml")
    {
        documents.push(place.to_owned());
    }
}

/// Takes items out of a document, and says what else changed.
fn check(name: &str, bytes: &[u8]) -> (usize, Vec<String>) {
    let Some(tree) = crate::source::tree(bytes) else {
        return (0, Vec::new());
    };
    let Some(whole) = Output::of(&tree) else {
        return (0, Vec::new());
    };
    let mut random = Random(name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }));
    let mut count = 0;
    let mut complaints = Vec::new();
    for kind in [schemas, operations, properties, values] {
        let mut items = kind(&tree);
        for _ in 0..ROUNDS.min(items.len()) {
            let item = items.swap_remove(random.below(items.len()));
            let mut fewer = tree.clone();
            remove(&mut fewer, &item);
            let Some(rest) = Output::of(&fewer) else {
                continue;
            };
            count += 1;
            let mut related = related(&tree, &item);
            let moved = related.iter().map(|place| whole.document.now(place));
            let moved: Vec<Pointer> = moved.collect();
            related.extend(moved);
            for place in whole.redirected(&rest) {
                related.extend(self::related(&tree, &place));
            }
            let gone = whole.places.values().flatten();
            related.extend(gone.filter(|place| rest.is_without(place)).cloned());
            let mut changes = whole.changed_names(&rest, &mut related);
            changes.extend(whole.changed_files(&rest, &related));
            complaints.extend(
                changes
                    .iter()
                    .map(|change| format!("{name} without {item}: {change}")),
            );
        }
    }
    (count, complaints)
}

/// What is made of a document.
struct Output {
    document: crate::source::Document,
    names: BTreeMap<String, String>,
    /// The places that each file is made of.
    places: BTreeMap<String, Vec<Pointer>>,
    files: BTreeMap<String, String>,
    /// The places of the operations with bodies or answers of several media types, by method and path: what each of them
    /// is called depends on the others.
    several: BTreeMap<String, Pointer>,
    /// The ways that each type goes which is another one for what is sent than for what is read.
    ways: BTreeMap<Pointer, BTreeSet<Direction>>,
}

impl Output {
    fn of(tree: &Value) -> Option<Self> {
        let bytes = serde_json::to_vec(tree).unwrap();
        let options = ApiOptions::new("test");
        let mut found = Diagnostics::new();
        let document = crate::source::read("test.json", &bytes, &mut found)?;
        let api = lower::lower(&document, &options, &mut found);
        let names = name(&api, &options);
        let mut places: BTreeMap<String, Vec<Pointer>> = BTreeMap::new();
        for (id, item) in api.types.iter() {
            let file = file_of(&names, names.of_type(id).home);
            places.entry(file).or_default().push(item.origin.clone());
        }
        for (id, operation) in api.operations.iter() {
            let file = file_of(&names, Home::Resource(names.operation(id).resource));
            places
                .entry(file)
                .or_default()
                .push(operation.origin.clone());
        }
        let input = Input::new("test.json", &bytes, options);
        let generation = crate::generate(&[input], &Layout::Module, "test").unwrap();
        let files = generation.files?;
        let files = files
            .iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()));
        Some(Self {
            document,
            names: entries(&api, &names),
            places,
            files: files.collect(),
            several: several(tree, &api),
            ways: ways(&api),
        })
    }

    /// The types that go other ways in another output, so that they may have other members, or be two types.
    fn redirected(&self, rest: &Self) -> Vec<Pointer> {
        let mut places: BTreeSet<&Pointer> = self.ways.keys().collect();
        places.extend(rest.ways.keys());
        places.retain(|place| self.ways.get(*place) != rest.ways.get(*place));
        places.into_iter().cloned().collect()
    }

    fn is_without(&self, place: &Pointer) -> bool {
        self.places.values().all(|places| !places.contains(place))
    }

    /// Names of what is still there. What wanted the name of the item, or of what is gone with it, may take it,
    /// and what mentions that is another text then.
    fn changed_names(&self, rest: &Self, related: &mut Vec<Pointer>) -> Vec<String> {
        let gone = self
            .names
            .iter()
            .filter(|(place, _)| !rest.names.contains_key(*place));
        let freed: BTreeSet<&String> = gone.map(|(_, name)| name).collect();
        let mut complaints = Vec::new();
        for (place, name) in &rest.names {
            let Some(known) = self.names.get(place).filter(|known| *known != name) else {
                continue;
            };
            // A branch that stands inline is called after what is in it.
            let is_part = related.iter().any(|other| {
                let may_change = place.contains('"') || is_branch(other);
                may_change && place.starts_with(other.as_str())
            });
            let is_of_several = self.several.iter().any(|(operation, at)| {
                place.starts_with(operation.as_str())
                    && related.iter().any(|other| other.starts_with(at))
            });
            if freed.contains(name) {
                let whole = place.split('"').next().unwrap_or_default().trim();
                related.extend(Pointer::parse(whole));
                // The operations of a tag, whose file is called as the tag is.
                for (output, name) in [(self, known), (rest, name)] {
                    let module = name.split("::").next().unwrap_or_default();
                    let places = output.places.get(&format!("test/{module}.rs"));
                    related.extend(places.into_iter().flatten().cloned());
                }
            } else if !is_part && !is_of_several {
                complaints.push(format!("{place}: {known} became {name}"));
            }
        }
        complaints
    }

    /// Files that have nothing to do with the item, and are other ones without it.
    fn changed_files(&self, rest: &Self, related: &[Pointer]) -> Vec<String> {
        let is_related = |path: &String| {
            let places = self
                .places
                .get(path)
                .into_iter()
                .chain(rest.places.get(path));
            places.flatten().any(|place| {
                related
                    .iter()
                    .any(|other| place.starts_with(other) || other.starts_with(place))
            })
        };
        let mut paths: BTreeSet<&String> = self.files.keys().collect();
        paths.extend(rest.files.keys());
        let changed = paths.into_iter().filter(|path| {
            let is_list = ["/mod.rs", "/headers.rs"]
                .iter()
                .any(|list| path.ends_with(list))
                || path.contains("/runtime");
            !is_list && self.files.get(*path) != rest.files.get(*path) && !is_related(path)
        });
        changed
            .map(|path| {
                let text = |output: &Self| output.files.get(path).cloned().unwrap_or_default();
                let (whole, rest) = (text(self), text(rest));
                let lines = |one: &str, other: &str| -> String {
                    let other: BTreeSet<&str> = other.lines().collect();
                    one.lines()
                        .filter(|line| !other.contains(line))
                        .take(4)
                        .collect()
                };
                format!(
                    "{path}: -{} +{}",
                    lines(&whole, &rest),
                    lines(&rest, &whole)
                )
            })
            .collect()
    }
}

fn several(tree: &Value, api: &Api) -> BTreeMap<String, Pointer> {
    let has_several = |at: &Value| {
        let content = at.get("content").and_then(Value::as_object);
        content.is_some_and(|content| content.len() > 1)
    };
    let operations = api.operations.iter().map(|(_, operation)| operation);
    let several = operations.filter(|operation| {
        let node = tree.pointer(operation.origin.as_str());
        let body = node.and_then(|node| node.get("requestBody"));
        let answers = node.and_then(|node| node.get("responses"));
        let mut answers = answers.and_then(Value::as_object).into_iter().flatten();
        body.is_some_and(has_several) || answers.any(|(_, answer)| has_several(answer))
    });
    several
        .map(|it| (format!("{} {}", it.method, it.path), it.origin.clone()))
        .collect()
}

fn ways(api: &Api) -> BTreeMap<Pointer, BTreeSet<Direction>> {
    let mut ways: BTreeMap<Pointer, BTreeSet<Direction>> = BTreeMap::new();
    for (_, item) in api.types.iter() {
        let goes_one_way = match &item.kind {
            TypeKind::Struct(object) => object
                .members
                .iter()
                .any(|member| member.access != Access::Both),
            TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {
                false
            }
        };
        let is_sent = |form: Form| form != Form::Plain;
        let mut held = item.kind.named().into_iter();
        if goes_one_way || is_sent(item.form) || held.any(|id| is_sent(api.types[id].form)) {
            ways.entry(item.origin.clone()).or_default();
        }
    }
    for direction in [Direction::Sent, Direction::Read] {
        for id in api.reached(direction, TypeKind::named) {
            if let Some(ways) = ways.get_mut(&api.types[id].origin) {
                ways.insert(direction);
            }
        }
    }
    ways
}

fn file_of(names: &Names, home: Home) -> String {
    match home {
        Home::Model(index) => format!("test/models/{}.rs", names.models[index].module),
        Home::Resource(index) => format!("test/{}.rs", names.resources[index].module),
    }
}

/// The item, what mentions it, and so on.
fn related(tree: &Value, item: &Pointer) -> Vec<Pointer> {
    let mut related = vec![item.clone()];
    // The branches of a union are called after what tells them apart.
    let around = std::iter::successors(Some(item.clone()), Pointer::parent);
    for branch in around.filter(is_branch) {
        related.extend(branch.parent().and_then(|list| list.parent()));
        related.push(branch);
    }
    let references = references(tree);
    let mut seen = 0;
    while let Some(place) = related.get(seen).cloned() {
        seen += 1;
        for (from, to) in &references {
            let leads = to.starts_with(&place) || place.starts_with(to);
            if leads && !related.contains(from) {
                related.push(from.clone());
            }
        }
    }
    related
}

/// Whether a place is that of a branch of a union.
fn is_branch(at: &Pointer) -> bool {
    let list = at.parent();
    let keyword = list.as_ref().and_then(Pointer::last);
    matches!(keyword.as_deref(), Some("oneOf" | "anyOf"))
}

/// All references: the component or operation that they stand in, and the place that they lead to.
fn references(tree: &Value) -> BTreeSet<(Pointer, Pointer)> {
    let mut found = BTreeSet::new();
    // Links name operations.
    let mut operations: BTreeMap<&str, Pointer> = BTreeMap::new();
    let mut links = Vec::new();
    let mut work = vec![(Pointer::root(), tree)];
    while let Some((at, value)) = work.pop() {
        match value {
            Value::Object(members) => {
                if let Some(to) = members
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(Pointer::parse_fragment)
                {
                    // What stands beside the operations of a path item is part of each.
                    let depth = if at.tokens().nth(2).as_deref() == Some("parameters") {
                        2
                    } else {
                        3
                    };
                    let whole = at
                        .tokens()
                        .take(depth)
                        .fold(Pointer::root(), |at, token| at.child(&token));
                    // A schema that others inherit from speaks of its heirs.
                    if at.tokens().any(|token| token == "allOf") {
                        found.insert((to.clone(), whole.clone()));
                    }
                    found.insert((whole, to));
                }
                if let Some(id) = members.get("operationId").and_then(Value::as_str) {
                    let whole = at.tokens().take(3);
                    let whole = whole.fold(Pointer::root(), |at, token| at.child(&token));
                    if at
                        .parent()
                        .is_some_and(|list| list.last().as_deref() == Some("links"))
                    {
                        links.push((whole, id));
                    } else {
                        operations.insert(id, whole);
                    }
                }
                work.extend(members.iter().map(|(key, value)| (at.child(key), value)));
            }
            Value::Array(items) => {
                work.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(index, value)| (at.index(index), value)),
                );
            }
            _ => {}
        }
    }
    for (from, id) in links {
        found.extend(operations.get(id).map(|to| (from, to.clone())));
    }
    found
}

fn members(tree: &Value, at: &Pointer) -> Vec<Pointer> {
    let members = tree.pointer(at.as_str()).and_then(Value::as_object);
    members
        .into_iter()
        .flat_map(|members| members.keys())
        .map(|key| at.child(key))
        .collect()
}

fn schemas(tree: &Value) -> Vec<Pointer> {
    members(tree, &Pointer::root().child("components").child("schemas"))
}

fn operations(tree: &Value) -> Vec<Pointer> {
    let paths = members(tree, &Pointer::root().child("paths"));
    let all = paths.iter().flat_map(|path| members(tree, path));
    let methods = [
        "get", "put", "post", "delete", "patch", "head", "options", "trace",
    ];
    all.filter(|at| methods.contains(&at.last().unwrap().as_ref()))
        .collect()
}

fn properties(tree: &Value) -> Vec<Pointer> {
    places(tree, |at| {
        at.parent()
            .is_some_and(|parent| parent.last().is_some_and(|key| key == "properties"))
    })
}

fn values(tree: &Value) -> Vec<Pointer> {
    places(tree, |at| {
        at.parent()
            .is_some_and(|parent| parent.last().is_some_and(|key| key == "enum"))
    })
}

/// All nodes that a test holds for.
fn places(tree: &Value, is_wanted: fn(&Pointer) -> bool) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut work = vec![(Pointer::root(), tree)];
    while let Some((at, value)) = work.pop() {
        if is_wanted(&at) {
            found.push(at.clone());
        }
        match value {
            Value::Object(members) => {
                work.extend(members.iter().map(|(key, value)| (at.child(key), value)));
            }
            Value::Array(items) => {
                work.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(index, value)| (at.index(index), value)),
                );
            }
            _ => {}
        }
    }
    found
}

fn remove(tree: &mut Value, item: &Pointer) {
    let key = item.last().unwrap().into_owned();
    match tree.pointer_mut(item.parent().unwrap().as_str()) {
        Some(Value::Object(members)) => {
            members.shift_remove(&key);
        }
        Some(Value::Array(items)) => {
            items.remove(key.parse().unwrap());
        }
        _ => {}
    }
    // The names of values stand in lists of their own, which have to be as long.
    let schema = item.parent().and_then(|list| list.parent());
    let Some(Value::Object(schema)) = schema.and_then(|at| tree.pointer_mut(at.as_str())) else {
        return;
    };
    for names in ["x-enum-varnames", "x-enumNames", "x-enum-descriptions"] {
        if let (Some(Value::Array(items)), Ok(index)) =
            (schema.get_mut(names), key.parse::<usize>())
            && index < items.len()
        {
            items.remove(index);
        }
    }
}

/// The same numbers in every run (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (end as u64)).unwrap()
    }
}
