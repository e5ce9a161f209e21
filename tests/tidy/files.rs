//! Rules for single files.
use crate::{File, assert_none, repository};
use proc_macro2::{TokenStream, TokenTree};

/// The longest file that people write.
const MAX_LINES: usize = 600;

#[test]
fn files_open_with_what_they_are_for() {
    assert_none(&complaints(without_purpose));
}

#[test]
fn files_are_short() {
    assert_none(&complaints(too_long));
}

#[test]
fn nothing_is_left_to_do() {
    assert_none(&complaints(placeholders));
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    let found: Vec<String> = repository().iter().flat_map(machine_paths).collect();
    assert_none(&found);
}

#[test]
fn generated_files_say_so() {
    let found: Vec<String> = repository().iter().flat_map(unmarked).collect();
    assert_none(&found);
}

/// What a check says about the Rust files that people write.
fn complaints(check: fn(&File) -> Vec<String>) -> Vec<String> {
    let files = repository();
    let written: Vec<&File> = files
        .iter()
        .filter(|file| file.is_rust() && !file.is_generated())
        .collect();
    assert!(written.len() > 100, "only {} Rust files", written.len());
    written.into_iter().flat_map(check).collect()
}

fn without_purpose(file: &File) -> Vec<String> {
    let line = file.text.lines().next().unwrap_or_default();
    let says = line
        .strip_prefix("//! ")
        .is_some_and(|purpose| !purpose.trim().is_empty());
    if says {
        return Vec::new();
    }
    vec![format!(
        "{}:1: begins without a `//!` line that says what the file is for",
        file.path
    )]
}

fn too_long(file: &File) -> Vec<String> {
    let lines = file.text.lines().count();
    if lines <= MAX_LINES {
        return Vec::new();
    }
    vec![format!(
        "{}: has {lines} lines; split it where the reader's question changes, before {MAX_LINES}",
        file.path
    )]
}

/// Calls of macros that stand for code to come, or that print for the one who wrote them.
fn placeholders(file: &File) -> Vec<String> {
    let Ok(tokens) = file.text.parse::<TokenStream>() else {
        return vec![format!("{}: is no Rust", file.path)];
    };
    let mut found = Vec::new();
    let mut streams = vec![tokens];
    while let Some(stream) = streams.pop() {
        let mut before: Option<String> = None;
        for token in stream {
            let name = match &token {
                TokenTree::Group(group) => {
                    streams.push(group.stream());
                    None
                }
                TokenTree::Ident(ident) => Some(ident.to_string()),
                TokenTree::Punct(sign) => {
                    let name = before.take().filter(|_| sign.as_char() == '!');
                    if let Some(name) = name
                        && ["todo", "unimplemented", "dbg"].contains(&name.as_str())
                    {
                        found.push(format!("{}: `{name}!`", file.path));
                    }
                    None
                }
                TokenTree::Literal(_) => None,
            };
            before = name;
        }
    }
    found
}

/// Folders that exist on somebody's machine. Put together here, so that this file does not name them.
fn machine_folders() -> Vec<String> {
    let folders = ["home", "Users", "root", "tmp", "work", "mnt"];
    let mut folders: Vec<String> = folders.iter().map(|name| format!("/{name}/")).collect();
    folders.push(["C:", "Users", ""].join("\\"));
    folders
}

/// Absolute paths, at the beginning of a word: `codegen/home/` would be none.
fn machine_paths(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for folder in machine_folders() {
            let hits = line.match_indices(&folder).any(|(at, _)| {
                let before = line.get(..at).and_then(|text| text.chars().next_back());
                before.is_none_or(|sign| " \t\"'`(=<>[,".contains(sign))
            });
            if hits {
                found.push(format!(
                    "{}:{}: a path of a machine, `{folder}`",
                    file.path,
                    index + 1
                ));
            }
        }
    }
    found
}

/// Files of the output that do not say that they are: the generator would refuse to replace them.
fn unmarked(file: &File) -> Vec<String> {
    let places = [
        "generated/",
        "tests/golden/src/",
        "tests/golden/Cargo.toml",
        "tests/consumers/vendored/src/personio/",
    ];
    // Programs that use the output are written by people.
    let is_program = file.path.starts_with("generated/examples/");
    let is_output = !is_program && places.iter().any(|place| file.path.starts_with(place));
    if !is_output || file.is_generated() {
        return Vec::new();
    }
    vec![format!(
        "{}: stands where generated files do, without their first line",
        file.path
    )]
}

mod each_check_can_fail {
    use super::*;

    fn count(check: fn(&File) -> Vec<String>, path: &str, text: &str) -> usize {
        check(&File::new(path, text)).len()
    }

    #[test]
    fn purpose() {
        let check = |text| count(without_purpose, "a.rs", text);
        assert_eq!(check("//! Reads documents.\nuse std::fs;\n"), 0);
        assert_eq!(check("use std::fs;\n"), 1);
        assert_eq!(check("// Reads documents.\n"), 1);
        assert_eq!(check("//!\n//! Reads documents.\n"), 1);
        assert_eq!(check(""), 1);
    }

    #[test]
    fn length() {
        let check = |lines: usize| count(too_long, "a.rs", &"//\n".repeat(lines));
        assert_eq!(check(MAX_LINES), 0);
        assert_eq!(check(MAX_LINES + 1), 1);
    }

    #[test]
    fn left_to_do() {
        let check = |text| count(placeholders, "a.rs", text);
        assert_eq!(check("fn f() { todo!() }"), 1);
        assert_eq!(
            check("fn f() { assert!(g(dbg!(1)), \"{}\", unimplemented!()) }"),
            2
        );
        assert_eq!(
            check("/// No `todo!()` here.\nfn todo() -> bool { !todo() && \"dbg!\".is_empty() }"),
            0
        );
        assert_eq!(check("fn f() {"), 1);
    }

    #[test]
    fn machine() {
        let check = |text: &str| count(machine_paths, "a.md", text);
        for folder in machine_folders() {
            assert_eq!(check(&format!("see `{folder}x/y.rs`")), 1, "{folder}");
            assert_eq!(check(&format!("{folder}x")), 1, "{folder}");
            assert_eq!(
                check(&format!("https://example.com{folder}")),
                0,
                "{folder}"
            );
        }
        assert_eq!(check("GET /users/{id} and codegen/src/lib.rs"), 0);
    }

    #[test]
    fn marker() {
        let marked = format!("// {}. Do not edit.\n", oasmith::output::MARKER);
        assert_eq!(count(unmarked, "generated/src/lib.rs", &marked), 0);
        assert_eq!(count(unmarked, "generated/src/lib.rs", "//! Mine.\n"), 1);
        assert_eq!(
            count(
                unmarked,
                "generated/src/lib.rs",
                &format!("//! Mine.\n{marked}")
            ),
            1
        );
        assert_eq!(
            count(unmarked, "generated/examples/pets.rs", "//! Mine.\n"),
            0
        );
        assert_eq!(count(unmarked, "codegen/src/lib.rs", "//! Mine.\n"), 0);
    }
}
