//! The keywords of every kind of object in all versions, in the order of the specifications: Swagger 2.0, `OpenAPI`
//! 3.0.4, 3.1.1 and 3.2.0, and JSON Schema 2020-12 for schemas since 3.1.
//!
//! A keyword that versions disagree on has several rows.

use super::{Keyword, Kind, Shape, Versions};
use Shape::{
    Any, Boolean, List, Map, Number, Object, ObjectOrBoolean, OneOf, Text, TextMap, Texts, Types,
    Unsigned, ValueMap, Values,
};

const V20: Versions = Versions::V20;
const V30: Versions = Versions::V30;
const V32: Versions = Versions::V32;
const SINCE_30: Versions = Versions::SINCE_30;
const SINCE_31: Versions = Versions::SINCE_31;
const UNTIL_30: Versions = Versions::UNTIL_30;

/// A keyword of all versions.
const fn k(name: &'static str, shape: Shape) -> Keyword {
    of(Versions::ALL, name, shape)
}

/// A keyword of some versions.
const fn of(versions: Versions, name: &'static str, shape: Shape) -> Keyword {
    Keyword {
        name,
        shape,
        versions,
    }
}

/// What no 3.0 keyword can say, and conversion carries along.
const fn carried(name: &'static str, shape: Shape) -> Keyword {
    of(Versions::CARRIED, name, shape)
}

/// The keywords that have fixed names. Extensions (`x-...`) are part of every object and not listed.
pub(in crate::source) const fn keywords(kind: Kind) -> &'static [Keyword] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::ExternalDocs => EXTERNAL_DOCS,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Responses => RESPONSES,
        Kind::Response => RESPONSE,
        Kind::Example => EXAMPLE,
        Kind::Link => LINK,
        Kind::Header => HEADER,
        Kind::Tag => TAG,
        Kind::Schema => SCHEMA,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::Xml => XML,
        Kind::Components => COMPONENTS,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::OAuthFlows => OAUTH_FLOWS,
        Kind::OAuthFlow => OAUTH_FLOW,
        Kind::Paths | Kind::Callback | Kind::SecurityRequirement => &[],
    }
}

const DOCUMENT: &[Keyword] = &[
    of(SINCE_30, "openapi", Text),
    of(V20, "swagger", Text),
    of(V32, "$self", Text),
    k("info", Object(Kind::Info)),
    of(SINCE_31, "jsonSchemaDialect", Text),
    // No keyword of the standard, but where schemas are that many tools move from elsewhere.
    of(SINCE_31, "$defs", Map(Kind::Schema)),
    of(V20, "host", Text),
    of(V20, "basePath", Text),
    of(V20, "schemes", Texts),
    of(V20, "consumes", Texts),
    of(V20, "produces", Texts),
    of(SINCE_30, "servers", List(Kind::Server)),
    k("paths", Object(Kind::Paths)),
    of(SINCE_31, "webhooks", Map(Kind::PathItem)),
    of(SINCE_30, "components", Object(Kind::Components)),
    of(V20, "definitions", Map(Kind::Schema)),
    of(V20, "parameters", Map(Kind::Parameter)),
    of(V20, "responses", Map(Kind::Response)),
    of(V20, "securityDefinitions", Map(Kind::SecurityScheme)),
    k("security", List(Kind::SecurityRequirement)),
    k("tags", List(Kind::Tag)),
    k("externalDocs", Object(Kind::ExternalDocs)),
];

const INFO: &[Keyword] = &[
    k("title", Text),
    of(SINCE_31, "summary", Text),
    carried("x-oasmith-summary", Text),
    k("description", Text),
    k("termsOfService", Text),
    k("contact", Object(Kind::Contact)),
    k("license", Object(Kind::License)),
    k("version", Text),
];

const CONTACT: &[Keyword] = &[k("name", Text), k("url", Text), k("email", Text)];

const LICENSE: &[Keyword] = &[
    k("name", Text),
    of(SINCE_31, "identifier", Text),
    carried("x-oasmith-identifier", Text),
    k("url", Text),
];

const SERVER: &[Keyword] = &[
    k("url", Text),
    k("description", Text),
    of(V32, "name", Text),
    carried("x-oasmith-name", Text),
    k("variables", Map(Kind::ServerVariable)),
];

