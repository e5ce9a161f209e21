//! Which members go which way, and the schemas that are one type for what is sent and another for what is read.
//!
//! A type that goes one way only loses the members that are never there. One that goes both ways, and differs, or holds
//! one that does, is two types: the plain one is what is read. What neither an operation nor a webhook uses is one
//! type with all members, none of which is asked for if it goes one way only: nobody can say which way it will go.
use super::Lowerer;
use crate::{
    diag::Pointer,
    ir::{
        Access, Api, Direction, Docs, Fact, Form, Member, Presence, Struct, Type, TypeDef, TypeId,
        TypeKind,
    },
};
use indexmap::{IndexMap, IndexSet};

/// How many schemas are looked at to find which way a member goes.
const MOST_LOOKED_AT: usize = 64;

impl Lowerer<'_> {
    /// Which way the member at a place goes: the schema says it, or one that takes part in it (JSON Schema 2020-12,
    /// Validation, 9.4), or what stands beside a reference. The docs say it too.
    pub(super) fn access(&mut self, at: &Pointer, docs: &mut Docs) -> Access {
        let mut access = Access::Both;
        let mut work = vec![at.clone()];
        let mut looked_at = 0;
        while let Some(place) = work.pop() {
            looked_at += 1;
            if looked_at > MOST_LOOKED_AT {
                break;
            }
            if !self.is_read(&place) && self.document.reference(&place).is_some() {
                access = access.and(self.access_beside(&place));
            }
            if let Some(part) = self.part(&place) {
                access = access.and(part.keywords.access());
                work.extend(part.keywords.parts(&part.at));
            }
        }
        let fact = match access {
            Access::Both => None,
            Access::ReadOnly => Some(Fact::ReadOnly),
            Access::WriteOnly => Some(Fact::WriteOnly),
        };
        let fact = fact.filter(|fact| !docs.facts.contains(fact));
        docs.facts.extend(fact);
        access
    }

    /// What stands beside a reference.
    fn access_beside(&self, at: &Pointer) -> Access {
        let says = |keyword| self.document.member(at, keyword) == Some(&true.into());
        match (says("readOnly"), says("writeOnly")) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (true, true) | (false, false) => Access::Both,
        }
    }
}

/// Gives each type the members of the ways that it goes, and types of what is sent where they differ.
pub(super) fn settle(api: &mut Api) {
    let is_restricted = |item: &TypeDef| {
        members(&item.kind)
            .iter()
            .any(|member| member.access != Access::Both)
    };
    if !api.types.iter().any(|(_, item)| is_restricted(item)) {
        return;
    }
    let sent = reached(api, Direction::Sent);
    let read = reached(api, Direction::Read);
    let ids: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    let mut forms = IndexMap::new();
    for id in differing(api, &sent, &read) {
        let form = TypeDef {
            form: Form::Sent(id),
            ..api.types[id].clone()
        };
        forms.insert(id, api.types.push(form));
    }
    for id in ids {
        let own = match (sent.contains(&id), read.contains(&id)) {
            (true, false) => Some(Direction::Sent),
            (_, true) => Some(Direction::Read),
            (false, false) => None,
        };
        reshape(&mut api.types[id].kind, own);
        if own == Some(Direction::Sent) {
            replace(&mut api.types[id].kind, &forms);
        }
    }
    for form in forms.values() {
        reshape(&mut api.types[*form].kind, Some(Direction::Sent));
        replace(&mut api.types[*form].kind, &forms);
    }
    send(api, &forms);
}

/// The types that go a way, without what only members hold that do not.
fn reached(api: &Api, direction: Direction) -> IndexSet<TypeId> {
    api.reached(direction, |kind| match shaped(kind, Some(direction)) {
        Some(kind) => kind.named(),
        None => kind.named(),
    })
}

