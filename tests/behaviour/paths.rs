//! Path parameters: no value may change which resource a request is for.

use crate::{
    operations::personio,
    server::{Answer, Server},
};
use generated::{
    Error,
    personio::models::Person,
    runtime::{PathProblem, RequestError},
};
use std::time::Duration;

#[tokio::test]
async fn any_value_arrives_as_one_segment() {
    let server = Server::start(Answer::status(204)).await;
    let person = Person::default();
    // Once with a base URL that has a path of its own, as gateways have them.
    for base in ["", "/", "/gateway/hr"] {
        let client = personio(&format!("{}{base}", server.url()), Duration::from_secs(20)).unwrap();
        for (value, segment) in [
            ("a/../b?x#y %", "a%2F..%2Fb%3Fx%23y%20%25"),
            ("../../v1/admin", "..%2F..%2Fv1%2Fadmin"),
            ("%2e%2e", "%252e%252e"),
            ("...", "..."),
            ("\\..\\", "%5C..%5C"),
            ("a;b=c,d&e+f", "a%3Bb%3Dc%2Cd%26e%2Bf"),
            ("{person_id}", "%7Bperson_id%7D"),
            ("@evil.example", "%40evil.example"),
            ("ü\r\n\0", "%C3%BC%0D%0A%00"),
            ("-._~09azAZ", "-._~09azAZ"),
        ] {
            let call = client.persons().update_a_person(value, &person);
            call.await.unwrap();
            let prefix = base.trim_end_matches('/');
            let target = server.only().target;
            assert_eq!(
                target,
                format!("{prefix}/v2/persons/{segment}"),
                "{value:?}"
            );
        }
    }
}

#[tokio::test]
async fn values_that_would_change_the_path_are_refused() {
    let server = Server::start(Answer::status(204)).await;
    let client = personio(&server.url(), Duration::from_secs(20)).unwrap();
    let person = Person::default();
    for value in ["", ".", ".."] {
        let error = client
            .persons()
            .update_a_person(value, &person)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("`person_id`"), "{error}");
        assert_eq!(error.status(), None);
        let Error::Request(RequestError::PathParameter { name, problem }) = error else {
            panic!("{error:?}");
        };
        assert_eq!((name, problem), ("person_id", PathProblem::Shape));
        let sent = client
            .persons()
            .update_a_person(value, &person)
            .send()
            .await;
        assert!(matches!(sent, Err(Error::Request(_))), "{sent:?}");
    }
    assert_eq!(server.seen(), []);
}
