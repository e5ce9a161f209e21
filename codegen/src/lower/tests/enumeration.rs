//! `enum`.
use super::{check_schemas, check_with, with_schemas};
use crate::{ApiOptions, Input, Layout, config::Enums, generate};
use expect_test::expect;

#[test]
fn strings() {
    check_schemas(
        "
        Plain: {type: string, enum: [a, '', 1st, '>=']}
        Untyped: {enum: [a, b]}
        Twice: {type: string, enum: [a, b, a]}
        ",
        &expect![[r#"
            enum Plain
              "a"
              ""
              "1st"
              ">="
            enum Untyped
              "a"
              "b"
            enum Twice
              "a"
              "b"

            duplicate-enum-value at /components/schemas/Twice/enum/2: the value "a" is listed twice
        "#]],
    );
}

#[test]
fn whole_numbers() {
    check_schemas(
        "
        Plain: {type: integer, enum: [1, 2, -3]}
        Narrow: {type: integer, format: int32, enum: [1, 2]}
        Untyped: {enum: [1, 2]}
        ",
        &expect![[r#"
            enum Plain of i64
              1
              2
              -3
            enum Narrow of i32
              1
              2
            enum Untyped of i64
              1
              2
        "#]],
    );
}

#[test]
fn a_value_that_the_format_does_not_hold_widens_it() {
    check_schemas(
        "
        Large: {type: integer, format: int32, enum: [1, 3000000000]}
        Negative: {type: integer, format: uint8, enum: [1, -1]}
        Fits: {type: integer, format: uint8, enum: [0, 255]}
        ",
        &expect![[r#"
            enum Large of i64
              1
              3000000000
            enum Negative of i64
              1
              -1
            enum Fits of u8
              0
              255
        "#]],
    );
}

#[test]
fn null_among_the_values() {
    check_schemas(
        "
        Title: {type: string, enum: [Mr, Mrs, null]}
        Said: {type: string, nullable: true, enum: [Mr, null]}
        Nothing: {enum: [null]}
        Person:
          required: [must]
          properties:
            may: {$ref: '#/components/schemas/Title'}
            must: {$ref: '#/components/schemas/Title'}
            inline: {type: string, enum: [a, null]}
            nothing: {$ref: '#/components/schemas/Nothing'}
        ",
        &expect![[r#"
            enum Title
              "Mr"
              "Mrs"
            enum Said
              "Mr"
            alias Nothing = any
            struct Person
              may: Title optional nullable
              must: Title required nullable
              inline: Person/properties/inline optional nullable
              nothing: Nothing optional
            enum Person/properties/inline
              "a"
        "#]],
    );
}

#[test]
fn names_and_descriptions() {
    check_schemas(
        "
        Numbers:
          type: integer
          enum: [1, 2]
          x-enum-varnames: [Email, Post]
          x-enum-descriptions: [By mail., On paper.]
        Older: {type: string, enum: [a, b], x-enumNames: [First, Second]}
        ForEach: {type: string, enum: [a, null, b], x-enum-varnames: [First, 'Null', Second]}
        WithoutNull: {type: string, enum: [null, a, b], x-enum-varnames: [First, Second]}
        TooFew: {type: string, enum: [a, b], x-enum-varnames: [First]}
        NoTexts: {type: string, enum: [a, b], x-enum-varnames: [1, 2]}
        Twice: {type: string, enum: [a, a, b], x-enum-varnames: [First, Again, Second]}
        ",
        &expect![[r#"
            enum Numbers of i64
              1 called Email - "By mail."
              2 called Post - "On paper."
            enum Older
              "a" called First
              "b" called Second
            enum ForEach
              "a" called First
              "b" called Second
            enum WithoutNull
              "a" called First
              "b" called Second
            enum TooFew
              "a"
              "b"
            enum NoTexts
              "a"
              "b"
            enum Twice
              "a" called First
              "b" called Second

            enum-values-ignored at /components/schemas/TooFew/x-enum-varnames: `x-enum-varnames` should have 2 texts, one for each value, and has 1
            enum-values-ignored at /components/schemas/NoTexts/x-enum-varnames: `x-enum-varnames` should be a list of texts, one for each value
            duplicate-enum-value at /components/schemas/Twice/enum/1: the value "a" is listed twice
        "#]],
    );
}

#[test]
fn values_that_are_no_enumeration() {
    check_schemas(
        "
        Mixed: {enum: [a, 1]}
        Flags: {type: boolean, enum: [true]}
        Fractions: {type: number, enum: [0.5, 1]}
        Objects: {type: object, enum: [{a: 1}]}
        Lists: {type: array, items: {type: string}, enum: [[a]]}
        NumbersAsText: {type: string, enum: [1, 2]}
        TextAsNumbers: {type: integer, enum: ['1', '2']}
        ",
        &expect![[r#"
            enum Mixed of any
              String("a")
              Integer(1)
            alias Flags = boolean (one of true)
            enum Fractions of number
              0.5
              1.0
            alias Objects = {any} (one of {"a":1})
            alias Lists = [text] (one of ["a"])
            enum NumbersAsText
              "1"
              "2"
            enum TextAsNumbers of i64
              1
              2

            enum-of-other-type at /components/schemas/NumbersAsText/enum/0: the values should be of type `string`, and one is the number `1`
            enum-of-other-type at /components/schemas/TextAsNumbers/enum/0: the values should be of type `integer`, and one is the text `1`
            plain-enum at /components/schemas/Flags/enum: no enumeration is made of the values true
            enum-values-ignored at /components/schemas/Objects/enum: no enumeration is made of the values {"a":1}
            enum-values-ignored at /components/schemas/Lists/enum: no enumeration is made of the values ["a"]
        "#]],
    );
}

#[test]
fn companions_that_are_no_texts() {
    check_schemas(
        "
        Numbers: {type: string, enum: [a, b], x-enum-varnames: [1, 2]}
        Other: {type: string, enum: [a, b], x-enum-varnames: 5, x-enumNames: [First, Second]}
        Descriptions: {type: string, enum: [a, b], x-enumDescriptions: {a: First}}
        ",
        &expect![[r#"
            enum Numbers
              "a"
              "b"
            enum Other
              "a" called First
              "b" called Second
            enum Descriptions
              "a"
              "b"

            enum-values-ignored at /components/schemas/Numbers/x-enum-varnames: `x-enum-varnames` should be a list of texts, one for each value
            enum-values-ignored at /components/schemas/Descriptions/x-enumDescriptions: `x-enumDescriptions` should be a list of texts, one for each value
        "#]],
    );
}

#[test]
fn booleans_are_right_and_plain() {
    check_schemas(
        "
        Always: {type: boolean, enum: [true]}
        Steps: {type: number, enum: [1, 1.5]}
        Wrong: {type: boolean, enum: [1.5]}
        ",
        &expect![[r#"
            alias Always = boolean (one of true)
            enum Steps of number
              1.0
              1.5
            alias Wrong = boolean (one of 1.5)

            plain-enum at /components/schemas/Always/enum: no enumeration is made of the values true
            enum-values-ignored at /components/schemas/Wrong/enum: no enumeration is made of the values 1.5
        "#]],
    );
}

#[test]
fn numbers_and_several_types() {
    check_schemas(
        "
        Fractions: {type: number, enum: [0.5, 1, 1.0, -2.25]}
        Whole: {type: number, enum: [301, 302]}
        Beyond: {type: integer, enum: [0, 18446744073709551615]}
        BeyondBoth: {type: integer, enum: [-1, 18446744073709551615]}
        Mixed: {enum: [null, a, 1, 1, 2.5, true, null]}
        Both: {type: boolean, enum: [true, false, null]}
        ",
        &expect![[r#"
            enum Fractions of number
              0.5
              1.0
              -2.25
            enum Whole of number
              301.0
              302.0
            enum Beyond of u64
              0
              18446744073709551615
            enum BeyondBoth of any
              Integer(-1)
              Integer(18446744073709551615)
            enum Mixed of any
              String("a")
              Integer(1)
              Number(2.5)
              Boolean(true)
            alias Both = boolean

            duplicate-enum-value at /components/schemas/Fractions/enum/2: the value 1.0 is listed twice
            duplicate-enum-value at /components/schemas/Mixed/enum/3: the value 1 is listed twice
        "#]],
    );
}

#[test]
fn closed_enumerations_have_booleans_too() {
    let options = ApiOptions {
        enums: Enums::Closed,
        ..ApiOptions::new("test")
    };
    check_with(
        &with_schemas(
            "
            Always: {type: boolean, enum: [true]}
            Both: {enum: [true, false]}
            Nullable: {type: boolean, nullable: true, enum: [false, null]}
            OrText: {anyOf: [{type: string, enum: [a]}, {type: string}]}
            ",
        ),
        &options,
        &expect![[r#"
            enum Always of any (one of true)
              Boolean(true)
            alias Both = boolean
            enum Nullable of any (one of false)
              Boolean(false)
            alias OrText = text [one form (one of "a")]
        "#]],
    );
}

#[test]
fn objects_that_name_their_value() {
    check_schemas(
        "
        Azure:
          type: string
          enum: [a, b, c]
          x-ms-enum: {name: Ignored, values: [{value: b, name: Second, description: The second.}, {value: d}, 5]}
        Azures: {type: string, enum: [a], x-ms-enum: {name: Ignored, modelAsString: true}}
        Bungie:
          type: integer
          enum: [0, 1]
          x-enum-values: [{numericValue: '1', identifier: One, description: The first.}]
        Square: {type: string, enum: [a, b], x-enum-elements: [{name: a, description: The first.}]}
        Google:
          type: string
          enum: [a, b]
          x-enumDescriptions: [The first., '']
          x-enumDeprecated: [false, true]
        Odd: {type: string, enum: [a, b], x-enumDeprecated: [yes, no, 1]}
        ",
        &expect![[r#"
            enum Azure
              "a"
              "b" called Second - "The second."
              "c"
            enum Azures
              "a"
            enum Bungie of i64
              0
              1 called One - "The first."
            enum Square
              "a" - "The first."
              "b"
            enum Google
              "a" - "The first."
              "b" - "" (deprecated)
            enum Odd
              "a"
              "b"

            enum-values-ignored at /components/schemas/Odd/x-enumDeprecated: `x-enumDeprecated` should be a list of truth values, one for each value
        "#]],
    );
}

/// What is compiled for an enumeration is a row for each value, which macros expand once each.
#[test]
fn each_of_thousands_of_values_is_written_once() {
    let values: Vec<String> = (0..2000).map(|index| format!("value-{index}")).collect();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Large: {{type: string, enum: [{}]}}\n",
        values.join(", ")
    );
    let input = Input::new("large.yaml", document.as_bytes(), ApiOptions::new("large"));
    let generation = generate(&[input], &Layout::SingleFile, "test").expect("no defect");
    let files = generation.files.expect("no errors");
    let (_, text) = files.iter().next().expect("one file");
    for value in &values {
        assert_eq!(text.matches(&format!("{value:?}")).count(), 1, "{value}");
    }
}
