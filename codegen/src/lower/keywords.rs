//! One schema object as a flat list of keywords: `openapiv3` sorts schemas into kinds, whose borders
//! are not ours. Every field is bound by name here, so that a new one can not be overlooked.
use super::{
    carried::Carried,
    companions::Companions,
    constraints::Contradiction,
    enumeration::Listed,
    formats,
    values::{bound_text, json_text},
};
use crate::{
    diag::Pointer,
    ir::{Access, Deprecation, Docs, Fact},
    source::Document,
};
use openapiv3::{
    AdditionalProperties, Schema, SchemaData, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde_json::{Map, Value};

/// The keywords of one schema object. Subschemas are known by name or number: each stands at its own place.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the keywords of the standard"
)]
pub(super) struct Keywords {
    pub(super) ty: Option<String>,
    pub(super) format: Option<String>,
    pub(super) nullable: bool,
    pub(super) enumeration: Vec<Value>,
    pub(super) pattern: Option<String>,
    pub(super) length: (Option<usize>, Option<usize>),
    pub(super) numeric: Numeric,
    pub(super) properties: Vec<String>,
    pub(super) required: Vec<String>,
    pub(super) additional: Additional,
    pub(super) property_count: (Option<usize>, Option<usize>),
    /// The place of the schema of all items.
    pub(super) items: Option<Pointer>,
    pub(super) item_count: (Option<usize>, Option<usize>),
    pub(super) unique_items: bool,
    pub(super) one_of: usize,
    pub(super) any_of: usize,
    pub(super) all_of: usize,
    pub(super) has_not: bool,
    pub(super) has_discriminator: bool,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) default: Option<Value>,
    pub(super) example: Option<Value>,
    pub(super) external_docs: Option<(String, Option<String>)>,
    pub(super) companions: Companions,
    pub(super) carried: Carried,
    pub(super) has_xml: bool,
    /// Whether the default is written as null, which what reads the document takes for nothing.
    pub(super) has_null_default: bool,
    /// The keywords that list values or schemas, and have an empty list.
    pub(super) empty_lists: Vec<&'static str>,
    /// What contradicts itself, and was left out for it.
    pub(super) contradictions: Vec<Contradiction>,
}

/// Bounds of numbers, as texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Numeric {
    pub(super) minimum: Option<String>,
    pub(super) maximum: Option<String>,
    pub(super) exclusive_minimum: bool,
    pub(super) exclusive_maximum: bool,
    pub(super) multiple_of: Option<String>,
}

/// What a schema says of members that it does not declare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Additional {
    /// Nothing: they are allowed, but nobody expects any.
    #[default]
    Unsaid,
    /// There are none.
    Forbidden,
    /// Of any type.
    Any,
    /// Of the type of the schema at this place.
    Typed(Pointer),
}

impl Keywords {
    /// The keywords of the schema that stands at a place of a document.
    pub(super) fn new(schema: Schema, document: &Document, at: &Pointer) -> Self {
        let Schema {
            schema_data,
            schema_kind,
        } = schema;
        let mut keywords = Self::of_data(schema_data);
        match schema_kind {
            SchemaKind::Type(ty) => keywords.add_type(ty, at),
            SchemaKind::OneOf { one_of } => keywords.one_of = one_of.len(),
            SchemaKind::AllOf { all_of } => keywords.all_of = all_of.len(),
            SchemaKind::AnyOf { any_of } => keywords.any_of = any_of.len(),
            SchemaKind::Not { not: _ } => keywords.has_not = true,
            SchemaKind::Any(any) => keywords.add_any(any, at),
        }
        let written = document.get(at).and_then(Value::as_object);
        if let Some(written) = written {
            keywords.look(written);
            keywords.keep_numbers(written);
        }
        keywords.settle_whole_numbers();
        if written.is_some_and(Document::carries) {
            keywords.carry(document, at);
        }
        keywords.forget_foreign();
        keywords.settle();
        keywords
    }

    /// Takes what `openapiv3` has no word for.
    fn look(&mut self, written: &Map<String, Value>) {
        self.has_xml = written.contains_key("xml");
        self.has_null_default = written.get("default").is_some_and(Value::is_null);
        let lists = ["enum", "oneOf", "anyOf", "allOf"];
        let is_empty = |keyword: &&str| {
            let list = written.get(*keyword).and_then(Value::as_array);
            list.is_some_and(Vec::is_empty)
        };
        self.empty_lists = lists.into_iter().filter(is_empty).collect();
    }

