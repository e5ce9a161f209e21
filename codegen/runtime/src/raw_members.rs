//! The members of objects as JSON texts: names and values in their order, the values not read.

use super::Name;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The members of an object.
pub(super) struct RawMembers<'a>(pub(super) Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Deserialize<'a> for RawMembers<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(RawMembersVisitor)
    }
}

struct RawMembersVisitor;

impl<'a> Visitor<'a> for RawMembersVisitor {
    type Value = RawMembers<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<RawMembers<'a>, A::Error> {
        let mut members = Vec::new();
        while let Some((name, value)) = map.next_entry::<Name<'a>, &'a RawValue>()? {
            members.push((name.into_text(), value.get()));
        }
        Ok(RawMembers(members))
    }
}
