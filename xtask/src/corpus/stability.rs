//! Does removing one schema and one operation change anything that has nothing to do with them?
//!
//! The document is generated twice, the second time without the two. Every name has to be what it was, and every file
//! too, unless it speaks of something that is gone or lists modules.
mod compare;
mod removal;

pub use compare::{Named, Output, unrelated};
pub use removal::{Removal, choose};

use super::{
    generator,
    protocol::Job,
    record::{MAX_PLACES, Made, Outcome, Stability, cut},
};
use serde_json::Value;
use std::{collections::BTreeSet, time::Instant};

/// A document, to be generated with and without parts of it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// How the generator is given it.
    pub job: &'a Job,
    /// The document.
    pub bytes: &'a [u8],
}

/// Compares a document with itself, less one schema and one operation that the seed chooses. Nothing, when the document
/// is refused.
///
/// # Errors
///
/// When the document has no tree, or the generator makes what is no Rust.
pub fn check(subject: Subject<'_>, seed: u64) -> Result<Option<Stability>, String> {
    let tree = oasmith::source::tree(subject.bytes).ok_or("the document has no tree")?;
    let removal = choose(&tree, seed, &subject.job.name);
    let mut less = tree.clone();
    removal.apply(&mut less);
    let Some(with) = output(subject, &tree)? else {
        return Ok(None);
    };
    let Some(without) = output(subject, &less)? else {
        return Ok(Some(Stability {
            removed: removal.words(),
            unrelated: vec!["the document is refused without them".to_owned()],
        }));
    };
    let mentions = match &removal.schema {
        Some(schema) => removal::mentions(&tree, schema, |pointer| {
            with.has_type(pointer) && without.has_type(pointer)
        }),
        None => BTreeSet::new(),
    };
    let mut unrelated = unrelated(&with, &without, &removal, &mentions);
    unrelated.truncate(MAX_PLACES);
    Ok(Some(Stability {
        removed: removal.words(),
        unrelated: unrelated.iter().map(|text| cut(text)).collect(),
    }))
}

/// The output for a tree. The document is written anew both times, so that numbers and texts are alike.
fn output(subject: Subject<'_>, tree: &Value) -> Result<Option<Output>, String> {
    let bytes = serde_json::to_vec(tree).map_err(|cause| cause.to_string())?;
    generator::output(subject.job, &bytes)
}

/// The same as a worker reports it.
pub(super) fn made(job: &Job, bytes: &[u8], seed: u64) -> Result<Made, String> {
    let start = Instant::now();
    // What has no tree, or is refused with one, is so without this comparison too, and its report says why.
    let stability = match oasmith::source::tree(bytes) {
        Some(_) => check(Subject { job, bytes }, seed)?,
        None => None,
    };
    if stability.is_none() {
        let generated = generator::generate(job, bytes, "subject")?;
        let made = generator::record(&generated, start.elapsed().as_secs_f64());
        return match made.outcome {
            Outcome::Generated => Err("refused only when it is written anew".to_owned()),
            _ => Ok(made),
        };
    }
    let mut made = Made::of(Outcome::Generated, start.elapsed().as_secs_f64());
    made.stability = stability;
    Ok(made)
}
