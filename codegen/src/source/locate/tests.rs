//! Tests of locating: the text that is underlined for a pointer.

use super::locate;
use crate::diag::{Part, Place, Pointer};

/// `line:column text` of each place; `-` where there is none. A leading `=` asks for the value, else it is the key.
fn found(text: &str, places: &[&str]) -> Vec<String> {
    let places: Vec<Place> = places
        .iter()
        .map(|place| match place.strip_prefix('=') {
            Some(pointer) => Place::Pointer {
                pointer: Pointer::parse(pointer).unwrap(),
                part: Part::Value,
            },
            None => Place::Pointer {
                pointer: Pointer::parse(place).unwrap(),
                part: Part::Key,
            },
        })
        .collect();
    let locations = locate(text, &places.iter().collect::<Vec<_>>());
    locations
        .into_iter()
        .map(|location| match location {
            Some(at) => format!("{}:{} {}", at.line, at.column, &text[at.span]),
            None => "-".to_owned(),
        })
        .collect()
}

#[test]
fn comments_in_json_are_passed_over() {
    let text = "// {\"a\": 0}\n{\"a\": 1, /* \"b\": */ \"b\": [2,], }";
    assert_eq!(found(text, &["=/a", "=/b/0"]), ["2:7 1", "2:27 2"]);
}

#[test]
fn keys_and_values_of_yaml() {
    let text = "a:\n  ä/b: 'x'\n  list:\n    - 1\n    - name: y\n      2: z\n";
    let places = [
        "/a/ä~1b",
        "=/a/ä~1b",
        "=/a/list/0",
        "/a/list/1/2",
        "=/a/list/1/2",
        "=/a/list",
        "=/a/list/1",
        "=",
    ];
    let expected = [
        "2:3 ä/b",
        "2:8 'x'",
        "4:7 1",
        "6:7 2",
        "6:10 z",
        "3:3 list",
        "5:7 name: y",
        "1:1 a:",
    ];
    assert_eq!(found(text, &places), expected);
}

#[test]
fn keys_and_values_of_json() {
    let text = "{\n\t\"a\\\"b\": {\"ä\\ud83d\\ude00\": [1.5, \"x\\\\\", {\"k\":null}]},\"c\":true}";
    let places = [
        "/a\"b",
        "=/a\"b/ä😀/0",
        "=/a\"b/ä😀/1",
        "/a\"b/ä😀/2/k",
        "=/a\"b/ä😀/2/k",
        "=/c",
        "=",
    ];
    let expected = [
        "2:2 \"a\\\"b\"",
        "2:29 1.5",
        "2:34 \"x\\\\\"",
        "2:42 \"k\"",
        "2:46 null",
        "2:58 true",
        "1:1 {",
    ];
    assert_eq!(found(text, &places), expected);
}

#[test]
fn what_is_missing_is_at_the_nearest_ancestor() {
    for text in [
        "a:\n  b:\n    c: 1\n",
        "{\"a\":\n  {\"b\":\n    {\"c\": 1}}}",
    ] {
        let quote = if text.starts_with('{') { "\"" } else { "" };
        let places = found(text, &["=/a/b/missing/too", "=/missing"]);
        assert_eq!(
            places[0],
            format!("2:{} {quote}b{quote}", if quote.is_empty() { 3 } else { 4 })
        );
        assert_eq!(places[1], format!("1:1 {}", text.lines().next().unwrap()));
    }
}

#[test]
fn of_duplicate_keys_it_is_the_last() {
    assert_eq!(found("a: 1\na: 2\n", &["/a", "=/a"]), ["2:1 a", "2:4 2"]);
    assert_eq!(
        found("{\"a\": 1, \"a\": 2}", &["/a", "=/a"]),
        ["1:10 \"a\"", "1:15 2"]
    );
}

#[test]
fn merged_and_aliased_members_are_at_the_merge_key_and_the_alias() {
    let text = "base: &b\n  x: {y: 1}\nmerged:\n  <<: *b\n  z: 1\nalias: *b\n";
    let places = [
        "=/merged/x/y",
        "=/merged/z",
        "=/alias",
        "=/alias/x/y",
        "=/base/x/y",
    ];
    assert_eq!(
        found(text, &places),
        ["4:3 <<", "5:6 1", "6:8 *b", "6:1 alias", "2:10 1"]
    );
}

#[test]
fn keys_that_are_collections_are_passed_over() {
    let text = "? [x, {y: z}]\n: 1\na: 2\n? {k: v}\n: {a: 3}\nb: 4\n";
    assert_eq!(found(text, &["=/a", "=/b"]), ["3:4 2", "6:4 4"]);
}

#[test]
fn texts_of_several_lines() {
    let text = "a: |\n  one\n  two\nb: >-\n  three\nc: 1\n";
    assert_eq!(
        found(text, &["/a", "=/c", "/b"]),
        ["1:1 a", "6:4 1", "4:1 b"]
    );
}

#[test]
fn positions_are_taken_as_they_are() {
    let text = "ab\r\nä\n";
    let place = |line, column| Place::Position { line, column };
    let places = [
        place(1, 2),
        place(2, 1),
        place(1, 9),
        place(9, 9),
        place(0, 0),
        Place::File,
    ];
    let spans: Vec<_> = locate(text, &places.iter().collect::<Vec<_>>())
        .into_iter()
        .map(|location| location.map(|at| (at.line, at.column, at.span)))
        .collect();
    let expected = [
        Some((1, 2, 1..2)),
        Some((2, 1, 4..6)),
        Some((1, 3, 2..2)),
        Some((3, 1, 7..7)),
        Some((1, 1, 0..1)),
        None,
    ];
    assert_eq!(spans, expected);
}

#[test]
fn a_text_that_ends_early_keeps_what_was_found() {
    assert_eq!(found("a: 1\nb: [", &["=/a"]), ["1:4 1"]);
    assert_eq!(found("{\"a\": 1, \"b", &["=/a", "=/b"])[0], "1:7 1");
}
