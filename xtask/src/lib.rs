//! What the commands and the tests of this repository share: which inputs there are, what is made of
//! them, and how two texts are compared for a person.
pub mod bench;
pub mod blessed;
pub mod browser;
pub mod catalogue;
pub mod config;
pub mod conformance;
pub mod corpus;
pub mod diff;
mod golden_options;
mod process;
pub mod scratch;
pub mod terminal;
