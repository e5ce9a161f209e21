//! The command `oasmith`. This file reads the arguments and dispatches; each subcommand is a file.
mod arguments;
mod explain;
mod generate;
mod json;
mod remote;
mod terminal;
mod untyped;

use arguments::{Arguments, Subcommand};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Arguments::parse().subcommand {
        Subcommand::Generate(arguments) => generate::run(&arguments),
        Subcommand::Explain(arguments) => explain::run(&arguments),
    }
}
