//! The catalogue of diagnostic codes: one enum, and one `match` that says everything about each.
//!
//! To add a code: a variant, its entry in [`Code::entry`], and its place in [`Code::ALL`].

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written for this document.
    Error,
    /// The document was mended, or a fallback is used; output is written.
    Warning,
    /// Worth knowing; the output is what the document asks for.
    Note,
}

impl Severity {
    /// The word that a report begins with.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What the catalogue says about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The name that people read, type and configure, in kebab-case.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub title: &'static str,
    /// What is done about it.
    pub outcome: &'static str,
}

/// The kind of a finding. [`Code::entry`] says what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the titles in `Code::entry` are the documentation"
)]
pub enum Code {
    Syntax,
    NotUtf8,
    EmptyDocument,
    SeveralDocuments,
    NotAnObject,
    TooDeep,
    TooLarge,
    MissingVersion,
    UnsupportedVersion,
    DuplicateKey,
    NonFiniteNumber,
    WrongType,
    UnknownKeyword,
    MissingKeyword,
    UnresolvedReference,
    ExternalReference,
    ReferenceCycle,
    ReferenceSiblings,
    UntypedSchema,
    UntypedUnion,
    UnknownFormat,
    UndeclaredProperty,
    DuplicateEnumValue,
    SurplusPathParameter,
    EnumValuesIgnored,
    AllOfConflict,
    RecursiveAllOf,
    TooManyParts,
    UnusedKeyword,
    MissingOperationId,
    DuplicateOperationId,
    UndeclaredPathParameter,
    DuplicateParameter,
    IgnoredHeaderParameter,
    UnsupportedParameter,
    UnsupportedStyle,
    UnsupportedMediaType,
    SeveralMediaTypes,
    NoSuccessResponse,
    UnsupportedWebhooks,
    UnknownSecurityScheme,
    UnsupportedSecurityScheme,
    UnmatchedName,
}

impl Code {
    /// Every code, in the order of the phases that find them.
    pub const ALL: &[Self] = &[
        Self::Syntax,
        Self::NotUtf8,
        Self::EmptyDocument,
        Self::SeveralDocuments,
        Self::NotAnObject,
        Self::TooDeep,
        Self::TooLarge,
        Self::MissingVersion,
        Self::UnsupportedVersion,
        Self::DuplicateKey,
        Self::NonFiniteNumber,
        Self::WrongType,
        Self::UnknownKeyword,
        Self::MissingKeyword,
        Self::UnresolvedReference,
        Self::ExternalReference,
        Self::ReferenceCycle,
        Self::ReferenceSiblings,
        Self::UntypedSchema,
        Self::UntypedUnion,
        Self::UnknownFormat,
        Self::UndeclaredProperty,
        Self::DuplicateEnumValue,
        Self::SurplusPathParameter,
        Self::EnumValuesIgnored,
        Self::AllOfConflict,
        Self::RecursiveAllOf,
        Self::TooManyParts,
        Self::UnusedKeyword,
        Self::MissingOperationId,
        Self::DuplicateOperationId,
        Self::UndeclaredPathParameter,
        Self::DuplicateParameter,
        Self::IgnoredHeaderParameter,
        Self::UnsupportedParameter,
        Self::UnsupportedStyle,
        Self::UnsupportedMediaType,
        Self::SeveralMediaTypes,
        Self::NoSuccessResponse,
        Self::UnsupportedWebhooks,
        Self::UnknownSecurityScheme,
        Self::UnsupportedSecurityScheme,
        Self::UnmatchedName,
    ];

