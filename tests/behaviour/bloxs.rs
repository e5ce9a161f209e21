//! Bloxs: `PUT /api/v1/relations/persons` and `PUT /api/v1/relations/owners`.

use crate::{
    documents::Document,
    operations::{TOKEN, bloxs, bloxs_owner, bloxs_person},
    server::{Answer, Seen, Server},
};
use generated::{
    Error, Field,
    bloxs::{
        self, Client,
        models::{
            Address, CorrespondenceMethod, IdentificationType, Owner, Person, ValidationProblem,
        },
        owners::{UpdateAnOwner, UpdateAnOwnerError},
        persons::{UpdateAPerson, UpdateAPersonError},
    },
    runtime::BuildError,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};

fn client(server: &Server) -> Client {
    bloxs(&server.url(), Duration::from_secs(20)).unwrap()
}

fn assert_head(seen: &Seen, target: &str) {
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("PUT", target)
    );
    assert_eq!(
        seen.headers,
        BTreeMap::from([
            ("accept".into(), "application/json".into()),
            ("authorization".into(), format!("Bearer {TOKEN}")),
            ("content-type".into(), "application/json".into()),
            ("user-agent".into(), "behaviour/1".into()),
        ])
    );
}

fn address() -> Address {
    let mut address = Address::new("Damrak", "1012 LG", "Amsterdam", "NL");
    address.house_number = Field::Value("1-a".into());
    address
}

fn address_json() -> Value {
    json!({
        "street": "Damrak",
        "houseNumber": "1-a",
        "postalCode": "1012 LG",
        "city": "Amsterdam",
        "countryISOCode": "NL",
    })
}

#[tokio::test]
async fn persons_are_sent_and_read() {
    let mut answered = json!({
        "address": {"street": "Damrak", "houseNumber": null},
        "correspondenceMethod": 2,
        "lastName": "Jansen",
        "dateOfBirth": "1980-02-29",
        "identificationTypes": [{"identificationTypeItemName": "Passport"}, {}],
        "reference": "R1",
        "archiveDate": null,
    });
    let server = Server::start(Answer::json(200, &answered)).await;
    let mut person = bloxs_person();
    person.language_iso_code = Field::Value("nl".into());
    person.address = Some(address());
    person.primary_email_addresses = Field::Value(vec!["a@example.com".into()]);
    person.invoices_email_addresses = Field::Value(vec![]);
    person.remarks = Field::Null;
    person.date_of_birth = Field::Value("1980-02-29".parse().unwrap());
    person.identification_types =
        Field::Value(vec![IdentificationType::new("Identity Card", "X1")]);
    let value = client(&server)
        .persons()
        .update_a_person(&person)
        .await
        .unwrap();
    let seen = server.only();
    assert_head(&seen, "/api/v1/relations/persons");
    assert_eq!(
        seen.json(),
        json!({
            "languageISOCode": "nl",
            "address": address_json(),
            "primaryEmailAddresses": ["a@example.com"],
            "invoicesEmailAddresses": [],
            "correspondenceMethod": 1,
            "remarks": null,
            "relationTypeName": "Tenant",
            "communicationFormName": "Informal",
            "lastName": "Jansen",
            "dateOfBirth": "1980-02-29",
            "identificationTypes":
                [{"identificationTypeItemName": "Identity Card", "identificationNumber": "X1"}],
        })
    );
    assert_eq!(
        value.correspondence_method,
        Some(CorrespondenceMethod::Post)
    );
    assert_eq!(
        value.date_of_birth,
        Field::Value("1980-02-29".parse().unwrap())
    );
    assert_eq!(value.address.as_ref().unwrap().house_number, Field::Null);
    assert_eq!(value.archive_date, Field::Null);
    assert_eq!(value.display_name, Field::Absent);
    assert_eq!(serde_json::to_value(&value).unwrap(), answered);

    // A method that the document does not list is kept, in requests as in answers.
    answered["correspondenceMethod"] = json!(-9);
    let value: Person = serde_json::from_value(answered.clone()).unwrap();
    assert_eq!(
        value.correspondence_method,
        Some(CorrespondenceMethod::Unrecognized(-9))
    );
    assert_eq!(serde_json::to_value(&value).unwrap(), answered);
}

