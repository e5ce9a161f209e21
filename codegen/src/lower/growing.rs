//! An object while its members are gathered: which of them has this name?
use crate::ir::{Member, Struct};
use indexmap::IndexMap;
use std::ops::{Deref, DerefMut};

/// A struct, with its members by name beside it: each name is looked for once for each part that speaks of it.
#[derive(Default)]
pub(super) struct Growing {
    object: Struct,
    /// Where the members stand that were looked at. Members are added at the end and stay where they are.
    places: IndexMap<String, usize>,
}

impl Growing {
    /// The member of this name.
    pub(super) fn member(&mut self, name: &str) -> Option<&mut Member> {
        let known = self.places.len();
        let added = self.object.members.iter().enumerate().skip(known);
        self.places
            .extend(added.map(|(place, member)| (member.wire.clone(), place)));
        let place = *self.places.get(name)?;
        self.object.members.get_mut(place)
    }

    /// The struct, once all parts are there.
    pub(super) fn grown(self) -> Struct {
        self.object
    }
}

impl Deref for Growing {
    type Target = Struct;

    fn deref(&self) -> &Struct {
        &self.object
    }
}

impl DerefMut for Growing {
    fn deref_mut(&mut self) -> &mut Struct {
        &mut self.object
    }
}
