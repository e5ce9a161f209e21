//! The facts of a part of an API: those of the whole, so that a type is the same in both, but for what its code needs.
use super::{Constant, Facts, requirements::requirements};
use crate::ir::{Api, Kept, TypeId};

impl Facts {
    /// The facts of a part, given what of the whole is in it.
    #[must_use]
    pub fn part(&self, part: &Api, kept: &Kept) -> Self {
        let id = |id: &TypeId| kept.types.get(id).copied();
        let at = |(owner, position): &(TypeId, usize)| Some((id(owner)?, *position));
        let constants = self.constants.iter().filter_map(|(place, constant)| {
            let constant = match constant {
                Constant::Listed(values, position) => Constant::Listed(id(values)?, *position),
                Constant::Boolean(_) | Constant::Text(_) => constant.clone(),
            };
            Some((at(place)?, constant))
        });
        let sent = self.sent.iter();
        let rows = self.validation.iter();
        let newtypes = self.newtypes.iter().filter_map(id).collect();
        let validation = rows
            .filter_map(|(of, rows)| Some((id(of)?, rows.clone())))
            .collect();
        Self {
            requirements: requirements(part, &newtypes, &validation),
            boxed: self.boxed.iter().filter_map(at).collect(),
            newtypes,
            constants: constants.collect(),
            untagged: self.untagged.iter().filter_map(at).collect(),
            keeping: self.keeping.iter().filter_map(id).collect(),
            ways: kept.types.keys().map(|id| self.way(*id)).collect(),
            sent: sent
                .filter_map(|(read, sent)| Some((id(read)?, id(sent)?)))
                .collect(),
            validation,
        }
    }
}
