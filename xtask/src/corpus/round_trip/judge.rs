//! Which values are valid? An independent validator says so; it reads nothing but the converted schemas.
use super::{compare, convert::Schemas};
use jsonschema::{Draft, ValidationOptions, Validator};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The validators of the schemas of a document.
#[derive(Debug)]
pub struct Judge {
    /// One for all schemas: a value is looked at as the member that has the number of its schema.
    all: Option<Validator>,
    /// One for each, where the one for all can not be.
    each: BTreeMap<usize, Validator>,
}

impl Judge {
    /// The judge of the definitions with some numbers.
    #[must_use]
    pub fn new(schemas: &Schemas<'_>, numbers: &[usize]) -> Self {
        let all = build(schemas, numbers);
        let mut each = BTreeMap::new();
        if all.is_none() {
            for number in numbers {
                each.extend(build(schemas, &[*number]).map(|validator| (*number, validator)));
            }
        }
        Self { all, each }
    }

    /// Whether there is a verdict on values of a definition.
    #[must_use]
    pub fn knows(&self, number: usize) -> bool {
        self.all.is_some() || self.each.contains_key(&number)
    }

    /// Whether a value is valid.
    #[must_use]
    pub fn is_valid(&self, number: usize, value: &Value) -> bool {
        let instance = instance(number, value);
        let validator = self.validator(number);
        validator.is_some_and(|validator| validator.is_valid(&instance))
    }

    /// Why a value is not valid.
    #[must_use]
    pub fn cause(&self, number: usize, value: &Value) -> Option<String> {
        let instance = instance(number, value);
        let error = self.validator(number)?.validate(&instance).err()?;
        let path = error.instance_path().to_string();
        let message = compare::short(&json!(error.to_string()));
        Some(format!("{path}: {message}"))
    }

    fn validator(&self, number: usize) -> Option<&Validator> {
        self.all.as_ref().or_else(|| self.each.get(&number))
    }
}

/// A value as the member that has the number of its schema.
fn instance(number: usize, value: &Value) -> Value {
    let mut instance = Map::new();
    instance.insert(number.to_string(), value.clone());
    Value::Object(instance)
}

fn build(schemas: &Schemas<'_>, numbers: &[usize]) -> Option<Validator> {
    let mut document = schemas.document(numbers.iter().copied());
    let reference = |number: &usize| {
        let target = json!({"$ref": format!("#/$defs/{number}")});
        (number.to_string(), target)
    };
    let members: Map<String, Value> = numbers.iter().map(reference).collect();
    document
        .as_object_mut()?
        .insert("properties".to_owned(), Value::Object(members));
    options().build(&document).ok()
}

fn options() -> ValidationOptions<'static> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("byte", |text: &str| compare::base64(text).is_some())
}

/// Whether a text matches a regular expression, as the validator understands it.
#[must_use]
pub fn is_match(pattern: &str, text: &str) -> bool {
    let validator = options().build(&json!({"pattern": pattern}));
    validator.is_ok_and(|validator| validator.is_valid(&json!(text)))
}

/// Whether the validator can run a regular expression.
#[must_use]
pub fn is_pattern(pattern: &str) -> bool {
    options().build(&json!({"pattern": pattern})).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::round_trip::convert::Direction;

    #[test]
    fn values_are_judged_by_the_schemas_as_written() {
        let tree = json!({"openapi": "3.0.3", "components": {"schemas": {
            "A": {"type": "object", "required": ["b"], "properties": {"b": {"$ref": "#/components/schemas/B"}}},
            "B": {"type": "string", "nullable": true, "format": "date-time"},
            "C": {"type": "string", "format": "byte"},
            "D": {"type": "string", "format": "email"}
        }}});
        let mut schemas = Schemas::new(&tree, Direction::Both, is_pattern);
        let numbers =
            ["A", "C", "D"].map(|name| schemas.add(&format!("/components/schemas/{name}")));
        let judge = Judge::new(&schemas, &numbers);
        let [a, c, d] = numbers;
        assert!(judge.knows(a));
        assert!(judge.is_valid(a, &json!({"b": null})));
        assert!(judge.is_valid(a, &json!({"b": "2024-01-01T00:00:00Z"})));
        assert!(!judge.is_valid(a, &json!({"b": "yesterday"})));
        assert!(!judge.is_valid(a, &json!({})));
        assert!(judge.is_valid(c, &json!("-_AA")) && !judge.is_valid(c, &json!("?")));
        assert!(judge.is_valid(d, &json!("a remark")));
        assert!(is_pattern("^(?=a)\\d+$") && !is_pattern("("));
    }
}
