//! The servers of a document, and the variables of their URLs.
use super::Lowerer;
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Server, ServerVariable,
        operations::{completed, is_absolute},
    },
};
use indexmap::IndexMap;

impl Lowerer<'_> {
    pub(super) fn servers(&mut self) -> Vec<Server> {
        let list = Pointer::root().child("servers");
        let servers = match self.document.servers() {
            Ok(servers) => servers,
            Err(cause) => {
                self.unreadable(&list, "list of servers", &cause);
                Vec::new()
            }
        };
        let mut lowered = Vec::new();
        for (index, server) in servers.into_iter().enumerate() {
            let openapiv3::Server {
                url,
                description,
                variables: declared,
                extensions: _,
            } = server;
            let at = list.index(index);
            let url = plain(&url);
            self.report_unused_carried(&at, &["name"]);
            let variables = self.variables(&at, &url, declared.unwrap_or_default());
            self.check_url(&at.child("url"), &url, &variables);
            let name = self.document.carried(&at, "name");
            let name = name.and_then(|(_, name)| name.as_str()).map(str::to_owned);
            lowered.push(Server {
                variables,
                url,
                description: description.or_else(|| name.clone()),
                name,
            });
        }
        lowered
    }

    /// A URL that no request can be sent to is there for readers alone.
    fn check_url(&mut self, at: &Pointer, url: &str, variables: &[ServerVariable]) {
        let complete = completed(url, variables);
        let label = "left out: the caller gives the whole base URL, its path included";
        if !is_absolute(&complete) {
            let message = if url.trim().is_empty() {
                "the URL of the server is empty".to_owned()
            } else {
                format!("the server `{url}` is no absolute URL")
            };
            self.report(Diagnostic::new(Code::RelativeServer, at, message).label(label));
            return;
        }
        let has_gap = complete.contains(['{', '}']);
        let is_valid = http::Uri::try_from(complete.trim())
            .is_ok_and(|uri| uri.host().is_some_and(|host| !host.is_empty()));
        if has_gap || !is_valid {
            let message = format!("no request can be sent to the server `{url}`");
            self.report(
                Diagnostic::new(Code::InvalidServerUrl, at, message)
                    .label("a client with this base URL refuses to send"),
            );
        }
    }

    /// The variables that stand in the URL, those that are not declared included; others have no effect.
    fn variables(
        &mut self,
        at: &Pointer,
        url: &str,
        declared: IndexMap<String, openapiv3::ServerVariable>,
    ) -> Vec<ServerVariable> {
        let mut variables = Vec::new();
        for (name, variable) in declared {
            let openapiv3::ServerVariable {
                enumeration,
                default,
                description,
                extensions: _,
            } = variable;
            let place = at.child("variables").child(&name);
            if !url.contains(&format!("{{{name}}}")) {
                let message = format!("the URL of the server has no variable `{name}`");
                self.report(
                    Diagnostic::new(Code::UnusedServerVariable, Place::key(place), message)
                        .label("left out"),
                );
                continue;
            }
            if !enumeration.is_empty() && !enumeration.contains(&default) {
                let message = format!("the default of `{name}` is not among its values");
                self.report(
                    Diagnostic::new(
                        Code::ServerDefaultNotListed,
                        place.child("default"),
                        message,
                    )
                    .label("it is used all the same"),
                );
            }
            variables.push(ServerVariable {
                name,
                default,
                values: enumeration,
                description,
            });
        }
        for name in super::template::names(url) {
            if variables.iter().any(|known| known.name == name) {
                continue;
            }
            let message = format!("the variable `{name}` of the URL is not declared");
            self.report(
                Diagnostic::new(Code::UndeclaredServerVariable, at.child("url"), message)
                    .label("the caller gives it, or the whole base URL"),
            );
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: String::new(),
                values: Vec::new(),
                description: None,
            });
        }
        variables
    }
}

/// A URL without blanks around it, its scheme in small letters: schemes are the same in any case (RFC 3986, section 3.1).
fn plain(url: &str) -> String {
    let url = url.trim();
    match url.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('{') => {
            format!("{}://{rest}", scheme.to_ascii_lowercase())
        }
        _ => url.to_owned(),
    }
}
