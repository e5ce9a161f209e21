//! A member that several parts of an `allOf` declare: its value has to fit all of them, so that the narrowest
//! declaration is its type, and objects have the members of all.
use super::{Lowerer, all_of::Part, growing::Growing, schema::integer_format};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{IntegerFormat, JsonType, Member, Presence, Type, TypeId, TypeKind},
};
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// How many schemas are looked at to find what narrows a member.
const MOST_LOOKED_AT: usize = 64;

/// How deep objects are merged inside each other.
const MOST_DEPTH: usize = 8;

/// How many objects are merged for one schema. Two that refer to each other's kind have as many pairs as there are
/// ways through both.
const MOST_MERGED: usize = 200;

/// The objects that are being merged for one schema.
#[derive(Default)]
pub(super) struct Merging {
    /// How many are open.
    depth: usize,
    /// Those that are known, by the schemas that take part: an object can hold another of its own kind.
    known: IndexMap<Vec<Pointer>, TypeId>,
}

/// Which of two declarations is narrower.
enum Narrower {
    Known,
    Later,
    /// Both are objects, and their members add up.
    Both,
    /// No value is known to fit both.
    Neither,
}

/// What narrows a plain type.
#[derive(Default)]
pub(super) struct Limits {
    pub(super) values: Vec<Value>,
    format: Option<String>,
}

