//! Keywords of newer versions, as conversion carries them along.
use super::{check_converted, with_schemas};
use expect_test::{Expect, expect};

fn check(schemas: &str, expected: &Expect) {
    check_converted(&with_schemas(schemas), expected);
}

#[test]
fn what_nothing_else_describes() {
    check(
        "
        Values: {type: object, x-oasmith-unevaluatedProperties: {type: integer}}
        Any: {type: object, properties: {a: {type: string}}, x-oasmith-unevaluatedProperties: true}
        None: {type: object, properties: {a: {type: string}}, x-oasmith-unevaluatedProperties: false}
        Union: {oneOf: [{type: string}, {type: integer}], x-oasmith-unevaluatedProperties: false}
        Child:
          allOf: [{$ref: '#/components/schemas/None'}]
          properties: {b: {type: string}}
          x-oasmith-unevaluatedProperties: {type: integer}
        ",
        &expect![[r#"
            alias Values = {i64}
            struct Any
              a: text optional
              ..: any
            struct None
              a: text optional
            union Union
              string: text
              integer: i64
            struct Child
              a: text optional
              b: text optional
              ..: i64
        "#]],
    );
}

#[test]
fn constraints_and_texts() {
    check(
        "
        Text: {type: string, example: a, x-oasmith-examples: [b, c, d], x-oasmith-contentMediaType: text/csv, x-oasmith-contentEncoding: gzip}
        Held: {x-oasmith-contentMediaType: application/json, x-oasmith-contentSchema: {type: object}}
        Object:
          type: object
          properties: {a: {type: string}}
          x-oasmith-propertyNames: {pattern: '^a'}
          x-oasmith-dependentRequired: {a: [b]}
          x-oasmith-if: {required: [a]}
          x-oasmith-then: {required: [b]}
        List: {type: array, items: {type: string}, x-oasmith-contains: {enum: [a]}, x-oasmith-minContains: 2}
        ",
        &expect![[r#"
            alias Text = text (example "a", example "b", example "c", holds text/csv in gzip)
            alias Held = text (holds application/json, not checked: contentSchema)
            struct Object (names like ^a, a requires b, not checked: if then)
              a: text optional
            alias List = [text] (not checked: contains minContains)

            unchecked-keyword at /components/schemas/Held/x-oasmith-contentSchema: what this string holds is not read by type
            unchecked-keyword at /components/schemas/Object/x-oasmith-propertyNames: `propertyNames` is not checked
            unchecked-keyword at /components/schemas/Object/x-oasmith-dependentRequired: `dependentRequired` is not checked
            unchecked-keyword at /components/schemas/Object/x-oasmith-if: `if` is not checked
            unchecked-keyword at /components/schemas/Object/x-oasmith-then: `then` is not checked
            unchecked-keyword at /components/schemas/List/x-oasmith-contains: `contains` is not checked
            unchecked-keyword at /components/schemas/List/x-oasmith-minContains: `minContains` is not checked
        "#]],
    );
}

#[test]
fn null_alone() {
    check(
        "
        Null: {nullable: true, enum: [null]}
        Listed: {enum: [null]}
        Or: {oneOf: [{$ref: '#/components/schemas/Pet'}, {nullable: true, enum: [null]}]}
        Either: {anyOf: [{type: integer}, {$ref: '#/components/schemas/Null'}]}
        Never: {not: {}}
        OrNever: {oneOf: [{type: string}, {not: {}}]}
        Pet:
          type: object
          properties:
            null: {nullable: true, enum: [null]}
            text: {type: string, nullable: true, enum: [null]}
            or: {$ref: '#/components/schemas/Or'}
            never: {not: {}}
            nothing: {type: array, items: {not: {}}}
          required: [or]
        ",
        &expect![[r#"
            alias Null = any
            alias Listed = any
            alias Or = Pet
            struct Pet
              null: any optional
              text: text optional nullable
              or: Or required nullable
              never: any optional
              nothing: [any] optional
            alias Either = i64
            alias Never = any
            alias OrNever = text

            unchecked-keyword at /components/schemas/Pet/properties/never: `never` must not be there, which is not checked
        "#]],
    );
}

#[test]
fn members_under_conditions() {
    check(
        "
        Then: {type: object, properties: {kind: {type: string}}, x-oasmith-if: {required: [kind]}, x-oasmith-then: {properties: {extra: {type: integer}}}}
        Else: {type: object, properties: {kind: {type: string}}, x-oasmith-if: {required: [kind]}, x-oasmith-else: {allOf: [{$ref: '#/components/schemas/Then'}]}}
        Known: {type: object, properties: {kind: {type: string}}, x-oasmith-then: {properties: {kind: {enum: [a]}}}}
        Dependent: {type: object, properties: {kind: {type: string}}, x-oasmith-dependentSchemas: {kind: {properties: {other: {type: string}}}}}
        ",
        &expect![[r#"
            struct Then (not checked: if then)
              kind: text optional
              ..: any
            struct Else (not checked: if else)
              kind: text optional
              ..: any
            struct Known (not checked: then)
              kind: text optional
            struct Dependent (not checked: dependentSchemas)
              kind: text optional
              ..: any

            unchecked-keyword at /components/schemas/Then/x-oasmith-if: `if` is not checked
            unchecked-keyword at /components/schemas/Then/x-oasmith-then: `then` is not checked
            unchecked-keyword at /components/schemas/Else/x-oasmith-if: `if` is not checked
            unchecked-keyword at /components/schemas/Else/x-oasmith-else: `else` is not checked
            unchecked-keyword at /components/schemas/Known/x-oasmith-then: `then` is not checked
            unchecked-keyword at /components/schemas/Dependent/x-oasmith-dependentSchemas: `dependentSchemas` is not checked
        "#]],
    );
}
