//! `oneOf` and `anyOf`: a union whose branches are told apart by the type of the JSON value.
use super::{
    Lowerer, Shape, any,
    carried::CHECKED_ON_DEMAND,
    growing::Growing,
    keywords::{Additional, Keywords},
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Branch, JsonType, Nullability, Rules, StringFormat, Type, TypeKind, Unlisted, UntypedReason,
    },
};

/// How many schemas are looked at to find the JSON type of a branch.
const MOST_LOOKED_AT: usize = 64;

impl Lowerer<'_> {
    pub(super) fn union(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let (nulls, mut branches) = self.without_nulls(at, keywords);
        if let [place] = nulls.as_slice()
            && self.is_null_as_object(place)
        {
            let message = "an object that may be null stands for null here";
            self.report(
                Diagnostic::new(Code::NullAsObject, place, message)
                    .label("read as null, beside the type that the other branch names"),
            );
        }
        branches.retain(|place| !self.allows_nothing(place));
        let shape = if keywords.is_object() {
            self.beside_members(at, keywords)
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

    /// Members beside a union. The members of its branches are kept as they are.
    fn beside_members(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let mut object = Growing::default();
        self.add_members(&mut object, at, keywords);
        self.require(&mut object, at, &keywords.required);
        if !self.says_what_goes_together(at, keywords) {
            self.report_untyped(
                at,
                keywords,
                "members beside a union",
                "the members of its branches are kept as JSON",
            );
            object.rest = Some(any(at, UntypedReason::UnionBesideMembers));
        }
        self.keep_unknown(at, &mut object, std::iter::once(keywords));
        let object = object.grown();
        if object.members.is_empty() {
            let values = object.rest.unwrap_or(any(at, UntypedReason::FreeForm));
            return Shape::Plain(Type::Map(Box::new(values)));
        }
        Shape::Item(TypeKind::Struct(object))
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

    /// Whether the branches of a union beside members say nothing but which of these go together. What does not look at
    /// it is reported.
    pub(super) fn says_what_goes_together(&mut self, at: &Pointer, keywords: &Keywords) -> bool {
        let branches = keywords.branches(at);
        if !branches.iter().all(|place| self.only_requires(place)) {
            return false;
        }
        if !self.checks_together(at, keywords) {
            let place = Place::key(union_keyword(at, keywords));
            let message = "which members go together is said in the docs only";
            self.report(
                Diagnostic::new(Code::UnusedKeyword, place, message).hint(CHECKED_ON_DEMAND),
            );
        }
        true
    }

    /// Whether a branch says nothing but which members are required.
    fn only_requires(&mut self, at: &Pointer) -> bool {
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

    fn branches(&mut self, at: &Pointer, keywords: &Keywords, places: &[Pointer]) -> Shape {
        let mut branches: Vec<Branch> = Vec::new();
        let mut texts = Vec::new();
        for place in places {
            let json = self.json_type_of(place);
            let ty = self.type_at(place);
            if let Some(known) = branches.iter_mut().find(|known| known.ty == ty) {
                // A value need keep to the rules of one of the two.
                known.rules = Rules::default();
                if matches!(ty, Type::Named(_)) {
                    let message = "this branch of the union is the same as one before";
                    self.report(
                        Diagnostic::new(Code::DuplicateBranch, place, message)
                            .label("once is enough"),
                    );
                }
                continue;
            }
            match json {
                Some(JsonType::String) => {
                    texts.push((self.text(place), ty.clone()));
                    if texts.len() == 1 {
                        branches.push(Branch {
                            json: JsonType::String,
                            docs: self.docs_beside_item(place, &ty),
                            rules: self.rules_at(place, &ty),
                            ty,
                        });
                    }
                }
                Some(json) if branches.iter().all(|known| known.json != json) => {
                    let docs = self.docs_beside_item(place, &ty);
                    let rules = self.rules_at(place, &ty);
                    branches.push(Branch {
                        json,
                        ty,
                        docs,
                        rules,
                    });
                }
                Some(_) => return self.untyped_union(at, keywords, SAME_JSON_TYPE),
                None => {
                    let why = "a branch does not say which JSON type it has";
                    return self.untyped_union(at, keywords, why);
                }
            }
        }
        if texts.len() > 1 {
            let Some(ty) = joined(&texts, self.api.unlisted) else {
                return self.untyped_union(at, keywords, SAME_JSON_TYPE);
            };
            let known = branches
                .iter_mut()
                .find(|known| known.json == JsonType::String);
            if let Some(known) = known {
                known.ty = ty;
                known.rules = Rules::default();
            }
        }
        match branches.as_slice() {
            [only] => {
                // An inline schema takes the place of the whole, so that it is named as the whole is.
                if let Type::Named(id) = only.ty
                    && self.api.types[id].origin.starts_with(at)
                {
                    self.api.types[id].origin = at.clone();
                }
                Shape::Plain(only.ty.clone())
            }
            _ => Shape::Item(TypeKind::Union(branches)),
        }
    }

    /// What the branch at a place is, among those that are strings.
    fn text(&mut self, at: &Pointer) -> Text {
        let keywords = self.resolve(at).and_then(|at| self.keywords(&at));
        match keywords {
            Some(keywords) if !keywords.enumeration.is_empty() => Text::Enumeration,
            Some(keywords)
                if keywords.ty.is_some()
                    && keywords.all_of + keywords.one_of + keywords.any_of == 0 =>
            {
                Text::Plain(if keywords.nullable {
                    Nullability::Nullable
                } else {
                    Nullability::NotNull
                })
            }
            Some(_) | None => Text::Other,
        }
    }

    /// The fallback for branches that can not be told apart: the type beside them, if there is one.
    fn untyped_union(&mut self, at: &Pointer, keywords: &Keywords, why: &str) -> Shape {
        let message = format!("the branches of this union can not be told apart: {why}");
        if let Some(ty) = &keywords.ty {
            let label = format!("the type beside them, `{ty}`, is taken");
            self.report(
                Diagnostic::new(Code::UntypedUnion, Place::key(at.clone()), message).label(label),
            );
            return self.single(at, keywords);
        }
        self.report(
            Diagnostic::new(Code::UntypedUnion, Place::key(at.clone()), message)
                .label("any JSON value is taken here"),
        );
        Shape::Plain(any(at, UntypedReason::Union))
    }

    pub(super) fn report_untyped(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        what: &str,
        effect: &str,
    ) {
        let place = Place::key(union_keyword(at, keywords));
        let message = format!("{what} have no type of their own yet");
        self.report(Diagnostic::new(Code::UntypedUnion, place, message).label(effect));
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

    /// The one JSON type that the values of a schema have.
    pub(super) fn json_type_of(&mut self, at: &Pointer) -> Option<JsonType> {
        let at = self.resolve(at)?;
        if let Some(known) = self.json_types.get(&at) {
            return *known;
        }
        let json = self.json_type(&at, &mut { MOST_LOOKED_AT });
        self.json_types.insert(at, json);
        json
    }

    /// The same. `budget` is how many schemas may be looked at
    /// for it: compositions can hold each other many times over.
    pub(super) fn json_type(&mut self, at: &Pointer, budget: &mut usize) -> Option<JsonType> {
        *budget = budget.checked_sub(1)?;
        let at = self.resolve(at)?;
        let keywords = self.keywords(&at)?;
        if keywords.is_object() {
            return Some(JsonType::Object);
        }
        if keywords.all_of + keywords.one_of + keywords.any_of > 0 && keywords.ty.is_none() {
            return self.composed_json_type(&at, &keywords, budget);
        }
        match keywords.implied_type() {
            Some("string") => Some(JsonType::String),
            Some("integer") => Some(JsonType::Integer),
            Some("number") => Some(JsonType::Number),
            Some("boolean") => Some(JsonType::Boolean),
            Some("array") => Some(JsonType::Array),
            Some("object") => Some(JsonType::Object),
            Some(_) => None,
            None => json_type_of_values(&keywords.enumeration),
        }
    }

    fn composed_json_type(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        budget: &mut usize,
    ) -> Option<JsonType> {
        if keywords.all_of > 0 {
            let parts = keywords.parts(at);
            return parts.iter().find_map(|part| self.json_type(part, budget));
        }
        let (_, branches) = self.without_nulls(at, keywords);
        let mut types = branches
            .into_iter()
            .map(|place| self.json_type(&place, budget));
        let first = types.next()??;
        types.all(|json| json == Some(first)).then_some(first)
    }
}

const SAME_JSON_TYPE: &str = "two branches have the same JSON type";

/// What a branch is whose values are strings.
enum Text {
    Enumeration,
    Plain(Nullability),
    Other,
}

/// The one type of several branches that are strings. `anyOf: [an enumeration of strings, string]` is an
/// open enumeration, or text where none is open; formats that differ have nothing in common but text.
fn joined(texts: &[(Text, Type)], unlisted: Unlisted) -> Option<Type> {
    let mut enumeration = None;
    let mut nullability = Nullability::NotNull;
    for (text, ty) in texts {
        match text {
            Text::Enumeration if enumeration.is_none() => enumeration = Some(ty.clone()),
            Text::Plain(Nullability::Nullable) => nullability = Nullability::Nullable,
            Text::Plain(Nullability::NotNull) => {}
            Text::Enumeration | Text::Other => return None,
        }
    }
    let ty = match (enumeration, unlisted) {
        (Some(enumeration), Unlisted::Kept) => enumeration,
        (Some(_), Unlisted::Refused) | (None, _) => Type::String(StringFormat::Text),
    };
    Some(match nullability {
        Nullability::Nullable => ty.nullable(),
        Nullability::NotNull => ty,
    })
}

fn json_type_of_values(values: &[serde_json::Value]) -> Option<JsonType> {
    let mut values = values.iter().filter(|value| !value.is_null()).peekable();
    values.peek()?;
    if values.clone().all(serde_json::Value::is_string) {
        Some(JsonType::String)
    } else if values.clone().all(serde_json::Value::is_i64) {
        Some(JsonType::Integer)
    } else {
        None
    }
}

fn union_keyword(at: &Pointer, keywords: &Keywords) -> Pointer {
    at.child(if keywords.one_of > 0 {
        "oneOf"
    } else {
        "anyOf"
    })
}
