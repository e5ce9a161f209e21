//! `specs/oasmith.toml`: which documents there are, and what becomes of each.
use oasmith::{ApiOptions, Dates};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The configuration of one API: a section of the file, whose name is the module's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    document: PathBuf,
    #[serde(default)]
    dates: DatesOption,
    #[serde(default)]
    operations: BTreeMap<String, String>,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DatesOption {
    #[default]
    Chrono,
    String,
}

/// An API of the repository.
#[derive(Debug)]
pub(crate) struct Api {
    /// The document's path, as reports show it.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) options: ApiOptions,
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// All APIs, in the order of their names.
pub(crate) fn apis() -> Result<Vec<Api>, String> {
    let path = root().join("specs/oasmith.toml");
    let text = fs::read_to_string(&path).map_err(|cause| format!("specs/oasmith.toml: {cause}"))?;
    let sections: BTreeMap<String, Section> =
        toml::from_str(&text).map_err(|cause| format!("specs/oasmith.toml: {cause}"))?;
    sections
        .into_iter()
        .map(|(module, section)| api(module, section))
        .collect()
}

fn api(module: String, section: Section) -> Result<Api, String> {
    if !is_module(&module) {
        return Err(format!(
            "specs/oasmith.toml: `{module}` is no module name: it takes lower-case letters, digits and `_`, and begins with a letter"
        ));
    }
    let path = Path::new("specs").join(&section.document);
    let name = path.display().to_string();
    let bytes = fs::read(root().join(&path)).map_err(|cause| format!("{name}: {cause}"))?;
    let mut options = ApiOptions::new(module);
    options.dates = match section.dates {
        DatesOption::Chrono => Dates::Chrono,
        DatesOption::String => Dates::Text,
    };
    options.operation_names = section.operations.into_iter().collect();
    Ok(Api {
        name,
        bytes,
        options,
    })
}

fn is_module(name: &str) -> bool {
    let taken = [
        "runtime", "lib", "models", "self", "super", "crate", "default", "reqwest", "chrono",
        "uuid", "base64",
    ];
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !taken.contains(&name)
}
