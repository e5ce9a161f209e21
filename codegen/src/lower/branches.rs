//! The branches of a union: their types, which of them are one, and how they are told apart.
use super::{
    Lowerer, Shape,
    companions::{Companions, Said},
    keywords::Keywords,
    tags::Known,
};
use crate::{
    diag::{Code, Diagnostic, Pointer},
    ir::{
        Branch, Docs, JsonType, Nullability, Overlap, Rules, StringFormat, Told, ToldBy, Type,
        TypeKind, Union, Unlisted,
    },
};
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// A branch, and the place where it stands.
pub(super) struct Found {
    pub(super) at: Pointer,
    pub(super) branch: Branch,
}

impl Lowerer<'_> {
    pub(super) fn branches(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        places: &[Pointer],
    ) -> Shape {
        if let Some(shape) = self.enumeration_of_branches(at, places) {
            return shape;
        }
        let mut found: Vec<Found> = Vec::new();
        for place in places {
            let ty = self.type_at(place);
            if let Some(known) = found.iter_mut().find(|known| known.branch.ty == ty) {
                // A value need keep to the rules of one of the two, and need be what one of them says.
                known.branch.rules = Rules::default();
                if known.branch.docs != self.docs_beside_item(place, &ty) {
                    known.branch.docs = Docs::default();
                }
                if matches!(ty, Type::Named(_)) {
                    let message = "this branch of the union is the same as one before";
                    self.report(
                        Diagnostic::new(Code::DuplicateBranch, place, message)
                            .label("once is enough"),
                    );
                }
                continue;
            }
            found.push(self.found(place, ty));
        }
        self.join_texts(&mut found);
        if let [only] = found.as_slice() {
            // An inline schema takes the place of the whole, so that it is named as the whole is.
            if let Type::Named(id) = only.branch.ty
                && self.api.types[id].origin.starts_with(at)
            {
                self.api.types[id].origin = at.clone();
            }
            return Shape::Plain(only.branch.ty.clone());
        }
        self.union_of(at, keywords, found)
    }

    /// A branch of a type, as far as it can be known by itself.
    pub(super) fn found(&mut self, place: &Pointer, ty: Type) -> Found {
        let json = self.json_type_of(place);
        let docs = self.docs_beside_item(place, &ty);
        let rules = self.rules_at(place, &ty);
        Found {
            at: place.clone(),
            branch: Branch {
                label: None,
                json,
                ty,
                tags: Vec::new(),
                constants: Vec::new(),
                docs,
                rules,
            },
        }
    }

    /// The union of branches that are known, with how they are told apart.
    pub(super) fn union_of(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        mut found: Vec<Found>,
    ) -> Shape {
        let json_types: Option<Vec<JsonType>> = found.iter().map(|it| it.branch.json).collect();
        let differ = json_types.is_some_and(|types| {
            let others = |position: usize| types.iter().skip(position + 1);
            let mut positions = types.iter().enumerate();
            positions.all(|(position, json)| others(position).all(|other| other != json))
        });
        let told_by = if differ {
            self.report_unused_discriminator(at, keywords);
            ToldBy::JsonType
        } else {
            self.told_by_content(at, keywords, &mut found)
        };
        self.label(&mut found, &told_by);
        Shape::Item(TypeKind::Union(Union {
            told_by,
            branches: found.into_iter().map(|found| found.branch).collect(),
        }))
    }

    /// Branches of one JSON type: a tag tells them apart, or their look.
    fn told_by_content(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        found: &mut Vec<Found>,
    ) -> ToldBy {
        if keywords.has_discriminator {
            if let Some(name) = self.tag_by_discriminator(at, found) {
                return ToldBy::Tag(name, Told::Discriminator);
            }
            self.report_unused_discriminator(at, keywords);
        }
        let known: Vec<Option<Known>> = found.iter().map(|it| self.known_of(it)).collect();
        if let Some(name) = tag_by_constants(&known, found) {
            return ToldBy::Tag(name, Told::Constants);
        }
        add_constants(&known, found);
        ToldBy::Look(if keywords.one_of > 0 {
            Overlap::Excluded
        } else {
            Overlap::Possible
        })
    }

    fn report_unused_discriminator(&mut self, at: &Pointer, keywords: &Keywords) {
        if keywords.has_discriminator {
            let message = "no branch of this union is told by the `discriminator`";
            self.report(
                Diagnostic::new(
                    Code::UnusedDiscriminator,
                    crate::diag::Place::key(at.child("discriminator")),
                    message,
                )
                .label("values are told apart by what they look like"),
            );
        }
    }

    /// Words for what stands inline, which has no name to lend: its title, its tag or a constant, a member that no other
    /// branch has.
    fn label(&mut self, found: &mut [Found], told_by: &ToldBy) {
        if *told_by == ToldBy::JsonType {
            return;
        }
        let members: Vec<Vec<String>> = found.iter().map(|it| self.members_of(it)).collect();
        let in_how_many = counted(members.iter().map(IndexSet::<&String>::from_iter));
        let titles: Vec<Option<String>> = found.iter().map(|it| self.title_of(it)).collect();
        let how_many_say = counted(titles.iter().flatten().map(|title| [words_in(title)]));
        for ((it, names), title) in found.iter_mut().zip(&members).zip(titles) {
            if it.branch.label.is_some() || self.document.reference(&it.at).is_some() {
                continue;
            }
            let title = title.filter(|title| how_many_say.get(&words_in(title)) == Some(&1));
            let constant = it.branch.constants.first().map(|(_, value)| value);
            let tag = it.branch.tags.first().or(constant).map(ToString::to_string);
            let own = names.iter().find(|name| in_how_many.get(name) == Some(&1));
            it.branch.label = title.or(tag).or(own.cloned());
        }
    }

    /// The title of a branch that stands inline, if it can be a name.
    fn title_of(&mut self, found: &Found) -> Option<String> {
        if self.document.reference(&found.at).is_some() {
            return None;
        }
        let title = self.part(&found.at)?.keywords.title.clone()?;
        (!title.trim().is_empty() && title.len() < 60).then_some(title)
    }

    /// The members of an object that stands inline, those that have to be there first.
    fn members_of(&mut self, found: &Found) -> Vec<String> {
        if self.document.reference(&found.at).is_some()
            || found.branch.json != Some(JsonType::Object)
        {
            let parts = match found.branch.json {
                Some(JsonType::Object) => self.collect(&found.at),
                _ => None,
            };
            let parts = parts.unwrap_or_default();
            return parts
                .iter()
                .flat_map(|part| part.keywords.properties.clone())
                .collect();
        }
        let parts = self.collect(&found.at).unwrap_or_default();
        let required = parts.iter().flat_map(|part| part.keywords.required.clone());
        let declared = parts
            .iter()
            .flat_map(|part| part.keywords.properties.clone());
        required.chain(declared).collect()
    }

    /// Branches that each list values, and stand inline, are one enumeration: the texts of each value stand with it.
    fn enumeration_of_branches(&mut self, at: &Pointer, places: &[Pointer]) -> Option<Shape> {
        let mut values = Vec::new();
        let mut said = Vec::new();
        let mut ty = None;
        let mut of_text = 0;
        for place in places {
            if self.document.reference(place).is_some() {
                return None;
            }
            let keywords = self.keywords(place)?;
            let is_plain =
                keywords.all_of + keywords.one_of + keywords.any_of == 0 && !keywords.nullable;
            if !is_plain {
                return None;
            }
            if keywords.enumeration.is_empty() {
                let is_text = keywords.ty.as_deref() == Some("string") && keywords.format.is_none();
                if !is_text {
                    return None;
                }
                of_text += 1;
                continue;
            }
            let json = self.json_type_of(place)?;
            if *ty.get_or_insert(json) != json || !lists_scalars(&keywords) {
                return None;
            }
            said.extend(self.said_of_branch(place, &keywords));
            values.extend(keywords.enumeration.iter().cloned());
        }
        let ty = ty?;
        if of_text > 0 && (ty != JsonType::String || self.api.unlisted == Unlisted::Refused)
            || values.len() < 2
        {
            return None;
        }
        let own = Keywords {
            ty: Some(super::narrowed::json_schema_name(ty).to_owned()),
            enumeration: values,
            companions: Companions::of_values(said),
            ..Keywords::default()
        };
        self.enumeration(at, &own)
    }

    /// What a branch says of the values that it lists.
    fn said_of_branch(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Said> {
        let mut said = self.said_of_values(at, keywords);
        if let [only] = said.as_mut_slice() {
            let is_name = |title: &&String| title.len() < 40;
            only.name = only
                .name
                .take()
                .or(keywords.title.clone().filter(|title| is_name(&title)));
            only.description = only.description.take().or(keywords.description.clone());
            only.is_deprecated |= keywords.deprecated;
        }
        said
    }

    /// `anyOf: [an enumeration of strings, string]` is an open enumeration, or text where none is open.
    fn join_texts(&mut self, found: &mut Vec<Found>) {
        let texts: Vec<(usize, Text)> = found
            .iter()
            .enumerate()
            .filter(|(_, it)| it.branch.json == Some(JsonType::String))
            .map(|(position, it)| (position, it.at.clone()))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(position, at)| (position, self.text(&at)))
            .collect();
        if texts.len() < 2 {
            return;
        }
        let types: Vec<(Text, Type)> = texts
            .iter()
            .filter_map(|(position, text)| Some((*text, found.get(*position)?.branch.ty.clone())))
            .collect();
        let Some(ty) = joined(&types, self.api.unlisted) else {
            return;
        };
        let mut texts = texts.into_iter().map(|(position, _)| position);
        let first = texts.next();
        if let Some(it) = first.and_then(|first| found.get_mut(first)) {
            it.branch.ty = ty;
            it.branch.rules = Rules::default();
        }
        let others: Vec<usize> = texts.collect();
        let mut position = 0;
        found.retain(|_| {
            position += 1;
            !others.contains(&(position - 1))
        });
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
}

