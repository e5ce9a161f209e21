//! `readOnly` and `writeOnly`: which members a type has, and when what is sent is another type than what is read.
use super::{check, check_schemas};
use expect_test::expect;

/// A document of two operations: one sends what the other reads.
fn both_ways(schemas: &str) -> String {
    format!(
        "
paths:
  /a:
    get: {{operationId: get, responses: {{200: {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}
    put:
      operationId: put
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}
      responses: {{204: {{description: ''}}}}
components:
  schemas:
{}",
        schemas
            .lines()
            .map(|line| format!("    {}\n", line.trim().trim_start_matches('|')))
            .collect::<String>()
    )
}

#[test]
fn of_what_goes_both_ways() {
    check(
        &both_ways(
            "A:
            |  required: [id, name, password]
            |  properties:
            |    id: {type: integer, readOnly: true}
            |    name: {type: string}
            |    password: {type: string, writeOnly: true}",
        ),
        &expect![[r#"
            resource without a tag
              GET /a (get)
                ok 200 application/json as A
              PUT /a (put)
                body application/json as A (sent) optional
                ok 204
            struct A
              id: i64 required (read only)
              name: text required
            struct A (sent)
              name: text required
              password: text required (write only)
        "#]],
    );
}

#[test]
fn of_what_holds_a_type_that_differs() {
    check(
        &both_ways(
            "A: {properties: {list: {type: array, items: {$ref: '#/components/schemas/B'}}, same: {$ref: '#/components/schemas/Same'}}}
            B: {properties: {c: {$ref: '#/components/schemas/Alias'}, a: {$ref: '#/components/schemas/A'}}}
            Alias: {type: object, additionalProperties: {$ref: '#/components/schemas/C'}}
            C: {properties: {id: {type: integer, readOnly: true}, inline: {properties: {same: {$ref: '#/components/schemas/Same'}}}}}
            Same: {properties: {a: {type: string}}}",
        ),
        &expect![[r#"
            resource without a tag
              GET /a (get)
                ok 200 application/json as A
              PUT /a (put)
                body application/json as A (sent) optional
                ok 204
            struct A
              list: [B] optional
              same: Same optional
            struct B
              c: Alias optional
              a: A optional
            struct Same
              a: text optional
            alias Alias = {C}
            struct C
              id: i64 optional (read only)
              inline: C/properties/inline optional
            struct C/properties/inline
              same: Same optional
            struct A (sent)
              list: [B (sent)] optional
              same: Same optional
            struct B (sent)
              c: Alias (sent) optional
              a: A (sent) optional
            alias Alias (sent) = {C (sent)}
            struct C (sent)
              inline: C/properties/inline optional
        "#]],
    );
}

#[test]
fn by_a_part_or_a_target_or_beside_a_reference() {
    check(
        &both_ways(
            "A:
            |  allOf:
            |    - {$ref: '#/components/schemas/Base'}
            |    - properties:
            |        of_target: {$ref: '#/components/schemas/Id'}
            |        of_part: {description: x, allOf: [{$ref: '#/components/schemas/Text'}, {readOnly: true}]}
            |        beside: {$ref: '#/components/schemas/Text', readOnly: true}
            |        declared_twice: {type: string}
            |        both: {readOnly: true, allOf: [{type: string, writeOnly: true}]}
            Base: {properties: {of_base: {type: string, readOnly: true}, declared_twice: {type: string, readOnly: true}}}
            Id: {type: integer, readOnly: true}
            Text: {type: string}",
        ),
        &expect![[r#"
            resource without a tag
              GET /a (get)
                ok 200 application/json as A
              PUT /a (put)
                body application/json as A (sent) optional
                ok 204
            struct A
              of_base: text optional (read only)
              declared_twice: text optional (read only)
              of_target: Id optional (read only)
              of_part: Text optional - "x" (read only)
              beside: Text optional (read only)
              both: text optional (write only, read only)
            alias Id = i64 (read only)
            alias Text = text
            struct Base
              of_base: text optional (read only)
              declared_twice: text optional (read only)
            struct A (sent)
              both: text optional (write only, read only)

            reference-siblings at /components/schemas/A/allOf/1/properties/beside/readOnly: `readOnly` stands beside a reference, where OpenAPI 3.0 does not look
        "#]],
    );
}

#[test]
fn of_what_goes_one_way() {
    check(
        "
paths:
  /a:
    get: {operationId: get, responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Read'}}}}}}
    put:
      operationId: put
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
      responses: {204: {description: ''}}
components:
  schemas:
    Read: {required: [r, w], properties: {r: {type: string, readOnly: true}, w: {writeOnly: true, properties: {gone: {type: string}}}}}
    Sent: {required: [r, w], properties: {r: {readOnly: true, properties: {gone: {type: string}}}, w: {type: string, writeOnly: true}}}
",
        &expect![[r#"
            resource without a tag
              GET /a (get)
                ok 200 application/json as Read
              PUT /a (put)
                body application/json as Sent optional
                ok 204
            struct Read
              r: text required (read only)
            struct Sent
              w: text required (write only)
        "#]],
    );
}

#[test]
fn of_what_no_operation_uses() {
    check_schemas(
        "
        A: {required: [r, w, n], properties: {r: {type: string, readOnly: true}, w: {type: string, writeOnly: true}, n: {type: string, nullable: true, readOnly: true}}}
        ",
        &expect![[r#"
            struct A
              r: text optional (read only)
              w: text optional (write only)
              n: text optional nullable (read only)
        "#]],
    );
}

/// A member that is only sent would be taken for one of the others, were it shown all the same.
#[test]
fn beside_members_of_one_type() {
    check(
        &both_ways(
            "A: {required: [w], properties: {w: {type: string, writeOnly: true}}, additionalProperties: {type: integer}}",
        ),
        &expect![[r#"
            resource without a tag
              GET /a (get)
                ok 200 application/json as A
              PUT /a (put)
                body application/json as A (sent) optional
                ok 204
            struct A
              w: text optional (write only)
              ..: i64
            struct A (sent)
              w: text required (write only)
              ..: i64
        "#]],
    );
    check(
        &both_ways(
            "A: {properties: {w: {type: string, writeOnly: true}}, additionalProperties: {type: integer}}",
        ),
        &expect![[r#"
            resource without a tag
              GET /a (get)
                ok 200 application/json as A
              PUT /a (put)
                body application/json as A optional
                ok 204
            struct A
              w: text optional (write only)
              ..: i64
        "#]],
    );
}

/// What a webhook sends is read, and what it gets is sent.
#[test]
fn of_webhooks_and_callbacks() {
    check(
        "
paths:
  /a:
    post:
      operationId: post
      responses: {204: {description: ''}}
      callbacks:
        done:
          '{$request.body}':
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
              responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}}
components:
  schemas:
    A: {required: [r, w], properties: {r: {type: string, readOnly: true}, w: {type: string, writeOnly: true}}}
    Answer: {required: [r, w], properties: {r: {type: string, readOnly: true}, w: {type: string, writeOnly: true}}}
",
        &expect![[r#"
            resource without a tag
              POST /a (post)
                ok 204
                callback POST done to {$request.body}: A, answers 200
            struct A
              r: text required (read only)
            struct Answer
              w: text required (write only)
        "#]],
    );
}
