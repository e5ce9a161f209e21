//! How is one document given to the generator, and what is kept of what it says? The only file here that knows the
//! generator's interface.
use super::{
    protocol::Job,
    record::{
        Findings, Group, MAX_GROUPS, MAX_PLACES, MAX_SAMPLES, Made, Outcome, Sample, Untyped, cut,
    },
};
use oasmith::{
    ApiOptions, Generation, Input, Layout, Report,
    diag::{Code, Diagnostic, Diagnostics, Style},
    output::Files,
};
use std::{
    collections::{BTreeMap, VecDeque},
    fs,
    path::Path,
};

/// The module of every document: its name plays no part here.
const MODULE: &str = "api";

/// The command that the headers of files name.
const COMMAND: &str = "cargo xtask corpus";

/// What came of a document, before it is counted.
pub(super) struct Generated {
    /// The files; none when the document has an error.
    pub files: Option<Files>,
    /// What was found.
    report: Report,
}

/// Generates a crate from a document.
pub(super) fn generate(job: &Job, bytes: &[u8], package: &str) -> Result<Generated, String> {
    let input = input(job, bytes);
    let layout = Layout::Crate {
        name: package.to_owned(),
    };
    let Generation { files, reports } =
        oasmith::generate(&[input], &layout, COMMAND).map_err(|defect| defect.to_string())?;
    let report = reports.into_iter().next().ok_or("there is no report")?;
    Ok(Generated { files, report })
}

fn input<'a>(job: &'a Job, bytes: &'a [u8]) -> Input<'a> {
    Input {
        name: &job.name,
        bytes,
        options: ApiOptions::new(MODULE),
    }
}

/// What is kept of it.
pub(super) fn record(job: &Job, bytes: &[u8], generated: &Generated, seconds: f64) -> Made {
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
        findings: findings(job, bytes, &report.diagnostics),
        untyped: untyped(&report.diagnostics),
        ..Made::failed(outcome, seconds)
    }
}

/// Writes the files into a folder that does not exist yet.
pub(super) fn write(files: &Files, to: &Path) -> Result<(), String> {
    for (path, text) in files.iter() {
        let target = to.join(path);
        let failed = |cause| format!("{}: {cause}", target.display());
        target
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .map_err(failed)?;
        fs::write(&target, text).map_err(failed)?;
    }
    Ok(())
}

/// The codes that tell that a value became any JSON value.
const UNTYPED: [Code; 5] = [
    Code::UntypedSchema,
    Code::UntypedUnion,
    Code::UnresolvedReference,
    Code::ExternalReference,
    Code::ReferenceCycle,
];

fn untyped(diagnostics: &Diagnostics) -> Untyped {
    let mut untyped = Untyped::default();
    for finding in diagnostics
        .iter()
        .filter(|finding| UNTYPED.contains(&finding.code))
    {
        untyped.total += 1;
        let reason = format!("{}: {}", finding.code, shape(&finding.message));
        *untyped.reasons.entry(reason).or_default() += 1;
        if untyped.places.len() < MAX_PLACES {
            untyped.places.push(finding.message.clone());
        }
    }
    untyped
}

/// A message without the names of its case, which stand between backticks.
fn shape(message: &str) -> String {
    message
        .split('`')
        .step_by(2)
        .collect::<Vec<_>>()
        .join("`…`")
}

fn findings(job: &Job, bytes: &[u8], diagnostics: &Diagnostics) -> Findings {
    let counts = diagnostics.counts();
    let mut findings = Findings {
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
        ..Findings::default()
    };
    let mut groups: BTreeMap<(Code, String), Vec<&Diagnostic>> = BTreeMap::new();
    for finding in diagnostics {
        *findings
            .codes
            .entry(finding.code.name().to_owned())
            .or_default() += 1;
        groups
            .entry((finding.code, shape(&finding.message)))
            .or_default()
            .push(finding);
    }
    let mut groups: Vec<(Code, Vec<&Diagnostic>)> = groups
        .into_iter()
        .map(|((code, _), group)| (code, group))
        .collect();
    // The worst first, then the largest; the order of the codes for the rest.
    groups.sort_by_key(|(code, group)| (code.severity(), std::cmp::Reverse(group.len())));
    findings.groups_omitted = groups.len().saturating_sub(MAX_GROUPS);
    groups.truncate(MAX_GROUPS);
    let samples = samples(job, bytes, &groups);
    findings.groups = groups
        .iter()
        .zip(samples)
        .map(|((code, group), samples)| Group {
            code: code.name().to_owned(),
            severity: code.severity().name().to_owned(),
            count: group.len(),
            samples,
        })
        .collect();
    findings
}

/// Some findings of each group, with their lines. All are rendered at once: finding places takes a walk through the
/// whole text.
fn samples(job: &Job, bytes: &[u8], groups: &[(Code, Vec<&Diagnostic>)]) -> Vec<Vec<Sample>> {
    let mut shown = Diagnostics::new();
    for (_, group) in groups {
        for finding in group.iter().take(MAX_SAMPLES) {
            shown.push((*finding).clone());
        }
    }
    let rendered = oasmith::source::report(&job.name, bytes, &shown, Style::Plain);
    let mut blocks = blocks(&rendered);
    groups
        .iter()
        .map(|(code, group)| {
            group
                .iter()
                .take(MAX_SAMPLES)
                .map(|finding| sample(job, *code, finding, &mut blocks))
                .collect()
        })
        .collect()
}

fn sample(
    job: &Job,
    code: Code,
    finding: &Diagnostic,
    blocks: &mut BTreeMap<&str, VecDeque<&str>>,
) -> Sample {
    let title = format!(
        "{}[{}]: {}",
        code.severity().name(),
        code.name(),
        finding.message
    );
    let title = title.lines().next().unwrap_or_default();
    let text = blocks
        .get_mut(title)
        .and_then(VecDeque::pop_front)
        .unwrap_or_default();
    let place = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("--> "));
    Sample {
        message: cut(&finding.message),
        place: place.unwrap_or(&job.name).to_owned(),
        text: cut(text),
    }
}

/// The findings of a report by their first lines.
fn blocks(rendered: &str) -> BTreeMap<&str, VecDeque<&str>> {
    let mut blocks: BTreeMap<&str, VecDeque<&str>> = BTreeMap::new();
    for block in rendered.split("\n\n").map(str::trim_end) {
        if let Some(title) = block.lines().next() {
            blocks.entry(title).or_default().push_back(block);
        }
    }
    blocks
}
