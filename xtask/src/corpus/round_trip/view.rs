//! What does a schema say in all, with its references followed and the parts of its `allOf` taken together?
//!
//! Makers of samples look at schemas in this way. What they do not understand is left to the validator.
use super::convert::Schemas;
use serde_json::{Map, Value, json};

/// Parts inside parts that are looked at; an `allOf` that leads back to itself has no end.
const DEPTH: usize = 24;

/// A schema with its parts taken together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// The keywords of all parts; no `$ref`, `allOf`, `oneOf` and `anyOf`.
    pub keywords: Map<String, Value>,
    /// The branches of each `oneOf` and `anyOf`.
    pub unions: Vec<Union>,
    /// The definitions that the schema is, by references alone.
    pub names: Vec<usize>,
    /// Whether it is made of references, or parts that are.
    pub has_references: bool,
}

/// The branches of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// How many of them a value has to be valid for.
    pub valid_for: ValidFor,
    /// The branches.
    pub branches: Vec<Value>,
}

/// How many branches of a union a value has to be valid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValidFor {
    /// `oneOf`.
    One,
    /// `anyOf`.
    Any,
}

/// The tags of a discriminator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The member that has the tag.
    pub property: String,
    /// The tags, each with the definition that it stands for.
    pub tags: Vec<(String, usize)>,
}

impl View {
    /// The view of a schema; none if its parts contradict each other, so that it has no value.
    #[must_use]
    pub fn of(schemas: &Schemas<'_>, schema: &Value) -> Option<Self> {
        let mut view = Self::default();
        let is_possible = view.absorb(schemas, schema, Part::Whole, 0);
        (is_possible && view.is_possible()).then_some(view)
    }

    /// The same with one more part.
    #[must_use]
    pub fn with(&self, schemas: &Schemas<'_>, schema: &Value) -> Option<Self> {
        let mut view = self.clone();
        let is_possible = view.absorb(schemas, schema, Part::Some, 0);
        (is_possible && view.is_possible()).then_some(view)
    }

    /// Whether the one value that there may be is among those that there may be.
    fn is_possible(&self) -> bool {
        let listed = self.keywords.get("enum").and_then(Value::as_array);
        let constant = self.keywords.get("const");
        listed
            .zip(constant)
            .is_none_or(|(listed, constant)| listed.contains(constant))
    }

    /// Its discriminator.
    #[must_use]
    pub fn discriminator(&self) -> Option<Discriminator> {
        let object = self.keywords.get("x-discriminator")?;
        let tags = object.get("tags")?.as_array()?.iter().filter_map(|tag| {
            let number = usize::try_from(tag.get(1)?.as_u64()?).ok()?;
            Some((tag.get(0)?.as_str()?.to_owned(), number))
        });
        Some(Discriminator {
            property: object.get("property")?.as_str()?.to_owned(),
            tags: tags.collect(),
        })
    }

    /// The JSON types that it names; none if it names none.
    #[must_use]
    pub fn types(&self) -> Vec<&str> {
        match self.keywords.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The members that have to be there.
    #[must_use]
    pub fn required(&self) -> Vec<&str> {
        let names = self.keywords.get("required").and_then(Value::as_array);
        let names = names.into_iter().flatten();
        names.filter_map(Value::as_str).collect()
    }

    /// The declared members.
    pub fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        let members = self.keywords.get("properties").and_then(Value::as_object);
        members.into_iter().flatten()
    }

