//! What became slower, or takes more memory, than in an earlier run?
use super::{
    generation::bytes,
    record::{Document, Generation, SCHEMA},
    table::{Table, mib, seconds},
};
use std::{fs, path::Path};

/// What takes less is not judged: the machine decides it.
const JUDGED: f64 = 0.05;

/// What came of it.
pub(super) struct Comparison {
    /// The table.
    pub text: String,
    /// How many figures are above the threshold.
    pub worse: usize,
}

/// The figures of an earlier run.
pub(super) fn read(path: &Path) -> Result<Generation, String> {
    let failed = |cause: &dyn std::fmt::Display| format!("{}: {cause}", path.display());
    let text = fs::read_to_string(path).map_err(|cause| failed(&cause))?;
    let before: Generation = serde_json::from_str(&text).map_err(|cause| failed(&cause))?;
    if before.schema != SCHEMA {
        return Err(failed(&"it is of another version of this command"));
    }
    Ok(before)
}

/// Compares the documents that both have, by their names.
pub(super) fn compare(before: &Generation, now: &Generation, threshold: f64) -> Comparison {
    let mut table = Table::new(&[
        "document",
        "before, s",
        "now, s",
        "ratio",
        "before, MiB",
        "now, MiB",
        "ratio",
        "",
    ]);
    let mut worse = 0;
    let all = |of: &Generation| -> Vec<Document> {
        of.documents.iter().chain(&of.family).cloned().collect()
    };
    let earlier = all(before);
    for document in &all(now) {
        let one = earlier.iter().find(|one| one.name == document.name);
        let Some((was, is)) = one
            .and_then(|one| one.median.as_ref())
            .zip(document.median.as_ref())
        else {
            continue;
        };
        let slower = is.seconds / was.seconds;
        let larger = bytes(is.memory.unwrap_or_default()) / bytes(was.memory.unwrap_or_default());
        let is_slower = slower > threshold && is.seconds.max(was.seconds) >= JUDGED;
        let is_larger = larger > threshold;
        worse += usize::from(is_slower) + usize::from(is_larger);
        let verdict = match (is_slower, is_larger) {
            (true, true) => "slower, larger",
            (true, false) => "slower",
            (false, true) => "larger",
            (false, false) => "",
        };
        table.row(vec![
            document.name.clone(),
            seconds(was.seconds),
            seconds(is.seconds),
            format!("{slower:.2}"),
            mib(was.memory),
            mib(is.memory),
            format!("{larger:.2}"),
            verdict.to_owned(),
        ]);
    }
    let text = format!(
        "\ncompared with {}:\n{}{worse} figures are more than {threshold} times what they were",
        before.machine.commit,
        table.plain()
    );
    Comparison { text, worse }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{machine::Machine, record::Run};

    fn measured(seconds: f64, memory: u64) -> Generation {
        let median = Run {
            seconds,
            memory: Some(memory << 20),
            ..Run::default()
        };
        let document = Document {
            name: "pets".to_owned(),
            bytes: 1,
            runs: 1,
            median: Some(median),
            failure: None,
        };
        Generation {
            schema: SCHEMA,
            machine: Machine::this(),
            documents: vec![document],
            family: Vec::new(),
            growth: None,
        }
    }

    #[test]
    fn what_is_above_the_threshold_counts() {
        let before = measured(1.0, 100);
        let worse = |seconds, memory| compare(&before, &measured(seconds, memory), 1.2).worse;
        assert_eq!(worse(1.1, 110), 0);
        assert_eq!(worse(1.3, 110), 1);
        assert_eq!(worse(1.3, 130), 2);
    }

    #[test]
    fn small_times_are_not_judged() {
        assert_eq!(
            compare(&measured(0.001, 1), &measured(0.004, 1), 1.2).worse,
            0
        );
    }
}
