//! The runtime as part of the output: the files of a real crate, copied as they are, less those that
//! nothing in the API uses.
use super::{Child, Content, Item, Module, RuntimePlace};
use crate::analyze::Requirements;
use quote::ToTokens;
use syn::UseTree;

/// A file of the runtime.
#[derive(Debug, Clone, Copy)]
struct RuntimeFile {
    name: &'static str,
    text: &'static str,
    part: Part,
}

/// What a file of the runtime is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Objects,
    Names,
    RawMembers,
    Tuples,
    OpenEnums,
    ClosedEnums,
    Tolerant,
    DateTimes,
    Exact,
    Secrets,
    Unions,
    Choices,
    Validation,
    Patterns,
    JsonPath,
    Base64,
    Parameters,
    Chrono,
    Uuid,
    Headers,
    MediaTypes,
    Streams,
    Parts,
    Events,
    Items,
    Pages,
    PagesBlocking,
    Operations,
    Encodings,
    Trees,
    Styles,
    Tokens,
    OAuth,
    Webhooks,
    Forms,
    Multipart,
    Reqwest,
    Blocking,
    Memory,
    Tower,
    Tracing,
}

const LIB: &str = include_str!("../../runtime/src/lib.rs");

macro_rules! files {
    ($($name:literal: $part:ident,)*) => {
        &[$(RuntimeFile {
            name: $name,
            text: include_str!(concat!("../../runtime/src/", $name, ".rs")),
            part: Part::$part,
        }),*]
    };
}

const FILES: &[RuntimeFile] = files! {
    "field": Objects,
    "name": Names,
    "raw_members": RawMembers,
    "object": Objects,
    "tolerant": Tolerant,
    "tuple": Tuples,
    "open_enum": OpenEnums,
    "closed_enum": ClosedEnums,
    "union": Unions,
    "choice": Choices,
    "look": Choices,
    "validate": Validation,
    "decimal": Validation,
    "pattern": Patterns,
    "base64": Base64,
    "date_time": DateTimes,
    "secret": Secrets,
    "number": Exact,
    "parameter": Parameters,
    "parameter_chrono": Chrono,
    "parameter_uuid": Uuid,
    "request": Operations,
    "encoding": Encodings,
    "tree": Trees,
    "style": Styles,
    "form": Forms,
    "multipart": Multipart,
    "operation": Operations,
    "options": Operations,
    "call": Operations,
    "core": Operations,
    "credentials": Operations,
    "authorize": Operations,
    "token": Tokens,
    "oauth": OAuth,
    "webhook": Webhooks,
    "body": Operations,
    "transport": Operations,
    "retry": Operations,
    "retry_after": Operations,
    "layer": Operations,
    "transport_reqwest": Reqwest,
    "blocking": Blocking,
    "memory": Memory,
    "service": Tower,
    "trace": Tracing,
    "response": Operations,
    "header": Headers,
    "media_type": MediaTypes,
    "pages": Pages,
    "pages_blocking": PagesBlocking,
    "stream": Streams,
    "parts": Parts,
    "events": Events,
    "items": Items,
    "json_path": JsonPath,
    "error": Operations,
};

impl Part {
    fn is_used(self, needs: Requirements) -> bool {
        let secrets = needs.operations || needs.secrets;
        let parameters = secrets || needs.open_enums || needs.base64 || needs.exact;
        // A look is taken at the members of objects.
        let objects = needs.objects || needs.choices;
        match self {
            Self::Objects => objects,
            Self::Names => objects || needs.trees(),
            Self::RawMembers => needs.choices || needs.trees(),
            Self::Tuples => needs.tuples,
            Self::OpenEnums => needs.open_enums,
            Self::ClosedEnums => needs.closed_enums,
            Self::Tolerant => needs.tolerant,
            Self::DateTimes => needs.date_times,
            Self::Exact => needs.exact,
            Self::Secrets => secrets,
            Self::Unions => needs.unions,
            Self::Choices => needs.choices,
            Self::Validation => needs.validation,
            Self::Patterns => needs.patterns,
            Self::JsonPath => {
                needs.operations || needs.choices || needs.validation || needs.webhooks
            }
            Self::Base64 => needs.base64,
            Self::Parameters => parameters,
            Self::Chrono => parameters && needs.chrono,
            Self::Uuid => parameters && needs.uuid,
            Self::Headers => needs.headers,
            Self::MediaTypes => needs.media_types,
            Self::Streams => needs.streams,
            Self::Parts => needs.events || needs.items,
            Self::Events => needs.events,
            Self::Items => needs.items,
            Self::Pages => needs.pages,
            Self::PagesBlocking => needs.pages && needs.blocking,
            Self::Operations => needs.operations,
            Self::Encodings => needs.forms || needs.styles,
            Self::Trees => needs.trees(),
            Self::Styles => needs.styles,
            Self::Tokens => needs.operations && needs.tokens,
            Self::Webhooks => needs.webhooks,
            Self::OAuth => needs.operations && needs.oauth,
            Self::Forms => needs.forms,
            Self::Multipart => needs.multipart,
            Self::Reqwest => needs.reqwest,
            Self::Blocking => needs.blocking,
            Self::Memory => needs.memory,
            Self::Tower => needs.tower,
            Self::Tracing => needs.tracing,
        }
    }
}

