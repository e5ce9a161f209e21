//! Names of servers, of the variables of their URLs, and of the values that those may have.
use super::{
    Name, case, scope,
    scope::{Scope, Wanted},
};
use crate::ir::{Api, Server, ServerKey, ServerVariable, VariableKey};
use indexmap::IndexMap;

/// The names around a server.
#[derive(Debug, Clone)]
pub struct ServerNames {
    /// The variant.
    pub variant: Name,
    /// The variables of its URL.
    pub variables: Vec<VariableNames>,
}

/// The names around a variable of the URL of a server.
#[derive(Debug, Clone)]
pub struct VariableNames {
    /// The field.
    pub field: Name,
    /// The enumeration of its values, where they are listed. Variables that are the same share one.
    pub values: Option<ValueNames>,
}

/// The names around the values of a variable.
#[derive(Debug, Clone)]
pub struct ValueNames {
    /// The enumeration.
    pub ident: Name,
    /// The variant for each value, in the order of the model.
    pub variants: Vec<Name>,
}

pub(super) fn servers(api: &Api) -> Vec<Option<ServerNames>> {
    let variants = variants(api);
    let variant = |server: &Server| variants.get(&server.key()).cloned();
    let mut listed: IndexMap<VariableKey<'_>, Wanted> = IndexMap::new();
    for server in &api.servers {
        let Some(variant) = variant(server) else {
            continue;
        };
        for variable in server.variables.iter().filter(|it| !it.values.is_empty()) {
            listed
                .entry(variable.key())
                .or_insert_with(|| wanted_values(variable, server, &variant));
        }
    }
    let keys: Vec<VariableKey<'_>> = listed.keys().copied().collect();
    let wanted: Vec<Wanted> = listed.into_values().collect();
    let idents = Scope::pascal(&["Server"]).assign(&wanted);
    let idents: IndexMap<VariableKey<'_>, Name> = keys.into_iter().zip(idents).collect();
    let named = api.servers.iter().map(|server| {
        Some(ServerNames {
            variant: variant(server)?,
            variables: variables(server, &idents),
        })
    });
    named.collect()
}

fn variants(api: &Api) -> IndexMap<ServerKey<'_>, Name> {
    // Two entries that say the same are one server.
    let mut servers: IndexMap<ServerKey<'_>, &Server> = IndexMap::new();
    let mut urls: IndexMap<&str, usize> = IndexMap::new();
    for server in api.servers.iter().filter(|server| server.is_absolute()) {
        if servers.insert(server.key(), server).is_none() {
            *urls.entry(&server.url).or_default() += 1;
        }
    }
    let wanted = servers.values().map(|server| {
        let mut wanted = wanted_server(server);
        if urls.get(server.url.as_str()) > Some(&1) {
            // The values of its variables tell it from others.
            let defaults = server.variables.iter().map(|it| it.default.as_str());
            let defaults: Vec<&str> = defaults.collect();
            wanted.qualifiers.insert(0, defaults.join(" "));
        }
        wanted
    });
    let wanted: Vec<Wanted> = wanted.collect();
    // Of two that differ in their scheme the safe one has the plain name.
    let is_unsafe = |index: usize| {
        let url = wanted.get(index).map(|wanted| wanted.wire.as_str());
        !url.is_some_and(|url| url.starts_with("https://"))
    };
    let names = Scope::pascal(&[]).assign_by(&wanted, is_unsafe);
    servers.into_keys().zip(names).collect()
}

/// They stand beside the client, where the word `Server` tells them from everything else.
fn wanted_values(variable: &ServerVariable, server: &Server, variant: &Name) -> Wanted {
    Wanted {
        wire: format!("{} {}", variable.name, server.url),
        base: case::pascal(&format!("server {}", variable.name)),
        qualifiers: vec![variant.to_string()],
    }
}

fn variables(server: &Server, idents: &IndexMap<VariableKey<'_>, Name>) -> Vec<VariableNames> {
    let wanted = server.variables.iter().map(|variable| {
        let mut base = case::snake_or(&variable.name, "variable");
        // The fields stand in a format string, where keywords can not.
        if scope::KEYWORDS.contains(&&*base) {
            base.push('_');
        }
        Wanted {
            wire: variable.name.clone(),
            base,
            qualifiers: Vec::new(),
        }
    });
    let fields = Scope::snake(&[]).assign(&wanted.collect::<Vec<_>>());
    let named = server.variables.iter().zip(fields);
    let named = named.map(|(variable, field)| VariableNames {
        field,
        values: idents.get(&variable.key()).map(|ident| ValueNames {
            ident: ident.clone(),
            variants: value_variants(variable),
        }),
    });
    named.collect()
}

fn value_variants(variable: &ServerVariable) -> Vec<Name> {
    let wanted = variable.values.iter().map(|value| Wanted {
        wire: value.clone(),
        base: case::pascal_or(value, "Empty"),
        qualifiers: Vec::new(),
    });
    Scope::pascal(&[]).assign(&wanted.collect::<Vec<_>>())
}

fn wanted_server(server: &Server) -> Wanted {
    let (scheme, host) = server.url.split_once("://").unwrap_or(("", &server.url));
    let description = server.description.as_deref().filter(|text| is_name(text));
    let (base, qualifiers) = match server.name.as_deref().or(description) {
        Some(words) => (
            words.to_owned(),
            vec![host.to_owned(), format!("{scheme} {host}")],
        ),
        // The name is the host already.
        None => (
            without_variables(host),
            vec![scheme.to_owned(), host.to_owned()],
        ),
    };
    Wanted {
        wire: server.url.clone(),
        base: case::pascal_or(&base, "Server"),
        qualifiers,
    }
}

/// Whether the description of a server is its name, such as `Sandbox`, and no sentence: three words at most.
fn is_name(text: &str) -> bool {
    (1..=3).contains(&text.split_whitespace().count())
}

/// A URL without what the caller fills in: `{customer}.example.com` is `example.com`.
fn without_variables(url: &str) -> String {
    let mut parts = url.split('{');
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    std::iter::once(first).chain(rest).collect()
}
