//! The program that makes the calls: its text, what is added to the manifest of its crate, and how it is run.
use oasmith::{
    emit::{Callable, Called, CalledArgument, Held},
    ir::{Requirement, Scheme, SchemeKind},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

/// What the program is asked: a line of JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The position of the operation.
    pub operation: usize,
    /// Where the server is.
    pub url: String,
    /// The header `Prefer`.
    pub prefer: Option<String>,
    /// The values of the arguments by their names, each as the text of JSON.
    pub given: BTreeMap<String, String>,
}

/// What it says: a line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What came of the call.
    pub kind: Kind,
    /// The text of the error.
    pub message: String,
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It gave its value.
    Success,
    /// It gave an error that the document describes.
    Api,
    /// The status is not in the document.
    Undocumented,
    /// The body could not be read.
    Undecodable,
    /// No answer came.
    Transport,
    /// The request could not be built.
    Request,
    /// Another error of the client.
    Other,
    /// A sample could not be read into the type of its argument.
    Sample,
    /// The client could not be set up, or the program panicked, ended or did not answer.
    Crashed,
}

/// The type of a file, which is a part of a body.
pub const FILE: &str = "runtime::File";

/// The type of several of them.
pub const FILES: &str = "Vec<runtime::File>";

/// The parts of the program that are the same for all documents.
const FRAME: &str = include_str!("program.txt");

/// The text of the program of a crate.
#[must_use]
pub fn source(package: &str, callable: &Callable) -> String {
    let mut modules = BTreeSet::new();
    let mut calls = String::new();
    let mut arms = String::new();
    for (number, called) in callable.operations.iter().enumerate() {
        modules.extend(called.ident.split("::").next());
        let paths = called.arguments.iter().map(|argument| &argument.path);
        if paths.clone().any(|path| path.contains("models::")) {
            modules.insert("models");
        }
        call(&mut calls, number, called);
        let _ = writeln!(arms, "        {number} => call_{number}(&core, given),");
    }
    let modules: Vec<&str> = modules.into_iter().collect();
    let credentials: String = callable.schemes.iter().map(credential).collect();
    FRAME
        .replace("/*PACKAGE*/", package)
        .replace("/*MODULES*/", &modules.join(", "))
        .replace("/*CREDENTIALS*/", &credentials)
        .replace("/*ARMS*/", &arms)
        .replace("/*CALLS*/", &calls)
}

fn call(text: &mut String, number: usize, called: &Called) {
    let is_required = |argument: &&CalledArgument| argument.requirement == Requirement::Required;
    let required: Vec<String> = called
        .arguments
        .iter()
        .filter(is_required)
        .map(|argument| {
            let read = read(argument);
            let value = held(argument, &format!("need({read})?"));
            format!("        {value},\n")
        })
        .collect();
    let ident = &called.ident;
    let made = if required.is_empty() {
        format!("{ident}::default()")
    } else {
        format!("{ident}::new(\n{}    )", required.concat())
    };
    let _ = writeln!(
        text,
        "fn call_{number}(core: &Core, given: &Given) -> ::std::result::Result<Said, String> {{\n    let mut operation = {made};"
    );
    for argument in called.arguments.iter().filter(|it| !is_required(it)) {
        let (name, read, value) = (&argument.name, read(argument), held(argument, "value"));
        let _ = writeln!(
            text,
            "    if let Some(value) = {read}? {{\n        operation.{name} = Some({value});\n    }}"
        );
    }
    text.push_str("    Ok(said(core.call(operation).send()))\n}\n\n");
}

/// Reading the value of an argument as what it is when it is owned.
fn read(argument: &CalledArgument) -> String {
    let ty = match argument.path.as_str() {
        "Bytes" | FILE => "String",
        FILES => "Vec<String>",
        other => other,
    };
    format!("read::<{ty}>(given, {:?})", argument.name)
}

/// That value as the field holds it.
fn held(argument: &CalledArgument, value: &str) -> String {
    let value = match argument.path.as_str() {
        "Bytes" => format!("Bytes::from({value})"),
        FILE => format!("File::from({value})"),
        FILES => format!("{value}.into_iter().map(File::from).collect::<Vec<_>>()"),
        _ => value.to_owned(),
    };
    match argument.held {
        Held::Value => value,
        Held::Reference => format!("kept({value})"),
        Held::NullableReference => format!("kept({value}).as_ref()"),
        Held::Texts => format!("texts({value})"),
    }
}

/// A credential of each scheme.
fn credential(scheme: &Scheme) -> String {
    let value = match &scheme.kind {
        SchemeKind::Bearer => "Credential::bearer(\"secret\")".to_owned(),
        SchemeKind::Http(name) => format!("Credential::http({name:?}, \"secret\")"),
        SchemeKind::Basic => "Credential::basic(\"user\", \"secret\")".to_owned(),
        SchemeKind::ApiKeyHeader(name) => {
            format!("Credential::api_key_header({name:?}, \"secret\")")
        }
        SchemeKind::ApiKeyQuery(name) => format!("Credential::api_key_query({name:?}, \"secret\")"),
        SchemeKind::ApiKeyCookie(name) => {
            format!("Credential::api_key_cookie({name:?}, \"secret\")")
        }
    };
    format!("    core.credential({:?}, {value});\n", scheme.name)
}

