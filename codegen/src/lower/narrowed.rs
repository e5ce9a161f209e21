//! An `allOf` whose parts are no objects: a value has to fit all of them, so that the narrowest is the type.
use super::{Lowerer, Shape, all_of::Part, any, keywords::Keywords};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{JsonType, Type, UntypedReason},
};
use serde_json::Value;

impl Lowerer<'_> {
    pub(super) fn narrowed(&mut self, at: &Pointer, parts: &[Part]) -> Shape {
        let typed = parts.iter().filter(|part| part.keywords.says_type());
        let typed: Vec<&Part> = typed.collect();
        let Some(first) = typed.first() else {
            return Shape::Plain(any(at, UntypedReason::EmptySchema));
        };
        let kinds: Vec<Option<JsonType>> =
            typed.iter().map(|part| self.kind_of(at, part)).collect();
        let known = kinds.iter().copied().flatten();
        let Some(common) = known.map(Some).reduce(common).flatten() else {
            return self.of_no_value(at, "have different types");
        };
        let listed = typed
            .iter()
            .filter(|part| !part.keywords.enumeration.is_empty());
        let listed: Vec<&&Part> = listed.collect();
        if let Some(values) = values_of_all(&listed) {
            if values.is_empty() {
                return self.of_no_value(at, "list no value in common");
            }
            // Of two parts that list the same values, the later is nearer to the schema.
            let mut whole = listed.iter().rev();
            if let Some(part) = whole.find(|part| part.keywords.enumeration.len() == values.len()) {
                return self.narrowest(at, part, common);
            }
            let own = Keywords {
                ty: Some(json_schema_name(common).to_owned()),
                enumeration: values,
                ..Keywords::default()
            };
            return self.shape(at, &own);
        }
        let of_kind = typed.iter().zip(&kinds);
        let mut of_kind = of_kind.filter(|(_, kind)| **kind == Some(common));
        let with_format = of_kind
            .clone()
            .find(|(part, _)| part.keywords.format.is_some());
        let own = typed.iter().find(|part| part.at == *at);
        let own = own.filter(|part| {
            let Keywords {
                format,
                one_of,
                any_of,
                ..
            } = &*part.keywords;
            format.is_some() || one_of + any_of > 0
        });
        let narrowest = own.or(with_format.or_else(|| of_kind.next()).map(|(part, _)| part));
        self.narrowest(at, narrowest.unwrap_or(first), common)
    }

    /// The JSON type of the values of a part, as far as it says one.
    fn kind_of(&mut self, at: &Pointer, part: &Part) -> Option<JsonType> {
        if part.at != *at {
            return self.json_type_of(&part.at);
        }
        // The whole takes part too, with what stands beside its `allOf`.
        let keywords = &part.keywords;
        match keywords.implied_type() {
            Some("string") => Some(JsonType::String),
            Some("integer") => Some(JsonType::Integer),
            Some("number") => Some(JsonType::Number),
            Some("boolean") => Some(JsonType::Boolean),
            Some("array") => Some(JsonType::Array),
            // Objects are merged elsewhere, and branches say it for themselves.
            Some(_) | None => None,
        }
    }

    fn narrowest(&mut self, at: &Pointer, part: &Part, kind: JsonType) -> Shape {
        // A part that a reference names is an item, whether it was looked at already or not.
        if !part.at.starts_with(at) {
            return Shape::Plain(Type::Named(self.item(&part.at)));
        }
        if part.at != *at {
            return self.shape(&part.at, &part.keywords);
        }
        let own = Keywords {
            all_of: 0,
            ty: (part.keywords.one_of + part.keywords.any_of == 0)
                .then(|| json_schema_name(kind).to_owned()),
            ..Keywords::clone(&part.keywords)
        };
        self.shape(at, &own)
    }

    fn of_no_value(&mut self, at: &Pointer, why: &str) -> Shape {
        let message = format!("the parts of this `allOf` {why}, so no value fits all");
        let list = at.child("allOf");
        // A reference beside other keywords is a part of an `allOf` that nobody wrote.
        let is_written = self
            .document
            .written(&list.index(0))
            .starts_with(&self.document.written(&list));
        let place = Place::key(if is_written { list } else { at.clone() });
        self.report(
            Diagnostic::new(Code::AllOfConflict, place, message)
                .label("any JSON value is taken here"),
        );
        Shape::Plain(any(at, UntypedReason::AllOfConflict))
    }
}

/// The type of the values that two types have in common.
fn common(one: Option<JsonType>, other: Option<JsonType>) -> Option<JsonType> {
    match (one?, other?) {
        (one, other) if one == other => Some(one),
        (JsonType::Integer, JsonType::Number) | (JsonType::Number, JsonType::Integer) => {
            Some(JsonType::Integer)
        }
        _ => None,
    }
}

/// The values that all lists have; none where there are no lists.
fn values_of_all(listed: &[&&Part]) -> Option<Vec<Value>> {
    let (first, rest) = listed.split_first()?;
    let in_all = |value: &&Value| {
        let mut rest = rest.iter();
        rest.all(|part| part.keywords.enumeration.contains(value))
    };
    let values = first.keywords.enumeration.iter().filter(in_all);
    Some(values.cloned().collect())
}

pub(super) fn json_schema_name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}
