//! `host`, `basePath` and `schemes` as servers.

use serde_json::{Map, Value, json};

use super::Converter;
use crate::diag::{Code, Diagnostic, Place, Pointer};
use crate::source::document::Version;

/// The keywords that servers are made of.
const WORDS: [&str; 3] = ["host", "basePath", "schemes"];

/// A server for each scheme. Without a host the server is the one that the document came from (Swagger 2.0, fixed
/// fields of the Swagger Object), which only a path is known of.
pub(super) fn servers(converter: &mut Converter<'_>, document: &mut Map<String, Value>) {
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        _ => String::new(),
    };
    let written = WORDS.into_iter();
    let written: Vec<&str> = written
        .filter(|word| document.contains_key(*word))
        .collect();
    let has_host = document.contains_key("host");
    let host = text(document.shift_remove("host"));
    let path = text(document.shift_remove("basePath"));
    let schemes = document.shift_remove("schemes");
    let keyword = if has_host { "host" } else { "basePath" };
    let at = Pointer::root().child(keyword);
    let servers = document.get("servers").and_then(Value::as_array);
    // An empty list says as little as none.
    if servers.is_some_and(|servers| !servers.is_empty()) {
        let label = "ignored, `servers` is used";
        return without_effect(converter, &written, "beside `servers`", label);
    }
    if host.is_empty() && path.is_empty() {
        let label = "ignored: the caller gives the whole base URL";
        return without_effect(converter, &written, "without `host` and `basePath`", label);
    }
    of_version_2(converter, &written);
    let path = match path.trim_end_matches('/') {
        "" => String::new(),
        path => format!("/{}", path.trim_start_matches('/')),
    };
    let (own_scheme, host) = match host.split_once("://") {
        Some((scheme, host)) => (Some(scheme.to_owned()), host.to_owned()),
        None => (None, host),
    };
    let is_odd = own_scheme.is_some() || host.contains('/');
    let host = host.trim_end_matches('/');
    let urls: Vec<String> = if host.is_empty() {
        vec![if path.is_empty() {
            "/".to_owned()
        } else {
            path
        }]
    } else {
        let schemes = schemes_of(own_scheme, known_schemes(converter, schemes.as_ref()));
        schemes
            .iter()
            .map(|scheme| format!("{scheme}://{host}{path}"))
            .collect()
    };
    if let (true, Some(url)) = (is_odd, urls.first()) {
        let message = "`host` is not the name of a host alone, but part of a URL";
        converter.diagnostics.push(
            Diagnostic::new(Code::KeywordOfOtherVersion, &at, message)
                .label(format!("requests go to `{url}`")),
        );
    }
    converter.step.made_of(at, Pointer::root().child("servers"));
    let servers = urls.into_iter().map(|url| json!({ "url": url }));
    document.insert("servers".to_owned(), Value::Array(servers.collect()));
}

/// Says that keywords have no effect.
fn without_effect(converter: &mut Converter<'_>, written: &[&str], why: &str, label: &str) {
    for word in written {
        let place = Place::key(Pointer::root().child(word));
        let message = format!("`{word}` has no effect {why}");
        converter
            .diagnostics
            .push(Diagnostic::new(Code::UnusedKeyword, place, message).label(label));
    }
}

/// Says that keywords of 2.0 are read in a document of another version.
fn of_version_2(converter: &mut Converter<'_>, written: &[&str]) {
    if converter.version == Version::V20 {
        return;
    }
    for word in written {
        let place = Place::key(Pointer::root().child(word));
        let message = format!("`{word}` is a keyword of Swagger 2.0");
        converter.diagnostics.push(
            Diagnostic::new(Code::KeywordOfOtherVersion, place, message)
                .label("read as it is meant there"),
        );
    }
}

/// The schemes that are listed, without those that requests are not sent by.
fn known_schemes(converter: &mut Converter<'_>, listed: Option<&Value>) -> Vec<String> {
    let items = listed.and_then(Value::as_array).into_iter().flatten();
    let mut known = Vec::new();
    for (index, item) in items.enumerate() {
        let scheme = item.as_str().unwrap_or_default().trim();
        if ["http", "https"]
            .iter()
            .any(|name| scheme.eq_ignore_ascii_case(name))
        {
            known.push(scheme.to_owned());
            continue;
        }
        let place = Pointer::root().child("schemes").index(index);
        let message = format!("`{scheme}` is not a scheme of HTTP");
        converter.diagnostics.push(
            Diagnostic::new(Code::UnknownValue, &place, message)
                .label("ignored: requests are sent by `http` or `https`"),
        );
    }
    known
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
