//! What `validate` of the golden models finds, and where. Values are made of JSON: reading checks nothing but types.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use golden::{
    runtime::{Field, Violations},
    validation::models::{Delivery, Line, Order},
    validation_shapes::models::{AccountRequest, Address, Parcel, Reading, Route, Shape},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[track_caller]
fn read<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_value(json.clone()).unwrap()
}

fn found(result: Result<(), Violations>) -> Vec<String> {
    match result {
        Ok(()) => Vec::new(),
        Err(found) => found.iter().map(ToString::to_string).collect(),
    }
}

/// What is found in an order that is right but for one member.
#[track_caller]
fn with(member: &str, value: &Value) -> Vec<String> {
    let mut order = json!({"reference": "AB-1", "lines": [{"article": "a"}], "note": null});
    order[member] = value.clone();
    found(read::<Order>(&order).validate())
}

const NOTHING: [&str; 0] = [];

#[test]
fn what_is_left_out_or_null_is_not_looked_at() {
    let mut order = Order::new("AB-1", vec![Line::new("a")]);
    order.note = Field::Null;
    assert_eq!(found(order.validate()), NOTHING);
    assert_eq!(with("tags", &json!([null])), NOTHING);
    assert_eq!(with("delivery", &json!("home")), NOTHING);
}

#[test]
fn lengths_are_counted_in_characters() {
    assert_eq!(with("note", &json!("ä".repeat(20))), NOTHING);
    assert_eq!(
        with("note", &json!("ä".repeat(21))),
        ["note: longer than 20 characters: 21"]
    );
    assert_eq!(
        with("tags", &json!(["ab", null, "a"])),
        ["tags[2]: shorter than 2 characters: 1"]
    );
}

/// The error of a text that is not shown does not show it either.
#[test]
fn secrets_stay_secret() {
    assert_eq!(with("secret", &json!("long enough")), NOTHING);
    assert_eq!(
        with("secret", &json!("hunter2")),
        ["secret: shorter than 8 characters: 7"]
    );
}

#[test]
fn patterns_match_as_in_ecma() {
    for right in ["AB-1", "ZZ-0000000"] {
        assert_eq!(with("reference", &json!(right)), NOTHING, "{right}");
    }
    // A digit is one of ten, and the end is not before a line break.
    for wrong in ["AB-٣", "AB-1\n", "ab-1", "xAB-1"] {
        assert_eq!(
            with("reference", &json!(wrong)),
            ["reference: not like the pattern `^[A-Z]{2}-\\d+$`"],
            "{wrong}"
        );
    }
    // An alias has its rules wherever it is used, and a use can add some.
    assert_eq!(
        with("code", &json!("a b")),
        ["code: not like the pattern `^.\\S*$`"]
    );
    assert_eq!(
        with("short_code", &json!("a bcd")),
        [
            "short_code: not like the pattern `^.\\S*$`",
            "short_code: longer than 4 characters: 5",
        ]
    );
    // One that Rust can not run was reported, and is not looked at.
    assert_eq!(with("password_hint", &json!("secret")), NOTHING);
}

#[test]
fn bounds_are_exact() {
    assert_eq!(with("priority", &json!(5)), NOTHING);
    assert_eq!(with("priority", &json!(0)), ["priority: less than 1: 0"]);
    assert_eq!(with("priority", &json!(6)), ["priority: more than 5: 6"]);
    assert_eq!(with("weight", &json!(u64::MAX - 1)), NOTHING);
    assert_eq!(
        with("weight", &json!(u64::MAX)),
        ["weight: more than 18446744073709551614: 18446744073709551615"]
    );
}

#[test]
fn lists_and_their_items_are_looked_at() {
    assert_eq!(
        with("lines", &json!([])),
        ["lines: of fewer than 1 item: 0"]
    );
    let line = json!({"article": "a"});
    assert_eq!(
        with("lines", &json!([line, {"article": "b"}, line])),
        ["lines[2]: equal to item 0, though no two may be"]
    );
    let deep = json!([{"article": "a", "parts": [{"article": "b"}, {"article": "", "amount": 0}]}]);
    assert_eq!(
        with("lines", &deep),
        [
            "lines[0].parts[1].article: shorter than 1 character: 0",
            "lines[0].parts[1].amount: less than 1: 0",
        ]
    );
}

#[test]
fn maps_their_names_and_values_are_looked_at() {
    assert_eq!(with("prices", &json!({"EUR": 1, "USD": 0})), NOTHING);
    assert_eq!(
        with("prices", &json!({"EUR": -1, "in usd": 1, "JPY": 1})),
        [
            "prices: of more than 2 members: 3",
            "prices[\"in usd\"]: its name is not like the pattern `^[A-Z]{3}$`",
            "prices.EUR: less than 0: -1",
        ]
    );
}

