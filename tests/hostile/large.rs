//! Documents that are too large for files: as deep, as wide and as entangled as they come.
#![expect(clippy::too_many_lines, reason = "lists of documents")]
use std::fmt::Write;

pub(crate) const HEAD: &str =
    "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{}";

/// How deep the deep ones are.
const DEPTH: usize = 10_000;

/// All of them, with names.
pub(crate) fn documents() -> Vec<(&'static str, String)> {
    let mut documents = deep();
    documents.extend(multiplying());
    documents.extend(wide());
    documents.extend(long());
    documents
}

pub(crate) fn with_schemas(schemas: &str) -> String {
    format!("{HEAD},\"components\":{{\"schemas\":{{{schemas}}}}}}}")
}

pub(crate) fn with_paths(paths: &str) -> String {
    format!(
        "{},\"paths\":{{{paths}}}}}",
        HEAD.trim_end_matches(",\"paths\":{}")
    )
}

/// A list of things that are made of their numbers.
pub(crate) fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

pub(crate) fn reference(name: impl std::fmt::Display) -> String {
    format!("{{\"$ref\":\"#/components/schemas/{name}\"}}")
}

fn nested(before: &str, after: &str, depth: usize) -> String {
    format!("{}{{}}{}", before.repeat(depth), after.repeat(depth))
}

fn deep() -> Vec<(&'static str, String)> {
    let chain_of = |depth: usize, part: &dyn Fn(String) -> String| {
        let link = |index| {
            format!(
                "\"S{index}\":{}",
                part(reference(format!("S{}", index + 1)))
            )
        };
        with_schemas(&format!(
            "{},\"S{depth}\":{{\"type\":\"string\"}}",
            list(depth, link)
        ))
    };
    let chain = |part: &dyn Fn(String) -> String| chain_of(DEPTH, part);
    // What a link costs more does not cost more than once.
    let short_chain = |part: &dyn Fn(String) -> String| chain_of(1_000, part);
    vec![
        ("lists in JSON", "[".repeat(DEPTH)),
        (
            "closed lists in JSON",
            format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH)),
        ),
        (
            "objects in JSON",
            format!("{}1{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH)),
        ),
        (
            "lists in YAML",
            format!("openapi: 3.0.3\nx: {}", "[".repeat(DEPTH)),
        ),
        (
            "mappings in YAML",
            format!("openapi: 3.0.3\nx: {}", "{a: ".repeat(DEPTH)),
        ),
        (
            "lists of lines in YAML",
            format!("openapi: 3.0.3\nx:\n  {}a", "- ".repeat(DEPTH)),
        ),
        (
            "questions in YAML",
            format!("openapi: 3.0.3\nx:\n  {}a", "? ".repeat(DEPTH)),
        ),
        ("mappings of lines in YAML", {
            let mut text = "openapi: 3.0.3\n".to_owned();
            for depth in 0..2_000 {
                writeln!(text, "{}a:", " ".repeat(depth)).expect("a text can be written");
            }
            text
        }),
        (
            "arrays",
            with_schemas(&format!(
                "\"A\":{}",
                nested("{\"type\":\"array\",\"items\":", "}", DEPTH)
            )),
        ),
        (
            "arrays at the limit",
            with_schemas(&format!(
                "\"A\":{}",
                nested("{\"type\":\"array\",\"items\":", "}", 110)
            )),
        ),
        (
            "objects at the limit",
            with_schemas(&format!(
                "\"A\":{}",
                nested("{\"properties\":{\"a\":", "}}", 55)
            )),
        ),
        (
            "maps at the limit",
            with_schemas(&format!(
                "\"A\":{}",
                nested("{\"additionalProperties\":", "}", 110)
            )),
        ),
        (
            "all of, at the limit",
            with_schemas(&format!("\"A\":{}", nested("{\"allOf\":[", "]}", 55))),
        ),
        (
            "one of, at the limit",
            with_schemas(&format!(
                "\"A\":{}",
                nested("{\"oneOf\":[{\"type\":\"string\"},", "]}", 55)
            )),
        ),
        ("a chain of references", chain(&|next| next)),
        ("a chain of references in a circle", {
            with_schemas(&list(DEPTH, |index| {
                format!(
                    "\"S{index}\":{}",
                    reference(format!("S{}", (index + 1) % DEPTH))
                )
            }))
        }),
        (
            "a chain of members",
            short_chain(&|next| format!("{{\"properties\":{{\"next\":{next}}}}}")),
        ),
        (
            "a chain of required members",
            short_chain(&|next| {
                format!("{{\"required\":[\"next\"],\"properties\":{{\"next\":{next}}}}}")
            }),
        ),
        (
            "a chain of arrays",
            chain(&|next| format!("{{\"type\":\"array\",\"items\":{next}}}")),
        ),
        (
            "a chain of maps",
            short_chain(&|next| format!("{{\"additionalProperties\":{next}}}")),
        ),
        (
            "a chain of single parts",
            short_chain(&|next| format!("{{\"allOf\":[{next}]}}")),
        ),
        (
            "a chain of parts",
            chain(&|next| format!("{{\"allOf\":[{next}],\"type\":\"object\"}}")),
        ),
        (
            "a chain of single branches",
            short_chain(&|next| format!("{{\"oneOf\":[{next}]}}")),
        ),
        (
            "a chain of branches",
            short_chain(&|next| {
                format!(
                    "{{\"oneOf\":[{next},{{\"type\":\"integer\"}},{{\"type\":\"array\",\"items\":{next}}}]}}"
                )
            }),
        ),
        (
            "a chain of negations",
            short_chain(&|next| format!("{{\"not\":{next}}}")),
        ),
    ]
}

