//! `enum`: a list of values becomes an open enumeration where Rust has a good one for it.
use super::{
    Lowerer, Shape,
    keywords::{Companions, Keywords},
    schema::integer_format,
    values::json_text,
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{EnumValue, IntegerFormat, JsonType, TypeKind, Values},
};
use indexmap::IndexMap;
use serde_json::Value;

impl Lowerer<'_> {
    /// The enumeration, or nothing where its values are better kept as what they are.
    pub(super) fn enumeration(&mut self, at: &Pointer, keywords: &Keywords) -> Option<Shape> {
        let list = at.child("enum");
        let listed: Vec<&Value> = keywords
            .enumeration
            .iter()
            .filter(|value| !value.is_null())
            .collect();
        if listed.is_empty() {
            return None;
        }
        let names = self.companions(&list, keywords.enum_names.as_ref(), keywords);
        let descriptions = self.companions(&list, keywords.enum_descriptions.as_ref(), keywords);
        let of = keywords.enumeration_type();
        let kind = if of == Some(JsonType::String) {
            let values = listed
                .iter()
                .filter_map(|value| value.as_str())
                .map(str::to_owned);
            Values::Strings(self.distinct(&list, values, &names, &descriptions))
        } else if of == Some(JsonType::Integer) {
            let values = listed.iter().filter_map(|value| value.as_i64());
            let format = wide_enough(integer_format(keywords.format.as_deref()), &listed);
            Values::Integers(format, self.distinct(&list, values, &names, &descriptions))
        } else {
            self.report_plain_values(&list, keywords, &listed);
            return None;
        };
        Some(Shape::Item(TypeKind::Enum(kind)))
    }

    /// Values that no enumeration is made of. Booleans and fractions are right where `type` says so.
    fn report_plain_values(&mut self, list: &Pointer, keywords: &Keywords, listed: &[&Value]) {
        // As they are written: a `1` among numbers is read as `1.0`.
        let written = self.document.get(list).and_then(Value::as_array);
        let written = written
            .into_iter()
            .flatten()
            .filter(|value| !value.is_null());
        let shown: Vec<String> = written.map(json_text).collect();
        let message = format!("no enumeration is made of the values {}", shown.join(", "));
        let fits = |ty| keywords.ty.as_deref().is_none_or(|declared| declared == ty);
        let are_right = fits("boolean") && listed.iter().all(|value| value.is_boolean())
            || fits("number") && listed.iter().all(|value| value.is_number());
        let code = if are_right {
            Code::PlainEnum
        } else {
            Code::EnumValuesIgnored
        };
        let diagnostic = Diagnostic::new(code, list, message)
            .label("the plain type is used, and the docs list the values");
        self.report(if are_right {
            diagnostic
        } else {
            diagnostic
                .hint("enumerations are made of strings, or of whole numbers, that fit `type`")
        });
    }

    /// Names or descriptions beside the values, if there is one for each.
    fn companions(
        &mut self,
        list: &Pointer,
        companions: Option<&Companions>,
        keywords: &Keywords,
    ) -> Vec<String> {
        let Some(Companions { keyword, texts }) = companions else {
            return Vec::new();
        };
        let Some(texts) = texts else {
            let place = list.parent().unwrap_or_else(Pointer::root).child(keyword);
            let message = format!("`{keyword}` should be a list of texts, one for each value");
            self.report(
                Diagnostic::new(Code::EnumValuesIgnored, Place::key(place), message)
                    .label("ignored"),
            );
            return Vec::new();
        };
        let all = keywords.enumeration.len();
        let without_null = keywords.enumeration.iter().filter(|value| !value.is_null());
        if texts.len() == without_null.clone().count() {
            return texts.clone();
        }
        if texts.len() == all {
            let pairs = keywords.enumeration.iter().zip(texts);
            return pairs
                .filter(|(value, _)| !value.is_null())
                .map(|(_, text)| text.clone())
                .collect();
        }
        let message = format!(
            "`{keyword}` should have {all} texts, one for each value, and has {}",
            texts.len()
        );
        let place = list.parent().unwrap_or_else(Pointer::root).child(keyword);
        self.report(
            Diagnostic::new(Code::EnumValuesIgnored, Place::key(place), message)
                .label("the texts are ignored"),
        );
        Vec::new()
    }

    fn distinct<T: std::hash::Hash + Eq + Clone + std::fmt::Debug>(
        &mut self,
        list: &Pointer,
        values: impl Iterator<Item = T>,
        names: &[String],
        descriptions: &[String],
    ) -> Vec<EnumValue<T>> {
        let mut distinct = IndexMap::new();
        for (index, wire) in values.enumerate() {
            if distinct.contains_key(&wire) {
                let message = format!("the value {wire:?} is listed twice");
                self.report(
                    Diagnostic::new(Code::DuplicateEnumValue, list.index(index), message)
                        .label("one of them is kept"),
                );
                continue;
            }
            let value = EnumValue {
                wire: wire.clone(),
                name: names.get(index).cloned(),
                description: descriptions.get(index).cloned(),
            };
            distinct.insert(wire, value);
        }
        distinct.into_values().collect()
    }
}

/// The format, or the widest one where a value does not fit into it.
fn wide_enough(format: IntegerFormat, values: &[&Value]) -> IntegerFormat {
    let fits = |value: i64| match format {
        IntegerFormat::I8 => i8::try_from(value).is_ok(),
        IntegerFormat::I16 => i16::try_from(value).is_ok(),
        IntegerFormat::I32 => i32::try_from(value).is_ok(),
        IntegerFormat::I64 => true,
        IntegerFormat::U8 => u8::try_from(value).is_ok(),
        IntegerFormat::U16 => u16::try_from(value).is_ok(),
        IntegerFormat::U32 => u32::try_from(value).is_ok(),
        IntegerFormat::U64 => u64::try_from(value).is_ok(),
    };
    if values.iter().filter_map(|value| value.as_i64()).all(fits) {
        format
    } else {
        IntegerFormat::I64
    }
}
