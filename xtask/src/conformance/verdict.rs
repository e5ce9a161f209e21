//! What came of a call: was the request accepted, and was the answer read as what it is?
use super::{
    program::{Kind, Said},
    record::Side,
    tap::Answer,
};
use oasmith::{
    emit::{Called, CalledAnswer, Meaning},
    ir::Status,
};
use serde_json::Value;

/// What the types of the problems of Prism begin with.
const PROBLEM: &str = "https://stoplight.io/prism/errors#";

/// Problems of Prism with a request. Others are problems with making an answer.
const OF_REQUESTS: &[&str] = &[
    "INVALID_CONTENT_TYPE",
    "METHOD_NOT_FOUND_ERROR",
    "NO_BASE_URL_ERROR",
    "NO_COMPLETE_SERVER_URL_FOUND_ERROR",
    "NO_METHOD_MATCHED_ERROR",
    "NO_PATH_MATCHED_ERROR",
    "NO_RESOURCE_PROVIDED_ERROR",
    "NO_SERVER_CONFIGURATION_PROVIDED_ERROR",
    "NO_SERVER_MATCHED_ERROR",
    "UNAUTHORIZED",
    "UNPROCESSABLE_ENTITY",
];

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The request was accepted, and the answer read as the one that is documented at this position.
    Passed {
        /// The position among the answers of the operation.
        answer: usize,
    },
    /// A side failed.
    Failed(Side, String),
    /// The request was accepted, and the server made an answer that breaks the document.
    Invalid(String),
    /// The request was accepted, and the server made no answer.
    Unmade(String),
}

/// Judges a call. `is_valid` says whether an answer is what the document says, given the documented one and the body.
#[must_use]
pub fn verdict(
    called: &Called,
    said: &Said,
    answer: Option<&Answer>,
    is_valid: impl FnOnce(&CalledAnswer, &[u8]) -> bool,
) -> Verdict {
    let failed = |side: Side, reason: String| Verdict::Failed(side, reason);
    let Some(answer) = answer else {
        return failed(Side::Request, format!("client: {}", said.message));
    };
    let violations = violations(answer);
    let of_request: Vec<&str> = violations
        .iter()
        .filter_map(|(side, text)| (*side == Side::Request).then_some(text.as_str()))
        .collect();
    if !of_request.is_empty() {
        return failed(Side::Request, routed(called, of_request.join("; ")));
    }
    if let Some((name, detail)) = problem(answer) {
        let text = format!("{name}: {detail}");
        if OF_REQUESTS.contains(&name.as_str()) {
            return failed(Side::Request, routed(called, text));
        }
        return Verdict::Unmade(text);
    }
    let Some((index, documented)) = documented(called, answer.status) else {
        return Verdict::Invalid(format!("the status {} is not documented", answer.status));
    };
    let is_read = match documented.meaning {
        Meaning::Success => said.kind == Kind::Success,
        Meaning::Failure => said.kind == Kind::Api,
    };
    if is_read {
        return Verdict::Passed { answer: index };
    }
    if said.kind == Kind::Undecodable {
        if let Some((_, text)) = violations.first() {
            return Verdict::Invalid(format!("the server says so itself: {text}"));
        }
        if !is_valid(documented, &answer.body) {
            return Verdict::Invalid("the body breaks its schema".to_owned());
        }
    }
    failed(Side::Answer, format!("{:?}: {}", said.kind, said.message))
}

/// A reason, which says so if it is about a parameter of the path that the operation does not have: the server took the
/// request for one of another operation.
fn routed(called: &Called, reason: String) -> String {
    let rest = reason.split_once("path.").map(|(_, rest)| rest);
    let name = rest.and_then(|rest| rest.split(']').next());
    let path = called.path.to_ascii_lowercase();
    match name {
        Some(name) if !path.contains(&format!("{{{}}}", name.to_ascii_lowercase())) => {
            // All that is found is about the other one.
            format!(
                "taken for another operation: {}",
                reason.replace("; [", ", [")
            )
        }
        Some(_) | None => reason,
    }
}

/// The answer that a status is documented as.
fn documented(called: &Called, status: u16) -> Option<(usize, &CalledAnswer)> {
    let wanted = [
        Status::Exact(status),
        Status::Range(status / 100),
        Status::Default,
    ];
    wanted.iter().find_map(|wanted| {
        let mut answers = called.answers.iter().enumerate();
        answers.find(|(_, answer)| answer.status == *wanted)
    })
}

/// What the server found wrong, from the header that it says it in. Warnings are none.
fn violations(answer: &Answer) -> Vec<(Side, String)> {
    let Some(text) = answer.header("sl-violations") else {
        return Vec::new();
    };
    let Ok(Value::Array(all)) = serde_json::from_str::<Value>(text) else {
        // It cuts what is too long. What is wrong with the request stands before what is wrong with the answer.
        let is_of_answer = text.contains("[{\"location\":[\"response\"");
        let side = if is_of_answer {
            Side::Answer
        } else {
            Side::Request
        };
        return vec![(side, text.chars().take(300).collect())];
    };
    let is_error = |it: &&Value| it.get("severity").and_then(Value::as_str) == Some("Error");
    all.iter().filter(is_error).map(violation).collect()
}

