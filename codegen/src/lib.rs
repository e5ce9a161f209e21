//! oasmith turns `OpenAPI` documents into Rust clients that read as if a careful Rust engineer had
//! written them by hand.
//!
//! [`generate`] is the whole program: documents in, files and reports out. It touches neither disk nor
//! network; [`output::write`] brings the files to a folder, and [`build_script`] is the same in one call
//! for `build.rs`.
//!
//! The phases, in order, each of which sees only what the one before made:
//!
//! 1. [`source`] reads bytes into a tree, mends it, and gives objects one by one as `openapiv3` types;
//! 2. [`lower`] makes our own model, the [`ir`], of them; nothing after it knows `OpenAPI`;
//! 3. [`analyze`] computes facts about the model: what to box, what is used;
//! 4. [`names`] makes every identifier;
//! 5. [`emit`] writes code, as trees of modules;
//! 6. [`output`] formats it into files.
//!
//! ```
//! use oasmith::{ApiOptions, Input, Layout};
//!
//! let document = br#"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {}}"#;
//! let input = Input::new("pets.json", document, ApiOptions::new("pets"));
//! let generation = oasmith::generate(&[input], &Layout::Module, "cargo run")?;
//! assert!(generation.files.is_some());
//! # Ok::<(), oasmith::GenerateError>(())
//! ```
pub mod config;
pub mod diag;
pub mod source;

pub mod ir;
pub mod lower;

pub mod analyze;
pub mod names;

pub mod emit;
pub mod output;

pub mod build_script;
pub mod error;
pub mod folder;
pub mod phase;

#[cfg(test)]
mod tests;

pub use config::{
    ApiOptions, Dates, Enums, Examples, ForLarge, Layout, Numbers, Only, PagingRule, PagingStyle,
    Part, Setters, UnknownMembers, Validation,
};
pub use error::GenerateError;

use diag::{Code, Diagnostic, Diagnostics, Finding, Level, Levels, Style};
use emit::{Child, Emit, Feature, RuntimePlace};
use output::{Defect, Files, Origin};
use phase::{Phase, Watch};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// A document, and what to make of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Input<'a> {
    /// The name that reports show: a path from where they are read, or a URL.
    pub name: &'a str,
    /// The name that file headers show.
    pub header: &'a str,
    /// The document: JSON or YAML.
    pub bytes: &'a [u8],
    /// What to make of it.
    pub options: ApiOptions,
    /// The files that it may refer to; without them, a reference to another file leads nowhere.
    pub files: Option<&'a dyn source::Files>,
}

impl<'a> Input<'a> {
    /// A document that is one file, called `name` in reports and file headers.
    #[must_use]
    pub fn new(name: &'a str, bytes: &'a [u8], options: ApiOptions) -> Self {
        Self {
            name,
            header: name,
            bytes,
            options,
            files: None,
        }
    }

    /// The same with the files that it refers to.
    #[must_use]
    pub fn files(mut self, files: &'a dyn source::Files) -> Self {
        self.files = Some(files);
        self
    }

    /// The same with another name in file headers, so that they need not depend on where a document is kept.
    #[must_use]
    pub fn header(mut self, name: &'a str) -> Self {
        self.header = name;
        self
    }
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// What came of some documents.
#[derive(Debug, Clone)]
pub struct Generation {
    /// The files; none when a document has an error, or a finding that its options deny.
    pub files: Option<Files>,
    /// A report for each document, in their order.
    pub reports: Vec<Report>,
}

/// What was found in a document.
#[derive(Debug, Clone)]
pub struct Report {
    /// The module of the API.
    pub module: String,
    /// How many operations it has.
    pub operations: usize,
    /// How many types it has.
    pub types: usize,
    /// What its code uses.
    pub requirements: analyze::Requirements,
    /// What has no type of its own in the code, at the places that were written.
    pub untyped: Vec<ir::Untyped>,
    /// The types of components and bodies, at the places that were written.
    pub typed: Vec<emit::Typed>,
    /// How the operations are called. For tools that call them all.
    pub callable: emit::Callable,
    /// What was found, without what the options allow.
    pub diagnostics: Diagnostics,
    /// What the options make of findings.
    pub levels: Levels,
    /// What was read.
    pub sources: source::Sources,
}

impl Report {
    /// The findings with their places in the files: the document's first, then the others by name, each in the order
    /// of its text.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.sources.findings(&self.diagnostics)
    }

