//! `--report untyped`: what has no type of its own in the output, where it stands, and why.
use oasmith::{
    diag::{Finding, Pointer, brief},
    ir::{UntypedCause, UntypedReason},
};
use std::fmt::Write as _;

/// The list for people: the reasons, the commonest first, each with all its places.
pub(crate) fn text(document: &str, untyped: &[(UntypedReason, Vec<Finding>)]) -> String {
    let document = brief(document);
    let total: usize = untyped.iter().map(|(_, places)| places.len()).sum();
    let mut groups: Vec<&(UntypedReason, Vec<Finding>)> = untyped.iter().collect();
    // Stable, so that reasons that are as common stay in the order of their causes.
    groups.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    let mut text = match total {
        0 => format!("{document}: everything has a type of its own\n"),
        1 => format!("{document}: 1 place without a type of its own\n"),
        _ => format!("{document}: {total} places without a type of their own\n"),
    };
    for (reason, places) in groups {
        // Writing to a string can not fail.
        let _ = writeln!(
            text,
            "\n{} of `{}`: {} ({})",
            places.len(),
            reason.name(),
            reason.text(),
            cause(*reason)
        );
        for place in places {
            let _ = writeln!(text, "  {}", shown(place));
        }
    }
    text
}

fn cause(reason: UntypedReason) -> &'static str {
    match reason.cause() {
        UntypedCause::Meant => "the document means any value",
        UntypedCause::Document => "the document leaves it open",
        UntypedCause::Generator => "no type is made of it yet",
    }
}

fn shown(place: &Finding) -> String {
    let pointer = place.pointer.as_ref().map(Pointer::as_str);
    let pointer = brief(pointer.unwrap_or_default());
    let file = brief(&place.file);
    match &place.location {
        Some(at) => format!("{file}:{}:{}  {pointer}", at.line, at.column),
        None => format!("{file}  {pointer}"),
    }
}
