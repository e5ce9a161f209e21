//! Which numbers and texts are worth trying for a schema? The plain one first, then extremes.
use super::{judge, patterns, view::View};
use serde_json::{Number, Value, json};
use std::collections::BTreeMap;

/// The longest text that is made, in characters, unless a longer one has to be.
const LONG: usize = 200;

/// What may match a pattern that is not understood.
const GUESSES: [&str; 8] = [
    "abc",
    "a",
    "1",
    "A",
    "abcdefgh",
    "12345678",
    "a-b",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
];

/// Candidates of whole numbers: inside the bounds, and divided by the divisor, as far as that is whole.
#[must_use]
pub fn integers(view: &View) -> Vec<Value> {
    let bound = |keyword: &str| view.keywords.get(keyword);
    let mut least = i128::from(i64::MIN);
    let mut most = i128::from(i64::MAX);
    if let Some(bound) = bound("minimum") {
        least = ceiling(bound).unwrap_or(least);
    }
    if let Some(bound) = bound("exclusiveMinimum") {
        least = least.max(floor(bound).map_or(least, |bound| bound + 1));
    }
    if let Some(bound) = bound("maximum") {
        most = floor(bound).unwrap_or(most);
    }
    if let Some(bound) = bound("exclusiveMaximum") {
        most = most.min(ceiling(bound).map_or(most, |bound| bound - 1));
    }
    let step = bound("multipleOf").and_then(Value::as_u64);
    let step = i128::from(step.unwrap_or(1).max(1));
    let least = least.div_euclid(step) * step + if least.rem_euclid(step) == 0 { 0 } else { step };
    let most = most.div_euclid(step) * step;
    let plain = (42_i128.div_euclid(step) * step).clamp(least, most.max(least));
    let beyond_f64 = (1_i128 << 53) + 1;
    let tried = [
        plain,
        0,
        1,
        -1,
        least,
        most,
        i128::from(i32::MAX) + 1,
        beyond_f64,
    ];
    let mut values = Vec::new();
    for value in tried {
        let value = value.div_euclid(step) * step;
        if (least..=most).contains(&value)
            && let Some(number) = Number::from_i128(value)
        {
            values.push(Value::Number(number));
        }
    }
    if (least..=most).contains(&3) && step == 1 {
        // It has no fraction, so it is whole (JSON Schema 2020-12 validation, section 6.1.1).
        values.push(json!(3.0));
    }
    distinct(values)
}

/// Candidates of numbers. All of them are values of 64-bit floating point.
#[must_use]
pub fn numbers(view: &View) -> Vec<Value> {
    let bound = |keyword: &str| view.keywords.get(keyword).and_then(Value::as_f64);
    let least = bound("minimum").or(bound("exclusiveMinimum"));
    let most = bound("maximum").or(bound("exclusiveMaximum"));
    let middle = match (least, most) {
        (Some(least), Some(most)) => f64::midpoint(least, most),
        (Some(least), None) => least + 1.5,
        (None, Some(most)) => most - 1.5,
        (None, None) => 1.5,
    };
    let mut values = vec![json!(middle), json!(1.5), json!(0), json!(-2.25)];
    values.extend(view.keywords.get("minimum").cloned());
    values.extend(view.keywords.get("maximum").cloned());
    values.extend([
        json!(1e-7),
        json!(123_456_789.125),
        json!(7),
        json!(6.02e23),
    ]);
    if let Some(step) = bound("multipleOf") {
        values = [1.0, 2.0, 0.0, 10.0, 100.0]
            .map(|times| json!(times * step))
            .to_vec();
        values.extend(view.keywords.get("multipleOf").cloned());
    }
    // The format says that they are whole (OpenAPI Format Registry, `int32` and `int64`).
    let format = ["format", "x-format"]
        .iter()
        .find_map(|name| view.keywords.get(*name)?.as_str());
    let whole = match format {
        Some("int32") => Some(f64::from(i32::MAX)),
        Some("int64" | "uint64") => Some(9.2e18),
        _ => None,
    };
    if whole.is_some() {
        values.extend([json!(3.0), json!(-1), json!(9_007_199_254_740_993_i64)]);
    }
    let fits = |value: &Value| {
        value.as_f64().is_some_and(|value| {
            whole.is_none_or(|most| value.fract() == 0.0 && value.abs() < most)
                && least.is_none_or(|least| value >= least)
                && most.is_none_or(|most| value <= most)
                && bound("exclusiveMinimum") != Some(value)
                && bound("exclusiveMaximum") != Some(value)
        })
    };
    values.retain(fits);
    distinct(values)
}

/// The candidates of texts that were made: patterns are slow to try.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<String, Vec<Value>>);

impl Texts {
    /// Candidates for a schema.
    pub fn of(&mut self, view: &View) -> Vec<Value> {
        let words = [
            "pattern",
            "x-pattern",
            "format",
            "x-format",
            "minLength",
            "maxLength",
        ];
        let key = words.map(|word| view.keywords.get(word));
        let known = self.0.entry(format!("{key:?}"));
        known.or_insert_with(|| texts(view)).clone()
    }
}

