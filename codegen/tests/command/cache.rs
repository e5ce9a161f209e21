//! What is remembered of the last run: it makes nothing else happen than without it.
use crate::folder::{Finished, Folder};
use std::{fs, path::PathBuf};

const ARGUMENTS: &str = "generate pets.yaml -o src --format json";

/// The files of the cache.
fn entries(folder: &Folder) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(folder.caches().join("oasmith")) else {
        return Vec::new();
    };
    found.map(|entry| entry.unwrap().path()).collect()
}

/// Makes the remembered run one that told something else, so that it can be seen whether it is used.
fn mark(folder: &Folder) {
    for path in entries(folder) {
        let text = fs::read_to_string(&path).unwrap();
        fs::write(
            path,
            text.replace(r#""answered":""#, r#""answered":"(remembered)"#),
        )
        .unwrap();
    }
}

fn is_remembered(run: &Finished) -> bool {
    run.stdout.starts_with("(remembered)")
}

#[test]
fn a_run_with_nothing_to_do_says_what_the_first_said() {
    let folder = Folder::with_pets("cache-same");
    folder.write(
        "pets.yaml",
        &crate::PETS.replace("paths:", "servres: []\npaths:"),
    );
    for arguments in ["generate pets.yaml -o src", ARGUMENTS] {
        let first = folder.run(arguments);
        first.assert(0, &[]);
        let second = folder.run(arguments);
        let fresh = folder.run(&format!("{arguments} --no-cache"));
        assert_eq!(second.code, 0);
        assert_eq!(
            (&second.stdout, &second.stderr),
            (&fresh.stdout, &fresh.stderr)
        );
        second.assert(0, &[" 0 files written, ", "1 warning"]);
        assert_eq!(first.stdout, second.stdout);
    }
    assert_eq!(entries(&folder).len(), 2, "one for each set of arguments");
}

#[test]
fn what_was_remembered_is_used_where_all_is_the_same() {
    let folder = Folder::with_pets("cache-used");
    folder.run(ARGUMENTS).assert(0, &[]);
    mark(&folder);
    assert!(is_remembered(&folder.run(ARGUMENTS)));
    let check = folder.run(&format!("{ARGUMENTS} --check"));
    check.assert(0, &["src is up to date"]);
    assert!(is_remembered(&check));
    assert!(!is_remembered(
        &folder.run(&format!("{ARGUMENTS} --no-cache"))
    ));
    let other = folder.run(&format!("{ARGUMENTS} --dates string"));
    assert!(!is_remembered(&other), "other options are another run");
}

#[test]
fn files_of_the_output_are_looked_at_all_the_same() {
    let folder = Folder::with_pets("cache-output");
    folder.run(ARGUMENTS).assert(0, &[]);
    let path = "src/pets/models/pet.rs";
    let text = folder.read(path);
    let edited = format!("{text}// by hand\n");
    folder.write(path, &edited);
    let check = folder.run(&format!("{ARGUMENTS} --check"));
    check.assert(1, &["differs: src/pets/models/pet.rs"]);
    folder.run(ARGUMENTS).assert(0, &["1 file written"]);
    assert_eq!(folder.read(path), text);
    fs::remove_file(folder.0.join(path)).unwrap();
    folder.run(ARGUMENTS).assert(0, &["1 file written"]);
    assert_eq!(folder.read(path), text);
    folder.write("src/pets/models/gone.rs", &text);
    let check = folder.run(&format!("{ARGUMENTS} --check"));
    check.assert(1, &["stale: src/pets/models/gone.rs"]);
    folder.run(ARGUMENTS).assert(0, &["1 removed"]);
    assert!(!folder.has("src/pets/models/gone.rs"));
}

#[test]
fn a_document_is_all_of_its_files() {
    let folder = Folder::new("cache-files");
    let document = crate::PETS.replace("'#/components/schemas/Pet'", "'models/pet.yaml'");
    folder.write("pets.yaml", &document);
    folder.write(
        "models/pet.yaml",
        "type: object\nproperties: { age: { type: integer } }\n",
    );
    folder.run(ARGUMENTS).assert(0, &[]);
    mark(&folder);
    assert!(is_remembered(&folder.run(ARGUMENTS)));
    folder.write(
        "models/pet.yaml",
        "type: object\nproperties: { size: { type: integer } }\n",
    );
    let run = folder.run(ARGUMENTS);
    assert!(!is_remembered(&run));
    run.assert(0, &["written"]);
    mark(&folder);
    folder.write("pets.yaml", &document.replace("listPets", "allPets"));
    let run = folder.run(ARGUMENTS);
    assert!(!is_remembered(&run));
    run.assert(0, &["written"]);
    assert!(
        !run.stderr.contains(" 0 files written"),
        "an operation has another name"
    );
}

#[test]
fn a_file_that_is_missing_may_come() {
    let folder = Folder::new("cache-missing");
    let document = crate::PETS.replace("'#/components/schemas/Pet'", "'models/pet.yaml'");
    folder.write("pets.yaml", &document);
    folder.run(ARGUMENTS);
    assert!(entries(&folder).is_empty());
}

#[test]
fn an_entry_that_is_broken_or_can_not_be_written_does_no_harm() {
    let folder = Folder::with_pets("cache-broken");
    folder.run(ARGUMENTS).assert(0, &[]);
    for path in entries(&folder) {
        for text in ["", "{", "[1]", r#"{"key": "x"}"#] {
            fs::write(&path, text).unwrap();
            folder.run(ARGUMENTS).assert(0, &["0 files written"]);
            assert!(
                fs::read_to_string(&path).unwrap().len() > text.len(),
                "it is mended"
            );
        }
    }
    fs::remove_dir_all(folder.caches()).unwrap();
    fs::write(folder.caches(), "no folder").unwrap();
    let run = folder.run(ARGUMENTS);
    run.assert(0, &["0 files written"]);
    assert!(!run.stderr.contains("cache"));
}

#[test]
fn what_can_not_be_read_is_told_after_what_was_found() {
    let folder = Folder::with_pets("cache-in-the-way");
    let document = crate::PETS.replace("paths:", "servres: []\npaths:");
    folder.write("pets.yaml", &document);
    let arguments = "generate pets.yaml -o src";
    folder.run(arguments).assert(0, &["`servres`"]);
    let path = folder.0.join("src/pets/models/pet.rs");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let run = folder.run(arguments);
    run.assert(3, &["`servres`", "src/pets/models/pet.rs"]);
    let fresh = folder.run(&format!("{arguments} --no-cache"));
    assert_eq!(run.stderr, fresh.stderr);
}

#[test]
fn the_oldest_runs_are_forgotten() {
    let folder = Folder::with_pets("cache-many");
    let caches = folder.caches().join("oasmith");
    fs::create_dir_all(&caches).unwrap();
    for index in 0..400 {
        fs::write(caches.join(format!("{index}.json")), "{}").unwrap();
    }
    fs::write(caches.join("0.123.tmp"), "{").unwrap();
    folder.run(ARGUMENTS).assert(0, &[]);
    assert_eq!(entries(&folder).len(), 256);
    mark(&folder);
    assert!(is_remembered(&folder.run(ARGUMENTS)), "the newest is kept");
}
