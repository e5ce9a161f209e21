//! Objects: a plain struct, how to make one, and the table of its names on the wire.
use super::{
    Emit, Item, Table,
    allowances::{self, Function},
    docs, docs_text, ident, model, outer_docs,
    type_ref::Place,
};
use crate::ir::{Member, Presence, StringFormat, Struct, Type, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

pub(super) fn items<'a>(
    emit: &Emit<'a>,
    place: &Place,
    id: TypeId,
    object: &'a Struct,
) -> Vec<Item> {
    let mut items = vec![Item::Code(definition(emit, place, id, object))];
    if !defaults(object) {
        items.push(Item::Code(constructor(emit, place, id, object)));
    }
    items.push(Item::Table(table(emit, id, object)));
    items
}

/// Whether nothing is required, so that a default can be made.
fn defaults(object: &Struct) -> bool {
    object
        .members
        .iter()
        .all(|member| is_optional(member.presence))
}

fn is_optional(presence: Presence) -> bool {
    match presence {
        Presence::Optional | Presence::OptionalNullable => true,
        Presence::Required | Presence::RequiredNullable => false,
    }
}

fn definition(emit: &Emit<'_>, place: &Place, id: TypeId, object: &Struct) -> TokenStream {
    let name = ident(&emit.names.of_type(id).ident);
    let docs = model::item_docs(emit, id);
    let default = defaults(object).then(|| quote!(, Default));
    let names = emit.names.parts(id);
    let members = object
        .members
        .iter()
        .zip(names)
        .enumerate()
        .map(|(position, (member, name))| {
            let fallback = format!("The member {}.", docs_text::code(&member.wire));
            let docs = outer_docs(&docs::of_member(&member.docs, fallback, || {
                docs::of_target(emit, &member.ty)
            }));
            let name = ident(name);
            let ty = member_type(emit, place, id, position, member);
            quote!(#docs pub #name: #ty,)
        });
    let rest = object.rest.as_ref().zip(names.last()).map(|(ty, name)| {
        let name = ident(name);
        let ty = place.owned(emit, ty);
        quote! {
            /// The members that the document does not declare.
            pub #name: BTreeMap<String, #ty>,
        }
    });
    let types = object.members.iter().enumerate();
    let types = types.map(|(position, member)| member_type(emit, place, id, position, member));
    let rest_type = object.rest.as_ref().map(|ty| {
        let ty = place.owned(emit, ty);
        quote!(BTreeMap<String, #ty>)
    });
    let allowed = allowances::of_members(&types.chain(rest_type).collect::<Vec<_>>());
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        #allowed
        pub struct #name {
            #(#members)*
            #rest
        }
    }
}

fn member_type(
    emit: &Emit<'_>,
    place: &Place,
    id: TypeId,
    position: usize,
    member: &Member,
) -> TokenStream {
    let ty = place.owned(emit, &member.ty);
    let ty = if emit.facts.is_boxed(id, position) {
        quote!(Box<#ty>)
    } else {
        ty
    };
    match member.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::RequiredNullable => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(Field<#ty>),
    }
}

/// `new`, with an argument for each required member.
fn constructor(emit: &Emit<'_>, place: &Place, id: TypeId, object: &Struct) -> TokenStream {
    let name = ident(&emit.names.of_type(id).ident);
    let members = || object.members.iter().zip(emit.names.parts(id)).enumerate();
    let required = members().filter(|(_, (member, _))| !is_optional(member.presence));
    let required: Vec<(Ident, TokenStream)> = required
        .map(|(position, (member, name))| {
            let name = ident(name);
            let ty = match takes_into(member) {
                Some(ty) => quote!(impl Into<#ty>),
                None => member_type(emit, place, id, position, member),
            };
            (name, ty)
        })
        .collect();
    let (arguments, types): (Vec<Ident>, Vec<TokenStream>) = required.into_iter().unzip();
    let values = members().map(|(_, (member, name))| {
        let name = ident(name);
        match member.presence {
            Presence::Required if takes_into(member).is_some() => quote!(#name: #name.into()),
            Presence::Required | Presence::RequiredNullable => quote!(#name),
            Presence::Optional => quote!(#name: None),
            Presence::OptionalNullable => quote!(#name: Field::Absent),
        }
    });
    let rest = object
        .rest
        .as_ref()
        .and_then(|_| emit.names.parts(id).last())
        .map(|name| {
            let name = ident(name);
            quote!(#name: BTreeMap::new(),)
        });
    let body = quote!(Self { #(#values,)* #rest });
    let allowed = allowances::of_function(&Function {
        names: &arguments,
        types: &types,
        fields: object.members.len() + object.rest.iter().len(),
    });
    let docs = if arguments.len() == object.members.len() {
        " Makes one of its members."
    } else {
        " Makes one of the members that are required; the others are left out."
    };
    quote! {
        impl #name {
            #[doc = #docs]
            #allowed
            #[must_use]
            pub fn new(#(#arguments: #types),*) -> Self {
                #body
            }
        }
    }
}

/// The type of a required member that is made of text in passing.
fn takes_into(member: &Member) -> Option<TokenStream> {
    match (member.presence, &member.ty) {
        (Presence::Required, Type::String(StringFormat::Text)) => Some(quote!(String)),
        (Presence::Required, Type::String(StringFormat::Password)) => Some(quote!(runtime::Secret)),
        (
            Presence::Required
            | Presence::RequiredNullable
            | Presence::Optional
            | Presence::OptionalNullable,
            _,
        ) => None,
    }
}

fn table<'a>(emit: &Emit<'a>, id: TypeId, object: &'a Struct) -> Table {
    let names = emit.names.parts(id);
    let members = object.members.iter().zip(names).map(|(member, name)| {
        let kind = match (member.presence, emit.unaliased(&member.ty)) {
            (Presence::Required, _) => "required",
            (Presence::RequiredNullable, _) => "nullable",
            // `null` is a value of its own where any value is.
            (Presence::Optional, Type::Any(_)) => "untyped",
            (Presence::Optional, _) => "optional",
            (Presence::OptionalNullable, _) => "field",
        };
        let tolerant = if emit.facts.is_tolerant(emit.api, &member.ty) {
            " as tolerant"
        } else {
            ""
        };
        format!(
            "{kind} {name} = {}{tolerant}",
            Literal::string(&member.wire)
        )
    });
    let mut rows: Vec<String> = members.collect();
    if let (Some(ty), Some(name)) = (&object.rest, names.last()) {
        let kind = if emit.facts.is_tolerant(emit.api, ty) {
            "tolerant_rest"
        } else {
            "rest"
        };
        rows.push(format!("{kind} {name}"));
    }
    Table {
        call: "runtime::object",
        head: emit.names.of_type(id).ident.to_string(),
        rows: Some(rows),
    }
}
