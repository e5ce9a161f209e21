//! `allOf` in the shapes that people write it: a named parent alone, siblings of every kind, parts that narrow.
use super::{check, check_schemas};
use expect_test::expect;

/// What says nothing more about the type is the type itself, with what it says at the use.
#[test]
fn a_parent_with_nothing_but_words_beside_it() {
    check_schemas(
        "
        Base: {required: [id], properties: {id: {type: integer}}}
        User:
          properties:
            alone: {allOf: [{$ref: '#/components/schemas/Base'}]}
            described: {description: Mine., deprecated: true, allOf: [{$ref: '#/components/schemas/Base'}]}
            titled: {title: T, allOf: [{$ref: '#/components/schemas/Base'}, {title: Other}]}
            nullable: {nullable: true, allOf: [{$ref: '#/components/schemas/Base'}]}
            example: {allOf: [{$ref: '#/components/schemas/Base'}, {example: {id: 1}}]}
            read: {readOnly: true, allOf: [{$ref: '#/components/schemas/Base'}]}
            typed: {type: object, allOf: [{$ref: '#/components/schemas/Base'}]}
            typed_part: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object}]}
            twice: {allOf: [{$ref: '#/components/schemas/Base'}, {$ref: '#/components/schemas/Base'}]}
            empty_part: {allOf: [{$ref: '#/components/schemas/Base'}, {}]}
            no_properties: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {}}]}
            open: {allOf: [{$ref: '#/components/schemas/Base'}], additionalProperties: true}
            closed: {allOf: [{$ref: '#/components/schemas/Base'}], additionalProperties: false}
            closed_part: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, additionalProperties: false}]}
            counted: {allOf: [{$ref: '#/components/schemas/Base'}, {minProperties: 1}]}
            required_already: {allOf: [{$ref: '#/components/schemas/Base'}], required: [id]}
            nested: {allOf: [{allOf: [{$ref: '#/components/schemas/Base'}]}]}
            extension: {allOf: [{$ref: '#/components/schemas/Base'}], x-order: 1}
        ",
        &expect![[r#"
            struct Base
              id: i64 required
            struct User
              alone: Base optional
              described: Base optional - "Mine." - deprecated
              titled: Base optional - "T" - "Other"
              nullable: Base optional nullable
              example: Base optional (example {"id":1})
              read: Base optional (read only)
              typed: Base optional
              typed_part: Base optional
              twice: Base optional
              empty_part: Base optional
              no_properties: Base optional
              open: User/properties/open optional
              closed: Base optional
              closed_part: Base optional
              counted: Base optional (members 1..)
              required_already: Base optional
              nested: Base optional
              extension: Base optional
            struct User/properties/open
              id: i64 required
              ..: any

            closed-all-of at /components/schemas/User/properties/closed/additionalProperties: taken literally, `additionalProperties` excludes the members of the `allOf`
        "#]],
    );
}

