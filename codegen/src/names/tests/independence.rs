//! A name depends on its own item: neither order nor what else there is has a say.
use super::{all, lines, member};
use crate::names::scope::{Scope, Wanted};
use std::collections::BTreeMap;

/// The blocks of a document, each of which is an item of its own.
const SCHEMAS: &[&str] = &[
    "Alpha: {properties: {inner: {properties: {a: {type: string}}}, list: {type: array, items: {type: string, enum: [x, y]}}}}",
    "beta: {type: string, enum: [a, A, '>', '<']}",
    "Gamma2: {oneOf: [{type: string}, {properties: {a: {type: string}}}]}",
    "delta-item: {properties: {fooBar: {type: string}, foo_bar: {type: string}, type: {type: string}}}",
    "Option: {properties: {b: {$ref: '#/components/schemas/Zeta'}}}",
    "Zeta: {type: array, items: {properties: {c: {type: string}}}}",
];

const PATHS: &[&str] = &[
    "/a: {get: {tags: [One], responses: {204: {description: ''}}}}",
    "/a/{id}: {get: {tags: [One], operationId: get_one, responses: {200: {description: '', content: {application/json: {schema: {properties: {x: {type: string}}}}}}}}}",
    "/b: {post: {tags: [Two], operationId: add, requestBody: {content: {application/json: {schema: {properties: {x: {type: string}}}}}}, responses: {204: {description: ''}}}}",
    "/c: {put: {operationId: change, parameters: [{name: p, in: query, schema: {type: string, enum: [q]}}], responses: {204: {description: ''}}}}",
];

fn document(schemas: &[&str], paths: &[&str]) -> String {
    let lines = |items: &[&str], by: usize| -> String {
        items
            .iter()
            .map(|item| format!("{:by$}{item}\n", ""))
            .collect()
    };
    format!(
        "paths:\n{}components:\n  schemas:\n    Always: {{type: string}}\n{}",
        lines(paths, 2),
        lines(schemas, 4)
    )
}

#[test]
fn names_do_not_depend_on_order() {
    let (_, whole) = all(&document(SCHEMAS, PATHS));
    let (mut schemas, mut paths) = (SCHEMAS.to_vec(), PATHS.to_vec());
    for turn in 0..12 {
        schemas.rotate_left(1);
        paths.rotate_left(1);
        if turn % 3 == 0 {
            schemas.reverse();
        }
        if turn % 4 == 0 {
            paths.reverse();
        }
        let (_, names) = all(&document(&schemas, &paths));
        assert_eq!(lines(&names), lines(&whole), "{schemas:?} {paths:?}");
    }
}

#[test]
fn names_do_not_depend_on_what_else_there_is() {
    let (_, whole) = all(&document(SCHEMAS, PATHS));
    let check_without = |schemas: &[&str], paths: &[&str], without: &str| {
        let (_, names) = all(&document(schemas, paths));
        assert!(names.len() < whole.len());
        for (place, name) in names {
            assert_eq!(whole.get(&place), Some(&name), "{place} without {without}");
        }
    };
    for index in 0..SCHEMAS.len() {
        let mut schemas = SCHEMAS.to_vec();
        let without = schemas.remove(index);
        check_without(&schemas, PATHS, without);
    }
    for index in 0..PATHS.len() {
        let mut paths = PATHS.to_vec();
        let without = paths.remove(index);
        check_without(SCHEMAS, &paths, without);
    }
}

#[test]
fn names_of_members_do_not_depend_on_other_members() {
    let wires = [
        "id",
        "first name",
        "type",
        "2fa",
        "@context",
        "createdAt",
        "self",
        "",
    ];
    let assign = |wires: &[&str]| -> BTreeMap<String, String> {
        let wanted: Vec<Wanted> = wires.iter().map(|wire| member(wire)).collect();
        let names = Scope::snake(&[]).assign(&wanted);
        let names = wires.iter().zip(names);
        names
            .map(|(wire, name)| ((*wire).to_owned(), name.to_string()))
            .collect()
    };
    let whole = assign(&wires);
    for index in 0..wires.len() {
        let mut fewer = wires.to_vec();
        fewer.remove(index);
        for (wire, name) in assign(&fewer) {
            assert_eq!(whole.get(&wire), Some(&name), "{wire:?}");
        }
    }
}
