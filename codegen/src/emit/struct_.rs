//! Objects: a plain struct, how to make one, and the table of its names on the wire.
use super::{
    Emit, Item, Table,
    allowances::{self, Function},
    docs, docs_text, ident, model, outer_docs, setters,
    type_ref::Place,
    validate,
};
use crate::analyze::Constant;
use crate::ir::{Member, Presence, StringFormat, Struct, Type, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// What a struct is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Json {
    /// An object.
    Object,
    /// A list, whose items are the members.
    List,
}

impl Json {
    /// The type of what holds values that have no member.
    fn rest(self, ty: &TokenStream) -> TokenStream {
        match self {
            Self::Object => quote!(BTreeMap<String, #ty>),
            Self::List => quote!(Vec<#ty>),
        }
    }

    fn no_rest(self) -> TokenStream {
        match self {
            Self::Object => quote!(BTreeMap::new()),
            Self::List => quote!(Vec::new()),
        }
    }

    fn rest_docs(self) -> &'static str {
        match self {
            Self::Object => " The members that the document does not declare.",
            Self::List => " The items after those above.",
        }
    }

    /// What is said of a member of which the document says nothing.
    fn member_docs(self, position: usize, member: &Member) -> String {
        match self {
            Self::Object => format!("The member {}.", docs_text::code(&member.wire)),
            Self::List => format!("Item {} of the list.", position + 1),
        }
    }
}

pub(super) fn items<'a>(
    emit: &Emit<'a>,
    place: &Place,
    id: TypeId,
    object: &'a Struct,
    json: Json,
) -> Vec<Item> {
    let mut items = vec![Item::Code(definition(emit, place, id, object, json))];
    let mut methods = Vec::new();
    match maker(emit, id, object) {
        Maker::Derive => {}
        Maker::Default => items.push(Item::Code(default(emit, place, id, object, json))),
        Maker::New => methods.push(constructor(emit, place, id, object, json)),
    }
    methods.extend(setters::of_struct(emit, place, id, object));
    methods.extend(validate::method(emit, id));
    if !methods.is_empty() {
        let name = ident(&emit.names.of_type(id).ident);
        items.push(Item::Code(quote!(impl #name { #(#methods)* })));
    }
    items.push(Item::Table(table(emit, id, object, json)));
    items.extend(validate::table(emit, id));
    items
}

/// How a value is made.
enum Maker {
    /// By the default of each member: all of them may be left out.
    Derive,
    /// By a default that sets what has one value only, where nothing else is required.
    Default,
    /// By `new`, which asks for what is required.
    New,
}

fn maker(emit: &Emit<'_>, id: TypeId, object: &Struct) -> Maker {
    let mut required = object.members.iter().enumerate();
    if required.any(|(position, member)| is_asked_for(emit, id, position, member)) {
        Maker::New
    } else if object
        .members
        .iter()
        .all(|member| is_optional(member.presence))
    {
        Maker::Derive
    } else {
        Maker::Default
    }
}

/// Whether who makes a value has to give a member.
fn is_asked_for(emit: &Emit<'_>, id: TypeId, position: usize, member: &Member) -> bool {
    !is_optional(member.presence) && emit.facts.constant(id, position).is_none()
}

fn is_optional(presence: Presence) -> bool {
    match presence {
        Presence::Optional | Presence::OptionalNullable => true,
        Presence::Required | Presence::RequiredNullable => false,
    }
}

fn definition(
    emit: &Emit<'_>,
    place: &Place,
    id: TypeId,
    object: &Struct,
    json: Json,
) -> TokenStream {
    let name = ident(&emit.names.of_type(id).ident);
    let docs = model::item_docs(emit, id);
    let default = match maker(emit, id, object) {
        Maker::Derive => Some(quote!(, Default)),
        Maker::Default | Maker::New => None,
    };
    let names = emit.names.parts(id);
    let members = object
        .members
        .iter()
        .zip(names)
        .enumerate()
        .map(|(position, (member, name))| {
            let fallback = json.member_docs(position, member);
            let docs = outer_docs(&docs::of_member(&member.docs, fallback, || {
                docs::of_target(emit, &member.ty)
            }));
            let name = ident(name);
            let ty = member_type(emit, place, id, position, member);
            quote!(#docs pub #name: #ty,)
        });
    let rest = object.rest.as_ref().zip(names.last()).map(|(ty, name)| {
        let name = ident(name);
        let ty = json.rest(&place.owned(emit, ty));
        let docs = json.rest_docs();
        quote!(#[doc = #docs] pub #name: #ty,)
    });
    let types = object.members.iter().enumerate();
    let types = types.map(|(position, member)| member_type(emit, place, id, position, member));
    let rest_type = object
        .rest
        .as_ref()
        .map(|ty| json.rest(&place.owned(emit, ty)));
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

/// `new`, with an argument for each required member that can have more than one value.
fn constructor(
    emit: &Emit<'_>,
    place: &Place,
    id: TypeId,
    object: &Struct,
    json: Json,
) -> TokenStream {
    let members = object.members.iter().zip(emit.names.parts(id)).enumerate();
    let asked = members.filter(|(position, (member, _))| is_asked_for(emit, id, *position, member));
    let asked: Vec<(Ident, TokenStream)> = asked
        .map(|(position, (member, name))| {
            let name = ident(name);
            let ty = match takes_into(member) {
                Some(ty) => quote!(impl Into<#ty>),
                None => member_type(emit, place, id, position, member),
            };
            (name, ty)
        })
        .collect();
    let (arguments, types): (Vec<Ident>, Vec<TokenStream>) = asked.into_iter().unzip();
    let body = made(emit, place, id, object, json);
    let allowed = allowances::of_function(&Function {
        names: &arguments,
        types: &types,
        fields: object.members.len() + object.rest.iter().len(),
    });
    let has_constant = |position| emit.facts.constant(id, position).is_some();
    let docs = if arguments.len() == object.members.len() {
        " Makes one of its members."
    } else if (0..object.members.len()).any(has_constant) {
        " Makes one of the members that are required. Those that have one value only are set, and the others left out."
    } else {
        " Makes one of the members that are required; the others are left out."
    };
    let lint = allowances::of_new(&ident(&emit.names.of_type(id).ident));
    quote! {
        #[doc = #docs]
        #lint
        #allowed
        #[must_use]
        pub fn new(#(#arguments: #types),*) -> Self {
            #body
        }
    }
}

/// The default, which sets what has one value only.
fn default(emit: &Emit<'_>, place: &Place, id: TypeId, object: &Struct, json: Json) -> TokenStream {
    let name = ident(&emit.names.of_type(id).ident);
    let body = made(emit, place, id, object, json);
    let allowed = allowances::of_lines(object.members.len() + 2);
    quote! {
        impl Default for #name {
            /// Sets the members that have one value only; the others are left out.
            #allowed
            fn default() -> Self {
                #body
            }
        }
    }
}

/// A value, made of what `new` is given.
fn made(emit: &Emit<'_>, place: &Place, id: TypeId, object: &Struct, json: Json) -> TokenStream {
    let members = object.members.iter().zip(emit.names.parts(id)).enumerate();
    let values = members.map(|(position, (member, name))| {
        let name = ident(name);
        match (member.presence, emit.facts.constant(id, position)) {
            (_, Some(Constant::Boolean(value))) => quote!(#name: #value),
            (_, Some(Constant::Text(tag))) => quote!(#name: #tag.to_owned()),
            (_, Some(Constant::Listed(of, position))) => {
                let value = emit.names.parts(*of).get(*position).map(ident);
                let of = place.path(emit, *of);
                quote!(#name: #of::#value)
            }
            (Presence::Required, None) if takes_into(member).is_some() => {
                quote!(#name: #name.into())
            }
            (Presence::Required | Presence::RequiredNullable, None) => quote!(#name),
            (Presence::Optional, None) => quote!(#name: None),
            (Presence::OptionalNullable, None) => quote!(#name: Field::Absent),
        }
    });
    let rest = object
        .rest
        .as_ref()
        .and_then(|_| emit.names.parts(id).last())
        .map(|name| {
            let name = ident(name);
            let none = json.no_rest();
            quote!(#name: #none,)
        });
    quote!(Self { #(#values,)* #rest })
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

fn table<'a>(emit: &Emit<'a>, id: TypeId, object: &'a Struct, json: Json) -> Table {
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
        match json {
            Json::Object => format!(
                "{kind} {name} = {}{tolerant}",
                Literal::string(&member.wire)
            ),
            Json::List => format!("{kind} {name}{tolerant}"),
        }
    });
    let mut rows: Vec<String> = members.collect();
    if let (Some(ty), Some(name)) = (&object.rest, names.last()) {
        let is_tolerant = emit.facts.is_tolerant(emit.api, ty);
        rows.push(match json {
            Json::Object if is_tolerant => format!("tolerant_rest {name}"),
            Json::List if is_tolerant => format!("rest {name} as tolerant"),
            Json::Object | Json::List => format!("rest {name}"),
        });
    }
    Table {
        call: match json {
            Json::Object => "runtime::object",
            Json::List => "runtime::tuple",
        },
        head: emit.names.of_type(id).ident.to_string(),
        rows: Some(rows),
    }
}