#[tokio::test]
async fn owners_are_sent_and_read() {
    let answered = json!({"name": "Housing Ltd", "website": null, "archiveDate": "2024-12-31"});
    let server = Server::start(Answer::json(200, &answered)).await;
    let mut owner = bloxs_owner();
    owner.postal_address = Some(address());
    owner.vat_number = Field::Value("NL0001".into());
    owner.website = Field::Null;
    let value = client(&server)
        .owners()
        .update_an_owner(&owner)
        .await
        .unwrap();
    let seen = server.only();
    assert_head(&seen, "/api/v1/relations/owners");
    assert_eq!(
        seen.json(),
        json!({
            "postalAddress": address_json(),
            "vatNumber": "NL0001",
            "correspondenceMethod": 2,
            "name": "Housing Ltd",
            "website": null,
        })
    );
    let mut wanted = Owner::default();
    wanted.name = Some("Housing Ltd".into());
    wanted.website = Field::Null;
    wanted.archive_date = Field::Value("2024-12-31".parse().unwrap());
    assert_eq!(value, wanted);
    assert_eq!(serde_json::to_value(&value).unwrap(), answered);
}

#[tokio::test]
async fn await_and_send_and_execute_are_the_same_call() {
    let server = Server::start(Answer::json(200, &json!({})).header("x-request-id", "42")).await;
    let client = client(&server);
    let (person, owner) = (bloxs_person(), bloxs_owner());
    assert_eq!(
        client.persons().update_a_person(&person).await.unwrap(),
        Person::default()
    );
    let awaited = server.only();
    let operation = UpdateAPerson::new(&person);
    let response = client.execute(operation).send().await.unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["x-request-id"], "42");
    assert_eq!(response.value, Person::default());
    assert_eq!(server.only(), awaited);

    let response = client
        .owners()
        .update_an_owner(&owner)
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers["x-request-id"], "42");
    let sent = server.only();
    assert_eq!(
        client.execute(UpdateAnOwner::new(&owner)).await.unwrap(),
        response.value
    );
    assert_eq!(server.only(), sent);
}

#[tokio::test]
async fn the_documented_errors_have_their_type() {
    let document = Document::read("bloxs.yaml");
    for path in ["persons", "owners"] {
        let operation = format!("/paths/~1api~1v1~1relations~1{path}/put");
        assert_eq!(document.statuses(&operation), [200, 400]);
    }
    let body = json!({
        "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        "title": null,
        "traceId": "00-1",
        "status": 400,
        "errors": {"LastName": ["is too long"], "Reference": null},
    });
    let mut wanted = ValidationProblem::default();
    wanted.r#type = Field::Value("https://tools.ietf.org/html/rfc9110#section-15.5.1".into());
    wanted.title = Field::Null;
    wanted.trace_id = Field::Value("00-1".into());
    wanted.status = Some(400);
    wanted.errors = Field::Value(BTreeMap::from([
        ("LastName".into(), Some(vec!["is too long".into()])),
        ("Reference".into(), None),
    ]));
    let server = Server::start(Answer::json(400, &body)).await;
    let client = client(&server);
    match client.persons().update_a_person(&bloxs_person()).await {
        Err(Error::Api {
            error: UpdateAPersonError::BadRequest(problem),
            response,
        }) => {
            assert_eq!(*problem, wanted);
            assert_eq!(response.body, body.to_string());
        }
        other => panic!("{other:?}"),
    }
    match client.owners().update_an_owner(&bloxs_owner()).await {
        Err(Error::Api {
            error: UpdateAnOwnerError::BadRequest(problem),
            response,
        }) => {
            assert_eq!(*problem, wanted);
            assert_eq!(response.status, 400);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_server_is_the_callers_to_name() {
    let missing = Client::builder().bearer_auth(TOKEN).build().unwrap_err();
    assert!(matches!(missing, BuildError::MissingBaseUrl), "{missing:?}");
    let server = bloxs::Server::BloxsIo {
        customer_name: "acme".into(),
    };
    let client = Client::builder().server(&server).build().unwrap();
    let shown = format!("{client:?}");
    assert!(shown.contains("https://acme.bloxs.io"), "{shown}");
}
