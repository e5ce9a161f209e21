//! Is what was written back the value that was read? Members may stand in another order, numbers are compared by their
//! values, and what `same_text` lists is forgiven; nothing else.
use serde_json::{Number, Value, json};
use std::collections::BTreeSet;

/// What a comparison comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// The value is the same.
    Same,
    /// It is, but for the way in which texts of some formats are written.
    Forgiven,
    /// It is not.
    Differs(Difference),
}

/// The first difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its place, as a pointer.
    pub path: String,
    /// What it is, without values.
    pub kind: String,
    /// What it is.
    pub words: String,
}

/// Compares what was read with what was written back.
#[must_use]
pub fn compare(read: &Value, written: &Value, tags: &BTreeSet<String>) -> Comparison {
    let mut comparing = Comparing {
        tags,
        forgiven: false,
    };
    match comparing.difference(read, written, "") {
        Some(difference) => Comparison::Differs(difference),
        None if comparing.forgiven => Comparison::Forgiven,
        None => Comparison::Same,
    }
}

/// The members by which the discriminators of a document tell their branches.
#[must_use]
pub fn tags(tree: &Value) -> BTreeSet<String> {
    let mut tags = BTreeSet::new();
    let mut work = vec![tree];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(members) => {
                let name = members
                    .get("discriminator")
                    .map(|it| it.get("propertyName").unwrap_or(it));
                tags.extend(name.and_then(Value::as_str).map(str::to_owned));
                work.extend(members.values());
            }
            Value::Array(items) => work.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    tags
}

struct Comparing<'t> {
    tags: &'t BTreeSet<String>,
    forgiven: bool,
}

impl Comparing<'_> {
    fn difference(&mut self, read: &Value, written: &Value, path: &str) -> Option<Difference> {
        let at = |name: &str| format!("{path}/{}", super::convert::escaped(name));
        match (read, written) {
            (Value::Object(one), Value::Object(other)) => {
                let mut members = one.iter();
                let lost = members.find_map(|(name, value)| match other.get(name) {
                    Some(other) => self.difference(value, other, &at(name)),
                    None => Some(Difference {
                        path: at(name),
                        kind: format!("{} is gone", kind(value)),
                        words: format!("{} is gone", short(value)),
                    }),
                });
                lost.or_else(|| {
                    let mut added = other.iter().filter(|(name, _)| !one.contains_key(*name));
                    let (name, value) = added.find(|(name, value)| {
                        // A value of a branch is written with the tag that the discriminator asks for.
                        let is_tag = value.is_string() && self.tags.contains(*name);
                        self.forgiven |= is_tag;
                        !is_tag
                    })?;
                    Some(Difference {
                        path: at(name),
                        kind: format!("{} came up", kind(value)),
                        words: format!("{} came up", short(value)),
                    })
                })
            }
            (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
                let mut pairs = one.iter().zip(other).enumerate();
                pairs.find_map(|(index, (one, other))| {
                    self.difference(one, other, &format!("{path}/{index}"))
                })
            }
            (Value::Number(one), Value::Number(other)) if same_number(one, other) => None,
            (Value::String(one), Value::String(other)) if one != other && same_text(one, other) => {
                self.forgiven = true;
                None
            }
            (one, other) if one == other => None,
            (one, other) => Some(Difference {
                path: path.to_owned(),
                kind: format!("{} became {}", kind(one), kind(other)),
                words: format!("{} became {}", short(one), short(other)),
            }),
        }
    }
}

/// Whether two numbers have one value: `1` and `1.0` have.
fn same_number(one: &Number, other: &Number) -> bool {
    let whole = |number: &Number| {
        let unsigned = || number.as_u64().map(i128::from);
        number.as_i64().map(i128::from).or_else(unsigned)
    };
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        // A whole number that no `f64` is exactly is not the one that is nearest to it.
        (Some(whole), None) => is_exactly(other, whole),
        (None, Some(whole)) => is_exactly(one, whole),
        (None, None) => one.as_f64() == other.as_f64(),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "what is out of range is saturated, and no whole number of 64 bits"
)]
fn is_exactly(number: &Number, whole: i128) -> bool {
    number
        .as_f64()
        .is_some_and(|number| number.fract() == 0.0 && number as i128 == whole)
}

