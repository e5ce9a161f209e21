//! Aliases: another name for a type, or a type of its own where an alias would contain itself.
use super::{Emit, Item, Table, allowances, ident, model, type_ref::Place, validate};
use crate::ir::{Type, TypeId};
use quote::quote;

pub(super) fn items(emit: &Emit<'_>, place: &Place, id: TypeId, ty: &Type) -> Vec<Item> {
    let docs = model::item_docs(emit, id);
    let name = ident(&emit.names.of_type(id).ident);
    let ty = place.owned(emit, ty);
    if !emit.facts.is_newtype(id) {
        return vec![Item::Code(quote!(#docs pub type #name = #ty;))];
    }
    let ty = if emit.facts.is_boxed(id, 0) {
        quote!(Box<#ty>)
    } else {
        ty
    };
    let allowed = allowances::of_variants(std::slice::from_ref(&ty));
    let item = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #allowed
        pub struct #name(
            /// The value.
            pub #ty,
        );
    };
    let table = Table {
        call: "runtime::newtype",
        head: name.to_string(),
        rows: None,
    };
    let mut items = vec![Item::Code(item), Item::Table(table)];
    items.extend(validate::items(emit, id));
    items
}
