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
    api.renumber_types(&ids);
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
    api.renumber_types(&folded);
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
