//! Unions that are told by a tag or by the look of a value: which branch is chosen, what is kept, and what is refused.

use crate::runtime;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, from_value, json, to_string, to_value};

#[derive(Debug, Clone, PartialEq, Default)]
struct Cat {
    kind: String,
    lives: Option<i64>,
}
runtime::object!(Cat { required kind = "kind", optional lives = "lives", });

#[derive(Debug, Clone, PartialEq, Default)]
struct Dog {
    good: bool,
    friend: Option<Box<Pet>>,
}
runtime::object!(Dog { required good = "good", optional friend = "friend", });

#[derive(Debug, Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Number(i64),
    Unrecognized(Value),
}
runtime::choice!(Pet by "kind" else Unrecognized {
    Cat(object Cat) = "cat" | "kitten",
    Dog(object Dog) = "dog" tagged,
    Number(integer) as tolerant,
});

#[derive(Debug, Clone, PartialEq)]
enum Color {
    Red,
    Unrecognized(String),
}
runtime::open_enum!(Color(str) else Unrecognized { Red = "red", });

#[derive(Debug, Clone, PartialEq, Default)]
struct Must {
    kind: Option<String>,
    key: String,
    value: Option<String>,
}
runtime::object!(Must { optional kind = "kind", required key = "key", optional value = "value", });

#[derive(Debug, Clone, PartialEq, Default)]
struct Range {
    key: String,
    least: Option<i64>,
    most: Option<i64>,
}
runtime::object!(Range { required key = "key", optional least = "least", optional most = "most", });

#[derive(Debug, Clone, PartialEq)]
enum Filter {
    Range(Range),
    Must(Must),
    Text(String),
    Color(Color),
    Numbers(Vec<i64>),
    Nested(Vec<Filter>),
    Pet(Pet),
    Unrecognized(Value),
}
runtime::choice!(Filter else Unrecognized {
    Range(object Range),
    Must(object Must { "kind" = "must" }),
    Text(text),
    Color(listed Color),
    Numbers(array of integer) as tolerant,
    Nested(array of choice Filter),
    Pet(choice Pet),
});

#[derive(Debug, Clone, PartialEq, Default)]
struct Holder {
    pets: Vec<Pet>,
}
runtime::object!(Holder { required pets = "pets", });

fn read<T: DeserializeOwned>(value: &Value) -> T {
    let from_text = from_str(&value.to_string());
    from_text.unwrap_or_else(|cause| panic!("{value}: {cause}"))
}

/// What is read is written as it was.
fn kept<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let it = read(value);
    assert_eq!(to_value(&it).unwrap(), *value);
    it
}

fn refusal<T: DeserializeOwned>(text: &str) -> String {
    from_str::<T>(text)
        .err()
        .map_or_else(|| panic!("{text} was read"), |cause| cause.to_string())
}

#[test]
fn a_tag_names_the_branch() {
    for kind in ["cat", "kitten"] {
        assert!(matches!(
            kept(&json!({"kind": kind, "lives": 9})),
            Pet::Cat(Cat { lives: Some(9), .. })
        ));
    }
    let dog: Pet = read(&json!({"good": true, "kind": "dog"}));
    assert_eq!(
        dog,
        Pet::Dog(Dog {
            good: true,
            friend: None
        })
    );
    assert_eq!(kept::<Pet>(&json!(7)), Pet::Number(7));
}

#[test]
fn a_tag_that_the_branch_does_not_have_is_written_beside_it() {
    let friend = Box::new(Pet::Dog(Dog::default()));
    let dog = Pet::Dog(Dog {
        good: true,
        friend: Some(friend),
    });
    let expected = r#"{"kind":"dog","good":true,"friend":{"kind":"dog","good":false}}"#;
    assert_eq!(to_string(&dog).unwrap(), expected);
    assert_eq!(from_str::<Pet>(expected).unwrap(), dog);
}

