//! What does the child do that is measured? It takes one document, once, so that its memory is that of the document.
use super::record::{Phases, Run};
use crate::{
    corpus::{generator, memory, protocol::Job},
    terminal::say,
};
use oasmith::{output::Files, phase::Phase};
use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The argument that makes the program a worker.
pub const WORKER: &str = "bench-worker";

/// What a worker is to do.
#[derive(Debug, Clone, clap::Args)]
pub struct Worker {
    /// The document, as JSON: what a worker of `corpus` reads.
    job: String,
    /// Generate and do nothing else, for those who count instructions.
    #[arg(long)]
    pub(super) only: bool,
}

/// Takes the document.
#[must_use]
pub fn run(worker: &Worker) -> ExitCode {
    match measured(worker) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say(&message);
            ExitCode::FAILURE
        }
    }
}

fn measured(worker: &Worker) -> Result<(), String> {
    let job: Job = serde_json::from_str(&worker.job).map_err(|cause| cause.to_string())?;
    let bytes = fs::read(&job.path).map_err(|cause| format!("{}: {cause}", job.path.display()))?;
    if worker.only {
        let generated = generator::generate(&job, &bytes, "subject")?;
        return generated.files.map(|_| ()).ok_or_else(refused);
    }
    let start = Instant::now();
    let begun: Mutex<Vec<(Phase, Instant)>> = Mutex::default();
    let generated = generator::generate_watched(&job, &bytes, "subject", &|phase| {
        let mut begun = begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.push((phase, Instant::now()));
    })?;
    let end = Instant::now();
    let cpu = cpu().unwrap_or_default();
    let memory = memory::peak("self");
    let files = generated.files.as_ref().ok_or_else(refused)?;
    let begun = begun.into_inner().unwrap_or_else(PoisonError::into_inner);
    let report = generated.report();
    let run = Run {
        operations: report.operations,
        models: report.types,
        files: files.len(),
        lines: Files::iter(files)
            .map(|(_, text)| text.lines().count())
            .sum(),
        seconds: (end - start).as_secs_f64(),
        cpu,
        phases: phases(&begun, end),
        // The parent knows.
        process: 0.0,
        memory,
    };
    let mut line = serde_json::to_vec(&run).map_err(|cause| cause.to_string())?;
    line.push(b'\n');
    io::stdout()
        .write_all(&line)
        .map_err(|cause| cause.to_string())
}

/// The seconds that the threads of this process were on a processor. Those that ended do not count: here, none has.
fn cpu() -> Option<f64> {
    let mut nanoseconds = 0;
    for thread in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += text.split(' ').next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_nanos(nanoseconds).as_secs_f64())
}

fn refused() -> String {
    "the document has an error: no code is generated from it".to_owned()
}

/// A phase lasts until the next one begins, or the end.
fn phases(begun: &[(Phase, Instant)], end: Instant) -> Phases {
    let mut phases = Phases::default();
    let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([end]);
    for ((phase, at), end) in begun.iter().zip(ends) {
        *phases.of(*phase) += (end - *at).as_secs_f64();
    }
    phases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_lasts_until_the_next_and_may_come_again() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let begun = [
            (Phase::Source, at(0)),
            (Phase::Emit, at(2)),
            (Phase::Output, at(3)),
            (Phase::Emit, at(7)),
        ];
        let phases = phases(&begun, at(12));
        assert!((phases.source - 2.0).abs() < 1e-9);
        assert!((phases.emit - 6.0).abs() < 1e-9);
        assert!((phases.output - 4.0).abs() < 1e-9);
    }
}
