//! Chained setters of models, for those who ask for them: one for each member that `new` does not ask for.
use super::{Emit, allowances, docs_text, ident, type_ref::Place};
use crate::ir::{Member, Presence, StringFormat, Struct, Type, TypeId, TypeKind, Unlisted, Values};
use proc_macro2::TokenStream;
use quote::quote;

/// The setters of a struct.
pub(super) fn of_struct(
    emit: &Emit<'_>,
    place: &Place,
    id: TypeId,
    object: &Struct,
) -> Vec<TokenStream> {
    let names = emit.names.parts(id).iter().zip(emit.names.setters(id));
    let members = object.members.iter().zip(names).enumerate();
    members
        .filter_map(|(position, (member, (field, setter)))| {
            let (ty, value) = argument(emit, place, id, position, member)?;
            let docs = format!(" Sets {}.", docs_text::code(&member.wire));
            let (field, setter) = (ident(field), ident(setter));
            let allowed = allowances::of_setter(&setter, &ty);
            let convention = allowances::of_builder(&setter);
            Some(quote! {
                #[doc = #docs]
                #allowed
                #convention
                #[must_use]
                pub fn #setter(mut self, value: #ty) -> Self {
                    self.#field = #value;
                    self
                }
            })
        })
        .collect()
}

/// What a setter takes, and what the member becomes; none for members that `new` asks for.
fn argument(
    emit: &Emit<'_>,
    place: &Place,
    id: TypeId,
    position: usize,
    member: &Member,
) -> Option<(TokenStream, TokenStream)> {
    let ty = place.owned(emit, &member.ty);
    let is_boxed = emit.facts.is_boxed(id, position);
    match member.presence {
        Presence::Required | Presence::RequiredNullable => None,
        Presence::Optional => {
            let (ty, value) = if converts(emit, &member.ty) {
                (quote!(impl Into<#ty>), quote!(value.into()))
            } else {
                (ty, quote!(value))
            };
            let value = if is_boxed {
                quote!(Box::new(#value))
            } else {
                value
            };
            Some((ty, quote!(Some(#value))))
        }
        // `Field::Null` is taken as well as a value.
        Presence::OptionalNullable => {
            let value = if is_boxed {
                quote!(value.into().map(Box::new))
            } else {
                quote!(value.into())
            };
            Some((quote!(impl Into<Field<#ty>>), value))
        }
    }
}

/// Whether something else is given in place of a type as often as not: text for a `String`, or for a listed value.
fn converts(emit: &Emit<'_>, ty: &Type) -> bool {
    match emit.unaliased(ty) {
        Type::String(format) => matches!(format, StringFormat::Text | StringFormat::Password),
        Type::Named(id) => {
            let is_listed = matches!(emit.api.types[*id].kind, TypeKind::Enum(Values::Strings(_)));
            is_listed && emit.api.unlisted == Unlisted::Kept
        }
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::Array(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_) => false,
    }
}
