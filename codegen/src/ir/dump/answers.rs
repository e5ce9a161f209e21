//! The lines of answers: their bodies, headers and links.
use super::{content, docs, quoted, requirement, ty};
use crate::ir::{Api, Header, Link, Response, Status, Target};

/// An answer, with its headers and links.
pub(super) fn lines(api: &Api, word: &str, item: &Response) -> Vec<String> {
    let mut lines = vec![response(api, word, item)];
    lines.extend(headers(api, item));
    lines.extend(item.links.iter().map(|item| link(api, item)));
    lines
}

pub(super) fn response(api: &Api, word: &str, response: &Response) -> String {
    let status = match response.status {
        Status::Exact(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "default".to_owned(),
    };
    let body = match &response.content {
        Some((media_type, of)) => {
            let types = std::iter::once(media_type).chain(&response.also);
            let types: Vec<&str> = types.map(String::as_str).collect();
            format!(" {} as {}", types.join(" or "), content(api, of))
        }
        None => String::new(),
    };
    format!("    {word} {status}{body}")
        + &quoted(response.description.as_deref())
        + &docs(&response.body)
}

fn headers(api: &Api, response: &Response) -> Vec<String> {
    let headers = response.headers.iter().map(|used| {
        let Header {
            wire,
            ty: of,
            requirement: needed,
            docs: said,
        } = &api.headers[used.id];
        let of = ty(api, of);
        format!(
            "      with {wire}: {of} {}{}",
            requirement(*needed),
            docs(said)
        ) + &quoted(used.description.as_deref())
    });
    headers.collect()
}

fn link(api: &Api, link: &Link) -> String {
    let target = match &link.target {
        Target::Operation(id) => api.operations[*id].key(),
        Target::Elsewhere(text) => format!("{text:?}"),
    };
    let arguments = link.arguments.iter().map(|(name, source)| {
        let name = name.as_deref().unwrap_or("body");
        format!(", {name} of {source:?}")
    });
    let arguments: String = arguments.collect();
    format!("      then {target}{arguments}") + &quoted(link.description.as_deref())
}
