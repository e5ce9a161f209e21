//! Why is nothing generated, apart from what is wrong with documents?
use crate::output::Defect;
use std::fmt;

/// Why nothing is generated, apart from what is wrong with documents.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GenerateError {
    /// The module of an API can not be called so ([`crate::names::is_module_name`]).
    ModuleName(String),
    /// Two APIs would be the same module.
    SameModule(String),
    /// The generated code is not valid Rust.
    Defect(Defect),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ModuleName(name) => write!(
                f,
                "{name:?} can not be the name of a module: it takes lower-case letters, digits and `_`, begins with \
                 a letter, and is neither a keyword nor a name that the output keeps for itself"
            ),
            Self::SameModule(name) => write!(f, "two documents would be the module `{name}`"),
            Self::Defect(defect) => defect.fmt(f),
        }
    }
}

impl std::error::Error for GenerateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ModuleName(_) | Self::SameModule(_) => None,
            Self::Defect(defect) => Some(defect),
        }
    }
}

impl From<Defect> for GenerateError {
    fn from(defect: Defect) -> Self {
        Self::Defect(defect)
    }
}
