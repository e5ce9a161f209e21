//! What the tables of models read and write.

use crate::runtime::{self, Field, Name, Parameter};
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, from_value, json, to_string};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Default)]
struct Person {
    id: String,
    parent: Option<Box<Person>>,
    email: Option<String>,
    gender: Field<Gender>,
    additional: BTreeMap<String, Value>,
}

runtime::object!(Person {
    required id = "id",
    nullable parent = "parent_id",
    optional email = "email",
    field gender = "gender",
    rest additional,
});

/// Members and a type called like what the macro's expansion has inside.
#[derive(Debug, PartialEq, Default)]
struct A {
    map: Option<i64>,
    name: Option<i64>,
    from: Option<i64>,
    to: Option<i64>,
    self_: Option<i64>,
    others: Option<i64>,
    value: Field<i64>,
    r#type: Option<i64>,
}

runtime::object!(A {
    optional map = "map",
    optional name = "name",
    optional from = "from",
    optional to = "to",
    optional self_ = "self",
    optional others = "others",
    field value = "value",
    optional r#type = "type",
});

#[derive(Debug, PartialEq)]
struct Event {
    payload: Option<serde_json::Value>,
}

runtime::object!(Event { untyped payload = "payload", });

#[derive(Debug, PartialEq)]
struct Empty {}
runtime::object!(Empty {});

#[derive(Debug, PartialEq)]
struct Nothing;
runtime::object!(Nothing {});

#[derive(Debug, PartialEq)]
struct Labels {
    rest: BTreeMap<String, i64>,
}
runtime::object!(Labels { rest rest, });

#[derive(Debug, PartialEq)]
struct Tree(pub Vec<Tree>);
runtime::newtype!(Tree);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
    Unrecognized(String),
}
runtime::open_enum!(Gender(str) else Unrecognized { Male = "MALE", Female = "FEMALE", });

#[derive(Debug, PartialEq)]
enum Method {
    Email,
    Lost,
    Unrecognized(i32),
}
runtime::open_enum!(Method(i32) else Unrecognized { Email = 1, Lost = -2, });

#[derive(Debug, PartialEq)]
enum Big {
    Max,
    Other(u64),
}
runtime::open_enum!(Big(u64) else Other { Max = 18_446_744_073_709_551_615, });

#[derive(Debug, PartialEq)]
enum Attribute {
    Flag(bool),
    Count(i64),
    Measure(f64),
    Text(String),
    Tags(Vec<Attribute>),
    Owner(Box<Person>),
}
runtime::union!(Attribute {
    Flag = boolean,
    Count = integer,
    Measure = number,
    Text = string,
    Tags = array,
    Owner = object,
});

#[derive(Debug, PartialEq)]
enum Amount {
    Exact(serde_json::Number),
    Named(Gender),
}
runtime::union!(Amount { Exact = number, Named = string, });

#[derive(Debug, PartialEq)]
enum Whole {
    Count(i64),
    Tags(Vec<String>),
}
runtime::union!(Whole { Count = integer, Tags = array, });

fn error<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    from_str::<T>(json).unwrap_err().to_string()
}

#[test]
fn fields_tell_three_states_apart() {
    assert_eq!(Field::<i32>::default(), Field::Absent);
    assert!(
        Field::<i32>::Absent.is_absent()
            && Field::<i32>::Null.is_null()
            && !Field::from(1).is_null()
    );
    assert_eq!(Field::from_option(None::<i32>), Field::Absent);
    assert_eq!(Field::from_nullable(None::<i32>), Field::Null);
    assert_eq!(Field::from_nullable(Some(1)), Field::Value(1));
    assert_eq!(
        (Field::Value(1).value(), Field::<i32>::Null.value()),
        (Some(1), None)
    );
    assert_eq!(
        Field::Value("a".to_owned()).as_ref().map(String::len),
        Field::Value(1)
    );
}

