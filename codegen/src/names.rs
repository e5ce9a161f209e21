//! The only maker of identifiers.
//!
//! | thing | made of | form |
//! |---|---|---|
//! | model, its file | the component's name | `Pet`, `pet` |
//! | type inside a model | the members on the way to it, in the model's module | `pet::OwnerAddress` |
//! | type inside an operation | the operation, then the way to it | `ListPetsBody`, `ListPetsNotFound` |
//! | resource, its file | the tag | `Pets`, `pets` |
//! | operation, its method | configuration, else `operationId`, else method and path | `ListPets`, `list_pets` |
//! | member, parameter | its name on the wire | `owner_name` |
//! | value of an enumeration | `x-enum-varnames`, else the value | `InProgress` |
//! | answer | the reason phrase of its status | `NotFound` |
//!
//! Every name depends on its own item alone. Only where two items want the same name does one of
//! them get something more of itself (its kind, its spelling, at last a hash of its wire name).
mod case;
mod operations;
mod place;
mod scope;
mod types;

#[cfg(test)]
mod tests;

pub use operations::{OperationNames, ResourceNames};
pub use scope::{Name, is_module_name};
pub use types::{Home, ModelFile, TypeName};

use crate::{
    config::ApiOptions,
    ir::{Api, OperationId, Server, TypeId},
};
use indexmap::IndexMap;
use scope::{Scope, Wanted};

/// All identifiers of one API.
#[derive(Debug, Clone, Default)]
pub struct Names {
    types: Vec<TypeName>,
    /// Members of structs, values of enumerations, branches of unions.
    parts: Vec<Vec<Name>>,
    /// The files of named models.
    pub models: Vec<ModelFile>,
    /// The groups of operations, in the order of the model.
    pub resources: Vec<ResourceNames>,
    operations: Vec<OperationNames>,
    /// The method of the builder for each security scheme.
    pub schemes: Vec<Name>,
    /// The variant for each server.
    pub servers: Vec<ServerNames>,
}

/// The names around a server.
#[derive(Debug, Clone)]
pub struct ServerNames {
    /// The variant.
    pub variant: Name,
    /// The fields for the variables of its URL.
    pub variables: Vec<Name>,
}

impl Names {
    /// The name of a type.
    #[must_use]
    pub fn of_type(&self, id: TypeId) -> &TypeName {
        &self.types[id.index()]
    }

    /// The names of the members, values or branches of a type, in its order.
    #[must_use]
    pub fn parts(&self, id: TypeId) -> &[Name] {
        &self.parts[id.index()]
    }

    /// The names of an operation.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> &OperationNames {
        &self.operations[id.index()]
    }
}

/// Names everything in an API.
#[must_use]
pub fn name(api: &Api, options: &ApiOptions) -> Names {
    let mut names = Names::default();
    operations::name_resources(api, options, &mut names);
    types::name_types(api, &mut names);
    names.schemes = builder_methods(api);
    names.servers = servers(api);
    names
}

/// The methods of the client's builder that are there in any case.
const BUILDER_METHODS: &[&str] = &[
    "base_url",
    "build",
    "build_with",
    "default",
    "default_header",
    "new",
    "server",
    "timeout",
    "user_agent",
];

fn builder_methods(api: &Api) -> Vec<Name> {
    let wanted = api.schemes.iter().map(|scheme| Wanted {
        wire: scheme.name.clone(),
        base: case::snake_or(&scheme.name, "credential"),
        qualifiers: vec!["auth".to_owned()],
    });
    Scope::snake(BUILDER_METHODS).assign(&wanted.collect::<Vec<_>>())
}

fn servers(api: &Api) -> Vec<ServerNames> {
    // Two entries of one URL are one server.
    let mut wanted: IndexMap<&str, Wanted> = IndexMap::new();
    for server in &api.servers {
        let text = server.description.as_deref().filter(|text| is_name(text));
        wanted.entry(&server.url).or_insert_with(|| Wanted {
            wire: server.url.clone(),
            base: case::pascal_or(text.unwrap_or(host(&server.url)), "Server"),
            qualifiers: vec![host(&server.url).to_owned()],
        });
    }
    let urls: Vec<&str> = wanted.keys().copied().collect();
    let wanted: Vec<Wanted> = wanted.into_values().collect();
    let variants = Scope::pascal(&[]).assign(&wanted);
    let variants: IndexMap<&str, Name> = urls.into_iter().zip(variants).collect();
    let named = api.servers.iter().filter_map(|server| {
        Some(ServerNames {
            variant: variants.get(server.url.as_str())?.clone(),
            variables: server_variables(server),
        })
    });
    named.collect()
}

fn server_variables(server: &Server) -> Vec<Name> {
    let wanted = server.variables.iter().map(|variable| Wanted {
        wire: variable.name.clone(),
        base: case::snake_or(&variable.name, "variable"),
        qualifiers: Vec::new(),
    });
    // The fields stand in a format string, where keywords can not.
    Scope::snake(scope::KEYWORDS).assign(&wanted.collect::<Vec<_>>())
}

/// Whether the description of a server is its name, such as `Sandbox`, and no sentence: three words at most.
fn is_name(text: &str) -> bool {
    (1..=3).contains(&text.split_whitespace().count())
}

fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}
