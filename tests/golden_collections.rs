//! Lists, maps and objects through the golden types: items and members that no schema describes one by one.
mod values;

use serde_json::json;
use values::{read, refused, unchanged, write};

mod unknown_members {
    use super::*;
    use golden::unknown_members::models::{Closed, ClosedHeir, Heir, Open, Typed};

    #[test]
    fn they_are_kept_at_every_depth() {
        let json = json!({
            "id": "a", "new": {"deep": [null, 1.5]}, "inner": {"x": 1.0, "y": null},
            "list": [{"y": null, "z": "b"}, {"z": 18_446_744_073_709_551_615_u64}],
        });
        let open: Open = unchanged(&json);
        assert_eq!(open.additional["new"]["deep"][1], 1.5);
        let heir: Heir = unchanged(&json!({"id": "a", "more": "b", "new": null}));
        assert!(heir.additional["new"].is_null());
    }

    #[test]
    fn what_is_declared_is_never_among_them() {
        let open: Open = read(&json!({"id": "a", "inner": null}));
        assert!(open.additional.is_empty());
        assert!(refused::<Open>(&json!({"id": 1, "new": 1})).contains("expected a string"));
    }

    #[test]
    fn closed_objects_have_none_and_typed_ones_keep_their_type() {
        let closed: Closed = read(&json!({"id": "a", "new": 1}));
        assert_eq!(write(&closed), json!({"id": "a"}));
        let heir: ClosedHeir = read(&json!({"id": "a", "more": "b", "new": 1}));
        assert_eq!(write(&heir), json!({"id": "a", "more": "b"}));
        let typed: Typed = unchanged(&json!({"id": "a", "new": 1}));
        assert_eq!(typed.additional["new"], 1);
        assert!(refused::<Typed>(&json!({"new": "b"})).contains("string"));
    }
}

mod patterns {
    use super::*;
    use golden::patterns::models::{
        Alike, AllNames, Beside, Counts, Extensions, Mixed, Open, all_names, mixed,
    };

    #[test]
    fn values_have_the_type_of_their_pattern() {
        let _: Extensions = unchanged(&json!({"x-a": "b"}));
        assert!(refused::<Extensions>(&json!({"x-a": 1})).contains("expected a string"));
        let beside: Beside = unchanged(&json!({"id": "a", "x-b": 1, "x-c": null}));
        assert_eq!(beside.additional["x-c"], None);
        let _: Counts = unchanged(&json!({"open": 1, "other": 2}));
    }

    #[test]
    fn values_of_several_types_are_told_apart() {
        let mixed: Mixed = unchanged(&json!({
            "count_a": 1, "name_b": "b", "name_c": null, "part_d": {"size": 1.5}, "other": ["e"],
        }));
        assert_eq!(mixed["count_a"], Some(mixed::Value::Integer(1)));
        assert!(refused::<Mixed>(&json!({"count_a": true})).contains("expected"));
        let all: AllNames = unchanged(&json!({"id": "a", "b": "c", "d": 1}));
        assert_eq!(all.additional["d"], all_names::Value::Integer(1));
    }

    #[test]
    fn values_that_can_not_be_told_apart_are_kept() {
        let _: Open = unchanged(&json!({"id": "a", "x-b": 1, "other": {"c": [null]}}));
        let _: Alike = unchanged(&json!({"x-a": {"x": "b", "more": 1}, "y-c": {"y": "d"}, "z": 1}));
    }
}

mod boolean_schemas {
    use super::*;
    use golden::boolean_schemas::models::{Closed, Items, Maps, Members, Open};

    #[test]
    fn what_may_be_anything_is_kept() {
        for value in [json!(null), json!(1), json!({"a": [1.5, "b"]})] {
            let _: Members = unchanged(&json!({"any": value, "empty": value}));
            let _: Items = unchanged(&json!({"any": [value], "none": [], "pair": ["a", value]}));
            let _: Maps = unchanged(
                &json!({"any": {"a": value}, "empty": {"b": value}, "patterns": {"a": value}}),
            );
            let _: Open = unchanged(&json!({"id": "a", "more": value}));
        }
    }

    #[test]
    fn what_may_hold_nothing_is_an_object_all_the_same() {
        let _: Maps = unchanged(&json!({"closed": {}, "without": {}}));
        let maps: Maps = read(&json!({"closed": {"more": 1}}));
        assert_eq!(write(&maps), json!({"closed": {}}));
        let closed: Closed = read(&json!({"id": "a", "more": 1}));
        assert_eq!(write(&closed), json!({"id": "a"}));
        assert!(refused::<Maps>(&json!({"closed": []})).contains("an object (Closed)"));
    }
}

mod tuples {
    use super::*;
    use golden::tuples::models::{Call, Cell, Entry, Open, Owner, Row, Short};

    #[test]
    fn of_a_fixed_length_are_tuples_of_rust() {
        let entry: Entry = unchanged(&json!(["a", 3]));
        assert_eq!(entry, ("a".to_owned(), 3));
        let row: Row = unchanged(&json!({
            "at": [null, {"name": "b"}], "entry": ["c", 1], "entries": [["d", 2]], "corner": [1.5, 2.0],
        }));
        assert_eq!(row.at, (None, Owner::new("b")));
    }

    #[test]
    fn of_another_length_are_refused() {
        let short = refused::<Row>(&json!({"at": [null]}));
        assert!(
            short.contains("invalid length 1, expected a tuple of size 2"),
            "{short}"
        );
        let long = refused::<Row>(&json!({"at": [null, {"name": "b"}, 1]}));
        assert!(long.contains("trailing characters"), "{long}");
        let short = refused::<Call>(&json!([]));
        assert!(
            short.contains("invalid length 0, expected at least 1 item"),
            "{short}"
        );
        let long = refused::<Short>(&json!(["a", 1, 2, 3, 4]));
        assert!(
            long.contains("invalid length 5, expected at most 3 items"),
            "{long}"
        );
        assert!(refused::<Short>(&json!({"a": 1})).contains("expected a list (Short)"));
    }

    #[test]
    fn of_no_fixed_length_keep_their_length() {
        for short in [
            json!([]),
            json!(["a"]),
            json!(["a", 1]),
            json!(["a", 1, null]),
        ] {
            let _: Short = unchanged(&short);
        }
        for call in [
            json!(["f"]),
            json!(["f", null]),
            json!(["f", 5, "x", "y"]),
            json!(["f", null, "x"]),
        ] {
            let _: Call = unchanged(&call);
        }
        let open: Open = unchanged(&json!(["a", {"x": 1.0}, {"more": []}, null]));
        assert_eq!(open.rest.len(), 2);
    }

    #[test]
    fn what_is_missing_before_an_item_is_null() {
        let mut short = Short::default();
        short.third = Some(json!(true));
        assert_eq!(write(&short), json!([null, null, true]));
        let mut call = Call::new("f");
        call.rest.push("x".to_owned());
        assert_eq!(write(&call), json!(["f", null, "x"]));
    }

    #[test]
    fn of_their_own_type_are_boxed() {
        let cell: Cell = unchanged(&json!([1, [2, null]]));
        let (_, next) = *cell.0;
        assert_eq!(next.map(|next| next.0.0), Some(2));
    }
}
