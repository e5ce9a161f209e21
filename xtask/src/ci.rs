//! `cargo xtask ci`: what has to pass before a change lands, as `.ci/run` runs it.
use crate::config;
use std::process::{Command, ExitCode};

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
