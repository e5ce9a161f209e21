//! What a document says of itself, and its servers.
use super::check;
use expect_test::expect;

#[test]
fn info() {
    check(
        "info: {title: Pets, version: '2', description: All about them.}\npaths: {}\n",
        &expect![[r#"
            api "Pets" "2" - "All about them."
        "#]],
    );
}

#[test]
fn servers() {
    check(
        "
servers:
  - {url: https://example.com, description: Production}
  - url: https://{tenant}.example.com/{stage}
    variables:
      tenant: {default: demo, description: Yours.}
      stage: {default: v1, enum: [v1, v2]}
  - {url: /relative}
",
        &expect![[r#"
            server "https://example.com" - "Production"
            server "https://{tenant}.example.com/{stage}" tenant="demo" - "Yours." stage="v1" of ["v1", "v2"]
            server "/relative"

            relative-server at /servers/2/url: the server `/relative` is no absolute URL
        "#]],
    );
}

#[test]
fn the_scheme_of_a_server_is_read_in_any_case() {
    check(
        "servers: [{url: ' HTTPS://A.example.com '}, {url: '{scheme}://b', variables: {scheme: {default: HTTP}}}]\n",
        &expect![[r#"
            server "https://A.example.com"
            server "{scheme}://b" scheme="HTTP"
        "#]],
    );
}

#[test]
fn what_has_no_effect_yet() {
    check(
        "
info:
  title: Test
  version: '1'
  description: All about it.
  termsOfService: https://example.com/terms
  contact: {name: Someone}
  license: {name: MIT}
externalDocs: {url: https://example.com/docs, description: The manual}
",
        &expect![[r#"
            api "Test" "1" - "All about it.\n\nThe manual: <https://example.com/docs>"

            unused-info at /info/termsOfService: `termsOfService` is not part of the docs yet
            unused-info at /info/contact: `contact` is not part of the docs yet
            unused-info at /info/license: `license` is not part of the docs yet
        "#]],
    );
}

#[test]
fn servers_that_are_wrong() {
    check(
        "
servers:
  - {url: 'https://{tenant}.example.com/{stage}', variables: {stage: {default: v3, enum: [v1, v2, v1]}, region: {default: eu}}}
  - {url: 'https://exa mple.com/'}
  - {url: 'https://'}
  - {url: ''}
  - {url: '{scheme}://example.com', variables: {scheme: {default: https}}}
  - {url: 'example.com/v1'}
  - {url: 'https://example.com/v1/'}
  - {url: 'https://example.com/{open'}
  - {url: 'https://{account}.{stage}.example.com', variables: {account: {default: '{account}'}, stage: {default: '{stage}', enum: [a, b]}}}
",
        &expect![[r#"
            server "https://{tenant}.example.com/{stage}" stage="v3" of ["v1", "v2", "v3"] tenant=""
            server "https://exa mple.com/"
            server "https://"
            server ""
            server "{scheme}://example.com" scheme="https"
            server "example.com/v1"
            server "https://example.com/v1/"
            server "https://example.com/{open"
            server "https://{account}.{stage}.example.com" account="" stage="" of ["a", "b"]

            duplicate-enum-value at /servers/0/variables/stage/enum/2: the value `v1` is listed twice
            server-default-not-listed at /servers/0/variables/stage/default: the default of `stage` is not among its values
            unused-server-variable at /servers/0/variables/region: the URL of the server has no variable `region`
            undeclared-server-variable at /servers/0/url: the variable `tenant` of the URL is not declared
            invalid-server-url at /servers/1/url: no request can be sent to the server `https://exa mple.com/`
            invalid-server-url at /servers/2/url: no request can be sent to the server `https://`
            relative-server at /servers/3/url: the URL of the server is empty
            relative-server at /servers/5/url: the server `example.com/v1` is no absolute URL
            invalid-server-url at /servers/7/url: no request can be sent to the server `https://example.com/{open`
            server-default-not-listed at /servers/8/variables/stage/default: the default of `stage` is not among its values
        "#]],
    );
}

#[test]
fn servers_of_paths_and_operations() {
    check(
        "
servers: [{url: https://example.com/}, {url: https://sandbox.example.com}]
paths:
  /a:
    servers: [{url: https://a.example.com}]
    get: {operationId: of_path, responses: {'204': {description: Done.}}}
    put: {operationId: own, servers: [{url: https://b.example.com/v1/}], responses: {'204': {description: Done.}}}
  /b:
    servers: [{url: https://example.com/}, {url: https://sandbox.example.com}]
    get: {operationId: of_all, responses: {'204': {description: Done.}}}
",
        &expect![[r#"
            server "https://example.com/"
            server "https://sandbox.example.com"
            resource without a tag
              GET /a (of_path)
                ok 204 - "Done."
                server "https://a.example.com"
              PUT /a (own)
                ok 204 - "Done."
                server "https://b.example.com/v1"
              GET /b (of_all)
                ok 204 - "Done."
        "#]],
    );
}

#[test]
fn a_server_that_each_operation_has_for_itself_is_that_of_all() {
    check(
        "
paths:
  /a:
    servers: [{url: https://a.example.com}]
    get: {operationId: a, responses: {'204': {description: Done.}}}
  /b:
    servers: [{url: https://b.example.com}]
    get: {operationId: b, responses: {'204': {description: Done.}}}
",
        &expect![[r#"
            server "https://a.example.com"
            resource without a tag
              GET /a (a)
                ok 204 - "Done."
              GET /b (b)
                ok 204 - "Done."
                server "https://b.example.com"
        "#]],
    );
}

#[test]
fn a_server_of_a_path_has_the_defaults_of_its_variables() {
    check(
        "
servers: [{url: 'https://{region}.example.com', variables: {region: {enum: [eu, us], default: us}}}]
paths:
  /a:
    servers: [{url: 'https://{region}.example.com', variables: {region: {enum: [eu, us], default: eu}}}]
    get: {operationId: a, responses: {'204': {description: Done.}}}
  /b:
    servers: [{url: 'https://{region}.example.com', variables: {region: {enum: [eu, us], default: us}}}]
    get: {operationId: b, responses: {'204': {description: Done.}}}
  /c:
    servers: [{url: 'https://{region}.example.org', variables: {region: {enum: [eu], default: eu}}}]
    get: {operationId: c, responses: {'204': {description: Done.}}}
",
        &expect![[r#"
            server "https://{region}.example.com" region="us" of ["eu", "us"]
            resource without a tag
              GET /a (a)
                ok 204 - "Done."
                server "https://eu.example.com"
              GET /b (b)
                ok 204 - "Done."
              GET /c (c)
                ok 204 - "Done."
                server "https://eu.example.org"

            unused-servers at /paths/~1a/servers: requests go to the server with the default of each variable alone
        "#]],
    );
}

#[test]
fn servers_that_no_path_can_be_put_behind() {
    check(
        "
servers:
  - url: https://example.com/?key={key}
    variables: {key: {default: a}}
  - url: https://example.com/#part
  - url: https://user:password@example.com/
paths:
  /a:
    servers: [{url: 'https://user@example.com/'}]
    get: {operationId: a, responses: {'204': {description: Done.}}}
",
        &expect![[r#"
            server "https://example.com/?key={key}" key="a"
            server "https://example.com/#part"
            server "https://user:password@example.com/"
            resource without a tag
              GET /a (a)
                ok 204 - "Done."

            invalid-server-url at /servers/0/url: no request can be sent to the server `https://example.com/?key={key}`
            invalid-server-url at /servers/1/url: no request can be sent to the server `https://example.com/#part`
            invalid-server-url at /servers/2/url: no request can be sent to the server `https://user:password@example.com/`
            invalid-server-url at /paths/~1a/servers/0/url: no request can be sent to the server `https://user@example.com/`
            unused-servers at /paths/~1a/servers: no request can be sent to the servers of this path or operation alone
        "#]],
    );
}

#[test]
fn braces_that_are_no_variable_of_a_server() {
    check(
        "
servers:
  - {url: 'https://{{odd}}.example.com/{a}', variables: {a: {default: b}, '{odd': {default: c}}}
paths: {}
",
        &expect![[r#"
            server "https://{{odd}}.example.com/{a}" a="b"

            unused-server-variable at /servers/0/variables/{odd: the URL of the server has no variable `{odd`
            invalid-server-url at /servers/0/url: no request can be sent to the server `https://{{odd}}.example.com/{a}`
        "#]],
    );
}
