//! Which types contain themselves: boxes go where a cycle would make a type infinite, and nowhere else.
//!
//! The fewest boxes for all cycles together are costly to find (a minimum feedback arc set), and one schema more could
//! move them all. So a part that leads from a type to one whose place comes after it is never boxed; of the others, in
//! the order of the places of both types, one is boxed if it closes a circle of parts that are not. No box can be left out then,
//! and a part is boxed for the sake of types that hold each other alone. Where many types hold each other, all of these
//! parts are boxed: values that hold each other in place, many levels deep, would be too large for the stack.
use crate::ir::{Api, Form, Type, TypeId, TypeKind};
use indexmap::{IndexMap, IndexSet};
use petgraph::graph::{DiGraph, NodeIndex};

/// How many steps are taken to find parts that need no box. What is left then is boxed.
const MOST_STEPS: usize = 5_000_000;

/// How many types may hold each other in place, but for the boxes that break circles.
const MOST_IN_PLACE: usize = 8;

/// A type that another one holds.
struct Held {
    id: TypeId,
    /// The member of the struct or the branch of the union.
    position: usize,
}

/// A part of a type that may lead back to it.
struct Edge {
    owner: TypeId,
    held: Held,
}

/// The members and branches that are boxed, each by its owner and its position, and so the parts of tuples whose aliases
/// are types of their own.
pub(super) fn boxed(api: &Api, newtypes: &IndexSet<TypeId>) -> IndexSet<(TypeId, usize)> {
    let component = components(api, |kind| match kind {
        TypeKind::Alias(ty) => direct(0, ty),
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Enum(_) => {
            held(kind)
        }
    });
    let same =
        |one: TypeId, other: TypeId| component.get(one.index()) == component.get(other.index());
    let mut counts: IndexMap<usize, usize> = IndexMap::new();
    for (owner, item) in api.types.iter() {
        // Another name for a type is no type of its own.
        if !matches!(item.kind, TypeKind::Alias(_))
            && let Some(number) = component.get(owner.index())
        {
            *counts.entry(*number).or_default() += 1;
        }
    }
    // A tuple behind an alias holds several types at once, so that no alias stands for one of them.
    let is_tuple = |kind: &TypeKind| matches!(kind, TypeKind::Alias(Type::Tuple(_)));
    let tuples = api.types.iter().filter(|(_, item)| is_tuple(&item.kind));
    let with_tuples: IndexSet<usize> = tuples
        .filter_map(|(id, _)| component.get(id.index()).copied())
        .collect();
    let is_large = |id: TypeId| {
        let number = component.get(id.index());
        if number.is_some_and(|number| with_tuples.contains(number)) {
            return true;
        }
        let count = component
            .get(id.index())
            .and_then(|number| counts.get(number));
        count.is_some_and(|count| *count > MOST_IN_PLACE)
    };
    let mut boxed = IndexSet::new();
    let mut plain: IndexMap<TypeId, Vec<TypeId>> = IndexMap::new();
    let mut backward = Vec::new();
    for (owner, item) in api.types.iter() {
        let inside = match &item.kind {
            TypeKind::Alias(ty @ Type::Tuple(_)) if newtypes.contains(&owner) => direct(0, ty),
            kind => held(kind),
        };
        for Held { id, position } in inside {
            let target = unaliased(api, id);
            if !same(owner, id) {
                continue;
            }
            if is_large(owner) {
                boxed.insert((owner, position));
            } else if place(api, owner) < place(api, target) {
                plain.entry(owner).or_default().push(target);
            } else {
                let held = Held {
                    id: target,
                    position,
                };
                backward.push(Edge { owner, held });
            }
        }
    }
    backward.sort_by_key(|edge| (place(api, edge.owner), place(api, edge.held.id)));
    let mut steps = MOST_STEPS;
    for Edge { owner, held } in backward {
        if leads(&plain, held.id, owner, &mut steps) {
            boxed.insert((owner, held.position));
        } else {
            plain.entry(owner).or_default().push(held.id);
        }
    }
    boxed
}

/// What says which of two types comes first: nothing but where they are written.
fn place(api: &Api, id: TypeId) -> (&str, bool) {
    let item = &api.types[id];
    (item.origin.as_str(), item.form != Form::Plain)
}

/// The type that aliases stand for, which have no part that could be boxed.
fn unaliased(api: &Api, id: TypeId) -> TypeId {
    let mut id = id;
    // An alias of nothing but itself has no end.
    for _ in 0..api.types.len() {
        let next = match &api.types[id].kind {
            TypeKind::Alias(ty) => direct(0, ty),
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Enum(_) => {
                Vec::new()
            }
        };
        match next.as_slice() {
            [held] => id = held.id,
            _ => break,
        }
    }
    id
}

/// Whether a type leads to another one, or nobody can say so in the steps that are left.
fn leads(
    edges: &IndexMap<TypeId, Vec<TypeId>>,
    from: TypeId,
    to: TypeId,
    steps: &mut usize,
) -> bool {
    let mut seen = IndexSet::from([from]);
    let mut work = vec![from];
    while let Some(id) = work.pop() {
        if id == to {
            return true;
        }
        for next in edges.get(&id).into_iter().flatten() {
            let Some(less) = steps.checked_sub(1) else {
                return true;
            };
            *steps = less;
            if seen.insert(*next) {
                work.push(*next);
            }
        }
    }
    false
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
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Enum(_) => {
            Vec::new()
        }
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
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            let types = object.members.iter().map(|member| &member.ty).enumerate();
            types
                .flat_map(|(position, ty)| direct(position, ty))
                .collect()
        }
        TypeKind::Union(union) => {
            let types = union.branches.iter().map(|branch| &branch.ty).enumerate();
            types
                .flat_map(|(position, ty)| direct(position, ty))
                .collect()
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

/// What a type holds in place; lists and maps hold their items elsewhere.
fn direct(position: usize, ty: &Type) -> Vec<Held> {
    match ty {
        Type::Named(id) => vec![Held { id: *id, position }],
        Type::Nullable(inner) => direct(position, inner),
        Type::Tuple(items) => {
            let items = items.iter();
            items.flat_map(|item| direct(position, item)).collect()
        }
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array(_)
        | Type::Map(_) => Vec::new(),
    }
}
