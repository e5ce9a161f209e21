//! The client of an API and its builder.
use super::{
    Emit, Item, RuntimePlace, allowances,
    credential::{self, Places},
    docs, features, ident, outer_docs, server,
};
use crate::names::Home;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn client(emit: &Emit<'_>) -> Vec<Item> {
    let servers = server::servers(emit);
    let mut items = vec![Item::Code(uses(emit)), Item::Code(definition(emit))];
    items.push(Item::Code(methods(emit, servers.constant.as_ref())));
    items.push(Item::Code(builder()));
    items.push(Item::Code(builder_default(&servers.default)));
    items.push(Item::Code(builder_methods(emit, servers.method.as_ref())));
    items.extend(servers.item.map(Item::Code));
    items
}

fn uses(emit: &Emit<'_>) -> TokenStream {
    let schemes = &emit.api.schemes;
    let credential = (!schemes.is_empty()).then(|| quote!(Credential,));
    let oauth = emit.facts.requirements.oauth.then(|| quote!(OAuth,));
    let source = emit.facts.requirements.tokens.then(|| quote!(TokenSource,));
    quote! {
        use self::runtime::{
            BuildError, Call, Core, CoreBuilder, #credential Layer, #oauth Operation, RetryPolicy, #source Transport,
        };
        use std::time::Duration;
    }
}

fn definition(emit: &Emit<'_>) -> TokenStream {
    let docs = format!(" A client of {}; cheap to clone.", docs::title(emit.api));
    quote! {
        #[doc = #docs]
        #[derive(Debug, Clone)]
        pub struct Client {
            core: Core,
        }
    }
}

fn methods(emit: &Emit<'_>, constant: Option<&TokenStream>) -> TokenStream {
    let resources = emit.api.resources.iter().zip(&emit.names.resources);
    let accessors = resources
        .enumerate()
        .filter(|(_, (resource, _))| !resource.operations.is_empty())
        .map(|(index, (resource, names))| {
            let features = features::of_home(emit, Home::Resource(index));
            let condition = features::condition(&features);
            let fallback = super::resource::about(&resource.group);
            let docs = outer_docs(&docs::of_type(&resource.docs, &fallback));
            let (accessor, module, name) = (
                ident(&names.accessor),
                ident(&names.module),
                ident(&names.ident),
            );
            let lint = allowances::of_method(&accessor, 0);
            quote! {
                #docs
                #condition
                #lint
                #[must_use]
                pub fn #accessor(&self) -> #module::#name<'_> {
                    #module::#name { core: &self.core }
                }
            }
        });
    quote! {
        impl Client {
            #constant

            /// Starts the configuration of a client.
            pub fn builder() -> Builder {
                Builder::default()
            }

            /// A call of an operation that was built as a plain struct.
            pub fn execute<O: Operation>(&self, operation: O) -> Call<'_, O> {
                self.core.call(operation)
            }

            #(#accessors)*
        }
    }
}

fn builder() -> TokenStream {
    quote! {
        /// The configuration of a [`Client`].
        #[derive(Debug)]
        #[must_use]
        pub struct Builder {
            core: CoreBuilder,
        }
    }
}

fn builder_default(base_url: &TokenStream) -> TokenStream {
    quote! {
        impl Default for Builder {
            fn default() -> Self {
                Self {
                    core: CoreBuilder::new(
                        #base_url,
                        concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                    ),
                }
            }
        }
    }
}

fn builder_methods(emit: &Emit<'_>, server: Option<&TokenStream>) -> TokenStream {
    let places = Places::of(emit);
    let base_url = match places {
        Places::One => {
            " Sends requests to this URL, which may have a path, instead of the document's server."
        }
        Places::Several => {
            " Sends all requests to this URL, which may have a path, and none to servers of the document."
        }
    };
    let credentials = emit
        .api
        .schemes
        .iter()
        .zip(&emit.names.schemes)
        .map(|(scheme, names)| credential::methods(scheme, names, places));
    let needs = emit.facts.requirements;
    let reqwest = needs.reqwest.then(|| build_reqwest(emit));
    let blocking = needs.blocking.then(|| build_blocking(emit));
    quote! {
        impl Builder {
            #server

            #[doc = #base_url]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.core.base_url(url);
                self
            }

            #(#credentials)*

            /// Sends a header with every request, unless the operation sets it itself.
            pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.core.default_header(name, value);
                self
            }

            /// Says in every request who is calling: by default the name and version of this crate.
            pub fn user_agent(mut self, name: impl Into<String>) -> Self {
                self.core.user_agent(name);
                self
            }

            /// Gives up on a call after this time; by default a call has no limit.
            pub fn timeout(mut self, limit: Duration) -> Self {
                self.core.timeout(limit);
                self
            }

            /// Takes no answer whose body has more bytes than this, after decompression; by default 256 MiB.
            pub fn max_response_size(mut self, bytes: u64) -> Self {
                self.core.max_response_size(bytes);
                self
            }

            /// Tries calls again that failed, where that does no harm; by default nothing is sent twice.
            pub fn retry(mut self, policy: RetryPolicy) -> Self {
                self.core.retry(policy);
                self
            }

            /// Puts a layer around the transport, for logging, metrics and the like: outside of those that are there already.
            pub fn layer(mut self, layer: impl Layer) -> Self {
                self.core.layer(layer);
                self
            }

            #reqwest

            #blocking

            /// Makes a client that sends its requests through a transport of your own.
            ///
            /// # Errors
            ///
            /// When the base URL is missing or is none, or when a credential or a header can not be sent.
            pub fn build_with(self, transport: impl Transport) -> Result<Client, BuildError> {
                Ok(Client { core: self.core.build_with(transport)? })
            }
        }
    }
}

/// The condition for what a cargo feature brings, where there are such features.
fn feature(emit: &Emit<'_>, name: &str) -> TokenStream {
    match emit.runtime {
        RuntimePlace::CrateRoot => quote!(#[cfg(feature = #name)]),
        RuntimePlace::Inside => TokenStream::new(),
    }
}

fn build_reqwest(emit: &Emit<'_>) -> TokenStream {
    let feature = feature(emit, "reqwest");
    quote! {
        /// Makes a client that sends its requests through `reqwest`.
        ///
        /// # Errors
        ///
        /// When the base URL is missing or is none, when a credential or a header can not be sent, or when
        /// TLS can not be set up.
        #feature
        pub fn build(self) -> Result<Client, BuildError> {
            Ok(Client { core: self.core.build()? })
        }
    }
}

fn build_blocking(emit: &Emit<'_>) -> TokenStream {
    let feature = feature(emit, "blocking");
    quote! {
        /// Makes a client that sends its requests through `ureq`, on the thread of the caller:
        /// `.call_blocking()` on a call waits for its value.
        ///
        /// # Errors
        ///
        /// When the base URL is missing or is none, or when a credential or a header can not be sent.
        #feature
        pub fn build_blocking(self) -> Result<Client, BuildError> {
            Ok(Client { core: self.core.build_blocking()? })
        }
    }
}
