//! The objects of `OpenAPI` 3.0.4 as a table: which keywords each has, and what each holds.
//!
//! Everything that walks a document by its structure reads this table: `repair` to see what is ill-typed, `document`
//! to cut an object off its children. A keyword that is missing here is reported as unknown.

mod table;

use serde_json::{Map, Value};

pub(super) use table::keywords;

/// The kinds of object, by the names of the specification's sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    Components,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What a keyword holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Any JSON value, never looked into.
    Any,
    Text,
    Boolean,
    Number,
    /// A whole number that is not negative.
    Unsigned,
    /// One of a few texts.
    OneOf(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// A mapping to texts.
    TextMap,
    /// A list of any JSON values, never looked into.
    Values,
    /// A mapping to any JSON values, never looked into.
    ValueMap,
    Object(Kind),
    List(Kind),
    Map(Kind),
    ObjectOrBoolean(Kind),
}

/// One keyword of a kind of object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keyword {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
}

/// What becomes of an object that lacks a required keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    /// The keyword is filled in with an empty text.
    EmptyText,
    /// The keyword is filled in with this text.
    Text(&'static str),
    /// The keyword is filled in with an empty object.
    EmptyObject,
    /// The object says nothing without it, and is left out.
    LeftOut,
}

impl Kind {
    /// The name of the kind in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "OpenAPI",
            Self::Info => "Info",
            Self::Contact => "Contact",
            Self::License => "License",
            Self::Server => "Server",
            Self::ServerVariable => "Server Variable",
            Self::Paths => "Paths",
            Self::PathItem => "Path Item",
            Self::Operation => "Operation",
            Self::ExternalDocs => "External Documentation",
            Self::Parameter => "Parameter",
            Self::RequestBody => "Request Body",
            Self::MediaType => "Media Type",
            Self::Encoding => "Encoding",
            Self::Responses => "Responses",
            Self::Response => "Response",
            Self::Callback => "Callback",
            Self::Example => "Example",
            Self::Link => "Link",
            Self::Header => "Header",
            Self::Tag => "Tag",
            Self::Schema => "Schema",
            Self::Discriminator => "Discriminator",
            Self::Xml => "XML",
            Self::Components => "Components",
            Self::SecurityScheme => "Security Scheme",
            Self::OAuthFlows => "OAuth Flows",
            Self::OAuthFlow => "OAuth Flow",
            Self::SecurityRequirement => "Security Requirement",
        }
    }

    /// Whether a Reference Object may stand in its place. A path item's `$ref` counts, though the specification
    /// lists it as a keyword; so does an operation's, which documents that are split into files often have and
    /// which can only mean one thing.
    pub(super) fn may_be_reference(self) -> bool {
        matches!(
            self,
            Self::Schema
                | Self::Parameter
                | Self::RequestBody
                | Self::Response
                | Self::Header
                | Self::Example
                | Self::Link
                | Self::Callback
                | Self::SecurityScheme
                | Self::PathItem
                | Self::Operation
        )
    }

    /// The shape of the member `key`, for keywords and for the members of objects that are maps by themselves.
    /// None when the object has no such member.
    pub(super) fn member(self, key: &str) -> Option<Shape> {
        let keyword = keywords(self).iter().find(|keyword| keyword.name == key);
        keyword
            .map(|keyword| keyword.shape)
            .or_else(|| self.patterned(key))
    }

    /// The members whose names follow a pattern (the specification's "patterned fields").
    fn patterned(self, key: &str) -> Option<Shape> {
        match self {
            Self::Paths if key.starts_with('/') => Some(Shape::Object(Self::PathItem)),
            Self::Responses if is_status(key) => Some(Shape::Object(Self::Response)),
            Self::Callback if !key.starts_with("x-") => Some(Shape::Object(Self::PathItem)),
            Self::SecurityRequirement => Some(Shape::Texts),
            _ => None,
        }
    }

    /// The required keywords that this object has to have, with what is done when it lacks one. Which they are can
    /// depend on what the object says.
    pub(super) fn required(self, object: &Map<String, Value>) -> &'static [(&'static str, Absent)] {
        use Absent::{EmptyObject, EmptyText, LeftOut, Text};
        match self {
            Self::Document => &[("info", EmptyObject), ("paths", EmptyObject)],
            Self::Info => &[("title", Text("API")), ("version", EmptyText)],
            Self::License => &[("name", EmptyText)],
            Self::Server => &[("url", Text("/"))],
            Self::ServerVariable => &[("default", EmptyText)],
            Self::Operation => &[("responses", EmptyObject)],
            Self::ExternalDocs => &[("url", LeftOut)],
            Self::Tag => &[("name", LeftOut)],
            Self::Discriminator => &[("propertyName", LeftOut)],
            Self::RequestBody => &[("content", EmptyObject)],
            Self::Response => &[("description", EmptyText)],
            Self::Parameter if object.contains_key("content") => {
                &[("name", LeftOut), ("in", LeftOut)]
            }
            Self::Parameter => &[("name", LeftOut), ("in", LeftOut), ("schema", EmptyObject)],
            Self::Header if object.contains_key("content") => &[],
            Self::Header => &[("schema", EmptyObject)],
            Self::Link if object.contains_key("operationRef") => &[],
            Self::Link => &[("operationId", LeftOut)],
            Self::SecurityScheme => required_of_scheme(object),
            Self::OAuthFlow => &[("scopes", EmptyObject)],
            Self::OAuthFlows
            | Self::Contact
            | Self::Paths
            | Self::PathItem
            | Self::MediaType
            | Self::Encoding
            | Self::Responses
            | Self::Callback
            | Self::Example
            | Self::Schema
            | Self::Xml
            | Self::Components
            | Self::SecurityRequirement => &[],
        }
    }
}

