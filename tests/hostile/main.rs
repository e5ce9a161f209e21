//! Documents that try to do harm: to crash or to stall the generator, to write elsewhere, to slip code into its output.
//!
//! `documents/` holds those that fit a file, `large.rs` makes the others, and `injected.rs` puts hostile texts into each
//! place of the golden documents. What has to hold for all of them is in `checks.rs`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

mod checks;
mod injected;
mod large;
mod names;

use checks::{Limits, check};
use std::{fs, path::Path, thread};

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

#[test]
fn large_documents_do_no_harm() {
    on_small_stacks(|| {
        for (name, text) in large::documents() {
            check(name, text.as_bytes(), Limits::LARGE);
        }
    });
}
