//! Security schemes, and which of them an operation asks for.
use super::{Lowerer, parameter::is_token};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Scheme, SchemeKind},
    source::Version,
};
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

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
                    .label("it is up to the transport to present it"),
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
            } => (self.http_scheme(&origin, &scheme), description),
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
        let description = self.description_at(&origin, description);
        self.api.schemes.push(Scheme {
            name: scheme_name,
            origin,
            kind,
            description,
        });
    }

    fn http_scheme(&mut self, at: &Pointer, scheme: &str) -> SchemeKind {
        if scheme.eq_ignore_ascii_case("bearer") {
            return SchemeKind::Bearer;
        }
        if scheme.eq_ignore_ascii_case("basic") {
            return SchemeKind::Basic;
        }
        let message = format!("the HTTP authentication scheme `{scheme}` is not carried out");
        self.report(
            Diagnostic::new(Code::UnsupportedSecurityScheme, at.child("scheme"), message)
                .label("the caller gives the whole `Authorization` header"),
        );
        SchemeKind::ApiKeyHeader("Authorization".to_owned())
    }

    /// The alternatives that an operation asks for, and the scopes among them.
    pub(super) fn requirements(
        &mut self,
        at: &Pointer,
        requirements: Option<Vec<SecurityRequirement>>,
    ) -> (Vec<Vec<String>>, Vec<String>) {
        let (at, requirements) = match requirements {
            Some(requirements) => (at.child("security"), requirements),
            None => (
                Pointer::root().child("security"),
                self.shared_requirements(),
            ),
        };
        let mut scopes: Vec<String> = Vec::new();
        let mut alternatives = Vec::new();
        for (index, requirement) in requirements.into_iter().enumerate() {
            let mut set = Vec::new();
            let mut asked = Vec::new();
            let mut complete = true;
            for (name, wanted) in requirement {
                if self.by_transport.contains(&name) {
                    continue;
                }
                if self.api.schemes.iter().any(|scheme| scheme.name == name) {
                    self.check_scopes(&at.index(index), &name, &wanted);
                    asked.extend(wanted.into_iter().filter(|scope| !scope.is_empty()));
                    set.push(name);
                } else {
                    complete = false;
                    if self.unsendable.contains(&name) {
                        continue;
                    }
                    self.unknown_scheme(&at.index(index), &name);
                }
            }
            if complete {
                scopes.extend(asked);
                if !alternatives.contains(&set) {
                    alternatives.push(set);
                }
            }
        }
        let mut seen = indexmap::IndexSet::new();
        scopes.retain(|scope| seen.insert(scope.clone()));
        (alternatives, scopes)
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
