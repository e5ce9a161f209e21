//! Members beside a union, in one schema or in the parts of an `allOf`: each branch is an object that has them all.
use super::{
    Lowerer, Shape, all_of::Part, any, branches::Found, docs::MOST_DEPTH, keywords::Keywords,
    union::union_keyword,
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Docs, Form, JsonType, Rules, Type, TypeDef, TypeKind, UntypedReason},
};
use std::rc::Rc;

/// How many unions inside each other are distributed.
const MOST_NESTED: usize = 4;

impl Lowerer<'_> {
    /// The union whose branches have the members of all parts, one of which has branches.
    pub(super) fn distributed(&mut self, at: &Pointer, parts: Vec<Part>) -> Shape {
        self.distributed_within(at, parts, MOST_NESTED)
    }

    fn distributed_within(&mut self, at: &Pointer, mut parts: Vec<Part>, depth: usize) -> Shape {
        let Some(position) = self.position_of_union(at, &parts) else {
            return self.object_of(at, &parts);
        };
        let Some(owner) = parts.get_mut(position).map(|part| {
            let owner = part.clone();
            part.keywords = Rc::new(Keywords {
                one_of: 0,
                any_of: 0,
                ..Keywords::clone(&part.keywords)
            });
            owner
        }) else {
            return self.object_of(at, &parts);
        };
        // Null can be no object with members.
        let (_, places) = self.without_nulls(&owner.at, &owner.keywords);
        let Some(depth) = depth.checked_sub(1) else {
            self.report_not_distributed(&owner);
            return self.open_object(at, &owner, &parts);
        };
        let keyword = if owner.keywords.one_of > 0 {
            "oneOf"
        } else {
            "anyOf"
        };
        let list = at.child(keyword);
        let mut found = Vec::new();
        for (index, place) in places.iter().enumerate() {
            if !self.may_be_object(place) {
                let message = "a branch that is no object, beside members";
                self.report(
                    Diagnostic::new(Code::AllOfConflict, place, message)
                        .label("this branch is left out"),
                );
                continue;
            }
            let Some(all) = self.with_branch(&parts, place) else {
                self.report_not_distributed(&owner);
                return self.open_object(at, &owner, &parts);
            };
            let copied = all.iter().map(|part| part.keywords.properties.len()).sum();
            if self.copies.take(copied).is_err() {
                self.report_not_distributed(&owner);
                return self.open_object(at, &owner, &parts);
            }
            let here = list.index(index);
            let taking_part: Vec<Pointer> = all.iter().map(|part| part.at.clone()).collect();
            let shape = self.distributed_within(&here, all, depth);
            found.push(self.found_object(place, &here, shape, &taking_part));
        }
        match found.len() {
            0 => self.object_of(at, &parts),
            _ => self.union_of(&owner.at, &owner.keywords, found),
        }
    }

    /// The first part with branches that say more than which members are required. A schema that is a branch of a part of
    /// its own has chosen already.
    pub(super) fn position_of_union(&mut self, at: &Pointer, parts: &[Part]) -> Option<usize> {
        for (position, part) in parts.iter().enumerate() {
            if part.keywords.one_of + part.keywords.any_of == 0 {
                continue;
            }
            let (_, places) = self.without_nulls(&part.at, &part.keywords);
            let mut is_chosen = false;
            let mut says_more = false;
            for place in &places {
                is_chosen |= self
                    .resolve(place)
                    .is_some_and(|target| target == *at && part.at != *at);
                says_more |= !self.only_requires(place);
            }
            if says_more && !is_chosen {
                return Some(position);
            }
        }
        None
    }

    /// The parts of the whole with those of a branch, which come last since they are nearest.
    fn with_branch(&mut self, parts: &[Part], place: &Pointer) -> Option<Vec<Part>> {
        let inner = self.collect(place)?;
        let others = parts
            .iter()
            .filter(|part| inner.iter().all(|known| known.at != part.at));
        let mut all: Vec<Part> = others.cloned().collect();
        all.extend(inner.iter().cloned());
        // A part that the whole is told by is not asked again.
        for part in &mut all {
            if let Some(own) = parts.iter().find(|own| own.at == part.at) {
                part.keywords = Rc::clone(&own.keywords);
            }
        }
        Some(all)
    }

    fn may_be_object(&mut self, place: &Pointer) -> bool {
        matches!(self.json_type_of(place), Some(JsonType::Object) | None)
    }

    /// A branch as an item of its own. No schema of the document is it, so that its place is the one where the schema
    /// that holds it would have it.
    fn found_object(
        &mut self,
        place: &Pointer,
        here: &Pointer,
        shape: Shape,
        taking_part: &[Pointer],
    ) -> Found {
        let (ty, rules) = match shape {
            Shape::Plain(ty) => {
                let rules = self.rules_of_item(taking_part, &TypeKind::Alias(ty.clone()));
                (ty, rules)
            }
            Shape::Item(kind) | Shape::NullableItem(kind) => {
                let docs = self.docs_within(place, MOST_DEPTH);
                let rules = self.rules_of_item(taking_part, &kind);
                let id = self.api.types.push(TypeDef {
                    origin: here.clone(),
                    form: Form::Plain,
                    docs,
                    rules,
                    kind,
                });
                (Type::Named(id), Rules::default())
            }
        };
        let mut found = self.found(place, ty);
        found.branch.json = Some(JsonType::Object);
        found.branch.docs = Docs::default();
        found.branch.rules = rules;
        // It is called after what the branch refers to, even where that is not there.
        let target = self.resolve(place);
        let target = target.as_ref().and_then(Pointer::last);
        found.branch.label = self.document.reference(place).map(|written| {
            let written = written.rsplit('/').next().unwrap_or(written);
            target.map_or(written.to_owned(), std::borrow::Cow::into_owned)
        });
        found
    }

    /// The object of all parts.
    pub(super) fn object_of(&mut self, at: &Pointer, parts: &[Part]) -> Shape {
        let object = self.merged_struct(at, parts);
        if object.members.is_empty() {
            let values = object.rest.unwrap_or(any(at, UntypedReason::FreeForm));
            return Shape::Plain(Type::Map(Box::new(values)));
        }
        Shape::Item(TypeKind::Struct(object))
    }

    /// The same, where the members of branches are kept as they are.
    fn open_object(&mut self, at: &Pointer, owner: &Part, parts: &[Part]) -> Shape {
        let mut object = self.merged_struct(at, parts);
        object.rest = Some(any(&owner.at, UntypedReason::UnionBesideMembers));
        Shape::Item(TypeKind::Struct(object))
    }

    fn report_not_distributed(&mut self, owner: &Part) {
        let place = Place::key(union_keyword(&owner.at, &owner.keywords));
        let message = "the members beside this union are too many to stand in each branch";
        self.report(
            Diagnostic::new(Code::UntypedUnion, place, message)
                .label("the members of its branches are kept as JSON"),
        );
    }
}
