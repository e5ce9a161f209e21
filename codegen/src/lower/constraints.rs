//! Constraints, defaults and examples of a schema against each other: what no value could satisfy was not meant, and
//! has no effect.
use super::{
    Lowerer, formats,
    keywords::{Additional, Keywords, Numeric},
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::Docs,
};
use indexmap::IndexSet;
use serde_json::Value;

/// How many schemas are looked at to find out whether a value fits one.
const MOST_LOOKED_AT: usize = 16;

/// Keywords of one schema that contradict each other. They are left out of what the schema says.
#[derive(Debug, Clone)]
pub(super) struct Contradiction {
    code: Code,
    keyword: &'static str,
    message: String,
}

impl Keywords {
    /// Leaves out what contradicts itself.
    pub(super) fn settle(&mut self) {
        let counts = [
            ("minLength", "maxLength", &mut self.length),
            ("minItems", "maxItems", &mut self.item_count),
            ("minProperties", "maxProperties", &mut self.property_count),
        ];
        for (least, most, bounds) in counts {
            if let (Some(lower), Some(upper)) = *bounds
                && lower > upper
            {
                *bounds = (None, None);
                self.contradictions.push(Contradiction {
                    code: Code::ContradictoryBounds,
                    keyword: least,
                    message: format!("`{least}` is {lower}, more than `{most}`, which is {upper}"),
                });
            }
        }
        if let Some(message) = self.numeric.contradiction() {
            self.numeric = Numeric {
                multiple_of: self.numeric.multiple_of.take(),
                ..Numeric::default()
            };
            self.contradictions.push(Contradiction {
                code: Code::ContradictoryBounds,
                keyword: "minimum",
                message,
            });
        }
        if self.read_only && self.write_only {
            (self.read_only, self.write_only) = (false, false);
            self.contradictions.push(Contradiction {
                code: Code::ReadOnlyAndWriteOnly,
                keyword: "writeOnly",
                message: "`readOnly` and `writeOnly` exclude each other".to_owned(),
            });
        }
    }

    /// The type of a schema that has no composition: what it says, or else what its other keywords are for.
    pub(super) fn implied_type(&self) -> Option<&str> {
        if let Some(ty) = &self.ty {
            return Some(ty);
        }
        let of_format = self.format.as_deref().and_then(formats::implied_type);
        if self.is_object() || self.counts_members() {
            Some("object")
        } else if self.describes_items() || self.item_count != (None, None) || self.unique_items {
            Some("array")
        } else if self.pattern.is_some()
            || self.length != (None, None)
            || self.carried.media_type.is_some()
            || self.carried.encoding.is_some()
        {
            Some("string")
        } else if self.numeric.says_something() {
            of_format.filter(|ty| *ty == "integer").or(Some("number"))
        } else if self.enumeration.is_empty() {
            of_format
        } else {
            self.type_of_values()
        }
    }

    /// The one type of the values that `enum` lists, null aside.
    fn type_of_values(&self) -> Option<&'static str> {
        let values = || self.enumeration.iter().filter(|value| !value.is_null());
        values().next()?;
        if values().all(Value::is_string) {
            Some("string")
        } else if values().all(|value| value.is_i64() || value.is_u64()) {
            Some("integer")
        } else if values().all(Value::is_number) {
            Some("number")
        } else if values().all(Value::is_boolean) {
            Some("boolean")
        } else {
            None
        }
    }

    /// Why a value does not fit the keywords of the schema itself, if it surely does not.
    fn misfit(&self, value: &Value) -> Option<String> {
        if value.is_null() {
            // A schema without a type allows null (OpenAPI 3.0.4, Schema Object).
            let allows = self.nullable || self.ty.is_none() || self.enumeration.contains(value);
            return (!allows).then(|| "it is null, which the schema does not allow".to_owned());
        }
        if let Some(ty) = self.ty.as_deref().filter(|ty| !is_of_type(value, ty)) {
            return Some(format!("it is no {ty}"));
        }
        if !self.enumeration.is_empty() && !self.enumeration.contains(value) {
            return Some("it is not among the values of `enum`".to_owned());
        }
        if let Some(format) = self.format.as_deref().filter(|it| !fits_format(value, it)) {
            return Some(format!("it is no `{format}`"));
        }
        let outside = match value {
            Value::Number(number) => number.as_f64().and_then(|it| self.numeric.excludes(it)),
            Value::String(text) => outside(text.chars().count(), self.length, "Length"),
            Value::Array(items) => outside(items.len(), self.item_count, "Items"),
            Value::Object(members) => outside(members.len(), self.property_count, "Properties"),
            Value::Null | Value::Bool(_) => None,
        };
        outside.map(|bound| format!("it is outside of `{bound}`"))
    }
}

