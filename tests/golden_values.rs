//! Values through the golden types: JSON in, a value, JSON out. What a server sent must not be lost on the
//! way, and what does not fit must be an error that says where.
mod values;

use golden::runtime::Field;
use serde_json::{Value, json};
use values::{read, refused, unchanged, write};

mod presence {
    use super::*;
    use golden::presence::models::Item;

    #[test]
    fn each_member_keeps_its_state() {
        let least = json!({"always": "a", "perhaps_null": null});
        let item: Item = unchanged(&least);
        assert_eq!(item, Item::new("a", None));
        let states = json!({"always": "a", "perhaps_null": "b", "three_states": null, "alias": 5});
        let item: Item = unchanged(&states);
        assert_eq!(item.three_states, Field::Null);
        assert_eq!(item.alias, Field::Value(5));
        let item: Item = unchanged(&json!({
            "always": "a", "perhaps_null": null, "left_out": "b", "three_states": "c", "alias": null,
            "list_of_nullable": [1, null], "map_of_nullable": {"a": null, "b": 2},
            "any": {"deep": [null, 1.5]},
        }));
        assert_eq!(item.list_of_nullable, Some(vec![Some(1), None]));
        assert_eq!(item.alias, Field::Null);
    }

    /// `null` for a member that is only optional is what many servers write for "not there".
    #[test]
    fn null_for_an_optional_member_is_none() {
        let item: Item = read(&json!({"always": "a", "perhaps_null": null, "left_out": null}));
        assert_eq!(item.left_out, None);
        assert_eq!(write(&item), json!({"always": "a", "perhaps_null": null}));
    }

    #[test]
    fn required_members_are_required() {
        assert!(refused::<Item>(&json!({"perhaps_null": null})).contains("missing field `always`"));
        assert!(refused::<Item>(&json!({"always": "a"})).contains("missing field `perhaps_null`"));
        assert!(refused::<Item>(&json!({"always": null, "perhaps_null": null})).contains("null"));
        assert!(refused::<Item>(&json!([])).contains("an object (Item)"));
    }

    /// Members that the schema does not speak of are skipped, whatever they are.
    #[test]
    fn unknown_members_are_skipped() {
        let json = json!({"more": [{"deep": {}}], "always": "a", "perhaps_null": null});
        assert_eq!(read::<Item>(&json), Item::new("a", None));
    }
}

mod enumerations {
    use super::*;
    use golden::{
        enum_integers::models::{CorrespondenceMethod, Level, Offset},
        enum_null::models::{Person, Rank, Title},
        enum_strings::models::{Operator, Reserved, Size, Status},
    };

    #[test]
    fn every_listed_value_goes_through() {
        for value in ["=", "!=", "<", "<=", ">", ">=", "≥", "+1", "-1", "*", " "] {
            let operator: Operator = unchanged(&json!(value));
            assert!(
                !matches!(operator, Operator::Unrecognized(_)),
                "`{value}` is listed"
            );
        }
        for value in ["", "2xl", "10", "3_4", "extra large", "a.b", "a/b"] {
            assert!(!matches!(unchanged(&json!(value)), Size::Unrecognized(_)));
        }
        for value in ["ACTIVE", "active", "Active", "inActive", "in-active"] {
            assert!(!matches!(unchanged(&json!(value)), Status::Unrecognized(_)));
        }
    }

    #[test]
    fn values_that_are_not_listed_are_kept() {
        let status: Status = unchanged(&json!("aCtIvE"));
        assert_eq!(status, Status::Unrecognized("aCtIvE".to_owned()));
        assert_eq!(status.to_string(), "aCtIvE");
        let method: CorrespondenceMethod = unchanged(&json!(3));
        assert_eq!(method, CorrespondenceMethod::Unrecognized(3));
        // A listed value called so is not the catch-all.
        assert_eq!(
            unchanged::<Reserved>(&json!("Unrecognized")),
            Reserved::Unrecognized
        );
        assert_eq!(
            unchanged::<Reserved>(&json!("new")),
            Reserved::UnrecognizedValue("new".to_owned())
        );
    }