    /// The name that people read, type and configure.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The code called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The catalogue: all that is said about each code.
    #[must_use]
    #[expect(
        clippy::too_many_lines,
        reason = "one table, read by looking a code up"
    )]
    pub const fn entry(self) -> Entry {
        match self {
            Self::Syntax => error(
                "syntax",
                "the text is neither JSON nor YAML",
                "Nothing is read.",
            ),
            Self::NotUtf8 => error("not-utf8", "the file is not UTF-8 text", "Nothing is read."),
            Self::EmptyDocument => error(
                "empty-document",
                "the file holds no document",
                "Nothing is read.",
            ),
            Self::SeveralDocuments => error(
                "several-documents",
                "the file holds more than one YAML document",
                "Nothing is read, since which one is meant is unknown.",
            ),
            Self::NotAnObject => error(
                "not-an-object",
                "the document is not a mapping",
                "Nothing is read.",
            ),
            Self::TooDeep => error(
                "too-deep",
                "the document is nested too deeply",
                "Nothing is read, since each level costs stack.",
            ),
            Self::TooLarge => error(
                "too-large",
                "the document grows beyond bounds when its aliases are expanded",
                "Nothing is read.",
            ),
            Self::MissingVersion => error(
                "missing-version",
                "the document does not say which OpenAPI version it follows",
                "Nothing is read, since the meaning of keywords depends on it.",
            ),
            Self::UnsupportedVersion => error(
                "unsupported-version",
                "the document follows a version that is not supported",
                "Nothing is read.",
            ),
            Self::DuplicateKey => warning(
                "duplicate-key",
                "a mapping has the same key twice",
                "The last one is used.",
            ),
            Self::NonFiniteNumber => warning(
                "non-finite-number",
                "a number is infinite or not a number",
                "It is read as null, since JSON has no such number.",
            ),
            Self::WrongType => warning(
                "wrong-type",
                "a keyword's value has the wrong type",
                "It is mended where its meaning is plain, else ignored.",
            ),
            Self::UnknownKeyword => warning(
                "unknown-keyword",
                "a keyword that this object does not have",
                "It is ignored.",
            ),
            Self::MissingKeyword => warning(
                "missing-keyword",
                "a required keyword is missing",
                "A neutral value is used.",
            ),
            Self::UnresolvedReference => warning(
                "unresolved-reference",
                "a reference leads nowhere",
                "What it stands for may be anything.",
            ),
            Self::ExternalReference => warning(
                "external-reference",
                "a reference leads out of the document",
                "What it stands for may be anything.",
            ),
            Self::ReferenceCycle => warning(
                "reference-cycle",
                "references lead back to themselves",
                "What they stand for may be anything.",
            ),
            Self::ReferenceSiblings => note(
                "reference-siblings",
                "keywords beside a reference",
                "They are ignored, as OpenAPI 3.0 asks for; texts and `nullable` are kept.",
            ),
            Self::UntypedSchema => note(
                "untyped-schema",
                "a schema says nothing about its type",
                "Any JSON value is taken.",
            ),
            Self::UntypedUnion => note(
                "untyped-union",
                "a union has no discriminator",
                "The first variant that fits is taken.",
            ),
            Self::UnknownFormat => note(
                "unknown-format",
                "a format that has no type of its own",
                "The plain type is used.",
            ),
            Self::UndeclaredProperty => warning(
                "undeclared-property",
                "a required member is not declared",
                "It becomes a required member of any type.",
            ),
            Self::DuplicateEnumValue => warning(
                "duplicate-enum-value",
                "an enumeration lists a value twice",
                "It is kept once.",
            ),
            Self::SurplusPathParameter => warning(
                "surplus-path-parameter",
                "a path parameter has no place in the path",
                "It is left out.",
            ),
            Self::EnumValuesIgnored => warning(
                "enum-values-ignored",
                "enumerated values do not fit the schema's type",
                "They are ignored.",
            ),
            Self::AllOfConflict => warning(
                "all-of-conflict",
                "the parts of an `allOf` contradict each other",
                "The last part is used.",
            ),
            Self::RecursiveAllOf => warning(
                "recursive-all-of",
                "an `allOf` includes itself",
                "The inclusion is ignored.",
            ),
            Self::TooManyParts => warning(
                "too-many-parts",
                "too many schemas take part in one `allOf`",
                "Any JSON value is taken, since its output would grow with the square of their number.",
            ),
            Self::UnusedKeyword => note(
                "unused-keyword",
                "a keyword that has no effect in the output yet",
                "It is ignored.",
            ),
            Self::MissingOperationId => note(
                "missing-operation-id",
                "an operation has no `operationId`",
                "Its name is made from its method and path.",
            ),
            Self::DuplicateOperationId => warning(
                "duplicate-operation-id",
                "two operations have the same `operationId`",
                "The later one's name is made from its method and path.",
            ),
            Self::UndeclaredPathParameter => warning(
                "undeclared-path-parameter",
                "a path names a parameter that is not declared",
                "It is taken to be a required text.",
            ),
            Self::DuplicateParameter => warning(
                "duplicate-parameter",
                "a parameter is declared twice",
                "The first one is used.",
            ),
            Self::IgnoredHeaderParameter => note(
                "ignored-header-parameter",
                "a header parameter that OpenAPI reserves",
                "It is ignored, as OpenAPI asks for.",
            ),
            Self::UnsupportedParameter => warning(
                "unsupported-parameter",
                "a parameter that cannot be sent",
                "It is left out.",
            ),
            Self::UnsupportedStyle => warning(
                "unsupported-style",
                "a parameter style that is not supported",
                "The default style is used.",
            ),
            Self::UnsupportedMediaType => warning(
                "unsupported-media-type",
                "a media type that is not supported",
                "The body is taken as bytes.",
            ),
            Self::SeveralMediaTypes => note(
                "several-media-types",
                "a body has several media types",
                "The first supported one is used.",
            ),
            Self::NoSuccessResponse => warning(
                "no-success-response",
                "an operation documents no successful response",
                "Any successful status is taken, and its body as bytes.",
            ),
            Self::UnsupportedWebhooks => note(
                "unsupported-webhooks",
                "webhooks and callbacks are not supported",
                "They are left out.",
            ),
            Self::UnknownSecurityScheme => warning(
                "unknown-security-scheme",
                "a security requirement names a scheme that is not declared",
                "The requirement is ignored.",
            ),
            Self::UnsupportedSecurityScheme => warning(
                "unsupported-security-scheme",
                "a security scheme that is not supported",
                "The caller must attach the credential.",
            ),
            Self::UnmatchedName => warning(
                "unmatched-name",
                "the configuration names an operation that the document does not have",
                "The name has no effect.",
            ),
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

const fn error(name: &'static str, title: &'static str, outcome: &'static str) -> Entry {
    Entry {
        name,
        severity: Severity::Error,
        title,
        outcome,
    }
}

const fn warning(name: &'static str, title: &'static str, outcome: &'static str) -> Entry {
    Entry {
        name,
        severity: Severity::Warning,
        title,
        outcome,
    }
}

const fn note(name: &'static str, title: &'static str, outcome: &'static str) -> Entry {
    Entry {
        name,
        severity: Severity::Note,
        title,
        outcome,
    }
}