/// Small texts that stand for large things.
fn multiplying() -> Vec<(&'static str, String)> {
    let twice = |part: &dyn Fn(String) -> String| {
        let link = |index| {
            let next = reference(format!("S{}", index + 1));
            format!("\"S{index}\":{}", part(format!("{next},{next}")))
        };
        with_schemas(&format!(
            "{},\"S60\":{{\"properties\":{{\"a\":{{\"type\":\"string\"}}}}}}",
            list(60, link)
        ))
    };
    let aliases = |item: &dyn Fn(usize) -> String| {
        let mut text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\nx0: &x0 [a, a, a, a, a, a, a, a, a]\n".to_owned();
        for index in 1..20 {
            writeln!(text, "x{index}: &x{index} {}", item(index - 1))
                .expect("a text can be written");
        }
        text
    };
    let entangled = |keyword: &str| {
        let all = list(25, |index| reference(format!("S{index}")));
        with_schemas(&list(25, |index| {
            format!("\"S{index}\":{{\"{keyword}\":[{all}]}}")
        }))
    };
    vec![
        (
            "aliases of aliases",
            aliases(&|index| format!("[{}]", format!("*x{index}, ").repeat(9))),
        ),
        (
            "merges of merges",
            aliases(&|index| {
                let keys = list(9, |key| format!("k{key}{index}: *x{index}"));
                format!("{{{keys}, <<: [{}]}}", "{a: 1}, ".repeat(9))
            }),
        ),
        (
            "a merge of itself",
            "openapi: 3.0.3\nx: &x\n  <<: *x\n  a: 1\n".to_owned(),
        ),
        (
            "all of twice the same",
            twice(&|parts| format!("{{\"allOf\":[{parts}]}}")),
        ),
        (
            "any of twice the same",
            twice(&|parts| format!("{{\"anyOf\":[{parts}]}}")),
        ),
        (
            "one of twice the same",
            twice(&|parts| format!("{{\"oneOf\":[{parts},{{\"type\":\"null\"}}]}}")),
        ),
        ("all of all", entangled("allOf")),
        ("one of all", entangled("oneOf")),
        ("any of all", entangled("anyOf")),
        (
            "all of one of all of",
            with_schemas(&list(60, |index| {
                let next = reference(format!("S{}", (index + 1) % 60));
                format!(
                    "\"S{index}\":{{\"allOf\":[{{\"oneOf\":[{next},{next}]}},{{\"anyOf\":[{next},{next}]}}],\"type\":\"object\"}}"
                )
            })),
        ),
        (
            "a discriminator of everything",
            with_schemas(&list(60, |index| {
                let mapping = list(60, |to| format!("\"v{to}\":\"#/components/schemas/S{to}\""));
                let all = list(60, |to| reference(format!("S{to}")));
                format!(
                    "\"S{index}\":{{\"oneOf\":[{all}],\"discriminator\":{{\"propertyName\":\"kind\",\"mapping\":{{{mapping}}}}}}}"
                )
            })),
        ),
        ("inline objects, deep and wide", {
            let mut schema = "{\"type\":\"string\"}".to_owned();
            for depth in 0..25 {
                let more = list(40, |index| {
                    format!(
                        "\"m{depth}x{index}\":{{\"properties\":{{\"a\":{{\"enum\":[\"a\"]}}}}}}"
                    )
                });
                schema = format!("{{\"properties\":{{\"a\":{schema},{more}}}}}");
            }
            with_schemas(&format!("\"A\":{schema}"))
        }),
    ]
}

