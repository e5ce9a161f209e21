//! `cargo xtask corpus`: generates from all documents below some folders, compiles what comes out, and says what works
//! and what does not. `docs/corpus.md` describes it, and the shape of its report.
mod arguments;
pub mod check;
pub mod find;
pub(crate) mod generator;
pub mod memory;
mod page;
pub mod pool;
mod progress;
pub mod protocol;
pub mod record;
#[cfg(feature = "round-trip")]
pub mod round_trip;
pub mod selection;
pub mod stability;
pub mod summary;
mod table;
mod worker;

pub use arguments::Arguments;
pub use worker::run as work;

use crate::{config, scratch, terminal::say};
use check::{Tool, Workspace};
use find::{Found, Search};
use pool::Pool;
use progress::Progress;
use protocol::{Job, Task};
use record::{Document, Made, Outcome, SCHEMA};
use serde::Serialize;
use std::{
    cmp::Reverse,
    fs,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};
use summary::{Run, Summary};

/// Runs the command. Everything is as it should be: 0; a document failed: 1; the arguments are wrong: 2; a file or a
/// program can not be used: 3.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    let outcome = if cfg!(debug_assertions) && !arguments.unoptimised {
        optimised(arguments.round_trip.then_some("--features=round-trip"))
    } else if arguments.round_trip && !cfg!(feature = "round-trip") {
        Err(WITHOUT_ROUND_TRIP.to_owned())
    } else {
        corpus(arguments)
    };
    outcome.unwrap_or_else(|message| {
        say(&format!("error: {message}"));
        ExitCode::from(3)
    })
}

/// What is wrong where this program was built without the validator.
pub(crate) const WITHOUT_ROUND_TRIP: &str =
    "this build has no validator: leave out `--unoptimised`, or build with `--features round-trip`";

