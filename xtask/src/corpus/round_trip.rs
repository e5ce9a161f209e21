//! Does a valid value survive being read into its type and written back? Samples of all components and bodies of a
//! document, the program that reads them, and what it says.
//!
//! A document is visited twice: `plan` makes samples and writes the program into the crate, and once that is
//! compiled, `carry_out` runs it and compares.
pub mod compare;
pub mod convert;
pub mod judge;
pub mod leaves;
pub mod patterns;
pub mod program;
pub mod samples;
pub mod subjects;
pub mod variants;
mod verdict;
pub mod view;

pub(super) use verdict::carry_out;

use super::{
    generator::Generated,
    record::{MAX_DISCARDED, RoundTrip, Set},
};
use convert::{Direction, Schemas};
use judge::Judge;
use leaves::Texts;
use oasmith::emit::{Role, Typed};
use program::{Paths, Runtime, Uses, Validated};
use samples::Origin;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The file in the folder of a crate that says what is to be done with its program.
const PLAN: &str = "round-trip.json";

/// The longest sample in bytes.
const LONGEST: usize = 1 << 16;

/// What is to be done with the program of a crate.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Plan {
    /// What is known so far.
    found: RoundTrip,
    /// The types, as the program names them.
    types: Vec<String>,
    samples: Vec<Sample>,
}

/// A sample.
#[derive(Debug, Serialize, Deserialize)]
struct Sample {
    set: Set,
    /// The position of the type.
    ty: usize,
    /// The place of the schema.
    place: String,
    direction: Way,
    value: Value,
    /// The position of the sample that it is a variant of.
    base: Option<usize>,
    /// Where it is broken: the path, and the member that is missing.
    fault: Option<(String, Option<String>)>,
}

/// [`Direction`] in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Way {
    Both,
    Request,
    Answer,
}

impl Way {
    const ALL: [Self; 3] = [Self::Both, Self::Request, Self::Answer];

    fn of(typed: &Typed) -> Self {
        match typed.direction {
            None => Self::Both,
            Some(oasmith::ir::Direction::Sent) => Self::Request,
            Some(oasmith::ir::Direction::Read) => Self::Answer,
        }
    }

    fn direction(self) -> Direction {
        match self {
            Self::Both => Direction::Both,
            Self::Request => Direction::Request,
            Self::Answer => Direction::Answer,
        }
    }
}

/// Makes the samples of a document, and writes the program that reads them into the folder of its crate.
///
/// # Errors
///
/// When a file can not be written.
pub(super) fn plan(
    generated: &Generated,
    bytes: &[u8],
    package: &str,
    folder: &Path,
) -> Result<(), String> {
    let report = generated.report();
    let mut plan = Plan::default();
    for typed in &report.typed {
        match typed.role {
            Role::Component => plan.found.components += 1,
            Role::Request | Role::Answer => plan.found.bodies += 1,
        }
    }
    if report.files().count() > 1 {
        plan.found.skipped = Some("it is spread over several files".to_owned());
    } else if let Some(tree) = oasmith::source::tree(bytes) {
        Planner::new(&tree, &mut plan).all(&report.typed);
    }
    let validation = if report.requirements.validation {
        Validated::Some
    } else {
        Validated::None
    };
    let runtime = if report.requirements.tolerant {
        Runtime::Tolerant
    } else if report.requirements.any_runtime() {
        Runtime::Some
    } else {
        Runtime::None
    };
    let needs = report.requirements;
    let paths = if needs.operations || needs.choices {
        Paths::OfRuntime
    } else {
        Paths::Own
    };
    let write = |path: &str, text: String| {
        let path = folder.join(path);
        fs::write(&path, text).map_err(|cause| format!("{}: {cause}", path.display()))
    };
    let text = serde_json::to_string(&plan).map_err(|cause| cause.to_string())?;
    write(PLAN, text)?;
    if plan.samples.is_empty() {
        return Ok(());
    }
    write("src/json_path.rs", program::JSON_PATH.to_owned())?;
    write(
        "src/main.rs",
        program::source(
            package,
            Uses {
                runtime,
                paths,
                validated: validation,
            },
            &plan.types,
        ),
    )
}

