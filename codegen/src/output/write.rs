//! Files on disk: only what changed is written, what is no longer made is removed, and what somebody
//! else wrote is left alone.
use super::{Files, MARKER};
use std::{
    collections::BTreeSet,
    fs, io,
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
/// When a file or folder can not be read.
pub fn plan(folder: &Path, files: &Files, owned: &[String]) -> io::Result<Plan> {
    let mut plan = Plan::default();
    for (path, text) in files.iter() {
        let change = match read(&folder.join(path))? {
            None => Change::Added,
            Some(known) if known == text => Change::Unchanged,
            Some(known) if is_generated(&known) => Change::Changed(known),
            Some(_) => Change::Foreign,
        };
        plan.changes.push((path.to_owned(), change));
    }
    let mut present = BTreeSet::new();
    for path in owned {
        list(folder, path.trim_end_matches('/'), &mut present)?;
    }
    for path in present {
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
                if let Some(parent) = target.parent() {
                    fs::create_dir_all(parent).map_err(at(parent))?;
                }
                let text = files.get(path).unwrap_or_default();
                fs::write(&target, text).map_err(at(&target))?;
            }
            Change::Removed(_) => {
                fs::remove_file(&target).map_err(at(&target))?;
                remove_empty(folder, target.parent());
            }
        }
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

/// All files at and beneath a path, with `/` between their parts on every platform.
fn list(root: &Path, path: &str, present: &mut BTreeSet<String>) -> io::Result<()> {
    let mut work = vec![path.to_owned()];
    while let Some(path) = work.pop() {
        let place: PathBuf = root.join(&path);
        if place.is_file() {
            present.insert(path);
            continue;
        }
        if !place.is_dir() {
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
