//! Webhooks and callbacks: told by their names, and read as what the document says.

use golden::{
    runtime::WebhookError,
    webhooks::{
        Webhook,
        models::Pet,
        operations::{SubscribeCallback, SubscribePetChangedBodyState as State},
    },
};

#[test]
fn a_webhook_is_read_by_its_name() {
    let mut pet = Pet::default();
    pet.name = Some("Rex".to_owned());
    match Webhook::parse("newPet", br#"{"pet": {"name": "Rex"}}"#).unwrap() {
        Webhook::NewPet(new) => assert_eq!(new.pet, Some(pet.clone())),
        other => panic!("{other:?}"),
    }
    let pets = Webhook::parse("pets", br#"[{"name": "Rex"}]"#).unwrap();
    assert_eq!(pets, Webhook::Pets(Box::new(vec![pet])));
    assert_eq!(Webhook::parse("ping", b"").unwrap(), Webhook::Ping);
    let raw = Webhook::parse("raw.event", b"[1]").unwrap();
    assert_eq!(raw, Webhook::RawEvent(serde_json::json!([1])));
}

#[test]
fn what_is_no_webhook_is_an_error_that_says_where() {
    for name in ["form", "newpet", ""] {
        let error = Webhook::parse(name, b"{}").unwrap_err();
        assert!(matches!(&error, WebhookError::Unknown { name: of } if of == name));
    }
    // Anybody can send a name, and writes no lines of a log by it.
    let long = format!("a\nERROR {}", "x".repeat(1000));
    let shown = Webhook::parse(&long, b"{}").unwrap_err().to_string();
    assert!(
        shown.contains("`a ERROR xxx") && shown.len() < 200,
        "{shown}"
    );
    let error = Webhook::parse("pets", br#"[{"name": 7}]"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body of `pets` does not match the document at `[0].name`: invalid type: integer `7`, \
         expected a string at line 1 column 11"
    );
}

#[test]
fn a_callback_of_an_operation_is_read_by_its_name() {
    let changed = SubscribeCallback::parse("petChanged", br#"{"id": "7", "state": "gone"}"#);
    match changed.unwrap() {
        SubscribeCallback::PetChanged(changed) => {
            assert_eq!(
                (changed.id.as_str(), changed.state),
                ("7", Some(State::Gone))
            );
        }
        other => panic!("{other:?}"),
    }
    match SubscribeCallback::parse("petFound", br#"{"name": "Rex"}"#).unwrap() {
        SubscribeCallback::PetFound(pet) => assert_eq!(pet.name.as_deref(), Some("Rex")),
        other => panic!("{other:?}"),
    }
    let ended = SubscribeCallback::parse("ended", b"").unwrap();
    assert_eq!(ended, SubscribeCallback::Ended);
    // A webhook is none.
    let error = SubscribeCallback::parse("newPet", b"{}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the document has no webhook or callback `newPet` that is JSON"
    );
    let error = SubscribeCallback::parse("petChanged", b"{}").unwrap_err();
    assert!(matches!(error, WebhookError::Undecodable { name, .. } if name == "petChanged"));
}
