//! A layer that tells `tracing` about requests, in the words of OpenTelemetry.

use super::{Body, BoxFuture, Layer, Route, Transport, TransportError, TransportErrorKind};
use tracing::{Instrument, Span, field::Empty};

/// Makes a span of each request: `http.request.method`, `url.template`, `server.address`, `server.port`,
/// `http.response.status_code`, and `error.type` where it failed (OpenTelemetry, semantic conventions for HTTP clients).
/// Paths, queries, headers and bodies are not told: they may hold secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tracing;

impl Layer for Tracing {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        next: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let span = span(&request);
        let noted = span.clone();
        let sending = next.send(request);
        Box::pin(
            async move {
                let outcome = sending.await;
                record(&noted, &outcome);
                outcome
            }
            .instrument(span),
        )
    }
}

fn span(request: &http::Request<Body>) -> Span {
    let route = request.extensions().get::<Route>();
    let uri = request.uri();
    let port = uri.port_u16().or(match uri.scheme_str() {
        Some("http") => Some(80),
        Some("https") => Some(443),
        Some(_) | None => None,
    });
    tracing::info_span!(
        "HTTP request",
        otel.kind = "client",
        otel.name = route.map(|route| route.operation),
        http.request.method = request.method().as_str(),
        url.template = route.map(|route| route.template),
        server.address = uri.host(),
        server.port = port,
        http.response.status_code = Empty,
        error.r#type = Empty,
    )
}

fn record(span: &Span, outcome: &Result<http::Response<Body>, TransportError>) {
    match outcome {
        Ok(answer) => {
            let status = answer.status();
            span.record("http.response.status_code", status.as_u16());
            if status.is_client_error() || status.is_server_error() {
                span.record("error.type", status.as_str());
            }
        }
        Err(error) => {
            let kind = match error.kind() {
                TransportErrorKind::Connect => "connect",
                TransportErrorKind::Timeout => "timeout",
                TransportErrorKind::Body => "body",
                TransportErrorKind::TooLarge => "too_large",
                TransportErrorKind::Other => "_OTHER",
            };
            span.record("error.type", kind);
        }
    }
}
