//! What the answers of an operation are: its output, its errors, and the `match` that tells them apart.
use super::{Emit, allowances, answers, docs_text, ident, outer_docs, type_ref::Place};
use crate::{
    ir::{self, Alternative, Content, Operation, Response, Status, Type, TypeKind},
    names::{AlternativeNames, Name, OperationNames},
};
use indexmap::IndexMap;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The types of an operation's answers.
pub(super) struct Outcome {
    /// What a success gives.
    pub(super) output: TokenStream,
    /// What a documented error is.
    pub(super) error: TokenStream,
    /// The enumerations that have to be written for them.
    pub(super) items: Vec<TokenStream>,
    /// The body of `Operation::response`.
    pub(super) response: TokenStream,
    /// How many answers it tells apart.
    pub(super) arms: usize,
}

impl Outcome {
    /// Whether a success says nothing but that it is one.
    pub(super) fn is_unit(&self) -> bool {
        self.output.to_string() == "()"
    }
}

/// Successes, with the names of their variants and of the enumeration that they may become.
struct Successes<'a> {
    responses: &'a [Response],
    names: &'a [Name],
    output: &'a Name,
}

pub(super) fn outcome<'a>(
    emit: &Emit<'a>,
    place: &Place,
    operation: &'a Operation,
    names: &'a OperationNames,
) -> Outcome {
    let successes = Successes {
        responses: &operation.successes,
        names: &names.successes,
        output: &names.output,
    };
    let mut outcome = outcome_of(emit, place, operation, names, &successes);
    if !operation.failures.is_empty() {
        let name = ident(&names.error);
        let answers = operation.failures.iter().zip(&names.failures);
        let docs = format!("The errors that {} documents.", line(operation));
        let errors = enumeration(emit, place, &docs, &name, answers);
        outcome.items.push(errors);
    }
    outcome
}

/// The same in another media type. The errors are those of the operation.
pub(super) fn alternative<'a>(
    emit: &Emit<'a>,
    place: &Place,
    operation: &'a Operation,
    names: &'a OperationNames,
    (alternative, its): (&'a Alternative, &'a AlternativeNames),
) -> Outcome {
    let successes = Successes {
        responses: &alternative.successes,
        names: &names.successes,
        output: &its.output,
    };
    outcome_of(emit, place, operation, names, &successes)
}

