//! Parameters and bodies as the fields of an operation: text is borrowed, what is small is owned.
use super::{Emit, docs, type_ref::Place, uses::Used};
use crate::{
    analyze::{self, Written},
    ir::{
        Body, BodyContent, Content, IntegerFormat, Location, NumberFormat, Parameter, PartKind,
        Requirement, StringFormat, Type, TypeKind,
    },
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
    /// What its type names from elsewhere.
    pub(super) used: Used,
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

/// How a field holds its value, for tools that write calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// By value.
    Value,
    /// Behind a reference, to a slice where it is a list or a text.
    Reference,
    /// As an `Option` of a reference, which is `null` when there is none.
    NullableReference,
    /// As a slice of texts behind references.
    Texts,
}

impl Argument {
    /// How the value is held, and the type that it has when it is owned.
    pub(super) fn held(&self) -> (Held, String) {
        let (held, ty) = match &self.form {
            Form::Owned(ty) => (Held::Value, ty.clone()),
            Form::Borrowed(ty) => (Held::Reference, ty.clone()),
            Form::BorrowedOrNull(ty) => (Held::NullableReference, quote!(Option<#ty>)),
            Form::Texts => (Held::Texts, quote!([String])),
        };
        // Types hold no words that have to stand apart.
        let ty: String = ty.to_string().chars().filter(|c| *c != ' ').collect();
        let item = ty.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let owned = match (item, ty.as_str()) {
            (Some(item), _) => format!("Vec<{item}>"),
            (None, "str") => "String".to_owned(),
            (None, _) => ty,
        };
        (held, owned)
    }

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

    /// The value as what a JSON body is made of: a reference, or where it can be left out an `Option` of one.
    pub(super) fn json(&self) -> TokenStream {
        let name = &self.name;
        match (&self.form, self.requirement) {
            (Form::Borrowed(_) | Form::Texts, Requirement::Required | Requirement::Optional) => {
                quote!(self.#name)
            }
            (Form::Owned(_) | Form::BorrowedOrNull(_), Requirement::Required) => {
                quote!(&self.#name)
            }
            (Form::Owned(_) | Form::BorrowedOrNull(_), Requirement::Optional) => {
                quote!(self.#name.as_ref())
            }
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

pub(super) fn parameter<'a>(
    emit: &Emit<'a>,
    place: &Place,
    parameter: &'a Parameter,
    name: &crate::names::Name,
) -> Argument {
    let target = || docs::of_target(emit, &parameter.ty);
    let what = match parameter.location {
        Location::Part(_) => "part",
        Location::WholeQuery(_) => "whole query",
        Location::Path(_) | Location::Query(..) | Location::Header(_) | Location::Cookie(_) => {
            "parameter"
        }
    };
    let fallback = format!("The {what} {}.", super::docs_text::code(&parameter.wire));
    let (form, written) = match parameter.location {
        Location::Part(kind) => part_form(emit, place, &parameter.ty, kind),
        Location::Path(_)
        | Location::Query(..)
        | Location::WholeQuery(_)
        | Location::Header(_)
        | Location::Cookie(_) => value_form(emit, place, &parameter.ty),
    };
    let mut used = Used::default();
    used.add(emit, place, written);
    match analyze::written(emit.api, parameter) {
        Written::Styled => used.add_runtime(),
        Written::Plain | Written::Joined(_) => {}
    }
    Argument {
        name: super::ident(name),
        form,
        used,
        requirement: parameter.requirement,
        docs: docs::of_member(&parameter.docs, fallback, target),
    }
}

/// How texts, lists and what is small are held, and the type that is written for it, where one is.
fn scalar_form<'a>(emit: &Emit<'a>, place: &Place, ty: &'a Type) -> (Form, Option<&'a Type>) {
    match emit.unaliased(ty) {
        Type::String(StringFormat::Text) => (Form::Borrowed(quote!(str)), None),
        Type::Array(item) if *emit.unaliased(item) == Type::String(StringFormat::Text) => {
            (Form::Texts, None)
        }
        Type::Array(item) => {
            let written = place.owned(emit, item);
            (Form::Borrowed(quote!([#written])), Some(item))
        }
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Named(_)
        | Type::Nullable(_) => (Form::Owned(place.owned(emit, ty)), Some(ty)),
    }
}

/// How a part of a body is held: files behind references, and values as parameters are.
fn part_form<'a>(
    emit: &Emit<'a>,
    place: &Place,
    ty: &'a Type,
    kind: PartKind,
) -> (Form, Option<&'a Type>) {
    match kind {
        PartKind::File => (Form::Borrowed(quote!(runtime::File)), None),
        PartKind::Files => (Form::Borrowed(quote!([runtime::File])), None),
        PartKind::Value => value_form(emit, place, ty),
    }
}

/// How a value is held: what has structure behind references.
fn value_form<'a>(emit: &Emit<'a>, place: &Place, ty: &'a Type) -> (Form, Option<&'a Type>) {
    match emit.unaliased(ty) {
        Type::Any(_) | Type::Map(_) | Type::Tuple(_) => (json_form(emit, place, ty), Some(ty)),
        Type::Named(id) if has_structure(&emit.api.types[*id].kind) => {
            (json_form(emit, place, ty), Some(ty))
        }
        Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array(_)
        | Type::Named(_)
        | Type::Nullable(_) => scalar_form(emit, place, ty),
    }
}

fn has_structure(kind: &TypeKind) -> bool {
    match kind {
        // An alias that is a type of its own holds a list or a map of itself.
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Tuple(_) | TypeKind::Alias(_) => true,
        TypeKind::Enum(_) => false,
    }
}

/// The argument for a body; parts are arguments of their own.
pub(super) fn body(
    emit: &Emit<'_>,
    place: &Place,
    body: &Body,
    names: &OperationNames,
) -> Option<Argument> {
    let form = match &body.content {
        BodyContent::Plain(Content::Json(ty)) | BodyContent::Form(ty, _) => {
            json_form(emit, place, ty)
        }
        BodyContent::Plain(Content::Text) => Form::Borrowed(quote!(str)),
        BodyContent::Plain(Content::Bytes) => Form::Owned(quote!(Bytes)),
        BodyContent::Parts(_) => return None,
    };
    let mut used = Used::default();
    used.add_body(emit, place, &body.content);
    let fallback = format!("The body, as {}.", super::docs_text::code(&body.media_type));
    Some(Argument {
        name: super::ident(&names.body),
        form,
        used,
        requirement: body.requirement,
        docs: docs::of_type(&body.docs, &fallback),
    })
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
        Type::Integer(IntegerFormat::Exact)
        | Type::Number(NumberFormat::Exact)
        | Type::Any(_)
        | Type::String(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Named(_) => Form::Borrowed(place.owned(emit, ty)),
        Type::Boolean | Type::Integer(_) | Type::Number(NumberFormat::Double) => {
            Form::Owned(place.owned(emit, ty))
        }
    }
}
