//! The program that reads samples into the types of a crate and writes them back: its text, and how it is run.
use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// How many times a program is started anew after a sample that ended it.
const MOST_STARTS: usize = 20;

/// What the program says of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was read; this was written.
    Written(String),
    /// It was refused: the path to the fault, and the message.
    Refused(String, String),
    /// The program panicked, ended or did not answer: how.
    Crashed(String),
}

/// What of the runtime the program may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Runtime {
    /// There is none.
    #[default]
    None,
    /// There is one.
    Some,
    /// There is one, with what reads values in all their spellings.
    Tolerant,
}

/// Where what finds the path to a fault comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paths {
    /// The program has it.
    #[default]
    Own,
    /// The runtime does, and knows of faults inside unions.
    OfRuntime,
}

/// Whether types can be validated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Validated {
    /// None of them.
    #[default]
    None,
    /// Those that are sent.
    Some,
}

/// What the program uses of the crate.
#[derive(Debug, Clone, Copy, Default)]
pub struct Uses {
    /// The runtime.
    pub runtime: Runtime,
    /// What finds the path to a fault.
    pub paths: Paths,
    /// The rules.
    pub validated: Validated,
}

/// What tells the types that can be validated from others: these have the method of the trait alone.
const CHECKED: &str = "
struct Checked<'a, T>(&'a T);

impl<T: Validate> Checked<'_, T> {
    fn found(&self) -> ::std::option::Option<Violations> {
        validate_value(self.0).err()
    }
}

trait Unchecked {
    fn found(&self) -> ::std::option::Option<Violations> {
        ::std::option::Option::None
    }
}

impl<T> Unchecked for Checked<'_, T> {}

fn broken(found: &Violations) -> ::std::string::String {
    let path = found.iter().next().map_or(\"\", Violation::path);
    format!(\"R{path}\\tagainst the rules: {found}\").replace(['\\n', '\\r'], \" \")
}
";

/// Reads as clients read members and bodies. Of two methods of one name, the one that needs no borrow more is taken.
const TOLERANT: &str = "\
trait Tolerantly1<T> {
    fn read(&self, text: &str) -> Result<T, ::serde_json::Error>;
}
impl<T: for<'de> Tolerant<'de>> Tolerantly1<T> for Probe<T> {
    fn read(&self, text: &str) -> Result<T, ::serde_json::Error> {
        ::serde_json::from_str(text).map(tolerant::<T>)
    }
}
trait Plainly1<T> {
    fn read(&self, text: &str) -> Result<T, ::serde_json::Error>;
}
impl<T: ::serde::de::DeserializeOwned> Plainly1<T> for &Probe<T> {
    fn read(&self, text: &str) -> Result<T, ::serde_json::Error> {
        self.plainly(text)
    }
}
";

/// The file that knows the path to a fault, as clients have it; what is generated from a document without operations
/// does not have it.
pub const JSON_PATH: &str = include_str!("../../../../codegen/runtime/src/json_path.rs");

/// The text of the program of a crate, given the types that samples name by their position.
#[must_use]
pub fn source(package: &str, uses: Uses, types: &[String]) -> String {
    let Uses {
        runtime,
        paths,
        validated,
    } = uses;
    let arms = arms(uses, types);
    let checked = match validated {
        Validated::None => "",
        Validated::Some => CHECKED,
    };
    let runtime_use = match runtime {
        Runtime::None => String::new(),
        Runtime::Some | Runtime::Tolerant => format!("use {package}::runtime::*;\n"),
    };
    let (own, json_path) = match paths {
        Paths::Own => ("mod json_path;\n", "json_path::json_path"),
        Paths::OfRuntime => ("", "json_path"),
    };
    let tolerant = match runtime {
        Runtime::None | Runtime::Some => "",
        Runtime::Tolerant => TOLERANT,
    };
    format!(
        r#"//! Reads samples and writes them back.
#![allow(unused_imports, dead_code, ambiguous_glob_imports)]
{own}use {package}::api::*;
{runtime_use}use ::std::collections::{{BTreeMap, BTreeSet}};
use ::std::io::{{BufRead as _, Write as _}};
use ::std::marker::PhantomData;
use ::std::result::Result;

struct Probe<T>(PhantomData<T>);
impl<T: ::serde::de::DeserializeOwned> Probe<T> {{
    fn plainly(&self, text: &str) -> Result<T, ::serde_json::Error> {{
        ::serde_json::from_str(text)
    }}
}}
{tolerant}{checked}
fn through<T: ::serde::Serialize>(
    text: &str,
    read: Result<T, ::serde_json::Error>,
    check: fn(&T) -> ::std::option::Option<::std::string::String>,
) -> ::std::string::String {{
    match read {{
        Ok(value) => match (check(&value), ::serde_json::to_string(&value)) {{
            (Some(broken), _) => broken,
            (None, Ok(text)) => format!("W{{text}}"),
            (None, Err(cause)) => format!("R\tnot written: {{cause}}"),
        }},
        Err(cause) => {{
            let path = {json_path}(text.as_bytes(), cause.line(), cause.column());
            format!("R{{path}}\t{{cause}}").replace(['\n', '\r'], " ")
        }}
    }}
}}

fn answer(index: usize, text: &str) -> ::std::string::String {{
    match index {{
{arms}        _ => unreachable!(),
    }}
}}

fn main() {{
    ::std::panic::set_hook(Box::new(|_| {{}}));
    let mut out = ::std::io::stdout().lock();
    for line in ::std::io::stdin().lock().lines() {{
        let line = line.unwrap_or_default();
        let (index, text) = line.split_once('\t').unwrap_or_default();
        let index = index.parse().unwrap_or(usize::MAX);
        let said = ::std::panic::catch_unwind(|| answer(index, text));
        let said = said.unwrap_or_else(|_| "P".to_owned());
        let _ = writeln!(out, "{{said}}");
        let _ = out.flush();
    }}
}}
"#
    )
}

/// What is done with a sample of each type.
fn arms(uses: Uses, types: &[String]) -> String {
    let check = match uses.validated {
        Validated::None => "|_| None",
        Validated::Some => "|it| Checked(it).found().map(|it| broken(&it))",
    };
    let read = match uses.runtime {
        Runtime::Tolerant => "read",
        Runtime::None | Runtime::Some => "plainly",
    };
    let mut arms = String::new();
    for (index, ty) in types.iter().enumerate() {
        let _ = writeln!(
            arms,
            "        {index} => through(text, (&Probe::<{ty}>(PhantomData)).{read}(text), {check}),"
        );
    }
    arms
}

/// Runs the program with samples, each the position of its type and a text.
///
/// # Errors
///
/// When the program can not be started.
pub fn run(
    program: &Path,
    samples: &[(usize, String)],
    limit: Duration,
) -> Result<Vec<Answer>, String> {
    let mut answers: Vec<Answer> = Vec::new();
    for _ in 0..MOST_STARTS {
        let rest = samples.get(answers.len()..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let cause = run_once(program, rest, limit, &mut answers)?;
        if answers.len() < samples.len() {
            answers.push(Answer::Crashed(cause));
        }
    }
    answers.resize(
        samples.len(),
        Answer::Crashed("not run: too many others crashed".to_owned()),
    );
    Ok(answers)
}

/// Runs it until it ends; how it ended.
fn run_once(
    program: &Path,
    samples: &[(usize, String)],
    limit: Duration,
    answers: &mut Vec<Answer>,
) -> Result<String, String> {
    let failed = |cause: std::io::Error| format!("{}: {cause}", program.display());
    let mut process = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let input = process.stdin.take();
    let output = process.stdout.take();
    let lines: String = samples
        .iter()
        .map(|(index, text)| format!("{index}\t{text}\n"))
        .collect();
    let (send, receive) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // A program that ends takes no more; that is seen from what it says.
            if let Some(mut input) = input {
                let _ = input.write_all(lines.as_bytes());
            }
        });
        scope.spawn(move || {
            for line in BufReader::new(output?).lines() {
                send.send(line.ok()?).ok()?;
            }
            Some(())
        });
        let start = Instant::now();
        let first = answers.len();
        let mut cause = None;
        while answers.len() - first < samples.len() {
            let left = limit.saturating_sub(start.elapsed());
            match receive.recv_timeout(left) {
                Ok(line) => answers.push(said(&line)),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    cause = Some("it took too long".to_owned());
                    break;
                }
            }
        }
        let ended = end(&mut process);
        Ok(cause.unwrap_or(ended))
    })
}