/// Whether a value can be of a format. Whole numbers that are too long surely can not.
fn fits_format(value: &Value, format: &str) -> bool {
    let whole = value.as_i64();
    match format {
        "int8" => whole.is_none_or(|it| i8::try_from(it).is_ok()),
        "int16" => whole.is_none_or(|it| i16::try_from(it).is_ok()),
        "int32" => whole.is_none_or(|it| i32::try_from(it).is_ok()),
        "uint8" => whole.is_none_or(|it| u8::try_from(it).is_ok()),
        "uint16" => whole.is_none_or(|it| u16::try_from(it).is_ok()),
        "uint32" => whole.is_none_or(|it| u32::try_from(it).is_ok()),
        "uint64" => whole.is_none_or(|it| u64::try_from(it).is_ok()),
        _ => true,
    }
}

/// Whether a default is a text that is no UUID (RFC 9562, section 4), however it is written.
fn is_no_uuid(default: &Value, keywords: &Keywords) -> bool {
    let Some(text) = default.as_str() else {
        return false;
    };
    let digits = text.trim_start_matches("urn:uuid:").chars();
    let digits: Vec<char> = digits.filter(|it| !matches!(it, '-' | '{' | '}')).collect();
    keywords.format.as_deref() == Some("uuid")
        && (digits.len() != 32 || !digits.iter().all(char::is_ascii_hexdigit))
}

impl Numeric {
    fn contradiction(&self) -> Option<String> {
        let (lower, upper) = (self.minimum.as_ref()?, self.maximum.as_ref()?);
        let (least, most) = (lower.parse::<f64>().ok()?, upper.parse::<f64>().ok()?);
        let is_exclusive = self.exclusive_minimum || self.exclusive_maximum;
        if least > most {
            // Since 3.1 an exclusive bound is a keyword of its own, which holds the number.
            let called = |name: &str, is_exclusive: bool| {
                if is_exclusive {
                    format!("the exclusive {name}")
                } else {
                    format!("`{name}`")
                }
            };
            let least = called("minimum", self.exclusive_minimum);
            let most = called("maximum", self.exclusive_maximum);
            Some(format!(
                "{least} is {lower}, more than {most}, which is {upper}"
            ))
        } else if is_exclusive && lower == upper {
            Some(format!("no number is between {lower} and {upper}"))
        } else {
            None
        }
    }

    fn says_something(&self) -> bool {
        self.minimum.is_some() || self.maximum.is_some() || self.multiple_of.is_some()
    }

    /// The bound that a number is outside of.
    fn excludes(&self, number: f64) -> Option<String> {
        let bound = |text: &Option<String>| text.as_ref()?.parse::<f64>().ok();
        let below = bound(&self.minimum)
            .is_some_and(|least| number < least || (self.exclusive_minimum && number <= least));
        let above = bound(&self.maximum)
            .is_some_and(|most| number > most || (self.exclusive_maximum && number >= most));
        if below {
            Some("minimum".to_owned())
        } else {
            above.then(|| "maximum".to_owned())
        }
    }

