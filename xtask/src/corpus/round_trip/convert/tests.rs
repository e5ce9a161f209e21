//! Schemas of each version in the words of 2020-12.
use super::*;

fn converted(openapi: &str, schemas: &Value, direction: Direction) -> Value {
    let tree = json!({"openapi": openapi, "components": {"schemas": schemas}});
    let mut all = Schemas::new(&tree, direction, |pattern| pattern != "(");
    let index = all.add("/components/schemas/A");
    assert_eq!(index, 0);
    let mut document = all.document(std::iter::once(index));
    document["$defs"].take()
}

#[test]
fn nullable_adds_null_to_a_type_that_is_there() {
    let schema = json!({"A": {"type": "string", "nullable": true}});
    assert_eq!(
        converted("3.0.3", &schema, Direction::Both),
        json!({"0": {"type": ["string", "null"]}})
    );
    let without = json!({"A": {"nullable": true, "enum": ["a"]}});
    assert_eq!(
        converted("3.0.3", &without, Direction::Both),
        json!({"0": {"enum": ["a"]}})
    );
    assert_eq!(
        converted("3.1.0", &schema, Direction::Both),
        json!({"0": {"type": "string"}}),
        "3.1 has no such keyword"
    );
}

#[test]
fn exclusive_bounds_are_numbers() {
    let schema = json!({"A": {"minimum": 1, "exclusiveMinimum": true, "maximum": 5, "exclusiveMaximum": false}});
    assert_eq!(
        converted("3.0.3", &schema, Direction::Both),
        json!({"0": {"exclusiveMinimum": 1, "maximum": 5}})
    );
    let schema = json!({"A": {"minimum": 1, "exclusiveMinimum": 2}});
    assert_eq!(
        converted("3.1.0", &schema, Direction::Both),
        json!({"0": {"exclusiveMinimum": 2, "minimum": 1}})
    );
}

#[test]
fn integer_formats_are_bounds_unless_there_are_tighter_ones() {
    let schema = json!({"A": {"type": "integer", "format": "int8", "minimum": 0, "maximum": 9000}});
    assert_eq!(
        converted("3.0.3", &schema, Direction::Both),
        json!({"0": {"type": "integer", "minimum": 0, "maximum": 127, "x-format": "int8"}})
    );
}

#[test]
fn references_lead_to_definitions_and_their_siblings_count_in_3_1_alone() {
    let schema = json!({
        "A": {"properties": {"b": {"$ref": "#/components/schemas/B~1%20c", "type": "string"}}},
        "B/ c": {"properties": {"a": {"$ref": "#/components/schemas/A"}}},
        "Unused": {}
    });
    assert_eq!(
        converted("3.0.3", &schema, Direction::Both),
        json!({
            "0": {"properties": {"b": {"$ref": "#/$defs/1"}}},
            "1": {"properties": {"a": {"$ref": "#/$defs/0"}}}
        })
    );
    assert_eq!(
        converted("3.1.0", &schema, Direction::Both)["0"],
        json!({"properties": {"b": {"allOf": [{"$ref": "#/$defs/1"}], "type": "string"}}})
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_a_defect_of_all_that_need_it() {
    let tree = json!({"openapi": "3.0.3", "components": {"schemas": {
        "A": {"items": {"$ref": "#/components/schemas/B"}},
        "B": {"items": {"$ref": "other.json"}},
        "C": {"$ref": "#/components/schemas/None"},
        "D": {}
    }}});
    let mut all = Schemas::new(&tree, Direction::Both, |_| true);
    let defects = ["A", "B", "C", "D"].map(|name| {
        let index = all.add(&format!("/components/schemas/{name}"));
        all.defect(index).is_some()
    });
    assert_eq!(defects, [true, true, true, false]);
}

#[test]
fn all_of_keeps_additional_properties_where_they_stand() {
    let schema = json!({"A": {
        "allOf": [{"$ref": "#/components/schemas/B"}, {"required": ["x"]}],
        "additionalProperties": false, "properties": {"x": {}}
    }, "B": {"additionalProperties": {"type": "integer"}}});
    assert_eq!(
        converted("3.0.3", &schema, Direction::Both),
        json!({
            "0": {"allOf": [{"$ref": "#/$defs/1"}, {"required": ["x"]}],
                "additionalProperties": false, "properties": {"x": {}}},
            "1": {"additionalProperties": {"type": "integer"}}
        })
    );
}

#[test]
fn members_of_the_other_direction_are_neither_required_nor_there() {
    let schema = json!({"A": {
        "required": ["id", "secret", "name"],
        "allOf": [{"$ref": "#/components/schemas/B"}],
        "properties": {"secret": {"writeOnly": true}, "name": {}}
    }, "B": {"properties": {"id": {"readOnly": true}}, "required": ["id"]}});
    let request = converted("3.0.3", &schema, Direction::Request);
    assert_eq!(request["0"]["required"], json!(["name", "secret"]));
    assert_eq!(
        request["1"],
        json!({"properties": {"id": false}, "required": []})
    );
    let answer = converted("3.0.3", &schema, Direction::Answer);
    assert_eq!(answer["0"]["required"], json!(["id", "name"]));
    assert_eq!(
        answer["0"]["properties"],
        json!({"secret": false, "name": {}})
    );
}

#[test]
fn what_the_version_does_not_have_says_nothing() {
    let schema =
        json!({"A": {"type": "file", "pattern": "(", "required": true, "const": 1, "items": [{}]}});
    assert_eq!(
        converted("3.0.3", &schema, Direction::Both),
        json!({"0": {"x-unclear": true, "x-pattern": "("}})
    );
}

#[test]
fn a_branch_of_nullable_alone_is_null() {
    let schema = json!({"A": {"anyOf": [{"type": "string"}, {"nullable": true}]}});
    assert_eq!(
        converted("3.0.3", &schema, Direction::Both),
        json!({"0": {"anyOf": [{"type": "string"}, {"type": "null"}]}})
    );
}

#[test]
fn discriminators_name_their_tags() {
    let schema = json!({
        "A": {"oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}],
            "discriminator": {"propertyName": "kind", "mapping": {"b1": "B", "b2": "#/components/schemas/B"}}},
        "B": {}, "C": {}
    });
    let tree = json!({"openapi": "3.0.3", "components": {"schemas": schema}});
    let mut all = Schemas::new(&tree, Direction::Both, |_| true);
    let index = all.add("/components/schemas/A");
    let discriminator = &all.get(index).unwrap()["x-discriminator"];
    assert_eq!(discriminator["property"], "kind");
    let tags: Vec<(&str, u64)> = discriminator["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| (tag[0].as_str().unwrap(), tag[1].as_u64().unwrap()))
        .collect();
    let [("b1", b), ("b2", b2), ("C", c)] = tags.as_slice() else {
        panic!("{tags:?}");
    };
    assert_eq!(b, b2);
    assert_ne!(b, c);
    let tree = json!({"swagger": "2.0", "definitions": {
        "A": {"discriminator": "kind"}, "B": {"allOf": [{"$ref": "#/definitions/A"}]}
    }});
    let mut all = Schemas::new(&tree, Direction::Both, |_| true);
    all.add("/definitions/A");
    assert_eq!(
        all.get(0).unwrap()["x-discriminator"],
        json!({"property": "kind", "tags": [["B", 1]]})
    );
}
