//! Where the parts of other files would stand if the document were one file. Readers know parts by such places, and
//! names are made of them: a schema that is a file of its own is called as a component would be.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::Document;
use crate::diag::Pointer;
use crate::source::files::{mount, mount_of};
use crate::source::shape::Kind;

/// Places in files, with those in one file that stand for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Bundle {
    /// The parts that a component, a path or an operation refers to as a whole.
    homes: IndexMap<Pointer, Pointer>,
    /// All others that something refers to.
    guests: IndexMap<Pointer, Pointer>,
}

/// Names of files and folders that say what is in them and not of what.
const GENERIC: &[&str] = &[
    "_index",
    "api",
    "apis",
    "common",
    "component",
    "components",
    "definition",
    "definitions",
    "index",
    "main",
    "model",
    "models",
    "parameters",
    "resources",
    "responses",
    "schema",
    "schemas",
    "shared",
    "specification",
    "types",
];

/// Keywords that a schema holds others by.
const INNER: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "items",
    "not",
    "oneOf",
    "properties",
];

impl Bundle {
    /// Finds the places for the parts of `document`, given the objects that only references lead to.
    pub(super) fn new(document: &Document, entries: &[(Pointer, Kind)]) -> Self {
        let mounted: Vec<(Pointer, Kind)> = entries
            .iter()
            .map(|(at, kind)| (document.moves.now(at), *kind))
            .filter(|(at, _)| mount_of(at).is_some())
            .collect();
        let mut bundle = Self::default();
        if mounted.is_empty() {
            return bundle;
        }
        bundle.components(document);
        bundle.paths(document);
        bundle.guests(document, &mounted);
        bundle
    }

    /// The place of a part that a component, a path or an operation refers to as a whole, or of something in it.
    pub(super) fn home(&self, at: &Pointer) -> Option<Pointer> {
        inside(&self.homes, at)
    }

    /// The place of any part.
    pub(super) fn place(&self, at: &Pointer) -> Pointer {
        let home = self.home(at).or_else(|| inside(&self.guests, at));
        home.unwrap_or_else(|| at.clone())
    }

    fn components(&mut self, document: &Document) {
        for (_, section) in document.members(&Pointer::root().child("components")) {
            for (_, at) in document.members(&section) {
                self.settle(document, &at, at.clone());
            }
        }
    }

    fn paths(&mut self, document: &Document) {
        for (_, at) in document.paths() {
            self.settle(document, &at, at.clone());
            let Ok(item) = document.resolve(&at) else {
                continue;
            };
            // Operations stand beside the reference of a path item, too.
            let beside = Some(&at).filter(|at| **at != item);
            for item in beside.into_iter().chain([&item]) {
                for (key, operation) in document.members(item) {
                    if key != "$ref" && document.reference(&operation).is_some() {
                        let home = self.place(item).child(&key);
                        self.settle(document, &operation, home);
                    }
                }
            }
        }
    }

    /// Gives the mounted part that the reference at a place leads to its home. The first to ask gets it.
    fn settle(&mut self, document: &Document, at: &Pointer, home: Pointer) {
        if document.reference(at).is_none() {
            return;
        }
        if let Ok(target) = document.resolve(at)
            && mount_of(&target).is_some()
            && self.home(&target).is_none()
        {
            self.homes.insert(target, home);
        }
    }