const SERVER_VARIABLE: &[Keyword] = &[k("enum", Texts), k("default", Text), k("description", Text)];

const COMPONENTS: &[Keyword] = &[
    k("schemas", Map(Kind::Schema)),
    k("responses", Map(Kind::Response)),
    k("parameters", Map(Kind::Parameter)),
    k("examples", Map(Kind::Example)),
    k("requestBodies", Map(Kind::RequestBody)),
    k("headers", Map(Kind::Header)),
    k("securitySchemes", Map(Kind::SecurityScheme)),
    k("links", Map(Kind::Link)),
    k("callbacks", Map(Kind::Callback)),
    of(SINCE_31, "pathItems", Map(Kind::PathItem)),
    of(V32, "mediaTypes", Map(Kind::MediaType)),
];

const PATH_ITEM: &[Keyword] = &[
    k("$ref", Text),
    of(SINCE_30, "summary", Text),
    of(SINCE_30, "description", Text),
    k("get", Object(Kind::Operation)),
    k("put", Object(Kind::Operation)),
    k("post", Object(Kind::Operation)),
    k("delete", Object(Kind::Operation)),
    k("options", Object(Kind::Operation)),
    k("head", Object(Kind::Operation)),
    k("patch", Object(Kind::Operation)),
    of(SINCE_30, "trace", Object(Kind::Operation)),
    of(V32, "query", Object(Kind::Operation)),
    of(V32, "additionalOperations", Map(Kind::Operation)),
    of(SINCE_30, "servers", List(Kind::Server)),
    k("parameters", List(Kind::Parameter)),
];

const OPERATION: &[Keyword] = &[
    k("tags", Texts),
    k("summary", Text),
    k("description", Text),
    k("externalDocs", Object(Kind::ExternalDocs)),
    k("operationId", Text),
    of(V20, "consumes", Texts),
    of(V20, "produces", Texts),
    k("parameters", List(Kind::Parameter)),
    of(SINCE_30, "requestBody", Object(Kind::RequestBody)),
    k("responses", Object(Kind::Responses)),
    of(SINCE_30, "callbacks", Map(Kind::Callback)),
    of(V20, "schemes", Texts),
    k("deprecated", Boolean),
    k("security", List(Kind::SecurityRequirement)),
    of(SINCE_30, "servers", List(Kind::Server)),
];

const EXTERNAL_DOCS: &[Keyword] = &[k("description", Text), k("url", Text)];

/// The places of a parameter since 3.0; the other versions have some more.
const PARAMETER_PLACES: Shape = OneOf(&["query", "header", "path", "cookie"]);

const PARAMETER: &[Keyword] = &[
    k("name", Text),
    of(
        V20,
        "in",
        OneOf(&["query", "header", "path", "formData", "body"]),
    ),
    of(Versions::V30_V31, "in", PARAMETER_PLACES),
    of(
        V32,
        "in",
        OneOf(&["query", "querystring", "header", "path", "cookie"]),
    ),
    k("description", Text),
    k("required", Boolean),
    of(SINCE_30, "deprecated", Boolean),
    k("allowEmptyValue", Boolean),
    of(SINCE_30, "style", Text),
    of(SINCE_30, "explode", Boolean),
    of(SINCE_30, "allowReserved", Boolean),
    k("schema", Object(Kind::Schema)),
    of(SINCE_30, "example", Any),
    of(SINCE_30, "examples", Map(Kind::Example)),
    of(SINCE_30, "content", Map(Kind::MediaType)),
    of(V20, "type", Types(TYPES_20)),
    of(V20, "format", Text),
    of(V20, "items", Object(Kind::Schema)),
    of(V20, "collectionFormat", COLLECTION_FORMATS),
    of(V20, "default", Any),
    of(V20, "maximum", Number),
    of(V20, "exclusiveMaximum", Boolean),
    of(V20, "minimum", Number),
    of(V20, "exclusiveMinimum", Boolean),
    of(V20, "maxLength", Unsigned),
    of(V20, "minLength", Unsigned),
    of(V20, "pattern", Text),
    of(V20, "maxItems", Unsigned),
    of(V20, "minItems", Unsigned),
    of(V20, "uniqueItems", Boolean),
    of(V20, "enum", Values),
    of(V20, "multipleOf", Number),
    carried("x-oasmith-querystring", Boolean),
    carried("x-oasmith-collectionFormat", Text),
];

