//! `oasmith explain`: what the codes of reports mean.
use crate::{arguments::Explain, terminal::answer};
use oasmith::diag::{Code, Severity};
use std::process::ExitCode;

/// The widest line of an explanation, in characters.
const WIDTH: usize = 90;

pub(crate) fn run(arguments: &Explain) -> ExitCode {
    match arguments.code {
        Some(code) => answer(&entry(code)),
        None => answer(&list()),
    }
    ExitCode::SUCCESS
}

/// All that the catalogue says about a code.
fn entry(code: Code) -> String {
    let entry = code.entry();
    let name = entry.name;
    let choices = match entry.severity {
        Severity::Error => "Nothing is written for a document with an error.".to_owned(),
        Severity::Warning | Severity::Note => format!(
            "`--deny {name}` writes nothing when it is found, `--allow {name}` does not show it."
        ),
    };
    let mut text = format!("{}[{name}]: {}\n", entry.severity.name(), entry.what);
    for (heading, sentences) in [
        ("Why", entry.why),
        ("What is done", entry.done),
        ("How to fix it", entry.fix),
        ("In the command", &choices),
    ] {
        text.push_str(&format!("\n{heading}\n"));
        text.push_str(&wrapped(sentences));
    }
    text
}

/// The same text in lines of a readable width, indented.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let fits = |line: &&mut String| {
            line.is_empty() || line.chars().count() + 1 + word.chars().count() <= WIDTH
        };
        match lines.last_mut().filter(fits) {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("    {line}\n")).collect()
}

/// All codes, a line each.
fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.name().len()).max();
    let width = width.unwrap_or_default();
    let line = |code: &Code| {
        let entry = code.entry();
        format!(
            "{:<width$}  {:<7}  {}\n",
            entry.name,
            entry.severity.name(),
            entry.what
        )
    };
    Code::ALL.iter().map(line).collect()
}
