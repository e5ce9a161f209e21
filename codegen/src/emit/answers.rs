//! Docs of answers: what is said of each in the variant for it, and of the successes that have no variants in the
//! docs of the operation.
use super::{
    docs,
    docs_text::{inline_text, markdown_lines},
};
use crate::ir::{Operation, Response, Status};

/// Words of texts that say no more than that an answer is a success.
const EMPTY_WORDS: &[&str] = &[
    "a",
    "an",
    "and",
    "answer",
    "been",
    "code",
    "completed",
    "default",
    "done",
    "executed",
    "expected",
    "has",
    "http",
    "is",
    "it",
    "ok",
    "okay",
    "operation",
    "processed",
    "request",
    "respond",
    "response",
    "result",
    "return",
    "returned",
    "returns",
    "status",
    "succeeded",
    "success",
    "successful",
    "successfully",
    "the",
    "typical",
    "was",
];

/// Whole texts that the tools of some vendors write, which say no more either.
const EMPTY_TEXTS: &[&str] = &[
    "The request has succeeded and a new resource has been created as a result.",
    "The request has been accepted for processing, but processing has not yet completed.",
    "There is no content to send for this request, but the headers may be useful.",
    "Resource create operation succeeded.",
    "Resource update operation succeeded.",
    "Resource operation accepted.",
    "Null response",
];

/// The docs of the variant for an answer.
pub(super) fn of_variant(response: &Response) -> Vec<String> {
    let status = status(response.status);
    let text = inline_text(response.description.as_deref().unwrap_or_default());
    let line = if text.is_empty() {
        format!("{status}.")
    } else {
        format!("{status}: {text}")
    };
    let mut lines = docs::of_text(None, &line);
    docs::paragraph(&mut lines, docs::of_body(&response.body));
    lines
}

/// Adds what is said of the successes of an operation, which all have one type.
pub(super) fn add_successes(lines: &mut Vec<String>, operation: &Operation) {
    let summary = inline_text(operation.docs.summary.as_deref().unwrap_or_default());
    let is_said = |text: &str| !summary.is_empty() && same(text, &summary);
    for response in &operation.successes {
        let text = inline_text(response.description.as_deref().unwrap_or_default());
        let name = operation.operation_id.as_deref().unwrap_or_default();
        let text = if says_nothing(&text, response.status, name) || is_said(&text) {
            String::new()
        } else {
            text
        };
        let body = docs::of_body(&response.body);
        let status = status(response.status);
        if !text.is_empty() {
            let line = format!("Answers {status}: {text}");
            docs::paragraph(lines, markdown_lines(&ended(line)));
            docs::paragraph(lines, body);
        } else if !body.is_empty() {
            docs::paragraph(lines, vec![format!("Answers {status}:")]);
            docs::paragraph(lines, body);
        }
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(code) => format!("{code}"),
        Status::Range(hundreds) => format!("{hundreds}00 to {hundreds}99"),
        Status::Default => "Any other status".to_owned(),
    }
}

/// A text as a sentence.
pub(super) fn ended(text: String) -> String {
    if text.ends_with(|end: char| end.is_alphanumeric() || "`)]*_\"'".contains(end)) {
        text + "."
    } else {
        text
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

/// Whether a text says no more than the status of an answer, to the operation of this name.
fn says_nothing(text: &str, status: Status, operation: &str) -> bool {
    let code = match status {
        Status::Exact(code) => code,
        Status::Range(_) | Status::Default => 200,
    };
    let known = http::StatusCode::from_u16(code).ok();
    let reason = known.and_then(|code| code.canonical_reason());
    let reason = words(reason.unwrap_or_default());
    let code = code.to_string();
    let name = words(operation).join(" ");
    let text = words(text).join(" ");
    let text = match text
        .strip_suffix(&name)
        .and_then(|rest| rest.strip_suffix("for "))
    {
        Some(rest) if !name.is_empty() => rest,
        Some(_) | None => &text,
    };
    if EMPTY_TEXTS.iter().any(|known| same(known, text)) {
        return true;
    }
    words(text)
        .iter()
        .all(|word| EMPTY_WORDS.contains(&word.as_str()) || reason.contains(word) || *word == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_status_say_nothing() {
        for (text, code, expected) in [
            ("", 200, true),
            ("OK", 200, true),
            ("Successful response.", 200, true),
            ("The request has succeeded.", 200, true),
            ("Created", 201, true),
            ("201 response for `get_pet`", 201, true),
            ("No Content", 204, true),
            ("The readings.", 200, false),
            ("No result.", 200, false),
        ] {
            let found = says_nothing(text, Status::Exact(code), "get_pet");
            assert_eq!(found, expected, "{text}");
        }
    }
}
