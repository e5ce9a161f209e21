//! What a value is read as when it is not of its keyword's type.

use serde_json::{Map, Value};

use super::{Fit, Holder, Repairer, keys, objects, schemas};
use crate::diag::nearest;
use crate::diag::{Code, Diagnostic, Pointer};
use crate::source::shape::{self, Kind, Shape};

impl Repairer<'_, '_> {
    /// Makes a value fit its keyword's shape, with a diagnostic if it did not; `Drop` when it cannot.
    pub(super) fn fit(&mut self, shape: Shape, value: &mut Value, at: &Pointer) -> Fit {
        if self.is_misplaced(shape, value, at) {
            return Fit::Keep;
        }
        match shape {
            Shape::Any => Fit::Keep,
            Shape::Text | Shape::Boolean | Shape::Number | Shape::Unsigned => {
                self.scalar(shape, value, at)
            }
            Shape::OneOf(texts) => self.one_of(texts, value, at),
            Shape::Types(texts) => self.types(texts, value, at),
            Shape::Texts => self.texts(value, at),
            Shape::TextMap => self.text_map(value, at),
            Shape::Values => self.container(shape, value, at, as_values),
            Shape::ValueMap => self.container(shape, value, at, as_mapping),
            Shape::Object(kind) => self.object_value(kind, value, at, Holder::Keyword),
            Shape::List(kind) => self.list(kind, value, at),
            Shape::Map(kind) => self.map(kind, value, at),
            Shape::ObjectOrBoolean(kind) => match as_boolean(value) {
                Some(_) => self.scalar(Shape::Boolean, value, at),
                None => self.object_value(kind, value, at, Holder::Keyword),
            },
        }
    }

    fn scalar(&mut self, shape: Shape, value: &mut Value, at: &Pointer) -> Fit {
        let meant = match shape {
            Shape::Text => as_text(value).map(Value::String),
            Shape::Boolean => as_boolean(value).map(Value::Bool),
            Shape::Number => as_number(value),
            Shape::Unsigned => as_unsigned(value).map(Value::from),
            _ => None,
        };
        self.replace(shape, value, at, meant)
    }

    /// Puts what is meant in the place of what is written, and says so if they differ.
    fn replace(
        &mut self,
        shape: Shape,
        value: &mut Value,
        at: &Pointer,
        meant: Option<Value>,
    ) -> Fit {
        let Some(meant) = meant else {
            self.ill_typed(at, shape, &shape::describe(value), "ignored");
            return Fit::Drop;
        };
        // A float without a fraction is the same JSON number as the integer, so that nothing was wrong.
        let same = *value == meant || (value.is_number() && meant.is_number());
        if value.is_f64() && meant.is_string() {
            self.unfit(
                Code::UnquotedText,
                at,
                shape,
                "a number",
                "read as the text that is written",
            );
            self.repaired.fractions.push(at.clone());
        } else if !same {
            let code = match (shape, &*value) {
                (Shape::Text, _) => Code::UnquotedText,
                (Shape::OneOf(_) | Shape::Types(_), Value::String(_)) => Code::LetterCase,
                (_, Value::String(_)) | (Shape::Boolean, Value::Number(_)) => Code::QuotedValue,
                _ => Code::WrongType,
            };
            let found = shape::describe(value);
            let outcome = format!("read as {}", shape::describe(&meant));
            self.unfit(code, at, shape, &found, &outcome);
        }
        *value = meant;
        Fit::Keep
    }

