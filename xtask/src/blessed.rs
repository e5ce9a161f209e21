//! Texts that tests compare with, and that only `cargo xtask bless` rewrites: the golden crate, the
//! reports on documents that are wrong, and the client that a consumer has checked in.
//!
//! A document under `tests/golden/documents` becomes a module of the crate `tests/golden`; what is
//! reported about it stands in `tests/golden/reports`. A file or folder under `tests/reject` has its report beside it.
//! The consumer `tests/consumers/vendored` has a client among its sources. `docs/diagnostics.md` shows the catalogue
//! of codes, with reports as examples.
use crate::{config, diff::diff, golden_options};
use oasmith::{Generation, Input, Layout, diag::Style, folder::Folder, names::is_module_name};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// What the document itself is called among several files, without its extension.
const ROOT: &str = "openapi";

/// The command that rewrites the texts, for the files' headers and for hints.
pub const COMMAND: &str = "cargo xtask bless";

/// A group of texts: all that may stand in the places that belong to it.
#[derive(Debug, Clone)]
pub struct Blessed {
    /// The texts by path, relative to the root of the repository.
    pub texts: BTreeMap<String, String>,
    /// The paths of the files that are there now.
    present: Vec<String>,
}

/// Where a text on disk is not the one that is made now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The path, relative to the root of the repository.
    pub path: String,
    /// What stands there; nothing when there is no such file.
    pub known: Option<String>,
    /// What should stand there; nothing when there should be no such file.
    pub wanted: Option<String>,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            path,
            known,
            wanted,
        } = self;
        match (known, wanted) {
            (None, _) => writeln!(f, "missing: {path}"),
            (Some(_), None) => writeln!(f, "stale: {path}"),
            (Some(known), Some(wanted)) => {
                writeln!(f, "differs: {path}")?;
                f.write_str(&diff(known, wanted))
            }
        }
    }
}

/// An input of a test: its name in reports, the stem of its file's name, and what it holds.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name that reports show.
    pub name: String,
    /// The file's name without its extension.
    pub stem: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// The files beside it that it may refer to, if it is the root of several.
    files: Option<Folder>,
}

impl Case {
    /// The case as the generator takes it; its module is called as the file is.
    #[must_use]
    pub fn input(&self) -> Input<'_> {
        let input = Input::new(&self.name, &self.bytes, golden_options::of(&self.stem));
        match &self.files {
            Some(files) => input.files(files),
            None => input,
        }
    }
}

/// The documents whose output is held.
///
/// # Errors
///
/// When a file can not be read, or has no name for a module.
pub fn golden_cases() -> Result<Vec<Case>, String> {
    let cases = cases("tests/golden/documents", |_| true)?;
    match cases.iter().find(|case| !is_module_name(&case.stem)) {
        Some(case) => Err(format!("{}: its name is no module name", case.name)),
        None => Ok(cases),
    }
}

/// The files whose reports are held.
///
/// # Errors
///
/// When a file can not be read.
pub fn reject_cases() -> Result<Vec<Case>, String> {
    cases("tests/reject", |extension| extension != "txt")
}

/// The golden crate, and the reports on its documents.
///
/// # Errors
///
/// When a document can not be read or used.
pub fn golden() -> Result<Blessed, String> {
    let cases = golden_cases()?;
    let inputs: Vec<Input<'_>> = cases.iter().map(Case::input).collect();
    let layout = Layout::Crate {
        name: "golden".to_owned(),
    };
    let Generation { files, reports } =
        oasmith::generate(&inputs, &layout, COMMAND).map_err(|defect| defect.to_string())?;
    let mut texts = BTreeMap::new();
    for report in &reports {
        if report.diagnostics.is_empty() {
            continue;
        }
        let rendered = report.render(Style::Plain);
        if report.diagnostics.has_errors() {
            return Err(format!("a golden document has errors:\n{rendered}"));
        }
        texts.insert(
            format!("tests/golden/reports/{}.txt", report.module),
            rendered,
        );
    }
    for (path, text) in files.unwrap_or_default().iter() {
        texts.insert(format!("tests/golden/{path}"), text.to_owned());
    }
    let mut present = Vec::new();
    for folder in ["tests/golden/reports", "tests/golden/src"] {
        present.extend(files_beneath(folder)?);
    }
    present.push("tests/golden/Cargo.toml".to_owned());
    Ok(Blessed { texts, present })
}

