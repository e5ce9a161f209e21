//! The files beside a document, read from a folder and from nowhere else.
use crate::source::{self, Files, ReadError};
use std::{
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
};

/// How large a file may be, in bytes.
pub const MAX_SIZE: u64 = 50_000_000;

/// The files in and below a folder.
///
/// A document names files that somebody else chose, so that nothing outside the folder is read, whether it is
/// reached by `..`, by a path from the root of the machine, or by a symbolic link.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The document's own folder, which names of files are relative to.
    base: PathBuf,
    /// The folder that may be read.
    root: PathBuf,
    /// What would allow more.
    hint: String,
}

impl Folder {
    /// The files that the document at a path may refer to: those in and below its own folder.
    ///
    /// # Errors
    ///
    /// When there is no such folder.
    pub fn of(document: &Path) -> io::Result<Self> {
        let parent = document.parent().filter(|parent| *parent != Path::new(""));
        let base = parent.unwrap_or(Path::new(".")).canonicalize()?;
        Ok(Self {
            root: base.clone(),
            base,
            hint: "copy the file into the document's folder".to_owned(),
        })
    }

    /// The same with another folder that may be read: one above the document's own, for documents whose parts stand
    /// beside each other.
    ///
    /// # Errors
    ///
    /// When there is no such folder.
    pub fn below(mut self, root: &Path) -> io::Result<Self> {
        self.root = root.canonicalize()?;
        Ok(self)
    }

    /// The same with what reports say that would allow more.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }

    fn outside(&self) -> ReadError {
        ReadError::Outside {
            hint: self.hint.clone(),
        }
    }
}

impl Files for Folder {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let local = local(name);
        let name = local.as_deref().unwrap_or(name);
        if local.is_none() && name.contains("://") {
            return Err(ReadError::Remote {
                hint: "keep a copy beside the document".to_owned(),
            });
        }
        // On Windows, what follows a colon is a part of a file.
        if has_drive(name) || name.contains('\\') || (cfg!(windows) && name.contains(':')) {
            return Err(self.outside());
        }
        // The way itself must not leave the root either: whether something is there is nobody's business.
        let base = if name.starts_with('/') {
            PathBuf::from("/")
        } else {
            self.base.clone()
        };
        let parts = name.split('/').filter(|part| !part.is_empty());
        let path = parts.fold(base, |path, part| path.join(part));
        if !lexical(&path).starts_with(&self.root) {
            return Err(self.outside());
        }
        let found = path.canonicalize().map_err(cause)?;
        if !found.starts_with(&self.root) {
            return Err(self.outside());
        }
        if !found.is_file() {
            return Err(ReadError::NotFound);
        }
        let file = fs::File::open(&found).map_err(cause)?;
        let mut bytes = Vec::new();
        file.take(MAX_SIZE + 1)
            .read_to_end(&mut bytes)
            .map_err(cause)?;
        if bytes.len() as u64 > MAX_SIZE {
            return Err(ReadError::TooLarge);
        }
        Ok(bytes)
    }
}

/// The path that a URL of a file on this machine means (RFC 8089); none for other names.
fn local(name: &str) -> Option<String> {
    let path = source::percent_decoded(name.strip_prefix("file:")?);
    let Some(rest) = path.strip_prefix("//") else {
        return Some(path);
    };
    let host = rest.split('/').next().unwrap_or_default();
    // The file of another machine is a path that Windows alone has.
    match host {
        "" | "localhost" => Some(rest.get(host.len()..).unwrap_or_default().to_owned()),
        _ => Some(rest.replace('/', "\\")),
    }
}

/// Whether a name begins with the drive of a Windows machine, `C:/pets.yaml`.
fn has_drive(name: &str) -> bool {
    match name.trim_start_matches('/').as_bytes() {
        [letter, b':', b'/', ..] | [letter, b':'] => letter.is_ascii_alphabetic(),
        _ => false,
    }
}

