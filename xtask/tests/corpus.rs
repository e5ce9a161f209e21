//! `cargo xtask corpus` over a small folder of good and bad documents, and workers that do not behave.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{Duration, Instant},
};
#[cfg(feature = "round-trip")]
use xtask::corpus::record::Set;
use xtask::corpus::{
    memory,
    pool::Pool,
    protocol::{Job, Task},
    record::{Made, Outcome},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_xtask");

const GOOD: &str = r#"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {
    "/pets": {"get": {"operationId": "listPets", "responses": {"200": {"description": "ok", "content":
        {"application/json": {"schema": {"$ref": "parts/pet.json"}}}}}}}},
    "components": {"schemas": {"Toy": {"type": "object", "properties": {"name": {"type": "string", "format": "</script>"}}}}}}"#;

const PART: &str = r#"{"type": "object", "properties": {"openapi": {"type": "string"}}}"#;

/// A folder of this test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("documents/parts")).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join("documents").join(name), text).unwrap();
}

fn corpus(folder: &Path, more: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(["corpus", "--unoptimised", "--jobs", "2", "--report"])
        .arg(folder.join("report"))
        .args(more)
        .arg(folder.join("documents"))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn report(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("report/report.json")).unwrap()).unwrap()
}

#[test]
fn good_and_bad_documents_are_told_apart() {
    let folder = folder("corpus-mixed");
    write(&folder, "good.json", GOOD);
    write(&folder, "parts/pet.json", PART);
    write(&folder, "broken.yaml", "openapi: 3.0.3\ninfo: [\n");
    write(&folder, "notes.md", "openapi: 3.0.3\n");
    let output = corpus(&folder, &[]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("2 documents, 2 workers"), "{said}");
    assert!(said.contains("FAILED broken.yaml: refused: "), "{said}");
    assert!(
        said.contains("\ngenerated        1 (50.0 %); 1 refused, 0 broken\n"),
        "{said}"
    );
    let report = report(&folder);
    assert_eq!(report["schema"], 1);
    assert_eq!(report["summary"]["documents"], 2);
    assert_eq!(report["summary"]["failures"], 1);
    let [broken, good] = [&report["documents"][0], &report["documents"][1]];
    assert_eq!(
        (&broken["name"], &broken["outcome"]["kind"]),
        (&"broken.yaml".into(), &"refused".into())
    );
    assert_eq!(broken["findings"]["groups"][0]["severity"], "error");
    assert_eq!(
        (&good["name"], &good["outcome"]["kind"]),
        (&"good.json".into(), &"generated".into())
    );
    assert_eq!(
        (&good["version"], &good["operations"]),
        (&"3.0.3".into(), &1.into())
    );
    let page = fs::read_to_string(folder.join("report/report.html")).unwrap();
    assert_eq!(
        page.matches("</script>").count(),
        2,
        "no text of a document is markup"
    );
}

