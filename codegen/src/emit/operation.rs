//! Operations: a struct of the arguments, and how it becomes a request and reads an answer.
use super::{
    Emit, Item,
    allowances::{self, Function},
    alternative::{self, Alternative, Generics},
    bodies, docs, example, headers, ident, links,
    outcome::{self, Outcome},
    outer_docs,
    paged::{self, PagedImpl},
    params::{self, Argument},
    request,
    streamed::{self, Streamed},
    type_ref::Place,
    uses::Used,
    webhook,
};
use crate::ir::{Deprecation, OperationId, Requirement};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::Lifetime;

/// What is written of an operation, computed once.
pub(super) struct Written {
    method: Ident,
    name: Ident,
    arguments: Vec<Argument>,
    docs: Vec<String>,
    deprecation: Deprecation,
    request: TokenStream,
    outcome: Outcome,
    alternatives: Vec<Alternative>,
    streamed: Option<Streamed>,
    paged: Option<PagedImpl>,
    line: String,
    /// What its code names from elsewhere.
    pub(super) used: Used,
}

pub(super) fn written(emit: &Emit<'_>, place: &Place, id: OperationId) -> Written {
    let operation = &emit.api.operations[id];
    let names = emit.names.operation(id);
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let mut arguments: Vec<Argument> = parameters
        .map(|(parameter, name)| params::parameter(emit, place, parameter, name))
        .collect();
    let body = operation
        .body
        .as_ref()
        .and_then(|body| params::body(emit, place, body, names));
    let request = request::steps(emit, operation, names, body.as_ref());
    arguments.extend(body);
    let mut used = Used::default();
    for argument in &arguments {
        used.add_all(&argument.used);
    }
    if let Some(body) = &operation.body {
        used.add_body(emit, place, &body.content);
    }
    let answers = operation.answers();
    for (_, content) in answers.filter_map(|response| response.content.as_ref()) {
        used.add_answer(emit, place, content);
    }
    let mut docs = match operation.other_body_of {
        None => docs::of_operation(operation),
        Some(whose) => bodies::of_other(emit, operation, whose),
    };
    bodies::add_docs(emit, &mut docs, id);
    if operation.other_body_of.is_none() {
        headers::add_docs(emit, &mut docs, operation);
        links::add_docs(emit, &mut docs, operation, names);
        webhook::add_docs(&mut docs, operation, names);
    }
    alternative::add_docs(&mut docs, operation, names);
    streamed::add_docs(&mut docs, operation);
    paged::add_docs(&mut docs, emit, operation);
    if let Some(streaming) = &operation.streaming {
        used.add_streaming(emit, place, &streaming.item);
    }
    if let Some(paging) = &operation.paging {
        used.add_runtime();
        used.add(emit, place, [&paging.item]);
    }
    webhook::add_used(&mut used, emit, place, operation);
    let mut outcome = outcome::outcome(emit, place, operation, names);
    let answer = if outcome.is_unit() {
        example::Answer::Nothing
    } else {
        example::Answer::Value
    };
    example::add(&mut docs, emit, operation, names, &arguments, answer);
    if operation.other_body_of.is_some() {
        // They are there already.
        outcome.items.clear();
    }
    outcome
        .items
        .extend(webhook::callbacks(emit, place, operation, names));
    Written {
        method: ident(&names.method),
        name: ident(&names.ident),
        arguments,
        docs,
        deprecation: operation.docs.deprecation,
        request,
        outcome,
        alternatives: alternative::alternatives(emit, place, operation, names),
        streamed: operation
            .streaming
            .as_ref()
            .map(|streaming| streamed::streamed(emit, place, streaming)),
        paged: operation
            .paging
            .as_ref()
            .map(|paging| paged::paged(emit, place, operation, paging, names)),
        line: format!("{} {}", operation.method, operation.path),
        used,
    }
}

impl Written {
    fn required(&self) -> impl Iterator<Item = &Argument> {
        self.arguments
            .iter()
            .filter(|argument| argument.requirement == Requirement::Required)
    }

    fn optional(&self) -> impl Iterator<Item = &Argument> {
        self.arguments
            .iter()
            .filter(|argument| argument.requirement == Requirement::Optional)
    }

    fn is_borrowed(&self) -> bool {
        self.arguments.iter().any(Argument::is_borrowed)
    }

