//! The servers of a document: a constant where there is one, an enumeration where there is a choice. What a variable of
//! their URLs may be is an enumeration too, where it is listed.
use super::{Emit, docs_text, ident, outer_docs};
use crate::{
    ir::{Server, ServerVariable},
    names::{Name, ServerNames, ValueNames, VariableNames},
};
use indexmap::IndexSet;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// How a client comes to its base URL.
pub(super) struct Servers {
    /// The items beside the client.
    pub(super) item: Option<TokenStream>,
    /// The constant of the client.
    pub(super) constant: Option<TokenStream>,
    /// The method of the builder.
    pub(super) method: Option<TokenStream>,
    /// What the builder starts with.
    pub(super) default: TokenStream,
}

pub(super) fn servers(emit: &Emit<'_>) -> Servers {
    let named = emit.api.servers.iter().zip(&emit.names.servers);
    // One with two descriptions is one server.
    let mut known = IndexSet::new();
    let usable: Vec<(&Server, &ServerNames)> = named
        .filter_map(|(server, names)| Some((server, names.as_ref()?)))
        .filter(|(server, _)| known.insert(server.key()))
        .collect();
    match usable.as_slice() {
        [] => Servers {
            item: None,
            constant: None,
            method: None,
            default: quote!(None),
        },
        [(only, _)] if only.variables.is_empty() => {
            let url = &only.url;
            let docs = outer_docs(&[format!(
                "The server of the document: {}.",
                docs_text::code(url)
            )]);
            Servers {
                item: None,
                constant: Some(quote!(#docs pub const BASE_URL: &'static str = #url;)),
                method: None,
                default: quote!(Some(Client::BASE_URL)),
            }
        }
        several => choice(emit, several),
    }
}

fn choice(emit: &Emit<'_>, servers: &[(&Server, &ServerNames)]) -> Servers {
    let variants = servers.iter().map(|(server, name)| variant(server, name));
    let arms = servers.iter().map(|(server, name)| arm(server, name));
    let item = quote! {
        /// The servers that the document names.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants)*
        }
    };
    let url = quote! {
        impl Server {
            /// The base URL.
            #[must_use]
            pub fn url(&self) -> String {
                match self {
                    #(#arms)*
                }
            }
        }
    };
    let listed = listed(servers);
    let own = emit.api.operations.iter();
    let docs = if own
        .filter(|(_, operation)| operation.server.is_some())
        .count()
        == 0
    {
        " Chooses one of the servers that the document names."
    } else {
        " Chooses one of the servers that the document names, for the operations that have none of their own."
    };
    let method = quote! {
        #[doc = #docs]
        pub fn server(mut self, server: &Server) -> Self {
            self.core.server(server.url());
            self
        }
    };
    Servers {
        item: Some(quote!(#item #url #listed)),
        constant: None,
        method: Some(method),
        default: servers
            .first()
            .map_or_else(|| quote!(None), |(server, _)| default(server)),
    }
}

/// The first server is the default, unless it asks the caller for something.
fn default(server: &Server) -> TokenStream {
    let asks = server
        .variables
        .iter()
        .any(|variable| !variable.values.contains(&variable.default));
    if asks {
        return quote!(None);
    }
    let url = server.default_url();
    quote!(Some(#url))
}

fn variant(server: &Server, name: &ServerNames) -> TokenStream {
    let fields = server.variables.iter().zip(&name.variables);
    let name = ident(&name.variant);
    let text = docs_text::inline_text(server.description.as_deref().unwrap_or_default());
    let url = docs_text::code(&server.url);
    let docs = outer_docs(&[if text.is_empty() {
        format!("{url}.")
    } else {
        format!("{}: {url}.", text.trim_end_matches('.'))
    }]);
    if server.variables.is_empty() {
        return quote!(#docs #name,);
    }
    let fields = fields.map(|(variable, names)| {
        let docs = outer_docs(&variable_docs(variable));
        let name = ident(&names.field);
        let ty = names.values.as_ref().map(|values| ident(&values.ident));
        let ty = ty.map_or_else(|| quote!(String), |ty| quote!(#ty));
        quote!(#docs #name: #ty,)
    });
    quote!(#docs #name { #(#fields)* },)
}

/// The enumerations of the values that are listed for variables. They are closed, since a server that is not listed is
/// one that the caller knows: `base_url` takes it whole.
fn listed(servers: &[(&Server, &ServerNames)]) -> TokenStream {
    let variables = servers
        .iter()
        .flat_map(|(server, names)| server.variables.iter().zip(&names.variables));
    let mut known: IndexSet<&Name> = IndexSet::new();
    let mut items = TokenStream::new();
    for (variable, VariableNames { values, .. }) in variables {
        let values = values.as_ref().filter(|it| known.insert(&it.ident));
        if let Some(values) = values {
            items.extend(enumeration(variable, values));
        }
    }
    items
}

fn enumeration(variable: &ServerVariable, names: &ValueNames) -> TokenStream {
    let fallback = format!(
        "The part {} of the URL of a server.",
        docs_text::code(&variable.name)
    );
    let docs = super::docs::of_text(variable.description.as_deref(), &fallback);
    let docs = outer_docs(&docs);
    let name = ident(&names.ident);
    let values = || variable.values.iter().zip(&names.variants);
    let has_default = variable.values.contains(&variable.default);
    let derive_default = has_default.then(|| quote!(, Default));
    let variants = values().map(|(value, name)| {
        let docs = outer_docs(&[format!("{}.", docs_text::code(value))]);
        let default = (*value == variable.default).then(|| quote!(#[default]));
        let name = ident(name);
        quote!(#docs #default #name,)
    });
    let arms = values().map(|(value, name)| {
        let name = ident(name);
        quote!(Self::#name => #value,)
    });
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash #derive_default)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl #name {
            /// The value, as it stands in the URL.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

fn variable_docs(variable: &ServerVariable) -> Vec<String> {
    let fallback = format!("The part {} of the URL.", docs_text::code(&variable.name));
    let mut lines = super::docs::of_text(variable.description.as_deref(), &fallback);
    let has_default = variable.values.is_empty() || variable.values.contains(&variable.default);
    if has_default && !variable.default.is_empty() {
        super::docs::paragraph(
            &mut lines,
            vec![format!("Default: {}.", docs_text::code(&variable.default))],
        );
    }
    lines
}

fn arm(server: &Server, names: &ServerNames) -> TokenStream {
    let name = ident(&names.variant);
    if server.variables.is_empty() {
        let url = &server.url;
        return quote!(Self::#name => #url.to_owned(),);
    }
    let fields: Vec<Ident> = names.variables.iter().map(|it| ident(&it.field)).collect();
    let format = format_of(server, &fields);
    quote!(Self::#name { #(#fields),* } => format!(#format),)
}

/// The URL as a format string, in which braces that are no variable stand for themselves.
fn format_of(server: &Server, fields: &[Ident]) -> String {
    let mut format = String::new();
    let mut rest = server.url.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        format.push_str(before);
        let found = server.variables.iter().zip(fields);
        let found = found.into_iter().find_map(|(variable, field)| {
            let name = from.strip_prefix('{')?.strip_prefix(&*variable.name)?;
            Some((field, name.strip_prefix('}')?))
        });
        rest = if let Some((field, after)) = found {
            format.extend(["{", &field.to_string(), "}"]);
            after
        } else {
            let (brace, after) = from.split_at(1);
            format.extend([brace, brace]);
            after
        };
    }
    format + rest
}