#[test]
fn rows_read_and_write_what_they_say() {
    let text = r#"{"id":"1","parent_id":null,"email":"a@b","gender":null,"a":[1],"z":{}}"#;
    let person: Person = from_str(text).unwrap();
    assert_eq!(person.gender, Field::Null);
    assert_eq!(person.additional.keys().collect::<Vec<_>>(), ["a", "z"]);
    assert_eq!(
        to_string(&person).unwrap(),
        text,
        "nothing is lost, in the order of the table"
    );

    let person: Person =
        from_str(r#"{"parent_id":{"id":"2","parent_id":null},"id":"1","email":null}"#).unwrap();
    assert_eq!(
        (person.email.as_ref(), &person.gender),
        (None, &Field::Absent)
    );
    assert_eq!(
        to_string(&person).unwrap(),
        r#"{"id":"1","parent_id":{"id":"2","parent_id":null}}"#
    );
}

#[test]
fn null_is_a_value_of_an_untyped_member() {
    for (payload, json) in [
        (None, "{}"),
        (Some(serde_json::Value::Null), r#"{"payload":null}"#),
        (Some(serde_json::json!([1])), r#"{"payload":[1]}"#),
    ] {
        let event = Event { payload };
        assert_eq!(serde_json::to_string(&event).unwrap(), json);
        assert_eq!(serde_json::from_str::<Event>(json).unwrap(), event);
    }
}

#[test]
fn missing_members_and_other_types_are_errors() {
    assert_eq!(
        error::<Person>(r#"{"parent_id":null}"#),
        "missing field `id` at line 1 column 18"
    );
    assert!(error::<Person>(r#"{"id":"1"}"#).starts_with("missing field `parent_id`"));
    assert!(
        error::<Person>(r#"{"id":null,"parent_id":null}"#)
            .starts_with("invalid type: null, expected a string")
    );
    assert!(
        error::<Person>("[]").starts_with("invalid type: sequence, expected an object (Person)")
    );
    assert!(error::<Empty>("3").contains("expected an object (Empty)"));
}

#[test]
fn the_last_of_two_members_counts_and_unknown_ones_are_skipped() {
    let twice: A = from_str(r#"{"map":1,"unknown":{"map":[3,{}]},"map":2}"#).unwrap();
    assert_eq!(
        twice,
        A {
            map: Some(2),
            ..A::default()
        }
    );
    let text = r#"{"map":1,"name":2,"from":3,"to":4,"self":5,"others":6,"value":7,"type":8}"#;
    let all: A = from_str(text).unwrap();
    assert_eq!(to_string(&all).unwrap(), text);
    // Escapes in names, and a source that owns its names.
    assert_eq!(from_str::<A>(r#"{"\u006dap":1}"#).unwrap().map, Some(1));
    assert_eq!(from_value::<A>(json!({"map": 1})).unwrap().map, Some(1));
}

#[test]
fn names_are_borrowed_when_they_can_be() {
    let text = r#""plain""#;
    let name: Name<'_> = from_str(text).unwrap();
    assert!(
        text.as_bytes()
            .as_ptr_range()
            .contains(&name.as_str().as_ptr()),
        "it points into the text"
    );
    assert_eq!(
        from_str::<Name<'_>>(r#""\u0070lain""#)
            .unwrap()
            .into_string(),
        "plain"
    );
}

#[test]
fn structs_without_rows_are_empty_objects() {
    assert_eq!(from_str::<Empty>(r#"{"a":1}"#).unwrap(), Empty {});
    assert_eq!(from_str::<Nothing>("{}").unwrap(), Nothing);
    assert_eq!(
        to_string(&Empty {}).unwrap() + &to_string(&Nothing).unwrap(),
        "{}{}"
    );
    let labels: Labels = from_str(r#"{"b":1,"a":2}"#).unwrap();
    assert_eq!(to_string(&labels).unwrap(), r#"{"a":2,"b":1}"#);
}

#[test]
fn a_newtype_is_what_is_inside() {
    let tree: Tree = from_str("[[],[[]]]").unwrap();
    assert_eq!(tree, Tree(vec![Tree(vec![]), Tree(vec![Tree(vec![])])]));
    assert_eq!(to_string(&tree).unwrap(), "[[],[[]]]");
}

#[test]
fn string_enums_keep_what_the_document_does_not_list() {
    let text = r#"["MALE","X \" Y"]"#;
    let values: Vec<Gender> = from_str(text).unwrap();
    assert_eq!(
        values,
        [Gender::Male, Gender::Unrecognized("X \" Y".to_owned())]
    );
    assert_eq!(to_string(&values).unwrap(), text);
    assert_eq!(Gender::from("FEMALE".to_owned()), Gender::Female);
    assert_eq!(
        Gender::from("male"),
        Gender::Unrecognized("male".to_owned())
    );
    assert_eq!(
        from_value::<Gender>(json!("FEMALE")).unwrap(),
        Gender::Female
    );
    assert_eq!(
        format!(
            "{:>6}|{}",
            Gender::Male,
            Gender::Unrecognized("x".to_owned())
        ),
        "  MALE|x"
    );
    assert!(error::<Gender>("1").contains("expected a string"));
    let mut written = Vec::new();
    Gender::Male.write(&mut written);
    assert_eq!(written, ["MALE"]);
}

#[test]
fn integer_enums_keep_what_the_document_does_not_list() {
    let values: Vec<Method> = from_str("[1,-2,7]").unwrap();
    assert_eq!(
        values,
        [Method::Email, Method::Lost, Method::Unrecognized(7)]
    );
    assert_eq!(to_string(&values).unwrap(), "[1,-2,7]");
    assert_eq!((Method::from(-2), Method::Lost.value()), (Method::Lost, -2));
    assert_eq!(Method::Unrecognized(7).to_string(), "7");
    assert!(error::<Method>("3000000000").contains("fits i32"));
    assert_eq!(from_str::<Big>("18446744073709551615").unwrap(), Big::Max);
    assert_eq!((Method::VALUES.len(), Big::VALUES), (2, &[Big::Max][..]));
    let mut written = Vec::new();
    Some(Method::Lost).write(&mut written);
    assert_eq!(written, ["-2"]);
}

#[test]
fn unions_go_by_the_type_in_the_json() {
    let text = r#"[true,-1,1.5,"a\n",["b",[]],{"id":"1","parent_id":null}]"#;
    let value: Attribute = from_str(text).unwrap();
    let Attribute::Tags(items) = &value else {
        panic!("{value:?}")
    };
    assert_eq!(
        items[..3],
        [
            Attribute::Flag(true),
            Attribute::Count(-1),
            Attribute::Measure(1.5)
        ]
    );
    assert!(matches!(&items[5], Attribute::Owner(person) if person.id == "1"));
    assert_eq!(to_string(&value).unwrap(), text);
    assert_eq!(
        from_value::<Attribute>(from_str(text).unwrap()).unwrap(),
        value
    );
    assert_eq!(
        from_str::<Amount>("12345678901234567890").unwrap(),
        Amount::Exact(12_345_678_901_234_567_890_u64.into())
    );
    assert_eq!(
        from_str::<Amount>(r#""MALE""#).unwrap(),
        Amount::Named(Gender::Male)
    );
}

#[test]
fn unions_refuse_types_without_a_branch() {
    assert!(error::<Whole>("1.5").starts_with(
        "invalid type: floating point `1.5`, expected an integer or an array (Whole)"
    ));
    assert!(
        error::<Amount>("{}")
            .starts_with("invalid type: map, expected a number or a string (Amount)")
    );
    assert!(error::<Amount>("[]").contains("expected a number or a string"));
    assert!(error::<Amount>("true").contains("invalid type: boolean"));
    assert!(error::<Attribute>("null").contains("invalid type: null"));
    assert!(
        error::<Attribute>("null")
            .contains("a boolean, an integer, a number, a string, an array or an object")
    );
    assert!(error::<Whole>(r#"["a",1]"#).contains("invalid type: integer `1`, expected a string"));
}

#[cfg(feature = "base64")]
#[test]
fn base64_is_written_one_way_and_read_in_all() {
    use crate::runtime::Base64;
    let bytes = Base64::from(vec![0xFB, 0xFF, 0xFE, 0x01]);
    assert_eq!(to_string(&bytes).unwrap(), r#""+//+AQ==""#);
    for text in ["+//+AQ==", "+//+AQ", "-__-AQ==", "-__-AQ"] {
        assert_eq!(from_value::<Base64>(json!(text)).unwrap(), bytes, "{text}");
    }
    assert_eq!(from_str::<Base64>(r#""""#).unwrap().len(), 0);
    assert!(error::<Base64>(r#""!""#).contains("invalid base64 text"));
    assert!(error::<Base64>("1").contains("expected base64 text"));
    assert_eq!(format!("{bytes:?}"), "Base64(4 bytes)");
}