fn violation(value: &Value) -> (Side, String) {
    let parts = value.get("location").and_then(Value::as_array);
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| {
            part.as_str()
                .map_or_else(|| part.to_string(), str::to_owned)
        })
        .collect();
    let side = match parts.first().map(String::as_str) {
        Some("response") => Side::Answer,
        _ => Side::Request,
    };
    let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let code = value.get("code").map(Value::to_string).unwrap_or_default();
    let code = code.trim_matches('"');
    (
        side,
        format!("[{}] {code}: {}", parts.join("."), word("message")),
    )
}

/// The problem of the server that an answer is: its name and its detail.
fn problem(answer: &Answer) -> Option<(String, String)> {
    let media_type = answer.header("content-type")?;
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    let word = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let name = word("type").strip_prefix(PROBLEM)?;
    if !media_type.starts_with("application/problem+json") {
        return None;
    }
    let found = body.get("validation").and_then(Value::as_array);
    let found: Vec<String> = found
        .into_iter()
        .flatten()
        .map(|value| violation(value).1)
        .collect();
    let detail = if found.is_empty() {
        word("detail").to_owned()
    } else {
        found.join("; ")
    };
    Some((name.to_owned(), detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oasmith::{ApiOptions, Input, Layout};

    fn called() -> Called {
        let document = br#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {
            "responses": {"200": {"description": "o"}, "4XX": {"description": "e"}}}}}}"#;
        let input = Input::new("a.json", document, ApiOptions::new("api"));
        let mut generation = oasmith::generate(&[input], &Layout::Module, "c").unwrap();
        generation.reports.remove(0).callable.operations.remove(0)
    }

    fn of(kind: Kind, status: u16, header: (&str, &str), body: &str) -> Verdict {
        let said = Said {
            kind,
            message: "it says so".to_owned(),
        };
        let answer = Answer {
            status,
            headers: vec![(header.0.to_owned(), header.1.to_owned())],
            body: body.as_bytes().to_vec(),
        };
        verdict(&called(), &said, Some(&answer), |_, body| body == b"valid")
    }

    #[test]
    fn an_answer_has_to_be_read_as_what_is_documented() {
        let plain = ("date", "today");
        let answer = of(Kind::Success, 200, plain, "");
        assert_eq!(answer, Verdict::Passed { answer: 0 });
        assert_eq!(of(Kind::Api, 404, plain, ""), Verdict::Passed { answer: 1 });
        for (kind, status) in [
            (Kind::Api, 200),
            (Kind::Success, 404),
            (Kind::Undocumented, 404),
        ] {
            let failed = of(kind, status, plain, "valid");
            assert!(
                matches!(failed, Verdict::Failed(Side::Answer, _)),
                "{failed:?}"
            );
        }
        let failed = of(Kind::Undecodable, 200, plain, "valid");
        assert!(
            matches!(failed, Verdict::Failed(Side::Answer, _)),
            "{failed:?}"
        );
        let invalid = of(Kind::Undecodable, 200, plain, "broken");
        assert!(matches!(invalid, Verdict::Invalid(_)), "{invalid:?}");
        let invalid = of(Kind::Undocumented, 500, plain, "");
        assert!(matches!(invalid, Verdict::Invalid(_)), "{invalid:?}");
    }

    #[test]
    fn a_request_that_breaks_the_document_fails_whatever_is_answered() {
        let found = r#"[{"location": ["request", "query", "a"], "severity": "Error", "code": "type", "message": "m"}]"#;
        let failed = of(Kind::Api, 422, ("sl-violations", found), "");
        let reason = "[request.query.a] type: m".to_owned();
        assert_eq!(failed, Verdict::Failed(Side::Request, reason));
        let warning = found.replace("Error", "Warning");
        let passed = of(Kind::Success, 200, ("sl-violations", &warning), "");
        assert_eq!(passed, Verdict::Passed { answer: 0 });
        let problem = |name: &str| {
            let body = format!(r#"{{"type": "{PROBLEM}{name}", "detail": "d"}}"#);
            of(
                Kind::Api,
                404,
                ("content-type", "application/problem+json"),
                &body,
            )
        };
        let failed = problem("NO_PATH_MATCHED_ERROR");
        assert!(
            matches!(failed, Verdict::Failed(Side::Request, _)),
            "{failed:?}"
        );
        assert!(matches!(problem("NOT_FOUND"), Verdict::Unmade(_)));
        let found = found.replace("query", "path");
        let failed = of(Kind::Api, 422, ("sl-violations", &found), "");
        let reason = "taken for another operation: [request.path.a] type: m".to_owned();
        assert_eq!(failed, Verdict::Failed(Side::Request, reason));
        let said = Said {
            kind: Kind::Request,
            message: "no".to_owned(),
        };
        let unsent = verdict(&called(), &said, None, |_, _| true);
        assert_eq!(
            unsent,
            Verdict::Failed(Side::Request, "client: no".to_owned())
        );
    }
}