fn end(process: &mut Child) -> String {
    // One that has said all ends by itself when its input does; one that hangs does not.
    let _ = process.kill();
    process.wait().map_or_else(
        |cause| cause.to_string(),
        |status| format!("ended: {status}"),
    )
}

fn said(line: &str) -> Answer {
    if let Some(text) = line.strip_prefix('W') {
        return Answer::Written(text.to_owned());
    }
    match line
        .strip_prefix('R')
        .and_then(|rest| rest.split_once('\t'))
    {
        Some((path, message)) => Answer::Refused(path.to_owned(), message.to_owned()),
        None => Answer::Crashed("a panic".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_answers() {
        assert_eq!(said("W{}"), Answer::Written("{}".to_owned()));
        let refused = Answer::Refused("a[0]".to_owned(), "why\tnot".to_owned());
        assert_eq!(said("Ra[0]\twhy\tnot"), refused);
        assert_eq!(said("P"), Answer::Crashed("a panic".to_owned()));
    }

    #[test]
    fn a_program_that_ends_is_started_anew_for_the_next_sample() {
        let answers = run(
            Path::new("/bin/false"),
            &[(0, "1".to_owned()), (0, "2".to_owned())],
            Duration::from_secs(5),
        );
        let answers = answers.unwrap();
        assert_eq!(answers.len(), 2);
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer, Answer::Crashed(_)))
        );
    }

    #[test]
    fn each_type_has_its_arm() {
        let text = source(
            "pets",
            Uses {
                runtime: Runtime::Some,
                paths: Paths::Own,
                validated: Validated::None,
            },
            &["Vec<models::Pet>".to_owned()],
        );
        assert!(
            text.contains("        0 => through(text, (&Probe::<Vec<models::Pet>>(PhantomData)).plainly(text), |_| None),\n"),
            "{text}"
        );
        assert!(text.contains("use pets::runtime::*;"), "{text}");
        assert!(!source("pets", Uses::default(), &[]).contains("::runtime"));
        let types = ["models::Pet".to_owned()];
        let uses = Uses {
            runtime: Runtime::Some,
            paths: Paths::Own,
            validated: Validated::Some,
        };
        let text = source("pets", uses, &types);
        assert!(
            text.contains("plainly(text), |it| Checked(it).found()"),
            "{text}"
        );
    }
}
