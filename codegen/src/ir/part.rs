//! Parts of an API: what some operations reach, and an API of these alone.
use super::{
    Api, Arena, Form, Header, HeaderId, Id, Link, MemberPath, NextPage, Operation, OperationId,
    Paging, Payload, Target, Type, TypeDef, TypeId,
};
use indexmap::{IndexMap, IndexSet};

/// What some operations use, and all that this holds.
#[derive(Debug, Clone, Default)]
pub struct Reached {
    /// The types.
    pub types: IndexSet<TypeId>,
    /// The headers of answers.
    pub headers: IndexSet<HeaderId>,
}

/// What of an API is in a part of it, by the ids of the whole, with the ids that it has there.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The operations.
    pub operations: IndexMap<OperationId, OperationId>,
    /// The types.
    pub types: IndexMap<TypeId, TypeId>,
    /// The headers of answers.
    pub headers: IndexMap<HeaderId, HeaderId>,
}

impl Api {
    /// The types that an operation names itself: those of what is sent, of what is read, of headers, and of what its
    /// callbacks carry.
    #[must_use]
    pub fn named_by(&self, operation: &Operation) -> Vec<TypeId> {
        let mut named = Vec::new();
        for parameter in &operation.parameters {
            parameter.ty.add_named(&mut named);
        }
        operation.bodies().for_each(|ty| ty.add_named(&mut named));
        for header in operation.answers().flat_map(|answer| &answer.headers) {
            self.headers[header.id].ty.add_named(&mut named);
        }
        let carried = operation.carried.iter();
        named.extend(carried.filter_map(|position| Some(self.kept.get(*position)?.1)));
        named
    }

    /// What operations reach.
    #[must_use]
    pub fn reached_from(&self, operations: &IndexSet<OperationId>) -> Reached {
        let mut reached = Reached::default();
        let mut work = Vec::new();
        for id in operations {
            let operation = &self.operations[*id];
            work.extend(self.named_by(operation));
            let headers = operation.answers().flat_map(|answer| &answer.headers);
            reached.headers.extend(headers.map(|header| header.id));
        }
        while let Some(id) = work.pop() {
            if reached.types.insert(id) {
                let item = &self.types[id];
                work.extend(item.kind.named());
                if let Form::Sent(read) = item.form {
                    work.push(read);
                }
            }
        }
        reached
    }

    /// The API of some of its operations: without webhooks, and with all that these operations reach. Groups of
    /// operations stay where they are, with or without operations, and so do servers and credentials.
    #[must_use]
    pub fn part(&self, operations: &IndexSet<OperationId>) -> (Self, Kept) {
        let reached = self.reached_from(operations);
        let mut kept = Kept::default();
        let mut part = Self {
            operations: chosen(&self.operations, operations, &mut kept.operations),
            types: chosen(&self.types, &reached.types, &mut kept.types),
            headers: chosen(&self.headers, &reached.headers, &mut kept.headers),
            kept: Vec::new(),
            webhooks: Vec::new(),
            ..self.clone()
        };
        for resource in &mut part.resources {
            let of = |id: &OperationId| kept.operations.get(id).copied();
            resource.operations = resource.operations.iter().filter_map(of).collect();
        }
        let ids: Vec<OperationId> = kept.operations.values().copied().collect();
        for id in ids {
            let operation = &mut part.operations[id];
            let mut positions = IndexMap::new();
            for position in &mut operation.carried {
                positions.insert(*position, part.kept.len());
                part.kept.extend(self.kept.get(*position).copied());
                *position = part.kept.len().saturating_sub(1);
            }
            for callback in &mut operation.callbacks {
                if let Payload::Json(position) = &mut callback.payload {
                    *position = positions.get(position).copied().unwrap_or(*position);
                }
            }
            let other = operation.other_body_of;
            operation.other_body_of = other.and_then(|id| kept.operations.get(&id).copied());
            self.keep_links(operation, &kept);
        }
        part.renumber_types(&kept.types);
        (part, kept)
    }

    /// Headers and links of answers, by the ids of a part. An operation that is left out is one that is described
    /// elsewhere.
    fn keep_links(&self, operation: &mut Operation, kept: &Kept) {
        let target = |link: &mut Link| {
            if let Target::Operation(id) = link.target {
                link.target = match kept.operations.get(&id) {
                    Some(id) => Target::Operation(*id),
                    None => Target::Elsewhere(self.operations[id].key()),
                };
            }
        };
        for answer in operation.answers_mut() {
            answer.links.iter_mut().for_each(target);
            for header in &mut answer.headers {
                header.id = kept.headers.get(&header.id).copied().unwrap_or(header.id);
            }
        }
    }

    /// Puts other ids of types into everything.
    pub fn renumber_types(&mut self, ids: &IndexMap<TypeId, TypeId>) {
        if ids.is_empty() {
            return;
        }
        let all: Vec<TypeId> = self.types.iter().map(|(id, _)| id).collect();
        for id in all {
            let item: &mut TypeDef = &mut self.types[id];
            for ty in item.kind.types_mut() {
                ty.renumber(ids);
            }
            if let Form::Sent(read) = &mut item.form {
                renumber(read, ids);
            }
        }
        for (_, id) in &mut self.kept {
            renumber(id, ids);
        }
        let headers: Vec<Id<Header>> = self.headers.iter().map(|(id, _)| id).collect();
        for id in headers {
            self.headers[id].ty.renumber(ids);
        }
        let operations: Vec<OperationId> = self.operations.iter().map(|(id, _)| id).collect();
        for id in operations {
            let operation = &mut self.operations[id];
            for parameter in &mut operation.parameters {
                parameter.ty.renumber(ids);
            }
            for ty in operation.bodies_mut() {
                ty.renumber(ids);
            }
            if let Some(paging) = &mut operation.paging {
                paging.renumber(ids);
            }
        }
    }
}

/// Some items of an arena, in their order, and which ids they have.
fn chosen<T: Clone>(
    all: &Arena<T>,
    wanted: &IndexSet<Id<T>>,
    ids: &mut IndexMap<Id<T>, Id<T>>,
) -> Arena<T> {
    let mut some = Arena::default();
    for (id, item) in all.iter().filter(|(id, _)| wanted.contains(id)) {
        ids.insert(id, some.push(item.clone()));
    }
    some
}

fn renumber(id: &mut TypeId, ids: &IndexMap<TypeId, TypeId>) {
    *id = ids.get(id).copied().unwrap_or(*id);
}

impl Type {
    /// Puts other ids into a type.
    pub fn renumber(&mut self, ids: &IndexMap<TypeId, TypeId>) {
        match self {
            Self::Named(id) => renumber(id, ids),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.renumber(ids),
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.renumber(ids)),
            Self::Any(_) | Self::Boolean | Self::Integer(_) | Self::Number(_) | Self::String(_) => {
            }
        }
    }
}

impl Paging {
    fn renumber(&mut self, ids: &IndexMap<TypeId, TypeId>) {
        let path = |path: &mut MemberPath| {
            for step in path {
                renumber(&mut step.owner, ids);
            }
        };
        path(&mut self.items);
        self.item.renumber(ids);
        self.more.iter_mut().for_each(path);
        match &mut self.next {
            NextPage::LastItem(_, step) => renumber(&mut step.owner, ids),
            NextPage::Cursor(_, way) | NextPage::Url(way) => path(way),
            NextPage::Offset(_, way) | NextPage::Number(_, _, way) => way.iter_mut().for_each(path),
            NextPage::Link => {}
        }
    }
}
