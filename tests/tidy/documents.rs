//! Rules for the documents about the project: what they show is what there is.
use crate::{File, assert_none, repository};
use std::collections::BTreeSet;

#[test]
fn shown_code_stands_in_a_file_of_the_repository() {
    let files = repository();
    let readme = find(&files, "README.md");
    assert!(blocks(readme).len() >= 4, "the README shows code");
    assert_none(&unknown_code(readme, &files));
}

#[test]
fn the_code_map_names_every_file_of_the_generator() {
    let files = repository();
    let wanted: Vec<&str> = files
        .iter()
        .filter(|file| file.is_rust())
        .filter_map(|file| file.path.strip_prefix("codegen/src/"))
        .collect();
    assert_none(&unmapped(find(&files, "ARCHITECTURE.md"), &wanted));
}

#[test]
fn the_code_map_has_one_row_for_each_file() {
    assert_none(&mapped_twice(find(&repository(), "ARCHITECTURE.md")));
}

#[test]
fn named_paths_exist() {
    let files = repository();
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"] {
        assert_none(&dead_paths(find(&files, document), &files));
    }
}

fn find<'f>(files: &'f [File], path: &str) -> &'f File {
    let file = files.iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("there is no {path}"))
}

/// A block of code in a document.
#[derive(Debug)]
struct Block {
    line: usize,
    language: String,
    /// The file that it is taken from: `<!-- from PATH -->` on the line before.
    from: Option<String>,
    code: Vec<String>,
}

fn blocks(document: &File) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    let mut before = "";
    for (index, line) in document.text.lines().enumerate() {
        match (line.strip_prefix("```"), is_open) {
            (Some(_), true) => is_open = false,
            (Some(language), false) => {
                let from = before.strip_prefix("<!-- from ");
                let from = from.and_then(|from| from.strip_suffix(" -->"));
                is_open = true;
                blocks.push(Block {
                    line: index + 1,
                    language: language.to_owned(),
                    from: from.map(str::to_owned),
                    code: Vec::new(),
                });
            }
            (None, true) => {
                if let Some(block) = blocks.last_mut() {
                    block.code.push(line.trim().to_owned());
                }
            }
            (None, false) => {}
        }
        before = line;
    }
    blocks
}

/// Blocks of Rust, JSON and TOML that are not lines of the file that they name. A line of dots stands for lines that
/// are left out; how far lines are indented does not count.
fn unknown_code(document: &File, files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for block in blocks(document) {
        let at = format!("{}:{}", document.path, block.line);
        if !["rust", "json", "toml"].contains(&block.language.as_str()) {
            continue;
        }
        let Some(from) = &block.from else {
            complaints.push(format!("{at}: does not say which file it is from"));
            continue;
        };
        let Some(file) = files.iter().find(|file| file.path == *from) else {
            complaints.push(format!("{at}: there is no {from}"));
            continue;
        };
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        let mut rest = lines.as_slice();
        for piece in block.code.split(|line| line == "..." || line == "// ...") {
            let found = rest
                .windows(piece.len().max(1))
                .position(|window| window == piece);
            match found {
                Some(start) => rest = rest.get(start + piece.len()..).unwrap_or_default(),
                None => complaints.push(format!(
                    "{at}: {from} has no such lines: {}",
                    piece.join(" / ")
                )),
            }
        }
    }
    complaints
}

/// Files that the code map does not name. A folder's `tests.rs` or `tests/` needs no line of its own.
fn unmapped(map: &File, wanted: &[&str]) -> Vec<String> {
    let named: BTreeSet<&str> = code_spans(map).collect();
    wanted
        .iter()
        .filter(|path| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .filter(|path| !named.contains(*path))
        .map(|path| format!("{} does not name `{path}`", map.path))
        .collect()
}

/// Files that have two rows of the code map, which then says two things of them.
fn mapped_twice(map: &File) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let rows = map.text.lines().filter_map(|line| line.strip_prefix("| `"));
    let first_cells = rows.filter_map(|row| Some(row.split_once(" |")?.0));
    first_cells
        .flat_map(|cell| cell.split(['`', ',', ' ']))
        .filter(|word| word.strip_suffix(".rs").is_some())
        .filter(|path| !seen.insert(path.to_owned()))
        .map(|path| format!("{} has two rows for `{path}`", map.path))
        .collect()
}

