//! What a schema says for the reader: its own texts and facts, those of the schemas that are the same thing, and those
//! of what is inside and has no item of its own.
use super::{
    Lowerer,
    beside::paragraphs,
    keywords::{Additional, Keywords},
    values::json_text,
};
use crate::{
    diag::Pointer,
    ir::{Choice, Detail, Docs, Fact, Inner, Type, TypeKind},
};
use heck::ToSnakeCase as _;
use indexmap::IndexSet;

/// How deep schemas inside each other are asked what they say; what is deeper has items of its own.
pub(super) const MOST_DEPTH: usize = 16;

impl Lowerer<'_> {
    /// What the schema at a place says for the reader; of a reference, what stands beside it.
    pub(super) fn docs_at(&mut self, at: &Pointer) -> Docs {
        self.docs_within(at, MOST_DEPTH)
    }

    /// The same for a type that may be an item with these docs: then nothing.
    pub(super) fn docs_beside_item(&mut self, at: &Pointer, ty: &Type) -> Docs {
        match ty {
            Type::Named(id) if self.api.types[*id].origin == *at => Docs::default(),
            Type::Array(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Named(_)
            | Type::Any(_)
            | Type::Boolean
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String(_) => self.docs_at(at),
        }
    }

    /// What a schema says for the reader, with what is said where it stands in other words: by the parts that are inline
    /// in its `allOf`, and by the one branch beside `null`.
    pub(super) fn docs_of(&mut self, at: &Pointer, keywords: &Keywords) -> Docs {
        self.whole(at, keywords, MOST_DEPTH)
    }

    pub(super) fn docs_within(&mut self, at: &Pointer, depth: usize) -> Docs {
        let Some(target) = self.resolve(at) else {
            return Docs::default();
        };
        if target == *at {
            return match self.keywords(at) {
                Some(keywords) => self.whole(at, &keywords, depth),
                None => Docs::default(),
            };
        }
        let beside = |name| {
            let text = self.document.get(at)?.get(name)?.as_str()?;
            Some(text.to_owned())
        };
        Docs {
            description: beside("description"),
            ..Docs::default()
        }
    }

    fn whole(&mut self, at: &Pointer, keywords: &Keywords, depth: usize) -> Docs {
        let Some(depth) = depth.checked_sub(1) else {
            return Docs::default();
        };
        let own = self.own(at, keywords, depth);
        let is_said = own.summary.is_some() || own.description.is_some();
        let mut all = vec![own];
        let mut work = self.same(at, keywords);
        while let Some(place) = work.pop() {
            if self.document.reference(&place).is_some() {
                all.push(self.docs_within(&place, depth));
            } else if let Some(part) = self.part(&place) {
                work.extend(self.same(&part.at, &part.keywords));
                all.push(self.own(&part.at, &part.keywords, depth));
            }
        }
        // The title of a part is about that part, where the whole has words of its own.
        for part in all.iter_mut().skip(1).filter(|_| is_said) {
            let title = part.summary.take();
            part.description = paragraphs([title.as_deref(), part.description.as_deref()]);
        }
        // What holds the others comes last, since it is nearest.
        let mut docs = all.into_iter().rev().fold(Docs::default(), Docs::merged);
        if docs.summary.is_none() && docs.description.is_none() {
            docs.summary.clone_from(&keywords.title);
        }
        docs
    }

    /// The schemas inside a schema that describe the same values.
    pub(super) fn same(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Pointer> {
        let mut places = keywords.parts(at);
        places.extend(self.only_branch(at, keywords));
        places
    }

    /// The one branch of a union, `null` aside.
    fn only_branch(&mut self, at: &Pointer, keywords: &Keywords) -> Option<Pointer> {
        if keywords.one_of + keywords.any_of == 0 || keywords.is_object() || keywords.ty.is_some() {
            return None;
        }
        match self.forms(at, keywords).as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// The branches of a union that have values, `null` aside.
    fn forms(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Pointer> {
        let (_, mut branches) = self.without_nulls(at, keywords);
        branches.retain(|place| !self.allows_nothing(place));
        branches
    }

    /// What one schema object says.
    fn own(&mut self, at: &Pointer, keywords: &Keywords, depth: usize) -> Docs {
        let mut docs = keywords.docs();
        self.without_bad_default(at, keywords, &mut docs);
        docs.summary = docs
            .summary
            .filter(|title| !self.repeats(title, at, docs.description.as_deref()));
        let together = self.together(at, keywords).into_iter();
        docs.facts
            .extend(together.map(|(choice, sets)| Fact::Together(choice, sets)));
        docs.details = self.details(at, keywords, depth);
        docs
    }

    /// Whether a title says nothing but what the name of its schema or the description says.
    pub(super) fn repeats(&self, title: &str, at: &Pointer, description: Option<&str>) -> bool {
        let words = |text: &str| -> Vec<String> {
            let snake = text.to_snake_case();
            let words = snake.split('_').filter(|word| !word.is_empty());
            words
                .map(|word| word.trim_end_matches('s').to_owned())
                .collect()
        };
        let title_words = words(title);
        let description = words(description.unwrap_or_default()).join(" ");
        if format!(" {description} ").contains(&format!(" {} ", title_words.join(" "))) {
            return true;
        }
        let mut known = IndexSet::new();
        let last = at.last().unwrap_or_default();
        known.insert(words(&last).concat());
        for token in at.tokens() {
            known.extend(words(&token));
        }
        let parameter = at.parent().and_then(|parent| self.document.get(&parent));
        let parameter = parameter.and_then(|it| it.get("name")?.as_str());
        let operation = self.operation_of(at);
        for name in [parameter, operation].into_iter().flatten() {
            known.extend(words(name));
            known.insert(words(name).concat());
        }
        known.contains(&title_words.concat()) || title_words.iter().all(|word| known.contains(word))
    }

    /// The `operationId` of the operation that a place is in.
    fn operation_of(&self, at: &Pointer) -> Option<&str> {
        let mut tokens = at.tokens();
        let (paths, path, method) = (tokens.next()?, tokens.next()?, tokens.next()?);
        let operation = Pointer::root().child(&paths).child(&path).child(&method);
        self.document.get(&operation)?.get("operationId")?.as_str()
    }

    /// The sets of members that go together, where all that the branches of a union say is which are required.
    pub(super) fn together(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
    ) -> Vec<(Choice, Vec<Vec<String>>)> {
        let lists = [
            (keywords.one_of, "oneOf", Choice::ExactlyOne),
            (keywords.any_of, "anyOf", Choice::AtLeastOne),
        ];
        let mut found = Vec::new();
        for (count, keyword, choice) in lists {
            let list = at.child(keyword);
            let places = (0..count).map(|index| list.index(index));
            let sets: Option<Vec<Vec<String>>> =
                places.map(|at| self.required_alone(&at)).collect();
            let sets = sets.filter(|sets| !sets.is_empty());
            found.extend(sets.map(|sets| (choice, sets)));
        }
        found
    }

    /// The members that a schema requires, where it says nothing else.
    fn required_alone(&mut self, at: &Pointer) -> Option<Vec<String>> {
        let part = self.part(at)?;
        let says_more = !part.keywords.properties.is_empty()
            || part.keywords.all_of + part.keywords.any_of + part.keywords.one_of > 0
            || part.keywords.has_not
            || part.keywords.counts_members()
            || !part.keywords.enumeration.is_empty()
            || !part.keywords.carried.patterns.is_empty()
            || !part.keywords.carried.requirements.is_empty()
            || !part.keywords.carried.unchecked.is_empty()
            || part.keywords.additional != Additional::Unsaid;
        (!says_more && !part.keywords.required.is_empty()).then(|| part.keywords.required.clone())
    }

    /// What is said of the parts of values that have no items of their own.
    fn details(&mut self, at: &Pointer, keywords: &Keywords, depth: usize) -> Vec<Detail> {
        let mut inner: Vec<(Inner, Pointer)> = Vec::new();
        if let Some(items) = &keywords.items {
            let of = if keywords.carried.prefix_items > 0 {
                Inner::FurtherItem
            } else {
                Inner::Item
            };
            inner.push((of, items.clone()));
        }
        if let Additional::Typed(values) = &keywords.additional {
            let of = if keywords.properties.is_empty() && keywords.required.is_empty() {
                Inner::Value
            } else {
                Inner::Undeclared
            };
            inner.push((of, values.clone()));
        }
        inner.extend(self.patterns(at, keywords));
        let is_union = self.ids.get(at).is_some_and(|id| {
            matches!(
                self.api.types[*id].kind,
                TypeKind::Union(_) | TypeKind::Enum(_)
            )
        });
        // The variants of a union, or of the enumeration that it is, have docs of their own.
        if keywords.one_of + keywords.any_of > 0 && !is_union {
            let forms = self.forms(at, keywords);
            if self.only_branch(at, keywords).is_none() {
                inner.extend(forms.into_iter().map(|at| (Inner::Form, at)));
            }
        }
        let mut details = Vec::new();
        for (of, place) in inner {
            if self.has_docs(of, &place) {
                continue;
            }
            let mut docs = self.docs_within(&place, depth);
            self.add_values(&place, &mut docs);
            if !docs.is_empty() {
                details.push(Detail { of, docs });
            }
        }
        details.extend(self.said_of_null(at, keywords));
        details
    }

    /// The schemas of names with patterns. Where there are several, each is one form of the values.
    fn patterns(&self, at: &Pointer, keywords: &Keywords) -> Vec<(Inner, Pointer)> {
        if keywords.carried.patterns.is_empty() {
            return Vec::new();
        }
        let Some((list, _)) = self.document.carried(at, "patternProperties") else {
            return Vec::new();
        };
        if self.ids.contains_key(&list) {
            // The variants of the union that they make have docs of their own.
            return Vec::new();
        }
        let of = match keywords.carried.patterns.as_slice() {
            [_] if keywords.properties.is_empty() => Inner::Value,
            [_] => Inner::Undeclared,
            _ => Inner::Form,
        };
        let patterns = keywords.carried.patterns.iter();
        patterns.map(|pattern| (of, list.child(pattern))).collect()
    }

    /// Whether an item says what the schema at a place says. Those of the plain forms of a value that has no union are
    /// left over, unless one became the type of the whole.
    fn has_docs(&self, of: Inner, at: &Pointer) -> bool {
        let Some(item) = self.ids.get(at).map(|id| &self.api.types[*id]) else {
            return false;
        };
        let is_plain = match item.kind {
            TypeKind::Enum(_) | TypeKind::Alias(_) => true,
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) => false,
        };
        !(of == Inner::Form && is_plain && item.origin == *at)
    }

    /// The listed values, for which there is no enumeration where the schema has no item.
    fn add_values(&mut self, at: &Pointer, docs: &mut Docs) {
        let is_values = |fact: &Fact| matches!(fact, Fact::Values(_));
        if self.document.reference(at).is_some() || docs.facts.iter().any(is_values) {
            return;
        }
        let part = self.part(at);
        let values = part.iter().flat_map(|part| &part.keywords.enumeration);
        let values: Vec<String> = values
            .filter(|value| !value.is_null())
            .map(json_text)
            .collect();
        if !values.is_empty() {
            docs.facts.insert(0, Fact::Values(values));
        }
    }

    /// What the branches of a union that are nothing but `null` say.
    fn said_of_null(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Detail> {
        let mut details = Vec::new();
        if keywords.one_of + keywords.any_of == 0 {
            return details;
        }
        let (nulls, _) = self.without_nulls(at, keywords);
        for place in nulls {
            let Some(part) = self.part(&place) else {
                continue;
            };
            let title = part.keywords.title.as_deref();
            let title = title.filter(|title| !title.eq_ignore_ascii_case("null"));
            let description = paragraphs([title, part.keywords.description.as_deref()]);
            if description.is_some() {
                details.push(Detail {
                    of: Inner::Null,
                    docs: Docs {
                        description,
                        ..Docs::default()
                    },
                });
            }
        }
        details
    }
}
