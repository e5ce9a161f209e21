//! The bytes of parameters, as the tables of the standard have them (OpenAPI 3.1.1, sections 4.8.12.3 and 4.8.12.4).
//!
//! A cell that the standard calls `n/a` has a note that says what is done.

use crate::runtime::RequestError;
use crate::runtime::{Encoding, Method, Parameter, PathProblem, Request, RequestBuilder, Style};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The values of the standard's table.
#[derive(Debug, Clone, Copy)]
enum Color {
    Text(&'static str),
    List,
    Object,
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::List => to.collect_seq(["blue", "black", "brown"]),
            Self::Object => to.collect_map([("R", 100), ("G", 200), ("B", 150)]),
        }
    }
}

/// The empty string, a string, an array and an object.
fn colors() -> [Color; 4] {
    [
        Color::Text(""),
        Color::Text("blue"),
        Color::List,
        Color::Object,
    ]
}

fn get(template: &'static str) -> RequestBuilder {
    Request::new(Method::GET, template)
}

fn query_of(request: RequestBuilder) -> String {
    let target = request.build().unwrap().target;
    target.strip_prefix("/c").unwrap().to_owned()
}

fn header_of(request: RequestBuilder, name: &str) -> Option<String> {
    let request = request.build().unwrap();
    let value = request.headers.get(name)?;
    Some(value.to_str().unwrap().to_owned())
}

