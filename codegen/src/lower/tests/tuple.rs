//! Lists whose items are described one by one.
use super::{check_converted, check_schemas, with_schemas};
use expect_test::{Expect, expect};

fn check(schemas: &str, expected: &Expect) {
    check_converted(&with_schemas(schemas), expected);
}

#[test]
fn of_one_type_are_lists() {
    check(
        "
        Pair: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: integer}], items: {not: {}}}
        Named: {x-oasmith-prefixItems: [{$ref: '#/components/schemas/Pet'}], items: {$ref: '#/components/schemas/Pet'}}
        Rest: {type: array, x-oasmith-prefixItems: [{type: integer}], x-oasmith-unevaluatedItems: false}
        Unevaluated: {type: array, x-oasmith-unevaluatedItems: {type: string}}
        Nothing: {type: array, x-oasmith-prefixItems: [{not: {}}, {type: string}], items: {type: integer}}
        Pet: {type: object, properties: {name: {type: string}}}
        ",
        &expect![[r#"
            alias Pair = [i64] (items ..2)
            alias Named = [Pet]
            struct Pet
              name: text optional
            alias Rest = [i64] (items ..1)
            alias Unevaluated = [text]
            alias Nothing = [i64]

            prefix-items at /components/schemas/Pair/x-oasmith-prefixItems: the items of this list are described one by one, and have one type
            prefix-items at /components/schemas/Named/x-oasmith-prefixItems: the items of this list are described one by one, and have one type
            prefix-items at /components/schemas/Rest/x-oasmith-prefixItems: the items of this list are described one by one, and have one type
        "#]],
    );
}

#[test]
fn of_a_fixed_length_are_tuples() {
    check(
        "
        Closed: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: string}], items: {not: {}}, minItems: 2}
        Bounded: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: string}], minItems: 2, maxItems: 2}
        Unevaluated: {type: array, x-oasmith-prefixItems: [{type: integer}, {}], x-oasmith-unevaluatedItems: false, minItems: 3}
        Cut: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: string}, {type: boolean}], minItems: 2, maxItems: 2}
        Inner: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: object, properties: {a: {type: string}}}], minItems: 2, maxItems: 2}
        Null: {type: array, x-oasmith-prefixItems: [{type: integer, nullable: true}, {$ref: '#/components/schemas/Text'}], minItems: 2, maxItems: 2}
        Text: {type: string, nullable: true}
        ",
        &expect![[r#"
            alias Closed = (i64, text) (items 2..2)
            alias Bounded = (i64, text) (items 2..2)
            alias Unevaluated = (i64, any) (items 3..)
            alias Cut = (i64, text) (items 2..2)
            alias Inner = (i64, Inner/x-oasmith-prefixItems/1) (items 2..2)
            struct Inner/x-oasmith-prefixItems/1
              a: text optional
            alias Null = (i64?, Text?) (items 2..2)
            alias Text = text
        "#]],
    );
}

#[test]
fn of_no_fixed_length_keep_what_is_there() {
    check(
        "
        Closed: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: string}], items: {not: {}}}
        Tail: {type: array, x-oasmith-prefixItems: [{type: integer, description: A number.}, {type: string, nullable: true}], items: {not: {}}, minItems: 1}
        More: {type: array, x-oasmith-prefixItems: [{type: integer}], items: {type: string}, minItems: 1}
        Unsaid: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: object, properties: {a: {type: string}}}], minItems: 2}
        Any: {type: array, x-oasmith-prefixItems: [{type: integer}, {type: integer}], items: {}}
        ",
        &expect![[r#"
            tuple Closed (items ..2)
              0: i64 optional
              1: text optional
            tuple Tail (items 1..2)
              0: i64 required - "A number."
              1: text optional nullable
            tuple More (items 1..)
              0: i64 required
              ..: text
            tuple Unsaid (items 2..)
              0: i64 required
              1: Unsaid/x-oasmith-prefixItems/1 required
              ..: any
            struct Unsaid/x-oasmith-prefixItems/1
              a: text optional
            tuple Any
              0: i64 optional
              1: i64 optional
              ..: any
        "#]],
    );
}

#[test]
fn of_more_items_than_a_tuple_has() {
    let items: Vec<&str> = (0..13)
        .map(|index| {
            if index == 0 {
                "{type: string}"
            } else {
                "{type: integer}"
            }
        })
        .collect();
    let list = items.join(", ");
    check(
        &format!(
            "
            Many: {{type: array, x-oasmith-prefixItems: [{list}], minItems: 13, maxItems: 13}}
            "
        ),
        &expect![[r#"
            tuple Many (items 13..13)
              0: text required
              1: i64 required
              2: i64 required
              3: i64 required
              4: i64 required
              5: i64 required
              6: i64 required
              7: i64 required
              8: i64 required
              9: i64 required
              10: i64 required
              11: i64 required
              12: i64 required
        "#]],
    );
}

#[test]
fn in_the_words_of_older_drafts() {
    check_schemas(
        "
        Pair: {type: array, items: [{type: string}, {type: integer}], minItems: 2, maxItems: 2}
        ",
        &expect![[r#"
            alias Pair = (text, i64) (items 2..2)

            tuple-items at /components/schemas/Pair/items: `items` should be one schema, not a list of them
        "#]],
    );
}

#[test]
fn inside_each_other_have_names_where_they_are_deep() {
    let mut list = String::from("{type: string}");
    for _ in 0..20 {
        list = format!(
            "{{type: array, x-oasmith-prefixItems: [{{type: integer}}, {list}], minItems: 2, maxItems: 2}}"
        );
    }
    check(
        &format!("\nDeep: {list}\n"),
        &expect![[r#"
        alias Deep = (i64, (i64, (i64, (i64, Deep/x-oasmith-prefixItems/1/x-oasmith-prefixItems/1/x-oasmith-prefixItems/1/x-oasmith-prefixItems/1)))) (items 2..2)
        alias Deep/x-oasmith-prefixItems/1/x-oasmith-prefixItems/1/x-oasmith-prefixItems/1/x-oasmith-prefixItems/1 = (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, (i64, text)))))))))))))))) (items 2..2)
    "#]],
    );
}
