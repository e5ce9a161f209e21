//! Unions: an enum with a variant for each branch, and the table of the JSON types that choose them.
use super::{
    Emit, Item, Table, allowances, docs, ident, model, outer_docs, type_ref::Place, validate,
};
use crate::ir::{Branch, JsonType, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(emit: &Emit<'_>, place: &Place, id: TypeId, branches: &[Branch]) -> Vec<Item> {
    let docs = model::item_docs(emit, id);
    let name = ident(&emit.names.of_type(id).ident);
    let names = emit.names.parts(id);
    let mut types = Vec::new();
    let variants: Vec<TokenStream> = branches
        .iter()
        .zip(names)
        .enumerate()
        .map(|(position, (branch, name))| {
            let fallback = format!("{}.", sentence(branch.json));
            let docs = outer_docs(&docs::of_type(&branch.docs, &fallback));
            let name = ident(name);
            let ty = place.owned(emit, &branch.ty);
            let ty = if emit.facts.is_boxed(id, position) {
                quote!(Box<#ty>)
            } else {
                ty
            };
            types.push(ty.clone());
            quote!(#docs #name(#ty),)
        })
        .collect();
    let allowed = allowances::of_variants(&types);
    let item = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #allowed
        pub enum #name {
            #(#variants)*
        }
    };
    let rows = branches
        .iter()
        .zip(names)
        .map(|(branch, name)| format!("{name} = {}", kind(branch.json)));
    let table = Table {
        call: "runtime::union",
        head: name.to_string(),
        rows: Some(rows.collect()),
    };
    let mut items = vec![Item::Code(item), Item::Table(table)];
    items.extend(validate::items(emit, id));
    items
}

fn kind(json: JsonType) -> &'static str {
    match json {
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

fn sentence(json: JsonType) -> &'static str {
    match json {
        JsonType::Boolean => "A boolean",
        JsonType::Integer => "A whole number",
        JsonType::Number => "A number",
        JsonType::String => "A string",
        JsonType::Array => "A list",
        JsonType::Object => "An object",
    }
}
