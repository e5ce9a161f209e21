//! Which parts of the tree stand elsewhere than where they were written.
//!
//! Bringing a document to the shape of `OpenAPI` 3.0 moves some of its parts: the `definitions` of Swagger 2.0 become
//! schemas of the components. References keep the text that was written, and reports show the places that were
//! written, so both directions are asked for.

use indexmap::{IndexMap, IndexSet};

use crate::diag::Pointer;

/// All moves, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub(super) struct Moves {
    steps: Vec<Step>,
}

/// Moves that were made at the same time: none of them is about a place that another one made.
#[derive(Debug, Clone, Default)]
pub(super) struct Step {
    forward: IndexMap<Pointer, Pointer>,
    back: IndexMap<Pointer, Pointer>,
    /// How long the text of the longest place is that a move is about: references can be longer than any place, and
    /// each place on their way would be looked for.
    longest: usize,
    /// The new nodes that were made of others as a whole: nothing in them was written anywhere.
    made: IndexSet<Pointer>,
}

impl Step {
    /// Says that the node at `from` stands at `to` now, with all below it that no other move is about.
    ///
    /// A node that was copied is said several times: the first place is the one that references lead to. A new node
    /// that stands for several is said with the one that a reader should look at.
    pub(super) fn add(&mut self, from: Pointer, to: Pointer) {
        self.measure(&from, &to);
        self.back.entry(to.clone()).or_insert_with(|| from.clone());
        self.forward.entry(from).or_insert(to);
    }

    /// Says that the node that stands at `old`, moved already or not, stands at `new` now.
    pub(super) fn again(&mut self, old: &Pointer, new: Pointer) {
        let from = self.written(old);
        self.measure(&from, &new);
        self.back.insert(new.clone(), from.clone());
        self.forward.insert(from, new);
    }

    /// Says that what stands at `now` comes from `from`, where references do not lead through it.
    pub(super) fn stands_for(&mut self, from: Pointer, now: Pointer) {
        self.measure(&from, &now);
        self.back.entry(now).or_insert(from);
    }

    /// Says that all that stands at `now` and below it was made of the node at `from`, other than what moves are about.
    pub(super) fn made_of(&mut self, from: Pointer, now: Pointer) {
        if !self.back.contains_key(&now) {
            self.measure(&from, &now);
            self.made.insert(now.clone());
            self.back.insert(now, from);
        }
    }

    /// Where the node that was at `before` stands after the moves of this step.
    pub(super) fn now(&self, before: &Pointer) -> Pointer {
        self.follow(&self.forward, &IndexSet::new(), before.clone())
    }

    /// Where the node that stands at `now` was before the moves of this step.
    pub(super) fn written(&self, now: &Pointer) -> Pointer {
        self.follow(&self.back, &self.made, now.clone())
    }

    fn measure(&mut self, from: &Pointer, to: &Pointer) {
        let longest = from.as_str().len().max(to.as_str().len());
        self.longest = self.longest.max(longest);
    }

    /// The place after the move of the nearest node above it, or of itself, that was moved. Below the nodes of `made`
    /// there is nothing else to be found.
    fn follow(
        &self,
        moves: &IndexMap<Pointer, Pointer>,
        made: &IndexSet<Pointer>,
        at: Pointer,
    ) -> Pointer {
        let known = |node: &str| {
            let target = moves.get(node)?;
            if made.contains(node) {
                return Some(target.clone());
            }
            at.moved(node, target)
        };
        let short = |node: &&str| node.len() <= self.longest;
        let target = at.upwards().filter(short).find_map(known);
        target.unwrap_or(at)
    }
}

impl Moves {
    /// Adds moves that were made after all others.
    pub(super) fn then(&mut self, step: Step) {
        if !step.back.is_empty() {
            self.steps.push(step);
        }
    }

    /// Where the node that was written at `written` stands now.
    pub(super) fn now(&self, written: &Pointer) -> Pointer {
        let steps = self.steps.iter();
        steps.fold(written.clone(), |at, step| step.now(&at))
    }

    /// Where the node that stands at `now` was written.
    pub(super) fn written(&self, now: &Pointer) -> Pointer {
        let steps = self.steps.iter().rev();
        steps.fold(now.clone(), |at, step| step.written(&at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Pointer {
        Pointer::parse(text).expect("a pointer")
    }

    fn moves() -> Moves {
        let mut inner = Step::default();
        inner.add(
            at("/definitions/A/items"),
            at("/definitions/A/anyOf/1/items"),
        );
        let mut outer = Step::default();
        outer.add(at("/definitions"), at("/components/schemas"));
        outer.add(
            at("/paths/~1a/get/parameters/0"),
            at("/paths/~1a/get/requestBody"),
        );
        outer.add(
            at("/paths/~1a/get/parameters/0/schema"),
            at("/paths/~1a/get/requestBody/content/text~1csv/schema"),
        );
        let mut moves = Moves::default();
        moves.then(inner);
        moves.then(outer);
        moves
    }

    #[test]
    fn the_nearest_move_counts_and_later_ones_build_on_earlier_ones() {
        for (written, now) in [
            (
                "/definitions/A/items/title",
                "/components/schemas/A/anyOf/1/items/title",
            ),
            ("/definitions/A/title", "/components/schemas/A/title"),
            (
                "/paths/~1a/get/parameters/0/schema/items",
                "/paths/~1a/get/requestBody/content/text~1csv/schema/items",
            ),
            (
                "/paths/~1a/get/parameters/0/name",
                "/paths/~1a/get/requestBody/name",
            ),
            ("/definitionsOf", "/definitionsOf"),
            ("", ""),
        ] {
            assert_eq!(moves().now(&at(written)), at(now));
            assert_eq!(moves().written(&at(now)), at(written));
        }
    }

    #[test]
    fn a_copy_leads_back_and_its_first_place_is_where_references_lead() {
        let mut step = Step::default();
        step.add(at("/a"), at("/b"));
        step.add(at("/a"), at("/c"));
        let mut moves = Moves::default();
        moves.then(step);
        assert_eq!(moves.written(&at("/c/d")), at("/a/d"));
        assert_eq!(moves.now(&at("/a/d")), at("/b/d"));
    }
}