    /// Numbers as they stand in the document: `openapiv3` has them as floats, which lose digits of whole ones.
    fn keep_numbers(&mut self, written: &Map<String, Value>) {
        let number = |keyword: &str| written.get(keyword).filter(|it| it.is_number());
        for (keyword, bound) in [
            ("minimum", &mut self.numeric.minimum),
            ("maximum", &mut self.numeric.maximum),
            ("multipleOf", &mut self.numeric.multiple_of),
        ] {
            if let Some(bound) = bound
                && let Some(number) = number(keyword)
            {
                *bound = bound_text(number);
            }
        }
        if self.ty.as_deref() == Some("number")
            && !self.enumeration.is_empty()
            && let Some(listed) = written.get("enum").and_then(Value::as_array)
            && listed.len() == self.enumeration.len()
        {
            self.enumeration.clone_from(listed);
        }
    }

    /// The formats of whole numbers are formats of `number` too (`OpenAPI` Format Registry). A float would lose digits of
    /// those with 64 bits; it holds shorter ones exactly, and fractions as well, which some servers send all the same.
    fn settle_whole_numbers(&mut self) {
        let is_long = matches!(self.format.as_deref(), Some("int64" | "uint64"));
        if is_long && self.ty.as_deref() == Some("number") && self.enumeration.is_empty() {
            self.ty = Some("integer".into());
        }
    }

    fn of_data(data: SchemaData) -> Self {
        let SchemaData {
            nullable,
            read_only,
            write_only,
            deprecated,
            external_docs,
            example,
            title,
            description,
            discriminator,
            default,
            extensions,
        } = data;
        Self {
            nullable,
            read_only,
            write_only,
            deprecated,
            external_docs: external_docs.map(|docs| (docs.url, docs.description)),
            example,
            title,
            description,
            has_discriminator: discriminator.is_some(),
            default,
            companions: Companions::new(&extensions),
            ..Self::default()
        }
    }

    fn add_type(&mut self, ty: Type, at: &Pointer) {
        match ty {
            Type::String(string) => {
                self.ty = Some("string".into());
                self.format = format_name(string.format, |format| match format {
                    openapiv3::StringFormat::Date => "date",
                    openapiv3::StringFormat::DateTime => "date-time",
                    openapiv3::StringFormat::Password => "password",
                    openapiv3::StringFormat::Byte => "byte",
                    openapiv3::StringFormat::Binary => "binary",
                });
                self.pattern = string.pattern;
                self.enumeration = values(string.enumeration);
                self.length = (string.min_length, string.max_length);
            }
            Type::Number(number) => {
                self.ty = Some("number".into());
                self.format = format_name(number.format, |format| match format {
                    openapiv3::NumberFormat::Float => "float",
                    openapiv3::NumberFormat::Double => "double",
                });
                self.numeric = Numeric {
                    minimum: number.minimum.map(number_text),
                    maximum: number.maximum.map(number_text),
                    exclusive_minimum: number.exclusive_minimum,
                    exclusive_maximum: number.exclusive_maximum,
                    multiple_of: number.multiple_of.map(number_text),
                };
                self.enumeration = values(number.enumeration);
            }
            Type::Integer(integer) => {
                self.ty = Some("integer".into());
                self.format = format_name(integer.format, |format| match format {
                    openapiv3::IntegerFormat::Int32 => "int32",
                    openapiv3::IntegerFormat::Int64 => "int64",
                });
                self.numeric = Numeric {
                    minimum: integer.minimum.map(|bound| bound.to_string()),
                    maximum: integer.maximum.map(|bound| bound.to_string()),
                    exclusive_minimum: integer.exclusive_minimum,
                    exclusive_maximum: integer.exclusive_maximum,
                    multiple_of: integer.multiple_of.map(|of| of.to_string()),
                };
                self.enumeration = values(integer.enumeration);
            }
            Type::Boolean(boolean) => {
                self.ty = Some("boolean".into());
                self.enumeration = values(boolean.enumeration);
            }
            Type::Object(object) => {
                self.ty = Some("object".into());
                self.properties = object.properties.into_keys().collect();
                self.required = object.required;
                self.additional = additional(object.additional_properties.as_ref(), at);
                self.property_count = (object.min_properties, object.max_properties);
            }
            Type::Array(array) => {
                self.ty = Some("array".into());
                self.items = array.items.map(|_| at.child("items"));
                self.item_count = (array.min_items, array.max_items);
                self.unique_items = array.unique_items;
            }
        }
    }

