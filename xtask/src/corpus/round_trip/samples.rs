//! Which values does a schema have? Two of them, the least and the most, and the most with one choice made otherwise:
//! each branch, each value of an enumeration, each member left out, each extreme, each of the document's own examples.
//!
//! A choice is known by the place in the value where it is made. What stands behind a reference has samples of its own,
//! so no choices are varied there. The validator has the last word on all of them.
use super::{
    convert::Schemas,
    leaves::{self, Texts},
    variants,
    view::{Discriminator, Union, ValidFor, View},
};
use serde_json::{Map, Value, json};

/// How many samples a schema has at most.
pub const MOST_SAMPLES: usize = 150;

/// How many nodes a sample has about at most; after so many, the least is taken.
const MOST_NODES: usize = 400;

/// How many values of an enumeration are tried.
const MOST_VALUES: usize = 60;

/// How often a definition may stand inside itself.
const MOST_INSIDE: usize = 2;

/// How many references may lead from the subject to a value inside it: after the first number the least is made, and
/// after the second there is no value.
const DEPTHS: (usize, usize) = (3, 14);

/// Where a sample is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It is, or has in it, an example of the document.
    Own,
    /// It was made of the schema.
    Made,
}

/// The samples of the definition with a number, without repetition.
#[must_use]
pub fn samples(schemas: &Schemas<'_>, texts: &mut Texts, index: usize) -> Vec<(Origin, Value)> {
    let schema = json!({"$ref": format!("#/$defs/{index}")});
    let mut all: Vec<(Origin, Value)> = Vec::new();
    let mut add = |sample: Option<(Origin, Value)>| {
        if let Some(sample) = sample
            && !all.iter().any(|(_, known)| same_text(known, &sample.1))
        {
            all.push(sample);
        }
        all.len() < MOST_SAMPLES
    };
    let mut maker = Maker::new(schemas, texts, Amount::Least, None);
    add(maker.make(&schema));
    let mut maker = Maker::new(schemas, texts, Amount::Most, None);
    add(maker.make(&schema));
    let mut others: Vec<(bool, usize, String)> = Vec::new();
    for (key, options) in maker.made {
        let is_own = key.ends_with("#own");
        others.extend((1..options).map(|option| (!is_own, option, key.clone())));
    }
    // Examples first, then one other option of each choice before the next one of any.
    others.sort_by_key(|(is_made, option, _)| (*is_made, *option));
    for (_, option, key) in others {
        let mut maker = Maker::new(schemas, texts, Amount::Most, Some((key, option)));
        if !add(maker.make(&schema)) {
            break;
        }
    }
    all
}

/// Whether two values are written alike: `1` and `1.0` are two samples.
fn same_text(one: &Value, other: &Value) -> bool {
    let text = Value::to_string;
    one == other && text(one) == text(other)
}

/// How much is made where the schema leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    /// What is required, and nothing else.
    Least,
    /// All members, and a few items.
    Most,
}

struct Maker<'s, 'd> {
    schemas: &'s Schemas<'d>,
    texts: &'s mut Texts,
    amount: Amount,
    /// The choice that is made otherwise: where, and which option.
    forced: Option<(String, usize)>,
    /// The choices that were made: where, and of how many options.
    made: Vec<(String, usize)>,
    origin: Origin,
    nodes: usize,
    /// The definitions that are being made.
    inside: Vec<usize>,
    /// How many references lead to what is being made.
    depth: usize,
    /// What makes the items of a list different.
    salt: usize,
}

impl<'s, 'd> Maker<'s, 'd> {
    fn new(
        schemas: &'s Schemas<'d>,
        texts: &'s mut Texts,
        amount: Amount,
        forced: Option<(String, usize)>,
    ) -> Self {
        Self {
            schemas,
            texts,
            amount,
            forced,
            made: Vec::new(),
            origin: Origin::Made,
            nodes: 0,
            inside: Vec::new(),
            depth: 0,
            salt: 0,
        }
    }

    fn make(&mut self, schema: &Value) -> Option<(Origin, Value)> {
        let value = self.value(schema, "")?;
        Some((self.origin, value))
    }

    fn amount(&self) -> Amount {
        // What holds itself is made the least of, so that there is an end.
        let repeated = self.inside.last().is_some_and(|last| {
            let times = self.inside.iter().filter(|known| *known == last).count();
            times > 1
        });
        if repeated || self.nodes > MOST_NODES || self.depth > DEPTHS.0 {
            Amount::Least
        } else {
            self.amount
        }
    }

