//! How do several workers share the documents, and what happens to one that does not behave?
use super::{
    memory,
    protocol::{Answer, Job, WORKER},
    record::{Made, Outcome, cut},
};
use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

/// How often a worker's memory and time are looked at.
const POLL: Duration = Duration::from_millis(25);

/// A worker that still holds more than this after a document is replaced, so that the memory that the allocator
/// keeps is not counted against the next one.
const KEPT: u64 = 256 << 20;

/// Who works, and what a document may take.
#[derive(Debug, Clone)]
pub struct Pool {
    /// The program that is a worker when it is called with [`WORKER`].
    pub program: PathBuf,
    /// How many workers there are.
    pub jobs: usize,
    /// How many threads each of them has.
    pub threads: usize,
    /// How long a document may take.
    pub time: Duration,
    /// How many bytes a worker may hold.
    pub memory: u64,
}

/// What came of some jobs.
#[derive(Debug, Default)]
pub struct Outcomes {
    /// For each job, by its id.
    pub made: Vec<(usize, Made)>,
    /// The most that all workers held at one time, in bytes, as far as looking now and then tells.
    pub memory: u64,
}

/// What all threads share.
struct Shared<'p> {
    pool: &'p Pool,
    jobs: Mutex<VecDeque<Job>>,
    /// What each worker holds now.
    held: Vec<AtomicU64>,
    most: AtomicU64,
}

impl Pool {
    /// Has all jobs done. `progress` is called with each that is done, from the thread of the caller.
    ///
    /// # Errors
    ///
    /// When a worker can not be started.
    pub fn run(
        &self,
        jobs: Vec<Job>,
        mut progress: impl FnMut(usize, &Made),
    ) -> Result<Outcomes, String> {
        let shared = Shared {
            pool: self,
            jobs: Mutex::new(jobs.into()),
            held: (0..self.jobs.max(1)).map(|_| AtomicU64::new(0)).collect(),
            most: AtomicU64::new(0),
        };
        let mut outcomes = Outcomes::default();
        thread::scope(|scope| {
            let (send, receive) = channel();
            let threads: Vec<_> = (0..self.jobs.max(1))
                .map(|slot| {
                    let send = send.clone();
                    let shared = &shared;
                    scope.spawn(move || shared.work(slot, &send))
                })
                .collect();
            drop(send);
            for (id, made) in receive {
                progress(id, &made);
                outcomes.made.push((id, made));
            }
            for thread in threads {
                match thread.join() {
                    Ok(Ok(())) => {}
                    Ok(Err(message)) => return Err(message),
                    Err(_) => return Err("a thread that watches a worker panicked".to_owned()),
                }
            }
            Ok(())
        })?;
        outcomes.made.sort_by_key(|(id, _)| *id);
        outcomes.memory = shared.most.load(Ordering::Relaxed);
        Ok(outcomes)
    }
}

impl Shared<'_> {
    fn work(&self, slot: usize, send: &Sender<(usize, Made)>) -> Result<(), String> {
        let mut worker: Option<Worker> = None;
        loop {
            let job = self
                .jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            let Some(job) = job else { return Ok(()) };
            let mut current = match worker.take() {
                Some(worker) => worker,
                None => Worker::start(self.pool)?,
            };
            let (made, is_usable) = self.attend(slot, &mut current, &job);
            self.hold(slot, 0);
            if is_usable {
                worker = Some(current);
            }
            // The receiver is there as long as there are senders.
            let _ = send.send((job.id, made));
        }
    }

    /// Gives a job to a worker and watches it. Whether it can take another one afterwards comes along.
    fn attend(&self, slot: usize, worker: &mut Worker, job: &Job) -> (Made, bool) {
        let start = Instant::now();
        if let Err(message) = worker.give(job) {
            return (Made::of(worker.died(&message), 0.0), false);
        }
        loop {
            let seconds = start.elapsed();
            match worker.answers.recv_timeout(POLL) {
                Ok(answer) => {
                    self.hold(slot, answer.made.memory.unwrap_or_default());
                    let is_usable = answer.resident.is_none_or(|held| held < KEPT);
                    return (answer.made, is_usable);
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return (Made::of(worker.died(""), seconds.as_secs_f64()), false);
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let held = memory::resident(&worker.process.id().to_string());
            self.hold(slot, held.unwrap_or_default());
            let outcome = if seconds > self.pool.time {
                Outcome::Overtime {
                    limit: self.pool.time.as_secs_f64(),
                }
            } else if held.is_some_and(|held| held > self.pool.memory) {
                Outcome::Overmemory {
                    limit: self.pool.memory,
                }
            } else {
                continue;
            };
            let mut made = Made::of(outcome, seconds.as_secs_f64());
            made.memory = held;
            return (made, false);
        }
    }

    /// Notes what a worker holds.
    fn hold(&self, slot: usize, bytes: u64) {
        if let Some(held) = self.held.get(slot) {
            held.store(bytes, Ordering::Relaxed);
        }
        let all = self
            .held
            .iter()
            .map(|held| held.load(Ordering::Relaxed))
            .sum();
        self.most.fetch_max(all, Ordering::Relaxed);
    }
}

/// A process that takes documents; it ends with this value.
struct Worker {
    process: Child,
    input: Option<ChildStdin>,
    answers: Receiver<Answer>,
    /// The last that it said on standard error.
    said: Arc<Mutex<String>>,
}

impl Worker {
    fn start(pool: &Pool) -> Result<Self, String> {
        let mut process = Command::new(&pool.program)
            .arg(WORKER)
            .env("RAYON_NUM_THREADS", pool.threads.max(1).to_string())
            // Few arenas: memory that one thread freed is there for all, so the peak is what a document takes.
            .env("MALLOC_ARENA_MAX", "2")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|cause| format!("{}: {cause}", pool.program.display()))?;
        let (send, answers) = channel();
        if let Some(output) = process.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    let Ok(answer) = serde_json::from_str(&line) else {
                        return;
                    };
                    if send.send(answer).is_err() {
                        return;
                    }
                }
            });
        }
        let said = Arc::new(Mutex::new(String::new()));
        if let Some(errors) = process.stderr.take() {
            let said = Arc::clone(&said);
            thread::spawn(move || listen(errors, &said));
        }
        Ok(Self {
            input: process.stdin.take(),
            process,
            answers,
            said,
        })
    }

    fn give(&mut self, job: &Job) -> Result<(), String> {
        let mut line = serde_json::to_vec(job).map_err(|cause| cause.to_string())?;
        line.push(b'\n');
        let input = self.input.as_mut().ok_or("it takes no jobs")?;
        input
            .write_all(&line)
            .and_then(|()| input.flush())
            .map_err(|cause| cause.to_string())
    }

    /// How it ended.
    fn died(&mut self, cause: &str) -> Outcome {
        let _ = self.process.kill();
        let status = self
            .process
            .wait()
            .map_or_else(|cause| cause.to_string(), |status| status.to_string());
        // The end of its words may still be on its way.
        thread::sleep(POLL);
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let words = [cause, &status, said.trim()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        Outcome::Died {
            message: cut(&words.join("; ")),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Keeps the last that is said.
fn listen(mut errors: impl Read, said: &Mutex<String>) {
    let mut buffer = [0; 4096];
    while let Ok(count) = errors.read(&mut buffer) {
        if count == 0 {
            return;
        }
        let text = String::from_utf8_lossy(buffer.get(..count).unwrap_or_default()).into_owned();
        *said.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }
}
