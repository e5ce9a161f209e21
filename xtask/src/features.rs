//! `cargo xtask features`: does each group of operations of a large API compile alone, without a warning, and how long does
//! it take? It is run by hand; `.ci/run` does the same with a small document.
use oasmith::{ApiOptions, ForLarge, Input, Layout, folder::Folder, output::write};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{ExitCode, Stdio},
    time::{Duration, Instant},
};
use xtask::{
    config, scratch,
    terminal::{say, show},
};

/// The module of the API, and what the names of its features begin with.
const MODULE: &str = "api";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The document.
    document: PathBuf,
    /// Check no more than this many of the features, spread over all of them.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// The folder for the crate and for what is built of it; by default `target/features`.
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match features(arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failures) => {
            say(&format!(
                "error: {failures} do not compile, or with warnings"
            ));
            ExitCode::FAILURE
        }
        Err(message) => {
            say(&format!("error: {message}"));
            ExitCode::from(3)
        }
    }
}

/// How many of the features fail.
fn features(arguments: &Arguments) -> Result<usize, String> {
    let default = || config::root().join("target/features");
    let folder = arguments.scratch.clone().unwrap_or_else(default);
    generate(&arguments.document, &folder)?;
    let names = named(&folder)?;
    let chosen = sample(&names, arguments.sample.unwrap_or(names.len()));
    say(&format!(
        "{} features, of which {} are checked",
        names.len(),
        chosen.len()
    ));
    // What is built of the dependencies is none of what is measured.
    let client = format!("{MODULE}_client");
    check(&folder, &client)?.map_err(|said| format!("the client alone:\n{said}"))?;
    let mut failures = 0;
    let all: Vec<&str> = chosen.into_iter().chain([MODULE]).collect();
    for name in all {
        match check(&folder, name)? {
            Ok(time) => say(&format!("{:8.2} s  {name}", time.as_secs_f64())),
            Err(said) => {
                failures += 1;
                say(&format!("  failed    {name}"));
                show(&said);
            }
        }
    }
    Ok(failures)
}

fn generate(document: &Path, folder: &Path) -> Result<(), String> {
    let name = document.display().to_string();
    let failed = |cause: std::io::Error| format!("{name}: {cause}");
    let bytes = fs::read(document).map_err(failed)?;
    let files = Folder::of(document).map_err(failed)?;
    let mut options = ApiOptions::new(MODULE);
    options.tag_features = ForLarge::On;
    let layout = Layout::Crate {
        name: "features".to_owned(),
    };
    let inputs = [Input::new(&name, &bytes, options).files(&files)];
    let generation = oasmith::generate(&inputs, &layout, "cargo xtask features");
    let generation = generation.map_err(|defect| defect.to_string())?;
    let Some(mut made) = generation.files else {
        let refusals = generation.reports.iter();
        let refusals: Vec<String> = refusals.filter_map(|it| it.refusal(&name)).collect();
        return Err(refusals.join("; "));
    };
    let manifest = scratch::alone(made.get("Cargo.toml").unwrap_or_default());
    made.insert("Cargo.toml", manifest);
    let owned = oasmith::owned_paths(&inputs, &layout);
    let plan = write::plan(folder, &made, &owned);
    plan.and_then(|plan| write::apply(folder, &made, &plan))
        .map_err(|cause| cause.to_string())
}

/// The features for the groups of operations, and for the client, as the manifest lists them.
fn named(folder: &Path) -> Result<Vec<String>, String> {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    let manifest: toml::Table = toml::from_str(&text).map_err(|cause| cause.to_string())?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let names = features.into_iter().flat_map(toml::Table::keys);
    let prefix = format!("{MODULE}_");
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with(&prefix))
        .cloned()
        .collect();
    names.sort();
    if names.is_empty() {
        return Err("the document has no operations".to_owned());
    }
    Ok(names)
}

/// Some of the names, as far from each other as can be.
fn sample(names: &[String], count: usize) -> Vec<&str> {
    let count = count.clamp(1, names.len());
    let position = |index: usize| index * names.len() / count;
    let chosen = (0..count).filter_map(|index| names.get(position(index)));
    chosen.map(String::as_str).collect()
}

/// How long the check of one feature takes, or what the compiler says against it.
fn check(folder: &Path, feature: &str) -> Result<Result<Duration, String>, String> {
    let start = Instant::now();
    let output = scratch::cargo()
        .args([
            "check",
            "--quiet",
            "--no-default-features",
            "--features",
            feature,
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("build"))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("RUSTFLAGS", "-Dwarnings")
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| format!("cargo: {cause}"))?;
    if output.status.success() {
        return Ok(Ok(start.elapsed()));
    }
    Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()))
}
