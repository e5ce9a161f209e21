//! The operations of an API, and what surrounds them.
use super::{
    Arena, Direction, Docs, Header, Id, Link, Paging, ResponseHeader, Server, Streaming, Type,
    TypeDef, TypeId, Unlisted, Untyped, Webhook, is_absolute,
};
use crate::diag::Pointer;

/// A whole API.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// The title of the document.
    pub title: String,
    /// The version of the document.
    pub version: String,
    /// What the document says about itself.
    pub docs: Docs,
    /// The servers, in the document's order.
    pub servers: Vec<Server>,
    /// The security schemes that operations can ask for.
    pub schemes: Vec<Scheme>,
    /// The groups of operations.
    pub resources: Vec<Resource>,
    /// All operations.
    pub operations: Arena<Operation>,
    /// The headers that answers have by the document, each once.
    pub headers: Arena<Header>,
    /// All types with an item of their own.
    pub types: Arena<TypeDef>,
    /// What becomes of values that enumerations do not list.
    pub unlisted: Unlisted,
    /// Types that no operation uses and that are there all the same: what webhooks and callbacks carry, and the items
    /// of streams, with the way that they go.
    pub kept: Vec<(Direction, TypeId)>,
    /// The requests that the API sends, in the document's order.
    pub webhooks: Vec<Webhook>,
    /// Parameters and bodies that are text or bytes to the caller, though the document says more of them.
    pub unstructured: Vec<Untyped>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// The name by which operations ask for it.
    pub name: String,
    /// Where it is written.
    pub origin: Pointer,
    /// What it is.
    pub kind: SchemeKind,
    /// What the document says about it.
    pub description: Option<String>,
    /// How credentials are got, and what they are for.
    pub facts: Vec<SchemeFact>,
}

impl Scheme {
    /// Where tokens are got for the credentials of a client, in OAuth 2.
    #[must_use]
    pub fn client_credentials_url(&self) -> Option<&str> {
        self.token_url(|flow| flow == "clientCredentials", &[FlowUrl::Token])
    }

    /// Where tokens are got for refresh tokens: in flows that give some.
    #[must_use]
    pub fn refresh_url(&self) -> Option<&str> {
        let flows = ["authorizationCode", "password", "deviceAuthorization"];
        let urls = [FlowUrl::Refresh, FlowUrl::Token];
        self.token_url(|flow| flows.contains(&flow), &urls)
    }

    /// Whether tokens can be got without a person.
    #[must_use]
    pub fn has_token_url(&self) -> bool {
        self.client_credentials_url().is_some() || self.refresh_url().is_some()
    }

    /// The first absolute URL of these kinds in such a flow.
    fn token_url(&self, is_wanted: impl Fn(&str) -> bool, kinds: &[FlowUrl]) -> Option<&str> {
        let flows = self.facts.iter().filter_map(|fact| match fact {
            SchemeFact::Flow(name, urls) => is_wanted(name).then_some(urls),
            SchemeFact::TokenFormat(_) | SchemeFact::Discovery(_) | SchemeFact::Scope(..) => None,
        });
        let mut urls = flows.flat_map(|urls| {
            let of = |kind| urls.iter().filter(move |(of, _)| of == kind);
            kinds.iter().flat_map(of)
        });
        let is_usable = |url: &str| is_absolute(url) && !url.contains(['{', '}']);
        urls.find_map(|(_, url)| is_usable(url).then_some(url.as_str()))
    }
}

/// A fact about the credentials of a security scheme, for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeFact {
    /// How tokens are written (`bearerFormat`).
    TokenFormat(String),
    /// Where `OpenID` Connect is described.
    Discovery(String),
    /// A flow of OAuth 2 by its name, with its URLs.
    Flow(String, Vec<(FlowUrl, String)>),
    /// A scope, and what it allows.
    Scope(String, String),
}

/// What a URL of a flow is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FlowUrl {
    Authorization,
    DeviceAuthorization,
    Token,
    Refresh,
}

