//! Schemas: what JSON Schema 2020-12 says, in the words of the Schema Object of 3.0.

use serde_json::{Map, Value, json};

use super::{At, Converter, Renamed, carry, types};
use crate::diag::{Code, Diagnostic, Place, Pointer, member_of};
use crate::source::shape::{Kind, Versions};

/// What may stand beside a reference without saying anything about values.
const TEXTS: [&str; 8] = [
    "$ref",
    "description",
    "summary",
    "$comment",
    "$defs",
    "definitions",
    "$schema",
    "$id",
];

impl Converter<'_> {
    pub(super) fn schema(&mut self, members: &mut Map<String, Value>, at: &At) {
        nullable(self, members, at);
        let written = dynamic_reference(members);
        if written != "$ref" {
            let now = at.now.child("$ref");
            self.step.stands_for(at.before.child(written), now);
        }
        if members.contains_key("$ref") && !self.version.meets(Versions::SINCE_31) {
            return;
        }
        self.dialect(members.get("$schema"), "$schema", at);
        self.reference(members, written, at);
        file(members);
        discriminator(self, members, at);
        constant(self, members, at);
        for (exclusive, inclusive) in [
            ("exclusiveMinimum", "minimum"),
            ("exclusiveMaximum", "maximum"),
        ] {
            bound(self, members, at, exclusive, inclusive);
        }
        self.examples(members, at);
        content(members);
        members.shift_remove("collectionFormat");
        let renamed = carry(Kind::Schema, members);
        self.types(members, at, &renamed);
    }

    /// A reference beside keywords that say something about values is one more schema that they have to satisfy.
    /// `written` is its keyword in the text.
    fn reference(&mut self, members: &mut Map<String, Value>, written: &str, at: &At) {
        let says_more = members
            .keys()
            .any(|key| !TEXTS.contains(&key.as_str()) && !key.starts_with("x-"));
        if !says_more {
            return;
        }
        let Some(reference) = members.shift_remove("$ref") else {
            return;
        };
        let parts = members.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(parts) = parts {
            let now = at.now.child("allOf").index(parts.len());
            self.step.made_of(at.before.child(written), now);
            parts.push(json!({ "$ref": reference }));
        }
    }

    /// The first of `examples` is the `example` of 3.0; the others are carried along.
    fn examples(&mut self, members: &mut Map<String, Value>, at: &At) {
        let Some(Value::Array(mut examples)) = members.shift_remove("examples") else {
            return;
        };
        let before = at.before.child("examples");
        let mut taken = 0;
        if !members.contains_key("example") && !examples.is_empty() {
            taken = 1;
            let first = examples.remove(0);
            self.step
                .stands_for(before.index(0), at.now.child("example"));
            members.insert("example".to_owned(), first);
        }
        if !examples.is_empty() {
            let now = at.now.child("x-oasmith-examples");
            for index in 0..examples.len() {
                let before = before.index(index + taken);
                self.step.stands_for(before, now.index(index));
            }
            self.step.made_of(before, now);
            members.insert("x-oasmith-examples".to_owned(), Value::Array(examples));
        }
    }

    /// `type`, with what a list of types makes of the schema; then the schemas in it.
    fn types(&mut self, members: &mut Map<String, Value>, at: &At, renamed: &Renamed) {
        if let Some(finding) = types::simplify(members, &at.before) {
            self.diagnostics.push(finding);
        }
        self.narrow(members, at);
        for keyword in types::idle(members) {
            self.idle(keyword, members, at, renamed);
        }
        if !members.get("type").is_some_and(Value::is_array) {
            return self.children(Kind::Schema, members, at, renamed);
        }
        let branches = types::split(members);
        let place = at.now.child("anyOf");
        self.step.made_of(at.before.child("type"), place.clone());
        let mut parts = Vec::new();
        for (index, mut branch) in branches.into_iter().enumerate() {
            let now = place.index(index);
            self.step.stands_for(at.before.clone(), now.clone());
            self.branch(&mut branch, at, &now, renamed);
            parts.push(Value::Object(branch));
        }
        // What is left has no schemas of its own but those of compositions.
        self.children(Kind::Schema, members, at, renamed);
        members.insert("anyOf".to_owned(), Value::Array(parts));
    }

    /// Leaves of a list of types and of the values of `enum` those that go together.
    fn narrow(&mut self, members: &mut Map<String, Value>, at: &At) {
        let count = |members: &Map<String, Value>| {
            let values = members.get("enum").and_then(Value::as_array);
            values.map_or(0, Vec::len)
        };
        let before = count(members);
        let unfit = types::narrow(members);
        if unfit.is_empty() {
            return;
        }
        let now = at.now.child("enum");
        let places = (0..before).map(|index| self.step.written(&now.index(index)));
        let places: Vec<Pointer> = places.collect();
        for index in &unfit {
            let Some(place) = places.get(*index) else {
                continue;
            };
            let message = "the value is of none of the types that `type` lists";
            self.diagnostics.push(
                Diagnostic::new(Code::EnumValuesIgnored, place, message)
                    .label("left out")
                    .hint("add its type to `type`, or correct the value"),
            );
        }
        // The values behind those that are left out have other numbers now.
        if count(members) > 0 {
            let kept = places.into_iter().enumerate();
            let kept = kept.filter(|(index, _)| unfit.binary_search(index).is_err());
            for (index, (_, place)) in kept.enumerate() {
                self.step.stands_for(place, now.index(index));
            }
        }
    }

    /// A keyword that is about values of other types is legal, and hardly ever meant (JSON Schema 2020-12, Validation,
    /// section 6).
    fn idle(&mut self, keyword: &str, members: &Map<String, Value>, at: &At, renamed: &Renamed) {
        let types = match members.get("type") {
            Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(only)) => vec![only.as_str()],
            Some(_) | None => Vec::new(),
        };
        let written = renamed.get(keyword).map_or(keyword, String::as_str);
        let message = format!(
            "`{written}` says nothing about values of the type `{}`",
            types.join("` or `")
        );
        let before = match renamed.get(keyword) {
            Some(old) => at.before.child(old),
            None => self.step.written(&at.now.child(keyword)),
        };
        let place = Place::key(before);
        self.diagnostics.push(
            Diagnostic::new(Code::KeywordOfAnotherType, place, message)
                .label("without effect")
                .hint("correct `type`, or take the keyword out"),
        );
    }

    /// The schemas in one of the schemas that a list of types was made into: all of them moved.
    fn branch(
        &mut self,
        members: &mut Map<String, Value>,
        whole: &At,
        now: &Pointer,
        renamed: &Renamed,
    ) {
        for (key, member) in members.iter_mut() {
            let old = renamed.get(key).unwrap_or(key);
            let child = At {
                before: whole.before.child(old),
                now: now.child(key),
            };
            let Some(shape) = Kind::Schema
                .member(key)
                .filter(|shape| shape.holds_objects())
            else {
                // A keyword that was made of another one still stands for it.
                let before = match renamed.get(key) {
                    Some(_) => child.before,
                    None => self.step.written(&whole.now.child(key)),
                };
                // Of listed values each type has some: their numbers are not those that were written.
                if before == whole.before.child(old) && key != "enum" {
                    self.step.stands_for(before, child.now);
                } else {
                    self.step.made_of(before, child.now);
                }
                continue;
            };
            self.step.add(child.before.clone(), child.now.clone());
            self.member(shape, member, &child);
        }
    }
}

