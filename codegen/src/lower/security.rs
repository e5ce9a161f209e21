//! Security schemes, and which of them an operation asks for.
use super::{Lowerer, parameter::is_token};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{FlowUrl, Scheme, SchemeFact, SchemeKind},
    source::Version,
};
use indexmap::IndexSet;
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

/// How many alternatives, names in them and scopes an operation may ask for. What a document asks for as a whole is
/// said again by the code of each operation.
const MOST_ASKED: usize = 300;

/// The credentials that an operation asks for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The names of schemes that go together, each set an alternative.
    pub(super) alternatives: Vec<Vec<String>>,
    /// The scopes among them.
    pub(super) scopes: Vec<String>,
}

impl Lowerer<'_> {
    pub(super) fn schemes(&mut self) {
        let schemes = Pointer::root().child("components").child("securitySchemes");
        for (name, at) in self.document.members(&schemes) {
            let Some(target) = self.resolve(&at) else {
                continue;
            };
            match self.document.security_scheme(&target) {
                Ok(scheme) => self.scheme(name, at, &target, scheme),
                Err(cause) => self.unreadable(&at, "security scheme", &cause),
            }
        }
    }

    fn scheme(
        &mut self,
        scheme_name: String,
        origin: Pointer,
        target: &Pointer,
        scheme: SecurityScheme,
    ) {
        self.report_unused_carried(target, &["mutualTLS"]);
        if self.document.carried(target, "mutualTLS").is_some() {
            let message = format!("`{scheme_name}` is a certificate of the client");
            self.report(
                Diagnostic::new(Code::MutualTls, Place::key(origin), message)
                    .label("it is up to the transport to present it")
                    .hint("build the client with `ReqwestTransport::new` and a `reqwest` client that has an `Identity`"),
            );
            self.by_transport.insert(scheme_name);
            return;
        }
        if matches!(
            scheme,
            SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. }
        ) {
            self.scoped.insert(scheme_name.clone());
        }
        let (kind, description) = match scheme {
            SecurityScheme::APIKey {
                location,
                name,
                description,
                extensions: _,
            } => {
                let kind = match location {
                    APIKeyLocation::Header if !is_token(&name) => {
                        let message = format!("{name:?} can not be the name of a header");
                        let place = origin.child("name");
                        self.report(
                            Diagnostic::new(Code::UnsupportedSecurityScheme, place, message)
                                .label("left out, with the alternatives that ask for it"),
                        );
                        self.unsendable.insert(scheme_name);
                        return;
                    }
                    APIKeyLocation::Header => SchemeKind::ApiKeyHeader(name),
                    APIKeyLocation::Query => SchemeKind::ApiKeyQuery(name),
                    APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie(name),
                };
                (kind, description)
            }
            SecurityScheme::HTTP {
                scheme,
                bearer_format: _,
                description,
                extensions: _,
            } => {
                let Some(kind) = self.http_scheme(&origin, &scheme) else {
                    self.unsendable.insert(scheme_name);
                    return;
                };
                (kind, description)
            }
            // However a token was got, it is sent as RFC 6750 says.
            SecurityScheme::OAuth2 {
                flows: _,
                description,
                extensions: _,
            }
            | SecurityScheme::OpenIDConnect {
                open_id_connect_url: _,
                description,
                extensions: _,
            } => (SchemeKind::Bearer, description),
        };
        self.sendable.insert(scheme_name.clone());
        let description = self.description_at(&origin, description);
        let facts = self.scheme_facts(target);
        self.api.schemes.push(Scheme {
            name: scheme_name,
            facts,
            origin,
            kind,
            description,
        });
    }

    /// How the credentials of a scheme are got, and what they are for.
    fn scheme_facts(&self, at: &Pointer) -> Vec<SchemeFact> {
        let document = self.document;
        let text = |at: &Pointer, name: &str| Some(document.member(at, name)?.as_str()?.to_owned());
        let format = text(at, "bearerFormat").map(SchemeFact::TokenFormat);
        let discovery = text(at, "openIdConnectUrl").map(SchemeFact::Discovery);
        let mut facts: Vec<SchemeFact> = format.into_iter().chain(discovery).collect();
        let flows = at.child("flows");
        let mut known = document.members(&flows);
        known.retain(|(name, _)| !name.starts_with("x-"));
        if let Some((place, _)) = document.carried(&flows, "deviceAuthorization") {
            known.push(("deviceAuthorization".to_owned(), place));
        }
        let mut scopes = Vec::new();
        for (name, flow) in known {
            let device = document.carried(&flow, "deviceAuthorizationUrl");
            let device = device.and_then(|(_, url)| Some(url.as_str()?.to_owned()));
            let urls = [
                (FlowUrl::Authorization, text(&flow, "authorizationUrl")),
                (
                    FlowUrl::DeviceAuthorization,
                    device.or_else(|| text(&flow, "deviceAuthorizationUrl")),
                ),
                (FlowUrl::Token, text(&flow, "tokenUrl")),
                (FlowUrl::Refresh, text(&flow, "refreshUrl")),
            ];
            let urls = urls.into_iter().filter_map(|(of, url)| Some((of, url?)));
            let urls = urls.filter(|(_, url)| !url.trim().is_empty()).collect();
            facts.push(SchemeFact::Flow(name, urls));
            for (scope, _) in document.members(&flow.child("scopes")) {
                let said = text(&flow.child("scopes"), &scope).unwrap_or_default();
                let scope = SchemeFact::Scope(scope, said);
                if !scopes.contains(&scope) {
                    scopes.push(scope);
                }
            }
        }
        facts.extend(scopes);
        facts
    }

    /// None where it can not be the name of a scheme (RFC 9110, section 11.1).
    fn http_scheme(&mut self, at: &Pointer, scheme: &str) -> Option<SchemeKind> {
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(SchemeKind::Bearer);
        }
        if scheme.eq_ignore_ascii_case("basic") {
            return Some(SchemeKind::Basic);
        }
        if is_token(scheme) {
            return Some(SchemeKind::Http(scheme.to_owned()));
        }
        let message = format!("{scheme:?} can not be the name of an HTTP authentication scheme");
        self.report(
            Diagnostic::new(Code::UnsupportedSecurityScheme, at.child("scheme"), message)
                .label("left out, with the alternatives that ask for it"),
        );
        None
    }

    /// What an operation asks for: what is said of it, or of all.
    pub(super) fn requirements(
        &mut self,
        at: &Pointer,
        requirements: Option<Vec<SecurityRequirement>>,
    ) -> Asked {
        if let Some(requirements) = requirements {
            return self.asked(&at.child("security"), requirements);
        }
        if let Some(known) = &self.shared_security {
            return known.clone();
        }
        let requirements = self.shared_requirements();
        let asked = self.asked(&Pointer::root().child("security"), requirements);
        self.shared_security = Some(asked.clone());
        asked
    }

    fn asked(&mut self, at: &Pointer, requirements: Vec<SecurityRequirement>) -> Asked {
        let mut scopes: IndexSet<String> = IndexSet::new();
        let mut alternatives: IndexSet<Vec<String>> = IndexSet::new();
        let mut count = 0;
        for (index, requirement) in requirements.into_iter().enumerate() {
            let at = at.index(index);
            let Some((set, asked)) = self.alternative(&at, requirement) else {
                continue;
            };
            if alternatives.contains(&set) && asked.iter().all(|scope| scopes.contains(scope)) {
                continue;
            }
            count += 1 + set.len() + asked.len();
            if count > MOST_ASKED {
                let message = "the alternatives of credentials are too many";
                self.report(
                    Diagnostic::new(Code::TooManyCredentials, &at, message)
                        .label("left out, with those after it"),
                );
                break;
            }
            scopes.extend(asked);
            alternatives.insert(set);
        }
        Asked {
            alternatives: alternatives.into_iter().collect(),
            scopes: scopes.into_iter().collect(),
        }
    }

    /// The schemes and the scopes of one alternative; none where no request can carry it.
    fn alternative(
        &mut self,
        at: &Pointer,
        requirement: SecurityRequirement,
    ) -> Option<(Vec<String>, Vec<String>)> {
        let mut set = Vec::new();
        let mut asked = Vec::new();
        let mut complete = true;
        for (name, wanted) in requirement {
            if self.by_transport.contains(&name) {
                continue;
            }
            if self.sendable.contains(&name) {
                self.check_scopes(at, &name, &wanted);
                asked.extend(wanted.into_iter().filter(|scope| !scope.is_empty()));
                set.push(name);
            } else {
                complete = false;
                if self.unsendable.contains(&name) {
                    continue;
                }
                self.unknown_scheme(at, &name);
            }
        }
        complete.then_some((set, asked))
    }

    /// Before `OpenAPI` 3.1, only OAuth 2 and `OpenID` Connect had scopes; since then others have roles.
    fn check_scopes(&mut self, at: &Pointer, name: &str, scopes: &[String]) {
        let may_have = self.document.version() >= Version::V31 || self.scoped.contains(name);
        if scopes.is_empty() || may_have {
            return;
        }
        let message = format!("`{name}` has no scopes, being no OAuth 2 or OpenID Connect");
        self.report(
            Diagnostic::new(Code::UnexpectedScopes, Place::key(at.child(name)), message)
                .label("the docs name them, and nothing else is made of them"),
        );
    }

    /// What the document asks for where an operation says nothing.
    fn shared_requirements(&mut self) -> Vec<SecurityRequirement> {
        match self.document.security() {
            Ok(requirements) => requirements.unwrap_or_default(),
            Err(cause) => {
                let at = Pointer::root().child("security");
                self.unreadable(&at, "list of security requirements", &cause);
                Vec::new()
            }
        }
    }

    fn unknown_scheme(&mut self, at: &Pointer, name: &str) {
        let message = format!("the security scheme `{name}` is not declared");
        let schemes = self.api.schemes.iter();
        let known: Vec<String> = schemes.map(|scheme| scheme.name.clone()).collect();
        let nearest = self.nearest(name, known.iter().map(String::as_str));
        let diagnostic = Diagnostic::new(
            Code::UnknownSecurityScheme,
            Place::key(at.child(name)),
            message,
        )
        .label("this alternative is left out");
        let diagnostic = match nearest {
            Some(nearest) => diagnostic.hint(format!("did you mean `{nearest}`?")),
            None => diagnostic.hint("declare it in `components.securitySchemes`"),
        };
        self.report(diagnostic);
    }
}
