//! Lists that come in pages: what the operation says of them.
use super::{Emit, alternative::Generics, docs, docs_text, ident, type_ref::Place};
use crate::{
    ir::{MemberStep, NextPage, Operation, Paging, PagingSource, Presence, TypeKind},
    names::OperationNames,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// How pages are read, computed once.
pub(super) struct PagedImpl {
    item: TokenStream,
    items: TokenStream,
    next: TokenStream,
    /// The argument of `next`.
    page: Ident,
}

pub(super) fn paged(
    emit: &Emit<'_>,
    place: &Place,
    operation: &Operation,
    paging: &Paging,
    names: &OperationNames,
) -> PagedImpl {
    let items = match owned(emit, &paging.items) {
        (list, Gives::Value) => list,
        (list, Gives::Option) => quote!(#list.unwrap_or_default()),
    };
    let wire = |index: usize| {
        let parameter = operation.parameters.get(index);
        Literal::string(parameter.map_or("", |parameter| parameter.wire.as_str()))
    };
    let field = |index: usize, first: i64| {
        let name = names.parameters.get(index).map(ident);
        let first = Literal::i64_unsuffixed(first);
        quote!(self.#name.map_or(#first, i128::from))
    };
    let mut below = None;
    let next = match &paging.next {
        NextPage::Cursor(index, path) => {
            let (wire, cursor) = (wire(*index), value(emit, path));
            quote!(runtime::NextPage::value(#wire, &#cursor))
        }
        NextPage::LastItem(index, step) => {
            let (wire, last) = (wire(*index), last(emit, paging, *step));
            quote!(runtime::NextPage::value(#wire, &#last))
        }
        NextPage::Offset(index, total) => {
            let (wire, from, count) = (wire(*index), field(*index, 0), count(emit, paging));
            let total = total.as_ref();
            below = total.map(|path| self::below(emit, path, &quote!(i128::from)));
            quote!(runtime::NextPage::offset(#wire, #from, #count))
        }
        NextPage::Number(index, first, total) => {
            let (wire, from, count) = (wire(*index), field(*index, *first), count(emit, paging));
            let after = quote!(|last| i128::from(last) + 1);
            below = total.as_ref().map(|path| self::below(emit, path, &after));
            quote!(runtime::NextPage::number(#wire, #from, #count))
        }
        NextPage::Url(path) => {
            let url = value(emit, path);
            quote!(runtime::NextPage::url(&#url))
        }
        NextPage::Link => quote!(runtime::NextPage::link()),
    };
    let more = paging.more.as_ref().map(|path| {
        let more = match borrowed(emit, path) {
            (more, Gives::Value) => more,
            (more, Gives::Option) => quote!(#more.copied()),
        };
        quote!(.if_more(#more))
    });
    let ends: Vec<TokenStream> = below.into_iter().chain(more).collect();
    let names_page = paging.next != NextPage::Link || !ends.is_empty();
    PagedImpl {
        item: place.owned(emit, &paging.item),
        items,
        next: if ends.is_empty() {
            next
        } else {
            quote!(let next = #next; next #(#ends)*)
        },
        page: if names_page {
            format_ident!("page")
        } else {
            format_ident!("_page")
        },
    }
}

/// Whether an expression is the thing, or the thing if it is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    Value,
    Option,
}

/// The name and the presence of a member.
fn member(emit: &Emit<'_>, step: MemberStep) -> (Ident, Presence) {
    let name = emit.names.parts(step.owner).get(step.position);
    let name = name.map_or_else(|| format_ident!("unnamed"), ident);
    let presence = match &emit.api.types[step.owner].kind {
        TypeKind::Struct(object) => object.members.get(step.position),
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
    };
    (
        name,
        presence.map_or(Presence::Required, |member| member.presence),
    )
}

/// The member of a page that is taken apart.
fn owned(emit: &Emit<'_>, path: &[MemberStep]) -> (TokenStream, Gives) {
    let Some((first, rest)) = path.split_first() else {
        return (quote!(page), Gives::Value);
    };
    let mut so_far = of_value(emit, &quote!(page), *first);
    for (around, step) in path.iter().zip(rest) {
        so_far = match so_far {
            (object, Gives::Value) => of_value(emit, &object, *step),
            (object, Gives::Option) => {
                let (part, _) = member(emit, *around);
                let chained = match of_value(emit, &quote!(#part), *step) {
                    (value, Gives::Value) => quote!(#object.map(|#part| #value)),
                    (value, Gives::Option) => quote!(#object.and_then(|#part| #value)),
                };
                (chained, Gives::Option)
            }
        };
    }
    so_far
}

fn of_value(emit: &Emit<'_>, object: &TokenStream, step: MemberStep) -> (TokenStream, Gives) {
    let (name, presence) = member(emit, step);
    match presence {
        Presence::Required => (quote!(#object.#name), Gives::Value),
        Presence::RequiredNullable | Presence::Optional => (quote!(#object.#name), Gives::Option),
        Presence::OptionalNullable => (quote!(#object.#name.value()), Gives::Option),
    }
}

/// The member of a page that is looked at: itself, or a reference to it if it is there.
fn borrowed(emit: &Emit<'_>, path: &[MemberStep]) -> (TokenStream, Gives) {
    let mut so_far = (quote!(page), Gives::Value);
    for (index, step) in path.iter().enumerate() {
        let around = path.get(index.wrapping_sub(1)).unwrap_or(step);
        so_far = match so_far {
            (object, Gives::Value) => of_reference(emit, &object, *step),
            (object, Gives::Option) => {
                let (part, _) = member(emit, *around);
                let chained = match of_reference(emit, &quote!(#part), *step) {
                    (value, Gives::Value) => quote!(#object.map(|#part| &#value)),
                    (value, Gives::Option) => quote!(#object.and_then(|#part| #value)),
                };
                (chained, Gives::Option)
            }
        };
    }
    so_far
}

fn of_reference(emit: &Emit<'_>, object: &TokenStream, step: MemberStep) -> (TokenStream, Gives) {
    let (name, presence) = member(emit, step);
    match presence {
        Presence::Required => (quote!(#object.#name), Gives::Value),
        Presence::RequiredNullable | Presence::Optional => {
            (quote!(#object.#name.as_ref()), Gives::Option)
        }
        Presence::OptionalNullable => (quote!(#object.#name.as_ref().value()), Gives::Option),
    }
}

/// A member as what may be the text of a parameter. An `Option` is one itself, so that the last member needs no
/// reference to what is inside it.
fn value(emit: &Emit<'_>, path: &[MemberStep]) -> TokenStream {
    if let Some((last, before)) = path.split_last()
        && let (object, Gives::Value) = borrowed(emit, before)
    {
        let (name, presence) = member(emit, *last);
        return match presence {
            Presence::Required | Presence::RequiredNullable | Presence::Optional => {
                quote!(#object.#name)
            }
            Presence::OptionalNullable => quote!(#object.#name.as_ref().value()),
        };
    }
    borrowed(emit, path).0
}

/// How many items the page has.
fn count(emit: &Emit<'_>, paging: &Paging) -> TokenStream {
    match borrowed(emit, &paging.items) {
        (list, Gives::Value) => quote!(#list.len()),
        (list, Gives::Option) => quote!(#list.map_or(0, Vec::len)),
    }
}

/// The member of the last item.
fn last(emit: &Emit<'_>, paging: &Paging, step: MemberStep) -> TokenStream {
    let (name, presence) = member(emit, step);
    let last = match borrowed(emit, &paging.items) {
        (list, Gives::Value) => quote!(#list.last()),
        (list, Gives::Option) => quote!(#list.and_then(|list| list.last())),
    };
    match presence {
        Presence::Required => quote!(#last.map(|item| &item.#name)),
        Presence::RequiredNullable | Presence::Optional => {
            quote!(#last.and_then(|item| item.#name.as_ref()))
        }
        Presence::OptionalNullable => quote!(#last.and_then(|item| item.#name.as_ref().value())),
    }
}

/// The first value that has no page.
fn below(emit: &Emit<'_>, path: &[MemberStep], change: &TokenStream) -> TokenStream {
    match borrowed(emit, path) {
        (total, Gives::Value) => quote!(.below(Some(#total).map(#change))),
        (total, Gives::Option) => quote!(.below(#total.copied().map(#change))),
    }
}

/// Says how the pages are found.
pub(super) fn add_docs(lines: &mut Vec<String>, emit: &Emit<'_>, operation: &Operation) {
    let Some(paging) = &operation.paging else {
        return;
    };
    let path = |path: &[MemberStep]| docs_text::code(&emit.api.member_path(path));
    let parameter = |index: usize| {
        let parameter = operation.parameters.get(index);
        docs_text::code(parameter.map_or("", |parameter| parameter.wire.as_str()))
    };
    let next = match &paging.next {
        NextPage::Cursor(index, next) => {
            format!("{} of one is {} of the next", path(next), parameter(*index))
        }
        NextPage::LastItem(index, step) => {
            let member = path(&[*step]);
            format!(
                "{member} of the last item of one is {} of the next",
                parameter(*index)
            )
        }
        NextPage::Offset(index, _) => {
            format!("{} counts the items of those before", parameter(*index))
        }
        NextPage::Number(index, _, _) => format!("{} counts them", parameter(*index)),
        NextPage::Url(next) => format!("{} of one is the URL of the next", path(next)),
        NextPage::Link => "the header `Link` of one has the URL of the next".to_owned(),
    };
    let source = match paging.source {
        PagingSource::Document => "",
        PagingSource::Configuration => ", by configuration",
    };
    let line = format!(
        "The answer is a page of a list. `pages()` gives one after the other, and `items()` what is in them: \
         {next}{source}."
    );
    docs::paragraph(lines, vec![line]);
}

pub(super) fn item(paged: &PagedImpl, operation: &Ident, generics: &Generics) -> TokenStream {
    let PagedImpl {
        item,
        items,
        next,
        page,
    } = paged;
    let elided = &generics.elided;
    quote! {
        impl runtime::Paged for #operation #elided {
            type Item = #item;

            fn items(page: Self::Output) -> Vec<Self::Item> {
                #items
            }

            fn next(&self, #page: &Self::Output) -> runtime::NextPage {
                #next
            }
        }
    }
}
