//! Where credentials stand beside what the caller gave for the same place.

use crate::client::{List, Memory};
use crate::runtime::{CoreBuilder, Credential, Method, Request, RequestBuilder};
use std::sync::Arc;

/// The URL and the cookies of a request that asks for this credential.
async fn sent(
    credential: Credential,
    cookies: Option<&str>,
    write: impl FnOnce(RequestBuilder) -> RequestBuilder,
) -> (String, Vec<u8>) {
    let memory = Arc::new(Memory::default());
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.credential("Key", credential);
    if let Some(cookies) = cookies {
        builder.default_header("Cookie", cookies);
    }
    let core = builder.build_with(Arc::clone(&memory)).unwrap();
    let request = write(Request::new(Method::GET, "/x")).security(&[&["Key"]]);
    core.send("GET /x", request.build()).await.unwrap();
    let request = memory.sent.lock().unwrap().pop().unwrap();
    let cookies = request.headers().get("cookie");
    assert!(cookies.is_none_or(http::HeaderValue::is_sensitive));
    let cookies = cookies.map(|value| value.as_bytes().to_vec());
    (request.uri().to_string(), cookies.unwrap_or_default())
}

#[tokio::test]
async fn names_in_the_query_are_the_same_however_they_are_written() {
    let memory = Arc::new(Memory::default());
    let mut builder = CoreBuilder::new(Some("https://example.com"), "test/1");
    builder.credential("Key", Credential::api_key_query("api key", "hidden"));
    let core = builder.build_with(Arc::clone(&memory)).unwrap();
    for path in [
        "/x?api+key=own",
        "/x?api%20key=own",
        "/x?a=1&%61pi%20key=own",
    ] {
        core.call(List::new(path)).await.unwrap();
        let sent = memory.sent.lock().unwrap().pop().unwrap();
        assert!(!sent.uri().to_string().contains("hidden"), "{}", sent.uri());
    }
}

#[tokio::test]
async fn cookies_stay_as_they_are_and_are_there_once() {
    let key = || Credential::api_key_cookie("sid", "k");
    for (given, expected) in [
        ("sid=own;a=1", "sid=own;a=1"),
        ("a=1;sid=own", "a=1;sid=own"),
        ("a=1; b=2", "a=1; b=2; sid=k"),
        ("a=\u{e4}", "a=\u{e4}; sid=k"),
    ] {
        let (_, cookies) = sent(key(), None, |request| request.header("Cookie", &given)).await;
        assert_eq!(cookies, expected.as_bytes());
    }
    let plain = Credential::api_key_cookie("a$b%", "k");
    let (_, cookies) = sent(plain, None, |request| {
        request.cookie("x^y", &1).cookie("p[q]", &2)
    })
    .await;
    assert_eq!(cookies, b"x^y=1; p%5Bq%5D=2; a$b%=k");
    let (_, cookies) = sent(key(), None, |it| {
        it.header("Cookie", &"a=1").cookie("b", &2)
    })
    .await;
    assert_eq!(cookies, b"a=1; b=2; sid=k");
    let whole = Credential::api_key_header("Cookie", "sid=k; b=3");
    let (_, cookies) = sent(whole, None, |request| request.cookie("b", &2)).await;
    assert_eq!(cookies, b"b=2; sid=k");
    let (_, cookies) = sent(key(), Some("a=1;sid=default"), |request| request).await;
    assert_eq!(cookies, b"sid=k; a=1");
    let (_, cookies) = sent(key(), Some("a=1; b=2"), |request| request.cookie("b", &3)).await;
    assert_eq!(cookies, b"b=3; sid=k; a=1");
}
