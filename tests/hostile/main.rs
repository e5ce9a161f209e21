//! Documents that try to do harm: to crash or to stall the generator, to write elsewhere, to slip code into its output.
//!
//! `documents/` holds those that fit a file, `large.rs` and `scaling.rs` make the others, and `injected.rs` puts hostile texts into each
//! place of the golden documents. What has to hold for all of them is in `checks.rs`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

mod checks;
mod injected;
mod large;
mod names;
mod scaling;

use checks::{Limits, check};
use std::{
    fs,
    io::{Read as _, Write as _},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// The stack of the threads that everything runs on: half of what threads have by default.
const STACK: usize = 1 << 20;

/// Runs on small stacks: a thread of its own, and threads of their own beneath it.
fn on_small_stacks(run: impl FnOnce() + Send) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .stack_size(STACK)
        .build()
        .expect("threads can be started");
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || pool.install(run))
            .expect("a thread can be started")
            .join()
            .unwrap_or_else(|cause| std::panic::resume_unwind(cause));
    });
}

#[test]
fn documents_do_no_harm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile/documents");
    let mut documents: Vec<_> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    documents.sort();
    assert!(documents.len() >= 40, "only {} documents", documents.len());
    on_small_stacks(|| {
        for path in &documents {
            let name = path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy();
            let bytes = fs::read(path).expect("the file can be read");
            check(&name, &bytes, Limits::SMALL);
        }
    });
}

/// How the process of a large document knows its name.
const NAME: &str = "OASMITH_HOSTILE_DOCUMENT";

/// Each in a process of its own, whose memory is that of the document alone.
#[test]
fn large_documents_do_no_harm() {
    let mut documents = large::documents();
    documents.extend(scaling::documents());
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((name, text)) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check_apart(name, text);
                }
            });
        }
    });
}

fn check_apart(name: &str, text: &str) {
    let mut process = Command::new(std::env::current_exe().expect("a test is a program"))
        .args(["one_large_document", "--exact", "--ignored", "--nocapture"])
        .env(NAME, name)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process can be started");
    let mut input = process.stdin.take().expect("it is piped");
    input
        .write_all(text.as_bytes())
        .expect("the process reads all");
    drop(input);
    let output = process.wait_with_output().expect("the process ends");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{name}: {}\n{said}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    let line = said.lines().find(|line| line.contains(name));
    println!("{}", line.unwrap_or_default());
}

#[test]
#[ignore = "for processes that `large_documents_do_no_harm` starts, with a document as the input"]
fn one_large_document() {
    let Ok(name) = std::env::var(NAME) else {
        return;
    };
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .expect("the input can be read");
    on_small_stacks(|| {
        check(&name, &bytes, Limits::LARGE);
    });
}
