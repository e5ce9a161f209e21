//! One schema object, keyword by keyword.
use super::{Dialect, Direction, Schemas, escaped, place_of};
use serde_json::{Map, Number, Value, json};
use std::collections::BTreeSet;

/// The formats that values have to keep to: those that decide the type of a field, and addresses, by which branches of
/// unions differ. All others are remarks.
pub const ASSERTED: [&str; 6] = ["date", "date-time", "uuid", "byte", "ipv4", "ipv6"];

/// The JSON types that there are.
const TYPES: [&str; 7] = [
    "array", "boolean", "integer", "null", "number", "object", "string",
];

/// Where a schema stands: its place, and the number of the definition that it is part of.
#[derive(Clone, Copy)]
struct At<'a> {
    place: &'a str,
    owner: usize,
}

impl Schemas<'_> {
    /// The schema at a place, which is part of the one with the number `owner`.
    pub(super) fn schema(&mut self, schema: &Value, place: &str, owner: usize) -> Value {
        let Value::Object(schema) = schema else {
            return Value::Bool(schema.as_bool() != Some(false));
        };
        let mut out = Map::new();
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.reference(reference, owner);
            let is_remark = |name: &String| {
                matches!(name.as_str(), "$ref" | "summary" | "description" | "title")
                    || name.starts_with("x-")
            };
            if self.dialect != Dialect::OpenApi31 || schema.keys().all(is_remark) {
                // Before 3.1, what stands beside a reference has no effect.
                return target;
            }
            out.insert("allOf".to_owned(), json!([target]));
        }
        for keyword in ["$dynamicRef", "$recursiveRef", "$id"] {
            if schema.contains_key(keyword) && self.dialect == Dialect::OpenApi31 {
                let cause = format!("`{keyword}` is not converted");
                self.broken.insert(owner, cause);
            }
        }
        if self.is_unclear(schema) {
            out.insert("x-unclear".to_owned(), Value::Bool(true));
        }
        let at = At { place, owner };
        self.types(schema, &mut out);
        self.numbers(schema, &mut out);
        self.counts(schema, &mut out);
        self.texts(schema, &mut out);
        self.items(schema, at, &mut out);
        self.members(schema, at, &mut out);
        self.parts(schema, at, &mut out);
        self.remarks(schema, place, &mut out);
        Value::Object(out)
    }

    /// Whether a branch of a union says nothing but `nullable: true`. By the letter of 3.0 it allows any value; it is
    /// written to allow `null`, which 3.0 has no other words for.
    fn is_null(&self, branch: &Value) -> bool {
        let Some(schema) = branch.as_object() else {
            return false;
        };
        let is_remark = |name: &String| {
            matches!(name.as_str(), "nullable" | "description" | "title") || name.starts_with("x-")
        };
        self.dialect == Dialect::OpenApi30
            && schema.get("nullable") == Some(&Value::Bool(true))
            && schema.keys().all(is_remark)
    }

    /// Whether a keyword is written as its version does not allow, so that nobody can say which values are meant. No
    /// samples are made of such a schema; the document's own examples are judged without the keyword.
    fn is_unclear(&self, schema: &Map<String, Value>) -> bool {
        let is_type = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
        let of_type = match schema.get("type") {
            Some(Value::Array(several)) => {
                self.dialect != Dialect::OpenApi31 || !several.iter().all(is_type)
            }
            Some(one) => !is_type(one) || (one == "null" && self.dialect != Dialect::OpenApi31),
            None => false,
        };
        let is_schema = |value: &Value| value.is_object() || value.is_boolean();
        let of_items = schema.get("items").is_some_and(|items| !is_schema(items));
        let later = ["const", "prefixItems", "patternProperties", "$defs"];
        let is_later = |keyword: &&str| schema.contains_key(*keyword);
        let of_version = self.dialect != Dialect::OpenApi31 && later.iter().any(is_later);
        let unions = ["oneOf", "anyOf"].iter().any(is_later);
        of_type || of_items || of_version || (unions && self.dialect == Dialect::Swagger2)
    }

    fn types(&self, schema: &Map<String, Value>, out: &mut Map<String, Value>) {
        let mut types: Vec<String> = match schema.get("type") {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(several)) if self.dialect == Dialect::OpenApi31 => several
                .iter()
                .filter_map(|one| Some(one.as_str()?.to_owned()))
                .collect(),
            _ => Vec::new(),
        };
        // A type that JSON does not have, `file` for one, says nothing of values.
        types.retain(|name| TYPES.contains(&name.as_str()));
        let nullable = match self.dialect {
            Dialect::Swagger2 => "x-nullable",
            Dialect::OpenApi30 => "nullable",
            Dialect::OpenApi31 => "",
        };
        // Without a type `nullable` adds nothing (3.0.3, Schema Object).
        if schema.get(nullable) == Some(&Value::Bool(true)) && !types.is_empty() {
            types.push("null".to_owned());
        }
        types.dedup();
        match types.as_slice() {
            [] => {}
            [one] => {
                out.insert("type".to_owned(), json!(one));
            }
            several => {
                out.insert("type".to_owned(), json!(several));
            }
        }
        if let Some(Value::Array(values)) = schema.get("enum")
            && !values.is_empty()
        {
            out.insert("enum".to_owned(), json!(values));
        }
        if let Some(value) = schema.get("const")
            && self.dialect == Dialect::OpenApi31
        {
            out.insert("const".to_owned(), value.clone());
        }
    }

    fn numbers(&self, schema: &Map<String, Value>, out: &mut Map<String, Value>) {
        for (bound, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            let value = schema.get(bound).filter(|value| value.is_number());
            let is_exclusive = match (self.dialect, schema.get(exclusive)) {
                (Dialect::Swagger2 | Dialect::OpenApi30, Some(Value::Bool(is))) => *is,
                (Dialect::OpenApi31, Some(other @ Value::Number(_))) => {
                    out.insert(exclusive.to_owned(), other.clone());
                    false
                }
                _ => false,
            };
            if let Some(value) = value {
                let keyword = if is_exclusive { exclusive } else { bound };
                out.insert(keyword.to_owned(), value.clone());
            }
        }
        let step = schema.get("multipleOf");
        if let Some(step) = step.filter(|step| step.as_f64().is_some_and(|step| step > 0.0)) {
            out.insert("multipleOf".to_owned(), step.clone());
        }
        let is_integer = |value: &Value| value == "integer";
        let integers = match schema.get("type") {
            Some(Value::Array(types)) => types.iter().any(is_integer),
            Some(one) => is_integer(one),
            None => false,
        };
        let format = schema.get("format").and_then(Value::as_str);
        if integers && let Some((least, most)) = format.and_then(range) {
            tighten(out, "minimum", &least, |known, new| known >= new);
            tighten(out, "maximum", &most, |known, new| known <= new);
        }
    }

    fn counts(&self, schema: &Map<String, Value>, out: &mut Map<String, Value>) {
        let counts = [
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ];
        let later = ["minContains", "maxContains"];
        let later = later.iter().filter(|_| self.dialect == Dialect::OpenApi31);
        for keyword in counts.iter().chain(later) {
            if let Some(value) = schema.get(*keyword).filter(|value| value.is_u64()) {
                out.insert((*keyword).to_owned(), value.clone());
            }
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            out.insert("uniqueItems".to_owned(), Value::Bool(true));
        }
    }

    fn texts(&mut self, schema: &Map<String, Value>, out: &mut Map<String, Value>) {
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
            let keyword = if self.runs(pattern) {
                "pattern"
            } else {
                "x-pattern"
            };
            out.insert(keyword.to_owned(), json!(pattern));
        }
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            let keyword = if ASSERTED.contains(&format) {
                "format"
            } else {
                "x-format"
            };
            out.insert(keyword.to_owned(), json!(format));
        }
        // Clients read the bytes of either.
        if schema.get("contentEncoding") == Some(&json!("base64"))
            && self.dialect == Dialect::OpenApi31
        {
            out.insert("format".to_owned(), json!("byte"));
        }
    }

    fn items(&mut self, schema: &Map<String, Value>, at: At<'_>, out: &mut Map<String, Value>) {
        self.one(schema, "items", at, out);
        if self.dialect == Dialect::OpenApi31 {
            self.one(schema, "contains", at, out);
            self.one(schema, "unevaluatedItems", at, out);
            self.list(schema, "prefixItems", at, out);
        }
    }

    fn members(&mut self, schema: &Map<String, Value>, at: At<'_>, out: &mut Map<String, Value>) {
        self.map(schema, "properties", at, out);
        self.one(schema, "additionalProperties", at, out);
        if self.dialect == Dialect::OpenApi31 {
            self.one(schema, "propertyNames", at, out);
            self.one(schema, "unevaluatedProperties", at, out);
            self.map(schema, "patternProperties", at, out);
            self.map(schema, "dependentSchemas", at, out);
            if let Some(Value::Object(rules)) = schema.get("dependentRequired")
                && rules.values().all(Value::is_array)
            {
                out.insert("dependentRequired".to_owned(), json!(rules));
            }
        }
        if let Some(Value::Array(names)) = schema.get("required") {
            let mut gone = BTreeSet::new();
            self.elsewhere(schema, &mut gone, 0);
            let names: BTreeSet<&str> = names
                .iter()
                .filter_map(Value::as_str)
                .filter(|name| !gone.contains(*name))
                .collect();
            out.insert("required".to_owned(), json!(names));
        }
    }

    fn parts(&mut self, schema: &Map<String, Value>, at: At<'_>, out: &mut Map<String, Value>) {
        self.list(schema, "allOf", at, out);
        if self.dialect == Dialect::Swagger2 {
            return;
        }
        self.list(schema, "oneOf", at, out);
        self.list(schema, "anyOf", at, out);
        self.one(schema, "not", at, out);
        if self.dialect == Dialect::OpenApi31 {
            for keyword in ["if", "then", "else"] {
                self.one(schema, keyword, at, out);
            }
        }
    }

    /// A keyword that holds a schema.
    fn one(
        &mut self,
        schema: &Map<String, Value>,
        keyword: &str,
        at: At<'_>,
        out: &mut Map<String, Value>,
    ) {
        if let Some(part @ (Value::Object(_) | Value::Bool(_))) = schema.get(keyword) {
            let part = self.schema(part, &format!("{}/{keyword}", at.place), at.owner);
            out.insert(keyword.to_owned(), part);
        }
    }

    /// A keyword that holds a list of schemas.
    fn list(
        &mut self,
        schema: &Map<String, Value>,
        keyword: &str,
        at: At<'_>,
        out: &mut Map<String, Value>,
    ) {
        let Some(Value::Array(parts)) = schema.get(keyword) else {
            return;
        };
        let mut converted = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let place = format!("{}/{keyword}/{index}", at.place);
            converted.push(if keyword != "allOf" && self.is_null(part) {
                json!({"type": "null"})
            } else {
                self.schema(part, &place, at.owner)
            });
        }
        if let Some(Value::Array(known)) = out.get_mut(keyword) {
            known.extend(converted);
        } else if !converted.is_empty() {
            out.insert(keyword.to_owned(), Value::Array(converted));
        }
    }

    /// A keyword that holds schemas by name.
    fn map(
        &mut self,
        schema: &Map<String, Value>,
        keyword: &str,
        at: At<'_>,
        out: &mut Map<String, Value>,
    ) {
        let Some(Value::Object(members)) = schema.get(keyword) else {
            return;
        };
        let mut converted = Map::new();
        for (name, member) in members {
            if keyword == "patternProperties" && !self.runs(name) {
                continue;
            }
            let place = format!("{}/{keyword}/{}", at.place, escaped(name));
            let value = if self.is_elsewhere(member) {
                Value::Bool(false)
            } else {
                self.schema(member, &place, at.owner)
            };
            converted.insert(name.clone(), value);
        }
        out.insert(keyword.to_owned(), Value::Object(converted));
    }

    /// Whether a member is not there in values that go this way.
    fn is_elsewhere(&self, member: &Value) -> bool {
        let keyword = match self.direction {
            Direction::Both => return false,
            Direction::Request => "readOnly",
            Direction::Answer => "writeOnly",
        };
        let mut member = member;
        // A reference to a schema that says so says so too.
        for _ in 0..8 {
            if member.get(keyword) == Some(&Value::Bool(true)) {
                return true;
            }
            match self.referred(member) {
                Some(next) => member = next,
                None => return false,
            }
        }
        false
    }

    /// What the reference of a schema leads to.
    fn referred(&self, schema: &Value) -> Option<&Value> {
        let reference = schema.get("$ref")?.as_str()?;
        self.tree.pointer(&place_of(reference)?)
    }

    /// The members of a schema and of the parts of its `allOf` that are not there in values that go this way.
    fn elsewhere(&self, schema: &Map<String, Value>, gone: &mut BTreeSet<String>, depth: usize) {
        if self.direction == Direction::Both || depth > 8 {
            return;
        }
        if let Some(Value::Object(members)) = schema.get("properties") {
            for (name, member) in members {
                if self.is_elsewhere(member) {
                    gone.insert(name.clone());
                }
            }
        }
        let parts = schema.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            if let Some(part) = self.referred(part).unwrap_or(part).as_object() {
                self.elsewhere(part, gone, depth + 1);
            }
        }
    }

    /// What the validator does not read, and the makers of samples do.
    fn remarks(&mut self, schema: &Map<String, Value>, place: &str, out: &mut Map<String, Value>) {
        let mut own: Vec<&Value> = Vec::new();
        own.extend(schema.get("example"));
        if self.dialect == Dialect::OpenApi31
            && let Some(Value::Array(several)) = schema.get("examples")
        {
            own.extend(several);
        }
        own.extend(schema.get("default"));
        if !own.is_empty() {
            out.insert("x-own".to_owned(), json!(own));
        }
        let property = match schema.get("discriminator") {
            Some(Value::String(name)) if self.dialect == Dialect::Swagger2 => name.clone(),
            Some(Value::Object(object)) => match object.get("propertyName") {
                Some(Value::String(name)) => name.clone(),
                _ => return,
            },
            _ => return,
        };
        let tags = self.tags(schema, place);
        let discriminator = json!({"property": property, "tags": tags});
        out.insert("x-discriminator".to_owned(), discriminator);
    }

    /// The tags of a discriminator, each with the number of the schema that it stands for.
    fn tags(&mut self, schema: &Map<String, Value>, place: &str) -> Vec<(String, usize)> {
        let mut tags: Vec<(String, usize)> = Vec::new();
        let mapping = schema
            .get("discriminator")
            .and_then(|object| object.get("mapping"));
        for (tag, target) in mapping.and_then(Value::as_object).into_iter().flatten() {
            if let Some(target) = target.as_str() {
                tags.push((tag.clone(), self.named(target)));
            }
        }
        let mut implied: Vec<String> = Vec::new();
        let branches = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|keyword| schema.get(*keyword)?.as_array());
        for branch in branches.flatten() {
            let reference = branch.get("$ref").and_then(Value::as_str);
            implied.extend(reference.and_then(place_of));
        }
        if implied.is_empty() {
            implied = self.heirs(place);
        }
        for target in implied {
            let index = self.number(&target);
            // A mapping replaces the tag that the name of a schema is.
            if !tags.iter().any(|(_, known)| *known == index) {
                let name = target.rsplit('/').next().unwrap_or_default();
                tags.push((super::unescaped(name), index));
            }
        }
        tags
    }

    /// The schemas whose `allOf` names the one at a place.
    fn heirs(&self, place: &str) -> Vec<String> {
        let home = self.home();
        let all = self.tree.pointer(home).and_then(Value::as_object);
        let mut heirs = Vec::new();
        for (name, schema) in all.into_iter().flatten() {
            let parts = schema.get("allOf").and_then(Value::as_array);
            let names_it = parts.into_iter().flatten().any(|part| {
                let reference = part.get("$ref").and_then(Value::as_str);
                reference.and_then(place_of).as_deref() == Some(place)
            });
            if names_it {
                heirs.push(format!("{home}/{}", escaped(name)));
            }
        }
        heirs
    }
}

/// What an integer format leaves of the whole numbers.
fn range(format: &str) -> Option<(Number, Number)> {
    let signed = |least: i64, most: i64| Some((least.into(), most.into()));
    match format {
        "int8" => signed(i8::MIN.into(), i8::MAX.into()),
        "int16" => signed(i16::MIN.into(), i16::MAX.into()),
        "int32" => signed(i32::MIN.into(), i32::MAX.into()),
        "int64" => signed(i64::MIN, i64::MAX),
        "uint8" => signed(0, u8::MAX.into()),
        "uint16" => signed(0, u16::MAX.into()),
        "uint32" => signed(0, u32::MAX.into()),
        "uint64" => Some((0.into(), u64::MAX.into())),
        _ => None,
    }
}

/// A bound as it is, unless there is a tighter one.
fn tighten(
    out: &mut Map<String, Value>,
    keyword: &str,
    bound: &Number,
    is_tighter: fn(f64, f64) -> bool,
) {
    let known = out.get(keyword).and_then(Value::as_f64);
    let new = bound.as_f64().unwrap_or_default();
    if !known.is_some_and(|known| is_tighter(known, new)) {
        out.insert(keyword.to_owned(), Value::Number(bound.clone()));
    }
}
