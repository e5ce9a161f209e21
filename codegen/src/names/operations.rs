//! Names of resources and operations, and of everything that is written beside them.
use super::{Name, Names, Scope, Wanted, case, place::status_words, types::PRELUDE};
use crate::{
    config::ApiOptions,
    ir::{
        Api, Group, Location, Operation, OperationId, Response, Status, TypeId, essence,
        is_told_by_type,
    },
};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// The names around a group of operations.
#[derive(Debug, Clone)]
pub struct ResourceNames {
    /// The module, and the method of the client.
    pub module: Name,
    /// The method of the client that leads to it.
    pub accessor: Name,
    /// The struct whose methods are the operations.
    pub ident: Name,
    /// The types that stand inline in its operations.
    pub types: Vec<TypeId>,
    /// The types of the file.
    pub(super) scope: Scope,
}

/// The names around an operation.
#[derive(Debug, Clone)]
pub struct OperationNames {
    /// The position of its resource.
    pub resource: usize,
    /// The method.
    pub method: Name,
    /// The struct.
    pub ident: Name,
    /// The enumeration of documented errors.
    pub error: Name,
    /// The enumeration of successes, for operations with several.
    pub output: Name,
    /// The parameters, in the order of the model.
    pub parameters: Vec<Name>,
    /// The body of the request.
    pub body: Name,
    /// The variants of the documented errors, in the order of the model.
    pub failures: Vec<Name>,
    /// The variants of the successes, in the order of the model.
    pub successes: Vec<Name>,
    /// The answers in other media types, in the order of the model.
    pub alternatives: Vec<AlternativeNames>,
    /// The enumeration of callbacks, and a variant for each in the order of the model, for operations that have some.
    pub callbacks: Option<(Name, Vec<Name>)>,
}

/// The names around an answer in another media type.
#[derive(Debug, Clone)]
pub struct AlternativeNames {
    /// The method of the call that asks for it.
    pub method: Name,
    /// The struct.
    pub ident: Name,
    /// The enumeration of successes, for those with several.
    pub output: Name,
}

/// What the file of a resource names without a path.
const RESOURCE_FILE: &[&str] = &[
    "Bytes",
    "Call",
    "Core",
    "Error",
    "Method",
    "Operation",
    "RawResponse",
    "Request",
    "RequestError",
];

/// Methods of the client and of its resources that are there in any case.
const CLIENT_METHODS: &[&str] = &["builder", "clone", "execute"];

/// Methods of a call that is under way to being sent.
const CALL_METHODS: &[&str] = &[
    "body",
    "call_blocking",
    "into_future",
    "into_request",
    "map_operation",
    "send",
    "send_blocking",
    "with_base_url",
    "with_credentials",
    "with_header",
    "with_query",
    "with_timeout",
];

/// Methods of such a call whose answer can be read while it arrives.
const STREAM_METHODS: &[&str] = &["stream", "stream_after"];

/// Methods of such a call whose answers are pages.
const PAGE_METHODS: &[&str] = &["items", "pages"];

pub(super) fn name_resources(api: &Api, options: &ApiOptions, names: &mut Names) {
    let wanted: Vec<Wanted> = api
        .resources
        .iter()
        .map(|resource| resource_name(&resource.group))
        .collect();
    // `std` is named by the client; a module of its parent's name would confuse readers.
    let reserved = [
        "headers",
        "mod",
        "models",
        "runtime",
        "std",
        &options.module,
    ];
    let modules = Scope::modules(&reserved).assign(&wanted);
    let accessors = Scope::snake(CLIENT_METHODS).assign(&wanted);
    let mut operations: IndexMap<OperationId, OperationNames> = IndexMap::new();
    for (index, ((resource, module), accessor)) in
        api.resources.iter().zip(modules).zip(accessors).enumerate()
    {
        let mut scope = Scope::pascal(PRELUDE);
        for name in RESOURCE_FILE {
            scope.claim(&plain(name));
        }
        let tag = resource.group.name().unwrap_or("operations");
        let ident = scope.claim(&Wanted {
            wire: tag.to_owned(),
            base: case::pascal_or(tag, "Operations"),
            qualifiers: vec!["resource".to_owned()],
        });
        let wanted = resource
            .operations
            .iter()
            .map(|id| operation_name(&api.operations[*id], options));
        let wanted: Vec<Wanted> = wanted.collect();
        let methods = Scope::snake(&["clone"]).assign(&wanted);
        let pascal: Vec<Wanted> = wanted
            .iter()
            .zip(&methods)
            .map(|(wanted, method)| struct_name(wanted, method))
            .collect();
        let idents = scope.assign(&pascal);
        for ((id, method), ident) in resource.operations.iter().zip(methods).zip(idents) {
            let operation = &api.operations[*id];
            let whose = operation
                .other_body_of
                .and_then(|whose| operations.get(&whose));
            let shared = whose.map(|names| (names.error.clone(), names.output.clone()));
            let names = self::operation(operation, index, method, ident, shared, &mut scope);
            operations.insert(*id, names);
        }
        names.resources.push(ResourceNames {
            module,
            accessor,
            ident,
            types: Vec::new(),
            scope,
        });
    }
    names.operations = api
        .operations
        .iter()
        .filter_map(|(id, _)| operations.swap_remove(&id))
        .collect();
}