    fn one_of(&mut self, texts: &'static [&'static str], value: &mut Value, at: &Pointer) -> Fit {
        let written = value.as_str().unwrap_or_default();
        let found = texts
            .iter()
            .find(|text| text.eq_ignore_ascii_case(written.trim()));
        if found.is_some() || !value.is_string() {
            return self.replace(
                Shape::OneOf(texts),
                value,
                at,
                found.map(|text| Value::from(*text)),
            );
        }
        let message = format!("`{written}` is not {}", Shape::OneOf(texts).describe());
        let diagnostic = Diagnostic::new(Code::UnknownValue, at, message).label("ignored");
        self.diagnostics
            .push(match nearest(written, texts.iter().copied()) {
                Some(text) => diagnostic.hint(format!("did you mean `{text}`?")),
                None => diagnostic,
            });
        Fit::Drop
    }

    /// One type or several; those that are none are dropped.
    fn types(&mut self, texts: &'static [&'static str], value: &mut Value, at: &Pointer) -> Fit {
        let Value::Array(items) = value else {
            return self.one_of(texts, value, at);
        };
        let mut index = 0;
        items.retain_mut(|item| {
            if item.is_null() {
                *item = Value::from("null");
            }
            schemas::type_in_list(self, item, &at.index(index));
            let fit = self.one_of(texts, item, &at.index(index));
            index += 1;
            fit == Fit::Keep
        });
        if items.is_empty() {
            Fit::Drop
        } else {
            Fit::Keep
        }
    }

    fn texts(&mut self, value: &mut Value, at: &Pointer) -> Fit {
        if self.container(Shape::Texts, value, at, as_texts) == Fit::Drop {
            return Fit::Drop;
        }
        if let Value::Array(items) = value {
            let mut index = 0;
            items.retain_mut(|item| {
                let fit = self.scalar(Shape::Text, item, &at.index(index));
                index += 1;
                fit == Fit::Keep
            });
        }
        Fit::Keep
    }

    fn text_map(&mut self, value: &mut Value, at: &Pointer) -> Fit {
        if self.container(Shape::TextMap, value, at, as_text_map) == Fit::Drop {
            return Fit::Drop;
        }
        if let Value::Object(members) = value {
            members.retain(|key, member| {
                // A scope without a description is written as a key without a value.
                if member.is_null() {
                    *member = Value::from("");
                }
                self.scalar(Shape::Text, member, &at.child(key)) == Fit::Keep
            });
        }
        Fit::Keep
    }

    fn list(&mut self, kind: Kind, value: &mut Value, at: &Pointer) -> Fit {
        // A text that stands for an object of the kind stands for a list of one, too; the item is reported.
        if value.is_string() && objects::meant(kind, value).is_some() {
            *value = Value::Array(vec![value.take()]);
        }
        keys::list_of_mapping(self, kind, value, at);
        if self.container(Shape::List(kind), value, at, as_list) == Fit::Drop {
            return Fit::Drop;
        }
        if let Value::Array(items) = value {
            for (index, item) in items.iter_mut().enumerate() {
                if self.object_value(kind, item, &at.index(index), Holder::Collection) == Fit::Drop
                {
                    *item = objects::neutral(kind);
                }
            }
        }
        Fit::Keep
    }

    fn map(&mut self, kind: Kind, value: &mut Value, at: &Pointer) -> Fit {
        keys::mapping_of_list(self, kind, value, at);
        if self.container(Shape::Map(kind), value, at, as_mapping) == Fit::Drop {
            return Fit::Drop;
        }
        if let Value::Object(members) = value {
            keys::of_map(self, kind, members, at);
            // Names in such a mapping are the author's: `x-...` is an extension nowhere but in Components, whose
            // maps have no extensions either.
            for (key, member) in members {
                if self.object_value(kind, member, &at.child(key), Holder::Collection) == Fit::Drop
                {
                    *member = objects::neutral(kind);
                }
            }
        }
        Fit::Keep
    }

    /// Makes a value a list or a mapping; what is in it is looked at afterwards.
    fn container(
        &mut self,
        shape: Shape,
        value: &mut Value,
        at: &Pointer,
        read: fn(&Value) -> Option<Value>,
    ) -> Fit {
        let fits = match shape {
            Shape::List(_) | Shape::Texts | Shape::Values => value.is_array(),
            _ => value.is_object(),
        };
        if fits {
            return Fit::Keep;
        }
        let found = shape::describe(value);
        let Some(meant) = read(value) else {
            self.ill_typed(at, shape, &found, "ignored");
            return Fit::Drop;
        };
        let outcome = if meant.is_array() {
            "read as a list"
        } else {
            "read as a mapping"
        };
        self.unfit(Code::WrongContainer, at, shape, &found, outcome);
        *value = meant;
        Fit::Keep
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(boolean) => Some(boolean.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn as_boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(boolean) => Some(*boolean),
        // `yes` and `on` are booleans of YAML 1.1, which many tools that write documents read.
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        },
        Value::Number(number) => match number.as_u64() {
            Some(1) => Some(true),
            Some(0) => Some(false),
            _ => None,
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn as_number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(Value::Number(number.clone())),
        Value::String(text) => serde_json::from_str(text.trim()).ok().map(Value::Number),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn as_unsigned(value: &Value) -> Option<u64> {
    match as_number(value)? {
        Value::Number(number) => number.as_u64().or_else(|| {
            let integer = integral(number.as_f64()?)?;
            u64::try_from(integer).ok()
        }),
        _ => None,
    }
}

/// The integer that a float stands for, where floats are exact.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the bounds are checked just before"
)]
pub(super) fn integral(float: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i64)
}

/// One text is a list of one; nothing is a list of none.
fn as_texts(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(Value::Array(vec![value.clone()])),
        Value::Null => Some(Value::Array(Vec::new())),
        // `required: {a: true, b: false}`.
        Value::Object(members) if members.values().all(Value::is_boolean) => {
            let named = members
                .iter()
                .filter(|(_, flag)| **flag == Value::Bool(true));
            Some(named.map(|(name, _)| Value::from(name.as_str())).collect())
        }
        Value::Object(_) | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

fn as_values(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) | Value::Bool(_) | Value::Number(_) => {
            Some(Value::Array(vec![value.clone()]))
        }
        Value::Object(members) => Some(members.values().cloned().collect()),
        Value::Null | Value::Array(_) => None,
    }
}

fn as_list(value: &Value) -> Option<Value> {
    match value {
        Value::Object(members) if !members.is_empty() => Some(Value::Array(vec![value.clone()])),
        Value::Object(_)
        | Value::Null
        | Value::String(_)
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Array(_) => None,
    }
}

/// Some languages write an empty mapping as an empty list.
fn as_mapping(value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) if items.is_empty() => Some(Value::Object(Map::new())),
        Value::Array(_)
        | Value::Null
        | Value::String(_)
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Object(_) => None,
    }
}

/// A list of names is a mapping without descriptions.
fn as_text_map(value: &Value) -> Option<Value> {
    let items = value.as_array()?;
    let names = items
        .iter()
        .map(|item| item.as_str().map(|name| (name.to_owned(), Value::from(""))));
    names.collect::<Option<Map<_, _>>>().map(Value::Object)
}
