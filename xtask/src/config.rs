//! `specs/oasmith.toml`: which documents there are, and what becomes of each.
use oasmith::{
    ApiOptions, Dates, Enums, Examples, ForLarge, GenerateError, Generation, Input, Layout,
    Numbers, Only, PagingRule, Part, Setters, UnknownMembers, Validation,
    diag::{Levels, Selection, Severity, UnknownSelection},
    folder::Folder,
    names::is_module_name,
};
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
    /// The folder that the document's references may lead to, relative to `specs/`; by default the document's own.
    root: Option<PathBuf>,
    /// The part that is generated: tags, and operations.
    #[serde(default)]
    only_tags: Vec<String>,
    #[serde(default)]
    only_operations: Vec<String>,
    #[serde(default)]
    dates: DatesOption,
    #[serde(default)]
    enums: EnumsOption,
    #[serde(default)]
    numbers: NumbersOption,
    #[serde(default)]
    setters: SettersOption,
    #[serde(default)]
    unknown_members: UnknownMembersOption,
    #[serde(default)]
    validation: ValidationOption,
    #[serde(default)]
    examples: ExamplesOption,
    #[serde(default)]
    tag_features: ForLargeOption,
    #[serde(default)]
    path_groups: ForLargeOption,
    parts: Option<Vec<PartOption>>,
    /// The programs under `generated/examples/` that use this API.
    #[serde(default)]
    programs: Vec<String>,
    #[serde(default)]
    operations: BTreeMap<String, String>,
    /// How the pages of lists are found, by operation; `*` is for all.
    #[serde(default)]
    paging: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    deny: Vec<String>,
    #[serde(default)]
    allow: Vec<String>,
}

impl Section {
    /// What becomes of findings.
    fn levels(&self, module: &str) -> Result<Levels, String> {
        let mut levels = Levels::new();
        for name in &self.deny {
            levels = levels.deny(selection(module, "deny", name)?);
        }
        for name in &self.allow {
            let selection = selection(module, "allow", name)?;
            if selection.severity() == Severity::Error {
                return Err(format!(
                    "specs/oasmith.toml: `allow` of `{module}`: `{name}` is an error, and an error can not be allowed"
                ));
            }
            levels = levels.allow(selection);
        }
        Ok(levels)
    }
}

