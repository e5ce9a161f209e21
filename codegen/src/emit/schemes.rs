//! Docs of credentials: how they are got, and what they are for.
use super::{
    docs::paragraph,
    docs_text::{code, inline_text, markdown_lines},
};
use crate::ir::{FlowUrl, Scheme, SchemeFact, is_absolute};

/// Adds what the document says of the credential for a security scheme.
pub(super) fn add_facts(lines: &mut Vec<String>, scheme: &Scheme) {
    let mut scopes = Vec::new();
    for fact in &scheme.facts {
        let text = match fact {
            SchemeFact::TokenFormat(format) => format!("The format of tokens: {}.", code(format)),
            SchemeFact::Discovery(url) => format!("OpenID Connect is described at {}.", link(url)),
            SchemeFact::Flow(name, urls) => flow(name, urls),
            SchemeFact::Scope(name, text) => {
                let text = inline_text(text);
                let name = code(name);
                scopes.push(if text.is_empty() {
                    format!("- {name}")
                } else {
                    format!("- {name}: {text}")
                });
                continue;
            }
        };
        paragraph(lines, markdown_lines(&text));
    }
    if !scopes.is_empty() {
        paragraph(lines, vec!["Scopes:".to_owned()]);
        lines.extend(scopes);
    }
}

fn flow(name: &str, urls: &[(FlowUrl, String)]) -> String {
    let urls = urls.iter().map(|(of, url)| {
        let what = match of {
            FlowUrl::Authorization => "authorization",
            FlowUrl::DeviceAuthorization => "authorization of devices",
            FlowUrl::Token => "tokens",
            FlowUrl::Refresh => "fresh tokens",
        };
        format!("{what} at {}", link(url))
    });
    let urls: Vec<String> = urls.collect();
    let name = code(name);
    if urls.is_empty() {
        format!("The flow {name}.")
    } else {
        format!("The flow {name}: {}.", urls.join(", "))
    }
}

/// A URL as a link, if it is one wherever it is read.
fn link(url: &str) -> String {
    let is_plain =
        !url.contains(|it: char| it.is_whitespace() || it.is_control() || "<>".contains(it));
    if is_plain && is_absolute(url) {
        format!("<{url}>")
    } else {
        code(url)
    }
}
