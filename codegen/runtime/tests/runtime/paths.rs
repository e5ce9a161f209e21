//! Where in a JSON text an error is, against the places that `serde_json` reports.

use crate::runtime::{self, json_path};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

#[derive(Debug)]
#[allow(dead_code, reason = "only read")]
struct Problem {
    title: String,
    status: Option<u16>,
    related: Option<Vec<Problem>>,
}
runtime::object!(Problem { required title = "title", optional status = "status", optional related = "related", });

#[derive(Debug)]
#[allow(dead_code, reason = "only read")]
struct Page {
    errors: Vec<Problem>,
    names: Option<BTreeMap<String, i32>>,
    kind: Option<Kind>,
}
runtime::object!(Page { required errors = "errors", optional names = "odd name", optional kind = "kind", });

#[derive(Debug)]
#[allow(dead_code, reason = "only read")]
enum Kind {
    One(Problem),
    Many(Vec<Problem>),
}
runtime::union!(Kind { One = object, Many = array, });

fn place<T: DeserializeOwned + std::fmt::Debug>(body: &str) -> String {
    let error = serde_json::from_str::<T>(body).unwrap_err();
    json_path(body.as_bytes(), error.line(), error.column())
}

#[test]
fn wrong_types_are_placed() {
    assert_eq!(place::<Page>(r#"{"errors": 1}"#), "errors");
    assert_eq!(place::<Page>(r#"{"errors": {"a": 1}}"#), "errors");
    assert_eq!(
        place::<Page>("{\n \"x\": [1, {\"errors\": 3}],\n \"errors\": [\n  {\"title\": null}]\n}"),
        "errors[0].title"
    );
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": "a"}, {"title": []}]}"#),
        "errors[1].title"
    );
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": "a", "status": "4\"],{"}]}"#),
        "errors[0].status"
    );
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": "a", "status": 70000}]}"#),
        "errors[0].status"
    );
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": "a"}, "b"]}"#),
        "errors[1]"
    );
    assert_eq!(
        place::<Page>(r#"{"errors": [], "odd name": {"a.b": true}}"#),
        r#"["odd name"]["a.b"]"#
    );
    assert_eq!(place::<Vec<i32>>("[1,\n2,\n\"three\"]"), "[2]");
    assert_eq!(place::<Vec<Vec<i32>>>("[[1], [2, {}]]"), "[1][1]");
    assert_eq!(place::<Page>("[]"), "");
}

#[test]
fn missing_members_are_placed_at_their_object() {
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": "a"}, {"status": 1 } ]}"#),
        "errors[1]"
    );
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": "a", "related": [{}]}]}"#),
        "errors[0].related[0]"
    );
    assert_eq!(place::<Page>("{\n}\n"), "");
    assert_eq!(
        place::<Page>(r#"{"errors": [], "kind": {"status": 1}}"#),
        "kind"
    );
    assert_eq!(
        place::<Page>(r#"{"errors": [], "kind": [{"title": "a", "related": 1}]}"#),
        "kind[0].related"
    );
}

#[test]
fn what_is_not_json_is_placed() {
    assert_eq!(place::<Page>("<html><body>{\"a\": [1</body></html>"), "");
    assert_eq!(place::<Page>(""), "");
    assert_eq!(place::<Page>(r#"{"errors": []} x"#), "");
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": "a"#),
        "errors[0].title"
    );
    assert_eq!(place::<Page>(r#"{"errors": [{"title": "a"},"#), "errors[1]");
    assert_eq!(place::<Page>(r#"{"errors": [{"title" "#), "errors[0].title");
    assert_eq!(
        place::<Page>(r#"{"errors": [{"title": nul"#),
        "errors[0].title"
    );
}

#[test]
fn no_bytes_make_it_panic() {
    let text = "{\"a\\\"\u{e9}\": [1, {\"b\": \"\\u00e9\\\\\"}, []],\n\r\n\"c\": {}}]]}},::\"\\"
        .as_bytes();
    let mut bodies: Vec<Vec<u8>> = (0..=text.len()).map(|end| text[..end].to_vec()).collect();
    for at in 0..text.len() {
        for byte in [0, b'"', b'\\', b'[', b'{', b'}', b':', b',', b'\n', 0xFF] {
            let mut body = text.to_vec();
            body[at] = byte;
            bodies.push(body);
        }
    }
    for body in bodies {
        for line in [0, 1, 2, 3, 4, usize::MAX] {
            for column in [0, 1, 2, 7, 30, body.len(), body.len() + 1, usize::MAX] {
                let path = json_path(&body, line, column);
                assert!(!path.contains(char::is_control), "{path:?}");
            }
        }
    }
}

#[test]
fn deep_texts_give_short_paths() {
    let deep = "[".repeat(1_000_000);
    let path = json_path(deep.as_bytes(), 1, deep.len());
    assert!(
        path.ends_with("[0]...") && path.len() < 300,
        "{}",
        path.len()
    );
}
