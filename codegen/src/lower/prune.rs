//! What is left over once all schemas are known: items that only repeat another one, and items that
//! nothing uses.
//!
//! A union looks at its branches before it knows that they can not be told apart, and the items of
//! inline branches are there by then.
use crate::{
    diag::Pointer,
    ir::{Api, Arena, Content, Type, TypeId, TypeKind},
};
use indexmap::{IndexMap, IndexSet};

pub(super) fn prune(api: &mut Api) {
    let folded = fold(api);
    let used = used(api, &folded);
    if used.len() == api.types.len() {
        return;
    }
    let mut ids = IndexMap::new();
    let mut types = Arena::default();
    for (id, item) in api.types.iter().filter(|(id, _)| used.contains(id)) {
        ids.insert(id, types.push(item.clone()));
    }
    api.types = types;
    replace(api, &ids);
}

/// A composition that comes down to one inline schema is that schema. While it was lowered, both had an
/// item; the item of the whole takes over.
fn fold(api: &mut Api) -> IndexMap<TypeId, TypeId> {
    let mut folded: IndexMap<TypeId, TypeId> = IndexMap::new();
    let ids: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    for whole in ids {
        let mut seen = IndexSet::from([whole]);
        while let TypeKind::Alias(Type::Named(part)) = api.types[whole].kind {
            let same_place = api.types[part].origin == api.types[whole].origin;
            if !same_place || !seen.insert(part) {
                break;
            }
            let taken = api.types[part].clone();
            let item = &mut api.types[whole];
            item.kind = taken.kind;
            item.docs.summary = item.docs.summary.take().or(taken.docs.summary);
            item.docs.description = item.docs.description.take().or(taken.docs.description);
            folded.insert(part, whole);
        }
    }
    replace(api, &folded);
    folded
}

/// The components, the types that operations use, and all that these name.
fn used(api: &Api, folded: &IndexMap<TypeId, TypeId>) -> IndexSet<TypeId> {
    let components = api
        .types
        .iter()
        .filter(|(id, item)| is_component(&item.origin) && !folded.contains_key(id));
    let mut work: Vec<TypeId> = components.map(|(id, _)| id).collect();
    for (_, operation) in api.operations.iter() {
        for parameter in &operation.parameters {
            named(&parameter.ty, &mut work);
        }
        let body = operation.body.iter().map(|body| &body.content);
        let answers = operation.successes.iter().chain(&operation.failures);
        let answers = answers.filter_map(|answer| Some(&answer.content.as_ref()?.1));
        for content in body.chain(answers) {
            if let Content::Json(ty) = content {
                named(ty, &mut work);
            }
        }
    }
    let mut used = IndexSet::new();
    while let Some(id) = work.pop() {
        if used.insert(id) {
            match &api.types[id].kind {
                TypeKind::Struct(object) => {
                    let members = object.members.iter().map(|member| &member.ty);
                    members
                        .chain(&object.rest)
                        .for_each(|ty| named(ty, &mut work));
                }
                TypeKind::Union(branches) => {
                    branches
                        .iter()
                        .for_each(|branch| named(&branch.ty, &mut work));
                }
                TypeKind::Alias(ty) => named(ty, &mut work),
                TypeKind::Enum(_) => {}
            }
        }
    }
    used
}

/// Whether a place is that of a named schema, which the user of the output may want in any case.
fn is_component(origin: &Pointer) -> bool {
    let schemas = Pointer::root().child("components").child("schemas");
    origin.parent() == Some(schemas)
}

fn named(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => named(inner, ids),
        Type::Any | Type::Boolean | Type::Integer(_) | Type::Number | Type::String(_) => {}
    }
}

/// Puts other ids into all types.
fn replace(api: &mut Api, ids: &IndexMap<TypeId, TypeId>) {
    if ids.is_empty() {
        return;
    }
    let all: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    for id in all {
        match &mut api.types[id].kind {
            TypeKind::Struct(object) => {
                let members = object.members.iter_mut().map(|member| &mut member.ty);
                members
                    .chain(&mut object.rest)
                    .for_each(|ty| renamed(ty, ids));
            }
            TypeKind::Union(branches) => {
                branches
                    .iter_mut()
                    .for_each(|branch| renamed(&mut branch.ty, ids));
            }
            TypeKind::Alias(ty) => renamed(ty, ids),
            TypeKind::Enum(_) => {}
        }
    }
    let operations: Vec<_> = api.operations.iter().map(|(id, _)| id).collect();
    for id in operations {
        let operation = &mut api.operations[id];
        for parameter in &mut operation.parameters {
            renamed(&mut parameter.ty, ids);
        }
        let body = operation.body.iter_mut().map(|body| &mut body.content);
        let answers = operation
            .successes
            .iter_mut()
            .chain(&mut operation.failures);
        let answers = answers.filter_map(|answer| Some(&mut answer.content.as_mut()?.1));
        for content in body.chain(answers) {
            if let Content::Json(ty) = content {
                renamed(ty, ids);
            }
        }
    }
}

fn renamed(ty: &mut Type, ids: &IndexMap<TypeId, TypeId>) {
    match ty {
        Type::Named(id) => *id = ids.get(id).copied().unwrap_or(*id),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => renamed(inner, ids),
        Type::Any | Type::Boolean | Type::Integer(_) | Type::Number | Type::String(_) => {}
    }
}
