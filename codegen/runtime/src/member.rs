//! The members of an object one by one, as the tables `object!` read and write them.
//!
//! The code of a table is compiled once for each model, so that it is kept small: a fault is remembered here and told at
//! the end, and nothing has to be done about it at each member.

use super::{Field, Name};
use serde::de::{Deserialize, Error, IgnoredAny, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// Reads the members of an object until one of them has a fault.
pub struct MemberReader<'de, A: MapAccess<'de>> {
    map: A,
    fault: Option<A::Error>,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> MemberReader<'de, A> {
    /// Begins.
    pub fn new(map: A) -> Self {
        Self {
            map,
            fault: None,
            lifetime: PhantomData,
        }
    }

    /// The name of the next member, if there is one that can be read.
    pub fn name(&mut self) -> Option<Name<'de>> {
        if self.fault.is_some() {
            return None;
        }
        let name = self.map.next_key();
        self.remembered(name).flatten()
    }

    pub(super) fn value<T: Deserialize<'de>>(&mut self) -> Option<T> {
        let value = self.map.next_value();
        self.remembered(value)
    }

    /// What was read; a fault is kept for the end.
    fn remembered<T>(&mut self, read: Result<T, A::Error>) -> Option<T> {
        read.map_err(|fault| self.fault = Some(fault)).ok()
    }

    /// Reads a member that has to be there.
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        *slot = self.value();
    }

    /// Reads a member that has to be there, and may be `null`.
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        *slot = self.value();
    }

    /// Reads a member that may be missing, and that some servers write as `null` to say the same.
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        *slot = self.value().flatten();
    }

    /// Reads a member of any kind, `null` among them.
    pub fn untyped<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        *slot = self.value();
    }

    /// Reads a member that may be missing, and that may be `null` to say something else.
    #[allow(
        clippy::option_option,
        reason = "as serde reads it, before the states get names"
    )]
    pub fn field<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) {
        *slot = self.value();
    }

    /// Reads a member that no row names.
    pub fn other<T: Deserialize<'de>>(
        &mut self,
        name: Name<'de>,
        others: &mut BTreeMap<String, T>,
    ) {
        if let Some(value) = self.value() {
            others.insert(name.into_string(), value);
        }
    }

    /// Passes over the value of a member that the type does not have, without building it.
    pub fn skip(&mut self) {
        self.value::<IgnoredAny>();
    }

    /// The fault, if there was one.
    ///
    /// # Errors
    /// When a name or a value could not be read.
    pub fn end(self) -> Result<(), A::Error> {
        self.fault.map_or(Ok(()), Err)
    }
}

/// That a member is missing.
///
/// # Errors
/// Always.
pub fn missing<T, E: Error>(name: &'static str) -> Result<T, E> {
    Err(E::missing_field(name))
}

/// The value of a member that may be missing, and that some servers write as `null` to say the same.
#[must_use]
#[allow(
    clippy::option_option,
    reason = "as serde reads it, before the states get names"
)]
pub fn optional<T>(value: Option<Option<T>>) -> Option<T> {
    value.flatten()
}

/// The state of a member that may be missing, and that may be `null` to say something else.
#[must_use]
#[allow(
    clippy::option_option,
    reason = "as serde reads it, before the states get names"
)]
pub fn field<T>(value: Option<Option<T>>) -> Field<T> {
    value.map_or(Field::Absent, Field::from_nullable)
}

/// Writes the members of an object until one of them can not be written.
pub struct MemberWriter<S: Serializer>(Result<S::SerializeMap, S::Error>);

#[allow(
    clippy::ref_option,
    reason = "the tables know no types, and refer to all members alike"
)]
impl<S: Serializer> MemberWriter<S> {
    /// Begins.
    pub fn new(to: S) -> Self {
        Self(to.serialize_map(None))
    }

    fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        let Ok(map) = &mut self.0 else {
            return;
        };
        if let Err(fault) = map.serialize_entry(name, value) {
            self.0 = Err(fault);
        }
    }

    /// Writes a member that has to be there.
    pub fn required<T: Serialize>(&mut self, name: &'static str, value: &T) {
        self.value(name, value);
    }

    /// Writes a member that has to be there, and may be `null`.
    pub fn nullable<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.value(name, value);
    }

    /// Writes a member if there is a value.
    pub fn optional<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// Writes a member of any kind, if there is one.
    pub fn untyped<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        self.optional(name, value);
    }

    /// Writes a member unless it is absent.
    pub fn field<T: Serialize>(&mut self, name: &'static str, value: &Field<T>) {
        match value {
            Field::Absent => {}
            Field::Null => self.value(name, &()),
            Field::Value(value) => self.value(name, value),
        }
    }

    /// Writes the members that no row names.
    pub fn rest<T: Serialize>(&mut self, others: &BTreeMap<String, T>) {
        for (name, value) in others {
            self.value(name, value);
        }
    }

    /// The same, of values that have several spellings.
    pub fn tolerant_rest<T: Serialize>(&mut self, others: &BTreeMap<String, T>) {
        self.rest(others);
    }

    /// What the serializer makes of it.
    ///
    /// # Errors
    /// When a value could not be written.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0.and_then(SerializeMap::end)
    }
}
