//! Between cargo and `rustc`: what does `rustc` take for one crate?
//!
//! Cargo runs this program in place of the compiler (`RUSTC_WRAPPER`), with the compiler as its first argument. It runs the
//! compiler, and if the crate is the one that is asked about, writes down what the compiler took.
use super::{generation::bytes, record::Compiled};
use crate::{corpus::memory, terminal::say};
use std::{
    env,
    ffi::OsString,
    fs,
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Names the file that figures are written to. This program is a compiler where it is set.
pub(super) const FILE: &str = "OASMITH_BENCH_COMPILER";

/// Names the crate that figures are wanted of.
pub(super) const CRATE: &str = "OASMITH_BENCH_CRATE";

/// How often the compiler's memory is looked at. Its peak never falls, so only the very end can be missed.
const PAUSE: Duration = Duration::from_millis(5);

/// Compiles, if cargo asked this program to; none if it did not.
#[must_use]
pub fn run() -> Option<ExitCode> {
    let file = env::var_os(FILE)?;
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let outcome = compile(&compiler, &arguments, &file);
    Some(outcome.unwrap_or_else(|cause| {
        say(&format!("{}: {cause}", compiler.display()));
        ExitCode::FAILURE
    }))
}

fn compile(
    compiler: &OsString,
    arguments: &[OsString],
    file: &OsString,
) -> std::io::Result<ExitCode> {
    let wanted = env::var_os(CRATE);
    let name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1);
    let start = Instant::now();
    // Cargo and `rustc` talk through the jobserver, whose descriptors a child inherits.
    let mut child = Command::new(compiler)
        .args(arguments)
        .stdin(Stdio::inherit())
        .spawn()?;
    let (status, memory) = watch(&mut child)?;
    if wanted.is_some() && name == wanted.as_ref() {
        let took = Compiled::Took {
            cpu: children().unwrap_or_default(),
            wall: start.elapsed().as_secs_f64(),
            memory,
        };
        fs::write(file, serde_json::to_string(&took)?)?;
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Waits for the compiler, and gives the most memory that it held.
fn watch(child: &mut Child) -> std::io::Result<(std::process::ExitStatus, u64)> {
    let process = child.id().to_string();
    let mut most = 0;
    loop {
        most = most.max(memory::peak(&process).unwrap_or_default());
        if let Some(status) = child.try_wait()? {
            return Ok((status, most));
        }
        thread::sleep(PAUSE);
    }
}

/// The seconds of processors that all children of this process took that have ended, and theirs.
fn children() -> Option<f64> {
    parse(&fs::read_to_string("/proc/self/stat").ok()?)
}

/// `cutime` and `cstime`, which are the fourteenth and fifteenth figure behind the name of the program. Linux counts
/// hundredths of seconds here on all machines that this runs on.
fn parse(stat: &str) -> Option<f64> {
    let (_, behind) = stat.rsplit_once(") ")?;
    let mut figures = behind.split(' ').skip(13);
    let user: u64 = figures.next()?.parse().ok()?;
    let system: u64 = figures.next()?.parse().ok()?;
    Some(bytes(user + system) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_children_is_found_behind_any_name() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194560 1 2 3 4 11 12 1300 250 20 0 1 0 99";
        assert_eq!(parse(stat), Some(15.5));
        assert_eq!(parse("7 (x"), None);
    }
}
