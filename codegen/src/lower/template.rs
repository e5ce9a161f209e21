//! Path templates: what stands between their braces, and what makes two of them the same.
use super::Lowerer;
use crate::diag::{Code, Diagnostic, Place, Pointer};
use indexmap::{IndexMap, IndexSet};

/// The longest template that is taken, in bytes. RFC 9110, section 4.1, asks servers for no more than 8,000 in a URL.
const LONGEST: usize = 8_000;

/// The templates that were seen, in forms in which those that lead to one place are equal.
#[derive(Debug, Default)]
pub(super) struct Templates {
    /// Without the names of parameters and without a fragment.
    shapes: IndexMap<String, String>,
    /// Without the last slash, too.
    without_slash: IndexMap<String, String>,
}

impl Lowerer<'_> {
    /// A path that no server takes is left out: each finding about it, and each of its types, would name all of it.
    pub(super) fn is_too_long(&mut self, path: &str, at: &Pointer) -> bool {
        let is_too_long = path.len() > LONGEST;
        if is_too_long {
            let start: String = path.chars().take(40).collect();
            let message = format!("the path `{start}…` has {} bytes", path.len());
            self.report(
                Diagnostic::new(Code::LongPath, Place::key(at.clone()), message)
                    .label("its operations are left out"),
            );
        }
        is_too_long
    }

    /// Reports what is unusual about the template of a path. Nothing is left out for it.
    pub(super) fn check_template(&mut self, path: &str, at: &Pointer, known: &mut Templates) {
        let place = || Place::key(at.clone());
        if let Some(what) = malformed(path) {
            let message = format!("{what} in the path `{path}`");
            self.report(
                Diagnostic::new(Code::MalformedTemplate, place(), message)
                    .label("it is sent as it stands here")
                    .hint("a parameter is written as its name between braces"),
            );
        }
        let mut seen = IndexSet::new();
        if let Some(name) = all_names(path).into_iter().find(|name| !seen.insert(*name)) {
            let message = format!("`{{{name}}}` stands twice in the path");
            self.report(
                Diagnostic::new(Code::RepeatedPlaceholder, place(), message)
                    .label("one argument is sent in both places"),
            );
        }
        let (before, fragment) = path.split_once('#').unwrap_or((path, ""));
        if !fragment.is_empty() {
            let message = format!("the path `{path}` has a fragment");
            self.report(
                Diagnostic::new(Code::FragmentInPath, place(), message).label("it is not sent"),
            );
        }
        if before.contains('?') {
            let message = format!("the path `{path}` has a query of its own");
            self.report(
                Diagnostic::new(Code::QueryInPath, place(), message)
                    .label("it is sent before the parameters"),
            );
        }
        self.check_twins(path, before, at, known);
    }

    fn check_twins(&mut self, path: &str, sent: &str, at: &Pointer, known: &mut Templates) {
        let shape = shape(sent);
        let bare = shape.trim_end_matches('/').to_owned();
        if let Some(other) = known.shapes.get(&shape) {
            let message =
                format!("the paths `{other}` and `{path}` are the same but for their names");
            self.report(
                Diagnostic::new(Code::AmbiguousPaths, Place::key(at.clone()), message)
                    .label("both are there, and the server can not tell them apart"),
            );
        } else if let Some(other) = known.without_slash.get(&bare) {
            let message =
                format!("the paths `{other}` and `{path}` differ in a slash at the end alone");
            self.report(
                Diagnostic::new(Code::TwinPaths, Place::key(at.clone()), message)
                    .label("both are there, each sent as it is written"),
            );
        }
        known.shapes.entry(shape).or_insert_with(|| path.to_owned());
        let others = &mut known.without_slash;
        others.entry(bare).or_insert_with(|| path.to_owned());
    }
}

/// The names between braces, each once, in the order of the template.
pub(super) fn names(template: &str) -> IndexSet<&str> {
    all_names(template).into_iter().collect()
}

fn all_names(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !name.is_empty() {
            names.push(name);
        }
        rest = after;
    }
    names
}

/// What is wrong with the braces of a template.
fn malformed(template: &str) -> Option<&'static str> {
    let mut open = false;
    for char in template.chars() {
        match (char, open) {
            ('{', true) => return Some("there are braces within braces"),
            ('}', false) => return Some("a brace is closed that was not opened"),
            ('{', false) => open = true,
            ('}', true) => open = false,
            _ => {}
        }
    }
    if open {
        Some("a brace is not closed")
    } else if template.contains("{}") {
        Some("a placeholder has no name")
    } else {
        None
    }
}

/// The template without the names of its parameters.
fn shape(template: &str) -> String {
    let mut shape = String::with_capacity(template.len());
    let mut inside = false;
    for char in template.chars() {
        inside = match char {
            '{' => true,
            '}' => false,
            _ => inside,
        };
        if !inside || char == '{' {
            shape.push(char);
        }
    }
    shape
}
