//! What stands around the transport, and transports that need no network.

use crate::client::List;
use crate::runtime::{
    Body, BoxFuture, Bytes, Core, CoreBuilder, Credential, Error, Layer, Memory, RetryPolicy,
    Route, ServiceTransport, Tracing, Transport, TransportError, TransportErrorKind,
    TransportService,
};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};

fn answer(status: u16, body: &'static str) -> http::Response<Bytes> {
    let answer = http::Response::builder().status(status);
    answer.body(Bytes::from_static(body.as_bytes())).unwrap()
}

fn core(transport: impl Transport, set_up: impl FnOnce(&mut CoreBuilder)) -> Core {
    let mut builder = CoreBuilder::new(Some("https://example.com/v1"), "test/1");
    builder.credential("Key", Credential::api_key_query("key", "hidden"));
    builder.credential("Token", Credential::bearer("hidden"));
    set_up(&mut builder);
    builder.build_with(transport).unwrap()
}

/// Notes who was passed, on the way there and back.
struct Noting(&'static str, Arc<Mutex<Vec<String>>>);

impl Layer for Noting {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        next: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let Self(name, notes) = self;
        let route = request.extensions().get::<Route>().unwrap().operation;
        notes.lock().unwrap().push(format!("{name} {route}"));
        Box::pin(async move {
            let answer = next.send(request).await?;
            let status = answer.status().as_u16();
            notes.lock().unwrap().push(format!("{name} {status}"));
            Ok(answer)
        })
    }
}

#[tokio::test]
async fn layers_see_each_try() {
    let notes = Arc::default();
    let memory = Memory::queue([Ok(answer(503, "")), Ok(answer(200, "[7]"))]);
    let core = core(memory.clone(), |builder| {
        builder.layer(Noting("inner", Arc::clone(&notes)));
        builder.layer(Noting("outer", Arc::clone(&notes)));
        builder.retry(RetryPolicy::new(1));
    });
    assert_eq!(core.call(List::new("/x")).await.unwrap(), [7]);
    let notes = notes.lock().unwrap().join(", ");
    let once = |status| format!("outer GET /list, inner GET /list, inner {status}, outer {status}");
    assert_eq!(notes, format!("{}, {}", once(503), once(200)));
    assert_eq!(memory.sent().len(), 2);
}

#[tokio::test]
async fn memory_answers_and_remembers() {
    let memory = Memory::new(|request| match request.uri().path() {
        "/v1/x" => answer(200, "[1, 2]"),
        _ => answer(404, "no"),
    });
    let core = core(memory.clone(), |_| ());
    assert_eq!(core.call(List::new("/x")).await.unwrap(), [1, 2]);
    let error = core.call(List::new("/y")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    let sent = memory.sent();
    let targets: Vec<_> = sent.iter().map(|request| request.uri().path()).collect();
    assert_eq!(targets, ["/v1/x", "/v1/y"]);
    assert!(memory.sent().is_empty(), "they were taken");
    assert!(!format!("{memory:?}").contains("hidden"));
}

#[tokio::test]
async fn a_queue_that_is_empty_is_a_fault() {
    let fault = TransportError::new(TransportErrorKind::Connect, "refused");
    let core = core(Memory::queue([Err(fault)]), |_| ());
    for expected in [TransportErrorKind::Connect, TransportErrorKind::Other] {
        match core.call(List::new("/x")).await.unwrap_err() {
            Error::Transport(error) => assert_eq!(error.kind(), expected),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn transports_are_services_and_services_transports() {
    let timeout = TransportError::new(TransportErrorKind::Timeout, "slow");
    let memory = Memory::queue([Ok(answer(200, "[7]")), Err(timeout)]);
    let service = TransportService::new(memory.clone());
    let core = core(ServiceTransport::new(service), |_| ());
    assert_eq!(core.call(List::new("/x")).await.unwrap(), [7]);
    match core.call(List::new("/x")).await.unwrap_err() {
        Error::Transport(error) => assert!(error.is_timeout(), "{error}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(memory.sent().len(), 2);
}

/// Keeps the fields of every span.
#[derive(Default)]
struct Collector {
    next: AtomicU64,
    spans: Arc<Mutex<BTreeMap<u64, BTreeMap<String, String>>>>,
}

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let value = format!("{value:?}").trim_matches('"').to_owned();
        self.0.insert(field.name().to_owned(), value);
    }
}

impl tracing::Subscriber for Collector {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let id = self.next.fetch_add(1, Ordering::SeqCst) + 1;
        let mut spans = self.spans.lock().unwrap();
        span.record(&mut Fields(spans.entry(id).or_default()));
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.spans.lock().unwrap();
        values.record(&mut Fields(spans.entry(span.into_u64()).or_default()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &tracing::Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn spans_have_the_names_of_open_telemetry_and_no_secrets() {
    let collector = Collector::default();
    let spans = Arc::clone(&collector.spans);
    let _guard = tracing::subscriber::set_default(collector);
    let down = TransportError::new(TransportErrorKind::Connect, "refused");
    let memory = Memory::queue([Ok(answer(200, "[7]")), Ok(answer(404, "")), Err(down)]);
    let core = core(memory, |builder| builder.layer(Tracing));
    for _ in 0..3 {
        let _ = core.call(List::new("/x")).await;
    }
    let spans = spans.lock().unwrap();
    assert!(!format!("{spans:?}").contains("hidden"), "{spans:?}");
    let of = |id: u64, name: &str| spans[&id].get(name).map(String::as_str);
    for id in 1..=3 {
        assert_eq!(of(id, "otel.kind"), Some("client"));
        assert_eq!(of(id, "otel.name"), Some("GET /list"));
        assert_eq!(of(id, "http.request.method"), Some("GET"));
        assert_eq!(of(id, "server.address"), Some("example.com"));
        assert_eq!(of(id, "server.port"), Some("443"));
    }
    let ends = [1, 2, 3].map(|id| (of(id, "http.response.status_code"), of(id, "error.type")));
    let expected = [
        (Some("200"), None),
        (Some("404"), Some("404")),
        (None, Some("connect")),
    ];
    assert_eq!(ends, expected);
}

#[cfg(feature = "blocking")]
#[test]
fn calls_can_be_waited_for_without_a_runtime() {
    let memory = Memory::queue([
        Ok(answer(503, "")),
        Ok(answer(200, "[7]")),
        Ok(answer(200, "[8]")),
    ]);
    let core = core(memory, |builder| {
        let brief = Duration::from_millis(1);
        builder.retry(RetryPolicy::new(1).wait(brief, brief));
    });
    assert_eq!(core.call(List::new("/x")).call_blocking().unwrap(), [7]);
    let response = core.call(List::new("/x")).send_blocking().unwrap();
    assert_eq!((response.status.as_u16(), response.value), (200, vec![8]));
}
