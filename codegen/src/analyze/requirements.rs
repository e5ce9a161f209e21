//! What the code of an API uses of the runtime and of other crates: the rest is left out.
use super::{
    parameters::{Written, written},
    tolerance::is_tolerant,
    validation::{Check, Row},
};
use crate::ir::{
    Api, BodyContent, Content, Framing, IntegerFormat, NumberFormat, Scheme, SchemeKind,
    StringFormat, ToldBy, Type, TypeId, TypeKind, Unlisted, Values, is_told_by_type,
};
use indexmap::{IndexMap, IndexSet};

/// What the code of an API uses. Each is a part of the runtime, or a crate, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a set of independent facts")]
pub struct Requirements {
    /// Dates.
    pub chrono: bool,
    /// UUIDs.
    pub uuid: bool,
    /// Bytes in base64.
    pub base64: bool,
    /// Dates with times, where they are members or bodies.
    pub date_times: bool,
    /// Numbers that keep their digits.
    pub exact: bool,
    /// Texts that are not shown.
    pub secrets: bool,
    /// Enumerations.
    pub open_enums: bool,
    /// Enumerations that refuse what they do not list.
    pub closed_enums: bool,
    /// Members, bodies and numbers of enumerations that are read in more than one spelling.
    pub tolerant: bool,
    /// Unions that are told by the type of the JSON value.
    pub unions: bool,
    /// Unions that are told by a tag or a look.
    pub choices: bool,
    /// Lists whose items are described one by one.
    pub tuples: bool,
    /// Objects with members, or aliases that are types of their own.
    pub objects: bool,
    /// Models that can be validated.
    pub validation: bool,
    /// Regular expressions, for the same.
    pub patterns: bool,
    /// Headers of answers by their types.
    pub headers: bool,
    /// Answers of media types that are asked for, or looked at.
    pub media_types: bool,
    /// Answers that are read while they arrive.
    pub streams: bool,
    /// Events of servers, for the same.
    pub events: bool,
    /// JSON values that follow one another, for the same.
    pub items: bool,
    /// Lists that come in pages.
    pub pages: bool,
    /// Bodies that are forms of pairs.
    pub forms: bool,
    /// Parameters that are written in a style of their own.
    pub styles: bool,
    /// Bodies of several parts.
    pub multipart: bool,
    /// Operations.
    pub operations: bool,
    /// Webhooks.
    pub webhooks: bool,
    /// Bearer tokens, which may change.
    pub tokens: bool,
    /// OAuth 2 by flows that ask for no person.
    pub oauth: bool,
    /// The transport that uses `reqwest`.
    pub reqwest: bool,
    /// Calls without an async runtime.
    pub blocking: bool,
    /// A transport without a network.
    pub memory: bool,
    /// Transports as services, and the other way round.
    pub tower: bool,
    /// Spans of requests.
    pub tracing: bool,
}

impl Requirements {
    /// Whether anything of the runtime is used.
    #[must_use]
    pub fn any_runtime(self) -> bool {
        self.operations
            || self.webhooks
            || self.objects
            || self.open_enums
            || self.unions
            || self.choices
            || self.base64
            || self.exact
            || self.secrets
    }

    /// Whether values are looked at as JSON, before a style writes them.
    #[must_use]
    pub fn trees(self) -> bool {
        self.forms || self.styles || self.multipart
    }

    /// Whether the JSON text of values is kept while they are read or written.
    #[must_use]
    pub fn raw_values(self) -> bool {
        self.exact || self.choices || self.trees()
    }