#[test]
fn a_value_that_can_be_no_tag_is_left_to_the_branch_that_declares_it() {
    let cause = refusal::<Pet>(r#"{"kind": true, "lives": 9}"#);
    assert!(cause.contains("`Cat`: at `kind`: invalid type"), "{cause}");
    // A branch without the member has nowhere to keep it.
    let odd = json!({"kind": 1, "good": true, "friend": null});
    assert_eq!(kept::<Pet>(&odd), Pet::Unrecognized(odd));
}

#[test]
fn a_tag_that_nobody_knows_is_kept() {
    let bird = json!({"kind": "bird", "wings": [2, 1.5, null]});
    assert_eq!(kept::<Pet>(&bird), Pet::Unrecognized(bird));
}

#[test]
fn without_a_tag_the_look_decides() {
    assert!(matches!(read(&json!({"good": false})), Pet::Dog(_)));
    assert!(matches!(
        kept(&json!({"key": "a", "least": 1})),
        Filter::Range(_)
    ));
    assert!(matches!(
        kept(&json!({"key": "a", "value": "b"})),
        Filter::Must(_)
    ));
    assert!(
        matches!(kept(&json!({"key": "a"})), Filter::Range(_)),
        "the first of equals"
    );
    assert!(matches!(
        kept(&json!({"key": "a", "kind": "must"})),
        Filter::Must(_)
    ));
    assert!(matches!(kept(&json!("red")), Filter::Color(Color::Red)));
    assert!(matches!(kept(&json!("blue")), Filter::Text(_)));
    assert!(matches!(kept(&json!([1, 2])), Filter::Numbers(_)));
    assert!(matches!(kept(&json!([["blue"], "red"])), Filter::Nested(_)));
    assert!(matches!(
        kept(&json!({"kind": "kitten", "lives": 1})),
        Filter::Pet(Pet::Cat(_))
    ));
}

#[derive(Debug, Clone, PartialEq)]
enum Meeting {
    Planned(Planned),
    Held(Held),
}
runtime::choice!(Meeting { Planned(object Planned), Held(object Held), });

#[derive(Debug, Clone, PartialEq)]
struct Planned {
    place: Option<String>,
}
runtime::object!(Planned { optional place = "place", });

#[derive(Debug, Clone, PartialEq)]
struct Held {
    place: runtime::Field<String>,
}
runtime::object!(Held { field place = "place", });

#[test]
fn null_goes_to_a_branch_that_has_a_place_for_it() {
    assert!(matches!(kept(&json!({"place": null})), Meeting::Held(_)));
    assert!(matches!(kept(&json!({"place": "a"})), Meeting::Planned(_)));
    assert!(matches!(kept(&json!({})), Meeting::Planned(_)));
}

#[derive(Debug, Clone, PartialEq)]
enum Open {
    Cat(Cat),
    Any(Value),
    Unrecognized(Value),
}
runtime::choice!(Open by "kind" else Unrecognized { Cat(object Cat) = "cat", Any(any), });

#[test]
fn what_the_branch_of_a_tag_refuses_goes_to_a_branch_for_anything() {
    assert!(matches!(kept(&json!({"kind": "cat"})), Open::Cat(_)));
    let cat = json!({"kind": "cat", "lives": "nine"});
    assert!(matches!(kept(&cat), Open::Any(_)));
    assert!(matches!(kept(&json!({"kind": "dog"})), Open::Any(_)));
}

#[test]
fn a_branch_that_can_not_read_the_value_gives_way() {
    assert!(
        matches!(kept(&json!([1, "red"])), Filter::Nested(_)),
        "the first item looks like a number"
    );
}

#[test]
fn members_of_several_branches_are_kept() {
    let both = json!({"key": "a", "least": 1, "value": "b"});
    assert_eq!(kept::<Filter>(&both), Filter::Unrecognized(both));
}

#[test]
fn values_are_read_from_other_values_too() {
    let pet: Pet = from_value(json!({"kind": "cat"})).unwrap();
    assert!(matches!(pet, Pet::Cat(_)));
}

#[test]
fn an_error_names_the_branches_and_the_place() {
    assert_eq!(
        refusal::<Holder>(
            r#"{"pets": [{"kind": "dog", "good": true, "friend": {"kind": "cat", "lives": "x"}}]}"#
        ),
        "no branch of `Pet` takes this value: `Dog`: at `friend.lives`: no branch of `Pet` takes this value: \
         `Cat`: at `lives`: invalid type: string \"x\", expected i64 at line 1 column 81"
    );
    assert_eq!(
        refusal::<Pet>("{\"good\": 1}"),
        "no branch of `Pet` takes this value: `Cat`: missing field `kind`; `Number`: invalid type: an object, \
         expected a number; `Dog`: at `good`: invalid type: integer `1`, expected a boolean"
    );
}

#[test]
fn depth_and_retries_are_bounded() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    assert!(refusal::<Filter>(&deep).contains("recursion limit"));
    let fits = format!("{}{}", "[".repeat(100), "]".repeat(100));
    assert!(from_str::<Filter>(&fits).is_ok());
    // Each level has a second branch to try.
    let mut value = json!({});
    for _ in 0..60 {
        value = json!([value]);
    }
    assert!(from_str::<Filter>(&value.to_string()).is_err());
}

/// The path of the error that clients show.
fn place<T: DeserializeOwned>(text: &str) -> String {
    let cause = from_str::<T>(text).err().unwrap();
    runtime::json_path(text.as_bytes(), cause.line(), cause.column())
}

#[test]
fn the_path_of_an_error_leads_into_the_value() {
    let dog = r#"{"kind": "dog", "good": true, "friend": {"kind": "cat", "lives": "x"}}"#;
    for (before, after, path) in [
        ("[", "]", "pets[0].friend.lives"),
        ("[ 1 , ", " , 2 ]", "pets[1].friend.lives"),
        ("[\n{\"good\": true},", "\n]", "pets[1].friend.lives"),
    ] {
        for end in ["}", " , \"more\": [{}]}"] {
            let text = format!("{{\"pets\": {before}{dog}{after}{end}");
            assert_eq!(place::<Holder>(&text), path, "{text}");
        }
    }
    assert_eq!(
        place::<Pet>("{\"kind\": \"cat\"\n, \"lives\": {}}"),
        "lives"
    );
    assert_eq!(place::<Holder>("{\"pets\": [{\"good\": 1}]}"), "pets[0]");
    assert_eq!(place::<Holder>("{\"pets\": 1}"), "pets");
}

#[test]
fn a_whole_number_may_have_a_fraction_of_zero() {
    assert_eq!(from_str::<Pet>("3.0").unwrap(), Pet::Number(3));
    assert_eq!(from_str::<Pet>("-2e3").unwrap(), Pet::Number(-2000));
    assert!(from_str::<Pet>("3.5").is_err());
    assert!(from_str::<Pet>("1e300").is_err());
}

#[test]
fn whole_numbers_in_lists_have_several_spellings() {
    let numbers = from_str::<Filter>("[42, 3.0, 1e3]").unwrap();
    assert!(
        matches!(&numbers, Filter::Numbers(list) if *list == [42, 3, 1000]),
        "{numbers:?}"
    );
}
