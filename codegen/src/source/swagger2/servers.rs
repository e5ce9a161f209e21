//! `host`, `basePath` and `schemes` as servers.

use serde_json::{Map, Value, json};

use super::{Converter, texts};
use crate::diag::Pointer;

/// A server for each scheme. Without a host the server is the one that the document came from (Swagger 2.0, fixed
/// fields of the Swagger Object), which only a path is known of.
pub(super) fn servers(converter: &mut Converter<'_>, document: &mut Map<String, Value>) {
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        _ => String::new(),
    };
    let has_host = document.contains_key("host");
    let host = text(document.shift_remove("host"));
    let path = text(document.shift_remove("basePath"));
    let schemes = texts(document.shift_remove("schemes").as_ref()).unwrap_or_default();
    if document.contains_key("servers") || (host.is_empty() && path.is_empty()) {
        return;
    }
    let path = match path.trim_end_matches('/') {
        "" => String::new(),
        path => format!("/{}", path.trim_start_matches('/')),
    };
    let (own_scheme, host) = match host.split_once("://") {
        Some((scheme, host)) => (Some(scheme.to_owned()), host.to_owned()),
        None => (None, host),
    };
    let host = host.trim_end_matches('/');
    let urls: Vec<String> = if host.is_empty() {
        vec![if path.is_empty() {
            "/".to_owned()
        } else {
            path
        }]
    } else {
        let schemes = schemes_of(own_scheme, schemes);
        schemes
            .iter()
            .map(|scheme| format!("{scheme}://{host}{path}"))
            .collect()
    };
    let keyword = if has_host { "host" } else { "basePath" };
    let servers = Pointer::root().child("servers");
    converter
        .step
        .stands_for(Pointer::root().child(keyword), servers);
    let servers = urls.into_iter().map(|url| json!({ "url": url }));
    document.insert("servers".to_owned(), Value::Array(servers.collect()));
}

/// The schemes of HTTP, the safe one first, so that credentials are not sent in the open where it can be helped.
fn schemes_of(own: Option<String>, said: Vec<String>) -> Vec<String> {
    let all: Vec<String> = own
        .into_iter()
        .chain(said)
        .map(|scheme| scheme.to_ascii_lowercase())
        .collect();
    let known = ["https", "http"]
        .into_iter()
        .filter(|scheme| all.iter().any(|said| said == scheme));
    let known: Vec<String> = known.map(str::to_owned).collect();
    if known.is_empty() {
        vec!["https".to_owned()]
    } else {
        known
    }
}
