//! Texts of all kinds, and the words that are made of them.
use super::{member, variant};
use crate::names::{case, scope::Scope};
use expect_test::expect;

const TEXTS: &[&str] = &[
    "preferred2FAMethod",
    "_meta",
    "@id",
    "$ref",
    "first name",
    "first-name",
    "FirstName",
    "FIRST_NAME",
    "HTTPServer",
    "iPhone",
    "x-rate.limit",
    "a/b",
    "2fa",
    "+1",
    "-1",
    "a-1",
    "1",
    ">=",
    "a>b",
    "DateCreated<",
    "Page<Person>",
    "Map«string,List«Foo»»",
    "Foo[[Bar]]",
    "<b>",
    "*",
    "",
    " ",
    "_",
    "__",
    "Straße",
    "Größe",
    "名前",
    "имя",
    "é",
    "🦀",
    "a\u{202e}b",
    "a\nb",
    "\"]; fn evil() {}",
    "r#type",
    "İ",
];

#[test]
fn words() {
    let table: String = TEXTS
        .iter()
        .map(|text| {
            format!(
                "{text:?} -> {:?} {:?}\n",
                case::snake(text),
                case::pascal(text)
            )
        })
        .collect();
    expect![[r#"
        "preferred2FAMethod" -> "preferred2_fa_method" "Preferred2FaMethod"
        "_meta" -> "meta" "Meta"
        "@id" -> "id" "Id"
        "$ref" -> "ref" "Ref"
        "first name" -> "first_name" "FirstName"
        "first-name" -> "first_name" "FirstName"
        "FirstName" -> "first_name" "FirstName"
        "FIRST_NAME" -> "first_name" "FirstName"
        "HTTPServer" -> "http_server" "HttpServer"
        "iPhone" -> "i_phone" "IPhone"
        "x-rate.limit" -> "x_rate_limit" "XRateLimit"
        "a/b" -> "a_b" "AB"
        "2fa" -> "n2fa" "N2fa"
        "+1" -> "plus_1" "Plus1"
        "-1" -> "minus_1" "Minus1"
        "a-1" -> "a_1" "A1"
        "1" -> "n1" "N1"
        ">=" -> "gt_eq" "GtEq"
        "a>b" -> "a_gt_b" "AGtB"
        "DateCreated<" -> "date_created_lt" "DateCreatedLt"
        "Page<Person>" -> "page_person" "PagePerson"
        "Map«string,List«Foo»»" -> "map_string_list_foo" "MapStringListFoo"
        "Foo[[Bar]]" -> "foo_bar" "FooBar"
        "<b>" -> "lt_b_gt" "LtBGt"
        "*" -> "star" "Star"
        "" -> "" ""
        " " -> "space" "Space"
        "_" -> "underscore" "Underscore"
        "__" -> "underscore_underscore" "UnderscoreUnderscore"
        "Straße" -> "strasse" "Strasse"
        "Größe" -> "grosse" "Grosse"
        "名前" -> "ming_qian" "MingQian"
        "имя" -> "imia" "Imia"
        "é" -> "e" "E"
        "🦀" -> "crab" "Crab"
        "a\u{202e}b" -> "ab" "Ab"
        "a\nb" -> "a_b" "AB"
        "\"]; fn evil() {}" -> "fn_evil" "FnEvil"
        "r#type" -> "r_type" "RType"
        "İ" -> "i" "I"
    "#]]
    .assert_eq(&table);
}

#[test]
fn singulars() {
    let plurals = [
        "pets",
        "children",
        "categories",
        "boxes",
        "addresses",
        "status",
        "data",
        "series",
        "news",
        "bus",
        "ties",
        "s",
        "",
        "analysis",
        "Pets",
        "ÄÖs",
    ];
    let table: String = plurals
        .iter()
        .map(|text| format!("{text:?} -> {:?}\n", case::singular(text)))
        .collect();
    expect![[r#"
        "pets" -> "pet"
        "children" -> "children item"
        "categories" -> "category"
        "boxes" -> "box"
        "addresses" -> "address"
        "status" -> "status item"
        "data" -> "data item"
        "series" -> "series item"
        "news" -> "news item"
        "bus" -> "bus item"
        "ties" -> "tie"
        "s" -> "s item"
        "" -> " item"
        "analysis" -> "analysis item"
        "Pets" -> "Pet"
        "ÄÖs" -> "ÄÖ"
    "#]]
    .assert_eq(&table);
}

#[test]
fn long_names_are_cut_and_stay_apart() {
    let long = "word ".repeat(100);
    let (one, two) = (
        case::snake(&format!("{long}a")),
        case::snake(&format!("{long}b")),
    );
    assert!(one.len() <= 101 && two.len() <= 101, "{one} {two}");
    assert_ne!(one, two);
    assert_ne!(
        case::pascal(&format!("{long}a")),
        case::pascal(&format!("{long}b"))
    );
    assert!(!case::pascal(&long).contains('_'));
    assert_eq!(one, case::snake(&one));
}

#[test]
fn names_are_identifiers_whatever_the_text() {
    let odd = (0..=0x3000_u32).filter_map(char::from_u32);
    for c in odd {
        for text in [
            format!("{c}"),
            format!("a{c}b"),
            format!("{c}1"),
            format!("A{c}"),
        ] {
            let names = [
                Scope::snake(&[]).claim(&member(&text)),
                Scope::pascal(&[]).claim(&variant(&text)),
                Scope::modules(&[]).claim(&member(&text)),
            ];
            for name in names {
                let text = name.as_str();
                assert!(
                    syn::parse_str::<syn::Ident>(text).is_ok() && text.is_ascii(),
                    "{c:?}: {text}"
                );
            }
        }
    }
}
