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
        "#]],
    );
}
