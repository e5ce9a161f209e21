//! What a table names as its evidence: a document whose output or report is held, or a test.
//!
//! `golden/NAME` and `reject/NAME` are documents under `tests`; `FILE::TEST` is a test, its file named without the
//! extension and relative to one of [`FOLDERS`].
use std::path::PathBuf;
use xtask::config::root;

/// The first part of a file's short name, and the folder that it stands for.
const FOLDERS: &[(&str, &str)] = &[
    ("analyze", "codegen/src/analyze"),
    ("behaviour", "tests/behaviour"),
    ("command", "codegen/tests"),
    ("diag", "codegen/src/diag"),
    ("emit", "codegen/src/emit"),
    ("lower", "codegen/src/lower"),
    ("names", "codegen/src/names"),
    ("output", "codegen/src/output"),
    ("runtime", "codegen/runtime/tests/runtime"),
    ("source", "codegen/src/source"),
    ("tests", "tests"),
];

/// Whether what is named is there.
///
/// # Errors
///
/// What is missing.
pub(crate) fn check(name: &str) -> Result<(), String> {
    if let Some(document) = name.strip_prefix("golden/") {
        return one_of("tests/golden/documents", document, &["yaml", "json"]);
    }
    if let Some(document) = name.strip_prefix("reject/") {
        one_of("tests/reject", document, &["txt"])?;
        return one_of("tests/reject", document, &["yaml", "json"])
            .or_else(|_| one_of("tests/reject", &format!("{document}/openapi"), &["yaml"]));
    }
    let (file, function) = name
        .split_once("::")
        .ok_or_else(|| format!("{name}: neither a document nor `FILE::TEST`"))?;
    let (layer, rest) = file.split_once('/').unwrap_or((file, ""));
    let folder = FOLDERS.iter().find(|(short, _)| *short == layer);
    let (_, folder) = folder.ok_or_else(|| format!("{name}: there is no folder `{layer}`"))?;
    let path = root().join(folder).join(rest).with_extension("rs");
    let text = std::fs::read_to_string(&path).map_err(|cause| format!("{name}: {cause}"))?;
    if is_test(&text, function) {
        Ok(())
    } else {
        Err(format!("{name}: there is no such test"))
    }
}

fn one_of(folder: &str, name: &str, extensions: &[&str]) -> Result<(), String> {
    let exists = |extension: &&str| -> bool {
        let path: PathBuf = root().join(folder).join(format!("{name}.{extension}"));
        path.is_file()
    };
    if extensions.iter().any(exists) {
        Ok(())
    } else {
        Err(format!(
            "there is no {folder}/{name}.{}",
            extensions.join(" or .")
        ))
    }
}

/// Whether a text has the function, with an attribute of a test above it.
fn is_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let begins = |line: &str| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("fn ")
            .and_then(|rest| rest.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with('('))
    };
    let at = lines.iter().position(|line| begins(line));
    at.is_some_and(|at| {
        let above = lines.iter().take(at).rev();
        above
            .take_while(|line| line.starts_with('#') || line.starts_with("//"))
            .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    })
}

#[test]
fn what_is_there_is_found_and_what_is_not_is_told() {
    for name in [
        "golden/arrays",
        "golden/numbers",
        "reject/tab",
        "diag/tests::fragments_come_back_as_they_were",
        "behaviour/paths::any_value_arrives_as_one_segment",
        "tests/reject::every_report_is_the_one_that_was_read",
    ] {
        assert_eq!(check(name), Ok(()));
    }
    for name in [
        "golden/nothing",
        "reject/nothing",
        "diag/tests::nothing",
        "diag/tests::report",
        "nowhere/tests::nothing",
        "diag/nothing::nothing",
        "arrays",
    ] {
        assert!(check(name).is_err(), "{name}");
    }
}
