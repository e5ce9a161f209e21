//! The objects of all versions of the specification as one table: which keywords each has in which version, and what
//! each holds.
//!
//! Everything that walks a document by its structure reads this table: `repair` to see what is ill-typed in the words
//! of the document's own version, the conversions to find what they change, `document` to cut an object off its
//! children. A keyword that is missing here is reported as unknown.

mod table;
mod versions;

use indexmap::IndexSet;
use serde_json::{Map, Value};

pub(super) use table::keywords;
pub(super) use versions::Versions;

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
    /// One of a few texts, or a list of them.
    Types(&'static [&'static str]),
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
    /// Where the object has the keyword, with this shape.
    pub(super) versions: Versions,
}

/// A member of an object, as one version sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) shape: Shape,
    /// Which versions have the keyword with this shape, when that one does not.
    pub(super) only_in: Option<Versions>,
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
    /// The keyword is filled in with an empty object or text, and nobody needs to know.
    Quietly,
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

    /// The shape of the member `key` in a converted document: keywords of 3.0 and those that are carried along, and
    /// the members of objects that are maps by themselves. None when the object has no such member.
    pub(super) fn member(self, key: &str) -> Option<Shape> {
        let mut keywords = keywords(self).iter();
        keywords
            .find(|keyword| keyword.name == key && keyword.versions.meets(Versions::CONVERTED))
            .map(|keyword| keyword.shape)
            .or_else(|| self.patterned(key))
    }

    /// The member `key` with a value, as a version sees it. A value that does not suit the version's own shape may
    /// suit that of another version, and is then meant so.
    pub(super) fn member_in(self, version: Versions, key: &str, value: &Value) -> Option<Member> {
        let rows = || {
            keywords(self)
                .iter()
                .filter(|row| row.name == key && row.versions != Versions::CARRIED)
        };
        let own = |row: &&Keyword| row.versions.meets(version);
        let found = rows()
            .find(|row| own(row) && row.shape.accepts(value))
            .or_else(|| rows().find(|row| row.shape.accepts(value)))
            .or_else(|| rows().find(own))
            .or_else(|| rows().next());
        match found {
            Some(row) => Some(Member {
                shape: row.shape,
                only_in: (!row.versions.meets(version)).then_some(row.versions),
            }),
            None => self.patterned(key).map(|shape| Member {
                shape,
                only_in: None,
            }),
        }
    }

    /// The shape of the member `key` in any version; one that holds objects, if there is one.
    pub(super) fn member_in_any(self, key: &str) -> Option<Shape> {
        let rows = || keywords(self).iter().filter(|row| row.name == key);
        rows()
            .find(|row| row.shape.holds_objects())
            .or_else(|| rows().next())
            .map(|row| row.shape)
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

    /// The required keywords that this object has to have in a version, with what is done when it lacks one. Which
    /// they are can depend on what the object says.
    pub(super) fn required(
        self,
        version: Versions,
        object: &Map<String, Value>,
    ) -> &'static [(&'static str, Absent)] {
        use Absent::{EmptyObject, EmptyText, LeftOut, Quietly, Text};
        let newer = version.meets(Versions::SINCE_31);
        match self {
            Self::Document if newer => &[("info", EmptyObject), ("paths", Quietly)],
            Self::Document => &[("info", EmptyObject), ("paths", EmptyObject)],
            Self::Info => &[("title", Text("API")), ("version", EmptyText)],
            Self::License => &[("name", EmptyText)],
            Self::Server => &[("url", Text("/"))],
            Self::ServerVariable => &[("default", EmptyText)],
            Self::Operation if newer => &[("responses", Quietly)],
            Self::Operation => &[("responses", EmptyObject)],
            Self::ExternalDocs => &[("url", LeftOut)],
            Self::Tag => &[("name", LeftOut)],
            Self::Discriminator => &[("propertyName", LeftOut)],
            Self::RequestBody => &[("content", EmptyObject)],
            Self::Response if version.meets(Versions::V32) => &[("description", Quietly)],
            Self::Response => &[("description", EmptyText)],
            Self::Parameter => required_of_parameter(version, object),
            Self::Header if has_value(object) => &[],
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

/// Whether a parameter or header says what its value is, be it in the words of Swagger 2.0.
fn has_value(object: &Map<String, Value>) -> bool {
    ["content", "schema", "type", "items", "enum"]
        .iter()
        .any(|key| object.contains_key(*key))
}

fn required_of_parameter(
    version: Versions,
    object: &Map<String, Value>,
) -> &'static [(&'static str, Absent)] {
    use Absent::{EmptyObject, LeftOut, Text};
    let is_body = object.get("in").and_then(Value::as_str) == Some("body");
    if has_value(object) {
        &[("name", LeftOut), ("in", LeftOut)]
    } else if version == Versions::V20 && !is_body {
        &[("name", LeftOut), ("in", LeftOut), ("type", Text("string"))]
    } else {
        &[("name", LeftOut), ("in", LeftOut), ("schema", EmptyObject)]
    }
}

