//! Files on disk, in folders that are made for one test and removed after it.
use crate::output::{
    Files, MARKER,
    write::{Change, Plan, apply, plan},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("oasmith-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn generated(text: &str) -> String {
    format!("// {MARKER}\n{text}\n")
}

fn files(of: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in of {
        files.insert(*path, generated(text));
    }
    files
}

fn planned(folder: &Path, files: &Files) -> Plan {
    plan(folder, files, &["src/".to_owned(), "Cargo.toml".to_owned()]).expect("a plan")
}

/// Plans, carries out, and plans again: the second plan has nothing but foreign files to tell.
fn bring(folder: &Folder, files: &Files) -> Vec<(String, Change)> {
    let before = planned(&folder.0, files);
    apply(&folder.0, files, &before).expect("written");
    let after = planned(&folder.0, files);
    let left = after
        .changes
        .iter()
        .filter(|(_, change)| *change != Change::Unchanged);
    assert!(
        left.clone().all(|(_, change)| *change == Change::Foreign),
        "{after:?}"
    );
    before.changes
}

#[test]
fn added_unchanged_changed_removed() {
    let folder = Folder::new("changes");
    let first = files(&[
        ("src/a.rs", "a"),
        ("src/b/mod.rs", "b"),
        ("src/b/c.rs", "c"),
    ]);
    let changes = bring(&folder, &first);
    assert!(changes.iter().all(|(_, change)| *change == Change::Added));
    assert_eq!(folder.text("src/b/c.rs"), Some(generated("c")));

    let second = files(&[("src/a.rs", "a"), ("src/b/mod.rs", "B"), ("src/d.rs", "d")]);
    let changes = bring(&folder, &second);
    assert_eq!(
        changes,
        [
            ("src/a.rs".to_owned(), Change::Unchanged),
            ("src/b/c.rs".to_owned(), Change::Removed(generated("c"))),
            ("src/b/mod.rs".to_owned(), Change::Changed(generated("b"))),
            ("src/d.rs".to_owned(), Change::Added),
        ]
    );
    assert_eq!(folder.text("src/b/mod.rs"), Some(generated("B")));
    assert_eq!(folder.text("src/b/c.rs"), None);
    assert!(planned(&folder.0, &second).is_fresh());
}

#[test]
fn unchanged_files_are_not_written() {
    let folder = Folder::new("unchanged");
    let same = files(&[("src/a.rs", "a")]);
    bring(&folder, &same);
    let path = folder.0.join("src/a.rs");
    let mut permissions = fs::metadata(&path).expect("the file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("read-only");
    let modified = || fs::metadata(&path).and_then(|data| data.modified()).ok();
    let before = modified();
    bring(&folder, &same);
    assert_eq!(modified(), before);
}

#[test]
fn files_of_others_are_kept() {
    let folder = Folder::new("foreign");
    folder.put("src/mine.rs", "fn mine() {}\n");
    folder.put("src/a.rs", "fn also_mine() {}\n");
    folder.put("src/mentions.rs", &format!("fn f() {{}}\n// {MARKER}\n"));
    folder.put("src/empty.rs", "");
    fs::write(folder.0.join("src/binary"), [0xff, 0xfe, 0]).expect("a file");
    let changes = bring(&folder, &files(&[("src/a.rs", "a"), ("src/b.rs", "b")]));
    assert_eq!(
        changes,
        [
            ("src/a.rs".to_owned(), Change::Foreign),
            ("src/b.rs".to_owned(), Change::Added),
        ]
    );
    assert_eq!(
        folder.text("src/a.rs").as_deref(),
        Some("fn also_mine() {}\n")
    );
    for kept in [
        "src/mine.rs",
        "src/mentions.rs",
        "src/empty.rs",
        "src/binary",
    ] {
        assert!(folder.0.join(kept).exists(), "{kept}");
    }
}

#[test]
fn stale_files_are_looked_for_in_owned_places_only() {
    let folder = Folder::new("owned");
    folder.put("other/old.rs", &generated("old"));
    folder.put("src/old.rs", &generated("old"));
    folder.put("Cargo.toml", &generated("old"));
    folder.put("srcery/old.rs", &generated("old"));
    let changes = bring(&folder, &files(&[("src/a.rs", "a")]));
    let removed: Vec<&str> = changes
        .iter()
        .filter(|(_, change)| matches!(change, Change::Removed(_)))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(removed, ["Cargo.toml", "src/old.rs"]);
    assert!(folder.0.join("other/old.rs").exists());
    assert!(folder.0.join("srcery/old.rs").exists());
}

#[test]
fn folders_that_became_empty_go() {
    let folder = Folder::new("empty");
    folder.put("src/a/b/c/old.rs", &generated("old"));
    folder.put("src/d/old.rs", &generated("old"));
    folder.put("src/d/mine.txt", "mine");
    bring(&folder, &Files::default());
    assert!(!folder.0.join("src/a").exists());
    assert!(folder.0.join("src/d/mine.txt").exists());
    assert!(!folder.0.join("src/d/old.rs").exists());
    assert!(folder.0.exists(), "the folder itself stays");
}

#[test]
fn counts() {
    let folder = Folder::new("counts");
    folder.put("src/a.rs", &generated("a"));
    let plan = planned(&folder.0, &files(&[("src/a.rs", "a"), ("src/b.rs", "b")]));
    assert_eq!(plan.count(|change| *change == Change::Added), 1);
    assert_eq!(plan.count(|change| *change == Change::Unchanged), 1);
    assert!(!plan.is_fresh());
}

#[test]
fn a_folder_in_the_way_is_an_error_with_its_path() {
    let folder = Folder::new("in-the-way");
    fs::create_dir_all(folder.0.join("src/a.rs")).expect("a folder");
    let cause = plan(&folder.0, &files(&[("src/a.rs", "a")]), &[]).expect_err("no file");
    assert!(cause.to_string().contains("a.rs"), "{cause}");
}

#[test]
fn what_an_interrupted_run_left_is_no_obstacle() {
    let folder = Folder::new("interrupted");
    folder.put("src/a.rs", "");
    folder.put("src/.oasmith-4711.tmp", "half of");
    folder.put("src/old/.oasmith-4712.tmp", &generated("x"));
    folder.put("src/old/b.rs", &generated("b"));
    folder.put("src/.oasmith-mine.tmp", "mine");
    let changes = bring(&folder, &files(&[("src/a.rs", "a")]));
    assert_eq!(
        changes,
        [
            ("src/a.rs".to_owned(), Change::Changed(String::new())),
            ("src/old/b.rs".to_owned(), Change::Removed(generated("b"))),
        ]
    );
    assert_eq!(folder.text("src/a.rs"), Some(generated("a")));
    assert!(!folder.0.join("src/.oasmith-4711.tmp").exists());
    assert!(!folder.0.join("src/old").exists());
    assert!(folder.0.join("src/.oasmith-mine.tmp").exists());
}

/// Whoever reads a file while it is written anew, or after that was interrupted, has the old text as a whole.
#[cfg(unix)]
#[test]
fn a_file_is_replaced_and_not_written_over() {
    let folder = Folder::new("replaced");
    bring(&folder, &files(&[("src/a.rs", "old")]));
    fs::hard_link(folder.0.join("src/a.rs"), folder.0.join("held")).expect("a second name");
    bring(&folder, &files(&[("src/a.rs", "new")]));
    assert_eq!(folder.text("held"), Some(generated("old")));
    assert_eq!(folder.text("src/a.rs"), Some(generated("new")));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_links() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links");
    folder.put("elsewhere/old.rs", &generated("old"));
    folder.put("elsewhere/a.rs", &generated("theirs"));
    folder.put("src/b.rs", &generated("b"));
    symlink(folder.0.join("elsewhere"), folder.0.join("src/linked")).expect("a link");
    symlink(
        folder.0.join("elsewhere/old.rs"),
        folder.0.join("src/old.rs"),
    )
    .expect("a link");
    // What is stale is looked for in folders of our own alone.
    assert!(planned(&folder.0, &files(&[("src/b.rs", "b")])).is_fresh());
    for path in ["src/linked/a.rs", "src/linked/new/b.rs", "src/old.rs"] {
        let cause = plan(&folder.0, &files(&[(path, "a")]), &[]).expect_err("a link");
        let cause = cause.to_string();
        assert!(
            cause.contains("a link, which nothing is written through"),
            "{cause}"
        );
    }
    assert_eq!(folder.text("elsewhere/a.rs"), Some(generated("theirs")));
    // The output folder itself may be a link: that is its owner's choice.
    symlink(folder.0.join("elsewhere"), folder.0.join("out")).expect("a link");
    assert!(
        plan(
            &folder.0.join("out"),
            &files(&[("c.rs", "c")]),
            &[String::new()]
        )
        .is_ok()
    );
}