    /// Chooses one of some options: the one that was asked for, or the usual one.
    fn choose(&mut self, path: &str, what: &str, options: usize) -> usize {
        if self.depth > 0 || options < 2 {
            return 0;
        }
        let key = format!("{path}#{what}");
        if let Some((forced, option)) = &self.forced
            && *forced == key
        {
            return *option;
        }
        self.made.push((key, options));
        0
    }

    fn value(&mut self, schema: &Value, path: &str) -> Option<Value> {
        self.nodes += 1;
        let view = View::of(self.schemas, schema)?;
        let before = self.inside.len();
        // The first reference leads to the subject itself.
        let is_elsewhere = view.has_references && !path.is_empty();
        self.depth += usize::from(is_elsewhere);
        let is_possible = self.enter(view.names.last().copied());
        let value = is_possible.then(|| self.viewed(view, path)).flatten();
        self.inside.truncate(before);
        self.depth -= usize::from(is_elsewhere);
        value
    }

    /// Notes that a definition is being made; whether it may stand where it does.
    fn enter(&mut self, definition: Option<usize>) -> bool {
        if self.depth > DEPTHS.1 || self.nodes > 20 * MOST_NODES {
            return false;
        }
        let Some(definition) = definition else {
            return true;
        };
        let inside = self.inside.iter();
        let times = inside.filter(|known| **known == definition).count();
        self.inside.push(definition);
        times <= MOST_INSIDE
    }

    fn viewed(&mut self, mut view: View, path: &str) -> Option<Value> {
        if let Some(Value::Array(own)) = view.keywords.shift_remove("x-own") {
            let chosen = self.choose(path, "own", own.len() + 1);
            if let Some(own) = chosen.checked_sub(1).and_then(|chosen| own.get(chosen)) {
                self.origin = Origin::Own;
                return Some(own.clone());
            }
        }
        if view.keywords.contains_key("x-unclear") {
            return None;
        }
        if !view.unions.is_empty() {
            return self.branch(&view, path);
        }
        if let Some(discriminator) = view.discriminator() {
            view.keywords.shift_remove("x-discriminator");
            // Where no tag is a value of its member, the member decides.
            if let Some(value) = self.heir(&view, &discriminator, path) {
                return Some(value);
            }
        }
        if let Some(constant) = view.keywords.get("const") {
            return Some(constant.clone());
        }
        if let Some(Value::Array(values)) = view.keywords.get("enum") {
            let types = view.types();
            let is_of = |value: &&Value| types.is_empty() || variants::is_of(value, &types);
            let values: Vec<&Value> = values.iter().filter(is_of).collect();
            let chosen = self.choose(path, "enum", values.len().min(MOST_VALUES));
            let salted = (chosen + self.salt) % values.len().max(1);
            return values.get(salted).map(|value| (*value).clone());
        }
        self.typed(&view, path)
    }

    /// A value of one of the schemas that the tags of a discriminator stand for, or of the schema itself if it is one.
    fn heir(&mut self, view: &View, discriminator: &Discriminator, path: &str) -> Option<Value> {
        let is_own = |(_, index): &&(String, usize)| view.names.contains(index);
        let own: Vec<_> = discriminator.tags.iter().filter(is_own).collect();
        let all: Vec<_> = discriminator.tags.iter().collect();
        let tags = if own.is_empty() { all } else { own };
        let chosen = self.choose(path, "tag", tags.len());
        let (tag, index) = tags.get(chosen)?;
        let tagged = tagged(&discriminator.property, tag);
        let heir = json!({"$ref": format!("#/$defs/{index}")});
        let mut whole = view
            .with(self.schemas, &heir)?
            .with(self.schemas, &tagged)?;
        whole.keywords.shift_remove("x-discriminator");
        self.viewed(whole, path)
    }

