//! Rules of this repository that a machine can check. Each check is a function from texts to complaints, so that its
//! own tests can show that it complains.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

mod documents;
mod files;
mod layers;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of the repository.
#[derive(Debug, Clone)]
struct File {
    /// The path, relative to the root, with `/` between its parts.
    path: String,
    text: String,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    fn is_rust(&self) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|extension| extension == "rs")
    }

    /// Whether the generator wrote it.
    fn is_generated(&self) -> bool {
        let first = self.text.lines().next().unwrap_or_default();
        first.contains(oasmith::output::MARKER)
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// All text files of the repository, by path. What builds and version control keep for themselves is left out.
fn repository() -> Vec<File> {
    let root = root();
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            // A file where the checkout is one of several of a repository.
            if path.file_name().is_some_and(|name| name == ".git") {
                continue;
            }
            if path.is_dir() {
                if path.join("CACHEDIR.TAG").metadata().is_err() {
                    folders.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                let path = path.strip_prefix(&root).unwrap_or(&path);
                let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                files.push(File::new(&parts.join("/"), &text));
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(files.len() > 100, "the walk found {} files", files.len());
    files
}

/// Fails with all complaints.
#[track_caller]
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