/// The types that go both ways and differ, or hold one that does, in the order of the model.
fn differing(api: &Api, sent: &IndexSet<TypeId>, read: &IndexSet<TypeId>) -> Vec<TypeId> {
    let mut users: IndexMap<TypeId, Vec<TypeId>> = IndexMap::new();
    let mut differing = IndexSet::new();
    for (id, item) in api.types.iter() {
        if !sent.contains(&id) || !read.contains(&id) {
            continue;
        }
        if differs(&item.kind) {
            differing.insert(id);
        }
        for held in item.kind.named() {
            users.entry(held).or_default().push(id);
        }
    }
    // From each type that differs to its users: the set grows while it is walked. A type that holds one of them by a
    // member that goes one way differs by that member.
    let mut next = 0;
    while let Some(id) = differing.get_index(next).copied() {
        differing.extend(users.get(&id).into_iter().flatten());
        next += 1;
    }
    differing.sort_unstable();
    differing.into_iter().collect()
}

/// Whether a type by itself is another one for what is sent than for what is read.
fn differs(kind: &TypeKind) -> bool {
    let facts = |direction| {
        let shaped = shaped(kind, Some(direction));
        let members = members(shaped.as_ref().unwrap_or(kind)).iter();
        let facts = members.map(|member| (member.wire.clone(), member.presence));
        facts.collect::<Vec<_>>()
    };
    let is_restricted = |member: &Member| member.access != Access::Both;
    members(kind).iter().any(is_restricted) && facts(Direction::Sent) != facts(Direction::Read)
}

fn members(kind: &TypeKind) -> &[Member] {
    match kind {
        TypeKind::Struct(object) => &object.members,
        // The items of a list are told by their number, so that none can be left out.
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => &[],
    }
}

fn reshape(kind: &mut TypeKind, direction: Option<Direction>) {
    if let Some(shaped) = shaped(kind, direction) {
        *kind = shaped;
    }
}

/// What a type is that goes a way, or that nobody knows the way of; none where it is what it was.
fn shaped(kind: &TypeKind, direction: Option<Direction>) -> Option<TypeKind> {
    let TypeKind::Struct(object) = kind else {
        return None;
    };
    if object
        .members
        .iter()
        .all(|member| member.access == Access::Both)
    {
        return None;
    }
    let members = object.members.iter();
    let members = members.filter_map(|member| shaped_member(member, direction, object));
    Some(TypeKind::Struct(Struct {
        members: members.collect(),
        ..object.clone()
    }))
}

/// A member as it is one way; none where it is never there.
fn shaped_member(member: &Member, direction: Option<Direction>, object: &Struct) -> Option<Member> {
    // Where all other members have a type of their own, one that a server shows against its word would be taken for one
    // of them, and might not fit.
    let is_typed = object
        .rest
        .as_ref()
        .is_some_and(|rest| !matches!(rest, Type::Any(_)));
    match direction {
        Some(direction) if member.access.allows(direction) => Some(member.clone()),
        Some(Direction::Sent) => None,
        Some(Direction::Read) if !is_typed => None,
        Some(Direction::Read) | None => {
            let mut member = member.clone();
            if member.access != Access::Both {
                member.presence = member.presence.optional();
            }
            Some(member)
        }
    }
}

/// Puts the forms of what is sent into a type that is sent.
fn replace(kind: &mut TypeKind, forms: &IndexMap<TypeId, TypeId>) {
    for ty in kind.types_mut() {
        ty.renumber(forms);
    }
}

/// Puts the forms of what is sent into operations, and what answers webhooks.
fn send(api: &mut Api, forms: &IndexMap<TypeId, TypeId>) {
    let operations: Vec<_> = api.operations.iter().map(|(id, _)| id).collect();
    for id in operations {
        for ty in api.operations[id].sent_mut() {
            ty.renumber(forms);
        }
    }
    for (direction, id) in &mut api.kept {
        match direction {
            Direction::Sent => *id = forms.get(id).copied().unwrap_or(*id),
            Direction::Read => {}
        }
    }
}

impl Presence {
    fn optional(self) -> Self {
        match self {
            Self::Required | Self::Optional => Self::Optional,
            Self::RequiredNullable | Self::OptionalNullable => Self::OptionalNullable,
        }
    }
}
