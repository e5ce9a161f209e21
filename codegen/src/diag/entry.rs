//! What the catalogue says about one code, and how bad it is.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written for this document.
    Error,
    /// The document was mended, or a fallback is used; output is written.
    Warning,
    /// Worth knowing; nothing was mended.
    Note,
}

impl Severity {
    /// The word that a report begins with.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What the catalogue says about a code. Texts are Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The name that people read, type and configure, in kebab-case.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line: a clause without a full stop.
    pub what: &'static str,
    /// Why it matters, or how documents come to be so: sentences.
    pub why: &'static str,
    /// What is done about it: sentences.
    pub done: &'static str,
    /// How to mend the document, or what to ask of its author: sentences.
    pub fix: &'static str,
}

impl Entry {
    const fn new(name: &'static str, severity: Severity) -> Self {
        Self {
            name,
            severity,
            what: "",
            why: "",
            done: "",
            fix: "",
        }
    }

    pub(super) const fn what(mut self, text: &'static str) -> Self {
        self.what = text;
        self
    }

    pub(super) const fn why(mut self, text: &'static str) -> Self {
        self.why = text;
        self
    }

    pub(super) const fn done(mut self, text: &'static str) -> Self {
        self.done = text;
        self
    }

    pub(super) const fn fix(mut self, text: &'static str) -> Self {
        self.fix = text;
        self
    }
}

pub(super) const fn error(name: &'static str) -> Entry {
    Entry::new(name, Severity::Error)
}

pub(super) const fn warning(name: &'static str) -> Entry {
    Entry::new(name, Severity::Warning)
}

pub(super) const fn note(name: &'static str) -> Entry {
    Entry::new(name, Severity::Note)
}
