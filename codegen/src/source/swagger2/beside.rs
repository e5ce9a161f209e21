//! What stands beside the references of 2.0 that are written out where they are used.

use serde_json::{Value, json};

use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};

/// The text beside a reference, which is about this use of what it leads to. Nothing else there has an effect.
pub(super) fn text(diagnostics: &mut Diagnostics, value: &Value, at: &Pointer) -> Option<String> {
    for key in value.as_object()?.keys() {
        if matches!(key.as_str(), "$ref" | "description") || key.starts_with("x-") {
            continue;
        }
        let place = Place::key(at.child(key));
        let message = format!("`{key}` beside a reference has no effect");
        diagnostics.push(
            Diagnostic::new(Code::ReferenceSiblings, place, message)
                .label("ignored")
                .hint("write it where the reference leads to"),
        );
    }
    let text = value.get("description").and_then(Value::as_str);
    text.map(str::to_owned)
}

/// A reference, with a text for its use.
pub(super) fn reference(reference: &str, text: Option<&str>) -> Value {
    match text {
        Some(text) => json!({ "$ref": reference, "description": text }),
        None => json!({ "$ref": reference }),
    }
}
