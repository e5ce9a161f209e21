//! `Operation::request`: the steps that write an operation's arguments into a request.
use super::{Emit, params::Argument};
use crate::{
    analyze::{self, Written},
    ir::{
        self, Alternative, Body, BodyContent, Content, FieldEncoding, Location, Operation,
        Parameter, PartKind, QueryText, Requirement, Reserved, Response, TextStyle,
    },
    names::OperationNames,
};
use indexmap::IndexMap;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The body of the method.
pub(super) fn steps<'a>(
    emit: &Emit<'a>,
    operation: &'a Operation,
    names: &OperationNames,
    argument: Option<&Argument>,
) -> TokenStream {
    let path = Literal::string(&operation.path);
    let parameters = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter_map(|(parameter, name)| parameter_step(emit, parameter, &super::ident(name)));
    let accept = accept(operation).map(|types| quote!(.accept(#types)));
    let security = security(operation);
    let server = operation.server.as_ref().map(|url| quote!(.server(#url)));
    let body = match &operation.body {
        Some(body) => match (&body.content, argument) {
            (BodyContent::Parts(media_types), _) => {
                Some(parts(operation, names, media_types, body.requirement))
            }
            (BodyContent::Plain(_) | BodyContent::Form(..), Some(argument)) => {
                Some(body_step(body, argument))
            }
            (BodyContent::Plain(_) | BodyContent::Form(..), None) => None,
        },
        None => None,
    };
    let last = [accept, security, server, body].into_iter().flatten();
    let steps: Vec<TokenStream> = parameters.chain(last).collect();
    chained(&begin(&operation.method, &path), &steps)
}

/// How many steps stand in one chain. Printers and compilers go down a chain by recursion.
const LONGEST_CHAIN: usize = 50;

/// The steps as a chain of methods; as several, each beginning with what the one before gave, where there are too many.
fn chained(request: &TokenStream, steps: &[TokenStream]) -> TokenStream {
    let mut chains = steps.chunks(LONGEST_CHAIN).peekable();
    let mut request = request.clone();
    let mut before = TokenStream::new();
    while let Some(chain) = chains.next() {
        request.extend(quote!(#(#chain)*));
        if chains.peek().is_some() {
            before.extend(quote!(let request = #request;));
            request = quote!(request);
        }
    }
    quote!(#before #request.build())
}

/// The methods that the crate `http` has a constant for, which are called as it is.
const CONSTANTS: &[&str] = &[
    "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
];

/// Whether a method is named by a constant.
pub(super) fn has_constant(method: &str) -> bool {
    CONSTANTS.contains(&method)
}

fn begin(method: &str, path: &Literal) -> TokenStream {
    if has_constant(method) {
        let name = Ident::new(method, Span::call_site());
        quote!(Request::new(Method::#name, #path))
    } else {
        let name = Literal::string(method);
        quote!(Request::of_method(#name, #path))
    }
}

/// The step that writes a parameter. Those of parts are steps of their own builder.
fn parameter_step(emit: &Emit<'_>, parameter: &Parameter, name: &Ident) -> Option<TokenStream> {
    let wire = Literal::string(&parameter.wire);
    let step = match (parameter.location, analyze::written(emit.api, parameter)) {
        (Location::Part(_), _) => return None,
        (Location::Path(_), Written::Plain | Written::Joined(_)) => {
            quote!(.path(#wire, &self.#name))
        }
        (Location::Path(style), Written::Styled) => {
            let style = text_style(style);
            quote!(.path_as(#wire, #style, &self.#name))
        }
        (Location::Query(..), Written::Plain) => quote!(.query(#wire, &self.#name)),
        (Location::Query(..), Written::Joined(delimiter)) => {
            quote!(.query_joined(#wire, #delimiter, &self.#name))
        }
        (Location::Query(encoding, reserved), Written::Styled) => {
            let encoding = field_encoding(encoding);
            match reserved {
                Reserved::Encoded => quote!(.query_as(#wire, #encoding, &self.#name)),
                Reserved::Kept => quote!(.query_reserved(#wire, #encoding, &self.#name)),
            }
        }
        (Location::WholeQuery(QueryText::Plain), _) => quote!(.query_text(&self.#name)),
        (Location::WholeQuery(QueryText::Json), _) => quote!(.query_json(#wire, &self.#name)),
        (Location::Header(_), Written::Plain | Written::Joined(_)) => {
            quote!(.header(#wire, &self.#name))
        }
        (Location::Header(style), Written::Styled) => {
            let style = text_style(style);
            quote!(.header_as(#wire, #style, &self.#name))
        }
        (Location::Cookie(_), Written::Plain | Written::Joined(_)) => {
            quote!(.cookie(#wire, &self.#name))
        }
        (Location::Cookie(encoding), Written::Styled) => {
            let encoding = field_encoding(encoding);
            quote!(.cookie_as(#wire, #encoding, &self.#name))
        }
    };
    Some(step)
}

fn text_style(style: TextStyle) -> TokenStream {
    let style = match style {
        TextStyle::Simple => quote!(Simple),
        TextStyle::SimpleExploded => quote!(SimpleExploded),
        TextStyle::Label => quote!(Label),
        TextStyle::LabelExploded => quote!(LabelExploded),
        TextStyle::Matrix => quote!(Matrix),
        TextStyle::MatrixExploded => quote!(MatrixExploded),
        TextStyle::Json => quote!(Json),
    };
    quote!(runtime::Style::#style)
}

fn field_encoding(encoding: FieldEncoding) -> TokenStream {
    let encoding = match encoding {
        FieldEncoding::Exploded => quote!(Exploded),
        FieldEncoding::Joined(delimiter) => quote!(Joined(#delimiter)),
        FieldEncoding::DeepObject => quote!(DeepObject),
        FieldEncoding::Json => quote!(Json),
    };
    quote!(runtime::Encoding::#encoding)
}

/// How much less errors count than successes, where one media type may be that of an error and of another success
/// than the one that is asked for (RFC 9110, section 12.4.2).
const LESS: &str = ";q=0.5";

/// The media types of the documented answers, each once: successes first.
pub(super) fn accept(operation: &Operation) -> Option<Literal> {
    let less = if operation.alternatives.is_empty() {
        ""
    } else {
        LESS
    };
    let mut types = Accepted::default();
    types.add(&operation.successes, "");
    types.add(&operation.failures, less);
    types.literal()
}

/// The same, where one media type of the successes is asked for.
pub(super) fn accept_instead(operation: &Operation, alternative: &Alternative) -> Option<Literal> {
    let mut types = Accepted::default();
    let is_asked = |response: &&Response| {
        let content = response.content.as_ref();
        content.is_some_and(|(media_type, _)| ir::essence(media_type) == alternative.media_type)
    };
    let (asked, others): (Vec<&Response>, Vec<&Response>) =
        alternative.successes.iter().partition(is_asked);
    types.add(asked, "");
    types.add(others, LESS);
    types.add(&operation.failures, LESS);
    types.literal()
}

/// Media types in order of preference, each with its weight.
#[derive(Default)]
struct Accepted(IndexMap<String, &'static str>);

impl Accepted {
    fn add<'a>(&mut self, responses: impl IntoIterator<Item = &'a Response>, weight: &'static str) {
        for response in responses {
            let best = response.content.iter().map(|(media_type, _)| media_type);
            for media_type in best.chain(&response.also) {
                self.0.entry(media_type.clone()).or_insert(weight);
            }
        }
    }

    fn literal(&self) -> Option<Literal> {
        let types = self.0.iter();
        let types = types.map(|(media_type, weight)| format!("{media_type}{weight}"));
        let types: Vec<String> = types.collect();
        (!types.is_empty()).then(|| Literal::string(&types.join(", ")))
    }
}

fn security(operation: &Operation) -> Option<TokenStream> {
    let is_open = operation.security.iter().all(Vec::is_empty);
    let alternatives = operation.security.iter().map(|set| quote!(&[#(#set),*]));
    (!is_open).then(|| quote!(.security(&[#(#alternatives),*])))
}

/// The step that sends the parts of a body.
fn parts(
    operation: &Operation,
    names: &OperationNames,
    media_types: &[Option<String>],
    requirement: Requirement,
) -> TokenStream {
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let of_body = parameters.filter_map(|(parameter, name)| match parameter.location {
        Location::Part(kind) => Some((parameter, kind, name)),
        Location::Path(_)
        | Location::Query(..)
        | Location::WholeQuery(_)
        | Location::Header(_)
        | Location::Cookie(_) => None,
    });
    let mut always = requirement == Requirement::Required;
    let parts = of_body.zip(media_types);
    let steps = parts.map(|((parameter, kind, name), media_type)| {
        always |= parameter.requirement == Requirement::Required;
        let (wire, name) = (Literal::string(&parameter.wire), super::ident(name));
        let of_file = media_type.as_deref().unwrap_or("application/octet-stream");
        match (kind, media_type) {
            (PartKind::File, _) => quote!(.file(#wire, #of_file, self.#name)),
            (PartKind::Files, _) => quote!(.files(#wire, #of_file, self.#name)),
            (PartKind::Value, None) => quote!(.part(#wire, &self.#name)),
            (PartKind::Value, Some(media_type)) => {
                quote!(.part_as(#wire, #media_type, &self.#name))
            }
        }
    });
    let steps: Vec<TokenStream> = steps.collect();
    let multipart = quote!(runtime::Multipart::new() #(#steps)*);
    if always {
        quote!(.multipart(#multipart))
    } else {
        quote!(.optional_multipart(#multipart))
    }
}

/// The step that sends a form of pairs.
fn form(
    argument: &Argument,
    encodings: &[(String, FieldEncoding)],
    requirement: Requirement,
) -> TokenStream {
    let value = argument.json();
    let encodings = encodings.iter().map(|(name, encoding)| {
        let encoding = field_encoding(*encoding);
        quote!((#name, #encoding))
    });
    let encodings = quote!(&[#(#encodings),*]);
    match requirement {
        Requirement::Required => quote!(.form(#value, #encodings)),
        Requirement::Optional => quote!(.optional_form(#value, #encodings)),
    }
}

fn body_step(body: &Body, argument: &Argument) -> TokenStream {
    let content = match &body.content {
        BodyContent::Plain(content) => content,
        BodyContent::Form(_, encodings) => {
            return form(argument, encodings, argument.requirement);
        }
        BodyContent::Parts(_) => return TokenStream::new(),
    };
    let name = &argument.name;
    let media_type = Literal::string(&body.media_type);
    match (content, argument.requirement) {
        (Content::Json(_), Requirement::Required) => {
            let value = argument.json();
            if body.media_type == "application/json" {
                quote!(.json(#value))
            } else {
                quote!(.json_as(#media_type, #value))
            }
        }
        (Content::Json(_), Requirement::Optional) => {
            let value = argument.json();
            quote!(.optional_json(#media_type, #value))
        }
        (Content::Text, Requirement::Required) => quote!(.text(#media_type, self.#name)),
        (Content::Text, Requirement::Optional) => quote!(.optional_text(#media_type, self.#name)),
        (Content::Bytes, Requirement::Required) => quote!(.bytes(#media_type, self.#name.clone())),
        (Content::Bytes, Requirement::Optional) => {
            quote!(.optional_bytes(#media_type, self.#name.clone()))
        }
    }
}
