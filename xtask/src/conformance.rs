//! `cargo xtask conformance`: calls every operation of some documents through the generated client, against a mock server
//! that validates what it gets. `docs/conformance.md` describes it.
mod arguments;
pub mod exempt;
#[cfg(feature = "round-trip")]
pub mod plan;
pub mod prism;
pub mod program;
pub mod record;
#[cfg(feature = "round-trip")]
mod run;
pub mod table;
pub mod tap;
pub mod verdict;

pub use arguments::Arguments;

use crate::terminal::say;
use std::process::ExitCode;

/// Runs the command.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    conformance(arguments).unwrap_or_else(|message| {
        say(&format!("error: {message}"));
        ExitCode::from(3)
    })
}

#[cfg(feature = "round-trip")]
fn conformance(arguments: &Arguments) -> Result<ExitCode, String> {
    run::run(arguments)
}

/// Builds this program with the validator and hands over to it.
#[cfg(not(feature = "round-trip"))]
fn conformance(_: &Arguments) -> Result<ExitCode, String> {
    let status = crate::scratch::cargo()
        .args(["run", "--package", "xtask", "--features=round-trip", "--"])
        .args(std::env::args_os().skip(1))
        .env("CARGO_TARGET_DIR", crate::corpus::target())
        .status()
        .map_err(|cause| format!("cargo: {cause}"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
