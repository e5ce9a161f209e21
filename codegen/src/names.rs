//! The only maker of identifiers.
//!
//! | thing | made of | form |
//! |---|---|---|
//! | model, its file | the name of the schema | `Pet`, `pet` |
//! | the same of another component | its name, and its kind unless the name ends with it | `NotFoundResponse`, `NewPetBody`, `SortParameter`, `RateHeader` |
//! | what is sent of a model, where what is read is another type | its name, and `Request` unless the name ends with it; what is read keeps the plain name | `PetRequest`, `pet_request` |
//! | type inside a model | the members on the way to it, in the model's module | `pet::OwnerAddress` |
//! | type that the operations of a path share | the path, in a module that says so | `pets_kind_path::Kind` |
//! | type inside an operation | the operation, then the way to it | `ListPetsBody`, `ListPetsNotFound` |
//! | resource, its file | the tag | `Pets`, `pets` |
//! | operation, its method | configuration, else `operationId`, else method and path | `ListPets`, `list_pets` |
//! | member, parameter | its name on the wire | `owner_name` |
//! | setter of a member | its name on the wire, as the member has it | `owner_name` |
//! | value of an enumeration | `x-enum-varnames`, else the value | `InProgress` |
//! | answer | the reason phrase of its status | `NotFound` |
//! | server | its name, or its description if that is one, else its URL | `Sandbox`, `ApiExampleCom` |
//! | variable of a server that has listed values | its name, after the word `Server` | `ServerRegion` |
//! | security scheme | its name | `api_key` |
//! | the same with a body of another kind | its name, and what people call the media type | `add_pet_text` |
//! | header of answers | its name on the wire | `X_RATE_LIMIT` |
//! | webhook, callback | its name | `NewPet` |
//! | the callbacks of an operation | the operation | `SubscribeCallback` |
//! | cargo feature of a resource | the modules of the API and of the resource | `shop_pets` |
//!
//! Unless two items of one scope want it, a name depends on its own item alone: no position, no number, nothing of its
//! neighbours. Words that are taken in any case (those of generated code, keywords, devices) are avoided whatever else there is.
//!
//! Where two items of one scope want the same name, this order, which knows only the items, says who
//! has it; the others get something more of themselves, and never a name that somebody else wants:
//!
//! 1. the lower kind: schemas, then responses, bodies, parameters, headers, paths, what is sent; of parameters path, query, header, cookie;
//! 2. who is called exactly so: `user_id`, of a type `UserId`;
//! 3. who is written in a usual convention: `userId`, `UserId`, `user-id`, `USER_ID`, `user.id`, `user id`;
//! 4. the first by the alphabet.
//!
//! | what gives way | gets | form |
//! |---|---|---|
//! | an operation | its method and path | `add_pet_patch_pets` |
//! | a server | its host, or its scheme where the host is its name; https before http | `PetsExampleComHttp` |
//! | a variable of a server | the name of its server | `ServerRegionSandbox` |
//! | a header of answers | that it is required, where another is not, and its type | `ETAG_REQUIRED`, `AGE_INTEGER` |
//! | a parameter | its place, where no other of its place wants the name | `id_query` |
//! | a type inside something | the steps that its name leaves out, such as `items` or a media type | `TagItem` |
//! | a setter, where models have a method of its name | a word that says so | `clone_member` |
//! | anything with symbols | a word for each symbol | `at_id`, `underscore_links` |
//! | anything else | how it is spelled | `user_id_camel`, `PetLower` |
//! | what is left | a hash of its name on the wire | `user_id_3f2a` |
//!
//! So an item less leaves all other names as they are, but for the one that gave way to it, which takes the plain name.
//! The alternative, a longer name for everything that could ever clash, would mark every `userId` of the world.
mod case;
mod features;
mod headers;
mod operations;
mod part;
mod parts;
mod place;
mod scope;
mod servers;
mod types;

