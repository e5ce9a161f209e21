//! Files taken into the tree of a document, when the first reference to each is met.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::anchors::Anchors;
use super::files::{MOUNTS, Sources, mount};
use super::loader::{Files, ReadError};
use super::{names_of_files, read, reserved};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};

/// How many files a document may be spread over. The largest that are known have 3,000.
const MAX_FILES: usize = 20_000;

/// How many bytes the files may have together.
const MAX_BYTES: usize = 500_000_000;

/// Why there is no tree for a file, in the words of a report.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) code: Code,
    /// What follows the reference in a message: `leads to a file that does not exist`.
    pub(super) clause: String,
    pub(super) hint: Option<String>,
}

impl Refusal {
    fn new(code: Code, clause: impl Into<String>) -> Self {
        Self {
            code,
            clause: clause.into(),
            hint: None,
        }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The files of a document that were read so far, and who reads more.
pub(super) struct Loading<'f> {
    files: Option<&'f dyn Files>,
    pub(super) sources: Sources,
    pub(super) anchors: Anchors,
    /// The files that stand in the tree.
    mounted: BTreeSet<String>,
    /// Why there is no tree for a file, by its name and where those are kept who asked for it: what one server may
    /// not name may be named by the document.
    refused: BTreeMap<(String, String), Refusal>,
    bytes: usize,
}

impl<'f> Loading<'f> {
    pub(super) fn new(files: Option<&'f dyn Files>, sources: Sources, root: &Value) -> Self {
        let mut anchors = Anchors::default();
        add_anchors(&mut anchors, None, &sources.root().text, root);
        Self {
            files,
            sources,
            anchors,
            mounted: BTreeSet::new(),
            refused: BTreeMap::new(),
            bytes: 0,
        }
    }

    /// What a reference names that stands in the file `base`, none for the document itself.
    pub(super) fn target(&self, base: Option<&str>, reference: &str) -> names_of_files::Target {
        names_of_files::target(&self.sources.root().name, base, reference)
    }

