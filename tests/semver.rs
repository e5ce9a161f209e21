//! An optional member and a listed value more in a document are a minor change for who uses the client: one consumer
//! compiles with the output of both versions, without warnings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use oasmith::{ApiOptions, Input, Layout, output::Files};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command};

/// A crate that makes, reads, changes and matches what the document has in its first version.
const CONSUMER: &str = r#"//! Uses a client.
use client::personio::models::{Person, person::{CustomAttribute, Gender}};

fn main() {
    let mut person = Person::default();
    person.preferred_name = Some("Jo".into());
    person.gender = client::Field::Value(Gender::Female);
    let Person { email, gender, .. } = person.clone();
    let shown = match gender.value() {
        Some(Gender::Male) => "male".to_owned(),
        Some(Gender::Unrecognized(other)) => other,
        Some(other) => format!("{other:?}"),
        None => String::new(),
    };
    let mut attribute = CustomAttribute::default();
    attribute.id = Some("1".into());
    let same = person == person.clone();
    println!("{email:?} {shown} {attribute:?} {same} {}", client::personio::models::Person::default() == person);
}
"#;

fn root() -> &'static Path {
    xtask::config::root()
}

fn generated(document: &Value) -> Files {
    let bytes = serde_json::to_vec(document).unwrap();
    let input = Input::new("personio.json", &bytes, ApiOptions::new("personio"));
    let layout = Layout::Crate {
        name: "client".to_owned(),
    };
    let generation = oasmith::generate(&[input], &layout, "test").unwrap();
    generation.files.expect("the document can be used")
}

/// The document as it is, and with a member and a value more in each place that can have one.
fn versions() -> [(&'static str, Value); 2] {
    let text = fs::read(root().join("specs/personio.json")).unwrap();
    let before: Value = serde_json::from_slice(&text).unwrap();
    let mut after = before.clone();
    let person = &mut after["components"]["schemas"]["Person"]["properties"];
    person["nickname"] = json!({"type": "string", "nullable": true});
    person["gender"]["enum"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!("ABSENT"));
    person["custom_attributes"]["items"]["properties"]["kind"] =
        json!({"type": "object", "properties": {"a": {"type": "integer"}}});
    assert_ne!(before, after);
    [("before", before), ("after", after)]
}

fn write(folder: &Path, files: &Files) {
    for (path, text) in files.iter() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

#[test]
fn a_member_and_a_value_more_break_no_consumer() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver");
    drop(fs::remove_dir_all(&scratch));
    for (version, document) in versions() {
        let folder = scratch.join(version);
        write(&folder.join("client"), &generated(&document));
        let manifest = "[package]\nname = \"consumer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nclient = \
                        { path = \"client\", default-features = false, features = [\"personio\"] }\n\n[lints.rust]\nwarnings \
                        = \"deny\"\n\n[workspace]\nmembers = [\"client\"]\n";
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("src/main.rs"), CONSUMER).unwrap();
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline"])
            .current_dir(&folder)
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_TARGET_DIR", scratch.join("target"))
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{version}:\n{told}");
        assert!(!told.contains("warning"), "{version}:\n{told}");
    }
}

/// What a later version may add to is marked, so that nobody outside names all of it.
#[test]
fn what_can_grow_is_not_exhaustive() {
    let mut count = 0;
    let folder = root().join("generated/src");
    for api in fs::read_dir(folder).unwrap() {
        let Ok(files) = fs::read_dir(api.unwrap().path().join("models")) else {
            continue;
        };
        for file in files {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            for item in syn::parse_file(&text).unwrap().items {
                let (name, attributes) = match item {
                    syn::Item::Struct(item) => (item.ident, item.attrs),
                    syn::Item::Enum(item) => (item.ident, item.attrs),
                    _ => continue,
                };
                let is_marked =
                    |attribute: &syn::Attribute| attribute.path().is_ident("non_exhaustive");
                assert!(attributes.iter().any(is_marked), "{name}");
                count += 1;
            }
        }
    }
    assert!(count > 10, "only {count} items were looked at");
}
