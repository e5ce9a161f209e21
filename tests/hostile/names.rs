//! Names that no file system and no compiler would take as they are.
use crate::{
    checks::{Limits, check, generate},
    on_small_stacks,
};
use oasmith::Layout;
use serde_json::{Value, json};

const NAMES: &[&str] = &[
    "con",
    "CON",
    "Con",
    "prn",
    "aux",
    "nul",
    "com0",
    "com1",
    "COM9",
    "lpt1",
    "lpt9",
    "com10",
    "con.txt",
    "nul.rs",
    "conin$",
    "CONOUT$",
    "con.",
    "con ",
    " con",
    "a.",
    "a ",
    "a..",
    "..",
    ".",
    "",
    " ",
    "...",
    "/",
    "\\",
    "../../x",
    "/etc/passwd",
    "C:\\x",
    "C:x",
    "\\\\host\\x",
    "a/b",
    "a\\b",
    "a:b",
    "a*b",
    "a?b",
    "a|b",
    "a<b",
    "a>b",
    "a\"b",
    "a\0b",
    "\0",
    "\n",
    "a\nb",
    "a\r\nb",
    "~",
    "~root",
    "$HOME",
    "%TEMP%",
    "é",
    "e\u{301}",
    "Å",
    "Å",
    "ﬁ",
    "ß",
    "ẞ",
    "İ",
    "ı",
    "а",
    "名前",
    "🦀",
    "\u{202e}",
    "\u{feff}",
    "\u{200b}",
    "\u{e000}",
    "a\u{200d}b",
    "self",
    "Self",
    "super",
    "crate",
    "_",
    "__",
    "r#type",
    "type",
    "async",
    "gen",
    "union",
    "dyn",
    "macro_rules",
    "mod",
    "models",
    "runtime",
    "lib",
    "main",
    "std",
    "core",
    "alloc",
    "api",
    "Option",
    "Vec",
    "String",
    "Result",
    "Box",
    "Some",
    "None",
    "Ok",
    "Err",
    "Error",
    "Client",
    "Builder",
    "Default",
    "Debug",
    "Clone",
    "Copy",
    "Field",
    "Bytes",
    "BTreeMap",
    "Base64",
    "Iterator",
    "Into",
    "From",
    "Drop",
    "Send",
    "Sync",
    "Fn",
    "u8",
    "i64",
    "f64",
    "bool",
    "str",
    "char",
    "usize",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "+1",
    "1e5",
    "0x1",
    "'a",
    "a!",
    "#[a]",
    "serde",
    "serde_json",
    "uuid",
    "chrono",
    "url",
    "http",
    "reqwest",
];

/// All names in all the places that names come from.
fn document(names: &[String]) -> Value {
    let each = |item: &dyn Fn(&str, usize) -> Value| -> Vec<Value> {
        names
            .iter()
            .enumerate()
            .map(|(index, name)| item(name, index))
            .collect()
    };
    let keyed = |values: Vec<Value>| -> Value {
        names
            .iter()
            .cloned()
            .zip(values)
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let object = |name: &str, _: usize| json!({"properties": {name: {"properties": {"x": {"enum": [name]}}}}});
    let paths = each(&|name, index| {
        json!({"post": {
            "operationId": name,
            "tags": [name],
            "parameters": [
                {"name": name, "in": "query", "schema": {"enum": [name]}},
                {"name": name, "in": "header", "schema": {"type": "string"}},
                {"name": name, "in": "cookie", "schema": {"type": "string"}},
            ],
            "requestBody": {"content": {"application/json": {"schema": object(name, index)}}},
            "responses": {"200": {"description": name, "content": {"application/json": {"schema": object(name, index)}}}},
            "security": [{name: []}],
        }})
    });
    let paths = paths
        .into_iter()
        .enumerate()
        .map(|(index, path)| (format!("/{index}"), path));
    json!({
        "openapi": "3.0.3",
        "info": {"title": names.concat(), "version": "1"},
        "servers": each(&|name, index| json!({"url": format!("https://{index}.example.com"), "description": name})),
        "paths": paths.collect::<serde_json::Map<_, _>>(),
        "components": {
            "schemas": keyed(each(&object)),
            "securitySchemes": keyed(each(&|name, _| json!({"type": "apiKey", "in": "query", "name": name}))),
        },
        "x-members": keyed(each(&|_, _| json!(1))),
    })
}

#[test]
fn names_of_all_kinds_in_all_places() {
    let mut names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    names.sort();
    names.dedup();
    let mut tree = document(&names);
    let members: serde_json::Map<_, _> = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "string"})))
        .collect();
    tree["components"]["schemas"]["All"] =
        json!({"properties": members, "additionalProperties": {"type": "string"}});
    tree["components"]["schemas"]["Values"] = json!({"type": "string", "enum": names});
    let bytes = serde_json::to_vec(&tree).expect("a tree can be written");
    on_small_stacks(|| {
        assert!(check("names.json", &bytes, Limits::LARGE));
        let (files, _) = generate("names.json", &bytes, &Layout::SingleFile);
        let files = files.expect("files come out");
        let text = files.get("api.rs").expect("there is one file");
        syn::parse_file(text).expect("it is Rust");
    });
}

/// No name depends on what else there is, but for those that want the same.
#[test]
fn one_name_at_a_time() {
    on_small_stacks(|| {
        for name in NAMES {
            let bytes = serde_json::to_vec(&document(&[(*name).to_owned()]))
                .expect("a tree can be written");
            assert!(check(&format!("the name {name:?}"), &bytes, Limits::SMALL));
        }
    });
}
