//! What a table of rules finds in a value, and where.

use crate::runtime::{self, Checker, Field, Validate, Violations};
use std::collections::BTreeMap;

/// What `validate` of a model does.
fn found(value: &impl Validate) -> Vec<String> {
    match runtime::validate_value(value) {
        Ok(()) => Vec::new(),
        Err(found) => found.iter().map(ToString::to_string).collect(),
    }
}

#[derive(Debug, PartialEq, Default)]
struct Person {
    email: String,
    nickname: Option<String>,
    phone: Field<String>,
    password: Option<runtime::Secret>,
    age: Option<u64>,
    scores: Option<Vec<Option<f64>>>,
    address: Option<Box<Address>>,
    others: BTreeMap<String, i64>,
}

runtime::object!(Person {
    required email = "email",
    optional nickname = "nickName",
    field phone = "phone",
    optional password = "password",
    optional age = "age",
    optional scores = "scores",
    optional address = "address",
    rest others,
});

runtime::validate!(Person {
    required email = "email" [length(3..=10)],
    nullable nickname = "nickName" [length(2..), one_of(&["jo", "jojo"])],
    field phone = "phone" [length(..=5)],
    optional password = "password" [secret[length(8..)]],
    optional age = "age" [minimum(-1), below(150)],
    optional scores = "scores" [items(1..=2), each[given[above(0), maximum(1.5), multiple_of(0.5)]]],
    optional address = "address" [nested],
    rest others [names[length(..=3)], values[maximum(9)]],
    whole self [
        members(2..=5),
        at_least_one(&[&["phone"], &["age", "scores"]]),
        exactly_one(&[&["email"], &["nickName"]]),
        requires("age", &["phone", "address"])
    ],
});

#[derive(Debug, PartialEq, Default)]
struct Address {
    lines: Vec<String>,
    next: Option<Box<Address>>,
}

runtime::object!(Address { required lines = "lines", optional next = "next", });
runtime::validate!(Address {
    required lines = "lines" [unique, each[length(1..)]],
    optional next = "next" [nested],
});

#[derive(Debug, PartialEq)]
enum Shape {
    Label(String),
    Place(Address),
    Free,
}

runtime::validate!(Shape {
    variant Label [length(..=2)],
    variant Place [nested],
});

#[derive(Debug, PartialEq)]
struct Route(Vec<Address>);
runtime::validate!(Route { value 0 [items(..=1), each[nested]], });

#[derive(Debug, PartialEq)]
struct Reading {
    kind: String,
    pair: (i64, String),
    rest: Vec<i64>,
}

runtime::validate!(Reading {
    required kind = 0 [length(1..)],
    required pair = 1 [item(0)[minimum(1)], item(1)[length(1..)]],
    rest rest [each_from(2)[minimum(5)]],
});

/// One that breaks no rule.
fn person() -> Person {
    Person {
        email: "a@b".to_owned(),
        phone: Field::Value("123".to_owned()),
        ..Person::default()
    }
}

#[test]
fn what_is_right_or_not_there_is_not_mentioned() {
    assert_eq!(found(&person()), [""; 0]);
    let nulls = Person {
        phone: Field::Null,
        ..person()
    };
    // A null is written, and so it is there.
    assert_eq!(found(&nulls), [""; 0]);
}

#[test]
fn each_rule_says_what_is_wrong_and_where() {
    let person = Person {
        email: "ab".to_owned(),
        nickname: Some("x".to_owned()),
        phone: Field::Value("123456".to_owned()),
        password: Some("secret".into()),
        age: Some(150),
        scores: Some(vec![Some(0.0), None, Some(1.75)]),
        address: Some(Box::new(Address {
            lines: vec![String::new(), "a".to_owned(), "a".to_owned()],
            next: Some(Box::new(Address {
                lines: vec![String::new()],
                next: None,
            })),
        })),
        others: BTreeMap::from([("long name".to_owned(), 10)]),
    };
    assert_eq!(
        found(&person),
        [
            "email: shorter than 3 characters: 2",
            "nickName: shorter than 2 characters: 1",
            "nickName: none of `jo`, `jojo`",
            "phone: longer than 5 characters: 6",
            "password: shorter than 8 characters: 6",
            "age: not less than 150: 150",
            "scores: of more than 2 items: 3",
            "scores[0]: not more than 0: 0",
            "scores[2]: more than 1.5: 1.75",
            "scores[2]: not a multiple of 0.5: 1.75",
            "address.lines[2]: equal to item 1, though no two may be",
            "address.lines[0]: shorter than 1 character: 0",
            "address.next.lines[0]: shorter than 1 character: 0",
            "[\"long name\"]: its name is longer than 3 characters: 9",
            "[\"long name\"]: more than 9: 10",
            "of more than 5 members: 8",
            "with more than one of `email`, or `nickName`",
        ]
    );
}

#[test]
fn members_that_go_together_are_missed() {
    let lonely = Person {
        email: "a@b".to_owned(),
        ..Person::default()
    };
    assert_eq!(
        found(&lonely),
        [
            "of fewer than 2 members: 1",
            "without `phone`, or `age` with `scores`",
        ]
    );
    let old = Person {
        age: Some(3),
        ..person()
    };
    assert_eq!(found(&old), ["without `address`, which `age` requires"]);
}

