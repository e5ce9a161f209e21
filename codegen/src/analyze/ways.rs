//! Which way the values of a type go, as far as its members follow from it.
use crate::ir::{Api, Direction, Form, TypeId, TypeKind};
use indexmap::IndexSet;

/// The way of each type, by its position. A type that goes both ways is that of what is read; what nothing uses goes the
/// way of what it holds, if that goes one, since it is no type of its own for the sake of it.
pub(super) fn ways(api: &Api) -> Vec<Option<Direction>> {
    let sent = api.reached(Direction::Sent, TypeKind::named);
    let read = api.reached(Direction::Read, TypeKind::named);
    if sent.is_empty() && read.is_empty() {
        return Vec::new();
    }
    let own = |id: TypeId| match (api.types[id].form, read.contains(&id), sent.contains(&id)) {
        (Form::Sent(_), _, _) | (Form::Plain, false, true) => Some(Direction::Sent),
        (Form::Plain, true, _) => Some(Direction::Read),
        (Form::Plain, false, false) => None,
    };
    let ways = api.types.iter().map(|(id, _)| {
        let held = || {
            let ways: Vec<Direction> = held(api, id).into_iter().filter_map(own).collect();
            let is_sent = ways.contains(&Direction::Sent);
            is_sent.then_some(Direction::Sent).or(ways.first().copied())
        };
        own(id).or_else(held)
    });
    ways.collect()
}

/// All that a type holds, at any depth.
fn held(api: &Api, id: TypeId) -> IndexSet<TypeId> {
    let mut held = IndexSet::new();
    let mut work = api.types[id].kind.named();
    while let Some(id) = work.pop() {
        if held.insert(id) {
            work.extend(api.types[id].kind.named());
        }
    }
    held
}
