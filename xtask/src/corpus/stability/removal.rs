//! Which schema and which operation are removed?
use oasmith::diag::Pointer;
use serde_json::Value;
use std::collections::BTreeSet;

/// The keys of a path item that are operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Where a document keeps its schemas.
const SCHEMAS: [&str; 2] = ["/components/schemas", "/definitions"];

/// What is removed from a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removal {
    /// The pointer of a schema; none where the document has none.
    pub schema: Option<String>,
    /// The pointer of an operation.
    pub operation: Option<String>,
}

/// Chooses by lot, which is the same for the same seed and name.
#[must_use]
pub fn choose(tree: &Value, seed: u64, name: &str) -> Removal {
    let mut lot = Lot::new(seed, name);
    Removal {
        schema: lot.draw(schemas(tree)),
        operation: lot.draw(operations(tree)),
    }
}

impl Removal {
    /// Removes both.
    pub fn apply(&self, tree: &mut Value) {
        for pointer in [&self.schema, &self.operation].into_iter().flatten() {
            let Some((parent, key)) = pointer.rsplit_once('/') else {
                continue;
            };
            if let Some(Value::Object(members)) = tree.pointer_mut(parent) {
                members.shift_remove(&unescaped(key));
            }
        }
    }

    /// What was removed, for people.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        [&self.schema, &self.operation]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }
}

fn schemas(tree: &Value) -> Vec<String> {
    SCHEMAS
        .iter()
        .filter_map(|at| Some((at, tree.pointer(at)?.as_object()?)))
        .flat_map(|(at, members)| {
            members
                .keys()
                .map(move |key| format!("{at}/{}", escaped(key)))
        })
        .collect()
}

/// The operations, less those into which a reference leads, or to what they stand in: their parts belong to others too.
fn operations(tree: &Value) -> Vec<String> {
    let Some(Value::Object(paths)) = tree.get("paths") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (path, item) in paths {
        let Some(item) = item.as_object() else {
            continue;
        };
        for method in METHODS.iter().filter(|method| item.contains_key(**method)) {
            found.push(format!("/paths/{}/{method}", escaped(path)));
        }
    }
    let references = references(tree);
    found.retain(|pointer| {
        !references.iter().any(|reference| {
            let is_around = pointer
                .strip_prefix(reference.as_str())
                .is_some_and(|rest| rest.starts_with('/'));
            is_around || reference.starts_with(pointer)
        })
    });
    found
}

/// The schemas, operations and other parts that speak of a schema: directly, through parts that are no type by
/// themselves (`has_type` tells), such as a schema that only refers to another one, or through an `allOf`, which
/// brings the members of its parts along.
#[must_use]
pub(super) fn mentions(
    tree: &Value,
    schema: &str,
    has_type: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let parts: Vec<(String, Vec<String>, bool)> = parts(tree)
        .into_iter()
        .map(|(pointer, part)| {
            let is_merged = part.get("allOf").is_some();
            (pointer, references(part), is_merged)
        })
        .collect();
    let mut found = BTreeSet::new();
    let mut work = vec![schema.to_owned()];
    while let Some(target) = work.pop() {
        let inside = format!("{target}/");
        for (pointer, references, is_merged) in &parts {
            let speaks = references
                .iter()
                .any(|reference| *reference == target || reference.starts_with(&inside));
            if speaks && found.insert(pointer.clone()) && (*is_merged || !has_type(pointer)) {
                work.push(pointer.clone());
            }
        }
    }
    found
}

/// The parts of a document that others refer to, and its operations.
fn parts(tree: &Value) -> Vec<(String, &Value)> {
    let members = |at: &str| {
        let members = tree.pointer(at).and_then(Value::as_object);
        members.into_iter().flatten()
    };
    let mut parts = Vec::new();
    for (kind, _) in members("/components") {
        let at = format!("/components/{}", escaped(kind));
        parts.extend(members(&at).map(|(key, part)| (format!("{at}/{}", escaped(key)), part)));
    }
    for at in ["/definitions", "/parameters", "/responses"] {
        parts.extend(members(at).map(|(key, part)| (format!("{at}/{}", escaped(key)), part)));
    }
    let items = ["/paths", "/webhooks"].into_iter().flat_map(|at| {
        members(at).map(move |(key, item)| (format!("{at}/{}", escaped(key)), item))
    });
    for (at, item) in items {
        let keys = item.as_object().into_iter().flatten();
        for (key, part) in keys {
            // What the operations of a path share is a part of each of them.
            let pointer = if METHODS.contains(&key.as_str()) {
                format!("{at}/{key}")
            } else {
                at.clone()
            };
            parts.push((pointer, part));
        }
    }
    parts
}

