//! What do all commands need that write crates of their own and hand them to cargo?
use std::{fs, path::Path, process::Command};

/// The cargo that runs this program, or the one that is installed.
#[must_use]
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A manifest of a package that is a workspace of its own, whatever workspace its folder stands in.
#[must_use]
pub fn alone(manifest: &str) -> String {
    format!("{manifest}\n[workspace]\n")
}

/// Writes a file, and the folders that it stands in.
///
/// # Errors
///
/// When they can not be written; the message names the file.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let failed = |cause| format!("{}: {cause}", path.display());
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .map_err(failed)?;
    fs::write(path, text).map_err(failed)
}
