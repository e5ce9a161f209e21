//! Discriminators: what is wrong with them, and whether the objects that they tell apart have their member.
use super::{Lowerer, keywords::Keywords};
use crate::diag::{Code, Diagnostic, Pointer};
use serde_json::Value;

/// How many schemas are looked at to find a member.
const MOST_LOOKED_AT: usize = 64;

impl Lowerer<'_> {
    pub(super) fn check_discriminator(&mut self, at: &Pointer, keywords: &Keywords) {
        let place = at.child("discriminator");
        let Some(discriminator) = self.document.get(&place) else {
            return;
        };
        let name = discriminator.get("propertyName").and_then(Value::as_str);
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let targets: Vec<(String, String)> = mapping
            .into_iter()
            .flatten()
            .filter_map(|(tag, target)| Some((tag.clone(), target.as_str()?.to_owned())))
            .collect();
        let name = name.unwrap_or_default().to_owned();
        self.report_unused_carried(&place, &[]);
        let mut holders: Vec<Pointer> = keywords.branches(at);
        if holders.is_empty() || keywords.is_object() {
            holders = vec![at.clone()];
        }
        let without = holders
            .iter()
            .find(|holder| self.declares_it(holder, &name) == Declared::No)
            .cloned();
        if let Some(without) = without {
            let message = format!(
                "the discriminator `{name}` is not declared in {}",
                self.target_of(&without)
            );
            self.report(
                Diagnostic::new(
                    Code::UndeclaredDiscriminator,
                    place.child("propertyName"),
                    message,
                )
                .label("it is not known to be there"),
            );
        }
        for (tag, target) in targets {
            self.check_mapping(&place.child("mapping").child(&tag), &target);
        }
    }

    fn target_of(&mut self, at: &Pointer) -> String {
        let target = self.resolve(at).unwrap_or_else(|| at.clone());
        format!("`{}`", self.document.shown(&target))
    }

    /// The value of a mapping is the name of a schema or a reference (OpenAPI 3.0.4, Discriminator Object).
    fn check_mapping(&mut self, at: &Pointer, target: &str) {
        let schemas = Pointer::root().child("components").child("schemas");
        let is_there = self.document.get(&schemas.child(target)).is_some()
            || !target.starts_with('#')
                && (target.contains('/') || target.contains('.') || target.contains('#'))
            || self.document.target(target).is_some();
        if is_there {
            return;
        }
        let names = self.document.members(&schemas);
        let wanted = target.rsplit('/').next().unwrap_or(target);
        let nearest = self.nearest(wanted, names.iter().map(|(name, _)| name.as_str()));
        let message = format!("the mapping leads to `{target}`, which is not there");
        let diagnostic = Diagnostic::new(Code::DanglingMapping, at, message).label("ignored");
        self.report(match nearest {
            Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
            None => diagnostic,
        });
    }

    /// Whether the objects of a schema have a member. A schema is a branch of many unions.
    pub(super) fn declares_it(&mut self, at: &Pointer, name: &str) -> Declared {
        let Some(at) = self.resolve(at) else {
            return Declared::Perhaps;
        };
        let key = (at, name.to_owned());
        if let Some(known) = self.declared.get(&key) {
            return *known;
        }
        let declared = self.declares(&key.0, name, &mut { MOST_LOOKED_AT });
        self.declared.insert(key, declared);
        declared
    }

    /// The same, where `budget` is how many schemas may be looked at for it.
    fn declares(&mut self, at: &Pointer, name: &str, budget: &mut usize) -> Declared {
        let Some(less) = budget.checked_sub(1) else {
            return Declared::Perhaps;
        };
        *budget = less;
        let found = self.resolve(at).and_then(|at| {
            let keywords = self.keywords(&at)?;
            Some((at, keywords))
        });
        let Some((at, keywords)) = found else {
            return Declared::Perhaps;
        };
        if keywords.properties.iter().any(|known| known == name) {
            return Declared::Yes;
        }
        let parts = keywords.parts(&at).into_iter();
        let mut all: Vec<Declared> = parts
            .map(|part| self.declares(&part, name, budget))
            .collect();
        if keywords.one_of + keywords.any_of > 0 {
            let branches = keywords.branches(&at).into_iter();
            let branches = branches.map(|branch| self.declares(&branch, name, budget));
            // One that lacks it is enough to lack it.
            all.extend(branches.min());
        }
        all.into_iter().max().unwrap_or(Declared::No)
    }
}

/// Whether a member is declared; what is looked for in parts is found where the greatest answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Declared {
    No,
    Perhaps,
    Yes,
}
