//! The methods of a client's builder that take credentials.
use super::{Emit, docs, docs_text, ident, outer_docs, schemes};
use crate::{
    ir::{Scheme, SchemeKind},
    names::SchemeNames,
};
use proc_macro2::TokenStream;
use quote::quote;

/// Where the requests of a client go.
#[derive(Debug, Clone, Copy)]
pub(super) enum Places {
    /// All to one base URL.
    One,
    /// Some to servers of their operations.
    Several,
}

impl Places {
    pub(super) fn of(emit: &Emit<'_>) -> Self {
        let mut operations = emit.api.operations.iter();
        if operations.any(|(_, operation)| operation.server.is_some()) {
            Self::Several
        } else {
            Self::One
        }
    }
}

/// The methods that take the credential for a scheme.
pub(super) fn methods(scheme: &Scheme, names: &SchemeNames, place: Places) -> TokenStream {
    let name = ident(&names.method);
    let wire = &scheme.name;
    let scheme_name = docs_text::code(wire);
    let (what, arguments, value) = match &scheme.kind {
        SchemeKind::Bearer => (
            "a bearer token".to_owned(),
            quote!(token: impl Into<String>),
            quote!(Credential::bearer(token)),
        ),
        SchemeKind::Basic => (
            "a user and a password".to_owned(),
            quote!(user: impl Into<String>, password: impl Into<String>),
            quote!(Credential::basic(user, password)),
        ),
        SchemeKind::Http(http) => (
            format!(
                "what stands behind {} in the header `Authorization`",
                docs_text::code(http)
            ),
            quote!(value: impl Into<String>),
            quote!(Credential::http(#http, value)),
        ),
        SchemeKind::ApiKeyHeader(header) => (
            format!("the value of the header {}", docs_text::code(header)),
            quote!(value: impl Into<String>),
            quote!(Credential::api_key_header(#header, value)),
        ),
        SchemeKind::ApiKeyQuery(query) => (
            format!(
                "the value of the query parameter {}",
                docs_text::code(query)
            ),
            quote!(value: impl Into<String>),
            quote!(Credential::api_key_query(#query, value)),
        ),
        SchemeKind::ApiKeyCookie(cookie) => (
            format!("the value of the cookie {}", docs_text::code(cookie)),
            quote!(value: impl Into<String>),
            quote!(Credential::api_key_cookie(#cookie, value)),
        ),
    };
    let mut lines = vec![format!("The credential for {scheme_name}: {what}.")];
    docs::paragraph(
        &mut lines,
        docs_text::markdown_lines(scheme.description.as_deref().unwrap_or_default()),
    );
    schemes::add_facts(&mut lines, scheme);
    let place = match place {
        Places::One => "to the base URL alone",
        Places::Several => "to the base URL or the servers of their own alone",
    };
    docs::paragraph(
        &mut lines,
        vec![format!(
            "It is sent with the operations that ask for it, and {place}."
        )],
    );
    let docs = outer_docs(&lines);
    let changing = match scheme.kind {
        SchemeKind::Bearer => changing(scheme, names),
        SchemeKind::Basic
        | SchemeKind::Http(_)
        | SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_) => TokenStream::new(),
    };
    quote! {
        #docs
        pub fn #name(mut self, #arguments) -> Self {
            self.core.credential(#wire, #value);
            self
        }

        #changing
    }
}

/// The same for tokens that change.
fn changing(scheme: &Scheme, names: &SchemeNames) -> TokenStream {
    let wire = &scheme.name;
    let of = docs_text::code(wire);
    let source = ident(&names.source);
    let docs = outer_docs(&[
        format!("The credential for {of}: bearer tokens of a source."),
        String::new(),
        "One token is kept for all calls. The source is asked for another before it ends, and when the server refuses it."
            .to_owned(),
    ]);
    let client_credentials = scheme.client_credentials_url().map(|url| {
        let name = ident(&names.client_credentials);
        let docs = outer_docs(&[
            format!("The credential for {of}: bearer tokens for the credentials of the client (OAuth 2)."),
            String::new(),
            format!("They are got from {}, and renewed before they end.", docs_text::code(url)),
            "Without scopes, the server chooses them.".to_owned(),
        ]);
        quote! {
            #docs
            pub fn #name(
                self,
                client: impl Into<String>,
                secret: impl Into<String>,
                scopes: &[&str],
            ) -> Self {
                self.#source(OAuth::client_credentials(#url, client, secret).scopes(scopes))
            }
        }
    });
    let refresh_token = scheme.refresh_url().map(|url| {
        let name = ident(&names.refresh_token);
        let docs = outer_docs(&[
            format!("The credential for {of}: bearer tokens for a refresh token (OAuth 2)."),
            String::new(),
            format!(
                "They are got from {}, and renewed before they end.",
                docs_text::code(url)
            ),
            "A client that anybody can have has no secret.".to_owned(),
        ]);
        quote! {
            #docs
            pub fn #name(
                self,
                client: impl Into<String>,
                secret: Option<&str>,
                refresh_token: impl Into<String>,
            ) -> Self {
                self.#source(OAuth::refresh_token(#url, client, secret, refresh_token))
            }
        }
    });
    quote! {
        #docs
        pub fn #source(mut self, source: impl TokenSource) -> Self {
            self.core.credential(#wire, Credential::bearer_with(source));
            self
        }

        #client_credentials
        #refresh_token
    }
}