    #[test]
    fn conversions_never_make_an_unrecognized_value_of_a_listed_one() {
        assert_eq!(Status::from("active"), Status::ActiveLower);
        assert_eq!(Status::from("active".to_owned()), Status::ActiveLower);
        assert_eq!(CorrespondenceMethod::from(2), CorrespondenceMethod::Post);
        assert_eq!(CorrespondenceMethod::Post.value(), 2);
    }

    #[test]
    fn integers_keep_sign_and_size() {
        assert_eq!(unchanged::<Offset>(&json!(-1)), Offset::Minus1);
        assert_eq!(
            unchanged::<Offset>(&json!(9_007_199_254_740_993_i64)),
            Offset::Value9007199254740993
        );
        assert!(refused::<Level>(&json!(256)).contains("256"));
        assert!(refused::<Level>(&json!(-1)).contains("-1"));
        assert!(refused::<Offset>(&json!("1")).contains("string"));
        assert!(refused::<Offset>(&json!(1.5)).contains("1.5"));
        assert!(refused::<Status>(&json!(1)).contains("a string"));
    }

    #[test]
    fn null_in_the_list_makes_the_use_nullable() {
        let person: Person = unchanged(&json!({
            "title": null, "rank": null, "ranks": ["low", null, "top"], "inline": 2,
        }));
        assert_eq!(person.title, None);
        assert_eq!(person.rank, Field::Null);
        assert_eq!(
            person.ranks,
            Some(vec![
                Some(Rank::Low),
                None,
                Some(Rank::Unrecognized("top".to_owned()))
            ])
        );
        let person: Person = unchanged(&json!({"title": "ms"}));
        assert_eq!(person, Person::new(Some(Title::Ms)));
        assert!(refused::<Person>(&json!({})).contains("title"));
    }
}

mod unions {
    use super::*;
    use golden::{
        union_enum_or_string::models::Referenced,
        union_json_types::models::{NumberOnly, TextOrList, Value as Union},
        union_null::models::{Owner, Pet, owner::TextOrCount},
        union_objects::models::{Owner as PetOwner, Pet as AnyPet, Tagged},
    };

    #[test]
    fn the_json_type_decides() {
        assert_eq!(unchanged::<Union>(&json!(true)), Union::Boolean(true));
        assert_eq!(unchanged::<Union>(&json!(7)), Union::Integer(7));
        assert_eq!(unchanged::<Union>(&json!(7.5)), Union::Number(7.5));
        assert_eq!(
            unchanged::<Union>(&json!("7")),
            Union::String("7".to_owned())
        );
        assert_eq!(
            unchanged::<Union>(&json!(["a"])),
            Union::Strings(vec!["a".to_owned()])
        );
        let Union::Details(details) = unchanged(&json!({"text": "a"})) else {
            panic!("an object is the branch of objects");
        };
        assert_eq!(details.text.as_deref(), Some("a"));
        assert_eq!(
            unchanged::<NumberOnly>(&json!(1.5)),
            NumberOnly::Number(1.5)
        );
        // Without a branch for whole numbers, they are numbers like others.
        assert_eq!(read::<NumberOnly>(&json!(1)), NumberOnly::Number(1.0));
    }

    #[test]
    fn what_fits_no_branch_is_refused() {
        let message = refused::<TextOrList>(&json!(true));
        assert!(
            message.contains("a string or an array (TextOrList)"),
            "{message}"
        );
        assert!(refused::<TextOrList>(&json!("no date")).contains("input"));
        assert!(refused::<TextOrList>(&json!([null])).contains("null"));
        assert!(refused::<Union>(&Value::Null).contains("null"));
    }

    #[test]
    fn null_beside_a_union_is_a_state_of_the_member() {
        let owner: Owner = unchanged(&json!({
            "pet": null, "other_pet": {"name": "Tom"}, "text_or_count": 3, "branch_is_nullable": null,
        }));
        assert_eq!(owner.pet, None);
        assert_eq!(owner.text_or_count, Field::Value(TextOrCount::Integer(3)));
        assert_eq!(owner.branch_is_nullable, Field::Null);
        let mut pet = Pet::default();
        pet.name = Some("Tom".to_owned());
        assert_eq!(owner.other_pet, Field::Value(pet));
    }