#[test]
fn a_list_and_a_filter_choose_documents() {
    let folder = folder("corpus-chosen");
    write(&folder, "good.json", GOOD);
    write(&folder, "parts/pet.json", PART);
    write(&folder, "broken.yaml", "openapi: 3.0.3\ninfo: [\n");
    let list = folder.join("list.txt");
    fs::write(&list, "good.json\n").unwrap();
    let output = corpus(&folder, &["--list", list.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let output = corpus(&folder, &["--filter", "good"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(report(&folder)["summary"]["documents"], 1);
    fs::write(&list, "nowhere.json\n").unwrap();
    let output = corpus(&folder, &["--list", list.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let output = corpus(&folder, &["--filter", "nothing is called so"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
}

#[test]
fn what_was_refused_is_refused_with_parts_removed() {
    let folder = folder("corpus-refused");
    write(&folder, "old.json", r#"{"swagger": "1.2", "apis": []}"#);
    let output = corpus(&folder, &["--stability"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("0 (0.0 %); 1 refused"), "{said}");
}

#[test]
fn removing_parts_of_a_document_changes_nothing_else() {
    let folder = folder("corpus-stability");
    write(&folder, "good.json", GOOD);
    write(&folder, "parts/pet.json", PART);
    let output = corpus(&folder, &["--stability", "--seed", "3"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let removed = report(&folder)["documents"][0]["stability"]["removed"].clone();
    assert_eq!(
        removed,
        serde_json::json!(["/components/schemas/Toy", "/paths/~1pets/get"])
    );
}

fn job(id: usize, task: Task) -> Job {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/personio.json");
    Job {
        id,
        name: "personio.json".to_owned(),
        folder: document.parent().unwrap().to_owned(),
        path: document,
        task,
    }
}

/// What one worker makes of some jobs.
fn outcomes(tasks: Vec<Task>) -> Vec<Made> {
    let pool = Pool {
        program: PROGRAM.into(),
        jobs: 1,
        threads: 1,
        time: Duration::from_secs(3),
        memory: 512 << 20,
    };
    let jobs = tasks
        .into_iter()
        .enumerate()
        .map(|(id, task)| job(id, task))
        .collect();
    let mut seen = 0;
    let outcomes = pool.run(jobs, |_, _| seen += 1).unwrap();
    assert_eq!(seen, outcomes.made.len());
    outcomes.made.into_iter().map(|(_, made)| made).collect()
}

#[test]
fn a_worker_that_hangs_is_ended_and_the_next_document_is_done() {
    let start = Instant::now();
    let made = outcomes(vec![Task::Hang, Task::Generate]);
    assert!(
        matches!(made[0].outcome, Outcome::Overtime { .. }),
        "{:?}",
        made[0].outcome
    );
    assert_eq!(made[1].outcome, Outcome::Generated);
    assert!(made[1].operations > 0 && made[1].lines > 100);
    assert!(start.elapsed() < Duration::from_secs(40));
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "this system does not tell how much memory a process holds"
)]
fn a_worker_that_grows_is_ended_and_the_next_document_is_done() {
    assert!(memory::is_measured());
    let made = outcomes(vec![Task::Grow, Task::Generate]);
    // On a slow machine its time may be over first.
    assert!(
        matches!(
            made[0].outcome,
            Outcome::Overmemory { .. } | Outcome::Overtime { .. }
        ),
        "{:?}",
        made[0].outcome
    );
    assert_eq!(made[1].outcome, Outcome::Generated);
    assert!(
        made[1].memory.is_some_and(|bytes| bytes < 512 << 20),
        "the next worker begins anew"
    );
}

#[test]
fn a_panic_is_kept_with_its_place() {
    let made = outcomes(vec![Task::Panic, Task::Generate]);
    match &made[0].outcome {
        Outcome::Panicked { message, place } => {
            assert_eq!(message, "a panic that was asked for");
            assert!(place.contains("worker.rs:"), "{place}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(made[1].outcome, Outcome::Generated);
}

#[test]
fn a_worker_that_ends_is_replaced() {
    let made = outcomes(vec![Task::Exit, Task::Generate]);
    assert!(
        matches!(&made[0].outcome, Outcome::Died { message } if message.contains('7')),
        "{:?}",
        made[0].outcome
    );
    assert_eq!(made[1].outcome, Outcome::Generated);
}

/// A document without operations: its crate needs serde alone, which is built in a few seconds.
#[cfg(feature = "round-trip")]
const TYPES: &str = r##"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {},
    "components": {"schemas": {"Pet": {"type": "object", "required": ["name", "age"], "example": {"name": "Rex", "age": 2},
        "properties": {"name": {"type": "string"}, "age": {"type": "number", "nullable": true},
            "kind": {"type": "string", "enum": ["cat", "dog"]}, "next": {"$ref": "#/components/schemas/Pet"}}}}}}"##;

#[cfg(feature = "round-trip")]
#[test]
fn samples_are_read_into_their_types_and_written_back() {
    let folder = folder("corpus-round-trip");
    write(&folder, "pets.json", TYPES);
    let documents = folder.join("documents");
    let job = |task: Task| Job {
        id: 0,
        name: "pets.json".to_owned(),
        path: documents.join("pets.json"),
        folder: documents.clone(),
        task,
    };
    let pool = Pool {
        program: PROGRAM.into(),
        jobs: 1,
        threads: 1,
        time: Duration::from_secs(30),
        memory: 512 << 20,
    };
    let to = folder.join("subject");
    let task = Task::Plan {
        to: to.clone(),
        package: "subject".to_owned(),
    };
    let planned = pool.run(vec![job(task)], |_, _| {}).unwrap();
    assert_eq!(planned.made[0].1.outcome, Outcome::Generated);
    let manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"subject\"]\n[profile.dev]\ndebug = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    // Another folder than the one that is emptied, so that serde is built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus-round-trip-build");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--all-features"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", said(&built));
    assert!(!said(&built).contains("warning"), "{}", said(&built));
    let task = Task::RoundTrip {
        folder: to,
        program: target.join("debug/subject"),
        seconds: 10.0,
    };
    let outcomes = pool.run(vec![job(task)], |_, _| {}).unwrap();
    let found = outcomes.made[0].1.round_trip.clone().unwrap();
    assert_eq!((found.components, found.failure()), (1, None), "{found:?}");
    let valid = |set| found.sets.get(&set).map_or(0, |tally| tally.valid);
    assert_eq!(valid(Set::Own), 1);
    assert!(valid(Set::Made) > 10, "{found:?}");
    // The value of the enumeration; the object and the one inside it; a member gone, or of another type.
    assert!(
        valid(Set::Unseen) == 1 && valid(Set::Undeclared) > 1 && valid(Set::Broken) > 8,
        "{found:?}"
    );
}
