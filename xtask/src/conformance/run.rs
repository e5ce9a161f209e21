//! How does a run go? Generate and compile in batches, then call document by document.
use super::{
    Arguments,
    exempt::{self, Exemption},
    plan::{self, Call, Plan},
    prism::{self, Prism},
    program::{self, Caller, Question},
    record::{Counts, Document, Failure, Note, Purpose, Report, SCHEMA, Side},
    table,
    tap::{Exchange, Tap},
    verdict::{self, Verdict},
};
use crate::{
    corpus::{
        check::{self, Tool, Workspace},
        find::{self, Found},
        generator::{self, Generated},
        protocol::{Job, Task},
        round_trip::{
            convert::{Direction, Schemas},
            judge::{self, Judge},
            subjects,
        },
        target,
    },
    terminal::say,
};
use oasmith::{
    emit::{Callable, Called},
    ir::{Requirement, Status},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

/// How long the server may take to read a document.
const START: Duration = Duration::from_secs(60);

/// How long a call may take.
const CALL: Duration = Duration::from_secs(30);

/// How many documents are compiled together.
const BATCH: usize = 10;

/// How much of a request or an answer is kept of a failure, in bytes.
const KEPT: usize = 2000;

/// A document that is called.
struct Subject<'f> {
    id: usize,
    found: &'f Found,
    tree: Value,
    callable: Callable,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let exemptions = exempt::exemptions()?;
    let program = prism::install(&target().join("conformance/prism"))?;
    let found = documents(arguments)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let workspace = Workspace::new(&arguments.scratch(), Tool::Build, cores)?;
    let most = arguments.first.unwrap_or(usize::MAX);
    let mut report = Report {
        schema: SCHEMA,
        server: format!("Prism {}", prism::VERSION),
        counts: Counts::default(),
        documents: Vec::new(),
    };
    let mut rest = found.iter().enumerate();
    loop {
        let called = report.documents.iter();
        let called = called.filter(|it| it.problem.is_none()).count();
        let wanted = most.saturating_sub(called).min(BATCH);
        let batch: Vec<(usize, &Found)> = rest.by_ref().take(wanted).collect();
        if batch.is_empty() {
            break;
        }
        for document in self::batch(arguments, &workspace, &program, &exemptions, &batch)? {
            report.counts.add(&document.counts);
            report.documents.push(document);
        }
        workspace.clear()?;
        // A run takes long: what is known so far can be read.
        write_report(&arguments.report(), &report, &exemptions)?;
    }
    say(&format!("\n{}", table::table(&report)));
    say(&format!(
        "the report is {}, and report.json beside it",
        arguments.report().join("report.md").display()
    ));
    let is_clean =
        report.counts.is_clean() && report.documents.iter().all(|it| it.problem.is_none());
    Ok(if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn documents(arguments: &Arguments) -> Result<Vec<Found>, String> {
    let found = find::find(&arguments.documents)?.found;
    let found = arguments.selection.of(found)?;
    if found.is_empty() {
        return Err("there is no document among what was given".to_owned());
    }
    Ok(found)
}

/// Generates, compiles and calls some documents.
fn batch(
    arguments: &Arguments,
    workspace: &Workspace,
    program: &Path,
    exemptions: &[Exemption],
    batch: &[(usize, &Found)],
) -> Result<Vec<Document>, String> {
    let mut documents: BTreeMap<usize, Document> = BTreeMap::new();
    let mut subjects = Vec::new();
    for (id, found) in batch {
        match subject(workspace, *id, found)? {
            Ok(subject) if arguments.first.is_some() && !has_input(&subject.callable) => {}
            Ok(subject) => subjects.push(subject),
            Err(problem) => {
                documents.insert(*id, not_called(found, problem));
            }
        }
    }
    let ids: Vec<usize> = subjects.iter().map(|subject| subject.id).collect();
    let checks = workspace.check(&ids, || {})?;
    for subject in &subjects {
        let Subject { id, found, .. } = subject;
        let check = checks.get(id);
        let document = if check.is_some_and(|check| check.compiled) {
            let server = Prism::start(program, &found.path, START);
            match server {
                Ok(server) => called(subject, &server, &workspace.program(*id), exemptions)?,
                Err(problem) => not_called(found, problem),
            }
        } else {
            let messages = check
                .map(|it| format!("{:?}", it.messages))
                .unwrap_or_default();
            let messages: String = messages.chars().take(KEPT).collect();
            not_called(found, format!("the program does not compile: {messages}"))
        };
        let counts = &document.counts;
        say(&format!(
            "{}: {} of {} requests, {} of {} answers",
            document.name, counts.accepted, counts.requests, counts.decoded, counts.answers
        ));
        documents.insert(*id, document);
    }
    Ok(documents.into_values().collect())
}

fn not_called(found: &Found, problem: String) -> Document {
    Document {
        name: found.name.clone(),
        problem: Some(problem),
        ..Document::default()
    }
}

/// Whether an operation has a body or a parameter.
fn has_input(callable: &Callable) -> bool {
    callable
        .operations
        .iter()
        .any(|it| !it.arguments.is_empty())
}

/// Writes the crate of a document, and its program; or why there is none.
fn subject<'f>(
    workspace: &Workspace,
    id: usize,
    found: &'f Found,
) -> Result<Result<Subject<'f>, String>, String> {
    let failed = |path: &Path, cause: std::io::Error| format!("{}: {cause}", path.display());
    let bytes = fs::read(&found.path).map_err(|cause| failed(&found.path, cause))?;
    let (folder, package) = (workspace.crate_folder(id), check::package(id));
    let job = Job {
        id,
        name: found.name.clone(),
        path: found.path.clone(),
        folder: found.folder.clone(),
        task: Task::Write {
            to: folder.clone(),
            package: package.clone(),
        },
    };
    let generated = match generator::generate(&job, &bytes, &package) {
        Ok(generated) if generated.files.is_some() => generated,
        Ok(_) => return Ok(Err("the generator refuses the document".to_owned())),
        Err(message) => return Ok(Err(message)),
    };
    let callable = generated.report().callable.clone();
    if callable.operations.is_empty() {
        return Ok(Err("it has no operations".to_owned()));
    }
    let Some(tree) = tree(&generated, &bytes) else {
        return Ok(Err("it is spread over several files".to_owned()));
    };
    generator::write(&generated, &folder)?;
    let path = folder.join("src/main.rs");
    let text = program::source(&package, &callable);
    fs::write(&path, text).map_err(|cause| failed(&path, cause))?;
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|cause| failed(&path, cause))?;
    fs::write(&path, program::manifest(&text)).map_err(|cause| failed(&path, cause))?;
    Ok(Ok(Subject {
        id,
        found,
        tree,
        callable,
    }))
}

