//! Which arguments does `cargo xtask corpus` take?
use super::{check::Tool, selection::Selection, target};
use std::path::PathBuf;

/// Generate from all documents below some folders, compile what comes out, and report on it.
///
/// Exit code 0: all is well. 1: a document was refused, or made the generator panic or take more than it may, or what
/// came out does not compile without warnings. 3: a file or a program can not be used.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Arguments {
    /// Folders with documents, at any depth; a document itself is as good.
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Which of them are taken.
    #[command(flatten)]
    pub selection: Selection,
    /// How many documents are worked on at once; as many as there are cores, if not said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Compile what comes out with `cargo check`.
    #[arg(long)]
    pub check: bool,
    /// Compile it with `cargo clippy` and its default lints, which includes what `--check` does.
    #[arg(long)]
    pub clippy: bool,
    /// Read samples of all components and bodies into their types and write them back, by programs that are compiled;
    /// includes what `--check` does.
    #[arg(long, conflicts_with_all = ["clippy", "stability"])]
    pub round_trip: bool,
    /// Remove a schema and an operation from each document, and see that no unrelated file changes.
    #[arg(long, conflicts_with_all = ["check", "clippy"])]
    pub stability: bool,
    /// What the choice of the schema and the operation is made from.
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 1,
        requires = "stability"
    )]
    pub seed: u64,
    /// Where `report.json` and `report.html` are written; `corpus/report` in cargo's target folder, if not said.
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// Where crates are written and compiled; `corpus/scratch` in cargo's target folder, if not said.
    #[arg(long, value_name = "DIR")]
    pub scratch: Option<PathBuf>,
    /// How long a document may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    pub limit_seconds: f64,
    /// How much memory a worker may hold, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 3072)]
    pub limit_memory: u64,
    /// Run in the build for development: slower, and nothing is built first.
    #[arg(long)]
    pub unoptimised: bool,
}

impl Arguments {
    /// How many workers there are.
    pub(super) fn jobs(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.jobs.map_or_else(cores, usize::from)
    }

    /// What the compiler is asked.
    pub(super) fn tool(&self) -> Option<Tool> {
        if self.round_trip {
            Some(Tool::Build)
        } else if self.clippy {
            Some(Tool::Clippy)
        } else {
            self.check.then_some(Tool::Check)
        }
    }

    pub(super) fn report(&self) -> PathBuf {
        self.report
            .clone()
            .unwrap_or_else(|| target().join("corpus/report"))
    }

    pub(super) fn scratch(&self) -> PathBuf {
        let folder = self
            .scratch
            .clone()
            .unwrap_or_else(|| target().join("corpus/scratch"));
        std::path::absolute(&folder).unwrap_or(folder)
    }
}
