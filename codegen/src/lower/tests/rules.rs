//! What schemas ask of values beyond their types, where models are to be validated.
use super::{check_with, lowered, with_schemas};
use crate::config::{ApiOptions, Validation};
use expect_test::{Expect, expect};

fn validated() -> ApiOptions {
    ApiOptions {
        validation: Validation::On,
        ..ApiOptions::new("test")
    }
}

fn check_schemas(schemas: &str, expected: &Expect) {
    check_with(&with_schemas(schemas), &validated(), expected);
}

#[test]
fn of_one_schema() {
    check_schemas(
        r"
        Text: {type: string, minLength: 1, maxLength: 3, pattern: '^\d$'}
        Number: {type: number, minimum: 0, exclusiveMinimum: true, maximum: 1e2, multipleOf: 0.5}
        Whole: {type: integer, minimum: 1, maximum: 9, exclusiveMaximum: true}
        List: {type: array, minItems: 0, maxItems: 3, uniqueItems: true, items: {type: array, items: {type: string, maxLength: 1}}}
        Map: {type: object, minProperties: 1, additionalProperties: {type: integer, minimum: 1}}
        ",
        &expect![[r#"
            alias Text <length 1..3, pattern ^[0-9]$> = text (length 1..3, pattern ^\d$)
            alias Number <> 0, <= 100, multiple of 0.5> = number (> 0, <= 100, multiple of 0.5)
            alias Whole <>= 1, < 9> = i64 (>= 1, < 9)
            alias List <items ..3, unique items, items <items <length ..1>>> = [[text]] (items 0..3, unique items) [each item [each item (length ..1)]]
            alias Map <members 1.., values <>= 1>> = {i64} (members 1..) [each value (>= 1)]
        "#]],
    );
}

/// What a reference names says what is asked of it, and what stands beside it adds to that.
#[test]
fn of_parts() {
    check_schemas(
        "
        Name: {type: string, maxLength: 5}
        Short: {allOf: [{$ref: '#/components/schemas/Name'}, {maxLength: 2}]}
        Base: {type: object, properties: {a: {type: string, maxLength: 5}}, minProperties: 1}
        Heir:
          allOf: [{$ref: '#/components/schemas/Base'}]
          properties: {a: {type: string, minLength: 2}, b: {$ref: '#/components/schemas/Name'}}
          maxProperties: 3
        Holder:
          properties:
            name: {$ref: '#/components/schemas/Name'}
            shorter: {allOf: [{$ref: '#/components/schemas/Name'}], minLength: 1}
            perhaps: {nullable: true, anyOf: [{type: string, maxLength: 1}]}
        ",
        &expect![[r#"
            alias Name <length ..5> = text (length ..5)
            alias Short <length ..2> = Name (length ..2)
            struct Base <members 1..> (members 1..)
              a: text optional <length ..5> (length ..5)
            struct Heir <members ..3, members 1..> (members ..3)
              a: text optional <length ..5, length 2..> (length ..5, length 2..)
              b: Name optional
            struct Holder
              name: Name optional
              shorter: Name optional <length 1..> (length 1..)
              perhaps: text optional nullable <length ..1> (length ..1)
        "#]],
    );
}

/// A value need keep to the rules of one branch alone.
#[test]
fn of_branches() {
    check_schemas(
        "
        Union: {oneOf: [{type: string, maxLength: 5}, {type: integer, minimum: 1}]}
        Same: {oneOf: [{type: string, maxLength: 5}, {type: string, minLength: 9}]}
        Texts: {anyOf: [{type: string, maxLength: 5}, {type: string, format: date}, {type: integer, minimum: 1}]}
        Twice: {anyOf: [{type: integer, maximum: 5}, {type: string}, {type: integer, minimum: 9}]}
        ",
        &expect![[r#"
            union Union
              string: text <length ..5> (length ..5)
              integer: i64 <>= 1> (>= 1)
            alias Same = text [one form (length ..5)] [one form (length 9..)]
            union Texts by look, overlapping
              string: text <length ..5> (length ..5)
              string: date
              integer: i64 <>= 1> (>= 1)
            union Twice
              integer: i64
              string: text
        "#]],
    );
}

#[test]
fn of_members_that_go_together() {
    check_schemas(
        "
        Card: {type: object, properties: {a: {type: string}, b: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}
        Some: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [a, b]}]}
        More: {type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {required: []}]}
        ",
        &expect![[r#"
            struct Card <exactly one of a b> (exactly one of a b)
              a: text optional
              b: text optional
            struct Some <at least one of a a+b> (at least one of a a+b)
              a: text optional
              b: text optional
            struct More
              a: text optional

            unused-keyword at /components/schemas/More/anyOf: which members go together is said in the docs only
        "#]],
    );
}

const NAMES: &str = "
openapi: 3.1.0
components:
  schemas:
    Listed: {type: object, propertyNames: {enum: [a, b], maxLength: 1}, additionalProperties: {type: string}}
    Other: {type: object, propertyNames: {not: {const: a}}, additionalProperties: {type: string}}
    Ahead: {type: object, propertyNames: {pattern: '^(?!a)'}, additionalProperties: {type: string}}
    Card: {type: object, properties: {a: {type: string}, b: {type: string}}, dependentRequired: {a: [b]}}
    Open: {patternProperties: {'^x-': {type: string}}, additionalProperties: {type: string, maxLength: 3}}
    Alike: {prefixItems: [{type: string}], items: {type: string, maxLength: 3}}
    Started: {prefixItems: [{type: string}, {type: integer}], items: {type: string, maxLength: 3}}
    Several: {type: [string, integer, 'null'], minLength: 3, minimum: 5}
    Pair: {prefixItems: [{type: string, maxLength: 1}, {type: number, minimum: 2}], minItems: 2, items: false}
";

/// What is looked at is no longer reported as not being so.
#[test]
fn of_names_and_of_items_by_their_place() {
    check_with(
        NAMES,
        &validated(),
        &expect![[r#"
            alias Listed <name length ..1, name one of a b> = {text} (names a b)
            alias Other = {text} (not checked: propertyNames)
            alias Ahead = {text} (names like ^(?!a))
            struct Card <a requires b> (a requires b)
              a: text optional
              b: text optional
            alias Open = {text} (undeclared names like ^x-) [each value (length ..3)]
            alias Alike = [text] [each further item (length ..3)]
            tuple Started <items <length ..3>> [each further item (length ..3)]
              0: text optional
              1: i64 optional
              ..: text
            union Several
              string: text <length 3..> (length 3..)
              integer: i64 <>= 5> (>= 5)
            alias Pair <items 2..2, item <length ..1>, item <>= 2>> = (text, number) (items 2..2)

            unchecked-keyword at /components/schemas/Other/x-oasmith-propertyNames: `propertyNames` is not checked
            unchecked-keyword at /components/schemas/Ahead/x-oasmith-propertyNames: `propertyNames` is not checked
            pattern-properties at /components/schemas/Open/x-oasmith-patternProperties: the patterns of these names are not checked
            prefix-items at /components/schemas/Alike/x-oasmith-prefixItems: the items of this list are described one by one, and have one type
        "#]],
    );
}

#[test]
fn nothing_is_asked_where_nothing_is_validated() {
    let text = with_schemas("Text: {type: string, minLength: 1, pattern: '(a'}");
    let (api, _) = lowered(&text, &ApiOptions::new("test"));
    assert!(api.types.iter().all(|(_, item)| item.rules.is_empty()));
}

#[test]
fn patterns_that_take_too_much_memory() {
    check_schemas(
        r"
        Large: {type: string, pattern: '^(\p{L}{1,400}){1,400}$'}
        ",
        &expect![[r#"
            alias Large = text (pattern ^(\p{L}{1,400}){1,400}$)

            unusable-pattern at /components/schemas/Large/pattern: Rust's regular expressions do not know this pattern: what is made of it takes too much memory
        "#]],
    );
}
