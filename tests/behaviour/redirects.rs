//! Redirects that a document has: values where nothing else is, and errors beside a success.

use crate::server::{Answer, Server};
use golden::{
    Error,
    response_redirects::{
        Client,
        operations::{FileError, LoginError, ShortcutOutput},
    },
};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

#[tokio::test]
async fn a_redirect_is_the_value_where_nothing_else_is() {
    let answer = Answer::status(302).header("location", "https://example.com/?state=1");
    let server = Server::start(answer).await;
    let answer = client(&server).operations().login().send().await.unwrap();
    assert_eq!(answer.status, 302);
    assert_eq!(answer.headers["location"], "https://example.com/?state=1");

    let server = Server::start(Answer::status(301).body("text/html", "<p>Moved</p>")).await;
    let output = client(&server).operations().shortcut().await.unwrap();
    assert_eq!(
        output,
        ShortcutOutput::MovedPermanently("<p>Moved</p>".to_owned())
    );

    let server = Server::start(Answer::status(400)).await;
    let error = client(&server).operations().login().await.unwrap_err();
    let Error::Api { error, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(error, LoginError::BadRequest);
}

#[tokio::test]
async fn a_redirect_beside_a_success_is_an_error_with_its_headers() {
    let server = Server::start(Answer::status(302).header("location", "/elsewhere")).await;
    let error = client(&server).operations().file().await.unwrap_err();
    let Error::Api { error, response } = error else {
        panic!("{error:?}");
    };
    assert_eq!(error, FileError::Found);
    assert_eq!(response.headers["location"], "/elsewhere");
}
