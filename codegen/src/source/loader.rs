//! How the files that a document refers to are read. The library itself reads none: whoever has them gives a
//! [`Files`].

/// Gives the files that a document refers to.
pub trait Files: Sync {
    /// Reads one file. Each is asked for once, and one that is not given once more for each server that names it.
    ///
    /// `name` is the file's path relative to the folder of the document, with `/` between its parts and with no `.`
    /// or `..` in it but at its beginning: `models/pet.yaml`, `../common.yaml`. A reference to a place of a machine
    /// is a path from its root, `/pets.yaml`; a reference to a URL is that URL.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it may not be read. That is reported where the file is referred to.
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError>;

    /// Reads one file to which another one refers, whose name is `referrer`, none for the document itself.
    ///
    /// What a document from the network names is named by strangers. Whoever asks the network has to look at it: a
    /// server could send its reader to places that only the reader's machine can reach.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    fn read_for(&self, name: &str, referrer: Option<&str>) -> Result<Vec<u8>, ReadError> {
        let _ = referrer;
        self.read(name)
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file.
    NotFound,
    /// The file is none of those that may be read.
    Outside {
        /// How to allow it.
        hint: String,
    },
    /// The file is not on this machine, and nothing else may be read.
    Remote {
        /// How to allow it.
        hint: String,
    },
    /// The file is larger than allowed.
    TooLarge,
    /// The file can not be read, for a reason that the system or the server gives.
    Failed(String),
}