/// `csv` and so on; `multi` is for parameters alone.
pub(super) const COLLECTION_FORMATS: Shape = OneOf(&["csv", "ssv", "tsv", "pipes", "multi"]);

const REQUEST_BODY: &[Keyword] = &[
    k("description", Text),
    k("content", Map(Kind::MediaType)),
    k("required", Boolean),
];

const MEDIA_TYPE: &[Keyword] = &[
    k("schema", Object(Kind::Schema)),
    of(V32, "itemSchema", Object(Kind::Schema)),
    carried("x-oasmith-itemSchema", Object(Kind::Schema)),
    k("example", Any),
    k("examples", Map(Kind::Example)),
    k("encoding", Map(Kind::Encoding)),
    of(V32, "prefixEncoding", List(Kind::Encoding)),
    carried("x-oasmith-prefixEncoding", List(Kind::Encoding)),
    of(V32, "itemEncoding", Object(Kind::Encoding)),
    carried("x-oasmith-itemEncoding", Object(Kind::Encoding)),
];

const ENCODING: &[Keyword] = &[
    k("contentType", Text),
    k("headers", Map(Kind::Header)),
    k(
        "style",
        OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ),
    k("explode", Boolean),
    k("allowReserved", Boolean),
    of(V32, "encoding", Map(Kind::Encoding)),
    carried("x-oasmith-encoding", Map(Kind::Encoding)),
    of(V32, "prefixEncoding", List(Kind::Encoding)),
    carried("x-oasmith-prefixEncoding", List(Kind::Encoding)),
    of(V32, "itemEncoding", Object(Kind::Encoding)),
    carried("x-oasmith-itemEncoding", Object(Kind::Encoding)),
];

const RESPONSES: &[Keyword] = &[k("default", Object(Kind::Response))];

const RESPONSE: &[Keyword] = &[
    of(V32, "summary", Text),
    carried("x-oasmith-summary", Text),
    k("description", Text),
    k("headers", Map(Kind::Header)),
    of(SINCE_30, "content", Map(Kind::MediaType)),
    of(SINCE_30, "links", Map(Kind::Link)),
    of(V20, "schema", Object(Kind::Schema)),
    of(V20, "examples", ValueMap),
];

const EXAMPLE: &[Keyword] = &[
    k("summary", Text),
    k("description", Text),
    of(V32, "dataValue", Any),
    of(V32, "serializedValue", Text),
    carried("x-oasmith-serializedValue", Text),
    k("value", Any),
    k("externalValue", Text),
];

const LINK: &[Keyword] = &[
    k("operationRef", Text),
    k("operationId", Text),
    k("parameters", ValueMap),
    k("requestBody", Any),
    k("description", Text),
    k("server", Object(Kind::Server)),
];

const HEADER: &[Keyword] = &[
    k("description", Text),
    of(SINCE_30, "required", Boolean),
    of(SINCE_30, "deprecated", Boolean),
    of(SINCE_30, "style", OneOf(&["simple"])),
    of(SINCE_30, "explode", Boolean),
    of(SINCE_30, "schema", Object(Kind::Schema)),
    of(SINCE_30, "example", Any),
    of(SINCE_30, "examples", Map(Kind::Example)),
    of(SINCE_30, "content", Map(Kind::MediaType)),
    of(V20, "type", Types(TYPES_20)),
    of(V20, "format", Text),
    of(V20, "items", Object(Kind::Schema)),
    of(V20, "collectionFormat", COLLECTION_FORMATS),
    of(V20, "default", Any),
    of(V20, "maximum", Number),
    of(V20, "exclusiveMaximum", Boolean),
    of(V20, "minimum", Number),
    of(V20, "exclusiveMinimum", Boolean),
    of(V20, "maxLength", Unsigned),
    of(V20, "minLength", Unsigned),
    of(V20, "pattern", Text),
    of(V20, "maxItems", Unsigned),
    of(V20, "minItems", Unsigned),
    of(V20, "uniqueItems", Boolean),
    of(V20, "enum", Values),
    of(V20, "multipleOf", Number),
];

