//! `enum`.
use super::check_schemas;
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
            alias Mixed = any (one of "a" 1)
            alias Flags = boolean (one of true)
            alias Fractions = number (one of 0.5 1)
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
            enum-values-ignored at /components/schemas/Mixed/enum: no enumeration is made of the values "a", 1
            plain-enum at /components/schemas/Flags/enum: no enumeration is made of the values true
            plain-enum at /components/schemas/Fractions/enum: no enumeration is made of the values 0.5, 1
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
fn booleans_and_fractions_are_right_and_plain() {
    check_schemas(
        "
        Always: {type: boolean, enum: [true]}
        Steps: {type: number, enum: [1, 1.5]}
        Wrong: {type: boolean, enum: [1.5]}
        ",
        &expect![[r#"
            alias Always = boolean (one of true)
            alias Steps = number (one of 1 1.5)
            alias Wrong = boolean (one of 1.5)

            plain-enum at /components/schemas/Always/enum: no enumeration is made of the values true
            plain-enum at /components/schemas/Steps/enum: no enumeration is made of the values 1, 1.5
            enum-values-ignored at /components/schemas/Wrong/enum: no enumeration is made of the values 1.5
        "#]],
    );
}
