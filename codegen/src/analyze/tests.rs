//! Tests of the facts: what is boxed, what becomes a type of its own, what of the runtime is used.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use super::analyze;
use crate::{
    config::ApiOptions,
    diag::{Diagnostics, Pointer},
    ir::{Api, Type, TypeKind},
    lower,
};
use expect_test::{Expect, expect};

/// Compares the facts about the model of some schemas.
fn check(schemas: &str, expected: &Expect) {
    let api = model(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n{}",
        schemas
            .lines()
            .map(|line| format!("    {}\n", line.trim().trim_start_matches('|')))
            .collect::<String>()
    ));
    expected.assert_eq(&shown(&api));
}

fn model(document: &str) -> Api {
    let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n{document}");
    let mut diagnostics = Diagnostics::new();
    let document = crate::source::read("test.yaml", text.as_bytes(), &mut diagnostics);
    let document = document.unwrap_or_else(|| panic!("{diagnostics:?}"));
    lower::lower(&document, &ApiOptions::new("test"), &mut diagnostics)
}

/// One line for each member or branch that is boxed, for each type of its own, and one for the rest.
fn shown(api: &Api) -> String {
    let facts = analyze(api);
    let name = |origin: &Pointer| origin.as_str().replace("/components/schemas/", "");
    let mut lines = Vec::new();
    for (id, item) in api.types.iter() {
        let parts: Vec<String> = match &item.kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                let members = object.members.iter();
                members.map(|member| member.wire.clone()).collect()
            }
            TypeKind::Union(union) => {
                let branches = union.branches.iter();
                branches
                    .map(|branch| {
                        branch
                            .json
                            .map_or_else(String::new, |json| format!("{json:?}"))
                    })
                    .collect()
            }
            TypeKind::Alias(Type::Tuple(_)) => vec!["tuple".to_owned()],
            TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
        };
        for (position, part) in parts.iter().enumerate() {
            if facts.is_boxed(id, position) {
                lines.push(format!("box {}.{part}\n", name(&item.origin)));
            }
        }
        if facts.is_newtype(id) {
            lines.push(format!("newtype {}\n", name(&item.origin)));
        }
    }
    let needs = facts.requirements;
    let used = [
        ("chrono", needs.chrono),
        ("uuid", needs.uuid),
        ("base64", needs.base64),
        ("open enums", needs.open_enums),
        ("unions", needs.unions),
        ("tuples", needs.tuples),
        ("objects", needs.objects),
        ("operations", needs.operations),
    ];
    let used = used.iter().filter(|(_, used)| *used).map(|(what, _)| *what);
    let used: Vec<&str> = used.collect();
    let used = if used.is_empty() {
        "nothing".to_owned()
    } else {
        used.join(", ")
    };
    lines.push(format!("uses {used}\n"));
    lines.concat()
}