/// The kinds of security schemes that are carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// RFC 6750: `Authorization: Bearer …`. OAuth 2 and `OpenID` Connect end in it too.
    Bearer,
    /// RFC 7617: `Authorization: Basic …`.
    Basic,
    /// RFC 9110, section 11: `Authorization` with this scheme, as the document writes it, and a value of the caller's.
    Http(String),
    /// A key in a header of this name.
    ApiKeyHeader(String),
    /// A key in a query parameter of this name.
    ApiKeyQuery(String),
    /// A key in a cookie of this name.
    ApiKeyCookie(String),
}

/// The id of an [`Operation`].
pub type OperationId = Id<Operation>;

/// A group of operations.
#[derive(Debug, Clone)]
pub struct Resource {
    /// What they have in common.
    pub group: Group,
    /// What the document says about the tag.
    pub docs: Docs,
    /// Its operations, in the document's order.
    pub operations: Vec<OperationId>,
}

/// What the operations of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Group {
    /// Their first tag.
    Tag(String),
    /// A segment of their paths, the first that names something. They have no tag.
    Path(String),
    /// That they have no tag.
    Untagged,
}

impl Group {
    /// Its name in the document.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Tag(name) | Self::Path(name) => Some(name),
            Self::Untagged => None,
        }
    }
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The place of the operation object.
    pub origin: Pointer,
    /// The method, in capitals.
    pub method: String,
    /// The path template, as written.
    pub path: String,
    /// The `operationId`, where there is one.
    pub operation_id: Option<String>,
    /// The operation that it is in all but its body, which differs in kind from that one's.
    pub other_body_of: Option<OperationId>,
    /// What the document says about it.
    pub docs: Docs,
    /// Its parameters, those of the path item included.
    pub parameters: Vec<Parameter>,
    /// The body of its request.
    pub body: Option<Body>,
    /// The answers that carry its value.
    pub successes: Vec<Response>,
    /// The same in other media types, which callers can ask for in the place of those.
    pub alternatives: Vec<Alternative>,
    /// How the value can be read while it arrives.
    pub streaming: Option<Streaming>,
    /// How its answers are pages of a list.
    pub paging: Option<Paging>,
    /// The other answers that the document describes.
    pub failures: Vec<Response>,
    /// The requests that the API sends because of it, which are told by their names.
    pub callbacks: Vec<Webhook>,
    /// All types that its callbacks carry, by the positions among those that are [kept](Api::kept).
    pub carried: Vec<usize>,
    /// The credentials it asks for: alternatives, each a set of scheme names.
    pub security: Vec<Vec<String>>,
    /// The OAuth scopes it asks for.
    pub scopes: Vec<String>,
    /// The base URL of its own server, where the document has one for it: complete, without a slash at the end.
    pub server: Option<String>,
}

impl Operation {
    /// What tells an operation from all others: its `operationId`, or where there is none method and
    /// path as in `PATCH /v2/persons/{person_id}`. Configuration speaks of operations by it.
    #[must_use]
    pub fn key(&self) -> String {
        let by_path = || format!("{} {}", self.method, self.path);
        self.operation_id.clone().unwrap_or_else(by_path)
    }

    /// Its answers: the successes, those in other media types, and the others.
    pub fn answers(&self) -> impl Iterator<Item = &Response> {
        let alternatives = self.alternatives.iter().flat_map(|other| &other.successes);
        let successes = self.successes.iter().chain(alternatives);
        successes.chain(&self.failures)
    }

    /// The same, to be changed.
    pub fn answers_mut(&mut self) -> impl Iterator<Item = &mut Response> {
        let alternatives = self.alternatives.iter_mut();
        let alternatives = alternatives.flat_map(|other| &mut other.successes);
        let successes = self.successes.iter_mut().chain(alternatives);
        successes.chain(&mut self.failures)
    }

