//! Does what was generated compile, without a warning? One scratch workspace, batch by batch.
//!
//! All crates of a batch are checked by one run of cargo and share what their dependencies compile to. Then the batch
//! and all that was built of it go, so that disk and memory hold one batch at most.
mod messages;

pub use messages::Messages;

use super::record::Check;
use crate::{config, scratch};
use std::{
    collections::BTreeMap,
    fs, io,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::Stdio,
    thread,
};

/// What the names of all packages begin with, which is how what was built of them is known.
const PREFIX: &str = "subject_";

/// The most crates of a batch.
pub const MAX_CRATES: usize = 40;

/// The most bytes that the documents of a batch have together; a larger one is a batch of its own.
pub const MAX_BYTES: u64 = 6 << 20;

/// What is asked of the compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// `cargo check`.
    Check,
    /// `cargo clippy` with its default lints, which finds all that `cargo check` does.
    Clippy,
    /// `cargo build`, which leaves programs to be run.
    Build,
}

impl Tool {
    /// The command of cargo.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Build => "build",
        }
    }
}

/// The scratch workspace.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    tool: Tool,
    jobs: usize,
}

/// The name of the package of a document.
#[must_use]
pub fn package(id: usize) -> String {
    format!("{PREFIX}{id:06}")
}

impl Workspace {
    /// A workspace in a folder, with nothing in it but what an earlier run built of the dependencies.
    ///
    /// # Errors
    ///
    /// When a file can not be written or removed, or the repository's own can not be read.
    pub fn new(folder: &Path, tool: Tool, jobs: usize) -> Result<Self, String> {
        let workspace = Self {
            folder: folder.to_owned(),
            tool,
            jobs,
        };
        workspace.clear()?;
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"anchor\", \"crates/*\"]\n\n\
                        [profile.dev]\ndebug = false\nincremental = false\n";
        write(&folder.join("Cargo.toml"), manifest)?;
        write(&folder.join("anchor/Cargo.toml"), &anchor()?)?;
        write(&folder.join("anchor/src/lib.rs"), "")?;
        Ok(workspace)
    }

    /// The folder of the crate of a document.
    #[must_use]
    pub fn crate_folder(&self, id: usize) -> PathBuf {
        self.folder.join("crates").join(package(id))
    }

    /// The program of a crate, if it has one and was built.
    #[must_use]
    pub fn program(&self, id: usize) -> PathBuf {
        self.folder.join("build/debug").join(package(id))
    }

