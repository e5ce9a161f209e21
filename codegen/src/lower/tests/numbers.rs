//! Numbers, and the formats of strings.
use super::{check_schemas, check_with, with_schemas};
use crate::{ApiOptions, config::Numbers};
use expect_test::expect;

const ALL: &str = "
    Numbers:
      properties:
        integer: {type: integer}
        bounded: {type: integer, minimum: 0, maximum: 10}
        large: {type: integer, minimum: 0, maximum: 18446744073709551615}
        int8: {type: integer, format: int8}
        int64: {type: integer, format: int64}
        number_int64: {type: number, format: int64}
        since: {type: integer, format: unix-time}
        other: {type: integer, format: bigint}
        number: {type: number}
        float: {type: number, format: float}
        decimal: {type: number, format: decimal}
        text: {type: string, format: decimal}
        listed: {type: integer, enum: [1, 2]}
        either: {oneOf: [{type: integer}, {type: number}, {type: string}]}
    ";

#[test]
fn native() {
    check_schemas(
        ALL,
        &expect![[r#"
            struct Numbers
              integer: i64 optional
              bounded: i64 optional (>= 0, <= 10)
              large: u64 optional (>= 0, <= 18446744073709551615)
              int8: i8 optional
              int64: i64 optional
              number_int64: i64 optional
              since: i64 optional (format unix-time)
              other: i64 optional (format bigint)
              number: number optional
              float: number optional
              decimal: number optional (format decimal)
              text: text optional (format decimal)
              listed: Numbers/properties/listed optional
              either: Numbers/properties/either optional
            enum Numbers/properties/listed of i64
              1
              2
            union Numbers/properties/either
              integer: i64
              number: number
              string: text

            unknown-format at /components/schemas/Numbers/properties/other/format: the format `bigint` is not known
        "#]],
    );
}

#[test]
fn exact_where_no_format_says_how_large_they_are() {
    let options = ApiOptions {
        numbers: Numbers::Exact,
        ..ApiOptions::new("test")
    };
    check_with(
        &with_schemas(ALL),
        &options,
        &expect![[r#"
            struct Numbers
              integer: exact integer optional
              bounded: i64 optional (>= 0, <= 10)
              large: exact integer optional (>= 0, <= 18446744073709551615)
              int8: i8 optional
              int64: i64 optional
              number_int64: i64 optional
              since: i64 optional (format unix-time)
              other: exact integer optional (format bigint)
              number: exact number optional
              float: exact number optional
              decimal: exact number optional (format decimal)
              text: text optional (format decimal)
              listed: Numbers/properties/listed optional
              either: Numbers/properties/either optional
            enum Numbers/properties/listed of i64
              1
              2
            union Numbers/properties/either
              integer: exact integer
              number: exact number
              string: text

            unknown-format at /components/schemas/Numbers/properties/other/format: the format `bigint` is not known
        "#]],
    );
}

#[test]
fn formats_of_strings() {
    check_schemas(
        "
        Strings:
          properties:
            password: {type: string, format: password}
            byte: {type: string, format: byte}
            base64url: {type: string, format: base64url}
            binary: {type: string, format: binary}
            time: {type: string, format: time}
            duration: {type: string, format: duration}
            ipv6: {type: string, format: ipv6}
            unknown: {type: string, format: colour}
        ",
        &expect![[r#"
            struct Strings
              password: password optional
              byte: base64 optional
              base64url: text optional (format base64url)
              binary: text optional (format binary)
              time: text optional (format time)
              duration: text optional (format duration)
              ipv6: text optional (format ipv6)
              unknown: text optional (format colour)

            unknown-format at /components/schemas/Strings/properties/unknown/format: the format `colour` is not known
        "#]],
    );
}
