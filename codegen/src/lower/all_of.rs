//! `allOf`: the parts of an object are merged into one; a single part is the part itself.
use super::{Lowerer, Shape, keywords::Keywords};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Struct, Type, TypeKind},
};
use indexmap::IndexSet;

/// One schema that takes part, with the place where it stands.
struct Part {
    at: Pointer,
    keywords: Keywords,
}

impl Lowerer<'_> {
    pub(super) fn all_of(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let places = keywords.parts(at);
        if (!keywords.says_type() || keywords.says_object_alone())
            && let Some(only) = self.only_typed_part(&places)
        {
            return self.shape_at(&only);
        }
        let mut parts = Vec::new();
        self.collect(at, &mut parts);
        let objects = parts
            .iter()
            .filter(|part| part.keywords.is_object())
            .count();
        if objects == 0 {
            return self.narrowed(at, &parts);
        }
        let mut object = Struct::default();
        for part in &parts {
            self.add_part(&mut object, part);
        }
        for part in &parts {
            self.require(&mut object, &part.at, &part.keywords.required);
        }
        if object.members.is_empty() {
            return Shape::Plain(Type::Map(Box::new(object.rest.unwrap_or(Type::Any))));
        }
        Shape::Item(TypeKind::Struct(object))
    }

    /// The one part that says anything about the type, where there is no other.
    fn only_typed_part(&mut self, places: &[Pointer]) -> Option<Pointer> {
        let mut typed = Vec::new();
        for place in places {
            let target = self.resolve(place)?;
            let keywords = self.keywords(&target)?;
            let says_more = keywords.says_type() && !keywords.says_object_alone();
            if says_more || keywords.all_of > 0 {
                typed.push(place.clone());
            }
        }
        match typed.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// All schemas that take part, those of nested `allOf` before the schema that holds them, since
    /// what is nearer says it more precisely. A list of work instead of recursion: documents nest at will.
    fn collect(&mut self, at: &Pointer, parts: &mut Vec<Part>) {
        let mut seen = IndexSet::new();
        let mut work = vec![(at.clone(), Step::Enter)];
        while let Some((place, step)) = work.pop() {
            let Some(target) = self.resolve(&place) else {
                continue;
            };
            let Some(keywords) = self.keywords(&target) else {
                continue;
            };
            if step == Step::Leave {
                parts.push(Part {
                    at: target,
                    keywords,
                });
                continue;
            }
            if !seen.insert(target.clone()) {
                if place != target
                    && work
                        .iter()
                        .any(|(open, step)| *step == Step::Leave && *open == target)
                {
                    self.report(
                        Diagnostic::new(
                            Code::RecursiveAllOf,
                            Place::value(place),
                            format!("`{}` takes part in itself", target.to_fragment()),
                        )
                        .label("this part is left out"),
                    );
                }
                continue;
            }
            work.push((target.clone(), Step::Leave));
            work.extend(
                keywords
                    .parts(&target)
                    .into_iter()
                    .rev()
                    .map(|part| (part, Step::Enter)),
            );
        }
    }

    fn add_part(&mut self, object: &mut Struct, part: &Part) {
        self.add_members(object, &part.at, &part.keywords);
        let keywords = &part.keywords;
        if keywords.one_of + keywords.any_of > 0 {
            self.report_untyped(
                &part.at,
                keywords,
                "members beside a union",
                "the members of its branches are kept as JSON",
            );
            object.rest = Some(Type::Any);
        } else if !keywords.is_object() && keywords.says_type() {
            let message = "a part of the `allOf` is no object, though others are";
            self.report(
                Diagnostic::new(Code::AllOfConflict, &part.at, message)
                    .label("this part is left out"),
            );
        }
    }

    /// Parts that are no objects: the first that says a type decides, as long as all agree on the JSON type.
    fn narrowed(&mut self, at: &Pointer, parts: &[Part]) -> Shape {
        let typed: Vec<&Part> = parts
            .iter()
            .filter(|part| part.keywords.says_type())
            .collect();
        let mut kinds = typed.iter().map(|part| self.json_type(&part.at, &mut 1));
        let first = kinds.next().flatten();
        let agree = first.is_some() && kinds.all(|kind| kind == first);
        // An enumeration narrows more than a plain type does.
        let narrowest = typed
            .iter()
            .find(|part| !part.keywords.enumeration.is_empty())
            .or(typed.first());
        match narrowest {
            // A part that a reference names is an item, whether it was looked at already or not.
            Some(part) if agree && !part.at.starts_with(at) => {
                Shape::Plain(Type::Named(self.item(&part.at)))
            }
            Some(part) if agree && part.at != *at => self.shape_of_part(at, part),
            Some(part) if agree => {
                let own = Keywords {
                    all_of: 0,
                    ..part.keywords.clone()
                };
                self.shape(at, &own)
            }
            Some(_) => {
                let message =
                    "the parts of this `allOf` have different types, so no value fits all";
                self.report(
                    Diagnostic::new(Code::AllOfConflict, Place::key(at.child("allOf")), message)
                        .label("any JSON value is taken here"),
                );
                Shape::Plain(Type::Any)
            }
            None => Shape::Plain(Type::Any),
        }
    }
}

impl Lowerer<'_> {
    /// A part that stands inline is what the whole is; another one is an item of its own.
    fn shape_of_part(&mut self, at: &Pointer, part: &Part) -> Shape {
        if part.at.starts_with(at) {
            self.shape(&part.at, &part.keywords)
        } else {
            Shape::Plain(self.type_at(&part.at))
        }
    }
}

/// Whether a schema of the work list is met, or done with all that it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Enter,
    Leave,
}
