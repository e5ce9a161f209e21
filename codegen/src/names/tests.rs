//! Tests of names: tables of texts and what they become, collisions, and that names are independent.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

mod documents;
mod independence;
mod removal;
mod scopes;
mod words;

use super::{Home, Names, case, name, scope::Wanted};
use crate::{
    config::ApiOptions,
    diag::Diagnostics,
    ir::{Api, Form, TypeKind},
    lower,
};
use expect_test::Expect;
use std::collections::BTreeMap;

fn model(document: &str) -> Api {
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: t, version: '1'}\n");
    if !document.contains("paths:") {
        text += "paths: {}\n";
    }
    text += document;
    let mut diagnostics = Diagnostics::new();
    let document = crate::source::read("test.yaml", text.as_bytes(), &mut diagnostics);
    let document = document.unwrap_or_else(|| panic!("{diagnostics:?}"));
    lower::lower(&document, &ApiOptions::new("test"), &mut diagnostics)
}

/// All names of a document, each with the place or the text that it is for.
fn all(document: &str) -> (Names, BTreeMap<String, String>) {
    let api = model(document);
    let names = name(&api, &ApiOptions::new("test"));
    let by_place = entries(&api, &names);
    (names, by_place)
}

fn entries(api: &Api, names: &Names) -> BTreeMap<String, String> {
    let mut by_place = BTreeMap::new();
    for (id, item) in api.types.iter() {
        let given = names.of_type(id);
        let home = match given.home {
            Home::Model(index) => names.models[index].module.to_string(),
            Home::Resource(index) => format!("{} (resource)", names.resources[index].module),
        };
        let form = match item.form {
            Form::Plain => "",
            Form::Sent(_) => " (sent)",
        };
        let origin = format!("{}{form}", item.origin);
        let parts: Vec<String> = match &item.kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                let members = object.members.iter();
                members.map(|member| member.wire.clone()).collect()
            }
            TypeKind::Enum(crate::ir::Values::Strings(values)) => {
                values.iter().map(|value| value.wire.clone()).collect()
            }
            TypeKind::Enum(crate::ir::Values::Integers(_, values)) => {
                values.iter().map(|value| value.wire.to_string()).collect()
            }
            TypeKind::Enum(crate::ir::Values::Numbers(values)) => {
                values.iter().map(|value| value.wire.to_string()).collect()
            }
            TypeKind::Enum(crate::ir::Values::Mixed(values)) => {
                values.iter().map(|value| value.wire.to_string()).collect()
            }
            TypeKind::Union(union) => union
                .branches
                .iter()
                .map(|branch| {
                    branch
                        .json
                        .map_or_else(String::new, |json| format!("{json:?}"))
                })
                .collect(),
            TypeKind::Alias(_) => Vec::new(),
        };
        for (part, name) in parts.iter().zip(names.parts(id)) {
            by_place.insert(format!("{origin} {part:?}"), name.to_string());
        }
        by_place.insert(origin, format!("{home}::{}", given.ident));
    }
    for (resource, given) in api.resources.iter().zip(&names.resources) {
        let tag = resource.group.name().unwrap_or("no tag");
        by_place.insert(
            format!("tag {tag}"),
            format!("{}::{} by {}()", given.module, given.ident, given.accessor),
        );
    }
    for (id, operation) in api.operations.iter() {
        let given = names.operation(id);
        let line = format!("{} {}", operation.method, operation.path);
        let parameters = operation.parameters.iter().zip(&given.parameters);
        for (parameter, name) in parameters {
            let key = format!("{line} {:?} {}", parameter.location, parameter.wire);
            by_place.insert(key, name.to_string());
        }
        let responses = operation.successes.iter().zip(&given.successes);
        for (response, name) in responses.chain(operation.failures.iter().zip(&given.failures)) {
            by_place.insert(format!("{line} {:?}", response.status), name.to_string());
        }
        by_place.insert(
            line,
            format!("{}() {} {}", given.method, given.ident, given.error),
        );
    }
    by_place
}

fn check(document: &str, expected: &Expect) {
    let (_, names) = all(document);
    expected.assert_eq(&lines(&names));
}

fn lines(names: &BTreeMap<String, String>) -> String {
    names
        .iter()
        .map(|(place, name)| format!("{place} -> {name}\n"))
        .collect()
}

fn member(wire: &str) -> Wanted {
    Wanted {
        wire: wire.to_owned(),
        base: case::snake_or(wire, "empty"),
        qualifiers: Vec::new(),
    }
}

fn variant(wire: &str) -> Wanted {
    Wanted {
        wire: wire.to_owned(),
        base: case::pascal_or(wire, "Empty"),
        qualifiers: Vec::new(),
    }
}
