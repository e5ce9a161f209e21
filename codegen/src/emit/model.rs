//! The files of models, and the items in them.
use super::{
    Child, Content, Emit, Item, Module, alias, docs, enum_, features, ident,
    struct_::{self, Json},
    type_ref::{self, Place},
    union,
    uses::Used,
};
use crate::{
    diag::Pointer,
    ir::{BASE, Form, TypeId, TypeKind},
    names::{Home, ModelFile},
};
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;

/// The module `models`: a file for each named model, and their names.
pub(super) fn models<'a>(emit: &'a Emit<'a>) -> Module<'a> {
    let mut module = Module::new("models", || index(emit));
    let files = sorted(emit).into_iter();
    module.children = files
        .map(|(index, file)| {
            let features = features::of_home(emit, Home::Model(index));
            let module = Module::new(file.module.to_string(), move || content(emit, index));
            Child::conditional(&features, module)
        })
        .collect();
    module
}

/// The files by the alphabet, with their positions.
fn sorted<'a>(emit: &Emit<'a>) -> Vec<(usize, &'a ModelFile)> {
    let mut files: Vec<_> = emit.names.models.iter().enumerate().collect();
    files.sort_by_key(|(_, file)| &file.module);
    files
}

fn index(emit: &Emit<'_>) -> Content {
    let mut users = Vec::new();
    let mut reexports = Vec::new();
    for (index, file) in sorted(emit) {
        let place = Place::model(emit, index);
        let features = features::of_home(emit, Home::Model(index));
        let condition = features::condition(&features);
        let mut used = Used::default();
        file.types
            .iter()
            .for_each(|id| used.add_item(emit, &place, *id));
        users.extend(used.has_runtime().then_some(features));
        if let Some(root) = file.root {
            let module = ident(&file.module);
            let name = ident(&emit.names.of_type(root).ident);
            reexports.push(Item::Code(quote!(#condition pub use self::#module::#name;)));
        }
    }
    // The files beneath find the runtime through this line, wherever it is.
    let runtime = (!users.is_empty()).then(|| {
        let condition = features::condition(&features::of_any(users));
        Item::Code(quote!(
            #condition
            use super::runtime;
        ))
    });
    Content {
        docs: vec![format!("The models of {}.", docs::title(emit.api))],
        items: runtime.into_iter().chain(reexports).collect(),
    }
}

fn content(emit: &Emit<'_>, index: usize) -> Content {
    let place = Place::model(emit, index);
    let file = emit.names.models.get(index);
    let types = file.map_or(&[][..], |file| file.types.as_slice());
    let mut used = Used::default();
    types.iter().for_each(|id| used.add_item(emit, &place, *id));
    let mut items: Vec<Item> = used.runtime_line(&[]).into_iter().collect();
    items.extend(place.import_line(emit).map(Item::Code));
    items.extend(used.maps_line());
    items.extend(types.iter().flat_map(|id| item(emit, &place, *id)));
    let root = file.and_then(|file| file.root);
    let root = root.map(|id| &emit.names.of_type(id).ident);
    let docs = match root {
        Some(name) if types.len() == 1 => format!("The model `{name}`."),
        Some(name) => format!("The model `{name}`, and the types inside it."),
        None => "Types inside a model that is not used as a whole.".to_owned(),
    };
    Content {
        docs: vec![docs],
        items,
    }
}

/// The items of one type.
pub(super) fn item(emit: &Emit<'_>, place: &Place, id: TypeId) -> Vec<Item> {
    match &emit.api.types[id].kind {
        TypeKind::Struct(object) => struct_::items(emit, place, id, object, Json::Object),
        TypeKind::Tuple(list) => struct_::items(emit, place, id, list, Json::List),
        TypeKind::Enum(values) => enum_::items(emit, id, values),
        TypeKind::Union(union) => union::items(emit, place, id, union),
        TypeKind::Alias(ty) => alias::items(emit, place, id, ty),
    }
}

/// The docs of an item, or what it is where the document says nothing.
pub(super) fn item_docs(emit: &Emit<'_>, id: TypeId) -> TokenStream {
    let item = &emit.api.types[id];
    let fallback = if type_ref::is_root(emit, id) {
        format!("The model `{}`.", emit.names.of_type(id).ident)
    } else if is_definition(&item.origin) {
        format!("The schema {}.", whole(&item.origin))
    } else {
        format!("{} {}.", part(&item.origin), whole(&item.origin))
    };
    let mut lines = docs::of_type(&item.docs, &fallback);
    docs::paragraph(&mut lines, forms(emit, id));
    super::outer_docs(&lines)
}

/// What else there is of the schema of a type: what is sent of it, or what is read.
fn forms(emit: &Emit<'_>, id: TypeId) -> Vec<String> {
    let (what, name) = match (emit.api.types[id].form, emit.facts.sent_form(id)) {
        (Form::Sent(read), _) => ("what is sent; what is read", described(emit, read)),
        (Form::Plain, Some(sent)) => ("what is read; what is sent", described(emit, sent)),
        (Form::Plain, None) => return Vec::new(),
    };
    vec![format!("This is {what} is `{name}`.")]
}

/// A type as text says it: with its file, unless that is called as it is.
fn described(emit: &Emit<'_>, id: TypeId) -> String {
    let name = emit.names.of_type(id);
    let file = match name.home {
        Home::Model(index) if !type_ref::is_root(emit, id) => emit.names.models.get(index),
        Home::Model(_) | Home::Resource(_) => None,
    };
    match file {
        Some(file) => format!("{}::{}", file.module, name.ident),
        None => name.ident.to_string(),
    }
}

/// Which part of something a schema describes.
fn part(origin: &Pointer) -> &'static str {
    let list = origin.parent();
    let list = list.as_ref().and_then(Pointer::last);
    match (origin.last().as_deref(), list.as_deref()) {
        (Some("items"), _) | (_, Some("x-oasmith-prefixItems")) => "An item of",
        (Some("additionalProperties" | "x-oasmith-patternProperties"), _)
        | (_, Some("x-oasmith-patternProperties")) => "A value of",
        (_, Some("oneOf" | "anyOf")) => "One form of",
        (Some(BASE), _) => "What is common to all forms of",
        _ => "The type of",
    }
}

/// Keywords of JSON Schema below which schemas stand by names of their own.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// The innermost name on the way to a schema, with the keyword that holds it and what follows. What stands after such a
/// keyword is a name, even if it is spelled like a keyword.
fn named(origin: &Pointer) -> Option<(String, String, usize)> {
    let tokens: Vec<String> = origin.tokens().map(Cow::into_owned).collect();
    let mut rest = tokens.as_slice();
    let mut found = None;
    while let [keyword, after @ ..] = rest {
        rest = after;
        let holds_names = ["properties", "schemas"].contains(&keyword.as_str())
            || DEFINITIONS.contains(&keyword.as_str());
        if holds_names && let [name, after @ ..] = rest {
            rest = after;
            found = Some((keyword.clone(), name.clone(), after.len()));
        }
    }
    found
}

/// Whether a schema is defined inside another one.
fn is_definition(origin: &Pointer) -> bool {
    let named = named(origin);
    named.is_some_and(|(keyword, _, rest)| rest == 0 && DEFINITIONS.contains(&keyword.as_str()))
}

/// What an inline schema is a part of: the innermost member around it, else a component, or something of
/// an operation.
fn whole(origin: &Pointer) -> String {
    let has = |keyword: &str| origin.tokens().any(|token| token == keyword);
    if let Some((_, name, _)) = named(origin) {
        super::docs_text::code(&name)
    } else if has("requestBody") || has("requestBodies") {
        "the body of a request".to_owned()
    } else if has("responses") {
        "the body of an answer".to_owned()
    } else {
        "a parameter".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inline_schema_is_a_part_of_what_is_named_last() {
        let of = |pointer: &str| {
            let origin = Pointer::parse_fragment(&format!("#{pointer}")).expect("a pointer");
            (is_definition(&origin), part(&origin), whole(&origin))
        };
        let reading = "/components/schemas/Reading";
        for (rest, is_definition, part, whole) in [
            ("/properties/people/items", false, "An item of", "`people`"),
            ("/$defs/Person", true, "The type of", "`Person`"),
            ("/definitions/Person/items", false, "An item of", "`Person`"),
            (
                "/$defs/Person/properties/definitions/items",
                false,
                "An item of",
                "`definitions`",
            ),
            ("/items", false, "An item of", "`Reading`"),
        ] {
            let expected = (is_definition, part, whole.to_owned());
            assert_eq!(of(&format!("{reading}{rest}")), expected, "{rest}");
        }
    }
}
