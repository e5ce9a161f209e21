//! The arguments of the command, and its help.
use clap::{Args, Parser, ValueEnum};
use oasmith::{
    Dates, Enums, Examples, ForLarge, Layout, Numbers, PagingRule, Part, Setters, UnknownMembers,
    Validation,
    diag::{Code, Levels, Selection, Severity, nearest},
    names,
};
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0  the files are written, or, with --check, they are as they should be
  1  the document has an error or a denied finding, or --check found a difference; nothing is written
  2  the arguments are wrong
  3  a file can not be read or written, or a file that was not generated is in the way";

const EXAMPLES: &str = "\
Examples:
  A folder to put into a crate of your own, as its module `personio`:
      oasmith generate personio.json -o src
  A crate:
      oasmith generate personio.json -o clients/personio --crate personio-client
  From standard input; no file name to make the module's name of:
      curl -s https://example.com/openapi.yaml | oasmith generate - --name example -o src
  In a build that has to notice when somebody forgot to generate:
      oasmith generate personio.json -o src --check
  Only what is used of a large document:
      oasmith generate github.json -o src --tags issues,pulls --operations meta/get-zen
  With nothing guessed:
      oasmith generate personio.json -o src --deny warnings";

/// Turns OpenAPI documents into Rust clients that read as if written by hand.
#[derive(Debug, Parser)]
#[command(name = "oasmith", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) subcommand: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
    Generate(Box<Generate>),
    Explain(Explain),
}

/// Write the client of a document.
///
/// What was found in the document goes to standard error, each finding with its place; `oasmith explain CODE`
/// says more. Only files that changed are written. Files that were generated before and are no longer are
/// removed; files that were not generated are left alone.
#[derive(Debug, Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"), after_help = EXIT_CODES)]
pub(crate) struct Generate {
    /// The document: OpenAPI 3 or Swagger 2.0, as JSON or YAML; `-` reads standard input.
    pub(crate) document: PathBuf,
    /// The folder to write to.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// The folder whose files the document may refer to, with those in the folders below; by default the document's
    /// own.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Ask the network for what the document refers to by URL, and for the document where it is one: by https, or
    /// by http from this machine. What comes from other machines may not lead to this one, but may lead to others of
    /// the local network.
    #[arg(long)]
    pub(crate) allow_remote: bool,
    #[command(flatten)]
    form: Form,
    /// The name of the module; by default the document's file name, in lower case and with `_` for other signs.
    #[arg(long, value_name = "MODULE", value_parser = module_name)]
    pub(crate) name: Option<String>,
    /// Write the operations of these tags alone, each the first of its operations, and what they reach, with the names
    /// that they have in the whole; `*` stands for any characters, as in `pulls,repos-*`.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub(crate) tags: Vec<String>,
    /// Write these operations alone, with those of `--tags`, and what they reach: by `operationId`, or by method and
    /// path; `*` stands for any characters, a comma too, as in `pulls/list*,GET /repos/*`.
    #[arg(long, value_name = "OPERATION", value_delimiter = ',')]
    pub(crate) operations: Vec<String>,
    /// The name of an operation, found by its `operationId` or, where it has none, by method and path, as in
    /// `PATCH /persons/{id}=update_a_person`; can be given more than once.
    #[arg(long = "operation", value_name = "OPERATION=NAME", value_parser = operation_name)]
    pub(crate) operation_names: Vec<(String, String)>,
    /// How the pages of an operation are found, which is named in the same way, or `*` for all, as in
    /// `listPets=cursor,parameter:token,next:meta.next,items:pets`; can be given more than once.
    #[arg(long = "paging", value_name = "OPERATION=RULE", value_parser = paging)]
    pub(crate) paging: Vec<(String, PagingRule)>,
    /// What `format: date` and `format: date-time` become.
    #[arg(long, value_enum, default_value = "chrono")]
    pub(crate) dates: DatesOption,
    /// What becomes of values that an enumeration does not list.
    #[arg(long, value_enum, default_value = "open")]
    pub(crate) enums: EnumsOption,
    /// How many digits numbers keep.
    #[arg(long, value_enum, default_value = "native")]
    pub(crate) numbers: NumbersOption,
    /// How the members of a model are set that may be left out.
    #[arg(long, value_enum, default_value = "fields")]
    pub(crate) setters: SettersOption,
    /// What becomes of members that the document does not declare, where a schema neither asks for nor excludes them.
    #[arg(long, value_enum, default_value = "skip")]
    pub(crate) unknown_members: UnknownMembersOption,
    /// Whether models that are sent have a method `validate`, which looks at lengths, patterns, bounds and the like.
    #[arg(long, value_enum, default_value = "off")]
    pub(crate) validation: ValidationOption,
    /// Whether the docs of operations show how they are called. In a crate, the examples are compiled with its tests.
    #[arg(long, value_enum, default_value = "on")]
    pub(crate) examples: ExamplesOption,
    /// Whether the groups of operations are cargo features of a crate, so that who needs one compiles it alone.
    #[arg(long, value_enum, default_value = "large")]
    pub(crate) tag_features: ForLargeOption,
    /// Whether operations without a tag are put into groups by their paths, as `/v1/customers/{id}` into `customers`; what
    /// counts is how many operations have no tag.
    #[arg(long, value_enum, default_value = "large")]
    pub(crate) path_groups: ForLargeOption,
    /// What goes along with the client that one can do without: in a crate, each is a cargo feature of this name.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "reqwest")]
    pub(crate) parts: Vec<PartOption>,
    /// Write nothing when there is a finding of this code, or any warning, or any note; can be given more than once.
    #[arg(long, value_name = "CODE|warnings|notes")]
    deny: Vec<Selection>,
    /// Neither show nor count findings of this code, or warnings, or notes; can be given more than once. A code
    /// outweighs a group, and `--deny` outweighs `--allow`.
    #[arg(long, value_name = "CODE|warnings|notes", value_parser = allowable)]
    allow: Vec<Selection>,
    /// How findings are told: to people on standard error, or as JSON, an object a line, on standard output.
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
    /// What is told besides, on standard output.
    #[arg(long, value_enum)]
    pub(crate) report: Option<ReportOption>,
    /// Write nothing; say which files differ, and fail if any does.
    #[arg(long)]
    pub(crate) check: bool,
    /// Generate even where the last run with these arguments read the same and left the files that are there.
    #[arg(long)]
    pub(crate) no_cache: bool,
}