    /// The types of what is sent, or of what is read.
    #[must_use]
    pub fn types(&self, direction: Direction) -> Vec<&Type> {
        match direction {
            Direction::Sent => {
                let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
                let body = self.body.iter().filter_map(|body| body.content.ty());
                parameters.chain(body).collect()
            }
            Direction::Read => {
                let answers = self.answers();
                let answers = answers.filter_map(|answer| answer.content.as_ref()?.1.ty());
                let items = self.streaming.iter().filter_map(|it| it.item.ty());
                answers.chain(items).collect()
            }
        }
    }

    /// The types of what is sent, to be changed.
    pub fn sent_mut(&mut self) -> Vec<&mut Type> {
        let parameters = self.parameters.iter_mut();
        let parameters = parameters.map(|parameter| &mut parameter.ty);
        let body = self.body.iter_mut();
        let body = body.filter_map(|body| body.content.ty_mut());
        parameters.chain(body).collect()
    }

    /// The types of its bodies: of the request, then of the answers.
    pub fn bodies(&self) -> impl Iterator<Item = &Type> {
        let body = self.body.iter().filter_map(|body| body.content.ty());
        let answers = self
            .answers()
            .filter_map(|answer| Some(&answer.content.as_ref()?.1));
        let items = self.streaming.iter().map(|streaming| &streaming.item);
        body.chain(answers.chain(items).filter_map(Content::ty))
    }

    /// The same, to be changed.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let body = self.body.iter_mut();
        let body = body.filter_map(|body| body.content.ty_mut());
        let alternatives = self.alternatives.iter_mut();
        let alternatives = alternatives.flat_map(|other| &mut other.successes);
        // Not by `answers_mut`, which would borrow all of the operation.
        let answers = self.successes.iter_mut().chain(alternatives);
        let answers = answers.chain(&mut self.failures);
        let answers = answers.filter_map(|answer| Some(&mut answer.content.as_mut()?.1));
        let items = self
            .streaming
            .iter_mut()
            .map(|streaming| &mut streaming.item);
        body.chain(answers.chain(items).filter_map(Content::ty_mut))
    }
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// The place of the parameter object.
    pub origin: Pointer,
    /// Where it is sent.
    pub location: Location,
    /// Its type, without `null`, which a parameter has no text for.
    pub ty: Type,
    /// Whether the caller has to give it.
    pub requirement: Requirement,
    /// What the document says about it.
    pub docs: Docs,
}

/// Whether the caller has to give a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requirement {
    /// Always sent.
    Required,
    /// Sent when given.
    Optional,
}

/// Where a parameter is sent, and how it is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path(TextStyle),
    /// In the query.
    Query(FieldEncoding, Reserved),
    /// As the query, which is nothing but its text.
    WholeQuery(QueryText),
    /// In a header.
    Header(TextStyle),
    /// In the cookie header.
    Cookie(FieldEncoding),
    /// As a part of a body of several.
    Part(PartKind),
}

/// How a value is written into one text, in a path or a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextStyle {
    /// `1,2`, and an object as `x,1,y,2`.
    Simple,
    /// `1,2`, and an object as `x=1,y=2`.
    SimpleExploded,
    /// `.1,2`, and an object as `.x,1,y,2`.
    Label,
    /// `.1.2`, and an object as `.x=1.y=2`.
    LabelExploded,
    /// `;a=1,2`, and an object as `;a=x,1,y,2`.
    Matrix,
    /// `;a=1;a=2`, and an object as `;x=1;y=2`.
    MatrixExploded,
    /// As JSON text.
    Json,
}

/// What becomes of the reserved characters of a URL in a value (RFC 3986, section 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reserved {
    /// They are percent-encoded.
    Encoded,
    /// They are sent as they are, but for those that would end the value.
    Kept,
}

/// What the text of a whole query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueryText {
    /// The text of the caller.
    Plain,
    /// JSON.
    Json,
}

