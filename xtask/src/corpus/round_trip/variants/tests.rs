//! Samples with something unseen, undeclared or broken.
use super::*;
use crate::corpus::round_trip::convert::Direction;

fn with<T>(components: &Value, then: impl FnOnce(&Schemas<'_>, usize) -> T) -> T {
    let tree = json!({"openapi": "3.0.3", "components": {"schemas": components}});
    let mut schemas = Schemas::new(&tree, Direction::Both, |_| true);
    let index = schemas.add("/components/schemas/A");
    then(&schemas, index)
}

fn union() -> Value {
    json!({
        "A": {"type": "array", "items": {"oneOf": [{"$ref": "#/components/schemas/B"}],
            "discriminator": {"propertyName": "kind"}}},
        "B": {"type": "object", "required": ["kind"], "properties": {
            "kind": {"type": "string", "enum": ["B"]}, "color": {"type": "string", "enum": ["red"]},
            "level": {"type": "integer", "enum": [1, 7]}}}
    })
}

#[test]
fn values_and_tags_that_are_not_listed() {
    let sample = json!([{"kind": "B", "color": "red", "level": 1}]);
    let all = with(&union(), |schemas, index| unseen(schemas, index, &sample));
    assert_eq!(
        all,
        [
            json!([{"kind": UNSEEN, "color": "red", "level": 1}]),
            json!([{"kind": "B", "color": UNSEEN, "level": 1}]),
            json!([{"kind": "B", "color": "red", "level": 8}]),
        ]
    );
}

#[test]
fn members_that_are_not_declared_where_that_is_allowed() {
    let schema = json!({"A": {"type": "object", "properties": {
        "open": {"type": "object", "properties": {"a": {}}},
        "shut": {"type": "object", "additionalProperties": false},
        "typed": {"type": "object", "additionalProperties": {"type": "string"}}}}});
    let sample = json!({"open": {}, "shut": {}, "typed": {}});
    let all = with(&schema, |schemas, index| {
        undeclared(schemas, index, &sample)
    });
    assert_eq!(all.len(), 2);
    assert!(all[0].get(UNDECLARED).is_some());
    assert!(all[1].pointer("/open/x-oasmith-undeclared").is_some());
}

#[test]
fn samples_are_broken_in_one_place_each() {
    let schema = json!({"A": {"type": "object", "required": ["a"], "properties": {
        "a": {"type": "string", "format": "uuid"},
        "a list": {"type": "array", "items": {"type": ["integer", "boolean"]}},
        "any": {}}}});
    let schema = {
        let mut schema = schema;
        schema["A"]["properties"]["a list"]["items"] = json!({"type": "integer", "nullable": true});
        schema
    };
    let sample = json!({"a": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "a list": [1], "any": 1});
    let all = with(&schema, |schemas, index| broken(schemas, index, &sample));
    let lines: Vec<String> = all
        .iter()
        .map(|broken| format!("{} {:?} {}", broken.path, broken.missing, broken.value))
        .collect();
    assert_eq!(
        lines,
        [
            r#" Some("a") {"a list":[1],"any":1}"#,
            " None true",
            r#"a None {"a":"none of its format!","a list":[1],"any":1}"#,
            r#"a None {"a":true,"a list":[1],"any":1}"#,
            r#"["a list"] None {"a":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","a list":true,"any":1}"#,
            r#"["a list"][0] None {"a":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","a list":[true],"any":1}"#,
        ]
    );
}
