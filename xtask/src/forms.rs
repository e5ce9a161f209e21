//! `cargo xtask forms`: what the two ways to read and write models cost to compile, side by side.
//!
//! The same models are written twice: as the generator writes them, with a table beneath each, and with
//! serde's derives. All crates are checked in turn, several times, since one measurement says little.
//! Beside them stand enumerations of many values, whose cost should grow as their number does.
use oasmith::{ApiOptions, Input, Layout};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::Instant,
};
use xtask::{
    config,
    scratch::{alone, write},
    terminal::say,
};

/// How many structs there are, each with an enumeration of its own.
const STRUCTS: usize = 300;

/// How many members a struct has.
const MEMBERS: usize = 12;

/// How many values the enumerations have.
const VALUES: [(&str, usize); 2] = [("values", 2000), ("twice-as-many-values", 4000)];

/// How often each crate is checked.
const RUNS: usize = 5;

/// The states of a member, by turns.
const STATES: [State; 4] = [
    State::Required,
    State::Optional,
    State::Nullable,
    State::Optional,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Required,
    Optional,
    Nullable,
}

/// The types of members, by turns: as the document says them, and as Rust does.
const TYPES: [(&str, &str); 6] = [
    (r#""type": "string""#, "String"),
    (r#""type": "integer""#, "i64"),
    (r#""type": "boolean""#, "bool"),
    (r#""type": "number""#, "f64"),
    (
        r#""type": "array", "items": {"type": "string"}"#,
        "Vec<String>",
    ),
    (
        r#""type": "object", "additionalProperties": {"type": "string"}"#,
        "std::collections::BTreeMap<String, String>",
    ),
];

/// What serde's derives need for a member of three states.
const FIELD: &str = r"
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Field<T> { #[default] Absent, Null, Value(T) }
impl<T> Field<T> { pub fn is_absent(&self) -> bool { matches!(self, Self::Absent) } }
impl<T: serde::Serialize> serde::Serialize for Field<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self { Self::Value(value) => value.serialize(to), Self::Absent | Self::Null => to.serialize_unit() }
    }
}
impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Field<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::deserialize(from).map(|value| value.map_or(Self::Null, Self::Value))
    }
}
";

pub(crate) fn run() -> ExitCode {
    match forms() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say(&format!("error: {message}"));
            ExitCode::FAILURE
        }
    }
}

fn forms() -> Result<(), String> {
    let folder = config::root().join("target/forms");
    let size = format!("{STRUCTS} structs of {MEMBERS} members");
    let mut crates = vec![
        ("tables", tables(&folder)?, size.clone()),
        ("derives", derives(&folder)?, size),
    ];
    for (name, count) in VALUES {
        let size = format!("an enumeration of {count} values");
        crates.push((name, values(&folder, name, count)?, size));
    }
    for (_, at, _) in &crates {
        // The dependencies are built before anything is measured.
        check(at)?;
    }
    let mut seconds = vec![Vec::new(); crates.len()];
    for _ in 0..RUNS {
        for ((_, at, _), seconds) in crates.iter().zip(&mut seconds) {
            seconds.push(check(at)?);
        }
    }
    for ((name, _, size), mut seconds) in crates.iter().zip(seconds) {
        seconds.sort_by(f64::total_cmp);
        let median = seconds.get(RUNS / 2).copied().unwrap_or_default();
        say(&format!(
            "{name}: {median:.2} s, the median of {RUNS} runs of `cargo check` for {size}"
        ));
    }
    Ok(())
}

fn members() -> impl Iterator<Item = (usize, State, (&'static str, &'static str))> {
    let states = STATES.iter().copied().cycle();
    let types = TYPES.iter().copied().cycle();
    states
        .zip(types)
        .take(MEMBERS)
        .enumerate()
        .map(|(index, (state, ty))| (index, state, ty))
}