/// Candidates of texts; none if the pattern is not understood.
#[must_use]
pub fn texts(view: &View) -> Vec<Value> {
    let text = |keyword: &str| view.keywords.get(keyword).and_then(Value::as_str);
    let known = text("format").or(text("x-format")).and_then(formatted);
    if let Some(pattern) = text("pattern") {
        let least = view.count("minLength").unwrap_or_default();
        let variants = (0..3).chain(least.saturating_sub(2)..=least + 2);
        let mut all: Vec<String> = Vec::new();
        all.extend(
            known
                .unwrap_or_default()
                .iter()
                .map(|text| (*text).to_owned()),
        );
        all.extend(variants.filter_map(|variant| patterns::matching(pattern, variant)));
        all.extend(GUESSES.map(str::to_owned));
        all.retain(|text| judge::is_match(pattern, text));
        all.truncate(4);
        return distinct(all.into_iter().map(Value::String).collect());
    }
    if let Some(known) = known {
        return known.iter().map(|text| json!(text)).collect();
    }
    let least = view.count("minLength").unwrap_or_default();
    let most = view.count("maxLength").unwrap_or(usize::MAX);
    let fit = |text: &str, wanted: usize| -> Value {
        let length = wanted.clamp(least.min(most), most);
        text.chars().cycle().take(length).collect::<String>().into()
    };
    let unicode = "Žluťoučký 🦀 \"\\/\u{0} \n\u{202e}\u{7f}'<&>";
    let long = most.min(LONG.max(least));
    distinct(vec![
        fit("text", 4),
        fit(unicode, unicode.chars().count()),
        fit("x", 0),
        fit("é", long),
    ])
}

/// Texts of the formats that are known.
fn formatted(format: &str) -> Option<&'static [&'static str]> {
    let texts: &'static [&'static str] = match format {
        "date" => &["2024-02-29", "0001-01-01", "9999-12-31"],
        "date-time" => &[
            "2024-02-29T12:30:45Z",
            "2024-02-29T12:30:45+05:30",
            "1969-12-31T23:59:59.123456789-08:00",
            "9999-12-31T00:00:00.5Z",
        ],
        "time" => &["12:30:45Z", "23:59:59.25+05:30"],
        "duration" => &["P3DT4H", "PT0.5S"],
        "uuid" => &[
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "00000000-0000-0000-0000-000000000000",
        ],
        "byte" => &["aGVsbG8gd29ybGQ=", "", "+/+/AA==", "-_-_AA", "AA"],
        "email" => &["someone@example.com"],
        "hostname" => &["example.com"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "uri" | "url" => &["https://example.com/a?b=c#d"],
        "uri-reference" => &["/a?b=c"],
        "decimal" => &["1234567890.123456789012345678"],
        _ => return None,
    };
    Some(texts)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "bounds that large are cut to what a number holds"
)]
fn ceiling(bound: &Value) -> Option<i128> {
    whole(bound).or_else(|| Some(bound.as_f64()?.ceil() as i128))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "bounds that large are cut to what a number holds"
)]
fn floor(bound: &Value) -> Option<i128> {
    whole(bound).or_else(|| Some(bound.as_f64()?.floor() as i128))
}

fn whole(value: &Value) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
}

fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(keywords: &Value) -> View {
        View {
            keywords: keywords.as_object().cloned().unwrap_or_default(),
            ..View::default()
        }
    }

    #[test]
    fn whole_numbers_go_to_their_bounds() {
        let all = integers(&view(
            &json!({"minimum": -3, "exclusiveMaximum": 10, "multipleOf": 2}),
        ));
        assert_eq!(all, [json!(8), json!(0), json!(-2)]);
        let all = integers(&view(&json!({})));
        assert!(all.contains(&json!(i64::MIN)) && all.contains(&json!(i64::MAX)));
        assert!(all.contains(&json!(3.0)));
        let all = integers(&view(&json!({"minimum": 0, "maximum": u64::MAX})));
        assert!(all.contains(&json!(u64::MAX)));
        assert_eq!(
            integers(&view(&json!({"minimum": 1.5, "maximum": 2.5}))),
            [json!(2)]
        );
    }

    #[test]
    fn numbers_keep_to_their_bounds() {
        let all = numbers(&view(&json!({"minimum": 0, "maximum": 1})));
        assert_eq!(all, [json!(0.5), json!(0), json!(1), json!(1e-7)]);
        assert!(numbers(&view(&json!({"multipleOf": 0.25}))).contains(&json!(0.5)));
    }

    #[test]
    fn texts_keep_to_their_lengths_patterns_and_formats() {
        let all = texts(&view(&json!({"minLength": 2, "maxLength": 3})));
        let lengths: Vec<usize> = all
            .iter()
            .map(|text| text.as_str().unwrap().chars().count())
            .collect();
        assert_eq!(lengths, [3, 3, 2, 3]);
        assert!(texts(&view(&json!({}))).contains(&json!("")));
        assert_eq!(texts(&view(&json!({"pattern": "^x{2}$"}))), [json!("xx")]);
        let looks = texts(&view(&json!({"pattern": "^(?!ab)[a-z]{2}$"})));
        assert_eq!(looks, [json!("aa"), json!("kk")]);
        let none = texts(&view(&json!({"pattern": "^(?=x)y$"})));
        assert_eq!(none, Vec::<Value>::new());
        assert_eq!(texts(&view(&json!({"format": "uuid"}))).len(), 2);
    }
}
