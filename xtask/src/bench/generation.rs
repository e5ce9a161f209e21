//! What does generating take? Each run is a process of its own.
use super::{
    arguments::{self, Patience},
    baseline, family, folder,
    machine::Machine,
    record::{Document, Generation, Growth, Run, SCHEMA},
    save, table,
    worker::WORKER,
    write,
};
use crate::{
    corpus::{
        find::Found,
        protocol::{Job, Task},
    },
    process::{self, Limits},
    terminal::say,
};
use std::{
    path::Path,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

pub(super) fn run(arguments: &arguments::Generation) -> Result<ExitCode, String> {
    let (found, before) = prepare(arguments)?;
    let measured = measure(&found, arguments.family, &arguments.patience, None)?;
    say(&table::generation(&measured));
    save(&arguments.json(), &measured)?;
    say(&format!(
        "the figures are in {}",
        arguments.json().display()
    ));
    let mut is_well = !all(&measured).any(|document| document.median.is_none());
    if let Some(before) = &before {
        let comparison = baseline::compare(before, &measured, arguments.threshold);
        say(&comparison.text);
        is_well &= comparison.worse == 0;
    }
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The documents, and the figures to compare with: these are read first, since they may be in the file that is written.
pub(super) fn prepare(
    arguments: &arguments::Generation,
) -> Result<(Vec<Found>, Option<Generation>), String> {
    let found = arguments.documents.found()?;
    if found.is_empty() && arguments.family.is_none() {
        return Err("there is nothing to measure: give documents, or `--family MAX`".to_owned());
    }
    arguments.family.map_or_else(|| Ok(Vec::new()), sizes)?;
    let before = arguments.baseline.as_deref().map(baseline::read);
    Ok((found, before.transpose()?))
}

/// All documents, given and made up.
fn all(measured: &Generation) -> impl Iterator<Item = &Document> {
    measured.family.iter().chain(&measured.documents)
}

/// Measures some documents and the family, and begins nothing after `until`.
pub(super) fn measure(
    found: &[Found],
    largest: Option<usize>,
    patience: &Patience,
    until: Option<Instant>,
) -> Result<Generation, String> {
    let machine = Machine::this();
    let family = largest.map_or_else(|| Ok(Vec::new()), made_up)?;
    let mut take = |found: &Found| {
        let document = document(found, patience, until);
        say(&match (&document.median, &document.failure) {
            (Some(run), _) => format!("{}: {:.3} s", document.name, run.seconds),
            (None, Some(why)) => format!("{}: {why}", document.name),
            (None, None) => document.name.clone(),
        });
        document
    };
    let documents: Vec<Document> = found.iter().map(&mut take).collect();
    let family: Vec<Document> = family.iter().map(&mut take).collect();
    Ok(Generation {
        schema: SCHEMA,
        machine,
        growth: growth(&family),
        documents,
        family,
    })
}

fn sizes(largest: usize) -> Result<Vec<usize>, String> {
    let sizes = family::sizes(largest);
    if sizes.is_empty() {
        let smallest = family::SMALLEST;
        return Err(format!("the family begins with {smallest} operations"));
    }
    Ok(sizes)
}

/// The documents of the family, as files.
fn made_up(largest: usize) -> Result<Vec<Found>, String> {
    let sizes = sizes(largest)?;
    let folder = folder().join("family");
    let one = |size: &usize| {
        let path = folder.join(format!("{size}.json"));
        let text = family::document(*size);
        write(&path, &text)?;
        Ok(Found {
            name: format!("family of {size}"),
            path,
            folder: folder.clone(),
            size: text.len() as u64,
            version: "3.0.3".to_owned(),
        })
    };
    sizes.iter().map(one).collect()
}

/// Takes a document as often as patience lasts.
fn document(found: &Found, patience: &Patience, until: Option<Instant>) -> Document {
    let start = Instant::now();
    let mut runs = Vec::new();
    let mut failure = None;
    while runs.len() < usize::from(patience.runs)
        && (runs.is_empty() || start.elapsed().as_secs_f64() < patience.enough)
    {
        let limit = Instant::now() + Duration::from_secs_f64(patience.limit_seconds.max(0.001));
        let limits = Limits {
            until: until.map_or(limit, |until| until.min(limit)),
            memory: patience.limit_memory << 20,
        };
        match once(found, limits) {
            Ok(run) => runs.push(run),
            Err(why) => {
                failure = Some(why);
                break;
            }
        }
    }
    Document {
        name: found.name.clone(),
        bytes: found.size,
        runs: runs.len(),
        median: Run::median(&runs),
        failure,
    }
}

/// The document as a worker takes it.
pub(super) fn job(name: &str, path: &Path, folder: &Path) -> Job {
    Job {
        id: 0,
        name: name.to_owned(),
        path: path.to_owned(),
        folder: folder.to_owned(),
        task: Task::Generate,
    }
}

fn once(found: &Found, limits: Limits) -> Result<Run, String> {
    if Instant::now() > limits.until {
        return Err("no time was left".to_owned());
    }
    let program = std::env::current_exe().map_err(|cause| cause.to_string())?;
    let job = job(&found.name, &found.path, &found.folder);
    let job = serde_json::to_string(&job).map_err(|cause| cause.to_string())?;
    let ended = process::run(Command::new(program).args([WORKER, &job]), limits)?;
    let mut run: Run = serde_json::from_str(&ended.output).map_err(|cause| cause.to_string())?;
    run.process = ended.seconds;
    Ok(run)
}

/// How the figures of the family grow; none with less than three members.
fn growth(family: &[Document]) -> Option<Growth> {
    let runs: Vec<&Run> = family
        .iter()
        .filter_map(|document| document.median.as_ref())
        .collect();
    if runs.len() < 3 {
        return None;
    }
    let of = |figure: &dyn Fn(&Run) -> f64| {
        exponent(runs.iter().map(|run| (count(run.operations), figure(run))))
    };
    Some(Growth {
        seconds: of(&|run| run.seconds),
        cpu: of(&|run| run.cpu),
        memory: of(&|run| bytes(run.memory.unwrap_or_default())),
    })
}

/// A number of things as a figure.
#[expect(
    clippy::cast_precision_loss,
    reason = "figures in tables and pictures have a few digits"
)]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}

/// A number of bytes as a figure.
#[expect(
    clippy::cast_precision_loss,
    reason = "figures in tables and pictures have a few digits"
)]
pub(super) fn bytes(number: u64) -> f64 {
    number as f64
}

/// The slope of the line through the logarithms, by least squares.
fn exponent(points: impl Iterator<Item = (f64, f64)>) -> f64 {
    let points: Vec<(f64, f64)> = points
        .filter(|(x, y)| *x > 0.0 && *y > 0.0)
        .map(|(x, y)| (x.ln(), y.ln()))
        .collect();
    let mean =
        |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count(points.len());
    let (x, y) = (mean(&|point| point.0), mean(&|point| point.1));
    let above = mean(&|point| (point.0 - x) * (point.1 - y));
    let below = mean(&|point| (point.0 - x).powi(2));
    above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_those_of_powers() {
        let of = |power: f64| {
            exponent(
                [1000.0, 2000.0, 4000.0_f64]
                    .map(|x| (x, 3.0 * x.powf(power)))
                    .into_iter(),
            )
        };
        for power in [0.5, 1.0, 1.3] {
            assert!((of(power) - power).abs() < 1e-9);
        }
    }
}