    /// Whether the bounds leave out all whole numbers that 64 bits have no room for.
    pub(super) fn is_within_64(&self) -> bool {
        const FIRST_BEYOND: f64 = 9_223_372_036_854_775_808.0;
        let bound = |text: &Option<String>| text.as_ref()?.parse::<f64>().ok();
        let is_within = |text| bound(text).is_some_and(|bound| bound.abs() < FIRST_BEYOND);
        is_within(&self.minimum) && is_within(&self.maximum)
    }

    /// Whether the bounds ask for whole numbers that only unsigned ones of 64 bits have room for.
    pub(super) fn is_unsigned_64(&self) -> bool {
        const FIRST_BEYOND: f64 = 9_223_372_036_854_775_808.0;
        let bound = |text: &Option<String>| text.as_ref()?.parse::<f64>().ok();
        let beyond = bound(&self.maximum).is_some_and(|most| most >= FIRST_BEYOND);
        beyond && bound(&self.minimum).is_some_and(|least| least >= 0.0)
    }
}

fn outside(count: usize, bounds: (Option<usize>, Option<usize>), what: &str) -> Option<String> {
    if bounds.0.is_some_and(|least| count < least) {
        return Some(format!("min{what}"));
    }
    let is_over = bounds.1.is_some_and(|most| count > most);
    is_over.then(|| format!("max{what}"))
}

