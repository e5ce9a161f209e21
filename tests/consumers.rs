//! The three ways to use the output, each as a crate of its own under `consumers`: built without warnings, run against a
//! server on loopback, and free of the generator at run time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

#[path = "behaviour/server.rs"]
mod server;

use serde_json::{Value, json};
use server::{Answer, Seen, Server};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};
use xtask::blessed::{self, COMMAND};

/// Runs cargo on the workspace, into the target folder of the cargo that runs this, and gives what it says.
fn cargo(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TARGET_DIR", target_folder())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "cargo {arguments:?}:\n{err}");
    (out, err)
}

fn target_folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    folder
        .expect("cargo's folder for temporary files is in the target folder")
        .to_owned()
}

/// Builds and runs a consumer; gives the line that it prints and the request that it sent.
async fn run(consumer: &'static str, answer: Answer) -> (String, Seen) {
    let server = Server::start(answer).await;
    let url = server.url();
    // The server has this thread.
    let running = tokio::task::spawn_blocking(move || {
        cargo(&["run", "--locked", "--package", consumer, "--", &url])
    });
    let (printed, told) = running.await.unwrap();
    assert!(!told.contains("warning"), "{consumer}:\n{told}");
    (printed, server.only())
}

/// The names of the crates that a consumer is made of.
fn crates(consumer: &str, edges: &str) -> BTreeSet<String> {
    let (tree, _) = cargo(&[
        "tree",
        "--locked",
        "--package",
        consumer,
        "--edges",
        edges,
        "--prefix",
        "none",
    ]);
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

/// That a consumer runs without a crate of ours.
fn assert_free(consumer: &str) {
    let crates = crates(consumer, "normal");
    // If these were missing, the list would not be one of crates.
    for needed in [consumer, "reqwest", "serde_json"] {
        assert!(crates.contains(needed), "{crates:?}");
    }
    let ours = |name: &&String| name.starts_with("oasmith");
    assert_eq!(crates.iter().find(ours), None);
}

fn assert_sent(seen: &Seen, target: &str, token: &str, agent: &str, body: &Value) {
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("PATCH", target)
    );
    assert_eq!(seen.headers["authorization"], format!("Bearer {token}"));
    assert_eq!(seen.headers["content-type"], "application/json");
    assert_eq!(seen.headers["user-agent"], format!("{agent}/0.1.0"));
    assert_eq!(seen.json(), *body);
}

#[tokio::test]
async fn a_client_made_by_a_build_script() {
    let name = "consumer-build-script";
    let (printed, seen) = run(name, Answer::status(204)).await;
    assert_eq!(printed, "updated\n");
    let body = json!({"gender": "FEMALE"});
    assert_sent(&seen, "/v2/persons/1%2F2", "build-script", name, &body);

    let answer = Answer::json(400, &json!({"personio_trace_id": "t-1", "errors": []}));
    let (printed, _) = run(name, answer).await;
    assert_eq!(printed, "refused, see Some(\"t-1\")\n");

    assert_free(name);
    assert!(crates(name, "build").contains("oasmith"));
}

#[tokio::test]
async fn a_client_among_ones_own_sources() {
    let name = "consumer-vendored";
    let (printed, seen) = run(name, Answer::status(204)).await;
    assert_eq!(printed, "204 No Content\n");
    let body = json!({"gender": null});
    assert_sent(&seen, "/v2/persons/1", "vendored", name, &body);

    let (printed, _) = run(
        name,
        Answer::json(404, &json!({"personio_trace_id": "t-2"})),
    )
    .await;
    assert_eq!(printed, "no such person: Some(\"t-2\")\n");

    assert_free(name);
    assert!(!crates(name, "all").contains("oasmith"));
}

#[tokio::test]
async fn a_client_in_a_crate_of_its_own() {
    let name = "consumer-dependency";
    let (printed, seen) = run(name, Answer::status(204)).await;
    assert_eq!(printed, "updated\n");
    let body = json!({"preferred_name": "Jo"});
    assert_sent(&seen, "/v2/persons/1", "dependency", "generated", &body);

    let answer = Answer::status(503).body("text/plain", "later");
    let (printed, _) = run(name, answer).await;
    assert_eq!(
        printed,
        "`PATCH /v2/persons/{person_id}` answered 503 Service Unavailable: later\n"
    );

    assert_free(name);
    let crates = crates(name, "all");
    assert!(crates.contains("chrono") && !crates.contains("oasmith"));
    // What only the other APIs need is not built.
    assert!(!crates.contains("uuid"));
}

#[test]
fn the_client_among_the_sources_is_fresh() {
    let vendored = blessed::vendored().unwrap();
    assert!(vendored.texts.len() > 10, "{:?}", vendored.texts.keys());
    let stale: Vec<String> = vendored
        .differences()
        .unwrap()
        .into_iter()
        .map(|difference| difference.path)
        .collect();
    assert!(
        stale.is_empty(),
        "{stale:?} are not what the document gives; repair them with: {COMMAND}"
    );
}