/// The form of the output: one of these, or none for `--module`.
#[derive(Debug, Args)]
#[group(multiple = false)]
struct Form {
    /// Write a crate of this name: `DIR/Cargo.toml` and `DIR/src/`.
    #[arg(long = "crate", value_name = "NAME", value_parser = package_name)]
    package: Option<String>,
    /// Write a folder to put into a crate of your own, `DIR/MODULE/`; this is the default.
    #[arg(long)]
    module: bool,
    /// Write one file, `DIR/MODULE.rs`.
    #[arg(long)]
    single_file: bool,
}

impl Generate {
    /// What becomes of findings.
    pub(crate) fn levels(&self) -> Levels {
        let denied = self.deny.iter().copied();
        let levels = denied.fold(Levels::new(), Levels::deny);
        self.allow.iter().copied().fold(levels, Levels::allow)
    }

    /// The form of the output.
    pub(crate) fn layout(&self) -> Layout {
        match &self.form {
            Form {
                package: Some(name),
                ..
            } => Layout::Crate { name: name.clone() },
            Form {
                single_file: true, ..
            } => Layout::SingleFile,
            Form { .. } => Layout::Module,
        }
    }
}

/// Say what a code of a report means.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The code, such as `untyped-schema`; without it, all codes are listed.
    #[arg(value_parser = code)]
    pub(crate) code: Option<Code>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatesOption {
    /// Types of the crate `chrono`.
    Chrono,
    /// Text, for servers whose dates keep to no standard.
    String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EnumsOption {
    /// They are kept, and written back as they came: servers add values without notice.
    Open,
    /// They are refused, with an error that names those which are listed.
    Closed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NumbersOption {
    /// Those of 64 bits: `i64`, or what `format` and the bounds ask for, and `f64`. What does not fit is refused.
    Native,
    /// All: integers without a format and numbers with a fraction keep the text that stands on the wire.
    Exact,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SettersOption {
    /// As fields.
    Fields,
    /// By methods as well, which can be chained.
    Chained,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnknownMembersOption {
    /// They are skipped.
    Skip,
    /// They are kept in a map beside the others, and written back.
    Keep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ValidationOption {
    /// They have none.
    Off,
    /// They have it; nothing calls it but you.
    On,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExamplesOption {
    /// They do, with the document's examples and sample values.
    On,
    /// They do not.
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ForLargeOption {
    /// From fifty operations on.
    Large,
    /// In any case.
    On,
    /// Never.
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PartOption {
    /// The transport that uses `reqwest`.
    Reqwest,
    /// Calls without an async runtime, and a transport for them that uses `ureq`.
    Blocking,
    /// A transport without a network, for tests.
    Memory,
    /// Transports as services of `tower`, and the other way round.
    Tower,
    /// Spans of `tracing` with the names of OpenTelemetry.
    Tracing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text on standard error, what is alike grouped.
    Human,
    /// JSON on standard output, as docs/reports.md describes it.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportOption {
    /// Everything that has no type of its own in the output, with its place and the reason.
    Untyped,
}

impl From<DatesOption> for Dates {
    fn from(option: DatesOption) -> Self {
        match option {
            DatesOption::Chrono => Self::Chrono,
            DatesOption::String => Self::Text,
        }
    }
}

impl From<EnumsOption> for Enums {
    fn from(option: EnumsOption) -> Self {
        match option {
            EnumsOption::Open => Self::Open,
            EnumsOption::Closed => Self::Closed,
        }
    }
}

impl From<NumbersOption> for Numbers {
    fn from(option: NumbersOption) -> Self {
        match option {
            NumbersOption::Native => Self::Native,
            NumbersOption::Exact => Self::Exact,
        }
    }
}

impl From<SettersOption> for Setters {
    fn from(option: SettersOption) -> Self {
        match option {
            SettersOption::Fields => Self::Fields,
            SettersOption::Chained => Self::Chained,
        }
    }
}

impl From<UnknownMembersOption> for UnknownMembers {
    fn from(option: UnknownMembersOption) -> Self {
        match option {
            UnknownMembersOption::Skip => Self::Skip,
            UnknownMembersOption::Keep => Self::Keep,
        }
    }
}

impl From<ValidationOption> for Validation {
    fn from(option: ValidationOption) -> Self {
        match option {
            ValidationOption::Off => Self::Off,
            ValidationOption::On => Self::On,
        }
    }
}

impl From<ExamplesOption> for Examples {
    fn from(option: ExamplesOption) -> Self {
        match option {
            ExamplesOption::On => Self::On,
            ExamplesOption::Off => Self::Off,
        }
    }
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

impl From<PartOption> for Part {
    fn from(option: PartOption) -> Self {
        match option {
            PartOption::Reqwest => Self::Reqwest,
            PartOption::Blocking => Self::Blocking,
            PartOption::Memory => Self::Memory,
            PartOption::Tower => Self::Tower,
            PartOption::Tracing => Self::Tracing,
        }
    }
}

/// An error leaves no output to go on with.
fn allowable(text: &str) -> Result<Selection, String> {
    let selection: Selection = text.parse().map_err(|unknown| format!("{unknown}"))?;
    match selection.severity() {
        Severity::Error => Err("it is an error, and an error can not be allowed".to_owned()),
        Severity::Warning | Severity::Note => Ok(selection),
    }
}

fn code(text: &str) -> Result<Code, String> {
    Code::from_name(text).ok_or_else(|| {
        let names = Code::ALL.iter().map(|code| code.name());
        match nearest(text, names) {
            Some(name) => format!("there is no such code; did you mean `{name}`?"),
            None => "there is no such code; `oasmith explain` lists them".to_owned(),
        }
    })
}

/// What makes a name good for a module, for messages.
pub(crate) const MODULE_NAME_RULE: &str = "a module's name takes lower-case letters, digits and `_`, begins with a letter, and is no keyword and \
     no name that generated code uses itself";

fn module_name(text: &str) -> Result<String, String> {
    if names::is_module_name(text) {
        Ok(text.to_owned())
    } else {
        Err(MODULE_NAME_RULE.to_owned())
    }
}

/// A path may hold `=`, a name may not.
fn operation_name(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((operation, name)) if !operation.is_empty() && !name.is_empty() => {
            Ok((operation.to_owned(), name.to_owned()))
        }
        _ => Err("an operation and its name are expected, with `=` between them".to_owned()),
    }
}

fn paging(text: &str) -> Result<(String, PagingRule), String> {
    let (operation, rule) = operation_name(text)
        .map_err(|_| "an operation and a rule are expected, with `=` between them".to_owned())?;
    Ok((operation, rule.parse()?))
}

/// Cargo's own rule, as far as it matters for a name that people choose.
fn package_name(text: &str) -> Result<String, String> {
    let is_good = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_good {
        Ok(text.to_owned())
    } else {
        Err(
            "a package's name takes letters, digits, `-` and `_`, and begins with a letter"
                .to_owned(),
        )
    }
}