    /// What two APIs use together.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            chrono: self.chrono || other.chrono,
            uuid: self.uuid || other.uuid,
            base64: self.base64 || other.base64,
            date_times: self.date_times || other.date_times,
            exact: self.exact || other.exact,
            secrets: self.secrets || other.secrets,
            open_enums: self.open_enums || other.open_enums,
            closed_enums: self.closed_enums || other.closed_enums,
            tolerant: self.tolerant || other.tolerant,
            unions: self.unions || other.unions,
            choices: self.choices || other.choices,
            tuples: self.tuples || other.tuples,
            objects: self.objects || other.objects,
            validation: self.validation || other.validation,
            patterns: self.patterns || other.patterns,
            headers: self.headers || other.headers,
            media_types: self.media_types || other.media_types,
            streams: self.streams || other.streams,
            events: self.events || other.events,
            items: self.items || other.items,
            pages: self.pages || other.pages,
            forms: self.forms || other.forms,
            styles: self.styles || other.styles,
            multipart: self.multipart || other.multipart,
            operations: self.operations || other.operations,
            webhooks: self.webhooks || other.webhooks,
            tokens: self.tokens || other.tokens,
            oauth: self.oauth || other.oauth,
            reqwest: self.reqwest || other.reqwest,
            blocking: self.blocking || other.blocking,
            memory: self.memory || other.memory,
            tower: self.tower || other.tower,
            tracing: self.tracing || other.tracing,
        }
    }

    fn add_type(&mut self, ty: &Type) {
        match ty {
            Type::String(format) => match format {
                StringFormat::Date | StringFormat::DateTime => self.chrono = true,
                StringFormat::Uuid => self.uuid = true,
                StringFormat::Base64 => self.base64 = true,
                StringFormat::Password => self.secrets = true,
                StringFormat::Text => {}
            },
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => self.add_type(inner),
            Type::Tuple(items) => items.iter().for_each(|item| self.add_type(item)),
            Type::Integer(IntegerFormat::Exact) | Type::Number(NumberFormat::Exact) => {
                self.exact = true;
            }
            Type::Any(_) | Type::Boolean | Type::Integer(_) | Type::Number(_) | Type::Named(_) => {}
        }
    }

    fn add_item(&mut self, kind: &TypeKind) {
        match kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                // The table of a tuple is read as that of an object is.
                self.objects = true;
                self.tuples |= matches!(kind, TypeKind::Tuple(_));
                let members = object.members.iter().map(|member| &member.ty);
                members.chain(&object.rest).for_each(|ty| self.add_type(ty));
            }
            TypeKind::Enum(values) => {
                self.open_enums = true;
                self.tolerant |= matches!(values, Values::Integers(..) | Values::Numbers(_));
            }
            TypeKind::Union(union) => {
                match union.told_by {
                    ToldBy::JsonType => self.unions = true,
                    ToldBy::Tag(..) | ToldBy::Look(_) => self.choices = true,
                }
                for branch in &union.branches {
                    self.add_type(&branch.ty);
                }
            }
            TypeKind::Alias(ty) => self.add_type(ty),
        }
    }
}

pub(super) fn requirements(
    api: &Api,
    newtypes: &IndexSet<TypeId>,
    validation: &IndexMap<TypeId, Vec<Row>>,
) -> Requirements {
    let mut checks = validation.values().flatten().flat_map(|row| &row.checks);
    let mut needs = Requirements {
        objects: !newtypes.is_empty(),
        operations: !api.operations.is_empty(),
        validation: !validation.is_empty(),
        patterns: checks.any(Check::has_pattern),
        webhooks: !api.webhooks.is_empty(),
        headers: !api.headers.is_empty(),
        tokens: (api.schemes.iter()).any(|scheme| scheme.kind == SchemeKind::Bearer),
        oauth: (api.schemes.iter()).any(Scheme::has_token_url),
        ..Requirements::default()
    };
    for (_, item) in api.types.iter() {
        needs.add_item(&item.kind);
        needs.tolerant |= held(&item.kind).any(|ty| is_tolerant(api, newtypes, ty));
    }
    for (_, header) in api.headers.iter() {
        needs.add_type(&header.ty);
    }
    for (_, operation) in api.operations.iter() {
        for parameter in &operation.parameters {
            needs.add_type(&parameter.ty);
            needs.styles |= written(api, parameter) == Written::Styled;
        }
        if let Some(body) = &operation.body {
            body.content
                .ty()
                .into_iter()
                .for_each(|ty| needs.add_type(ty));
            match &body.content {
                BodyContent::Plain(_) => {}
                BodyContent::Form(..) => needs.forms = true,
                BodyContent::Parts(_) => needs.multipart = true,
            }
        }
        let answers = operation.answers();
        for (_, content) in answers.filter_map(|response| response.content.as_ref()) {
            if let Content::Json(ty) = content {
                needs.add_type(ty);
                needs.tolerant |= is_tolerant(api, newtypes, ty);
            }
        }
        needs.pages |= operation.paging.is_some();
        if let Some(streaming) = &operation.streaming {
            needs.streams = true;
            needs.media_types = true;
            match streaming.framing {
                Framing::Bytes => {}
                Framing::Events => needs.events = true,
                Framing::Lines | Framing::Records => needs.items = true,
            }
            if let Content::Json(ty) = &streaming.item {
                needs.add_type(ty);
            }
        }
        let mut successes = operation.successes.iter();
        let mut failures = 0..operation.failures.len();
        needs.media_types |= !operation.alternatives.is_empty()
            || failures.any(|index| is_told_by_type(&operation.failures, index))
            || successes.any(|response| response.told_media_types().is_some());
    }
    needs.date_times = needs.tolerant && needs.chrono;
    needs.closed_enums = needs.open_enums && api.unlisted == Unlisted::Refused;
    needs
}

/// The types that an item holds in rows of its table.
fn held(kind: &TypeKind) -> Box<dyn Iterator<Item = &Type> + '_> {
    match kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            let members = object.members.iter().map(|member| &member.ty);
            Box::new(members.chain(&object.rest))
        }
        TypeKind::Union(union) => Box::new(union.branches.iter().map(|branch| &branch.ty)),
        TypeKind::Enum(_) | TypeKind::Alias(_) => Box::new(std::iter::empty()),
    }
}