fn wide() -> Vec<(&'static str, String)> {
    let operation = |index: usize, more: &str| {
        format!(
            "\"/p{index}\":{{\"get\":{{\"operationId\":\"o{index}\",{more}\"responses\":{{\"204\":{{\"description\":\"\"}}}}}}}}"
        )
    };
    // `aaaa` to `AAAA`: as many spellings of one word as there are numbers.
    let spelled = |index: usize| -> String {
        let bit = |bit: usize| if index >> bit & 1 == 1 { 'A' } else { 'a' };
        (0..10).map(bit).chain("-b".chars()).collect()
    };
    vec![
        (
            "members",
            with_schemas(&format!(
                "\"A\":{{\"properties\":{{{}}}}}",
                list(5_000, |index| format!(
                    "\"m{index}\":{{\"type\":\"string\"}}"
                ))
            )),
        ),
        (
            "required members that are not there",
            with_schemas(&format!(
                "\"A\":{{\"type\":\"object\",\"required\":[{}]}}",
                list(5_000, |index| format!("\"m{index}\""))
            )),
        ),
        (
            "keywords",
            with_schemas(&format!(
                "\"A\":{{{}}}",
                list(5_000, |index| format!("\"k{index}\":1"))
            )),
        ),
        (
            "values",
            with_schemas(&format!(
                "\"A\":{{\"enum\":[{}]}}",
                list(10_000, |index| format!("\"v{index}\""))
            )),
        ),
        (
            "numbers",
            with_schemas(&format!(
                "\"A\":{{\"type\":\"integer\",\"enum\":[{}]}}",
                list(10_000, |index| index.to_string())
            )),
        ),
        (
            "values of one name",
            with_schemas(&format!(
                "\"A\":{{\"enum\":[{}]}}",
                list(1_000, |index| format!("\"{}\"", spelled(index)))
            )),
        ),
        (
            "values without a name",
            with_schemas(&format!(
                "\"A\":{{\"enum\":[{}]}}",
                list(1_000, |index| format!(
                    "\"\\ue0{:02x}\\uf8{:02x}\"",
                    index / 32,
                    index % 32
                ))
            )),
        ),
        (
            "members of one name",
            with_schemas(&format!(
                "\"A\":{{\"properties\":{{{}}}}}",
                list(1_000, |index| format!("\"{}\":{{}}", spelled(index)))
            )),
        ),
        (
            "schemas of one name",
            with_schemas(&list(1_000, |index| {
                format!("\"{}\":{{\"properties\":{{\"a\":{{}}}}}}", spelled(index))
            })),
        ),
        (
            "tags of one name",
            with_paths(&list(1_000, |index| {
                operation(index, &format!("\"tags\":[\"{}\"],", spelled(index)))
            })),
        ),
        (
            "operations of one name",
            with_paths(&list(1_000, |index| {
                format!(
                    "\"/p{index}\":{{\"get\":{{\"operationId\":\"{}\",\"responses\":{{\"204\":{{\"description\":\"\"}}}}}}}}",
                    spelled(index)
                )
            })),
        ),
        (
            "operations of one id",
            with_paths(&list(1_000, |index| {
                format!(
                    "\"/p{index}\":{{\"get\":{{\"operationId\":\"same\",\"responses\":{{\"204\":{{\"description\":\"\"}}}}}}}}"
                )
            })),
        ),
        (
            "tags of one operation",
            with_paths(&operation(
                0,
                &format!(
                    "\"tags\":[{}],",
                    list(5_000, |index| format!("\"t{index}\""))
                ),
            )),
        ),
        (
            "parameters",
            with_paths(&operation(
                0,
                &format!(
                    "\"parameters\":[{}],",
                    list(2_000, |index| {
                        format!(
                            "{{\"name\":\"{}\",\"in\":\"query\",\"schema\":{{\"type\":\"string\"}}}}",
                            spelled(index % 1_000)
                        )
                    })
                ),
            )),
        ),
        (
            "alternatives of credentials",
            with_paths(&operation(
                0,
                &format!(
                    "\"security\":[{}],",
                    list(5_000, |index| format!("{{\"s{index}\":[]}}"))
                ),
            )),
        ),
        (
            "servers",
            format!(
                "{HEAD},\"servers\":[{}]}}",
                list(5_000, |index| format!(
                    "{{\"url\":\"https://example.com/{}\"}}",
                    index % 2_500
                ))
            ),
        ),
        ("variables of a server", {
            let names = list(2_000, |index| format!("{{v{index}}}")).replace(',', "/");
            let variables = list(2_000, |index| format!("\"v{index}\":{{\"default\":\"a\"}}"));
            format!(
                "{HEAD},\"servers\":[{{\"url\":\"https://example.com/{names}\",\"variables\":{{{variables}}}}}]}}"
            )
        }),
        (
            "keys that are there twice",
            with_schemas(&list(10_000, |index| format!("\"A{}\":{{}}", index % 10))),
        ),
        (
            "branches",
            with_schemas(&format!(
                "\"A\":{{\"oneOf\":[{}]}}",
                list(5_000, |index| format!(
                    "{{\"properties\":{{\"a{index}\":{{}}}}}}"
                ))
            )),
        ),
        (
            "parts",
            with_schemas(&format!(
                "\"A\":{{\"allOf\":[{}]}}",
                list(5_000, |index| format!(
                    "{{\"properties\":{{\"a{index}\":{{}}}}}}"
                ))
            )),
        ),
        (
            "answers",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"responses\":{{{}}}}}}}",
                list(2_000, |index| format!(
                    "\"{index}\":{{\"description\":\"\"}}"
                ))
            )),
        ),
        (
            "media types",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"responses\":{{\"200\":{{\"description\":\"\",\"content\":{{{}}}}}}}}}}}",
                list(2_000, |index| format!(
                    "\"application/x{index}+json\":{{\"schema\":{{\"properties\":{{\"a\":{{}}}}}}}}"
                ))
            )),
        ),
        (
            "placeholders",
            with_paths(&format!(
                "\"{}\":{{\"get\":{{\"responses\":{{}}}}}}",
                "/{a}".repeat(2_000)
            )),
        ),
        (
            "dangling references",
            with_schemas(&list(3_000, |index| {
                format!("\"A{index}\":{}", reference(format!("B{index}")))
            })),
        ),
    ]
}