/// In how many of several lists each thing is.
fn counted<T: std::hash::Hash + Eq>(
    lists: impl IntoIterator<Item = impl IntoIterator<Item = T>>,
) -> IndexMap<T, usize> {
    let mut counts = IndexMap::new();
    for it in lists.into_iter().flatten() {
        *counts.entry(it).or_default() += 1;
    }
    counts
}

/// What of a title makes a name.
fn words_in(title: &str) -> String {
    let letters = title.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether all listed values are texts or numbers.
fn lists_scalars(keywords: &Keywords) -> bool {
    let is_scalar = |value: &Value| value.is_string() || value.is_number();
    keywords.enumeration.iter().all(is_scalar)
}

/// A member that each object has with values of its own.
fn tag_by_constants(known: &[Option<Known>], found: &mut [Found]) -> Option<String> {
    let objects: Vec<&Known> = known.iter().flatten().collect();
    let is_object = |it: &Found| it.branch.json == Some(JsonType::Object);
    if objects.len() < 2 || objects.len() != found.iter().filter(|it| is_object(it)).count() {
        return None;
    }
    let (first, others) = objects.split_first()?;
    let tells = |name: &&String| {
        let values: Option<Vec<_>> = objects.iter().map(|it| it.constants.get(*name)).collect();
        let values = values.unwrap_or_default();
        let differ = |position: usize, list: &Vec<_>| {
            let mut later = values.iter().skip(position + 1);
            later.all(|other| !list.iter().any(|value| other.contains(value)))
        };
        values.len() == objects.len()
            && values
                .iter()
                .enumerate()
                .all(|(position, list)| differ(position, list))
    };
    let is_asked_for = |name: &&String| {
        first.required.contains(*name) && others.iter().all(|it| it.required.contains(*name))
    };
    let candidates = || first.constants.keys().filter(tells);
    let name = candidates()
        .find(is_asked_for)
        .or_else(|| candidates().next())?
        .clone();
    for (known, it) in known.iter().zip(found) {
        if let Some(values) = known.as_ref().and_then(|known| known.constants.get(&name)) {
            it.branch.tags.clone_from(values);
        }
    }
    Some(name)
}

/// Members that have one value in a branch, and not the same one in all other objects.
fn add_constants(known: &[Option<Known>], found: &mut [Found]) {
    for (position, (own, it)) in known.iter().zip(found).enumerate() {
        let Some(own) = own else {
            continue;
        };
        let others = known
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != position);
        let others: Vec<&Known> = others.filter_map(|(_, other)| other.as_ref()).collect();
        for (name, values) in &own.constants {
            let is_same = |other: &&Known| other.constants.get(name) == Some(values);
            if let [only] = values.as_slice()
                && !others.iter().all(is_same)
            {
                it.branch.constants.push((name.clone(), only.clone()));
            }
        }
    }
}

/// What a branch is whose values are strings.
#[derive(Clone, Copy)]
enum Text {
    Enumeration,
    Plain(Nullability),
    Other,
}

/// The one type of an enumeration and texts; none where there is more than that to tell.
fn joined(texts: &[(Text, Type)], unlisted: Unlisted) -> Option<Type> {
    let mut enumeration = None;
    let mut nullability = Nullability::NotNull;
    for (text, ty) in texts {
        match text {
            Text::Enumeration if enumeration.is_none() => enumeration = Some(ty.clone()),
            Text::Plain(nullable) if is_text(ty) => {
                if *nullable == Nullability::Nullable {
                    nullability = Nullability::Nullable;
                }
            }
            Text::Enumeration | Text::Plain(_) | Text::Other => return None,
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

/// Whether a type is text of no format; a name for it is.
fn is_text(ty: &Type) -> bool {
    matches!(
        ty.clone().split_null().0,
        Type::String(StringFormat::Text) | Type::Named(_)
    )
}
