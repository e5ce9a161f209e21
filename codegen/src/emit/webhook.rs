//! The webhooks of an API, and the callbacks of an operation: an enumeration, read by the name.
use super::{
    Emit, Item, allowances, docs, docs_text, features, ident, outer_docs, type_ref::Place,
    uses::Used,
};
use crate::{
    ir::{Operation, Payload, Type, Webhook},
    names::{Name, OperationNames},
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The requests of one enumeration.
struct Received<'a> {
    /// What one of them is called in docs.
    what: &'static str,
    /// The enumeration.
    name: Ident,
    docs: String,
    /// Who may have none of a name.
    whose: &'static str,
    requests: &'a [Webhook],
    names: &'a [Name],
    /// When it is there.
    condition: TokenStream,
}

/// The items of the webhooks of the API, if it has some.
pub(super) fn webhooks(emit: &Emit<'_>) -> Vec<Item> {
    if emit.api.webhooks.is_empty() {
        return Vec::new();
    }
    let received = Received {
        what: "webhook",
        name: Ident::new("Webhook", Span::call_site()),
        docs: "A webhook: a request that the API sends.".to_owned(),
        whose: "document",
        requests: &emit.api.webhooks,
        names: &emit.names.webhooks,
        condition: features::condition(&features::of_webhooks(emit)),
    };
    let items = items(emit, &Place::api(), &received);
    items.into_iter().map(Item::Code).collect()
}

/// The items of the callbacks of an operation, if it has some.
pub(super) fn callbacks(
    emit: &Emit<'_>,
    place: &Place,
    operation: &Operation,
    names: &OperationNames,
) -> Vec<TokenStream> {
    let Some((name, names)) = &names.callbacks else {
        return Vec::new();
    };
    let line = format!("{} {}", operation.method, operation.path);
    let line = docs_text::code(&line);
    let received = Received {
        what: "callback",
        name: ident(name),
        docs: format!("A callback of {line}: a request that the API sends because of it."),
        whose: "operation",
        requests: &operation.callbacks,
        names,
        condition: TokenStream::new(),
    };
    items(emit, place, &received).into()
}

/// Says which callbacks an operation has, and what reads them.
pub(super) fn add_docs(lines: &mut Vec<String>, operation: &Operation, names: &OperationNames) {
    let Some((name, _)) = &names.callbacks else {
        return;
    };
    docs::paragraph(
        lines,
        vec![format!("Its callbacks, which [`{name}`] reads:")],
    );
    lines.extend(operation.callbacks.iter().map(|callback| {
        let name = docs_text::code(&callback.name);
        format!("- {name} {}", coming(callback))
    }));
}

/// What the code of callbacks names from elsewhere.
pub(super) fn add_used(used: &mut Used, emit: &Emit<'_>, place: &Place, operation: &Operation) {
    for callback in &operation.callbacks {
        used.add_runtime();
        let ty = payload(emit, callback);
        used.add(emit, place, ty.iter());
    }
}

fn items(emit: &Emit<'_>, place: &Place, received: &Received<'_>) -> [TokenStream; 2] {
    let Received {
        what,
        name,
        docs,
        whose,
        requests,
        names,
        condition,
    } = received;
    let named = || requests.iter().zip(*names);
    let variants = named().map(|(webhook, name)| variant(emit, place, what, webhook, name));
    let arms = named().map(|(webhook, name)| arm(webhook, name));
    let has_body = requests
        .iter()
        .any(|webhook| webhook.payload != Payload::Nothing);
    let body = if has_body {
        quote!(body)
    } else {
        quote!(_body)
    };
    let long = allowances::of_lines(requests.len() * 3);
    let docs = outer_docs(std::slice::from_ref(docs));
    let of_parse = outer_docs(&[
        format!(
            "Reads the body of the {what} of this name. Whether the API has sent it is for the caller to check first."
        ),
        String::new(),
        "# Errors".to_owned(),
        String::new(),
        format!(
            "When the {whose} has no such {what} that is JSON, or when the body is not what the document says."
        ),
    ]);
    let definition = quote! {
        #docs
        #condition
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    };
    let implementation = quote! {
        #condition
        impl #name {
            #of_parse
            #long
            pub fn parse(name: &str, #body: &[u8]) -> Result<Self, runtime::WebhookError> {
                match name {
                    #(#arms)*
                    _ => Err(runtime::WebhookError::unknown(name)),
                }
            }
        }
    };
    [definition, implementation]
}

/// How a request comes: by which method, and where to if the document says it.
fn coming(webhook: &Webhook) -> String {
    let method = docs_text::code(&webhook.method);
    match &webhook.url {
        None => format!("comes by {method}"),
        Some(url) => format!("comes by {method} to {}", docs_text::code(url)),
    }
}

/// The type of what a request carries.
fn payload(emit: &Emit<'_>, webhook: &Webhook) -> Option<Type> {
    match webhook.payload {
        Payload::Nothing | Payload::AnyJson => None,
        Payload::Json(position) => {
            let kept = emit.api.kept.get(position);
            kept.map(|(_, id)| Type::Named(*id))
        }
    }
}

fn variant(
    emit: &Emit<'_>,
    place: &Place,
    what: &str,
    webhook: &Webhook,
    name: &Name,
) -> TokenStream {
    let mut lines = docs::of_body(&webhook.docs);
    let line = format!(
        "The {what} {} {}",
        docs_text::code(&webhook.name),
        coming(webhook)
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
    docs::paragraph(&mut lines, vec![line + end]);
    lines.extend(answers);
    let docs = outer_docs(&lines);
    let name = ident(name);
    match webhook.payload {
        Payload::Nothing => quote!(#docs #name,),
        Payload::AnyJson => quote!(#docs #name(serde_json::Value),),
        Payload::Json(_) => {
            let ty = payload(emit, webhook).map(|ty| place.owned(emit, &ty));
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
