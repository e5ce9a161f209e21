//! Tests of reading as a whole: from bytes to typed objects, and to the report.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use expect_test::expect;
use serde_json::Value;

use super::read::tree;
use super::shape::{Kind, Shape};
use super::{Document, open as open_files, read};
use crate::diag::{Diagnostics, Pointer, Style, render};

/// The document and the codes of what was found, in order.
pub(super) fn open(text: &str) -> (Option<Document>, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::new();
    let document = read("api.yaml", text.as_bytes(), &mut diagnostics);
    let codes = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.name())
        .collect();
    (document, codes)
}

/// The report on a text.
pub(super) fn reported(text: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    let (sources, _) = open_files("api.yaml", text.as_bytes(), None, &mut diagnostics);
    render(&sources.findings(&diagnostics), Style::Plain)
}

/// Deserialises every object of a document that can be asked for; gives the errors, and how many objects there are.
pub(super) fn deserialise_all(document: &Document) -> (Vec<String>, usize) {
    let mut audit = Audit {
        document,
        errors: Vec::new(),
        count: 0,
    };
    for error in [
        document.info().err(),
        document.servers().err(),
        document.tags().err(),
        document.security().err(),
        document.components().err(),
    ] {
        audit.errors.extend(error.map(|error| error.to_string()));
    }
    audit.object(Kind::Document, document.root(), &Pointer::root());
    (audit.errors, audit.count)
}

struct Audit<'d> {
    document: &'d Document,
    errors: Vec<String>,
    count: usize,
}

impl Audit<'_> {
    fn object(&mut self, kind: Kind, value: &Value, at: &Pointer) {
        let Value::Object(members) = value else {
            return;
        };
        if kind.may_be_reference() && kind != Kind::PathItem && value.get("$ref").is_some() {
            return;
        }
        self.typed(kind, at);
        for (key, member) in members {
            if let Some(shape) = kind.member(key) {
                self.member(shape, member, &at.child(key));
            }
        }
    }

    fn member(&mut self, shape: Shape, value: &Value, at: &Pointer) {
        match (shape, value) {
            (Shape::Object(kind) | Shape::ObjectOrBoolean(kind), value) => {
                self.object(kind, value, at);
            }
            (Shape::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.object(kind, item, &at.index(index));
                }
            }
            (Shape::Map(kind), Value::Object(members)) => {
                for (key, member) in members {
                    self.object(kind, member, &at.child(key));
                }
            }
            _ => {}
        }
    }

    fn typed(&mut self, kind: Kind, at: &Pointer) {
        let document = self.document;
        let outcome = match kind {
            Kind::Schema => document.schema(at).map(drop),
            Kind::Parameter => document.parameter(at).map(drop),
            Kind::RequestBody => document.request_body(at).map(drop),
            Kind::Response => document.response(at).map(drop),
            Kind::Header => document.header(at).map(drop),
            Kind::MediaType => document.media_type(at).map(drop),
            Kind::Example => document.example(at).map(drop),
            Kind::Operation => document.operation(at).map(drop),
            Kind::PathItem => document.path_item(at).map(drop),
            Kind::SecurityScheme => document.security_scheme(at).map(drop),
            _ => return,
        };
        self.count += 1;
        self.errors
            .extend(outcome.err().map(|error| format!("{at}: {error}")));
    }
}

