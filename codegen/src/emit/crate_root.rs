//! The root of a generated crate: a module for each API, and the runtime that they share.
use super::{Child, Content, Feature, Item, Module, docs_text};
use proc_macro2::TokenStream;
use quote::quote;

/// The root module. What is inside the modules is left out, since each is a file of its own.
#[must_use]
pub fn crate_root(apis: &[Feature]) -> Module<'_> {
    let mut module = Module::new("lib", || content(apis));
    let mut features: Vec<&Feature> = apis.iter().collect();
    features.sort_by(|one, other| one.module.cmp(&other.module));
    module.children = features
        .into_iter()
        .map(|api| Child::conditional(&[api.base().to_owned()], hollow(&api.module)))
        .collect();
    module.children.push(Child::public(hollow("runtime")));
    module
}

fn content(apis: &[Feature]) -> Content {
    let needs = apis
        .iter()
        .fold(crate::analyze::Requirements::default(), |all, api| {
            all.union(api.requirements)
        });
    let mut apis: Vec<&Feature> = apis.iter().collect();
    apis.sort_by(|one, other| one.module.cmp(&other.module));
    let mut docs = vec![
        "Clients of HTTP APIs, generated from their `OpenAPI` documents.".to_owned(),
        String::new(),
        "Each API is a module behind a cargo feature of the same name:".to_owned(),
        String::new(),
    ];
    docs.extend(apis.iter().map(|api| {
        let title = docs_text::inline_text(&api.title);
        format!(
            "- `{}`: {}",
            api.module,
            if title.is_empty() { "an API" } else { &title }
        )
    }));
    if apis.iter().any(|api| api.features.is_some()) {
        docs.push(String::new());
        docs.extend(docs_text::markdown_lines(
            "Of a large API, each group of operations is a feature too, with what it needs; the feature of the API is all \
             of them, with the models that no operation uses. `Cargo.toml` lists them.",
        ));
    }
    let names = [
        (needs.operations, quote!(Error)),
        (needs.objects, quote!(Field)),
        (needs.multipart, quote!(File)),
        (needs.operations, quote!(Response)),
        (needs.validation, quote!(Violations)),
    ];
    let names: Vec<TokenStream> = names
        .into_iter()
        .filter_map(|(is_used, name)| is_used.then_some(name))
        .collect();
    let line = match names.as_slice() {
        [] => None,
        [name] => Some(quote!(pub use runtime::#name;)),
        names => Some(quote!(pub use runtime::{#(#names),*};)),
    };
    let items = line.into_iter().map(Item::Code).collect();
    Content { docs, items }
}

fn hollow(name: &str) -> Module<'static> {
    Module::new(name, Content::default)
}