const TAG: &[Keyword] = &[
    k("name", Text),
    of(V32, "summary", Text),
    carried("x-oasmith-summary", Text),
    k("description", Text),
    k("externalDocs", Object(Kind::ExternalDocs)),
    of(V32, "parent", Text),
    carried("x-oasmith-parent", Text),
    of(V32, "kind", Text),
    carried("x-oasmith-kind", Text),
];

const TYPES_20: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "file",
];

const TYPES_30: &[&str] = &["string", "number", "integer", "boolean", "array", "object"];

const TYPES_31: &[&str] = &[
    "null", "string", "number", "integer", "boolean", "array", "object",
];

const SCHEMA: &[Keyword] = &[
    // Core vocabulary.
    of(SINCE_31, "$ref", Text),
    of(SINCE_31, "$schema", Text),
    of(SINCE_31, "$id", Text),
    of(SINCE_31, "$anchor", Text),
    of(SINCE_31, "$dynamicRef", Text),
    of(SINCE_31, "$dynamicAnchor", Text),
    of(SINCE_31, "$vocabulary", ValueMap),
    of(SINCE_31, "$comment", Text),
    of(SINCE_31, "$defs", Map(Kind::Schema)),
    of(SINCE_31, "definitions", Map(Kind::Schema)),
    // Texts and assertions of all versions.
    k("title", Text),
    k("multipleOf", Number),
    k("maximum", Number),
    of(UNTIL_30, "exclusiveMaximum", Boolean),
    of(SINCE_31, "exclusiveMaximum", Number),
    k("minimum", Number),
    of(UNTIL_30, "exclusiveMinimum", Boolean),
    of(SINCE_31, "exclusiveMinimum", Number),
    k("maxLength", Unsigned),
    k("minLength", Unsigned),
    k("pattern", Text),
    k("maxItems", Unsigned),
    k("minItems", Unsigned),
    k("uniqueItems", Boolean),
    k("maxProperties", Unsigned),
    k("minProperties", Unsigned),
    k("required", Texts),
    k("enum", Values),
    of(V30, "type", OneOf(TYPES_30)),
    of(SINCE_31, "type", Types(TYPES_31)),
    of(V20, "type", Types(TYPES_20)),
    k("allOf", List(Kind::Schema)),
    of(SINCE_30, "oneOf", List(Kind::Schema)),
    of(SINCE_30, "anyOf", List(Kind::Schema)),
    of(SINCE_30, "not", Object(Kind::Schema)),
    k("items", Object(Kind::Schema)),
    k("properties", Map(Kind::Schema)),
    k("additionalProperties", ObjectOrBoolean(Kind::Schema)),
    k("description", Text),
    k("format", Text),
    k("default", Any),
    of(V30, "nullable", Boolean),
    of(SINCE_30, "discriminator", Object(Kind::Discriminator)),
    of(V20, "discriminator", Text),
    k("readOnly", Boolean),
    of(SINCE_30, "writeOnly", Boolean),
    k("xml", Object(Kind::Xml)),
    k("externalDocs", Object(Kind::ExternalDocs)),
    k("example", Any),
    of(SINCE_30, "deprecated", Boolean),
    // What JSON Schema 2020-12 has more: applicators, unevaluated, validation, content, meta-data.
    of(SINCE_31, "const", Any),
    of(SINCE_31, "examples", Values),
    carried("x-oasmith-examples", Values),
    of(SINCE_31, "prefixItems", List(Kind::Schema)),
    carried("x-oasmith-prefixItems", List(Kind::Schema)),
    of(SINCE_31, "contains", Object(Kind::Schema)),
    carried("x-oasmith-contains", Object(Kind::Schema)),
    of(SINCE_31, "minContains", Unsigned),
    carried("x-oasmith-minContains", Unsigned),
    of(SINCE_31, "maxContains", Unsigned),
    carried("x-oasmith-maxContains", Unsigned),
    of(SINCE_31, "unevaluatedItems", ObjectOrBoolean(Kind::Schema)),
    carried("x-oasmith-unevaluatedItems", ObjectOrBoolean(Kind::Schema)),
    of(SINCE_31, "patternProperties", Map(Kind::Schema)),
    carried("x-oasmith-patternProperties", Map(Kind::Schema)),
    of(SINCE_31, "propertyNames", Object(Kind::Schema)),
    carried("x-oasmith-propertyNames", Object(Kind::Schema)),
    of(
        SINCE_31,
        "unevaluatedProperties",
        ObjectOrBoolean(Kind::Schema),
    ),
    carried(
        "x-oasmith-unevaluatedProperties",
        ObjectOrBoolean(Kind::Schema),
    ),
    of(SINCE_31, "dependentRequired", ValueMap),
    carried("x-oasmith-dependentRequired", ValueMap),
    of(SINCE_31, "dependentSchemas", Map(Kind::Schema)),
    carried("x-oasmith-dependentSchemas", Map(Kind::Schema)),
    of(SINCE_31, "if", Object(Kind::Schema)),
    carried("x-oasmith-if", Object(Kind::Schema)),
    of(SINCE_31, "then", Object(Kind::Schema)),
    carried("x-oasmith-then", Object(Kind::Schema)),
    of(SINCE_31, "else", Object(Kind::Schema)),
    carried("x-oasmith-else", Object(Kind::Schema)),
    of(SINCE_31, "contentEncoding", Text),
    carried("x-oasmith-contentEncoding", Text),
    of(SINCE_31, "contentMediaType", Text),
    carried("x-oasmith-contentMediaType", Text),
    of(SINCE_31, "contentSchema", Object(Kind::Schema)),
    carried("x-oasmith-contentSchema", Object(Kind::Schema)),
    // Items of parameters in 2.0, whose schemas have the words of parameters.
    of(V20, "collectionFormat", COLLECTION_FORMATS),
];

