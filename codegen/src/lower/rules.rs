//! What a schema asks of values beyond their type, where models are to be validated.
use super::{
    Lowerer, ecma,
    keywords::{Additional, Keywords},
};
use crate::{
    config::Validation,
    diag::Pointer,
    ir::{Pattern, Rule, Rules, StringFormat, Struct, Type, TypeId, TypeKind},
};
use indexmap::IndexSet;
use serde_json::Value;

/// How many schemas are looked at to find what is asked of one value.
const MOST_LOOKED_AT: usize = 64;

/// How deep schemas inside each other are looked at; what is deeper has items of its own.
const MOST_DEPTH: usize = 16;

/// The longest pattern that is used, in bytes: what is made of it takes hundreds of times as much memory.
const LONGEST_PATTERN: usize = 64 << 10;

/// What else a schema of names may hold without asking for more than is looked at.
const NAME_KEYWORDS: &[&str] = &[
    "type",
    "pattern",
    "minLength",
    "maxLength",
    "enum",
    "title",
    "description",
];

/// A value that rules are about, as far as they go inside it.
#[derive(Default)]
struct Subject {
    /// The item whose own rules are looked at in any case.
    named: Option<TypeId>,
    /// The type of all items.
    items: Option<Type>,
    /// The types of the items that are described one by one, and that of those after them.
    positions: Vec<Type>,
    further: Option<Type>,
    values: Option<Type>,
}

impl Subject {
    fn of_type(ty: &Type) -> Self {
        let none = Self::default();
        match ty {
            Type::Nullable(inner) => Self::of_type(inner),
            Type::Named(id) => Self {
                named: Some(*id),
                ..none
            },
            Type::Array(item) => Self {
                items: Some((**item).clone()),
                ..none
            },
            Type::Tuple(items) => Self {
                positions: items.clone(),
                ..none
            },
            Type::Map(value) => Self {
                values: Some((**value).clone()),
                ..none
            },
            Type::Any(_) | Type::Boolean | Type::Integer(_) | Type::Number(_) | Type::String(_) => {
                none
            }
        }
    }

    fn of_item(kind: &TypeKind) -> Self {
        let none = Self::default();
        match kind {
            TypeKind::Struct(Struct { rest, .. }) => Self {
                values: rest.clone(),
                ..none
            },
            TypeKind::Tuple(Struct { rest, .. }) => Self {
                further: rest.clone(),
                ..none
            },
            TypeKind::Alias(ty) => Self::of_type(ty),
            TypeKind::Enum(_) | TypeKind::Union(_) => none,
        }
    }
}