    /// Gives each part that has no home a place among the components, under a name that is its own.
    fn guests(&mut self, document: &Document, entries: &[(Pointer, Kind)]) {
        let mut groups: BTreeMap<(&'static str, String), Vec<Guest>> = BTreeMap::new();
        let mut known = BTreeSet::new();
        for (at, kind) in entries {
            let Some(guest) = Guest::new(at, *kind).filter(|_| self.home(at).is_none()) else {
                continue;
            };
            let group = (guest.section, plain(&guest.name(0)));
            if known.insert((guest.section, guest.at.clone())) {
                groups.entry(group).or_default().push(guest);
            }
        }
        // Collected once: documents have thousands of components, and of guests.
        let mut taken: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
        for ((section, name), guests) in groups {
            let at = Pointer::root().child("components").child(section);
            let names = taken.entry(section).or_insert_with(|| {
                let members = document.members(&at).into_iter();
                members.map(|(known, _)| plain(&known)).collect()
            });
            let words = if guests.len() == 1 && !names.contains(&name) {
                0
            } else {
                words_that_differ(&guests)
            };
            for guest in guests {
                self.guests
                    .insert(guest.at.clone(), at.child(&guest.name(words)));
            }
        }
    }
}

/// How many words of their folders tell some parts of one name apart.
fn words_that_differ(guests: &[Guest]) -> usize {
    let most = guests.iter().map(|guest| guest.folders.len()).max();
    let most = most.unwrap_or_default();
    let differ = |words: &usize| {
        let mut names: Vec<String> = guests
            .iter()
            .map(|guest| plain(&guest.name(*words)))
            .collect();
        names.sort();
        names.dedup();
        names.len() == guests.len()
    };
    (1..=most).find(differ).unwrap_or(most)
}

/// A part of a file that has to be called something.
struct Guest {
    /// The part that the name is for; what is inside it has its place below.
    at: Pointer,
    section: &'static str,
    name: String,
    /// What tells it from others of that name, the nearest first.
    folders: Vec<String>,
}

impl Guest {
    fn new(at: &Pointer, kind: Kind) -> Option<Self> {
        let (file, inside) = mount_of(at)?;
        let section = match kind {
            Kind::Schema => "schemas",
            Kind::Parameter => "parameters",
            Kind::RequestBody => "requestBodies",
            Kind::Response => "responses",
            Kind::Header => "headers",
            Kind::PathItem | Kind::Operation => "pathItems",
            _ => return None,
        };
        let tokens: Vec<String> = inside.tokens().map(Cow::into_owned).collect();
        let is_inner = |token: &String| kind == Kind::Schema && INNER.contains(&token.as_str());
        let end = tokens.iter().position(is_inner).unwrap_or(tokens.len());
        let own = tokens.get(..end).unwrap_or_default();
        let path = file.split_once('?').map_or(&*file, |(path, _)| path);
        let mut around: Vec<String> = path
            .split('/')
            .filter(|part| !["", ".."].contains(part) && !part.ends_with(':'))
            .map(str::to_owned)
            .collect();
        if let Some(last) = around.last_mut()
            && let Some(dot) = last.rfind('.')
        {
            last.truncate(dot);
        }
        let stem = around.last().cloned().unwrap_or_default();
        around.retain(|part| !GENERIC.contains(&part.to_ascii_lowercase().as_str()));
        around.reverse();
        let is_word = |token: &&String| token.parse::<usize>().is_err();
        let name = match own.iter().rfind(is_word) {
            Some(name) => name.clone(),
            None if around.is_empty() => stem,
            None => around.remove(0),
        };
        Some(Self {
            at: own.iter().fold(mount(&file), |at, token| at.child(token)),
            section,
            name,
            folders: around,
        })
    }

    /// The name with some words before it.
    fn name(&self, words: usize) -> String {
        let folders = self.folders.iter().take(words).rev();
        let words = folders.chain([&self.name]).map(String::as_str);
        words.collect::<Vec<_>>().join(" ")
    }
}

/// What names have in common that would be written alike.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The place of a node by that of the nearest one around it that has one.
fn inside(places: &IndexMap<Pointer, Pointer>, at: &Pointer) -> Option<Pointer> {
    if places.is_empty() {
        return None;
    }
    at.upwards()
        .find_map(|node| at.moved(node, places.get(node)?))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::time::{Duration, Instant};

    use crate::diag::Diagnostics;
    use crate::source::{Files, ReadError, open};

    /// The one file that there is.
    struct One(String);

    impl Files for One {
        fn read(&self, _: &str) -> Result<Vec<u8>, ReadError> {
            Ok(self.0.clone().into_bytes())
        }
    }

    #[test]
    fn thousands_of_parts_take_time_in_proportion() {
        let (mut components, mut parts) = (String::new(), String::new());
        for number in 0..4_000 {
            writeln!(
                components,
                "    A{number}: {{properties: {{b: {{$ref: 'b.yaml#/B{number}'}}}}}}"
            )
            .expect("a text");
            writeln!(parts, "B{number}: {{type: object}}").expect("a text");
        }
        let root = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{components}"
        );
        let begun = Instant::now();
        let mut diagnostics = Diagnostics::new();
        let files = One(parts);
        let (_, document) = open("a.yaml", root.as_bytes(), Some(&files), &mut diagnostics);
        assert!(document.is_some());
        // With work that grows with the square of the number this took 40 seconds.
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{:?}",
            begun.elapsed()
        );
    }
}
