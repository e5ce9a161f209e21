//! Objects through the golden types: which way members go, what is made of the parts of an `allOf`, the states of members, and
//! what making one asks for.
mod values;

use serde_json::{Value, json};
use values::{read, refused, unchanged, write};

mod directions {
    use super::*;
    use golden::directions::models::{
        Change, Lone, People, PeopleRequest, Person, PersonRequest, Receipt, person, person_request,
    };

    #[test]
    fn what_goes_one_way_is_not_asked_for() {
        let mut sent = PersonRequest::new("Jo", "pass");
        sent.gender = Some(person::Gender::Female);
        sent.address = Some(person_request::Address::default());
        assert_eq!(
            write(&sent),
            json!({"name": "Jo", "secret": "pass", "gender": "female", "address": {}})
        );
        let mut change = Change::default();
        change.by = Some(sent);
        let people: PeopleRequest = vec![PersonRequest::new("Al", "word")];
        assert_eq!(write(&people), json!([{"name": "Al", "secret": "word"}]));
        assert_eq!(write(&Lone::new("Jo")), json!({"name": "Jo"}));
    }

    #[test]
    fn all_that_is_read_is_kept() {
        let people: People = unchanged(&json!([
            {"id": 1, "name": "Jo", "gender": "other", "address": {"verified": true, "city": "Rome"}},
        ]));
        assert_eq!(people.first().map(|person| person.id), Some(1));
        let _: Lone = unchanged(&json!({"id": 1, "name": "Jo", "secret": "pass"}));
    }

    /// A server that shows what it says it keeps to itself is read all the same.
    #[test]
    fn what_is_only_sent_is_skipped_when_it_is_read() {
        let person: Person = read(&json!({"id": 1, "name": "Jo", "secret": 7}));
        assert_eq!(write(&person), json!({"id": 1, "name": "Jo"}));
        let receipt: Receipt = read(&json!({"ids": [1], "signature": null}));
        assert_eq!(receipt, Receipt::new(vec![1]));
    }
}

mod nullability {
    use super::*;
    use golden::{
        nullability::models::{AlwaysThere, Nothing, Optional, ThreeStates, Within},
        runtime::Field,
    };

    /// Each member of the object, left out, `null` and with a value: nothing is lost, and the three differ.
    #[test]
    fn three_states_stay_three_however_they_are_spelled() {
        let pet = || json!({"name": "Rex"});
        let values = [
            ("types", json!("a")),
            ("word_of_3_0", json!("a")),
            ("in_enum", json!("a")),
            ("one_of", pet()),
            ("one_of_const", json!("a")),
            ("any_of", json!("a")),
            ("named", pet()),
            ("named_again", pet()),
            ("beside", pet()),
            ("all_of", pet()),
            ("list", json!(["a"])),
        ];
        let all: Vec<Value> = values
            .iter()
            .map(|(name, value)| json!({ *name: value }))
            .collect();
        let absent: ThreeStates = unchanged(&json!({}));
        assert_eq!(absent, ThreeStates::default());
        for ((name, _), value) in values.iter().zip(&all) {
            let null: ThreeStates = unchanged(&json!({ *name: null }));
            assert_ne!(null, absent, "{name}");
            assert_ne!(unchanged::<ThreeStates>(value), null, "{name}");
        }
        let members = write(&read::<ThreeStates>(&json!({"types": null})));
        assert_eq!(members, json!({"types": null}));
        assert_eq!(absent.named, Field::Absent);
    }

    #[test]
    fn what_is_always_there_is_written_as_null() {
        let value: AlwaysThere = unchanged(&json!({"types": null, "named": null}));
        assert_eq!(value, AlwaysThere::new(None, None));
        unchanged::<AlwaysThere>(&json!({"types": "a", "named": {}}));
        assert!(serde_json::from_str::<AlwaysThere>("{\"types\": null}").is_err());
    }

    #[test]
    fn null_inside_lists_and_maps_is_kept() {
        let value: Within = unchanged(&json!({
            "items": [1, null], "pets": [null, {"name": "Rex"}], "values": {"a": null, "b": {}},
        }));
        assert_eq!(value.items, Some(vec![Some(1), None]));
        unchanged::<Nothing>(&json!({"alone": null, "constant": null}));
        unchanged::<Nothing>(&json!({}));
    }

    #[test]
    fn what_is_only_optional_has_two_states() {
        let value: Optional = read(&json!({"text": null}));
        assert_eq!(value, Optional::default());
        assert_eq!(write(&value), json!({}));
    }
}

mod construction {
    use super::*;
    use golden::{
        runtime::Field,
        setters_chained::models::{Event, Person, Ping, person::Gender},
    };

    #[test]
    fn what_has_one_value_is_not_asked_for() {
        assert_eq!(
            write(&Event::new(1).text("a")),
            json!({"id": 1, "kind": "event", "version": 2, "text": "a"})
        );
        assert_eq!(write(&Ping::default()), json!({"kind": "ping"}));
        let message = refused::<Ping>(&json!({}));
        assert!(message.contains("kind"), "it is always there: {message}");
        unchanged::<Ping>(&json!({"kind": "pong"}));
    }

    #[test]
    fn setters_are_chained() {
        let person = Person::default()
            .preferred_name("Jo")
            .nickname("J")
            .age(5)
            .gender("female")
            .manager(Person::default().age(Field::Null))
            .deputy(Person::default())
            .new_member("a")
            .clone_member(true)
            .add(1)
            .r#type("b");
        assert_eq!(person.gender, Some(Gender::Female));
        assert_eq!(
            write(&person),
            json!({
                "preferred_name": "Jo", "nickname": "J", "age": 5, "gender": "female", "manager": {"age": null},
                "deputy": {}, "new": "a", "clone": true, "add": 1, "type": "b",
            })
        );
        assert_eq!(
            write(&Person::default().nickname(Field::Null)),
            json!({"nickname": null})
        );
    }
}
