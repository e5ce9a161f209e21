//! The catalogue of diagnostic codes: one table, a row for each, that says everything about it.
//!
//! The rows stand in a file for each phase, below. To add a code: a row, among those of the phase that finds it.
//! `docs/diagnostics.md` is written from this table.

mod lowering;
mod reading;

use self::{lowering::lowering, reading::reading};
use super::entry::{Entry, Severity, error, note, warning};

macro_rules! catalogue {
    ($($code:ident => $entry:expr,)*) => {
        /// The kind of a finding. [`Code::entry`] says what each means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the entries are the documentation")]
        pub enum Code {
            $($code,)*
        }

        impl Code {
            /// Every code, in the order of the phases that find them.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// All that the catalogue says about the code.
            #[must_use]
            pub const fn entry(self) -> Entry {
                match self {
                    $(Self::$code => $entry,)*
                }
            }
        }
    };
}

macro_rules! reading_then_lowering {
    ($($rows:tt)*) => {
        lowering! { catalogue $($rows)* }
    };
}

reading! { reading_then_lowering }

impl Code {
    /// The name that people read, type and configure.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The code called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