    /// The findings as people read them.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        diag::render(&self.findings(), style)
    }

    /// The files that were read, the document first, by the names that reports show: paths from where the document's
    /// own name is one, or URLs.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.sources.files().map(|file| file.name.as_str())
    }

    /// What has no type of its own, with its places in the files: each group of one reason in the order of the files.
    /// A reason that nothing has is left out.
    #[must_use]
    pub fn untyped_places(&self) -> Vec<(ir::UntypedReason, Vec<Finding>)> {
        let mut places = Diagnostics::new();
        for untyped in &self.untyped {
            let code = Code::UntypedSchema;
            places.push(Diagnostic::new(code, &untyped.place, untyped.reason.text()));
        }
        let places = self.sources.findings(&places);
        let of = |reason: ir::UntypedReason| {
            let places = places.iter();
            let places = places.filter(move |place| place.message == reason.text());
            (reason, places.cloned().collect::<Vec<Finding>>())
        };
        let groups = ir::UntypedReason::ALL.iter().copied().map(of);
        groups.filter(|(_, places)| !places.is_empty()).collect()
    }

    /// The findings that the options deny: how often there is which.
    #[must_use]
    pub fn denied(&self) -> BTreeMap<Code, usize> {
        let mut denied = BTreeMap::new();
        for finding in &self.diagnostics {
            let code = finding.code;
            if self.levels.level(code) == Level::Denied {
                *denied.entry(code).or_default() += 1;
            }
        }
        denied
    }

    /// Why nothing is written because of what was found in the document called `name`: a clause. None when
    /// nothing stands against it.
    #[must_use]
    pub fn refusal(&self, name: &str) -> Option<String> {
        if self.diagnostics.has_errors() {
            let errors = self.diagnostics.iter();
            let mut errors =
                errors.filter(|finding| finding.code.severity() == diag::Severity::Error);
            return Some(if errors.all(|error| error.code == Code::UnmatchedPart) {
                format!("{name} does not have all that was chosen of it")
            } else {
                format!("{name} can not be used")
            });
        }
        let denied = self.denied();
        let list: Vec<String> = denied
            .iter()
            .map(|(code, count)| format!("`{code}` ({count})"))
            .collect();
        (!list.is_empty())
            .then(|| format!("{name} has findings that are denied: {}", list.join(", ")))
    }
}

/// An API that is ready for emission.
struct Analyzed {
    api: ir::Api,
    facts: analyze::Facts,
    names: names::Names,
}

impl Analyzed {
    /// What was chosen of it. Facts and names are made of the whole, so that a part can grow without a change of what
    /// it has.
    fn part(&self, part: &lower::Part, diagnostics: &mut Diagnostics) -> Self {
        let (api, kept) = self.api.part(&part.operations);
        lower::report_left_out(&self.api, &api, diagnostics);
        Self {
            facts: self.facts.part(&api, &kept),
            names: self.names.part(&kept),
            api,
        }
    }

    fn emit<'e>(
        &'e self,
        runtime: RuntimePlace,
        examples: emit::Examples<'e>,
        features: Option<&'e names::Features>,
    ) -> Emit<'e> {
        Emit {
            api: &self.api,
            facts: &self.facts,
            names: &self.names,
            runtime,
            examples,
            features,
        }
    }
}