/// Texts that are two ways to write one value:
///
/// - a date-time (RFC 3339): `Z` and `+00:00`, a fraction with and without zeros at its end, `t`, `z` and a space;
/// - a UUID (RFC 9562): capitals.
fn same_text(one: &str, other: &str) -> bool {
    let pairs = [(date_time(one), date_time(other)), (uuid(one), uuid(other))];
    pairs
        .iter()
        .any(|(one, other)| one.is_some() && one == other)
}

/// A date-time in one way of writing.
fn date_time(text: &str) -> Option<String> {
    let text = text.to_ascii_uppercase().replacen(' ', "T", 1);
    let (date, time) = text.split_once('T')?;
    let digits = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b':')
    };
    if date.len() != 10 || !digits(date) {
        return None;
    }
    let (time, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let (seconds, fraction) = time.split_once('.').unwrap_or((time, ""));
    if seconds.len() != 8 || !digits(seconds) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let offset = if ["+00:00", "-00:00"].contains(&offset) {
        "Z"
    } else {
        offset
    };
    Some(format!("{date}T{seconds}.{fraction}{offset}"))
}

/// A UUID in small letters.
fn uuid(text: &str) -> Option<String> {
    let lengths = text.split('-').map(str::len);
    let is_one = lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    is_one.then(|| text.to_ascii_lowercase())
}

/// Base64 in the standard alphabet without padding; none if it is not base64.
#[must_use]
pub fn base64(text: &str) -> Option<String> {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    let bare: String = bare.replace('-', "+").replace('_', "/");
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    let fits = bare.bytes().all(is_letter) && bare.len() % 4 != 1;
    let is_padded = padding == 0 || (padding < 3 && text.len().is_multiple_of(4));
    (fits && is_padded).then_some(bare)
}

/// The kind of a value, for people.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(_) => "a whole number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value as it is shown.
#[must_use]
pub fn short(value: &Value) -> String {
    let text = json!(value).to_string();
    if text.chars().count() <= 120 {
        return text;
    }
    let start: String = text.chars().take(120).collect();
    format!("{start}...")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(read: &Value, written: &Value) -> String {
        match compare(read, written, &BTreeSet::new()) {
            Comparison::Differs(Difference { path, words, .. }) => format!("{path}: {words}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn order_of_members_and_spelling_of_numbers_do_not_matter() {
        let read: Value = serde_json::from_str(r#"{"a": 1, "b": [1.0, 1e2]}"#).unwrap();
        let written: Value = serde_json::from_str(r#"{"b": [1, 100], "a": 1.0}"#).unwrap();
        assert_eq!(compare(&read, &written, &BTreeSet::new()), Comparison::Same);
    }

    #[test]
    fn what_is_lost_is_named_with_its_place() {
        assert_eq!(
            differs(&json!({"a": [{"b/c": 1}]}), &json!({"a": [{}]})),
            "/a/0/b~1c: 1 is gone"
        );
        assert_eq!(differs(&json!({}), &json!({"a": null})), "/a: null came up");
        assert_eq!(differs(&json!([1, 2]), &json!([1])), ": [1,2] became [1]");
        assert_eq!(differs(&json!(null), &json!(0)), ": null became 0");
        let (big, near) = (9_007_199_254_740_993_i64, 9_007_199_254_740_992_f64);
        assert_eq!(
            differs(&json!(big), &json!(near)),
            ": 9007199254740993 became 9007199254740992.0"
        );
    }

    #[test]
    fn one_value_written_in_two_ways_is_forgiven() {
        let pairs = [
            ("2024-01-01T00:00:00.500Z", "2024-01-01T00:00:00.5+00:00"),
            ("2024-01-01 00:00:00z", "2024-01-01T00:00:00Z"),
            (
                "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            ),
        ];
        for (one, other) in pairs {
            assert_eq!(
                compare(&json!([one]), &json!([other]), &BTreeSet::new()),
                Comparison::Forgiven,
                "{one}"
            );
        }
        for (one, other) in [
            ("2024-01-01T00:00:00Z", "2024-01-01T01:00:00+01:00"),
            ("a b", "a  b"),
            ("-_-_AA", "+/+/AA=="),
        ] {
            assert!(
                matches!(
                    compare(&json!(one), &json!(other), &BTreeSet::new()),
                    Comparison::Differs(..)
                ),
                "{one}"
            );
        }
    }
}
