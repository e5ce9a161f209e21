//! The `use` lines of a file: what its types and tables name, and no more.
use super::{Emit, Item, type_ref::Place};
use crate::ir::{
    BodyContent, Content, IntegerFormat, NumberFormat, Presence, StringFormat, Type, TypeId,
    TypeKind,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// What a file names from elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Used(BTreeSet<Use>);

/// A thing that is brought in by a `use` line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// The runtime's type for bytes in base64.
    Base64,
    /// The runtime's type for bytes.
    Bytes,
    /// The runtime's type for members with three states.
    Field,
    /// The standard library's maps.
    Maps,
    /// The module of the models.
    Models,
    /// The module of the runtime, which its macros name.
    Runtime,
}

impl Use {
    /// The name, where it is one of the runtime's types.
    fn of_runtime(self) -> Option<&'static str> {
        match self {
            Self::Base64 => Some("Base64"),
            Self::Bytes => Some("Bytes"),
            Self::Field => Some("Field"),
            Self::Maps | Self::Models | Self::Runtime => None,
        }
    }
}

impl Used {
    /// What these types name.
    pub(super) fn add<'t>(
        &mut self,
        emit: &Emit<'_>,
        place: &Place,
        types: impl IntoIterator<Item = &'t Type>,
    ) {
        let mut work: Vec<&Type> = types.into_iter().collect();
        while let Some(ty) = work.pop() {
            match ty {
                Type::Array(inner) | Type::Nullable(inner) => work.push(inner),
                Type::Tuple(items) => work.extend(items),
                Type::Map(inner) => {
                    self.0.insert(Use::Maps);
                    work.push(inner);
                }
                Type::Named(id) => self.0.extend(place.names_models(emit, *id)),
                Type::String(StringFormat::Base64) => {
                    self.0.insert(Use::Base64);
                }
                Type::Integer(IntegerFormat::Exact)
                | Type::Number(NumberFormat::Exact)
                | Type::String(StringFormat::Password) => {
                    self.0.insert(Use::Runtime);
                }
                Type::Any(_)
                | Type::Boolean
                | Type::Integer(_)
                | Type::Number(NumberFormat::Double)
                | Type::String(
                    StringFormat::Text
                    | StringFormat::Date
                    | StringFormat::DateTime
                    | StringFormat::Uuid,
                ) => {}
            }
        }
    }

    /// What a body names that is as it is, text or JSON.
    pub(super) fn add_content(&mut self, emit: &Emit<'_>, place: &Place, content: &Content) {
        match content {
            Content::Json(ty) => self.add(emit, place, [ty]),
            Content::Bytes => {
                self.0.insert(Use::Bytes);
            }
            Content::Text => {}
        }
    }

    /// What the body of a request names, and what writes it.
    pub(super) fn add_body(&mut self, emit: &Emit<'_>, place: &Place, content: &BodyContent) {
        match content {
            BodyContent::Plain(content) => self.add_content(emit, place, content),
            BodyContent::Form(ty, encodings) => {
                self.add(emit, place, [ty]);
                if !encodings.is_empty() {
                    self.add_runtime();
                }
            }
            BodyContent::Parts(_) => self.add_runtime(),
        }
    }

    /// Something of the runtime, by its path.
    pub(super) fn add_runtime(&mut self) {
        self.0.insert(Use::Runtime);
    }

    /// What the body of an answer names, and what reads it.
    pub(super) fn add_answer(&mut self, emit: &Emit<'_>, place: &Place, content: &Content) {
        self.add_content(emit, place, content);
        match content {
            Content::Json(ty) if emit.facts.is_tolerant(emit.api, ty) => {
                self.0.insert(Use::Runtime);
            }
            Content::Json(_) | Content::Text | Content::Bytes => {}
        }
    }

    /// What an answer names that is read while it arrives, item by item.
    pub(super) fn add_streaming(&mut self, emit: &Emit<'_>, place: &Place, item: &Content) {
        self.0.insert(Use::Runtime);
        if let Content::Json(ty) = item {
            self.add(emit, place, [ty]);
        }
    }

    /// What something else names too.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// What the item of a type names.
    pub(super) fn add_item(&mut self, emit: &Emit<'_>, place: &Place, id: TypeId) {
        match &emit.api.types[id].kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                self.add(emit, place, object.members.iter().map(|member| &member.ty));
                if let Some(ty) = &object.rest {
                    if matches!(emit.api.types[id].kind, TypeKind::Struct(_)) {
                        self.0.insert(Use::Maps);
                    }
                    self.add(emit, place, [ty]);
                }
                let mut presences = object.members.iter().map(|member| member.presence);
                if presences.any(|presence| presence == Presence::OptionalNullable) {
                    self.0.insert(Use::Field);
                }
                self.0.insert(Use::Runtime);
            }
            TypeKind::Union(union) => {
                self.add(emit, place, union.branches.iter().map(|branch| &branch.ty));
                self.0.insert(Use::Runtime);
            }
            TypeKind::Alias(ty) => {
                self.add(emit, place, [ty]);
                if emit.facts.is_newtype(id) {
                    self.0.insert(Use::Runtime);
                }
            }
            TypeKind::Enum(_) => {
                self.0.insert(Use::Runtime);
            }
        }
    }

    pub(super) fn has(&self, what: Use) -> bool {
        self.0.contains(&what)
    }

    /// Whether anything of the runtime is named.
    pub(super) fn has_runtime(&self) -> bool {
        self.has(Use::Runtime) || self.0.iter().any(|what| what.of_runtime().is_some())
    }

    /// The line for the runtime, with names that are there in any case.
    pub(super) fn runtime_line(&self, always: &[&str]) -> Option<Item> {
        let optional = self.0.iter().filter_map(|what| what.of_runtime());
        let mut names: Vec<&str> = always.iter().copied().chain(optional).collect();
        names.sort_unstable();
        let names = names.iter().map(|name| format_ident!("{name}"));
        let mut names: Vec<TokenStream> = names.map(|name| quote!(#name)).collect();
        if self.has(Use::Runtime) {
            names.insert(0, quote!(self));
        }
        let line = match names.as_slice() {
            [] => return None,
            [only] if only.to_string() == "self" => quote!(
                use super::runtime;
            ),
            [only] => quote!(use super::runtime::#only;),
            names => quote!(use super::runtime::{#(#names),*};),
        };
        Some(Item::Code(line))
    }

    /// The line for maps.
    pub(super) fn maps_line(&self) -> Option<Item> {
        self.has(Use::Maps).then(|| {
            Item::Code(quote!(
                use std::collections::BTreeMap;
            ))
        })
    }
}
