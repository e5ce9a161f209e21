//! The manifest of a generated crate: a feature for each API, and the dependencies that they use.
use crate::analyze::Requirements;

/// An API as a cargo feature.
#[derive(Debug, Clone)]
pub struct Feature {
    /// The name of the module and of the feature.
    pub module: String,
    /// The title of the document.
    pub title: String,
    /// What its code uses.
    pub requirements: Requirements,
}

/// The Rust version that the output asks for: the first with `#[expect]` and edition 2024.
const RUST_VERSION: &str = "1.85";

/// The text of `Cargo.toml`.
#[must_use]
pub fn manifest(name: &str, apis: &[Feature]) -> String {
    let all = apis.iter().fold(Requirements::default(), |all, api| {
        all.union(api.requirements)
    });
    let mut lines = vec![
        "[package]".to_owned(),
        format!("name = {name:?}"),
        "version = \"0.1.0\"".to_owned(),
        "edition = \"2024\"".to_owned(),
        format!("rust-version = {RUST_VERSION:?}"),
        "publish = false".to_owned(),
        String::new(),
        "[features]".to_owned(),
    ];
    if all.operations {
        lines.push("default = [\"reqwest\"]".to_owned());
        lines.push(
            "# Sends requests; without it, clients are built with a transport of your own."
                .to_owned(),
        );
        lines.push("reqwest = [\"dep:reqwest\"]".to_owned());
    }
    lines.extend(
        optional(all)
            .into_iter()
            .map(|crate_name| format!("{crate_name} = [\"dep:{crate_name}\"]")),
    );
    lines.push(String::new());
    lines.push("# One feature for each API.".to_owned());
    lines.extend(apis.iter().map(|api| {
        let needs: Vec<String> = optional(api.requirements)
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        format!("{} = [{}]", api.module, needs.join(", "))
    }));
    lines.push(String::new());
    lines.push("[dependencies]".to_owned());
    lines.extend(
        dependencies(all)
            .into_iter()
            .map(|(name, version)| format!("{name} = {version}")),
    );
    lines.push(String::new());
    lines.join("\n")
}

/// The crates that only some APIs use.
fn optional(needs: Requirements) -> Vec<&'static str> {
    let crates = [
        ("base64", needs.base64),
        ("chrono", needs.chrono),
        ("uuid", needs.uuid),
    ];
    crates
        .iter()
        .filter(|(_, used)| *used)
        .map(|(name, _)| *name)
        .collect()
}

/// Names and versions, by the alphabet.
fn dependencies(needs: Requirements) -> Vec<(&'static str, &'static str)> {
    let all = [
        (
            "base64",
            needs.base64,
            "{ version = \"0.23\", optional = true }",
        ),
        ("bytes", needs.operations, "\"1\""),
        (
            "chrono",
            needs.chrono,
            "{ version = \"0.4\", default-features = false, features = [\"serde\", \"std\"], optional = true }",
        ),
        ("http", needs.operations, "\"1\""),
        ("percent-encoding", needs.operations, "\"2\""),
        (
            "reqwest",
            needs.operations,
            "{ version = \"0.13\", default-features = false, features = [\"rustls\"], optional = true }",
        ),
        ("serde", true, "\"1\""),
        ("serde_json", true, "\"1\""),
        ("url", needs.operations, "\"2\""),
        (
            "uuid",
            needs.uuid,
            "{ version = \"1\", features = [\"serde\"], optional = true }",
        ),
    ];
    all.into_iter()
        .filter(|(_, used, _)| *used)
        .map(|(name, _, version)| (name, version))
        .collect()
}

/// The lines that a crate which takes in an API's module has to have among its dependencies.
#[must_use]
pub fn dependency_lines(needs: Requirements) -> Vec<String> {
    let lines = dependencies(needs).into_iter().map(|(name, version)| {
        format!(
            "{name} = {}",
            version
                .replace(", optional = true", "")
                .replace("{ version = \"0.23\" }", "\"0.23\"")
        )
    });
    lines.collect()
}
