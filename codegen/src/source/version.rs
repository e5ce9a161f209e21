//! Which version of the specification a document follows: by what it says, leniently, and by what it has where it
//! says nothing.

use serde_json::Value;

use super::document::Version;
use crate::diag::nearest;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

const EXPECTED: &str = "`openapi: 3.0.3` is expected at the top";

const SUPPORTED: &str = "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported";

/// What a text says about the version.
enum Said {
    /// One that is known.
    Known(Version),
    /// A newer one than all that are known.
    Newer,
    /// An older one than all that are known.
    Older,
    /// Nothing that could be a version.
    Nonsense,
}

/// The version; None, with a diagnostic, when it is too old, or neither said nor to be seen.
pub(super) fn check(root: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let said = match (root.get("openapi"), root.get("swagger")) {
        (Some(_), Some(_)) => {
            let keyword = if is_swagger(root) {
                "swagger"
            } else {
                "openapi"
            };
            let other = if is_swagger(root) {
                "openapi"
            } else {
                "swagger"
            };
            let message = "the document says `openapi` and `swagger`";
            let place = Place::key(Pointer::root().child(other));
            diagnostics.push(
                Diagnostic::new(Code::OddVersion, place, message)
                    .label(format!(
                        "ignored: the document has the keywords of `{keyword}`"
                    ))
                    .hint("remove it"),
            );
            keyword
        }
        (Some(_), None) => "openapi",
        (None, Some(_)) => "swagger",
        (None, None) => return unsaid(root, diagnostics),
    };
    let written = text_of(root.get(said).unwrap_or(&Value::Null));
    let place = Pointer::root().child(said);
    match parse(&written) {
        Said::Known(version) => {
            report_odd(said, &written, version, &place, diagnostics);
            Some(version)
        }
        Said::Newer => {
            let message = format!("OpenAPI {written} is not known yet");
            diagnostics.push(
                Diagnostic::new(Code::UnknownVersion, &place, message)
                    .label("read as OpenAPI 3.2, the newest that is known"),
            );
            Some(Version::V32)
        }
        Said::Older => {
            let message = format!("{} {written} is not supported", title(said));
            diagnostics.push(
                unsupported(&place, message)
                    .hint("convert the document; `openapi: 3.0.3` is then expected at the top"),
            );
            None
        }
        Said::Nonsense => {
            diagnostics.push(unsupported(&place, "this is no version of OpenAPI").hint(EXPECTED));
            None
        }
    }
}

fn unsupported(place: &Pointer, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::UnsupportedVersion, place, message).label(SUPPORTED)
}

fn title(keyword: &str) -> &'static str {
    if keyword == "swagger" {
        "Swagger"
    } else {
        "OpenAPI"
    }
}

/// An unquoted version is a number in YAML.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

/// Reads the first two numbers: `3.0`, `3.1.0-rc1`, `v3.1` and `3` are all plain enough.
fn parse(written: &str) -> Said {
    let number = |part: Option<&str>| -> Option<u32> {
        let part = part?.trim();
        let end = part
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(part.len());
        part.get(..end)?.parse().ok()
    };
    let mut parts = written.trim_start_matches(['v', 'V']).split(['.', ',']);
    let Some(major) = number(parts.next()) else {
        return Said::Nonsense;
    };
    match (major, number(parts.next())) {
        (2, None | Some(0)) => Said::Known(Version::V20),
        (3, None | Some(0)) => Said::Known(Version::V30),
        (3, Some(1)) => Said::Known(Version::V31),
        (3, Some(2)) => Said::Known(Version::V32),
        (0 | 1, _) => Said::Older,
        (3..=9, _) => Said::Newer,
        (2 | 10.., _) => Said::Nonsense,
    }
}

/// Says when the version is under the keyword of another one, or has an odd form.
fn report_odd(
    keyword: &str,
    written: &str,
    version: Version,
    place: &Pointer,
    diagnostics: &mut Diagnostics,
) {
    let (expected, name) = match version {
        Version::V20 => ("swagger", "Swagger 2.0"),
        Version::V30 => ("openapi", "OpenAPI 3.0"),
        Version::V31 => ("openapi", "OpenAPI 3.1"),
        Version::V32 => ("openapi", "OpenAPI 3.2"),
    };
    let message = if keyword != expected {
        format!("`{keyword}: {written}` does not exist")
    } else if !written.starts_with(|c: char| c.is_ascii_digit()) || written == "3" {
        format!("`{written}` is no full version number")
    } else {
        return;
    };
    let place = if keyword == expected {
        place.into()
    } else {
        Place::key(place.clone())
    };
    diagnostics
        .push(Diagnostic::new(Code::OddVersion, place, message).label(format!("read as {name}")));
}

