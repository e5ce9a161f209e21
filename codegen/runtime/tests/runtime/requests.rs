//! How arguments become requests.

use crate::runtime::{
    Bytes, Method, Parameter, PathProblem, Request, RequestBuilder, RequestError,
};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::json;

fn texts(value: &dyn Parameter) -> Vec<String> {
    let mut values = Vec::new();
    value.write(&mut values);
    values
}

fn get(template: &'static str) -> RequestBuilder {
    Request::new(Method::GET, template)
}

fn target(builder: RequestBuilder) -> String {
    builder.build().unwrap().target
}

fn refused(builder: RequestBuilder) -> (&'static str, PathProblem) {
    match builder.build().unwrap_err() {
        RequestError::PathParameter { name, problem } => (name, problem),
        other => panic!("{other:?}"),
    }
}

#[test]
fn methods_of_any_name() {
    let request = Request::of_method("VERSION-CONTROL", "/a").build().unwrap();
    assert_eq!(request.method.as_str(), "VERSION-CONTROL");
    assert_eq!(
        Request::of_method("GET", "/a").build().unwrap().method,
        Method::GET
    );
    let error = Request::of_method("A B", "/a")
        .query("q", &1)
        .build()
        .unwrap_err();
    assert_eq!(error.to_string(), "`A B` cannot be the name of a method");
}

#[test]
fn parameters_have_the_text_that_json_has() {
    assert_eq!(texts(&"a b"), ["a b"]);
    assert_eq!(texts(&"a".to_owned()), ["a"]);
    assert_eq!(texts(&true), ["true"]);
    assert_eq!(texts(&-5_i8), ["-5"]);
    assert_eq!(texts(&u64::MAX), ["18446744073709551615"]);
    assert_eq!(texts(&1.0_f64), ["1.0"]);
    assert_eq!(texts(&0.1_f32), ["0.1"]);
    assert_eq!(texts(&f64::NAN), ["NaN"]);
    assert_eq!(texts(&None::<i32>), [""; 0]);
    assert_eq!(texts(&Some(&[1, 2][..])), ["1", "2"]);
    assert_eq!(texts(&vec![Some("a"), None, Some("b")]), ["a", "b"]);
    assert_eq!(
        texts(&json!(["x", 1, null, {"a": true}])),
        ["x", "1", r#"{"a":true}"#]
    );
}

#[cfg(feature = "chrono")]
#[test]
fn dates_are_rfc_3339() {
    use chrono::{DateTime, FixedOffset, NaiveDate};
    assert_eq!(
        texts(&NaiveDate::from_ymd_opt(2024, 2, 9).unwrap()),
        ["2024-02-09"]
    );
    for text in ["2024-02-09T01:02:03+02:00", "2024-02-09T01:02:03.250Z"] {
        assert_eq!(
            texts(&DateTime::<FixedOffset>::parse_from_rfc3339(text).unwrap()),
            [text]
        );
    }
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_are_hyphenated() {
    assert_eq!(
        texts(&uuid::Uuid::from_u128(0xAB)),
        ["00000000-0000-0000-0000-0000000000ab"]
    );
}

#[test]
fn path_values_cannot_change_the_shape_of_the_path() {
    let path = |value: &str| target(get("/v2/persons/{id}/x").path("id", &value));
    assert_eq!(path("a-b_c.d~1"), "/v2/persons/a-b_c.d~1/x");
    assert_eq!(path("a/../b"), "/v2/persons/a%2F..%2Fb/x");
    assert_eq!(
        path("?a#b%2e\\;@:"),
        "/v2/persons/%3Fa%23b%252e%5C%3B%40%3A/x"
    );
    assert_eq!(path("ä {id}"), "/v2/persons/%C3%A4%20%7Bid%7D/x");
    assert_eq!(
        target(get("/{ids}").path("ids", &vec!["a,b", "c"])),
        "/a%2Cb,c"
    );
    assert_eq!(
        target(
            get("/{a}-{b}/{c}.json")
                .path("b", &2)
                .path("a", &"{b}")
                .path("c", &"..")
        ),
        "/%7Bb%7D-2/...json"
    );
}

#[test]
fn path_values_that_vanish_are_refused_by_name() {
    for value in ["", ".", ".."] {
        assert_eq!(
            refused(get("/v2/{id}").path("id", &value)),
            ("id", PathProblem::Shape),
            "{value:?}"
        );
        assert_eq!(
            refused(get("/{id}/v2").path("id", &value)),
            ("id", PathProblem::Shape),
            "{value:?}"
        );
    }
    assert_eq!(
        refused(get("/{a}{b}").path("a", &".").path("b", &".")),
        ("b", PathProblem::Shape)
    );
    assert_eq!(
        refused(get("/%2E{b}").path("b", &".")),
        ("b", PathProblem::Shape)
    );
    assert_eq!(target(get("/{a}{b}").path("a", &"").path("b", &"x")), "/x");
    assert_eq!(refused(get("/{id}")), ("id", PathProblem::Missing));
    assert_eq!(
        refused(get("/{id}.json").path("id", &None::<i32>)),
        ("id", PathProblem::Missing)
    );
    let error = get("/{person_id}")
        .path("person_id", &"")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("`person_id`"), "{error}");
}

#[test]
fn templates_are_sent_as_written() {
    assert_eq!(target(get("/a//b/")), "/a//b/");
    assert_eq!(target(get("a/b")), "/a/b");
    assert_eq!(target(get("/")), "/");
    assert_eq!(target(get("/a%20b/c:do@x,y;z=1")), "/a%20b/c:do@x,y;z=1");
    assert_eq!(target(get("/a b/ü/{open")), "/a%20b/%C3%BC/%7Bopen");
    assert_eq!(target(get("/a?b=1#c?d").query("e", &2)), "/a?b=1&e=2");
    assert_eq!(
        target(get("/?action={action}").path("action", &"a&b")),
        "/?action=a%26b"
    );
    assert_eq!(target(get("/a?").query("e", &2)), "/a?e=2");
}

#[test]
fn queries_are_encoded_and_left_out_when_empty() {
    let request = get("/a")
        .query("filter[x]", &"a b+c&d=e/ü")
        .query("none", &None::<i32>)
        .query("many", &["1", "2"].as_slice())
        .query_joined("ids", ",", &vec!["a,b", "c"])
        .query_joined("piped", "|", &vec![1, 2])
        .query_joined("empty", ",", &Vec::<i32>::new());
    let expected =
        "/a?filter%5Bx%5D=a%20b%2Bc%26d%3De%2F%C3%BC&many=1&many=2&ids=a%2Cb,c&piped=1|2";
    assert_eq!(target(request), expected);
}

#[test]
fn headers_and_cookies_are_checked_or_encoded() {
    let request = get("/")
        .header("X-Ids", &vec![1, 2])
        .header("X-None", &None::<i32>)
        .cookie("session", &"a;b c\r\n=d")
        .cookie("n", &vec![1, 2])
        .accept("application/json")
        .build()
        .unwrap();
    assert_eq!(request.headers["x-ids"], "1,2");
    assert!(!request.headers.contains_key("x-none"));
    assert_eq!(
        request.headers["cookie"],
        "session=a%3Bb%20c%0D%0A=d; n=1; n=2"
    );
    assert_eq!(request.headers["accept"], "application/json");
    assert!(!format!("{request:?}").contains("session"), "{request:?}");

    for value in ["a\r\nEvil: 1", "a\n", "\0", "\u{7f}"] {
        let error = get("/").header("X-Name", &value).build().unwrap_err();
        assert!(
            matches!(error, RequestError::HeaderParameter { name: "X-Name" }),
            "{value:?}"
        );
        assert!(!error.to_string().contains("Evil"));
    }
    assert!(get("/").header("no name", &1).build().is_err());
    let request = get("/").header("X-Name", &"ü\t").build().unwrap();
    assert_eq!(request.headers["x-name"].as_bytes(), "ü\t".as_bytes());
}

struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _to: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("not today"))
    }
}