    /// One branch of a union. If it has no value, the first that has one.
    fn branch(&mut self, view: &View, path: &str) -> Option<Value> {
        let mut view = view.clone();
        let Union {
            valid_for,
            branches,
        } = view.unions.remove(0);
        let required: Vec<Vec<String>> = branches
            .iter()
            .map(|branch| match valid_for {
                ValidFor::One => required(self.schemas, branch),
                ValidFor::Any => Vec::new(),
            })
            .collect();
        let discriminator = view.discriminator();
        view.keywords.shift_remove("x-discriminator");
        let mut options: Vec<Value> = Vec::new();
        for branch in branches {
            let mut tags = Vec::new();
            if let Some(discriminator) = &discriminator
                && let Some(reference) = branch.get("$ref").and_then(Value::as_str)
                && let Some((index, _)) = self.schemas.target(reference)
            {
                let of_branch = discriminator.tags.iter().filter(|(_, of)| *of == index);
                tags.extend(of_branch.map(|(tag, _)| tagged(&discriminator.property, tag)));
            }
            if tags.is_empty() {
                options.push(branch);
            } else {
                let with_tag = tags.iter().map(|tag| json!({"allOf": [branch, tag]}));
                options.extend(with_tag);
            }
        }
        let chosen = self.choose(path, "branch", options.len());
        options.rotate_left(chosen);
        for option in options {
            let before = self.inside.len();
            let definition = self.definition(&option);
            self.depth += usize::from(definition.is_some());
            let value = if self.enter(definition) {
                let whole = view.with(self.schemas, &option);
                whole.and_then(|mut view| {
                    // What other branches ask for would make the value valid for them too.
                    let own: Vec<String> = view.required().into_iter().map(str::to_owned).collect();
                    let others = required.iter().flatten();
                    let others: Vec<&String> = others.filter(|name| !own.contains(name)).collect();
                    view.keywords.insert("x-absent".to_owned(), json!(others));
                    self.viewed(view, path)
                })
            } else {
                None
            };
            self.depth -= usize::from(definition.is_some());
            self.inside.truncate(before);
            if value.is_some() {
                return value;
            }
        }
        None
    }

    /// The definition that a branch is, with a tag or without.
    fn definition(&self, branch: &Value) -> Option<usize> {
        let inner = branch.get("allOf").and_then(|parts| parts.get(0));
        let reference = inner.unwrap_or(branch).get("$ref")?.as_str()?;
        Some(self.schemas.target(reference)?.0)
    }

