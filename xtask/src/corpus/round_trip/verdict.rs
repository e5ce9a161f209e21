//! What does the program of a crate say of the samples, and is it right?
use super::{
    Judges, PLAN, Plan, Sample,
    compare::{self, Comparison, Difference, compare, short},
    program::{self, Answer},
};
use crate::corpus::record::{Failure, RoundTrip, Set};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path, time::Duration};

/// What a sample did wrong.
struct Fault {
    kind: &'static str,
    /// What the message is without names and values.
    cause: String,
    detail: String,
}

/// Runs the program of a crate with its samples, and says what came of each.
///
/// # Errors
///
/// When there is no plan in the folder of the crate, or the program can not be started.
pub(in crate::corpus) fn carry_out(
    folder: &Path,
    program: &Path,
    bytes: &[u8],
    limit: Duration,
) -> Result<RoundTrip, String> {
    let path = folder.join(PLAN);
    let failed = |cause: String| format!("{}: {cause}", path.display());
    let text = fs::read_to_string(&path).map_err(|cause| failed(cause.to_string()))?;
    let plan: Plan = serde_json::from_str(&text).map_err(|cause| failed(cause.to_string()))?;
    let Plan {
        mut found,
        types,
        samples,
    } = plan;
    let tree = oasmith::source::tree(bytes).unwrap_or_default();
    let mut judges = Judges::new(&tree);
    let tags = compare::tags(&tree);
    let lines: Vec<(usize, String)> = samples
        .iter()
        .map(|sample| (sample.ty, sample.value.to_string()))
        .collect();
    let answers = if lines.is_empty() {
        Vec::new()
    } else {
        program::run(program, &lines, limit)?
    };
    let mut failed = BTreeSet::new();
    for (index, (sample, answer)) in samples.iter().zip(answers).enumerate() {
        if sample.base.is_some_and(|base| failed.contains(&base)) {
            // It fails for what the sample fails for that it is a variant of.
            let tally = found.tally(sample.set);
            tally.valid -= 1;
            tally.unasked += 1;
            continue;
        }
        let verdict = verdict(sample, &answer, &mut judges, &tags);
        let tally = found.tally(sample.set);
        match verdict {
            Ok(forgiven) => {
                tally.passed += 1;
                tally.forgiven += usize::from(forgiven);
            }
            Err(fault) => {
                failed.insert(index);
                match fault.kind {
                    "lost" => tally.lost += 1,
                    "refused" => tally.refused += 1,
                    "accepted" => tally.accepted += 1,
                    "unplaced" => tally.unplaced += 1,
                    _ => tally.crashed += 1,
                }
                found.fail(Failure {
                    set: sample.set,
                    kind: fault.kind.to_owned(),
                    ty: types.get(sample.ty).cloned().unwrap_or_default(),
                    place: sample.place.clone(),
                    cause: fault.cause,
                    sample: sample.value.to_string(),
                    detail: fault.detail,
                    count: 1,
                });
            }
        }
    }
    Ok(found)
}

/// Whether a sample did what is asked of it; whether something was forgiven if it did.
fn verdict(
    sample: &Sample,
    answer: &Answer,
    judges: &mut Judges<'_>,
    tags: &BTreeSet<String>,
) -> Result<bool, Fault> {
    let fault = |kind, cause: &str, detail| {
        let cause = words(cause);
        Err(Fault {
            kind,
            cause,
            detail,
        })
    };
    let written = match answer {
        Answer::Crashed(how) => return fault("crashed", how, how.clone()),
        Answer::Refused(path, message) => {
            let Some((wanted, missing)) = &sample.fault else {
                return fault("refused", message, format!("at {path:?}: {message}"));
            };
            if is_placed(wanted, missing.as_deref(), path, message) {
                return Ok(false);
            }
            let what = missing
                .as_ref()
                .map(|name| format!(", where {name} is missing"));
            let what = what.unwrap_or_default();
            let detail =
                format!("the fault is at {wanted:?}{what}; the error at {path:?}: {message}");
            return fault("unplaced", message, detail);
        }
        Answer::Written(text) => match serde_json::from_str::<Value>(text) {
            Ok(value) => value,
            Err(cause) => {
                let detail = format!("what is written is no JSON: {cause}");
                return fault("lost", "what is written is no JSON", detail);
            }
        },
    };
    match sample.set {
        Set::Own | Set::Made | Set::Unseen | Set::Undeclared => same(&sample.value, &written, tags),
        Set::Broken => {
            // What is read as another value that is valid is read as it should be.
            if judges.is_valid(sample.direction, &sample.place, &written) {
                return Ok(false);
            }
            let (path, missing) = sample.fault.clone().unwrap_or_default();
            let (cause, what) = match missing {
                Some(name) => ("a member is missing", format!("{name} is missing")),
                None => (
                    "a wrong value is taken",
                    "a wrong value is taken".to_owned(),
                ),
            };
            let detail = format!("at {path:?}: {what}; written as {}", short(&written));
            fault("accepted", cause, detail)
        }
    }
}

