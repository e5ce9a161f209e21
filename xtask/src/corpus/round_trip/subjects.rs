//! Which examples does a document give beside a schema?
use super::convert::unescaped;
use serde_json::Value;

/// The examples of a body, given the place of its schema: those of the media type object, or in Swagger 2.0 of the
/// response. Those in schemas are found where samples are made.
#[must_use]
pub fn examples(tree: &Value, place: &str) -> Vec<Value> {
    let Some(parent) = place.strip_suffix("/schema") else {
        return Vec::new();
    };
    let Some(Value::Object(parent)) = tree.pointer(parent) else {
        return Vec::new();
    };
    let mut found: Vec<Value> = parent.get("example").cloned().into_iter().collect();
    let several = parent.get("examples").and_then(Value::as_object);
    for (name, example) in several.into_iter().flatten() {
        if tree.get("swagger").is_some() {
            let is_json = name.to_ascii_lowercase().contains("json");
            found.extend(is_json.then(|| example.clone()));
            continue;
        }
        found.extend(resolved(tree, example).and_then(|example| example.get("value").cloned()));
    }
    found
        .iter()
        .filter_map(|example| meant(tree, example))
        .collect()
}

/// What an example means: a reference in its place is what it leads to, and a text that holds an object or a list in
/// JSON is that. Neither is by the letter of the specification, and both are common.
fn meant(tree: &Value, example: &Value) -> Option<Value> {
    inside(example).or_else(|| resolved(tree, example).cloned())
}

/// The object or list that a text holds in JSON.
#[must_use]
pub fn inside(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    let is_begun = text.trim_start().starts_with(['{', '[']);
    is_begun.then(|| serde_json::from_str(text).ok()).flatten()
}

/// An example, or what its reference leads to.
fn resolved<'t>(tree: &'t Value, example: &'t Value) -> Option<&'t Value> {
    let mut example = example;
    for _ in 0..8 {
        let Some(reference) = example.get("$ref").and_then(Value::as_str) else {
            return Some(example);
        };
        let tokens = reference.strip_prefix("#/")?.split('/');
        example = tokens
            .map(unescaped)
            .try_fold(tree, |value, name| value.get(name))?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn examples_of_media_types_and_of_responses_are_found() {
        let tree = json!({
            "body": {"schema": {}, "example": 1, "examples": {
                "a": {"value": 2}, "b": {"$ref": "#/components/examples/c"}, "d": {"externalValue": "x"}}},
            "components": {"examples": {"c": {"value": 3}}}
        });
        assert_eq!(
            examples(&tree, "/body/schema"),
            [json!(1), json!(2), json!(3)]
        );
        let tree = json!({"body": {"schema": {}, "example": "[1, 2]", "examples": {
            "a": {"value": {"$ref": "#/b"}}}}, "b": 4});
        assert_eq!(examples(&tree, "/body/schema"), [json!([1, 2]), json!(4)]);
        assert_eq!(
            examples(&tree, "/components/examples/c"),
            Vec::<Value>::new()
        );
        let tree = json!({"swagger": "2.0", "answer": {"schema": {}, "examples":
            {"application/json": {"a": 1}, "text/plain": "a"}}});
        assert_eq!(examples(&tree, "/answer/schema"), [json!({"a": 1})]);
    }
}
