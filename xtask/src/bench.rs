//! `cargo xtask bench`: what generating takes, and what compiling its output takes. `docs/performance.md` is written by
//! it, and says how it measures.
mod arguments;
mod baseline;
mod compile;
mod compiler;
mod family;
mod generation;
mod instructions;
mod machine;
mod page;
mod picture;
mod record;
mod table;
mod worker;

pub use arguments::Arguments;
pub use compiler::run as as_compiler;
pub use worker::{WORKER, Worker, run as work};

use crate::{
    corpus::{optimised, target},
    scratch::write,
    terminal::say,
};
use arguments::Part;
use std::{path::Path, path::PathBuf, process::ExitCode};

/// Runs the command. All is well: 0; something is slower than it may be, or was refused: 1; the arguments are wrong: 2;
/// a file or a program can not be used: 3.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    bench(arguments).unwrap_or_else(|message| {
        say(&format!("error: {message}"));
        ExitCode::from(3)
    })
}

fn bench(arguments: &Arguments) -> Result<ExitCode, String> {
    // What can not be done is said before minutes are spent on it.
    match &arguments.part {
        None => drop(generation::prepare(&arguments.generation)?),
        Some(Part::Output(arguments)) => drop(compile::prepare(arguments)?),
        Some(Part::Instructions(_)) if !instructions::is_possible() => {
            return Ok(ExitCode::SUCCESS);
        }
        Some(Part::Instructions(_) | Part::Page(_)) => {}
    }
    if cfg!(debug_assertions) {
        return optimised(None);
    }
    match &arguments.part {
        None => generation::run(&arguments.generation),
        Some(Part::Output(arguments)) => compile::run(arguments),
        Some(Part::Instructions(arguments)) => instructions::run(arguments),
        Some(Part::Page(arguments)) => page::run(arguments),
    }
}

/// The folder of all that is measured, in the folder that cargo builds into.
fn folder() -> PathBuf {
    target().join("bench")
}

/// Writes what was measured, for the next comparison.
fn save(path: &Path, value: &impl serde::Serialize) -> Result<(), String> {
    let text = serde_json::to_string_pretty(value).map_err(|cause| cause.to_string())?;
    write(path, &(text + "\n"))
}
