//! A name depends on its own item: neither order nor what else there is has a say.
use super::{all, lines, member};
use crate::names::scope::{Scope, Wanted};
use std::collections::{BTreeMap, BTreeSet};

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

/// `/pets` and `/pets/` have the same words.
#[test]
fn operations_of_the_same_words_keep_their_names_in_any_order() {
    let same_words = [
        "/pets: {get: {responses: {204: {description: ''}}}}",
        "/pets/: {get: {responses: {204: {description: ''}}}}",
        "/pets/{by}: {put: {responses: {204: {description: ''}}}}",
        "/pets/by/by: {put: {responses: {204: {description: ''}}}}",
    ];
    let (_, whole) = all(&document(&[], &same_words));
    assert_eq!(whole["GET /pets"], "get_pets() GetPets GetPetsError");
    assert_eq!(
        whole["GET /pets/"],
        "get_pets_slash() GetPetsSlash GetPetsSlashError"
    );
    let mut paths = same_words.to_vec();
    for _ in 0..same_words.len() {
        paths.rotate_left(1);
        let (_, names) = all(&document(&[], &paths));
        assert_eq!(lines(&names), lines(&whole), "{paths:?}");
        let reversed: Vec<&str> = paths.iter().rev().copied().collect();
        let (_, names) = all(&document(&[], &reversed));
        assert_eq!(lines(&names), lines(&whole), "{reversed:?}");
    }
}

/// A branch is called after its JSON type, so that one more before it changes nothing.
#[test]
fn branches_do_not_depend_on_their_position() {
    let schema = |branches: &[&str]| {
        format!(
            "U: {{properties: {{c: {{oneOf: [{}]}}}}}}",
            branches.join(", ")
        )
    };
    let object = "{properties: {a: {properties: {x: {type: string}}}}}";
    let array = "{type: array, items: {properties: {b: {type: string}}}}";
    let idents = |branches: &[&str]| {
        let (names, _) = all(&document(&[&schema(branches)], &[]));
        let idents = names.types.iter().map(|name| name.ident.to_string());
        idents.collect::<BTreeSet<String>>()
    };
    let whole = idents(&[object, array]);
    let expected = ["Always", "C", "CArrayItem", "CObject", "CObjectA", "U"];
    assert_eq!(whole, expected.map(str::to_owned).into());
    assert_eq!(idents(&["{type: boolean}", array, object]), whole);
}

/// A server keeps its name when others come before it.
#[test]
fn servers_do_not_depend_on_their_position() {
    let variants = |servers: &[&str]| -> BTreeSet<String> {
        let lines: String = servers
            .iter()
            .map(|server| format!("  - {{url: 'https://{server}'}}\n"))
            .collect();
        let (names, _) = all(&format!("paths: {{}}\nservers:\n{lines}"));
        let variants = names
            .servers
            .iter()
            .flatten()
            .map(|server| server.variant.to_string());
        variants.collect()
    };
    let both = ["AExampleCom", "BExampleCom"].map(str::to_owned).into();
    assert_eq!(variants(&["a.example.com", "b.example.com"]), both);
    assert_eq!(variants(&["b.example.com", "a.example.com"]), both);
}

/// Names are those of the servers that code has, each as short as it can be.
#[test]
fn servers_have_names_by_which_they_are_told_apart() {
    let variants = |servers: &str| -> Vec<Option<String>> {
        let (names, _) = all(&format!("paths: {{}}\nservers: [{servers}]\n"));
        let servers = names.servers.iter();
        let variants = servers.map(|server| Some(server.as_ref()?.variant.to_string()));
        variants.collect()
    };
    let some = |names: &[&str]| -> Vec<Option<String>> {
        names.iter().map(|name| Some((*name).to_owned())).collect()
    };
    assert_eq!(
        variants("{url: 'http://a.example.com/v2'}, {url: 'https://a.example.com/v2'}"),
        some(&["AExampleComV2Http", "AExampleComV2"])
    );
    assert_eq!(
        variants(
            "{url: 'https://a.example', description: Sandbox}, {url: 'https://b.example', description: Sandbox}"
        ),
        some(&["Sandbox", "SandboxBExample"])
    );
    assert_eq!(
        variants("{url: 'a.example.com'}, {url: ' HTTPS://a.example.com '}"),
        [None, Some("AExampleCom".to_owned())]
    );
    // Two of one URL may have other values for its variables.
    let of_stage = |stage: &str| {
        format!(
            "{{url: 'https://{{stage}}.a.example', variables: {{stage: {{default: {stage}, enum: [{stage}]}}}}}}"
        )
    };
    let (live, test) = (of_stage("live"), of_stage("test"));
    assert_eq!(
        variants(&format!("{test}, {live}, {live}")),
        some(&["AExampleTest", "AExample", "AExample"])
    );
    // Keywords can not stand in the format string that the URL is made with.
    let (names, _) = all(
        "paths: {}\nservers: [{url: 'https://{type}.{self}.a.example', variables: {type: {default: a}, self: {default: b}}}]\n",
    );
    let fields = names.servers.iter().flatten().flat_map(|it| &it.variables);
    let fields: Vec<String> = fields.map(|it| it.field.to_string()).collect();
    assert_eq!(fields, ["type_", "self_"]);
}

/// `std` is what the client names, and a module of its parent's name confuses readers.
#[test]
fn resources_are_not_called_as_what_is_around_them() {
    let path = |tag: &str| {
        format!(
            "/{tag}: {{get: {{tags: [{tag}], operationId: {tag}, responses: {{204: {{description: ''}}}}}}}}"
        )
    };
    let (_, names) = all(&document(&[], &[&path("std"), &path("test")]));
    assert_eq!(names["tag std"], "std_resource::Std by std()");
    // The module of these tests is called `test`.
    assert_eq!(names["tag test"], "test_resource::Test by test()");
}

/// Variables of servers that are the same share a type; of others that are called alike, one is called after its server.
#[test]
fn listed_variables_of_servers_have_names_of_their_own() {
    let idents = |servers: &str| -> Vec<String> {
        let (names, _) = all(&format!("paths: {{}}\nservers: [{servers}]\n"));
        let variables = names.servers.iter().flatten().flat_map(|it| &it.variables);
        let values = variables.filter_map(|variable| variable.values.as_ref());
        values.map(|values| values.ident.to_string()).collect()
    };
    let server = |name: &str, values: &str| {
        format!(
            "{{url: 'https://{{region}}.{name}.example', variables: {{region: {{default: a, enum: [{values}]}}}}}}"
        )
    };
    let (one, same) = (server("one", "a, b"), server("two", "a, b"));
    assert_eq!(
        idents(&format!("{one}, {same}")),
        ["ServerRegion", "ServerRegion"]
    );
    let other = server("two", "a");
    let (names, back) = (
        idents(&format!("{one}, {other}")),
        idents(&format!("{other}, {one}")),
    );
    assert_eq!(names, ["ServerRegion", "ServerRegionTwoExample"]);
    assert_eq!(back, ["ServerRegionTwoExample", "ServerRegion"]);
}
