//! What the last run of the same arguments read, said and wrote, so that a run that would do the same again is over once
//! that is known.
//!
//! An entry holds no text of the output: it is used where the folder has the files already, and all else is generated.
//! Entries may be deleted at any time. One that can not be read is none, and one that can not be written is left out.
use oasmith::source::{Files, ReadError};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The SHA-256 of bytes, in hexadecimal digits.
pub(crate) type Hash = String;

pub(crate) fn hash(bytes: &[u8]) -> Hash {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A run that wrote files, or found them as they should be.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The program, and the arguments apart from those that decide nothing about the output.
    pub(crate) key: String,
    /// The document.
    pub(crate) document: Hash,
    /// The files that it refers to, in the order in which they were asked for.
    pub(crate) reads: Vec<Read>,
    /// What was told on standard error.
    pub(crate) shown: String,
    /// What was told on standard output.
    pub(crate) answered: String,
    /// What the last lines say, apart from what became of the files.
    pub(crate) summary: Summary,
    /// The files of the output.
    pub(crate) files: BTreeMap<String, Hash>,
}

/// What is said of a document in the end.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub(crate) module: String,
    pub(crate) operations: usize,
    pub(crate) types: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
    /// What the crate that takes the output in needs.
    pub(crate) dependencies: Vec<String>,
}

/// A file that a document refers to.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Read {
    name: String,
    referrer: Option<String>,
    hash: Hash,
}

/// Which program this is: another build of the same version may write other files. None where that can not be told.
pub(crate) fn program() -> Option<String> {
    let data = fs::metadata(env::current_exe().ok()?).ok()?;
    let built = data.modified().ok()?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("{version} {} {built:?}", data.len()))
}

/// Files that remembers what was read through it.
pub(crate) struct Recorder<'f> {
    files: &'f dyn Files,
    /// What was read; none once something could not be, which may be another time.
    reads: Mutex<Option<Vec<Read>>>,
}

impl<'f> Recorder<'f> {
    pub(crate) fn new(files: &'f dyn Files) -> Self {
        Self {
            files,
            reads: Mutex::new(Some(Vec::new())),
        }
    }

    pub(crate) fn reads(self) -> Option<Vec<Read>> {
        let reads = self.reads.into_inner();
        reads.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Recorder<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        self.read_for(name, None)
    }

    fn read_for(&self, name: &str, referrer: Option<&str>) -> Result<Vec<u8>, ReadError> {
        let read = self.files.read_for(name, referrer);
        let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        match (&read, reads.as_mut()) {
            (Ok(bytes), Some(reads)) => reads.push(Read {
                name: name.to_owned(),
                referrer: referrer.map(str::to_owned),
                hash: hash(bytes),
            }),
            (Ok(_), None) | (Err(_), _) => *reads = None,
        }
        read
    }
}

/// How many entries there are at most.
const MOST: usize = 256;

/// Where the entry of a run is.
pub(crate) struct Cache {
    /// A file for each place that is generated to from some arguments.
    path: PathBuf,
    key: String,
}

impl Cache {
    /// The cache for arguments, which are told by their text; none where there is no place for one.
    pub(crate) fn of(arguments: &str) -> Option<Self> {
        let here = env::current_dir().ok()?;
        let place = hash(format!("{} {arguments}", here.display()).as_bytes());
        Some(Self {
            path: folder()?.join(format!("{place}.json")),
            key: format!("{} {arguments}", program()?),
        })
    }

    pub(crate) fn key(&self) -> String {
        self.key.clone()
    }

    /// The entry of a run that read the same.
    pub(crate) fn entry(&self, document: &Hash, files: &dyn Files) -> Option<Entry> {
        let text = fs::read(&self.path).ok()?;
        let entry: Entry = serde_json::from_slice(&text).ok()?;
        let is_same = |read: &Read| {
            let now = files.read_for(&read.name, read.referrer.as_deref());
            now.is_ok_and(|bytes| hash(&bytes) == read.hash)
        };
        let fits =
            entry.key == self.key && entry.document == *document && entry.reads.iter().all(is_same);
        fits.then_some(entry)
    }

    /// Keeps an entry. Two runs at the same time replace each other's, as a whole.
    pub(crate) fn keep(&self, entry: &Entry) {
        if self.write(entry).is_ok() {
            self.forget_the_oldest();
        }
    }

    /// Places may be gone, as those of tests are, so that their entries are of no use to anybody.
    fn forget_the_oldest(&self) {
        let entries = self.path.parent().map(fs::read_dir);
        let entries = entries.into_iter().flatten().flatten().flatten();
        let entries = entries.filter_map(|entry| {
            let written = entry.metadata().ok()?.modified().ok()?;
            Some((written, entry.path()))
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_unstable();
        let surplus = entries.len().saturating_sub(MOST);
        let oldest = entries.into_iter().map(|(_, path)| path).take(surplus);
        for path in oldest.filter(|path| *path != self.path) {
            fs::remove_file(path).ok();
        }
    }

    fn write(&self, entry: &Entry) -> io::Result<()> {
        let text = serde_json::to_vec(entry)?;
        fs::create_dir_all(self.path.parent().unwrap_or(Path::new("")))?;
        let temporary = self
            .path
            .with_extension(format!("{}.tmp", std::process::id()));
        let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, &self.path));
        if written.is_err() {
            fs::remove_file(&temporary).ok();
        }
        written
    }
}

/// The folder of the user's caches.
fn folder() -> Option<PathBuf> {
    let path = |name: &str| {
        let value = env::var_os(name).map(PathBuf::from);
        value.filter(|path| path.is_absolute())
    };
    let caches = path("XDG_CACHE_HOME")
        .or_else(|| path("LOCALAPPDATA"))
        .or_else(|| Some(path("HOME")?.join(".cache")))?;
    Some(caches.join("oasmith"))
}
