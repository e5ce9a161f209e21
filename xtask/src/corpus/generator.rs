//! How is one document given to the generator, and what is kept of what it says? The only file here that knows the
//! generator's interface.
mod names;

use super::{
    protocol::{Job, Task},
    record::{
        Findings, Group, MAX_GROUPS, MAX_PLACES, MAX_SAMPLES, Made, Outcome, Sample, Untyped, cut,
    },
    stability::Output,
};
use crate::scratch;
use oasmith::{
    ApiOptions, Generation, Input, Layout, Report, UnknownMembers, Validation,
    diag::{self, Code, Finding, Pointer, Style},
    folder::Folder,
    ir::UntypedCause,
    output::Files,
    phase::Watch,
};
use std::{collections::BTreeMap, path::Path};

/// The module of every document: its name plays no part here.
const MODULE: &str = "api";

/// The command that the headers of files name.
const COMMAND: &str = "cargo xtask corpus";

/// What came of a document, before it is counted.
pub(crate) struct Generated {
    /// The files; none when the document has an error.
    pub files: Option<Files>,
    /// What was found.
    report: Report,
}

impl Generated {
    /// What was found.
    pub(crate) fn report(&self) -> &Report {
        &self.report
    }
}

/// Generates a crate from a document.
pub(crate) fn generate(job: &Job, bytes: &[u8], package: &str) -> Result<Generated, String> {
    generate_watched(job, bytes, package, &|_| ())
}

/// The same, telling which phase begins.
pub(crate) fn generate_watched(
    job: &Job,
    bytes: &[u8],
    package: &str,
    watch: Watch<'_>,
) -> Result<Generated, String> {
    let files = folder(job);
    let mut options = ApiOptions::new(MODULE);
    // What a value has beyond its document has to come back too, and what is valid has to be found to be so.
    if matches!(job.task, Task::Plan { .. }) {
        options.unknown_members = UnknownMembers::Keep;
        options.validation = Validation::On;
    }
    let mut input = Input::new(&job.name, bytes, options);
    if let Some(files) = &files {
        input = input.files(files);
    }
    let layout = Layout::Crate {
        name: package.to_owned(),
    };
    let Generation { files, reports } =
        oasmith::generate_watched(&[input], &layout, COMMAND, watch)
            .map_err(|defect| defect.to_string())?;
    let report = reports.into_iter().next().ok_or("there is no report")?;
    Ok(Generated { files, report })
}

/// The files that a document may be spread over: those below the folder that was given; none when that is gone.
fn folder(job: &Job) -> Option<Folder> {
    let folder = Folder::of(&job.path).ok()?.below(&job.folder).ok()?;
    Some(folder.hint("give a folder that holds it as well"))
}

/// What is compared of a document with and without some of its parts; none when it has an error.
pub(super) fn output(job: &Job, bytes: &[u8]) -> Result<Option<Output>, String> {
    let generated = generate(job, bytes, "subject")?;
    let Some(files) = &generated.files else {
        return Ok(None);
    };
    Ok(Some(Output {
        files: files
            .iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect(),
        names: names::names(job, bytes, &ApiOptions::new(MODULE)),
        requirements: format!("{:?}", generated.report.requirements),
    }))
}

/// What is kept of it.
pub(super) fn record(generated: &Generated, seconds: f64) -> Made {
    let outcome = if generated.files.is_some() {
        Outcome::Generated
    } else {
        Outcome::Refused
    };
    let files = generated.files.as_ref();
    let texts = files.into_iter().flat_map(Files::iter);
    let report = &generated.report;
    Made {
        operations: report.operations,
        models: report.types,
        files: files.map_or(0, Files::len),
        lines: texts.map(|(_, text)| text.lines().count()).sum(),
        findings: findings(report),
        untyped: untyped(report),
        ..Made::of(outcome, seconds)
    }
}

/// Writes the files into a folder that does not exist yet.
pub(crate) fn write(generated: &Generated, to: &Path) -> Result<(), String> {
    for (path, text) in generated.files.iter().flat_map(Files::iter) {
        scratch::write(&to.join(path), text)?;
    }
    Ok(())
}

fn untyped(report: &Report) -> Untyped {
    let mut untyped = Untyped {
        total: report.untyped.len(),
        ..Untyped::default()
    };
    for value in &report.untyped {
        let reason = value.reason;
        let cause = match reason.cause() {
            UntypedCause::Meant => "meant",
            UntypedCause::Document => "document",
            UntypedCause::Generator => "generator",
        };
        *untyped.causes.entry(cause.to_owned()).or_default() += 1;
        let words = format!("{} ({cause}): {}", reason.name(), reason.text());
        *untyped.reasons.entry(words).or_default() += 1;
        if untyped.places.len() < MAX_PLACES {
            untyped
                .places
                .push(cut(&format!("{}: {}", shown(&value.place), reason.text())));
        }
    }
    untyped
}

fn shown(place: &Pointer) -> String {
    if place.is_root() {
        "the document".to_owned()
    } else {
        place.as_str().to_owned()
    }
}

/// A message without the names of its case, which stand between backticks.
fn shape(message: &str) -> String {
    message
        .split('`')
        .step_by(2)
        .collect::<Vec<_>>()
        .join("`…`")
}

fn findings(report: &Report) -> Findings {
    let counts = report.diagnostics.counts();
    let mut findings = Findings {
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
        ..Findings::default()
    };
    let found = report.findings();
    let mut groups: BTreeMap<(Code, String), Vec<&Finding>> = BTreeMap::new();
    for finding in &found {
        *findings
            .codes
            .entry(finding.code.name().to_owned())
            .or_default() += 1;
        groups
            .entry((finding.code, shape(&finding.message)))
            .or_default()
            .push(finding);
    }
    let mut groups: Vec<Vec<&Finding>> = groups.into_values().collect();
    // The worst first, then the largest; the order of the codes for the rest.
    groups.sort_by_key(|group| {
        (
            group.first().map(|finding| finding.severity),
            std::cmp::Reverse(group.len()),
        )
    });
    findings.groups_omitted = groups.len().saturating_sub(MAX_GROUPS);
    groups.truncate(MAX_GROUPS);
    findings.groups = groups
        .iter()
        .filter_map(|group| self::group(group))
        .collect();
    findings
}

fn group(group: &[&Finding]) -> Option<Group> {
    let first = group.first()?;
    Some(Group {
        code: first.code.name().to_owned(),
        severity: first.severity.name().to_owned(),
        count: group.len(),
        samples: group
            .iter()
            .take(MAX_SAMPLES)
            .map(|finding| sample(finding))
            .collect(),
    })
}

fn sample(finding: &Finding) -> Sample {
    let place = match &finding.location {
        Some(at) => format!("{}:{}:{}", finding.file, at.line, at.column),
        None => finding.file.clone(),
    };
    let text = diag::render(std::slice::from_ref(finding), Style::Plain);
    Sample {
        message: cut(&finding.message),
        place,
        text: cut(text.trim_end()),
    }
}