/// Builds this program with optimisations and hands over to it: what a run takes is measured on what users run.
pub(crate) fn optimised(features: Option<&str>) -> Result<ExitCode, String> {
    let status = scratch::cargo()
        .args(["run", "--release", "--package", "xtask"])
        .args(features)
        .arg("--")
        .args(std::env::args_os().skip(1))
        .env("CARGO_TARGET_DIR", target())
        .status()
        .map_err(|cause| format!("cargo: {cause}"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The folder that cargo builds into.
pub(crate) fn target() -> std::path::PathBuf {
    // This program is in a folder of the profile's name in it.
    let program = std::env::current_exe().ok();
    let found = program
        .as_deref()
        .and_then(Path::parent)
        .and_then(Path::parent);
    found.map_or_else(|| config::root().join("target"), Path::to_owned)
}

/// All that a run found out: `report.json`.
#[derive(Debug, Serialize)]
struct Report<'r> {
    /// The version of this shape.
    schema: u32,
    run: &'r Run,
    summary: &'r Summary,
    documents: &'r [Document],
}

fn corpus(arguments: &Arguments) -> Result<ExitCode, String> {
    let Search { found, passed_over } = documents(arguments)?;
    if found.is_empty() {
        return Err(format!(
            "there is no document below the folders that were given; {passed_over} files are none"
        ));
    }
    say(&format!(
        "{} documents, {} workers",
        found.len(),
        arguments.jobs()
    ));
    if !memory::is_measured() {
        say(
            "this system does not tell how much memory a process holds: it is neither measured nor limited",
        );
    }
    let (mut run, documents) = generate_and_check(arguments, &found)?;
    run.passed_over = passed_over;
    let summary = summary::summary(&documents);
    say(&format!("\n{}", table::table(&run, &summary, &documents)));
    let report = Report {
        schema: SCHEMA,
        run: &run,
        summary: &summary,
        documents: &documents,
    };
    write_report(&arguments.report(), &report)?;
    Ok(if summary.failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn documents(arguments: &Arguments) -> Result<Search, String> {
    let Search { found, passed_over } = find::find(&arguments.folders)?;
    let found = arguments.selection.of(found)?;
    Ok(Search { found, passed_over })
}

fn generate_and_check(
    arguments: &Arguments,
    found: &[Found],
) -> Result<(Run, Vec<Document>), String> {
    let pool = pool(arguments)?;
    let tool = arguments.tool();
    let workspace = match tool {
        Some(tool) => Some(Workspace::new(&arguments.scratch(), tool, pool.jobs)?),
        None => None,
    };
    let mut run = Run {
        jobs: pool.jobs,
        build: if cfg!(debug_assertions) {
            "debug"
        } else {
            "release"
        }
        .to_owned(),
        checked: tool.map_or("none", Tool::name).to_owned(),
        ..Run::default()
    };
    let sizes: Vec<u64> = found.iter().map(|found| found.size).collect();
    let batches = if workspace.is_some() {
        check::batches(&sizes)
    } else {
        std::iter::once(0..found.len()).collect()
    };
    let progress = Progress::new(found.len(), workspace.is_some());
    let mut documents = Vec::new();
    for batch in batches {
        let ids: Vec<usize> = batch.collect();
        let mut jobs: Vec<Job> = ids
            .iter()
            .filter_map(|id| Some(job(arguments, *id, found.get(*id)?, workspace.as_ref())))
            .collect();
        // The largest first, so that no worker is left with one when all others are done.
        jobs.sort_by_key(|job| Reverse(sizes.get(job.id)));
        let start = Instant::now();
        let outcomes = pool.run(jobs, |id, made| {
            progress.generated(found.get(id).map_or("", |found| &found.name), made);
        })?;
        run.generate_seconds += start.elapsed().as_secs_f64();
        run.memory = run
            .memory
            .max(memory::is_measured().then_some(outcomes.memory));
        let first = documents.len();
        for (id, made) in outcomes.made {
            documents.extend(found.get(id).map(|found| document(found, made)));
        }
        let Some(workspace) = &workspace else {
            continue;
        };
        let start = Instant::now();
        let batch = documents.get_mut(first..).unwrap_or_default();
        check_batch(workspace, &ids, batch, &progress)?;
        run.check_seconds += start.elapsed().as_secs_f64();
        if arguments.round_trip {
            let start = Instant::now();
            let jobs = ids.iter().zip(batch.iter());
            let jobs = jobs.filter(|(_, document)| {
                document.check.as_ref().is_some_and(|check| check.compiled)
            });
            let jobs = jobs.filter_map(|(id, _)| {
                Some(round_trip_job(arguments, *id, found.get(*id)?, workspace))
            });
            let outcomes = pool.run(jobs.collect(), |_, _| {})?;
            for (id, made) in outcomes.made {
                if let Some(at) = ids.iter().position(|known| *known == id)
                    && let Some(document) = batch.get_mut(at)
                {
                    round_tripped(document, made);
                }
            }
            run.round_trip_seconds += start.elapsed().as_secs_f64();
        }
        workspace.clear()?;
    }
    progress.finish();
    Ok((run, documents))
}

fn pool(arguments: &Arguments) -> Result<Pool, String> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = arguments.jobs();
    Ok(Pool {
        program: std::env::current_exe()
            .map_err(|cause| format!("this program is nowhere: {cause}"))?,
        jobs,
        threads: cores / jobs,
        time: Duration::from_secs_f64(arguments.limit_seconds.max(0.001)),
        memory: arguments.limit_memory << 20,
    })
}

fn job(arguments: &Arguments, id: usize, found: &Found, workspace: Option<&Workspace>) -> Job {
    let task = match workspace {
        _ if arguments.stability => Task::Stability {
            seed: arguments.seed,
        },
        Some(workspace) if arguments.round_trip => Task::Plan {
            to: workspace.crate_folder(id),
            package: check::package(id),
        },
        Some(workspace) => Task::Write {
            to: workspace.crate_folder(id),
            package: check::package(id),
        },
        None => Task::Generate,
    };
    Job {
        id,
        name: found.name.clone(),
        path: found.path.clone(),
        folder: found.folder.clone(),
        task,
    }
}

/// Running the program of a crate.
fn round_trip_job(arguments: &Arguments, id: usize, found: &Found, workspace: &Workspace) -> Job {
    let task = Task::RoundTrip {
        folder: workspace.crate_folder(id),
        program: workspace.program(id),
        // What is left is for comparing.
        seconds: arguments.limit_seconds / 2.0,
    };
    Job {
        task,
        ..job(arguments, id, found, None)
    }
}

/// Takes in what came of the samples of a document.
fn round_tripped(document: &mut Document, made: Made) {
    match made.outcome {
        Outcome::Generated => document.made.round_trip = made.round_trip,
        other => document.made.outcome = other,
    }
}

fn document(found: &Found, made: Made) -> Document {
    Document {
        name: found.name.clone(),
        version: found.version.clone(),
        size: found.size,
        made,
        check: None,
    }
}

/// Compiles what was written of a batch.
fn check_batch(
    workspace: &Workspace,
    ids: &[usize],
    documents: &mut [Document],
    progress: &Progress,
) -> Result<(), String> {
    let mut written = Vec::new();
    for (id, document) in ids.iter().zip(documents.iter()) {
        if document.made.outcome == Outcome::Generated {
            written.push(*id);
        }
    }
    let mut checks = workspace.check(&written, || progress.compiled())?;
    for (id, document) in ids.iter().zip(documents) {
        document.check = checks.remove(id);
        progress.checked(document);
    }
    Ok(())
}

fn write_report(folder: &Path, report: &Report<'_>) -> Result<(), String> {
    let failed = |cause| format!("{}: {cause}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    let text = serde_json::to_string_pretty(report).map_err(|cause| cause.to_string())?;
    fs::write(folder.join("report.json"), text + "\n").map_err(failed)?;
    let data = serde_json::to_string(report).map_err(|cause| cause.to_string())?;
    fs::write(folder.join("report.html"), page::page(&data)).map_err(failed)?;
    say(&format!(
        "\nthe report is in {} and report.json beside it",
        folder.join("report.html").display()
    ));
    Ok(())
}
