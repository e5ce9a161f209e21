//! The type that the values of a schema have in JSON.
use super::{Lowerer, keywords::Keywords};
use crate::{diag::Pointer, ir::JsonType};

/// How many schemas are looked at to find the JSON type of one.
const MOST_LOOKED_AT: usize = 64;

impl Lowerer<'_> {
    /// The one JSON type that the values of a schema have.
    pub(super) fn json_type_of(&mut self, at: &Pointer) -> Option<JsonType> {
        let at = self.resolve(at)?;
        if let Some(known) = self.json_types.get(&at) {
            return *known;
        }
        let json = self.json_type(&at, &mut { MOST_LOOKED_AT });
        self.json_types.insert(at, json);
        json
    }

    /// The same. `budget` is how many schemas may be looked at
    /// for it: compositions can hold each other many times over.
    pub(super) fn json_type(&mut self, at: &Pointer, budget: &mut usize) -> Option<JsonType> {
        *budget = budget.checked_sub(1)?;
        let at = self.resolve(at)?;
        let keywords = self.keywords(&at)?;
        if keywords.is_object() {
            return Some(JsonType::Object);
        }
        if keywords.all_of + keywords.one_of + keywords.any_of > 0 && keywords.ty.is_none() {
            return self.composed_json_type(&at, &keywords, budget);
        }
        match keywords.implied_type() {
            Some("string") => Some(JsonType::String),
            Some("integer") => Some(JsonType::Integer),
            Some("number") => Some(JsonType::Number),
            Some("boolean") => Some(JsonType::Boolean),
            Some("array") => Some(JsonType::Array),
            Some("object") => Some(JsonType::Object),
            Some(_) => None,
            None => json_type_of_values(&keywords.enumeration),
        }
    }

    fn composed_json_type(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        budget: &mut usize,
    ) -> Option<JsonType> {
        if keywords.all_of > 0 {
            let parts = keywords.parts(at);
            return parts.iter().find_map(|part| self.json_type(part, budget));
        }
        let (_, branches) = self.without_nulls(at, keywords);
        let mut types = branches
            .into_iter()
            .map(|place| self.json_type(&place, budget));
        let first = types.next()??;
        types.all(|json| json == Some(first)).then_some(first)
    }
}

fn json_type_of_values(values: &[serde_json::Value]) -> Option<JsonType> {
    let mut values = values.iter().filter(|value| !value.is_null()).peekable();
    values.peek()?;
    if values.clone().all(serde_json::Value::is_string) {
        Some(JsonType::String)
    } else if values.clone().all(serde_json::Value::is_i64) {
        Some(JsonType::Integer)
    } else {
        None
    }
}
