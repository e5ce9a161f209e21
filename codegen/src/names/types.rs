//! Names of types: a file for each named model, with what stands inside it beneath.
use super::{
    Name, Names, Scope, Wanted, case,
    parts::{member_name, parts},
    place::{Kind, Owner, Place, Places},
};
use crate::{
    diag::Pointer,
    ir::{Api, JsonType, TypeId, TypeKind},
};
use indexmap::IndexMap;

/// The name of a type, and the file it stands in.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// The file.
    pub home: Home,
    /// The identifier.
    pub ident: Name,
}

/// The file that a type stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// A model's, by its position in [`Names::models`].
    Model(usize),
    /// A resource's, by its position in [`Names::resources`].
    Resource(usize),
}

/// The file of a named model.
#[derive(Debug, Clone)]
pub struct ModelFile {
    /// The name of the module.
    pub module: Name,
    /// The model itself; none where only types inside it are used.
    pub root: Option<TypeId>,
    /// All types of the file, the model first.
    pub types: Vec<TypeId>,
}

/// What generated code names without a path. A type of one of these names would take its place.
pub(super) const PRELUDE: &[&str] = &[
    "AsRef",
    "Base64",
    "Box",
    "BTreeMap",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "Extend",
    "Field",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

pub(super) fn name_types(api: &Api, names: &mut Names) {
    let places = Places::new(api);
    let places: Vec<Place> = api.types.iter().map(|(_, item)| places.of(item)).collect();
    let mut idents: IndexMap<TypeId, TypeName> = IndexMap::new();
    name_models(api, &places, names, &mut idents);
    name_in_operations(api, &places, names, &mut idents);
    names.types = api
        .types
        .iter()
        .filter_map(|(id, _)| idents.get(&id).cloned())
        .collect();
    names.parts = api
        .types
        .iter()
        .map(|(_, item)| parts(api, &item.kind, &names.types))
        .collect();
}

fn name_models(
    api: &Api,
    places: &[Place],
    names: &mut Names,
    idents: &mut IndexMap<TypeId, TypeName>,
) {
    let mut groups: IndexMap<(Kind, &str), Vec<TypeId>> = IndexMap::new();
    for ((id, _), place) in api.types.iter().zip(places) {
        if let Owner::Component(kind, name) = &place.owner {
            groups.entry((*kind, name)).or_default().push(id);
        }
    }
    let wanted: Vec<(Kind, Wanted)> = groups
        .keys()
        .map(|(kind, name)| (*kind, model(*kind, name)))
        .collect();
    let roots = root_names(&wanted);
    let modules = module_names(&wanted, &roots);
    for ((ids, root_name), module) in groups.into_values().zip(roots).zip(modules) {
        let home = Home::Model(names.models.len());
        let trail = |id: &TypeId| {
            places
                .get(id.index())
                .map_or(&[][..], |place| place.trail.as_slice())
        };
        let (root, mut inner) = split_root(api, ids, trail);
        outer_first(api, &mut inner);
        let mut scope = Scope::pascal(PRELUDE);
        let mut types = root.clone();
        for id in &root {
            idents.insert(
                *id,
                TypeName {
                    home,
                    ident: root_name.clone(),
                },
            );
        }
        scope.claim(&Wanted {
            wire: root_name.to_string(),
            base: root_name.to_string(),
            qualifiers: Vec::new(),
        });
        let wanted: Vec<Wanted> = inner
            .iter()
            .filter_map(|id| Some(inner_type(&root_name, places.get(id.index())?)))
            .collect();
        for (id, ident) in inner.iter().zip(scope.assign(&wanted)) {
            idents.insert(*id, TypeName { home, ident });
        }
        types.extend(inner);
        names.models.push(ModelFile {
            module,
            root: root.first().copied(),
            types,
        });
    }
}

/// The model itself, and what is inside it. A part of the model's `allOf` can be an item too, when
/// something refers to it; the model is the outermost.
fn split_root<'t>(
    api: &Api,
    ids: Vec<TypeId>,
    trail: impl Fn(&TypeId) -> &'t [String],
) -> (Vec<TypeId>, Vec<TypeId>) {
    let candidates = ids.iter().filter(|id| trail(id).is_empty());
    let root = candidates
        .min_by_key(|id| api.types[**id].origin.tokens().count())
        .copied();
    ids.into_iter().partition(|id| Some(*id) == root)
}

/// Lowering finishes what is inside a type before the type; readers want it the other way round.
fn outer_first(api: &Api, ids: &mut [TypeId]) {
    let all: IndexMap<&Pointer, TypeId> =
        ids.iter().map(|id| (&api.types[*id].origin, *id)).collect();
    let way_to = |id: &TypeId| {
        let own = Some(api.types[*id].origin.clone());
        let around = std::iter::successors(own, Pointer::parent);
        let mut way: Vec<TypeId> = around.filter_map(|at| all.get(&at).copied()).collect();
        way.reverse();
        way
    };
    ids.sort_by_cached_key(way_to);
}

/// Schemas keep their names before other kinds of components do.
fn root_names(wanted: &[(Kind, Wanted)]) -> Vec<Name> {
    let (kinds, wanted): (Vec<Kind>, Vec<Wanted>) = wanted.iter().cloned().unzip();
    Scope::pascal(PRELUDE).assign_by(&wanted, |index| kinds.get(index).copied())
}

