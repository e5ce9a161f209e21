//! Security schemes and requirements.
use super::check;
use expect_test::expect;

const SCHEMES: &str = "
components:
  securitySchemes:
    token: {type: http, scheme: Bearer, description: A token., bearerFormat: JWT}
    user: {type: http, scheme: BASIC}
    odd: {type: http, scheme: digest}
    head: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: key}
    cookie: {type: apiKey, in: cookie, name: session}
    oauth: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a', scopes: {read: Reads.}}, password: {tokenUrl: 'https://t', refreshUrl: 'https://r', scopes: {read: Reads., write: ''}}}}
    openid: {type: openIdConnect, openIdConnectUrl: 'https://a'}
    alias: {$ref: '#/components/securitySchemes/head'}
";

#[test]
fn schemes() {
    check(
        SCHEMES,
        &expect![[r#"
            scheme token: bearer - "A token.", tokens JWT
            scheme user: basic
            scheme odd: http digest
            scheme head: header X-Key
            scheme query: query key
            scheme cookie: cookie session
            scheme oauth: bearer, flow implicit (https://a), flow password (https://t https://r), scope read - "Reads.", scope write - ""
            scheme openid: bearer, at https://a
            scheme alias: header X-Key
        "#]],
    );
}

#[test]
fn schemes_that_can_not_be_read() {
    check(
        "
components:
  securitySchemes:
    a: {type: magic}
    b: {type: apiKey, in: body, name: a}
    c: {$ref: '#/nowhere'}
    d: {type: mutualTLS}
",
        &expect![[r#"

            unknown-value at /components/securitySchemes/a/type: `magic` is not one of `apiKey`, `http`, `oauth2`, `openIdConnect`
            missing-keyword at /components/securitySchemes/a: a Security Scheme Object has no `type`
            unknown-value at /components/securitySchemes/b/in: `body` is not one of `query`, `header`, `cookie`
            missing-keyword at /components/securitySchemes/b: a Security Scheme Object has no `in`
            keyword-of-other-version at /components/securitySchemes/d/type: `type: mutualTLS` is written in the way of OpenAPI 3.1 and later
            unresolved-reference at /components/securitySchemes/c/$ref: `#/nowhere` leads nowhere
            mutual-tls at /components/securitySchemes/d: `d` is a certificate of the client
        "#]],
    );
}

#[test]
fn of_the_document_and_of_operations() {
    check(
        &format!(
            "
security: [{{token: []}}]
paths:
  /a:
    get: {{operationId: inherited, responses: {{204: {{description: ''}}}}}}
    put: {{operationId: none, security: [], responses: {{204: {{description: ''}}}}}}
    post: {{operationId: own, security: [{{head: []}}], responses: {{204: {{description: ''}}}}}}
{SCHEMES}"
        ),
        &expect![[r#"
            scheme token: bearer - "A token.", tokens JWT
            scheme user: basic
            scheme odd: http digest
            scheme head: header X-Key
            scheme query: query key
            scheme cookie: cookie session
            scheme oauth: bearer, flow implicit (https://a), flow password (https://t https://r), scope read - "Reads.", scope write - ""
            scheme openid: bearer, at https://a
            scheme alias: header X-Key
            resource without a tag
              GET /a (inherited)
                ok 204
                security token
              PUT /a (none)
                ok 204
              POST /a (own)
                ok 204
                security head
        "#]],
    );
}

#[test]
fn alternatives_and_sets() {
    check(
        &format!(
            "
paths:
  /a:
    get:
      operationId: a
      security: [{{head: [], query: []}}, {{user: []}}, {{user: []}}, {{}}]
      responses: {{204: {{description: ''}}}}
    put:
      operationId: b
      security: [{{oauth: [read, write]}}, {{openid: [read, '']}}]
      responses: {{204: {{description: ''}}}}
{SCHEMES}"
        ),
        &expect![[r#"
            scheme token: bearer - "A token.", tokens JWT
            scheme user: basic
            scheme odd: http digest
            scheme head: header X-Key
            scheme query: query key
            scheme cookie: cookie session
            scheme oauth: bearer, flow implicit (https://a), flow password (https://t https://r), scope read - "Reads.", scope write - ""
            scheme openid: bearer, at https://a
            scheme alias: header X-Key
            resource without a tag
              GET /a (a)
                ok 204
                security head and query, or user, or nothing
              PUT /a (b)
                ok 204
                security oauth, or openid
                scopes read, write
        "#]],
    );
}

#[test]
fn unknown_schemes() {
    check(
        &format!(
            "
paths:
  /a:
    get:
      operationId: a
      security: [{{tokn: []}}, {{oauth: [read], nothing: []}}, {{user: []}}]
      responses: {{204: {{description: ''}}}}
{SCHEMES}"
        ),
        &expect![[r#"
            scheme token: bearer - "A token.", tokens JWT
            scheme user: basic
            scheme odd: http digest
            scheme head: header X-Key
            scheme query: query key
            scheme cookie: cookie session
            scheme oauth: bearer, flow implicit (https://a), flow password (https://t https://r), scope read - "Reads.", scope write - ""
            scheme openid: bearer, at https://a
            scheme alias: header X-Key
            resource without a tag
              GET /a (a)
                ok 204
                security user

            unknown-security-scheme at /paths/~1a/get/security/0/tokn: the security scheme `tokn` is not declared
            unknown-security-scheme at /paths/~1a/get/security/1/nothing: the security scheme `nothing` is not declared
        "#]],
    );
    check(
        "
paths:
  /a:
    get:
      operationId: a
      security: [{token: []}]
      responses: {204: {description: ''}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                ok 204

            unknown-security-scheme at /paths/~1a/get/security/0/token: the security scheme `token` is not declared
        "#]],
    );
}

#[test]
fn a_header_that_can_not_be_sent() {
    check(
        r#"
security: [{broken: []}, {key: []}]
components:
  securitySchemes:
    broken: {type: apiKey, in: header, name: "X Key\n"}
    key: {type: apiKey, in: header, name: X-Key}
paths:
  /a:
    get: {operationId: a, responses: {204: {description: ''}}}
"#,
        &expect![[r#"
            scheme key: header X-Key
            resource without a tag
              GET /a (a)
                ok 204
                security key

            unsupported-security-scheme at /components/securitySchemes/broken/name: "X Key\n" can not be the name of a header
        "#]],
    );
}

#[test]
fn certificates_are_up_to_the_transport() {
    super::check_converted(
        "
paths:
  /a: {get: {operationId: a, security: [{cert: []}], responses: {204: {description: ''}}}}
  /b: {get: {operationId: b, security: [{cert: [], key: []}, {key: []}], responses: {204: {description: ''}}}}
components:
  securitySchemes:
    cert: {type: http, scheme: '', x-oasmith-mutualTLS: true}
    key: {type: apiKey, in: header, name: X-Key, x-oasmith-deprecated: true}
",
        &expect![[r#"
            scheme key: header X-Key
            resource without a tag
              GET /a (a)
                ok 204
                security nothing
              GET /b (b)
                ok 204
                security key

            mutual-tls at /components/securitySchemes/cert: `cert` is a certificate of the client
            unused-keyword at /components/securitySchemes/key/x-oasmith-deprecated: `deprecated` has no effect in the output yet
        "#]],
    );
}

#[test]
fn scopes_of_schemes_that_have_none() {
    let document = "
paths:
  /a: {get: {operationId: a, security: [{key: [admin], oauth: [read]}], responses: {204: {description: ''}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    oauth: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://example.com', scopes: {read: ''}}}}
";
    check(
        document,
        &expect![[r#"
            scheme key: header X-Key
            scheme oauth: bearer, flow implicit (https://example.com), scope read - ""
            resource without a tag
              GET /a (a)
                ok 204
                security key and oauth
                scopes admin, read

            unexpected-scopes at /paths/~1a/get/security/0/key: `key` has no scopes, being no OAuth 2 or OpenID Connect
        "#]],
    );
    // Since OpenAPI 3.1 they are roles.
    super::check_converted(
        document,
        &expect![[r#"
            scheme key: header X-Key
            scheme oauth: bearer, flow implicit (https://example.com), scope read - ""
            resource without a tag
              GET /a (a)
                ok 204
                security key and oauth
                scopes admin, read
        "#]],
    );
}
