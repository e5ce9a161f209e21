//! What the answers of an operation are: its output, its errors, and the `match` that tells them apart.
use super::{Emit, docs, docs_text, ident, outer_docs, type_ref::Place};
use crate::{
    ir::{Content, Operation, Response, Status, Type, TypeKind},
    names::{Name, OperationNames},
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The types of an operation's answers.
pub(super) struct Outcome {
    /// What a success gives.
    pub(super) output: TokenStream,
    /// What a documented error is.
    pub(super) error: TokenStream,
    /// The types of all bodies.
    pub(super) types: Vec<TokenStream>,
    /// The enumerations that have to be written for them.
    pub(super) items: Vec<TokenStream>,
    /// The arms of the `match` on the status.
    pub(super) arms: Vec<TokenStream>,
}

pub(super) fn outcome(
    emit: &Emit<'_>,
    place: &Place,
    operation: &Operation,
    names: &OperationNames,
) -> Outcome {
    let mut items = Vec::new();
    let several = !all_equal(&operation.successes);
    let output = if several {
        items.push(successes(emit, place, operation, names));
        let name = ident(&names.output);
        quote!(#name)
    } else {
        operation.successes.first().map_or_else(
            || quote!(()),
            |response| content_type(emit, place, response),
        )
    };
    let error = if operation.failures.is_empty() {
        quote!(std::convert::Infallible)
    } else {
        items.push(failures(emit, place, operation, names));
        let name = ident(&names.error);
        quote!(#name)
    };
    let responses = operation.successes.iter().chain(&operation.failures);
    Outcome {
        types: responses
            .map(|response| content_type(emit, place, response))
            .collect(),
        output,
        error,
        items,
        arms: arms(emit, operation, names, several),
    }
}

fn all_equal(responses: &[Response]) -> bool {
    let contents = || {
        responses
            .iter()
            .map(|response| response.content.as_ref().map(|(_, content)| content))
    };
    contents().all(|content| Some(content) == contents().next())
}

fn content_type(emit: &Emit<'_>, place: &Place, response: &Response) -> TokenStream {
    match &response.content {
        None => quote!(()),
        Some((_, Content::Json(ty))) => place.owned(emit, ty),
        Some((_, Content::Text)) => quote!(String),
        Some((_, Content::Bytes)) => quote!(Bytes),
    }
}

fn line(operation: &Operation) -> String {
    docs_text::code(&format!("{} {}", operation.method, operation.path))
}

fn successes(
    emit: &Emit<'_>,
    place: &Place,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let name = ident(&names.output);
    let docs = outer_docs(&[format!("The successes that {} documents.", line(operation))]);
    let variants = operation
        .successes
        .iter()
        .zip(&names.successes)
        .map(|(response, name)| {
            let docs = variant_docs(response);
            let name = ident(name);
            let content = response.content.as_ref().map(|_| {
                let ty = content_type(emit, place, response);
                if is_large(emit, response) {
                    quote!((Box<#ty>))
                } else {
                    quote!((#ty))
                }
            });
            quote!(#docs #name #content,)
        });
    enumeration(&docs, &name, variants)
}

fn failures(
    emit: &Emit<'_>,
    place: &Place,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let name = ident(&names.error);
    let docs = outer_docs(&[format!("The errors that {} documents.", line(operation))]);
    let variants = operation
        .failures
        .iter()
        .zip(&names.failures)
        .map(|(response, name)| {
            let docs = variant_docs(response);
            let name = ident(name);
            let content = response.content.as_ref().map(|_| {
                let ty = content_type(emit, place, response);
                if is_large(emit, response) {
                    quote!((Box<#ty>))
                } else {
                    quote!((#ty))
                }
            });
            quote!(#docs #name #content,)
        });
    enumeration(&docs, &name, variants)
}

fn enumeration(
    docs: &TokenStream,
    name: &proc_macro2::Ident,
    variants: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

fn variant_docs(response: &Response) -> TokenStream {
    let status = match response.status {
        Status::Exact(code) => format!("{code}"),
        Status::Range(hundreds) => format!("{hundreds}00 to {hundreds}99"),
        Status::Default => "Any other status".to_owned(),
    };
    let text = docs_text::inline_text(response.description.as_deref().unwrap_or_default());
    let line = if text.is_empty() {
        format!("{status}.")
    } else {
        format!("{status}: {text}")
    };
    outer_docs(&docs::of_text(None, &line))
}

/// Whether a body is a struct or a union, which is boxed so that results stay small.
fn is_large(emit: &Emit<'_>, response: &Response) -> bool {
    match &response.content {
        Some((_, Content::Json(Type::Named(id)))) => match &emit.api.types[*id].kind {
            TypeKind::Struct(_) | TypeKind::Union(_) => true,
            TypeKind::Enum(_) | TypeKind::Alias(_) => false,
        },
        Some((_, Content::Json(_) | Content::Text | Content::Bytes)) | None => false,
    }
}

/// An answer with what it becomes, before it is known which patterns it shares with others.
struct Arm {
    status: Status,
    result: TokenStream,
}

fn arms(
    emit: &Emit<'_>,
    operation: &Operation,
    names: &OperationNames,
    several: bool,
) -> Vec<TokenStream> {
    let output = ident(&names.output);
    let error = ident(&names.error);
    let successes = operation
        .successes
        .iter()
        .zip(&names.successes)
        .map(|(response, name)| Arm {
            status: response.status,
            result: success(emit, response, several.then_some((&output, name))),
        });
    let failures = operation
        .failures
        .iter()
        .zip(&names.failures)
        .map(|(response, name)| Arm {
            status: response.status,
            result: failure(emit, response, &error, name),
        });
    let mut arms: Vec<Arm> = successes.chain(failures).collect();
    // Exact statuses first, then ranges, then the default (OpenAPI 3.0.4, Responses Object).
    arms.sort_by_key(|arm| arm.status);
    if arms.last().is_none_or(|arm| arm.status != Status::Default) {
        arms.push(Arm {
            status: Status::Default,
            result: quote!(Err(response.undocumented())),
        });
    }
    merged(arms)
}

/// Neighbours that do the same share one arm.
fn merged(arms: Vec<Arm>) -> Vec<TokenStream> {
    let mut groups: Vec<(Vec<Status>, TokenStream)> = Vec::new();
    for arm in arms {
        match groups.last_mut() {
            Some((statuses, result)) if result.to_string() == arm.result.to_string() => {
                statuses.push(arm.status);
            }
            _ => groups.push((vec![arm.status], arm.result)),
        }
    }
    let printed = groups.into_iter().map(|(statuses, result)| {
        let patterns = statuses.into_iter().map(pattern);
        quote!(#(#patterns)|* => #result,)
    });
    printed.collect()
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(hundreds) => {
            let first = Literal::u16_unsuffixed(hundreds * 100);
            let last = Literal::u16_unsuffixed(hundreds * 100 + 99);
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

fn success(
    emit: &Emit<'_>,
    response: &Response,
    variant: Option<(&proc_macro2::Ident, &Name)>,
) -> TokenStream {
    let value = match &response.content {
        None => None,
        Some((_, Content::Json(_))) => Some(quote!(response.json())),
        Some((_, Content::Text)) => Some(quote!(response.text())),
        Some((_, Content::Bytes)) => Some(quote!(Ok(response.bytes()))),
    };
    match (value, variant) {
        (None, None) => quote!(Ok(())),
        (Some(value), None) => value,
        (None, Some((output, name))) => {
            let name = ident(name);
            quote!(Ok(#output::#name))
        }
        (Some(value), Some((output, name))) => {
            let name = ident(name);
            if matches!(response.content, Some((_, Content::Bytes))) {
                quote!(Ok(#output::#name(response.bytes())))
            } else if is_large(emit, response) {
                quote!(#value.map(|body| #output::#name(Box::new(body))))
            } else {
                quote!(#value.map(#output::#name))
            }
        }
    }
}

fn failure(
    emit: &Emit<'_>,
    response: &Response,
    error: &proc_macro2::Ident,
    name: &Name,
) -> TokenStream {
    let name = ident(name);
    match &response.content {
        None => quote!(Err(response.error_empty(#error::#name))),
        Some((_, Content::Json(_))) if is_large(emit, response) => {
            quote!(Err(response.error(#error::#name)))
        }
        Some((_, Content::Json(_))) => quote!(Err(response.error(|body| #error::#name(*body)))),
        Some((_, Content::Text)) => quote!(Err(response.error_text(#error::#name))),
        Some((_, Content::Bytes)) => quote!(Err(response.error_bytes(#error::#name))),
    }
}
