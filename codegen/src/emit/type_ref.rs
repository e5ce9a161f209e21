//! The uses of types: how a type is written in a place of the code.
use super::{Emit, ident, uses::Use};
use crate::{
    ir::{IntegerFormat, NumberFormat, StringFormat, Type, TypeId},
    names::Home,
};
use proc_macro2::TokenStream;
use quote::quote;

/// A file of the output, as the place from which types are named.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The file; none for the module of the API itself.
    home: Option<Home>,
    /// Models of other files that are brought in by `use super::…`.
    imports: Vec<TypeId>,
}

impl Place {
    /// The file of a resource, where models are named through `models::`.
    pub(super) fn resource(index: usize) -> Self {
        Self {
            home: Some(Home::Resource(index)),
            imports: Vec::new(),
        }
    }

    /// The module of the API, where models are named through `models::` and the types of operations through the
    /// modules of their resources.
    pub(super) fn api() -> Self {
        Self {
            home: None,
            imports: Vec::new(),
        }
    }

    /// The file of a model. Other models are brought in, unless something in the file has the same name.
    pub(super) fn model(emit: &Emit<'_>, index: usize) -> Self {
        let home = Some(Home::Model(index));
        let Some(file) = emit.names.models.get(index) else {
            return Self {
                home,
                imports: Vec::new(),
            };
        };
        let mut used = Vec::new();
        for id in &file.types {
            used.extend(emit.api.types[*id].kind.named());
        }
        let own = |name: &str| {
            file.types
                .iter()
                .any(|id| emit.names.of_type(*id).ident.as_str() == name)
        };
        used.retain(|id| {
            let name = emit.names.of_type(*id);
            Some(name.home) != home && is_root(emit, *id) && !own(name.ident.as_str())
        });
        used.sort_by_key(|id| &emit.names.of_type(*id).ident);
        used.dedup();
        Self {
            home,
            imports: used,
        }
    }

    /// The line that brings in other models.
    pub(super) fn import_line(&self, emit: &Emit<'_>) -> Option<TokenStream> {
        let names: Vec<_> = self
            .imports
            .iter()
            .map(|id| ident(&emit.names.of_type(*id).ident))
            .collect();
        match names.as_slice() {
            [] => None,
            [only] => Some(quote!(use super::#only;)),
            names => Some(quote!(use super::{#(#names),*};)),
        }
    }

    /// The module of the models, where the path to a type begins with it.
    pub(super) fn names_models(&self, emit: &Emit<'_>, id: TypeId) -> Option<Use> {
        match (self.home, emit.names.of_type(id).home) {
            (Some(Home::Resource(_)), Home::Model(_)) => Some(Use::Models),
            (Some(Home::Resource(_)), Home::Resource(_)) | (Some(Home::Model(_)) | None, _) => None,
        }
    }

    /// The path to a type from here.
    pub(super) fn path(&self, emit: &Emit<'_>, id: TypeId) -> TokenStream {
        let name = emit.names.of_type(id);
        let own = ident(&name.ident);
        if Some(name.home) == self.home || self.imports.contains(&id) {
            return quote!(#own);
        }
        let to_api = match self.home {
            Some(Home::Model(_)) => quote!(super::super::),
            Some(Home::Resource(_)) => quote!(super::),
            None => quote!(),
        };
        match (name.home, self.home) {
            (Home::Model(_), Some(Home::Model(_))) if is_root(emit, id) => quote!(super::#own),
            (Home::Model(_), Some(Home::Resource(_)) | None) if is_root(emit, id) => {
                quote!(models::#own)
            }
            (Home::Model(index), from) => {
                let module = emit.names.models.get(index).map(|file| ident(&file.module));
                match from {
                    Some(Home::Model(_)) => quote!(super::#module::#own),
                    Some(Home::Resource(_)) | None => quote!(models::#module::#own),
                }
            }
            (Home::Resource(index), _) => {
                let module = emit
                    .names
                    .resources
                    .get(index)
                    .map(|resource| ident(&resource.module));
                quote!(#to_api #module::#own)
            }
        }
    }

    /// A type as an owner has it.
    pub(super) fn owned(&self, emit: &Emit<'_>, ty: &Type) -> TokenStream {
        match ty {
            Type::Any(_) => quote!(serde_json::Value),
            Type::Boolean => quote!(bool),
            Type::Integer(format) => integer(*format),
            Type::Number(NumberFormat::Double) => quote!(f64),
            Type::Number(NumberFormat::Exact) => quote!(runtime::Number),
            Type::String(format) => match format {
                StringFormat::Text => quote!(String),
                StringFormat::Date => quote!(chrono::NaiveDate),
                StringFormat::DateTime => quote!(chrono::DateTime<chrono::FixedOffset>),
                StringFormat::Uuid => quote!(uuid::Uuid),
                StringFormat::Base64 => quote!(Base64),
                StringFormat::Password => quote!(runtime::Secret),
            },
            Type::Array(item) => {
                let item = self.owned(emit, item);
                quote!(Vec<#item>)
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.owned(emit, item));
                quote!((#(#items),*))
            }
            Type::Map(value) => {
                let value = self.owned(emit, value);
                quote!(BTreeMap<String, #value>)
            }
            Type::Named(id) => self.path(emit, *id),
            Type::Nullable(inner) => {
                let inner = self.owned(emit, inner);
                quote!(Option<#inner>)
            }
        }
    }
}

/// The name of an integer type.
pub(super) fn integer(format: IntegerFormat) -> TokenStream {
    match format {
        IntegerFormat::I8 => quote!(i8),
        IntegerFormat::I16 => quote!(i16),
        IntegerFormat::I32 => quote!(i32),
        IntegerFormat::I64 => quote!(i64),
        IntegerFormat::U8 => quote!(u8),
        IntegerFormat::U16 => quote!(u16),
        IntegerFormat::U32 => quote!(u32),
        IntegerFormat::U64 => quote!(u64),
        IntegerFormat::Exact => quote!(runtime::Number),
    }
}

/// Whether a type is the one that its model's file is called after.
pub(super) fn is_root(emit: &Emit<'_>, id: TypeId) -> bool {
    match emit.names.of_type(id).home {
        Home::Model(index) => emit
            .names
            .models
            .get(index)
            .is_some_and(|file| file.root == Some(id)),
        Home::Resource(_) => false,
    }
}
