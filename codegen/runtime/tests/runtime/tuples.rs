//! What the tables of lists whose items are described one by one read and write.

use crate::runtime::{self, Field, json_path};
use serde_json::{Value, from_str, from_value, json, to_string};

#[derive(Debug, Clone, PartialEq, Default)]
struct All {
    first: i64,
    second: Option<String>,
    third: Option<bool>,
    fourth: Field<i64>,
    fifth: Option<Value>,
    rest: Vec<String>,
}

runtime::tuple!(All {
    required first,
    nullable second,
    optional third,
    field fourth,
    untyped fifth,
    rest rest,
});

#[derive(Debug, PartialEq)]
struct Pair {
    first: i64,
    second: Field<i64>,
}

runtime::tuple!(Pair {
    required first,
    field second,
});

fn refused(text: &str) -> String {
    from_str::<Pair>(text).unwrap_err().to_string()
}

#[test]
fn each_length_comes_back_as_it_was() {
    for text in [
        "[1,null]",
        r#"[1,"a"]"#,
        r#"[1,"a",true]"#,
        r#"[1,"a",null,null]"#,
        r#"[1,"a",true,2,{"b":[null]}]"#,
        r#"[1,"a",true,null,null]"#,
        r#"[1,"a",true,2,null,"b","c"]"#,
    ] {
        let all: All = from_str(text).unwrap();
        assert_eq!(to_string(&all).unwrap(), text);
        let tree: Value = from_str(text).unwrap();
        assert_eq!(from_value::<All>(tree).unwrap(), all);
    }
}

#[test]
fn the_states_of_an_item_that_may_be_missing() {
    let second = |text| from_str::<Pair>(text).map(|pair| pair.second).unwrap();
    assert_eq!(second("[1]"), Field::Absent);
    assert_eq!(second("[1,null]"), Field::Null);
    assert_eq!(second("[1,2]"), Field::Value(2));
}

#[test]
fn a_missing_item_before_one_that_is_there_is_null() {
    let all = All {
        rest: vec!["b".to_owned()],
        ..All::default()
    };
    assert_eq!(
        serde_json::to_value(&all).unwrap(),
        json!([0, null, null, null, null, "b"])
    );
}

#[test]
fn lengths_that_do_not_fit_are_told() {
    let short = refused("[]");
    assert!(
        short.starts_with("invalid length 0, expected at least 1 item at"),
        "{short}"
    );
    let long = refused("[1, 2, [3], 4]");
    assert!(
        long.starts_with("invalid length 4, expected at most 2 items at"),
        "{long}"
    );
    let cause = from_str::<All>("[1]").unwrap_err().to_string();
    assert!(
        cause.starts_with("invalid length 1, expected at least 2 items"),
        "{cause}"
    );
    assert!(refused("{}").contains("expected a list (Pair)"));
}

#[test]
fn a_wrong_item_is_placed() {
    let text = r#"[1, "a", 5]"#;
    let cause = from_str::<All>(text).unwrap_err();
    assert_eq!(
        json_path(text.as_bytes(), cause.line(), cause.column()),
        "[2]"
    );
}

#[derive(Debug, PartialEq)]
struct Whole {
    first: i64,
    second: Option<Vec<u8>>,
    third: Field<i64>,
    rest: Vec<i32>,
}

runtime::tuple!(Whole {
    required first as tolerant,
    optional second as tolerant,
    field third as tolerant,
    rest rest as tolerant,
});

#[test]
fn whole_numbers_have_several_spellings() {
    let found: Whole = from_str("[1.0,[2.0,3],1e1,4.0,5]").unwrap();
    let expected = Whole {
        first: 1,
        second: Some(vec![2, 3]),
        third: Field::Value(10),
        rest: vec![4, 5],
    };
    assert_eq!(found, expected);
    assert_eq!(to_string(&found).unwrap(), "[1,[2,3],10,4,5]");
    assert!(from_str::<Whole>("[1.5]").is_err());
}
