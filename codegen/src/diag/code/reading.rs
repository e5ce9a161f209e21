//! The rows of the catalogue for what is found while documents are read and mended.

/// Hands these rows to the macro `$then`, after those that it is given.
macro_rules! reading {
    ($then:ident $($before:tt)*) => { $then! { $($before)*
    Syntax => error("syntax")
        .what("the text is neither JSON nor YAML")
        .why("A bracket, a comma or an indentation is wrong, or the file is something else: a web page that a \
              download gave instead of the document is the commonest.")
        .done("Nothing is read. A text that begins with `{` or `[` is reported as the JSON that it is meant to be.")
        .fix("Mend the text where the report points. The mistake itself can be a few lines above."),
    NotUtf8 => error("not-utf8")
        .what("the file is not UTF-8 text")
        .why("JSON is UTF-8 by its standard. Editors of old systems write other encodings, in which the same bytes \
              are other letters, so a guess would change names and values.")
        .done("Nothing is read.")
        .fix("Save the file in the encoding UTF-8."),
    EmptyDocument => error("empty-document")
        .what("the file holds no document")
        .why("It is empty, or has nothing but comments, or is `null`: often the rest of a download or of an export \
              that failed.")
        .done("Nothing is read.")
        .fix("Get the document again, or give the path of the right file."),
    SeveralDocuments => error("several-documents")
        .what("the file holds more than one YAML document")
        .why("A line `---` begins another document. Which of them is meant is unknown, and reading the first would \
              drop the others in silence.")
        .done("Nothing is read.")
        .fix("Put each document into a file of its own, or remove the `---`."),
    NotAnObject => error("not-an-object")
        .what("the document is not a mapping")
        .why("An OpenAPI document is a mapping with `openapi`, `info` and `paths`. Plain text and web pages are \
              valid YAML, so this is how they show.")
        .done("Nothing is read.")
        .fix("Give the path of the OpenAPI document itself. If it stands in a list or in a text, take it out of \
              there."),
    TooDeep => error("too-deep")
        .what("the document is nested too deeply")
        .why("No API is nested so deeply; a file that is was made by mistake, or to make readers overflow their \
              stack.")
        .done("Nothing is read.")
        .fix("Move inner schemas to `components.schemas` and refer to them."),
    TooLarge => error("too-large")
        .what("the document grows beyond bounds when its aliases are expanded")
        .why("A few lines of YAML aliases of aliases stand for billions of values. That is an attack, or an export \
              that replaced every `$ref` by an alias.")
        .done("Nothing is read.")
        .fix("Use `$ref` in the place of YAML aliases."),
    MissingVersion => error("missing-version")
        .what("the document does not say which OpenAPI version it follows")
        .why("The same keyword means different things in different versions, so the version has to be known before \
              anything else is.")
        .done("Nothing is read.")
        .fix("Write `openapi: 3.0.3` at the top, with the version that the document follows. If it is a fragment of \
              another document, generate from that one."),
    UnsupportedVersion => error("unsupported-version")
        .what("the document follows a version that is not supported")
        .why("A version that is not known may give keywords a meaning that is not known either.")
        .done("Nothing is read.")
        .fix("Convert the document to the version that the report asks for. If the version is only misspelt, mend \
              it."),
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
        .why("The two were merged from different sources, or one was copied and not renamed. Most readers keep the \
              last one without a word, so the first has no effect.")
        .done("The last one is used. Of two answers to the same status the last one is used too.")
        .fix("Remove one of them, or rename it."),
    RelaxedJson => warning("relaxed-json")
        .what("JSON with comments, or with commas after the last item")
        .why("Editors and configuration files allow both; JSON allows neither, so that most tools refuse the document.")
        .done("They are overlooked.")
        .fix("Remove them, or write the document as YAML."),
    Utf16 => warning("utf16")
        .what("the file is UTF-16 text")
        .why("Some editors save text so; OpenAPI documents are UTF-8, and most tools refuse others.")
        .done("It is read as the same text in UTF-8.")
        .fix("Save the file in the encoding UTF-8."),
    NonFiniteNumber => warning("non-finite-number")
        .what("a number is infinite, too large or not a number")
        .why("YAML reads `.inf` and `.nan` as such numbers, and JSON can write `1e400`; no program can hold them.")
        .done("It is read as `null`.")
        .fix("Quote it if a text is meant; else leave the keyword out."),
    YamlTag => warning("yaml-tag")
        .what("a value or a key has a YAML tag of somebody's own, or one of a type that JSON does not have")
        .why("Tags such as `!include` ask one tool to do something with the value before anybody else reads it. The \
              document is the input of that tool and not its output. And OpenAPI documents are JSON in another form, \
              which has neither `!!binary` nor `!!set`.")
        .done("The value is read as if the tag were not there: of `!include a.md`, the text `a.md`.")
        .fix("Generate from what the tool makes of the document, or use `$ref`; leave `!!binary` out before a text in \
              base64."),
    WrongType => warning("wrong-type")
        .what("a keyword's value is not what the keyword takes")
        .why("A text stands where a list belongs, a quoted `'true'` where a boolean belongs, a word where one of a \
              few is expected. YAML makes that easy, and no server notices.")
        .done("It is read as what is meant where that is plain: `'5'` as `5`, a single value as a list of one. Else \
               the keyword is ignored, or the object left out. The label of the report says which.")
        .fix("Write what the report says that the keyword takes."),
    UnknownKeyword => warning("unknown-keyword")
        .what("a keyword that this object does not have")
        .why("It is misspelt, stands one level too high or too low, or is of another version of OpenAPI. What it \
              says is lost.")
        .done("It is ignored.")
        .fix("Correct its name or its place. A keyword of your own begins with `x-`."),
    MissingKeyword => warning("missing-keyword")
        .what("a required keyword is missing")
        .why("OpenAPI asks for it. An object without it may mean nothing: a parameter without a name, a security \
              scheme without a type.")
        .done("A neutral value is used, such as an empty text; an object that means nothing without it is left out. \
               The label of the report says which.")
        .fix("Add the keyword."),
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
        .why("Quotes make a text of it: `\"true\"` is not `true`. So do `yes`, `no`, `on` and `off`, which were \
              booleans in YAML 1.1, and are texts in YAML 1.2; and `1` is a number.")
        .done("It is read as the number or boolean that is meant.")
        .fix("Remove the quotes; write `true` or `false`."),
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
        .done("It is read as `prefixItems`. Where the schema has no type, or the list is one of objects, it is read as what a value, or an item, is one of, and anything else is taken too where there are objects among them.")
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
    KeywordOfAnotherType => note("keyword-of-another-type")
        .what("a keyword that is about values of another type")
        .why("`minLength` narrows texts, `properties` describe objects: beside another type they allow every value, so \
              that either `type` or the keyword is wrong.")
        .done("The type is taken as it is written, and the keyword has no effect.")
        .fix("Correct `type`, or take the keyword out."),
    UnknownSchemaDialect => warning("unknown-schema-dialect")
        .what("the document declares a dialect of JSON Schema that is not known")
        .why("A dialect of its own may give keywords another meaning.")
        .done("Schemas are read in the dialect of the document's OpenAPI version.")
        .fix("Nothing, if the dialect only adds keywords."),
    UnresolvedReference => warning("unresolved-reference")
        .what("a reference leads nowhere")
        .why("Its target was renamed or never written, or the pointer has a typo.")
        .done("A schema becomes any JSON value; a parameter, a body or an answer is left out.")
        .fix("Correct the reference, or add what it names. The report tells the nearest name that there is."),
    ExternalReference => warning("external-reference")
        .what("a reference leads out of the document")
        .why("The document was given alone, as from standard input, so that there are no files beside it.")
        .done("A schema becomes any JSON value; a parameter, a body or an answer is left out.")
        .fix("Give the document as a file, or bundle its parts into one file first."),
    MissingFile => warning("missing-file")
        .what("a reference leads to a file that does not exist")
        .why("The file was moved, renamed or not published, or its name differs in upper and lower case.")
        .done("A schema becomes any JSON value; a parameter, a body or an answer is left out.")
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
    UnresolvedAnchor => warning("unresolved-anchor")
        .what("a reference to an anchor or a dynamic anchor that is not there")
        .why("Only anchors in the documents that are read are known.")
        .done("What it stands for may be anything.")
        .fix("Refer to a schema by its place."),
    MisplacedReference => warning("misplaced-reference")
        .what("a reference where OpenAPI allows none")
        .why("Many tools replace `$ref` wherever it stands, and documents that are split into files rely on that.")
        .done("It is followed all the same; one that stands beside the keywords of such an object is ignored.")
        .fix("Bundle the document, or put a reference to each of the parts."),
    BareReference => warning("bare-reference")
        .what("a reference is the name of a component")
        .why("A reference is a URL: a bare name means a file of that name, which does not exist.")
        .done("The component of that name is taken.")
        .fix("Write the reference as `#/components/schemas/NAME`."),
    ReferenceCycle => warning("reference-cycle")
        .what("references lead back to themselves")
        .why("A chain of references without anything else in it never says what it stands for.")
        .done("It becomes any JSON value.")
        .fix("Replace one of the references by what is meant."),
    ReferenceSiblings => note("reference-siblings")
        .what("a keyword beside a reference")
        .why("OpenAPI 3.0 ignores whatever stands beside `$ref`, and `nullable` without a `type`. Many tools write \
              both and mean them.")
        .done("`description`, `summary` and `nullable: true` are taken as they are meant, where they say something of \
               the use; the others are ignored.")
        .fix("Put the reference to a schema into an `allOf`, and the keyword beside that. Write others where the \
              reference leads to."),
    } };
}

pub(super) use reading;
