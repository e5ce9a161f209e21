//! Answers that are read while they arrive: what the operation says of them.
use super::{Emit, alternative::Generics, docs, docs_text, type_ref::Place};
use crate::ir::{Content, Framing, Operation, Streaming};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// How an answer is read while it arrives, computed once.
pub(super) struct Streamed {
    media_types: String,
    stream: TokenStream,
    open: TokenStream,
}

pub(super) fn streamed(emit: &Emit<'_>, place: &Place, streaming: &Streaming) -> Streamed {
    let item = match &streaming.item {
        Content::Json(ty) => place.owned(emit, ty),
        Content::Text | Content::Bytes => quote!(String),
    };
    let (stream, open) = match (streaming.framing, &streaming.item) {
        (Framing::Bytes, _) => (quote!(runtime::Body), quote!(answer.body)),
        (Framing::Events, Content::Json(_)) => (
            quote!(runtime::Events<#item>),
            quote!(runtime::Events::json(answer)),
        ),
        (Framing::Events, Content::Text | Content::Bytes) => (
            quote!(runtime::Events<#item>),
            quote!(runtime::Events::text(answer)),
        ),
        (Framing::Lines, _) => (
            quote!(runtime::JsonStream<#item>),
            quote!(runtime::JsonStream::lines(answer)),
        ),
        (Framing::Records, _) => (
            quote!(runtime::JsonStream<#item>),
            quote!(runtime::JsonStream::sequence(answer)),
        ),
    };
    Streamed {
        media_types: streaming.media_types.clone(),
        stream,
        open,
    }
}

/// Says that the answer can be read while it arrives.
pub(super) fn add_docs(lines: &mut Vec<String>, operation: &Operation) {
    let Some(streaming) = &operation.streaming else {
        return;
    };
    let what = match streaming.framing {
        Framing::Bytes => "The answer".to_owned(),
        Framing::Events | Framing::Lines | Framing::Records => {
            format!("An answer as {}", docs_text::code(&streaming.media_types))
        }
    };
    let line = format!("{what} can be read while it arrives, by `stream()`.");
    docs::paragraph(lines, vec![line]);
}

pub(super) fn item(streamed: &Streamed, operation: &Ident, generics: &Generics) -> TokenStream {
    let Streamed {
        media_types,
        stream,
        open,
    } = streamed;
    let elided = &generics.elided;
    quote! {
        impl runtime::Streamed for #operation #elided {
            type Stream = #stream;

            const MEDIA_TYPES: &'static str = #media_types;

            fn stream(answer: runtime::OpenResponse) -> Self::Stream {
                #open
            }
        }
    }
}
