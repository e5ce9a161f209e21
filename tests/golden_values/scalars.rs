//! Numbers, formats of strings, and enumerations of all kinds, through the golden types.
use super::{read, refused, unchanged, write};
use golden::{
    bytes_in_json::models::Attachment,
    enum_closed::models as closed,
    enum_companions::models::{Azure, Bungie},
    enum_mixed::models::{Beyond, Constant, Fractions, Holder, Mixed, Status, Version},
    enum_strings::models::Size,
    numbers::models::Numbers,
    numbers_exact::models::Price,
    runtime::{Base64, Field, NotListed, Number},
    scalar_formats::models::{Counters, Login, Scalars},
};
use serde_json::{Value, json};

#[test]
fn every_format_goes_through() {
    let scalars: Scalars = unchanged(&json!({
        "boolean": false, "integer": -9_223_372_036_854_775_808_i64, "int8": -128, "int32": 2_147_483_647,
        "int64": 9_223_372_036_854_775_807_i64, "uint32": 4_294_967_295_u32,
        "uint64": 18_446_744_073_709_551_615_u64, "unixtime": 1, "unix_time": -1, "number": 0.1, "float": 0.03,
        "double": 1e300, "string": "ä", "date": "2024-02-29",
        "date_time": "2021-05-28T11:17:30+02:00", "uuid": "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "email": "a@example.com", "uri": "https://example.com", "password": "p", "binary": "b", "byte": "-_8",
        "time": "10:00:00.5Z", "duration": "P1Y2M3DT4H", "ipv4": "127.0.0.1", "ipv6": "0:0::1", "decimal": "1.10",
        "times": ["2021-05-28T11:17:30.123456789Z", null], "counts": {"a": -32_768},
        "bounded": 4, "above_zero": 0.5,
    }));
    let date_time = scalars.date_time.expect("it is there");
    assert_eq!(
        date_time.offset().local_minus_utc(),
        2 * 60 * 60,
        "the offset is kept"
    );
    assert_eq!(scalars.float, Some(0.03), "nothing is read through 32 bits");
}

#[test]
fn values_out_of_their_format_are_refused() {
    for (json, expected) in [
        (json!({"int8": 128}), "128"),
        (json!({"int32": 2_147_483_648_i64}), "2147483648"),
        (json!({"uint32": -1}), "-1"),
        (
            json!({"integer": 18_446_744_073_709_551_615_u64}),
            "integer `18446744073709551615`, expected a whole number that fits i64",
        ),
        (
            json!({"integer": 1e19}),
            "e+19`, expected a whole number that fits i64",
        ),
        (json!({"integer": 1.5}), "1.5"),
        (json!({"integer": "1"}), "string"),
        (json!({"counts": {"a": 32_768}}), "32768"),
        (json!({"number": "1"}), "string"),
        (json!({"string": 1}), "integer"),
        (json!({"boolean": 0}), "integer"),
        (json!({"date": "2023-02-29"}), "out of range"),
        (
            json!({"date_time": "2021-05-28"}),
            "expected a date and time",
        ),
        (json!({"times": ["now"]}), "expected a date and time"),
        (json!({"uuid": "67e55044"}), "UUID"),
    ] {
        let message = refused::<Scalars>(&json);
        assert!(message.contains(expected), "{json}: {message}");
    }
}

