//! The one visitor that builds the tree, whichever deserializer drives it.

use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value};

use super::{Format, MAX_DEPTH};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// A limit of ours that ended the reading. The error that serde carries holds only text, so the reason is kept here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    TooDeep,
    TooLarge,
}

/// What all the seeds of one document share.
pub(super) struct Builder<'a> {
    format: Format,
    /// The text of the pointer to the node that is being read.
    path: String,
    depth: usize,
    /// How many bytes of tree may still be built. Without aliases a tree is never larger than its text by much.
    budget: usize,
    refusal: Option<Refusal>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Builder<'a> {
    pub(super) fn new(format: Format, length: usize, diagnostics: &'a mut Diagnostics) -> Self {
        let budget = length.saturating_mul(8).saturating_add(8 << 20);
        Self {
            format,
            path: String::new(),
            depth: 0,
            budget,
            refusal: None,
            diagnostics,
        }
    }

    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    fn pointer(&self) -> Pointer {
        Pointer::parse(&self.path).unwrap_or_else(Pointer::root)
    }

    fn refuse<E: de::Error>(&mut self, refusal: Refusal) -> E {
        self.refusal = Some(refusal);
        E::custom("the document exceeds a limit")
    }

    /// Takes the cost of one node from the budget.
    fn pay<E: de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        match self.budget.checked_sub(bytes.saturating_add(1)) {
            Some(rest) => {
                self.budget = rest;
                Ok(())
            }
            None => Err(self.refuse(Refusal::TooLarge)),
        }
    }

    fn enter<E: de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            Err(self.refuse(Refusal::TooDeep))
        } else {
            Ok(())
        }
    }

    /// Runs `read` with the path one token longer.
    fn within<T>(&mut self, token: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push('/');
        self.path
            .push_str(&token.replace('~', "~0").replace('/', "~1"));
        let result = read(self);
        self.path.truncate(length);
        result
    }

    fn report_duplicate(&mut self, key: &str) {
        let place = Place::key(self.pointer().child(key));
        self.diagnostics.push(
            Diagnostic::new(
                Code::DuplicateKey,
                place,
                format!("the key `{key}` is there twice; the last one is used"),
            )
            .label("the one that is used")
            .hint("remove or rename one of them"),
        );
    }

    fn report_tag(&mut self, tag: &str) {
        let place = Place::value(self.pointer());
        // The tag that has no name is a `!` by itself.
        let name = tag.strip_prefix('!').unwrap_or(tag);
        let message =
            format!("the YAML tag `!{name}` is known to nobody but the tool that it is for");
        self.diagnostics
            .push(Diagnostic::new(Code::YamlTag, place, message).label("read without the tag"));
    }

    fn report_non_finite(&mut self, number: f64) {
        let place = Place::value(self.pointer());
        self.diagnostics.push(
            Diagnostic::new(
                Code::NonFiniteNumber,
                place,
                format!("JSON has no number `{number}`; it is read as null"),
            )
            .hint("quote it if a text is meant"),
        );
    }
}

/// Reads one value.
pub(super) struct Seed<'s, 'a> {
    builder: &'s mut Builder<'a>,
}

impl<'s, 'a> Seed<'s, 'a> {
    pub(super) fn new(builder: &'s mut Builder<'a>) -> Self {
        Self { builder }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        self.builder.pay(8)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        self.builder.pay(8)?;
        Ok(Value::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        self.builder.pay(8)?;
        Ok(Value::from(value))
    }

    // Integers that do not fit 64 bits lose digits, as they do in the JSON parser.
    #[expect(
        clippy::cast_precision_loss,
        reason = "no JSON number of this tree holds more digits"
    )]
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "no JSON number of this tree holds more digits"
    )]
    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.builder.pay(8)?;
        if let Some(number) = Number::from_f64(value) {
            return Ok(Value::Number(number));
        }
        self.builder.report_non_finite(value);
        Ok(Value::Null)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.builder.pay(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        self.builder.pay(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.builder.pay(8)?;
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    /// A YAML tag of the author's own, `!name value`: JSON has no tags, so the value stands alone.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (tag, variant) = data.variant_seed(Key)?;
        self.builder.report_tag(&tag);
        variant.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let builder = self.builder;
        builder.pay(8)?;
        builder.enter()?;
        let mut items = Vec::new();
        loop {
            let token = items.len().to_string();
            match builder.within(&token, |builder| list.next_element_seed(Seed::new(builder)))? {
                Some(item) => items.push(item),
                None => break,
            }
        }
        builder.depth -= 1;
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let builder = self.builder;
        builder.pay(8)?;
        builder.enter()?;
        let mut object = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = entries.next_key_seed(Key)? {
            builder.pay(key.len())?;
            let value =
                builder.within(&key, |builder| entries.next_value_seed(Seed::new(builder)))?;
            if key == "<<" && builder.format == Format::Yaml && is_mergeable(&value) {
                merged.push(value);
                continue;
            }
            if object.contains_key(&key) {
                builder.report_duplicate(&key);
            }
            object.insert(key, value);
        }
        for value in merged {
            merge(&mut object, value);
        }
        builder.depth -= 1;
        Ok(Value::Object(object))
    }
}

fn is_mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().all(Value::is_object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Adds the members of a `<<` key: those that are there already win, and of several mappings the earlier one
/// (<https://yaml.org/type/merge.html>).
fn merge(object: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                object.entry(key).or_insert(member);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge(object, item)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What is expected of a key, in the words of an error.
pub(super) const KEY: &str = "a text as key";

/// Reads a key as its text. Asking for a string makes the YAML parser hand over `200`, `true` or `null` as written.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(KEY)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}
