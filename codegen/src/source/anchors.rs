//! Names that schemas give themselves, `$anchor` and `$id`, for references that use them in the place of a pointer
//! (JSON Schema 2020-12, section 8.2).

use indexmap::IndexMap;
use serde_json::Value;

use super::files::{mount, mount_of};
use super::names_of_files::{Target, join, scheme};
use crate::diag::Pointer;

/// All such names of the files that were read.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    /// The nodes with an `$anchor` or a `$dynamicAnchor`, by the file and the name.
    named: IndexMap<(Option<String>, String), Pointer>,
    /// The nodes with an `$id`, by what it is together with those around it.
    ids: IndexMap<String, Pointer>,
    /// The same the other way round.
    places: IndexMap<Pointer, String>,
}

/// Keywords whose values are data and name nothing.
const DATA: &[&str] = &["example", "examples", "default", "enum", "const", "value"];

impl Anchors {
    /// Adds the names in a file, none for the document itself. Of two nodes of one name the first has it.
    pub(super) fn add(&mut self, file: Option<&str>, tree: &Value) {
        let root = file.map_or_else(Pointer::root, mount);
        let mut rest = vec![(tree, root, None::<String>)];
        while let Some((node, at, base)) = rest.pop() {
            match node {
                Value::Object(members) => {
                    let base = self.names(file, node, &at).or(base);
                    let inner = members
                        .iter()
                        .filter(|(key, value)| {
                            is_collection(value) && !DATA.contains(&key.as_str())
                        })
                        .map(|(key, value)| (value, at.child(key), base.clone()));
                    let from = rest.len();
                    rest.extend(inner);
                    rest.get_mut(from..).unwrap_or_default().reverse();
                }
                Value::Array(items) => {
                    let inner = items.iter().enumerate();
                    let inner = inner
                        .filter(|(_, item)| is_collection(item))
                        .map(|(index, item)| (item, at.index(index), base.clone()));
                    let from = rest.len();
                    rest.extend(inner);
                    rest.get_mut(from..).unwrap_or_default().reverse();
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }

    /// Takes the names of one node; gives its `$id`, if it has one.
    fn names(&mut self, file: Option<&str>, node: &Value, at: &Pointer) -> Option<String> {
        let text = |key: &str| node.get(key).and_then(Value::as_str);
        for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
            let key = (file.map(str::to_owned), name.to_owned());
            self.named.entry(key).or_insert_with(|| at.clone());
        }
        let is_root = at.is_root() || mount_of(at).is_some_and(|(_, inside)| inside.is_root());
        let written = text("$id").or_else(|| text("$self").filter(|_| is_root))?;
        let written = written.trim_end_matches('#');
        if written.is_empty() || written.starts_with('#') {
            return None;
        }
        let id = match self.around(at) {
            Some((_, base)) if scheme(written).is_none() => join(base, written),
            _ => written.to_owned(),
        };
        self.ids.entry(id.clone()).or_insert_with(|| at.clone());
        self.places.insert(at.clone(), id.clone());
        Some(id)
    }

    /// The nearest node above a place, or at it, that has an `$id`.
    fn around(&self, at: &Pointer) -> Option<(&Pointer, &str)> {
        if self.places.is_empty() {
            return None;
        }
        let known = |node| self.places.get_key_value(node);
        let (place, id) = at.upwards().find_map(known)?;
        Some((place, id))
    }

    /// The node that a reference at a place names by an `$id`.
    pub(super) fn by_id(&self, at: &Pointer, reference: &str) -> Option<Pointer> {
        if self.ids.is_empty() {
            return None;
        }
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let node = if path.is_empty() {
            self.around(at)?.0
        } else {
            self.ids.get(path).or_else(|| {
                let (_, base) = self.around(at)?;
                self.ids.get(&join(base, path))
            })?
        };
        let inside = Pointer::parse_fragment(&format!("#{fragment}"))?;
        Some(node.join(&inside))
    }

    /// The node of a target, a pointer or an anchor. None when the fragment is neither.
    pub(super) fn place(&self, target: &Target) -> Option<Pointer> {
        let root = target.file.as_deref().map_or_else(Pointer::root, mount);
        if let Some(inside) = Pointer::parse_fragment(&format!("#{}", target.fragment)) {
            return Some(root.join(&inside));
        }
        let key = (target.file.clone(), target.fragment.clone());
        self.named.get(&key).cloned()
    }
}

fn is_collection(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn anchors() -> Anchors {
        let tree = json!({
            "components": {"schemas": {
                "A": {"$anchor": "a", "$defs": {"B": {"$dynamicAnchor": "b"}}},
                "C": {"$anchor": "a", "example": {"$anchor": "data"}},
                "D": {
                    "$id": "https://example.com/schemas/d#",
                    "$defs": {"E": {"$id": "e", "properties": {"f": {}}}},
                },
            }},
        });
        let mut anchors = Anchors::default();
        anchors.add(None, &tree);
        anchors.add(
            Some("a.yml"),
            &json!({"x": [{"$anchor": "b"}], "$self": "/self"}),
        );
        anchors
    }

    fn place(file: Option<&str>, fragment: &str) -> Option<String> {
        let target = Target {
            file: file.map(str::to_owned),
            fragment: fragment.to_owned(),
        };
        anchors().place(&target).map(|place| place.to_string())
    }

    #[test]
    fn anchors_are_those_of_their_file_and_the_first_one_counts() {
        let at = |text: &str| Some(text.to_owned());
        assert_eq!(place(None, "a"), at("/components/schemas/A"));
        assert_eq!(place(None, "b"), at("/components/schemas/A/$defs/B"));
        assert_eq!(place(Some("a.yml"), "b"), at("/x-oasmith-files/a.yml/x/0"));
        assert_eq!(place(Some("a.yml"), "/x"), at("/x-oasmith-files/a.yml/x"));
        assert_eq!(place(Some("a.yml"), ""), at("/x-oasmith-files/a.yml"));
        assert_eq!(place(None, "data"), None);
        assert_eq!(place(Some("a.yml"), "a"), None);
    }

    #[test]
    fn ids_are_relative_to_those_around_them() {
        let by_id = |at: &str, reference: &str| {
            let at = Pointer::parse(at).expect("a pointer");
            let place = anchors().by_id(&at, reference)?;
            place
                .as_str()
                .strip_prefix("/components/schemas/D")
                .map(str::to_owned)
        };
        let inside = "/components/schemas/D/properties/x";
        let at = |text: &str| Some(text.to_owned());
        assert_eq!(by_id("/paths", "https://example.com/schemas/d"), at(""));
        assert_eq!(
            by_id("/paths", "https://example.com/schemas/e#/properties/f"),
            at("/$defs/E/properties/f")
        );
        assert_eq!(by_id(inside, "e"), at("/$defs/E"));
        assert_eq!(by_id(inside, "#/$defs/E"), at("/$defs/E"));
        assert_eq!(by_id("/paths", "e"), None);
        assert_eq!(by_id("/paths", "#/$defs/E"), None);
    }
}