/// How many values a value is made of.
fn nodes(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(nodes).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

struct Planner<'p, 'd> {
    tree: &'d Value,
    plan: &'p mut Plan,
    /// The samples that there are, by their types, with their positions if they count.
    known: BTreeMap<(usize, String), Option<usize>>,
    texts: Texts,
    /// The types that have samples of their schemas.
    made: BTreeSet<(usize, Way)>,
}

impl<'p, 'd> Planner<'p, 'd> {
    fn new(tree: &'d Value, plan: &'p mut Plan) -> Self {
        Self {
            tree,
            plan,
            known: BTreeMap::new(),
            texts: Texts::default(),
            made: BTreeSet::new(),
        }
    }

    fn all(&mut self, typed: &[Typed]) {
        for way in Way::ALL {
            let typed: Vec<&Typed> = typed.iter().filter(|typed| Way::of(typed) == way).collect();
            let mut schemas = Schemas::new(self.tree, way.direction(), judge::is_pattern);
            let mut subjects = Vec::new();
            for typed in typed {
                let place = typed.place.as_str();
                if self.tree.pointer(place).is_none() {
                    // A body without a schema, or one that the generator moved.
                    let line = format!("{place}: there is no schema");
                    self.plan.found.unjudged.push(line);
                    continue;
                }
                let number = schemas.add(place);
                match schemas.defect(number) {
                    Some(cause) => self.plan.found.unjudged.push(format!("{place}: {cause}")),
                    None => subjects.push((typed, number)),
                }
            }
            let numbers: BTreeSet<usize> = subjects.iter().map(|(_, number)| *number).collect();
            let numbers: Vec<usize> = numbers.into_iter().collect();
            let judge = Judge::new(&schemas, &numbers);
            for (typed, number) in subjects {
                if judge.knows(number) {
                    self.subject(&schemas, &judge, typed, number, way);
                } else {
                    let line = format!("{}: the validator can not read it", typed.place.as_str());
                    self.plan.found.unjudged.push(line);
                }
            }
        }
    }

    fn subject(
        &mut self,
        schemas: &Schemas<'_>,
        judge: &Judge,
        typed: &Typed,
        number: usize,
        way: Way,
    ) {
        let known = self.plan.types.iter().position(|path| *path == typed.path);
        let ty = known.unwrap_or_else(|| {
            self.plan.types.push(typed.path.clone());
            self.plan.types.len() - 1
        });
        let place = typed.place.as_str();
        let new = |set: Set, value: Value| Sample {
            set,
            ty,
            place: place.to_owned(),
            direction: way,
            value,
            base: None,
            fault: None,
        };
        for value in subjects::examples(self.tree, place) {
            let is_valid = judge.is_valid(number, &value);
            self.note(judge, number, &new(Set::Own, value.clone()), is_valid);
            self.add(new(Set::Own, value), is_valid);
        }
        if !self.made.insert((ty, way)) {
            return;
        }
        // What variants are made of: the one with all members, or else the largest.
        let mut best: Option<Value> = None;
        for (index, (origin, value)) in samples::samples(schemas, &mut self.texts, number)
            .into_iter()
            .enumerate()
        {
            let set = match origin {
                Origin::Own => Set::Own,
                Origin::Made => Set::Made,
            };
            if value.is_null() && typed.role == Role::Component {
                // That a component may be null is part of the types that name it.
                continue;
            }
            let is_valid = judge.is_valid(number, &value);
            let is_better = best.as_ref().is_none_or(|best| nodes(best) < nodes(&value));
            if is_valid && origin == Origin::Made && is_better && (index < 2 || best.is_none()) {
                best = Some(value.clone());
            }
            self.note(judge, number, &new(set, value.clone()), is_valid);
            self.add(new(set, value), is_valid);
        }
        let Some(best) = best else {
            self.plan.found.unsampled.push(place.to_owned());
            return;
        };
        let base = self.known.get(&(ty, best.to_string())).copied().flatten();
        let new = |set: Set, value: Value| Sample {
            base,
            ..new(set, value)
        };
        for value in variants::unseen(schemas, number, &best) {
            self.add(new(Set::Unseen, value), true);
        }
        for value in variants::undeclared(schemas, number, &best) {
            let is_valid = judge.is_valid(number, &value);
            self.add(new(Set::Undeclared, value), is_valid);
        }
        for broken in variants::broken(schemas, number, &best) {
            let is_invalid = !judge.is_valid(number, &broken.value);
            let sample = new(Set::Broken, broken.value);
            let fault = Some((broken.path, broken.missing));
            self.add(Sample { fault, ..sample }, is_invalid);
        }
    }

    /// Notes the first samples that the validator does not take: many of them are a mistake of their makers.
    fn note(&mut self, judge: &Judge, number: usize, sample: &Sample, is_valid: bool) {
        let discarded = &mut self.plan.found.discarded;
        if is_valid || discarded.len() >= MAX_DISCARDED {
            return;
        }
        let place = &sample.place;
        let of_place = discarded
            .iter()
            .filter(|line| line.contains(place.as_str()));
        if of_place.count() < 3 {
            let cause = judge.cause(number, &sample.value).unwrap_or_default();
            let words = sample.set.words();
            let line = format!(
                "{words}: {place}: {}: {cause}",
                compare::short(&sample.value)
            );
            discarded.push(line);
        }
    }

    /// Takes in a sample, once.
    fn add(&mut self, sample: Sample, counts: bool) {
        let text = sample.value.to_string();
        let key = (sample.ty, text);
        if key.1.len() > LONGEST || self.known.contains_key(&key) {
            return;
        }
        let tally = self.plan.found.tally(sample.set);
        tally.made += 1;
        tally.valid += usize::from(counts);
        let at = counts.then_some(self.plan.samples.len());
        self.known.insert(key, at);
        if counts {
            self.plan.samples.push(sample);
        }
    }
}

/// The validators of the samples of a document, made when they are asked for.
struct Judges<'d> {
    tree: &'d Value,
    known: BTreeMap<(Way, String), Option<(usize, Judge)>>,
}

impl<'d> Judges<'d> {
    fn new(tree: &'d Value) -> Self {
        Self {
            tree,
            known: BTreeMap::new(),
        }
    }

    fn is_valid(&mut self, way: Way, place: &str, value: &Value) -> bool {
        let tree = self.tree;
        let known = self.known.entry((way, place.to_owned()));
        let judge = known.or_insert_with(|| {
            let mut schemas = Schemas::new(tree, way.direction(), judge::is_pattern);
            let number = schemas.add(place);
            let judge = Judge::new(&schemas, &[number]);
            judge.knows(number).then_some((number, judge))
        });
        let verdict = judge.as_ref();
        verdict.is_some_and(|(number, judge)| judge.is_valid(*number, value))
    }
}