/// The crate as the generator writes it.
fn tables(folder: &Path) -> Result<PathBuf, String> {
    let mut schemas = Vec::new();
    for index in 0..STRUCTS {
        let properties: Vec<String> = members()
            .map(|(member, state, (ty, _))| {
                let nullable = if state == State::Nullable {
                    r#", "nullable": true"#
                } else {
                    ""
                };
                format!(r#""member_{member}": {{{ty}{nullable}}}"#)
            })
            .chain([r#""kind": {"type": "string", "enum": ["a", "b", "c"]}"#.to_owned()])
            .collect();
        let required: Vec<String> = members()
            .filter(|(_, state, _)| *state == State::Required)
            .map(|(member, ..)| format!("\"member_{member}\""))
            .collect();
        schemas.push(format!(
            r#""Model{index}": {{"type": "object", "required": [{}], "properties": {{{}}}}}"#,
            required.join(", "),
            properties.join(", "),
        ));
    }
    generated(folder, "tables", &schemas.join(", "))
}

/// One enumeration as the generator writes it.
fn values(folder: &Path, name: &str, count: usize) -> Result<PathBuf, String> {
    let values: Vec<String> = (0..count)
        .map(|index| format!("\"value-{index}\""))
        .collect();
    let schema = format!(
        r#""Listed": {{"type": "string", "enum": [{}]}}"#,
        values.join(", ")
    );
    generated(folder, name, &schema)
}

/// The crate of a document with these schemas.
fn generated(folder: &Path, name: &str, schemas: &str) -> Result<PathBuf, String> {
    let document = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Forms", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{{schemas}}}}}}}"#,
    );
    let input = Input::new("forms.json", document.as_bytes(), ApiOptions::new("forms"));
    let layout = Layout::Crate {
        name: name.to_owned(),
    };
    let generation = oasmith::generate(&[input], &layout, "cargo xtask forms")
        .map_err(|cause| cause.to_string())?;
    let at = folder.join(name);
    for (path, text) in generation.files.ok_or("the document is refused")?.iter() {
        let text = if path == "Cargo.toml" {
            alone(text)
        } else {
            text.to_owned()
        };
        write(&at.join(path), &text)?;
    }
    Ok(at)
}

/// The same models with derives, a file for each as well.
fn derives(folder: &Path) -> Result<PathBuf, String> {
    let at = folder.join("derives");
    let manifest = "[package]\nname = \"derives\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\nforms = []\n\n\
                    [dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    write(&at.join("Cargo.toml"), &alone(manifest))?;
    let modules: Vec<String> = (0..STRUCTS)
        .map(|index| format!("pub mod model_{index};"))
        .collect();
    write(
        &at.join("src/lib.rs"),
        &format!("{}\n{FIELD}", modules.join("\n")),
    )?;
    for index in 0..STRUCTS {
        let fields: Vec<String> = members()
            .map(|(member, state, (_, ty))| {
                let (attribute, ty) = match state {
                    State::Required => ("", ty.to_owned()),
                    State::Optional => (
                        "#[serde(default, skip_serializing_if = \"Option::is_none\")] ",
                        format!("Option<{ty}>"),
                    ),
                    State::Nullable => (
                        "#[serde(default, skip_serializing_if = \"crate::Field::is_absent\")] ",
                        format!("crate::Field<{ty}>"),
                    ),
                };
                format!("    {attribute}pub member_{member}: {ty},\n")
            })
            .collect();
        let text = format!(
            "#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]\npub struct Model{index} {{\n{}    \
             #[serde(default, skip_serializing_if = \"Option::is_none\")] pub kind: Option<Kind>,\n}}\n\n\
             #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]\npub enum Kind {{\n    \
             #[serde(rename = \"a\")] A,\n    #[serde(rename = \"b\")] B,\n    #[serde(rename = \"c\")] C,\n    \
             #[serde(untagged)] Unrecognized(String),\n}}\n",
            fields.concat(),
        );
        write(&at.join(format!("src/model_{index}.rs")), &text)?;
    }
    Ok(at)
}

/// Checks a crate anew, and gives the seconds that it took.
fn check(at: &Path) -> Result<f64, String> {
    let root = at.join("src/lib.rs");
    let text = fs::read_to_string(&root).map_err(|cause| format!("{}: {cause}", root.display()))?;
    // A new time of change makes cargo check the crate, and nothing else, once more.
    write(&root, &text)?;
    let start = Instant::now();
    let status = Command::new("cargo")
        .args(["check", "--quiet", "--all-features", "--target-dir"])
        .arg(at.with_file_name("build"))
        .current_dir(at)
        .env("CARGO_INCREMENTAL", "0")
        .status()
        .map_err(|cause| format!("cargo: {cause}"))?;
    if !status.success() {
        return Err(format!("{} does not compile", at.display()));
    }
    Ok(start.elapsed().as_secs_f64())
}