fn required_of_scheme(object: &Map<String, Value>) -> &'static [(&'static str, Absent)] {
    use Absent::{EmptyObject, EmptyText, LeftOut};
    match object.get("type").and_then(Value::as_str) {
        Some("apiKey") => &[("name", LeftOut), ("in", LeftOut)],
        Some("http") => &[("scheme", LeftOut)],
        Some("oauth2") if object.contains_key("flow") => &[],
        Some("oauth2") => &[("flows", EmptyObject)],
        Some("openIdConnect") => &[("openIdConnectUrl", EmptyText)],
        Some("basic" | "mutualTLS") => &[],
        _ => &[("type", LeftOut)],
    }
}

/// The URLs that an OAuth flow has to have, by the name of the flow.
pub(super) fn required_of_flow(name: &str) -> &'static [&'static str] {
    match name {
        "implicit" => &["authorizationUrl"],
        "authorizationCode" => &["authorizationUrl", "tokenUrl"],
        "deviceAuthorization" => &["deviceAuthorizationUrl", "tokenUrl"],
        _ => &["tokenUrl"],
    }
}

/// The keywords of schemas, and of the objects that stand in nothing but schemas, each once with the name of the object
/// that has it.
pub fn schema_keywords() -> impl Iterator<Item = (&'static str, &'static str)> {
    let objects = [Kind::Schema, Kind::Discriminator, Kind::Xml];
    let all = objects.into_iter().flat_map(|kind| {
        let keywords = keywords(kind).iter();
        let written = keywords.filter(|keyword| keyword.versions.meets(Versions::ALL));
        written.map(move |keyword| (kind.name(), keyword.name))
    });
    all.collect::<IndexSet<_>>().into_iter()
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
    /// Whether a value is of the shape at first sight; what is in it is not looked at.
    pub(super) fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Text => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Unsigned => value.is_u64(),
            Self::OneOf(texts) => value.as_str().is_some_and(|text| texts.contains(&text)),
            Self::Types(texts) => {
                let is_one = |value: &Value| {
                    value.is_null() || value.as_str().is_some_and(|text| texts.contains(&text))
                };
                match value {
                    Value::Array(items) => items.iter().all(is_one),
                    Value::Null => false,
                    other => is_one(other),
                }
            }
            Self::Texts | Self::Values | Self::List(_) => value.is_array(),
            Self::TextMap | Self::ValueMap | Self::Object(_) | Self::Map(_) => value.is_object(),
            Self::ObjectOrBoolean(_) => value.is_object() || value.is_boolean(),
        }
    }

    /// Whether objects of the table stand in it.
    pub(super) fn holds_objects(self) -> bool {
        match self {
            Self::Object(_) | Self::List(_) | Self::Map(_) | Self::ObjectOrBoolean(_) => true,
            Self::Any
            | Self::Text
            | Self::Boolean
            | Self::Number
            | Self::Unsigned
            | Self::OneOf(_)
            | Self::Types(_)
            | Self::Texts
            | Self::TextMap
            | Self::Values
            | Self::ValueMap => false,
        }
    }

    /// The shape in the words of a message.
    pub(super) fn describe(self) -> String {
        match self {
            Self::Any => "any value".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Boolean => "a boolean".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Unsigned => "a whole number".to_owned(),
            Self::OneOf(texts) => format!("one of `{}`", texts.join("`, `")),
            Self::Types(texts) => {
                format!("one of `{}`, or a list of them", texts.join("`, `"))
            }
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
