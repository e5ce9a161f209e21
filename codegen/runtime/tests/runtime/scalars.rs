//! Enumerations, numbers and formats: what is read, how it is written, and what is refused.

use crate::runtime::{self, Field, Parameter, Secret};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, from_value, json, to_string};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Half,
    Value2,
    Unrecognized(f64),
}
runtime::open_enum!(Step(f64) else Unrecognized { Half = 0.5, Value2 = 2.0, });

#[derive(Debug, Clone, PartialEq)]
enum Setting {
    Auto,
    Value1,
    True,
    Unrecognized(Value),
}
runtime::open_enum!(Setting(json) else Unrecognized { Auto = "auto", Value1 = 1, True = true, });

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
}
runtime::closed_enum!(Gender(str) { Male = "MALE", Female = "FEMALE", });

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Email,
    Post,
}
runtime::closed_enum!(Method(i32) { Email = 1, Post = 2, });

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flag {
    True,
}
runtime::closed_enum!(Flag(json) { True = true, });

#[derive(Debug, PartialEq, Default)]
struct Counts {
    one: Option<i64>,
    small: Option<u8>,
    large: Option<u64>,
    list: Option<Vec<Option<i32>>>,
    field: Field<BTreeMap<String, i64>>,
    additional: BTreeMap<String, i64>,
}

runtime::object!(Counts {
    optional one = "one" as tolerant,
    optional small = "small" as tolerant,
    optional large = "large" as tolerant,
    optional list = "list" as tolerant,
    field field = "field" as tolerant,
    tolerant_rest additional,
});

fn error<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    from_str::<T>(json).unwrap_err().to_string()
}

/// What comes of a JSON text that is read and written.
fn through<T: DeserializeOwned + Serialize>(json: &str) -> String {
    to_string(&from_str::<T>(json).unwrap()).unwrap()
}

#[test]
fn enums_of_numbers_write_them_as_they_are_listed() {
    let steps: Vec<Step> = from_str("[0.5,2,2.0,3,0.25]").unwrap();
    let others = [Step::Unrecognized(3.0), Step::Unrecognized(0.25)];
    assert_eq!(steps[..3], [Step::Half, Step::Value2, Step::Value2]);
    assert_eq!(steps[3..], others);
    assert_eq!(to_string(&steps).unwrap(), "[0.5,2,2,3,0.25]");
    assert_eq!(Step::VALUES.len(), 2);
    assert_eq!(
        (Step::Value2.to_string(), Step::from(0.5)),
        ("2".to_owned(), Step::Half)
    );
}

#[test]
fn mixed_enums_keep_the_json_value() {
    let text = r#"["auto",1,true,"1",false,null,{"a":[]}]"#;
    let settings: Vec<Setting> = from_str(text).unwrap();
    assert_eq!(
        settings[..3],
        [Setting::Auto, Setting::Value1, Setting::True]
    );
    assert_eq!(settings[3], Setting::Unrecognized(json!("1")));
    assert_eq!(to_string(&settings).unwrap(), text);
    assert_eq!(from_str::<Setting>("1.0").unwrap(), Setting::Value1);
    assert_eq!(
        Setting::Auto.to_string() + &Setting::True.to_string(),
        "autotrue"
    );
    let mut written = Vec::new();
    Setting::Value1.write(&mut written);
    assert_eq!(written, ["1"]);
}

