//! Files on disk: only what changed is written, what is no longer made is removed, and what somebody
//! else wrote is left alone.
//!
//! A file appears whole or not at all, and nothing is read, written or removed through a link inside the folder: what
//! it leads to is somebody else's.
use super::{Files, MARKER};
use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// What has to happen to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is as it should be.
    Unchanged,
    /// It does not exist yet.
    Added,
    /// Its text, given here as it is now, is another one.
    Changed(String),
    /// It was generated and is no longer; its text is given.
    Removed(String),
    /// It stands where a generated file should be, but was not generated.
    Foreign,
}

/// What has to happen to a folder.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The files by path, relative to the folder.
    pub changes: Vec<(String, Change)>,
}

impl Plan {
    /// How many files a change of this kind is planned for.
    #[must_use]
    pub fn count(&self, of: impl Fn(&Change) -> bool) -> usize {
        self.changes.iter().filter(|(_, change)| of(change)).count()
    }

    /// Whether the folder is as it should be.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.changes
            .iter()
            .all(|(_, change)| *change == Change::Unchanged)
    }
}

/// Compares a folder with the files that should be in it. `owned` are the paths of files and of
/// folders in which stale files are looked for; a folder's path ends in `/`.
///
/// # Errors
///
/// When a file or folder can not be read, or a link stands where a file or folder has to be.
pub fn plan(folder: &Path, files: &Files, owned: &[String]) -> io::Result<Plan> {
    let mut plan = Plan::default();
    let mut checked = BTreeSet::new();
    for (path, text) in files.iter() {
        no_link(folder, path, &mut checked)?;
        let change = match read(&folder.join(path))? {
            None => Change::Added,
            Some(known) if known == text => Change::Unchanged,
            // An empty file is what writing leaves that was interrupted elsewhere; nothing in it can be lost.
            Some(known) if known.is_empty() || is_generated(&known) => Change::Changed(known),
            Some(_) => Change::Foreign,
        };
        plan.changes.push((path.to_owned(), change));
    }
    for path in present(folder, owned)? {
        if is_temporary(&path) {
            continue;
        }
        if files.get(&path).is_none()
            && let Some(text) = read(&folder.join(&path))?
            && is_generated(&text)
        {
            plan.changes.push((path, Change::Removed(text)));
        }
    }
    plan.changes.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(plan)
}