/// The pointers into this document that its references lead to.
fn references(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut work = vec![tree];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(members) => work.extend(members.values()),
            Value::Array(items) => work.extend(items),
            // A reference, or the target of a discriminator.
            Value::String(text) if text.starts_with("#/") => {
                found.extend(
                    Pointer::parse_fragment(text).map(|pointer| pointer.as_str().to_owned()),
                );
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// Numbers that look random: the generator `splitmix64`.
struct Lot(u64);

impl Lot {
    fn new(seed: u64, name: &str) -> Self {
        // FNV-1a, so that documents of one run do not all lose their first schema.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn draw(&mut self, mut from: Vec<String>) -> Option<String> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        let count = u64::try_from(from.len()).ok().filter(|count| *count > 0)?;
        let index = usize::try_from(bits % count).ok()?;
        Some(from.swap_remove(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn tree() -> Value {
        json!({
            "paths": {
                "/a/{b}": { "get": {}, "parameters": [] },
                "/c": { "post": { "responses": { "200": { "$ref": "#/paths/~1a~1%7Bb%7D/get/responses/200" } } } },
            },
            "components": { "schemas": { "One": {}, "a/b": {} } },
        })
    }

    #[test]
    fn the_same_seed_chooses_the_same() {
        let chosen = |seed| choose(&tree(), seed, "a.json");
        assert_eq!(chosen(1), chosen(1));
        let schemas: std::collections::BTreeSet<_> =
            (0..20).map(|seed| chosen(seed).schema).collect();
        assert_eq!(
            schemas.len(),
            2,
            "every schema is chosen at some time: {schemas:?}"
        );
    }

    #[test]
    fn what_others_refer_into_is_kept() {
        assert_eq!(
            choose(&tree(), 1, "a.json").operation.as_deref(),
            Some("/paths/~1c/post")
        );
    }

    #[test]
    fn what_speaks_of_a_schema_is_found_through_what_has_no_item() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let tree = json!({
            "paths": { "/a": { "get": reference("C") } },
            "components": { "schemas": { "A": {}, "B": reference("A"), "C": reference("B"), "D": reference("E"), "E": {} } },
        });
        let found = |has_type: fn(&str) -> bool| {
            let found = mentions(&tree, "/components/schemas/A", has_type);
            found
                .iter()
                .filter_map(|pointer| pointer.rsplit('/').next())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(found(|_| true), "B");
        assert_eq!(found(|pointer| pointer.ends_with('C')), "B C");
        assert_eq!(found(|_| false), "B C get");
    }

    #[test]
    fn a_path_item_that_others_refer_to_is_kept() {
        let tree = json!({ "paths": {
            "/a": { "get": {} },
            "/b": { "$ref": "#/paths/~1a" },
            "/c": { "get": {} },
        } });
        assert_eq!(operations(&tree), ["/paths/~1c/get"]);
    }

    #[test]
    fn webhooks_speak_of_schemas_too() {
        let tree = json!({
            "webhooks": { "new": { "post": { "requestBody": { "$ref": "#/components/schemas/A" } } } },
            "components": { "schemas": { "A": {} } },
        });
        let found = mentions(&tree, "/components/schemas/A", |_| true);
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            ["/webhooks/new/post"]
        );
    }

    #[test]
    fn exactly_the_two_are_removed() {
        let mut less = tree();
        let removal = Removal {
            schema: Some("/components/schemas/a~1b".to_owned()),
            operation: Some("/paths/~1a~1{b}/get".to_owned()),
        };
        removal.apply(&mut less);
        assert_eq!(less["components"]["schemas"], json!({ "One": {} }));
        assert_eq!(less["paths"]["/a/{b}"], json!({ "parameters": [] }));
        assert_eq!(less["paths"]["/c"], tree()["paths"]["/c"]);
    }
}
