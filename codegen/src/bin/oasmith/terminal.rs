//! What people read: reports and messages on standard error, answers on standard output.
use oasmith::diag::{Style, printable};
use std::io::{self, Write};

/// Whether reports carry colours.
pub(crate) fn style() -> Style {
    Style::suiting(&io::stderr(), std::env::var_os("NO_COLOR").as_deref())
}

/// A line for the person who runs the command. It may hold names that a document or its server chose.
pub(crate) fn say(line: &str) {
    show(&format!("{}\n", printable(line)));
}

/// A report, which is printable. Nobody is left to tell that nobody listens.
pub(crate) fn show(text: &str) {
    io::stderr().lock().write_all(text.as_bytes()).ok();
}

/// What was asked for. A reader who has seen enough (`oasmith explain | head`) is no error.
pub(crate) fn answer(text: &str) {
    io::stdout().lock().write_all(text.as_bytes()).ok();
}