/// What a part of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// A file, of which the caller gives the bytes, or where they are.
    File,
    /// Files of one name.
    Files,
    /// A value: an object as JSON, anything else as text, and one part for each item of a list.
    Value,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// The place of the media type object.
    pub origin: Pointer,
    /// The media type that is sent.
    pub media_type: String,
    /// How it is written.
    pub content: BodyContent,
    /// Whether the caller has to give it.
    pub requirement: Requirement,
    /// What the document says about it.
    pub docs: Docs,
    /// The document's example of it.
    pub example: Option<serde_json::Value>,
}

/// How the body of a request is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyContent {
    /// As answers are, too.
    Plain(Content),
    /// As a form of pairs: an object, and how its members are written where the document says it.
    Form(Type, Vec<(String, FieldEncoding)>),
    /// As a form of several parts, which are parameters; with the media types that are said of them.
    Parts(Vec<Option<String>>),
}

impl BodyContent {
    /// The type of its values, where it has structure as a whole.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Plain(content) => content.ty(),
            Self::Form(ty, _) => Some(ty),
            Self::Parts(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Plain(content) => content.ty_mut(),
            Self::Form(ty, _) => Some(ty),
            Self::Parts(_) => None,
        }
    }
}

/// How a body is read and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// As JSON.
    Json(Type),
    /// As text.
    Text,
    /// As it is.
    Bytes,
}

/// How a member of a form, or a parameter of a query, is written into pairs of name and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldEncoding {
    /// Once for each item of a list, and an object as its members.
    Exploded,
    /// Its items or members with this between them.
    Joined(&'static str),
    /// Each of its members with the names of all that it stands in: `a[b][c]`.
    DeepObject,
    /// As JSON text.
    Json,
}

impl Content {
    /// The type of its values, where it has structure.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }

    /// The same, to be changed.
    pub fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }
}

/// The successes of an operation in another media type than the one that is asked for if the caller says nothing.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The media type.
    pub media_type: String,
    /// All successes; those that do not have this media type are as they are in the operation.
    pub successes: Vec<Response>,
}

/// A documented answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status codes it is for.
    pub status: Status,
    /// The place of the response object.
    pub origin: Pointer,
    /// Its text.
    pub description: Option<String>,
    /// Its media type and body; none when it has no body.
    pub content: Option<(String, Content)>,
    /// Other media types that come to the same: formats of pictures, for instance.
    pub also: Vec<String>,
    /// What the document says of the body, where its type has no item that says it.
    pub body: Docs,
    /// Its headers, in the document's order.
    pub headers: Vec<ResponseHeader>,
    /// What can follow it.
    pub links: Vec<Link>,
}

/// Media types that may be anything.
const ANYTHING: &[&str] = &[
    "*/*",
    "application/*",
    "application/octet-stream",
    "text/plain",
];

/// A media type without its parameters, in small letters.
#[must_use]
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether an answer is told by its media type from the one before it, which has the same status.
#[must_use]
pub fn is_told_by_type(responses: &[Response], index: usize) -> bool {
    let status = |index: usize| responses.get(index).map(|response| response.status);
    let before = index.checked_sub(1).and_then(status);
    before.is_some() && before == status(index)
}

impl Response {
    /// Its media types, as a list.
    #[must_use]
    pub fn media_types(&self) -> String {
        let best = self.content.iter().map(|(media_type, _)| media_type);
        let types: Vec<String> = best.chain(&self.also).cloned().collect();
        types.join(", ")
    }

    /// The media types that the answer has to be of, as a list, where it matters and nothing else would tell: JSON is
    /// told by being read, and plain text and bytes are anything.
    #[must_use]
    pub fn told_media_types(&self) -> Option<String> {
        match &self.content {
            Some((media_type, Content::Text | Content::Bytes))
                if !ANYTHING.contains(&essence(media_type).as_str()) =>
            {
                Some(self.media_types())
            }
            Some((_, Content::Json(_) | Content::Text | Content::Bytes)) | None => None,
        }
    }
}

/// The status codes that an answer is documented for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One code.
    Exact(u16),
    /// A hundred codes: `2XX` is `Range(2)`.
    Range(u16),
    /// All codes that are not documented otherwise.
    Default,
}