#[cfg(test)]
mod tests;

pub use features::{Features, ResourceFeature, features};
pub use operations::{AlternativeNames, OperationNames, ResourceNames};
pub use scope::{Name, is_module_name};
pub use servers::{ServerNames, ValueNames, VariableNames};
pub use types::{Home, ModelFile, TypeName};

use crate::{
    config::{ApiOptions, Setters},
    ir::{Api, HeaderId, OperationId, TypeId, Webhook},
};
use scope::{Scope, Wanted};

/// All identifiers of one API.
#[derive(Debug, Clone, Default)]
pub struct Names {
    types: Vec<TypeName>,
    /// Members of structs, values of enumerations, branches of unions.
    parts: Vec<Vec<Name>>,
    /// The setters of the members of structs; none where nobody asks for them.
    setters: Vec<Vec<Name>>,
    /// The files of named models.
    pub models: Vec<ModelFile>,
    /// The groups of operations, in the order of the model.
    pub resources: Vec<ResourceNames>,
    operations: Vec<OperationNames>,
    /// The methods of the builder for each security scheme.
    pub schemes: Vec<SchemeNames>,
    /// The constant for each header of answers.
    headers: Vec<Name>,
    /// The variant for each webhook.
    pub webhooks: Vec<Name>,
    /// The variant for each server; none for those that no request can be sent to, which code does not have.
    pub servers: Vec<Option<ServerNames>>,
}

/// The names around a security scheme.
#[derive(Debug, Clone)]
pub struct SchemeNames {
    /// The method of the builder that takes the credential.
    pub method: Name,
    /// The one that takes a source of tokens.
    pub source: Name,
    /// The one that gets tokens for the credentials of the client.
    pub client_credentials: Name,
    /// The one that gets tokens for a refresh token.
    pub refresh_token: Name,
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

    /// The setters of the members of a struct, in its order; none where nobody asks for them.
    #[must_use]
    pub fn setters(&self, id: TypeId) -> &[Name] {
        self.setters.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// The constant for a header of answers.
    #[must_use]
    pub fn header(&self, id: HeaderId) -> &Name {
        &self.headers[id.index()]
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
    match options.setters {
        Setters::Fields => {}
        Setters::Chained => types::name_setters(api, &mut names),
    }
    names.schemes = builder_methods(api);
    names.servers = servers::servers(api);
    names.webhooks = webhooks(&api.webhooks, "Webhook");
    names.headers = headers::headers(api);
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

fn builder_methods(api: &Api) -> Vec<SchemeNames> {
    let wanted = api.schemes.iter().map(|scheme| Wanted {
        wire: scheme.name.clone(),
        base: case::snake_or(&scheme.name, "credential"),
        qualifiers: vec!["auth".to_owned()],
    });
    let mut scope = Scope::snake(BUILDER_METHODS);
    let methods = scope.assign(&wanted.collect::<Vec<_>>());
    let mut beside = |method: &Name, words: &str| {
        let method = method.unraw();
        scope.claim(&Wanted {
            wire: format!("{method} {words}"),
            base: format!("{method}_{words}"),
            qualifiers: vec!["auth".to_owned()],
        })
    };
    let named = methods.into_iter().map(|method| SchemeNames {
        source: beside(&method, "with"),
        client_credentials: beside(&method, "client_credentials"),
        refresh_token: beside(&method, "refresh_token"),
        method,
    });
    named.collect()
}

/// The variants of webhooks, or of the callbacks of an operation.
fn webhooks(webhooks: &[Webhook], fallback: &str) -> Vec<Name> {
    let wanted = webhooks.iter().map(|webhook| Wanted {
        wire: webhook.name.clone(),
        base: case::pascal_or(&webhook.name, fallback),
        qualifiers: vec![webhook.method.clone()],
    });
    Scope::pascal(&[]).assign(&wanted.collect::<Vec<_>>())
}
