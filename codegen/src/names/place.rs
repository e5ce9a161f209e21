//! What the place of a schema says about its name: whose it is, and which members lead to it.
use super::{
    case,
    types::{is_branch, json_name},
};
use crate::{
    diag::Pointer,
    ir::{Api, Form, JsonType, Type, TypeDef, TypeId, TypeKind, Values},
};
use indexmap::IndexMap;
use std::borrow::Cow;

/// Where a schema stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) owner: Owner,
    /// The words on the way from the owner to the schema.
    pub(super) trail: Vec<String>,
    /// What the words do not say: steps that have no word of their own, such as `items` and `allOf`, and the media
    /// type of a body.
    pub(super) unsaid: Vec<String>,
    origin: Pointer,
    form: Form,
}

impl Place {
    /// A text that no other place has, where fewer steps that are not said come first by the alphabet.
    pub(super) fn to_text(&self) -> String {
        let form = match self.form {
            Form::Plain => "",
            Form::Sent(_) => " sent",
        };
        format!("{:04} {}{form}", self.unsaid.len(), self.origin)
    }

    /// Which branch of a union it is, for those that nothing else tells apart; nothing for other schemas.
    pub(super) fn variant(&self) -> String {
        let index = || self.origin.last()?.parse::<usize>().ok();
        let index = is_branch(&self.origin).then(index).flatten();
        index.map_or_else(String::new, |index| {
            format!("variant {}", index.saturating_add(1))
        })
    }
}

/// What a schema belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// A component or a path item, by kind and name.
    Component(Kind, String),
    /// The operation at this place.
    Operation(Pointer),
}

/// The kinds of what holds schemas in `models`, in the order in which they keep a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Schema,
    Response,
    RequestBody,
    Parameter,
    Header,
    Path,
    Webhook,
    Other,
    /// What is sent of a schema, where what is read differs. It gives way to all that the document names.
    Sent,
}

impl Kind {
    /// What the names of a kind end with, unless they do anyway. Schemas have their names to themselves.
    pub(super) fn suffix(self, name: &str) -> Option<&'static str> {
        let name = name.to_ascii_lowercase();
        let suffix = match self {
            Self::Schema | Self::Other => return None,
            Self::Response => "response",
            Self::RequestBody => "body",
            Self::Parameter => "parameter",
            Self::Header => "header",
            Self::Path => "path",
            Self::Webhook => "payload",
            Self::Sent => "request",
        };
        (!name.ends_with(suffix)).then_some(suffix)
    }

    /// The word that tells a name from that of another kind.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Schema => "model",
            Self::Response => "response",
            Self::RequestBody => "request_body",
            Self::Parameter => "parameter",
            Self::Header => "header",
            Self::Path => "path",
            Self::Webhook => "webhook",
            Self::Other => "other",
            Self::Sent => "sent",
        }
    }
}

/// The names of parameters, which their places do not say.
pub(super) struct Places {
    parameters: IndexMap<Pointer, String>,
    operations: IndexMap<Pointer, ()>,
    /// The words for the inline branches of unions.
    branches: IndexMap<Pointer, String>,
}

impl Places {
    pub(super) fn new(api: &Api) -> Self {
        let parameters = api
            .operations
            .iter()
            .flat_map(|(_, operation)| &operation.parameters);
        Self {
            parameters: parameters
                .map(|parameter| (parameter.origin.clone(), parameter.wire.clone()))
                .collect(),
            operations: api
                .operations
                .iter()
                .map(|(_, operation)| (operation.origin.clone(), ()))
                .collect(),
            branches: branches(api),
        }
    }

    pub(super) fn of(&self, item: &TypeDef) -> Place {
        let place = self.of_schema(&item.origin);
        match item.form {
            Form::Plain => place,
            Form::Sent(_) => Place {
                form: item.form,
                ..sent(place)
            },
        }
    }

