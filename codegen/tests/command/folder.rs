//! A folder for the command to run in, and what came of a run.
use crate::PETS;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A folder of one test, gone when the test is over.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{test}"));
        fs::remove_dir_all(&path).ok();
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A folder with `pets.yaml` in it.
    pub(crate) fn with_pets(test: &str) -> Self {
        let folder = Self::new(test);
        folder.write("pets.yaml", PETS);
        folder
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }

    /// The folder of caches, which each test has for itself.
    pub(crate) fn caches(&self) -> PathBuf {
        self.0.join(".caches")
    }

    /// Runs the command in this folder; the arguments are separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Finished {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &str, stdin: &[u8]) -> Finished {
        let mut child = Command::new(env!("CARGO_BIN_EXE_oasmith"))
            .args(arguments.split_whitespace())
            .current_dir(&self.0)
            .env("XDG_CACHE_HOME", self.caches())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input may be gone already.
        child.stdin.take().unwrap().write_all(stdin).ok();
        Finished::new(&child.wait_with_output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Finished {
    fn new(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// Checks the exit code, and that standard error has each of these texts.
    #[track_caller]
    pub(crate) fn assert(&self, code: i32, texts: &[&str]) {
        assert_eq!(self.code, code, "{self:#?}");
        for text in texts {
            assert!(
                self.stderr.contains(text),
                "no {text:?} in:\n{}",
                self.stderr
            );
        }
    }
}
