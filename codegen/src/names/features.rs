//! The cargo features for the groups of operations of large APIs, and which of them the file of a model is for.
use super::{
    Home, Names,
    scope::{Scope, Wanted},
};
use crate::{
    config::{ApiOptions, ForLarge},
    ir::{Api, TypeId, Webhook},
};
use std::collections::BTreeSet;

/// The features of an API whose groups of operations have some.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// The feature for all of it: the name of the module.
    pub whole: String,
    /// The feature for the client alone, which all others ask for.
    pub client: String,
    /// The features for the groups, in the order of the model; none for groups without operations.
    pub resources: Vec<Option<ResourceFeature>>,
    /// The feature for the webhooks.
    pub webhooks: Option<ResourceFeature>,
    /// The features with each of which the file of a model is there, in the order of [`Names::models`]; none where it
    /// always is.
    pub models: Vec<Vec<String>>,
}

/// The feature for a group of operations.
#[derive(Debug, Clone)]
pub struct ResourceFeature {
    /// Its name.
    pub name: String,
    /// Those of the groups whose files have types that this one needs.
    pub with: Vec<String>,
}

impl Features {
    /// The features for parts of the API, by the alphabet.
    #[must_use]
    pub fn parts(&self) -> Vec<&ResourceFeature> {
        let groups = self.resources.iter().flatten();
        let mut parts: Vec<&ResourceFeature> = groups.chain(&self.webhooks).collect();
        parts.sort_by(|one, other| one.name.cmp(&other.name));
        parts
    }

    /// The features with each of which a file is there; none where it always is.
    #[must_use]
    pub fn of_home(&self, home: Home) -> Vec<String> {
        match home {
            Home::Model(index) => self.models.get(index).cloned().unwrap_or_default(),
            Home::Resource(index) => {
                let feature = self.resources.get(index).and_then(Option::as_ref);
                feature.map(|it| it.name.clone()).into_iter().collect()
            }
        }
    }
}

/// By how many groups a model may be used so that its file names them; one that more use is there in any case.
const MOST_NAMED: usize = 4;

/// The features of a crate that are not those of an API.
const SHARED: &[&str] = &[
    "base64", "blocking", "choice", "chrono", "default", "exact", "memory", "regex", "reqwest",
    "tower", "tracing", "uuid",
];

/// The features for the groups of each API of a crate; none for those that are small.
#[must_use]
pub fn features(apis: &[(&Api, &Names, &ApiOptions)]) -> Vec<Option<Features>> {
    let modules = apis.iter().map(|(.., options)| options.module.as_str());
    let reserved: Vec<&str> = modules.chain(SHARED.iter().copied()).collect();
    let mut scope = Scope::snake(&reserved);
    // The clients come first, since each API has one and its name is the same whatever groups there are.
    let clients = apis.iter().map(|(api, names, options)| {
        is_featured(api, options).then(|| {
            let client = scope.claim(&wanted(&options.module, "client"));
            (client.to_string(), groups(api, names))
        })
    });
    let clients: Vec<Option<(String, Vec<Group>)>> = clients.collect();
    let all = clients.iter().zip(apis).flat_map(|(client, api)| {
        let groups = client.iter().flat_map(|(_, groups)| groups);
        groups.map(|group| wanted(&api.2.module, &group.name))
    });
    let mut given = scope.assign(&all.collect::<Vec<_>>()).into_iter();
    let features = clients.into_iter().zip(apis).map(|(client, api)| {
        let (client, groups) = client?;
        let groups: Vec<(Group, String)> = groups
            .into_iter()
            .filter_map(|group| Some((group, given.next()?.to_string())))
            .collect();
        Some(of_api(api.0, api.1, client, &groups, &api.2.module))
    });
    features.collect()
}

fn is_featured(api: &Api, options: &ApiOptions) -> bool {
    let groups = api.resources.iter();
    let groups = groups.filter(|resource| !resource.operations.is_empty());
    let features = options.tag_features;
    features.is_done(api.operations.len()) && (features == ForLarge::On || groups.count() > 1)
}

fn wanted(module: &str, group: &str) -> Wanted {
    Wanted {
        wire: format!("{module} {group}"),
        base: format!("{module}_{group}"),
        qualifiers: vec!["resource".to_owned()],
    }
}

/// What gets a feature.
struct Group {
    name: String,
    /// Its position in the model; none for the webhooks.
    resource: Option<usize>,
    /// The files that it needs.
    reached: BTreeSet<Home>,
}