    fn of_schema(&self, origin: &Pointer) -> Place {
        let tokens: Vec<Cow<'_, str>> = origin.tokens().collect();
        let texts = self.with_branches(&tokens);
        let (owner, trail) = match texts.as_slice() {
            // Answers of many operations share a header, whichever of them it was found in.
            [.., "responses", _, "headers", name, "schema"] => (
                Owner::Component(Kind::Header, (*name).to_owned()),
                Vec::new(),
            ),
            [.., "responses", _, "headers", name, "schema", "items"] => (
                Owner::Component(Kind::Header, (*name).to_owned()),
                vec![case::singular(name).into_owned()],
            ),
            ["components", "schemas", name, rest @ ..] | ["definitions", name, rest @ ..] => (
                Owner::Component(Kind::Schema, (*name).to_owned()),
                trail(name, rest, Vec::new()),
            ),
            ["webhooks", name, rest @ ..] => self.in_webhook(name, rest),
            ["components", "pathItems", name, rest @ ..] => {
                let in_operation = self.in_operation(origin, &texts);
                in_operation.unwrap_or_else(|| self.in_webhook(name, rest))
            }
            ["components", section, name, rest @ ..] => self.component(origin, section, name, rest),
            ["paths", path, rest @ ..] => self.in_paths(path, rest),
            other => self
                .in_operation(origin, other)
                .unwrap_or_else(|| (Owner::Component(Kind::Other, other.join(" ")), Vec::new())),
        };
        Place {
            owner,
            trail,
            unsaid: unsaid(&texts),
            origin: origin.clone(),
            form: Form::Plain,
        }
    }

    /// The tokens, with the words for a branch instead of its position: a branch more before it would change the
    /// position.
    fn with_branches<'t>(&'t self, tokens: &'t [Cow<'_, str>]) -> Vec<&'t str> {
        let mut at = Pointer::root();
        let mut texts: Vec<&str> = Vec::with_capacity(tokens.len());
        for (position, token) in tokens.iter().enumerate() {
            at = at.child(token);
            let is_position = matches!(texts.last(), Some(&("oneOf" | "anyOf")))
                && token.parse::<usize>().is_ok();
            // What stands in a branch without a type of its own says what the branch is.
            let within = || match tokens.get(position + 1)?.as_ref() {
                "items" => Some("Array"),
                "properties" | "additionalProperties" => Some("Object"),
                _ => None,
            };
            let json =
                is_position.then(|| self.branches.get(&at).map(String::as_str).or_else(within));
            texts.push(json.flatten().unwrap_or(token.as_ref()));
        }
        texts
    }

    fn component(
        &self,
        origin: &Pointer,
        section: &str,
        name: &str,
        rest: &[&str],
    ) -> (Owner, Vec<String>) {
        let kind = match section {
            "responses" => Kind::Response,
            "requestBodies" => Kind::RequestBody,
            "parameters" => Kind::Parameter,
            "headers" => Kind::Header,
            _ => Kind::Other,
        };
        // A parameter's name says more than the name of its component.
        let at = Pointer::root()
            .child("components")
            .child(section)
            .child(name);
        debug_assert!(origin.starts_with(&at));
        let owner = match self.parameters.get(&at) {
            Some(wire) if kind == Kind::Parameter && case::pascal(name).is_empty() => wire.clone(),
            _ => name.to_owned(),
        };
        let trail = self.trail_of_object(&at, &owner, rest, Vec::new());
        (Owner::Component(kind, owner), trail)
    }

    /// The place inside an operation that stands elsewhere than below `paths`, which a reference leads to.
    fn in_operation(&self, origin: &Pointer, texts: &[&str]) -> Option<(Owner, Vec<String>)> {
        let mut around = std::iter::successors(origin.parent(), Pointer::parent);
        let at = around.find(|at| self.operations.contains_key(at))?;
        let rest = texts.get(at.tokens().count()..)?;
        let trail = self.trail_of_object(&at, "", rest, Vec::new());
        Some((Owner::Operation(at), trail))
    }

    /// What a webhook carries: the body of its request gives it its name.
    fn in_webhook(&self, name: &str, rest: &[&str]) -> (Owner, Vec<String>) {
        let (words, rest) = match rest {
            ["post", rest @ ..] => (Vec::new(), rest),
            [method, rest @ ..] => (vec![(*method).to_owned()], rest),
            [] => (Vec::new(), rest),
        };
        let rest = match rest {
            ["requestBody", rest @ ..] => rest,
            other => other,
        };
        (
            Owner::Component(Kind::Webhook, format!("{name} payload")),
            self.trail_of_object(&Pointer::root(), name, rest, words),
        )
    }

    fn in_paths(&self, path: &str, rest: &[&str]) -> (Owner, Vec<String>) {
        let item = Pointer::root().child("paths").child(path);
        match rest {
            ["additionalOperations", method, rest @ ..]
                if self
                    .operations
                    .contains_key(&item.child("additionalOperations").child(method)) =>
            {
                let at = item.child("additionalOperations").child(method);
                let trail = self.trail_of_object(&at, "", rest, Vec::new());
                (Owner::Operation(at), trail)
            }
            [method, rest @ ..] if self.operations.contains_key(&item.child(method)) => {
                let at = item.child(method);
                let trail = self.trail_of_object(&at, "", rest, Vec::new());
                (Owner::Operation(at), trail)
            }
            _ => {
                let trail = self.trail_of_object(&item, "", rest, Vec::new());
                // The operations of a path item may be of several tags, and no one of them is there for sure.
                (Owner::Component(Kind::Path, path.to_owned()), trail)
            }
        }
    }

    /// The words from an object that holds schemas to one of them.
    fn trail_of_object(
        &self,
        at: &Pointer,
        owner: &str,
        rest: &[&str],
        mut words: Vec<String>,
    ) -> Vec<String> {
        match rest {
            ["content", _, "schema", rest @ ..] | ["schema", rest @ ..] => {
                trail(owner, rest, words)
            }
            ["content", _, "x-oasmith-itemSchema", rest @ ..] => {
                words.push("item".to_owned());
                trail(owner, rest, words)
            }
            ["requestBody", rest @ ..] => {
                words.push("body".to_owned());
                self.trail_of_object(&at.child("requestBody"), owner, rest, words)
            }
            ["responses", status, rest @ ..] => {
                words.push(if *status == "200" {
                    "response".to_owned()
                } else {
                    status_words(status)
                });
                self.trail_of_object(at, owner, rest, words)
            }
            ["headers", name, rest @ ..] | ["callbacks", name, _, _, rest @ ..] => {
                words.push((*name).to_owned());
                self.trail_of_object(at, owner, rest, words)
            }
            ["parameters", index, rest @ ..] => {
                let parameter = at.child("parameters").child(index);
                let name = self.parameters.get(&parameter).cloned();
                words.push(name.unwrap_or_else(|| format!("parameter {index}")));
                self.trail_of_object(&parameter, owner, rest, words)
            }
            _ => trail(owner, rest, words),
        }
    }
}

