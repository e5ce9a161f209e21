//! Which types go which way: from operations, and what webhooks carry, to all that these hold.
use super::{Api, Direction, TypeId, TypeKind};
use indexmap::IndexSet;

impl Api {
    /// The types that go a way; `held` are those that a type holds which does.
    pub fn reached(
        &self,
        direction: Direction,
        held: impl Fn(&TypeKind) -> Vec<TypeId>,
    ) -> IndexSet<TypeId> {
        let mut work = Vec::new();
        for (_, operation) in self.operations.iter() {
            for ty in operation.types(direction) {
                ty.add_named(&mut work);
            }
        }
        if direction == Direction::Read {
            for (_, header) in self.headers.iter() {
                header.ty.add_named(&mut work);
            }
        }
        let kept = self.kept.iter().filter(|(way, _)| *way == direction);
        work.extend(kept.map(|(_, id)| *id));
        let mut reached = IndexSet::new();
        while let Some(id) = work.pop() {
            if reached.insert(id) {
                work.extend(held(&self.types[id].kind));
            }
        }
        reached
    }
}

impl TypeKind {
    /// The items that it names, at any depth of lists and maps.
    #[must_use]
    pub fn named(&self) -> Vec<TypeId> {
        let mut named = Vec::new();
        for ty in self.types() {
            ty.add_named(&mut named);
        }
        named
    }
}
