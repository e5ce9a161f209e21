//! Where is the mock server wrong, and not the client? `exemptions.toml` says so, by causes.
use super::record::{Failure, Side};
use serde::Deserialize;

/// The list.
const LIST: &str = include_str!("exemptions.toml");

/// A cause for which a call may fail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// What reports call it.
    pub name: String,
    /// The side that fails.
    pub side: Side,
    /// The reason of the failure, in which `*` stands for any text.
    pub reason: String,
    /// What has to stand in the request, in which `*` stands for any text.
    #[serde(default)]
    pub sent: Option<String>,
    /// What the server does.
    pub because: String,
    /// What the standard says, with its place.
    pub standard: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exemption: Vec<Exemption>,
}

/// The exemptions of this repository.
///
/// # Errors
///
/// When the list is not what it should be.
pub fn exemptions() -> Result<Vec<Exemption>, String> {
    let file: File = toml::from_str(LIST).map_err(|cause| format!("exemptions.toml: {cause}"))?;
    Ok(file.exemption)
}

/// The exemption that a failure falls under. A request with several violations is exempt only if each of them is.
#[must_use]
pub fn exemption<'e>(all: &'e [Exemption], failure: &Failure) -> Option<&'e Exemption> {
    let fits = |exemption: &&Exemption, reason: &str| {
        let sent = exemption.sent.as_deref();
        exemption.side == failure.side
            && matches(&exemption.reason, reason)
            && sent.is_none_or(|sent| matches(&format!("*{sent}*"), &failure.sent))
    };
    let mut reasons = failure.reason.split("; [");
    let first = reasons.next()?;
    let found = all.iter().find(|exemption| fits(exemption, first))?;
    let is_exempt = |rest: &str| {
        let reason = format!("[{rest}");
        all.iter().any(|exemption| fits(&exemption, &reason))
    };
    reasons.all(is_exempt).then_some(found)
}

/// Whether a text is what a pattern says, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in between {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, wanted) in [
            ("abc", "abc", true),
            ("abc", "abcd", false),
            ("a*c", "a-b-c", true),
            ("a*c", "a-b-d", false),
            ("*b*", "abc", true),
            ("*b*b", "ab", false),
            ("", "", true),
        ] {
            assert_eq!(matches(pattern, text), wanted, "{pattern} {text}");
        }
    }

    #[test]
    fn the_list_names_causes_and_no_document() {
        let all = exemptions().unwrap();
        let names: std::collections::BTreeSet<&str> = all
            .iter()
            .map(|exemption| exemption.name.as_str())
            .collect();
        assert_eq!(names.len(), all.len(), "each has a name of its own");
        for exemption in &all {
            assert!(!exemption.because.is_empty() && !exemption.standard.is_empty());
            assert!(!exemption.reason.contains(".json") && !exemption.reason.contains(".yaml"));
            assert!(
                exemption.reason.trim_matches(['*', ' ']).len() > 8,
                "{exemption:?}"
            );
        }
    }

    #[test]
    fn each_violation_has_to_be_exempt() {
        let exemption = |reason: &str| Exemption {
            name: "n".to_owned(),
            side: Side::Request,
            reason: reason.to_owned(),
            sent: Some("?a=".to_owned()),
            because: "b".to_owned(),
            standard: "s".to_owned(),
        };
        let all = [exemption("[request.query.*] one: *")];
        let failure = |reason: &str| Failure {
            operation: "GET /".to_owned(),
            purpose: None,
            side: Side::Request,
            reason: reason.to_owned(),
            exemption: None,
            sent: "GET /?a=1".to_owned(),
            received: String::new(),
        };
        let is_exempt = |reason: &str| super::exemption(&all, &failure(reason)).is_some();
        assert!(is_exempt("[request.query.a] one: x"));
        assert!(is_exempt(
            "[request.query.a] one: x; [request.query.b] one: y"
        ));
        assert!(!is_exempt(
            "[request.query.a] one: x; [request.body] two: y"
        ));
        let mut other = failure("[request.query.a] one: x");
        other.sent.clear();
        assert!(super::exemption(&all, &other).is_none());
    }
}
