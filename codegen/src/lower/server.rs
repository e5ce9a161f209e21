//! The servers of a document, and the variables of their URLs.
use super::Lowerer;
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Server, ServerVariable, completed, is_absolute},
};
use indexmap::{IndexMap, IndexSet};

/// Whose servers they are.
#[derive(Debug, Clone, Copy)]
enum Whose {
    /// Of all operations.
    All,
    /// Of a path or an operation.
    Own,
}

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
        self.lowered_servers(&list, servers, Whose::All)
    }

    /// The base URL of the server that a path item or an operation has for itself: the first that nobody has to be
    /// asked about.
    pub(super) fn own_server(
        &mut self,
        at: &Pointer,
        servers: Vec<openapiv3::Server>,
    ) -> Option<String> {
        if servers.is_empty() {
            return None;
        }
        let list = at.child("servers");
        let count = servers.len();
        let servers = self.lowered_servers(&list, servers, Whose::Own);
        let url = servers.iter().find_map(own_url);
        let of_all = |server: &Server| self.api.servers.iter().any(|it| it.key() == server.key());
        if servers.iter().all(of_all) && url == self.api.servers.first().and_then(own_url) {
            // Those of the document, said again.
            return url;
        }
        let what = match &url {
            None => "no request can be sent to the servers of this path or operation alone",
            Some(_) if count > 1 => "requests go to the first of several servers alone",
            Some(_) if servers.iter().any(has_choice) => {
                "requests go to the server with the default of each variable alone"
            }
            Some(_) => return url,
        };
        let label = match &url {
            None => "requests go to the base URL of the client".to_owned(),
            Some(url) => format!("to `{url}`, or to a base URL that the caller chooses"),
        };
        self.report(Diagnostic::new(Code::UnusedServers, Place::key(list), what).label(label));
        url
    }

    /// Servers that all operations have in common, though each has them for itself, are those of the document; what is
    /// that of the document is nothing of its own.
    pub(super) fn settle_servers(&mut self) {
        let own = self.api.operations.iter();
        let own: Option<Vec<&String>> = own.map(|(_, it)| it.server.as_ref()).collect();
        let first = own.and_then(|own| own.first().copied().cloned());
        if let Some(url) = first.filter(|_| self.api.servers.is_empty()) {
            self.api.servers.push(Server {
                url,
                name: None,
                description: None,
                variables: Vec::new(),
            });
        }
        let shared = self.api.servers.first().and_then(own_url);
        let ids: Vec<_> = self.api.operations.iter().map(|(id, _)| id).collect();
        for id in ids {
            let server = &mut self.api.operations[id].server;
            if *server == shared {
                *server = None;
            }
        }
    }

    fn lowered_servers(
        &mut self,
        list: &Pointer,
        servers: Vec<openapiv3::Server>,
        whose: Whose,
    ) -> Vec<Server> {
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
            self.check_url(&at.child("url"), &url, &variables, whose);
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
    fn check_url(&mut self, at: &Pointer, url: &str, variables: &[ServerVariable], whose: Whose) {
        let complete = completed(url, variables);
        if !is_absolute(&complete) {
            let message = if url.trim().is_empty() {
                "the URL of the server is empty".to_owned()
            } else {
                format!("the server `{url}` is no absolute URL")
            };
            let label = match whose {
                Whose::All => "left out: the caller gives the whole base URL, its path included",
                Whose::Own => "left out",
            };
            self.report(Diagnostic::new(Code::RelativeServer, at, message).label(label));
            return;
        }
        if !is_sendable(&complete) {
            let message = format!("no request can be sent to the server `{url}`");
            let label = match whose {
                Whose::All => "a client with this base URL refuses to send",
                Whose::Own => "left out",
            };
            self.report(Diagnostic::new(Code::InvalidServerUrl, at, message).label(label));
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
            if name.contains(['{', '}']) || !url.contains(&format!("{{{name}}}")) {
                let message = format!("the URL of the server has no variable `{name}`");
                self.report(
                    Diagnostic::new(Code::UnusedServerVariable, Place::key(place), message)
                        .label("left out"),
                );
                continue;
            }
            let mut values = self.listed_values(&place, enumeration);
            // `{name}` as a default says that there is none.
            let default = Some(default).filter(|default| !default.contains(['{', '}']));
            let default = default.unwrap_or_default();
            if !values.is_empty() && !values.contains(&default) {
                let label = if default.is_empty() {
                    "there is no default, and the caller chooses one of them"
                } else {
                    values.push(default.clone());
                    "it is used all the same, as one more of them"
                };
                let message = format!("the default of `{name}` is not among its values");
                self.report(
                    Diagnostic::new(
                        Code::ServerDefaultNotListed,
                        place.child("default"),
                        message,
                    )
                    .label(label),
                );
            }
            variables.push(ServerVariable {
                name,
                default,
                values,
                description,
            });
        }
        for name in super::template::names(url) {
            // One with a brace in it is no variable, and the URL none that requests can be sent to.
            if name.contains('{') || variables.iter().any(|known| known.name == name) {
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

    /// The values that a variable may have, each once.
    fn listed_values(&mut self, variable: &Pointer, listed: Vec<String>) -> Vec<String> {
        let mut values = IndexSet::new();
        for (index, value) in listed.into_iter().enumerate() {
            if let Some(value) = values.replace(value) {
                let place = variable.child("enum").index(index);
                let message = format!("the value `{value}` is listed twice");
                self.report(
                    Diagnostic::new(Code::DuplicateEnumValue, place, message)
                        .label("one of them is kept"),
                );
            }
        }
        values.into_iter().collect()
    }
}

/// The URL of a server whose variables, if it has any, need nobody to give them: each is one of a list.
fn own_url(server: &Server) -> Option<String> {
    let mut variables = server.variables.iter();
    let url = server.default_url();
    let is_usable = variables.all(|it| it.values.contains(&it.default))
        && is_absolute(&url)
        && is_sendable(&url);
    is_usable.then(|| url.trim_end_matches('/').to_owned())
}

/// Whether its variables can have other values than their defaults.
fn has_choice(server: &Server) -> bool {
    server.variables.iter().any(|it| it.values.len() > 1)
}

/// Whether paths can be put behind it: clients take no base URL with a query, a fragment, or a user.
fn is_sendable(url: &str) -> bool {
    let is_base = !url.contains(['{', '}', '?', '#']);
    let uri = http::Uri::try_from(url.trim());
    let is_host = |uri: &http::Uri| {
        let authority = uri.authority().map(http::uri::Authority::as_str);
        let host = uri.host().unwrap_or_default();
        !host.is_empty() && !authority.unwrap_or_default().contains('@')
    };
    is_base && uri.is_ok_and(|uri| is_host(&uri))
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
