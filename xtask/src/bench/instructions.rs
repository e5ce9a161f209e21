//! How many instructions does one small document take? A clock of a busy machine tells little; this hardly varies.
//!
//! From run to run it varies by some hundred-thousandths, which the random seeds of hash maps make. Libraries choose code
//! by what the processor has, and valgrind shows them AVX2 at most, which all machines of the last ten years have. What the
//! compiler makes of the code differs from version to version: each has a figure of its own.
use super::{
    arguments, folder,
    generation::{bytes, job},
    machine, save,
    worker::WORKER,
};
use crate::{
    config,
    process::{self, Limits},
    terminal::say,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

/// The document.
const DOCUMENT: &str = "specs/bloxs.yaml";

/// How many times as many as recorded there may be.
const THRESHOLD: f64 = 1.05;

/// How long counting may take: it is some fifty times as slow as the program.
const LIMIT: Duration = Duration::from_secs(600);

/// What is recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The document.
    pub document: String,
    /// By the version of the compiler and the processor that it compiled for.
    pub instructions: BTreeMap<String, u64>,
}

fn path() -> PathBuf {
    config::root().join("xtask/bench/instructions.json")
}

/// What is recorded. A record that can not be read is an error: taken for none, nothing would ever be judged again.
pub(super) fn recorded() -> Result<Record, String> {
    let path = path();
    let failed = |cause: &dyn std::fmt::Display| format!("{}: {cause}", path.display());
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Record::default()),
        Err(cause) => return Err(failed(&cause)),
    };
    serde_json::from_str(&text).map_err(|cause| failed(&cause))
}

/// Whether instructions can be counted here; says so if not.
pub(super) fn is_possible() -> bool {
    let is_there = Command::new("valgrind").arg("--version").output();
    let is_there = is_there.is_ok_and(|output| output.status.success());
    if !is_there {
        say("skipped: valgrind is not installed");
    }
    is_there
}

pub(super) fn run(arguments: &arguments::Instructions) -> Result<ExitCode, String> {
    let mut record = recorded()?;
    let counted = count()?;
    let key = key();
    say(&format!(
        "{counted} instructions for {DOCUMENT}, by rustc {key}"
    ));
    if arguments.record {
        DOCUMENT.clone_into(&mut record.document);
        record.instructions.insert(key, counted);
        save(&path(), &record)?;
        say("recorded in xtask/bench/instructions.json: say in the commit why the figure changed");
        return Ok(ExitCode::SUCCESS);
    }
    let verdict = verdict(&record, &key, counted);
    say(&verdict.text);
    Ok(if verdict.is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The compiler and the processor that it compiles for.
fn key() -> String {
    format!("{}, {}", machine::rustc(), std::env::consts::ARCH)
}

struct Verdict {
    text: String,
    is_well: bool,
}

fn verdict(record: &Record, key: &str, counted: u64) -> Verdict {
    let Some(known) = record.instructions.get(key) else {
        let known = record.instructions.iter();
        let known: Vec<String> = known
            .map(|(key, known)| format!(" ({known} by rustc {key})"))
            .collect();
        let text = format!(
            "not judged: nothing is recorded for this compiler{}; `cargo xtask bench instructions --record` adds it",
            known.concat()
        );
        return Verdict {
            text,
            is_well: true,
        };
    };
    let ratio = bytes(counted) / bytes(*known);
    let is_well = ratio <= THRESHOLD;
    let mut text = format!("{ratio:.4} times the {known} that are recorded");
    if !is_well {
        text.push_str(&format!(
            ", and {THRESHOLD} is the most. If there is a good reason, `cargo xtask bench instructions --record` \
             records it, and the commit says why"
        ));
    }
    Verdict { text, is_well }
}

/// Counts the instructions of a worker with a single thread.
pub(super) fn count() -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|cause| cause.to_string())?;
    // Paths are as long on all machines, since they are relative.
    let job = job(DOCUMENT, DOCUMENT.as_ref(), "specs".as_ref());
    let job = serde_json::to_string(&job).map_err(|cause| cause.to_string())?;
    let file = folder().join("callgrind.out");
    fs::create_dir_all(folder()).map_err(|cause| cause.to_string())?;
    let mut command = Command::new("valgrind");
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(program)
        .args([WORKER, "--only", &job])
        .current_dir(config::root())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("RAYON_NUM_THREADS", "1");
    let limits = Limits {
        until: Instant::now() + LIMIT,
        memory: u64::MAX,
    };
    let ended = process::run(&mut command, limits)?;
    parse(&ended.errors).ok_or_else(|| format!("valgrind does not say a number:\n{}", ended.errors))
}

/// The figure behind `Collected :` in what valgrind says.
fn parse(said: &str) -> Option<u64> {
    let line = said
        .lines()
        .find_map(|line| line.split_once("Collected : "))?;
    line.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            document: DOCUMENT.to_owned(),
            instructions: BTreeMap::from([("1.95.0, x86_64".to_owned(), 1000)]),
        }
    }

    #[test]
    fn more_than_five_percent_more_is_too_much() {
        let is_well = |counted| verdict(&record(), "1.95.0, x86_64", counted).is_well;
        assert!(is_well(900) && is_well(1050));
        assert!(!is_well(1051));
    }

    #[test]
    fn another_compiler_is_not_judged() {
        let verdict = verdict(&record(), "2.0.0, x86_64", 5000);
        assert!(verdict.is_well);
        assert!(
            verdict.text.contains("1000 by rustc 1.95.0, x86_64"),
            "{}",
            verdict.text
        );
    }

    #[test]
    fn the_figure_is_found_in_what_valgrind_says() {
        let said = "==1== Events    : Ir\n==1== Collected : 123456\n==1==\n";
        assert_eq!(parse(said), Some(123_456));
        assert_eq!(parse("valgrind: no"), None);
    }
}
