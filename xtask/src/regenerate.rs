//! `cargo xtask regenerate`: `specs/` in, `generated/` out.
use oasmith::{
    Generation, Input, Report,
    output::{
        Files,
        write::{self, Change, Plan},
    },
};
use std::{process::ExitCode, time::Instant};
use xtask::terminal::{say, show, style};
use xtask::{
    config::{self, Api, COMMAND},
    diff::diff,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; show what differs and fail if anything does.
    #[arg(long)]
    check: bool,
    /// Report on this API alone, and write its files alone.
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match regenerate(arguments) {
        Ok(code) => code,
        Err(message) => {
            say(&format!("error: {message}"));
            ExitCode::FAILURE
        }
    }
}

fn regenerate(arguments: &Arguments) -> Result<ExitCode, String> {
    let start = Instant::now();
    let apis = config::apis()?;
    if let Some(name) = &arguments.api
        && apis.iter().all(|api| api.options.module != *name)
    {
        let known: Vec<&str> = apis.iter().map(|api| api.options.module.as_str()).collect();
        return Err(format!(
            "there is no API `{name}` in specs/oasmith.toml; there are {}",
            known.join(", ")
        ));
    }
    for api in &apis {
        say(&format!("reading {}", api.name));
    }
    let inputs: Vec<Input<'_>> = apis.iter().map(Api::input).collect();
    // All documents are read even for one API: the crate's root and its runtime are made of all.
    let Generation { files, reports } =
        config::generate(&inputs).map_err(|defect| defect.to_string())?;
    let wanted = |module: &str| arguments.api.as_deref().is_none_or(|name| name == module);
    for report in reports.iter().filter(|report| wanted(&report.module)) {
        show(&report.render(style()));
    }
    let Some(files) = files else {
        let refusals = inputs.iter().zip(&reports);
        let refusals: Vec<String> = refusals
            .filter_map(|(input, report)| report.refusal(input.name))
            .collect();
        return Err(format!("nothing was written: {}", refusals.join("; ")));
    };
    let folder = config::root().join("generated");
    let mut plan = write::plan(
        &folder,
        &files,
        &oasmith::owned_paths(&inputs, &config::layout()),
    )
    .map_err(|cause| cause.to_string())?;
    plan.changes
        .retain(|(path, _)| module_of(path, &reports).is_none_or(wanted));
    let code = if arguments.check {
        check(&files, &plan)
    } else {
        write::apply(&folder, &files, &plan).map_err(|cause| cause.to_string())?;
        for report in reports.iter().filter(|report| wanted(&report.module)) {
            say(&summary(report, &plan, &reports));
        }
        let shared = counts(&plan, |path| module_of(path, &reports).is_none());
        say(&format!("shared: {shared}"));
        foreign(&plan)
    };
    say(&format!(
        "{} APIs in {:.2} s",
        reports.len(),
        start.elapsed().as_secs_f64()
    ));
    Ok(code)
}

/// The API that a file belongs to; none for files that all share.
fn module_of<'r>(path: &str, reports: &'r [Report]) -> Option<&'r str> {
    let rest = path.strip_prefix("src/")?;
    let (first, _) = rest.split_once('/')?;
    reports
        .iter()
        .map(|report| report.module.as_str())
        .find(|module| *module == first)
}

fn summary(report: &Report, plan: &Plan, reports: &[Report]) -> String {
    let found = report.diagnostics.counts();
    format!(
        "{}: {}, {}; {}; {}, {}",
        report.module,
        counted(report.operations, "operation"),
        counted(report.types, "model"),
        counts(plan, |path| module_of(path, reports)
            == Some(&report.module)),
        counted(found.warnings, "warning"),
        counted(found.notes, "note"),
    )
}

fn counts(plan: &Plan, of: impl Fn(&str) -> bool) -> String {
    let (mut written, mut unchanged, mut removed) = (0, 0, 0);
    for (_, change) in plan.changes.iter().filter(|(path, _)| of(path)) {
        match change {
            Change::Added | Change::Changed(_) => written += 1,
            Change::Unchanged => unchanged += 1,
            Change::Removed(_) => removed += 1,
            Change::Foreign => {}
        }
    }
    let written = counted(written, "file");
    format!("{written} written, {unchanged} unchanged, {removed} removed")
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("{count} {what}")
    } else {
        format!("{count} {what}s")
    }
}

/// Files of somebody else in the way are an error: what should stand there does not.
fn foreign(plan: &Plan) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for (path, change) in &plan.changes {
        if *change == Change::Foreign {
            say(&format!(
                "error: generated/{path} was not generated, so it is left as it is; move it out of the way"
            ));
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// Shows what differs.
fn check(files: &Files, plan: &Plan) -> ExitCode {
    if plan.is_fresh() {
        say("generated/ is what specs/ gives");
        return ExitCode::SUCCESS;
    }
    for (path, change) in &plan.changes {
        let wanted = files.get(path).unwrap_or_default();
        match change {
            Change::Unchanged => {}
            Change::Added => say(&format!("missing: generated/{path}")),
            Change::Changed(known) => {
                say(&format!("differs: generated/{path}"));
                show(&diff(known, wanted));
            }
            Change::Removed(_) => say(&format!("stale: generated/{path}")),
            Change::Foreign => say(&format!("not generated: generated/{path}")),
        }
    }
    say(&format!(
        "generated/ is not what specs/ gives; repair it with: {COMMAND}"
    ));
    ExitCode::FAILURE
}
