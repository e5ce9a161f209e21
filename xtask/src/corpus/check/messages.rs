//! What does cargo say? Its messages, counted by package.
use crate::corpus::record::{Check, MAX_PLACES, cut};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What cargo has said so far.
#[derive(Debug, Default)]
pub struct Messages {
    checks: BTreeMap<String, Check>,
    finished: bool,
}

#[derive(Deserialize)]
struct Line {
    reason: String,
    target: Option<Target>,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    #[serde(default)]
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    code: Option<MessageCode>,
    #[serde(default)]
    spans: Vec<serde::de::IgnoredAny>,
    rendered: Option<String>,
    #[serde(rename = "message")]
    text: String,
}

#[derive(Deserialize)]
struct MessageCode {
    code: String,
}

impl Messages {
    /// Takes one line; the package that is done with it, if one is.
    pub fn add(&mut self, line: &str) -> Option<String> {
        let line: Line = serde_json::from_str(line).ok()?;
        match line.reason.as_str() {
            "compiler-artifact" => {
                let target = line
                    .target
                    .filter(|target| target.kind.iter().any(|kind| kind == "lib"))?;
                self.checks.entry(target.name.clone()).or_default().compiled = true;
                Some(target.name)
            }
            "compiler-message" => {
                self.message(&line.target?.name, &line.message?);
                None
            }
            "build-finished" => {
                self.finished = true;
                None
            }
            _ => None,
        }
    }

    fn message(&mut self, package: &str, message: &Message) {
        // The last message of a crate counts the others.
        if message.code.is_none() && message.spans.is_empty() && is_summary(&message.text) {
            return;
        }
        let check = self.checks.entry(package.to_owned()).or_default();
        if message.level.starts_with("error") {
            check.errors += 1;
        } else if message.level == "warning" {
            check.warnings += 1;
        } else {
            return;
        }
        let code = message
            .code
            .as_ref()
            .map_or_else(|| message.level.clone(), |code| code.code.clone());
        *check.codes.entry(code).or_default() += 1;
        if check.messages.len() < MAX_PLACES {
            check.messages.push(cut(message
                .rendered
                .as_ref()
                .unwrap_or(&message.text)
                .trim_end()));
        }
    }

    /// Whether cargo came to its end: it compiled all that can be.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// What it said of a package.
    #[must_use]
    pub fn of(&self, package: &str) -> Check {
        self.checks.get(package).cloned().unwrap_or_default()
    }
}

fn is_summary(message: &str) -> bool {
    message.ends_with("emitted")
        || message.starts_with("aborting due to")
        || message.starts_with("For more information")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_counted_by_package() {
        let mut messages = Messages::default();
        let lines = [
            r#"{"reason":"compiler-message","target":{"name":"a"},"message":{"level":"warning","code":{"code":"dead_code"},"spans":[{}],"message":"m","rendered":"warning: m\n --> f\n"}}"#,
            r#"{"reason":"compiler-message","target":{"name":"a"},"message":{"level":"warning","code":null,"spans":[],"message":"1 warning emitted"}}"#,
            r#"{"reason":"compiler-message","target":{"name":"b"},"message":{"level":"error","code":{"code":"E0308"},"spans":[{}],"message":"m"}}"#,
            r#"{"reason":"compiler-message","target":{"name":"b"},"message":{"level":"error","code":null,"spans":[],"message":"aborting due to 1 previous error"}}"#,
            r#"{"reason":"compiler-message","target":{"name":"b"},"message":{"level":"error: internal compiler error","code":null,"spans":[],"message":"no place"}}"#,
            "not JSON",
        ];
        for line in lines {
            assert_eq!(messages.add(line), None);
        }
        let done = r#"{"reason":"compiler-artifact","target":{"name":"a","kind":["lib"]}}"#;
        assert_eq!(messages.add(done).as_deref(), Some("a"));
        assert!(!messages.is_finished());
        messages.add(r#"{"reason":"build-finished","success":false}"#);
        assert!(messages.is_finished());
        let (a, b) = (messages.of("a"), messages.of("b"));
        assert_eq!((a.compiled, a.errors, a.warnings), (true, 0, 1));
        assert_eq!(a.messages, ["warning: m\n --> f"]);
        assert_eq!((b.compiled, b.errors, b.warnings), (false, 2, 0));
        assert_eq!(b.codes.get("E0308"), Some(&1));
        assert!(!messages.of("c").compiled);
    }
}
