//! Generation from `build.rs`, in one call.
use crate::{
    ApiOptions, GenerateError, Input, Layout, Report,
    diag::{Finding, Severity, Style, printable, render},
    folder::Folder,
    source::{self, Files, ReadError},
};
use std::{
    env, fmt, fs, io,
    path::{Path, PathBuf},
};

/// Why a build script can not go on.
#[non_exhaustive]
pub enum BuildScriptError {
    /// A file or a variable of the environment can not be read or written.
    Io(PathBuf, io::Error),
    /// The document can not be used, or has findings that the options deny: the report, as people read it.
    Document(String),
    /// The module can not be called so, or this crate has a defect.
    Generate(GenerateError),
}

impl fmt::Display for BuildScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, cause) => {
                write!(f, "{}: {cause}", printable(&path.display().to_string()))
            }
            Self::Document(report) => write!(f, "\n{report}"),
            Self::Generate(error) => error.fmt(f),
        }
    }
}

/// As `Display`: what `main` of a build script returns is shown by `Debug`, and people have to read it.
impl fmt::Debug for BuildScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildScriptError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, cause) => Some(cause),
            Self::Document(_) => None,
            Self::Generate(error) => Some(error),
        }
    }
}

/// Generates the client of a document into `$OUT_DIR/MODULE.rs`, to be included:
///
/// ```text
/// pub mod personio {
///     include!(concat!(env!("OUT_DIR"), "/personio.rs"));
/// }
/// ```
///
/// Cargo is told to run the script again when the document or a file that it refers to changes, and shows its warnings. Notes cost
/// nothing, so only `cargo build -vv` shows them.
///
/// The module has to be `pub`, in programs too: in a private one, the compiler would warn of all that the
/// client can do and the program does not use.
///
/// The path is relative to the manifest, where cargo runs build scripts.
///
/// The document may refer to files in its own folder and below; [`compile_below`] allows more.
///
/// # Errors
///
/// When the document can not be read or used, or the file can not be written.
pub fn compile(
    document: impl AsRef<Path>,
    options: ApiOptions,
) -> Result<PathBuf, BuildScriptError> {
    let document = document.as_ref();
    let folder = Folder::of(document).map_err(at(document));
    compile_with(document, options, folder)
}

/// The same for a document that refers to files in and below another folder, `root`, which is one above its own.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_below(
    root: impl AsRef<Path>,
    document: impl AsRef<Path>,
    options: ApiOptions,
) -> Result<PathBuf, BuildScriptError> {
    let document = document.as_ref();
    let root = root.as_ref();
    let folder = Folder::of(document).map_err(at(document));
    let folder = folder.and_then(|folder| folder.below(root).map_err(at(root)));
    compile_with(document, options, folder)
}

/// The files of a folder. What is missing is told to cargo, so that the script runs again when it is there.
struct Watched<'d> {
    document: &'d str,
    folder: Folder,
}

impl Files for Watched<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let found = self.folder.read(name);
        if found == Err(ReadError::NotFound) {
            let shown = source::shown_name(self.document, name);
            watch(&shown);
        }
        found
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BuildScriptError {
    let path = path.to_owned();
    move |cause| BuildScriptError::Io(path, cause)
}

fn compile_with(
    document: &Path,
    options: ApiOptions,
    folder: Result<Folder, BuildScriptError>,
) -> Result<PathBuf, BuildScriptError> {
    watch(&document.display().to_string());
    let folder = folder?;
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
        at(Path::new("OUT_DIR"))(io::Error::new(
            io::ErrorKind::NotFound,
            "not set; is this a build script?",
        ))
    })?;
    let bytes = fs::read(document).map_err(at(document))?;
    let name = document.display().to_string();
    let module = options.module.clone();
    let watched = Watched {
        document: &name,
        folder: folder.hint("`build_script::compile_below` allows another folder"),
    };
    let input = Input::new(&name, &bytes, options).files(&watched);
    let generation = crate::generate(&[input], &Layout::SingleFile, "cargo build")
        .map_err(BuildScriptError::Generate)?;
    for file in generation.reports.iter().flat_map(Report::files).skip(1) {
        watch(file);
    }
    let Some(files) = generation.files else {
        let shown = generation.reports.iter().map(|report| {
            let why = report.refusal(&name).unwrap_or_default();
            format!("{}error: {why}\n", report.render(Style::Plain))
        });
        return Err(BuildScriptError::Document(shown.collect()));
    };
    for report in &generation.reports {
        show(report);
    }
    let target = out.join(format!("{module}.rs"));
    for (path, text) in files.iter() {
        fs::write(out.join(path), text).map_err(at(&target))?;
    }
    Ok(target)
}

/// Shows what was found in a document that can be used.
fn show(report: &Report) {
    let (notes, warnings): (Vec<Finding>, Vec<Finding>) = report
        .findings()
        .into_iter()
        .partition(|finding| finding.severity == Severity::Note);
    for line in render(&warnings, Style::Plain).lines() {
        tell(&warning(line));
    }
    say(&render(&notes, Style::Plain));
}

/// Speaks to whoever asks cargo for the output of build scripts.
#[expect(
    clippy::print_stderr,
    reason = "cargo keeps the standard error of build scripts"
)]
fn say(text: &str) {
    eprint!("{text}");
}

/// Has cargo run the script again when a file changes.
fn watch(file: &str) {
    if let Some(instruction) = rerun_if_changed(file) {
        tell(&instruction);
    }
}

/// Cargo takes each line for an instruction of its own, and there is no way to write the end of a line into one. A
/// document can not name such a file: a reference to one is refused with a finding.
fn rerun_if_changed(file: &str) -> Option<Instruction> {
    (!file.contains(char::is_control)).then(|| Instruction(format!("rerun-if-changed={file}")))
}

/// A line of a report.
fn warning(line: &str) -> Instruction {
    Instruction(format!("warning={}", printable(line)))
}

/// What cargo is told, which is one line whatever a document says.
#[derive(Debug, PartialEq, Eq)]
struct Instruction(String);

/// Speaks to cargo.
#[expect(
    clippy::print_stdout,
    reason = "cargo reads the standard output of build scripts"
)]
fn tell(Instruction(line): &Instruction) {
    println!("cargo::{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_that_is_missing_is_the_one_that_is_named() {
        let options = ApiOptions::new("pets");
        let error = compile_below("no/such/folder", "Cargo.toml", options).expect_err("no root");
        let shown = error.to_string();
        assert!(shown.starts_with("no/such/folder: "), "{shown}");
    }

    #[test]
    fn what_is_told_to_cargo_is_one_line() {
        let told = rerun_if_changed("models/pet.yaml").map(|Instruction(line)| line);
        assert_eq!(told.as_deref(), Some("rerun-if-changed=models/pet.yaml"));
        for end in ["\n", "\r", "\r\n", "\u{85}"] {
            let file = format!("nothing.yaml{end}cargo::rustc-env=PWNED=1");
            assert_eq!(rerun_if_changed(&file), None);
            let Instruction(line) = warning(&file);
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    }
}
