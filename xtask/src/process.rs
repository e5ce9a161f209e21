//! How is a child run that may take too long or too much?
use crate::corpus::memory;
use std::{
    io::Read,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a look at a child waits for the next one.
const PAUSE: Duration = Duration::from_millis(1);

/// What a child may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// When it is ended at the latest.
    pub until: Instant,
    /// The most memory, in bytes.
    pub memory: u64,
}

/// How a child ended.
pub(crate) struct Ended {
    /// What it wrote to its standard output.
    pub output: String,
    /// The end of what it wrote to its standard error.
    pub errors: String,
    /// How long it ran.
    pub seconds: f64,
}

/// Runs a program to its end. What it says in the case of failure is in the message.
pub(crate) fn run(command: &mut Command, limits: Limits) -> Result<Ended, String> {
    let start = Instant::now();
    // A group of its own, so that cargo's children are ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|cause| format!("{}: {cause}", command.get_program().display()))?;
    let output = collect(child.stdout.take());
    let errors = collect(child.stderr.take());
    let outcome = wait(&mut child, limits);
    let seconds = start.elapsed().as_secs_f64();
    let output = output.join().unwrap_or_default();
    let errors = errors.join().unwrap_or_default();
    match outcome {
        Ok(true) => Ok(Ended {
            output,
            errors,
            seconds,
        }),
        Ok(false) => Err(last_lines(&errors)),
        Err(why) => Err(why),
    }
}

fn collect(from: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut from) = from {
            let _ = from.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Whether it ended well.
fn wait(child: &mut Child, limits: Limits) -> Result<bool, String> {
    let process = child.id().to_string();
    let mut looks: u32 = 0;
    loop {
        if let Some(status) = child.try_wait().map_err(|cause| cause.to_string())? {
            return Ok(status.success());
        }
        if Instant::now() > limits.until {
            end(child);
            return Err("took longer than it may".to_owned());
        }
        looks += 1;
        if looks.is_multiple_of(32) && memory::resident(&process) > Some(limits.memory) {
            end(child);
            return Err("took more memory than it may".to_owned());
        }
        thread::sleep(PAUSE);
    }
}

/// Ends a child, and those that it started.
fn end(child: &mut Child) {
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    let _ = child.kill();
    let _ = child.wait();
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let last = lines.get(lines.len().saturating_sub(8)..);
    last.unwrap_or_default().join("\n")
}