/// The client that a consumer has among its own sources, as it comes out with the options of `specs/oasmith.toml`.
///
/// # Errors
///
/// When a document can not be read or used.
pub fn vendored() -> Result<Blessed, String> {
    let apis = config::apis()?;
    let api = apis.iter().find(|api| api.options.module == "personio");
    let api = api.ok_or("specs/oasmith.toml: there is no API `personio`")?;
    let generation = oasmith::generate(&[api.input()], &Layout::Module, COMMAND)
        .map_err(|defect| defect.to_string())?;
    let folder = "tests/consumers/vendored/src";
    let files = generation.files.unwrap_or_default();
    let texts = files
        .iter()
        .map(|(path, text)| (format!("{folder}/{path}"), text.to_owned()))
        .collect();
    let present = files_beneath(&format!("{folder}/personio"))?;
    Ok(Blessed { texts, present })
}

/// The reports on the files that are wrong.
///
/// # Errors
///
/// When a file can not be read, or when two would share a report.
pub fn rejections() -> Result<Blessed, String> {
    let mut texts = BTreeMap::new();
    for case in reject_cases()? {
        let generation = oasmith::generate(&[case.input()], &Layout::Module, COMMAND)
            .map_err(|defect| format!("{}: {defect}", case.name))?;
        let rendered = generation
            .reports
            .iter()
            .map(|report| report.render(Style::Plain))
            .collect();
        let path = format!("tests/reject/{}.txt", case.stem);
        if texts.insert(path, rendered).is_some() {
            return Err(format!(
                "{}: another file has the same name with another extension",
                case.name
            ));
        }
    }
    let mut present = files_beneath("tests/reject")?;
    present.retain(|path| {
        Path::new(path)
            .extension()
            .is_some_and(|extension| extension == "txt")
    });
    Ok(Blessed { texts, present })
}

impl Blessed {
    /// One text that has a place of its own.
    #[must_use]
    pub fn of_one(path: &str, text: String) -> Self {
        Self {
            texts: BTreeMap::from([(path.to_owned(), text)]),
            present: Vec::new(),
        }
    }

    /// Where the disk holds something else.
    ///
    /// # Errors
    ///
    /// When a file can not be read.
    pub fn differences(&self) -> Result<Vec<Difference>, String> {
        let mut differences = Vec::new();
        for (path, wanted) in &self.texts {
            let known = text(path)?;
            if known.as_ref() != Some(wanted) {
                differences.push(Difference {
                    path: path.clone(),
                    known,
                    wanted: Some(wanted.clone()),
                });
            }
        }
        for path in &self.present {
            if !self.texts.contains_key(path)
                && let Some(known) = text(path)?
            {
                differences.push(Difference {
                    path: path.clone(),
                    known: Some(known),
                    wanted: None,
                });
            }
        }
        Ok(differences)
    }
}

/// Brings the disk to what is wanted.
///
/// # Errors
///
/// When a file can not be written or removed.
pub fn bless(differences: &[Difference]) -> Result<(), String> {
    for Difference { path, wanted, .. } in differences {
        let target = config::root().join(path);
        let done = match wanted {
            Some(text) => target
                .parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| fs::write(&target, text)),
            None => fs::remove_file(&target),
        };
        done.map_err(|cause| format!("{path}: {cause}"))?;
    }
    Ok(())
}

/// The files in a folder whose extension is wanted, by name. A folder in it is a document of several files: the one that
/// is called `openapi`, which has the folder's name.
fn cases(folder: &str, wanted: impl Fn(&str) -> bool) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for path in files_beneath(folder)? {
        let file = Path::new(&path);
        let part = |part: Option<&std::ffi::OsStr>| {
            part.and_then(|part| part.to_str())
                .unwrap_or_default()
                .to_owned()
        };
        let around = file.parent().filter(|around| *around != Path::new(folder));
        let is_part = around.is_some() && part(file.file_stem()) != ROOT;
        if !wanted(&part(file.extension())) || is_part {
            continue;
        }
        let at = config::root().join(&path);
        let failed = |cause: io::Error| format!("{path}: {cause}");
        cases.push(Case {
            stem: part(around.unwrap_or(file).file_stem()),
            bytes: fs::read(&at).map_err(failed)?,
            files: around
                .map(|_| Folder::of(&at))
                .transpose()
                .map_err(failed)?,
            name: path.clone(),
        });
    }
    Ok(cases)
}

/// The text of a file; none when there is no such file.
fn text(path: &str) -> Result<Option<String>, String> {
    match fs::read(config::root().join(path)) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(format!("{path}: {cause}")),
    }
}

/// All files beneath a folder, relative to the root, with `/` between their parts; none when there is no
/// such folder.
fn files_beneath(folder: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut work = vec![folder.to_owned()];
    while let Some(path) = work.pop() {
        let at: PathBuf = config::root().join(&path);
        if at.is_file() {
            found.push(path);
            continue;
        }
        if !at.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&at).map_err(|cause| format!("{path}: {cause}"))? {
            let name = entry
                .map_err(|cause| format!("{path}: {cause}"))?
                .file_name();
            work.push(format!("{path}/{}", name.to_string_lossy()));
        }
    }
    found.sort();
    Ok(found)
}
