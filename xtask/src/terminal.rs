//! What people read: every command speaks on standard error.
use oasmith::diag::Style;
use std::io::IsTerminal;

/// Whether reports carry colours: on a terminal alone.
#[must_use]
pub fn style() -> Style {
    if std::io::stderr().is_terminal() {
        Style::Color
    } else {
        Style::Plain
    }
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