/// The module `runtime`.
#[must_use]
pub fn runtime(needs: Requirements, place: RuntimePlace) -> Module<'static> {
    let mut module = Module::new("runtime", move || content(needs, place));
    module.children = lib()
        .into_iter()
        .filter_map(|item| match item {
            syn::Item::Mod(item) => child(needs, place, &item),
            _ => None,
        })
        .collect();
    module
}

/// The items of the runtime's root; the tests of this crate show that it is valid.
fn lib() -> Vec<syn::Item> {
    syn::parse_file(LIB)
        .map(|file| file.items)
        .unwrap_or_default()
}

fn content(needs: Requirements, place: RuntimePlace) -> Content {
    let items = lib().into_iter().filter_map(|item| match item {
        syn::Item::Use(mut item) if is_used(needs, &item.tree) => {
            item.attrs.retain(|attribute| {
                place == RuntimePlace::CrateRoot || !attribute.path().is_ident("cfg")
            });
            Some(Item::Code(item.into_token_stream()))
        }
        _ => None,
    });
    Content {
        docs: docs(needs),
        items: items.collect(),
    }
}

/// The first words of the paragraph of the runtime's docs that is about models.
const ABOUT_MODELS: &str = "Models are ";

/// The docs of the runtime, less the paragraphs about operations where there are none.
fn docs(needs: Requirements) -> Vec<String> {
    let lines = LIB.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<String> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned())
        .collect();
    if needs.operations {
        return lines;
    }
    let mut docs = vec!["What all models share.".to_owned()];
    let mut paragraphs = lines.split(String::is_empty);
    let is_about_models = |paragraph: &&[String]| {
        let first = paragraph.first();
        first.is_some_and(|line| line.starts_with(ABOUT_MODELS))
    };
    if let Some(paragraph) = paragraphs
        .find(is_about_models)
        .filter(|_| needs.any_runtime())
    {
        docs.push(String::new());
        docs.extend(paragraph.iter().cloned());
    }
    docs
}

fn child(needs: Requirements, place: RuntimePlace, item: &syn::ItemMod) -> Option<Child<'static>> {
    let file = FILES
        .iter()
        .find(|file| item.ident == file.name)
        .filter(|file| file.part.is_used(needs))?;
    let conditions = item
        .attrs
        .iter()
        .filter(|_| place == RuntimePlace::CrateRoot);
    let before: Vec<String> = conditions.filter_map(condition).collect();
    let verbatim = || Content {
        docs: Vec::new(),
        items: vec![Item::Text(file.text.to_owned())],
    };
    Some(Child {
        before: before.concat(),
        module: Module::new(file.name, verbatim),
    })
}

/// `#[cfg(feature = "…")]` as it is written.
fn condition(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::List(list) = &attribute.meta else {
        return None;
    };
    list.path
        .is_ident("cfg")
        .then(|| format!("#[cfg({})]\n", list.tokens))
}

/// Whether what a `use` line brings in is part of the output. Lines that name no file of the runtime
/// bring in what operations need of other crates.
fn is_used(needs: Requirements, tree: &UseTree) -> bool {
    let UseTree::Path(path) = tree else {
        return true;
    };
    if path.ident == "self" {
        return is_used(needs, &path.tree);
    }
    match FILES.iter().find(|file| path.ident == file.name) {
        Some(file) => file.part.is_used(needs),
        None => needs.operations,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_without_operations_speak_of_models_alone() {
        let needs = Requirements {
            objects: true,
            ..Requirements::default()
        };
        let docs = docs(needs);
        assert!(
            docs.iter().any(|line| line.starts_with(ABOUT_MODELS)),
            "{docs:?}"
        );
        let links: Vec<_> = docs.iter().filter(|line| line.contains("[`")).collect();
        assert!(links.is_empty(), "{links:?}");
    }
}
