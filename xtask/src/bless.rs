//! `cargo xtask bless`: makes what tests compare with anew. What it changes has to be read before it is
//! committed: it is the review of the change.
use std::process::ExitCode;
use xtask::{
    blessed::{self, Difference},
    catalogue,
    terminal::say,
};

pub(crate) fn run() -> ExitCode {
    match bless() {
        Ok(changes) => {
            for change in &changes {
                say(&format!("{change}"));
            }
            say(&format!("{} files changed", changes.len()));
            ExitCode::SUCCESS
        }
        Err(message) => {
            say(&format!("error: {message}"));
            ExitCode::FAILURE
        }
    }
}

fn bless() -> Result<Vec<Difference>, String> {
    let mut changes = blessed::golden()?.differences()?;
    changes.extend(blessed::rejections()?.differences()?);
    changes.extend(blessed::vendored()?.differences()?);
    changes.extend(catalogue::catalogue()?.differences()?);
    blessed::bless(&changes)?;
    Ok(changes)
}
