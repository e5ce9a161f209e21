//! Generation from `build.rs`, in one call.
use crate::{ApiOptions, Input, Layout, diag::Style, output::Defect};
use std::{
    env, fmt, fs, io,
    path::{Path, PathBuf},
};

/// Why a build script can not go on.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildScriptError {
    /// A file or a variable of the environment can not be read or written.
    Io(PathBuf, io::Error),
    /// The document can not be used: the report, as people read it.
    Document(String),
    /// A defect of this crate.
    Defect(Defect),
}

impl fmt::Display for BuildScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, cause) => write!(f, "{}: {cause}", path.display()),
            Self::Document(report) => write!(f, "\n{report}"),
            Self::Defect(defect) => write!(f, "{defect}"),
        }
    }
}

impl std::error::Error for BuildScriptError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, cause) => Some(cause),
            Self::Document(_) => None,
            Self::Defect(defect) => Some(defect),
        }
    }
}

/// Generates the client of a document into `$OUT_DIR/MODULE.rs`, to be included:
///
/// ```ignore
/// pub mod personio {
///     include!(concat!(env!("OUT_DIR"), "/personio.rs"));
/// }
/// ```
///
/// Cargo is told to run the script again when the document changes, and its findings become warnings.
/// The path is relative to the manifest, where cargo runs build scripts.
///
/// # Errors
///
/// When the document can not be read or used, or the file can not be written.
pub fn compile(
    document: impl AsRef<Path>,
    options: ApiOptions,
) -> Result<PathBuf, BuildScriptError> {
    let document = document.as_ref();
    let at = |path: &Path| {
        let path = path.to_owned();
        move |cause| BuildScriptError::Io(path, cause)
    };
    tell(&format!("rerun-if-changed={}", document.display()));
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
        at(Path::new("OUT_DIR"))(io::Error::new(
            io::ErrorKind::NotFound,
            "not set; is this a build script?",
        ))
    })?;
    let bytes = fs::read(document).map_err(at(document))?;
    let name = document.display().to_string();
    let input = Input {
        name: &name,
        bytes: &bytes,
        options,
    };
    let inputs = [input];
    let generation = crate::generate(&inputs, &Layout::SingleFile, "cargo build")
        .map_err(BuildScriptError::Defect)?;
    let [input] = &inputs;
    let report: String = generation
        .reports
        .iter()
        .map(|report| report.render(input, Style::Plain))
        .collect();
    let Some(files) = generation.files else {
        return Err(BuildScriptError::Document(report));
    };
    for line in report.lines() {
        tell(&format!("warning={line}"));
    }
    let target = out.join(format!("{}.rs", input.options.module));
    for (path, text) in files.iter() {
        fs::write(out.join(path), text).map_err(at(&target))?;
    }
    Ok(target)
}

/// Speaks to cargo.
#[expect(
    clippy::print_stdout,
    reason = "cargo reads the standard output of build scripts"
)]
fn tell(line: &str) {
    println!("cargo::{line}");
}