fn resource_name(group: &Group) -> Wanted {
    let (name, qualifier) = match group {
        Group::Tag(tag) => (tag.as_str(), "resource"),
        Group::Path(segment) => (segment.as_str(), "path"),
        // A tag may be called as the operations without one are.
        Group::Untagged => {
            return Wanted {
                wire: String::new(),
                base: "operations".to_owned(),
                qualifiers: vec!["untagged".to_owned()],
            };
        }
    };
    Wanted {
        wire: name.to_owned(),
        base: case::snake_or(name, "operations"),
        qualifiers: vec![qualifier.to_owned()],
    }
}

/// The words of the method and the path, for operations that have no name.
fn from_path(operation: &Operation) -> String {
    let segments = operation
        .path
        .split(['/', '?', '#'])
        .filter(|segment| !segment.is_empty());
    let words = segments.map(|segment| match segment.strip_prefix('{') {
        Some(parameter) => format!("by {parameter}"),
        None => segment.to_owned(),
    });
    format!(
        "{} {}",
        operation.method.to_ascii_lowercase(),
        words.collect::<Vec<_>>().join(" ")
    )
}

fn operation_name(operation: &Operation, options: &ApiOptions) -> Wanted {
    let configured = options.operation_names.get(&operation.key());
    let words = from_path(operation);
    let by_path = format!("{} {}", operation.method, operation.path);
    let given = configured.or(operation.operation_id.as_ref());
    let chosen = given.unwrap_or(&words);
    let base = case::snake_or(chosen, &case::snake(&words));
    // `/pets` and `/pets/` have the same words.
    let slash = operation.path.ends_with('/').then(|| "slash".to_owned());
    let hash = case::hash(&by_path);
    let words = Some(words).filter(|words| case::snake(words) != base);
    let body = operation.body.as_ref();
    let other = operation
        .other_body_of
        .and(body)
        .map(|body| &body.media_type);
    let wire = given.cloned().unwrap_or(by_path);
    let (wire, base) = match other {
        None => (wire, base),
        Some(media_type) => {
            let words = case::snake_part(&media_words(&essence(media_type)));
            (format!("{wire} {media_type}"), format!("{base}_{words}"))
        }
    };
    Wanted {
        wire,
        base,
        qualifiers: words.into_iter().chain(slash).chain([hash]).collect(),
    }
}

/// The struct is called as its method is, so that one leads to the other.
fn struct_name(wanted: &Wanted, method: &Name) -> Wanted {
    let method = method.unraw();
    Wanted {
        wire: wanted.wire.clone(),
        base: case::pascal_or(method, "Operation"),
        qualifiers: vec!["operation".to_owned()],
    }
}

fn operation(
    operation: &Operation,
    resource: usize,
    method: Name,
    ident: Name,
    shared: Option<(Name, Name)>,
    scope: &mut Scope,
) -> OperationNames {
    let beside = |suffix: &str, scope: &mut Scope| {
        scope.claim(&Wanted {
            wire: format!("{ident} {suffix}"),
            base: format!("{ident}{suffix}"),
            qualifiers: vec!["type".to_owned()],
        })
    };
    // With another body, the answers are the same.
    let (error, output) =
        shared.unwrap_or_else(|| (beside("Error", scope), beside("Output", scope)));
    let mut calls = Scope::snake(CALL_METHODS);
    if operation.streaming.is_some() {
        for name in STREAM_METHODS {
            calls.claim(&plain(name));
        }
    }
    if operation.paging.is_some() {
        for name in PAGE_METHODS {
            calls.claim(&plain(name));
        }
    }
    let parameters = parameter_names(operation, &mut calls);
    let words = operation.alternatives.iter().map(|alternative| {
        let words = media_words(&alternative.media_type);
        (&alternative.media_type, words)
    });
    let alternatives = words.map(|(media_type, words)| {
        let ident = beside(&case::pascal_part(&words), scope);
        AlternativeNames {
            method: calls.claim(&Wanted {
                wire: media_type.clone(),
                base: format!("as_{}", case::snake_part(&words)),
                qualifiers: vec!["type".to_owned()],
            }),
            output: scope.claim(&Wanted {
                wire: format!("{ident} Output"),
                base: format!("{ident}Output"),
                qualifiers: vec!["type".to_owned()],
            }),
            ident,
        }
    });
    let alternatives = alternatives.collect();
    let variants_of = |callbacks| super::webhooks(callbacks, "Callback");
    let callbacks = Some(&operation.callbacks).filter(|callbacks| !callbacks.is_empty());
    let callbacks = callbacks.map(|callbacks| (beside("Callback", scope), variants_of(callbacks)));
    OperationNames {
        resource,
        method,
        error,
        output,
        alternatives,
        callbacks,
        parameters,
        body: Scope::snake(&[]).claim(&plain("body")),
        failures: variants(&operation.failures),
        successes: variants(&operation.successes),
        ident,
    }
}