    fn add_any(&mut self, any: openapiv3::AnySchema, at: &Pointer) {
        let openapiv3::AnySchema {
            typ,
            pattern,
            multiple_of,
            exclusive_minimum,
            exclusive_maximum,
            minimum,
            maximum,
            properties,
            required,
            additional_properties,
            min_properties,
            max_properties,
            items,
            min_items,
            max_items,
            unique_items,
            enumeration,
            format,
            min_length,
            max_length,
            one_of,
            all_of,
            any_of,
            not,
        } = any;
        self.ty = typ;
        self.format = format.filter(|format| !format.is_empty());
        self.enumeration = enumeration;
        self.pattern = pattern;
        self.length = (min_length, max_length);
        self.numeric = Numeric {
            minimum: minimum.map(number_text),
            maximum: maximum.map(number_text),
            exclusive_minimum: exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: exclusive_maximum.unwrap_or_default(),
            multiple_of: multiple_of.map(number_text),
        };
        self.properties = properties.into_keys().collect();
        self.required = required;
        self.additional = additional(additional_properties.as_ref(), at);
        self.property_count = (min_properties, max_properties);
        self.items = items.map(|_| at.child("items"));
        self.item_count = (min_items, max_items);
        self.unique_items = unique_items.unwrap_or_default();
        self.one_of = one_of.len();
        self.all_of = all_of.len();
        self.any_of = any_of.len();
        self.has_not = not.is_some();
    }

    /// The branches of `oneOf`, or else of `anyOf`, by their places.
    pub(super) fn branches(&self, at: &Pointer) -> Vec<Pointer> {
        let (keyword, count) = if self.one_of > 0 {
            ("oneOf", self.one_of)
        } else {
            ("anyOf", self.any_of)
        };
        let list = at.child(keyword);
        (0..count).map(|index| list.index(index)).collect()
    }

    /// The parts of `allOf`, by their places.
    pub(super) fn parts(&self, at: &Pointer) -> Vec<Pointer> {
        let list = at.child("allOf");
        (0..self.all_of).map(|index| list.index(index)).collect()
    }

