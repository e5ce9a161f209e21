//! Headers of answers as their types.

use crate::runtime::{Header, HeaderError, HeaderMap, HeaderProblem, Response, StatusCode};

fn answer(lines: &[(&'static str, &str)]) -> Response<()> {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(*name, value.parse().unwrap());
    }
    Response {
        status: StatusCode::OK,
        headers,
        value: (),
    }
}

#[test]
fn values_are_read_by_their_types() {
    let answer = answer(&[
        ("x-count", " 12 "),
        ("x-cost", "0.25"),
        ("x-cached", "true"),
        ("etag", "\"7\""),
        ("x-number", "7"),
        ("x-list", "1, 2"),
        ("x-list", "3"),
        ("x-empty", ""),
    ]);
    assert_eq!(answer.header(Header::<i32>::new("X-Count")), Ok(12));
    assert_eq!(answer.header(Header::<f64>::new("x-cost")), Ok(0.25));
    assert_eq!(answer.header(Header::<bool>::new("x-cached")), Ok(true));
    let text = |name| answer.header(Header::<String>::new(name)).unwrap();
    assert_eq!(text("etag"), "\"7\"");
    assert_eq!(text("x-number"), "7");
    assert_eq!(text("x-list"), "1, 2, 3");
    let list = |name| answer.header(Header::<Vec<u8>>::new(name));
    assert_eq!(list("x-list"), Ok(vec![1, 2, 3]));
    assert_eq!(list("x-empty"), Ok(vec![]));
}

#[test]
fn what_may_be_missing_is_an_option() {
    let answer = answer(&[("x-a", "1"), ("x-bad", "many")]);
    let optional = |name| answer.header(Header::<Option<i64>>::new(name));
    assert_eq!(optional("x-a"), Ok(Some(1)));
    assert_eq!(optional("x-b"), Ok(None));
    let list = answer.header(Header::<Option<Vec<i64>>>::new("x-a"));
    assert_eq!(list, Ok(Some(vec![1])));
    let missing = answer.header(Header::<i64>::new("X-B")).unwrap_err();
    let problem = HeaderProblem::Missing;
    assert_eq!(
        missing,
        HeaderError {
            name: "X-B",
            problem
        }
    );
    assert_eq!(
        missing.to_string(),
        "the header `X-B` of the answer is missing"
    );
    assert_eq!(
        optional("x-bad").unwrap_err().to_string(),
        "the header `x-bad` of the answer does not match the document: \
         invalid value: string \"many\", expected a whole number"
    );
}

#[cfg(feature = "chrono")]
#[test]
fn dates_are_those_of_json_or_of_http() {
    use chrono::{DateTime, FixedOffset};
    let answer = answer(&[
        ("x-json", "2024-02-03T04:05:06+01:00"),
        ("x-http", "Sat, 3 Feb 2024 04:05:06 GMT"),
        ("x-other", "Yesterday, 3 Feb 2024 GMT"),
    ]);
    let date = |name| answer.header(Header::<DateTime<FixedOffset>>::new(name));
    let shown = |name| date(name).unwrap().to_rfc3339();
    assert_eq!(shown("x-json"), "2024-02-03T04:05:06+01:00");
    assert_eq!(shown("x-http"), "2024-02-03T04:05:06+00:00");
    assert!(date("x-other").is_err());
    let text = answer.header(Header::<String>::new("x-http"));
    assert_eq!(text.unwrap(), "Sat, 3 Feb 2024 04:05:06 GMT");
}

#[test]
fn exact_numbers_keep_their_digits() {
    use crate::runtime::Number;
    let answer = answer(&[("x-amount", "12.500"), ("x-bad", "1 2")]);
    let amount = answer.header(Header::<Option<Number>>::new("x-amount"));
    assert_eq!(amount.unwrap().unwrap().to_string(), "12.500");
    assert!(answer.header(Header::<Number>::new("x-bad")).is_err());
}
