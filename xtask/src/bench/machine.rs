//! On which machine, when, and of which commit was it measured?
use crate::config;
use serde::{Deserialize, Serialize};
use std::{fs, process::Command};

/// Where and when figures were made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Machine {
    /// The processor.
    pub processor: String,
    /// How many of its cores are used.
    pub cores: usize,
    /// The memory in GiB.
    pub memory: u64,
    /// How many processes waited for a core, when measuring began.
    pub load: String,
    /// The compiler.
    pub rustc: String,
    /// The day.
    pub date: String,
    /// The commit.
    pub commit: String,
}

impl Machine {
    pub(super) fn this() -> Self {
        let processor = field("/proc/cpuinfo", "model name");
        let memory = field("/proc/meminfo", "MemTotal");
        let memory = memory.split(' ').next().unwrap_or_default();
        let kibibytes: u64 = memory.parse().unwrap_or_default();
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let changes = said("git", &["status", "--porcelain", "--untracked-files=no"]);
        let mut commit = said("git", &["rev-parse", "--short=12", "HEAD"]);
        if !changes.is_empty() {
            commit.push_str(" with changes");
        }
        Self {
            processor,
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            memory: kibibytes.div_ceil(1 << 20),
            load: load.split(' ').next().unwrap_or_default().to_owned(),
            rustc: rustc(),
            date: said("date", &["-u", "+%Y-%m-%d"]),
            commit,
        }
    }
}

/// The version of the compiler that is used here.
pub(super) fn rustc() -> String {
    let said = said("rustc", &["--version"]);
    said.strip_prefix("rustc ").unwrap_or(&said).to_owned()
}

/// What a program says, in one line; nothing if it can not be run.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(config::root())
        .output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&text).trim().to_owned()
}

fn field(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let value = text.lines().find_map(|line| line.strip_prefix(name));
    let value = value
        .unwrap_or_default()
        .trim_start_matches([' ', '\t', ':']);
    value.trim().to_owned()
}