/// A name in the path is kept before the same name in the query, and so on.
fn parameter_names(operation: &Operation, calls: &mut Scope) -> Vec<Name> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let base = case::snake_or(&parameter.wire, "empty");
        (parameter, (place_of(parameter.location), base))
    });
    let parameters: Vec<_> = parameters.collect();
    let mut counts: BTreeMap<&(&str, String), usize> = BTreeMap::new();
    for (_, key) in &parameters {
        *counts.entry(key).or_default() += 1;
    }
    let wanted = parameters.iter().map(|(parameter, key)| {
        let (place, base) = key;
        // The place tells it from a parameter elsewhere, and not from one beside it.
        let is_alone = counts.get(key) == Some(&1);
        Wanted {
            wire: parameter.wire.clone(),
            base: base.clone(),
            qualifiers: is_alone.then(|| (*place).to_owned()).into_iter().collect(),
        }
    });
    let wanted: Vec<Wanted> = wanted.collect();
    let place = |index: usize| {
        let parameter = operation.parameters.get(index)?;
        let place = place_of(parameter.location);
        PLACES.iter().position(|known| *known == place)
    };
    calls.assign_by(&wanted, place)
}

/// Where parameters stand, in the order in which they keep a name.
const PLACES: [&str; 5] = ["path", "query", "header", "cookie", "part"];

fn place_of(location: Location) -> &'static str {
    match location {
        Location::Path(_) => "path",
        Location::Query(..) | Location::WholeQuery(_) => "query",
        Location::Header(_) => "header",
        Location::Cookie(_) => "cookie",
        Location::Part(_) => "part",
    }
}

/// Media types whose own words are longer than what people call them.
const KNOWN_TYPES: &[(&str, &str)] = &[
    ("application/octet-stream", "bytes"),
    ("application/x-www-form-urlencoded", "form"),
    ("multipart/form-data", "multipart"),
    ("application/vnd.ms-excel", "xls"),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    ("application/x-zip-compressed", "zip"),
    ("text/plain", "text"),
    ("text/tab-separated-values", "tsv"),
];

/// What people call a media type: `csv` for `text/csv`, and the kind of thing where it has many formats.
fn media_words(media_type: &str) -> String {
    let known = KNOWN_TYPES.iter().find(|(known, _)| *known == media_type);
    if let Some((_, words)) = known {
        return (*words).to_owned();
    }
    let (top, sub) = media_type.split_once('/').unwrap_or(("", media_type));
    let sub = ["vnd.", "prs.", "x-"]
        .iter()
        .fold(sub, |sub, prefix| sub.strip_prefix(prefix).unwrap_or(sub));
    let words = sub.split('+').next().unwrap_or_default();
    match (top, words) {
        ("audio" | "font" | "image" | "video", _) | (_, "" | "*") => top.to_owned(),
        _ => words.to_owned(),
    }
}

fn variants(responses: &[Response]) -> Vec<Name> {
    let media_type = |response: &Response| {
        let (media_type, _) = response.content.as_ref()?;
        Some(media_words(&essence(media_type)))
    };
    let wanted = responses.iter().map(|response| {
        let words = match response.status {
            Status::Exact(code) => status_words(&code.to_string()),
            Status::Range(hundreds) => status_words(&format!("{hundreds}xx")),
            Status::Default => status_words("default"),
        };
        Wanted {
            base: case::pascal_or(&words, "Status"),
            wire: words,
            qualifiers: media_type(response).into_iter().collect(),
        }
    });
    let wanted: Vec<Wanted> = wanted.collect();
    // Of one status, the answer that suits best has the plain name.
    Scope::pascal(&[]).assign_by(&wanted, |index| is_told_by_type(responses, index))
}

fn plain(name: &str) -> Wanted {
    Wanted {
        wire: name.to_owned(),
        base: name.to_owned(),
        qualifiers: Vec::new(),
    }
}