    /// The schema of a member by its name, if the schema has one for it.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Value> {
        let declared = self
            .keywords
            .get("properties")
            .and_then(|all| all.get(name));
        declared.or_else(|| {
            let rest = self.keywords.get("additionalProperties")?;
            rest.is_object().then_some(rest)
        })
    }

    /// The schema of an item by its index.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Value> {
        let prefix = self.keywords.get("prefixItems");
        let prefix = prefix.and_then(|prefix| prefix.get(index));
        prefix.or_else(|| self.keywords.get("items"))
    }

    /// A number that a keyword gives.
    #[must_use]
    pub fn count(&self, keyword: &str) -> Option<usize> {
        usize::try_from(self.keywords.get(keyword)?.as_u64()?).ok()
    }

    fn absorb(&mut self, schemas: &Schemas<'_>, schema: &Value, part: Part, depth: usize) -> bool {
        if depth > DEPTH {
            return false;
        }
        let Value::Object(schema) = schema else {
            return schema != &Value::Bool(false);
        };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let Some((index, target)) = schemas.target(reference) else {
                return false;
            };
            self.has_references = true;
            if part == Part::Whole {
                self.names.push(index);
            }
            return self.absorb(schemas, target, part, depth + 1);
        }
        for (keyword, value) in schema {
            if !self.keyword(keyword, value, part) {
                return false;
            }
        }
        let parts = schema.get("allOf").and_then(Value::as_array);
        let mut parts = parts.into_iter().flatten();
        parts.all(|part| self.absorb(schemas, part, Part::Some, depth + 1))
    }

    /// Takes in one keyword; whether there still is a value.
    fn keyword(&mut self, keyword: &str, value: &Value, part: Part) -> bool {
        match keyword {
            "allOf" | "not" | "if" | "then" | "else" | "dependentSchemas" => return true,
            "oneOf" | "anyOf" => {
                let valid_for = match keyword {
                    "oneOf" => ValidFor::One,
                    _ => ValidFor::Any,
                };
                self.unions
                    .extend(value.as_array().cloned().map(|branches| Union {
                        valid_for,
                        branches,
                    }));
                return true;
            }
            // An example of a part is none of the whole.
            "x-own" if part == Part::Some => return true,
            _ => {}
        }
        let Some(known) = self.keywords.get_mut(keyword) else {
            self.keywords.insert(keyword.to_owned(), value.clone());
            return true;
        };
        match keyword {
            "properties" => {
                let (Value::Object(known), Value::Object(more)) = (known, value) else {
                    return true;
                };
                for (name, schema) in more {
                    let both = match known.get(name) {
                        Some(known) if known != schema => json!({"allOf": [known, schema]}),
                        _ => schema.clone(),
                    };
                    known.insert(name.clone(), both);
                }
                true
            }
            "items" | "additionalProperties" | "propertyNames" => {
                *known = match (&*known, value) {
                    (Value::Bool(false), _) | (_, Value::Bool(false)) => Value::Bool(false),
                    (known, value) if known == value => known.clone(),
                    (known, value) => json!({"allOf": [known, value]}),
                };
                true
            }
            "required" => {
                if let (Value::Array(known), Value::Array(more)) = (known, value) {
                    known.extend(more.iter().cloned());
                }
                true
            }
            "type" => {
                let common = common_types(known, value);
                *known = json!(common);
                !common.is_empty()
            }
            "enum" => {
                if let (Value::Array(known), Value::Array(more)) = (&mut *known, value) {
                    known.retain(|value| more.contains(value));
                }
                known != &json!([])
            }
            "const" => known == value,
            other => {
                let replaces = |is_tighter: fn(f64, f64) -> bool| {
                    let pair = value.as_f64().zip(known.as_f64());
                    pair.is_some_and(|(new, old)| is_tighter(new, old))
                };
                let is_tighter = (other.starts_with("min") || other == "exclusiveMinimum")
                    && replaces(|new, old| new > old)
                    || (other.starts_with("max") || other == "exclusiveMaximum")
                        && replaces(|new, old| new < old);
                if is_tighter {
                    *known = value.clone();
                }
                true
            }
        }
    }
}

/// Which part of a view a schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Some,
}

/// The types that two keywords allow both. A whole number is a number.
fn common_types(one: &Value, other: &Value) -> Vec<String> {
    let list = |value: &Value| -> Vec<String> {
        match value {
            Value::String(one) => vec![one.clone()],
            Value::Array(several) => {
                let several = several.iter().filter_map(Value::as_str);
                several.map(str::to_owned).collect()
            }
            _ => Vec::new(),
        }
    };
    let (one, other) = (list(one), list(other));
    let allows = |types: &[String], name: &str| {
        types
            .iter()
            .any(|ty| ty == name || (ty == "number" && name == "integer"))
    };
    let mut common: Vec<String> = Vec::new();
    for name in one.iter().chain(&other) {
        if allows(&one, name) && allows(&other, name) && !common.contains(name) {
            common.push(name.clone());
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::round_trip::convert::Direction;

    fn view(schema: &Value) -> Option<View> {
        let tree = json!({"openapi": "3.1.0", "components": {"schemas": {"A": schema,
            "Base": {"properties": {"x": {"type": "string"}}, "required": ["x"], "examples": [1]}}}});
        let mut schemas = Schemas::new(&tree, Direction::Both, |_| true);
        let index = schemas.add("/components/schemas/A");
        View::of(&schemas, &json!({"$ref": format!("#/$defs/{index}")}))
    }

    #[test]
    fn parts_are_taken_together() {
        let view = view(&json!({
            "allOf": [{"$ref": "#/components/schemas/Base"}, {"minLength": 3, "type": ["number", "string"]}],
            "type": ["integer", "null", "string"], "minLength": 1, "required": ["y"],
            "properties": {"x": {"minLength": 1}}, "oneOf": [{}, {}]
        }));
        let view = view.unwrap();
        assert_eq!(view.names, [0]);
        assert_eq!(view.types(), ["integer", "string"]);
        assert_eq!(view.required(), ["y", "x"]);
        assert_eq!(view.count("minLength"), Some(3));
        assert_eq!(
            view.member("x"),
            Some(&json!({"allOf": [{"minLength": 1}, {"type": "string"}]}))
        );
        let union = Union {
            valid_for: ValidFor::One,
            branches: vec![json!({}), json!({})],
        };
        assert_eq!(view.unions, [union]);
        assert!(!view.keywords.contains_key("x-own"), "of a part");
    }

    #[test]
    fn what_contradicts_itself_has_no_view() {
        assert_eq!(view(&json!({"enum": [1], "const": 2})), None);
        assert_eq!(
            view(&json!({"type": "string", "allOf": [{"type": "integer"}]})),
            None
        );
        assert_eq!(view(&json!({"enum": [1], "allOf": [{"enum": [2]}]})), None);
        assert_eq!(view(&json!({"allOf": [false]})), None);
        assert_eq!(
            view(&json!({"allOf": [{"$ref": "#/components/schemas/A"}]})),
            None
        );
    }
}