/// The place of what is sent, where what is read stands at a place: a file beside that of the model, or a name beside
/// that in the operation.
fn sent(place: Place) -> Place {
    let mut trail = place.trail;
    let owner = match place.owner {
        Owner::Component(Kind::Schema, name) => Owner::Component(Kind::Sent, name),
        Owner::Component(kind, name) => {
            let words = format!("{name} {}", kind.suffix(&name).unwrap_or_default());
            Owner::Component(Kind::Sent, words.trim_end().to_owned())
        }
        Owner::Operation(at) => {
            trail.push("request".to_owned());
            Owner::Operation(at)
        }
    };
    Place {
        owner,
        trail,
        ..place
    }
}

/// The steps on the way to a schema that its name does not say.
fn unsaid(texts: &[&str]) -> Vec<String> {
    let steps = texts.iter().enumerate().filter_map(|(index, text)| {
        let next = texts.get(index + 1);
        match *text {
            "content" => next.map(|media_type| (*media_type).to_owned()),
            "items" => Some("item".to_owned()),
            "allOf" => Some("part".to_owned()),
            "x-oasmith-patternProperties" => next.map(|pattern| (*pattern).to_owned()),
            _ => None,
        }
    });
    steps.collect()
}

/// The words of a status: its reason phrase, or what a range is called.
pub(super) fn status_words(status: &str) -> String {
    let reason = status
        .parse::<u16>()
        .ok()
        .and_then(|code| http::StatusCode::from_u16(code).ok()?.canonical_reason());
    match (reason, status.to_ascii_lowercase().as_str()) {
        (Some(reason), _) => reason.replace('\'', ""),
        (None, "1xx") => "informational".to_owned(),
        (None, "2xx") => "success".to_owned(),
        (None, "3xx") => "redirection".to_owned(),
        (None, "4xx") => "client error".to_owned(),
        (None, "5xx") => "server error".to_owned(),
        (None, "default") => "other".to_owned(),
        (None, other) => format!("status {other}"),
    }
}

