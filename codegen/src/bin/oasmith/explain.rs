//! `oasmith explain`: what the codes of reports mean.
use crate::{arguments::Explain, terminal::answer};
use oasmith::diag::Code;
use std::process::ExitCode;

pub(crate) fn run(arguments: &Explain) -> ExitCode {
    match arguments.code {
        Some(code) => answer(&entry(code)),
        None => answer(&list()),
    }
    ExitCode::SUCCESS
}

/// All that the catalogue says about a code.
fn entry(code: Code) -> String {
    let entry = code.entry();
    format!(
        "{}[{}]: {}\n{}\n",
        entry.severity.name(),
        entry.name,
        entry.what,
        entry.done
    )
}

/// All codes, a line each.
fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.name().len()).max();
    let width = width.unwrap_or_default();
    let line = |code: &Code| {
        let entry = code.entry();
        format!(
            "{:<width$}  {:<7}  {}\n",
            entry.name,
            entry.severity.name(),
            entry.what
        )
    };
    Code::ALL.iter().map(line).collect()
}
