//! The `use` lines of a file: what its types and tables name, and no more.
use super::{Emit, Item, type_ref::Place};
use crate::ir::{Presence, TypeId, TypeKind};
use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// What a file names from elsewhere, by the words in its types.
#[derive(Debug, Default)]
pub(super) struct Used(BTreeSet<String>);

/// The types of the runtime that models name.
const MODEL_TYPES: &[&str] = &["Base64", "Field"];

impl Used {
    /// What these types name.
    pub(super) fn add(&mut self, types: impl IntoIterator<Item = TokenStream>) {
        let mut work: Vec<TokenStream> = types.into_iter().collect();
        while let Some(tokens) = work.pop() {
            for token in tokens {
                match token {
                    TokenTree::Ident(ident) => {
                        self.0.insert(ident.to_string());
                    }
                    TokenTree::Group(group) => work.push(group.stream()),
                    TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                }
            }
        }
    }

    /// What the item of a type names.
    pub(super) fn add_item(&mut self, emit: &Emit<'_>, place: &Place, id: TypeId) {
        let mut table = true;
        match &emit.api.types[id].kind {
            TypeKind::Struct(object) => {
                self.add(
                    object
                        .members
                        .iter()
                        .map(|member| place.owned(emit, &member.ty)),
                );
                self.add(object.rest.iter().map(|ty| {
                    let ty = place.owned(emit, ty);
                    quote!(BTreeMap<#ty>)
                }));
                if object
                    .members
                    .iter()
                    .any(|member| member.presence == Presence::OptionalNullable)
                {
                    self.add([quote!(Field)]);
                }
            }
            TypeKind::Union(branches) => {
                self.add(branches.iter().map(|branch| place.owned(emit, &branch.ty)));
            }
            TypeKind::Alias(ty) => {
                self.add([place.owned(emit, ty)]);
                table = emit.facts.is_newtype(id);
            }
            TypeKind::Enum(_) => {}
        }
        if table {
            self.add([quote!(runtime)]);
        }
    }

    pub(super) fn names(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The line for the runtime, with names that are there in any case.
    pub(super) fn runtime_line(&self, always: &[&str]) -> Option<Item> {
        let optional = MODEL_TYPES
            .iter()
            .chain(&["Bytes"])
            .filter(|name| self.names(name));
        let mut names: Vec<&str> = always.iter().chain(optional).copied().collect();
        names.sort_unstable();
        let names = names.iter().map(|name| format_ident!("{name}"));
        let mut names: Vec<TokenStream> = names.map(|name| quote!(#name)).collect();
        if self.names("runtime") {
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
        self.names("BTreeMap").then(|| {
            Item::Code(quote!(
                use std::collections::BTreeMap;
            ))
        })
    }
}
