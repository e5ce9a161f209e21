//! The manifest of a generated crate: a feature for each API, and the dependencies that they use.
use crate::{analyze::Requirements, names::Features};

/// An API as a cargo feature.
#[derive(Debug, Clone)]
pub struct Feature {
    /// The name of the module and of the feature.
    pub module: String,
    /// The title of the document.
    pub title: String,
    /// What its code uses.
    pub requirements: Requirements,
    /// The programs in the folder `examples` that use it.
    pub programs: Vec<String>,
    /// The features of its groups of operations, where these have some.
    pub features: Option<Features>,
}

impl Feature {
    /// The feature with which the module is there.
    #[must_use]
    pub fn base(&self) -> &str {
        self.features
            .as_ref()
            .map_or(&self.module, |features| &features.client)
    }

    /// Its lines in the manifest.
    fn lines(&self) -> Vec<String> {
        let needs = optional(self.requirements);
        let Some(features) = &self.features else {
            return vec![feature_line(&self.module, &needs)];
        };
        let parts = features.parts();
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        let mut lines = vec![
            format!(
                "# All of `{}`; its client; and its groups of operations, with the models that each uses.",
                self.module
            ),
            long_feature(&self.module, &names),
            feature_line(&features.client, &needs),
        ];
        lines.extend(parts.iter().map(|part| {
            let with = part.with.iter().map(String::as_str);
            let with: Vec<&str> = std::iter::once(features.client.as_str())
                .chain(with)
                .collect();
            feature_line(&part.name, &with)
        }));
        lines
    }
}

/// As wide as lines of code are.
const LINE: usize = 100;

fn feature_line(name: &str, needs: &[&str]) -> String {
    let quoted: Vec<String> = needs.iter().map(|name| format!("{name:?}")).collect();
    let line = format!("{name} = [{}]", quoted.join(", "));
    if line.len() <= LINE {
        line
    } else {
        long_feature(name, needs)
    }
}

/// The same with a line for each feature that it asks for.
fn long_feature(name: &str, needs: &[&str]) -> String {
    let needs: String = needs
        .iter()
        .map(|name| format!("    {name:?},\n"))
        .collect();
    format!("{name} = [\n{needs}]")
}

/// The Rust version that the output asks for: the first with edition 2024.
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
        let default = if all.reqwest { "\"reqwest\"" } else { "" };
        lines.push(format!("default = [{default}]"));
        lines.extend(parts(all));
    }
    lines.extend(
        optional(all)
            .into_iter()
            .map(|name| format!("{name} = [\"dep:{name}\"]")),
    );
    lines.push(String::new());
    lines.push("# One feature for each API.".to_owned());
    lines.extend(apis.iter().flat_map(Feature::lines));
    lines.push(String::new());
    lines.push("[dependencies]".to_owned());
    lines.extend(
        dependencies(all)
            .into_iter()
            .map(|dependency| dependency.line(dependency.presence)),
    );
    lines.push(String::new());
    lines.extend(programs(apis));
    lines.join("\n")
}

/// What the programs in the folder `examples` need: an async runtime of their own, and the API that each uses.
fn programs(apis: &[Feature]) -> Vec<String> {
    let mut lines = Vec::new();
    for api in apis {
        let sends = if api.requirements.reqwest {
            ", \"reqwest\""
        } else {
            ""
        };
        for program in &api.programs {
            lines.push("[[example]]".to_owned());
            lines.push(format!("name = {program:?}"));
            lines.push(format!("required-features = [{:?}{sends}]", api.module));
            lines.push(String::new());
        }
    }
    if !lines.is_empty() {
        let runtime = [
            "# For the programs in `examples/`.",
            "[dev-dependencies]",
            "tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }",
            "",
        ];
        lines.splice(0..0, runtime.map(str::to_owned));
    }
    lines
}

/// The features for what a client can do without.
fn parts(needs: Requirements) -> Vec<String> {
    let parts = [
        (
            needs.reqwest,
            "# Sends requests; without it, clients are built with a transport of your own.",
            "reqwest = [\"dep:reqwest\", \"dep:tokio\"]",
        ),
        (
            needs.blocking,
            "# Calls that need no async runtime, by `ureq`.",
            "blocking = [\"dep:ureq\"]",
        ),
        (
            needs.memory,
            "# A transport without a network, for tests.",
            "memory = []",
        ),
        (
            needs.tower,
            "# Transports as services of `tower`, and the other way round.",
            "tower = [\"dep:tower-service\"]",
        ),
        (
            needs.tracing,
            "# Spans of requests.",
            "tracing = [\"dep:tracing\"]",
        ),
    ];
    parts
        .into_iter()
        .filter(|(used, ..)| *used)
        .flat_map(|(_, about, feature)| [about.to_owned(), feature.to_owned()])
        .collect()
}

