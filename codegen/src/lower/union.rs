//! `oneOf` and `anyOf`: which of the ways to read them a union takes, and which branches are null.
use super::{
    Lowerer, Shape, any,
    carried::CHECKED_ON_DEMAND,
    keywords::{Additional, Keywords},
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::UntypedReason,
};

/// How deep unions without anything else are taken for the union that holds them.
const MOST_NESTED: usize = 8;

impl Lowerer<'_> {
    pub(super) fn union(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let (mut nulls, branches) = self.without_nulls(at, keywords);
        if let [place] = nulls.as_slice()
            && self.is_null_as_object(place)
        {
            let message = "an object that may be null stands for null here";
            self.report(
                Diagnostic::new(Code::NullAsObject, place, message)
                    .label("read as null, beside the type that the other branch names"),
            );
        }
        let mut branches = self.flattened(branches, &mut nulls);
        branches.retain(|place| !self.allows_nothing(place));
        let shape = if keywords.is_object() {
            self.beside_members(at, keywords, &branches)
        } else if let ([only], None) = (branches.as_slice(), &keywords.ty) {
            self.shape_at(only)
        } else if keywords.ty.is_some() && self.only_constrain(&branches) {
            let place = Place::key(union_keyword(at, keywords));
            let message = "the branches of this union are conditions, which are not checked";
            self.report(Diagnostic::new(Code::UncheckedKeyword, place, message));
            self.single(at, keywords)
        } else if branches.is_empty() {
            Shape::Plain(any(at, UntypedReason::NullOnly))
        } else {
            self.branches(at, keywords, &branches)
        };
        if nulls.is_empty() {
            shape
        } else {
            shape.nullable()
        }
    }

    /// The branches, where a union that stands inline and says nothing else is its branches.
    fn flattened(&mut self, branches: Vec<Pointer>, nulls: &mut Vec<Pointer>) -> Vec<Pointer> {
        let mut flat = branches;
        for _ in 0..MOST_NESTED {
            let mut changed = false;
            for place in std::mem::take(&mut flat) {
                match self.bare_union(&place) {
                    Some(keywords) => {
                        let (null, inner) = self.without_nulls(&place, &keywords);
                        nulls.extend(null);
                        flat.extend(inner);
                        changed = true;
                    }
                    None => flat.push(place),
                }
            }
            if !changed {
                break;
            }
        }
        flat
    }

    /// The keywords of a union that stands inline and says nothing but its branches.
    fn bare_union(&mut self, at: &Pointer) -> Option<std::rc::Rc<Keywords>> {
        let schema = self.document.get(at)?.as_object()?;
        let is_bare =
            schema.len() == 1 && (schema.contains_key("oneOf") || schema.contains_key("anyOf"));
        if !is_bare {
            return None;
        }
        self.keywords(at)
    }

    /// Members beside a union: each branch is an object that has them too.
    fn beside_members(&mut self, at: &Pointer, keywords: &Keywords, branches: &[Pointer]) -> Shape {
        if branches.iter().all(|place| self.only_requires(place)) {
            self.report_together(at, keywords);
            return self.without_union(at, keywords);
        }
        if branches
            .iter()
            .all(|place| self.repeats_members(place, keywords))
        {
            return self.branches(at, keywords, branches);
        }
        let Some(parts) = self.collect(at) else {
            return self.too_many_parts(at);
        };
        self.distributed(at, parts)
    }

    /// The object that a schema is without its branches.
    fn without_union(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let own = Keywords {
            ty: Some("object".to_owned()),
            one_of: 0,
            any_of: 0,
            ..Keywords::clone(keywords)
        };
        self.single(at, &own)
    }

    /// Whether the objects of a branch have all members that stand beside the union, and ask for those that it asks for.
    fn repeats_members(&mut self, branch: &Pointer, beside: &Keywords) -> bool {
        if beside.properties.is_empty() && beside.required.is_empty() {
            return !matches!(beside.additional, Additional::Typed(_))
                && beside.carried.patterns.is_empty();
        }
        let Some(parts) = self.collect(branch) else {
            return false;
        };
        let has = |name: &String| {
            parts
                .iter()
                .any(|part| part.keywords.properties.contains(name))
        };
        let asks = |name: &String| {
            parts
                .iter()
                .any(|part| part.keywords.required.contains(name))
        };
        beside.properties.iter().all(has) && beside.required.iter().all(asks)
    }

    /// Whether no branch says anything of the type: those of `type: string, anyOf: [{format: ipv4}, {format: ipv6}]`
    /// are conditions.
    fn only_constrain(&mut self, branches: &[Pointer]) -> bool {
        branches.iter().all(|branch| {
            let keywords = self.resolve(branch).and_then(|at| self.keywords(&at));
            keywords.is_some_and(|keywords| {
                let says_type = Keywords {
                    format: None,
                    ..Keywords::clone(&keywords)
                };
                says_type.all_of == 0 && !says_type.says_type()
            })
        })
    }

    /// Reports branches beside members that say nothing but which of these go together, unless it is looked at.
    pub(super) fn report_together(&mut self, at: &Pointer, keywords: &Keywords) {
        let branches = keywords.branches(at);
        let says_no_more = branches.iter().all(|place| self.only_requires(place));
        if says_no_more && !self.checks_together(at, keywords) {
            let place = Place::key(union_keyword(at, keywords));
            let message = "which members go together is said in the docs only";
            self.report(
                Diagnostic::new(Code::UnusedKeyword, place, message).hint(CHECKED_ON_DEMAND),
            );
        }
    }

    /// Whether a branch says nothing but which members are required.
    pub(super) fn only_requires(&mut self, at: &Pointer) -> bool {
        let Some(target) = self.resolve(at) else {
            return false;
        };
        self.keywords(&target).is_some_and(|branch| {
            branch.properties.is_empty()
                && branch.ty.as_deref().is_none_or(|ty| ty == "object")
                && branch.enumeration.is_empty()
                && branch.all_of + branch.any_of + branch.one_of == 0
                && branch.additional == Additional::Unsaid
        })
    }

    /// Whether a branch stands for `null` alone: `enum: [null]`, or nothing but `nullable: true`.
    fn is_null(&mut self, at: &Pointer) -> bool {
        let Some(target) = self.resolve(at) else {
            return false;
        };
        let Some(keywords) = self.keywords(&target) else {
            return false;
        };
        let only_null = !keywords.enumeration.is_empty()
            && keywords.enumeration.iter().all(serde_json::Value::is_null);
        let says_only_null = keywords.nullable && !keywords.says_type() && keywords.all_of == 0;
        only_null || says_only_null || keywords.ty.as_deref() == Some("null")
    }

    /// The branches that are nothing but null, and the others.
    pub(super) fn without_nulls(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
    ) -> (Vec<Pointer>, Vec<Pointer>) {
        let places = keywords.branches(at);
        if let [one, other] = places.as_slice() {
            let pairs = [(one, other), (other, one)];
            let meant = pairs.into_iter().find(|(null, named)| {
                self.is_null_as_object(null) && self.document.reference(named).is_some()
            });
            if let Some((null, named)) = meant {
                return (vec![null.clone()], vec![named.clone()]);
            }
        }
        places.into_iter().partition(|place| self.is_null(place))
    }

    /// Whether a schema is how some converters write null where there is no word for it: an object without any
    /// members that may be null. Beside a reference it can not mean any object, which would make the reference
    /// pointless.
    fn is_null_as_object(&self, at: &Pointer) -> bool {
        let schema = self.document.get(at).and_then(serde_json::Value::as_object);
        schema.is_some_and(|schema| {
            schema.len() == 2
                && schema.get("nullable") == Some(&true.into())
                && schema.get("type").and_then(serde_json::Value::as_str) == Some("object")
        })
    }
}

/// The place of the keyword that lists the branches.
pub(super) fn union_keyword(at: &Pointer, keywords: &Keywords) -> Pointer {
    at.child(if keywords.one_of > 0 {
        "oneOf"
    } else {
        "anyOf"
    })
}
