//! What is said for the reader: no text and no constraint of a document is lost in silence.
use super::{check, check_operation, check_schemas};
use expect_test::expect;

#[test]
fn beside_references_that_are_components() {
    check_schemas(
        "
        B: {type: object, properties: {x: {type: string}}}
        N: {$ref: '#/components/schemas/B', nullable: true, description: Kept.}
        M: {$ref: '#/components/schemas/N', title: T}
        H: {type: object, required: [n, m], properties: {n: {$ref: '#/components/schemas/N'}, m: {$ref: '#/components/schemas/M'}}}
        ",
        &expect![[r#"
            struct B
              x: text optional
            alias N = B - "Kept."
            alias M = B
            struct H
              n: B required nullable
              m: B required nullable

            reference-siblings at /components/schemas/N/nullable: `nullable` stands beside a reference, where OpenAPI 3.0 does not look
            reference-siblings at /components/schemas/M/title: `title` beside a reference has no effect in OpenAPI 3.0
        "#]],
    );
}

#[test]
fn the_one_branch_beside_null() {
    check(
        "
openapi: 3.1.0
components:
  schemas:
    A:
      type: object
      properties:
        code:
          title: Code
          anyOf:
            - {type: string, maxLength: 10, pattern: '^x', format: email, title: A code, description: Said of the code., examples: [a]}
            - {type: 'null', description: Not known.}
        list: {oneOf: [{type: array, maxItems: 2, items: {type: integer, minimum: 3}}, {type: 'null'}], description: A list.}
",
        &expect![[r#"
            struct A
              code: text optional nullable - "Said of the code." (format email, length ..10, pattern ^x, example "a") [null - "Not known."]
              list: [i64] optional nullable - "A list." (items ..2) [each item (>= 3)]
        "#]],
    );
}

#[test]
fn branches_of_unions() {
    check_schemas(
        "
        U: {oneOf: [{type: string, description: A name., maxLength: 3}, {type: integer, minimum: 3, title: Number}, {type: boolean}, {type: array, items: {type: string, maxLength: 4}}]}
        S: {anyOf: [{type: string, maxLength: 3, description: Short.}, {type: string, pattern: x}]}
        C: {type: string, anyOf: [{format: ipv4}, {format: ipv6}]}
        V: {type: integer, oneOf: [{title: Small, enum: [1]}, {title: Large, enum: [2]}]}
        ",
        &expect![[r#"
            union U
              string: text - "A name." (length ..3)
              integer: i64 - "Number" (>= 3)
              boolean: boolean
              array: [text] [each item (length ..4)]
            alias S = text [one form - "Short." (length ..3)] [one form (pattern x)]
            alias C = text [one form (format ipv4)] [one form (format ipv6)]
            enum V of i64
              1 called Small
              2 called Large

            unchecked-keyword at /components/schemas/C/anyOf: the branches of this union are conditions, which are not checked
        "#]],
    );
}

#[test]
fn items_and_values() {
    check_schemas(
        "
        L: {type: array, items: {type: string, minLength: 1, description: A name, example: a}}
        M: {type: object, additionalProperties: {type: array, maxItems: 3, items: {type: string, maxLength: 2}}}
        R: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer, maximum: 4}}
        E: {type: array, items: {type: string, enum: [a], description: Said by the enumeration.}}
        N: {type: array, items: {$ref: '#/components/schemas/M', description: Said of this use.}}
        ",
        &expect![[r#"
            alias L = [text] [each item - "A name" (length 1.., example "a")]
            alias M = {[text]} [each value (items ..3) [each item (length ..2)]]
            struct R [each undeclared member (<= 4)]
              a: text optional
              ..: i64
            alias E = [E/items]
            enum E/items - "Said by the enumeration."
              "a"
            alias N = [M] [each item - "Said of this use."]
        "#]],
    );
}

#[test]
fn members_that_go_together() {
    check_schemas(
        "
        A: {type: object, properties: {a: {}, b: {}, c: {}}, anyOf: [{required: [a]}, {required: [b, c]}]}
        O: {type: object, properties: {a: {}, b: {}}, oneOf: [{required: [a]}, {required: [b]}]}
        ",
        &expect![[r#"
            struct A (at least one of a b+c)
              a: any optional
              b: any optional
              c: any optional
            struct O (exactly one of a b)
              a: any optional
              b: any optional

            unused-keyword at /components/schemas/A/anyOf: which members go together is said in the docs only
            unused-keyword at /components/schemas/O/oneOf: which members go together is said in the docs only
        "#]],
    );
}

#[test]
fn texts_of_parts() {
    check_schemas(
        "
        A: {description: The whole., allOf: [{title: First, description: The first., type: object, properties: {x: {type: string, description: One.}}}, {description: The whole., type: object, properties: {x: {type: string, description: Two.}}}]}
        ",
        &expect![[r#"
            struct A - "The first.\n\nThe whole."
              x: text optional - "One.\n\nTwo."
        "#]],
    );
}

#[test]
fn titles_beside_descriptions() {
    check_schemas(
        "
        UserName: {type: string, title: User name, description: Said.}
        Other: {type: string, title: How users are called, description: Said.}
        Held: {type: string, title: A name, description: It is a name of someone.}
        Only: {type: string, title: only}
        ",
        &expect![[r#"
            alias UserName = text - "Said."
            alias Other = text - "How users are called" - "Said."
            alias Held = text - "It is a name of someone."
            alias Only = text - "only"
        "#]],
    );
}

#[test]
fn bodies_without_items() {
    check_operation(
        "
operationId: a
requestBody: {description: What is sent., content: {application/json: {schema: {type: array, description: Names., maxItems: 3, items: {type: string, maxLength: 2}}}}}
responses:
  200: {description: Readings., content: {application/json: {schema: {type: string, description: A text., maxLength: 3}}}}
  400: {description: Bad., content: {text/plain: {schema: {type: string, title: Why it failed}}}}
  401: {description: Bytes., content: {application/octet-stream: {schema: {type: string, format: binary}}}}
",
        &expect![[r#"
            resource without a tag
              GET /things (a)
                body application/json as [text] optional - "What is sent.\n\nNames." (items ..3) [each item (length ..2)]
                ok 200 application/json as text - "Readings." - "A text." (length ..3)
                error 400 text/plain as text - "Bad." - "Why it failed"
                error 401 application/octet-stream as bytes - "Bytes."

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
}

#[test]
fn parameters_and_their_schemas() {
    check_operation(
        "
parameters:
  - {name: q, in: query, description: Said of the parameter., example: a, schema: {type: string, title: A query, description: Said of the schema., example: b}}
  - {name: l, in: query, schema: {type: array, items: {type: string, pattern: x}}, examples: {one: {summary: The first, value: [x]}}}
",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                query q: text optional - "A query" - "Said of the parameter.\n\nSaid of the schema." (example "a", example "b")
                query l: [text] optional (example ["x"]) [each item (pattern x)]
                ok 204

            unused-examples at /paths/~1things/get/parameters/1/examples: the values of these examples are part of the docs; their names and texts are not yet
        "#]],
    );
}

#[test]
fn numbers_as_they_are_written() {
    check_schemas(
        "
        A: {type: integer, format: uint64, maximum: 18446744073709551615}
        B: {type: integer, minimum: -9223372036854775808, maximum: 9223372036854775807}
        C: {type: number, enum: [0.5, 1], maximum: 1e12}
        D: {type: number, enum: [1.5], default: 1.5}
        E: {type: number, minimum: 9007199254740993, example: 1e12}
        ",
        &expect![[r#"
            alias A = u64 (<= 18446744073709551615)
            alias B = i64 (>= -9223372036854775808, <= 9223372036854775807)
            enum C of number (<= 1e12)
              0.5
              1.0
            enum D of number (default 1.5)
              1.5
            alias E = number (>= 9007199254740993, example 1e12)

            unfitting-example at /components/schemas/E/example: the example does not fit its schema: it is outside of `minimum`
        "#]],
    );
}
