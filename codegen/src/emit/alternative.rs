//! Answers in another media type: a struct around the operation, and the method of the call that asks for it.
use super::{
    Emit, allowances, docs, docs_text, ident,
    outcome::{self, Outcome},
    outer_docs, request,
    type_ref::Place,
};
use crate::{ir::Operation, names::OperationNames};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// An answer in another media type, computed once.
pub(super) struct Alternative {
    method: Ident,
    name: Ident,
    media_type: String,
    line: String,
    accept: Option<Literal>,
    outcome: Outcome,
}

/// The lifetimes of the struct of an operation, where it borrows.
pub(super) struct Generics {
    /// `<'a>`.
    pub(super) of_struct: Option<TokenStream>,
    /// `<'_>`.
    pub(super) elided: Option<TokenStream>,
}

/// The answers in other media types of an operation.
pub(super) fn alternatives<'a>(
    emit: &Emit<'a>,
    place: &Place,
    operation: &'a Operation,
    names: &'a OperationNames,
) -> Vec<Alternative> {
    let alternatives = operation.alternatives.iter().zip(&names.alternatives);
    alternatives
        .map(|(alternative, its)| Alternative {
            method: ident(&its.method),
            name: ident(&its.ident),
            media_type: alternative.media_type.clone(),
            line: format!("{} {}", operation.method, operation.path),
            accept: request::accept_instead(operation, alternative),
            outcome: outcome::alternative(emit, place, operation, names, (alternative, its)),
        })
        .collect()
}

/// Says which answers can be asked for.
pub(super) fn add_docs(lines: &mut Vec<String>, operation: &Operation, names: &OperationNames) {
    let alternatives = operation.alternatives.iter().zip(&names.alternatives);
    let methods = alternatives.map(|(alternative, its)| {
        let media_type = docs_text::code(&alternative.media_type);
        format!("{media_type} by `{}()`", its.method)
    });
    let methods: Vec<String> = methods.collect();
    if !methods.is_empty() {
        let line = format!("Other answers can be asked for: {}.", methods.join(", "));
        docs::paragraph(lines, vec![line]);
    }
}

/// The items of an answer in another media type than `operation` asks for.
pub(super) fn items(
    alternative: &Alternative,
    operation: &Ident,
    generics: &Generics,
) -> Vec<TokenStream> {
    let Alternative {
        method,
        name,
        accept,
        outcome,
        ..
    } = alternative;
    let (line, media_type) = (
        docs_text::code(&alternative.line),
        docs_text::code(&alternative.media_type),
    );
    let docs = outer_docs(&[format!("The operation {line}, answered as {media_type}.")]);
    let of_method = outer_docs(&[format!("Asks for an answer as {media_type}.")]);
    let Generics { of_struct, elided } = generics;
    let Outcome {
        output,
        error,
        response,
        ..
    } = outcome;
    let long_response = allowances::of_lines(outcome.arms * 3);
    // Where no argument has the lifetime, it needs no name.
    let (declared, lifetime) = if of_struct.is_some() {
        (quote!(<'c>), Some(quote!(<'c>)))
    } else {
        (quote!(<'c>), None)
    };
    let mut items = vec![quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name #of_struct(
            /// The operation with its arguments.
            pub #operation #of_struct,
        );
    }];
    items.extend(outcome.items.iter().cloned());
    items.push(quote! {
        impl #declared Call<'c, #operation #lifetime> {
            #of_method
            pub fn #method(self) -> Call<'c, #name #lifetime> {
                self.map_operation(#name)
            }
        }
    });
    items.push(quote! {
        impl Operation for #name #elided {
            type Output = #output;
            type Error = #error;

            const NAME: &'static str = #operation::NAME;

            fn request(&self) -> Result<Request, RequestError> {
                self.0.request().map(|request| request.accept(#accept))
            }

            #long_response
            fn response(response: RawResponse) -> Result<Self::Output, Error<Self::Error>> {
                #response
            }
        }
    });
    items
}