/// A path without `..`, as far as its text tells.
fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`map_err` hands the cause over"
)]
fn cause(cause: io::Error) -> ReadError {
    match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::NotFound,
        _ => ReadError::Failed(cause.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of one test, gone when the test is over.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("oasmith-folder-{name}-{}", std::process::id()));
            fs::remove_dir_all(&path).ok();
            fs::create_dir_all(path.join("api/models")).expect("a folder");
            for file in ["api/root.yaml", "api/models/pet.yaml", "common.yaml"] {
                fs::write(path.join(file), file).expect("a file");
            }
            Self(path)
        }

        fn folder(&self) -> Folder {
            Folder::of(&self.0.join("api/root.yaml"))
                .expect("a folder")
                .hint("more")
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    fn outside() -> Result<Vec<u8>, ReadError> {
        Err(ReadError::Outside {
            hint: "more".to_owned(),
        })
    }

    #[test]
    fn files_below_the_root_are_read() {
        let scratch = Scratch::new("inside");
        let folder = scratch.folder();
        assert_eq!(
            folder.read("models/pet.yaml"),
            Ok(b"api/models/pet.yaml".to_vec())
        );
        assert_eq!(folder.read("models/none.yaml"), Err(ReadError::NotFound));
        assert_eq!(folder.read("root.yaml/none.yaml"), Err(ReadError::NotFound));
        assert_eq!(folder.read("models"), Err(ReadError::NotFound));
        let wider = folder.below(&scratch.0).expect("a folder");
        assert_eq!(wider.read("../common.yaml"), Ok(b"common.yaml".to_vec()));
        assert_eq!(wider.read("../../common.yaml"), outside());
    }

    #[test]
    fn nothing_else_is_read() {
        let scratch = Scratch::new("outside");
        let folder = scratch.folder();
        let absolute = scratch.0.join("common.yaml").display().to_string();
        let url = format!("file://{absolute}");
        for name in [
            "../common.yaml",
            "../none.yaml",
            "models/../../common.yaml",
            "/etc/passwd",
            &absolute,
            &url,
            "file:///etc/passwd",
            "file:../common.yaml",
            "file:models/%2e%2e/../common.yaml",
            "file://server/share/a.yaml",
            "file:///C:/a.yaml",
            "C:/a.yaml",
            "\\\\server\\share",
        ] {
            assert_eq!(folder.read(name), outside(), "{name}");
        }
        let url = folder.read("https://example.com/a.yaml");
        assert!(matches!(url, Err(ReadError::Remote { .. })), "{url:?}");
    }

    #[cfg(unix)]
    #[test]
    fn every_way_to_write_a_file_below_the_root() {
        let scratch = Scratch::new("ways");
        fs::write(scratch.0.join("api/models/a:b c.yaml"), "ab").expect("a file");
        let folder = scratch.folder();
        let base = folder.base.display().to_string();
        let text = Ok(b"api/models/pet.yaml".to_vec());
        for name in [
            format!("{base}/models/pet.yaml"),
            format!("file://{base}/models/pet.yaml"),
            format!("file://localhost{base}/models/pet.yaml"),
            format!("file:{base}/models/pet.yaml"),
            "file:models/pet.yaml".to_owned(),
        ] {
            assert_eq!(folder.read(&name), text, "{name}");
        }
        assert_eq!(folder.read("models/a:b c.yaml"), Ok(b"ab".to_vec()));
        let url = format!("file://{base}/models/a:b%20c.yaml");
        assert_eq!(folder.read(&url), Ok(b"ab".to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let scratch = Scratch::new("link");
        let link = |to: &str, name: &str| {
            std::os::unix::fs::symlink(scratch.0.join(to), scratch.0.join(name)).expect("a link");
        };
        link("common.yaml", "api/out.yaml");
        link("", "api/up");
        link("api/models/pet.yaml", "api/in.yaml");
        let folder = scratch.folder();
        assert_eq!(folder.read("out.yaml"), outside());
        assert_eq!(folder.read("up/common.yaml"), outside());
        assert_eq!(folder.read("in.yaml"), Ok(b"api/models/pet.yaml".to_vec()));
    }
}
