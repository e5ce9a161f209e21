//! `enum`: a list of values becomes an enumeration where Rust has a good one for it.
use super::{Lowerer, Shape, companions::Said, keywords::Keywords, values::json_text};
use crate::{
    diag::{Code, Diagnostic, Pointer},
    ir::{Deprecation, EnumValue, IntegerFormat, Literal, TypeKind, Unlisted, Values},
};
use indexmap::IndexMap;
use serde_json::Value;

/// What an enumeration has for values, null aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    Strings,
    Integers,
    Numbers,
    /// One of the two, or both.
    Booleans,
    /// Of several of these types.
    Mixed,
}

impl Keywords {
    /// What the values of `enum` are, where all fit `type` and none is a list or an object.
    pub(super) fn listed(&self) -> Option<Listed> {
        let values = || self.enumeration.iter().filter(|value| !value.is_null());
        values().next()?;
        let is_whole = |value: &Value| value.is_i64() || value.is_u64();
        let fits = |ty: &str| self.ty.as_deref().is_none_or(|declared| declared == ty);
        if fits("string") && values().all(Value::is_string) {
            Some(Listed::Strings)
        } else if fits("integer") && values().all(is_whole) {
            Some(Listed::Integers)
        } else if fits("number") && values().all(Value::is_number) {
            Some(Listed::Numbers)
        } else if fits("boolean") && values().all(Value::is_boolean) {
            Some(Listed::Booleans)
        } else {
            let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
            (self.ty.is_none() && values().all(is_scalar)).then_some(Listed::Mixed)
        }
    }

    /// Whether `true` and `false` are both listed, which is to say nothing.
    pub(super) fn lists_both_booleans(&self) -> bool {
        [true, false]
            .map(Value::from)
            .iter()
            .all(|value| self.enumeration.contains(value))
    }
}

impl Lowerer<'_> {
    /// The enumeration, or nothing where its values are better kept as what they are.
    pub(super) fn enumeration(&mut self, at: &Pointer, keywords: &Keywords) -> Option<Shape> {
        if keywords.enumeration.iter().all(Value::is_null) {
            return None;
        }
        let Some(listed) = keywords.listed() else {
            self.report_plain_values(at, keywords, Code::EnumValuesIgnored);
            return None;
        };
        if listed == Listed::Booleans && keywords.lists_both_booleans() {
            return None;
        }
        if listed == Listed::Booleans && self.api.unlisted == Unlisted::Kept {
            self.report_plain_values(at, keywords, Code::PlainEnum);
            return None;
        }
        let said = self.said_of_values(at, keywords);
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let values = match listed {
            Listed::Strings => Values::Strings(self.distinct(at, keywords, &said, text)),
            Listed::Integers => {
                let values = self.distinct(at, keywords, &said, whole);
                match wide_enough(keywords.enum_format(), &values) {
                    Some(format) => Values::Integers(format, values),
                    None => Values::Mixed(self.distinct(at, keywords, &said, literal)),
                }
            }
            Listed::Numbers => Values::Numbers(self.distinct(at, keywords, &said, Value::as_f64)),
            Listed::Booleans | Listed::Mixed => {
                Values::Mixed(self.distinct(at, keywords, &said, literal))
            }
        };
        Some(Shape::Item(TypeKind::Enum(values)))
    }

    /// Values that no enumeration is made of.
    fn report_plain_values(&mut self, at: &Pointer, keywords: &Keywords, code: Code) {
        let list = at.child("enum");
        let values = keywords.enumeration.iter().filter(|value| !value.is_null());
        let shown: Vec<String> = values.map(json_text).collect();
        let message = format!("no enumeration is made of the values {}", shown.join(", "));
        let diagnostic = Diagnostic::new(code, list, message)
            .label("the plain type is used, and the docs list the values");
        self.report(if code == Code::PlainEnum {
            diagnostic
        } else {
            diagnostic.hint(
                "enumerations are made of strings, numbers and booleans that fit `type`, if there is one",
            )
        });
    }

    /// The values, each once.
    fn distinct<T>(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        said: &[Said],
        read: impl Fn(&Value) -> Option<T>,
    ) -> Vec<EnumValue<T>> {
        let mut distinct = IndexMap::new();
        let values = keywords.enumeration.iter().enumerate();
        let values = values.filter(|(_, value)| !value.is_null());
        for ((index, value), said) in values.zip(said) {
            let Some(wire) = read(value) else {
                continue;
            };
            // `1` and `1.0` are one number.
            let number = value.as_f64().filter(|_| value.is_f64());
            let whole = number.filter(|number| number.fract() == 0.0);
            let key = whole.map_or_else(|| value.to_string(), |number| number.to_string());
            if distinct.contains_key(&key) {
                let message = format!("the value {} is listed twice", json_text(value));
                let place = at.child("enum").index(index);
                self.report(
                    Diagnostic::new(Code::DuplicateEnumValue, place, message)
                        .label("one of them is kept"),
                );
                continue;
            }
            let value = EnumValue {
                wire,
                name: said.name.clone(),
                description: said.description.clone(),
                deprecation: Deprecation::from(said.is_deprecated),
            };
            distinct.insert(key, value);
        }
        distinct.into_values().collect()
    }
}

fn whole(value: &Value) -> Option<i128> {
    let signed = value.as_i64().map(i128::from);
    signed.or_else(|| value.as_u64().map(i128::from))
}

/// A value as an enumeration lists it; none of lists and objects.
pub(super) fn literal(value: &Value) -> Option<Literal> {
    match value {
        Value::Bool(value) => Some(Literal::Boolean(*value)),
        Value::Number(number) => match whole(value) {
            Some(whole) => Some(Literal::Integer(whole)),
            None => number.as_f64().map(Literal::Number),
        },
        Value::String(text) => Some(Literal::String(text.clone())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The format, or a wider one where a value does not fit into it; none where there is none so wide.
fn wide_enough(format: IntegerFormat, values: &[EnumValue<i128>]) -> Option<IntegerFormat> {
    let formats = [format, IntegerFormat::I64, IntegerFormat::U64];
    let holds = |format: &IntegerFormat| {
        let range = format.range();
        values.iter().all(|value| range.contains(&value.wire))
    };
    formats.into_iter().find(holds)
}
