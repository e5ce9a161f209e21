//! Which types contain themselves: boxes go where a cycle would make a type infinite, and nowhere else.
use crate::ir::{Api, Type, TypeId, TypeKind};
use indexmap::IndexSet;
use petgraph::graph::{DiGraph, NodeIndex};

/// A type that another one holds.
struct Held {
    id: TypeId,
    /// The member of the struct or the branch of the union.
    position: usize,
}

/// The members and branches whose type leads back to their owner without a list or a map between.
pub(super) fn boxed(api: &Api) -> IndexSet<(TypeId, usize)> {
    let component = components(api, |kind| match kind {
        TypeKind::Alias(ty) => direct(0, ty).into_iter().collect(),
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Enum(_) => held(kind),
    });
    let mut boxed = IndexSet::new();
    for (owner, item) in api.types.iter() {
        for Held { id, position } in held(&item.kind) {
            if component.get(owner.index()) == component.get(id.index()) {
                boxed.insert((owner, position));
            }
        }
    }
    boxed
}

/// The aliases that lead back to themselves through aliases alone, at whatever depth.
pub(super) fn newtypes(api: &Api) -> IndexSet<TypeId> {
    let aliased = |kind: &TypeKind| match kind {
        TypeKind::Alias(ty) => {
            let mut ids = Vec::new();
            ty.add_named(&mut ids);
            let is_alias = |id: &TypeId| matches!(api.types[*id].kind, TypeKind::Alias(_));
            ids.into_iter()
                .filter(is_alias)
                .map(|id| Held { id, position: 0 })
                .collect()
        }
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Enum(_) => Vec::new(),
    };
    let component = components(api, aliased);
    let mut newtypes = IndexSet::new();
    for (owner, item) in api.types.iter() {
        let leads_back = aliased(&item.kind)
            .iter()
            .any(|held| component.get(owner.index()) == component.get(held.id.index()));
        if leads_back {
            newtypes.insert(owner);
        }
    }
    newtypes
}

/// The number of the strongly connected component of each type.
fn components(api: &Api, edges: impl Fn(&TypeKind) -> Vec<Held>) -> Vec<usize> {
    let mut graph = DiGraph::<(), ()>::with_capacity(api.types.len(), api.types.len());
    let nodes: Vec<NodeIndex> = api.types.iter().map(|_| graph.add_node(())).collect();
    for (owner, item) in api.types.iter() {
        for held in edges(&item.kind) {
            if let (Some(from), Some(to)) = (nodes.get(owner.index()), nodes.get(held.id.index())) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    let mut component = vec![0; nodes.len()];
    // Kosaraju's algorithm, since petgraph's Tarjan recurses and documents nest at will.
    for (number, members) in petgraph::algo::kosaraju_scc(&graph).into_iter().enumerate() {
        for node in members {
            if let Some(entry) = component.get_mut(node.index()) {
                *entry = number;
            }
        }
    }
    component
}

fn held(kind: &TypeKind) -> Vec<Held> {
    match kind {
        TypeKind::Struct(object) => {
            let types = object.members.iter().map(|member| &member.ty).enumerate();
            types
                .filter_map(|(position, ty)| direct(position, ty))
                .collect()
        }
        TypeKind::Union(branches) => {
            let types = branches.iter().map(|branch| &branch.ty).enumerate();
            types
                .filter_map(|(position, ty)| direct(position, ty))
                .collect()
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

/// What a type holds in place; lists and maps hold their items elsewhere.
fn direct(position: usize, ty: &Type) -> Option<Held> {
    match ty {
        Type::Named(id) => Some(Held { id: *id, position }),
        Type::Nullable(inner) => direct(position, inner),
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array(_)
        | Type::Map(_) => None,
    }
}
