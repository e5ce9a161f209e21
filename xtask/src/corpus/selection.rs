//! Which of the documents that were found are taken?
use super::find::{self, Found};
use std::{fs, path::PathBuf};

/// What chooses among documents, for all commands that work through many.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Selection {
    /// Take only the documents that this file names, a path relative to one of the folders on each line.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// Take only the documents whose path contains this.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Take only documents of at most so many bytes.
    #[arg(long, value_name = "BYTES")]
    pub max_bytes: Option<u64>,
}

impl Selection {
    /// Those that are taken, in the order of the list, if there is one.
    ///
    /// # Errors
    ///
    /// When the list can not be read, or names what is not there.
    pub fn of(&self, mut found: Vec<Found>) -> Result<Vec<Found>, String> {
        if let Some(list) = &self.list {
            let text =
                fs::read_to_string(list).map_err(|cause| format!("{}: {cause}", list.display()))?;
            found = find::listed(&found, &text)?;
        }
        if let Some(filter) = &self.filter {
            found.retain(|found| found.name.contains(filter));
        }
        if let Some(limit) = self.max_bytes {
            found.retain(|found| found.size <= limit);
        }
        Ok(found)
    }
}
