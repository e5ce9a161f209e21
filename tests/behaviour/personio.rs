//! Personio: `PATCH /v2/persons/{person_id}`.

use crate::{
    documents::Document,
    operations::{TOKEN, personio},
    server::{Answer, Server},
};
use generated::{
    Error, Field,
    personio::{
        Client,
        models::{
            InvalidRequestResponse, Person, invalid_request_response,
            person::{CustomAttribute, CustomAttributeValue, Gender, LanguageCode},
        },
        persons::{UpdateAPerson, UpdateAPersonError},
    },
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};

const OPERATION: &str = "/paths/~1v2~1persons~1{person_id}/patch";

fn client(server: &Server) -> Client {
    personio(&server.url(), Duration::from_secs(20)).unwrap()
}

/// The document's example `ValidUpdatePerson`, built as a caller builds it.
fn example() -> Person {
    let mut serial = CustomAttribute::default();
    serial.id = Some("laptop_serial_number".into());
    serial.value = Some(CustomAttributeValue::String("123-456".into()));
    let mut offices = CustomAttribute::default();
    offices.id = Some("customer_offices".into());
    offices.value = Some(CustomAttributeValue::Strings(vec![
        "Munich center".into(),
        "Munich train station".into(),
    ]));
    let mut person = Person::default();
    person.email = Some("john.smith@company.com".into());
    person.first_name = Some("John".into());
    person.preferred_name = Some("Dr. Smith".into());
    person.last_name = Some("Smith".into());
    person.gender = Field::Value(Gender::Male);
    person.language_code = Some(LanguageCode::De);
    person.custom_attributes = Some(vec![serial, offices]);
    person
}

#[tokio::test]
async fn the_request_is_the_documents_example() {
    let document = Document::read("personio.json");
    let wanted = document.at("/components/examples/ValidUpdatePerson/value");
    let server = Server::start(Answer::status(204)).await;
    let person = example();
    client(&server)
        .persons()
        .update_a_person("12345", &person)
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(seen.method, "PATCH");
    let path = document.at(&format!("{OPERATION}/x-path-examples/Update Person/value"));
    assert_eq!(path, &Value::from(seen.target.as_str()));
    assert_eq!(
        seen.headers,
        BTreeMap::from([
            ("accept".into(), "application/problem+json".into()),
            ("authorization".into(), format!("Bearer {TOKEN}")),
            ("content-type".into(), "application/json".into()),
            ("user-agent".into(), "behaviour/1".into()),
        ])
    );
    // Not only the same JSON: members in the document's order, and no space between.
    assert_eq!(seen.body, wanted.to_string());
    assert_eq!(
        serde_json::from_value::<Person>(wanted.clone()).unwrap(),
        person
    );
}

#[tokio::test]
async fn a_partial_update_sends_what_was_set() {
    let server = Server::start(Answer::status(204)).await;
    let client = client(&server);
    let mut person = Person::default();
    for (gender, wanted) in [
        (Field::Absent, r#"{"preferred_name":"Jo"}"#),
        (Field::Null, r#"{"preferred_name":"Jo","gender":null}"#),
        (
            Field::Value(Gender::Diverse),
            r#"{"preferred_name":"Jo","gender":"DIVERSE"}"#,
        ),
        (
            Field::Value(Gender::Unrecognized("NEW".into())),
            r#"{"preferred_name":"Jo","gender":"NEW"}"#,
        ),
    ] {
        person.preferred_name = Some("Jo".into());
        person.gender = gender;
        client
            .persons()
            .update_a_person("1", &person)
            .await
            .unwrap();
        assert_eq!(server.only().body, wanted);
    }
}

#[tokio::test]
async fn await_and_send_and_execute_are_the_same_call() {
    let server = Server::start(Answer::status(204).header("x-request-id", "42")).await;
    let client = client(&server);
    let person = example();
    let () = client
        .persons()
        .update_a_person("5", &person)
        .await
        .unwrap();
    let awaited = server.only();

    let call = client.persons().update_a_person("5", &person);
    let response = call.send().await.unwrap();
    assert_eq!(response.status, 204);
    assert_eq!(response.headers["x-request-id"], "42");
    assert_eq!(response.value, ());
    assert_eq!(server.only(), awaited);

    let operation = UpdateAPerson::new("5", &person);
    client.execute(operation.clone()).await.unwrap();
    assert_eq!(server.only(), awaited);
    let response = client.execute(operation).send().await.unwrap();
    assert_eq!(response.status, 204);
    assert_eq!(server.only(), awaited);
}

#[tokio::test]
async fn every_documented_error_has_its_type() {
    let document = Document::read("personio.json");
    assert_eq!(document.statuses(OPERATION), [204, 400, 404]);
    for (status, example) in [(400, "InvalidParameter"), (404, "ResourceNotFound")] {
        let body = document.at(&format!("/components/examples/{example}/value"));
        let answer = Answer::status(status).body("application/problem+json", body.to_string());
        let server = Server::start(answer).await;
        let error = client(&server)
            .persons()
            .update_a_person("1", &Person::default())
            .await
            .unwrap_err();
        let Error::Api { error, response } = error else {
            panic!("{error:?}");
        };
        assert_eq!(response.status, status);
        assert_eq!(response.headers["content-type"], "application/problem+json");
        assert_eq!(response.body, body.to_string());
        let problem = match (status, error) {
            (400, UpdateAPersonError::BadRequest(problem))
            | (404, UpdateAPersonError::NotFound(problem)) => problem,
            (status, error) => panic!("{status}: {error:?}"),
        };
        let stated = &body["errors"][0];
        assert_eq!(
            *problem,
            problem_of(&stated["title"], &stated["detail"], &stated["type"])
        );
        // The same moment in its shorter form: an offset of zero is written as `Z`.
        let mut written = serde_json::to_value(&problem).unwrap();
        assert_eq!(written["timestamp"], "2021-05-28T11:17:30Z");
        written["timestamp"] = body["timestamp"].clone();
        assert_eq!(written, *body);
    }
}

fn problem_of(title: &Value, detail: &Value, kind: &Value) -> InvalidRequestResponse {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut error = invalid_request_response::Error::default();
    error.title = text(title);
    error.detail = text(detail);
    error.r#type = text(kind);
    let mut problem = InvalidRequestResponse::default();
    problem.personio_trace_id = Some("aswo3f-a202lfso-312123sld-1230ddd".into());
    problem.timestamp = Some("2021-05-28T11:17:30+00:00".parse().unwrap());
    problem.errors = Some(vec![error]);
    problem
}

#[test]
fn values_that_the_document_does_not_list_come_back_as_they_were() {
    let text = json!({
        "gender": "male",
        "language_code": "pl",
        "custom_attributes": [{"value": []}, {"id": "a", "value": "b"}, {}],
    });
    let person: Person = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(
        person.gender,
        Field::Value(Gender::Unrecognized("male".into()))
    );
    assert_eq!(
        person.language_code,
        Some(LanguageCode::Unrecognized("pl".into()))
    );
    assert_eq!(serde_json::to_value(&person).unwrap(), text);
    // Neither of the two types that the document allows.
    let error = serde_json::from_value::<CustomAttribute>(json!({"value": 5})).unwrap_err();
    assert!(error.to_string().contains("expected"), "{error}");
}