fn selection(module: &str, key: &str, name: &str) -> Result<Selection, String> {
    name.parse().map_err(|unknown: UnknownSelection| {
        format!("specs/oasmith.toml: `{key}` of `{module}`: `{name}`: {unknown}")
    })
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DatesOption {
    #[default]
    Chrono,
    String,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EnumsOption {
    #[default]
    Open,
    Closed,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NumbersOption {
    #[default]
    Native,
    Exact,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SettersOption {
    #[default]
    Fields,
    Chained,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum UnknownMembersOption {
    #[default]
    Skip,
    Keep,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PartOption {
    Reqwest,
    Blocking,
    Memory,
    Tower,
    Tracing,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ValidationOption {
    #[default]
    Off,
    On,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ExamplesOption {
    #[default]
    On,
    Off,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ForLargeOption {
    #[default]
    Large,
    On,
    Off,
}

impl From<ForLargeOption> for ForLarge {
    fn from(option: ForLargeOption) -> Self {
        match option {
            ForLargeOption::Large => Self::Large,
            ForLargeOption::On => Self::On,
            ForLargeOption::Off => Self::Off,
        }
    }
}

/// An API of the repository.
#[derive(Debug)]
pub struct Api {
    /// The document's path, as reports show it.
    pub name: String,
    /// The document.
    pub bytes: Vec<u8>,
    /// What to make of it.
    pub options: ApiOptions,
    /// The files that it may refer to.
    folder: Folder,
}

impl Api {
    /// The API as the generator takes it.
    #[must_use]
    pub fn input(&self) -> Input<'_> {
        Input::new(&self.name, &self.bytes, self.options.clone()).files(&self.folder)
    }
}

/// The command that writes `generated/`, for the files' headers and for hints.
pub const COMMAND: &str = "cargo xtask regenerate";

/// The form of `generated/`.
#[must_use]
pub fn layout() -> Layout {
    Layout::Crate {
        name: "generated".to_owned(),
    }
}

/// What `generated/` should hold.
///
/// # Errors
///
/// When two APIs have one name, or the generator made code that is not valid Rust.
pub fn generate(inputs: &[Input<'_>]) -> Result<Generation, GenerateError> {
    oasmith::generate(inputs, &layout(), COMMAND)
}

/// The root of the repository.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// All APIs, in the order of their names.
///
/// # Errors
///
/// When the configuration or a document can not be read.
pub fn apis() -> Result<Vec<Api>, String> {
    let path = root().join("specs/oasmith.toml");
    let text = fs::read_to_string(&path).map_err(|cause| format!("specs/oasmith.toml: {cause}"))?;
    read(&text)
}

/// The APIs of a configuration, in the order of their names.
///
/// # Errors
///
/// When the configuration or a document can not be read.
pub fn read(configuration: &str) -> Result<Vec<Api>, String> {
    let sections: BTreeMap<String, Section> =
        toml::from_str(configuration).map_err(|cause| format!("specs/oasmith.toml: {cause}"))?;
    sections
        .into_iter()
        .map(|(module, section)| api(module, section))
        .collect()
}

fn api(module: String, section: Section) -> Result<Api, String> {
    if !is_module_name(&module) {
        return Err(format!(
            "specs/oasmith.toml: `{module}` is no module name: it takes lower-case letters, digits and `_`, begins with a letter, and is no keyword"
        ));
    }
    let path = Path::new("specs").join(&section.document);
    let name = path.display().to_string();
    let bytes = fs::read(root().join(&path)).map_err(|cause| format!("{name}: {cause}"))?;
    let levels = section.levels(&module)?;
    let folder = Folder::of(&root().join(&path)).and_then(|folder| match &section.root {
        Some(above) => folder.below(&root().join("specs").join(above)),
        None => Ok(folder),
    });
    let folder = folder.map_err(|cause| format!("{name}: {cause}"))?;
    let mut options = ApiOptions::new(module);
    options.levels = levels;
    options.only = Only {
        tags: section.only_tags,
        operations: section.only_operations,
    };
    options.dates = match section.dates {
        DatesOption::Chrono => Dates::Chrono,
        DatesOption::String => Dates::Text,
    };
    options.enums = match section.enums {
        EnumsOption::Open => Enums::Open,
        EnumsOption::Closed => Enums::Closed,
    };
    options.numbers = match section.numbers {
        NumbersOption::Native => Numbers::Native,
        NumbersOption::Exact => Numbers::Exact,
    };
    options.setters = match section.setters {
        SettersOption::Fields => Setters::Fields,
        SettersOption::Chained => Setters::Chained,
    };
    options.unknown_members = match section.unknown_members {
        UnknownMembersOption::Skip => UnknownMembers::Skip,
        UnknownMembersOption::Keep => UnknownMembers::Keep,
    };
    options.validation = match section.validation {
        ValidationOption::Off => Validation::Off,
        ValidationOption::On => Validation::On,
    };
    options.examples = match section.examples {
        ExamplesOption::On => Examples::On,
        ExamplesOption::Off => Examples::Off,
    };
    options.tag_features = section.tag_features.into();
    options.path_groups = section.path_groups.into();
    if let Some(parts) = section.parts {
        let parts = parts.into_iter().map(|part| match part {
            PartOption::Reqwest => Part::Reqwest,
            PartOption::Blocking => Part::Blocking,
            PartOption::Memory => Part::Memory,
            PartOption::Tower => Part::Tower,
            PartOption::Tracing => Part::Tracing,
        });
        options.parts = parts.collect();
    }
    options.programs = section.programs;
    options.operation_names = section.operations.into_iter().collect();
    for (operation, keys) in section.paging {
        let rule = PagingRule::of_keys(keys);
        let rule =
            rule.map_err(|why| format!("specs/oasmith.toml: `paging` of `{operation}`: {why}"))?;
        options.paging.insert(operation, rule);
    }
    Ok(Api {
        name,
        bytes,
        options,
        folder: folder.hint("`root` in specs/oasmith.toml allows another folder"),
    })
}
