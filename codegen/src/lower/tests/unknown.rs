//! Members that no schema declares, kept where the options ask for it and the document leaves it open.
use super::{check_with, with_schemas};
use crate::config::{ApiOptions, UnknownMembers};
use expect_test::{Expect, expect};

fn check_kept(schemas: &str, expected: &Expect) {
    let options = ApiOptions {
        unknown_members: UnknownMembers::Keep,
        ..ApiOptions::new("test")
    };
    check_with(&with_schemas(schemas), &options, expected);
}

#[test]
fn of_objects_that_are_open_and_closed() {
    check_kept(
        r#"
        Open: {type: object, properties: {id: {type: string}, inner: {type: object, properties: {x: {type: number}}}}}
        Said: {type: object, properties: {id: {type: string}}, additionalProperties: true}
        Typed: {type: object, properties: {id: {type: string}}, additionalProperties: {type: integer}}
        Closed: {type: object, properties: {id: {type: string}}, additionalProperties: false}
        "#,
        &expect![[r#"
            struct Open
              id: text optional
              inner: Open/properties/inner optional
              ..: any
            struct Open/properties/inner
              x: number optional
              ..: any
            struct Said
              id: text optional
              ..: any
            struct Typed
              id: text optional
              ..: i64
            struct Closed
              id: text optional
        "#]],
    );
}

#[test]
fn of_objects_of_several_parts() {
    check_kept(
        r#"
        Base: {type: object, properties: {id: {type: string}}}
        Heir: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {more: {type: string}}}]}
        OneClosed:
          allOf:
            - {$ref: '#/components/schemas/Base'}
            - {type: object, properties: {more: {type: string}}, additionalProperties: false}
        OneTyped:
          allOf:
            - {$ref: '#/components/schemas/Base'}
            - {type: object, properties: {more: {type: string}}, additionalProperties: {type: integer}}
        "#,
        &expect![[r#"
            struct Base
              id: text optional
              ..: any
            struct Heir
              id: text optional
              more: text optional
              ..: any
            struct OneClosed
              id: text optional
              more: text optional
            struct OneTyped
              id: text optional
              more: text optional
              ..: i64
        "#]],
    );
}

#[test]
fn of_members_that_two_parts_declare() {
    check_kept(
        r#"
        Two:
          allOf:
            - {type: object, properties: {one: {type: object, properties: {a: {type: string}}}}}
            - {type: object, properties: {one: {type: object, properties: {b: {type: string}}}}}
        Grouped:
          type: object
          properties: {a: {type: string}, b: {type: string}}
          anyOf: [{required: [a]}, {required: [b]}]
        "#,
        &expect![[r#"
            struct Two
              one: Two/properties/one optional
              ..: any
            struct Two/properties/one
              a: text optional
              b: text optional
              ..: any
            struct Grouped (at least one of a b)
              a: text optional
              b: text optional
              ..: any

            unused-keyword at /components/schemas/Grouped/anyOf: which members go together is said in the docs only
        "#]],
    );
}
