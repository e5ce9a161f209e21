//! `BigChange`: `PATCH /v1/persons/{personId}`.

use crate::{
    documents::Document,
    operations::{PERSON_ID, TOKEN, bigchange},
    server::{Answer, Server},
};
use generated::{
    Error, Field,
    bigchange::{
        Client,
        models::{CustomFieldValue, PersonUpdate, Problem, ValidationProblem},
        persons::{UpdateAPerson, UpdateAPersonError},
    },
    runtime::Violation,
};
use serde_json::json;
use std::{collections::BTreeMap, time::Duration};

const OPERATION: &str = "/paths/~1v1~1persons~1{personId}/patch";

fn client(server: &Server) -> Client {
    bigchange(&server.url(), Duration::from_secs(20)).unwrap()
}

#[tokio::test]
async fn the_request_is_as_documented() {
    let server = Server::start(Answer::status(204)).await;
    let mut unset = CustomFieldValue::new(-3);
    unset.value = Field::Null;
    let mut set = CustomFieldValue::new(9_007_199_254_740_993);
    set.value = Field::Value("VIP".into());
    let mut person = PersonUpdate::default();
    person.title = Field::Null;
    person.forename = Some("Zoë".into());
    person.mobile = Field::Value("+44 7700 900000".into());
    person.is_opted_out = Some(false);
    person.custom_fields = Some(vec![unset, set, CustomFieldValue::new(0)]);
    client(&server)
        .persons()
        .update_a_person(PERSON_ID, i64::MAX, &person)
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(seen.method, "PATCH");
    assert_eq!(
        seen.target,
        "/v1/persons/8e214819-5c83-429f-a976-eb127a0a8a88"
    );
    assert_eq!(
        seen.headers,
        BTreeMap::from([
            ("accept".into(), "application/json".into()),
            ("authorization".into(), format!("Bearer {TOKEN}")),
            ("content-type".into(), "application/json".into()),
            ("customer-id".into(), "9223372036854775807".into()),
            ("user-agent".into(), "behaviour/1".into()),
        ])
    );
    // The second identifier is one that a double cannot hold.
    assert_eq!(
        seen.body,
        concat!(
            r#"{"title":null,"forename":"Zoë","mobile":"+44 7700 900000","isOptedOut":false,"#,
            r#""customFields":[{"definitionId":-3,"value":null},"#,
            r#"{"definitionId":9007199254740993,"value":"VIP"},{"definitionId":0}]}"#
        )
    );
    assert_eq!(
        serde_json::from_str::<PersonUpdate>(&seen.body).unwrap(),
        person
    );
}

#[tokio::test]
async fn await_and_send_and_execute_are_the_same_call() {
    let server = Server::start(Answer::status(204).header("x-request-id", "42")).await;
    let client = client(&server);
    let person = PersonUpdate::default();
    let () = client
        .persons()
        .update_a_person(PERSON_ID, -1, &person)
        .await
        .unwrap();
    let awaited = server.only();
    assert_eq!(awaited.headers["customer-id"], "-1");
    assert_eq!(awaited.body, "{}");
    let response = client
        .execute(UpdateAPerson::new(PERSON_ID, -1, &person))
        .send()
        .await
        .unwrap();
    assert_eq!((response.status.as_u16(), response.value), (204, ()));
    assert_eq!(response.headers["x-request-id"], "42");
    assert_eq!(server.only(), awaited);
}

/// "At least one member", which only who asks for it hears of: the test above sends none.
#[test]
fn an_update_of_nothing_is_told() {
    let mut person = PersonUpdate::default();
    let found = person.validate().unwrap_err();
    assert_eq!(found.to_string(), "of fewer than 1 member: 0");
    assert_eq!(found.iter().map(Violation::path).collect::<Vec<_>>(), [""]);
    // To unset a member is to write it.
    person.title = Field::Null;
    assert_eq!(person.validate(), Ok(()));
    person.title = Field::Absent;
    person.custom_fields = Some(Vec::new());
    assert_eq!(person.validate(), Ok(()));
}

#[tokio::test]
async fn every_documented_error_has_its_type() {
    let document = Document::read("bigchange.yaml");
    assert_eq!(document.statuses(OPERATION), [204, 400, 403, 404, 422, 500]);
    let problem = problem();
    for status in [400, 403, 404, 500] {
        let error = error(&Answer::json(status, &document.example("Problem"))).await;
        let wanted = Box::new(problem.clone());
        assert_eq!(
            error,
            match status {
                400 => UpdateAPersonError::BadRequest(wanted),
                403 => UpdateAPersonError::Forbidden(wanted),
                404 => UpdateAPersonError::NotFound(wanted),
                _ => UpdateAPersonError::InternalServerError(wanted),
            }
        );
    }

    let mut body = document.example("ValidationProblem");
    body["errors"] = json!({"forename": ["too long", "has digits"], "surname": null, "": []});
    let mut wanted = ValidationProblem::default();
    wanted.errors = Field::Value(BTreeMap::from([
        (String::new(), Some(vec![])),
        (
            "forename".into(),
            Some(vec!["too long".into(), "has digits".into()]),
        ),
        ("surname".into(), None),
    ]));
    wanted.r#type = problem.r#type;
    wanted.title = problem.title;
    wanted.status = problem.status;
    wanted.detail = problem.detail;
    wanted.instance = problem.instance;
    assert_eq!(
        error(&Answer::json(422, &body)).await,
        UpdateAPersonError::UnprocessableEntity(Box::new(wanted))
    );
}

/// The document's examples of a problem's members.
fn problem() -> Problem {
    let mut problem = Problem::default();
    problem.r#type = Field::Value("https://example.com/probs/out-of-credit".into());
    problem.title = Field::Value("You do not have enough credit".into());
    problem.status = Field::Value(403);
    problem.detail = Field::Value("Your current balance is 30, but that costs 50".into());
    problem.instance = Field::Value("/account/12345/msgs/abc".into());
    problem
}

async fn error(answer: &Answer) -> UpdateAPersonError {
    let server = Server::start(answer.clone()).await;
    let result = client(&server)
        .persons()
        .update_a_person(PERSON_ID, 1, &PersonUpdate::default())
        .await;
    match result {
        Err(Error::Api { error, .. }) => error,
        other => panic!("{other:?}"),
    }
}
