//! Schemas without composition: scalars, lists, maps, objects.
use super::{check_schemas, check_with, text_dates, with_schemas};
use expect_test::expect;

#[test]
fn scalars() {
    check_schemas(
        "
        Text: {type: string}
        Date: {type: string, format: date}
        Time: {type: string, format: date-time}
        Uuid: {type: string, format: uuid}
        Byte: {type: string, format: byte}
        Binary: {type: string, format: binary}
        Email: {type: string, format: email}
        Whole: {type: integer}
        Int8: {type: integer, format: int8}
        Int16: {type: integer, format: int16}
        Int32: {type: integer, format: int32}
        Int64: {type: integer, format: int64}
        Uint8: {type: integer, format: uint8}
        Uint16: {type: integer, format: uint16}
        Uint32: {type: integer, format: uint32}
        Uint64: {type: integer, format: uint64}
        Odd: {type: integer, format: decimal}
        Number: {type: number}
        Float: {type: number, format: float}
        Double: {type: number, format: double}
        Flag: {type: boolean}
        ",
        &expect![[r#"
            alias Text = text
            alias Date = date
            alias Time = date-time
            alias Uuid = uuid
            alias Byte = base64
            alias Binary = text (format binary)
            alias Email = text (format email)
            alias Whole = i64
            alias Int8 = i8
            alias Int16 = i16
            alias Int32 = i32
            alias Int64 = i64
            alias Uint8 = u8
            alias Uint16 = u16
            alias Uint32 = u32
            alias Uint64 = u64
            alias Odd = i64 (format decimal)
            alias Number = number
            alias Float = number
            alias Double = number
            alias Flag = boolean
        "#]],
    );
}

#[test]
fn a_format_of_another_type_is_told_to_the_reader() {
    check_schemas(
        "
        Count: {type: string, format: int64}
        Price: {type: number, format: int32}
        ",
        &expect![[r#"
            alias Count = text (format int64)
            alias Price = number (format int32)
        "#]],
    );
}

#[test]
fn dates_as_text() {
    let document = with_schemas(
        "
        Date: {type: string, format: date}
        Time: {type: string, format: date-time}
        Uuid: {type: string, format: uuid}
        ",
    );
    check_with(
        &document,
        &text_dates(),
        &expect![[r#"
        alias Date = text
        alias Time = text
        alias Uuid = uuid
    "#]],
    );
}

#[test]
fn without_a_type() {
    check_schemas(
        "
        Empty: {}
        Described: {description: Anything.}
        Pattern: {pattern: ^a}
        Long: {maxLength: 3}
        Listed: {items: {type: integer}}
        Open: {additionalProperties: true}
        Sealed: {additionalProperties: false}
        Members: {properties: {a: {type: string}}}
        Counted: {minProperties: 1}
        Dated: {format: date}
        Bounded: {minimum: 1}
        ",
        &expect![[r#"
            alias Empty = any
            alias Described = any - "Anything."
            alias Pattern = text (pattern ^a)
            alias Long = text (length ..3)
            alias Listed = [i64]
            alias Open = {any}
            struct Sealed
            struct Members
              a: text optional
            alias Counted = {any} (members 1..)
            alias Dated = date
            alias Bounded = number (>= 1)
        "#]],
    );
}

#[test]
fn lists() {
    check_schemas(
        "
        Texts: {type: array, items: {type: string}}
        Nested: {type: array, items: {type: array, items: {type: integer}}}
        Anything: {type: array, items: {}}
        Unsaid: {type: array}
        Objects: {type: array, items: {type: object, properties: {a: {type: string}}}}
        ",
        &expect![[r#"
            alias Texts = [text]
            alias Nested = [[i64]]
            alias Anything = [any]
            alias Unsaid = [any]
            alias Objects = [Objects/items]
            struct Objects/items
              a: text optional
        "#]],
    );
}

#[test]
fn maps() {
    check_schemas(
        "
        Free: {type: object}
        Any: {type: object, additionalProperties: true}
        Closed: {type: object, additionalProperties: false}
        Empty: {type: object, additionalProperties: {}}
        Numbers: {type: object, additionalProperties: {type: number}}
        Objects: {type: object, additionalProperties: {type: object, properties: {a: {type: string}}}}
        Lists: {type: object, additionalProperties: {type: array, items: {$ref: '#/components/schemas/Free'}}}
        ",
        &expect![[r#"
            alias Free = {any}
            alias Any = {any}
            struct Closed
            alias Empty = {any}
            alias Numbers = {number}
            alias Objects = {Objects/additionalProperties}
            struct Objects/additionalProperties
              a: text optional
            alias Lists = {[Free]}
        "#]],
    );
}

#[test]
fn a_map_with_required_members_says_so() {
    check_schemas(
        "
        Labels: {type: object, required: [name], additionalProperties: {type: string}}
        Bare: {type: object, required: [name]}
        ",
        &expect![[r#"
            struct Labels
              name: any required
              ..: text
            struct Bare
              name: any required
              ..: any

            undeclared-property at /components/schemas/Labels/required/0: `name` is required but not declared in `properties`
            undeclared-property at /components/schemas/Bare/required/0: `name` is required but not declared in `properties`
        "#]],
    );
}

#[test]
fn members() {
    check_schemas(
        "
        Pet:
          type: object
          required: [id, nick, undeclared]
          properties:
            id: {type: integer, format: int64}
            nick: {type: string, nullable: true}
            age: {type: integer}
            chip: {type: string, nullable: true}
            tags: {type: array, items: {type: string, nullable: true}}
            notes: {type: object, additionalProperties: {type: string, nullable: true}}
            extra: {}
            owner: {type: object, properties: {name: {type: string}}}
            kind: {type: string, enum: [cat, dog]}
        ",
        &expect![[r#"
            struct Pet
              id: i64 required
              nick: text required nullable
              age: i64 optional
              chip: text optional nullable
              tags: [text?] optional
              notes: {text?} optional
              extra: any optional
              owner: Pet/properties/owner optional
              kind: Pet/properties/kind optional
              undeclared: any required
            struct Pet/properties/owner
              name: text optional
            enum Pet/properties/kind
              "cat"
              "dog"

            undeclared-property at /components/schemas/Pet/required/2: `undeclared` is required but not declared in `properties`
        "#]],
    );
}

#[test]
fn members_beside_additional_ones() {
    check_schemas(
        "
        Typed: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
        Any: {type: object, properties: {a: {type: string}}, additionalProperties: true}
        Closed: {type: object, properties: {a: {type: string}}, additionalProperties: false}
        Inline:
          properties: {a: {type: string}}
          additionalProperties: {type: object, properties: {b: {type: string}}}
        ",
        &expect![[r#"
            struct Typed
              a: text optional
              ..: i64
            struct Any
              a: text optional
              ..: any
            struct Closed
              a: text optional
            struct Inline
              a: text optional
              ..: Inline/additionalProperties
            struct Inline/additionalProperties
              b: text optional
        "#]],
    );
}

#[test]
fn inline_objects_are_items_of_their_own() {
    check_schemas(
        "
        A:
          properties:
            b:
              properties:
                c: {properties: {d: {type: string}}}
                list: {type: array, items: {properties: {e: {type: string}}}}
        ",
        &expect![[r#"
            struct A
              b: A/properties/b optional
            struct A/properties/b/properties/c
              d: text optional
            struct A/properties/b/properties/list/items
              e: text optional
            struct A/properties/b
              c: A/properties/b/properties/c optional
              list: [A/properties/b/properties/list/items] optional
        "#]],
    );
}

#[test]
fn a_name_required_twice_is_required() {
    check_schemas(
        "A: {type: object, required: [a, a, b, b], properties: {a: {type: string}}}",
        &expect![[r#"
            struct A
              a: text required
              b: any required

            duplicate-required at /components/schemas/A/required/1: `a` is required twice
            duplicate-required at /components/schemas/A/required/3: `b` is required twice
            undeclared-property at /components/schemas/A/required/2: `b` is required but not declared in `properties`
        "#]],
    );
}

#[test]
fn what_the_reader_is_told() {
    check_schemas(
        "
        A:
          title: Title
          description: Text.
          deprecated: true
          externalDocs: {url: https://example.com, description: More}
          minProperties: 1
          maxProperties: 2
          properties:
            text: {type: string, minLength: 1, maxLength: 3, pattern: ^a, default: b, example: c}
            low: {type: integer, minimum: 1, maximum: 9, multipleOf: 3}
            high: {type: number, minimum: 0.5, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true}
            list: {type: array, items: {}, minItems: 1, maxItems: 2, uniqueItems: true}
            in: {type: string, writeOnly: true, format: password}
            out: {type: string, readOnly: true}
        ",
        &expect![[r#"
            struct A - "Title" - "Text." - deprecated (members 1..2, see https://example.com - "More")
              text: text optional (length 1..3, pattern ^a, default "b", example "c")
              low: i64 optional (>= 1, <= 9, multiple of 3)
              high: number optional (> 0.5, < 1)
              list: [any] optional (items 1..2, unique items)
              in: password optional (write only)
              out: text optional (read only)
        "#]],
    );
}

#[test]
fn keywords_without_effect() {
    check_schemas(
        "
        Negative: {not: {type: string}}
        Told: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
        ",
        &expect![[r#"
            alias Negative = any
            struct Told
              kind: text optional

            unchecked-keyword at /components/schemas/Negative/not: `not` has no effect on the types yet
            unused-discriminator at /components/schemas/Told/discriminator: no schema has this one as a part of its `allOf`
        "#]],
    );
}

#[test]
fn a_type_that_does_not_exist() {
    check_schemas(
        "
        File: {type: file}
        Null: {type: 'null'}
        Several: {type: [string, integer]}
        ",
        &expect![[r#"
            alias File = text (format binary)
            alias Null = any
            union Several
              string: text
              integer: i64

            keyword-of-other-version at /components/schemas/File/type: `type: file` is written in the way of Swagger 2.0
            keyword-of-other-version at /components/schemas/Null/type: `type: null` is written in the way of OpenAPI 3.1 and later
            keyword-of-other-version at /components/schemas/Several/type: `type` is written in the way of OpenAPI 3.1 and later
        "#]],
    );
}

#[test]
fn numbers_with_a_format_of_whole_numbers() {
    check_schemas(
        "
        Long: {type: number, format: int64}
        Short: {type: number, format: int32}
        Unsigned: {type: number, format: uint64}
        Float: {type: number, format: float}
        Listed: {type: number, format: int64, enum: [1.5]}
        ",
        &expect![[r#"
            alias Long = i64
            alias Short = number (format int32)
            alias Unsigned = u64
            alias Float = number
            enum Listed of number (format int64)
              1.5
        "#]],
    );
}
