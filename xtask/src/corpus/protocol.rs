//! What do the command and its workers say to each other? One JSON value to a line.
use super::record::Made;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The argument that makes the program a worker.
pub const WORKER: &str = "corpus-worker";

/// What a worker is to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// What the answer is known by.
    pub id: usize,
    /// The name of the document in reports.
    pub name: String,
    /// The document.
    pub path: PathBuf,
    /// Where its references may lead.
    pub folder: PathBuf,
    /// What to do with it.
    pub task: Task,
}

/// What to do with a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// Generate, and keep the report alone.
    Generate,
    /// Generate, and write the crate into a folder.
    Write {
        /// The folder of the crate.
        to: PathBuf,
        /// The name of its package.
        package: String,
    },
    /// Generate, and write the crate and the program that reads samples of the document into a folder.
    Plan {
        /// The folder of the crate.
        to: PathBuf,
        /// The name of its package.
        package: String,
    },
    /// Run that program, which is compiled, and see what it says.
    RoundTrip {
        /// The folder of the crate.
        folder: PathBuf,
        /// The program.
        program: PathBuf,
        /// How long it may run, in seconds.
        seconds: f64,
    },
    /// Generate twice, the second time without one schema and one operation, and compare.
    Stability {
        /// What the choice of the two is made from.
        seed: u64,
    },
    /// Sleep for ever: a test of the limit of time.
    Hang,
    /// Take memory until somebody ends it: a test of the limit of memory.
    Grow,
    /// Panic: a test of what is kept of it.
    Panic,
    /// End the process: a test of what happens then.
    Exit,
}

/// What a worker says about a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Which job it is about.
    pub id: usize,
    /// What came of it.
    pub made: Made,
    /// What the process holds now, in bytes; nothing where the system does not tell.
    pub resident: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_and_comes_back_as_it_was() {
        let job = Job {
            id: 7,
            name: "a\nb\u{2028}.json".to_owned(),
            path: "a b.json".into(),
            folder: ".".into(),
            task: Task::Write {
                to: "x".into(),
                package: "p".to_owned(),
            },
        };
        let line = serde_json::to_string(&job).unwrap();
        assert!(!line.contains('\n'));
        assert_eq!(serde_json::from_str::<Job>(&line).unwrap(), job);
    }
}