    /// `<'a>`, where the struct borrows.
    fn generics(&self, lifetime: &str) -> Option<TokenStream> {
        let lifetime = Lifetime::new(lifetime, Span::call_site());
        self.is_borrowed().then(|| quote!(<#lifetime>))
    }
}

/// The method of the resource.
pub(super) fn method(written: &Written) -> TokenStream {
    let Written { method, name, .. } = written;
    let docs = outer_docs(&written.docs);
    let deprecated =
        (written.deprecation == Deprecation::Deprecated).then(|| quote!(#[deprecated]));
    let arguments = written.required().map(|argument| {
        let (name, ty) = (&argument.name, argument.ty("'c"));
        quote!(#name: #ty)
    });
    let values: Vec<&Ident> = written.required().map(|argument| &argument.name).collect();
    let operation = if values.is_empty() {
        quote!(#name::default())
    } else {
        quote!(#name::new(#(#values),*))
    };
    let types = written.required().map(|argument| argument.ty("'c"));
    let types: Vec<TokenStream> = std::iter::once(quote!(Self)).chain(types).collect();
    let names: Vec<Ident> = values.into_iter().cloned().collect();
    let of_trait = allowances::of_method(method, names.len());
    let allowed = allowances::of_function(&Function {
        names: &names,
        types: &types,
        fields: 0,
    });
    let generics = written.generics("'c");
    quote! {
        #docs
        #deprecated
        #of_trait
        #allowed
        pub fn #method(self, #(#arguments),*) -> Call<'c, #name #generics> {
            self.core.call(#operation)
        }
    }
}

/// The items of an operation.
pub(super) fn items(written: &Written) -> Vec<Item> {
    let mut items = vec![definition(written)];
    items.extend(constructor(written));
    items.extend(setters(written));
    items.extend(written.outcome.items.iter().cloned());
    items.push(implementation(written));
    let generics = Generics {
        of_struct: written.generics("'a"),
        elided: written.generics("'_"),
    };
    if let Some(streamed) = &written.streamed {
        items.push(streamed::item(streamed, &written.name, &generics));
    }
    if let Some(paged) = &written.paged {
        items.push(paged::item(paged, &written.name, &generics));
    }
    for alternative in &written.alternatives {
        items.extend(alternative::items(alternative, &written.name, &generics));
    }
    items.into_iter().map(Item::Code).collect()
}

fn definition(written: &Written) -> TokenStream {
    let name = &written.name;
    let line = super::docs_text::code(&written.line);
    let docs = outer_docs(&[format!("The operation {line}, with its arguments.")]);
    let generics = written.generics("'a");
    let fields = written.arguments.iter().map(|argument| {
        let docs = outer_docs(&argument.docs);
        let (name, ty) = (&argument.name, argument.field_ty("'a"));
        quote!(#docs pub #name: #ty,)
    });
    let default = written
        .required()
        .next()
        .is_none()
        .then(|| quote!(, Default));
    let types = written
        .arguments
        .iter()
        .map(|argument| argument.field_ty("'a"));
    let allowed = allowances::of_members(&types.collect::<Vec<_>>());
    quote! {
        #docs
        #[derive(Debug, Clone #default)]
        #[non_exhaustive]
        #allowed
        pub struct #name #generics {
            #(#fields)*
        }
    }
}

/// `new`, where something is required; else there is a default.
fn constructor(written: &Written) -> Option<TokenStream> {
    written.required().next()?;
    let name = &written.name;
    let generics = written.generics("'a");
    let arguments: Vec<TokenStream> = written
        .required()
        .map(|argument| {
            let (name, ty) = (&argument.name, argument.ty("'a"));
            quote!(#name: #ty)
        })
        .collect();
    let fields = written.arguments.iter().map(|argument| {
        let name = &argument.name;
        match argument.requirement {
            Requirement::Required => quote!(#name),
            Requirement::Optional => quote!(#name: None),
        }
    });
    let types = written.required().map(|argument| argument.ty("'a"));
    let names: Vec<Ident> = written
        .required()
        .map(|argument| argument.name.clone())
        .collect();
    let body = quote!(Self { #(#fields),* });
    let lint = allowances::of_new(name);
    let allowed = allowances::of_function(&Function {
        names: &names,
        types: &types.collect::<Vec<_>>(),
        fields: written.arguments.len(),
    });
    let docs = if written.optional().next().is_none() {
        " The operation with its arguments."
    } else {
        " The operation with the arguments that are required; the others are left out."
    };
    // Where no argument has the lifetime, it needs no name.
    let (declared, generics) = if written.required().any(Argument::is_borrowed) {
        (generics.clone(), generics)
    } else {
        (None, generics.map(|_| quote!(<'_>)))
    };
    Some(quote! {
        impl #declared #name #generics {
            #[doc = #docs]
            #lint
            #allowed
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                #body
            }
        }
    })
}

/// Chained setters for what is optional.
fn setters(written: &Written) -> Option<TokenStream> {
    written.optional().next()?;
    let name = &written.name;
    let setters = written.optional().map(|argument| {
        let (field, ty) = (&argument.name, argument.ty("'c"));
        // The field has the docs; twice the same text would be twice as much to read.
        // A link to a field takes its name without `r#`.
        let shown = field.to_string();
        let docs = format!(" Sets [`{name}::{}`].", shown.trim_start_matches("r#"));
        let name = field;
        let allowed = allowances::of_setter(name, &ty);
        quote! {
            #[doc = #docs]
            #allowed
            pub fn #name(mut self, #name: #ty) -> Self {
                self.operation.#name = Some(#name);
                self
            }
        }
    });
    // Where no argument has the lifetime, it needs no name.
    let names_lifetime = written.optional().any(Argument::is_borrowed);
    let (declared, lifetime) = if names_lifetime {
        (Some(quote!(<'c>)), quote!('c))
    } else {
        (None, quote!('_))
    };
    let generics = written.is_borrowed().then(|| quote!(<#lifetime>));
    Some(quote! {
        impl #declared Call<#lifetime, #name #generics> {
            #(#setters)*
        }
    })
}

fn implementation(written: &Written) -> TokenStream {
    let Written { name, request, .. } = written;
    let Outcome {
        output,
        error,
        response,
        ..
    } = &written.outcome;
    let generics = written.is_borrowed().then(|| quote!(<'_>));
    let line = Literal::string(&written.line);
    // A step takes a line, and a long one more; an arm takes at most three.
    let long_request = allowances::of_lines(written.arguments.len() * 3 / 2);
    let long_response = allowances::of_lines(written.outcome.arms * 3);
    quote! {
        impl Operation for #name #generics {
            type Output = #output;
            type Error = #error;

            const NAME: &'static str = #line;

            #long_request
            fn request(&self) -> Result<Request, RequestError> {
                #request
            }

            #long_response
            fn response(response: RawResponse) -> Result<Self::Output, Error<Self::Error>> {
                #response
            }
        }
    }
}