/// The crates that only some APIs use.
fn optional(needs: Requirements) -> Vec<&'static str> {
    let crates = [
        ("base64", needs.base64),
        ("chrono", needs.chrono),
        ("regex", needs.patterns),
        ("uuid", needs.uuid),
    ];
    crates
        .iter()
        .filter(|(_, used)| *used)
        .map(|(name, _)| *name)
        .collect()
}

/// A crate that the output uses.
#[derive(Debug, Clone, Copy)]
struct Dependency {
    name: &'static str,
    version: &'static str,
    /// What stands after the version: which features, and whether the default ones.
    features: &'static str,
    presence: Presence,
}

/// Whether a crate is asked for in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Always,
    /// With a cargo feature.
    Optional,
}

impl Dependency {
    /// Its line, where it is asked for so.
    fn line(self, presence: Presence) -> String {
        let Self {
            name,
            version,
            features,
            ..
        } = self;
        let optional = match presence {
            Presence::Always => "",
            Presence::Optional => ", optional = true",
        };
        if features.is_empty() && optional.is_empty() {
            return format!("{name} = {version:?}");
        }
        format!("{name} = {{ version = {version:?}{features}{optional} }}")
    }
}

/// What the output uses, by the alphabet.
fn dependencies(needs: Requirements) -> Vec<Dependency> {
    const CHRONO: &str = ", default-features = false, features = [\"serde\", \"std\"]";
    const REQWEST: &str =
        ", default-features = false, features = [\"gzip\", \"rustls\", \"stream\"]";
    const TOKIO: &str = ", default-features = false, features = [\"time\"]";
    const TRACING: &str = ", default-features = false";
    const UREQ: &str = ", default-features = false, features = [\"gzip\", \"rustls\"]";
    const UUID: &str = ", features = [\"serde\"]";
    // Without `float_roundtrip`, the last digit of a number may be another one than was sent.
    let json = if needs.raw_values() {
        ", features = [\"float_roundtrip\", \"raw_value\"]"
    } else {
        ", features = [\"float_roundtrip\"]"
    };
    let all = [
        ("base64", needs.base64, "0.23", "", Presence::Optional),
        ("bytes", needs.operations, "1", "", Presence::Always),
        ("chrono", needs.chrono, "0.4", CHRONO, Presence::Optional),
        (
            "futures-core",
            needs.operations,
            "0.3",
            "",
            Presence::Always,
        ),
        ("http", needs.operations, "1", "", Presence::Always),
        (
            "percent-encoding",
            needs.operations,
            "2",
            "",
            Presence::Always,
        ),
        ("regex", needs.patterns, "1", "", Presence::Optional),
        (
            "reqwest",
            needs.reqwest,
            "0.13",
            REQWEST,
            Presence::Optional,
        ),
        ("serde", true, "1", "", Presence::Always),
        ("serde_json", true, "1", json, Presence::Always),
        ("tokio", needs.reqwest, "1", TOKIO, Presence::Optional),
        ("tower-service", needs.tower, "0.3", "", Presence::Optional),
        ("tracing", needs.tracing, "0.1", TRACING, Presence::Optional),
        ("ureq", needs.blocking, "3", UREQ, Presence::Optional),
        ("url", needs.operations, "2", "", Presence::Always),
        ("uuid", needs.uuid, "1", UUID, Presence::Optional),
        (
            "zeroize",
            needs.operations || needs.secrets,
            "1",
            "",
            Presence::Always,
        ),
    ];
    all.into_iter()
        .filter(|(_, used, ..)| *used)
        .map(|(name, _, version, features, presence)| Dependency {
            name,
            version,
            features,
            presence,
        })
        .collect()
}

/// The lines that a crate which takes in an API's module has to have among its dependencies.
#[must_use]
pub fn dependency_lines(needs: Requirements) -> Vec<String> {
    let lines = dependencies(needs);
    lines
        .into_iter()
        .map(|dependency| dependency.line(Presence::Always))
        .collect()
}
