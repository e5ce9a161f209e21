//! What a document holds and nothing in it uses.
use super::check;
use expect_test::expect;

#[test]
fn what_only_references_use() {
    check(
        "
openapi: 3.1.0
tags: [{name: used, description: Said.}, {name: unused, description: Lost.}]
paths:
  /a:
    get:
      operationId: a
      tags: [used]
      parameters: [{$ref: '#/components/parameters/Used'}]
      responses: {200: {$ref: '#/components/responses/Used'}}
components:
  parameters:
    Used: {name: used, in: query, schema: {type: string}}
    Unused: {name: unused, in: query, schema: {type: string}, examples: {a: {$ref: '#/components/examples/OfUnused'}}}
  responses:
    Used: {description: Used.}
    Unused: {description: Unused.}
  requestBodies: {Unused: {content: {application/json: {schema: {type: string}}}}}
  headers: {Unused: {schema: {type: string}}}
  examples: {OfUnused: {value: a}}
  links: {Unused: {operationId: a}}
  callbacks: {Unused: {}}
  pathItems: {Unused: {get: {responses: {200: {description: Unused.}}}}}
  schemas:
    A: {type: object, properties: {b: {$ref: '#/components/schemas/A/$defs/B'}}, $defs: {B: {type: string}, C: {$ref: '#/components/schemas/A/$defs/D'}, D: {type: string}}}
",
        &expect![[r#"
            resource "used" - "Said."
              GET /a (a)
                query used: text optional
                ok 200 - "Used."
            resource "unused" - "Lost."
            struct A
              b: A/$defs/B optional
            alias A/$defs/B = text

            unused-tag at /tags/1: no operation has the tag `unused` as its first
            unused-component at /components/callbacks/Unused: nothing refers to this callback
            unused-component at /components/examples/OfUnused: nothing refers to this example
            unused-component at /components/headers/Unused: nothing refers to this header
            unused-component at /components/links/Unused: nothing refers to this link
            unused-component at /components/parameters/Unused: nothing refers to this parameter
            unused-component at /components/pathItems/Unused: nothing refers to this path item
            unused-component at /components/requestBodies/Unused: nothing refers to this request body
            unused-component at /components/responses/Unused: nothing refers to this response
            unused-component at /components/schemas/A/$defs/C: nothing refers to this schema
            unused-component at /components/schemas/A/$defs/D: nothing refers to this schema
        "#]],
    );
}
