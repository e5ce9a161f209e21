//! What does compiling the output take? `rustc` for the crate alone: its dependencies are built before.
use super::{
    arguments, compiler, folder,
    generation::job,
    machine::Machine,
    record::{Compiled, Crate, Output, SCHEMA},
    save, table, write,
};
use crate::{
    config,
    corpus::{find::Found, generator},
    process::{self, Limits},
    scratch::{self, alone},
    terminal::say,
};
use oasmith::output::Files;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

/// The package of all crates, so that they share what their dependencies compile to.
const PACKAGE: &str = "subject";

/// What is asked of cargo.
#[derive(Debug, Clone, Copy)]
enum Tool {
    Check,
    Build,
    Release,
}

impl Tool {
    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Build => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// The documents.
pub(super) fn prepare(arguments: &arguments::Output) -> Result<Vec<Found>, String> {
    let found = arguments.documents.found()?;
    if found.is_empty() {
        return Err("there is nothing to measure: give documents".to_owned());
    }
    Ok(found)
}

pub(super) fn run(arguments: &arguments::Output) -> Result<ExitCode, String> {
    let found = prepare(arguments)?;
    let limits = Patience {
        seconds: arguments.limit_seconds,
        until: None,
    };
    let measured = measure(&found, !arguments.no_release, limits)?;
    say(&format!("\n{}", table::output_table(&measured).plain()));
    save(&arguments.json(), &measured)?;
    say(&format!(
        "the figures are in {}",
        arguments.json().display()
    ));
    let failed = |one: &Crate| {
        let all = [&one.check, &one.build];
        all.iter()
            .any(|compiled| matches!(compiled, Compiled::Failed(_)))
    };
    Ok(if measured.crates.iter().any(failed) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// How long compilations may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Each of them, in seconds.
    pub seconds: f64,
    /// All of them.
    pub until: Option<Instant>,
}

impl Patience {
    fn limits(self) -> Limits {
        let limit = Instant::now() + Duration::from_secs_f64(self.seconds.max(0.001));
        Limits {
            until: self.until.map_or(limit, |until| until.min(limit)),
            memory: u64::MAX,
        }
    }
}

/// Measures the output of some documents. The cheap figures of all come first, so that they are there if time ends.
pub(super) fn measure(
    found: &[Found],
    with_release: bool,
    patience: Patience,
) -> Result<Output, String> {
    let machine = Machine::this();
    // The smallest document first: one that takes all the time that is left costs no figures of the others.
    let mut sorted: Vec<&Found> = found.iter().collect();
    sorted.sort_by_key(|found| found.size);
    let mut crates = Vec::new();
    for (index, found) in sorted.into_iter().enumerate() {
        crates.push(generated(index, found)?);
    }
    for tool in [Tool::Check, Tool::Build, Tool::Release] {
        for (index, one) in crates.iter_mut().enumerate() {
            let compiled = match tool {
                Tool::Release if !with_release => Err("not asked for".to_owned()),
                Tool::Check | Tool::Build | Tool::Release => compiled(index, tool, patience),
            };
            let compiled = compiled.unwrap_or_else(Compiled::Failed);
            let arguments = tool.arguments().join(" ");
            say(&match &compiled {
                Compiled::Took { cpu, .. } => {
                    format!("{}: cargo {arguments}: {cpu:.1} s", one.name)
                }
                Compiled::Failed(why) => format!("{}: cargo {arguments}: {why}", one.name),
            });
            match tool {
                Tool::Check => one.check = compiled,
                Tool::Build => one.build = compiled,
                Tool::Release => one.release = compiled,
            }
        }
    }
    Ok(Output {
        schema: SCHEMA,
        machine,
        crates,
    })
}

fn crate_folder(index: usize) -> PathBuf {
    folder().join(format!("output/{index}"))
}

/// Writes the crate of a document, without its root.
fn generated(index: usize, found: &Found) -> Result<Crate, String> {
    let failed = |cause: &dyn std::fmt::Display| format!("{}: {cause}", found.path.display());
    let bytes = fs::read(&found.path).map_err(|cause| failed(&cause))?;
    let job = job(&found.name, &found.path, &found.folder);
    let generated = generator::generate(&job, &bytes, PACKAGE).map_err(|cause| failed(&cause))?;
    let files = generated.files.as_ref();
    let files = files.ok_or_else(|| failed(&"no code is generated from it"))?;
    let to = crate_folder(index);
    let _ = fs::remove_dir_all(&to);
    generator::write(&generated, &to)?;
    let manifest = files.get("Cargo.toml").unwrap_or_default();
    write(&to.join("Cargo.toml"), &alone(manifest))?;
    fs::rename(to.join("src/lib.rs"), to.join("root.rs")).map_err(|cause| failed(&cause))?;
    let lines = |is_wanted: &dyn Fn(&str) -> bool| {
        let files = Files::iter(files).filter(|(path, _)| is_wanted(path));
        files.map(|(_, text)| text.lines().count()).sum()
    };
    let is_model = |path: &str| path.starts_with("src/api/models/");
    let nothing = || Compiled::Failed(String::new());
    Ok(Crate {
        name: found.name.clone(),
        operations: generated.report().operations,
        models: generated.report().types,
        operation_lines: lines(&|path| path.starts_with("src/api/") && !is_model(path)),
        model_lines: lines(&is_model),
        runtime_lines: lines(&|path| path.starts_with("src/runtime/")),
        check: nothing(),
        build: nothing(),
        release: nothing(),
    })
}

/// Compiles a crate: with an empty root, for its dependencies, and then as it is.
fn compiled(index: usize, tool: Tool, patience: Patience) -> Result<Compiled, String> {
    let at = crate_folder(index);
    let figures = folder().join("output/figures.json");
    let root = fs::read_to_string(at.join("root.rs")).map_err(|cause| cause.to_string())?;
    cargo(&at, tool, &figures, "", patience)?;
    let _ = fs::remove_file(&figures);
    cargo(&at, tool, &figures, &root, patience)?;
    let text = fs::read_to_string(&figures).map_err(|cause| format!("no figures: {cause}"))?;
    serde_json::from_str(&text).map_err(|cause| cause.to_string())
}

fn cargo(
    at: &Path,
    tool: Tool,
    figures: &Path,
    root: &str,
    patience: Patience,
) -> Result<(), String> {
    let limits = patience.limits();
    if Instant::now() > limits.until {
        return Err("no time was left".to_owned());
    }
    write(&at.join("src/lib.rs"), root)?;
    let lock = config::root().join("Cargo.lock");
    let copy = || fs::copy(&lock, at.join("Cargo.lock")).map_err(|cause| cause.to_string());
    copy()?;
    let this = std::env::current_exe().map_err(|cause| cause.to_string())?;
    let command = |more: &[&str]| {
        let mut command = scratch::cargo();
        command
            .args(tool.arguments())
            .args(["--quiet", "--lib", "--all-features"])
            .args(more)
            .current_dir(at)
            .env("CARGO_TARGET_DIR", folder().join("output/build"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_PROFILE_DEV_DEBUG")
            .env("RUSTC_WRAPPER", &this)
            .env(compiler::FILE, figures)
            .env(compiler::CRATE, PACKAGE);
        command
    };
    // A crate may be missing on this machine.
    if let Err(why) = process::run(&mut command(&["--offline"]), limits) {
        if root.is_empty() {
            copy()?;
            process::run(&mut command(&[]), limits)?;
        } else {
            return Err(why);
        }
    }
    Ok(())
}