#[test]
fn the_branch_of_a_union_has_rules_of_its_own() {
    assert_eq!(
        with("delivery", &json!("abroad")),
        ["delivery: longer than 5 characters: 6"]
    );
    assert_eq!(
        with("delivery", &json!(["", "a", "b"])),
        [
            "delivery: of more than 2 items: 3",
            "delivery[0]: shorter than 1 character: 0",
        ]
    );
    assert_eq!(
        with("delivery", &json!({"street": "Long Street"})),
        ["delivery.street: longer than 10 characters: 11"]
    );
    let alone = Delivery::String("abroad".to_owned());
    assert_eq!(found(alone.validate()), ["longer than 5 characters: 6"]);
}

#[test]
fn what_is_asked_of_a_union_is_asked_of_its_branches() {
    let circle = json!({"kind": "Circle", "radius": -1});
    assert_eq!(
        found(read::<Shape>(&circle).validate()),
        ["radius: less than 0: -1"]
    );
    assert_eq!(
        found(read::<Shape>(&json!({"kind": "Square"})).validate()),
        ["of fewer than 2 members: 1"]
    );
    // Of a form that the document does not know, nothing is.
    assert_eq!(
        found(read::<Shape>(&json!({"kind": "Line"})).validate()),
        NOTHING
    );
}

#[test]
fn members_that_go_together_are_missed() {
    assert_eq!(
        with("total", &json!(0.07)),
        [
            "without `priority`, which `total` requires",
            "without `weight`, which `total` requires",
        ]
    );
    let together = json!({
        "reference": "AB-1", "lines": [{"article": "a"}], "total": 0.29, "priority": 1, "weight": 0,
    });
    assert_eq!(found(read::<Order>(&together).validate()), NOTHING);
    let too_few = Order::new("AB-1", vec![Line::new("a")]);
    assert_eq!(found(too_few.validate()), ["of fewer than 3 members: 2"]);
    assert_eq!(
        found(read::<Address>(&json!({"city": "Rome"})).validate()),
        ["without `street`, or `city` with `zip`"]
    );
    assert_eq!(
        found(read::<Address>(&json!({"city": "Rome", "zip": "1"})).validate()),
        NOTHING
    );
}

/// `id` is never sent, so that no rule about it can be broken.
#[test]
fn what_is_sent_has_rules_about_what_can_be_sent() {
    let mut account = AccountRequest::new("");
    account.mail = Some("anything".to_owned());
    assert_eq!(
        found(account.validate()),
        ["name: shorter than 1 character: 0"]
    );
    assert_eq!(
        found(AccountRequest::new("Jo").validate()),
        ["without `mail`, or `phone`"]
    );
}

#[test]
fn undeclared_members_and_tuples_are_looked_at() {
    let address = json!({"street": "a", "corner": [90.5, "abc"], "longest": "a", "more": "abcd"});
    assert_eq!(
        found(read::<Address>(&address).validate()),
        [
            "corner[0]: more than 90: 90.5",
            "corner[1]: longer than 2 characters: 3",
            "longest: its name is longer than 6 characters: 7",
            "more: longer than 3 characters: 4",
        ]
    );
    let reading = json!(["", -1, "abc", "a", "b"]);
    assert_eq!(
        found(read::<Reading>(&reading).validate()),
        [
            "[0]: shorter than 1 character: 0",
            "[1]: less than 0: -1",
            "of more than 2 items: 3",
            "[2]: longer than 2 characters: 3",
        ]
    );
}

#[test]
fn rules_of_parts_and_of_types_that_hold_themselves() {
    let parcel = json!({"city": "Rome", "route": [[], [[], [], []]]});
    assert_eq!(
        found(read::<Parcel>(&parcel).validate()),
        [
            "route[1]: of more than 2 items: 3",
            "without `street`, or `city` with `zip`",
        ]
    );
    let route = Route(vec![
        Route(Vec::new()),
        Route(Vec::new()),
        Route(Vec::new()),
    ]);
    assert_eq!(found(route.validate()), ["of more than 2 items: 3"]);
}

#[test]
fn an_error_tells_all() {
    let order = json!({"reference": "A", "lines": []});
    let found = read::<Order>(&order).validate().unwrap_err();
    let error: Box<dyn std::error::Error> = Box::new(found);
    assert_eq!(
        error.to_string(),
        "reference: shorter than 3 characters: 1; \
         reference: not like the pattern `^[A-Z]{2}-\\d+$`; \
         lines: of fewer than 1 item: 0; of fewer than 3 members: 2"
    );
}