    /// Compiles all crates that were written. `progress` is called as each is done.
    ///
    /// # Errors
    ///
    /// When cargo can not be run, or fails before it compiles anything.
    pub fn check(
        &self,
        ids: &[usize],
        mut progress: impl FnMut(),
    ) -> Result<BTreeMap<usize, Check>, String> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        // Cargo takes out of the lock file what a batch does not use, and the next one may use it.
        let lock = config::root().join("Cargo.lock");
        let target = self.folder.join("Cargo.lock");
        fs::copy(&lock, &target).map_err(|cause| format!("{}: {cause}", lock.display()))?;
        let messages = match self.cargo(&["--offline"], &mut progress) {
            Ok(messages) => messages,
            // A crate may be missing on this machine.
            Err(_) => self.cargo(&[], &mut progress)?,
        };
        Ok(ids
            .iter()
            .map(|id| (*id, messages.of(&package(*id))))
            .collect())
    }

    fn cargo(&self, more: &[&str], progress: &mut impl FnMut()) -> Result<Messages, String> {
        let tool = self.tool.name();
        let mut process = scratch::cargo()
            .args([
                tool,
                "--workspace",
                "--all-features",
                "--keep-going",
                "--message-format=json",
                "--jobs",
            ])
            .arg(self.jobs.to_string())
            .args(more)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("build"))
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|cause| format!("cargo: {cause}"))?;
        let errors = process.stderr.take();
        let said = thread::spawn(move || {
            let mut said = Vec::new();
            if let Some(mut errors) = errors {
                let _ = errors.read_to_end(&mut said);
            }
            String::from_utf8_lossy(&said).into_owned()
        });
        let mut messages = Messages::default();
        if let Some(output) = process.stdout.take() {
            for line in BufReader::new(output).lines() {
                let line = line.map_err(|cause| format!("cargo: {cause}"))?;
                if messages
                    .add(&line)
                    .is_some_and(|package| package.starts_with(PREFIX))
                {
                    progress();
                }
            }
        }
        let _ = process.wait();
        let said = said.join().unwrap_or_default();
        if messages.is_finished() {
            Ok(messages)
        } else {
            let lines: Vec<&str> = said
                .lines()
                .filter(|line| !line.trim().is_empty())
                .collect();
            let last = lines
                .get(lines.len().saturating_sub(8)..)
                .unwrap_or_default();
            Err(format!(
                "cargo {tool} failed before it compiled anything:\n{}",
                last.join("\n")
            ))
        }
    }

    /// Removes the crates, and what was built of them.
    ///
    /// # Errors
    ///
    /// When a file can not be removed.
    pub fn clear(&self) -> Result<(), String> {
        let crates = self.folder.join("crates");
        let failed = |cause: io::Error| format!("{}: {cause}", crates.display());
        match fs::remove_dir_all(&crates) {
            Ok(()) => {}
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(failed(cause)),
        }
        fs::create_dir_all(&crates).map_err(failed)?;
        let built = self.folder.join("build/debug");
        for folder in [built.join("deps"), built.join(".fingerprint"), built] {
            let Ok(entries) = fs::read_dir(folder) else {
                continue;
            };
            for entry in entries.filter_map(Result::ok) {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if !name.trim_start_matches("lib").starts_with(PREFIX) {
                    continue;
                }
                let path = entry.path();
                let removed = if path.is_dir() {
                    fs::remove_dir_all(&path)
                } else {
                    fs::remove_file(&path)
                };
                removed.map_err(|cause| format!("{}: {cause}", path.display()))?;
            }
        }
        Ok(())
    }
}

/// A package that uses all that any output may: with it in each batch, every batch asks the same of the dependencies,
/// and they are compiled once.
fn anchor() -> Result<String, String> {
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    for manifest in ["generated/Cargo.toml", "tests/golden/Cargo.toml"] {
        let path = config::root().join(manifest);
        let text = fs::read_to_string(&path).map_err(|cause| format!("{manifest}: {cause}"))?;
        let (_, dependencies) = text.split_once("[dependencies]\n").unwrap_or_default();
        for line in dependencies
            .lines()
            .take_while(|line| !line.starts_with('['))
        {
            if let Some((name, _)) = line.split_once(" = ") {
                lines.insert(name.to_owned(), line.replace(", optional = true", ""));
            }
        }
    }
    let lines: Vec<String> = lines.into_values().collect();
    Ok(format!(
        "[package]\nname = \"anchor\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{}\n",
        lines.join("\n")
    ))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    // An older file of the same text is left alone, so that cargo finds it unchanged.
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    scratch::write(path, text)
}

/// Splits documents, given by their sizes, into batches of positions in a row.
#[must_use]
pub fn batches(sizes: &[u64]) -> Vec<std::ops::Range<usize>> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (index, size) in sizes.iter().enumerate() {
        if index > start && (index - start >= MAX_CRATES || bytes + size > MAX_BYTES) {
            batches.push(start..index);
            (start, bytes) = (index, 0);
        }
        bytes += size;
    }
    if start < sizes.len() {
        batches.push(start..sizes.len());
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_and_hold_every_document_once() {
        assert!(batches(&[]).is_empty());
        assert_eq!(
            batches(&[1; MAX_CRATES + 1]),
            [0..MAX_CRATES, MAX_CRATES..MAX_CRATES + 1]
        );
        assert_eq!(
            batches(&[MAX_BYTES - 1, 1, 1, MAX_BYTES * 9, 1]),
            [0..2, 2..3, 3..4, 4..5]
        );
    }

    #[test]
    fn the_anchor_asks_for_what_the_repository_uses() {
        let manifest = anchor().unwrap();
        assert!(
            manifest.contains("\nserde = ") && manifest.contains("\nreqwest = "),
            "{manifest}"
        );
        assert!(!manifest.contains("optional"), "{manifest}");
    }
}