#[test]
fn characters_are_counted_and_not_bytes() {
    let mut person = person();
    person.email = "äöüßäöüßäö".to_owned();
    assert_eq!(found(&person), [""; 0]);
    person.email = "e\u{301}\u{1F600}".to_owned();
    assert_eq!(found(&person), [""; 0]);
}

#[test]
fn branches_values_and_items_are_looked_at() {
    assert_eq!(found(&Shape::Free), [""; 0]);
    assert_eq!(
        found(&Shape::Label("long".to_owned())),
        ["longer than 2 characters: 4"]
    );
    let bad = || Address {
        lines: vec![String::new()],
        next: None,
    };
    assert_eq!(
        found(&Shape::Place(bad())),
        ["lines[0]: shorter than 1 character: 0"]
    );
    assert_eq!(
        found(&Route(vec![Address::default(), bad()])),
        [
            "of more than 1 item: 2",
            "[1].lines[0]: shorter than 1 character: 0",
        ]
    );
    let reading = Reading {
        kind: String::new(),
        pair: (0, String::new()),
        rest: vec![5, 4],
    };
    assert_eq!(
        found(&reading),
        [
            "[0]: shorter than 1 character: 0",
            "[1][0]: less than 1: 0",
            "[1][1]: shorter than 1 character: 0",
            "[3]: less than 5: 4",
        ]
    );
}

#[test]
fn all_violations_are_one_error() {
    let reading = Reading {
        kind: String::new(),
        pair: (1, String::new()),
        rest: Vec::new(),
    };
    let found: Violations = runtime::validate_value(&reading).unwrap_err();
    let error: &dyn std::error::Error = &found;
    assert_eq!(
        error.to_string(),
        "[0]: shorter than 1 character: 0; [1][1]: shorter than 1 character: 0"
    );
    let paths: Vec<&str> = found.iter().map(runtime::Violation::path).collect();
    assert_eq!(paths, ["[0]", "[1][1]"]);
    let mut problems = found.into_iter().map(runtime::Violation::problem);
    assert_eq!(problems.next_back(), Some("shorter than 1 character: 0"));
}

/// A number as it is written, and a bound.
struct Bounded(&'static str, &'static str);

impl Validate for Bounded {
    fn check<'a>(&'a self, to: &mut Checker<'a>) {
        let Self(value, bound) = self;
        to.minimum(value, bound);
        to.above(value, bound);
        to.maximum(value, bound);
        to.below(value, bound);
    }
}

#[test]
fn numbers_are_compared_by_their_digits() {
    for (one, other, order) in [
        ("0", "-0", "="),
        ("0.0", "0e7", "="),
        ("1", "1.00", "="),
        ("100", "1e2", "="),
        ("1E+2", "99.999", ">"),
        ("-5", "3", "<"),
        ("-5", "-3", "<"),
        ("0", "0.001", "<"),
        ("-0.001", "0", "<"),
        ("12", "123", "<"),
        ("9", "10", "<"),
        ("9007199254740993", "9007199254740992", ">"),
        ("18446744073709551616", "18446744073709551615", ">"),
        ("1e-400", "0", ">"),
        ("0.1", "0.10000000000000001", "<"),
    ] {
        let broken = match order {
            "<" => vec![
                format!("less than {other}: {one}"),
                format!("not more than {other}: {one}"),
            ],
            "=" => vec![
                format!("not more than {other}: {one}"),
                format!("not less than {other}: {one}"),
            ],
            _ => vec![
                format!("more than {other}: {one}"),
                format!("not less than {other}: {one}"),
            ],
        };
        assert_eq!(found(&Bounded(one, other)), broken, "{one} {order} {other}");
    }
    // What is no number is refused when it is written.
    for text in [
        "",
        "-",
        ".",
        "e5",
        "NaN",
        "inf",
        "-inf",
        "1e",
        "1e99999999999999999999",
    ] {
        assert_eq!(found(&Bounded(text, "1")), [""; 0], "{text}");
    }
}

/// A number as it is written, and what it should be a multiple of.
struct Multiple(&'static str, &'static str);

impl Validate for Multiple {
    fn check<'a>(&'a self, to: &mut Checker<'a>) {
        to.multiple_of(&self.0, self.1);
    }
}

#[test]
fn multiples_are_told_without_rounding() {
    for (number, divisor, is_multiple) in [
        ("0", "0.01", true),
        ("0.3", "0.1", true),
        ("19.99", "0.01", true),
        ("19.999", "0.01", false),
        ("-15", "5", true),
        ("7", "5", false),
        ("1e300", "7", false),
        ("7e300", "7", true),
        ("1e999999999999", "3", false),
        ("10", "100", false),
        ("1000", "100", true),
        ("4.5", "1.5", true),
        ("9223372036854775807", "2", false),
        ("1", "99999999999999999999999", true),
        ("5", "0", true),
    ] {
        let is_broken = !found(&Multiple(number, divisor)).is_empty();
        assert_eq!(is_broken, !is_multiple, "{number} {divisor}");
    }
}

#[cfg(feature = "regex")]
mod patterns {
    use super::*;

    struct Code(String);
    runtime::validate!(Code { value 0 [pattern("^[a-z]+$"), pattern("b$" as "b\\z")], });

    #[test]
    fn patterns_are_searched_for() {
        assert_eq!(found(&Code("cab".to_owned())), [""; 0]);
        assert_eq!(
            found(&Code("A".to_owned())),
            [
                "not like the pattern `^[a-z]+$`",
                "not like the pattern `b$`",
            ]
        );
    }
}