impl Lowerer<'_> {
    /// Adds a member that may be there from another part.
    pub(super) fn add_member(&mut self, object: &mut Growing, member: Member) {
        let Some(known) = object.member(&member.wire) else {
            object.members.push(member);
            return;
        };
        let docs = std::mem::take(&mut known.docs).merged(member.docs.clone());
        let rules = std::mem::take(&mut known.rules).merged(member.rules.clone());
        let access = known.access.and(member.access);
        // What says nothing of the type says nothing of `null` either.
        let says_type = |member: &Member| !matches!(member.ty, Type::Any(_));
        let presence = match (says_type(known), says_type(&member)) {
            (true, true) => known.presence.narrowed(member.presence),
            (true, false) => known.presence,
            (false, true | false) => member.presence,
        };
        let narrower = match (&known.ty, &member.ty) {
            (one, other) if one == other => Narrower::Known,
            (_, Type::Any(_)) => Narrower::Known,
            (Type::Any(_), _) => Narrower::Later,
            _ => self.narrower(&known.origin, &member.origin),
        };
        match narrower {
            // Objects are merged once all parts are there.
            Narrower::Known | Narrower::Both => {}
            Narrower::Later => *known = member,
            Narrower::Neither => {
                self.report_overlap(&member);
                *known = member;
            }
        }
        known.docs = docs;
        known.rules = rules;
        known.access = access;
        known.presence = presence;
    }

    fn report_overlap(&mut self, member: &Member) {
        let message = format!(
            "two parts of the `allOf` declare `{}` with different types",
            member.wire
        );
        self.report(
            Diagnostic::new(
                Code::AllOfConflict,
                Place::key(member.origin.clone()),
                message,
            )
            .label("this one is used")
            .hint("declare the member once, or give both the same schema"),
        );
    }

    fn narrower(&mut self, known: &Pointer, later: &Pointer) -> Narrower {
        let one = self.json_type(known, &mut { MOST_LOOKED_AT });
        let other = self.json_type(later, &mut { MOST_LOOKED_AT });
        match (one, other) {
            (Some(JsonType::Integer), Some(JsonType::Number)) => Narrower::Known,
            (Some(JsonType::Number), Some(JsonType::Integer)) => Narrower::Later,
            (Some(one), Some(other)) if one == other => match one {
                JsonType::Object => Narrower::Both,
                JsonType::Array => self.narrower_list(known, later),
                JsonType::Boolean | JsonType::Integer | JsonType::Number | JsonType::String => {
                    let one = self.limits(known, &mut { MOST_LOOKED_AT });
                    let other = self.limits(later, &mut { MOST_LOOKED_AT });
                    one.against(&other)
                }
            },
            _ => Narrower::Neither,
        }
    }

    /// Of two lists, the one whose items are narrower.
    fn narrower_list(&mut self, known: &Pointer, later: &Pointer) -> Narrower {
        let (one, other) = (self.items(known), self.items(later));
        let (Some(one), Some(other)) = (one, other) else {
            return Narrower::Neither;
        };
        let types = (self.type_at(&one), self.type_at(&other));
        match types {
            (one, other) if one == other => Narrower::Known,
            (_, Type::Any(_)) => Narrower::Known,
            (Type::Any(_), _) => Narrower::Later,
            (Type::Array(_), _) | (_, Type::Array(_)) => Narrower::Neither,
            _ => match self.narrower(&one, &other) {
                Narrower::Both => Narrower::Neither,
                narrower => narrower,
            },
        }
    }

    fn items(&mut self, at: &Pointer) -> Option<Pointer> {
        self.part(at)?.keywords.items.clone()
    }

    /// What narrows the plain type of a schema, that of its parts included.
    pub(super) fn limits(&mut self, at: &Pointer, budget: &mut usize) -> Limits {
        let Some(less) = budget.checked_sub(1) else {
            return Limits::default();
        };
        *budget = less;
        let Some(Part { at, keywords }) = self.part(at) else {
            return Limits::default();
        };
        let values = keywords.enumeration.iter().filter(|value| !value.is_null());
        let mut limits = Limits {
            values: values.cloned().collect(),
            format: keywords.format.clone(),
        };
        let mut inner = keywords.parts(&at);
        // One branch beside null is the type itself.
        if let [only] = self.without_nulls(&at, &keywords).1.as_slice() {
            inner.push(only.clone());
        }
        for place in inner {
            let part = self.limits(&place, budget);
            if limits.values.is_empty() {
                limits.values = part.values;
            }
            limits.format = limits.format.or(part.format);
        }
        limits
    }

    /// Gives each member that several parts declare as objects the members of all of them.
    pub(super) fn merge_members(&mut self, at: &Pointer, object: &mut Growing, parts: &[Part]) {
        let mut places: IndexMap<&str, Vec<Pointer>> = IndexMap::new();
        for part in parts {
            let properties = part.at.child("properties");
            for name in &part.keywords.properties {
                let known = places.entry(name).or_default();
                known.push(properties.child(name));
            }
        }
        for member in &mut object.members {
            if let Some(places) = places.get(member.wire.as_str())
                && places.len() > 1
                && let Some(ty) = self.merged(&at.child("properties"), member, places)
            {
                member.ty = ty;
            }
        }
    }

    /// The type that has the members of several objects. One that has those of the others already is it.
    fn merged(&mut self, list: &Pointer, member: &Member, places: &[Pointer]) -> Option<Type> {
        let mut objects: Vec<(Type, Vec<Part>)> = Vec::new();
        for place in places {
            let known = self.members.get(place)?;
            let ty = known.ty.clone();
            if matches!(ty, Type::Any(_)) || objects.iter().any(|(known, _)| *known == ty) {
                continue;
            }
            if self.json_type(place, &mut { MOST_LOOKED_AT }) != Some(JsonType::Object) {
                return None;
            }
            let parts = self.collect(place)?;
            objects.push((ty, parts));
        }
        let is_free =
            |ty: &Type| matches!(ty, Type::Map(values) if matches!(**values, Type::Any(_)));
        if objects.iter().any(|(ty, _)| !is_free(ty)) {
            objects.retain(|(ty, _)| !is_free(ty));
        }
        let mut all: IndexMap<Pointer, Part> = IndexMap::new();
        for (_, parts) in &objects {
            for part in parts {
                all.entry(part.at.clone()).or_insert_with(|| part.clone());
            }
        }
        if objects.len() < 2 {
            return objects.pop().map(|(ty, _)| ty);
        }
        let has_all = |parts: &[Part]| {
            let places: IndexSet<&Pointer> = parts.iter().map(|part| &part.at).collect();
            all.keys().all(|at| places.contains(at))
        };
        if let Some((ty, _)) = objects.iter().find(|(_, parts)| has_all(parts)) {
            return Some(ty.clone());
        }
        let at = list.child(&member.wire);
        let parts: Vec<Part> = all.into_values().collect();
        let Some(id) = self.merged_item(&at, &parts) else {
            self.report_overlap(member);
            return None;
        };
        Some(Type::Named(id))
    }

    /// The item of the object that several schemas make together. No schema of the document is it, so that its place is
    /// the one where the schema that holds it would declare it.
    fn merged_item(&mut self, at: &Pointer, parts: &[Part]) -> Option<TypeId> {
        let mut key: Vec<Pointer> = parts.iter().map(|part| part.at.clone()).collect();
        key.sort();
        if let Some(id) = self.merging.known.get(&key) {
            return Some(*id);
        }
        if self.merging.depth >= MOST_DEPTH || self.merging.known.len() >= MOST_MERGED {
            return None;
        }
        let id = match self.ids.get(at) {
            Some(id) => *id,
            None => self.reserve(at),
        };
        self.pending.retain(|(_, other)| *other != id);
        self.merging.known.insert(key.clone(), id);
        self.merging.depth += 1;
        let object = self.merged_struct(at, parts);
        self.merging.depth -= 1;
        if self.merging.depth == 0 {
            self.merging.known.clear();
        }
        let kind = TypeKind::Struct(object);
        self.api.types[id].rules = self.rules_of_item(&key, &kind);
        self.api.types[id].kind = kind;
        Some(id)
    }
}

