//! How far is it? A bar on a terminal, and a line for each document that fails.
use super::record::{Document, Made, Outcome};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{cell::Cell, io::IsTerminal};

/// What is done so far.
pub(super) struct Progress {
    bar: ProgressBar,
    failed: Cell<usize>,
}

impl Progress {
    /// A bar for so many documents; each counts twice if it is compiled too. There is none where nobody would see it.
    pub(super) fn new(documents: usize, is_compiled: bool) -> Self {
        let steps = if is_compiled {
            documents * 2
        } else {
            documents
        };
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(steps as u64), target);
        let style =
            ProgressStyle::with_template("{elapsed_precise} {bar:30} {pos}/{len} {eta} {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(std::time::Duration::from_millis(250));
        Self {
            bar,
            failed: Cell::new(0),
        }
    }

    /// A document was generated, or failed to be.
    pub(super) fn generated(&self, name: &str, made: &Made) {
        if made.outcome != Outcome::Generated {
            self.fail();
        }
        self.bar.inc(1);
        self.show(&format!("generated {name}"));
    }

    /// A crate was compiled.
    pub(super) fn compiled(&self) {
        self.bar.inc(1);
        self.show("compiling");
    }

    /// All that was to be found out about a document is.
    pub(super) fn checked(&self, document: &Document) {
        match &document.check {
            // It never came out of the compiler, so it was not counted there.
            None => self.bar.inc(1),
            Some(check) if !check.compiled => {
                self.bar.inc(1);
                self.fail();
            }
            Some(check) if check.warnings > 0 => self.fail(),
            Some(_) => {}
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn fail(&self) {
        self.failed.set(self.failed.get() + 1);
    }

    fn show(&self, what: &str) {
        let failed = self.failed.get();
        let failed = if failed == 0 {
            String::new()
        } else {
            format!("{failed} failed; ")
        };
        self.bar.set_message(format!("{failed}{what}"));
    }
}
