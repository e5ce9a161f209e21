//! A crate with a generated client among its own sources, as `oasmith generate --module` writes it.

#[rustfmt::skip] // The generator has formatted it.
pub mod personio;