fn outcome_of<'a>(
    emit: &Emit<'a>,
    place: &Place,
    operation: &'a Operation,
    names: &'a OperationNames,
    successes: &Successes<'a>,
) -> Outcome {
    let mut items = Vec::new();
    // Several kinds of successes become an enumeration, whose variants the arms then name.
    let several = (!all_equal(successes.responses)).then(|| ident(successes.output));
    let output = if let Some(name) = &several {
        let answers = successes.responses.iter().zip(successes.names);
        let docs = format!("The successes that {} documents.", line(operation));
        items.push(enumeration(emit, place, &docs, name, answers));
        quote!(#name)
    } else {
        successes.responses.first().map_or_else(
            || quote!(()),
            |response| content_type(emit, place, response),
        )
    };
    let error = if operation.failures.is_empty() {
        quote!(std::convert::Infallible)
    } else {
        let name = ident(&names.error);
        quote!(#name)
    };
    Outcome {
        output,
        error,
        items,
        arms: successes.responses.len() + operation.failures.len(),
        response: response(arms(emit, operation, names, successes, several.as_ref())),
    }
}

/// Whether all answers give the same, so that nothing has to tell them apart.
pub(super) fn all_equal(responses: &[Response]) -> bool {
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

/// The enumeration of answers, with a variant for each.
fn enumeration<'a>(
    emit: &Emit<'a>,
    place: &Place,
    docs: &str,
    name: &Ident,
    answers: impl Iterator<Item = (&'a Response, &'a Name)>,
) -> TokenStream {
    let docs = outer_docs(&[docs.to_owned()]);
    let mut types = Vec::new();
    let mut variants = Vec::new();
    for (response, name) in answers {
        let docs = outer_docs(&answers::of_variant(response));
        let name = ident(name);
        let content = response.content.as_ref().map(|_| {
            let ty = content_type(emit, place, response);
            let ty = if is_large(emit, response) {
                quote!(Box<#ty>)
            } else {
                ty
            };
            types.push(ty.clone());
            quote!((#ty))
        });
        variants.push(quote!(#docs #name #content,));
    }
    let allowed = allowances::of_variants(&types);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #allowed
        pub enum #name {
            #(#variants)*
        }
    }
}

/// Whether a body is a struct or a union, which is boxed so that results stay small.
fn is_large<'a>(emit: &Emit<'a>, response: &'a Response) -> bool {
    let Some((_, Content::Json(ty))) = &response.content else {
        return false;
    };
    let mut ty = emit.unaliased(ty);
    while let Type::Nullable(inner) = ty {
        ty = emit.unaliased(inner);
    }
    match ty {
        Type::Named(id) => match &emit.api.types[*id].kind {
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) => true,
            TypeKind::Enum(_) | TypeKind::Alias(_) => false,
        },
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_) => false,
    }
}

/// An answer with what it becomes, before it is known which patterns it shares with others.
struct Arm {
    statuses: Vec<Status>,
    /// The media types that the answer has to be of, where it is told by them from another one of its status.
    told_by: Option<String>,
    result: TokenStream,
}

fn arms<'a>(
    emit: &Emit<'a>,
    operation: &'a Operation,
    names: &'a OperationNames,
    successes: &Successes<'a>,
    several: Option<&Ident>,
) -> Vec<Arm> {
    let error = ident(&names.error);
    let successes = successes
        .responses
        .iter()
        .zip(successes.names)
        .map(|(response, name)| Arm {
            statuses: vec![response.status],
            told_by: None,
            result: success(emit, response, several.map(|output| (output, name))),
        });
    let failures = operation
        .failures
        .iter()
        .zip(&names.failures)
        .enumerate()
        .map(|(index, (response, name))| Arm {
            statuses: vec![response.status],
            told_by: ir::is_told_by_type(&operation.failures, index)
                .then(|| response.media_types()),
            result: failure(emit, response, &error, name),
        });
    let mut arms: Vec<Arm> = successes.chain(failures).collect();
    // Exact statuses first, then ranges, then the default (OpenAPI 3.0.4, Responses Object).
    // What is told by its media type comes before what is not.
    arms.sort_by(|one, other| {
        let order = one.statuses.cmp(&other.statuses);
        order.then(other.told_by.is_some().cmp(&one.told_by.is_some()))
    });
    if arms
        .last()
        .is_none_or(|arm| arm.statuses != [Status::Default])
    {
        arms.push(Arm {
            statuses: vec![Status::Default],
            told_by: None,
            result: quote!(Err(response.undocumented())),
        });
    }
    arms
}

/// The body of `Operation::response`: a `match` on the status, where there is anything to tell apart.
fn response(arms: Vec<Arm>) -> TokenStream {
    let arms = merged(arms);
    if let [only] = arms.as_slice()
        && only.statuses == [Status::Default]
    {
        return only.result.clone();
    }
    let exact: BTreeSet<u16> = arms
        .iter()
        .flat_map(|arm| &arm.statuses)
        .filter_map(|status| code(*status))
        .collect();
    let arms = arms.iter().map(|arm| {
        let Arm {
            statuses,
            told_by,
            result,
        } = arm;
        let guard = told_by
            .as_ref()
            .map(|types| quote!(if response.is_of(#types)));
        let patterns = match run(statuses) {
            Some((first, last)) => vec![range(first, last)],
            None => statuses
                .iter()
                .map(|status| pattern(*status, &exact))
                .collect(),
        };
        quote!(#(#patterns)|* #guard => #result,)
    });
    quote!(match response.status.as_u16() { #(#arms)* })
}

/// The first and the last of three or more statuses that follow one another.
fn run(statuses: &[Status]) -> Option<(u16, u16)> {
    let codes = statuses.iter().map(|status| code(*status));
    let codes = codes.collect::<Option<Vec<u16>>>()?;
    let (first, last) = (*codes.first()?, *codes.last()?);
    (codes.len() > 2 && codes.iter().copied().eq(first..=last)).then_some((first, last))
}

fn range(first: u16, last: u16) -> TokenStream {
    let (first, last) = (
        Literal::u16_unsuffixed(first),
        Literal::u16_unsuffixed(last),
    );
    quote!(#first..=#last)
}

fn code(status: Status) -> Option<u16> {
    match status {
        Status::Exact(code) => Some(code),
        Status::Range(_) | Status::Default => None,
    }
}

/// Arms that do the same are one, and an arm that does what the one after it would do is none.
fn merged(arms: Vec<Arm>) -> Vec<Arm> {
    let texts: BTreeMap<Status, String> = arms
        .iter()
        .filter(|arm| arm.told_by.is_none())
        .flat_map(|arm| {
            arm.statuses
                .iter()
                .map(|status| (*status, arm.result.to_string()))
        })
        .collect();
    let is_covered = |status: Status, text: &String| {
        let default = || (status != Status::Default).then_some(Status::Default);
        let range = code(status).map(|code| Status::Range(code / 100));
        let wider = range
            .filter(|range| texts.contains_key(range))
            .or_else(default);
        wider.is_some_and(|wider| texts.get(&wider) == Some(text))
    };
    let mut merged: IndexMap<(u8, String), Arm> = IndexMap::new();
    for Arm {
        statuses,
        told_by,
        result,
    } in arms
    {
        let text = result.to_string();
        for status in statuses
            .into_iter()
            .filter(|status| !is_covered(*status, &text))
        {
            // Two exact statuses can change places, as two ranges can; a range can not come before a status in it.
            let rank = match status {
                Status::Exact(_) => 0,
                Status::Range(_) => 1,
                Status::Default => 2,
            };
            let arm = merged.entry((rank, text.clone())).or_insert_with(|| Arm {
                statuses: Vec::new(),
                told_by: told_by.clone(),
                result: result.clone(),
            });
            arm.statuses.push(status);
        }
    }
    merged.into_values().collect()
}

/// A status as a pattern. A range leaves out the statuses at its ends that have arms of their own, since
/// patterns that begin or end alike look like a mistake to readers and to clippy.
fn pattern(status: Status, exact: &BTreeSet<u16>) -> TokenStream {
    match status {
        Status::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(hundreds) => {
            let (mut first, mut last) = (hundreds * 100, hundreds * 100 + 99);
            while first < last && exact.contains(&first) {
                first += 1;
            }
            while first < last && exact.contains(&last) {
                last -= 1;
            }
            range(first, last)
        }
        Status::Default => quote!(_),
    }
}

fn success<'a>(
    emit: &Emit<'a>,
    response: &'a Response,
    variant: Option<(&Ident, &Name)>,
) -> TokenStream {
    let told = response.told_media_types();
    let value = match &response.content {
        None => None,
        Some((_, Content::Json(ty))) if emit.facts.is_tolerant(emit.api, ty) => {
            Some(quote!(response.json().map(runtime::tolerant)))
        }
        Some((_, Content::Json(_))) => Some(quote!(response.json())),
        Some((_, Content::Text)) => Some(told.as_ref().map_or_else(
            || quote!(response.text()),
            |types| quote!(response.text_of(#types)),
        )),
        Some((_, Content::Bytes)) => Some(told.as_ref().map_or_else(
            || quote!(Ok(response.bytes())),
            |types| quote!(response.bytes_of(#types)),
        )),
    };
    let is_infallible = matches!(response.content, Some((_, Content::Bytes))) && told.is_none();
    match (value, variant) {
        (None, None) => quote!(Ok(())),
        (Some(value), None) => value,
        (None, Some((output, name))) => {
            let name = ident(name);
            quote!(Ok(#output::#name))
        }
        (Some(value), Some((output, name))) => {
            let name = ident(name);
            if is_infallible {
                quote!(Ok(#output::#name(response.bytes())))
            } else if is_large(emit, response) {
                quote!(#value.map(|body| #output::#name(Box::new(body))))
            } else {
                quote!(#value.map(#output::#name))
            }
        }
    }
}

fn failure<'a>(emit: &Emit<'a>, response: &'a Response, error: &Ident, name: &Name) -> TokenStream {
    let name = ident(name);
    match &response.content {
        None => quote!(Err(response.error_empty(#error::#name))),
        Some((_, Content::Json(_))) if is_large(emit, response) => {
            quote!(Err(response.error(#error::#name)))
        }
        Some((_, Content::Json(ty))) if emit.facts.is_tolerant(emit.api, ty) => {
            quote!(Err(response.error(|body| #error::#name(runtime::tolerant(*body)))))
        }
        Some((_, Content::Json(_))) => quote!(Err(response.error(|body| #error::#name(*body)))),
        Some((_, Content::Text)) => quote!(Err(response.error_text(#error::#name))),
        Some((_, Content::Bytes)) => quote!(Err(response.error_bytes(#error::#name))),
    }
}