#[test]
fn a_parent_of_another_kind() {
    check_schemas(
        "
        Kind: {type: string, enum: [a, b, c]}
        List: {type: array, items: {type: string}}
        Map: {type: object, additionalProperties: {type: integer}}
        Either: {oneOf: [{type: string}, {type: integer}]}
        User:
          properties:
            kind: {default: a, allOf: [{$ref: '#/components/schemas/Kind'}]}
            typed_kind: {type: string, allOf: [{$ref: '#/components/schemas/Kind'}]}
            one_kind: {allOf: [{$ref: '#/components/schemas/Kind'}, {enum: [a]}]}
            other_kinds: {allOf: [{$ref: '#/components/schemas/Kind'}, {enum: [b, c, d]}]}
            list: {allOf: [{$ref: '#/components/schemas/List'}, {minItems: 1}]}
            typed_list: {type: array, allOf: [{$ref: '#/components/schemas/List'}], maxItems: 3}
            map: {description: Mine., allOf: [{$ref: '#/components/schemas/Map'}]}
            typed_map: {type: object, allOf: [{$ref: '#/components/schemas/Map'}]}
            map_and_member: {allOf: [{$ref: '#/components/schemas/Map'}, {properties: {a: {type: integer}}}]}
            either: {nullable: true, allOf: [{$ref: '#/components/schemas/Either'}]}
            one_of_either: {allOf: [{$ref: '#/components/schemas/Either'}, {type: string}]}
        ",
        &expect![[r#"
            enum Kind
              "a"
              "b"
              "c"
            alias List = [text]
            alias Map = {i64}
            union Either
              string: text
              integer: i64
            struct User
              kind: Kind optional (default "a")
              typed_kind: Kind optional
              one_kind: User/properties/one_kind optional
              other_kinds: User/properties/other_kinds optional
              list: List optional (items 1..)
              typed_list: List optional (items ..3)
              map: Map optional - "Mine."
              typed_map: Map optional
              map_and_member: User/properties/map_and_member optional
              either: Either optional nullable
              one_of_either: text optional
            enum User/properties/one_kind
              "a"
            enum User/properties/other_kinds
              "b"
              "c"
            struct User/properties/map_and_member
              a: i64 optional
              ..: i64
        "#]],
    );
}

#[test]
fn siblings_that_require_what_a_part_declares() {
    check_schemas(
        "
        Base: {properties: {id: {type: integer}, name: {type: string, nullable: true}}}
        Sibling: {required: [id, name], allOf: [{$ref: '#/components/schemas/Base'}]}
        Part: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [name]}]}
        Both: {required: [id], allOf: [{$ref: '#/components/schemas/Part'}], properties: {own: {type: string}}}
        User:
          required: [id]
          properties:
            base: {required: [id], allOf: [{$ref: '#/components/schemas/Base'}]}
        ",
        &expect![[r#"
            struct Base
              id: i64 optional
              name: text optional nullable
            struct Sibling
              id: i64 required
              name: text required nullable
            struct Part
              id: i64 optional
              name: text required nullable
            struct Both
              id: i64 required
              name: text required nullable
              own: text optional
            struct User
              base: User/properties/base optional
              id: any required
            struct User/properties/base
              id: i64 required
              name: text optional nullable

            undeclared-property at /components/schemas/User/required/0: `id` is required but not declared in `properties`
        "#]],
    );
}

#[test]
fn members_that_narrow() {
    check_schemas(
        "
        Base:
          required: [id, any]
          properties:
            id: {type: number}
            any: {}
            kind: {type: string, enum: [a, b, c]}
            maybe: {type: string, nullable: true}
            list: {type: array, items: {}}
            inner: {properties: {a: {type: string}}}
            free: {type: object}
            const: {type: string}
        Heir:
          allOf:
            - {$ref: '#/components/schemas/Base'}
            - properties:
                id: {type: integer}
                any: {type: boolean}
                kind: {type: string, enum: [b, c, d]}
                maybe: {type: string}
                list: {type: array, items: {type: string}}
                inner: {required: [a, b], properties: {b: {type: string}}}
                free: {type: object, additionalProperties: {type: string}}
                const: {type: string, enum: [heir]}
        Words:
          allOf:
            - {$ref: '#/components/schemas/Base'}
            - properties:
                id: {description: Better words., minimum: 1}
                kind: {description: Other words., default: a}
                inner: {description: Words alone.}
        ",
        &expect![[r#"
            struct Base
              id: number required
              any: any required
              kind: Base/properties/kind optional
              maybe: text optional nullable
              list: [any] optional
              inner: Base/properties/inner optional
              free: {any} optional
              const: text optional
            enum Base/properties/kind
              "a"
              "b"
              "c"
            struct Base/properties/inner
              a: text optional
            struct Heir
              id: i64 required
              any: boolean required
              kind: Heir/allOf/1/properties/kind optional
              maybe: text optional
              list: [text] optional
              inner: Heir/properties/inner optional
              free: {text} optional
              const: Heir/allOf/1/properties/const optional
            enum Heir/allOf/1/properties/kind
              "b"
              "c"
              "d"
            enum Heir/allOf/1/properties/const
              "heir"
            struct Heir/properties/inner
              a: text required
              b: text required
            struct Words
              id: number required - "Better words." (>= 1)
              any: any required
              kind: Base/properties/kind optional - "Other words." (default "a")
              maybe: text optional nullable
              list: [any] optional
              inner: Base/properties/inner optional - "Words alone."
              free: {any} optional
              const: text optional
        "#]],
    );
}

#[test]
fn beside_references_since_3_1() {
    check(
        "
openapi: 3.1.0
paths: {}
components:
  schemas:
    Base: {type: object, properties: {id: {type: integer}}}
    User:
      type: object
      properties:
        described: {$ref: '#/components/schemas/Base', description: Mine.}
        or_null: {$ref: '#/components/schemas/Base', type: [object, 'null']}
        required: {$ref: '#/components/schemas/Base', required: [id]}
        more: {$ref: '#/components/schemas/Base', properties: {own: {type: string}}}
        read: {$ref: '#/components/schemas/Base', readOnly: true}
        nothing: {allOf: [{$ref: '#/components/schemas/Base'}, false]}
        anything: {allOf: [{$ref: '#/components/schemas/Base'}, true]}
",
        &expect![[r#"
            struct Base
              id: i64 optional
            struct User
              described: Base optional - "Mine."
              or_null: Base optional nullable
              required: User/properties/required optional
              more: User/properties/more optional
              read: Base optional (read only)
              nothing: Base optional
              anything: Base optional
            struct User/properties/required
              id: i64 required
            struct User/properties/more
              id: i64 optional
              own: text optional
        "#]],
    );
}
