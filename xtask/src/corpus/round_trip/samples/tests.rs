//! The samples of each keyword.
use super::*;
use crate::corpus::round_trip::convert::Direction;

fn of(components: &Value) -> Vec<(Origin, Value)> {
    let tree = json!({"openapi": "3.1.0", "components": {"schemas": components}});
    let mut schemas = Schemas::new(&tree, Direction::Both, |_| true);
    let index = schemas.add("/components/schemas/A");
    samples(&schemas, &mut Texts::default(), index)
}

fn values(schema: &Value) -> Vec<Value> {
    let all = of(&json!({"A": schema})).into_iter();
    all.map(|(_, value)| value).collect()
}

#[test]
fn members_are_there_or_not() {
    let all = values(&json!({"type": "object", "required": ["a"], "properties":
        {"a": {"const": 1}, "b": {"const": 2}, "c": {"const": 3}}}));
    assert_eq!(
        all,
        [
            json!({"a": 1}),
            json!({"a": 1, "b": 2, "c": 3}),
            json!({"a": 1, "c": 3}),
            json!({"a": 1, "b": 2})
        ]
    );
}

#[test]
fn each_branch_value_type_and_null_is_tried() {
    let all = values(&json!({"oneOf": [{"enum": ["a", "b"]}, {"type": ["boolean", "null"]}]}));
    for value in [json!("a"), json!("b"), json!(true), json!(null)] {
        // One choice at a time: `false` would be two.
        assert!(
            all.contains(&value) || value == json!("b") || value == json!(null),
            "{value} of {all:?}"
        );
    }
    let all = values(&json!({"type": ["string", "null"]}));
    assert!(
        all.contains(&json!(null)) && all.contains(&json!("")),
        "{all:?}"
    );
}

#[test]
fn lists_have_several_lengths_and_differ_where_they_have_to() {
    let all = values(
        &json!({"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": true, "maxItems": 2}),
    );
    assert!(
        all.contains(&json!([])) && all.contains(&json!([1, 2])),
        "{all:?}"
    );
    let all = values(&json!({"prefixItems": [{"const": "a"}, {"const": "b"}], "items": false}));
    assert!(all.contains(&json!(["a", "b"])), "{all:?}");
}

#[test]
fn maps_have_entries_and_none() {
    let all = values(&json!({"type": "object", "additionalProperties": {"type": "boolean"}}));
    assert!(all.contains(&json!({})), "{all:?}");
    assert!(
        all.iter()
            .any(|map| map.as_object().is_some_and(|map| map.len() == 2)),
        "{all:?}"
    );
    let all = values(
        &json!({"type": "object", "propertyNames": {"pattern": "^x$"}, "additionalProperties": {"const": 1},
        "minProperties": 1}),
    );
    assert_eq!(all, [json!({"x": 1})]);
    let all = values(&json!({"type": "object", "patternProperties": {"^y$": {"const": 1}}}));
    assert!(all.contains(&json!({"y": 1})), "{all:?}");
}

#[test]
fn examples_are_tried_whole_and_inside() {
    let all = of(
        &json!({"A": {"type": "object", "examples": [{"a": "whole"}], "properties":
        {"a": {"type": "string", "examples": ["inside"], "default": "usual"}}}}),
    );
    let own: Vec<&Value> = all
        .iter()
        .filter(|(origin, _)| *origin == Origin::Own)
        .map(|(_, value)| value)
        .collect();
    assert_eq!(
        own,
        [
            &json!({"a": "whole"}),
            &json!({"a": "inside"}),
            &json!({"a": "usual"})
        ]
    );
}

#[test]
fn a_branch_leaves_out_what_another_one_requires() {
    let all = values(
        &json!({"type": "object", "properties": {"a": {"const": 1}, "b": {"const": 2}},
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}),
    );
    assert_eq!(all, [json!({"a": 1}), json!({"b": 2})]);
    let all = values(&json!({"type": "string", "enum": [1, "a", null]}));
    assert_eq!(all, [json!("a")], "of the type");
}

#[test]
fn what_holds_itself_has_an_end() {
    let all = of(&json!({"A": {"type": "object", "properties":
        {"next": {"$ref": "#/components/schemas/A"}, "all": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}}}}));
    assert!(all.len() > 2, "{all:?}");
    assert_eq!(
        values(&json!({"type": "object", "required": ["a"], "properties":
        {"a": {"$ref": "#/components/schemas/A"}}})),
        Vec::<Value>::new(),
        "no value is finite"
    );
}

#[test]
fn tags_agree_with_the_branch() {
    let cats = json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "purrs": {"const": 1}}});
    let all = of(&json!({
        "A": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}}},
        "Cat": cats, "Dog": {"type": "object", "properties": {"kind": {"type": "string"}}}
    }));
    let all: Vec<&Value> = all.iter().map(|(_, value)| value).collect();
    assert!(
        all.contains(&&json!({"kind": "cat", "purrs": 1})),
        "{all:?}"
    );
    assert!(all.contains(&&json!({"kind": "Dog"})), "{all:?}");
    let heirs = of(&json!({
        "A": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind"}},
        "B": {"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"b": {"const": 1}}}]}
    }));
    assert_eq!(heirs[0].1, json!({"kind": "B"}));
    assert_eq!(heirs[1].1, json!({"kind": "B", "b": 1}));
    let other = of(&json!({
        "A": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["b"]}},
            "discriminator": {"propertyName": "kind"}},
        "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}
    }));
    assert_eq!(
        other[0].1,
        json!({"kind": "b"}),
        "no tag is a value of the member"
    );
}

#[test]
fn samples_are_bounded_and_the_same_each_time() {
    let members: Map<String, Value> = (0..400)
        .map(|number| (format!("m{number}"), json!({"type": "string"})))
        .collect();
    let schema = json!({"type": "object", "properties": members});
    let all = values(&schema);
    assert_eq!(all.len(), MOST_SAMPLES);
    assert_eq!(all, values(&schema));
}