/// The document as it is written; none where it is spread over several files.
fn tree(generated: &Generated, bytes: &[u8]) -> Option<Value> {
    let is_one = generated.report().files().count() <= 1;
    is_one.then(|| oasmith::source::tree(bytes)).flatten()
}

/// Makes all calls of a document.
fn called(
    subject: &Subject<'_>,
    server: &Prism,
    program: &Path,
    exemptions: &[Exemption],
) -> Result<Document, String> {
    let start = Instant::now();
    let Plan { calls, unsampled } = plan::plan(&subject.tree, &subject.callable);
    let tap = Tap::open(server.address)?;
    let mut calling = Calling {
        subject,
        exemptions,
        url: format!("http://{}", tap.address),
        tap,
        caller: Caller::new(program),
        reached: BTreeSet::new(),
        judges: BTreeMap::new(),
        document: Document {
            name: subject.found.name.clone(),
            ..Document::default()
        },
    };
    calling.uncalled(unsampled);
    for call in &calls {
        calling.call(call);
    }
    let mut document = calling.document;
    let operations = &subject.callable.operations;
    document.counts.operations = operations.len();
    document.counts.statuses = operations.iter().map(|called| called.answers.len()).sum();
    document.counts.reached = calling.reached.len();
    document.unreached = unreached(&subject.callable, &calling.reached);
    document.seconds = start.elapsed().as_secs_f64();
    Ok(document)
}

struct Calling<'s> {
    subject: &'s Subject<'s>,
    exemptions: &'s [Exemption],
    url: String,
    tap: Tap,
    caller: Caller,
    /// The answers that were read, by the positions of the operation and of the answer.
    reached: BTreeSet<(usize, usize)>,
    /// The validators of the schemas of answers, by their places.
    judges: BTreeMap<String, Option<(usize, Judge)>>,
    document: Document,
}