    /// Which way values go.
    pub(super) fn access(&self) -> Access {
        match (self.read_only, self.write_only) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (false, false) | (true, true) => Access::Both,
        }
    }

    /// Whether the schema itself says something about the type of a value, apart from `allOf`.
    pub(super) fn says_type(&self) -> bool {
        self.is_object()
            || self.ty.is_some()
            || self.format.is_some()
            || !self.enumeration.is_empty()
            || self.describes_items()
            || self.one_of > 0
            || self.any_of > 0
    }

    /// Whether the schema speaks of an object.
    pub(super) fn is_object(&self) -> bool {
        if let Some(ty) = &self.ty {
            return ty == "object";
        }
        let has_branches = self.one_of + self.any_of > 0;
        let says_more = match self.additional {
            Additional::Unsaid => false,
            // Beside a union, it means that the branches are all there is.
            Additional::Forbidden => !has_branches,
            Additional::Any | Additional::Typed(_) => true,
        };
        !self.properties.is_empty()
            || !self.carried.patterns.is_empty()
            || says_more
            || (!self.required.is_empty() && !has_branches)
    }

    /// Whether the schema bounds the number of members. A constraint says nothing about the type where
    /// another part does: it may narrow what a reference names.
    pub(super) fn counts_members(&self) -> bool {
        self.property_count != (None, None)
    }

    /// Whether all that the schema says about the type, apart from `allOf`, is that it is an object.
    pub(super) fn says_object_alone(&self) -> bool {
        self.ty.as_deref() == Some("object")
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.carried.patterns.is_empty()
            && self.additional == Additional::Unsaid
            && self.one_of + self.any_of == 0
    }

    /// What the schema says for the reader.
    pub(super) fn docs(&self) -> Docs {
        Docs {
            summary: self.title.clone(),
            description: self.description.clone(),
            facts: self.facts(),
            deprecation: Deprecation::from(self.deprecated),
            details: Vec::new(),
        }
    }

    /// Whether the listed values are not those of an enumeration.
    fn has_plain_values(&self) -> bool {
        match self.listed() {
            Some(Listed::Booleans) => !self.lists_both_booleans(),
            Some(Listed::Strings | Listed::Integers | Listed::Numbers | Listed::Mixed) => false,
            None => !self.enumeration.is_empty(),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        let format = self
            .format
            .as_deref()
            .filter(|format| !formats::is_typed(self.implied_type(), format));
        facts.extend(format.map(|format| Fact::Format(format.to_owned())));
        if self.length != (None, None) {
            facts.push(Fact::Length(self.length.0, self.length.1));
        }
        facts.extend(self.pattern.clone().map(Fact::Pattern));
        self.numeric.add_facts(&mut facts);
        if self.item_count != (None, None) {
            facts.push(Fact::Items(self.item_count.0, self.item_count.1));
        }
        if self.unique_items {
            facts.push(Fact::UniqueItems);
        }
        if self.property_count != (None, None) {
            facts.push(Fact::Properties(
                self.property_count.0,
                self.property_count.1,
            ));
        }
        self.add_names(&mut facts);
        let requirements = self.carried.requirements.iter().cloned();
        facts.extend(requirements.map(|(member, others)| Fact::Requires(member, others)));
        if self.has_plain_values() {
            let values = self.enumeration.iter().filter(|value| !value.is_null());
            let values: Vec<String> = values.map(json_text).collect();
            facts.extend((!values.is_empty()).then_some(Fact::Values(values)));
        }
        facts.extend(
            self.default
                .as_ref()
                .map(|value| Fact::Default(json_text(value))),
        );
        let examples = self.example.iter().chain(&self.carried.examples);
        facts.extend(examples.map(|value| Fact::Example(json_text(value))));
        if self.read_only {
            facts.push(Fact::ReadOnly);
        }
        if self.write_only {
            facts.push(Fact::WriteOnly);
        }
        if self.carried.media_type.is_some() || self.carried.encoding.is_some() {
            let Carried {
                media_type,
                encoding,
                ..
            } = self.carried.clone();
            facts.push(Fact::Content(media_type, encoding));
        }
        let unchecked = self.carried.unchecked.iter().copied();
        let says_names = !self.carried.names.is_empty() || self.carried.name_pattern.is_some();
        let is_said = |keyword: &str| match keyword {
            "propertyNames" => says_names,
            "dependentRequired" => true,
            _ => false,
        };
        let unchecked: Vec<&str> = unchecked.filter(|keyword| !is_said(keyword)).collect();
        if !unchecked.is_empty() {
            facts.push(Fact::Unchecked(unchecked));
        }
        let external = self.external_docs.clone();
        facts.extend(external.map(|(url, description)| Fact::ExternalDocs(url, description)));
        facts
    }
}

impl Numeric {
    fn add_facts(&self, facts: &mut Vec<Fact>) {
        if let Some(bound) = self.minimum.clone() {
            facts.push(if self.exclusive_minimum {
                Fact::ExclusiveMinimum(bound)
            } else {
                Fact::Minimum(bound)
            });
        }
        if let Some(bound) = self.maximum.clone() {
            facts.push(if self.exclusive_maximum {
                Fact::ExclusiveMaximum(bound)
            } else {
                Fact::Maximum(bound)
            });
        }
        facts.extend(self.multiple_of.clone().map(Fact::MultipleOf));
    }
}

fn additional(keyword: Option<&AdditionalProperties>, at: &Pointer) -> Additional {
    match keyword {
        None => Additional::Unsaid,
        Some(AdditionalProperties::Any(true)) => Additional::Any,
        Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
        Some(AdditionalProperties::Schema(_)) => {
            Additional::Typed(at.child("additionalProperties"))
        }
    }
}

fn format_name<T>(
    format: VariantOrUnknownOrEmpty<T>,
    name: impl Fn(T) -> &'static str,
) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(item) => Some(name(item).to_owned()),
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn values<T: Into<Value>>(values: Vec<Option<T>>) -> Vec<Value> {
    values
        .into_iter()
        .map(|value| value.map_or(Value::Null, Into::into))
        .collect()
}

/// A number as people write it: long ones with an exponent.
fn number_text(number: f64) -> String {
    if number.abs() >= 1e21 {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}