/// What a value is written as that has several spellings.
#[test]
fn other_spellings_are_read_and_the_usual_one_is_written() {
    for (spelling, usual) in [
        (json!({"integer": 1.0}), json!({"integer": 1})),
        (json!({"uint64": 1e3}), json!({"uint64": 1000})),
        (json!({"counts": {"a": -2.0}}), json!({"counts": {"a": -2}})),
        (
            json!({"date_time": "2021-05-28 11:17:30.5"}),
            json!({"date_time": "2021-05-28T11:17:30.500Z"}),
        ),
        (
            json!({"times": ["2021-05-28t11:17:30+0200", null]}),
            json!({"times": ["2021-05-28T11:17:30+02:00", null]}),
        ),
        (
            json!({"uuid": "{67E55044-10B1-426F-9247-BB680E5FE0C8}"}),
            json!({"uuid": "67e55044-10b1-426f-9247-bb680e5fe0c8"}),
        ),
    ] {
        assert_eq!(write(&read::<Scalars>(&spelling)), usual);
    }
    let counters: Counters = read(&json!({"total": 1.0, "other": 2.0}));
    assert_eq!(write(&counters), json!({"total": 1, "other": 2}));
}

#[test]
fn bytes_keep_their_form() {
    let bytes = vec![0xfb, 0xff, 0xfe, 0x00];
    for text in ["+//+AA==", "+//+AA", "-__-AA==", "-__-AA"] {
        let attachment: Attachment = unchanged(&json!({"content": text, "preview": null}));
        assert_eq!(attachment.content, Base64::new(bytes.clone()), "{text}");
    }
    let attachment: Attachment = unchanged(&json!({"content": "", "pages": ["AA==", ""]}));
    assert_eq!(attachment.content.len(), 0);
    assert_eq!(Base64::new(bytes).encode(), "+//+AA==");
    assert!(!refused::<Attachment>(&json!({"content": "no base64!"})).is_empty());
    assert!(!refused::<Attachment>(&json!({"content": [1, 2]})).is_empty());
}

#[test]
fn passwords_are_not_shown() {
    let login: Login = unchanged(&json!({"user": "ann", "password": "hush"}));
    assert_eq!(login, Login::new("ann", "hush"));
    let shown = format!("{login:?}");
    assert!(shown.contains("ann") && !shown.contains("hush"), "{shown}");
    assert_eq!(login.password.expose(), "hush");
}

#[test]
fn large_numbers_are_not_rounded() {
    let numbers: Numbers = unchanged(&json!({
        "integer": 9_223_372_036_854_775_807_i64, "unsigned": 18_446_744_073_709_551_615_u64,
        "any": 9_007_199_254_740_993_i64, "other": [18_446_744_073_709_551_614_u64],
    }));
    assert_eq!(numbers.integer, i64::MAX);
    assert_eq!(numbers.unsigned, Some(u64::MAX));
}

/// A number whose last digit `serde_json` loses without the feature that the manifest asks for.
#[test]
fn the_last_digit_of_a_float_is_kept() {
    let text = r#"{"number":40.247749999999996}"#;
    let scalars: Scalars = serde_json::from_str(text).expect("it is a number");
    assert_eq!(
        serde_json::to_string(&scalars).expect("it is written"),
        text
    );
}

/// Through text alone: a tree of values has no room for them.
#[test]
fn exact_numbers_keep_all_digits() {
    let text = r#"{"amount":1.10,"rate":null,"supply":115792089237316195423570985008687907853269984665640564039457584007913129639935,"count":1,"id":-9223372036854775808,"steps":[1E3,0.1000000000000000055511151231257827,-0]}"#;
    let price: Price = serde_json::from_str(text).expect("all are numbers");
    assert_eq!(serde_json::to_string(&price).expect("it is written"), text);
    assert_eq!(price.amount.as_str(), "1.10");
    assert_eq!(price.rate, Field::Null);
    assert!(price.amount.to_f64() > 1.09);
    let price: Price = unchanged(&json!({"amount": -1, "supply": 18_446_744_073_709_551_615_u64}));
    assert_eq!(price.amount.to_i64(), Some(-1));
    assert_eq!(price.supply, Some(Number::from(u64::MAX)));
    assert!(refused::<Price>(&json!({"amount": "1.10"})).contains("a number"));
    assert!(refused::<Price>(&json!({"amount": null})).contains("a number"));
}

