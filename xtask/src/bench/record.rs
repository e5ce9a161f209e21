//! What is known of each document that was measured: the shape of the JSON files.
use super::machine::Machine;
use oasmith::phase::Phase;
use serde::{Deserialize, Serialize};

/// The version of the shape. It grows when a member goes or changes its meaning.
pub(super) const SCHEMA: u32 = 1;

/// Seconds by phase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Phases {
    pub source: f64,
    pub lower: f64,
    pub analyze: f64,
    pub names: f64,
    pub emit: f64,
    pub output: f64,
}

impl Phases {
    pub(super) fn of(&mut self, phase: Phase) -> &mut f64 {
        match phase {
            Phase::Source => &mut self.source,
            Phase::Lower => &mut self.lower,
            Phase::Analyze => &mut self.analyze,
            Phase::Names => &mut self.names,
            Phase::Emit => &mut self.emit,
            Phase::Output => &mut self.output,
        }
    }
}

/// What one run of a document took.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Run {
    /// How many operations it has.
    pub operations: usize,
    /// How many types it has.
    pub models: usize,
    /// How many files were made.
    pub files: usize,
    /// How many lines they have.
    pub lines: usize,
    /// Seconds for the document, once it was read from the disk.
    pub seconds: f64,
    /// Seconds of processors, of all threads of the process until then: what other programs do changes them less.
    pub cpu: f64,
    /// The seconds by phase.
    pub phases: Phases,
    /// Seconds of the whole process, from its start to its end.
    pub process: f64,
    /// The most memory that the process held, in bytes; nothing where the system does not tell.
    pub memory: Option<u64>,
}

impl Run {
    /// The median of several runs, figure by figure; none if there are no runs.
    pub(super) fn median(runs: &[Self]) -> Option<Self> {
        let first = runs.first()?;
        let of = |figure: &dyn Fn(&Self) -> f64| median(runs.iter().map(figure).collect());
        let mut memory: Vec<Option<u64>> = runs.iter().map(|run| run.memory).collect();
        memory.sort_unstable();
        Some(Self {
            seconds: of(&|run| run.seconds),
            phases: Phases {
                source: of(&|run| run.phases.source),
                lower: of(&|run| run.phases.lower),
                analyze: of(&|run| run.phases.analyze),
                names: of(&|run| run.phases.names),
                emit: of(&|run| run.phases.emit),
                output: of(&|run| run.phases.output),
            },
            cpu: of(&|run| run.cpu),
            process: of(&|run| run.process),
            memory: memory.get(memory.len() / 2).copied().flatten(),
            ..*first
        })
    }
}

/// The median of some figures; 0 if there are none.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    let upper = figures.get(middle).copied().unwrap_or_default();
    if figures.len().is_multiple_of(2) && middle > 0 {
        f64::midpoint(upper, figures.get(middle - 1).copied().unwrap_or(upper))
    } else {
        upper
    }
}

/// What was measured of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Document {
    /// Its name: the path below the folder that was given.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// How often it was taken.
    pub runs: usize,
    /// The medians; nothing where it failed.
    pub median: Option<Run>,
    /// Why there is no figure, or why no more runs.
    pub failure: Option<String>,
}

/// How figures grow with the number of operations: the exponent, where 1 is linear.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Growth {
    /// Of the seconds.
    pub seconds: f64,
    /// Of the seconds of processors.
    pub cpu: f64,
    /// Of the memory.
    pub memory: f64,
}

/// What generating took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Generation {
    /// The version of this shape.
    pub schema: u32,
    /// Where and when.
    pub machine: Machine,
    /// The documents that were given.
    pub documents: Vec<Document>,
    /// Those that were made up, the smallest first.
    pub family: Vec<Document>,
    /// How their figures grow.
    pub growth: Option<Growth>,
}

/// What compiling took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Output {
    /// The version of this shape.
    pub schema: u32,
    /// Where and when.
    pub machine: Machine,
    /// The crates.
    pub crates: Vec<Crate>,
}

/// The output for a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Crate {
    /// The name of the document.
    pub name: String,
    /// How many operations it has.
    pub operations: usize,
    /// How many types it has.
    pub models: usize,
    /// The lines of the operations, with the client.
    pub operation_lines: usize,
    /// The lines of the models.
    pub model_lines: usize,
    /// The lines of the runtime, which do not depend on the size of the document.
    pub runtime_lines: usize,
    /// `cargo check`.
    pub check: Compiled,
    /// `cargo build`.
    pub build: Compiled,
    /// `cargo build --release`.
    pub release: Compiled,
}

/// What a compilation took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Compiled {
    /// `rustc` for the crate alone.
    Took {
        /// Seconds of processors, of all threads.
        cpu: f64,
        /// Seconds that passed.
        wall: f64,
        /// The most memory that it held, in bytes.
        memory: u64,
    },
    /// There is no figure, and why.
    Failed(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_taken_figure_by_figure() {
        let run = |seconds: f64, memory: u64| Run {
            operations: 3,
            seconds,
            memory: Some(memory),
            ..Run::default()
        };
        let runs = [run(1.0, 30), run(9.0, 10), run(2.0, 20)];
        let median = Run::median(&runs).unwrap();
        assert_eq!((median.seconds, median.memory), (2.0, Some(20)));
        assert_eq!(median.operations, 3);
        assert!((Run::median(&runs[..2]).unwrap().seconds - 5.0).abs() < 1e-9);
        assert_eq!(Run::median(&[]), None);
    }
}