/// Single texts without end.
fn long() -> Vec<(&'static str, String)> {
    const MEGABYTE: usize = 1 << 20;
    let text = "a b_".repeat(MEGABYTE / 4);
    let hostile = "\\\"]`*_[<&{}\\u202e".repeat(MEGABYTE / 18);
    let described = |text: &str| {
        with_schemas(&format!(
            "\"A\":{{\"type\":\"string\",\"description\":\"{text}\"}}"
        ))
    };
    vec![
        ("a description", described(&text)),
        ("a description of signs", described(&hostile)),
        (
            "a description of emphasis",
            described(&"*a **b ".repeat(5_000)),
        ),
        ("a description of quotes", described(&"> ".repeat(5_000))),
        ("a description of links", described(&"[a](".repeat(5_000))),
        ("a description of lists", described(&"- ".repeat(5_000))),
        ("a description of tags", described(&"<b><i>".repeat(5_000))),
        ("a description of lines", described(&"\\n".repeat(100_000))),
        ("a title", HEAD.replace("\"t\"", &format!("\"{text}\""))),
        (
            "the name of a schema",
            with_schemas(&format!("\"{text}\":{{\"properties\":{{\"a\":{{}}}}}}")),
        ),
        (
            "the name of a member",
            with_schemas(&format!(
                "\"A\":{{\"properties\":{{\"{text}\":{{\"properties\":{{\"{text}\":{{\"enum\":[\"{text}\"]}}}}}}}}}}"
            )),
        ),
        (
            "a pattern",
            with_schemas(&format!(
                "\"A\":{{\"type\":\"string\",\"pattern\":\"{}\"}}",
                "(a+)+".repeat(MEGABYTE / 5)
            )),
        ),
        (
            "a default",
            with_schemas(&format!(
                "\"A\":{{\"properties\":{{\"a\":{{\"type\":\"string\",\"default\":\"{text}\"}}}}}}"
            )),
        ),
        (
            "a number",
            with_schemas(&format!(
                "\"A\":{{\"type\":\"number\",\"default\":{}}}",
                "9".repeat(MEGABYTE)
            )),
        ),
        (
            "a number of zeros",
            with_schemas(&format!(
                "\"A\":{{\"type\":\"number\",\"maximum\":0.{}1}}",
                "0".repeat(MEGABYTE)
            )),
        ),
        (
            "an operation",
            with_paths(&format!(
                "\"/{text}\":{{\"get\":{{\"tags\":[\"{text}\"],\"operationId\":\"{text}\",\"responses\":{{}}}}}}"
            )),
        ),
        (
            "a reference",
            with_schemas(&format!("\"A\":{}", reference(&text))),
        ),
        (
            "a reference through every step",
            with_schemas(&format!("\"A\":{}", reference("a/".repeat(MEGABYTE / 2)))),
        ),
        (
            "a reference through itself",
            with_schemas(&format!(
                "\"A\":{}",
                reference(format!("A/{}", "a/".repeat(MEGABYTE / 2)))
            )),
        ),
        (
            "a reference through itself, where none may stand",
            with_paths(&format!(
                "\"/a\":{{\"get\":{{\"responses\":{{\"$ref\":\"#/paths/~1a/get/responses/{}\"}}}}}}",
                "a/".repeat(MEGABYTE / 2)
            )),
        ),
        (
            "a server",
            format!(
                "{HEAD},\"servers\":[{{\"url\":\"https://{}\"}}]}}",
                "{a}".repeat(MEGABYTE / 3)
            ),
        ),
        ("one line of YAML", format!("openapi: 3.0.3\nx: {text}")),
        (
            "anchors",
            format!(
                "openapi: 3.0.3\nx: [{}]",
                list(5_000, |index| format!("&a{index} b"))
            ),
        ),
        ("documents", "---\nopenapi: 3.0.3\n".repeat(5_000)),
        ("comments", "# a\n".repeat(200_000)),
        ("blanks", " \n".repeat(500_000)),
        ("tabs", "\t".repeat(500_000)),
        ("quotes", "\"".repeat(500_000)),
        ("colons", "a: ".repeat(200_000)),
        ("exclamation marks", "!".repeat(200_000)),
        ("bars", "a: |\n".repeat(50_000)),
    ]
}
