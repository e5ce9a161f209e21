//! Which schema and which operation are removed?
use serde_json::Value;

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

/// The operations, less those into which a reference leads: their parts belong to others too.
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
        !references
            .iter()
            .any(|reference| reference.starts_with(pointer))
    });
    found
}

/// The pointers that references of this document into its paths lead to.
fn references(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut work = vec![tree];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get("$ref")
                    && let Some(pointer) = target
                        .strip_prefix('#')
                        .filter(|pointer| pointer.starts_with("/paths/"))
                {
                    found.push(
                        pointer
                            .replace("%7B", "{")
                            .replace("%7D", "}")
                            .replace("%7b", "{")
                            .replace("%7d", "}"),
                    );
                }
                work.extend(members.values());
            }
            Value::Array(items) => work.extend(items),
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
