//! Documents that cost more than their size unless something is done about it: what grows with the square of a number,
//! and what goes down the stack with it.
use crate::large::{HEAD, list, reference, with_paths, with_schemas};

/// All of them, with names.
pub(crate) fn documents() -> Vec<(&'static str, String)> {
    let mut documents = members();
    documents.extend(operations());
    documents
}

const DONE: &str = "\"responses\":{\"204\":{\"description\":\"\"}}";

fn parameters(count: usize) -> String {
    let place = |index: usize| ["query", "header", "cookie"][index % 3];
    list(count, |index| {
        format!(
            "{{\"name\":\"q{index}\",\"in\":\"{}\",\"schema\":{{\"type\":\"string\"}}}}",
            place(index)
        )
    })
}

fn members() -> Vec<(&'static str, String)> {
    let text = |index: usize| format!("\"m{index}\":{{\"type\":\"string\"}}");
    let heirs = |count: usize, part: &str| {
        let base = format!("\"B\":{{\"properties\":{{{}}}}}", list(count, text));
        let heir = |index: usize| format!("\"H{index}\":{{\"allOf\":[{},{part}]}}", reference("B"));
        with_schemas(&format!("{base},{}", list(count, heir)))
    };
    vec![
        (
            "members that are required, and as many that are not there",
            with_schemas(&format!(
                "\"A\":{{\"properties\":{{{}}},\"required\":[{}]}}",
                list(5_000, text),
                list(10_000, |index| format!("\"m{index}\""))
            )),
        ),
        (
            "heirs of many members",
            heirs(1_400, "{\"properties\":{\"own\":{\"type\":\"string\"}}}"),
        ),
        (
            "heirs that require what they have",
            heirs(1_400, "{\"required\":[\"m1\",\"m2\"]}"),
        ),
        ("a circle of references is one finding", {
            with_schemas(&list(5_000, |index| {
                format!(
                    "\"S{index}\":{}",
                    reference(format!("S{}", (index + 1) % 5_000))
                )
            }))
        }),
    ]
}

fn operations() -> Vec<(&'static str, String)> {
    vec![
        (
            "parameters of one operation",
            with_paths(&format!(
                "\"/p\":{{\"get\":{{\"parameters\":[{}],{DONE}}}}}",
                parameters(10_000)
            )),
        ),
        (
            "paths that are one path item",
            with_paths(&format!(
                "\"/p0\":{{\"get\":{{\"parameters\":[{}],{DONE}}}}},{}",
                parameters(400),
                list(400, |index| format!(
                    "\"/p{}\":{{\"$ref\":\"#/paths/~1p0\"}}",
                    index + 1
                ))
            )),
        ),
        (
            "operations that share the parameters of a path item",
            with_paths(&format!(
                "\"/p0\":{{\"parameters\":[{}],\"get\":{{{DONE}}}}},{}",
                parameters(400),
                list(400, |index| format!(
                    "\"/p{}\":{{\"$ref\":\"#/paths/~1p0\"}}",
                    index + 1
                ))
            )),
        ),
        ("alternatives of credentials for all operations", {
            let paths = list(1_000, |index| {
                format!("\"/p{index}\":{{\"get\":{{\"operationId\":\"o{index}\",{DONE}}}}}")
            });
            let schemes = list(1_000, |index| {
                format!(
                    "\"s{index}\":{{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"X{index}\"}}"
                )
            });
            let wanted = list(1_000, |index| format!("{{\"s{index}\":[]}}"));
            let head = HEAD.replace("\"paths\":{}", &format!("\"paths\":{{{paths}}}"));
            format!(
                "{head},\"components\":{{\"securitySchemes\":{{{schemes}}}}},\"security\":[{wanted}]}}"
            )
        }),
    ]
}
