//! Documents whose texts try to become code or to leave the folder: in every place that is text.
use crate::{
    ApiOptions, Generation, Input, Layout,
    output::{Files, MARKER},
};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};
use std::path::Path;

/// What no identifier of the output may be. Names are made of more words, since every text holds more.
const EVIL: &str = "evil_code";

/// Texts that end strings, comments, attributes, lines and paths.
const TEXTS: &[&str] = &[
    "\"; fn evil_code() {} //",
    "\\\"; fn evil_code() {} //",
    "\"]\nfn evil_code() {}\n#[doc = \"",
    "*/ fn evil_code() {} /*",
    "\nfn evil_code() {}\n",
    "\r\nfn evil_code() {}\r",
    "\"# ; fn evil_code() {} r#\"",
    "{evil_code x} {",
    "{} {0} {evil_code x:?}",
    "`evil_code`]: evil_code",
    "```\nfn evil_code() {}\n```",
    "    fn evil_code() {}",
    "<script>evil_code()</script> <!-- evil_code",
    "\u{202e}evil_code x\u{2066}\u{2069}",
    "\u{2028}fn evil_code() {}\u{2029}",
    "\u{0}\u{7}\u{1b}evil_code x\u{7f}\u{85}",
    "../../evil_code/x",
    "..\\evil_code x",
    "/etc/evil_code x",
    "mod evil_code;",
    "]; fn evil_code() {} #[doc = ",
    "$crate evil_code $x:tt",
    "r#evil_code x",
    "@generated evil_code",
    "#![allow(evil_code)]",
];

fn generate(document: &Value, layout: &Layout) -> Generation {
    let text = document.to_string();
    let name = "evil\nfn evil_code() {}\u{202e}.json";
    let input = Input::new(name, text.as_bytes(), ApiOptions::new("test"));
    crate::generate(&[input], layout, "make\nfn evil_code() {}").expect("Rust")
}

/// A document with a text in every place that holds text; path parameters keep to their template.
fn document(text: &str) -> Value {
    let inner = text.replace(['{', '}'], "");
    let path = format!("/{text}/{{{inner}}}");
    let schema = json!({
        "type": "object",
        "title": text,
        "description": text,
        "externalDocs": {"url": text, "description": text},
        "required": [text, format!("other {text}")],
        "properties": {
            text: {"type": "string", "description": text, "default": text, "example": text, "pattern": text, "format": text},
            "enum": {"type": "string", "enum": [text, format!("{text} 2")], "x-enum-varnames": [text, "b"], "x-enum-descriptions": [text, text]},
            "ints": {"type": "integer", "enum": [1, 2], "x-enum-varnames": [text, "b"]},
            "one": {"oneOf": [{"type": "string"}, {"type": "object", "properties": {text: {"type": "object", "properties": {text: {}}}}}]},
            "mixed": {"enum": [text, 1]},
            "any": {"example": {text: [text]}, "default": {text: text}},
        },
        "additionalProperties": {"type": "object", "properties": {text: {"type": "integer"}}},
    });
    json!({
        "openapi": "3.0.3",
        "info": {"title": text, "version": text, "description": text},
        "servers": [
            {"url": format!("https://example.com/{text}"), "description": text},
            {"url": format!("https://{{{inner}}}/{text}"), "description": text, "variables": {inner.clone(): {"default": text, "enum": [text], "description": text}}},
        ],
        "tags": [{"name": text, "description": text, "externalDocs": {"url": text, "description": text}}],
        "security": [{text: [text]}],
        "paths": {
            path: {
                "post": {
                    "operationId": text,
                    "tags": [text],
                    "summary": text,
                    "description": text,
                    "deprecated": true,
                    "externalDocs": {"url": text, "description": text},
                    "parameters": [
                        {"name": inner, "in": "path", "required": true, "schema": {"type": "string"}, "description": text},
                        {"name": text, "in": "query", "schema": {"type": "string", "enum": [text]}, "description": text, "example": text},
                        {"name": text, "in": "header", "schema": {"type": "array", "items": {"type": "string"}}},
                        {"name": text, "in": "cookie", "schema": {"type": "string"}},
                    ],
                    "requestBody": {"required": true, "description": text, "content": {format!("application/{text}+json"): {"schema": {"type": "object", "properties": {text: {"type": "string"}}}}}},
                    "responses": {
                        "200": {"description": text, "content": {format!("text/{text}"): {"schema": {"type": "string"}}}},
                        "201": {"description": text, "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{}", text.replace('~', "~0").replace('/', "~1").replace('%', "%25"))}}}},
                        "404": {"description": text, "content": {"application/json": {"schema": {"type": "object", "properties": {text: {}}}}}},
                        text: {"description": text},
                    },
                },
                "get": {"tags": ["other"], "responses": {"200": {"$ref": text}}},
            },
        },
        "components": {
            "schemas": {text: schema, "Named": {"type": "array", "items": {"$ref": format!("#/components/schemas/{text}")}}},
            "securitySchemes": {
                text: {"type": "apiKey", "in": "header", "name": text, "description": text},
                format!("{text} query"): {"type": "apiKey", "in": "query", "name": text},
                format!("{text} cookie"): {"type": "apiKey", "in": "cookie", "name": text},
                format!("{text} http"): {"type": "http", "scheme": text},
            },
        },
    })
}