impl Calling<'_> {
    /// Takes in what could not be called for want of a sample.
    fn uncalled(&mut self, unsampled: Vec<(usize, Requirement, String)>) {
        let mut known = BTreeSet::new();
        for (operation, requirement, reason) in unsampled {
            if requirement == Requirement::Optional {
                self.document.counts.unsampled += 1;
                continue;
            }
            self.document.counts.uncalled += usize::from(known.insert(operation));
            self.fail(operation, None, Side::Call, reason, &Exchange::default());
        }
    }

    fn call(&mut self, call: &Call) {
        let Some(called) = self.subject.callable.operations.get(call.operation) else {
            return;
        };
        let question = Question {
            operation: call.operation,
            url: self.url.clone(),
            prefer: call.prefer.clone(),
            given: call.given.clone(),
        };
        let said = self.caller.ask(&question, CALL);
        let exchange = self.tap.take();
        let answer = exchange.answer();
        let (tree, judges) = (&self.subject.tree, &mut self.judges);
        let verdict = verdict::verdict(called, &said, answer.as_ref(), |documented, body| {
            let content = documented.content.as_ref();
            content.is_none_or(|(media_type, place)| {
                is_valid(judges, tree, media_type, place.as_str(), body)
            })
        });
        let counts = &mut self.document.counts;
        counts.requests += 1;
        let request_failed = matches!(verdict, Verdict::Failed(Side::Request | Side::Call, _));
        counts.accepted += usize::from(!request_failed);
        match verdict {
            Verdict::Passed { answer } => {
                counts.answers += 1;
                counts.decoded += 1;
                self.reached.insert((call.operation, answer));
            }
            Verdict::Invalid(reason) => {
                counts.invalid += 1;
                self.note(called, call.purpose, reason);
            }
            Verdict::Unmade(reason) => {
                counts.unmade += 1;
                self.note(called, call.purpose, reason);
            }
            Verdict::Failed(side, reason) => {
                counts.answers += usize::from(side == Side::Answer);
                self.fail(call.operation, Some(call.purpose), side, reason, &exchange);
            }
        }
    }

    fn note(&mut self, called: &Called, purpose: Purpose, reason: String) {
        self.document.notes.push(Note {
            operation: name(called),
            purpose,
            reason,
        });
    }

    fn fail(
        &mut self,
        operation: usize,
        purpose: Option<Purpose>,
        side: Side,
        reason: String,
        exchange: &Exchange,
    ) {
        let called = self.subject.callable.operations.get(operation);
        let mut failure = Failure {
            operation: called.map(name).unwrap_or_default(),
            purpose,
            side,
            reason,
            exemption: None,
            sent: String::from_utf8_lossy(&exchange.sent).into_owned(),
            received: kept(&exchange.received),
        };
        let exemption = exempt::exemption(self.exemptions, &failure);
        failure.exemption = exemption.map(|exemption| exemption.name.clone());
        failure.sent = kept(&exchange.sent);
        let counts = &mut self.document.counts;
        let exempt = usize::from(failure.exemption.is_some());
        match side {
            Side::Call => counts.uncalled -= exempt.min(counts.uncalled),
            Side::Request => counts.exempt_requests += exempt,
            Side::Answer => counts.exempt_answers += exempt,
        }
        self.document.failures.push(failure);
    }
}

/// What people call an operation.
fn name(called: &Called) -> String {
    format!("{} {}", called.method, called.path)
}

/// The statuses of which no answer was read.
fn unreached(callable: &Callable, reached: &BTreeSet<(usize, usize)>) -> Vec<String> {
    let mut all = Vec::new();
    for (number, called) in callable.operations.iter().enumerate() {
        for (index, answer) in called.answers.iter().enumerate() {
            if !reached.contains(&(number, index)) {
                let status = match answer.status {
                    Status::Exact(code) => code.to_string(),
                    Status::Range(hundred) => format!("{hundred}XX"),
                    Status::Default => "default".to_owned(),
                };
                all.push(format!("{}: {status}", name(called)));
            }
        }
    }
    all
}

fn kept(bytes: &[u8]) -> String {
    let bytes = bytes.get(..KEPT).unwrap_or(bytes);
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether the body of an answer is what its schema says. What can not be judged is taken to be.
fn is_valid(
    judges: &mut BTreeMap<String, Option<(usize, Judge)>>,
    tree: &Value,
    media_type: &str,
    place: &str,
    body: &[u8],
) -> bool {
    if !media_type.contains("json") {
        return true;
    }
    // Without a schema, anything is valid that is JSON.
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return false;
    };
    if tree.pointer(place).is_none() {
        return true;
    }
    if subjects::inside(&value).is_some() {
        // The example is a text that holds JSON, where the value that it holds is meant.
        return false;
    }
    let judge = judges.entry(place.to_owned()).or_insert_with(|| {
        let mut schemas = Schemas::new(tree, Direction::Answer, judge::is_pattern);
        let number = schemas.add(place);
        let judge = Judge::new(&schemas, &[number]);
        judge.knows(number).then_some((number, judge))
    });
    let judge = judge.as_ref();
    judge.is_none_or(|(number, judge)| judge.is_valid(*number, &value))
}

fn write_report(folder: &PathBuf, report: &Report, exemptions: &[Exemption]) -> Result<(), String> {
    let failed = |cause| format!("{}: {cause}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    let text = serde_json::to_string_pretty(report).map_err(|cause| cause.to_string())?;
    fs::write(folder.join("report.json"), text + "\n").map_err(failed)?;
    let path = folder.join("report.md");
    fs::write(&path, table::markdown(report, exemptions)).map_err(failed)?;
    Ok(())
}