/// Whether a document has keywords at its top that Swagger 2.0 alone has.
fn is_swagger(root: &Value) -> bool {
    let has = |key: &str| root.get(key).is_some();
    let old = ["definitions", "securityDefinitions", "host", "basePath"];
    old.into_iter().any(has) && !has("components") && !has("servers")
}

/// A document that does not say its version: by a keyword that is misspelt, or by what it has.
fn unsaid(root: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let members = root.as_object()?;
    let alike = members
        .iter()
        .find(|(key, _)| nearest(key, ["openapi", "swagger"]).is_some());
    let has = |key: &str| members.get(key).is_some_and(Value::is_object);
    let is_api = ["paths", "components", "definitions", "webhooks"]
        .into_iter()
        .any(has);
    let (place, hint) = match alike {
        Some((key, _)) => (
            Place::key(Pointer::root().child(key)),
            format!("is `{key}` meant to be `openapi`? {EXPECTED}"),
        ),
        None => (Place::File, EXPECTED.to_owned()),
    };
    let message = "the document does not say which version of OpenAPI it follows";
    if !is_api {
        diagnostics.push(Diagnostic::new(Code::MissingVersion, place, message).hint(hint));
        return None;
    }
    let said = alike.map(|(_, value)| parse(&text_of(value)));
    let version = match said {
        Some(Said::Known(version)) => version,
        Some(Said::Newer) => Version::V32,
        Some(Said::Older | Said::Nonsense) | None if is_swagger(root) => Version::V20,
        Some(Said::Older | Said::Nonsense) | None if has("webhooks") => Version::V31,
        Some(Said::Older | Said::Nonsense) | None => Version::V30,
    };
    let name = match version {
        Version::V20 => "Swagger 2.0",
        Version::V30 => "OpenAPI 3.0",
        Version::V31 => "OpenAPI 3.1",
        Version::V32 => "OpenAPI 3.2",
    };
    diagnostics.push(
        Diagnostic::new(Code::AssumedVersion, place, message)
            .label(format!("read as {name}, whose keywords it has"))
            .hint(hint),
    );
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Option<Version>, Vec<&'static str>) {
        let root: Value = serde_json::from_str(text).expect("JSON");
        let mut diagnostics = Diagnostics::new();
        let version = check(&root, &mut diagnostics);
        let codes = diagnostics.iter().map(|found| found.code.name());
        (version, codes.collect())
    }

    #[test]
    fn versions_are_read_leniently() {
        use Version::{V20, V30, V31, V32};
        for (text, version, codes) in [
            (r#"{"openapi": "3.0.3"}"#, Some(V30), vec![]),
            (r#"{"openapi": 3.0}"#, Some(V30), vec![]),
            (r#"{"openapi": "3.0.0-rc1"}"#, Some(V30), vec![]),
            (r#"{"openapi": 3}"#, Some(V30), vec!["odd-version"]),
            (r#"{"openapi": 3.1}"#, Some(V31), vec![]),
            (r#"{"openapi": "v3.1"}"#, Some(V31), vec!["odd-version"]),
            (r#"{"openapi": "3.2.0"}"#, Some(V32), vec![]),
            (
                r#"{"openapi": "3.3.0"}"#,
                Some(V32),
                vec!["unknown-version"],
            ),
            (r#"{"openapi": "4.0"}"#, Some(V32), vec!["unknown-version"]),
            (r#"{"openapi": "2.0"}"#, Some(V20), vec!["odd-version"]),
            (r#"{"swagger": "2.0"}"#, Some(V20), vec![]),
            (r#"{"swagger": 2}"#, Some(V20), vec![]),
            (r#"{"swagger": "3.0.1"}"#, Some(V30), vec!["odd-version"]),
            (
                r#"{"swagger": "2.0", "openapi": "3.0.0"}"#,
                Some(V30),
                vec!["odd-version"],
            ),
            (
                r#"{"swagger": "2.0", "openapi": "3.0.0", "definitions": {}}"#,
                Some(V20),
                vec!["odd-version"],
            ),
            (r#"{"swagger": "1.2"}"#, None, vec!["unsupported-version"]),
            (
                r#"{"openapi": "latest"}"#,
                None,
                vec!["unsupported-version"],
            ),
            (r#"{"openapi": "30"}"#, None, vec!["unsupported-version"]),
            (r#"{"openapi": null}"#, None, vec!["unsupported-version"]),
            (r#"{"info": {}}"#, None, vec!["missing-version"]),
            (r#"{"paths": {}}"#, Some(V30), vec!["assumed-version"]),
            (
                r#"{"paths": {}, "definitions": {}}"#,
                Some(V20),
                vec!["assumed-version"],
            ),
            (
                r#"{"opnapi": "3.1.0", "paths": {}}"#,
                Some(V31),
                vec!["assumed-version"],
            ),
        ] {
            assert_eq!(found(text), (version, codes), "{text}");
        }
    }
}
