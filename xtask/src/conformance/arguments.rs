//! Which arguments does `cargo xtask conformance` take?
use crate::corpus::selection::Selection;
#[cfg(feature = "round-trip")]
use crate::corpus::target;
use std::path::PathBuf;

/// Call every operation of some documents through the generated client, against a mock server that validates requests.
///
/// The server is Prism, which `npm` installs into cargo's target folder. `docs/conformance.md` says what is counted.
///
/// Exit code 0: all is well, but for what is exempt. 1: a request was not accepted, or an answer not read. 3: a file or
/// a program can not be used.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Documents, or folders of documents.
    #[arg(value_name = "DOCUMENT", required = true)]
    pub documents: Vec<PathBuf>,
    /// Which of them are taken.
    #[command(flatten)]
    pub selection: Selection,
    /// Take only so many documents: the first ones that the server takes and that have an operation with a body or a
    /// parameter.
    #[arg(long, value_name = "N")]
    pub first: Option<usize>,
    /// Where `report.json` and `report.md` are written; `conformance/report` in cargo's target folder, if not said.
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// Where crates are written and compiled; `conformance/scratch` in cargo's target folder, if not said.
    #[arg(long, value_name = "DIR")]
    pub scratch: Option<PathBuf>,
}

#[cfg(feature = "round-trip")]
impl Arguments {
    pub(super) fn report(&self) -> PathBuf {
        let folder = self.report.clone();
        folder.unwrap_or_else(|| target().join("conformance/report"))
    }

    pub(super) fn scratch(&self) -> PathBuf {
        let folder = self.scratch.clone();
        let folder = folder.unwrap_or_else(|| target().join("conformance/scratch"));
        std::path::absolute(&folder).unwrap_or(folder)
    }
}
