//! `cargo xtask ci`: what has to pass before a change lands, as `.ci/run` runs it.
use std::process::{Command, ExitCode};
use xtask::config;

pub(crate) fn run() -> ExitCode {
    let status = Command::new("bash")
        .arg(".ci/run")
        .current_dir(config::root())
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) | Err(_) => ExitCode::FAILURE,
    }
}