#[test]
fn bodies_have_their_media_type() {
    let content = |builder: RequestBuilder| {
        let request = builder.build().unwrap();
        let media_type = request
            .headers
            .get("content-type")
            .map(|value| value.to_str().unwrap().to_owned());
        (
            media_type.unwrap_or_default(),
            request
                .body
                .map(|body| String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap()),
        )
    };
    let expected = |media_type: &str, body: &str| (media_type.to_owned(), Some(body.to_owned()));
    assert_eq!(content(get("/")), (String::new(), None));
    assert_eq!(
        content(get("/").json(&json!({"a": 1}))),
        expected("application/json", r#"{"a":1}"#)
    );
    let merge = "application/merge-patch+json";
    assert_eq!(
        content(get("/").json_as(merge, &[1][..])),
        expected(merge, "[1]")
    );
    assert_eq!(
        content(get("/").optional_json(merge, Some("x"))),
        expected(merge, r#""x""#)
    );
    assert_eq!(
        content(get("/").optional_json::<str>(merge, None)),
        (String::new(), None)
    );
    assert_eq!(
        content(get("/").text("text/plain", "hi")),
        expected("text/plain", "hi")
    );
    assert_eq!(
        content(get("/").optional_text("text/plain", Some("hi"))),
        expected("text/plain", "hi")
    );
    assert_eq!(
        content(get("/").optional_text("text/plain", None)),
        (String::new(), None)
    );
    assert_eq!(
        content(get("/").optional_bytes("image/png", Some(Bytes::from_static(b"\x01")))),
        expected("image/png", "\u{1}")
    );
    assert_eq!(
        content(get("/").optional_bytes("image/png", None)),
        (String::new(), None)
    );
    assert_eq!(
        content(get("/").bytes("image/png", Bytes::from_static(b"\x01"))),
        expected("image/png", "\u{1}")
    );

    let request = get("/").text("text/plain", "a password").build().unwrap();
    assert!(!format!("{request:?}").contains("password"), "{request:?}");
    let query = Request::new(Method::GET, "/x")
        .query("key", &"password")
        .query("a", &1);
    let shown = format!("{:?}", query.build().unwrap());
    assert!(shown.contains("/x?key=[redacted]&a=[redacted]"), "{shown}");
}

#[test]
fn the_first_error_is_the_one_that_is_told() {
    let error = get("/")
        .json(&Unwritable)
        .header("X", &"\n")
        .build()
        .unwrap_err();
    assert!(matches!(error, RequestError::Body(_)));
    assert_eq!(error.to_string(), "the body cannot be written: not today");
    let error = get("/{id}")
        .header("X", &"\n")
        .json(&Unwritable)
        .build()
        .unwrap_err();
    assert!(matches!(error, RequestError::HeaderParameter { name: "X" }));
}

#[test]
fn the_credentials_that_are_asked_for_are_kept() {
    let request = get("/")
        .security(&[&["BearerAuth"], &["A", "B"]])
        .build()
        .unwrap();
    assert_eq!(request.security, [&["BearerAuth"][..], &["A", "B"]]);
    assert_eq!(request.template, "/");
}
