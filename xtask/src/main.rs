//! The commands of this repository. This file only dispatches; each command is a file.
mod bless;
mod ci;
mod features;
mod forms;
mod regenerate;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use xtask::{
    bench, browser, conformance,
    corpus::{self, protocol},
};

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the crate `generated` from the documents under `specs`.
    Regenerate(regenerate::Arguments),
    /// Rewrite what the golden and rejection tests compare with; read the changes before you commit them.
    Bless,
    /// Compile each group of operations of a large API alone, by its cargo feature, with warnings denied.
    Features(features::Arguments),
    /// Measure what models cost to compile, as they are written and with serde's derives.
    Forms,
    /// Generate from many documents at once, compile what comes out, and report on it.
    Corpus(Box<corpus::Arguments>),
    /// Call every operation of documents through the generated client, against a mock server that validates requests.
    Conformance(Box<conformance::Arguments>),
    /// Measure what generating takes, and what compiling its output takes.
    Bench(Box<bench::Arguments>),
    /// Call a server from a page in headless Chromium, through a generated client that is compiled for browsers.
    Browser,
    /// Generate from one document and say what it took: a child of `bench`.
    #[command(hide = true, name = bench::WORKER)]
    BenchWorker(bench::Worker),
    /// Take documents from a `corpus` run, one by one.
    #[command(hide = true, name = protocol::WORKER)]
    CorpusWorker,
    /// Run every check that has to pass before a change lands.
    Ci,
}

fn main() -> ExitCode {
    if let Some(code) = bench::as_compiler() {
        return code;
    }
    match Arguments::parse().command {
        Command::Regenerate(arguments) => regenerate::run(&arguments),
        Command::Bless => bless::run(),
        Command::Features(arguments) => features::run(&arguments),
        Command::Forms => forms::run(),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Browser => browser::run(),
        Command::BenchWorker(worker) => bench::work(&worker),
        Command::CorpusWorker => corpus::work(),
        Command::Ci => ci::run(),
    }
}