#[test]
fn nothing_is_boxed_without_recursion() {
    check(
        "
        A: {properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/B'}}}
        B: {properties: {c: {properties: {d: {type: string}}}}}
        ",
        &expect![[r#"
            uses objects
        "#]],
    );
}

#[test]
fn a_member_of_its_own_type_is_boxed_whatever_its_presence() {
    check(
        "
        A:
        |  required: [must, null]
        |  properties:
        |    may: {$ref: '#/components/schemas/A'}
        |    must: {$ref: '#/components/schemas/A'}
        |    null: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}
        |    field: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}
        |    other: {type: string}
        ",
        &expect![[r#"
            box A.may
            box A.must
            box A.null
            box A.field
            uses objects
        "#]],
    );
}

#[test]
fn lists_and_maps_are_boxes_already() {
    check(
        "
        A: {properties: {list: {type: array, items: {$ref: '#/components/schemas/A'}}, map: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}}}
        B: {properties: {a: {type: string}}, additionalProperties: {$ref: '#/components/schemas/B'}}
        ",
        &expect![[r#"
            uses objects
        "#]],
    );
}

#[test]
fn mutual_recursion() {
    check(
        "
        A: {properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}
        B: {properties: {a: {$ref: '#/components/schemas/A'}}}
        C: {properties: {list: {type: array, items: {$ref: '#/components/schemas/A'}}}}
        D: {properties: {a: {$ref: '#/components/schemas/A'}}}
        ",
        &expect![[r#"
            box B.a
            uses objects
        "#]],
    );
}

/// Whatever the order of the names, a circle has one box, and what is in two circles may break both.
#[test]
fn a_circle_needs_one_box() {
    check(
        "
        A: {properties: {c: {$ref: '#/components/schemas/C'}}}
        B: {properties: {a: {$ref: '#/components/schemas/A'}}}
        C: {properties: {b: {$ref: '#/components/schemas/B'}}}
        D: {properties: {e: {$ref: '#/components/schemas/E'}, f: {$ref: '#/components/schemas/F'}}}
        E: {properties: {d: {$ref: '#/components/schemas/Alias'}}}
        F: {properties: {e: {$ref: '#/components/schemas/E'}}}
        Alias: {$ref: '#/components/schemas/D'}
        ",
        &expect![[r#"
            box C.b
            box E.d
            uses objects
        "#]],
    );
}

#[test]
fn many_types_that_hold_each_other_are_boxed_in_each_other() {
    let circle = |count: usize| {
        let schema = |index: usize| {
            let next = (index + 1) % count;
            format!(
                "    T{index}: {{properties: {{next: {{$ref: '#/components/schemas/T{next}'}}}}}}\n"
            )
        };
        let schemas: String = (0..count).map(schema).collect();
        let text = shown(&model(&format!(
            "paths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        )));
        text.lines().filter(|line| line.starts_with("box")).count()
    };
    assert_eq!((circle(8), circle(9)), (1, 9));
}

/// A type more in the document, or a way into a circle, moves no box.
#[test]
fn boxes_do_not_depend_on_what_is_not_in_the_circle() {
    let circle = "
        Link: {properties: {next: {$ref: '#/components/schemas/Node'}}}
        Node: {properties: {link: {$ref: '#/components/schemas/Link'}}}";
    let boxes = |document: &str| {
        let schemas = document
            .lines()
            .map(|line| format!("    {}\n", line.trim()));
        let schemas: String = schemas.collect();
        let text = shown(&model(&format!(
            "paths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        )));
        text.lines()
            .filter(|line| line.starts_with("box"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(boxes(circle), "box Node.link");
    let more = "
        Before: {properties: {link: {$ref: '#/components/schemas/Link'}, node: {$ref: '#/components/schemas/Node'}}}
        Zone: {properties: {node: {$ref: '#/components/schemas/Node'}}}";
    assert_eq!(boxes(&format!("{more}{circle}")), "box Node.link");
    assert_eq!(boxes(&format!("{circle}{more}")), "box Node.link");
}

#[test]
fn through_aliases() {
    check(
        "
        A: {properties: {a: {$ref: '#/components/schemas/Alias'}}}
        Alias: {allOf: [{$ref: '#/components/schemas/A'}]}
        ",
        &expect![[r#"
            box A.a
            uses objects
        "#]],
    );
}

#[test]
fn through_tuples() {
    check(
        "
        Cell: {type: array, items: [{type: string}, {$ref: '#/components/schemas/Cell'}], minItems: 2, maxItems: 2}
        Open: {type: array, items: [{type: string}, {$ref: '#/components/schemas/Open'}]}
        Held: {properties: {pair: {type: array, items: [{type: string}, {$ref: '#/components/schemas/Held'}], minItems: 2, maxItems: 2}}}
        List: {type: array, items: [{type: string}, {type: array, items: {$ref: '#/components/schemas/List'}}], minItems: 2, maxItems: 2}
        Through: {type: array, items: [{type: string}, {$ref: '#/components/schemas/Owner'}], minItems: 2, maxItems: 2}
        Owner: {properties: {of: {$ref: '#/components/schemas/Through'}}}
        ",
        &expect![[r#"
            box Cell.tuple
            newtype Cell
            box Open.1
            box Held.pair
            newtype List
            box Owner.of
            uses tuples, objects
        "#]],
    );
}

#[test]
fn through_inline_objects() {
    check(
        "
        A: {properties: {inner: {properties: {a: {$ref: '#/components/schemas/A'}}}}}
        ",
        &expect![[r#"
            box A/properties/inner.a
            uses objects
        "#]],
    );
}

#[test]
fn through_unions() {
    check(
        "
        A: {properties: {u: {$ref: '#/components/schemas/U'}}}
        U: {oneOf: [{type: string}, {$ref: '#/components/schemas/A'}]}
        V: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/V'}}]}
        ",
        &expect![[r#"
            box U.Object
            uses unions, objects
        "#]],
    );
}

#[test]
fn aliases_of_themselves_become_types() {
    check(
        "
        List: {type: array, items: {$ref: '#/components/schemas/List'}}
        Map: {type: object, additionalProperties: {type: array, items: {$ref: '#/components/schemas/Map'}}}
        One: {type: array, items: {$ref: '#/components/schemas/Two'}}
        Two: {type: object, additionalProperties: {$ref: '#/components/schemas/One'}}
        Plain: {type: array, items: {$ref: '#/components/schemas/List'}}
        ThroughStruct: {type: array, items: {properties: {a: {$ref: '#/components/schemas/ThroughStruct'}}}}
        ",
        &expect![[r#"
            newtype List
            newtype Map
            newtype One
            newtype Two
            uses objects
        "#]],
    );
}

#[test]
fn requirements_of_models() {
    check(
        "A: {type: string}",
        &expect![[r#"
        uses nothing
    "#]],
    );
    check(
        "A: {type: string, format: date}",
        &expect![[r#"
        uses chrono
    "#]],
    );
    check(
        "A: {type: array, items: {type: string, format: uuid}}",
        &expect![[r#"
            uses uuid
        "#]],
    );
    check(
        "A: {type: object, additionalProperties: {type: string, format: byte}}",
        &expect![[r#"
            uses base64
        "#]],
    );
    check(
        "A: {type: integer, enum: [1]}",
        &expect![[r#"
        uses open enums
    "#]],
    );
    check(
        "A: {oneOf: [{type: string, format: date-time}, {type: integer}]}",
        &expect![[r#"
            uses chrono, unions
        "#]],
    );
    check(
        "A: {properties: {a: {type: string, format: uuid, nullable: true}}, additionalProperties: {type: string, format: date}}",
        &expect![[r#"
            uses chrono, uuid, objects
        "#]],
    );
    check(
        "A: {type: array, items: {$ref: '#/components/schemas/A'}}",
        &expect![[r#"
            newtype A
            uses objects
        "#]],
    );
}

#[test]
fn requirements_of_operations() {
    let of = |operation: &str| {
        let operation = format!("paths: {{/a: {{get: {{operationId: a, {operation}}}}}}}\n");
        shown(&model(&operation))
    };
    let empty = "responses: {204: {description: ''}}";
    expect![[r#"
        uses operations
    "#]]
    .assert_eq(&of(empty));
    expect![[r#"
        uses uuid, operations
    "#]]
    .assert_eq(&of(&format!(
        "parameters: [{{name: a, in: query, schema: {{type: string, format: uuid}}}}], {empty}"
    )));
    expect![[r#"
        uses base64, operations
    "#]].assert_eq(&of(&format!(
        "requestBody: {{content: {{application/json: {{schema: {{type: string, format: byte}}}}}}}}, {empty}"
    )));
    expect![[r#"
        uses chrono, operations
    "#]].assert_eq(&of(
        "responses: {200: {description: '', content: {application/json: {schema: {type: string, format: date}}}}}",
    ));
    expect![[r#"
        uses uuid, operations
    "#]].assert_eq(&of(
        "responses: {404: {description: '', content: {application/json: {schema: {type: array, items: {type: string, format: uuid}}}}}}",
    ));
    expect![[r#"
        uses operations
    "#]].assert_eq(&of(
        "responses: {200: {description: '', content: {text/plain: {schema: {type: string, format: date}}}}}",
    ));
}
