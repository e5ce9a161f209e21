//! What is left over once all schemas are known: items that only repeat another one, and items that
//! nothing uses.
//!
//! A union looks at its branches before it knows that they can not be told apart, and the items of
//! inline branches are there by then.
use crate::{
    diag::Pointer,
    ir::{Api, Arena, Form, Type, TypeId, TypeKind},
};
use indexmap::{IndexMap, IndexSet};

/// Removes what nothing uses; `folded` are items that another one took over.
pub(super) fn prune(api: &mut Api, folded: &IndexMap<TypeId, TypeId>) {
    let used = used(api, folded);
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
pub(super) fn fold(api: &mut Api) -> IndexMap<TypeId, TypeId> {
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
            item.docs = taken.docs.merged(std::mem::take(&mut item.docs));
            item.rules = taken.rules.merged(std::mem::take(&mut item.rules));
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
    work.extend(api.kept.iter().map(|(_, id)| *id));
    for (_, header) in api.headers.iter() {
        header.ty.add_named(&mut work);
    }
    for (_, operation) in api.operations.iter() {
        for parameter in &operation.parameters {
            parameter.ty.add_named(&mut work);
        }
        operation.bodies().for_each(|ty| ty.add_named(&mut work));
    }
    let mut used = IndexSet::new();
    while let Some(id) = work.pop() {
        if used.insert(id) {
            work.extend(api.types[id].kind.named());
            if let Form::Sent(read) = api.types[id].form {
                work.push(read);
            }
        }
    }
    used
}

/// Whether a place is that of a named schema, which the user of the output may want in any case.
pub(super) fn is_component(origin: &Pointer) -> bool {
    let schemas = Pointer::root().child("components").child("schemas");
    origin.parent() == Some(schemas)
}

/// Puts other ids into all types.
fn replace(api: &mut Api, ids: &IndexMap<TypeId, TypeId>) {
    if ids.is_empty() {
        return;
    }
    let all: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    for id in all {
        let item = &mut api.types[id];
        for ty in item.kind.types_mut() {
            renamed(ty, ids);
        }
        if let Form::Sent(read) = &mut item.form {
            *read = ids.get(read).copied().unwrap_or(*read);
        }
    }
    for (_, id) in &mut api.kept {
        *id = ids.get(id).copied().unwrap_or(*id);
    }
    let headers: Vec<_> = api.headers.iter().map(|(id, _)| id).collect();
    for id in headers {
        renamed(&mut api.headers[id].ty, ids);
    }
    let operations: Vec<_> = api.operations.iter().map(|(id, _)| id).collect();
    for id in operations {
        let operation = &mut api.operations[id];
        for parameter in &mut operation.parameters {
            renamed(&mut parameter.ty, ids);
        }
        for ty in operation.bodies_mut() {
            renamed(ty, ids);
        }
    }
}

/// Puts other ids into a type.
pub(super) fn renamed(ty: &mut Type, ids: &IndexMap<TypeId, TypeId>) {
    match ty {
        Type::Named(id) => *id = ids.get(id).copied().unwrap_or(*id),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => renamed(inner, ids),
        Type::Tuple(items) => items.iter_mut().for_each(|item| renamed(item, ids)),
        Type::Any(_) | Type::Boolean | Type::Integer(_) | Type::Number(_) | Type::String(_) => {}
    }
}