    #[test]
    fn an_enumeration_or_any_string_is_an_open_enumeration() {
        assert_eq!(unchanged::<Referenced>(&json!("known")), Referenced::Known);
        assert_eq!(
            unchanged::<Referenced>(&json!("other")),
            Referenced::Unrecognized("other".to_owned())
        );
    }

    #[test]
    fn objects_are_told_apart_by_their_members() {
        let json = json!({"pet": {"lives": 9}, "pets": [{"tricks": []}]});
        let owner: PetOwner = unchanged(&json);
        assert!(matches!(owner.pet, Some(AnyPet::Cat(cat)) if cat.lives == 9));
        let refusal = refused::<AnyPet>(&json!({"name": "Tom"}));
        assert!(
            refusal.contains("`Cat`: missing field `lives`; `Dog`: missing field `tricks`"),
            "{refusal}"
        );
    }

    #[test]
    fn a_tag_that_the_document_does_not_list_is_kept() {
        let bird = json!({"kind": "Bird", "wings": 2});
        assert_eq!(unchanged::<Tagged>(&bird), Tagged::Unrecognized(bird));
    }
}

mod objects {
    use super::*;
    use golden::{
        aliases::models::Holder as Aliases,
        all_of_merge::models::{Pet, Puppy, pet::Kind},
        all_of_required::models::{Final, Published},
        arrays::models::Lists,
        maps::models::Holder as Maps,
        member_names::models::{Collisions, Keywords, MacroLocals, Symbols},
        references_inside::models::Visit,
        required_undeclared::models::{Declared, NothingDeclared},
        rest_members::models::{Closed, Free, Typed},
    };

    #[test]
    fn merged_parts_are_one_object() {
        let json = json!({"id": 1, "note": "n", "name": "Tom", "kind": "cat", "age": 3});
        let pet: Pet = unchanged(&json);
        assert_eq!(pet.kind, Kind::Cat);
        assert!(refused::<Pet>(&json!({"id": 1})).contains("kind"));
        let puppy: Puppy = unchanged(&json!({"id": 1, "kind": "dog", "weeks": 8, "collar": "red"}));
        assert_eq!(puppy.additional["collar"], "red");
    }

    #[test]
    fn required_alone_makes_members_required() {
        assert!(refused::<Final>(&json!({"rating": 1})).contains("title"));
        assert_eq!(
            unchanged::<Published>(&json!({"title": "t", "rating": null})),
            Published::new("t", None)
        );
    }

    #[test]
    fn members_that_are_not_declared_are_kept_where_the_schema_has_them() {
        let typed: Typed = unchanged(&json!({"id": 1, "name": null, "a": "x", "b": "y"}));
        assert_eq!(typed.additional.len(), 2);
        let big = json!({"id": 1, "big": 18_446_744_073_709_551_615_u64, "deep": {"a": [null]}});
        let _: Free = unchanged(&big);
        let closed: Closed = read(&json!({"id": 1, "more": true}));
        assert_eq!(write(&closed), json!({"id": 1}));
        assert!(refused::<Typed>(&json!({"id": 1, "a": 2})).contains("integer `2`"));
    }

    #[test]
    fn a_required_member_without_a_schema_may_be_anything() {
        for secret in [json!(1), json!("s"), json!({"a": []}), Value::Null] {
            let _: Declared = unchanged(&json!({"id": 1, "secret": secret}));
        }
        assert!(refused::<Declared>(&json!({"id": 1})).contains("secret"));
        let _: NothingDeclared = unchanged(&json!({"token": null, "more": 1}));
        assert!(refused::<NothingDeclared>(&json!({"more": 1})).contains("token"));
    }

