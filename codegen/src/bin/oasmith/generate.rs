//! `oasmith generate`: a document in, files out.
use crate::{
    arguments::{Arguments, Format, Generate, MODULE_NAME_RULE, ReportOption},
    cache::{Cache, Entry, Hash, Recorder, Summary, hash},
    json,
    remote::{self, Access, Beside, Network, Trust},
    terminal::{answer, say, show, style},
    untyped,
};
use clap::{CommandFactory, error::ErrorKind};
use oasmith::{
    ApiOptions, Generation, Input, Layout, Only, Report, emit,
    folder::Folder,
    names,
    output::{
        Files,
        write::{self, Change, Plan},
    },
    source,
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::Path,
    process::ExitCode,
};

/// Why nothing, or not all, was written. Wrong arguments are not here: clap ends the program for them.
enum Failure {
    /// The document, or with `--check` the folder, is not as it should be.
    Findings(String),
    /// A file can not be read or written, or is in the way.
    File(String),
}

impl Failure {
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Findings(_) => ExitCode::from(1),
            Self::File(_) => ExitCode::from(3),
        }
    }
}

pub(crate) fn run(arguments: &Generate) -> ExitCode {
    match generate(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let (Failure::Findings(message) | Failure::File(message)) = &failure;
            say(&format!("error: {message}"));
            failure.exit_code()
        }
    }
}

fn generate(arguments: &Generate) -> Result<(), Failure> {
    let options = options(arguments);
    let network = Network::new();
    let bytes = read(arguments, &network)?;
    let layout = arguments.layout();
    let shown = shown_name(&arguments.document);
    // The files name the document without its folder, so that they are the same wherever it is kept.
    let written = Path::new(&shown).file_name().and_then(|name| name.to_str());
    let beside = Beside {
        document: &shown,
        folder: folder(arguments)?,
        access: access(arguments),
        network: &network,
    };
    let cache = cache(arguments, &options, &layout).map(|cache| (cache, hash(&bytes)));
    let recorder = Recorder::new(&beside);
    // What nobody remembers need not be recorded.
    let reader: &dyn source::Files = if cache.is_some() { &recorder } else { &beside };
    let mut input = Input::new(&shown, &bytes, options).header(written.unwrap_or(&shown));
    if !is_stdin(&arguments.document) || arguments.root.is_some() || arguments.allow_remote {
        input = input.files(reader);
    }
    let inputs = [input];
    let owned = oasmith::owned_paths(&inputs, &layout);
    if let Some((cache, document)) = &cache
        && let Some(entry) = cache.entry(document, &beside)
        && is_fresh(&arguments.output, &entry, &owned)
    {
        repeat(arguments, &entry);
        return Ok(());
    }
    let Generation { files, reports } = oasmith::generate(&inputs, &layout, "oasmith generate")
        .map_err(|defect| Failure::Findings(defect.to_string()))?;
    let [report] = reports.as_slice() else {
        return Err(Failure::Findings("there is no report".to_owned()));
    };
    let told = tell(arguments, &shown, report);
    let Some(files) = files else {
        let why = report.refusal(&shown).unwrap_or_default();
        return Err(Failure::Findings(format!(
            "nothing is written, since {why}"
        )));
    };
    let folder = &arguments.output;
    let plan = write::plan(folder, &files, &owned).map_err(file)?;
    nothing_in_the_way(folder, &plan)?;
    let summary = summary(report, &layout);
    if arguments.check {
        check(folder, &files, &plan)?;
    } else {
        write::apply(folder, &files, &plan).map_err(file)?;
        conclude(&summary, &Written::of(&plan));
    }
    if let Some((cache, document)) = cache
        && let Some(reads) = recorder.reads()
    {
        cache.keep(&Entry {
            key: cache.key(),
            document,
            reads,
            shown: told.shown,
            answered: told.answered,
            summary,
            files: hashes(&files),
        });
    }
    Ok(())
}

/// What to make of the document.
fn options(arguments: &Generate) -> ApiOptions {
    let mut options = ApiOptions::new(module(arguments));
    options.only = Only {
        tags: arguments.tags.clone(),
        operations: arguments.operations.clone(),
    };
    options.dates = arguments.dates.into();
    options.enums = arguments.enums.into();
    options.numbers = arguments.numbers.into();
    options.setters = arguments.setters.into();
    options.validation = arguments.validation.into();
    options.examples = arguments.examples.into();
    options.tag_features = arguments.tag_features.into();
    options.path_groups = arguments.path_groups.into();
    options.unknown_members = arguments.unknown_members.into();
    options.parts = arguments.parts.iter().map(|part| (*part).into()).collect();
    options.levels = arguments.levels();
    options.operation_names = arguments.operation_names.iter().cloned().collect();
    options.paging = arguments.paging.iter().cloned().collect();
    options
}

