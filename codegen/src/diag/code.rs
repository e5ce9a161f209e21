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
    OddVersion => warning("odd-version")
        .what("the version is said in a form that no standard has")
        .why("`openapi: 2.0`, `swagger: 3.0`, `v3.1`, or both keywords at once: which standard holds is plain all the same.")
        .done("The version that is meant is used, which the finding names.")
        .fix("Write `swagger: \"2.0\"` or `openapi: 3.x.y`, and one of them alone."),
    UnknownVersion => warning("unknown-version")
        .what("the document follows a version that is newer than all that are known")
        .why("Versions of OpenAPI add keywords and rarely change one.")
        .done("It is read as the newest version that is known.")
        .fix("Look whether a newer release of the generator knows the version."),
    AssumedVersion => warning("assumed-version")
        .what("the document does not say its version, and it is taken from its keywords")
        .why("The keyword is missing or misspelt, but nothing else than OpenAPI has such members.")
        .done("The version that has the keywords at the top of the document is used.")
        .fix("Add `openapi: 3.0.3`, or `swagger: \"2.0\"`, at the top."),
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
    MissingDescription => note("missing-description")
        .what("a response has no description")
        .why("The standards want one of every response, but nothing depends on it.")
        .done("The response has no text in the docs.")
        .fix("Say in a `description` what the response means."),
    MissingSchema => warning("missing-schema")
        .what("a parameter or header does not say what its value is")
        .why("It has neither `schema` nor `content`, nor `type` in the way of Swagger 2.0.")
        .done("Any value is taken.")
        .fix("Add a `schema`."),
    KeywordOfOtherVersion => warning("keyword-of-other-version")
        .what("a keyword, or a form of one, that another version of the standard has")
        .why("Documents that were moved from one version to another keep some of its words, and tools of the old version still read them.")
        .done("It is read as it is meant in the version that has it.")
        .fix("Write it in the words of the document's own version, or raise the version."),
    UnknownValue => warning("unknown-value")
        .what("a keyword's value is none of those that the standard lists")
        .why("A typo, or a value of another standard: a reader can not know what it should do.")
        .done("The keyword is ignored; an object that says nothing without it is left out.")
        .fix("Use one of the values that the finding lists."),
    AbbreviatedObject => warning("abbreviated-object")
        .what("a single value stands where an object is expected")
        .why("`license: MIT`, `security: [key]` or `examples: {one: 1}` say the one thing that matters.")
        .done("It is read as the object whose one member it plainly is.")
        .fix("Write the object, as the finding shows it."),
    MisplacedReference => warning("misplaced-reference")
        .what("a `$ref` stands where the standard has no references")
        .why("Only some kinds of objects can be replaced by a reference.")
        .done("It is ignored.")
        .fix("Write the object itself, or put the reference one level higher or lower."),
    ReservedKeyword => warning("reserved-keyword")
        .what("a keyword begins with `x-oasmith-`")
        .why("Such names are what the generator itself writes into the document that it works on.")
        .done("It is ignored.")
        .fix("Choose another name for the extension."),
    NullValue => note("null-value")
        .what("a keyword's value is null")
        .why("Serializers write members that nobody set as null.")
        .done("The keyword is taken as if it were not there.")
        .fix("Leave the keyword out."),
    UnquotedText => warning("unquoted-text")
        .what("a text is written without quotes, so that YAML or JSON takes it for something else")
        .why("`version: 1.10` is a number, and so is a status; `no` may be a boolean.")
        .done("It is read as the text that is written.")
        .fix("Put it in quotes."),
    QuotedValue => warning("quoted-value")
        .what("a number or boolean is written as a text")
        .why("Quotes make a text of it: `\"true\"` is not `true`.")
        .done("It is read as the number or boolean in the quotes.")
        .fix("Remove the quotes."),
    LetterCase => warning("letter-case")
        .what("a word of the standard is written with other letters in upper or lower case")
        .why("Keywords, methods and types are case-sensitive.")
        .done("The word of the standard is used.")
        .fix("Write it as the standard does."),
    WrongContainer => warning("wrong-container")
        .what("a list stands where a mapping is expected, or the other way round, or a single value where either is")
        .why("Some serializers write a list of one as its item, and an empty mapping as an empty list.")
        .done("The items are read as if they stood in the right container.")
        .fix("Write the list or mapping that the standard asks for."),
    UnknownType => warning("unknown-type")
        .what("a schema's type is a word that is none of JSON Schema's types")
        .why("Words of programming languages and databases slip in: `str`, `float`, `datetime`, `array[string]`.")
        .done("The type that is plainly meant is used, with its format; a word that says nothing is ignored.")
        .fix("Use one of the standard's types, and `format` for more."),
    RequiredOnProperty => warning("required-on-property")
        .what("`required` is a boolean on a schema")
        .why("An early draft of JSON Schema had it so, and so do parameters.")
        .done("On a property, its name joins the `required` of the schema that has the property; elsewhere it means nothing.")
        .fix("List the property's name in the `required` of the schema that has it."),
    EnumOfOtherType => warning("enum-of-other-type")
        .what("values of an `enum` are written as another type than the schema's")
        .why("YAML takes unquoted values for numbers or booleans; other tools quote all.")
        .done("They are read as values of the schema's type.")
        .fix("Quote the values of a string, and no others."),
    TupleItems => warning("tuple-items")
        .what("`items` is a list of schemas")
        .why("Earlier drafts of JSON Schema described tuples so; no version of OpenAPI does.")
        .done("It is read as `prefixItems`; where the schema has no type, as `anyOf`.")
        .fix("Write `prefixItems`, which OpenAPI has since 3.1."),
    OddStatus => warning("odd-status")
        .what("the key of a response is not a status as the standard writes it")
        .why("`200 OK`, `2xx`, `20X` or `200,201` are plain enough.")
        .done("The statuses that are meant are used.")
        .fix("Write `200`, `2XX` or `default`, and a response for each."),
    PathWithoutSlash => warning("path-without-slash")
        .what("a path does not begin with `/`")
        .why("A path is appended to the URL of the server.")
        .done("The slash is added; of a whole URL its path is used.")
        .fix("Begin the path with `/`."),
    OddMediaType => warning("odd-media-type")
        .what("the key of a body's content is no media type")
        .why("Names such as `json`, an empty key, or a `schema` one level too high.")
        .done("The media type that is meant is used.")
        .fix("Write a media type: `application/json`."),
    ExampleAndExamples => note("example-and-examples")
        .what("`example` stands beside `examples`")
        .why("The standard has them exclude each other.")
        .done("Both are read.")
        .fix("Move the one example into `examples`."),
    SeveralBodies => warning("several-bodies")
        .what("an operation has more than one body")
        .why("Several `body` parameters, or one beside `requestBody`: a request has one body alone.")
        .done("Several `body` parameters become the members of one JSON object; beside `requestBody` they are left out.")
        .fix("Describe the body in one place."),
    BodyAndForm => warning("body-and-form")
        .what("an operation has a `body` parameter beside form parameters")
        .why("Swagger 2.0 forbids it, since a form is a body itself.")
        .done("The body becomes a part of the form, under its own name.")
        .fix("Decide for one of the two."),
    FormMediaType => note("form-media-type")
        .what("an operation with form parameters consumes no media type for forms")
        .why("`consumes` of the whole document often lists JSON alone.")
        .done("The form is sent as `application/x-www-form-urlencoded`, or as `multipart/form-data` if it has files.")
        .fix("Add the media type to the `consumes` of the operation."),
    RedundantTypes => note("redundant-types")
        .what("a list of types stands beside `oneOf` or `anyOf`")
        .why("The branches say their types themselves.")
        .done("The branches are used, and the list is not.")
        .fix("Remove `type`."),
    UnknownSchemaDialect => warning("unknown-schema-dialect")
        .what("the document declares a dialect of JSON Schema that is not known")
        .why("A dialect of its own may give keywords another meaning.")
        .done("Schemas are read in the dialect of the document's OpenAPI version.")
        .fix("Nothing, if the dialect only adds keywords."),
    UnresolvedReference => warning("unresolved-reference")
        .what("a reference leads nowhere")
        .done("What it stands for may be anything."),
    ExternalReference => warning("external-reference")
        .what("a reference leads out of the document")
        .done("What it stands for may be anything."),
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
