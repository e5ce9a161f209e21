//! Every kind of credential: sent exactly where its scheme says, by the operations that ask for it.

use crate::server::{Answer, Seen, Server};
use golden::{
    Error,
    runtime::{
        CoreBuilder, Credential, Method, OAuth, Operation, RawResponse, Request, RequestError,
    },
    security_schemes::{
        Client,
        operations::{
            Basic, Bearer, Both, Cookie, Digest, Given, Header, Oauth, Open, Query, Shared,
        },
    },
};

/// What all credentials hold, and nothing else of a request.
const SECRET: &str = "S3CRET";

fn client(url: &str) -> Client {
    Client::builder()
        .base_url(url)
        .basic("S3CRET-user", "S3CRET-password")
        .bearer("S3CRET-bearer")
        .header_key("S3CRET-header")
        .query_key("S3CRET-query")
        .cookie_key("S3CRET-cookie")
        .oauth("S3CRET-oauth")
        .openid("S3CRET-openid")
        .digest("S3CRET-digest")
        .base_url_auth("S3CRET-other")
        .build()
        .unwrap()
}

/// Where a request has a secret, and which.
fn places(seen: &Seen) -> Vec<(&str, &str)> {
    let headers = seen
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let target = ("target", seen.target.as_str());
    let body = ("body", seen.body.as_str());
    let all = headers.chain([target, body]);
    // The user and the password, in base64.
    all.filter(|(_, text)| text.contains(SECRET) || text.contains("UzNDUkVU"))
        .collect()
}

#[tokio::test]
async fn each_kind_is_sent_where_it_is_declared_and_nowhere_else() {
    let server = Server::start(Answer::status(204)).await;
    let client = client(&server.url());
    macro_rules! check {
        ($operation:expr, $expected:expr) => {
            client.execute($operation).await.unwrap();
            let expected: &[(&str, &str)] = &$expected;
            assert_eq!(places(&server.only()), expected);
        };
    }
    let basic = "Basic UzNDUkVULXVzZXI6UzNDUkVULXBhc3N3b3Jk";
    check!(Basic::default(), [("authorization", basic)]);
    let bearer = [("authorization", "Bearer S3CRET-bearer")];
    check!(Bearer::default(), bearer);
    check!(Shared::default(), bearer);
    check!(Oauth::default(), [("authorization", "Bearer S3CRET-oauth")]);
    check!(
        Digest::default(),
        [("authorization", "digest S3CRET-digest")]
    );
    check!(Header::default(), [("x-api-key", "S3CRET-header")]);
    let query = ("target", "/query?api%5Bkey%5D=S3CRET-query");
    check!(Query::default(), [query]);
    check!(Cookie::default(), [("cookie", "session=S3CRET-cookie")]);
    check!(
        Both::default(),
        [
            ("x-api-key", "S3CRET-header"),
            ("target", "/both?api%5Bkey%5D=S3CRET-query")
        ]
    );
    check!(Open::default(), []);
}

#[tokio::test]
async fn what_the_caller_gives_for_a_call_is_sent_instead_and_once() {
    let server = Server::start(Answer::status(204)).await;
    let client = client(&server.url());
    let mut given = Given::default();
    given.api_key = Some("own");
    given.x_api_key = Some("mine");
    client.execute(given).await.unwrap();
    let seen = server.only();
    assert_eq!(places(&seen), []);
    assert_eq!(seen.target, "/given?api%5Bkey%5D=own");
    assert_eq!(seen.headers["x-api-key"], "mine");
}

/// An operation whose document has a server for it alone.
struct Own {
    server: &'static str,
}

impl Operation for Own {
    type Output = ();
    type Error = ();
    const NAME: &'static str = "GET /own";

    fn request(&self) -> Result<Request, RequestError> {
        let request = Request::new(Method::GET, "/own").server(self.server);
        request.security(&[&["Key"]]).build()
    }

    fn response(response: RawResponse) -> Result<(), Error<()>> {
        match response.status.as_u16() {
            204 => Ok(()),
            _ => Err(response.undocumented()),
        }
    }
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server_with_its_credential() {
    let home = Server::start(Answer::status(204)).await;
    let other = Server::start(Answer::status(204)).await;
    let server: &'static str = Box::leak(format!("{}/v1/", other.url()).into_boxed_str());
    let with = |set_up: fn(&mut CoreBuilder, String)| {
        let mut core = CoreBuilder::new(None, "behaviour/1");
        set_up(&mut core, home.url());
        core.credential("Key", Credential::bearer(SECRET));
        core.build().unwrap()
    };
    let document = with(CoreBuilder::server);
    document.call(Own { server }).await.unwrap();
    let seen = other.only();
    assert_eq!(seen.target, "/v1/own");
    assert_eq!(places(&seen), [("authorization", "Bearer S3CRET")]);
    assert_eq!(home.seen(), []);

    let chosen = with(CoreBuilder::base_url);
    chosen.call(Own { server }).await.unwrap();
    assert_eq!(home.only().target, "/own");
    assert_eq!(other.seen(), []);
}

#[tokio::test]
async fn tokens_of_client_credentials_are_got_once_and_sent_to_the_api_alone() {
    let token = r#"{"access_token": "S3CRET-token", "token_type": "bearer", "expires_in": 3600}"#;
    let login = Server::start(Answer::status(200).body("application/json", token)).await;
    let api = Server::start(Answer::status(204)).await;
    let source = OAuth::client_credentials(format!("{}/token", login.url()), "id", "S3CRET");
    let client = Client::builder()
        .base_url(api.url())
        .oauth_with(source.scopes(&["pets.read", "pets.write"]))
        .build()
        .unwrap();
    client.execute(Open::default()).await.unwrap();
    client.execute(Bearer::default()).await.unwrap();
    assert_eq!(login.seen(), [], "nobody asked for this token");
    assert_eq!(api.seen().iter().flat_map(places).collect::<Vec<_>>(), []);

    for _ in 0..3 {
        client.execute(Oauth::default()).await.unwrap();
        let seen = api.only();
        let expected = [("authorization", "Bearer S3CRET-token")];
        assert_eq!(places(&seen), expected);
    }
    let asked = login.only();
    assert_eq!(
        (asked.method.as_str(), asked.target.as_str()),
        ("POST", "/token")
    );
    assert_eq!(
        asked.body,
        "grant_type=client_credentials&scope=pets.read+pets.write"
    );
    assert_eq!(asked.headers["authorization"], "Basic aWQ6UzNDUkVU");
}

#[tokio::test]
async fn a_token_that_the_server_refuses_is_renewed_once() {
    let token = r#"{"access_token": "S3CRET-token", "token_type": "bearer"}"#;
    let login = Server::start(Answer::status(200).body("application/json", token)).await;
    let api = Server::start(Answer::status(401)).await;
    let source = OAuth::refresh_token(login.url(), "id", Some("S3CRET"), "S3CRET-refresh");
    let client = Client::builder()
        .base_url(api.url())
        .oauth_with(source)
        .build()
        .unwrap();
    let error = client.execute(Oauth::default()).await.unwrap_err();
    assert!(matches!(&error, Error::UndocumentedStatus(answer) if answer.status == 401));
    assert!(!format!("{error} {error:?} {client:?}").contains(SECRET));
    // The second token was the first one again, so that the request is not repeated.
    assert_eq!(login.seen().len(), 2);
    assert_eq!(api.seen().len(), 1);
}
