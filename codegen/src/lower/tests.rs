//! Tests of lowering: a minimal document in, the model and the findings out as text.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

mod all_of;
mod all_of_shapes;
mod api;
mod carried;
mod components;
mod constraints;
mod depth;
mod directions;
mod docs;
mod enumeration;
mod foreign;
mod form;
mod null_spellings;
mod nullability;
mod numbers;
mod operation;
mod parameter;
mod patterns;
mod recursion;
mod references;
mod response;
mod rules;
mod schema;
mod security;
mod tuple;
mod union;
mod unknown;
mod untyped;
mod webhook;

use crate::{
    config::{ApiOptions, Dates},
    diag::Code,
    diag::{Diagnostics, Place},
    ir::{Api, dump::dump},
};
use expect_test::Expect;

/// Compares the model of a document and what was found in it. The first lines of the document are
/// given where it lacks them, and left out of the text.
fn check(document: &str, expected: &Expect) {
    check_with(document, &ApiOptions::new("test"), expected);
}

pub(super) fn check_with(document: &str, options: &ApiOptions, expected: &Expect) {
    let (api, diagnostics) = lowered(document, options);
    compare(&api, &diagnostics, expected);
}

/// The same for a document that is taken to be converted, with what it carries along.
fn check_converted(document: &str, expected: &Expect) {
    let (api, diagnostics) = lowered_converted(document, &ApiOptions::new("test"));
    compare(&api, &diagnostics, expected);
}

fn lowered_converted(document: &str, options: &ApiOptions) -> (Api, Diagnostics) {
    let text = format!("info: {{title: Test, version: '1'}}\n{document}");
    let document = crate::source::converted(&text);
    let mut diagnostics = Diagnostics::new();
    let api = super::lower(&document, options, &mut diagnostics);
    (api, diagnostics)
}

fn compare(api: &Api, diagnostics: &Diagnostics, expected: &Expect) {
    let mut text = dump(api);
    if let Some(rest) = text.strip_prefix("api \"Test\" \"1\"\n") {
        text = rest.to_owned();
    }
    // The documents of these tests are short, and leave `type` out where it is plain.
    let found = diagnostics.iter();
    let found = found.filter(|found| found.code != Code::InferredType);
    let found: Vec<_> = found.collect();
    if !found.is_empty() {
        text += "\n";
    }
    for found in found {
        let at = match &found.place {
            Place::Pointer { pointer, .. } => pointer.to_string(),
            other => format!("{other:?}"),
        };
        text += &format!("{} at {at}: {}\n", found.code, found.message);
    }
    expected.assert_eq(&text);
}

/// The same for the schemas of a document.
fn check_schemas(schemas: &str, expected: &Expect) {
    check(&with_schemas(schemas), expected);
}

/// The same for one operation, `GET /things`, with an id and an answer unless it says otherwise.
fn check_operation(operation: &str, expected: &Expect) {
    let mut text = String::from("paths:\n  /things:\n    get:\n");
    if !operation.contains("operationId:") {
        text += "      operationId: test\n";
    }
    if !operation.contains("responses:") {
        text += "      responses: {204: {description: ''}}\n";
    }
    text += &indented(operation, 6);
    check(&text, expected);
}

pub(super) fn lowered(document: &str, options: &ApiOptions) -> (Api, Diagnostics) {
    let mut text = String::new();
    if !document.contains("\nopenapi:") && !document.contains("\nswagger:") {
        text += "openapi: 3.0.3\n";
    }
    if !document.contains("info:") {
        text += "info: {title: Test, version: '1'}\n";
    }
    if !document.contains("paths:") {
        text += "paths: {}\n";
    }
    text += document;
    let mut diagnostics = Diagnostics::new();
    let document = crate::source::read("test.yaml", text.as_bytes(), &mut diagnostics);
    let document = document.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let api = super::lower(&document, options, &mut diagnostics);
    (api, diagnostics)
}

fn with_schemas(schemas: &str) -> String {
    format!("components:\n  schemas:\n{}", indented(schemas, 4))
}

/// The text with its common indentation replaced.
fn indented(text: &str, by: usize) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let least = lines()
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    lines()
        .map(|line| format!("{:by$}{}\n", "", &line[least..]))
        .collect()
}

/// Dates as text.
fn text_dates() -> ApiOptions {
    ApiOptions {
        dates: Dates::Text,
        ..ApiOptions::new("test")
    }
}
