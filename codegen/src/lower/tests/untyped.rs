//! What has no type of its own, and why.
use super::{lowered, with_schemas};
use crate::config::ApiOptions;
use expect_test::{Expect, expect};

fn check(document: &str, expected: &Expect) {
    let (api, _) = lowered(document, &ApiOptions::new("test"));
    let untyped = api.untyped().into_iter();
    let lines = untyped.map(|untyped| {
        let cause = format!("{:?}", untyped.reason.cause()).to_lowercase();
        format!("{} {}: {}\n", untyped.place, untyped.reason.name(), cause)
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn of_schemas() {
    check(
        &with_schemas(
            "
            Pet:
              required: [gone]
              properties:
                anything: {}
                tags: {type: array}
                extra: {type: object}
                lost: {$ref: '#/nowhere'}
                union: {oneOf: [{type: object}, {type: object, properties: {a: {}}}]}
                typed: {type: string}
                mixed: {enum: [a, [1]]}
                fractions: {enum: [1.5, 2]}
                flag: {enum: [true]}
                tuple: {type: array, items: {}}
              additionalProperties: true
            Beside: {type: object, properties: {a: {type: string}}, oneOf: [{properties: {b: {type: string}}}]}
            Circle: {allOf: [{$ref: '#/components/schemas/Circle'}]}
            Conflict: {allOf: [{type: string}, {type: integer}]}
            ",
        ),
        &expect![[r#"
            /components/schemas/Pet/properties/anything empty-schema: meant
            /components/schemas/Pet/properties/tags no-items: meant
            /components/schemas/Pet/properties/extra free-form: meant
            /components/schemas/Pet/properties/lost lost-reference: document
            /components/schemas/Pet/properties/mixed mixed-values: generator
            /components/schemas/Pet/properties/tuple/items empty-schema: meant
            /components/schemas/Pet/required/0 undeclared-member: document
            /components/schemas/Pet other-members: meant
            /components/schemas/Pet/properties/union/oneOf/1/properties/a empty-schema: meant
            /components/schemas/Pet/properties/union/oneOf/0 free-form: meant
            /components/schemas/Circle reference-cycle: document
            /components/schemas/Conflict all-of-conflict: document
        "#]],
    );
}

#[test]
fn of_operations() {
    check(
        "
paths:
  /things:
    post:
      operationId: a
      parameters:
        - {name: deep, in: query, schema: {type: object}}
        - {name: json, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: text, in: query, schema: {type: string}}
      requestBody: {content: {application/json: {}}}
      responses:
        200: {description: '', content: {application/xml: {schema: {type: object}}}}
        400: {description: '', content: {application/json: {schema: {type: array, items: {}}}}}
",
        &expect![[r#"
            /paths/~1things/post/requestBody/content/application~1json no-schema: meant
            /paths/~1things/post/responses/400/content/application~1json/schema/items empty-schema: meant
            /paths/~1things/post/responses/200/content/application~1xml/schema media-type: generator
        "#]],
    );
}