/// The manifest of a crate with what the program needs.
#[must_use]
pub fn manifest(text: &str) -> String {
    let wanted = [
        ("serde", "\"1\""),
        ("serde_json", "\"1\""),
        ("tokio", "{ version = \"1\", features = [\"rt\"] }"),
    ];
    let has = |name: &str| {
        text.lines()
            .any(|line| line.starts_with(&format!("{name} = ")))
    };
    let mut more = String::from("[dependencies]\n");
    for (name, value) in wanted.iter().filter(|(name, _)| !has(name)) {
        let _ = writeln!(more, "{name} = {value}");
    }
    if text.contains("[dependencies]\n") {
        text.replacen("[dependencies]\n", &more, 1)
    } else {
        format!("{text}\n{more}")
    }
}

/// A program that runs, and is asked one thing after the other.
#[derive(Debug)]
pub struct Caller {
    program: PathBuf,
    running: Option<(Child, ChildStdin, Receiver<String>)>,
}

impl Caller {
    /// A program, which is started when it is asked.
    #[must_use]
    pub fn new(program: &Path) -> Self {
        Self {
            program: program.to_owned(),
            running: None,
        }
    }

    /// Asks. A program that ends or does not answer in time is started anew for the next question.
    pub fn ask(&mut self, question: &Question, limit: Duration) -> Said {
        match self.asked(question, limit) {
            Ok(said) => said,
            Err(message) => {
                self.end();
                Said {
                    kind: Kind::Crashed,
                    message,
                }
            }
        }
    }

    fn asked(&mut self, question: &Question, limit: Duration) -> Result<Said, String> {
        let line = serde_json::to_string(question).map_err(|cause| cause.to_string())?;
        if self.running.is_none() {
            self.running = Some(start(&self.program)?);
        }
        let (_, input, lines) = self.running.as_mut().ok_or("it does not run")?;
        writeln!(input, "{line}").map_err(|cause| format!("it ended: {cause}"))?;
        let line = lines.recv_timeout(limit).map_err(|cause| match cause {
            RecvTimeoutError::Timeout => format!("no word after {} s", limit.as_secs()),
            RecvTimeoutError::Disconnected => "it ended".to_owned(),
        })?;
        serde_json::from_str(&line).map_err(|cause| format!("{cause}: {line}"))
    }

    fn end(&mut self) {
        if let Some((mut process, ..)) = self.running.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.end();
    }
}

fn start(program: &Path) -> Result<(Child, ChildStdin, Receiver<String>), String> {
    let mut process = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|cause| format!("{}: {cause}", program.display()))?;
    let (sender, lines) = channel();
    let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
        return Err("it has no input or output".to_owned());
    };
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    Ok((process, input, lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oasmith::{ApiOptions, Input, Layout};

    #[test]
    fn each_operation_is_built_with_what_is_required_and_then_given_the_rest() {
        let document = br#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a/{id}": {"get": {
            "operationId": "readA", "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "n", "in": "query", "schema": {"type": "integer"}},
                {"name": "tags", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}],
            "responses": {"204": {"description": "o"}}}}},
            "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
            "security": [{"key": []}]}"#;
        let input = Input::new("a.json", document, ApiOptions::new("api"));
        let generation = oasmith::generate(&[input], &Layout::Module, "c").unwrap();
        let text = source("subject", &generation.reports[0].callable);
        for wanted in [
            "operations::ReadA::new(\n        kept(need(read::<String>(given, \"id\"))?),\n    )",
            "read::<i64>(given, \"n\")?",
            "operation.n = Some(value);",
            "operation.tags = Some(texts(value));",
            "0 => call_0(&core, given),",
            "core.credential(\"key\", Credential::api_key_header(\"X-Key\", \"secret\"));",
            "use subject::api::{operations};",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
        assert!(!text.contains("/*"), "{text}");
    }

    #[test]
    fn the_manifest_gets_what_it_lacks() {
        let text = manifest("[package]\nname = \"a\"\n\n[dependencies]\nserde = \"1\"\n");
        let wanted = "[dependencies]\nserde_json = \"1\"\ntokio = { version = \"1\", features = [\"rt\"] }\nserde = \"1\"\n";
        assert!(text.ends_with(wanted), "{text}");
        assert!(manifest("[package]\n").contains("\n[dependencies]\nserde = \"1\"\n"));
    }

    #[test]
    fn a_program_that_ends_is_said_to_have_crashed() {
        let mut caller = Caller::new(Path::new("no-such-program"));
        let said = caller.ask(&Question::default(), Duration::from_secs(1));
        assert_eq!(said.kind, Kind::Crashed);
    }
}
