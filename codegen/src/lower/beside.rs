//! What stands beside a reference: in `OpenAPI` 3.0 nothing there has an effect, and some of it is meant.
use super::Lowerer;
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::Nullability,
};

/// How many references in a row are looked at for what stands beside them.
const LONGEST_WAY: usize = 64;

impl Lowerer<'_> {
    /// What is taken from beside the reference at a place, and beside those that it leads through: each of them is a
    /// schema of its own, which may allow `null`.
    pub(super) fn beside_references(&mut self, at: &Pointer) -> Nullability {
        let mut nullability = Nullability::NotNull;
        let mut way = Vec::new();
        let mut next = Some(at.clone());
        while let Some(place) = next
            && self.document.reference(&place).is_some()
        {
            if let Some(known) = self.beside.get(&place) {
                nullability = *known;
                break;
            }
            next = self.document.next(&place);
            way.push(place);
        }
        for place in way.into_iter().rev() {
            if self.beside_reference(&place) == Nullability::Nullable {
                nullability = Nullability::Nullable;
            }
            self.beside.insert(place, nullability);
        }
        nullability
    }

    /// What stands beside a reference has no effect in `OpenAPI` 3.0 (3.0.4, Reference Object). Texts are
    /// kept for the reader all the same, and `nullable` is taken as it is meant: a client that refuses
    /// `null` fails where one that takes it does not.
    fn beside_reference(&mut self, at: &Pointer) -> Nullability {
        let mut nullability = Nullability::NotNull;
        for (key, place) in self.document.members(at) {
            if matches!(key.as_str(), "$ref" | "description" | "summary") || key.starts_with("x-") {
                continue;
            }
            let is_true = self.document.get(&place) == Some(&true.into());
            let (message, label) = if key == "nullable" && is_true {
                nullability = Nullability::Nullable;
                let message =
                    "`nullable` stands beside a reference, where OpenAPI 3.0 does not look"
                        .to_owned();
                (message, "taken as it is meant: `null` is allowed")
            } else if matches!(key.as_str(), "readOnly" | "writeOnly") && is_true {
                let message =
                    format!("`{key}` stands beside a reference, where OpenAPI 3.0 does not look");
                (message, "taken as it is meant, where this is a member")
            } else {
                let message = format!("`{key}` beside a reference has no effect in OpenAPI 3.0");
                (message, "ignored")
            };
            self.report(
                Diagnostic::new(Code::ReferenceSiblings, Place::key(place), message)
                    .label(label)
                    .hint("put the reference into an `allOf` to say more about it"),
            );
        }
        nullability
    }

    /// The objects that are references and lead on from a place, the nearest first, as many as anybody writes; and what
    /// they lead to is behind the last.
    fn way(&self, at: &Pointer) -> Vec<Pointer> {
        let mut way = Vec::new();
        let mut next = Some(at.clone());
        while let Some(place) = next
            && way.len() < LONGEST_WAY
            && self.document.reference(&place).is_some()
        {
            next = self.document.next(&place);
            way.push(place);
        }
        way
    }

    /// The path items that make up the one at a place: what references lead to, and what stands beside them. Where both
    /// have a keyword, its meaning is not defined (`OpenAPI` 3.1.1, Path Item Object); the target comes first.
    pub(super) fn path_items(&self, at: &Pointer, target: &Pointer) -> Vec<Pointer> {
        let mut items = self.way(at);
        items.push(target.clone());
        items.reverse();
        items
    }

    /// The description of an object at a place, `own` without a reference there. What stands beside a reference is about
    /// this use of its target (`OpenAPI` 3.1.1, Reference Object); nothing but texts has an effect.
    pub(super) fn description_at(
        &mut self,
        place: &Pointer,
        own: Option<String>,
    ) -> Option<String> {
        let way = self.way(place);
        if way.is_empty() {
            return own;
        }
        let siblings = way.iter().flat_map(|at| self.document.members(at));
        let siblings: Vec<(String, Pointer)> = siblings.collect();
        for (key, sibling) in siblings {
            if !matches!(key.as_str(), "$ref" | "description" | "summary") && !key.starts_with("x-")
            {
                let message = format!("`{key}` beside a reference has no effect");
                self.report(
                    Diagnostic::new(Code::ReferenceSiblings, Place::key(sibling), message)
                        .label("ignored")
                        .hint("write it where the reference leads to"),
                );
            }
        }
        let text = |key| self.nearest_text(&way, key);
        paragraphs([text("summary"), text("description").or(own.as_deref())])
    }

    /// The text that the first of some objects has which has one.
    pub(super) fn nearest_text(&self, objects: &[Pointer], keyword: &str) -> Option<&str> {
        let mut objects = objects.iter();
        objects.find_map(|at| self.document.member(at, keyword)?.as_str())
    }
}

/// Texts one after the other, without those that say nothing.
pub(super) fn paragraphs<const N: usize>(texts: [Option<&str>; N]) -> Option<String> {
    let texts = texts.into_iter().flatten();
    let texts: Vec<&str> = texts.filter(|text| !text.trim().is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}
