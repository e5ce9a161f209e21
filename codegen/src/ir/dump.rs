//! A dump.