/// The groups of operations, and the webhooks.
fn groups(api: &Api, names: &Names) -> Vec<Group> {
    let resources = api.resources.iter().zip(&names.resources).enumerate();
    let resources = resources.filter(|(_, (resource, _))| !resource.operations.is_empty());
    let resources = resources.map(|(index, (resource, of_resource))| {
        let operations = resource.operations.iter();
        let uses = operations.flat_map(|id| api.named_by(&api.operations[*id]));
        let mut reached = reached(api, names, uses);
        reached.remove(&Home::Resource(index));
        Group {
            name: of_resource
                .module
                .as_str()
                .trim_start_matches("r#")
                .to_owned(),
            resource: Some(index),
            reached,
        }
    });
    let carried: BTreeSet<usize> = (api.operations.iter())
        .flat_map(|(_, operation)| operation.carried.iter().copied())
        .collect();
    let kept = api.kept.iter().enumerate();
    let received: BTreeSet<usize> = api.webhooks.iter().filter_map(Webhook::carried).collect();
    let kept =
        kept.filter(|(position, _)| !carried.contains(position) || received.contains(position));
    let webhooks = (!api.webhooks.is_empty()).then(|| Group {
        name: "webhooks".to_owned(),
        resource: None,
        reached: reached(api, names, kept.map(|(_, (_, id))| *id)),
    });
    resources.chain(webhooks).collect()
}

/// The files of some types, and of all that stands in these files.
fn reached(api: &Api, names: &Names, types: impl IntoIterator<Item = TypeId>) -> BTreeSet<Home> {
    let mut work: Vec<Home> = types.into_iter().map(|id| names.of_type(id).home).collect();
    let mut reached = BTreeSet::new();
    while let Some(home) = work.pop() {
        if !reached.insert(home) {
            continue;
        }
        let types = match home {
            Home::Model(index) => names.models.get(index).map(|file| &file.types),
            Home::Resource(index) => names.resources.get(index).map(|file| &file.types),
        };
        let uses = types
            .into_iter()
            .flatten()
            .flat_map(|id| api.types[*id].kind.named());
        work.extend(uses.map(|id| names.of_type(id).home));
        if let Home::Resource(index) = home {
            let operations = api
                .resources
                .get(index)
                .map(|resource| &resource.operations);
            let uses = operations.into_iter().flatten();
            let uses = uses.flat_map(|id| api.named_by(&api.operations[*id]));
            work.extend(uses.map(|id| names.of_type(id).home));
        }
    }
    reached
}

fn of_api(
    api: &Api,
    names: &Names,
    client: String,
    groups: &[(Group, String)],
    module: &str,
) -> Features {
    let feature = |group: &Group, name: &str| ResourceFeature {
        name: name.to_owned(),
        with: groups
            .iter()
            .filter(|(other, _)| {
                let home = other.resource.map(Home::Resource);
                home.is_some_and(|home| group.reached.contains(&home))
            })
            .map(|(_, name)| name.clone())
            .collect(),
    };
    let mut features = Features {
        whole: module.to_owned(),
        client,
        resources: vec![None; names.resources.len()],
        ..Features::default()
    };
    for (group, name) in groups {
        let feature = Some(feature(group, name));
        match group.resource {
            Some(index) => {
                let place = features.resources.get_mut(index).into_iter();
                place.for_each(|place| place.clone_from(&feature));
            }
            None => features.webhooks = feature,
        }
    }
    let bound = bound(api, names);
    let models = (0..names.models.len()).map(|index| {
        let users = groups.iter();
        let users = users.filter(|(group, _)| group.reached.contains(&Home::Model(index)));
        let mut users: Vec<String> = users.map(|(_, name)| name.clone()).collect();
        users.sort();
        // What is used by a file is used by all who use that, so that it is there wherever the file is.
        let is_common = users.len() > MOST_NAMED || users.len() * 2 > groups.len();
        match users.as_slice() {
            // Nothing but the whole has it.
            [] => vec![module.to_owned()],
            _ if is_common && !bound.contains(&index) => Vec::new(),
            _ => users,
        }
    });
    features.models = models.collect();
    features
}

/// The models that need the file of a group, so that they can not be there without it.
fn bound(api: &Api, names: &Names) -> BTreeSet<usize> {
    let types = |index: usize| {
        let file = names.models.get(index);
        file.into_iter().flat_map(|file| file.types.iter().copied())
    };
    let names_group = |index: usize| {
        let uses = types(index).flat_map(|id| api.types[id].kind.named());
        let mut homes = uses.map(|id| names.of_type(id).home);
        homes.any(|home| matches!(home, Home::Resource(_)))
    };
    if !(0..names.models.len()).any(names_group) {
        return BTreeSet::new();
    }
    let needs_group = |index: &usize| {
        let reached = reached(api, names, types(*index));
        let mut homes = reached.into_iter();
        homes.any(|home| matches!(home, Home::Resource(_)))
    };
    (0..names.models.len()).filter(needs_group).collect()
}
