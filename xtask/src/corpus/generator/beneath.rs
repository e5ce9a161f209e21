//! Which files may a document be spread over? Those below the folder that was given.
use crate::corpus::protocol::Job;
use oasmith::source::{Files, ReadError};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The files below a folder.
pub(super) struct Beneath {
    /// The folder of the document, which names are relative to.
    document: PathBuf,
    /// The folder that nothing may be read outside of.
    root: Option<PathBuf>,
}

impl Beneath {
    pub(super) fn new(job: &Job) -> Self {
        Self {
            document: job.path.parent().unwrap_or(Path::new(".")).to_owned(),
            root: fs::canonicalize(&job.folder).ok(),
        }
    }
}

impl Files for Beneath {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        if name.contains("://") {
            return Err(ReadError::Remote {
                hint: "a run over many documents reads nothing from elsewhere".to_owned(),
            });
        }
        // Links are followed before the place is judged.
        let path = fs::canonicalize(self.document.join(name)).map_err(refusal)?;
        if !self
            .root
            .as_ref()
            .is_some_and(|root| path.starts_with(root))
        {
            return Err(ReadError::Outside {
                hint: "give a folder that holds it as well".to_owned(),
            });
        }
        fs::read(path).map_err(refusal)
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`map_err` hands the cause over"
)]
fn refusal(cause: io::Error) -> ReadError {
    if cause.kind() == io::ErrorKind::NotFound {
        ReadError::NotFound
    } else {
        ReadError::Failed(cause.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config, corpus::protocol::Task};

    #[test]
    fn nothing_outside_of_the_folder_is_read() {
        let specs = config::root().join("specs");
        let job = Job {
            id: 0,
            name: "personio.json".to_owned(),
            path: specs.join("personio.json"),
            folder: specs,
            task: Task::Generate,
        };
        let files = Beneath::new(&job);
        assert!(files.read("README.md").is_ok());
        assert_eq!(files.read("none.yaml"), Err(ReadError::NotFound));
        assert!(matches!(
            files.read("../Cargo.toml"),
            Err(ReadError::Outside { .. })
        ));
        assert!(matches!(files.read("/"), Err(ReadError::Outside { .. })));
        assert!(matches!(
            files.read("https://example.com/a.yaml"),
            Err(ReadError::Remote { .. })
        ));
    }
}