#[test]
fn values_of_several_types_keep_theirs() {
    for (value, expected) in [
        (json!("auto"), Mixed::Auto),
        (json!(1), Mixed::Value1),
        (json!("1"), Mixed::N1),
        (json!(true), Mixed::True),
        (json!(-2.5), Mixed::Minus2Point5),
        (json!(false), Mixed::Unrecognized(json!(false))),
        (json!({"a": [1]}), Mixed::Unrecognized(json!({"a": [1]}))),
    ] {
        assert_eq!(unchanged::<Mixed>(&value), expected);
        assert_eq!(Mixed::from(value), expected);
    }
    assert_eq!(Mixed::VALUES.len(), 5);
    let holder: Holder = unchanged(&json!({
        "kind": "event", "version": 2, "mixed": null, "inline": 1, "step": 38.878_586, "status": 308,
        "beyond": 18_446_744_073_709_551_615_u64, "both": false, "always": true,
    }));
    assert_eq!(holder.mixed, Field::Null);
    assert_eq!(holder.step, Some(Fractions::Value38Point878586));
    assert_eq!(holder.status, Some(Status::Unrecognized(308.0)));
    assert_eq!(holder.beyond, Some(Beyond::Value18446744073709551615));
}

#[test]
fn whole_numbers_among_fractions_are_written_without_a_point() {
    let status: Status = unchanged(&json!(301));
    assert_eq!(
        (status, status.to_string().as_str()),
        (Status::Value301, "301")
    );
    assert_eq!(write(&read::<Fractions>(&json!(1.0))), json!(1));
    assert_eq!(
        unchanged::<Fractions>(&json!(0.75)),
        Fractions::Unrecognized(0.75)
    );
}

#[test]
fn a_constant_is_its_default() {
    let holder = Holder::default();
    assert_eq!(
        (&holder.kind, holder.version),
        (&Constant::default(), Version::default())
    );
    assert_eq!(write(&holder), json!({"kind": "event", "version": 2}));
}

#[test]
fn strings_convert_in_all_the_usual_ways() {
    assert_eq!("2xl".parse(), Ok(Size::from("2xl")));
    let texts: Vec<&str> = Size::VALUES.iter().map(AsRef::as_ref).collect();
    assert_eq!(texts, ["", "2xl", "10", "3_4", "extra large", "a.b", "a/b"]);
    assert_eq!(Size::from("new".to_owned()).as_str(), "new");
}

#[test]
fn extensions_name_the_values() {
    assert_eq!(unchanged::<Azure>(&json!("2")), Azure::High);
    assert_eq!(unchanged::<Bungie>(&json!(2)), Bungie::Story);
}

#[test]
fn closed_enumerations_go_through_and_refuse_what_is_not_listed() {
    let person: closed::Person = unchanged(&json!({
        "kind": "person", "gender": "FEMALE", "method": 2, "step": 0.5, "mixed": true, "only": true,
    }));
    assert_eq!(person.gender, Some(closed::Gender::Female));
    assert_eq!(person.only, Some(closed::Only::True));
    // The list of values is the list of variants: none is left for others.
    assert_eq!(closed::Gender::VALUES.len(), 3);
    for (member, value, known) in [
        (
            "gender",
            json!("X"),
            "`X` is not among the values of the document: `MALE`, `FEMALE`, `Unrecognized`",
        ),
        (
            "method",
            json!(3),
            "`3` is not among the values of the document: `1`, `2`",
        ),
        ("step", json!(0.25), "`0.25` is not among"),
        ("mixed", json!("1"), "`auto`, `1`, `true`"),
        ("only", json!(false), "`false` is not among"),
        ("kind", Value::Null, "null"),
    ] {
        let mut json = json!({"kind": "person"});
        json[member] = value;
        let message = refused::<closed::Person>(&json);
        assert!(message.contains(known), "{json}: {message}");
    }
    let parsed: Result<closed::Gender, NotListed> = "male".parse();
    assert!(parsed.is_err());
}
