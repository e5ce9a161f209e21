//! What people read: every command speaks on standard error.
use oasmith::diag::Style;
use std::io;

/// Whether reports carry colours.
#[must_use]
pub fn style() -> Style {
    Style::suiting(&io::stderr(), std::env::var_os("NO_COLOR").as_deref())
}

/// A line for the person who runs the command.
#[expect(clippy::print_stderr, reason = "a command speaks to a person")]
pub fn say(line: &str) {
    eprintln!("{line}");
}

/// Text for the person who runs the command.
#[expect(clippy::print_stderr, reason = "a command speaks to a person")]
pub fn show(text: &str) {
    eprint!("{text}");
}
