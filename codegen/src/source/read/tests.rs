//! Tests of reading: both formats, their oddities, and hostile texts.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use std::fmt::Write as _;

use expect_test::expect;
use serde_json::{Value, json};

use super::{decode, tree};
use crate::diag::{Diagnostics, Place};

/// The tree and the codes of what was found.
fn read(text: &str) -> (Option<Value>, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::new();
    let value = tree(text, &mut diagnostics);
    (
        value,
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code.name())
            .collect(),
    )
}

/// The one diagnostic of a text that is refused: its code, position and message.
fn refusal(text: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    assert_eq!(tree(text, &mut diagnostics), None);
    let found: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let place = match &diagnostic.place {
                Place::Position { line, column } => format!("{line}:{column}"),
                other => format!("{other:?}"),
            };
            format!("{} {place} {}", diagnostic.code, diagnostic.message)
        })
        .collect();
    found.join("\n")
}

#[test]
fn both_formats_give_the_same_tree_in_the_order_of_the_text() {
    let json = r#"{"b": [1, -2, 1.5, true, null, "x"], "a": {"c": "\u00e4\ud83d\ude00"}}"#;
    let yaml = "b: [1, -2, 1.5, true, null, x]\na:\n  c: ä😀\n";
    let (value, found) = read(json);
    assert_eq!((value.clone(), found), read(yaml));
    assert_eq!(
        value
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["b", "a"]
    );
}

