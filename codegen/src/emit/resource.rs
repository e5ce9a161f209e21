//! The file of a resource: the struct whose methods are its operations, and the operations.
use super::{
    Content, Emit, Item, Module, docs, docs_text, ident, model,
    operation::{self, Written},
    outer_docs, request,
    type_ref::Place,
    uses::{Use, Used},
};
use crate::{
    ir::{Group, Resource},
    names::ResourceNames,
};
use proc_macro2::TokenStream;
use quote::quote;

/// The module of a resource.
pub(super) fn resource<'a>(emit: &'a Emit<'a>, index: usize) -> Option<Module<'a>> {
    let resource = emit.api.resources.get(index)?;
    let names = emit.names.resources.get(index)?;
    Some(Module::new(names.module.to_string(), move || {
        content(emit, index, resource, names)
    }))
}

fn content(emit: &Emit<'_>, index: usize, resource: &Resource, names: &ResourceNames) -> Content {
    let place = Place::resource(index);
    let written: Vec<Written> = resource
        .operations
        .iter()
        .map(|id| operation::written(emit, &place, *id))
        .collect();
    let mut items = uses(emit, &place, resource, names, &written);
    items.push(Item::Code(handle(emit, resource, names)));
    items.push(Item::Code(methods(names, &written)));
    items.extend(written.iter().flat_map(operation::items));
    items.extend(
        names
            .types
            .iter()
            .flat_map(|id| model::item(emit, &place, *id)),
    );
    Content {
        docs: vec![about(&resource.group)],
        items,
    }
}

/// Which operations a group has.
pub(super) fn about(group: &Group) -> String {
    match group {
        Group::Tag(tag) => format!("The operations of the tag {}.", docs_text::code(tag)),
        Group::Path(segment) => format!(
            "The operations on {}, by their paths.",
            docs_text::code(segment)
        ),
        Group::Untagged => "The operations without a tag.".to_owned(),
    }
}

fn handle(emit: &Emit<'_>, resource: &Resource, names: &ResourceNames) -> TokenStream {
    let name = ident(&names.ident);
    let fallback = format!("Operations of {}.", docs::title(emit.api));
    let docs = outer_docs(&docs::of_type(&resource.docs, &fallback));
    quote! {
        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'c> {
            pub(super) core: &'c Core,
        }
    }
}

fn methods(names: &ResourceNames, written: &[Written]) -> TokenStream {
    let name = ident(&names.ident);
    let methods = written.iter().map(operation::method);
    quote! {
        impl<'c> #name<'c> {
            #(#methods)*
        }
    }
}

/// What the code of every operation names.
const ALWAYS: &[&str] = &[
    "Call",
    "Core",
    "Error",
    "Operation",
    "RawResponse",
    "Request",
    "RequestError",
];

fn uses(
    emit: &Emit<'_>,
    place: &Place,
    resource: &Resource,
    names: &ResourceNames,
    written: &[Written],
) -> Vec<Item> {
    let mut used = Used::default();
    written
        .iter()
        .for_each(|written| used.add_all(&written.used));
    names
        .types
        .iter()
        .for_each(|id| used.add_item(emit, place, *id));
    let models = used.has(Use::Models).then(|| {
        Item::Code(quote!(
            use super::models;
        ))
    });
    let mut methods = resource
        .operations
        .iter()
        .map(|id| emit.api.operations[*id].method.as_str());
    let constant = methods.any(request::has_constant).then_some("Method");
    let always: Vec<&str> = ALWAYS.iter().copied().chain(constant).collect();
    models
        .into_iter()
        .chain(used.runtime_line(&always))
        .chain(used.maps_line())
        .collect()
}