const DISCRIMINATOR: &[Keyword] = &[
    k("propertyName", Text),
    k("mapping", TextMap),
    of(V32, "defaultMapping", Text),
    carried("x-oasmith-defaultMapping", Text),
];

const XML: &[Keyword] = &[
    of(
        V32,
        "nodeType",
        OneOf(&["element", "attribute", "text", "cdata", "none"]),
    ),
    carried("x-oasmith-nodeType", Text),
    k("name", Text),
    k("namespace", Text),
    k("prefix", Text),
    k("attribute", Boolean),
    k("wrapped", Boolean),
];

const SECURITY_SCHEME: &[Keyword] = &[
    of(V20, "type", OneOf(&["basic", "apiKey", "oauth2"])),
    of(
        V30,
        "type",
        OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]),
    ),
    of(
        SINCE_31,
        "type",
        OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
    ),
    k("description", Text),
    k("name", Text),
    of(V20, "in", OneOf(&["query", "header"])),
    of(SINCE_30, "in", OneOf(&["query", "header", "cookie"])),
    of(SINCE_30, "scheme", Text),
    of(SINCE_30, "bearerFormat", Text),
    of(SINCE_30, "flows", Object(Kind::OAuthFlows)),
    of(
        V20,
        "flow",
        OneOf(&["implicit", "password", "application", "accessCode"]),
    ),
    of(V20, "authorizationUrl", Text),
    of(V20, "tokenUrl", Text),
    of(V20, "scopes", TextMap),
    of(SINCE_30, "openIdConnectUrl", Text),
    of(V32, "oauth2MetadataUrl", Text),
    carried("x-oasmith-oauth2MetadataUrl", Text),
    of(V32, "deprecated", Boolean),
    carried("x-oasmith-deprecated", Boolean),
    carried("x-oasmith-mutualTLS", Boolean),
];

const OAUTH_FLOWS: &[Keyword] = &[
    k("implicit", Object(Kind::OAuthFlow)),
    k("password", Object(Kind::OAuthFlow)),
    k("clientCredentials", Object(Kind::OAuthFlow)),
    k("authorizationCode", Object(Kind::OAuthFlow)),
    of(V32, "deviceAuthorization", Object(Kind::OAuthFlow)),
    carried("x-oasmith-deviceAuthorization", Object(Kind::OAuthFlow)),
];

const OAUTH_FLOW: &[Keyword] = &[
    k("authorizationUrl", Text),
    of(V32, "deviceAuthorizationUrl", Text),
    carried("x-oasmith-deviceAuthorizationUrl", Text),
    k("tokenUrl", Text),
    k("refreshUrl", Text),
    k("scopes", TextMap),
];