/// Makes a dynamic reference one like all others, in documents of earlier versions too. Answers the keyword that the
/// reference was written with.
fn dynamic_reference(members: &mut Map<String, Value>) -> &'static str {
    match members.shift_remove("$dynamicRef") {
        Some(reference) if !members.contains_key("$ref") => {
            members.insert("$ref".to_owned(), reference);
            "$dynamicRef"
        }
        _ => "$ref",
    }
}

/// `x-nullable` is how documents of 2.0 say what 3.0 has a word for.
fn nullable(converter: &mut Converter<'_>, members: &mut Map<String, Value>, at: &At) {
    if members.get("x-nullable") == Some(&Value::Bool(true)) {
        members.shift_remove("x-nullable");
        members.insert("nullable".to_owned(), Value::Bool(true));
        let before = at.before.child("x-nullable");
        converter.step.stands_for(before, at.now.child("nullable"));
    }
}

/// `type: file` is how Swagger 2.0 says bytes.
fn file(members: &mut Map<String, Value>) {
    if members.get("type").and_then(Value::as_str) == Some("file") {
        members.insert("type".to_owned(), Value::from("string"));
        members.insert("format".to_owned(), Value::from("binary"));
    }
}

/// The name of a property alone is how Swagger 2.0 says what tells schemas apart.
fn discriminator(converter: &mut Converter<'_>, members: &mut Map<String, Value>, at: &At) {
    let Some(discriminator @ Value::String(_)) = members.get_mut("discriminator") else {
        return;
    };
    let name = discriminator.take();
    *discriminator = json!({ "propertyName": name });
    let before = at.before.child("discriminator");
    let now = at.now.child("discriminator").child("propertyName");
    converter.step.stands_for(before, now);
}