impl Lowerer<'_> {
    /// What is asked of the values of the schema at a place, whose type is known.
    pub(super) fn rules_at(&mut self, at: &Pointer, ty: &Type) -> Rules {
        self.gathered(std::slice::from_ref(at), &Subject::of_type(ty), MOST_DEPTH)
    }

    /// The same for an item that several schemas make together.
    pub(super) fn rules_of_item(&mut self, places: &[Pointer], kind: &TypeKind) -> Rules {
        self.gathered(places, &Subject::of_item(kind), MOST_DEPTH)
    }

    /// What some schemas ask of one value, with those that take part in them. What the item of the value's type is made
    /// of is left out: it is looked at with that item.
    fn gathered(&mut self, places: &[Pointer], subject: &Subject, depth: usize) -> Rules {
        let mut rules = Rules::default();
        let Some(depth) = depth.checked_sub(1) else {
            return rules;
        };
        match self.options.validation {
            Validation::Off => return rules,
            Validation::On => {}
        }
        let mut work: Vec<Pointer> = places.iter().rev().cloned().collect();
        let mut seen = IndexSet::new();
        while let Some(place) = work.pop() {
            let Some(part) = self.part(&place) else {
                continue;
            };
            let item = self.ids.get(&part.at).copied();
            let is_item = subject.named.is_some() && item == subject.named;
            if is_item || seen.len() >= MOST_LOOKED_AT || !seen.insert(part.at.clone()) {
                continue;
            }
            let own = Rules {
                own: self.own_rules(&part.at, &part.keywords),
                ..self.inner(&part.at, &part.keywords, subject, depth)
            };
            rules = rules.merged(own);
            work.extend(self.same(&part.at, &part.keywords).into_iter().rev());
        }
        rules
    }

    /// What one schema asks of what is inside its values.
    fn inner(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        subject: &Subject,
        depth: usize,
    ) -> Rules {
        let mut rules = Rules::default();
        // Where some items are described one by one, `items` is about those after them.
        let items = match keywords.carried.prefix_items {
            0 => subject.items.as_ref().or(subject.further.as_ref()),
            _ => subject.further.as_ref(),
        };
        if let (Some(ty), Some(place)) = (items, &keywords.items) {
            rules.items = self.inside(place, ty, depth);
        }
        // Members whose names match a pattern are not additional ones.
        if let (Some(ty), Additional::Typed(place)) = (&subject.values, &keywords.additional)
            && keywords.carried.patterns.is_empty()
        {
            rules.values = self.inside(place, ty, depth);
        }
        if let Some((list, _)) = self.document.carried(at, "prefixItems") {
            let positions = subject.positions.iter().enumerate();
            rules.positions = positions
                .map(|(index, ty)| {
                    self.gathered(&[list.index(index)], &Subject::of_type(ty), depth)
                })
                .collect();
        }
        if let Some((place, _)) = self.document.carried(at, "propertyNames") {
            let text = Type::String(StringFormat::Text);
            rules.names = self
                .gathered(
                    std::slice::from_ref(&place),
                    &Subject::of_type(&text),
                    depth,
                )
                .own;
            let listed = &keywords.carried.names;
            if !listed.is_empty() {
                rules.names.push(Rule::Listed(listed.clone()));
            }
        }
        rules
    }

    fn inside(&mut self, place: &Pointer, ty: &Type, depth: usize) -> Option<Box<Rules>> {
        let rules = self.gathered(std::slice::from_ref(place), &Subject::of_type(ty), depth);
        (!rules.is_empty()).then(|| Box::new(rules))
    }

    /// What one schema asks of its values, in a fixed order.
    fn own_rules(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Rule> {
        let mut rules = Vec::new();
        rules.extend(bounds(keywords.length, Rule::Length));
        rules.extend(bounds(keywords.item_count, Rule::Items));
        rules.extend(bounds(keywords.property_count, Rule::Members));
        if let Some(text) = &keywords.pattern
            && let Ok(rust) = self.rust_pattern(text)
        {
            let text = text.clone();
            rules.push(Rule::Pattern(Pattern { text, rust }));
        }
        let numeric = &keywords.numeric;
        let minimum = if numeric.exclusive_minimum {
            Rule::ExclusiveMinimum
        } else {
            Rule::Minimum
        };
        let maximum = if numeric.exclusive_maximum {
            Rule::ExclusiveMaximum
        } else {
            Rule::Maximum
        };
        rules.extend(numeric.minimum.clone().map(minimum));
        rules.extend(numeric.maximum.clone().map(maximum));
        rules.extend(numeric.multiple_of.clone().map(Rule::MultipleOf));
        rules.extend(keywords.unique_items.then_some(Rule::UniqueItems));
        let together = self.together(at, keywords).into_iter();
        rules.extend(together.map(|(choice, sets)| Rule::Together(choice, sets)));
        let requirements = keywords.carried.requirements.iter().cloned();
        rules.extend(requirements.map(|(member, others)| Rule::Requires(member, others)));
        rules
    }

    /// Whether it is looked at which members go together.
    pub(super) fn checks_together(&mut self, at: &Pointer, keywords: &Keywords) -> bool {
        match self.options.validation {
            Validation::Off => false,
            Validation::On => !self.together(at, keywords).is_empty(),
        }
    }

    /// A pattern in the words of Rust, or why there is none.
    pub(super) fn rust_pattern(&mut self, text: &str) -> Result<String, String> {
        if let Some(known) = self.patterns.get(text) {
            return known.clone();
        }
        let rust = if text.len() > LONGEST_PATTERN {
            Err(format!("it is longer than {LONGEST_PATTERN} bytes"))
        } else {
            match ecma::translated(text) {
                Ok(rust) => usable(rust, self.options.validation),
                Err(cause) => Err(cause.to_owned()),
            }
        };
        self.patterns.insert(text.to_owned(), rust.clone());
        rust
    }

    /// Leaves out what `validate` looks at of the keywords that nothing else looks at.
    pub(super) fn without_checked(&mut self, at: &Pointer, mut keywords: Keywords) -> Keywords {
        match self.options.validation {
            Validation::Off => {}
            Validation::On => {
                let unchecked = &mut keywords.carried.unchecked;
                unchecked.retain(|keyword| !self.can_be_checked(at, keyword));
            }
        }
        keywords
    }

    /// Whether a keyword that nothing else looks at says something that can be looked at.
    pub(super) fn can_be_checked(&mut self, at: &Pointer, keyword: &str) -> bool {
        match keyword {
            "dependentRequired" => true,
            "propertyNames" => self.has_simple_names(at),
            _ => false,
        }
    }

    /// Whether all that is asked of the names of members is looked at.
    fn has_simple_names(&mut self, at: &Pointer) -> bool {
        let carried = self.document.carried(at, "propertyNames");
        let place = carried.and_then(|(place, _)| self.document.resolve(&place).ok());
        let schema = place.and_then(|place| self.document.get(&place)?.as_object());
        schema.is_some_and(|schema| {
            let pattern = schema.get("pattern").and_then(Value::as_str);
            let is_usable = pattern.is_none_or(|text| self.rust_pattern(text).is_ok());
            is_usable
                && schema
                    .keys()
                    .all(|key| NAME_KEYWORDS.contains(&key.as_str()))
        })
    }
}

/// A rule with bounds, if there is any. There are never fewer than none.
fn bounds(
    (least, most): (Option<usize>, Option<usize>),
    rule: fn(Option<usize>, Option<usize>) -> Rule,
) -> Option<Rule> {
    let least = least.filter(|least| *least > 0);
    (least.is_some() || most.is_some()).then(|| rule(least, most))
}

/// A pattern that Rust can run. How much memory it takes is known once it is compiled, which takes time, and of no matter
/// where it is not run.
fn usable(rust: String, validation: Validation) -> Result<String, String> {
    regex_syntax::parse(&rust).map_err(|cause| match cause {
        regex_syntax::Error::Parse(cause) => cause.kind().to_string(),
        regex_syntax::Error::Translate(cause) => cause.kind().to_string(),
        _ => "it is not understood".to_owned(),
    })?;
    match validation {
        Validation::Off => Ok(rust),
        Validation::On => match regex::Regex::new(&rust) {
            Ok(_) => Ok(rust),
            Err(_) => Err("what is made of it takes too much memory".to_owned()),
        },
    }
}