/// The words of a branch's label. A number alone is no name, and would be taken for a position.
pub(super) fn words_of_label(label: &str) -> String {
    if label.parse::<usize>().is_ok() {
        format!("value {label}")
    } else {
        label.to_owned()
    }
}

/// The words for inline branches: those that lowering has for them, or what a value is in JSON.
fn branches(api: &Api) -> IndexMap<Pointer, String> {
    let mut words = IndexMap::new();
    let items = api.types.iter().filter(|(_, item)| is_branch(&item.origin));
    for (id, item) in items {
        words.extend(json_of(api, id).map(|json| (item.origin.clone(), json.to_owned())));
    }
    let unions = api.types.iter().filter_map(|(_, item)| match &item.kind {
        TypeKind::Union(union) => Some(&union.branches),
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => None,
    });
    for branch in unions.flatten() {
        let Type::Named(id) = &branch.ty else {
            continue;
        };
        let origin = &api.types[*id].origin;
        match (&branch.label, branch.json) {
            (Some(label), _) if is_branch(origin) => {
                words.insert(origin.clone(), words_of_label(label));
            }
            // A union inside a union.
            (None, Some(json)) if is_branch(origin) => {
                let words = words.entry(origin.clone());
                words.or_insert_with(|| json_name(json).to_owned());
            }
            (Some(_) | None, _) => {}
        }
    }
    words
}

/// The JSON type of a type's values, where there is one.
fn json_of(api: &Api, id: TypeId) -> Option<&'static str> {
    let mut kind = &api.types[id].kind;
    // Aliases that lead back to themselves have no end.
    for _ in 0..api.types.len() {
        let json = match kind {
            TypeKind::Struct(_) => JsonType::Object,
            TypeKind::Tuple(_) => JsonType::Array,
            TypeKind::Enum(Values::Strings(_)) => JsonType::String,
            TypeKind::Enum(Values::Integers(..)) => JsonType::Integer,
            TypeKind::Enum(Values::Numbers(_)) => JsonType::Number,
            TypeKind::Enum(Values::Mixed(_)) | TypeKind::Union(_) => return None,
            TypeKind::Alias(ty) => match ty {
                Type::Named(target) => {
                    kind = &api.types[*target].kind;
                    continue;
                }
                Type::Boolean => JsonType::Boolean,
                Type::Integer(_) => JsonType::Integer,
                Type::Number(_) => JsonType::Number,
                Type::String(_) => JsonType::String,
                Type::Array(_) | Type::Tuple(_) => JsonType::Array,
                Type::Map(_) => JsonType::Object,
                Type::Any(_) | Type::Nullable(_) => return None,
            },
        };
        return Some(json_name(json));
    }
    None
}

/// The words from a schema to one inside it.
fn trail(owner: &str, rest: &[&str], mut words: Vec<String>) -> Vec<String> {
    match rest {
        [] => words,
        ["properties" | "$defs" | "definitions", name, rest @ ..] => {
            words.push((*name).to_owned());
            trail(owner, rest, words)
        }
        ["x-oasmith-prefixItems", index, rest @ ..] => {
            let position = index.parse().unwrap_or_default();
            words.push(case::ordinal(position));
            trail(owner, rest, words)
        }
        ["items" | "x-oasmith-unevaluatedItems", rest @ ..] => {
            let plural = words.pop().unwrap_or_else(|| owner.to_owned());
            words.push(case::singular(&plural).into_owned());
            trail(owner, rest, words)
        }
        ["x-oasmith-patternProperties", _, rest @ ..]
        | [
            "additionalProperties"
            | "x-oasmith-unevaluatedProperties"
            | "x-oasmith-patternProperties",
            rest @ ..,
        ] => {
            words.push("value".to_owned());
            trail(owner, rest, words)
        }
        ["allOf", _, rest @ ..] => trail(owner, rest, words),
        ["oneOf" | "anyOf", index, rest @ ..] => {
            words.push(match index.parse::<usize>() {
                Ok(index) => format!("variant {}", index.saturating_add(1)),
                Err(_) => (*index).to_owned(),
            });
            trail(owner, rest, words)
        }
        [other, rest @ ..] => {
            words.push((*other).to_owned());
            trail(owner, rest, words)
        }
    }
}
