//! The command `oasmith`. This file reads the arguments and dispatches; each subcommand is a file.
mod arguments;
mod cache;
mod explain;
mod generate;
mod json;
mod remote;
mod terminal;
mod untyped;

use arguments::{Arguments, Subcommand};
use clap::Parser;
use std::process::ExitCode;

/// A document becomes millions of small texts and nodes, which this allocator hands out and takes back in a third of the
/// time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Arguments::parse().subcommand {
        Subcommand::Generate(arguments) => generate::run(&arguments),
        Subcommand::Explain(arguments) => explain::run(&arguments),
    }
}