    fn typed(&mut self, view: &View, path: &str) -> Option<Value> {
        let mut types = view.types();
        if types.is_empty() {
            types = implied(view);
        }
        let chosen = self.choose(path, "type", types.len());
        match *types.get(chosen)? {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(self.choose(path, "boolean", 2) == 0)),
            "integer" => self.leaf(path, leaves::integers(view)),
            "number" => self.leaf(path, leaves::numbers(view)),
            "string" => {
                let texts = self.texts.of(view);
                self.leaf(path, texts)
            }
            "array" => self.array(view, path),
            "object" => self.object(view, path),
            _ => None,
        }
    }

    fn leaf(&mut self, path: &str, values: Vec<Value>) -> Option<Value> {
        let chosen = self.choose(path, "leaf", values.len());
        let salted = (chosen + self.salt) % values.len().max(1);
        values.into_iter().nth(salted)
    }

    fn array(&mut self, view: &View, path: &str) -> Option<Value> {
        let prefix = view.keywords.get("prefixItems").and_then(Value::as_array);
        let fixed = prefix.map_or(0, Vec::len);
        let least = view.count("minItems").unwrap_or_default();
        let most = view.count("maxItems").unwrap_or(usize::MAX);
        let mut counts = vec![(fixed + 2).clamp(least.min(most), most)];
        if self.amount() == Amount::Least {
            counts = vec![least];
        }
        for other in [least, 1, 5] {
            let other = other.clamp(least.min(most), most);
            if !counts.contains(&other) {
                counts.push(other);
            }
        }
        let chosen = self.choose(path, "items", counts.len());
        let count = counts
            .get(chosen)
            .copied()
            .unwrap_or_default()
            .min(64.max(least));
        let any = Value::Bool(true);
        let mut items = Vec::new();
        let salt = self.salt;
        for index in 0..count {
            let schema = match (view.item(index), view.keywords.get("contains")) {
                (None, Some(contained)) if index == fixed => contained,
                (Some(schema), _) => schema,
                (None, _) => &any,
            };
            if schema == &Value::Bool(false) {
                break;
            }
            self.salt = if index < fixed {
                salt
            } else {
                salt + index - fixed
            };
            let item = self.value(schema, &format!("{path}/{index}"));
            self.salt = salt;
            match item {
                Some(item) => items.push(item),
                None if index >= least => break,
                None => return None,
            }
        }
        if view.keywords.contains_key("uniqueItems") {
            let mut distinct: Vec<Value> = Vec::new();
            for item in items {
                if !distinct.contains(&item) {
                    distinct.push(item);
                }
            }
            items = distinct;
        }
        Some(Value::Array(items))
    }

    fn object(&mut self, view: &View, path: &str) -> Option<Value> {
        let required = view.required();
        let least = view.count("minProperties").unwrap_or_default();
        let most = view.count("maxProperties").unwrap_or(usize::MAX);
        let absent = view.keywords.get("x-absent").and_then(Value::as_array);
        let salt = std::mem::take(&mut self.salt);
        let mut object = Map::new();
        for name in &required {
            if object.contains_key(*name) {
                continue;
            }
            let any = Value::Bool(true);
            let schema = view.member(name).unwrap_or(&any);
            // Items of a list that have to differ do so in their required members.
            self.salt = salt;
            let value = self.value(schema, &format!("{path}/{name}"));
            self.salt = 0;
            object.insert((*name).to_owned(), value?);
        }
        for (name, schema) in view.members() {
            let is_absent = absent.is_some_and(|names| names.contains(&json!(name)));
            let is_full = object.contains_key(name) || object.len() >= most;
            if is_full || is_absent || schema == &Value::Bool(false) {
                continue;
            }
            let path = format!("{path}/{name}");
            let is_there = match self.amount() {
                Amount::Least => object.len() < least,
                Amount::Most => self.choose(&path, "presence", 2) == 0,
            };
            if is_there && let Some(value) = self.value(schema, &path) {
                object.insert(name.clone(), value);
            }
        }
        self.entries(view, path, &mut object);
        self.salt = salt;
        Some(Value::Object(object))
    }

    /// The members that are not declared, where they have a schema or there is nothing else.
    fn entries(&mut self, view: &View, path: &str, object: &mut Map<String, Value>) {
        let least = view.count("minProperties").unwrap_or_default();
        let most = view.count("maxProperties").unwrap_or(usize::MAX);
        let any = Value::Bool(true);
        let declares = view.members().next().is_some();
        let rest = match view.keywords.get("additionalProperties") {
            Some(Value::Bool(false)) => None,
            Some(schema) if schema != &any && schema != &json!({}) => Some(schema),
            Some(_) | None if declares => None,
            Some(_) => Some(&any),
            None => (object.len() < least).then_some(&any),
        };
        let mut wanted: Vec<(String, Value)> = Vec::new();
        let patterns = view.keywords.get("patternProperties");
        for (pattern, schema) in patterns.and_then(Value::as_object).into_iter().flatten() {
            let names = (0..2).filter_map(|variant| super::patterns::matching(pattern, variant));
            wanted.extend(names.map(|name| (name, schema.clone())));
        }
        if let Some(rest) = rest {
            let mut names = vec![
                "key".to_owned(),
                "ключ ü/~\"".to_owned(),
                "other".to_owned(),
            ];
            if let Some(rule) = view.keywords.get("propertyNames") {
                names = View::of(self.schemas, rule).map_or_else(Vec::new, |rule| {
                    let listed = rule.keywords.get("enum").and_then(Value::as_array);
                    let texts = listed.cloned().unwrap_or_else(|| self.texts.of(&rule));
                    let texts = texts.iter().filter_map(Value::as_str);
                    texts.map(str::to_owned).collect()
                });
            }
            names.truncate(2.max(least));
            wanted.extend(names.into_iter().map(|name| (name, rest.clone())));
        }
        if wanted.is_empty() {
            return;
        }
        let few = self.amount() == Amount::Least || self.choose(path, "entries", 2) == 1;
        for (index, (name, schema)) in wanted.into_iter().enumerate() {
            let is_wanted = object.len() < least || (!few && object.len() < most);
            if !is_wanted || object.contains_key(&name) {
                continue;
            }
            self.salt = index;
            if let Some(value) = self.value(&schema, &format!("{path}/{name}")) {
                object.insert(name, value);
            }
            self.salt = 0;
        }
    }
}

/// The members that a branch requires.
fn required(schemas: &Schemas<'_>, branch: &Value) -> Vec<String> {
    let view = View::of(schemas, branch).unwrap_or_default();
    view.required().into_iter().map(str::to_owned).collect()
}

fn tagged(property: &str, tag: &str) -> Value {
    json!({"properties": {property: {"const": tag}}, "required": [property]})
}

/// The types that a schema without `type` is about, or all.
fn implied(view: &View) -> Vec<&'static str> {
    let has = |keywords: &[&str]| {
        keywords
            .iter()
            .any(|name| view.keywords.contains_key(*name))
    };
    let objects = [
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
    ];
    if has(&objects) || has(&["minProperties", "maxProperties", "propertyNames"]) {
        vec!["object"]
    } else if has(&["items", "prefixItems", "minItems", "maxItems", "contains"]) {
        vec!["array"]
    } else if has(&["pattern", "minLength", "maxLength", "format"]) {
        vec!["string"]
    } else if has(&["minimum", "maximum", "multipleOf"]) {
        vec!["number"]
    } else {
        vec![
            "string", "object", "integer", "number", "boolean", "array", "null",
        ]
    }
}

#[cfg(test)]
mod tests;
