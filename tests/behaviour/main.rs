//! The generated clients against servers on loopback: what they send, and what they make of every answer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

mod documents;
mod operations;
mod server;
mod sockets;

mod bigchange;
mod bloxs;
mod equals_money;
mod personio;

mod calls;
mod credential_kinds;
mod credentials;
mod errors;
mod faults;
mod headers;
mod media_types;
mod misbehaving;
mod paging;
mod paths;
mod redirects;
mod streams;
mod three_states;
mod webhooks;
