//! The catalogue of diagnostic codes: one table, a row for each, that says everything about it.
//!
//! To add a code: a row, among those of the phase that finds it. `docs/diagnostics.md` is written from this table.

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

/// What the catalogue says about a code. Texts are Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The name that people read, type and configure, in kebab-case.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line: a clause without a full stop.
    pub what: &'static str,
    /// Why it matters, or how documents come to be so: sentences.
    pub why: &'static str,
    /// What is done about it: sentences.
    pub done: &'static str,
    /// How to mend the document, or what to ask of its author: sentences.
    pub fix: &'static str,
}

impl Entry {
    const fn new(name: &'static str, severity: Severity) -> Self {
        Self {
            name,
            severity,
            what: "",
            why: "",
            done: "",
            fix: "",
        }
    }

    const fn what(mut self, text: &'static str) -> Self {
        self.what = text;
        self
    }

    const fn why(mut self, text: &'static str) -> Self {
        self.why = text;
        self
    }

    const fn done(mut self, text: &'static str) -> Self {
        self.done = text;
        self
    }

    const fn fix(mut self, text: &'static str) -> Self {
        self.fix = text;
        self
    }
}

const fn error(name: &'static str) -> Entry {
    Entry::new(name, Severity::Error)
}

const fn warning(name: &'static str) -> Entry {
    Entry::new(name, Severity::Warning)
}

const fn note(name: &'static str) -> Entry {
    Entry::new(name, Severity::Note)
}

macro_rules! catalogue {
    ($($code:ident => $entry:expr,)*) => {
        /// The kind of a finding. [`Code::entry`] says what each means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the entries are the documentation")]
        pub enum Code {
            $($code,)*
        }

        impl Code {
            /// Every code, in the order of the phases that find them.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// All that the catalogue says about the code.
            #[must_use]
            pub const fn entry(self) -> Entry {
                match self {
                    $(Self::$code => $entry,)*
                }
            }
        }
    };
}

