//! Tests of files: how modules are printed, what is written to disk, and that no document leaves its place.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

mod hostile;
mod print;
mod write;
