//! Equals Money: `PATCH /people/{personId}`.

use crate::{
    documents::Document,
    operations::{PERSON_ID, TOKEN, equals_money},
    server::{Answer, Server},
};
use generated::{
    Error, Field,
    equals_money::{
        self, Client,
        models::{
            Person, PersonUpdate,
            person_update::{EmailTheme, Title},
        },
        people::{UpdatePerson, UpdatePersonError},
    },
};
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};

const OPERATION: &str = "/paths/~1people~1{personId}/patch";

/// The path of the documented servers, as a base URL may have one.
fn client(server: &Server) -> Client {
    equals_money(&format!("{}/v2", server.url()), Duration::from_secs(20)).unwrap()
}

/// The document's examples, built as a caller builds them.
fn update() -> PersonUpdate {
    let mut person = PersonUpdate::default();
    person.account_id = Some("F50091".into());
    person.first_name = Some("Sally".into());
    person.last_name = Some("Smith".into());
    person.title = Field::Value(Title::Mrs);
    person.middle_initials = Field::Value("R".into());
    person.dob = Field::Value("1946-01-19".parse().unwrap());
    person.gender = Field::Value("Female".into());
    person.nationality = Field::Value("US".into());
    person.country_of_residence = Field::Value("US".into());
    person.primary_mobile_number = Some("+447798121212".into());
    person.email_theme = Some(EmailTheme::EmLight);
    person.transactional_email_preference = Field::Value(true);
    person
}

#[tokio::test]
async fn the_request_is_the_documents_example() {
    let document = Document::read("equals-money.yaml");
    let server = Server::start(Answer::json(200, &json!({}))).await;
    let person = client(&server)
        .people()
        .update_person(PERSON_ID, &update())
        .await
        .unwrap();
    assert_eq!(person, Person::default());
    let seen = server.only();
    assert_eq!(seen.method, "PATCH");
    assert_eq!(
        seen.target,
        "/v2/people/8e214819-5c83-429f-a976-eb127a0a8a88"
    );
    assert_eq!(
        seen.headers,
        BTreeMap::from([
            ("accept".into(), "application/json".into()),
            // The whole value is the caller's: the document says how it is made.
            ("authorization".into(), TOKEN.into()),
            ("content-type".into(), "application/json".into()),
            ("user-agent".into(), "behaviour/1".into()),
        ])
    );
    assert_eq!(seen.json(), document.example("PersonUpdate"));
}

#[tokio::test]
async fn the_answer_is_the_documents_example() {
    let document = Document::read("equals-money.yaml");
    let mut body = document.example("Person");
    body["card"] = json!({"id": "c1"});
    body["persona"] = document.example("Persona");
    body["avatar"] = json!({"url": "https://example.com/a.png", "fileName": null});
    body["notDocumented"] = json!([{"deep": [1, 2.5, null]}]);
    let server = Server::start(Answer::json(200, &body).header("x-request-id", "42")).await;
    let client = client(&server);
    let change = PersonUpdate::default();
    let person = client
        .people()
        .update_person(PERSON_ID, &change)
        .await
        .unwrap();
    let awaited = server.only();
    assert_eq!(
        person.id,
        Some(uuid::uuid!("288cf796-c1ad-4ffd-9eb9-af210bff0ea0"))
    );
    assert_eq!(person.first_name.as_deref(), Some("Dolly"));
    assert_eq!(person.title, Field::Value("Mrs".into()));
    assert_eq!(person.dob, Field::Value("1946-01-19".parse().unwrap()));
    assert_eq!(
        person.created_at,
        Some("2021-01-30T08:30:00Z".parse().unwrap())
    );
    assert_eq!(person.preferred2_fa_method.as_deref(), Some("sms"));
    assert_eq!(person.has_people_card, Some(true));
    let persona = person.persona.as_ref().unwrap();
    assert_eq!(persona.account_id.as_deref(), Some("F50091"));

    let written = serde_json::to_value(&person).unwrap();
    // An undocumented member is passed over, and null where only a value is documented counts as absent.
    body["avatar"] = json!({"url": "https://example.com/a.png"});
    body.as_object_mut().unwrap().remove("notDocumented");
    assert_eq!(written, body);

    let operation = UpdatePerson::new(PERSON_ID, &change);
    let response = client.execute(operation).send().await.unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["x-request-id"], "42");
    assert_eq!(response.value, person);
    assert_eq!(server.only(), awaited);
}

#[tokio::test]
async fn every_documented_error_has_its_name() {
    use UpdatePersonError as Named;
    let document = Document::read("equals-money.yaml");
    let named = [
        (400, Named::BadRequest),
        (401, Named::Unauthorized),
        (403, Named::Forbidden),
        (404, Named::NotFound),
        (405, Named::MethodNotAllowed),
        (415, Named::UnsupportedMediaType),
        (429, Named::TooManyRequests),
        (500, Named::InternalServerError),
    ];
    let mut tested = vec![200];
    for (status, wanted) in named {
        tested.push(status);
        // No body is documented, so any will do, and it can be looked at.
        let answer = Answer::status(status).body("text/plain", "why not");
        let server = Server::start(answer).await;
        let result = client(&server)
            .people()
            .update_person(PERSON_ID, &PersonUpdate::default())
            .await;
        match result {
            Err(Error::Api { error, response }) => {
                assert_eq!(error, wanted);
                assert_eq!(response.status, status);
                assert_eq!(response.body, "why not");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(tested, document.statuses(OPERATION));
}

#[test]
fn a_title_can_be_null_and_unheard_of() {
    for (text, title) in [
        (r#"{"title":null}"#, Field::Null),
        (r#"{"title":"Mx"}"#, Field::Value(Title::Mx)),
        (
            r#"{"title":"Dame"}"#,
            Field::Value(Title::Unrecognized("Dame".into())),
        ),
    ] {
        let person: PersonUpdate = serde_json::from_str(text).unwrap();
        assert_eq!(person.title, title);
        assert_eq!(serde_json::to_string(&person).unwrap(), text);
    }
}

#[test]
fn the_documents_servers_can_be_chosen() {
    use equals_money::Server as Documented;
    let document = Document::read("equals-money.yaml");
    for (server, at) in [(Documented::Production, 0), (Documented::Sandbox, 1)] {
        let url = document.at(&format!("/servers/{at}/url")).as_str().unwrap();
        assert_eq!(server.url(), url);
        let client = Client::builder().server(&server).build().unwrap();
        assert!(format!("{client:?}").contains(url), "{client:?}");
    }
}
