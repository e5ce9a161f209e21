//! Which version of the specification a document follows, and whether it is a supported one.

use serde_json::Value;

use super::document::Version;
use crate::diag::nearest;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

const EXPECTED: &str = "`openapi: 3.0.3` is expected at the top";

/// The version; None, with a diagnostic, when it is missing or not supported.
pub(super) fn check(root: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let diagnostic = match (root.get("openapi"), root.get("swagger")) {
        (Some(written), _) => {
            let text = text_of(written);
            let mut parts = text.split('.');
            if (parts.next(), parts.next()) == (Some("3"), Some("0")) {
                return Some(Version::V30);
            }
            unsupported("openapi", &text)
        }
        (None, Some(written)) => unsupported("swagger", &text_of(written)),
        (None, None) => missing(root),
    };
    diagnostics.push(diagnostic);
    None
}

/// An unquoted version is a number in YAML.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

fn unsupported(keyword: &str, version: &str) -> Diagnostic {
    let named = match (keyword, version.chars().next()) {
        ("swagger", _) => format!("Swagger {version} is not supported"),
        (_, Some('0'..='9')) if version.len() < 20 => format!("OpenAPI {version} is not supported"),
        _ => "this is no version of OpenAPI".to_owned(),
    };
    Diagnostic::new(
        Code::UnsupportedVersion,
        Pointer::root().child(keyword),
        named,
    )
    .label("OpenAPI 3.0 is supported")
    .hint("convert the document to OpenAPI 3.0; `openapi: 3.0.3` is then expected at the top")
}

fn missing(root: &Value) -> Diagnostic {
    let keys = root
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys().map(String::as_str));
    let alike: Vec<&str> = keys
        .filter(|key| nearest(key, ["openapi", "swagger"]).is_some())
        .collect();
    let (place, hint) = match alike.first() {
        Some(key) => (
            Place::key(Pointer::root().child(key)),
            format!("is `{key}` meant to be `openapi`? {EXPECTED}"),
        ),
        None => (Place::File, EXPECTED.to_owned()),
    };
    Diagnostic::new(
        Code::MissingVersion,
        place,
        "the document does not say which version of OpenAPI it follows",
    )
    .hint(hint)
}