fn is_of_type(value: &Value, ty: &str) -> bool {
    match ty {
        "string" => value.is_string(),
        "integer" => {
            value.is_i64()
                || value.is_u64()
                || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

impl Lowerer<'_> {
    /// Checks the keywords of a schema against each other, once.
    pub(super) fn check(&mut self, at: &Pointer, keywords: &Keywords) {
        if !self.checked.insert(at.clone()) {
            return;
        }
        for contradiction in &keywords.contradictions {
            let Contradiction {
                code,
                keyword,
                message,
            } = contradiction.clone();
            self.report(
                Diagnostic::new(code, Place::key(at.child(keyword)), message)
                    .label("both are ignored"),
            );
        }
        self.check_format(at, keywords);
        self.check_pattern(at, keywords);
        self.check_required(at, keywords);
        self.check_closed_parts(at, keywords);
        self.check_lists(at, keywords);
        self.check_examples(at, keywords);
        self.report_unused(at, keywords);
        if keywords.has_discriminator {
            self.check_discriminator(at, keywords);
        }
        self.report_carried(at, keywords);
    }

    fn check_format(&mut self, at: &Pointer, keywords: &Keywords) {
        let Some(format) = keywords.format.as_deref().filter(|text| !text.is_empty()) else {
            return;
        };
        let place = at.child("format");
        let types = formats::types(format);
        match keywords.implied_type() {
            Some(ty) if !types.is_empty() && !types.contains(&ty) => {
                let message = format!("`format: {format}` says nothing about the type `{ty}`");
                self.report(
                    Diagnostic::new(Code::FormatOfAnotherType, place, message)
                        .label(format!("`{ty}` is taken, without a format"))
                        .hint(format!(
                            "`{format}` is a format of the type `{}`",
                            types.first().unwrap_or(&"string")
                        )),
                );
            }
            Some(_) if types.is_empty() => {
                let message = format!("the format `{format}` is not known");
                let diagnostic = Diagnostic::new(Code::UnknownFormat, place, message)
                    .label("the plain type is used, and the docs name the format");
                self.report(match formats::nearest(format) {
                    Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
                    None => diagnostic,
                });
            }
            Some(_) | None => {}
        }
    }

    fn check_pattern(&mut self, at: &Pointer, keywords: &Keywords) {
        let Some(pattern) = &keywords.pattern else {
            return;
        };
        if let Err(cause) = self.rust_pattern(pattern) {
            let message = format!("Rust's regular expressions do not know this pattern: {cause}");
            self.report(
                Diagnostic::new(Code::UnusablePattern, at.child("pattern"), message)
                    .label("it stands in the docs, and nothing checks it"),
            );
        }
    }

    fn check_required(&mut self, at: &Pointer, keywords: &Keywords) {
        let mut seen = IndexSet::new();
        for (index, name) in keywords.required.iter().enumerate() {
            if !seen.insert(name) {
                let message = format!("`{name}` is required twice");
                let place = at.child("required").index(index);
                self.report(
                    Diagnostic::new(Code::DuplicateRequired, place, message)
                        .label("once is enough"),
                );
            }
        }
    }

    /// `additionalProperties: false` sees the `properties` beside it alone, so that the members of the parts are
    /// excluded by it. Nobody means that.
    fn check_closed_parts(&mut self, at: &Pointer, keywords: &Keywords) {
        let is_written = || {
            let written = self.document.member(at, "additionalProperties");
            written.is_some()
        };
        if keywords.all_of > 0 && keywords.additional == Additional::Forbidden && is_written() {
            let message =
                "taken literally, `additionalProperties` excludes the members of the `allOf`";
            let place = Place::key(at.child("additionalProperties"));
            self.report(
                Diagnostic::new(Code::ClosedAllOf, place, message)
                    .label("taken to be about the whole"),
            );
        }
    }

    /// Lists that have to have something in them.
    fn check_lists(&mut self, at: &Pointer, keywords: &Keywords) {
        for keyword in &keywords.empty_lists {
            let place = at.child(keyword);
            let diagnostic = if *keyword == "enum" {
                let message = "`enum` lists no values, so that none would fit";
                Diagnostic::new(Code::EmptyEnum, place, message)
            } else {
                let message = format!("`{keyword}` lists no schemas");
                Diagnostic::new(Code::EmptyComposition, Place::key(place), message)
            };
            self.report(diagnostic.label("ignored"));
        }
    }

    fn check_examples(&mut self, at: &Pointer, keywords: &Keywords) {
        let Some(example) = &keywords.example else {
            return;
        };
        if let Some(why) = self.misfit(at, example, &mut { MOST_LOOKED_AT }) {
            let message = format!("the example does not fit its schema: {why}");
            self.report(
                Diagnostic::new(Code::UnfittingExample, at.child("example"), message)
                    .label("it stands in the docs all the same"),
            );
        }
    }

    /// Leaves a default out of what a schema says if no value of the schema is like it.
    pub(super) fn without_bad_default(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        docs: &mut Docs,
    ) {
        // What reads the document takes a null for nothing.
        let null = keywords.has_null_default.then_some(&Value::Null);
        let Some(default) = keywords.default.as_ref().or(null) else {
            return;
        };
        let misfit = self.misfit(at, default, &mut { MOST_LOOKED_AT });
        let no_uuid = || is_no_uuid(default, keywords).then(|| "it is no `uuid`".to_owned());
        let Some(why) = misfit.or_else(no_uuid) else {
            return;
        };
        docs.facts
            .retain(|fact| !matches!(fact, crate::ir::Fact::Default(_)));
        let place = at.child("default");
        let diagnostic = if default.is_null() {
            let message = "the default is null, which the schema does not allow";
            Diagnostic::new(Code::NullDefault, place, message).label("read as no default")
        } else {
            let message = format!("the default does not fit its schema: {why}");
            Diagnostic::new(Code::UnfittingDefault, place, message).label("ignored")
        };
        self.report(diagnostic);
    }

    /// Why a value does not fit the schema at a place, if it surely does not. Members and items are not looked at.
    fn misfit(&mut self, at: &Pointer, value: &Value, budget: &mut usize) -> Option<String> {
        *budget = budget.checked_sub(1)?;
        let super::all_of::Part { at, keywords } = self.part(at)?;
        if let Some(why) = keywords.misfit(value) {
            return Some(why);
        }
        if value.is_null() {
            return None;
        }
        for part in keywords.parts(&at) {
            if let Some(why) = self.misfit(&part, value, budget) {
                return Some(why);
            }
        }
        if keywords.one_of + keywords.any_of > 0 {
            let branches = keywords.branches(&at);
            let fits = branches
                .iter()
                .any(|branch| self.misfit(branch, value, budget).is_none());
            return (!fits).then(|| "no branch of the union has such a value".to_owned());
        }
        None
    }
}
