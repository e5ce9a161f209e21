//! The servers of an API, and the variables of their URLs.

/// A server that the document names.
#[derive(Debug, Clone)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: String,
    /// The name that the document gives it, unique among them (OpenAPI 3.2, Server Object).
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
}

/// What tells servers apart: two of one URL may have other values for its variables.
pub type ServerKey<'s> = (&'s str, Vec<VariableKey<'s>>);

/// What tells variables apart: name, values and default.
pub type VariableKey<'s> = (&'s str, &'s [String], &'s str);

impl Server {
    /// What tells it from others; its name and description do not.
    #[must_use]
    pub fn key(&self) -> ServerKey<'_> {
        let variables = self.variables.iter().map(ServerVariable::key);
        (&self.url, variables.collect())
    }

    /// The URL with the default of each variable in its place.
    #[must_use]
    pub fn default_url(&self) -> String {
        completed(&self.url, &self.variables)
    }

    /// Whether requests can be sent to it as it is, so that code has it; others are there for readers alone.
    #[must_use]
    pub fn is_absolute(&self) -> bool {
        is_absolute(&self.default_url())
    }
}

/// Whether a URL says where requests are to be sent. Schemes in capitals are schemes too (RFC 3986, section 3.1).
#[must_use]
pub fn is_absolute(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A URL with the default of each variable in its place.
#[must_use]
pub fn completed(url: &str, variables: &[ServerVariable]) -> String {
    variables.iter().fold(url.to_owned(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.name), &variable.default)
    })
}

/// A variable in the URL of a server.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Its name, as it stands between braces.
    pub name: String,
    /// The value when the caller gives none; empty where the document has none.
    pub default: String,
    /// The values that it may have, where they are listed.
    pub values: Vec<String>,
    /// What it is for.
    pub description: Option<String>,
}

impl ServerVariable {
    /// What tells it from others; its description does not.
    #[must_use]
    pub fn key(&self) -> VariableKey<'_> {
        (&self.name, &self.values, &self.default)
    }
}