#[test]
fn a_report_shows_the_places_of_all_kinds() {
    let text = "\
openapi: 3.0.3
info:
  title: Pets
  version: 1.0
paths:
  /pets/{id}:
    get:
      operationID: getPet
      parameters:
        - name: id
          in: path
          required: \"true\"
          schema: { type: string }
      responses:
        200: {}
        200: { description: ok }
";
    expect![[r#"
        warning[unquoted-text]: `version` should be a text, not a number
         --> api.yaml:4:12
          |
        4 |   version: 1.0
          |            ^^^ read as the text that is written
          |
          = at: /info/version

        warning[unknown-keyword]: `operationID` is not a keyword of an Operation Object
         --> api.yaml:8:7
          |
        8 |       operationID: getPet
          |       ^^^^^^^^^^^ ignored
          |
          = at: /paths/~1pets~1{id}/get/operationID
          = help: did you mean `operationId`?

        warning[quoted-value]: `required` should be a boolean, not the text `true`
          --> api.yaml:12:21
           |
        12 |           required: "true"
           |                     ^^^^^^ read as the boolean `true`
           |
           = at: /paths/~1pets~1{id}/get/parameters/0/required

        warning[duplicate-key]: the key `200` is there twice; the last one is used
          --> api.yaml:16:9
           |
        16 |         200: { description: ok }
           |         ^^^ the one that is used
           |
           = at: /paths/~1pets~1{id}/get/responses/200
           = help: remove or rename one of them

    "#]]
    .assert_eq(&reported(text));
}

#[test]
fn a_report_on_what_could_not_be_read() {
    let texts = [
        "openapi: 3.0.3\npaths:\n\t/a: {}\n",
        "{\"openapi\": \"3.0.0\",\n \"paths\": {}\n",
        "swagger: '1.2'\n",
        "openapi: latest\n",
        "opnapi: 3.0.0\n",
        "- openapi: 3.0.0\n",
        "",
    ];
    let reports: String = texts.iter().map(|text| reported(text)).collect();
    expect![[r#"
        error[syntax]: the text is not valid YAML: found character that cannot start any token at line 3 column 1, while scanning for the next token
         --> api.yaml:3:1
          |
        3 |     /a: {}
          | ^^^^
          |
          = help: YAML does not take tabs as indentation: use spaces

        error[syntax]: the text is not valid JSON: EOF while parsing an object
         --> api.yaml:3:1
          |
        3 |
          | ^

        error[unsupported-version]: Swagger 1.2 is not supported
         --> api.yaml:1:10
          |
        1 | swagger: '1.2'
          |          ^^^^^ Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported
          |
          = at: /swagger
          = help: convert the document; `openapi: 3.0.3` is then expected at the top

        error[unsupported-version]: this is no version of OpenAPI
         --> api.yaml:1:10
          |
        1 | openapi: latest
          |          ^^^^^^ Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported
          |
          = at: /openapi
          = help: `openapi: 3.0.3` is expected at the top

        error[missing-version]: the document does not say which version of OpenAPI it follows
         --> api.yaml:1:1
          |
        1 | opnapi: 3.0.0
          | ^^^^^^
          |
          = at: /opnapi
          = help: is `opnapi` meant to be `openapi`? `openapi: 3.0.3` is expected at the top

        error[not-an-object]: the document is a list, not a mapping
         --> api.yaml:1:1
          |
        1 | - openapi: 3.0.0
          | ^^^^^^^^^^^^^^^^
          |
          = at: the whole document
          = help: `openapi: 3.0.3` is expected at the top

        error[empty-document]: the file holds no document
        --> api.yaml
         = help: `openapi: 3.0.3` is expected at the top

    "#]].assert_eq(&reports);
}

#[test]
fn a_number_that_is_a_text_keeps_the_way_it_is_written() {
    for (text, version) in [
        (
            "openapi: 3.0.3\ninfo: {title: 1e2, version: 1.10}\n",
            "1.10",
        ),
        (
            "{\"openapi\": 3.0, \"info\": {\"title\": \"t\", \"version\": 2.50 }}",
            "2.50",
        ),
        ("openapi: 3.0.3\nx-v: &v 1.10\ninfo: {version: *v}\n", "1.1"),
        ("openapi: 3.0.3\ninfo: {version: 7}\n", "7"),
    ] {
        let (document, _) = open(text);
        assert_eq!(
            document.expect("a document").info().expect("info").version,
            version,
            "{text}"
        );
    }
}

#[test]
fn a_byte_order_mark_and_bytes_that_are_no_text_have_reports() {
    let mut diagnostics = Diagnostics::new();
    let bytes = b"\xEF\xBB\xBFopenapi: 3.0.3\ninfo: {title: \xFF}\n";
    let (sources, document) = open_files("x", bytes, None, &mut diagnostics);
    assert!(document.is_none());
    let text = render(&sources.findings(&diagnostics), Style::Plain);
    assert!(text.contains("--> x:2:15\n"), "{text}");
}

#[test]
fn only_versions_that_are_supported_go_on() {
    for version in ["3.0.0", "3.0.3", "3.0.4", "'3.0'", "3.0", "3.0.0-rc1"] {
        let (document, _) = open(&format!("openapi: {version}\n"));
        assert_eq!(
            document.map(|document| document.version()),
            Some(super::Version::V30),
            "{version}"
        );
    }
    for (head, code) in [
        ("openapi: 30", "unsupported-version"),
        ("openapi: {}", "unsupported-version"),
        ("openapi:", "unsupported-version"),
        ("swagger: 1.2", "unsupported-version"),
        ("info: {}", "missing-version"),
    ] {
        let (document, codes) = open(head);
        assert!(document.is_none(), "{head}");
        assert_eq!(codes, [code], "{head}");
    }
}

/// A document that has something of everything, for damaging.
const WHOLE: &str = include_str!("tests/whole.yaml");

/// The same in Swagger 2.0.
const WHOLE_20: &str = include_str!("tests/whole20.yaml");

/// The same in `OpenAPI` 3.2.
const WHOLE_32: &str = include_str!("tests/whole32.yaml");

#[test]
fn a_whole_document_has_nothing_to_report() {
    for (text, expected) in [
        (WHOLE, &[][..]),
        (WHOLE_20, &[]),
        (WHOLE_32, &["redundant-types"]),
    ] {
        let (document, codes) = open(text);
        assert_eq!(codes, expected);
        let (errors, count) = deserialise_all(&document.expect("a document"));
        assert_eq!(errors, [""; 0]);
        assert!(count > 25, "{count}");
    }
}

#[test]
fn no_truncation_of_a_document_does_harm() {
    for (text, step) in [(WHOLE, 2), (WHOLE_20, 23), (WHOLE_32, 23)] {
        for end in (0..text.len()).step_by(step) {
            undamaged(&text.as_bytes()[..end]);
        }
    }
}

#[test]
fn no_damaged_byte_does_harm() {
    // A fixed sequence, so that a failure can be repeated.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).expect("the bound fits")
    };
    let alphabet = b" \n\t:-{}[],'\"&*!|>#%@`?<$0.ax/~\xFF\xC3";
    for _ in 0..1_000 {
        let mut bytes = WHOLE.as_bytes().to_vec();
        for _ in 0..=next(4) {
            let place = next(bytes.len());
            bytes[place] = alphabet[next(alphabet.len())];
        }
        undamaged(&bytes);
    }
}

#[test]
fn every_value_may_be_of_any_type() {
    for (text, step) in [(WHOLE, 1), (WHOLE_20, 6), (WHOLE_32, 6)] {
        any_type_anywhere(text, step);
    }
}

/// Puts values of all types into all places of a document; with a step into some of them, and others into others.
fn any_type_anywhere(text: &str, step: usize) {
    let root = tree(text, &mut Diagnostics::new()).expect("a tree");
    let mut places = Vec::new();
    collect(&root, &Pointer::root(), &mut places);
    for (number, place) in places.iter().enumerate() {
        let others = [
            "null",
            "true",
            "5",
            "-0.5",
            "\"x\"",
            "[]",
            "[[]]",
            "[null]",
            "[{}]",
            "{}",
            "{\"$ref\": 5}",
            "{\"a\": {}}",
        ];
        for other in others.into_iter().skip(number % step).step_by(step) {
            let mut damaged = root.clone();
            *damaged.pointer_mut(place.as_str()).expect("a value") =
                serde_json::from_str(other).expect("JSON");
            let _ = readable(damaged.to_string().as_bytes());
        }
    }
}

fn collect(value: &Value, at: &Pointer, places: &mut Vec<Pointer>) {
    places.push(at.clone());
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(key, member)| collect(member, &at.child(key), places)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| collect(item, &at.index(index), places)),
        _ => {}
    }
}

/// Reads bytes: either they are refused with an error, or every object deserialises; and there is a report.
fn undamaged(bytes: &[u8]) {
    let diagnostics = readable(bytes);
    let (sources, _) = open_files("x", bytes, None, &mut Diagnostics::new());
    let text = render(&sources.findings(&diagnostics), Style::Plain);
    assert_eq!(
        text.is_empty(),
        diagnostics.is_empty(),
        "{}",
        String::from_utf8_lossy(bytes)
    );
}

fn readable(bytes: &[u8]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    match read("x", bytes, &mut diagnostics) {
        Some(document) => assert_eq!(deserialise_all(&document).0, [""; 0], "{}", shown()),
        None => assert!(diagnostics.has_errors(), "{}", shown()),
    }
    diagnostics
}
