//! The names of a part of an API: those of the whole, so that nothing is renamed when the part grows.
use super::{Home, ModelFile, Names, ResourceNames, TypeName};
use crate::ir::{Kept, TypeId};
use indexmap::IndexMap;

impl Names {
    /// The names of a part, given what of the whole is in it.
    #[must_use]
    pub fn part(&self, kept: &Kept) -> Self {
        let types = |all: &[TypeId]| -> Vec<TypeId> {
            let kept = all.iter().filter_map(|id| kept.types.get(id));
            kept.copied().collect()
        };
        let mut homes: IndexMap<usize, usize> = IndexMap::new();
        let mut models = Vec::new();
        for (index, file) in self.models.iter().enumerate() {
            let types = types(&file.types);
            if !types.is_empty() {
                homes.insert(index, models.len());
                models.push(ModelFile {
                    module: file.module.clone(),
                    root: file.root.and_then(|id| kept.types.get(&id).copied()),
                    types,
                });
            }
        }
        let home = |home: Home| match home {
            Home::Model(index) => Home::Model(homes.get(&index).copied().unwrap_or(index)),
            Home::Resource(_) => home,
        };
        let of_type = |id: &TypeId| {
            let name = self.of_type(*id);
            TypeName {
                home: home(name.home),
                ident: name.ident.clone(),
            }
        };
        let resources = self.resources.iter().map(|resource| ResourceNames {
            types: types(&resource.types),
            ..resource.clone()
        });
        let operations = kept.operations.keys();
        let ids = || kept.types.keys();
        let setters = ids().filter_map(|id| self.setters.get(id.index()).cloned());
        Self {
            types: ids().map(of_type).collect(),
            parts: ids().map(|id| self.parts(*id).to_vec()).collect(),
            setters: setters.collect(),
            models,
            resources: resources.collect(),
            operations: operations.map(|id| self.operation(*id).clone()).collect(),
            schemes: self.schemes.clone(),
            headers: kept
                .headers
                .keys()
                .map(|id| self.header(*id).clone())
                .collect(),
            webhooks: Vec::new(),
            servers: self.servers.clone(),
        }
    }
}