/// `const` is an `enum` of one.
fn constant(converter: &mut Converter<'_>, members: &mut Map<String, Value>, at: &At) {
    let Some(value) = members.shift_remove("const") else {
        return;
    };
    if value.is_null() {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    converter
        .step
        .made_of(at.before.child("const"), at.now.child("enum"));
    members.insert("enum".to_owned(), json!([value]));
}

/// An exclusive bound that is a number is a bound with a flag; of two bounds the narrower one holds.
fn bound(
    converter: &mut Converter<'_>,
    members: &mut Map<String, Value>,
    at: &At,
    exclusive: &str,
    inclusive: &str,
) {
    let Some(Value::Number(bound)) = member_of(members, exclusive) else {
        return;
    };
    let bound = bound.clone();
    let is_wider = match members.get(inclusive) {
        Some(Value::Number(other)) => match (bound.as_f64(), other.as_f64()) {
            (Some(bound), Some(other)) if inclusive == "minimum" => other > bound,
            (Some(bound), Some(other)) => other < bound,
            _ => false,
        },
        Some(_) | None => false,
    };
    if is_wider {
        members.shift_remove(exclusive);
        return;
    }
    converter
        .step
        .stands_for(at.before.child(exclusive), at.now.child(inclusive));
    members.insert(inclusive.to_owned(), Value::Number(bound));
    members.insert(exclusive.to_owned(), Value::Bool(true));
}

/// Bytes in texts, and bytes as they are (`OpenAPI` 3.1.1, section 4.4.1).
fn content(members: &mut Map<String, Value>) {
    let text = |key: &str| {
        let text = member_of(members, key).and_then(Value::as_str);
        text.unwrap_or_default()
    };
    let encoding = text("contentEncoding").to_ascii_lowercase();
    let media_type = text("contentMediaType").to_ascii_lowercase();
    let has_format = members.contains_key("format");
    let is_text = match members.get("type") {
        Some(Value::String(ty)) => ty == "string",
        Some(Value::Array(types)) => types.iter().any(|ty| ty == "string"),
        _ => false,
    };
    let has_type = members.contains_key("type");
    if matches!(encoding.as_str(), "base64" | "base64url") {
        if has_format || (has_type && !is_text) {
            return;
        }
        members.insert("format".to_owned(), Value::from("byte"));
        if encoding == "base64" {
            members.shift_remove("contentEncoding");
        }
    } else if encoding.is_empty() && !media_type.is_empty() && !has_format {
        let is_bytes = media_type == "application/octet-stream";
        if has_type && !(is_text && is_bytes) {
            return;
        }
        members.insert("format".to_owned(), Value::from("binary"));
        if is_bytes {
            members.shift_remove("contentMediaType");
        }
    } else {
        return;
    }
    if !has_type {
        members.insert("type".to_owned(), Value::from("string"));
    }
}
