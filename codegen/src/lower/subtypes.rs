//! Inheritance: a schema with a discriminator that others have in their `allOf` is any of them on the wire
//! (`Swagger` 2.0, Schema Object; OpenAPI 3.0.4, Discriminator Object).
use super::{Lowerer, Shape, any, branches::Found, keywords::Keywords};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        BASE, Branch, Docs, Form, JsonType, Literal, Rules, Told, ToldBy, Type, TypeDef, TypeId,
        TypeKind, Union, UntypedReason,
    },
};
use indexmap::{IndexMap, IndexSet};

/// How many subtypes a schema may have.
const MOST_SUBTYPES: usize = 5_000;

impl Keywords {
    /// Whether the schema is one that others have as a part of their `allOf`, and are told apart by a member of it.
    pub(super) fn has_subtypes(&self) -> bool {
        self.has_discriminator
            && self.one_of + self.any_of == 0
            && (self.is_object() || self.all_of > 0)
    }
}

impl Lowerer<'_> {
    /// What a schema is whose own shape is known: any of its subtypes, if it has some.
    pub(super) fn with_subtypes(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        shape: Shape,
    ) -> Shape {
        let Some(told_by) = self.subtypes_of(at, keywords) else {
            return shape;
        };
        let (mut kind, is_nullable) = match shape {
            Shape::Item(kind) => (kind, false),
            Shape::NullableItem(kind) => (kind, true),
            Shape::Plain(ty) => (TypeKind::Alias(ty), false),
        };
        if let TypeKind::Struct(object) = &mut kind {
            // A subtype that the document does not know has members of its own.
            let other = any(at, UntypedReason::OtherMembers);
            object.rest = object.rest.take().or(Some(other));
        }
        let base = self.base(at);
        self.api.types[base].rules = self.rules_of_item(std::slice::from_ref(at), &kind);
        self.api.types[base].kind = kind;
        let Some((name, mapping)) = self.discriminator(&told_by) else {
            return Shape::Plain(Type::Named(base));
        };
        let mut found = Vec::new();
        for heir in self.heirs(at, &mapping) {
            let tags = self.tags_of(&heir, &name, &mapping);
            let (id, label) = if self.has_heirs(&heir) {
                // What is called `Base` beside it is that of this schema.
                let name = heir.last().map(std::borrow::Cow::into_owned);
                (self.base(&heir), name)
            } else {
                (self.item(&heir), None)
            };
            let mut it = branch(heir, Type::Named(id), tags);
            it.branch.label = label;
            found.push(it);
        }
        self.split_tags(&mut found, &name);
        let own = Found {
            branch: Branch {
                label: Some(BASE.to_owned()),
                ..branch(at.clone(), Type::Named(base), Vec::new()).branch
            },
            at: at.clone(),
        };
        found.push(own);
        let union = TypeKind::Union(Union {
            told_by: ToldBy::Tag(name, Told::Discriminator),
            branches: found.into_iter().map(|found| found.branch).collect(),
        });
        if is_nullable {
            Shape::NullableItem(union)
        } else {
            Shape::Item(union)
        }
    }

    /// The place of the discriminator that tells the subtypes of a schema apart, if there are any.
    fn subtypes_of(&mut self, at: &Pointer, keywords: &Keywords) -> Option<Pointer> {
        let place = if keywords.has_subtypes() {
            at.clone()
        } else {
            let parts = self.inline_parts(at, keywords);
            parts
                .into_iter()
                .find(|part| part.keywords.has_subtypes())?
                .at
        };
        if self.has_heirs(at) {
            return Some(place);
        }
        let message = "no schema has this one as a part of its `allOf`";
        self.report(
            Diagnostic::new(
                Code::UnusedDiscriminator,
                Place::key(place.child("discriminator")),
                message,
            )
            .label("there are no subtypes to tell apart"),
        );
        None
    }

    /// Whether a schema is any of several others, as `with_subtypes` has it.
    pub(super) fn has_heirs(&mut self, at: &Pointer) -> bool {
        let Some(keywords) = self.keywords(at) else {
            return false;
        };
        let says = keywords.has_subtypes()
            || self
                .inline_parts(at, &keywords)
                .iter()
                .any(|part| part.keywords.has_subtypes());
        says && self.direct_heirs().contains_key(at)
    }

    /// The item of the members that a schema with subtypes declares itself.
    pub(super) fn base(&mut self, at: &Pointer) -> TypeId {
        if let Some(id) = self.bases.get(at) {
            return *id;
        }
        let id = self.api.types.push(TypeDef {
            origin: at.child(BASE),
            form: Form::Plain,
            docs: Docs::default(),
            rules: Rules::default(),
            kind: TypeKind::Alias(any(at, UntypedReason::Unreadable)),
        });
        self.bases.insert(at.clone(), id);
        // It is made with the schema.
        self.item(at);
        id
    }

    /// What a part of an `allOf` that is a schema of its own is there: its members, where the whole is one of its subtypes.
    pub(super) fn type_of_part(&mut self, whole: &Pointer, part: &Pointer) -> Type {
        if super::prune::is_component(whole) && self.has_heirs(part) {
            return Type::Named(self.base(part));
        }
        Type::Named(self.item(part))
    }

    /// The schemas that have a schema in their `allOf`, or in that of one that has, and those that the mapping names.
    fn heirs(&mut self, at: &Pointer, mapping: &IndexMap<Pointer, Vec<Literal>>) -> Vec<Pointer> {
        let direct = self.direct_heirs();
        let mut heirs = IndexSet::from([at.clone()]);
        let mut next = 0;
        while let Some(known) = heirs.get_index(next).cloned() {
            heirs.extend(direct.get(&known).into_iter().flatten().cloned());
            next += 1;
            if heirs.len() > MOST_SUBTYPES {
                break;
            }
        }
        heirs.extend(mapping.keys().cloned());
        heirs.shift_remove(at);
        heirs.into_iter().collect()
    }

    /// The components by the schemas in their `allOf`.
    fn direct_heirs(&mut self) -> std::rc::Rc<IndexMap<Pointer, Vec<Pointer>>> {
        if let Some(known) = &self.heirs {
            return std::rc::Rc::clone(known);
        }
        let mut heirs: IndexMap<Pointer, Vec<Pointer>> = IndexMap::new();
        let schemas = Pointer::root().child("components").child("schemas");
        for (_, at) in self.document.members(&schemas) {
            let has_parts = self.document.member(&at, "allOf").is_some();
            let Some(keywords) = has_parts.then(|| self.keywords(&at)).flatten() else {
                continue;
            };
            let mut work = keywords.parts(&at);
            let mut looked_at = 0;
            while let Some(place) = work.pop() {
                looked_at += 1;
                let Some(part) = self.part(&place) else {
                    continue;
                };
                if part.at == place && looked_at < MOST_SUBTYPES {
                    work.extend(part.keywords.parts(&part.at));
                } else if part.at != at {
                    heirs.entry(part.at).or_default().push(at.clone());
                }
            }
        }
        let heirs = std::rc::Rc::new(heirs);
        self.heirs = Some(std::rc::Rc::clone(&heirs));
        heirs
    }
}

fn branch(at: Pointer, ty: Type, tags: Vec<Literal>) -> Found {
    Found {
        at,
        branch: Branch {
            tags,
            ..Branch::of_json(JsonType::Object, ty, Docs::default())
        },
    }
}
