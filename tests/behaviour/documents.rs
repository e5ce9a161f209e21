//! What the documents say that the clients were made of, read as plain trees: names, examples and statuses in the tests
//! come from there and not from the generated code.

use oasmith::{
    diag::{Diagnostics, Pointer},
    source,
};
use serde_json::{Map, Value};
use std::path::Path;

/// A document under `specs`.
pub(crate) struct Document(source::Document);

impl Document {
    pub(crate) fn read(name: &str) -> Self {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
        let bytes = std::fs::read(specs.join(name)).unwrap();
        let document = source::read(name, &bytes, &mut Diagnostics::new());
        Self(document.expect("the document can be read"))
    }

    /// The node at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        let parsed = Pointer::parse(pointer).expect("a pointer");
        self.0
            .get(&parsed)
            .unwrap_or_else(|| panic!("nothing at {pointer}"))
    }

    /// An object made of the examples that stand beside a schema's members.
    pub(crate) fn example(&self, schema: &str) -> Value {
        let members = self.properties(schema);
        members
            .filter_map(|(name, member)| Some((name.clone(), member.get("example")?.clone())))
            .collect::<Map<String, Value>>()
            .into()
    }

    /// The members of a schema that have three states: those that may be left out and may be null.
    pub(crate) fn three_state_members(&self, schema: &str) -> Vec<&str> {
        let required = self.at(&schema_at(schema)).get("required");
        let required: Vec<&Value> = required
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .collect();
        let members = self.properties(schema);
        members
            .filter(|(name, member)| {
                member.get("nullable") == Some(&Value::Bool(true))
                    && !required.contains(&&Value::from(name.as_str()))
            })
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// The names of the schemas under `components`.
    pub(crate) fn schemas(&self) -> Vec<&str> {
        let schemas = self.at("/components/schemas").as_object().unwrap();
        schemas.keys().map(String::as_str).collect()
    }

    /// The statuses that an operation documents.
    pub(crate) fn statuses(&self, operation: &str) -> Vec<u16> {
        let responses = self.at(&format!("{operation}/responses"));
        let statuses = responses.as_object().unwrap().keys();
        statuses.map(|status| status.parse().unwrap()).collect()
    }

    fn properties(&self, schema: &str) -> impl Iterator<Item = (&String, &Value)> {
        let properties = self.at(&schema_at(schema)).get("properties");
        properties.and_then(Value::as_object).into_iter().flatten()
    }
}

fn schema_at(name: &str) -> String {
    format!("/components/schemas/{name}")
}
