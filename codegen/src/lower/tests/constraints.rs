//! Constraints, defaults and examples that contradict their own schema.
use super::check_schemas;
use expect_test::expect;

#[test]
fn bounds() {
    check_schemas(
        "
        Number: {type: number, minimum: 10, maximum: 1, multipleOf: 2}
        Same: {type: integer, minimum: 1, maximum: 1}
        Between: {type: integer, minimum: 1, maximum: 1, exclusiveMaximum: true}
        Text: {type: string, minLength: 5, maxLength: 2, pattern: '^a'}
        List: {type: array, items: {type: string}, minItems: 2, maxItems: 1, uniqueItems: true}
        Object: {type: object, minProperties: 2, maxProperties: 1}
        Large: {type: integer, minimum: 0, maximum: 18446744073709551615}
        ",
        &expect![[r#"
            alias Number = number (multiple of 2)
            alias Same = i64 (>= 1, <= 1)
            alias Between = i64
            alias Text = text (pattern ^a)
            alias List = [text] (unique items)
            alias Object = {any}
            alias Large = u64 (>= 0, <= 18446744073709551615)

            contradictory-bounds at /components/schemas/Number/minimum: `minimum` is 10, more than `maximum`, which is 1
            contradictory-bounds at /components/schemas/Between/minimum: no number is between 1 and 1
            contradictory-bounds at /components/schemas/Text/minLength: `minLength` is 5, more than `maxLength`, which is 2
            contradictory-bounds at /components/schemas/List/minItems: `minItems` is 2, more than `maxItems`, which is 1
            contradictory-bounds at /components/schemas/Object/minProperties: `minProperties` is 2, more than `maxProperties`, which is 1
        "#]],
    );
}

#[test]
fn defaults() {
    check_schemas(
        "
        Kind: {type: string, enum: [a, b]}
        Pet:
          type: object
          properties:
            type: {type: integer, default: ten}
            text: {type: string, default: 5}
            whole: {type: integer, default: 1.0}
            number: {type: number, default: 1}
            bound: {type: integer, minimum: 1, default: 0}
            length: {type: string, maxLength: 2, default: abc}
            listed: {type: string, enum: [a, b], default: c}
            good: {type: string, enum: [a, b], default: a}
            referred: {allOf: [{$ref: '#/components/schemas/Kind'}], default: c}
            branch: {oneOf: [{type: integer}, {type: boolean}], default: text}
            of-branch: {oneOf: [{type: integer}, {type: string}], default: text}
            nothing: {type: string, default: null}
            null: {type: string, nullable: true, default: null}
            untyped: {default: null}
        ",
        &expect![[r#"
            enum Kind
              "a"
              "b"
            struct Pet
              type: i64 optional
              text: text optional
              whole: i64 optional (default 1.0)
              number: number optional (default 1)
              bound: i64 optional (>= 1)
              length: text optional (length ..2)
              listed: Pet/properties/listed optional
              good: Pet/properties/good optional (default "a")
              referred: Kind optional
              branch: Pet/properties/branch optional
              of-branch: Pet/properties/of-branch optional (default "text")
              nothing: text optional
              null: text optional nullable
              untyped: any optional
            enum Pet/properties/listed
              "a"
              "b"
            enum Pet/properties/good (default "a")
              "a"
              "b"
            union Pet/properties/branch
              integer: i64
              boolean: boolean
            union Pet/properties/of-branch (default "text")
              integer: i64
              string: text

            unfitting-default at /components/schemas/Pet/properties/type/default: the default does not fit its schema: it is no integer
            unfitting-default at /components/schemas/Pet/properties/text/default: the default does not fit its schema: it is no string
            unfitting-default at /components/schemas/Pet/properties/bound/default: the default does not fit its schema: it is outside of `minimum`
            unfitting-default at /components/schemas/Pet/properties/length/default: the default does not fit its schema: it is outside of `maxLength`
            unfitting-default at /components/schemas/Pet/properties/listed/default: the default does not fit its schema: it is not among the values of `enum`
            unfitting-default at /components/schemas/Pet/properties/referred/default: the default does not fit its schema: it is not among the values of `enum`
            unfitting-default at /components/schemas/Pet/properties/branch/default: the default does not fit its schema: no branch of the union has such a value
            null-default at /components/schemas/Pet/properties/nothing/default: the default is null, which the schema does not allow
        "#]],
    );
}

#[test]
fn examples() {
    check_schemas(
        "
        Pet:
          type: object
          properties:
            type: {type: string, example: 5}
            listed: {type: string, enum: [a, b], example: c}
            good: {type: array, items: {type: string}, example: [a]}
        ",
        &expect![[r#"
            struct Pet
              type: text optional (example 5)
              listed: Pet/properties/listed optional (example "c")
              good: [text] optional (example ["a"])
            enum Pet/properties/listed (example "c")
              "a"
              "b"

            unfitting-example at /components/schemas/Pet/properties/type/example: the example does not fit its schema: it is no string
            unfitting-example at /components/schemas/Pet/properties/listed/example: the example does not fit its schema: it is not among the values of `enum`
        "#]],
    );
}

#[test]
fn formats() {
    check_schemas(
        "
        Id: {type: integer, format: uuid}
        Money: {type: number, format: money}
        Digits: {type: string, format: int64}
        Fraction: {type: integer, format: double}
        Phone: {type: string, format: phone}
        Mail: {type: string, format: email}
        Empty: {type: string, format: ''}
        Day: {format: date}
        Count: {format: int32}
        Bounded: {format: int64, minimum: 0}
        Unknown: {format: colour}
        ",
        &expect![[r#"
            alias Id = i64 (format uuid)
            alias Money = number (format money)
            alias Digits = text (format int64)
            alias Fraction = i64 (format double)
            alias Phone = text (format phone)
            alias Mail = text (format email)
            alias Empty = text (format )
            alias Day = date
            alias Count = i32
            alias Bounded = i64 (>= 0)
            alias Unknown = any (format colour)

            format-of-another-type at /components/schemas/Id/format: `format: uuid` says nothing about the type `integer`
            unknown-format at /components/schemas/Money/format: the format `money` is not known
            unknown-format at /components/schemas/Phone/format: the format `phone` is not known
            untyped-schema at /components/schemas/Unknown: `format: colour` without `type` says nothing about the type
        "#]],
    );
}

#[test]
fn patterns() {
    check_schemas(
        r"
        Good: {type: string, pattern: '^[a-z]+\/\d{3}$'}
        Ahead: {type: string, pattern: '^(?!a)b'}
        Broken: {type: string, pattern: '(a'}
        ",
        &expect![[r#"
            alias Good = text (pattern ^[a-z]+\/\d{3}$)
            alias Ahead = text (pattern ^(?!a)b)
            alias Broken = text (pattern (a)

            unusable-pattern at /components/schemas/Ahead/pattern: Rust's regular expressions do not know this pattern: look-around, including look-ahead and look-behind, is not supported
            unusable-pattern at /components/schemas/Broken/pattern: Rust's regular expressions do not know this pattern: unclosed group
        "#]],
    );
}

#[test]
fn flags_and_lists() {
    check_schemas(
        "
        Both: {type: object, properties: {a: {type: string, readOnly: true, writeOnly: true}, b: {type: string}}, required: [a, b, a]}
        Closed: {allOf: [{$ref: '#/components/schemas/Both'}], properties: {c: {type: string}}, additionalProperties: false}
        Empty: {type: string, enum: []}
        ClosedUnion: {oneOf: [{type: string}, {type: integer}], additionalProperties: false}
        ",
        &expect![[r#"
            struct Both
              a: text required
              b: text required
            struct Closed
              a: text required
              b: text required
              c: text optional
            alias Empty = text
            union ClosedUnion
              string: text
              integer: i64

            duplicate-required at /components/schemas/Both/required/2: `a` is required twice
            read-only-and-write-only at /components/schemas/Both/properties/a/writeOnly: `readOnly` and `writeOnly` exclude each other
            closed-all-of at /components/schemas/Closed/additionalProperties: taken literally, `additionalProperties` excludes the members of the `allOf`
            empty-enum at /components/schemas/Empty/enum: `enum` lists no values, so that none would fit
        "#]],
    );
}

#[test]
fn defaults_of_formats_and_empty_lists() {
    check_schemas(
        "
        Pet:
          type: object
          properties:
            short: {type: integer, format: int32, default: 3000000000}
            long: {type: integer, format: int64, default: 3000000000}
            unsigned: {type: integer, format: uint8, default: -1}
            id: {type: string, format: uuid, default: none}
            right: {type: string, format: uuid, default: 6ba7b810-9dad-11d1-80b4-00c04fd430c8}
            never: {not: {}}
        One: {oneOf: []}
        All: {type: string, allOf: []}
        ",
        &expect![[r#"
            struct Pet
              short: i32 optional
              long: i64 optional (default 3000000000)
              unsigned: u8 optional
              id: uuid optional
              right: uuid optional (default "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
              never: any optional
            alias One = any
            alias All = text

            unfitting-default at /components/schemas/Pet/properties/short/default: the default does not fit its schema: it is no `int32`
            unfitting-default at /components/schemas/Pet/properties/unsigned/default: the default does not fit its schema: it is no `uint8`
            unfitting-default at /components/schemas/Pet/properties/id/default: the default does not fit its schema: it is no `uuid`
            unchecked-keyword at /components/schemas/Pet/properties/never: `never` must not be there, which is not checked
            empty-composition at /components/schemas/One/oneOf: `oneOf` lists no schemas
            empty-composition at /components/schemas/All/allOf: `allOf` lists no schemas
        "#]],
    );
}

#[test]
fn exclusive_bounds_are_called_so() {
    check_schemas(
        "
        Above: {type: number, minimum: 5, exclusiveMinimum: true, maximum: 3}
        Below: {type: number, minimum: 5, maximum: 3, exclusiveMaximum: true}
        ",
        &expect![[r#"
            alias Above = number
            alias Below = number

            contradictory-bounds at /components/schemas/Above/minimum: the exclusive minimum is 5, more than `maximum`, which is 3
            contradictory-bounds at /components/schemas/Below/minimum: `minimum` is 5, more than the exclusive maximum, which is 3
        "#]],
    );
}
