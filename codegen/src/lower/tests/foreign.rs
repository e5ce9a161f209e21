//! Keywords about values of other types than those that a schema has: no docs state them.
use super::{check_converted, with_schemas};
use expect_test::expect;

#[test]
fn constraints_on_values_of_other_types_are_not_stated() {
    check_converted(
        &with_schemas(
            "
            Text: {type: string, maximum: 4, multipleOf: 2, minItems: 1, uniqueItems: true, maxProperties: 3, x-oasmith-contains: {}, maxLength: 3}
            List: {type: array, items: {type: string}, minLength: 3, pattern: a, minimum: 0, maxItems: 3}
            Object: {type: object, properties: {a: {type: string}}, pattern: '(?=a)', minItems: 2, x-oasmith-contentMediaType: text/html, maxProperties: 3}
            Number: {type: integer, maximum: 4, multipleOf: 2, minLength: 5, maxLength: 3, x-oasmith-patternProperties: {a: {}}}
            Inner: {allOf: [{$ref: '#/components/schemas/Object'}, {minProperties: 1}]}
            Untyped: {minLength: 3}
            ",
        ),
        &expect![[r#"
            alias Text = text (length ..3)
            alias List = [text] (items ..3)
            struct Object (members ..3)
              a: text optional
            alias Number = i64 (<= 4, multiple of 2)
            alias Inner = Object (members 1..)
            alias Untyped = text (length 3..)
        "#]],
    );
}
