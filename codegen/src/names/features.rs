//! The cargo features for the groups of operations of large APIs, and which of them the file of a model is for.
use super::{
    Home, Names,
    scope::{BESIDE_APIS, Scope, Wanted},
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

/// The features for the groups of each API of a crate; none for those that are small.
#[must_use]
pub fn features(apis: &[(&Api, &Names, &ApiOptions)]) -> Vec<Option<Features>> {
    let modules = apis.iter().map(|(.., options)| options.module.as_str());
    let reserved: Vec<&str> = modules.chain(BESIDE_APIS.iter().copied()).collect();
    let mut scope = Scope::snake(&reserved);
    let grouped = apis.iter().map(|(api, names, options)| {
        is_featured(api, options).then(|| (Uses::new(api, names), groups(api, names)))
    });
    let grouped: Vec<Option<(Uses, Vec<Group>)>> = grouped.collect();
    // Clients and webhooks come first: what they are called is the same whatever groups there are.
    let shared = grouped.iter().zip(apis).map(|(it, (.., options))| {
        let (_, groups) = it.as_ref()?;
        let has_webhooks = groups.iter().any(|group| group.home.is_none());
        let mut claim = |name| scope.claim(&wanted(&options.module, name)).to_string();
        Some((claim(CLIENT), has_webhooks.then(|| claim(WEBHOOKS))))
    });
    let shared: Vec<Option<(String, Option<String>)>> = shared.collect();
    let all = grouped.iter().zip(apis).flat_map(|(it, (.., options))| {
        let groups = it.iter().flat_map(|(_, groups)| groups);
        let groups = groups.filter(|group| group.home.is_some());
        groups.map(|group| wanted(&options.module, &group.name))
    });
    let mut given = scope.assign(&all.collect::<Vec<_>>()).into_iter();
    let features = grouped.into_iter().zip(shared).zip(apis);
    let features = features.map(|((it, shared), (.., options))| {
        let (uses, groups) = it?;
        let (client, webhooks) = shared?;
        let named = groups.into_iter().filter_map(|group| {
            let name = match group.home {
                Some(_) => given.next()?.to_string(),
                None => webhooks.clone()?,
            };
            Some(Named {
                home: group.home,
                reached: uses.reached_by(&group),
                name,
            })
        });
        let named: Vec<Named> = named.collect();
        Some(of_api(&uses, client, &named, &options.module))
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

/// What the names of the features for the clients end in.
const CLIENT: &str = "client";

/// What those for the webhooks end in.
const WEBHOOKS: &str = "webhooks";

/// What gets a feature.
struct Group {
    name: String,
    /// Its file; none for the webhooks.
    home: Option<Home>,
    /// The files that it uses itself.
    uses: BTreeSet<Home>,
}

/// The same with the name of its feature.
struct Named {
    home: Option<Home>,
    /// The files of others that it needs.
    reached: BTreeSet<Home>,
    name: String,
}

/// The groups of operations, and the webhooks.
fn groups(api: &Api, names: &Names) -> Vec<Group> {
    let resources = api.resources.iter().zip(&names.resources).enumerate();
    let resources = resources.filter(|(_, (resource, _))| !resource.operations.is_empty());
    let resources = resources.map(|(index, (_, of_resource))| Group {
        // Without what keeps it from being a keyword.
        name: of_resource.module.unraw().trim_end_matches('_').to_owned(),
        home: Some(Home::Resource(index)),
        uses: BTreeSet::from([Home::Resource(index)]),
    });
    let carried: BTreeSet<usize> = (api.operations.iter())
        .flat_map(|(_, operation)| operation.carried.iter().copied())
        .collect();
    let kept = api.kept.iter().enumerate();
    let received: BTreeSet<usize> = api.webhooks.iter().filter_map(Webhook::carried).collect();
    let kept =
        kept.filter(|(position, _)| !carried.contains(position) || received.contains(position));
    let webhooks = (!api.webhooks.is_empty()).then(|| Group {
        name: WEBHOOKS.to_owned(),
        home: None,
        uses: kept.map(|(_, (_, id))| names.of_type(*id).home).collect(),
    });
    resources.chain(webhooks).collect()
}

/// Which files each file uses.
struct Uses {
    models: Vec<BTreeSet<Home>>,
    resources: Vec<BTreeSet<Home>>,
}

impl Uses {
    fn new(api: &Api, names: &Names) -> Self {
        let home = |id: TypeId| names.of_type(id).home;
        let of_types = |types: &[TypeId]| -> BTreeSet<Home> {
            let types = types.iter().flat_map(|id| api.types[*id].kind.named());
            types.map(home).collect()
        };
        let resources = api.resources.iter().zip(&names.resources);
        let resources = resources.map(|(resource, of_resource)| {
            let mut uses = of_types(&of_resource.types);
            let operations = resource.operations.iter();
            let types = operations.flat_map(|id| api.named_by(&api.operations[*id]));
            uses.extend(types.map(home));
            uses
        });
        Self {
            models: (names.models.iter())
                .map(|file| of_types(&file.types))
                .collect(),
            resources: resources.collect(),
        }
    }

    fn of(&self, home: Home) -> impl Iterator<Item = Home> {
        let uses = match home {
            Home::Model(index) => self.models.get(index),
            Home::Resource(index) => self.resources.get(index),
        };
        uses.into_iter().flatten().copied()
    }

    /// The files of others that a group needs.
    fn reached_by(&self, group: &Group) -> BTreeSet<Home> {
        let mut work: Vec<Home> = group.uses.iter().copied().collect();
        let mut reached = BTreeSet::new();
        while let Some(home) = work.pop() {
            if reached.insert(home) {
                work.extend(self.of(home));
            }
        }
        if let Some(own) = group.home {
            reached.remove(&own);
        }
        reached
    }

    /// The models that need the file of a group, so that they can not be there without it.
    fn bound(&self) -> BTreeSet<usize> {
        let mut used_by: Vec<Vec<usize>> = vec![Vec::new(); self.models.len()];
        let mut work = Vec::new();
        for (user, uses) in self.models.iter().enumerate() {
            for home in uses {
                match home {
                    Home::Model(used) => used_by
                        .get_mut(*used)
                        .into_iter()
                        .for_each(|it| it.push(user)),
                    Home::Resource(_) => work.push(user),
                }
            }
        }
        let mut bound = BTreeSet::new();
        while let Some(index) = work.pop() {
            if bound.insert(index) {
                work.extend(used_by.get(index).into_iter().flatten());
            }
        }
        bound
    }
}

fn of_api(uses: &Uses, client: String, groups: &[Named], module: &str) -> Features {
    let feature = |group: &Named| {
        let with = groups.iter();
        let with =
            with.filter(|other| other.home.is_some_and(|home| group.reached.contains(&home)));
        let mut with: Vec<String> = with.map(|other| other.name.clone()).collect();
        with.sort();
        ResourceFeature {
            name: group.name.clone(),
            with,
        }
    };
    let mut features = Features {
        whole: module.to_owned(),
        client,
        resources: vec![None; uses.resources.len()],
        ..Features::default()
    };
    for group in groups {
        match group.home {
            Some(Home::Resource(index)) => {
                let place = features.resources.get_mut(index).into_iter();
                place.for_each(|place| *place = Some(feature(group)));
            }
            Some(Home::Model(_)) | None => features.webhooks = Some(feature(group)),
        }
    }
    let mut by_model: Vec<Vec<String>> = vec![Vec::new(); uses.models.len()];
    for group in groups {
        for home in &group.reached {
            if let Home::Model(index) = home {
                let place = by_model.get_mut(*index).into_iter();
                place.for_each(|names| names.push(group.name.clone()));
            }
        }
    }
    let bound = uses.bound();
    let models = by_model.into_iter().enumerate().map(|(index, mut names)| {
        names.sort();
        // What is used by a file is used by all who use that, so that it is there wherever the file is.
        let is_common = names.len() > MOST_NAMED || names.len() * 2 > groups.len();
        match names.as_slice() {
            // Nothing but the whole has it.
            [] => vec![module.to_owned()],
            _ if is_common && !bound.contains(&index) => Vec::new(),
            _ => names,
        }
    });
    features.models = models.collect();
    features
}
