//! Objects whose names are data: with patterns, listed, or free.
use super::{check_converted, check_schemas, compare, lowered_converted, with_schemas};
use crate::config::{ApiOptions, UnknownMembers};
use expect_test::{Expect, expect};

fn check(schemas: &str, expected: &Expect) {
    check_converted(&with_schemas(schemas), expected);
}

#[test]
fn of_one_type() {
    check(
        "
        Map: {type: object, x-oasmith-patternProperties: {'^a': {type: integer}, '^b': {type: integer}}}
        Closed: {x-oasmith-patternProperties: {'^a': {type: object, properties: {x: {type: string}}}}, additionalProperties: false}
        Excluded: {type: object, x-oasmith-patternProperties: {'^a': {type: integer}, '^b': {not: {}}}, additionalProperties: {not: {}}}
        Nullable: {type: object, x-oasmith-patternProperties: {'^a': {type: integer, nullable: true, description: A count.}}}
        AllNames: {type: object, properties: {id: {type: string}}, x-oasmith-patternProperties: {'^.*$': {type: integer}}}
        Beside: {type: object, properties: {id: {type: string}}, x-oasmith-patternProperties: {'^a': {type: integer}}}
        BesideClosed: {type: object, properties: {id: {type: string}}, x-oasmith-patternProperties: {'^a': {type: integer}}, additionalProperties: false}
        ",
        &expect![[r#"
            alias Map = {i64} (names like ^a ^b)
            alias Closed = {Closed/x-oasmith-patternProperties/^a} (names like ^a)
            struct Closed/x-oasmith-patternProperties/^a
              x: text optional
            alias Excluded = {i64} (undeclared names like ^a ^b)
            alias Nullable = {i64?} (names like ^a) [each value - "A count."]
            struct AllNames (undeclared names like ^.*$)
              id: text optional
              ..: i64
            struct Beside (undeclared names like ^a)
              id: text optional
              ..: any
            struct BesideClosed (undeclared names like ^a)
              id: text optional
              ..: i64

            pattern-properties at /components/schemas/Map/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Closed/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Excluded/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Nullable/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/AllNames/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Beside/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/BesideClosed/x-oasmith-patternProperties: the patterns of these names are not checked
        "#]],
    );
}

#[test]
fn of_several_types() {
    check(
        "
        Mixed: {type: object, x-oasmith-patternProperties: {'^a': {type: integer}, '^b': {type: string, nullable: true}}}
        Other: {type: object, x-oasmith-patternProperties: {'^a': {type: integer}}, additionalProperties: {type: string}}
        Beside:
          type: object
          properties: {id: {type: string}}
          x-oasmith-patternProperties:
            '^a': {type: object, properties: {x: {type: string}}}
            '^b': {type: array, items: {type: string}}
          additionalProperties: false
        Same: {type: object, x-oasmith-patternProperties: {'^a': {type: string}, '^b': {type: string, format: date}}}
        Free: {type: object, x-oasmith-patternProperties: {'^a': {type: string}}, additionalProperties: true}
        ",
        &expect![[r#"
            alias Mixed = {Mixed/x-oasmith-patternProperties?} (names like ^a ^b)
            union Mixed/x-oasmith-patternProperties
              integer: i64
              string: text
            alias Other = {Other/x-oasmith-patternProperties} (undeclared names like ^a)
            union Other/x-oasmith-patternProperties
              integer: i64
              string: text
            struct Beside (undeclared names like ^a ^b)
              id: text optional
              ..: Beside/x-oasmith-patternProperties
            struct Beside/x-oasmith-patternProperties/^a
              x: text optional
            union Beside/x-oasmith-patternProperties
              object: Beside/x-oasmith-patternProperties/^a
              array: [text]
            alias Same = {text} (names like ^a ^b)
            alias Free = {any} (undeclared names like ^a)

            pattern-properties at /components/schemas/Mixed/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Other/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Beside/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Same/x-oasmith-patternProperties: the patterns of these names are not checked
            pattern-properties at /components/schemas/Free/x-oasmith-patternProperties: the patterns of these names are not checked
        "#]],
    );
}

#[test]
fn that_are_open_where_undeclared_members_are_kept() {
    let document = with_schemas(
        "
        Open: {type: object, x-oasmith-patternProperties: {'^a': {type: integer}}}
        Closed: {type: object, x-oasmith-patternProperties: {'^a': {type: integer}}, additionalProperties: false}
        AllNames: {type: object, x-oasmith-patternProperties: {'.*': {type: integer}}}
        ",
    );
    let options = ApiOptions {
        unknown_members: UnknownMembers::Keep,
        ..ApiOptions::new("test")
    };
    let (api, diagnostics) = lowered_converted(&document, &options);
    compare(
        &api,
        &diagnostics,
        &expect![[r#"
        alias Open = {any} (names like ^a)
        alias Closed = {i64} (names like ^a)
        alias AllNames = {i64} (names like .*)

        pattern-properties at /components/schemas/Open/x-oasmith-patternProperties: the patterns of these names are not checked
        pattern-properties at /components/schemas/Closed/x-oasmith-patternProperties: the patterns of these names are not checked
        pattern-properties at /components/schemas/AllNames/x-oasmith-patternProperties: the patterns of these names are not checked
    "#]],
    );
}

#[test]
fn whose_names_are_listed_or_described() {
    check(
        "
        Listed: {type: object, x-oasmith-propertyNames: {enum: [a, b]}, additionalProperties: {type: integer}}
        Named: {type: object, x-oasmith-propertyNames: {$ref: '#/components/schemas/Key'}, additionalProperties: {type: integer}}
        Described: {type: object, x-oasmith-propertyNames: {pattern: '^[a-z]+$'}}
        Short: {type: object, x-oasmith-propertyNames: {maxLength: 3}}
        Key: {type: string, enum: [c]}
        ",
        &expect![[r#"
            alias Listed = {i64} (names a b)
            alias Named = {i64} (names c)
            alias Described = {any} (names like ^[a-z]+$)
            alias Short = {any} (not checked: propertyNames)
            enum Key
              "c"

            unchecked-keyword at /components/schemas/Listed/x-oasmith-propertyNames: `propertyNames` is not checked
            unchecked-keyword at /components/schemas/Named/x-oasmith-propertyNames: `propertyNames` is not checked
            unchecked-keyword at /components/schemas/Described/x-oasmith-propertyNames: `propertyNames` is not checked
            unchecked-keyword at /components/schemas/Short/x-oasmith-propertyNames: `propertyNames` is not checked
        "#]],
    );
}

#[test]
fn that_are_free_in_each_spelling() {
    check_schemas(
        "
        Alone: {type: object}
        Empty: {type: object, properties: {}}
        True: {type: object, additionalProperties: true}
        Any: {type: object, additionalProperties: {}}
        WithoutType: {additionalProperties: true}
        Counted: {minProperties: 1}
        Required: {type: object, required: [a]}
        ",
        &expect![[r#"
            alias Alone = {any}
            alias Empty = {any}
            alias True = {any}
            alias Any = {any}
            alias WithoutType = {any}
            alias Counted = {any} (members 1..)
            struct Required
              a: any required
              ..: any

            undeclared-property at /components/schemas/Required/required/0: `a` is required but not declared in `properties`
        "#]],
    );
}

#[test]
fn that_are_closed_have_no_members() {
    check_schemas(
        "
        False: {type: object, additionalProperties: false}
        Not: {type: object, additionalProperties: {not: {}}}
        Beside: {type: object, properties: {a: {type: string}}, additionalProperties: {not: {}}}
        Union: {oneOf: [{type: string}, {type: object, additionalProperties: false}]}
        Heir: {allOf: [{$ref: '#/components/schemas/Beside'}, {$ref: '#/components/schemas/False'}]}
        ",
        &expect![[r#"
            struct False
            struct Not
            struct Beside
              a: text optional
            union Union
              string: text
              object: Union/oneOf/1
            struct Union/oneOf/1
            alias Heir = Beside
        "#]],
    );
}

#[test]
fn that_no_value_or_any_value_fits() {
    check_schemas(
        "
        Any: {}
        Nothing: {not: {}}
        Described: {not: {}, description: Not yet.}
        Members: {type: object, properties: {any: {}, never: {not: {}}}}
        List: {type: array, items: {}}
        Empty: {type: array, items: {not: {}}}
        Part: {allOf: [{}, {type: string}]}
        ",
        &expect![[r#"
            alias Any = any
            alias Nothing = any
            alias Described = any - "Not yet."
            struct Members
              any: any optional
              never: any optional
            alias List = [any]
            alias Empty = [any]
            alias Part = text

            unchecked-keyword at /components/schemas/Members/properties/never: `never` must not be there, which is not checked
        "#]],
    );
}
