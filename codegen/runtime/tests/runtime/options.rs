//! What one call may ask for beyond its operation.

use crate::client::{List, Memory, Sent};
use crate::runtime::{Call, Core, CoreBuilder, Credential, Error, RequestError, Timeout};
use std::sync::Arc;
use std::time::Duration;

const BASE: &str = "https://example.com/v1";

/// What such a call of a client with credentials and default headers sends.
async fn sent(change: impl FnOnce(Call<'_, List>) -> Call<'_, List>) -> Sent {
    let (core, memory) = core();
    change(core.call(List::new("/x?own=1"))).await.unwrap();
    memory.sent.lock().unwrap().pop().unwrap()
}

fn core() -> (Core, Arc<Memory>) {
    let memory = Arc::new(Memory::default());
    let mut builder = CoreBuilder::new(Some(BASE), "test/1");
    builder.credential("Key", Credential::api_key_query("key", "hidden"));
    builder.credential("Token", Credential::bearer("hidden"));
    builder.default_header("x-default", "hidden");
    builder.timeout(Duration::from_secs(9));
    (builder.build_with(Arc::clone(&memory)).unwrap(), memory)
}

#[tokio::test]
async fn a_call_can_change_what_is_sent() {
    let request = sent(|call| call).await;
    let plain = "https://example.com/v1/x?own=1&key=hidden";
    assert_eq!(request.uri().to_string(), plain);
    assert_eq!(
        request.extensions().get(),
        Some(&Timeout(Duration::from_secs(9)))
    );

    let request = sent(|call| {
        call.with_timeout(Duration::from_millis(5))
            .with_header("X-Default", "own")
            .with_header("Authorization", "own too")
            .with_query("a b", "c&d")
            .with_query("own", "")
    })
    .await;
    assert_eq!(
        request.extensions().get(),
        Some(&Timeout(Duration::from_millis(5)))
    );
    assert_eq!(request.headers()["x-default"], "own");
    assert_eq!(request.headers()["authorization"], "own too");
    assert!(request.headers()["authorization"].is_sensitive());
    assert_eq!(
        request.uri().to_string(),
        "https://example.com/v1/x?own=1&a%20b=c%26d&own=&key=hidden"
    );
}

#[tokio::test]
async fn credentials_stay_with_the_origin() {
    for (base, known) in [
        ("https://example.com", true),
        ("https://example.com:443/v2/", true),
        ("http://example.com/v1", false),
        ("https://example.com:8443/v1", false),
        ("https://example.com.evil.example/v1", false),
        ("https://sub.example.com/v1", false),
    ] {
        let request = sent(|call| call.with_base_url(base).with_header("x-own", "1")).await;
        let shown = format!("{:?} {}", request.headers(), request.uri());
        let attached =
            ["authorization", "x-default"].map(|name| request.headers().contains_key(name));
        assert_eq!(attached, [known; 2], "{base}: {shown}");
        assert_eq!(
            request.uri().to_string().contains("hidden"),
            known,
            "{base}"
        );
        assert_eq!(request.headers()["user-agent"], "test/1");
        assert_eq!(request.headers()["x-own"], "1");

        let trusted = sent(|call| call.with_base_url(base).with_credentials()).await;
        assert!(trusted.uri().to_string().ends_with("/x?own=1&key=hidden"));
        assert_eq!(trusted.headers()["x-default"], "hidden");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_told_before_it_is() {
    let (core, memory) = core();
    let call = || core.call(List::new("/x"));
    for (call, told) in [
        (call().with_header("x-a", "a\r\nb: c"), "x-a"),
        (call().with_header("no name", "a"), "no name"),
        (
            call().with_base_url("ftp://me:hidden@a"),
            "neither `http` nor",
        ),
        (
            call().with_base_url("https://me:hidden@a"),
            "user or password",
        ),
    ] {
        assert!(!format!("{call:?}").contains("hidden"));
        match call.await.unwrap_err() {
            Error::Request(
                error @ (RequestError::HeaderParameter { .. } | RequestError::BaseUrl { .. }),
            ) => {
                let text = error.to_string();
                assert!(text.contains(told) && !text.contains("hidden"), "{text}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(memory.sent.lock().unwrap().is_empty());
}
