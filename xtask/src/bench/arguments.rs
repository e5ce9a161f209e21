//! Which arguments does `cargo xtask bench` take?
use super::folder;
use crate::corpus::{find, find::Found, selection::Selection};
use std::path::PathBuf;

/// Measure what generating takes, and what compiling its output takes.
///
/// Without one of the commands below, code is generated from each document several times, by a process of its own each
/// time, and a table shows the medians: seconds by phase, the most memory that the process held, lines of output.
///
/// Exit code 0: all is well. 1: a document was refused, or something takes more than it may. 3: a file or a program can
/// not be used.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What else is measured.
    #[command(subcommand)]
    pub part: Option<Part>,
    /// What generating takes.
    #[command(flatten)]
    pub generation: Generation,
}

/// What is measured apart from generating.
#[derive(Debug, clap::Subcommand)]
pub enum Part {
    /// Measure what the compiler takes for the output: processor seconds and memory of `rustc` for the crate alone.
    Output(Output),
    /// Count the instructions that one small document takes, and compare them with the recorded figure.
    Instructions(Instructions),
    /// Measure all of it, within a time, and write `docs/performance.md` and its picture.
    Page(Page),
}

/// Which documents are measured.
#[derive(Debug, Clone, clap::Args)]
pub struct Documents {
    /// Documents, or folders of documents.
    #[arg(value_name = "DOCUMENT")]
    pub paths: Vec<PathBuf>,
    /// Which of them are taken.
    #[command(flatten)]
    pub selection: Selection,
}

impl Documents {
    pub(super) fn found(&self) -> Result<Vec<Found>, String> {
        if self.paths.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.selection.of(find::find(&self.paths)?.found)?;
        if found.is_empty() {
            return Err("there is no document at the paths that were given".to_owned());
        }
        Ok(found)
    }
}

/// How often, and how long.
#[derive(Debug, Clone, clap::Args)]
pub struct Patience {
    /// How often each document is taken; the medians are shown.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub runs: u16,
    /// After so many seconds with one document it is not taken once more.
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0, value_parser = time)]
    pub enough: f64,
    /// How long one run may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 300.0, value_parser = time)]
    pub limit_seconds: f64,
    /// How much memory one run may take, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 12_288)]
    pub limit_memory: u64,
}

/// A time that a clock can be added to.
fn time(text: &str) -> Result<f64, String> {
    const MOST: f64 = 1e8;
    let time = text.parse::<f64>().ok();
    let time = time.filter(|time| (0.0..=MOST).contains(time));
    time.ok_or_else(|| "a number that is not negative, and not above 100000000".to_owned())
}

/// `cargo xtask bench`.
#[derive(Debug, Clone, clap::Args)]
pub struct Generation {
    /// Which documents.
    #[command(flatten)]
    pub documents: Documents,
    /// Measure made-up documents too, whose operations double from 1000 to so many (64000 is the usual number), and say
    /// how time and memory grow.
    #[arg(long, value_name = "MAX")]
    pub family: Option<usize>,
    /// How often, and how long.
    #[command(flatten)]
    pub patience: Patience,
    /// Where the figures are written; `bench/generation.json` in cargo's target folder, if not said.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Compare with such a file, of an earlier commit on the same machine. What takes less than 50 ms is shown and not
    /// judged.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// How many times as long as the baseline a document may take, and how many times as much memory.
    #[arg(long, value_name = "RATIO", default_value_t = 1.2)]
    pub threshold: f64,
}

impl Generation {
    pub(super) fn json(&self) -> PathBuf {
        let json = self.json.clone();
        json.unwrap_or_else(|| folder().join("generation.json"))
    }
}

/// `cargo xtask bench output`.
#[derive(Debug, Clone, clap::Args)]
pub struct Output {
    /// Which documents.
    #[command(flatten)]
    pub documents: Documents,
    /// Leave out `cargo build --release`, which takes longest.
    #[arg(long)]
    pub no_release: bool,
    /// How long one compilation may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 600.0, value_parser = time)]
    pub limit_seconds: f64,
    /// Where the figures are written; `bench/output.json` in cargo's target folder, if not said.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

impl Output {
    pub(super) fn json(&self) -> PathBuf {
        let json = self.json.clone();
        json.unwrap_or_else(|| folder().join("output.json"))
    }
}

/// `cargo xtask bench instructions`.
#[derive(Debug, Clone, clap::Args)]
pub struct Instructions {
    /// Record what was counted as the figure of this compiler. The commit that does so says why it changed.
    #[arg(long)]
    pub record: bool,
}

/// `cargo xtask bench page`.
#[derive(Debug, Clone, clap::Args)]
pub struct Page {
    /// Which documents code is generated from.
    #[command(flatten)]
    pub documents: Documents,
    /// A document whose output is compiled as well, and may be given several times.
    #[arg(long, value_name = "DOCUMENT")]
    pub compile: Vec<PathBuf>,
    /// The largest of the made-up documents.
    #[arg(long, value_name = "MAX", default_value_t = 64_000)]
    pub family: usize,
    /// How often, and how long.
    #[command(flatten)]
    pub patience: Patience,
    /// After so many minutes nothing more is begun, and what runs is ended; the page says what is missing.
    #[arg(long, value_name = "MINUTES", default_value_t = 14.0, value_parser = time)]
    pub minutes: f64,
    /// A sentence for the top of the page, such as what else the machine did meanwhile.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}