    #[test]
    fn names_are_exact_on_the_wire() {
        let _: Keywords = unchanged(&json!({
            "type": "a", "self": "b", "Self": "c", "crate": "d", "super": "e", "_": "f", "async": "g",
            "gen": "h", "try": "i", "abstract": "j",
        }));
        let _: Symbols = unchanged(&json!({
            "$type": "a", "@id": "b", "-": "c", "+1": "d", "-1": "e", "": "f", "a.b": "g",
            "filter[name]": "h", "DateCreated<": "i", "👍": "j", "_meta": "k", "2fa": "l",
            "preferred2FAMethod": "m", "größe": "n", "a \"quoted\" \\ name": "o",
        }));
        let collisions: Collisions = unchanged(&json!({
            "fooBar": "a", "foo_bar": "b", "FooBar": "c", "foo-bar": "d", "additional": "e",
            "additional_properties": "f", "other": "g",
        }));
        assert_eq!(collisions.foo_bar.as_deref(), Some("b"));
        let _: MacroLocals =
            unchanged(&json!({"map": "a", "name": "b", "from": "c", "to": "d", "value": "e"}));
        // A name may be written with escapes.
        let keywords: Keywords =
            serde_json::from_str(r#"{"\u0074ype": "a"}"#).expect("an escaped name is read");
        assert_eq!(keywords.r#type.as_deref(), Some("a"));
    }

    #[test]
    fn aliases_maps_and_lists() {
        let _: Aliases = unchanged(&json!({
            "third": {"id": 1}, "text": "t", "count": null, "names": ["a"], "anything": [1, "x"],
        }));
        let _: Maps = unchanged(&json!({
            "labels": {"b": "2", "a": "1"}, "free": {"x": [1]}, "typed": {"t": {}},
            "nullable": {"a": null, "b": "x"},
        }));
        let lists: Lists = unchanged(&json!({
            "without_items": [1, "a", null], "bounded": [], "nested": [[1.5], []],
            "of_maps": [{"a": "b"}], "without_type": [true], "nullable": ["a", null],
        }));
        assert_eq!(
            lists.nullable,
            Field::Value(vec![Some("a".to_owned()), None])
        );
        let visit: Visit =
            unchanged(&json!({"person_id": 4, "place": {"city": "Ulm"}, "described": null}));
        assert_eq!(visit.person_id, Some(4));
    }
}

#[path = "golden_values/scalars.rs"]
mod scalars;
#[path = "golden_values/servers.rs"]
mod servers;
#[path = "golden_values/unions.rs"]
mod unions_of_objects;

mod recursion {
    use super::*;
    use golden::{
        recursion::models::{Expression, Levels, Node, Tree},
        schema_names::models::{BoxModel, SelfModel, VecModel},
    };

    #[test]
    fn values_hold_values_of_their_own_type() {
        let node: Node = unchanged(&json!({
            "itself_or_null": {"itself_or_null": null, "children": [{"itself_or_null": null}]},
            "parent": {"itself_or_null": null}, "field": null,
            "by_name": {"a": {"itself_or_null": null}},
            "expression": ["a", {"of": [{"of": "b"}]}],
            "alias": {"itself_or_null": null, "field": {"itself_or_null": null}},
        }));
        assert_eq!(node.field, Field::Null);
        assert!(
            matches!(node.expression, Some(Expression::ExpressionList(items)) if items.len() == 2)
        );
        let tree: Tree = unchanged(&json!([[], [[], [[]]]]));
        assert_eq!(tree.0.len(), 2);
        let levels: Levels = unchanged(&json!({"a": {"b": {}}, "c": {}}));
        assert_eq!(levels.0["a"].0.len(), 1);
    }

    #[test]
    fn types_called_like_those_of_rust_work_as_others() {
        let _: SelfModel = unchanged(&json!({"x": {"x": {}}}));
        let _: BoxModel = unchanged(&json!({"x": {"x": {}}}));
        let _: VecModel = unchanged(&json!({"x": [{}, {"x": {}}]}));
    }

    /// `serde_json` bounds the depth of what it reads, so that a hostile answer is an error and no crash.
    #[test]
    fn an_answer_that_is_nested_too_deeply_is_an_error() {
        let text = "[".repeat(100_000) + &"]".repeat(100_000);
        let cause = serde_json::from_str::<Tree>(&text).expect_err("it is too deep");
        assert!(cause.to_string().contains("recursion limit"), "{cause}");
    }
}