impl Limits {
    /// Which of two plain types of one JSON type is narrower. Where nothing tells, it is the later.
    fn against(&self, later: &Self) -> Narrower {
        match (self.values.is_empty(), later.values.is_empty()) {
            (false, true) => return Narrower::Known,
            (false, false) if !self.values.iter().any(|value| later.values.contains(value)) => {
                return Narrower::Neither;
            }
            (false, false) if self.values.len() < later.values.len() => return Narrower::Known,
            (true | false, false) => return Narrower::Later,
            (true, true) => {}
        }
        match (self.typed_format(), later.typed_format()) {
            (Some(_), None) => Narrower::Known,
            (Some(Format::Text(one)), Some(Format::Text(other))) if one != other => {
                Narrower::Neither
            }
            (Some(Format::Integer(one)), Some(Format::Integer(other))) if one < other => {
                Narrower::Known
            }
            _ => Narrower::Later,
        }
    }

    fn typed_format(&self) -> Option<Format<'_>> {
        let format = self.format.as_deref()?;
        match format {
            "date" | "date-time" | "uuid" | "byte" => Some(Format::Text(format)),
            "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64"
            | "uint" => Some(Format::Integer(bits(integer_format(Some(format))))),
            _ => None,
        }
    }
}

/// A format that decides the type.
enum Format<'a> {
    Text(&'a str),
    /// With how many bits.
    Integer(u8),
}

fn bits(format: IntegerFormat) -> u8 {
    match format {
        IntegerFormat::I8 | IntegerFormat::U8 => 8,
        IntegerFormat::I16 | IntegerFormat::U16 => 16,
        IntegerFormat::I32 | IntegerFormat::U32 => 32,
        IntegerFormat::I64 | IntegerFormat::U64 | IntegerFormat::Exact => 64,
    }
}

impl Presence {
    /// What two declarations of one member allow together.
    fn narrowed(self, other: Self) -> Self {
        let is_required = |presence| matches!(presence, Self::Required | Self::RequiredNullable);
        let has_null =
            |presence| matches!(presence, Self::RequiredNullable | Self::OptionalNullable);
        match (
            is_required(self) || is_required(other),
            has_null(self) && has_null(other),
        ) {
            (true, true) => Self::RequiredNullable,
            (true, false) => Self::Required,
            (false, true) => Self::OptionalNullable,
            (false, false) => Self::Optional,
        }
    }
}
