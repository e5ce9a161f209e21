//! What `cargo xtask bench` runs: a worker for a document, and the program that stands in for the compiler.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use xtask::corpus::protocol::{Job, Task};

const PROGRAM: &str = env!("CARGO_BIN_EXE_xtask");

/// A folder of this test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a worker says about a document.
fn work(path: &Path) -> Output {
    let job = Job {
        id: 0,
        name: "one.json".to_owned(),
        path: path.to_owned(),
        folder: path.parent().unwrap().to_owned(),
        task: Task::Generate,
    };
    let job = serde_json::to_string(&job).unwrap();
    let mut command = Command::new(PROGRAM);
    command.args(["bench-worker", &job]).output().unwrap()
}

#[test]
fn the_phases_of_a_document_make_up_its_time() {
    let output = work(&xtask::config::root().join("specs/personio.json"));
    assert!(output.status.success());
    let run: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(run["operations"], 1);
    assert!(run["lines"].as_u64().unwrap() > 1000);
    assert!(run["cpu"].as_f64().unwrap() > 0.0);
    let phases = run["phases"].as_object().unwrap();
    assert_eq!(phases.len(), 6);
    let sum: f64 = phases.values().filter_map(Value::as_f64).sum();
    let seconds = run["seconds"].as_f64().unwrap();
    assert!(sum > 0.9 * seconds && sum <= seconds, "{sum} of {seconds}");
}

#[test]
fn a_refused_document_has_no_figures() {
    let path = folder("bench-refused").join("one.json");
    fs::write(&path, "[]").unwrap();
    let output = work(&path);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no code is generated"));
}

/// Compiles a crate through this program, and gives whether that went well and what was written down.
fn compile(folder: &Path, source: &str, wanted: &str) -> (bool, Option<Value>) {
    let figures = folder.join("figures.json");
    fs::write(folder.join("one.rs"), source).unwrap();
    let status = Command::new(PROGRAM)
        .args([
            "rustc",
            "--crate-name",
            "one",
            "--crate-type=lib",
            "--emit=metadata",
            "one.rs",
        ])
        .current_dir(folder)
        .env("OASMITH_BENCH_COMPILER", &figures)
        .env("OASMITH_BENCH_CRATE", wanted)
        .status()
        .unwrap();
    let text = fs::read_to_string(figures).ok();
    (
        status.success(),
        text.map(|text| serde_json::from_str(&text).unwrap()),
    )
}

#[test]
fn the_compiler_is_measured_for_one_crate() {
    let (is_well, figures) = compile(&folder("bench-compiler"), "pub fn one() {}", "one");
    assert!(is_well);
    let took = &figures.unwrap()["took"];
    assert!(took["memory"].as_u64().unwrap() > 1 << 20);
    assert!(took["wall"].as_f64().unwrap() > 0.0);
}

#[test]
fn other_crates_are_compiled_and_not_measured() {
    assert_eq!(
        compile(&folder("bench-other"), "pub fn one() {}", "two"),
        (true, None)
    );
}

#[test]
fn a_compiler_that_fails_fails_here() {
    assert!(!compile(&folder("bench-broken"), "pub fn one( {}", "one").0);
}

#[test]
fn what_can_not_be_measured_is_said_before_anything_is_built() {
    let document = xtask::config::root().join("specs/personio.json");
    let document = document.display();
    for (arguments, code, said) in [
        ("bench".to_owned(), 3, "there is nothing to measure"),
        ("bench nowhere.json".to_owned(), 3, "nowhere.json"),
        ("bench output".to_owned(), 3, "there is nothing to measure"),
        ("bench --family 10".to_owned(), 3, "the family begins with"),
        (
            format!("bench {document} --baseline nowhere.txt"),
            3,
            "nowhere.txt",
        ),
        (
            format!("bench {document} --limit-seconds inf"),
            2,
            "not above",
        ),
        (format!("bench {document} --enough -1"), 2, "-1"),
        ("bench page --minutes 1e300".to_owned(), 2, "not above"),
    ] {
        let mut command = Command::new(PROGRAM);
        // If it came to a build after all, there would be nothing to build with.
        command.args(arguments.split(' ')).env("CARGO", "nowhere");
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {errors}");
        assert!(errors.contains(said), "{arguments}: {errors}");
    }
}