#[test]
fn keys_are_the_text_that_is_written() {
    let (value, found) = read("200: a\n0200: b\n1.0: c\ntrue: d\nnull: e\n~: f\nNo: g\n'x': h\n");
    let keys = ["200", "0200", "1.0", "true", "null", "~", "No", "x"];
    assert_eq!(
        value
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        keys
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn of_duplicate_keys_the_last_is_used_in_both_formats() {
    for text in [
        "{\"a\": {\"x/y\": 1, \"x/y\": 2}}",
        "a:\n  x/y: 1\n  x/y: 2\n",
    ] {
        let mut diagnostics = Diagnostics::new();
        assert_eq!(tree(text, &mut diagnostics), Some(json!({"a": {"x/y": 2}})));
        let places: Vec<String> = diagnostics
            .iter()
            .map(|found| format!("{:?}", found.place))
            .collect();
        assert_eq!(
            places,
            ["Pointer { pointer: Pointer(\"/a/x~1y\"), part: Key }"]
        );
    }
}

#[test]
fn merge_keys_add_what_is_not_there() {
    let text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  x: 0\n  <<: *a\nd:\n  <<: [*a, *b]\n  z: 0\n";
    let (value, found) = read(text);
    let value = value.unwrap();
    assert_eq!(value["c"], json!({"x": 0, "y": 1}));
    assert_eq!(value["d"], json!({"z": 0, "x": 1, "y": 1}));
    assert_eq!(found, [""; 0]);
    // In JSON, and with anything but mappings, it is a name like any other.
    assert_eq!(read(r#"{"<<": {"x": 1}}"#).0, Some(json!({"<<": {"x": 1}})));
    assert_eq!(read("<<: 1").0, Some(json!({"<<": 1})));
}

#[test]
fn numbers_that_json_lacks_are_null_or_lose_digits() {
    let (value, found) = read("a: [.nan, -.inf, 340282366920938463463374607431768211455]\n");
    assert_eq!(
        value,
        Some(json!({"a": [null, null, 3.402_823_669_209_385e38]}))
    );
    assert_eq!(found, ["non-finite-number", "non-finite-number"]);
}

#[test]
fn tags_of_the_authors_own_are_ignored() {
    assert_eq!(
        read("a: !secret x\nb: !!str 1\nc: !map {d: 1}\n").0,
        Some(json!({"a": "x", "b": "1", "c": {"d": 1}}))
    );
}

#[test]
fn a_flow_mapping_is_yaml_although_it_begins_with_a_brace() {
    assert_eq!(
        read("{a: 1, # comment\n b: 'x',}").0,
        Some(json!({"a": 1, "b": "x"}))
    );
}

#[test]
fn what_is_no_document_is_refused() {
    let texts = [
        "",
        "  \n",
        "# comment\n",
        "---\n",
        "null",
        "[]",
        "text",
        "a: 1\n---\nb: 2\n",
        "--- # one\na: 1\n--- \n",
    ];
    let refusals: Vec<String> = texts.iter().map(|text| refusal(text)).collect();
    expect![[r#"
        empty-document File the file holds no document
        empty-document File the file holds no document
        empty-document File the file holds no document
        empty-document File the file holds no document
        empty-document File the file holds no document
        not-an-object Pointer { pointer: Pointer(""), part: Value } the document is a list, not a mapping
        not-an-object Pointer { pointer: Pointer(""), part: Value } the document is the text `text`, not a mapping
        several-documents 2:1 the file holds more than one YAML document
        several-documents 3:1 the file holds more than one YAML document"#]].assert_eq(&refusals.join("\n"));
}

#[test]
fn syntax_errors_have_a_position() {
    let texts = [
        "{\"a\": 1,\n \"b\" 2}",
        "{\"a\": 1",
        "{\"a\": 1} x",
        "a:\n\tb: 1\n",
        "a: [1\nb: 2\n",
        "a: *missing\n",
        "a: b: c\n",
        "? {x: 1}\n: 2\n",
        "a: \"\u{1}\"\n",
    ];
    let refusals: Vec<String> = texts.iter().map(|text| refusal(text)).collect();
    expect![[r#"
        syntax 2:6 the text is not valid JSON: expected `:`
        syntax 1:7 the text is not valid JSON: EOF while parsing an object
        syntax 1:10 the text is not valid JSON: trailing characters
        syntax 2:1 the text is not valid YAML: found character that cannot start any token at line 2 column 1, while scanning for the next token
        syntax 2:2 the text is not valid YAML: did not find expected ',' or ']' at line 2 column 2, while parsing a flow sequence at line 1 column 4
        syntax 1:4 the text is not valid YAML: unknown anchor
        syntax 1:5 the text is not valid YAML: mapping values are not allowed in this context
        syntax 1:3 the text is not valid YAML: invalid type: map, expected a text as key
        syntax 1:5 the text is not valid YAML: control characters are not allowed"#]].assert_eq(&refusals.join("\n"));
}

#[test]
fn json_may_have_comments_and_surplus_commas() {
    for (text, value) in [
        (
            "{\"a\": 1, // one\n \"b\": [2, /* , */ ], }",
            json!({"a": 1, "b": [2]}),
        ),
        (
            "// {\n/* [ */ {\"a\": \"http://x /* y */\"}",
            json!({"a": "http://x /* y */"}),
        ),
        ("{\"a\": \"\\\"//\", /**/}", json!({"a": "\"//"})),
    ] {
        assert_eq!(read(text), (Some(value), vec!["relaxed-json"]), "{text}");
    }
    assert_eq!(read("{\"a\": [1,, 2], // x\n}").1, ["syntax"]);
    assert_eq!(read("{,}").1, ["syntax"]);
    assert_eq!(read("{\"ä\": \"ö\"}").1, [""; 0]);
}

#[test]
fn what_is_wrong_behind_comments_is_what_is_said() {
    let text = "{\n// one\n\"a\": 1,\n\"b\": {,}\n}";
    let mut diagnostics = Diagnostics::new();
    assert_eq!(super::value(text, &mut diagnostics), None);
    let places: Vec<&Place> = diagnostics.iter().map(|found| &found.place).collect();
    assert_eq!(places, [&Place::Position { line: 4, column: 7 }]);
    assert_eq!(read("// one\n{\"a\": NaN}"), (None, vec!["syntax"]));
}

#[test]
fn numbers_that_are_too_large_are_null() {
    let text = "{\"a\": 1e400, \"b\": [-1E+999,1e300], \"c\": \"1e400\"}";
    let value = json!({"a": null, "b": [null, 1e300], "c": "1e400"});
    assert_eq!(read(text), (Some(value), vec!["non-finite-number"]));
}

#[test]
fn wide_text_is_read_as_what_it_says() {
    let wide = |text: &str, is_little: bool| -> Vec<u8> {
        let pair = |unit: u16| {
            if is_little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        text.encode_utf16().flat_map(pair).collect()
    };
    for bytes in [
        wide("\u{feff}a: ä𝄞", true),
        wide("\u{feff}a: ä𝄞", false),
        wide("a: ä𝄞", true),
        wide("a: ä𝄞", false),
    ] {
        let mut diagnostics = Diagnostics::new();
        assert_eq!(decode(&bytes, &mut diagnostics).as_deref(), Some("a: ä𝄞"));
        let codes: Vec<&str> = diagnostics.iter().map(|found| found.code.name()).collect();
        assert_eq!(codes, ["utf16"]);
    }
}

#[test]
fn nesting_is_bounded_in_both_formats() {
    for depth in [200, 1_000, 1_000_000] {
        let json = format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(refusal(&json).starts_with("too-deep 1:"), "JSON {depth}");
        let open = format!("{{\"a\":{}", "{\"a\":".repeat(depth));
        assert!(
            refusal(&open).starts_with("too-deep 1:"),
            "open JSON {depth}"
        );
        let flow = format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(refusal(&flow).starts_with("too-deep 1:"), "YAML {depth}");
    }
    let mut block = String::new();
    for level in 0..300 {
        let _ = writeln!(block, "{}a:", " ".repeat(level));
    }
    assert!(
        refusal(&block).starts_with("too-deep "),
        "{}",
        refusal(&block)
    );
    let lists = format!("a:\n{}", "- ".repeat(3_000));
    assert!(
        refusal(&lists).starts_with("too-deep "),
        "{}",
        refusal(&lists)
    );
    let deepest = format!("{{\"a\":{}{}}}", "[".repeat(119), "]".repeat(119));
    assert!(read(&deepest).0.is_some());
}

#[test]
fn aliases_cannot_multiply_a_document_beyond_bounds() {
    let mut doubling = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(doubling, "a{level}: &a{level} [{aliases}]");
    }
    assert!(
        refusal(&doubling).starts_with("too-large "),
        "{}",
        refusal(&doubling)
    );
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(10_000)
    );
    assert!(
        refusal(&long).starts_with("too-large "),
        "{}",
        refusal(&long)
    );
    // An anchor within itself has no end.
    assert!(
        refusal("a: &a [*a]\n").starts_with("too-deep "),
        "{}",
        refusal("a: &a [*a]\n")
    );
}

#[test]
fn marks_and_other_encodings() {
    let mut diagnostics = Diagnostics::new();
    assert_eq!(
        decode(b"\xEF\xBB\xBFa: 1", &mut diagnostics).as_deref(),
        Some("a: 1")
    );
    assert_eq!(decode(b"a: 1\nb: \xC3\xA4\xFF", &mut diagnostics), None);
    assert_eq!(decode(b"\xFF", &mut diagnostics), None);
    let places: Vec<&Place> = diagnostics.iter().map(|found| &found.place).collect();
    assert_eq!(
        places,
        [
            &Place::Position { line: 2, column: 5 },
            &Place::Position { line: 1, column: 1 }
        ]
    );
}

#[test]
fn tags_are_reported_and_their_values_read() {
    let (value, found) = read("a: !include b.md\nc: !x {d: !y [1]}\ne: !!str 1\n");
    let expected = json!({"a": "b.md", "c": {"d": [1]}, "e": "1"});
    assert_eq!((value, found), (Some(expected), vec!["yaml-tag"; 3]));
}

#[test]
fn types_that_json_does_not_have_are_reported() {
    let text = "a: !!binary aGVsbG8=\nb: !!set {x, y}\nc: !!str 1\nd: '!!omap'\n";
    let mut diagnostics = Diagnostics::new();
    let value = tree(text, &mut diagnostics);
    let expected = json!({"a": "aGVsbG8=", "b": {"x": null, "y": null}, "c": "1", "d": "!!omap"});
    assert_eq!(value, Some(expected));
    let found: Vec<String> = diagnostics
        .iter()
        .map(|found| format!("{:?} {}", found.place, found.message))
        .collect();
    expect![[r#"
        Position { line: 1, column: 4 } JSON has no type for the YAML tag `!!binary`
        Position { line: 2, column: 4 } JSON has no type for the YAML tag `!!set`"#]]
    .assert_eq(&found.join("\n"));
}

#[test]
fn tags_with_whole_names_and_tags_on_keys_are_reported() {
    let text = "c: !<tag:a.example,2020:t> {d: !!int '1', f: !!seq {g: 1}}\n!own key: 1\n!!str s: [!x 1, !!set {? !y z}]\n\
                ? !!binary k\n: !!omap [{n: 1}]\nh: wow !!binary\ni: !<tag:yaml.org,2002:str> 1\nj:\n- &a !!map {}\n- *a\nl: ! m\n";
    let mut diagnostics = Diagnostics::new();
    let value = tree(text, &mut diagnostics);
    let expected = json!({
        "c": {"d": 1, "f": {"g": 1}}, "key": 1, "s": [1, {"z": null}], "k": [{"n": 1}], "h": "wow !!binary",
        "i": "1", "j": [{}, {}], "l": "m",
    });
    assert_eq!(value, Some(expected));
    let found = diagnostics.iter().map(|found| match &found.place {
        Place::Position { line, column } => format!("{line}:{column} {}", found.message),
        place => format!("{place:?} {}", found.message),
    });
    let found: Vec<String> = found.collect();
    expect![[r#"
        Pointer { pointer: Pointer("/s/0"), part: Value } the YAML tag `!x` is known to nobody but the tool that it is for
        Pointer { pointer: Pointer("/l"), part: Value } the YAML tag `!` is known to nobody but the tool that it is for
        1:4 the YAML tag `!<tag:a.example,2020:t>` is known to nobody but the tool that it is for
        1:46 JSON has no type for the YAML tag `!!seq`
        2:1 the YAML tag `!own` is known to nobody but the tool that it is for
        3:17 JSON has no type for the YAML tag `!!set`
        3:26 the YAML tag `!y` is known to nobody but the tool that it is for
        4:3 JSON has no type for the YAML tag `!!binary`
        5:3 JSON has no type for the YAML tag `!!omap`"#]].assert_eq(&found.join("\n"));
}

#[test]
fn a_template_that_nobody_filled_in_has_a_hint() {
    let mut diagnostics = Diagnostics::new();
    assert_eq!(tree("a: b\nc: {{desc}}\n", &mut diagnostics), None);
    let hint = diagnostics
        .iter()
        .next()
        .and_then(|found| found.hint.clone());
    assert!(hint.is_some_and(|hint| hint.contains("has to be quoted")));
}