/// Paths in a document that lead nowhere: from the root, or from `codegen/src` or `codegen/runtime/src`.
fn dead_paths(document: &File, files: &[File]) -> Vec<String> {
    let exists = |path: &str| {
        let path = path.trim_end_matches('/');
        ["", "codegen/src/", "codegen/runtime/src/"]
            .iter()
            .any(|root| {
                let path = format!("{root}{path}");
                let inside = format!("{path}/");
                files
                    .iter()
                    .any(|file| file.path == path || file.path.starts_with(&inside))
            })
    };
    code_spans(document)
        .filter(|span| is_path(span) && !exists(span))
        .map(|span| format!("{}: there is no `{span}`", document.path))
        .collect()
}

/// Texts between backticks, outside of blocks.
fn code_spans(document: &File) -> impl Iterator<Item = &str> {
    let mut is_open = false;
    document
        .text
        .lines()
        .filter(move |line| {
            let is_fence = line.starts_with("```");
            is_open ^= is_fence;
            !is_open && !is_fence
        })
        .flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// Whether a text is a path of this repository, as far as its look tells: no spaces, no placeholder in capitals.
fn is_path(span: &str) -> bool {
    let is_plain = span
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    let has_ending = [".rs", ".toml", ".md", ".json", ".yaml"]
        .iter()
        .any(|ending| span.ends_with(ending));
    let has_placeholder = span.split(['/', '.']).any(|part| {
        !["", "Cargo", "README", "ARCHITECTURE", "CONTRIBUTING"].contains(&part)
            && part.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    });
    is_plain
        && !span.starts_with('/')
        && !has_placeholder
        && (has_ending || (span.ends_with('/') && span.len() > 1))
}

mod each_check_can_fail {
    use super::*;

    #[test]
    fn code_that_is_nowhere() {
        let files = [File::new(
            "a.rs",
            "fn a() {\n    b();\n    c();\n    d();\n}\n",
        )];
        let check = |from: &str, code: &str| {
            let text = format!("# A\n{from}\n```rust\n{code}\n```\n");
            unknown_code(&File::new("README.md", &text), &files).len()
        };
        assert_eq!(check("<!-- from a.rs -->", "b();\nc();"), 0);
        assert_eq!(check("<!-- from a.rs -->", "fn a() {\n...\n    d();"), 0);
        assert_eq!(check("<!-- from a.rs -->", "b();\nd();"), 1);
        assert_eq!(check("<!-- from a.rs -->", "d();\n...\nb();"), 1);
        assert_eq!(check("<!-- from b.rs -->", "b();"), 1);
        assert_eq!(check("Text.", "b();"), 1);
    }

    #[test]
    fn a_file_that_is_not_mapped() {
        let map = File::new("ARCHITECTURE.md", "`a.rs`\n```\n`b.rs`\n```\n");
        assert_eq!(unmapped(&map, &["a.rs", "a/tests.rs"]).len(), 0);
        assert_eq!(unmapped(&map, &["a.rs", "b.rs", "c.rs"]).len(), 2);
    }

    #[test]
    fn a_file_that_is_mapped_twice() {
        let check = |text: &str| mapped_twice(&File::new("ARCHITECTURE.md", text));
        let rows = "| `a.rs` | What? |\n| `b.rs`, `c.rs` | Unlike `a.rs`? |\n";
        assert_eq!(check(rows), Vec::<String>::new());
        let twice = check(&format!("{rows}| `c.rs` | How? |\n"));
        assert_eq!(twice, ["ARCHITECTURE.md has two rows for `c.rs`"]);
    }

    #[test]
    fn a_path_that_leads_nowhere() {
        let files = [File::new("codegen/src/ir/types.rs", "")];
        let check = |text: &str| dead_paths(&File::new("README.md", text), &files).len();
        assert_eq!(
            check("`codegen/src/ir/` and `ir/types.rs` and `cargo xtask`"),
            0
        );
        assert_eq!(
            check("`tests/golden/documents/NAME.yaml`, `GET /a/{b}/`"),
            0
        );
        assert_eq!(check("`ir/kinds.rs` and `tests/`"), 2);
    }
}
