//! Members whose names are data: maps, and what an object holds beside the members that it declares.
use super::{
    Lowerer, any,
    carried::Carried,
    keywords::{Additional, Keywords},
};
use crate::{
    config::UnknownMembers,
    diag::Pointer,
    ir::{
        Branch, Fact, Nullability, StringFormat, ToldBy, Type, TypeId, TypeKind, Union,
        UntypedReason,
    },
};

/// The patterns that every name matches, without the anchors that people write around them.
const ALL_NAMES: &[&str] = &["", ".*", ".+", "[\\s\\S]*", "[\\s\\S]+"];

/// Which names an object has that match none of its patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OtherNames {
    /// None, or none that anybody expects.
    None,
    /// Any, of any value.
    Any,
}

impl Lowerer<'_> {
    /// The type of the values of an object without members of its own.
    pub(super) fn values(&mut self, at: &Pointer, keywords: &Keywords) -> Type {
        // Who describes names by patterns alone means those names, though others are not excluded.
        let others = match self.options.unknown_members {
            UnknownMembers::Skip => OtherNames::None,
            UnknownMembers::Keep => OtherNames::Any,
        };
        match (
            self.patterned(at, keywords, others),
            self.additional(keywords),
        ) {
            (Some(values), _) => values,
            (None, Additional::Typed(values)) => self.type_at(&values),
            (None, Additional::Unsaid | Additional::Forbidden | Additional::Any) => {
                any(at, UntypedReason::FreeForm)
            }
        }
    }

    /// The type of the members that an object has beside those that it declares, where the document speaks of any.
    pub(super) fn undeclared(&mut self, at: &Pointer, keywords: &Keywords) -> Option<Type> {
        if let Some(values) = self.patterned(at, keywords, OtherNames::Any) {
            return Some(values);
        }
        match self.additional(keywords) {
            Additional::Typed(values) => Some(self.type_at(&values)),
            Additional::Any => Some(any(at, UntypedReason::OtherMembers)),
            Additional::Unsaid | Additional::Forbidden => None,
        }
    }

    /// What a schema says of members that it does not declare. A schema that no value fits excludes them.
    pub(super) fn additional(&self, keywords: &Keywords) -> Additional {
        match &keywords.additional {
            Additional::Typed(values) if self.allows_nothing(values) => Additional::Forbidden,
            other => other.clone(),
        }
    }

    /// The type of members whose names match the patterns of the schema, or that nothing else describes. `unsaid` says
    /// which other names there are where the schema does not.
    fn patterned(&mut self, at: &Pointer, keywords: &Keywords, unsaid: OtherNames) -> Option<Type> {
        if keywords.carried.patterns.is_empty() {
            return None;
        }
        let (list, _) = self.document.carried(at, "patternProperties")?;
        let patterns = keywords.carried.patterns.iter();
        let mut places: Vec<Pointer> = patterns.map(|pattern| list.child(pattern)).collect();
        let others = if keywords.carried.patterns.iter().any(|it| is_any_name(it)) {
            OtherNames::None
        } else {
            match self.additional(keywords) {
                Additional::Typed(values) => {
                    places.push(values);
                    OtherNames::None
                }
                Additional::Any => OtherNames::Any,
                Additional::Forbidden => OtherNames::None,
                Additional::Unsaid => unsaid,
            }
        };
        places.retain(|place| !self.allows_nothing(place));
        match others {
            OtherNames::Any => Some(any(at, UntypedReason::Patterns)),
            OtherNames::None => Some(self.type_of_values(at, &list, &places)),
        }
    }

    /// The one type of values that each fit one of several schemas: the same, or a union of those that their JSON types
    /// tell apart.
    fn type_of_values(&mut self, at: &Pointer, list: &Pointer, places: &[Pointer]) -> Type {
        let mut branches: Vec<(Type, &Pointer)> = Vec::new();
        for place in places {
            let ty = self.type_at(place);
            if branches.iter().all(|(known, _)| *known != ty) {
                branches.push((ty, place));
            }
        }
        match branches.as_slice() {
            [] => any(at, UntypedReason::FreeForm),
            [(only, _)] => only.clone(),
            // Any text, whichever of them has a format.
            types if types.iter().all(|(ty, _)| matches!(ty, Type::String(_))) => {
                Type::String(StringFormat::Text)
            }
            _ => match self.union_of_values(list, branches) {
                Some(id) => Type::Named(id),
                None => any(at, UntypedReason::Patterns),
            },
        }
    }

    fn union_of_values(&mut self, list: &Pointer, types: Vec<(Type, &Pointer)>) -> Option<TypeId> {
        if let Some(id) = self.ids.get(list) {
            return Some(*id);
        }
        let mut branches: Vec<Branch> = Vec::new();
        let mut is_nullable = false;
        for (ty, place) in types {
            let json = self.json_type_of(place)?;
            let (ty, nullability) = ty.split_null();
            is_nullable |= nullability == Nullability::Nullable;
            if branches.iter().any(|known| known.json == Some(json)) {
                return None;
            }
            let docs = self.docs_beside_item(place, &ty);
            let rules = self.rules_at(place, &ty);
            branches.push(Branch {
                rules,
                ..Branch::of_json(json, ty, docs)
            });
        }
        let id = self.reserve(list);
        self.api.types[id].kind = TypeKind::Union(Union {
            told_by: ToldBy::JsonType,
            branches,
        });
        if is_nullable {
            self.nullable.insert(id);
        }
        Some(id)
    }
}

impl Keywords {
    /// Adds what is said of the names of members.
    pub(super) fn add_names(&self, facts: &mut Vec<Fact>) {
        let Carried {
            patterns,
            names,
            name_pattern,
            ..
        } = &self.carried;
        if !names.is_empty() {
            facts.push(Fact::Names(names.clone()));
        }
        facts.extend(
            name_pattern
                .clone()
                .map(|pattern| Fact::NamePatterns(vec![pattern])),
        );
        if patterns.is_empty() {
            return;
        }
        facts.push(match &self.additional {
            Additional::Unsaid | Additional::Forbidden if self.properties.is_empty() => {
                Fact::NamePatterns(patterns.clone())
            }
            Additional::Unsaid | Additional::Forbidden | Additional::Any | Additional::Typed(_) => {
                Fact::UndeclaredNames(patterns.clone())
            }
        });
    }
}

fn is_any_name(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let inner = inner.strip_suffix('$').unwrap_or(inner);
    ALL_NAMES.contains(&inner)
}