/// Files by their texts, hashed side by side.
fn hashes(files: &Files) -> BTreeMap<String, Hash> {
    let files: Vec<(&str, &str)> = files.iter().collect();
    let hashes = files.par_iter();
    let hashes = hashes.map(|(path, text)| ((*path).to_owned(), hash(text.as_bytes())));
    hashes.collect()
}

/// What was found by an earlier run of these arguments. What comes from the network may be another thing each time.
fn cache(arguments: &Generate, options: &ApiOptions, layout: &Layout) -> Option<Cache> {
    if arguments.no_cache || arguments.allow_remote {
        return None;
    }
    let Generate {
        document,
        output,
        root,
        format,
        report,
        ..
    } = arguments;
    let style = style();
    let decisive = (
        options, layout, document, output, root, format, report, style,
    );
    Cache::of(&format!("{decisive:?}"))
}

/// Whether the folder is what the entry says that it should be. The disk is looked at, whatever is remembered. What can
/// not be read is no more fresh than what differs: the run that follows says so, after what it found.
fn is_fresh(folder: &Path, entry: &Entry, owned: &[String]) -> bool {
    let paths = entry.files.keys().map(String::as_str);
    let is_right = |path: &str, text: &str| {
        let known = entry.files.get(path);
        known.is_some_and(|known| *known == hash(text.as_bytes()))
    };
    write::is_fresh(folder, paths, owned, is_right).unwrap_or(false)
}

/// Does what a run does that has nothing to write.
fn repeat(arguments: &Generate, entry: &Entry) {
    show(&entry.shown);
    answer(&entry.answered);
    if arguments.check {
        say_up_to_date(&arguments.output);
    } else {
        let written = Written {
            unchanged: entry.files.len(),
            ..Written::default()
        };
        conclude(&entry.summary, &written);
    }
}

/// The files of the disk that the document may refer to. Standard input has none beside it, unless a folder is given;
/// a document from the network has none at all.
fn folder(arguments: &Generate) -> Result<Option<Folder>, Failure> {
    let document = &arguments.document;
    let (beside, root) = match &arguments.root {
        None if is_stdin(document) => return Ok(None),
        Some(_) if is_remote(document) => {
            wrong_usage("`--root` is for documents on the disk: one from the network has no folder")
        }
        None if is_remote(document) => return Ok(None),
        Some(root) if is_stdin(document) => (root.join("-"), Some(root)),
        root => (document.clone(), root.as_ref()),
    };
    let folder = Folder::of(&beside).and_then(|folder| match root {
        Some(root) => folder.below(root),
        None => Ok(folder),
    });
    let folder = folder.map_err(|cause| {
        let path = root.unwrap_or(document);
        Failure::File(format!("{} can not be read: {cause}", path.display()))
    })?;
    let hint = "`--root DIR` allows files in and below DIR";
    Ok(Some(folder.hint(hint)))
}

/// What was told: on standard error, and on standard output.
#[derive(Default)]
struct Told {
    shown: String,
    answered: String,
}

/// Says what was found, in the form and to the extent that is asked for.
fn tell(arguments: &Generate, document: &str, report: &Report) -> Told {
    let untyped = match arguments.report {
        Some(ReportOption::Untyped) => report.untyped_places(),
        None => Vec::new(),
    };
    let told = match (arguments.format, arguments.report) {
        (Format::Json, _) => Told {
            answered: json::lines(document, report, &untyped),
            ..Told::default()
        },
        (Format::Human, None) => Told {
            shown: report.render(style()),
            ..Told::default()
        },
        (Format::Human, Some(ReportOption::Untyped)) => Told {
            shown: report.render(style()),
            answered: untyped::text(document, &untyped),
        },
    };
    show(&told.shown);
    answer(&told.answered);
    told
}

/// The name of the module, given or made of the document's file name.
fn module(arguments: &Generate) -> String {
    if let Some(name) = &arguments.name {
        return name.clone();
    }
    if is_stdin(&arguments.document) {
        wrong_usage(
            "standard input has no file name to name the module after; give it with `--name`",
        );
    }
    let stem = arguments.document.file_stem().unwrap_or_default();
    let name = snake(&stem.to_string_lossy());
    if !names::is_module_name(&name) {
        wrong_usage(&format!(
            "`{name}`, made of the document's file name, can not be the name of a module; give one with `--name` \
             ({MODULE_NAME_RULE})"
        ));
    }
    name
}

/// Lower case, with one `_` for each run of other signs.
fn snake(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("_")
}

/// Ends the program as clap does for arguments that it finds wrong by itself.
fn wrong_usage(message: &str) -> ! {
    Arguments::command()
        .error(ErrorKind::ValueValidation, message)
        .exit()
}

