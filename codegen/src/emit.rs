//! From the model, the facts and the names to code: plain functions, one file per kind of item.
//!
//! Nothing is decided here and nothing can fail: what has no expression was reported while lowering.
//! The result is a tree of modules; how they become files is for `output`.
mod alias;
mod allowances;
mod alternative;
mod answers;
mod bodies;
mod called;
mod client;
mod crate_root;
mod credential;
mod docs;
mod docs_text;
mod enum_;
mod example;
mod features;
mod headers;
mod links;
mod manifest;
mod model;
mod module;
mod operation;
mod outcome;
mod paged;
mod params;
mod request;
mod resource;
mod runtime;
mod sample;
mod schemes;
mod server;
mod setters;
mod streamed;
mod struct_;
mod type_ref;
mod typed;
mod union;
mod uses;
mod validate;
mod webhook;

pub use called::{Callable, Called, CalledAnswer, CalledArgument, Meaning, Sent, callable};
pub use crate_root::crate_root;
pub use manifest::{Feature, dependency_lines, manifest};
pub use module::{Child, Content, Item, Items, LINE_END, Module, Table};
pub use params::Held;
pub use runtime::runtime;
pub use typed::{Role, Typed, typed};

use crate::{
    analyze::Facts,
    ir::{Api, Type, TypeKind},
    names::{Features, Home, Names},
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// All that emission reads.
#[derive(Debug, Clone, Copy)]
pub struct Emit<'a> {
    /// The model.
    pub api: &'a Api,
    /// The facts.
    pub facts: &'a Facts,
    /// The names.
    pub names: &'a Names,
    /// Where the runtime is.
    pub runtime: RuntimePlace,
    /// What becomes of the examples of calls.
    pub examples: Examples<'a>,
    /// The cargo features of its groups of operations, where these have some.
    pub features: Option<&'a Features>,
}

/// What becomes of the examples of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Examples<'a> {
    /// There are none.
    Left,
    /// They are shown; what they name is in a crate of the user's, at a place that nobody knows here.
    Shown,
    /// They are shown, and compiled with the tests of the crate.
    Compiled {
        /// The crate, as code writes it.
        package: &'a str,
        /// The module of the API.
        module: &'a str,
    },
}

impl<'a> Emit<'a> {
    /// The type that an alias stands for.
    fn unaliased(&self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        // Aliases of aliases end, since those that lead back to themselves are types of their own.
        while let Type::Named(id) = ty {
            match &self.api.types[*id].kind {
                TypeKind::Alias(target) if !self.facts.is_newtype(*id) => ty = target,
                TypeKind::Alias(_)
                | TypeKind::Struct(_)
                | TypeKind::Tuple(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_) => break,
            }
        }
        ty
    }
}

/// Where the runtime of an API is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuntimePlace {
    /// At the root of the crate, shared by all its APIs.
    CrateRoot,
    /// Inside the API's module.
    Inside,
}

/// The module of an API: the client, and beneath it the models and the resources.
#[must_use]
pub fn api<'a>(emit: &'a Emit<'a>, name: &str) -> Module<'a> {
    let mut module = Module::new(name, || root(emit));
    if !emit.names.models.is_empty() {
        module.children.push(Child::public(model::models(emit)));
    }
    module
        .children
        .extend(headers::headers(emit).map(Child::public));
    let resources = emit.api.resources.iter().enumerate();
    let used = resources.filter(|(_, resource)| !resource.operations.is_empty());
    module.children.extend(used.filter_map(|(index, _)| {
        let features = features::of_home(emit, Home::Resource(index));
        let module = resource::resource(emit, index)?;
        Some(Child::conditional(&features, module))
    }));
    module
        .children
        .sort_by(|one, other| one.module.name.cmp(&other.module.name));
    module
}

fn root(emit: &Emit<'_>) -> Content {
    let needs = emit.facts.requirements;
    let mut items = Vec::new();
    if emit.runtime == RuntimePlace::CrateRoot && needs.any_runtime() {
        items.push(Item::Code(quote!(
            use crate::runtime;
        )));
    }
    if needs.operations {
        items.extend(client::client(emit));
    }
    items.extend(webhook::webhooks(emit));
    Content {
        docs: docs::of_api(emit.api),
        items,
    }
}

/// An identifier as tokens.
fn ident(name: &crate::names::Name) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name.as_str(), Span::call_site()),
    }
}

/// Doc comments, as one attribute for all lines: each attribute is made, read and printed at a cost.
fn outer_docs(lines: &[String]) -> TokenStream {
    let docs = lines.iter().enumerate().map(|(index, line)| {
        let before = if index == 0 { "" } else { LINE_END };
        format!("{before}{}", spaced(line))
    });
    if lines.is_empty() {
        return TokenStream::new();
    }
    let docs = literal(&docs.collect::<String>());
    quote!(#[doc = #docs])
}

/// A text as a literal without escapes, which is read sooner than one with them.
fn literal(text: &str) -> Literal {
    let runs = text.split(|c| c != '#').map(str::len);
    let hashes = "#".repeat(runs.max().unwrap_or_default() + 1);
    let raw = format!("r{hashes}\"{text}\"{hashes}").parse();
    raw.unwrap_or_else(|_| Literal::string(text))
}

/// The space that people write after `///`.
fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}
