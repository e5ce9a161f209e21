//! Tests of the runtime, included as the generator's output includes it: as a module called `runtime`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "a test is no library, so nothing in it is public"
)]
#[path = "../../src/lib.rs"]
mod runtime;

mod answers;
#[cfg(all(feature = "blocking", feature = "reqwest"))]
mod blocking;
mod bodies;
#[allow(
    unreachable_pub,
    reason = "what the tables write is for libraries, where it is public"
)]
mod choices;
mod client;
mod forms;
mod headers;
#[cfg(all(feature = "memory", feature = "tower", feature = "tracing"))]
mod layers;
mod layout;
#[allow(
    unreachable_pub,
    reason = "what the tables write is for libraries, where it is public"
)]
mod models;
mod options;
#[cfg(feature = "memory")]
mod pages;
mod paths;
mod requests;
mod retries;
#[allow(
    unreachable_pub,
    reason = "what the tables write is for libraries, where it is public"
)]
mod scalars;
#[cfg(feature = "reqwest")]
mod sockets;
mod streams;
mod styles;
mod tokens;
mod tuples;
#[allow(
    unreachable_pub,
    reason = "what the tables write is for libraries, where it is public"
)]
mod validate;