fn is_stdin(document: &Path) -> bool {
    document == Path::new("-")
}

fn shown_name(document: &Path) -> String {
    if is_stdin(document) {
        "<stdin>".to_owned()
    } else {
        document.display().to_string()
    }
}

fn is_remote(document: &Path) -> bool {
    document.to_str().is_some_and(remote::is_url)
}

fn access(arguments: &Generate) -> Access {
    if arguments.allow_remote {
        Access::Allowed
    } else {
        Access::Denied
    }
}

fn read(arguments: &Generate, network: &Network) -> Result<Vec<u8>, Failure> {
    let document = &arguments.document;
    let shown = document.display();
    if is_remote(document) {
        return match access(arguments) {
            Access::Allowed => network
                .fetch(&shown.to_string(), Trust::Own)
                .map_err(Failure::File),
            Access::Denied => Err(Failure::File(format!(
                "{shown} is not read: `--allow-remote` allows it"
            ))),
        };
    }
    let read = || {
        if !is_stdin(document) {
            return fs::read(document);
        }
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|cause| Failure::File(format!("{shown} can not be read: {cause}")))
}

/// The cause names the path.
#[expect(
    clippy::needless_pass_by_value,
    reason = "`map_err` hands the cause over"
)]
fn file(cause: io::Error) -> Failure {
    Failure::File(cause.to_string())
}

/// Half an output is of no use, so one such file keeps all others from being written.
fn nothing_in_the_way(folder: &Path, plan: &Plan) -> Result<(), Failure> {
    let foreign = plan
        .changes
        .iter()
        .filter(|(_, change)| *change == Change::Foreign);
    let paths: Vec<String> = foreign
        .map(|(path, _)| folder.join(path).display().to_string())
        .collect();
    if paths.is_empty() {
        return Ok(());
    }
    Err(Failure::File(format!(
        "nothing is written, since what is in the way was not generated: {}",
        paths.join(", ")
    )))
}

fn check(folder: &Path, files: &Files, plan: &Plan) -> Result<(), Failure> {
    if plan.is_fresh() {
        say_up_to_date(folder);
        return Ok(());
    }
    for (path, change) in &plan.changes {
        let shown = folder.join(path).display().to_string();
        match change {
            Change::Unchanged | Change::Foreign => {}
            Change::Added => say(&format!("missing: {shown}")),
            Change::Removed(_) => say(&format!("stale: {shown}")),
            Change::Changed(known) => {
                let wanted = files.get(path).unwrap_or_default();
                let line = first_difference(known, wanted);
                say(&format!("differs: {shown}:{line}"));
            }
        }
    }
    Err(Failure::Findings(format!(
        "{} is not what the document gives; run the same command without `--check`",
        folder.display()
    )))
}

/// The line, counted from 1, at which two texts part.
fn first_difference(one: &str, other: &str) -> usize {
    let alike = one.lines().zip(other.lines());
    1 + alike.take_while(|(one, other)| one == other).count()
}

fn say_up_to_date(folder: &Path) {
    say(&format!("{} is up to date", folder.display()));
}

/// What became of the files.
#[derive(Default)]
struct Written {
    changed: usize,
    unchanged: usize,
    removed: usize,
}

impl Written {
    fn of(plan: &Plan) -> Self {
        Self {
            changed: plan.count(|change| matches!(change, Change::Added | Change::Changed(_))),
            unchanged: plan.count(|change| *change == Change::Unchanged),
            removed: plan.count(|change| matches!(change, Change::Removed(_))),
        }
    }
}

/// A crate has its own manifest; the other forms go into a crate that has to have what they use.
fn summary(report: &Report, layout: &Layout) -> Summary {
    let found = report.diagnostics.counts();
    Summary {
        module: report.module.clone(),
        operations: report.operations,
        types: report.types,
        warnings: found.warnings,
        notes: found.notes,
        dependencies: match layout {
            Layout::Crate { .. } => Vec::new(),
            Layout::Module | Layout::SingleFile => emit::dependency_lines(report.requirements),
        },
    }
}

/// The last lines.
fn conclude(summary: &Summary, files: &Written) {
    say(&format!(
        "{}: {}, {}; {} written, {} unchanged, {} removed; {}, {}",
        summary.module,
        count(summary.operations, "operation"),
        count(summary.types, "type"),
        count(files.changed, "file"),
        files.unchanged,
        files.removed,
        count(summary.warnings, "warning"),
        count(summary.notes, "note"),
    ));
    if !summary.dependencies.is_empty() {
        say("the crate that takes it in needs:");
        say("[dependencies]");
        summary.dependencies.iter().for_each(|line| say(line));
    }
}

/// A number of things, as people say it.
fn count(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}
