//! The webhooks of an API: an enumeration, read by the name of the webhook.
use super::{
    Emit, Item, allowances, docs, docs_text, features, ident, outer_docs, type_ref::Place,
};
use crate::{
    ir::{Payload, Type, Webhook},
    names::Name,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn webhooks(emit: &Emit<'_>) -> Vec<Item> {
    let webhooks = || emit.api.webhooks.iter().zip(&emit.names.webhooks);
    let variants = webhooks().map(|(webhook, name)| variant(emit, webhook, name));
    let arms = webhooks().map(|(webhook, name)| arm(webhook, name));
    let has_body = webhooks().any(|(webhook, _)| webhook.payload != Payload::Nothing);
    let body = if has_body {
        quote!(body)
    } else {
        quote!(_body)
    };
    let long = allowances::of_lines(emit.api.webhooks.len() * 3);
    let condition = features::condition(&features::of_webhooks(emit));
    let definition = quote! {
        /// A webhook: a request that the API sends.
        #condition
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Webhook {
            #(#variants)*
        }
    };
    let implementation = quote! {
        #condition
        impl Webhook {
            /// Reads the body of the webhook of this name. Whether the API has sent it is for the caller to check first.
            ///
            /// # Errors
            ///
            /// When the document has no such webhook that is JSON, or when the body is not what the document says.
            #long
            pub fn parse(name: &str, #body: &[u8]) -> Result<Self, runtime::WebhookError> {
                match name {
                    #(#arms)*
                    _ => Err(runtime::WebhookError::unknown(name)),
                }
            }
        }
    };
    vec![Item::Code(definition), Item::Code(implementation)]
}

fn variant(emit: &Emit<'_>, webhook: &Webhook, name: &Name) -> TokenStream {
    let mut lines = docs::of_body(&webhook.docs);
    let what = format!(
        "The webhook {} comes by {}",
        docs_text::code(&webhook.name),
        docs_text::code(&webhook.method)
    );
    let answers = webhook.answers.iter().map(|(status, text)| {
        let text = docs_text::inline_text(text);
        let status = docs_text::code(status);
        if text.is_empty() {
            format!("- {status}")
        } else {
            format!("- {status}: {text}")
        }
    });
    let answers: Vec<String> = answers.collect();
    let end = match answers.as_slice() {
        [] => ".",
        [_] => ", and expects this answer:",
        _ => ", and expects one of these answers:",
    };
    docs::paragraph(&mut lines, vec![what + end]);
    lines.extend(answers);
    let docs = outer_docs(&lines);
    let name = ident(name);
    let kept = |position: usize| emit.api.kept.get(position).map(|(_, id)| *id);
    match webhook.payload {
        Payload::Nothing => quote!(#docs #name,),
        Payload::AnyJson => quote!(#docs #name(serde_json::Value),),
        Payload::Json(position) => {
            let ty = kept(position).map(|id| Place::api().owned(emit, &Type::Named(id)));
            quote!(#docs #name(Box<#ty>),)
        }
    }
}

fn arm(webhook: &Webhook, name: &Name) -> TokenStream {
    let wire = Literal::string(&webhook.name);
    let name = ident(name);
    match webhook.payload {
        Payload::Nothing => quote!(#wire => Ok(Self::#name),),
        Payload::AnyJson | Payload::Json(_) => {
            quote!(#wire => runtime::read_webhook(name, body).map(Self::#name),)
        }
    }
}
