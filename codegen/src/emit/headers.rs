//! The headers of answers: a constant for each, and what operations say of them.
use super::{
    Content, Emit, Item, Module, docs,
    docs_text::{code, inline_text, markdown_lines},
    features, ident, outer_docs,
    type_ref::Place,
    uses::Used,
};
use crate::{
    ir::{Header, HeaderId, Operation, Requirement},
    names::Home,
};
use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

/// The module of the headers, where answers have any.
pub(super) fn headers<'a>(emit: &'a Emit<'a>) -> Option<Module<'a>> {
    (!emit.api.headers.is_empty()).then(|| Module::new("headers", || content(emit)))
}

fn content(emit: &Emit<'_>) -> Content {
    let place = Place::api();
    let mut headers: Vec<(HeaderId, &Header)> = emit.api.headers.iter().collect();
    headers.sort_by_key(|(id, _)| emit.names.header(*id));
    let mut used = Used::default();
    used.add(emit, &place, headers.iter().map(|(_, header)| &header.ty));
    let mut items: Vec<Item> = modules(emit, &headers);
    let all = headers.iter().map(|(_, header)| needed(emit, header));
    let condition = features::condition(&features::of_any(all));
    items.extend(
        used.runtime_line(&["Header"])
            .map(|line| line.under(&condition)),
    );
    let constants = headers
        .iter()
        .map(|(id, header)| constant(emit, &place, *id, header));
    items.extend(constants.map(Item::Code));
    Content {
        docs: vec![
            "The headers that answers have by the document; `header` of an answer reads them."
                .to_owned(),
        ],
        items,
    }
}

/// The lines for the modules that types are named through.
fn modules(emit: &Emit<'_>, headers: &[(HeaderId, &Header)]) -> Vec<Item> {
    let mut named = Vec::new();
    headers
        .iter()
        .for_each(|(_, header)| header.ty.add_named(&mut named));
    let mut modules: IndexMap<String, Vec<Vec<String>>> = IndexMap::new();
    for id in named {
        let home = emit.names.of_type(id).home;
        let module = match home {
            Home::Model(_) => Some("models".to_owned()),
            Home::Resource(index) => {
                let resource = emit.names.resources.get(index);
                resource.map(|resource| resource.module.to_string())
            }
        };
        let features = features::of_home(emit, home);
        let of_module = module.map(|module| modules.entry(module).or_default());
        of_module
            .into_iter()
            .for_each(|all| all.push(features.clone()));
    }
    let lines = modules.into_iter().map(|(module, needed)| {
        let module = quote::format_ident!("{module}");
        let condition = features::condition(&features::of_any(needed));
        Item::Code(quote!(#condition use super::#module;))
    });
    lines.collect()
}

/// The features with each of which the type of a header is there.
fn needed(emit: &Emit<'_>, header: &Header) -> Vec<String> {
    let mut named = Vec::new();
    header.ty.add_named(&mut named);
    let homes = named.iter().map(|id| emit.names.of_type(*id).home);
    let mut features = homes.map(|home| features::of_home(emit, home));
    features
        .find(|features| !features.is_empty())
        .unwrap_or_default()
}

fn constant(emit: &Emit<'_>, place: &Place, id: HeaderId, header: &Header) -> TokenStream {
    let fallback = format!("The header {}.", code(&header.wire));
    let target = || docs::of_target(emit, &header.ty);
    let docs = outer_docs(&docs::of_member(&header.docs, fallback, target));
    let name = ident(emit.names.header(id));
    let condition = features::condition(&needed(emit, header));
    let wire = &header.wire;
    let ty = place.owned(emit, &header.ty);
    let ty = match header.requirement {
        Requirement::Required => ty,
        Requirement::Optional => quote!(Option<#ty>),
    };
    quote! {
        #docs
        #condition
        pub const #name: Header<#ty> = Header::new(#wire);
    }
}

/// How many letters fit into the line that says where headers are.
const ROOM: usize = 40;

/// Says which headers the answers of an operation have.
pub(super) fn add_docs(emit: &Emit<'_>, lines: &mut Vec<String>, operation: &Operation) {
    let mut texts: IndexMap<HeaderId, &str> = IndexMap::new();
    for used in operation.answers().flat_map(|answer| &answer.headers) {
        let text = used.description.as_deref().unwrap_or_default();
        let known = texts.entry(used.id).or_insert(text);
        if known.is_empty() {
            *known = text;
        }
    }
    if texts.is_empty() {
        return;
    }
    let name = |id: &HeaderId| format!("`{}`", emit.names.header(*id));
    let (plain, described): (Vec<_>, Vec<_>) = texts.iter().partition(|(_, text)| text.is_empty());
    let head = "Headers of its answers, in [`headers`](super::headers):";
    let plain: Vec<String> = plain.iter().map(|(id, _)| name(id)).collect();
    let plain = plain.join(", ");
    let more = match plain.len() {
        0 => vec![head.to_owned()],
        1..ROOM => vec![format!("{head} {plain}.")],
        _ => {
            let mut more = vec![head.to_owned()];
            more.extend(markdown_lines(&format!("{plain}.")));
            more
        }
    };
    let described = described
        .iter()
        .map(|(id, text)| format!("- {}: {}", name(id), inline_text(text)));
    let described: Vec<String> = described.collect();
    docs::paragraph(lines, more);
    docs::paragraph(lines, markdown_lines(&described.join("\n")));
}
