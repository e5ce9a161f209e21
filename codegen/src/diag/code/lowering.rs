//! The rows of the catalogue for what is found while the meaning of documents is made out.

/// Hands these rows to the macro `$then`, after those that it is given.
macro_rules! lowering {
    ($then:ident $($before:tt)*) => { $then! { $($before)*
    UntypedSchema => note("untyped-schema")
        .what("a schema says nothing about its type")
        .why("A body has no `schema`, or a schema has a `format` and no `type`. The generated code cannot check or \
              name what is in such a value.")
        .done("Any JSON value is taken.")
        .fix("Add `type`, or `schema`."),
    UntypedUnion => note("untyped-union")
        .what("members beside a union that do not stand in its branches")
        .why("Each branch of a union with members beside it is an object with those members too. Where unions nest in \
              such objects, or a document has very many of them, the output would be many times as long as the document.")
        .done("The object has the members beside the union, and keeps those of the branches as JSON.")
        .fix("Give the members to each branch, or nest fewer unions."),
    UnknownFormat => note("unknown-format")
        .what("a format that has no type of its own")
        .why("`format` is an open list: everybody may invent one, and most say only how a text is written.")
        .done("The plain type is used.")
        .fix("Nothing has to be done. If a known format is meant, write its name: `date-time`, `date`, `uuid`, \
              `byte`, `binary`, `int32`, `int64`, `float`, `double`."),
    InferredType => note("inferred-type")
        .what("a schema without `type` whose other keywords speak of one type")
        .why("A schema without `type` allows values of every type, and its keywords are about one of them alone. Documents that leave `type` out mean that one.")
        .done("The schema is read as if it had that type.")
        .fix("Add `type` to the schema."),
    FormatOfAnotherType => warning("format-of-another-type")
        .what("a `format` that belongs to another type")
        .why("A format narrows the values of its own type and has no effect on any other, so that either `type` or `format` is wrong.")
        .done("The type is taken as it is written, and the format stands in the docs.")
        .fix("Correct `type`, or take `format` out."),
    UnusablePattern => note("unusable-pattern")
        .what("a `pattern` that Rust's regular expressions can not run")
        .why("Patterns are ECMA-262, which has look-around and back-references; Rust's have not, so that matching takes bounded time.")
        .done("The pattern stands in the docs, and `validate` of models does not look at it. Patterns that Rust knows by other words are translated.")
        .fix("Nothing needs to be done, unless the pattern is not a valid one either."),
    ContradictoryBounds => warning("contradictory-bounds")
        .what("a lower bound that is above its upper bound")
        .why("No value is between them, and servers send values all the same, so that one of the bounds is wrong.")
        .done("Both bounds are ignored.")
        .fix("Correct the bound that is wrong."),
    ReadOnlyAndWriteOnly => warning("read-only-and-write-only")
        .what("a schema that is both `readOnly` and `writeOnly`")
        .why("It would be sent neither way. The specification forbids the two together.")
        .done("Both are ignored.")
        .fix("Take one of them out."),
    UnfittingDefault => warning("unfitting-default")
        .what("a `default` that its own schema excludes")
        .why("It has another type, is not listed in `enum`, or is out of bounds. No server works with such a value, so that what it does without one is unknown.")
        .done("The default is ignored.")
        .fix("Correct the default or the schema."),
    NullDefault => note("null-default")
        .what("`default: null` where null is no value")
        .why("Many tools write it for every member that has no default.")
        .done("It is read as no default.")
        .fix("Take `default` out, or allow null."),
    UnfittingExample => note("unfitting-example")
        .what("an example that its own schema excludes")
        .why("Examples are for readers and have no effect on types, but one of the two is wrong, and it may be the schema.")
        .done("The example stands in the docs as it is written.")
        .fix("Correct the example or the schema."),
    EmptyEnum => warning("empty-enum")
        .what("an `enum` that lists no values")
        .why("No value would fit. Tools write it where a list of values was left empty.")
        .done("It is ignored, and every value of the type is taken.")
        .fix("List the values, or take `enum` out."),
    EmptyComposition => warning("empty-composition")
        .what("a `oneOf`, `anyOf` or `allOf` that lists no schemas")
        .why("The standard asks for one at least. Tools write it where a list of schemas was left empty.")
        .done("It is ignored.")
        .fix("List the schemas, or take the keyword out."),
    DuplicateRequired => note("duplicate-required")
        .what("a member is listed in `required` twice")
        .why("The specification asks for names that differ. Documents that were put together from parts have them twice.")
        .done("The member is required, which once is enough for.")
        .fix("Take one of them out."),
    ClosedAllOf => note("closed-all-of")
        .what("`additionalProperties: false` beside `allOf`")
        .why("It sees the `properties` beside it alone. Taken literally it excludes all members of the parts, so that no object would fit.")
        .done("It is taken to be about the whole: all members of all parts are there.")
        .fix("Use `unevaluatedProperties: false`, which OpenAPI 3.1 has, or take it out."),
    PrefixItems => note("prefix-items")
        .what("a list whose items are described one by one, and have one type")
        .why("A list has one type for all its items, and any length. Items of different types have a type each.")
        .done("It is a list of that type. How many items there may be is in the docs.")
        .fix("Nothing is wrong with the document."),
    PatternProperties => note("pattern-properties")
        .what("members whose names are described by patterns")
        .why("A map has one type for all its values, and any names.")
        .done("Where all patterns have the same type, it is that of the values; where their types of JSON tell them apart, it is a \
               union; else the values are kept as JSON. The patterns are not checked.")
        .fix("Nothing is wrong with the document."),
    UncheckedKeyword => note("unchecked-keyword")
        .what("a keyword that excludes values in a way that no type says")
        .why("`not`, `if`, `contains`, `propertyNames` and others of their kind are conditions that would have to be checked when a value is read or written.")
        .done("Nothing checks it, and the docs name it. Members that `then`, `else` or `dependentSchemas` alone declare are \
               kept as JSON.")
        .fix("Nothing is wrong with the document."),
    UnusedXml => note("unused-xml")
        .what("facts about how a schema is written in XML")
        .why("Bodies of XML are not read or written by type.")
        .done("They are ignored; they change nothing about JSON.")
        .fix("Nothing is wrong with the document."),
    UnusedDiscriminator => note("unused-discriminator")
        .what("a discriminator that tells nothing apart")
        .why("It stands in a schema that is neither a union of objects nor a part of the `allOf` of others, or the \
              types of JSON tell the branches apart already.")
        .done("It is ignored.")
        .fix("Take it out, or refer to the schema from the `allOf` of its subtypes."),
    UndeclaredDiscriminator => warning("undeclared-discriminator")
        .what("a discriminator whose member a branch does not declare")
        .why("The member tells which branch a value is of, so that each branch has to have it, and has to require it.")
        .done("It is left to the values: nothing is added to the branch.")
        .fix("Declare the member in every branch."),
    DanglingMapping => warning("dangling-mapping")
        .what("a discriminator's mapping that leads to no schema")
        .why("Its values are names of schemas in `components`, or references.")
        .done("It is ignored.")
        .fix("Correct the name."),
    DuplicateBranch => note("duplicate-branch")
        .what("a union that has the same branch twice")
        .why("A value that fits one fits the other; of `oneOf` it would fit none, taken literally.")
        .done("It is there once.")
        .fix("Take one of them out."),
    NullAsObject => note("null-as-object")
        .what("an object that may be null stands in a union for null")
        .why("OpenAPI 3.0 has no type for null. Converters write `anyOf` of a reference and `{type: object, nullable: \
              true}` for a value that may be null.")
        .done("It is read as null, and the union as what the reference names.")
        .fix("Write `allOf` of the reference, with `nullable: true` beside it; or `type: 'null'`, which OpenAPI 3.1 has."),
    UndeclaredProperty => warning("undeclared-property")
        .what("a required member is not declared")
        .why("`required` names a member that `properties` does not have: it was renamed in one of the two places, or \
              is misspelt.")
        .done("It becomes a required member that takes any JSON value.")
        .fix("Declare it in `properties`, or take it out of `required`."),
    DuplicateEnumValue => warning("duplicate-enum-value")
        .what("an enumeration lists a value twice")
        .why("Two lists were put together, or a value was copied and not changed, in which case another one is \
              missing.")
        .done("It is kept once.")
        .fix("Remove one of the two, or write the value that was meant."),
    SurplusPathParameter => warning("surplus-path-parameter")
        .what("a path parameter has no place in the path")
        .why("The path was changed and the parameter was not, or the two are spelt differently. There is no place in \
              the URL to send it.")
        .done("It is left out.")
        .fix("Put `{name}` into the path, spelt as the parameter's `name`, or remove the parameter."),
    EnumValuesIgnored => warning("enum-values-ignored")
        .what("the values of an enumeration, or the names beside them, cannot be used")
        .why("An enumeration is made of strings, numbers and booleans that fit the `type`, if there is one. Names and \
              descriptions beside the values (`x-enum-varnames`, `x-enum-descriptions`) have to be one for each.")
        .done("The plain type is used, and its docs list the values; names and descriptions that do not fit are \
               ignored. Of a list of types, a value that is of none of them is left out.")
        .fix("Write values of the type that `type` says, and as many names as values."),
    PlainEnum => note("plain-enum")
        .what("an enumeration of one boolean")
        .why("An enumeration keeps values that are not listed, and beside one boolean there is one other: `bool` says the same.")
        .done("`bool` is used, and its docs say which value is listed. Where enumerations are closed, one is made that \
               refuses the other value.")
        .fix("Nothing is wrong with the document."),
    AllOfConflict => warning("all-of-conflict")
        .what("the parts of an `allOf` contradict each other")
        .why("A value has to fit every part at once, and none fits these.")
        .done("Of two declarations of a member that no value fits, the later one is used; if one is narrower than the \
               other it is that one, without a word. A part that is no object among objects is left out. If the \
               types of the whole differ, any JSON value is taken.")
        .fix("Declare the member once, or give both the same schema."),
    RecursiveAllOf => warning("recursive-all-of")
        .what("an `allOf` includes itself")
        .why("A schema that consists of itself and more has no end. Mostly a base type lists its subtypes, each of \
              which includes the base.")
        .done("The part that leads back is left out.")
        .fix("Remove the part; if a choice among subtypes is meant, write `oneOf`."),
    TooManyParts => warning("too-many-parts")
        .what("too many schemas take part in one `allOf`")
        .why("Schemas that include each other many times over are written out for each: the output would grow with \
              the square of their number.")
        .done("Any JSON value is taken.")
        .fix("Write one schema that has the members of all."),
    TooManyCopies => warning("too-many-copies")
        .what("types and operations copy too much of each other")
        .why("Heirs have the members of their base, and operations the parameters of their path item. A short document can \
              ask for so many copies that its code would be out of all proportion: 10,000 are allowed, and one more for \
              each value in the document.")
        .done("Any JSON value is taken for a schema, and an operation is left out.")
        .fix("Refer to the base as a member, or write fewer paths for one path item."),
    TooManyCredentials => warning("too-many-credentials")
        .what("an operation has too many alternatives of credentials")
        .why("The code of each operation names its alternatives with their schemes and scopes: 300 in all are allowed.")
        .done("The alternatives after those are left out.")
        .fix("Ask for fewer, or write an OAuth scheme that has all scopes."),
    UnusedKeyword => note("unused-keyword")
        .what("a keyword that has no effect in the output yet")
        .why("The document is right, and the generator does not carry this out.")
        .done("It is ignored.")
        .fix("Nothing has to be done."),
    LongPath => warning("long-path")
        .what("a path that is longer than any server takes")
        .why("Servers take URLs of 8,000 bytes (RFC 9110, section 4.1) and often no more.")
        .done("Its operations are left out.")
        .fix("Correct the path."),
    MalformedTemplate => warning("malformed-template")
        .what("a path whose braces do not fit together")
        .why("A placeholder is a name between one pair of braces. Of any other braces it is unknown what they are for.")
        .done("They are sent as they stand there, percent-encoded.")
        .fix("Write a name between each pair of braces, and declare it as a parameter."),
    RepeatedPlaceholder => note("repeated-placeholder")
        .what("a path that has the same placeholder twice")
        .why("The specification asks for names that differ within a path.")
        .done("There is one argument, which is sent in both places.")
        .fix("Give the placeholders different names if they mean different things."),
    QueryInPath => note("query-in-path")
        .what("a path with a query of its own")
        .why("The specification has parameters for that. Documents write `?action=list` into paths to keep operations apart that one path serves.")
        .done("The query is sent as it is written, before those of parameters.")
        .fix("Declare a query parameter with a single value."),
    FragmentInPath => note("fragment-in-path")
        .what("a path with a fragment")
        .why("Fragments are never sent. Documents write them to have the same path twice.")
        .done("The operation is there under a name of its own, and the fragment is not sent.")
        .fix("Take it out, or describe the operations as one."),
    AmbiguousPaths => warning("ambiguous-paths")
        .what("two paths that are the same but for the names of their parameters")
        .why("The specification calls them identical and invalid: no server can tell them apart by the path.")
        .done("The operations of both are there.")
        .fix("Describe them as one path."),
    TwinPaths => note("twin-paths")
        .what("two paths that differ in a slash at the end alone")
        .why("They are different paths, and most servers treat them as the same.")
        .done("The operations of both are there, and each path is sent as it is written.")
        .fix("Nothing is wrong with the document, unless one of them is a mistake."),
    UnusableMethod => warning("unusable-method")
        .what("an operation whose method can not be sent")
        .why("The name of a method is a token (RFC 9110, section 5.6.2): letters, digits and a few marks. `CONNECT` is for proxies alone. `additionalOperations` must not name a method that the path has an operation for.")
        .done("The operation is left out.")
        .fix("Correct the name of the method."),
    MissingOperationId => note("missing-operation-id")
        .what("an operation has no `operationId`")
        .why("OpenAPI does not ask for one. A name made from method and path is longer, and changes with the path.")
        .done("The operation is named from its method and path.")
        .fix("Add an `operationId`, or give the operation a name in the configuration."),
    DuplicateOperationId => warning("duplicate-operation-id")
        .what("two operations have the same `operationId`")
        .why("OpenAPI asks for unique ones; an operation that is copied keeps the one that it had.")
        .done("The first one keeps the name; each later one is named from its method and path.")
        .fix("Give each operation an `operationId` of its own."),
    UndeclaredPathParameter => warning("undeclared-path-parameter")
        .what("a path names a parameter that is not declared")
        .why("The path has a placeholder, and neither it nor the operation declares a parameter of that name with \
              `in: path`: it is forgotten, or spelt differently.")
        .done("It becomes a required string. A placeholder without a name, `{}`, is sent as it stands.")
        .fix("Declare the parameter, as the report shows."),
    OptionalPathParameter => warning("optional-path-parameter")
        .what("a path parameter that is not `required: true`")
        .why("The specification asks for it, since a path can not be sent with a part missing.")
        .done("The parameter is required.")
        .fix("Add `required: true`."),
    UnnamedParameter => warning("unnamed-parameter")
        .what("a parameter with an empty name")
        .why("Parameters are sent under their names.")
        .done("It is left out.")
        .fix("Name the parameter, or take it out."),
    SchemaAndContent => warning("schema-and-content")
        .what("a parameter with both `schema` and `content`")
        .why("They say in different ways how a value is written, and the specification forbids the two together.")
        .done("`schema` is used.")
        .fix("Take one of them out."),
    DuplicateParameter => warning("duplicate-parameter")
        .what("a parameter is declared twice")
        .why("Name and place (`in`) together name a parameter, and one list has the same pair twice. An operation \
              may override a parameter of its path; that is no finding.")
        .done("The first one is used.")
        .fix("Remove one of them."),
    IgnoredHeaderParameter => note("ignored-header-parameter")
        .what("a header that OpenAPI reserves")
        .why("Parameters called `Accept`, `Content-Type` and `Authorization`, and headers of answers called \
              `Content-Type`, have no effect by the standard: media types and security schemes say the same.")
        .done("It is left out, and the header is sent as media types and credentials ask for.")
        .fix("Remove it; describe a credential by a security scheme."),
    UnsupportedParameter => warning("unsupported-parameter")
        .what("a parameter whose values cannot be written out for the caller")
        .why("The document gives it no type, or another media type than JSON, or a name that no header can have, or it \
              is the whole query and has others beside it.")
        .done("The caller gives the parameter's text. A header whose name no request can carry is left out. A whole query \
              and others are sent one after the other.")
        .fix("Give it a schema that says its type. Nothing is wrong with a media type. Correct a name that is none: \
              letters, digits and `-`."),
    UnsupportedStyle => warning("unsupported-style")
        .what("a way to write a parameter that is not supported")
        .why("Later versions have no word for a separator of lists in a path, a header or a form, nor for one of lists \
              inside of lists.")
        .done("Items are separated by commas.")
        .fix("Use the separator `csv`, which all places have."),
    UnsupportedMediaType => warning("unsupported-media-type")
        .what("a media type that is not supported")
        .why("Bodies are read and written by type if they are JSON, and written so if they are forms. Others, XML \
              among them, are not, and a wildcard does not say what is sent.")
        .done("The body is taken as bytes, or as text where the media type is one of text, of XML or of YAML. A media \
               type that no header can hold is left out.")
        .fix("Write the media type that is meant in the place of a wildcard. If the server takes JSON too, document \
              that."),
    SeveralMediaTypes => note("several-media-types")
        .what("a body has several media types")
        .why("They say the same in other words, as XML does beside JSON. Those that differ in kind, as a table does \
              from JSON, are all there: a call has a method that asks for each kind of answer, and an operation one that \
              sends each kind of body.")
        .done("JSON is used if it is among them, else text, else the first one.")
        .fix("Nothing has to be done."),
    NoSuccessResponse => warning("no-success-response")
        .what("an operation documents no successful response")
        .why("Every operation can succeed; what it answers then is unknown.")
        .done("Any status from 200 to 299 is a success, without a value.")
        .fix("Document the success: its status, and its body if there is one."),
    BodyWithoutContent => warning("body-without-content")
        .what("a request body without a media type")
        .why("`content` says which media type a body has and what it looks like; without one there is nothing to send.")
        .done("Requests are sent without a body.")
        .fix("Describe the body in `content`, or take `requestBody` out."),
    UnexpectedBody => note("unexpected-body")
        .what("a body of a request that usually has none")
        .why("The content of `GET`, `HEAD` and `DELETE` has no meaning that all servers and proxies understand, and `TRACE` must not have any (RFC 9110, section 9.3).")
        .done("It is sent when the caller gives it; with `TRACE` it is left out.")
        .fix("Use parameters, or another method, unless the server takes it so."),
    InvalidStatus => warning("invalid-status")
        .what("a status code that there is none of")
        .why("HTTP has the statuses 100 to 599, and `OpenAPI` the ranges `1XX` to `5XX`.")
        .done("The response is left out.")
        .fix("Correct the status."),
    InformationalResponse => note("informational-response")
        .what("a response with a status from 100 to 199")
        .why("Such a response comes before the one that counts, and most transports keep it to themselves.")
        .done("It is there among the errors of the operation.")
        .fix("Take it out, unless the operation changes to another protocol."),
    DefaultIsSuccess => note("default-is-success")
        .what("an operation whose only success is `default`")
        .why("`default` is for all statuses that are not described, errors among them. Where nothing else is described, it is what a success looks like.")
        .done("A success has the body of `default`, and so has an error.")
        .fix("Describe the successful statuses."),
    ContentOfEmptyResponse => note("content-of-empty-response")
        .what("content of a response that never has any")
        .why("The statuses 204, 205 and 304, and all answers to `HEAD`, have no content (RFC 9110, sections 9.3.2 and 15).")
        .done("The content is ignored.")
        .fix("Take `content` out, or correct the status."),
    UnusedComponent => note("unused-component")
        .what("a part of the document that nothing refers to")
        .why("Parameters, bodies, answers and other components, and the schemas in `$defs`, have an effect where \
              something refers to them.")
        .done("It is left out, with all that it says.")
        .fix("Refer to it where it is meant, or take it out."),
    UntypedHeader => note("untyped-header")
        .what("a header of a response that has no type, or not all of its type")
        .why("Objects, lists of lists and values of a media type have no text form here yet, and some names can be no \
              header's. A Swagger 2.0 document that repeats responses with very many headers would become too large.")
        .done("It is text, or left out; it is there as it came, in the headers of the answer.")
        .fix("Nothing is wrong with an object or a media type. Correct a name that is none: letters, digits and `-`."),
    UnusedExamples => note("unused-examples")
        .what("examples that do not stand in the docs yet, or not with all that is said of them")
        .why("Examples of schemas stand in the docs of types, and the first example of the body of a request in the docs of \
              the operation, unless the option `examples` is off. Those of answers have no place there. Of the examples of \
              a parameter, the values of the first stand in its docs, without their names and texts.")
        .done("The rest is ignored.")
        .fix("Nothing is wrong with the document."),
    UnmatchedLink => warning("unmatched-link")
        .what("a link of a response that leads to no operation here")
        .why("A link says which operation can follow an answer, by its `operationId` or its place.")
        .done("The docs of the operation have it as it is written.")
        .fix("Correct the `operationId`, or the reference; nothing is wrong with an operation of another document."),
    UnusedServers => note("unused-servers")
        .what("servers of a single path or operation that have no effect")
        .why("Requests of an operation go to the first of its own servers that has a whole URL; the caller gives no \
              variables for it, so that those of its URL need a list of values and a default.")
        .done("The others are left out, and so are other values of variables than the defaults. Where none is left, \
              requests go to the base URL of the client.")
        .fix("Write the whole URL of the server, the best one first. A base URL that the caller chooses goes before them."),
    UnusedTag => note("unused-tag")
        .what("a tag that has no effect: no operation has it as its first")
        .why("Operations are grouped by tag, and each stands in one file: in the group of its first tag.")
        .done("There is no group for it, and what the document says of it is left out.")
        .fix("Nothing is wrong with the document."),
    DuplicateTag => note("duplicate-tag")
        .what("a tag that is there twice")
        .why("The names of tags have to differ; which of two descriptions counts is unknown.")
        .done("The first one is used.")
        .fix("Take one of them out."),
    UnusedInfo => note("unused-info")
        .what("facts about the document that do not stand in the docs yet")
        .why("`contact`, `license` and `termsOfService` are about the API as a product.")
        .done("They are ignored.")
        .fix("Nothing is wrong with the document."),
    RelativeServer => note("relative-server")
        .what("a server without an absolute URL")
        .why("It is relative to the place that the document was got from, which is not known.")
        .done("There is no default base URL of it: the caller gives the whole one.")
        .fix("Write the whole URL, if there is one."),
    InvalidServerUrl => warning("invalid-server-url")
        .what("a server whose URL is none")
        .why("No request can be sent to it.")
        .done("It stands in the code as it is, and a client that uses it refuses to be built.")
        .fix("Correct the URL."),
    UndeclaredServerVariable => warning("undeclared-server-variable")
        .what("a variable of a server's URL that is not declared")
        .why("Its values and its default are unknown.")
        .done("The caller has to give it.")
        .fix("Declare it in `variables`, with a default."),
    UnusedServerVariable => note("unused-server-variable")
        .what("a declared variable that the server's URL does not have")
        .why("There is no place for its value.")
        .done("It is left out.")
        .fix("Take it out, or correct the URL."),
    ServerDefaultNotListed => warning("server-default-not-listed")
        .what("a default of a server's variable that its `enum` does not list")
        .why("The specification forbids it; either the default or the list is out of date.")
        .done("The default is used, as one more of the values. One that is empty or stands between braces is no \
               default: the caller chooses.")
        .fix("List the default, or choose another."),
    UnsupportedWebhooks => note("unsupported-webhooks")
        .what("a request of the server, or a part of one, that nothing receives")
        .why("Webhooks, and the callbacks of an operation, are told by their names alone, and read from a body that is \
              JSON.")
        .done("What the body carries has types; the caller reads them, and the parameters.")
        .fix("Nothing has to be done."),
    UnknownSecurityScheme => warning("unknown-security-scheme")
        .what("a security requirement names a scheme that is not declared")
        .why("The name is misspelt, or `components.securitySchemes` lacks it, so how the credential is sent is \
              unknown.")
        .done("The alternative that asks for it is left out.")
        .fix("Declare the scheme in `components.securitySchemes`, or correct the name."),
    UnsupportedSecurityScheme => warning("unsupported-security-scheme")
        .what("a security scheme that is not supported")
        .why("The name of a header and that of an HTTP scheme are tokens (RFC 9110, section 5.6.2), without blanks \
              and most symbols. No request can carry a credential under another name.")
        .done("It is left out, with the alternatives that ask for it.")
        .fix("Correct the name."),
    UnexpectedScopes => note("unexpected-scopes")
        .what("scopes of a security scheme that has none")
        .why("Before OpenAPI 3.1 the list had to be empty for all schemes but OAuth 2 and OpenID Connect. Since then it names roles.")
        .done("They stand in the docs of the operation, as roles do.")
        .fix("Write an empty list, or use OpenAPI 3.1."),
    MutualTls => note("mutual-tls")
        .what("a security scheme that is a certificate of the client")
        .why("It is presented when a connection is made, and not with a request.")
        .done("Operations that ask for it are sent without a credential. The transport has to be set up with the certificate.")
        .fix("Nothing is wrong with the document."),
    UnmatchedPart => error("unmatched-part")
        .what("the part that was chosen is not in the document")
        .why("The name of a tag or of an operation is misspelt, or is gone from a newer version of the document. Written \
              without it, the output would lack what was asked for, and files that are in use would be removed.")
        .done("Nothing is written.")
        .fix("Correct the name: a tag is that which is the first of its operations, and an operation is found by its \
              `operationId`, or by method and path, as in `PATCH /persons/{id}`; `*` stands for any characters."),
    PartOfDocument => note("part-of-document")
        .what("what is left out, since a part of the document was chosen")
        .why("The output is less than the document has.")
        .done("What the chosen operations do not reach is neither written nor reported on. Names are those of the whole.")
        .fix("Nothing is wrong. Choose more tags or operations if something is missed."),
    UnmatchedPaging => warning("unmatched-paging")
        .what("an operation does not have what the configuration says of its pages")
        .why("A parameter or a member is misspelt, is of another type, or was renamed in a newer version of the document.")
        .done("The operation has no `pages()` and no `items()`.")
        .fix("Correct the configuration: parameters are those of the query that may be left out, and members are given \
              by their path in the body of the success, as in `meta.next`."),
    UnmatchedName => warning("unmatched-name")
        .what("the configuration names an operation that the document does not have")
        .why("The name is misspelt, or the operation is gone or was renamed in a newer version of the document.")
        .done("The configured name has no effect.")
        .fix("Correct the configuration: an operation is found by its `operationId`, or, without one, by method and \
              path, as in `PATCH /persons/{id}`."),
    } };
}

pub(super) use lowering;
