//! Regular expressions that texts are searched for, for models that are validated.

use super::Checker;
use regex::Regex;
use std::sync::OnceLock;

/// A regular expression of a document, which is compiled when it is first used.
#[derive(Debug)]
pub struct Pattern {
    /// As the document has it.
    text: &'static str,
    /// In the words of Rust.
    rust: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// One that is not compiled yet.
    #[must_use]
    pub const fn new(text: &'static str, rust: &'static str) -> Self {
        Self {
            text,
            rust,
            compiled: OnceLock::new(),
        }
    }

    /// Whether something in a text matches. The generator compiled the pattern too; were this `regex` to refuse it, any
    /// text would match.
    fn is_match(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.rust).ok());
        compiled.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

impl Checker<'_> {
    /// The text matches a pattern, which need not be the whole of it.
    pub fn pattern(&mut self, value: impl AsRef<str>, pattern: &Pattern) {
        if !pattern.is_match(value.as_ref()) {
            self.add(format_args!("not like the pattern `{}`", pattern.text));
        }
    }
}
