//! Parameters and bodies as the fields of an operation: text is borrowed, what is small is owned.
use super::{Emit, type_ref::Place};
use crate::{
    ir::{Body, Content, Parameter, Requirement, StringFormat, Type, TypeKind},
    names::OperationNames,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Lifetime;

/// A field of an operation's struct.
pub(super) struct Argument {
    pub(super) name: Ident,
    /// Its type, in which `'a` is written by [`Argument::ty`].
    form: Form,
    pub(super) requirement: Requirement,
    pub(super) docs: Vec<String>,
}

/// A type, and how it is held.
enum Form {
    /// By value.
    Owned(TokenStream),
    /// Behind a reference.
    Borrowed(TokenStream),
    /// Behind a reference, or `null`.
    BorrowedOrNull(TokenStream),
    /// A list of texts, behind references.
    Texts,
}

impl Argument {
    /// The type as an argument that is required, with this lifetime.
    pub(super) fn ty(&self, lifetime: &str) -> TokenStream {
        let lifetime = Lifetime::new(lifetime, Span::call_site());
        match &self.form {
            Form::Owned(ty) => ty.clone(),
            Form::Borrowed(ty) => quote!(&#lifetime #ty),
            Form::BorrowedOrNull(ty) => quote!(Option<&#lifetime #ty>),
            Form::Texts => quote!(&#lifetime [&#lifetime str]),
        }
    }

    /// The type of the field.
    pub(super) fn field_ty(&self, lifetime: &str) -> TokenStream {
        let ty = self.ty(lifetime);
        match self.requirement {
            Requirement::Required => ty,
            Requirement::Optional => quote!(Option<#ty>),
        }
    }

    /// Whether the type has a lifetime.
    pub(super) fn is_borrowed(&self) -> bool {
        match self.form {
            Form::Owned(_) => false,
            Form::Borrowed(_) | Form::BorrowedOrNull(_) | Form::Texts => true,
        }
    }
}

pub(super) fn parameter(
    emit: &Emit<'_>,
    place: &Place,
    parameter: &Parameter,
    name: &crate::names::Name,
) -> Argument {
    let target = || match &parameter.ty {
        Type::Named(id) => emit.api.types[*id].docs.description.as_deref(),
        _ => None,
    };
    let fallback = format!("The parameter {}.", super::docs_text::code(&parameter.wire));
    Argument {
        name: super::ident(name),
        form: parameter_form(emit, place, &parameter.ty),
        requirement: parameter.requirement,
        docs: super::docs::of_member(&parameter.docs, fallback, target),
    }
}

fn parameter_form(emit: &Emit<'_>, place: &Place, ty: &Type) -> Form {
    match unaliased(emit, ty) {
        Type::String(StringFormat::Text) => Form::Borrowed(quote!(str)),
        Type::Array(item) if *unaliased(emit, item) == Type::String(StringFormat::Text) => {
            Form::Texts
        }
        Type::Array(item) => {
            let item = place.owned(emit, item);
            Form::Borrowed(quote!([#item]))
        }
        _ => Form::Owned(place.owned(emit, ty)),
    }
}

pub(super) fn body(
    emit: &Emit<'_>,
    place: &Place,
    body: &Body,
    names: &OperationNames,
) -> Argument {
    let form = match &body.content {
        Content::Json(ty) => json_form(emit, place, ty),
        Content::Text => Form::Borrowed(quote!(str)),
        Content::Bytes => Form::Owned(quote!(Bytes)),
    };
    let fallback = format!("The body, as {}.", super::docs_text::code(&body.media_type));
    Argument {
        name: super::ident(&names.body),
        form,
        requirement: body.requirement,
        docs: super::docs::of_text(body.docs.description.as_deref(), &fallback),
    }
}

fn json_form(emit: &Emit<'_>, place: &Place, ty: &Type) -> Form {
    match ty {
        Type::Nullable(inner) => {
            let inner = place.owned(emit, inner);
            Form::BorrowedOrNull(inner)
        }
        Type::Array(item) => {
            let item = place.owned(emit, item);
            Form::Borrowed(quote!([#item]))
        }
        Type::String(StringFormat::Text) => Form::Borrowed(quote!(str)),
        Type::Boolean | Type::Integer(_) | Type::Number => Form::Owned(place.owned(emit, ty)),
        Type::Any | Type::String(_) | Type::Map(_) | Type::Named(_) => {
            Form::Borrowed(place.owned(emit, ty))
        }
    }
}

/// The type that an alias stands for.
fn unaliased<'a>(emit: &'a Emit<'_>, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    // Aliases of aliases end, since lowering breaks their cycles.
    while let Type::Named(id) = ty {
        match &emit.api.types[*id].kind {
            TypeKind::Alias(target) if !emit.facts.is_newtype(*id) => ty = target,
            TypeKind::Alias(_) | TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {
                break;
            }
        }
    }
    ty
}
