//! What does a schema of any version of OpenAPI say in the words of JSON Schema 2020-12?
//!
//! This reads the document as it is written and knows nothing of the generator, so that the two can not share a mistake.
//! Each schema that is reached becomes one of `$defs`, references lead there, and nothing else is left of the document.
//! Where a document breaks the rules of its version, the keyword is left out: no value is refused on account of it.
pub mod keywords;

use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the document, as far as its schemas differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1 and 3.2: JSON Schema 2020-12.
    OpenApi31,
}

impl Dialect {
    /// The dialect of a document.
    #[must_use]
    pub fn of(tree: &Value) -> Self {
        let version = tree.get("openapi").map(|version| match version {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        match version {
            None => Self::Swagger2,
            Some(version) if version.trim().starts_with("3.0") => Self::OpenApi30,
            Some(_) => Self::OpenApi31,
        }
    }
}

/// Which way values go: `readOnly` members are in answers alone, `writeOnly` ones in requests alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Both: all members.
    Both,
    /// Requests: `readOnly` members are not there, whatever `required` says.
    Request,
    /// Answers: `writeOnly` members are not there.
    Answer,
}

/// The schemas that were reached, for values that go one way.
#[derive(Debug)]
pub struct Schemas<'d> {
    tree: &'d Value,
    dialect: Dialect,
    direction: Direction,
    /// The places of the schemas that were reached.
    places: Vec<String>,
    /// The converted schemas, as far as they were looked at: what stands at `i` is `#/$defs/i`.
    defs: Vec<Value>,
    /// The references of each.
    uses: Vec<BTreeSet<usize>>,
    /// Those that have a reference that leads nowhere, or mean something that is not converted.
    broken: BTreeMap<usize, String>,
    known: BTreeMap<String, usize>,
    patterns: BTreeMap<String, bool>,
    is_pattern: fn(&str) -> bool,
}

impl<'d> Schemas<'d> {
    /// No schema yet. `is_pattern` says whether the validator can run a regular expression.
    #[must_use]
    pub fn new(tree: &'d Value, direction: Direction, is_pattern: fn(&str) -> bool) -> Self {
        Self {
            tree,
            dialect: Dialect::of(tree),
            direction,
            places: Vec::new(),
            defs: Vec::new(),
            uses: Vec::new(),
            broken: BTreeMap::new(),
            known: BTreeMap::new(),
            patterns: BTreeMap::new(),
            is_pattern,
        }
    }

    /// Takes in the schema at a place, and all that it refers to; its number.
    pub fn add(&mut self, place: &str) -> usize {
        let index = self.number(place);
        // References reserve a number and are looked at here, so that long chains do not use the stack.
        while let Some(place) = self.places.get(self.defs.len()).cloned() {
            let converted = self.converted(&place, self.defs.len());
            self.defs.push(converted);
        }
        index
    }

    /// The document that the validator gets.
    #[must_use]
    pub fn document(&self, used: impl Iterator<Item = usize>) -> Value {
        let mut needed = BTreeSet::new();
        let mut work: Vec<usize> = used.collect();
        while let Some(next) = work.pop() {
            if needed.insert(next) {
                work.extend(self.uses.get(next).into_iter().flatten());
            }
        }
        let defs: Map<String, Value> = needed
            .into_iter()
            .filter_map(|index| Some((index.to_string(), self.defs.get(index)?.clone())))
            .collect();
        json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": defs})
    }

    /// The converted schema of a number.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Value> {
        self.defs.get(index)
    }

    /// The converted schema that a reference of a converted schema leads to.
    #[must_use]
    pub fn target(&self, reference: &str) -> Option<(usize, &Value)> {
        let index = reference.strip_prefix("#/$defs/")?.parse().ok()?;
        Some((index, self.defs.get(index)?))
    }

    /// Why the schema of a number can not be judged, if it can not.
    #[must_use]
    pub fn defect(&self, index: usize) -> Option<String> {
        let mut seen = BTreeSet::new();
        let mut work = vec![index];
        while let Some(next) = work.pop() {
            if let Some(cause) = self.broken.get(&next) {
                return Some(cause.clone());
            }
            if seen.insert(next) {
                work.extend(self.uses.get(next).into_iter().flatten());
            }
        }
        None
    }

    fn number(&mut self, place: &str) -> usize {
        if let Some(known) = self.known.get(place) {
            return *known;
        }
        let index = self.places.len();
        self.places.push(place.to_owned());
        self.uses.push(BTreeSet::new());
        self.known.insert(place.to_owned(), index);
        index
    }

    fn converted(&mut self, place: &str, index: usize) -> Value {
        let tree = self.tree;
        if let Some(schema) = tree.pointer(place) {
            return self.schema(schema, place, index);
        }
        let cause = format!("nothing is at {place}");
        self.broken.insert(index, cause);
        Value::Bool(true)
    }

    /// A reference from the schema of a number.
    fn reference(&mut self, reference: &str, from: usize) -> Value {
        let Some(place) = place_of(reference) else {
            let cause = format!("`{reference}` leads out of the document or to an anchor");
            self.broken.insert(from, cause);
            return Value::Bool(true);
        };
        let index = self.number(&place);
        if let Some(uses) = self.uses.get_mut(from) {
            uses.insert(index);
        }
        json!({"$ref": format!("#/$defs/{index}")})
    }

    /// A number for the schema that a discriminator names, which no value has to keep to on account of it.
    fn named(&mut self, name: &str) -> usize {
        let place = place_of(name).unwrap_or_else(|| format!("{}/{}", self.home(), escaped(name)));
        self.number(&place)
    }

    /// Where the schemas that have names stand.
    fn home(&self) -> &'static str {
        match self.dialect {
            Dialect::Swagger2 => "/definitions",
            Dialect::OpenApi30 | Dialect::OpenApi31 => "/components/schemas",
        }
    }

    fn runs(&mut self, pattern: &str) -> bool {
        if let Some(known) = self.patterns.get(pattern) {
            return *known;
        }
        let runs = (self.is_pattern)(pattern);
        self.patterns.insert(pattern.to_owned(), runs);
        runs
    }
}

/// The place that a reference inside the document leads to, as a pointer.
fn place_of(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decoded(fragment);
    (decoded.is_empty() || decoded.starts_with('/')).then_some(decoded)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(code) = code {
            bytes.push(code);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A name as part of a pointer (RFC 6901).
#[must_use]
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A part of a pointer as the name that it stands for.
#[must_use]
pub fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests;
