//! `generated/` is what `specs/` gives, and the same documents give the same bytes wherever they are read.
#![expect(
    clippy::expect_used,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use oasmith::{
    Input,
    diag::{Code, Level},
    output::{
        Files,
        write::{self, Change},
    },
};
use std::fs;
use xtask::{
    blessed,
    config::{self, Api, COMMAND},
    diff::diff,
};

fn generate(apis: &[Api]) -> Files {
    let inputs: Vec<Input<'_>> = apis.iter().map(Api::input).collect();
    config::generate(&inputs)
        .expect("the code is valid Rust")
        .files
        .expect("every document can be used")
}

#[test]
fn generated_is_what_the_documents_give() {
    let apis = config::apis().expect("the documents can be read");
    let inputs: Vec<Input<'_>> = apis.iter().map(Api::input).collect();
    let files = generate(&apis);
    let owned = oasmith::owned_paths(&inputs, &config::layout());
    let plan = write::plan(&config::root().join("generated"), &files, &owned)
        .expect("the folder can be read");
    let differences: String = plan
        .changes
        .iter()
        .filter_map(|(path, change)| match change {
            Change::Unchanged => None,
            Change::Added => Some(format!("missing: generated/{path}\n")),
            Change::Removed(_) => Some(format!("stale: generated/{path}\n")),
            Change::Foreign => Some(format!("not generated: generated/{path}\n")),
            Change::Changed(known) => {
                let wanted = files.get(path).unwrap_or_default();
                Some(format!(
                    "differs: generated/{path}\n{}",
                    diff(known, wanted)
                ))
            }
        })
        .collect();
    assert!(
        differences.is_empty(),
        "{differences}repair it with: {COMMAND}"
    );
}

#[test]
fn two_runs_give_the_same_bytes() {
    let apis = config::apis().expect("the documents can be read");
    assert_eq!(generate(&apis), generate(&apis));
    assert_eq!(
        blessed::golden().expect("every document can be used").texts,
        blessed::golden().expect("every document can be used").texts
    );
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let golden = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be started");
        pool.install(blessed::golden)
            .expect("every document can be used")
            .texts
    };
    let alone = golden(1);
    assert_eq!(alone, golden(2));
    assert_eq!(alone, golden(7));
}

#[test]
fn the_order_of_the_sections_changes_nothing() {
    let path = config::root().join("specs/oasmith.toml");
    let text = fs::read_to_string(path).expect("the configuration can be read");
    let forward = sections(&text);
    let backward: String = forward.iter().rev().cloned().collect();
    let apis = config::read(&forward.concat()).expect("the documents can be read");
    assert!(apis.len() > 1, "one section has no order");
    let reversed = config::read(&backward).expect("the documents can be read");
    assert_eq!(generate(&apis), generate(&reversed));
}

/// The sections of the configuration, each from its name to the next.
fn sections(text: &str) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            sections.push(String::new());
        }
        if let Some(section) = sections.last_mut() {
            section.push_str(line);
            section.push('\n');
        }
    }
    sections
}

/// What `specs/oasmith.toml` denies and allows is checked like the options of the command.
#[test]
fn levels_are_read_and_checked() {
    let section = |lines: &str| format!("[personio]\ndocument = \"personio.json\"\n{lines}\n");
    let apis = config::read(&section(
        "deny = [\"warnings\"]\nallow = [\"unused-keyword\"]",
    ))
    .expect("the document can be read");
    let levels = &apis[0].options.levels;
    assert_eq!(levels.level(Code::WrongType), Level::Denied);
    assert_eq!(levels.level(Code::UnusedKeyword), Level::Allowed);
    assert_eq!(levels.level(Code::MissingOperationId), Level::Reported);
    for (lines, wanted) in [
        ("deny = [\"warning\"]", "did you mean `warnings`?"),
        ("allow = [\"syntax\"]", "an error can not be allowed"),
    ] {
        let message = config::read(&section(lines)).expect_err(lines);
        assert!(
            message.contains("`personio`") && message.contains(wanted),
            "{message}"
        );
    }
}
