//! Names that the generator keeps for itself in a tree. A document that uses them would name places that are made
//! while it is read, and mean something else with every change of how.

use serde_json::{Map, Value};

use super::files::MOUNTS;
use super::names_of_files::is_named;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// Frees the key below which files are mounted.
pub(super) fn free(root: &mut Value, diagnostics: &mut Diagnostics) {
    let members = root.as_object_mut();
    let dropped = members.and_then(|members| members.shift_remove(MOUNTS));
    if dropped.is_some() {
        let message = format!("`{MOUNTS}` is a name that the generator keeps for itself");
        let place = Place::key(Pointer::root().child(MOUNTS));
        diagnostics.push(Diagnostic::new(Code::ReservedKeyword, place, message).label("ignored"));
    }
}

/// Removes the references of a tree as written that use the scheme or the places of the generator.
pub(super) fn references(tree: &mut Value, diagnostics: &mut Diagnostics) {
    walk(tree, &mut Vec::new(), diagnostics);
}

/// `path` are the tokens to the node. No tree is deeper than the reader allows.
fn walk(node: &mut Value, path: &mut Vec<String>, diagnostics: &mut Diagnostics) {
    match node {
        Value::Object(members) => {
            let is_mapping = path.last().is_some_and(|key| key == "mapping");
            let is_used = |key: &str, value: &Value| {
                (is_mapping || matches!(key, "$ref" | "$dynamicRef"))
                    && value.as_str().is_some_and(is_reserved)
            };
            if members.iter().any(|(key, value)| is_used(key, value)) {
                remove(members, is_used, path, diagnostics);
            }
            for (key, member) in members {
                if !holds_others(member) {
                    continue;
                }
                path.push(key.clone());
                walk(member, path, diagnostics);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                if !holds_others(item) {
                    continue;
                }
                path.push(index.to_string());
                walk(item, path, diagnostics);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn holds_others(node: &Value) -> bool {
    node.is_object() || node.is_array()
}

fn remove(
    members: &mut Map<String, Value>,
    is_used: impl Fn(&str, &Value) -> bool,
    path: &[String],
    diagnostics: &mut Diagnostics,
) {
    members.retain(|key, value| {
        if !is_used(key, value) {
            return true;
        }
        let at = path
            .iter()
            .fold(Pointer::root(), |at, token| at.child(token));
        let written = value.as_str().unwrap_or_default();
        let message = format!("`{written}` is a place that the generator keeps for itself");
        diagnostics.push(
            Diagnostic::new(Code::ReservedKeyword, at.child(key), message)
                .label("ignored")
                .hint("refer to the file by its path"),
        );
        false
    });
}

fn is_reserved(reference: &str) -> bool {
    let Some((path, fragment)) = reference.split_once('#') else {
        return is_named(reference);
    };
    let inside = Pointer::parse_fragment(&format!("#{fragment}"));
    is_named(path)
        || inside.is_some_and(|inside| inside.tokens().next().is_some_and(|first| first == MOUNTS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_do_not_name_places_of_the_generator() {
        let mut tree = json!({
            "a": {"$ref": "x-oasmith:./sub/pet.yaml#", "description": "kept"},
            "b": [{"$ref": "#/x-oasmith-files/sub~1pet.yaml"}],
            "c": {"$dynamicRef": "#/%78-oasmith-files/a"},
            "d": {"mapping": {"x": "X-OASMITH:a.yaml", "y": "#/x-oasmith"}},
            "e": {"$ref": "x-oasmith.yaml#/x-oasmith-file"},
            "f": {"description": "x-oasmith:"},
        });
        let mut diagnostics = Diagnostics::new();
        references(&mut tree, &mut diagnostics);
        let expected = json!({
            "a": {"description": "kept"},
            "b": [{}],
            "c": {},
            "d": {"mapping": {"y": "#/x-oasmith"}},
            "e": {"$ref": "x-oasmith.yaml#/x-oasmith-file"},
            "f": {"description": "x-oasmith:"},
        });
        assert_eq!(tree, expected);
        let places: Vec<String> = diagnostics
            .iter()
            .map(|found| match &found.place {
                Place::Pointer { pointer, .. } => format!("{} {pointer}", found.code),
                other => format!("{other:?}"),
            })
            .collect();
        let expected = ["/a/$ref", "/b/0/$ref", "/c/$dynamicRef", "/d/mapping/x"];
        assert_eq!(
            places,
            expected.map(|place| format!("reserved-keyword {place}"))
        );
    }
}
