//! The choices a user can make, as closed enums in one struct that is passed explicitly.
mod only;
mod paging;

pub use only::Only;
pub use paging::{PagingRule, PagingStyle};

use crate::diag::Levels;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// How one document becomes code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiOptions {
    /// The module of the API, and the name of its cargo feature.
    pub module: String,
    /// Which part of the document becomes code.
    pub only: Only,
    /// What `format: date` and `format: date-time` become.
    pub dates: Dates,
    /// What becomes of values that an enumeration does not list.
    pub enums: Enums,
    /// How many digits numbers keep.
    pub numbers: Numbers,
    /// How the members of a model are set that may be left out.
    pub setters: Setters,
    /// What becomes of members that a document does not declare.
    pub unknown_members: UnknownMembers,
    /// Whether models can be validated.
    pub validation: Validation,
    /// Whether the docs of operations show how they are called.
    pub examples: Examples,
    /// Whether the groups of operations are cargo features, in a crate of its own, so that who needs one of them compiles it
    /// alone. The feature of the API is all of them. With `Large`, a single group is none.
    pub tag_features: ForLarge,
    /// Whether operations without a tag are put into groups by their paths: `/v1/customers/{id}` is in the group
    /// `customers`. The number that counts is that of the operations without a tag.
    pub path_groups: ForLarge,
    /// What goes along with the client that one can do without.
    pub parts: BTreeSet<Part>,
    /// Programs that use the API, in the folder `examples` of a crate: by name, without `.rs`. They are not
    /// generated; the manifest says what they need.
    pub programs: Vec<String>,
    /// Names for operations, keyed by `operationId` or, where there is none, by method and path
    /// as in `PATCH /v2/persons/{person_id}`.
    pub operation_names: IndexMap<String, String>,
    /// How the pages of lists are found where a document does not make it clear, keyed like the names; `*` is for all
    /// operations that have what it speaks of.
    pub paging: IndexMap<String, PagingRule>,
    /// Which findings keep everything from being written, and which are not reported.
    pub levels: Levels,
}

impl ApiOptions {
    /// The defaults for a module of this name.
    #[must_use]
    pub fn new(module: impl Into<String>) -> Self {
        Self {
            module: module.into(),
            only: Only::default(),
            dates: Dates::default(),
            enums: Enums::default(),
            numbers: Numbers::default(),
            setters: Setters::default(),
            unknown_members: UnknownMembers::default(),
            validation: Validation::default(),
            examples: Examples::default(),
            tag_features: ForLarge::default(),
            path_groups: ForLarge::default(),
            parts: BTreeSet::from([Part::Reqwest]),
            programs: Vec::new(),
            operation_names: IndexMap::new(),
            paging: IndexMap::new(),
            levels: Levels::new(),
        }
    }
}

/// What `format: date` and `format: date-time` become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dates {
    /// `chrono::NaiveDate` and `chrono::DateTime<chrono::FixedOffset>`: the offset is kept.
    #[default]
    Chrono,
    /// `String`, for servers whose dates keep to no standard.
    Text,
}

/// What becomes of values that an enumeration does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Enums {
    /// They are kept: servers add values without notice.
    #[default]
    Open,
    /// They are refused, with an error that names those which are listed.
    Closed,
}

/// How many digits numbers keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbers {
    /// Those of 64 bits: whole numbers are `i64` unless `format` or the bounds ask for something else, others `f64`.
    #[default]
    Native,
    /// All: whole numbers without a format of a width, and all numbers with a fraction, keep the text that stands on
    /// the wire.
    Exact,
}

/// How the members of a model are set that may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Setters {
    /// As fields, which are public: there is less to compile.
    #[default]
    Fields,
    /// By methods as well, which can be chained: `Person::default().email("jo@example.com")`.
    Chained,
}

/// What becomes of members that a document does not declare, where a schema leaves it open whether there are any. Where a
/// document says that there are (`additionalProperties: true`, or a schema), they are kept in any case; where it says
/// that there are none, they are skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownMembers {
    /// They are skipped: a model has what its document names, two are equal if that is, and what is sent holds
    /// nothing that the caller did not write.
    #[default]
    Skip,
    /// They are kept in a map beside the declared members, and written back.
    Keep,
}

/// Whether models that are sent have a method `validate`, which looks at what the document asks of values beyond their
/// types: lengths, patterns, bounds, and which members go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Validation {
    /// They have none: a server judges by its own rules in any case, and there is less to compile.
    #[default]
    Off,
    /// They have it. Nothing calls it but the user of the code.
    On,
}

/// Whether the docs of operations show how they are called, with the examples of the document, and sample values where it has
/// none. In a crate of its own the examples are compiled with its tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Examples {
    /// They do.
    #[default]
    On,
    /// They do not.
    Off,
}

/// Whether something is done that large APIs are in need of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForLarge {
    /// From fifty operations on.
    #[default]
    Large,
    /// In any case.
    On,
    /// Never.
    Off,
}

impl ForLarge {
    /// From how many operations on an API is a large one.
    const LARGE: usize = 50;

    /// Whether it is done where there are so many operations.
    #[must_use]
    pub fn is_done(self, operations: usize) -> bool {
        match self {
            Self::Large => operations >= Self::LARGE,
            Self::On => operations > 0,
            Self::Off => false,
        }
    }
}

/// A part of the fixed code that a client can do without. In a crate, each is a cargo feature of the same name; elsewhere
/// it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
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

/// The form in which the output is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// A whole crate: `Cargo.toml`, `src/lib.rs`, one module and one feature per API, one runtime.
    Crate {
        /// The package name.
        name: String,
    },
    /// One folder to put into a crate of the user's own; the runtime is inside it.
    Module,
    /// One file, for `include!` from a build script; the runtime is inside it.
    SingleFile,
}