#[test]
fn in_paths() {
    for (style, expected) in [
        (
            Style::Matrix,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::MatrixExploded,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Style::Label,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Style::LabelExploded,
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Style::Simple,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Style::SimpleExploded,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        // No style: a media type.
        (
            Style::Json,
            [
                "%22%22",
                "%22blue%22",
                "%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
                "%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
            ],
        ),
    ] {
        for (value, expected) in colors().iter().zip(expected) {
            // Beside other text, a value may be empty and may be a dot.
            let request = get("/c{color}").path_as("color", style, value).build();
            assert_eq!(
                request.unwrap().target,
                format!("/c{expected}"),
                "{style:?} {value:?}"
            );
            // As a segment of its own it is sent if it does not change which resource is meant.
            let request = get("/{color}/x").path_as("color", style, value).build();
            match expected {
                "" | "." => assert_refused(request, PathProblem::Shape),
                expected => assert_eq!(request.unwrap().target, format!("/{expected}/x")),
            }
        }
    }
}

fn assert_refused(request: Result<Request, RequestError>, expected: PathProblem) {
    let RequestError::PathParameter { name, problem } = request.unwrap_err() else {
        panic!("it is the path's fault");
    };
    assert_eq!((name, problem), ("color", expected));
}

#[test]
fn in_queries() {
    for (encoding, expected) in [
        // `form`.
        (
            Encoding::Joined(","),
            [
                "?color=",
                "?color=blue",
                "?color=blue,black,brown",
                "?color=R,100,G,200,B,150",
            ],
        ),
        (
            Encoding::Exploded,
            [
                "?color=",
                "?color=blue",
                "?color=blue&color=black&color=brown",
                "?R=100&G=200&B=150",
            ],
        ),
        // `spaceDelimited` and `pipeDelimited`. Strings are n/a: as `form`. Exploded is n/a: as `form`, too.
        (
            Encoding::Joined("%20"),
            [
                "?color=",
                "?color=blue",
                "?color=blue%20black%20brown",
                "?color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            Encoding::Joined("%7C"),
            [
                "?color=",
                "?color=blue",
                "?color=blue%7Cblack%7Cbrown",
                "?color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        // `tsv` of Swagger 2.0.
        (
            Encoding::Joined("%09"),
            [
                "?color=",
                "?color=blue",
                "?color=blue%09black%09brown",
                "?color=R%09100%09G%09200%09B%09150",
            ],
        ),
        // `deepObject`. Strings are n/a: as `form`. Arrays are n/a: with the index of each item. Not exploded is n/a:
        // as exploded.
        (
            Encoding::DeepObject,
            [
                "?color=",
                "?color=blue",
                "?color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
                "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
        // No style: a media type.
        (
            Encoding::Json,
            [
                "?color=%22%22",
                "?color=%22blue%22",
                "?color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
                "?color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
            ],
        ),
    ] {
        for (value, expected) in colors().iter().zip(expected) {
            let query = query_of(get("/c").query_as("color", encoding, value));
            assert_eq!(query, expected, "{encoding:?} {value:?}");
        }
    }
}

#[test]
fn in_headers() {
    for (style, expected) in [
        (
            Style::Simple,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Style::SimpleExploded,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        (
            Style::Json,
            [
                "\"\"",
                "\"blue\"",
                "[\"blue\",\"black\",\"brown\"]",
                "{\"R\":100,\"G\":200,\"B\":150}",
            ],
        ),
    ] {
        for (value, expected) in colors().iter().zip(expected) {
            let request = get("/c").header_as("color", style, value);
            assert_eq!(
                header_of(request, "color").unwrap(),
                expected,
                "{style:?} {value:?}"
            );
        }
    }
}

/// `form` with `&` between the pairs would be one cookie to servers, so that each pair is a cookie of its own
/// (OpenAPI 3.1.1, appendix D).
#[test]
fn in_cookies() {
    for (encoding, expected) in [
        (
            Encoding::Joined(","),
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Encoding::Exploded,
            [
                "color=",
                "color=blue",
                "color=blue; color=black; color=brown",
                "R=100; G=200; B=150",
            ],
        ),
        (
            Encoding::Json,
            [
                "color=%22%22",
                "color=%22blue%22",
                "color=[%22blue%22%2C%22black%22%2C%22brown%22]",
                "color={%22R%22:100%2C%22G%22:200%2C%22B%22:150}",
            ],
        ),
    ] {
        for (value, expected) in colors().iter().zip(expected) {
            let request = get("/c").cookie_as("color", encoding, value);
            assert_eq!(
                header_of(request, "cookie").unwrap(),
                expected,
                "{encoding:?} {value:?}"
            );
        }
    }
}

/// What has steps of its own, being the most usual, writes the same bytes.
#[test]
fn plain_steps_write_the_same() {
    let values: [&dyn Parameter; 3] = [&"", &"blue", &vec!["blue", "black", "brown"]];
    let [_, _, list, _] = colors();
    for (plain, value) in values
        .into_iter()
        .zip([Color::Text(""), Color::Text("blue"), list])
    {
        let query = |request| query_of(request);
        let by_style = |encoding| query(get("/c").query_as("color", encoding, &value));
        assert_eq!(
            query(get("/c").query("color", plain)),
            by_style(Encoding::Exploded)
        );
        for delimiter in [",", "%20", "%7C", "%09"] {
            let joined = get("/c").query_joined("color", delimiter, plain);
            assert_eq!(query(joined), by_style(Encoding::Joined(delimiter)));
        }
        let path = get("/c{color}").path("color", plain).build().unwrap();
        let styled = get("/c{color}").path_as("color", Style::Simple, &value);
        assert_eq!(path.target, styled.build().unwrap().target);
        let header = get("/c").header("color", plain);
        let styled = get("/c").header_as("color", Style::Simple, &value);
        assert_eq!(header_of(header, "color"), header_of(styled, "color"));
        let cookie = get("/c").cookie("color", plain);
        let styled = get("/c").cookie_as("color", Encoding::Exploded, &value);
        assert_eq!(header_of(cookie, "cookie"), header_of(styled, "cookie"));
    }
}

/// What is absent in an object or a list is left out, and with it what has nothing else (RFC 6570, section 2.3).
#[test]
fn nothing_is_written_for_nothing() {
    let holes = json!({"a": null, "b": [null, 1, null], "c": {"d": null}, "e": []});
    for (value, expected) in [
        (json!(null), ""),
        (json!([]), ""),
        (json!({}), ""),
        (json!([null]), ""),
        (json!({"a": null}), ""),
        (holes, "?v%5Bb%5D%5B%5D=1"),
    ] {
        let query = query_of(get("/c").query_as("v", Encoding::DeepObject, &value));
        assert_eq!(query, expected, "{value}");
    }
    let none: Option<&Value> = None;
    let request = get("/c")
        .query_as("v", Encoding::Json, &none)
        .query_reserved("v", Encoding::Exploded, &none)
        .header_as("v", Style::Simple, &none)
        .cookie_as("v", Encoding::Joined(","), &json!([]))
        .build()
        .unwrap();
    assert_eq!((request.target.as_str(), request.headers.len()), ("/c", 0));
    // A path has no place to leave out. A media type has a text for nothing, inside of something.
    for empty in [json!(null), json!([]), json!({"a": null})] {
        let request = get("/{color}").path_as("color", Style::Label, &empty);
        assert_refused(request.build(), PathProblem::Missing);
    }
    let json = query_of(get("/c").query_as("v", Encoding::Json, &json!([null, {}])));
    assert_eq!(json, "?v=%5Bnull%2C%7B%7D%5D");
}

#[test]
fn objects_and_lists_inside_of_others() {
    let filter = json!({"at": {"to": [1, {"n": true}]}, "name": "a b", "tags": ["x", "y&z"]});
    for (encoding, expected) in [
        (
            Encoding::DeepObject,
            "?f%5Bat%5D%5Bto%5D%5B%5D=1&f%5Bat%5D%5Bto%5D%5B1%5D%5Bn%5D=true&f%5Bname%5D=a%20b\
             &f%5Btags%5D%5B%5D=x&f%5Btags%5D%5B%5D=y%26z",
        ),
        (
            Encoding::Exploded,
            "?at=%7B%22to%22%3A%5B1%2C%7B%22n%22%3Atrue%7D%5D%7D&name=a%20b&tags=x&tags=y%26z",
        ),
        (
            Encoding::Joined(","),
            "?f=at,%7B%22to%22%3A%5B1%2C%7B%22n%22%3Atrue%7D%5D%7D,name,a%20b,tags,%5B%22x%22%2C%22y%26z%22%5D",
        ),
    ] {
        let query = query_of(get("/c").query_as("f", encoding, &filter));
        assert_eq!(query, expected, "{encoding:?}");
    }
    let path = get("/{f}")
        .path_as("f", Style::MatrixExploded, &filter)
        .build();
    assert_eq!(
        path.unwrap().target,
        "/;at=%7B%22to%22%3A%5B1%2C%7B%22n%22%3Atrue%7D%5D%7D;name=a%20b;tags=%5B%22x%22%2C%22y%26z%22%5D"
    );
}

/// No value can end the part that it stands in, nor pretend to be a delimiter, whatever its style.
#[test]
fn delimiters_inside_of_values() {
    let value = json!({"a/.;=?#&+,": ["/.;=?#&+,|", "../%2F"]});
    let name = "a%2F.%3B%3D%3F%23%26%2B%2C";
    let query = query_of(get("/c").query_as("v", Encoding::Exploded, &value));
    assert_eq!(
        query,
        format!("?{name}=%2F.%3B%3D%3F%23%26%2B%2C%7C&{name}=..%2F%252F")
    );
    let path = get("/c{v}").path_as("v", Style::LabelExploded, &value["a/.;=?#&+,"]);
    assert_eq!(
        path.build().unwrap().target,
        "/c.%2F.%3B%3D%3F%23%26%2B%2C%7C...%2F%252F"
    );
    // A label of a dot is the way to the folder above.
    let request = get("/{color}")
        .path_as("color", Style::Label, &json!("."))
        .build();
    assert_refused(request, PathProblem::Shape);
    let request = get("/{color}")
        .path_as("color", Style::LabelExploded, &json!(["", ""]))
        .build();
    assert_refused(request, PathProblem::Shape);
    let request = get("/c")
        .header_as("color", Style::SimpleExploded, &json!({"a": "b\r\nc: d"}))
        .build();
    assert!(matches!(
        request.unwrap_err(),
        RequestError::HeaderParameter { name: "color" }
    ));
    let cookie = get("/c").cookie_as("a;b", Encoding::Joined(","), &json!(["x; y", "1,2"]));
    assert_eq!(header_of(cookie, "cookie").unwrap(), "a%3Bb=x%3B%20y,1%2C2");
}

#[test]
fn reserved_characters_that_are_allowed() {
    let reserved =
        |encoding, value: &Value| query_of(get("/c").query_reserved("a&b", encoding, value));
    let text = json!("https://x.y:1/?a=b&c#d+e [f]!$'()*,;@%2f%2%ä");
    assert_eq!(
        reserved(Encoding::Exploded, &text),
        "?a%26b=https://x.y:1/?a=b%26c%23d%2Be%20%5Bf%5D!$'()*,;@%2f%252%25%C3%A4"
    );
    let object = json!({"k=": "v=/", "l": "%"});
    assert_eq!(reserved(Encoding::Exploded, &object), "?k%3D=v=/&l=%25");
    let commas = json!(["a,b", "c/d"]);
    assert_eq!(reserved(Encoding::Joined(","), &commas), "?a%26b=a%2Cb,c/d");
    assert_eq!(
        reserved(Encoding::DeepObject, &object),
        "?a%26b%5Bk%3D%5D=v=/&a%26b%5Bl%5D=%25"
    );
}

#[test]
fn several_parameters_in_a_segment_and_after_it() {
    let request = get("/a-{x}.{y}/{z}?own={q}#part")
        .path_as("x", Style::MatrixExploded, &json!([1, 2]))
        .path("y", &"json")
        .path_as("z", Style::Simple, &json!({"k": "v"}))
        .path_as("q", Style::Json, &json!([1]))
        .query_as("f", Encoding::DeepObject, &json!({"k": 1}))
        .cookie("one", &1)
        .cookie_as("two", Encoding::Joined(","), &json!([2, 3]))
        .build()
        .unwrap();
    assert_eq!(
        request.target,
        "/a-;x=1;x=2.json/k,v?own=%5B1%5D&f%5Bk%5D=1"
    );
    assert_eq!(request.headers["cookie"], "one=1; two=2,3");
    assert!(request.headers["cookie"].is_sensitive());
}

/// A value that serde does not write is an error that names its parameter.
#[test]
fn what_can_not_be_written() {
    let odd = BTreeMap::from([(vec![1], 1)]);
    let error = get("/c")
        .query_as("odd", Encoding::Exploded, &odd)
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the parameter `odd` cannot be written: key must be a string"
    );
    assert!(std::error::Error::source(&error).is_some());
}

/// The whole query has no name, and an absent value leaves nothing behind.
#[test]
fn as_the_whole_query() {
    let json = |value: Value| query_of(get("/c").query_json("q", &value));
    assert_eq!(json(json!({"a": "b c"})), "?%7B%22a%22%3A%22b%20c%22%7D");
    assert_eq!(json(json!("x")), "?%22x%22");
    assert_eq!(json(Value::Null), "");
    let text = |value: Option<&str>| query_of(get("/c").query_text(&value));
    assert_eq!(text(Some("$.a&b=1")), "?%24.a%26b%3D1");
    assert_eq!(text(None), "");
    assert_eq!(query_of(get("/c?d").query_text(&"e")), "?d&e");
}