/// Generates code. `command` is what a reader of a generated file should run to make it anew.
///
/// What is wrong with the documents is in the reports; when one can not be used at all, there are no files.
///
/// # Errors
///
/// When the name of a module can not be one, or two inputs have the same, or when the generated code is not
/// valid Rust, which is a mistake of this crate.
pub fn generate(
    inputs: &[Input<'_>],
    layout: &Layout,
    command: &str,
) -> Result<Generation, GenerateError> {
    generate_watched(inputs, layout, command, &|_| ())
}

/// As [`generate`], and tells which phase begins.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_watched(
    inputs: &[Input<'_>],
    layout: &Layout,
    command: &str,
    watch: Watch<'_>,
) -> Result<Generation, GenerateError> {
    check_modules(inputs)?;
    let read = inputs.par_iter().map(|input| judged(read(input, watch)));
    let read: Vec<(Report, Option<Analyzed>)> = read.collect();
    let (reports, analyzed): (Vec<Report>, Vec<Option<Analyzed>>) = read.into_iter().unzip();
    let Some(analyzed) = analyzed.into_iter().collect::<Option<Vec<Analyzed>>>() else {
        return Ok(Generation {
            files: None,
            reports,
        });
    };
    let features = features(inputs, &analyzed, layout);
    let mut files = Files::default();
    for ((input, analyzed), features) in inputs.iter().zip(&analyzed).zip(&features) {
        let features = features.as_ref();
        files.extend(emit_api(input, analyzed, features, layout, command, watch)?);
    }
    if let Layout::Crate { name } = layout {
        files.extend(emit_crate(
            name, inputs, &analyzed, features, command, watch,
        )?);
    }
    Ok(Generation {
        files: Some(files),
        reports,
    })
}

/// The cargo features of the groups of operations of each API, which a crate alone can have.
fn features(
    inputs: &[Input<'_>],
    analyzed: &[Analyzed],
    layout: &Layout,
) -> Vec<Option<names::Features>> {
    match layout {
        Layout::Crate { .. } => {
            let apis = inputs.iter().zip(analyzed);
            let apis = apis.map(|(input, it)| (&it.api, &it.names, &input.options));
            names::features(&apis.collect::<Vec<_>>())
        }
        Layout::Module | Layout::SingleFile => vec![None; inputs.len()],
    }
}

/// Modules become paths, so what they are called is checked before anything is made of it.
fn check_modules(inputs: &[Input<'_>]) -> Result<(), GenerateError> {
    let mut known = BTreeSet::new();
    for name in inputs.iter().map(|input| &input.options.module) {
        if !names::is_module_name(name) {
            return Err(GenerateError::ModuleName(name.clone()));
        }
        if !known.insert(name) {
            return Err(GenerateError::SameModule(name.clone()));
        }
    }
    Ok(())
}

/// The paths that a layout writes to: files, and folders with `/` at the end.
#[must_use]
pub fn owned_paths(inputs: &[Input<'_>], layout: &Layout) -> Vec<String> {
    let modules = inputs.iter().map(|input| input.options.module.as_str());
    match layout {
        // Every module of the crate is generated, so that a module whose document is gone goes too.
        Layout::Crate { .. } => vec!["Cargo.toml".to_owned(), "src/".to_owned()],
        // A module is a folder or a file: what the other layout wrote would be a second module of the same name.
        Layout::Module | Layout::SingleFile => modules
            .flat_map(|module| [format!("{module}/"), format!("{module}.rs")])
            .collect(),
    }
}

/// Applies what the options make of findings.
fn judged((mut report, analyzed): (Report, Option<Analyzed>)) -> (Report, Option<Analyzed>) {
    let Report {
        levels,
        diagnostics,
        ..
    } = &mut report;
    diagnostics.retain(|finding| levels.level(finding.code) != Level::Allowed);
    let analyzed = analyzed.filter(|_| report.refusal("").is_none());
    (report, analyzed)
}

fn read(input: &Input<'_>, watch: Watch<'_>) -> (Report, Option<Analyzed>) {
    watch(Phase::Source);
    let mut diagnostics = Diagnostics::new();
    let (sources, document) = source::open(input.name, input.bytes, input.files, &mut diagnostics);
    let mut report = Report {
        module: input.options.module.clone(),
        operations: 0,
        types: 0,
        requirements: analyze::Requirements::default(),
        untyped: Vec::new(),
        typed: Vec::new(),
        callable: emit::Callable::default(),
        diagnostics,
        sources,
        levels: input.options.levels.clone(),
    };
    let Some(document) = document.filter(|_| report.diagnostics.barrier().is_ok()) else {
        return (report, None);
    };
    watch(Phase::Lower);
    let mut found = Diagnostics::new();
    let api = lower::lower(&document, &input.options, &mut found);
    let part = lower::Part::choose(&document, &api, &input.options.only, &mut found);
    document.as_written(&mut found);
    report.diagnostics.append(found);
    if let Some(part) = &part {
        report.diagnostics.retain(|finding| part.concerns(finding));
    }
    if report.diagnostics.barrier().is_err() {
        return (report, None);
    }
    watch(Phase::Analyze);
    let facts = analyze::analyze(&api);
    watch(Phase::Names);
    let names = names::name(&api, &input.options);
    let mut analyzed = Analyzed { api, facts, names };
    if let Some(part) = &part {
        analyzed = analyzed.part(part, &mut report.diagnostics);
    }
    watch(Phase::Emit);
    report.untyped = untyped(&document, &analyzed.api);
    if let Some(part) = &part {
        report.untyped.retain(|untyped| part.has(&untyped.place));
    }
    report.operations = analyzed.api.operations.len();
    report.types = analyzed.api.types.len();
    add_parts(&mut analyzed.facts.requirements, &input.options);
    report.requirements = analyzed.facts.requirements;
    let emit = analyzed.emit(RuntimePlace::Inside, emit::Examples::Left, None);
    report.typed = emit::typed(&emit);
    for typed in &mut report.typed {
        typed.place = document.written(&typed.place);
    }
    report.callable = emit::callable(&emit, |place| document.written(place));
    // Millions of nodes, which another thread gives back while this one goes on.
    rayon::spawn(move || drop(document));
    (report, Some(analyzed))
}

/// Only operations need any of them.
fn add_parts(needs: &mut analyze::Requirements, options: &ApiOptions) {
    let is_used = |part| needs.operations && options.parts.contains(&part);
    *needs = analyze::Requirements {
        reqwest: is_used(Part::Reqwest),
        blocking: is_used(Part::Blocking),
        memory: is_used(Part::Memory),
        tower: is_used(Part::Tower),
        tracing: is_used(Part::Tracing),
        ..*needs
    };
}

/// What has no type, each place once: a node that was copied stands at several, and was written at one.
fn untyped(document: &source::Document, api: &ir::Api) -> Vec<ir::Untyped> {
    let written = api.untyped().into_iter().map(|untyped| ir::Untyped {
        place: document.written(&untyped.place),
        ..untyped
    });
    let distinct: indexmap::IndexSet<ir::Untyped> = written.collect();
    distinct.into_iter().collect()
}

fn emit_api(
    input: &Input<'_>,
    analyzed: &Analyzed,
    features: Option<&names::Features>,
    layout: &Layout,
    command: &str,
    watch: Watch<'_>,
) -> Result<Files, Defect> {
    watch(Phase::Emit);
    let origin = Origin {
        document: Some(input.header),
        command,
    };
    let place = match layout {
        Layout::Crate { .. } => RuntimePlace::CrateRoot,
        Layout::Module | Layout::SingleFile => RuntimePlace::Inside,
    };
    let package = match layout {
        Layout::Crate { name } => name.replace('-', "_"),
        Layout::Module | Layout::SingleFile => String::new(),
    };
    let examples = match (input.options.examples, layout) {
        (Examples::Off, _) => emit::Examples::Left,
        (Examples::On, Layout::Crate { .. }) => emit::Examples::Compiled {
            package: &package,
            module: &input.options.module,
        },
        (Examples::On, Layout::Module | Layout::SingleFile) => emit::Examples::Shown,
    };
    let emit = analyzed.emit(place, examples, features);
    let mut module = emit::api(&emit, &input.options.module);
    if place == RuntimePlace::Inside {
        let runtime = emit::runtime(analyzed.facts.requirements, place);
        module.children.push(Child::public(runtime));
    }
    watch(Phase::Output);
    match layout {
        Layout::Crate { .. } => output::folder(&module, "src", origin),
        Layout::Module => output::folder(&module, "", origin),
        Layout::SingleFile => {
            output::single_file(&module, &format!("{}.rs", input.options.module), origin)
        }
    }
}

/// What the APIs of a crate share: the manifest, the root, the runtime.
fn emit_crate(
    name: &str,
    inputs: &[Input<'_>],
    analyzed: &[Analyzed],
    features: Vec<Option<names::Features>>,
    command: &str,
    watch: Watch<'_>,
) -> Result<Files, Defect> {
    watch(Phase::Emit);
    let origin = Origin {
        document: None,
        command,
    };
    let features: Vec<Feature> = inputs
        .iter()
        .zip(analyzed)
        .zip(features)
        .map(|((input, analyzed), features)| Feature {
            features,
            module: input.options.module.clone(),
            title: analyzed.api.title.clone(),
            requirements: analyzed.facts.requirements,
            programs: input.options.programs.clone(),
        })
        .collect();
    let needs = features
        .iter()
        .fold(analyze::Requirements::default(), |all, api| {
            all.union(api.requirements)
        });
    let runtime = emit::runtime(needs, RuntimePlace::CrateRoot);
    watch(Phase::Output);
    let mut files = output::folder(&runtime, "src", origin)?;
    files.extend(output::root(
        &emit::crate_root(&features),
        "src/lib.rs",
        origin,
    )?);
    files.insert(
        "Cargo.toml",
        format!("{}\n{}", origin.line("#"), emit::manifest(name, &features)),
    );
    Ok(files)
}