catalogue! {
    Syntax => error("syntax")
        .what("the text is neither JSON nor YAML")
        .done("Nothing is read."),
    NotUtf8 => error("not-utf8")
        .what("the file is not UTF-8 text")
        .done("Nothing is read."),
    EmptyDocument => error("empty-document")
        .what("the file holds no document")
        .done("Nothing is read."),
    SeveralDocuments => error("several-documents")
        .what("the file holds more than one YAML document")
        .done("Nothing is read, since which one is meant is unknown."),
    NotAnObject => error("not-an-object")
        .what("the document is not a mapping")
        .done("Nothing is read."),
    TooDeep => error("too-deep")
        .what("the document is nested too deeply")
        .done("Nothing is read, since each level costs stack."),
    TooLarge => error("too-large")
        .what("the document grows beyond bounds when its aliases are expanded")
        .done("Nothing is read."),
    MissingVersion => error("missing-version")
        .what("the document does not say which OpenAPI version it follows")
        .done("Nothing is read, since the meaning of keywords depends on it."),
    UnsupportedVersion => error("unsupported-version")
        .what("the document follows a version that is not supported")
        .done("Nothing is read."),
    DuplicateKey => warning("duplicate-key")
        .what("a mapping has the same key twice")
        .done("The last one is used."),
    NonFiniteNumber => warning("non-finite-number")
        .what("a number is infinite or not a number")
        .done("It is read as null, since JSON has no such number."),
    WrongType => warning("wrong-type")
        .what("a keyword's value has the wrong type")
        .done("It is mended where its meaning is plain, else ignored."),
    UnknownKeyword => warning("unknown-keyword")
        .what("a keyword that this object does not have")
        .done("It is ignored."),
    MissingKeyword => warning("missing-keyword")
        .what("a required keyword is missing")
        .done("A neutral value is used."),
    UnresolvedReference => warning("unresolved-reference")
        .what("a reference leads nowhere")
        .done("What it stands for may be anything."),
    ExternalReference => warning("external-reference")
        .what("a reference leads out of the document")
        .why("The document was given alone, as from standard input, so that there are no files beside it.")
        .done("What it stands for may be anything.")
        .fix("Give the document as a file, or bundle its parts into one file first."),
    MissingFile => warning("missing-file")
        .what("a reference leads to a file that does not exist")
        .why("The file was moved, renamed or not published, or its name differs in upper and lower case.")
        .done("What it stands for may be anything.")
        .fix("Correct the path. It is relative to the file in which the reference stands."),
    UnreadableFile => warning("unreadable-file")
        .what("a file that a reference leads to can not be read")
        .why("It is neither JSON nor YAML, is not UTF-8 text, is too large, or may not be opened.")
        .done("What references to it stand for may be anything; the rest of the document is used.")
        .fix("Mend the file at the place that is shown."),
    FileOutsideRoot => warning("file-outside-root")
        .what("a reference leads out of the folder that may be read")
        .why("A document is not trusted: it could name any file of the machine, and show its content.")
        .done("The file is not read, and what the reference stands for may be anything.")
        .fix("If the file belongs to the document, name a folder that holds both, with `--root`."),
    RemoteReference => warning("remote-reference")
        .what("a reference leads to the network")
        .why("What a server sends can change from day to day, and asking it tells others that you asked.")
        .done("Nothing is asked for, and what the reference stands for may be anything.")
        .fix("Keep a copy beside the document, or allow it with `--allow-remote`."),
    TooManyFiles => warning("too-many-files")
        .what("a document is spread over too many files")
        .why("References to ever new names would be followed without end.")
        .done("No further files are read, and what references to them stand for may be anything.")
        .fix("Bundle the document into fewer files."),
    MixedVersions => warning("mixed-versions")
        .what("a file follows another version of OpenAPI than the document that refers to it")
        .why("Some keywords mean something else in another version.")
        .done("The file is read as the document is.")
        .fix("Convert one of them, so that both say the same version."),
    MisplacedReference => warning("misplaced-reference")
        .what("a reference where OpenAPI allows none")
        .why("Many tools replace `$ref` wherever it stands, and documents that are split into files rely on that.")
        .done("It is followed all the same.")
        .fix("Bundle the document, or put a reference to each of the parts."),
    BareReference => warning("bare-reference")
        .what("a reference is the name of a component")
        .why("A reference is a URL: a bare name means a file of that name, which does not exist.")
        .done("The component of that name is taken.")
        .fix("Write the reference as `#/components/schemas/NAME`."),
    ReferenceCycle => warning("reference-cycle")
        .what("references lead back to themselves")
        .done("What they stand for may be anything."),
    ReferenceSiblings => note("reference-siblings")
        .what("keywords beside a reference")
        .done("They are ignored, as OpenAPI 3.0 asks for; texts and `nullable` are kept."),
    UntypedSchema => note("untyped-schema")
        .what("a schema says nothing about its type")
        .done("Any JSON value is taken."),
    UntypedUnion => note("untyped-union")
        .what("a union has no discriminator")
        .done("The first variant that fits is taken."),
    UnknownFormat => note("unknown-format")
        .what("a format that has no type of its own")
        .done("The plain type is used."),
    UndeclaredProperty => warning("undeclared-property")
        .what("a required member is not declared")
        .done("It becomes a required member of any type."),
    DuplicateEnumValue => warning("duplicate-enum-value")
        .what("an enumeration lists a value twice")
        .done("It is kept once."),
    SurplusPathParameter => warning("surplus-path-parameter")
        .what("a path parameter has no place in the path")
        .done("It is left out."),
    EnumValuesIgnored => warning("enum-values-ignored")
        .what("enumerated values do not fit the schema's type")
        .done("They are ignored."),
    AllOfConflict => warning("all-of-conflict")
        .what("the parts of an `allOf` contradict each other")
        .done("The last part is used."),
    RecursiveAllOf => warning("recursive-all-of")
        .what("an `allOf` includes itself")
        .done("The inclusion is ignored."),
    TooManyParts => warning("too-many-parts")
        .what("too many schemas take part in one `allOf`")
        .done("Any JSON value is taken, since its output would grow with the square of their number."),
    UnusedKeyword => note("unused-keyword")
        .what("a keyword that has no effect in the output yet")
        .done("It is ignored."),
    MissingOperationId => note("missing-operation-id")
        .what("an operation has no `operationId`")
        .done("Its name is made from its method and path."),
    DuplicateOperationId => warning("duplicate-operation-id")
        .what("two operations have the same `operationId`")
        .done("The later one's name is made from its method and path."),
    UndeclaredPathParameter => warning("undeclared-path-parameter")
        .what("a path names a parameter that is not declared")
        .done("It is taken to be a required text."),
    DuplicateParameter => warning("duplicate-parameter")
        .what("a parameter is declared twice")
        .done("The first one is used."),
    IgnoredHeaderParameter => note("ignored-header-parameter")
        .what("a header parameter that OpenAPI reserves")
        .done("It is ignored, as OpenAPI asks for."),
    UnsupportedParameter => warning("unsupported-parameter")
        .what("a parameter that cannot be sent")
        .done("It is left out."),
    UnsupportedStyle => warning("unsupported-style")
        .what("a parameter style that is not supported")
        .done("The default style is used."),
    UnsupportedMediaType => warning("unsupported-media-type")
        .what("a media type that is not supported")
        .done("The body is taken as bytes."),
    SeveralMediaTypes => note("several-media-types")
        .what("a body has several media types")
        .done("The first supported one is used."),
    NoSuccessResponse => warning("no-success-response")
        .what("an operation documents no successful response")
        .done("Any successful status is taken, and its body as bytes."),
    UnsupportedWebhooks => note("unsupported-webhooks")
        .what("webhooks and callbacks are not supported")
        .done("They are left out."),
    UnknownSecurityScheme => warning("unknown-security-scheme")
        .what("a security requirement names a scheme that is not declared")
        .done("The requirement is ignored."),
    UnsupportedSecurityScheme => warning("unsupported-security-scheme")
        .what("a security scheme that is not supported")
        .done("The caller must attach the credential."),
    UnmatchedName => warning("unmatched-name")
        .what("the configuration names an operation that the document does not have")
        .done("The name has no effect."),
}

impl Code {
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
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
