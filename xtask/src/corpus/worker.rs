//! What does a worker do? It takes documents from standard input, one by one, and says what came of each.
//!
//! A worker is a process of its own since nothing else can be ended when it takes too long or too much memory, or
//! survives an overflow of the stack. A panic is caught, with its message and place.
#[cfg(feature = "round-trip")]
use super::round_trip;
use super::{
    generator, memory,
    protocol::{Answer, Job, Task},
    record::{Made, Outcome, cut},
    stability,
};
use std::{
    fs,
    io::{self, BufRead, Write},
    panic,
    process::ExitCode,
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// The last panic: its message and its place.
static PANIC: Mutex<Option<(String, String)>> = Mutex::new(None);

/// Works until there are no more jobs.
#[must_use]
pub fn run() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let owned = payload.downcast_ref::<String>().map(String::as_str);
        let message = payload.downcast_ref::<&str>().copied().or(owned);
        let message = message.unwrap_or("a panic without a message");
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // The first panic is the cause; others follow from it on other threads.
        PANIC
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert_with(|| (cut(message), place));
    }));
    match work(io::stdin().lock(), io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn work(jobs: impl BufRead, mut answers: impl Write) -> io::Result<()> {
    for line in jobs.lines() {
        let job: Job = serde_json::from_str(&line?)?;
        let answer = Answer {
            id: job.id,
            made: carry_out(&job),
            resident: memory::resident("self"),
        };
        let mut line = serde_json::to_vec(&answer)?;
        line.push(b'\n');
        answers.write_all(&line)?;
        answers.flush()?;
    }
    Ok(())
}

fn carry_out(job: &Job) -> Made {
    let _ = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    let is_reset = memory::reset_peak();
    let before = memory::resident("self");
    let start = Instant::now();
    let outcome = panic::catch_unwind(|| one(job));
    let seconds = start.elapsed().as_secs_f64();
    let mut made = match outcome {
        Ok(Ok(made)) => made,
        Ok(Err(message)) => Made::of(Outcome::Failed { message }, seconds),
        Err(_) => Made::of(panicked(), seconds),
    };
    // Where the peak can not be forgotten it is that of all documents so far, so what is held now says more.
    made.memory = if is_reset {
        memory::peak("self")
    } else {
        memory::resident("self").max(before)
    };
    made
}

fn panicked() -> Outcome {
    let (message, place) = PANIC
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
        .unwrap_or_default();
    Outcome::Panicked { message, place }
}

fn one(job: &Job) -> Result<Made, String> {
    match &job.task {
        Task::Generate => generate(job, "subject", |_, _| Ok(())),
        Task::Write { to, package } => {
            generate(job, package, |_, generated| generator::write(generated, to))
        }
        #[cfg(feature = "round-trip")]
        Task::Plan { to, package } => generate(job, package, |bytes, generated| {
            generator::write(generated, to)?;
            round_trip::plan(generated, bytes, package, to)
        }),
        #[cfg(feature = "round-trip")]
        Task::RoundTrip {
            folder,
            program,
            seconds,
        } => {
            let limit = Duration::from_secs_f64(*seconds);
            let found = round_trip::carry_out(folder, program, &read(job)?, limit)?;
            let mut made = Made::of(Outcome::Generated, 0.0);
            made.round_trip = Some(found);
            Ok(made)
        }
        #[cfg(not(feature = "round-trip"))]
        Task::Plan { .. } | Task::RoundTrip { .. } => Err(super::WITHOUT_ROUND_TRIP.to_owned()),
        Task::Stability { seed } => stability::made(job, &read(job)?, *seed),
        Task::Hang => loop {
            thread::sleep(Duration::from_secs(1));
        },
        Task::Grow => Ok(grow()),
        Task::Panic => deliberate_panic(),
        Task::Exit => std::process::exit(7),
    }
}

#[expect(clippy::panic, reason = "a test of what is kept of a panic")]
fn deliberate_panic() -> ! {
    panic!("a panic that was asked for")
}

/// Takes memory, 16 MiB at a time.
fn grow() -> Made {
    let mut held: Vec<Vec<u8>> = Vec::new();
    loop {
        held.push(vec![1; 16 << 20]);
        thread::sleep(Duration::from_millis(10));
        // An end that no limit in use reaches, lest the test takes the machine down when nobody ends it.
        if held.len() > 512 {
            return Made::of(Outcome::Generated, 0.0);
        }
    }
}

fn read(job: &Job) -> Result<Vec<u8>, String> {
    fs::read(&job.path).map_err(|cause| format!("{}: {cause}", job.path.display()))
}

fn generate(
    job: &Job,
    package: &str,
    then: impl FnOnce(&[u8], &generator::Generated) -> Result<(), String>,
) -> Result<Made, String> {
    let bytes = read(job)?;
    let start = Instant::now();
    let generated = generator::generate(job, &bytes, package);
    let seconds = start.elapsed().as_secs_f64();
    let generated = match generated {
        Ok(generated) => generated,
        Err(message) => {
            return Ok(Made::of(
                Outcome::Defect {
                    message: cut(&message),
                },
                seconds,
            ));
        }
    };
    if generated.files.is_some() {
        then(&bytes, &generated)?;
    }
    Ok(generator::record(&generated, seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_answered_in_its_turn() {
        let job = |id: usize| Job {
            id,
            name: "missing.json".to_owned(),
            path: "no-such-folder/missing.json".into(),
            folder: ".".into(),
            task: Task::Generate,
        };
        let lines: String = [3, 1]
            .iter()
            .map(|id| serde_json::to_string(&job(*id)).unwrap() + "\n")
            .collect();
        let mut answers = Vec::new();
        work(lines.as_bytes(), &mut answers).unwrap();
        let answers: Vec<Answer> = answers
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        assert_eq!(
            answers.iter().map(|answer| answer.id).collect::<Vec<_>>(),
            [3, 1]
        );
        assert!(answers.iter().all(|answer| matches!(&answer.made.outcome, Outcome::Failed { message } if message.contains("missing.json"))));
    }

    #[test]
    fn what_is_no_job_ends_the_worker() {
        assert!(work(&b"no job\n"[..], Vec::new()).is_err());
    }
}
