//! The keywords of every kind of object, in the order of the specification (`OpenAPI` 3.0.4, section 4.7).

use super::{Keyword, Kind, Shape};
use Shape::{
    Any, Boolean, List, Map, Number, Object, ObjectOrBoolean, OneOf, Text, TextMap, Texts,
    Unsigned, ValueMap, Values,
};

const fn k(name: &'static str, shape: Shape) -> Keyword {
    Keyword { name, shape }
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
    k("openapi", Text),
    k("info", Object(Kind::Info)),
    k("servers", List(Kind::Server)),
    k("paths", Object(Kind::Paths)),
    k("components", Object(Kind::Components)),
    k("security", List(Kind::SecurityRequirement)),
    k("tags", List(Kind::Tag)),
    k("externalDocs", Object(Kind::ExternalDocs)),
];

const INFO: &[Keyword] = &[
    k("title", Text),
    k("description", Text),
    k("termsOfService", Text),
    k("contact", Object(Kind::Contact)),
    k("license", Object(Kind::License)),
    k("version", Text),
];

const CONTACT: &[Keyword] = &[k("name", Text), k("url", Text), k("email", Text)];

const LICENSE: &[Keyword] = &[k("name", Text), k("url", Text)];

const SERVER: &[Keyword] = &[
    k("url", Text),
    k("description", Text),
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
];

const PATH_ITEM: &[Keyword] = &[
    k("$ref", Text),
    k("summary", Text),
    k("description", Text),
    k("get", Object(Kind::Operation)),
    k("put", Object(Kind::Operation)),
    k("post", Object(Kind::Operation)),
    k("delete", Object(Kind::Operation)),
    k("options", Object(Kind::Operation)),
    k("head", Object(Kind::Operation)),
    k("patch", Object(Kind::Operation)),
    k("trace", Object(Kind::Operation)),
    k("servers", List(Kind::Server)),
    k("parameters", List(Kind::Parameter)),
];

const OPERATION: &[Keyword] = &[
    k("tags", Texts),
    k("summary", Text),
    k("description", Text),
    k("externalDocs", Object(Kind::ExternalDocs)),
    k("operationId", Text),
    k("parameters", List(Kind::Parameter)),
    k("requestBody", Object(Kind::RequestBody)),
    k("responses", Object(Kind::Responses)),
    k("callbacks", Map(Kind::Callback)),
    k("deprecated", Boolean),
    k("security", List(Kind::SecurityRequirement)),
    k("servers", List(Kind::Server)),
];

const EXTERNAL_DOCS: &[Keyword] = &[k("description", Text), k("url", Text)];

const PARAMETER: &[Keyword] = &[
    k("name", Text),
    k("in", OneOf(&["query", "header", "path", "cookie"])),
    k("description", Text),
    k("required", Boolean),
    k("deprecated", Boolean),
    k("allowEmptyValue", Boolean),
    k("style", Text),
    k("explode", Boolean),
    k("allowReserved", Boolean),
    k("schema", Object(Kind::Schema)),
    k("example", Any),
    k("examples", Map(Kind::Example)),
    k("content", Map(Kind::MediaType)),
];

const REQUEST_BODY: &[Keyword] = &[
    k("description", Text),
    k("content", Map(Kind::MediaType)),
    k("required", Boolean),
];

const MEDIA_TYPE: &[Keyword] = &[
    k("schema", Object(Kind::Schema)),
    k("example", Any),
    k("examples", Map(Kind::Example)),
    k("encoding", Map(Kind::Encoding)),
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
];

const RESPONSES: &[Keyword] = &[k("default", Object(Kind::Response))];

const RESPONSE: &[Keyword] = &[
    k("description", Text),
    k("headers", Map(Kind::Header)),
    k("content", Map(Kind::MediaType)),
    k("links", Map(Kind::Link)),
];

const EXAMPLE: &[Keyword] = &[
    k("summary", Text),
    k("description", Text),
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
    k("required", Boolean),
    k("deprecated", Boolean),
    k("style", OneOf(&["simple"])),
    k("explode", Boolean),
    k("schema", Object(Kind::Schema)),
    k("example", Any),
    k("examples", Map(Kind::Example)),
    k("content", Map(Kind::MediaType)),
];

const TAG: &[Keyword] = &[
    k("name", Text),
    k("description", Text),
    k("externalDocs", Object(Kind::ExternalDocs)),
];

const SCHEMA: &[Keyword] = &[
    k("title", Text),
    k("multipleOf", Number),
    k("maximum", Number),
    k("exclusiveMaximum", Boolean),
    k("minimum", Number),
    k("exclusiveMinimum", Boolean),
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
    k(
        "type",
        OneOf(&["string", "number", "integer", "boolean", "array", "object"]),
    ),
    k("allOf", List(Kind::Schema)),
    k("oneOf", List(Kind::Schema)),
    k("anyOf", List(Kind::Schema)),
    k("not", Object(Kind::Schema)),
    k("items", Object(Kind::Schema)),
    k("properties", Map(Kind::Schema)),
    k("additionalProperties", ObjectOrBoolean(Kind::Schema)),
    k("description", Text),
    k("format", Text),
    k("default", Any),
    k("nullable", Boolean),
    k("discriminator", Object(Kind::Discriminator)),
    k("readOnly", Boolean),
    k("writeOnly", Boolean),
    k("xml", Object(Kind::Xml)),
    k("externalDocs", Object(Kind::ExternalDocs)),
    k("example", Any),
    k("deprecated", Boolean),
];

const DISCRIMINATOR: &[Keyword] = &[k("propertyName", Text), k("mapping", TextMap)];

const XML: &[Keyword] = &[
    k("name", Text),
    k("namespace", Text),
    k("prefix", Text),
    k("attribute", Boolean),
    k("wrapped", Boolean),
];

const SECURITY_SCHEME: &[Keyword] = &[
    k(
        "type",
        OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]),
    ),
    k("description", Text),
    k("name", Text),
    k("in", OneOf(&["query", "header", "cookie"])),
    k("scheme", Text),
    k("bearerFormat", Text),
    k("flows", Object(Kind::OAuthFlows)),
    k("openIdConnectUrl", Text),
];

const OAUTH_FLOWS: &[Keyword] = &[
    k("implicit", Object(Kind::OAuthFlow)),
    k("password", Object(Kind::OAuthFlow)),
    k("clientCredentials", Object(Kind::OAuthFlow)),
    k("authorizationCode", Object(Kind::OAuthFlow)),
];

const OAUTH_FLOW: &[Keyword] = &[
    k("authorizationUrl", Text),
    k("tokenUrl", Text),
    k("refreshUrl", Text),
    k("scopes", TextMap),
];