/// All identifiers, those inside macros included; texts and doc comments are none.
fn identifiers(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn check_file(path: &str, text: &str, because: &str) {
    let tokens: TokenStream = text
        .parse()
        .unwrap_or_else(|cause| panic!("{path}: {cause}\n{because:?}\n{text}"));
    if let Err(cause) = syn::parse_file(text) {
        panic!("{path}: {cause}\n{because:?}\n{text}");
    }
    let mut found = Vec::new();
    identifiers(tokens, &mut found);
    let evil: Vec<_> = found
        .iter()
        .filter(|name| name.trim_start_matches("r#") == EVIL)
        .collect();
    assert!(evil.is_empty(), "{path}: {because:?}\n{text}");
    // rustc refuses texts that turn around in comments, and a carriage return alone in doc comments.
    let turns =
        |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    assert!(!text.contains(turns), "{path}: {because:?}\n{text}");
    assert!(!text.contains('\r'), "{path}: {because:?}\n{text}");
    assert!(!text.contains('\0'), "{path}: {because:?}\n{text}");
    assert!(
        text.lines()
            .next()
            .is_some_and(|line| line.contains(MARKER))
    );
    let mut lines = text.lines().map(str::trim_start);
    while let Some(line) = lines.next() {
        let next = lines.clone().next().unwrap_or_default();
        assert!(
            !line.starts_with("///") || !next.is_empty(),
            "{path}: docs without an item: {line}"
        );
    }
    // Docs may hold code to read, and examples that `cargo test` compiles, but none that it would run.
    let mut is_open = false;
    let mut example: Option<String> = None;
    for line in text.lines().map(str::trim_start) {
        let docs = line.strip_prefix("///").or(line.strip_prefix("//!"));
        let fence = docs.and_then(|docs| docs.trim_start().strip_prefix("```"));
        // With a backtick behind it, it is a code span (CommonMark 0.31, section 4.5).
        if let Some(language) = fence.filter(|language| !language.contains('`')) {
            match example.take() {
                Some(code) => check_example(path, &code, because),
                None if ["no_run", "ignore"].contains(&language) => example = Some(String::new()),
                None => assert!(is_open || language == "text", "{path}: {line}"),
            }
            is_open = !is_open;
        } else if let (Some(code), Some(docs)) = (&mut example, docs) {
            code.push_str(docs.trim_start().trim_start_matches("# "));
            code.push('\n');
        }
        let indented = docs.is_some_and(|docs| docs.starts_with("     "));
        assert!(is_open || !indented, "{path}: {line}");
    }
}

/// An example is a function, or the statements of one; a text in it is a literal.
fn check_example(path: &str, code: &str, because: &str) {
    let code = if code.starts_with("async fn run(") {
        code.to_owned()
    } else {
        format!("async fn run() {{ {code} }}")
    };
    let file = syn::parse_file(&code);
    let file = file.unwrap_or_else(|cause| panic!("{path}: {cause}\n{because:?}\n{code}"));
    assert_eq!(file.items.len(), 1, "{path}: {because:?}\n{code}");
    let mut found = Vec::new();
    identifiers(code.parse().unwrap(), &mut found);
    assert!(
        found
            .iter()
            .all(|name| name.trim_start_matches("r#") != EVIL),
        "{path}: {because:?}\n{code}"
    );
}

fn check_path(path: &str, because: &str) {
    let plain = |part: &str| {
        !part.is_empty()
            && part != ".."
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.')
    };
    assert!(
        path == "Cargo.toml" || path.split('/').all(plain) && is_rust(path),
        "{path:?} because of {because:?}"
    );
}

fn is_rust(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

fn check_files(files: &Files, because: &str) {
    for (path, text) in files.iter() {
        check_path(path, because);
        if is_rust(path) {
            check_file(path, text, because);
        }
    }
}

#[test]
fn text_stays_text_in_every_place() {
    let layouts = [
        Layout::Crate {
            name: "test".to_owned(),
        },
        Layout::SingleFile,
    ];
    for text in TEXTS {
        let document = document(text);
        for layout in &layouts {
            let generation = generate(&document, layout);
            let files = generation.files.expect("no errors");
            assert!(files.len() == 1 || files.len() > 4);
            check_files(&files, text);
        }
    }
}

#[test]
fn two_texts_that_make_the_same_name_stay_apart() {
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {
            "a b": {"type": "object"}, "a-b": {"type": "object"}, "a/b": {"type": "object"},
            "../a/b": {"type": "object"}, "A B": {"type": "object"}, "A\nB": {"type": "object"},
        }},
    });
    let files = generate(&document, &Layout::Module)
        .files
        .expect("no errors");
    check_files(&files, "a b");
    let models = files
        .iter()
        .filter(|(path, _)| path.starts_with("test/models/"));
    assert_eq!(models.count(), 7, "six models and their index");
}