#[test]
fn closed_enums_refuse_what_is_not_listed() {
    assert_eq!(through::<Gender>(r#""FEMALE""#), r#""FEMALE""#);
    let why = "`X` is not among the values of the document: `MALE`, `FEMALE`";
    assert!(error::<Gender>(r#""X""#).starts_with(why));
    assert_eq!("X".parse::<Gender>().unwrap_err().to_string(), why);
    assert_eq!("MALE".parse(), Ok(Gender::Male));
    assert_eq!(
        (Gender::Female.as_ref(), Gender::VALUES.len()),
        ("FEMALE", 2)
    );
    assert_eq!(Method::try_from(2), Ok(Method::Post));
    assert_eq!(through::<Vec<Method>>("[1,2.0]"), "[1,2]");
    assert!(
        error::<Method>("3").starts_with("`3` is not among the values of the document: `1`, `2`")
    );
    assert_eq!(through::<Flag>("true"), "true");
    assert!(error::<Flag>("false").starts_with("`false` is not among"));
}

#[test]
fn whole_numbers_are_read_in_all_their_spellings() {
    let text = r#"{"one":1.0,"small":2e1,"large":18446744073709551615,"list":[1,null,-3.0],"field":{"a":1e2},"z":5.0}"#;
    let counts: Counts = from_str(text).unwrap();
    assert_eq!(
        to_string(&counts).unwrap(),
        r#"{"one":1,"small":20,"large":18446744073709551615,"list":[1,null,-3],"field":{"a":100},"z":5}"#
    );
    assert_eq!(
        from_value::<Counts>(from_str(text).unwrap()).unwrap(),
        counts
    );
    assert_eq!(
        through::<Counts>(r#"{"one":null,"field":null}"#),
        r#"{"field":null}"#
    );
}

#[test]
fn numbers_that_do_not_fit_are_refused_and_neither_wrapped_nor_rounded() {
    for text in [
        r#"{"small":256}"#,
        r#"{"small":-1}"#,
        r#"{"small":300.0}"#,
        r#"{"one":1.5}"#,
        r#"{"one":9223372036854775808}"#,
        r#"{"one":9007199254740993.0}"#,
        r#"{"large":18446744073709551616}"#,
        r#"{"large":-1}"#,
        r#"{"list":[4294967296]}"#,
        r#"{"one":"1"}"#,
        r#"{"z":1.5}"#,
    ] {
        let message = error::<Counts>(text);
        assert!(
            message.contains("expected a whole number that fits"),
            "{text}: {message}"
        );
    }
    assert_eq!(
        error::<Counts>(r#"{"small":256}"#),
        "invalid value: integer `256`, expected a whole number that fits u8 at line 1 column 12"
    );
}

#[test]
fn secrets_are_sent_and_not_shown() {
    let secret: Secret = from_str(r#""p\"w""#).unwrap();
    assert_eq!(secret, Secret::from("p\"w"));
    assert_eq!(to_string(&secret).unwrap(), r#""p\"w""#);
    assert_eq!(format!("{secret:?} {secret}"), "[redacted] [redacted]");
    assert!(!error::<Secret>("5").contains("redacted"));
}

#[cfg(feature = "chrono")]
mod date_times {
    use super::*;
    use chrono::{DateTime, FixedOffset};

    #[derive(Debug)]
    struct Event {
        at: DateTime<FixedOffset>,
    }
    runtime::object!(Event { required at = "at" as tolerant, });

    #[test]
    fn all_spellings_are_read_and_rfc_3339_is_written() {
        for (read, written) in [
            ("2024-02-29T10:11:12Z", "2024-02-29T10:11:12Z"),
            (
                "2024-02-29T10:11:12.120+05:30",
                "2024-02-29T10:11:12.120+05:30",
            ),
            (
                "2024-02-29T10:11:12.123456789-00:30",
                "2024-02-29T10:11:12.123456789-00:30",
            ),
            (
                "2024-02-29T10:11:12.1234567891Z",
                "2024-02-29T10:11:12.123456789Z",
            ),
            ("2024-02-29t10:11:12z", "2024-02-29T10:11:12Z"),
            ("2024-02-29 10:11:12+02:00", "2024-02-29T10:11:12+02:00"),
            ("2024-02-29 10:11:12 +0200", "2024-02-29T10:11:12+02:00"),
            ("2024-02-29T10:11:12+02", "2024-02-29T10:11:12+02:00"),
            ("2024-02-29T10:11:12", "2024-02-29T10:11:12Z"),
            ("2024-02-29T10:11:12.5", "2024-02-29T10:11:12.500Z"),
            ("2024-02-29T10:11:12,5Z", "2024-02-29T10:11:12.500Z"),
            ("2024-02-29T10:11Z", "2024-02-29T10:11:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ] {
            let event: Event = from_value(json!({ "at": read })).unwrap();
            assert_eq!(
                to_string(&event).unwrap(),
                json!({ "at": written }).to_string(),
                "{read}"
            );
        }
    }

    #[test]
    fn what_is_no_date_time_is_refused() {
        for text in [
            "",
            "2024-02-30T10:11:12Z",
            "2024-02-29",
            "2024-02-29T25:00:00Z",
            "now",
            "2024-02-29T10:11:12+2",
            "é",
            "2024-02-29T10:11:12Zé",
        ] {
            let message = error::<Event>(&json!({ "at": text }).to_string());
            assert!(
                message.contains("expected a date and time"),
                "{text}: {message}"
            );
        }
    }
}

#[cfg(feature = "base64")]
mod bytes {
    use super::*;
    use runtime::Base64;

    #[test]
    fn bytes_are_written_in_the_form_in_which_they_were_read() {
        for text in [
            "", "+/8=", "-_8=", "+/8", "-_8", "AAAA", "Zm9v", "-_-_", "-_+/", "ab", "Zm 9v",
            "AA==", "AA",
        ] {
            let json = json!(text).to_string();
            assert_eq!(through::<Base64>(&json), json);
        }
        let broken: Base64 = from_str(r#""Zm9v\r\nYg==\n""#).unwrap();
        assert_eq!(
            (&*broken, broken.encode()),
            (&b"foob"[..], "Zm9v\r\nYg==\n".to_owned())
        );
        assert_eq!(Base64::new(broken.into_bytes()).encode(), "Zm9vYg==");
        assert_eq!(
            from_str::<Base64>(r#""-_8""#).unwrap(),
            Base64::new([0xfb, 0xff])
        );
        assert!(error::<Base64>(r#""é""#).contains("invalid base64 text"));
        assert!(error::<Base64>(r#""A""#).contains("invalid base64 text"));
    }
}

mod numbers {
    use super::*;
    use runtime::{Encoding, Method, Multipart, Number, Request, RequestBuilder, Style};

    #[test]
    fn digits_are_kept() {
        let text = "[1,1.10,-0,0.1e-400,123456789012345678901234567890.5,1E+2]";
        assert_eq!(through::<Vec<Number>>(text), text);
        assert_eq!(through::<Option<Number>>("null"), "null");
        let from_tree: Vec<Number> =
            from_value(json!([18_446_744_073_709_551_615_u64, -1, 0.5])).unwrap();
        assert_eq!(
            serde_json::to_value(from_tree).unwrap(),
            json!([18_446_744_073_709_551_615_u64, -1, 0.5])
        );
    }

    #[test]
    fn digits_are_kept_in_styles_forms_and_parts() {
        let digits = "123456789012345678901234567890.50";
        let number: Number = digits.parse().unwrap();
        let object = BTreeMap::from([("a", [number.clone(), number.clone()])]);
        let request = || Request::new(Method::POST, "/c/{p}");
        let path = request().path_as("p", Style::LabelExploded, &[&number, &number]);
        let path = path.query_as("q", Encoding::DeepObject, &object);
        let target = path.build().unwrap().target;
        let pair = format!("q%5Ba%5D%5B%5D={digits}");
        assert_eq!(target, format!("/c/.{digits}.{digits}?{pair}&{pair}"));

        let text = |request: RequestBuilder| {
            let body = request.path("p", &"p").build().unwrap().body.unwrap();
            String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap()
        };
        let form = text(request().form(&object, &[]));
        assert_eq!(form, format!("a={digits}&a={digits}"));
        let form = text(request().form(&object, &[("a", Encoding::Json)]));
        assert_eq!(form, format!("a=%5B{digits}%2C{digits}%5D"));
        let parts = Multipart::new().part("a", &number).part("b", &object);
        let parts = text(request().multipart(parts));
        assert!(parts.contains(&format!("\r\n\r\n{digits}\r\n")), "{parts}");
        let object = format!("{{\"a\":[{digits},{digits}]}}");
        assert!(parts.contains(&object), "{parts}");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert!(error::<Number>(r#""1""#).contains("expected a number"));
        assert!(error::<Number>("{}").contains("expected a number"));
        assert!(error::<Number>("01").contains("invalid number"));
        for text in ["", " 1", "1 ", "+1", "0x1", "true", "NaN", "1."] {
            assert!(
                text.parse::<Number>().is_err() || text.trim() != text,
                "{text:?}"
            );
        }
        assert!(Number::try_from(f64::NAN).is_err());
        assert_eq!(Number::from(u128::MAX).to_string(), u128::MAX.to_string());
    }

    #[derive(Debug, PartialEq)]
    enum Amount {
        Exact(Number),
        Text(String),
    }
    runtime::union!(Amount { Exact = number, Text = string, });

    /// A union has seen the number before its branch does, with 64 bits.
    #[test]
    fn a_branch_of_a_union_can_be_exact() {
        assert_eq!(
            through::<Vec<Amount>>(r#"[1,0.5,"a",-3]"#),
            r#"[1,0.5,"a",-3]"#
        );
    }
}