/// Whether a folder has these files, each with the text that `is_right` expects at its path, and no stale ones: then a
/// plan would change nothing.
///
/// # Errors
///
/// As [`plan`].
pub fn is_fresh<'p>(
    folder: &Path,
    paths: impl IntoIterator<Item = &'p str>,
    owned: &[String],
    is_right: impl Fn(&str, &str) -> bool,
) -> io::Result<bool> {
    let mut checked = BTreeSet::new();
    let mut expected = BTreeSet::new();
    for path in paths {
        no_link(folder, path, &mut checked)?;
        if !read(&folder.join(path))?.is_some_and(|text| is_right(path, &text)) {
            return Ok(false);
        }
        expected.insert(path);
    }
    for path in present(folder, owned)? {
        if expected.contains(path.as_str()) {
            continue;
        }
        let text = read(&folder.join(&path))?;
        if is_temporary(&path) || text.is_some_and(|text| is_generated(&text)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Carries a plan out. Files of others are left alone.
///
/// # Errors
///
/// When a file can not be written or removed.
pub fn apply(folder: &Path, files: &Files, plan: &Plan) -> io::Result<()> {
    for (path, change) in &plan.changes {
        let target = folder.join(path);
        match change {
            Change::Unchanged | Change::Foreign => {}
            Change::Added | Change::Changed(_) => {
                let text = files.get(path).unwrap_or_default();
                replace(&target, text).map_err(at(&target))?;
            }
            Change::Removed(_) => {
                fs::remove_file(&target).map_err(at(&target))?;
                remove_empty(folder, target.parent());
            }
        }
    }
    remove_temporaries(folder, plan)
}

/// What the names of temporary files begin with. They stand beside the file that they become, where a rename is one step.
const TEMPORARY: &str = ".oasmith-";

/// What they end in.
const TEMPORARY_END: &str = ".tmp";

/// Whether a path is one that [`replace`] makes: `.oasmith-PROCESS.tmp`.
fn is_temporary(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_prefix(TEMPORARY)
        .and_then(|rest| rest.strip_suffix(TEMPORARY_END))
        .is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Gives a file its text in one step, so that a run that is interrupted leaves the old file or the new one.
fn replace(target: &Path, text: &str) -> io::Result<()> {
    let parent = target.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent)?;
    let temporary = parent.join(format!("{TEMPORARY}{}{TEMPORARY_END}", std::process::id()));
    let written = write_new(&temporary, text).and_then(|()| fs::rename(&temporary, target));
    if written.is_err() {
        fs::remove_file(&temporary).ok();
    }
    written
}

/// Writes a file that does not exist. One that does is the rest of a run of the same number that was killed, or a link
/// that somebody put there, which is not followed.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    fs::remove_file(path).ok();
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?;
    file.write_all(text.as_bytes())
}

/// Removes what runs that were killed left in the folders of the plan. All that this run made have their names by now;
/// one of a run at the same time is missed by that run, which says so.
fn remove_temporaries(folder: &Path, plan: &Plan) -> io::Result<()> {
    let parents = plan.changes.iter().filter_map(|(path, change)| {
        let parent = Path::new(path).parent()?;
        (*change != Change::Foreign).then(|| folder.join(parent))
    });
    for parent in parents.collect::<BTreeSet<PathBuf>>() {
        // A folder that became empty is gone.
        let Ok(entries) = fs::read_dir(&parent) else {
            continue;
        };
        for entry in entries {
            let entry = entry.map_err(at(&parent))?;
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file && entry.file_name().to_str().is_some_and(is_temporary) {
                fs::remove_file(entry.path()).map_err(at(&entry.path()))?;
                remove_empty(folder, Some(&parent));
            }
        }
    }
    Ok(())
}

/// Fails where the file or a folder on the way to it is a link. `checked` are the places that are known to be none.
fn no_link(root: &Path, path: &str, checked: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    let mut place = root.to_owned();
    for part in path.split('/') {
        place.push(part);
        if checked.contains(&place) {
            continue;
        }
        match fs::symlink_metadata(&place) {
            Ok(data) if data.is_symlink() => {
                let why = "a link, which nothing is written through; remove it or write elsewhere";
                return Err(at(&place)(io::Error::other(why)));
            }
            Ok(_) => checked.insert(place.clone()),
            // Nothing is there, so that nothing is below it. Other errors are told by who reads the file.
            Err(_) => return Ok(()),
        };
    }
    Ok(())
}

/// Folders that became empty go too; one that is not empty stays, which is no error.
fn remove_empty(root: &Path, mut folder: Option<&Path>) {
    while let Some(path) = folder.filter(|path| *path != root && path.starts_with(root)) {
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}

/// The text of a file; none when there is no such file. A file that is no text was not generated.
fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(at(path)(cause)),
    }
}

/// The same error with the path, which the operating system does not name.
fn at(path: &Path) -> impl FnOnce(io::Error) -> io::Error {
    move |cause| io::Error::new(cause.kind(), format!("{}: {cause}", path.display()))
}

fn is_generated(text: &str) -> bool {
    text.lines()
        .next()
        .is_some_and(|line| line.contains(MARKER))
}

/// The files at and beneath the paths that an output owns.
fn present(root: &Path, owned: &[String]) -> io::Result<BTreeSet<String>> {
    let mut present = BTreeSet::new();
    for path in owned {
        list(root, path.trim_end_matches('/'), &mut present)?;
    }
    Ok(present)
}

/// All files at and beneath a path, with `/` between their parts on every platform; without links, and without what
/// they lead to.
fn list(root: &Path, path: &str, present: &mut BTreeSet<String>) -> io::Result<()> {
    let mut work = vec![path.to_owned()];
    while let Some(path) = work.pop() {
        let place: PathBuf = root.join(&path);
        let Some(kind) = kind(&place)? else {
            continue;
        };
        if kind.is_file() {
            present.insert(path);
            continue;
        }
        if !kind.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&place).map_err(at(&place))? {
            let name = entry.map_err(at(&place))?.file_name();
            // A name that is no text was not made here.
            if let Some(name) = name.to_str() {
                work.push(if path.is_empty() {
                    name.to_owned()
                } else {
                    format!("{path}/{name}")
                });
            }
        }
    }
    Ok(())
}

/// What stands at a path, where a link is a link; none when nothing does.
fn kind(path: &Path) -> io::Result<Option<fs::FileType>> {
    match fs::symlink_metadata(path) {
        Ok(data) => Ok(Some(data.file_type())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(at(path)(cause)),
    }
}
