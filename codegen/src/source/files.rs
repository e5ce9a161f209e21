//! The files that a document is spread over, and where each stands in the one tree that is made of them.
//!
//! The document itself is the tree's root. Every other file is mounted at `/x-oasmith-files/NAME`, so that a node of
//! any file has one pointer, and a file that is referred to in several ways is there once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{locate, names_of_files};
use crate::diag::{Diagnostic, Diagnostics, Finding, Part, Place, Pointer};

/// The key at the top of the tree below which files are mounted.
pub(super) const MOUNTS: &str = "x-oasmith-files";

/// A file as it was given: its name for reports, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name that reports show, usually a path relative to where the tool runs.
    pub name: String,
    /// The text, without a byte order mark; with signs for the bytes that are none.
    pub text: Arc<str>,
}

/// All files that were read for one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    root: SourceFile,
    /// The other files, by the names that they are mounted under.
    mounted: BTreeMap<String, SourceFile>,
}

impl Sources {
    /// The document's file, and no others yet.
    pub(super) fn new(name: &str, text: impl Into<Arc<str>>) -> Self {
        Self {
            root: SourceFile {
                name: name.to_owned(),
                text: text.into(),
            },
            mounted: BTreeMap::new(),
        }
    }

    /// Adds the file that is mounted under `name`.
    pub(super) fn mount(&mut self, name: &str, text: impl Into<Arc<str>>) {
        let file = SourceFile {
            name: names_of_files::shown(&self.root.name, name),
            text: text.into(),
        };
        self.mounted.insert(name.to_owned(), file);
    }

    /// The document's file.
    #[must_use]
    pub fn root(&self) -> &SourceFile {
        &self.root
    }

    /// All files: the document's, then the others in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        std::iter::once(&self.root).chain(self.mounted.values())
    }

    /// Findings with their places in the texts, in the order of the files, and in each in the order of its text.
    #[must_use]
    pub fn findings(&self, diagnostics: &Diagnostics) -> Vec<Finding> {
        let mut by_file: BTreeMap<Option<&str>, Vec<(&Diagnostic, Place)>> = BTreeMap::new();
        for diagnostic in diagnostics {
            let (name, place) = self.split(&diagnostic.place);
            by_file.entry(name).or_default().push((diagnostic, place));
        }
        let mut findings = Vec::with_capacity(diagnostics.len());
        for (name, found) in by_file {
            let file = name.and_then(|name| self.mounted.get(name));
            let mut found = located(file.unwrap_or(&self.root), &found);
            found.sort_by(|one, other| one.order().cmp(&other.order()));
            findings.append(&mut found);
        }
        findings
    }

    /// The scalars at places of the tree as they are written, in the order of the places.
    pub(super) fn written(&self, pointers: &[Pointer]) -> Vec<Option<String>> {
        let mut by_file: BTreeMap<Option<&str>, Vec<(usize, Place)>> = BTreeMap::new();
        for (index, pointer) in pointers.iter().enumerate() {
            let (name, place) = self.split(&Place::from(pointer));
            by_file.entry(name).or_default().push((index, place));
        }
        let mut texts = vec![None; pointers.len()];
        for (name, places) in by_file {
            let file = name.and_then(|name| self.mounted.get(name));
            let text = &file.unwrap_or(&self.root).text;
            let wanted: Vec<&Place> = places.iter().map(|(_, place)| place).collect();
            for ((index, _), found) in places.iter().zip(locate::locate(text, &wanted)) {
                let written = found.and_then(|at| text.get(at.span)).map(str::trim);
                if let Some(slot) = texts.get_mut(*index) {
                    *slot = written.map(str::to_owned);
                }
            }
        }
        texts
    }

    /// The mounted file that a place is in, none for the document's own, and the place inside it.
    fn split(&self, place: &Place) -> (Option<&str>, Place) {
        let known = |name: &str| self.mounted.get_key_value(name).map(|(name, _)| &**name);
        match place {
            Place::File | Place::Position { .. } => (None, place.clone()),
            Place::Mounted { file, position } => {
                let inside = match position {
                    Some((line, column)) => Place::Position {
                        line: *line,
                        column: *column,
                    },
                    None => Place::File,
                };
                let name = mount_of(file).and_then(|(name, _)| known(&name));
                (name, inside)
            }
            Place::Pointer { pointer, part } => {
                let found =
                    mount_of(pointer).and_then(|(name, inside)| Some((known(&name)?, inside)));
                match found {
                    Some((name, inside)) => (Some(name), at(inside, *part)),
                    None => (None, place.clone()),
                }
            }
        }
    }
}

fn at(pointer: Pointer, part: Part) -> Place {
    Place::Pointer { pointer, part }
}

fn located(file: &SourceFile, found: &[(&Diagnostic, Place)]) -> Vec<Finding> {
    let places: Vec<&Place> = found.iter().map(|(_, place)| place).collect();
    let locations = locate::locate(&file.text, &places);
    let findings = found.iter().zip(locations);
    findings
        .map(|((diagnostic, place), location)| {
            let pointer = match place {
                Place::Pointer { pointer, .. } => Some(pointer.clone()),
                Place::File | Place::Position { .. } | Place::Mounted { .. } => None,
            };
            Finding::new(diagnostic, &file.name, &file.text, pointer, location)
        })
        .collect()
}

/// The place in the tree of the file that is mounted under `name`.
pub(super) fn mount(name: &str) -> Pointer {
    Pointer::root().child(MOUNTS).child(name)
}

/// The name of the mounted file that a node is in, and the node inside that file. None for nodes of the document.
pub(super) fn mount_of(pointer: &Pointer) -> Option<(String, Pointer)> {
    let rest = pointer.as_str().strip_prefix('/')?.strip_prefix(MOUNTS)?;
    let rest = rest.strip_prefix('/')?;
    let (name, inside) = match rest.find('/') {
        Some(end) => rest.split_at(end),
        None => (rest, ""),
    };
    let name = Pointer::parse(&format!("/{name}"))?.last()?.into_owned();
    Some((name, Pointer::parse(inside)?))
}

#[cfg(test)]
mod tests;