/// A message without names, values and places.
fn words(message: &str) -> String {
    let message = message
        .rsplit_once(" at line ")
        .map_or(message, |(start, _)| start);
    let parts: Vec<&str> = message.split(['`', '"']).step_by(2).collect();
    let mut text = parts.join("_");
    // What was expected is named for a type.
    if let Some(at) = text.find(" (") {
        text.truncate(at);
    }
    let text: String = text.chars().take(200).collect();
    text.replace(|c: char| c.is_ascii_digit(), "")
}

fn same(read: &Value, written: &Value, tags: &BTreeSet<String>) -> Result<bool, Fault> {
    match compare(read, written, tags) {
        Comparison::Same => Ok(false),
        Comparison::Forgiven => Ok(true),
        Comparison::Differs(Difference { path, kind, words }) => Err(Fault {
            kind: "lost",
            cause: kind,
            detail: format!("at {path:?}: {words}"),
        }),
    }
}

/// Whether an error says where the fault is: by its path, or by a path above it and the rest in its message. Of a member
/// that is missing, the object and the name have to be said.
fn is_placed(wanted: &str, missing: Option<&str>, path: &str, message: &str) -> bool {
    let is_there =
        path == wanted || format!("{path} {message}").contains(wanted) && !wanted.is_empty();
    let is_inside = path
        .strip_prefix(wanted)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']) || wanted.is_empty());
    // A union says for each branch where in its value the fault is.
    let rest = wanted.strip_prefix(path).unwrap_or_default();
    let rest = rest.trim_start_matches('.');
    let is_below = !rest.is_empty() && message.contains(&format!("at `{rest}"));
    match missing {
        Some(name) => (is_there || is_below) && (message.contains(name) || path.contains(name)),
        None => is_there || is_inside || is_below,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_alike_have_the_same_words() {
        assert_eq!(
            words("missing field `a b` at line 1 column 23"),
            words("missing field `c` at line 3 column 4")
        );
        assert_ne!(words("missing field `a`"), words("invalid type: null"));
    }

    #[test]
    fn an_error_has_to_say_where_the_fault_is() {
        assert!(is_placed("a[0].b", None, "a[0].b", "invalid type"));
        assert!(!is_placed("a[0].b", None, "a", "invalid type"));
        assert!(!is_placed("a[0].b", None, "a[0].c", "invalid type"));
        assert!(is_placed(
            "a[0].b",
            None,
            "a",
            "in branch B: a[0].b: invalid type"
        ));
        assert!(is_placed(
            "a[0].b",
            None,
            "a[0]",
            "`B`: at `b`: invalid type"
        ));
        assert!(!is_placed(
            "a[0].b",
            None,
            "a[1]",
            "`B`: at `b`: invalid type"
        ));
        assert!(is_placed("a", Some("id"), "a", "missing field `id`"));
        assert!(!is_placed("a", Some("id"), "a", "no branch fits"));
        assert!(!is_placed("a", Some("id"), "", "missing field `id`"));
        assert!(is_placed("", Some("id"), "", "missing field `id`"));
    }
}