    /// Sees to it that a file stands in the tree to which the file `base` refers.
    ///
    /// # Errors
    ///
    /// When it can not, and why.
    pub(super) fn load(
        &mut self,
        name: &str,
        base: Option<&str>,
        root: &mut Value,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Refusal> {
        if self.mounted.contains(name) {
            return Ok(());
        }
        let asked = (name.to_owned(), self.server(base));
        if let Some(refusal) = self.refused.get(&asked) {
            return Err(refusal.clone());
        }
        let outcome = self.read(name, base).and_then(|bytes| {
            let mut found = Diagnostics::new();
            let value = self.mount(name, &bytes, &mut found);
            for diagnostic in found {
                diagnostics.push(in_file(name, diagnostic));
            }
            let unreadable =
                "leads to a file that can not be used; see what is said about that file";
            let value = value.ok_or_else(|| Refusal::new(Code::UnreadableFile, unreadable))?;
            check_version(name, &value, root, diagnostics);
            if let Value::Object(members) = root {
                let mounts = members.entry(MOUNTS).or_insert_with(|| Map::new().into());
                if let Value::Object(mounts) = mounts {
                    mounts.insert(name.to_owned(), value);
                }
            }
            Ok(())
        });
        match &outcome {
            Ok(()) => {
                self.mounted.insert(asked.0);
            }
            Err(refusal) => {
                self.refused.insert(asked, refusal.clone());
            }
        }
        outcome
    }

    /// The server of a file, none for the document itself; empty for what is on the disk.
    fn server(&self, file: Option<&str>) -> String {
        let document = &self.sources.root().name;
        let shown = file.map_or(document.clone(), |file| {
            names_of_files::shown(document, file)
        });
        match names_of_files::scheme(&shown) {
            Some(_) => names_of_files::origin(&shown).0.to_owned(),
            None => String::new(),
        }
    }

    /// The bytes of a file.
    fn read(&mut self, name: &str, base: Option<&str>) -> Result<Vec<u8>, Refusal> {
        let Some(files) = self.files else {
            return Err(
                Refusal::new(Code::ExternalReference, "leads out of the document")
                    .hint("bundle the documents into one file first"),
            );
        };
        if self.mounted.len() + self.refused.len() >= MAX_FILES || self.bytes > MAX_BYTES {
            let clause = "leads to one file more than a document may be spread over";
            return Err(Refusal::new(Code::TooManyFiles, clause));
        }
        // No path that a person means has any, and what is told to terminals and to cargo is made of lines.
        if name.contains(char::is_control) {
            let clause = "leads to a file whose name has control characters, which is not read";
            return Err(Refusal::new(Code::UnreadableFile, clause));
        }
        let bytes = files
            .read_for(name, base)
            .map_err(|cause| self.refusal(name, cause))?;
        self.bytes += bytes.len();
        Ok(bytes)
    }

    fn refusal(&self, name: &str, cause: ReadError) -> Refusal {
        match cause {
            ReadError::NotFound => {
                let shown = names_of_files::shown(&self.sources.root().name, name);
                Refusal::new(Code::MissingFile, "leads to a file that does not exist")
                    .hint(format!("there is no `{shown}`"))
            }
            ReadError::Outside { hint } => Refusal::new(
                Code::FileOutsideRoot,
                "leads out of the folder that may be read",
            )
            .hint(hint),
            ReadError::Remote { hint } => Refusal::new(
                Code::RemoteReference,
                "leads to the network, which is not asked",
            )
            .hint(hint),
            ReadError::TooLarge => {
                Refusal::new(Code::UnreadableFile, "leads to a file that is too large")
            }
            ReadError::Failed(cause) => Refusal::new(
                Code::UnreadableFile,
                format!("leads to a file that can not be read: {cause}"),
            ),
        }
    }

    /// The tree of a file; none, with a diagnostic about the file, when there is none.
    fn mount(&mut self, name: &str, bytes: &[u8], found: &mut Diagnostics) -> Option<Value> {
        let Some(text) = read::decode(bytes, found) else {
            let text = String::from_utf8_lossy(read::without_mark(bytes));
            self.sources.mount(name, text);
            return None;
        };
        let mut value = if is_prose(name) {
            Some(Value::String(text.to_string()))
        } else {
            read::value(&text, found)
        };
        if let Some(value) = &mut value {
            reserved::references(value, found);
            add_anchors(&mut self.anchors, Some(name), &text, value);
        }
        self.sources.mount(name, text);
        value
    }
}

/// Looks for names of nodes only where the text has any.
fn add_anchors(anchors: &mut Anchors, file: Option<&str>, text: &str, tree: &Value) {
    let keys = ["$anchor", "$dynamicAnchor", "$id", "$self"];
    if keys.iter().any(|key| text.contains(key)) {
        anchors.add(file, tree);
    }
}

/// Whether a file is a text as a whole: what descriptions are kept in.
fn is_prose(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["md", "markdown", "txt", "html"]
        .iter()
        .any(|prose| ending.eq_ignore_ascii_case(prose))
}

/// A finding about a file by itself as one about the tree. What leaves a file without a tree leaves all others as
/// they are.
fn in_file(name: &str, mut diagnostic: Diagnostic) -> Diagnostic {
    let file = mount(name);
    diagnostic.place = match diagnostic.place {
        Place::File => Place::Mounted {
            file,
            position: None,
        },
        Place::Position { line, column } => Place::Mounted {
            file,
            position: Some((line, column)),
        },
        Place::Pointer { pointer, part } => Place::Pointer {
            pointer: file.join(&pointer),
            part,
        },
        mounted @ Place::Mounted { .. } => mounted,
    };
    if diagnostic.code.severity() == Severity::Error {
        diagnostic.code = Code::UnreadableFile;
    }
    diagnostic
}

/// A whole document among the files is read like the one that refers to it, so that it had better be of its version.
fn check_version(name: &str, value: &Value, root: &Value, diagnostics: &mut Diagnostics) {
    let version = |tree: &Value| {
        ["openapi", "swagger"].into_iter().find_map(|keyword| {
            let written = match tree.get(keyword)? {
                Value::String(text) => text.trim().to_owned(),
                other => other.to_string(),
            };
            let parts: Vec<&str> = written.split('.').take(2).collect();
            Some((keyword, parts.join(".")))
        })
    };
    if let (Some((keyword, own)), Some((_, other))) = (version(value), version(root))
        && own != other
    {
        let message =
            format!("the file follows version `{own}`, and what refers to it follows `{other}`");
        diagnostics.push(
            Diagnostic::new(Code::MixedVersions, mount(name).child(keyword), message)
                .label(format!("read as `{other}`")),
        );
    }
}