/// The files are called as the models are; where a model has something more in its name, its file has it too.
fn module_names(wanted: &[(Kind, Wanted)], roots: &[Name]) -> Vec<Name> {
    let modules = wanted.iter().zip(roots).map(|((kind, model), root)| {
        let words = case::pascal_or(&model.wire, "Model");
        let base = case::snake_or(&model.wire, "model");
        // What the name has more than its words.
        let base = match root.as_str().strip_prefix(&words) {
            Some("") => base,
            Some(more) if model.base.starts_with(&words) => {
                format!("{base}_{}", case::snake_part(more))
            }
            _ => case::snake_or(root.as_str(), "model"),
        };
        Wanted {
            wire: model.wire.clone(),
            base,
            qualifiers: vec![kind.word().to_owned()],
        }
    });
    let modules: Vec<Wanted> = modules.collect();
    let kinds = |index: usize| wanted.get(index).map(|(kind, _)| *kind);
    Scope::modules(&["mod", "models", "runtime"]).assign_by(&modules, kinds)
}

/// What is no schema says so in its name, whether there is a schema of its name or not. A schema has its name for
/// itself, unless generated code names something else so.
fn model(kind: Kind, name: &str) -> Wanted {
    let base = case::pascal_or(name, "Model");
    let suffix = match kind {
        Kind::Schema if PRELUDE.contains(&base.as_str()) => Some(kind.word()),
        _ => kind.suffix(name),
    };
    Wanted {
        wire: name.to_owned(),
        base: match suffix {
            Some(suffix) => format!("{base}{}", case::pascal_part(suffix)),
            None => base,
        },
        qualifiers: match kind {
            Kind::Schema => Vec::new(),
            _ => vec![kind.word().to_owned()],
        },
    }
}

/// The way from the model to the type; where two ways have the same words, what is left out of them too.
fn inner_type(root: &Name, place: &Place) -> Wanted {
    let base = case::pascal_or(&place.trail.join(" "), "Part");
    Wanted {
        wire: place.to_text(),
        base: if PRELUDE.contains(&base.as_str()) {
            format!("{base}Of{root}")
        } else {
            base
        },
        qualifiers: vec![
            place.unsaid.join(" "),
            format!("of {root}"),
            place.variant(),
        ],
    }
}

fn name_in_operations(
    api: &Api,
    places: &[Place],
    names: &mut Names,
    idents: &mut IndexMap<TypeId, TypeName>,
) {
    let by_origin: IndexMap<&Pointer, usize> = api
        .operations
        .iter()
        .filter(|(_, operation)| operation.other_body_of.is_none())
        .map(|(id, operation)| (&operation.origin, id.index()))
        .collect();
    let mut groups: IndexMap<usize, Vec<(TypeId, Wanted)>> = IndexMap::new();
    for ((id, _), place) in api.types.iter().zip(places) {
        let (operation, prefix) = match &place.owner {
            Owner::Component(..) => continue,
            Owner::Operation(at) => {
                let operation = by_origin.get(at).copied();
                let names = operation.and_then(|operation| names.operations.get(operation));
                (
                    operation,
                    names
                        .map(|names| names.ident.to_string())
                        .unwrap_or_default(),
                )
            }
        };
        let resource = operation
            .and_then(|operation| names.operations.get(operation))
            .map_or(0, |names| names.resource);
        let words = place.trail.join(" ");
        let wanted = Wanted {
            wire: place.to_text(),
            base: format!("{prefix}{}", case::pascal_or(&words, "Value")),
            qualifiers: vec![place.unsaid.join(" "), "type".to_owned()],
        };
        groups.entry(resource).or_default().push((id, wanted));
    }
    for (resource, mut items) in groups {
        let mut order: Vec<TypeId> = items.iter().map(|(id, _)| *id).collect();
        outer_first(api, &mut order);
        let positions: IndexMap<TypeId, usize> = order.into_iter().zip(0..).collect();
        items.sort_by_key(|(id, _)| positions.get(id).copied());
        let Some(resource_names) = names.resources.get_mut(resource) else {
            continue;
        };
        let (ids, wanted): (Vec<TypeId>, Vec<Wanted>) = items.into_iter().unzip();
        let given = resource_names.scope.assign(&wanted);
        resource_names.types.extend(&ids);
        for (id, ident) in ids.into_iter().zip(given) {
            idents.insert(
                id,
                TypeName {
                    home: Home::Resource(resource),
                    ident,
                },
            );
        }
    }
}

/// The methods that a model has or is taken to have: its own, and those of the traits that it implements.
const METHODS: &[&str] = &[
    "clone",
    "clone_from",
    "clone_into",
    "default",
    "deserialize",
    "eq",
    "fmt",
    "from",
    "into",
    "ne",
    "new",
    "serialize",
    "to_owned",
    "try_from",
    "try_into",
    "validate",
];

pub(super) fn name_setters(api: &Api, names: &mut Names) {
    let setters = api.types.iter().map(|(_, item)| match &item.kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            let members = object.members.iter();
            let wanted: Vec<Wanted> = members
                .map(|member| member_name(member, "member"))
                .collect();
            Scope::snake(METHODS).assign(&wanted)
        }
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => Vec::new(),
    });
    names.setters = setters.collect();
}

/// Whether a schema stands inline in a union.
pub(super) fn is_branch(origin: &Pointer) -> bool {
    let list = origin.parent();
    let keyword = list.as_ref().and_then(Pointer::last);
    matches!(keyword.as_deref(), Some("oneOf" | "anyOf"))
}

pub(super) fn json_name(json: JsonType) -> &'static str {
    match json {
        JsonType::Boolean => "Boolean",
        JsonType::Integer => "Integer",
        JsonType::Number => "Number",
        JsonType::String => "String",
        JsonType::Array => "Array",
        JsonType::Object => "Object",
    }
}
