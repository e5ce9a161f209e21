//! `allOf`: the parts of an object are merged into one; a single part is the part itself.
use super::{
    Lowerer, Shape, any,
    growing::Growing,
    keywords::{Additional, Keywords},
    prune::is_component,
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{JsonType, Struct, Type, UntypedReason},
};
use indexmap::IndexSet;
use std::rc::Rc;

/// How many schemas may take part in one `allOf`, those of nested ones included. A chain of inheritance
/// makes each type as long as the chain, so that time and output would grow with its square.
const MOST_PARTS: usize = 500;

/// One schema that takes part, with the place where it stands.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) at: Pointer,
    pub(super) keywords: Rc<Keywords>,
}

/// A schema of the work list is met, or done with all that it holds.
enum Step {
    Enter(Pointer),
    Leave(Part),
}

/// There are more parts than [`MOST_PARTS`].
struct TooMany {
    /// The schemas that were being walked, each a part of the one before.
    open: Vec<Pointer>,
}

impl Lowerer<'_> {
    pub(super) fn all_of(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let mut shape = self.composed(at, keywords);
        for part in self.inline_parts(at, keywords) {
            self.check(&part.at, &part.keywords);
            if part.keywords.nullable && !part.keywords.says_type() && part.keywords.all_of == 0 {
                self.report_lonely_null(&part.at);
                shape = shape.nullable();
            }
        }
        shape
    }

    /// `nullable` adds `null` to the `type` beside it alone (OpenAPI 3.0.4, Schema Object), so that a part
    /// which says nothing else changes nothing. It is taken as it is meant, as beside a reference.
    fn report_lonely_null(&mut self, at: &Pointer) {
        let place = Place::key(at.child("nullable"));
        let message = "`nullable` without `type` has no effect in OpenAPI 3.0";
        self.report(
            Diagnostic::new(Code::ReferenceSiblings, place, message)
                .label("taken as it is meant: `null` is allowed")
                .hint("put `nullable` beside the `allOf`"),
        );
    }

    /// The parts that no reference names, at any depth: those of nested ones before what holds them.
    pub(super) fn inline_parts(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut work = keywords.parts(at);
        while let Some(place) = work.pop() {
            if self.document.reference(&place).is_some() {
                continue;
            }
            if let Some(part) = self.part(&place) {
                work.extend(part.keywords.parts(&part.at));
                parts.push(part);
            }
        }
        parts.reverse();
        parts
    }

    /// The schema at a place of an `allOf`, which each heir asks for again.
    pub(super) fn part(&mut self, place: &Pointer) -> Option<Part> {
        if let Some(known) = self.parts.get(place) {
            return known.clone();
        }
        let part = self.resolve(place).and_then(|at| {
            let keywords = self.keywords(&at)?;
            Some(Part { at, keywords })
        });
        self.parts.insert(place.clone(), part.clone());
        part
    }

    fn composed(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let places = keywords.parts(at);
        if (!keywords.says_type() || keywords.says_object_alone())
            && let Some(only) = self.only_typed_part(&places)
        {
            return match self.part(&only) {
                Some(part) if part.at != only && is_component(at) && self.has_heirs(&part.at) => {
                    Shape::Plain(Type::Named(self.base(&part.at)))
                }
                _ => self.shape_at(&only),
            };
        }
        let Some(parts) = self.collect(at) else {
            return self.too_many_parts(at);
        };
        if !self.has_object(&parts) {
            return self.narrowed(at, &parts);
        }
        if let Some(parent) = self.only_parent(at, &places, &parts) {
            return Shape::Plain(self.type_of_part(at, &parent));
        }
        // What is written inside the schema itself is there once.
        let others = parts.iter().filter(|part| !part.at.starts_with(at));
        let copied: IndexSet<&String> = others.flat_map(|part| &part.keywords.properties).collect();
        if self.copies.take(copied.len()).is_err() {
            let message = "the types of this document copy too many members of other schemas";
            let place = Place::key(at.child("allOf"));
            self.report_copies(place, message, "any JSON value is taken here");
            return Shape::Plain(any(at, UntypedReason::TooManyParts));
        }
        match self.position_of_union(at, &parts) {
            Some(_) => self.distributed(at, parts),
            None => self.object_of(at, &parts),
        }
    }

    /// Whether a part is an object, or a union of objects.
    fn has_object(&mut self, parts: &[Part]) -> bool {
        parts.iter().any(|part| {
            part.keywords.is_object()
                || part.keywords.one_of + part.keywords.any_of > 0
                    && self.json_type_of(&part.at) == Some(JsonType::Object)
        })
    }

    pub(super) fn too_many_parts(&mut self, at: &Pointer) -> Shape {
        let message = format!("more than {MOST_PARTS} schemas take part in this `allOf`");
        self.report(
            Diagnostic::new(Code::TooManyParts, Place::key(at.child("allOf")), message)
                .label("any JSON value is taken here"),
        );
        Shape::Plain(any(at, UntypedReason::TooManyParts))
    }

    /// The object that has the members of all parts.
    pub(super) fn merged_struct(&mut self, at: &Pointer, parts: &[Part]) -> Struct {
        let mut object = Growing::default();
        for part in parts {
            self.add_part(&mut object, part);
        }
        self.merge_members(at, &mut object, parts);
        for part in parts {
            let Keywords {
                required,
                properties,
                ..
            } = &*part.keywords;
            let own: IndexSet<&String> = properties.iter().collect();
            for (index, name) in required.iter().enumerate() {
                if !own.contains(name) && object.member(name).is_some() {
                    let place = part.at.child("required").index(index);
                    self.declared_by_others.insert(place);
                }
            }
            self.require(&mut object, &part.at, required);
        }
        self.keep_unknown(at, &mut object, parts.iter().map(|part| &*part.keywords));
        object.grown()
    }

    /// The one part that says anything about the type, where there is no other.
    fn only_typed_part(&mut self, places: &[Pointer]) -> Option<Pointer> {
        let mut typed = Vec::new();
        for place in places {
            let keywords = self.part(place)?.keywords;
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

    /// The object of the document that the whole is, where all other parts have nothing to add to it.
    fn only_parent(&mut self, at: &Pointer, places: &[Pointer], parts: &[Part]) -> Option<Pointer> {
        // A walk of each parent is worth it only where it may be the whole.
        let mut stand_here = parts.iter().filter(|part| part.at.starts_with(at));
        if !stand_here.all(adds_no_member) {
            return None;
        }
        let mut parents = IndexSet::new();
        for place in places {
            let parent = self.part(place)?.at;
            if !parent.starts_with(at) {
                parents.insert(parent);
            }
        }
        for parent in parents {
            let own: Vec<Part> = self.collect(&parent)?;
            let known: IndexSet<&Pointer> = own.iter().map(|part| &part.at).collect();
            let required =
                |name: &String| own.iter().any(|part| part.keywords.required.contains(name));
            let mut others = parts.iter().filter(|part| !known.contains(&part.at));
            if others
                .all(|part| adds_no_member(part) && part.keywords.required.iter().all(required))
            {
                return Some(parent);
            }
        }
        None
    }

    /// All schemas that take part, or nothing where they are too many. Then the schemas on the way are judged too, from the
    /// innermost outwards: what has a part that is too large is too large itself, and need not be walked.
    pub(super) fn collect(&mut self, at: &Pointer) -> Option<Vec<Part>> {
        let mut too_many = match self.walk(at) {
            Ok(parts) => return Some(parts),
            Err(too_many) => too_many,
        };
        while let Some(innermost) = too_many.open.last().cloned() {
            if self.too_large.contains(&innermost) {
                self.too_large.extend(too_many.open);
                break;
            }
            let Err(inner) = self.walk(&innermost) else {
                break;
            };
            self.too_large.extend(too_many.open);
            too_many = inner;
        }
        self.too_large.insert(at.clone());
        None
    }

    /// All schemas that take part, those of nested `allOf` before the schema that holds them, since
    /// what is nearer says it more precisely. A list of work instead of recursion: documents nest at will.
    fn walk(&mut self, at: &Pointer) -> Result<Vec<Part>, TooMany> {
        let mut parts = Vec::new();
        let mut seen = IndexSet::new();
        let mut open = IndexSet::new();
        let mut work = vec![Step::Enter(at.clone())];
        while let Some(step) = work.pop() {
            let place = match step {
                Step::Enter(place) => place,
                Step::Leave(part) => {
                    open.pop();
                    parts.push(part);
                    continue;
                }
            };
            let Some(part) = self.part(&place) else {
                continue;
            };
            if !seen.insert(part.at.clone()) {
                if place != part.at && open.contains(&part.at) {
                    self.report_recursive(place, &part.at);
                }
                continue;
            }
            if seen.len() > MOST_PARTS || self.too_large.contains(&part.at) {
                return Err(TooMany {
                    open: open.into_iter().collect(),
                });
            }
            let inner = part.keywords.parts(&part.at);
            open.insert(part.at.clone());
            work.push(Step::Leave(part));
            work.extend(inner.into_iter().rev().map(Step::Enter));
        }
        Ok(parts)
    }

    fn report_recursive(&mut self, place: Pointer, target: &Pointer) {
        let message = format!("`{}` takes part in itself", self.document.shown(target));
        self.report(
            Diagnostic::new(Code::RecursiveAllOf, Place::value(place), message)
                .label("this part is left out"),
        );
    }

    fn add_part(&mut self, object: &mut Growing, part: &Part) {
        self.add_members(object, &part.at, &part.keywords);
        let keywords = &part.keywords;
        // Branches are distributed, or chosen, before parts get here.
        let is_union = keywords.one_of + keywords.any_of > 0;
        if is_union {
            self.report_together(&part.at, keywords);
        } else if !keywords.is_object() && keywords.says_type() {
            let message = "a part of the `allOf` is no object, though others are";
            self.report(
                Diagnostic::new(Code::AllOfConflict, &part.at, message)
                    .label("this part is left out"),
            );
        }
    }
}

/// Whether a part says nothing of the members that there are, but perhaps which are required.
fn adds_no_member(part: &Part) -> bool {
    let Part { keywords, .. } = part;
    keywords.properties.is_empty()
        && keywords.carried.patterns.is_empty()
        && keywords.carried.unchecked.is_empty()
        && keywords.one_of + keywords.any_of == 0
        && matches!(
            keywords.additional,
            Additional::Unsaid | Additional::Forbidden
        )
        && (keywords.is_object() || !keywords.says_type())
}