fn required_of_scheme(object: &Map<String, Value>) -> &'static [(&'static str, Absent)] {
    use Absent::{EmptyObject, EmptyText, LeftOut};
    match object.get("type").and_then(Value::as_str) {
        Some("apiKey") => &[("name", LeftOut), ("in", LeftOut)],
        Some("http") => &[("scheme", LeftOut)],
        Some("oauth2") => &[("flows", EmptyObject)],
        Some("openIdConnect") => &[("openIdConnectUrl", EmptyText)],
        _ => &[("type", LeftOut)],
    }
}

/// The URLs that an OAuth flow has to have, by the name of the flow.
pub(super) fn required_of_flow(name: &str) -> &'static [&'static str] {
    match name {
        "implicit" => &["authorizationUrl"],
        "authorizationCode" => &["authorizationUrl", "tokenUrl"],
        _ => &["tokenUrl"],
    }
}

/// Whether a key of a Responses Object names statuses: `200`, or `2XX` for all of a class.
#[must_use]
pub fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'9', rest @ ..] => {
            matches!(rest, [a, b] if a.is_ascii_digit() && b.is_ascii_digit())
                || matches!(rest, [b'X' | b'x', b'X' | b'x'])
        }
        _ => false,
    }
}

/// A JSON value in the words of a message.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean `{value}`"),
        Value::Number(value) => format!("the number `{value}`"),
        Value::String(value) if value.chars().count() > 40 => "a text".to_owned(),
        Value::String(value) => format!("the text `{value}`"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
    }
}

impl Shape {
    /// The shape in the words of a message.
    pub(super) fn describe(self) -> String {
        match self {
            Self::Any => "any value".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Boolean => "a boolean".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Unsigned => "a whole number".to_owned(),
            Self::OneOf(texts) => format!("one of `{}`", texts.join("`, `")),
            Self::Texts => "a list of texts".to_owned(),
            Self::TextMap => "a mapping to texts".to_owned(),
            Self::Values => "a list".to_owned(),
            Self::ValueMap => "a mapping".to_owned(),
            Self::Object(kind) => article(kind),
            Self::List(kind) => format!("a list of {} Objects", kind.name()),
            Self::Map(kind) => format!("a mapping to {} Objects", kind.name()),
            Self::ObjectOrBoolean(kind) => format!("{} or a boolean", article(kind)),
        }
    }
}

fn article(kind: Kind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'X']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name} Object")
}
