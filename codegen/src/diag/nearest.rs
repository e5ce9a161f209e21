//! The "did you mean" of every hint.

/// How alike two names have to be, from 0 for nothing in common to 1 for the same.
const ALIKE: f64 = 0.6;

/// The candidate that is most like `name`, if any is alike enough to be meant.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let length = wanted.chars().count();
    candidates
        .into_iter()
        .filter(|candidate| may_be_alike(length, candidate.chars().count()))
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&wanted, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// Whether names of these lengths can be alike: each character that one has more is a difference. Comparing is slow,
/// and a document can have tens of thousands of unknown names. Lower case can be longer, so this is generous by one.
fn may_be_alike(one: usize, other: usize) -> bool {
    10 * one.abs_diff(other).saturating_sub(1) <= 4 * one.max(other)
}
