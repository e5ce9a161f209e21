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
