//! `$ref`: to anywhere in the document, and to nowhere.
use super::{check, check_operation, check_schemas};
use expect_test::expect;

#[test]
fn to_places_outside_of_components() {
    check(
        "
paths:
  /a+b/{id}:
    get:
      operationId: a
      parameters: [{name: id, in: path, required: true, schema: {type: string, enum: [x]}}]
      responses:
        200: {description: '', content: {application/json: {schema: {properties: {inner: {properties: {a: {type: string}}}}}}}}
        400: {$ref: '#/paths/~1a%2Bb~1%7Bid%7D/get/responses/200'}
components:
  schemas:
    Kind: {$ref: '#/paths/~1a%2Bb~1{id}/get/parameters/0/schema'}
    Inner: {$ref: '#/paths/~1a%2Bb~1{id}/get/responses/200/content/application~1json/schema/properties/inner'}
",
        &expect![[r#"
            resource without a tag
              GET /a+b/{id} (a)
                path id: /paths/~1a+b~1{id}/get/parameters/0/schema required
                ok 200 application/json as /paths/~1a+b~1{id}/get/responses/200/content/application~1json/schema
                error 400 application/json as /paths/~1a+b~1{id}/get/responses/200/content/application~1json/schema
            alias Kind = /paths/~1a+b~1{id}/get/parameters/0/schema
            enum /paths/~1a+b~1{id}/get/parameters/0/schema
              "x"
            alias Inner = /paths/~1a+b~1{id}/get/responses/200/content/application~1json/schema/properties/inner
            struct /paths/~1a+b~1{id}/get/responses/200/content/application~1json/schema/properties/inner
              a: text optional
            struct /paths/~1a+b~1{id}/get/responses/200/content/application~1json/schema
              inner: /paths/~1a+b~1{id}/get/responses/200/content/application~1json/schema/properties/inner optional
        "#]],
    );
}

#[test]
fn to_a_member() {
    check_schemas(
        "
        A: {properties: {kind: {type: string, enum: [x]}, text: {type: string}, b: {$ref: '#/components/schemas/A/properties/kind'}}}
        C: {properties: {kind: {$ref: '#/components/schemas/A/properties/kind'}, text: {$ref: '#/components/schemas/A/properties/text'}}}
        ",
        &expect![[r#"
            struct A
              kind: A/properties/kind optional
              text: text optional
              b: A/properties/kind optional
            enum A/properties/kind
              "x"
            struct C
              kind: A/properties/kind optional
              text: A/properties/text optional
            alias A/properties/text = text
        "#]],
    );
}

#[test]
fn through_a_reference_in_the_middle() {
    check_schemas(
        "
        A: {$ref: '#/components/schemas/B'}
        B: {properties: {kind: {type: string, enum: [x]}}}
        C: {$ref: '#/components/schemas/A/properties/kind'}
        ",
        &expect![[r#"
            alias A = B
            struct B
              kind: B/properties/kind optional
            enum B/properties/kind
              "x"
            alias C = B/properties/kind
        "#]],
    );
}

#[test]
fn to_nowhere() {
    check_schemas(
        "
        Pet: {properties: {a: {$ref: '#/components/schemas/Pett'}, b: {$ref: '#/components/schemas/Pett'}}}
        Alias: {$ref: '#/components/schemas/Zebra'}
        List: {type: array, items: {$ref: '#/nowhere'}}
        Fragment: {$ref: '#Pet'}
        Bad: {$ref: '#/components/schemas/%zz'}
        ",
        &expect![[r#"
            struct Pet
              a: any optional
              b: any optional
            alias Alias = any
            alias List = [any]
            alias Fragment = any
            alias Bad = any

            unresolved-reference at /components/schemas/Pet/properties/a/$ref: `#/components/schemas/Pett` leads nowhere
            unresolved-reference at /components/schemas/Pet/properties/b/$ref: `#/components/schemas/Pett` leads nowhere
            unresolved-reference at /components/schemas/Alias/$ref: `#/components/schemas/Zebra` leads nowhere
            unresolved-reference at /components/schemas/List/items/$ref: `#/nowhere` leads nowhere
            unresolved-anchor at /components/schemas/Fragment/$ref: `#Pet` leads nowhere
            unresolved-reference at /components/schemas/Bad/$ref: `#/components/schemas/%zz` leads nowhere
        "#]],
    );
}

#[test]
fn out_of_the_document() {
    check_schemas(
        "
        A: {properties: {a: {$ref: 'other.yaml#/A'}, b: {$ref: 'https://example.com/a.json'}}}
        ",
        &expect![[r#"
            struct A
              a: any optional
              b: any optional

            external-reference at /components/schemas/A/properties/a/$ref: `other.yaml#/A` leads out of the document
            external-reference at /components/schemas/A/properties/b/$ref: `https://example.com/a.json` leads out of the document
        "#]],
    );
}

#[test]
fn in_circles() {
    check_schemas(
        "
        A: {$ref: '#/components/schemas/B'}
        B: {$ref: '#/components/schemas/A'}
        C: {$ref: '#/components/schemas/C'}
        D: {properties: {a: {$ref: '#/components/schemas/A'}}}
        Grows: {$ref: '#/components/schemas/Grows/a'}
        ",
        &expect![[r#"
            alias A = any
            alias B = any
            alias C = any
            struct D
              a: any optional
            alias Grows = any

            reference-cycle at /components/schemas/A: references lead back to themselves: `#/components/schemas/A` -> `#/components/schemas/B`
            reference-cycle at /components/schemas/B: references lead back to themselves: `#/components/schemas/B` -> `#/components/schemas/A`
            reference-cycle at /components/schemas/C: references lead back to themselves: `#/components/schemas/C`
            reference-cycle at /components/schemas/D/properties/a: references lead back to themselves: `#/components/schemas/D/properties/a` -> `#/components/schemas/A` -> `#/components/schemas/B`
            reference-cycle at /components/schemas/Grows: references lead back to themselves: `#/components/schemas/Grows` -> `#/components/schemas/Grows/a` -> `#/components/schemas/Grows/a/a` -> `#/components/schemas/Grows/a/a/a` -> `#/components/schemas/Grows/a/a/a/a` -> `#/components/schemas/Grows/a/a/a/a/a` -> `#/components/schemas/Grows/a/a/a/a/a/a` -> `#/components/schemas/Grows/a/a/a/a/a/a/a` -> …
            reference-cycle at /components/schemas/Grows: references lead back to themselves: `#/components/schemas/Grows/a` -> `#/components/schemas/Grows/a/a` -> `#/components/schemas/Grows/a/a/a` -> `#/components/schemas/Grows/a/a/a/a` -> `#/components/schemas/Grows/a/a/a/a/a` -> `#/components/schemas/Grows/a/a/a/a/a/a` -> `#/components/schemas/Grows/a/a/a/a/a/a/a` -> `#/components/schemas/Grows/a/a/a/a/a/a/a/a` -> …
        "#]],
    );
}

#[test]
fn text_beside_a_reference_is_kept() {
    check_schemas(
        "
        Text: {type: string, description: Of the target., maxLength: 3}
        A: {properties: {a: {$ref: '#/components/schemas/Text', description: Of the member.}, b: {$ref: '#/components/schemas/Text'}}}
        ",
        &expect![[r#"
            alias Text = text - "Of the target." (length ..3)
            struct A
              a: Text optional - "Of the member."
              b: Text optional
        "#]],
    );
}

#[test]
fn to_objects_of_every_kind() {
    check(
        "
paths:
  /a/{id}:
    $ref: '#/components/x-paths/a'
components:
  x-paths:
    a:
      parameters: [{$ref: '#/components/parameters/Id'}]
      put:
        operationId: a
        requestBody: {$ref: '#/components/requestBodies/Pet'}
        responses: {200: {$ref: '#/components/responses/Pet'}, default: {$ref: '#/components/responses/Alias'}}
  parameters: {Id: {name: id, in: path, required: true, schema: {type: string}}}
  requestBodies: {Pet: {required: true, content: {application/json: {schema: {properties: {a: {type: string}}}}}}}
  responses:
    Pet: {description: A pet., content: {application/json: {schema: {properties: {b: {type: string}}}}}}
    Alias: {$ref: '#/components/responses/Pet'}
",
        &expect![[r#"
            resource without a tag
              PUT /a/{id} (a)
                path id: text required
                body application/json as /components/requestBodies/Pet/content/application~1json/schema required
                ok 200 application/json as /components/responses/Pet/content/application~1json/schema - "A pet."
                error default application/json as /components/responses/Pet/content/application~1json/schema - "A pet."
            struct /components/requestBodies/Pet/content/application~1json/schema
              a: text optional
            struct /components/responses/Pet/content/application~1json/schema
              b: text optional
        "#]],
    );
}

#[test]
fn of_parameters_bodies_and_answers_to_nowhere() {
    check_operation(
        "
        parameters: [{$ref: '#/components/parameters/A'}]
        requestBody: {$ref: '#/components/requestBodies/A'}
        responses: {200: {$ref: '#/components/responses/A'}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 2XX

            unresolved-reference at /paths/~1things/get/parameters/0/$ref: `#/components/parameters/A` leads nowhere
            unresolved-reference at /paths/~1things/get/requestBody/$ref: `#/components/requestBodies/A` leads nowhere
            unresolved-reference at /paths/~1things/get/responses/200/$ref: `#/components/responses/A` leads nowhere
            no-success-response at /paths/~1things/get/responses: no success is documented
        "#]],
    );
}

#[test]
fn one_path_item_for_two_paths() {
    check(
        "
paths:
  /a: {$ref: '#/components/x-paths/a'}
  /b: {$ref: '#/components/x-paths/a'}
components:
  x-paths:
    a:
      get:
        operationId: a
        responses: {200: {description: '', content: {application/json: {schema: {properties: {a: {type: string}}}}}}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                ok 200 application/json as /components/x-paths/a/get/responses/200/content/application~1json/schema
              GET /b (without an id)
                ok 200 application/json as /components/x-paths/a/get/responses/200/content/application~1json/schema
            struct /components/x-paths/a/get/responses/200/content/application~1json/schema
              a: text optional

            duplicate-operation-id at /components/x-paths/a/get/operationId: the operationId `a` is used twice
        "#]],
    );
}

/// What nothing is made of is a part of the document all the same.
#[test]
fn to_nowhere_from_parts_that_are_not_used() {
    check(
        "
paths:
  /a:
    get:
      operationId: a
      responses:
        200:
          description: ''
          headers: {X: {schema: {$ref: '#/components/schemas/Header'}}, Y: {$ref: '#/components/headers/Y'}}
          links: {l: {$ref: '#/components/links/L'}}
components:
  schemas:
    A: {type: string, not: {$ref: '#/components/schemas/Not'}}
    B: {$ref: '#/components/schemas/A'}
  responses: {R: {description: '', content: {text/csv: {schema: {$ref: '#/components/schemas/C'}}}}}
  parameters: {P: {$ref: '#/components/parameters/Q'}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                ok 200
                  with X: text optional
            alias A = text
            alias B = A

            unchecked-keyword at /components/schemas/A/not: `not` has no effect on the types yet
            unresolved-reference at /paths/~1a/get/responses/200/headers/X/schema/$ref: `#/components/schemas/Header` leads nowhere
            unresolved-reference at /paths/~1a/get/responses/200/headers/Y/$ref: `#/components/headers/Y` leads nowhere
            unresolved-reference at /paths/~1a/get/responses/200/links/l/$ref: `#/components/links/L` leads nowhere
            untyped-header at /paths/~1a/get/responses/200/headers/X: the values of the header `X` have no text form yet
            unresolved-reference at /components/schemas/A/not/$ref: `#/components/schemas/Not` leads nowhere
            unresolved-reference at /components/responses/R/content/text~1csv/schema/$ref: `#/components/schemas/C` leads nowhere
            unresolved-reference at /components/parameters/P/$ref: `#/components/parameters/Q` leads nowhere
            unused-component at /components/parameters/P: nothing refers to this parameter
            unused-component at /components/responses/R: nothing refers to this response
        "#]],
    );
}

#[test]
fn what_stands_beside_the_reference_of_a_path_item_is_taken_too() {
    check(
        "
paths:
  /a/{id}:
    $ref: '#/x-items/first'
    summary: The nearest text.
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}, {name: q, in: query, schema: {type: boolean}}]
    servers: [{url: 'https://b.example'}]
    get: {operationId: conflict, responses: {'204': {description: Done.}}}
    put: {operationId: put, responses: {'204': {description: Done.}}}
x-items:
  first:
    $ref: '#/x-items/last'
    description: The text on the way.
    delete: {operationId: delete, responses: {'204': {description: Done.}}}
  last:
    summary: The last text.
    parameters: [{name: q, in: query, schema: {type: string}}]
    get: {operationId: get, responses: {'204': {description: Done.}}}
",
        &expect![[r#"
            server "https://b.example"
            resource without a tag
              GET /a/{id} (get) - "The nearest text." - "The text on the way."
                query q: text optional
                path id: i64 required
                ok 204 - "Done."
              DELETE /a/{id} (delete) - "The nearest text." - "The text on the way."
                query q: text optional
                path id: i64 required
                ok 204 - "Done."
              PUT /a/{id} (put) - "The nearest text." - "The text on the way."
                query q: text optional
                path id: i64 required
                ok 204 - "Done."

            unusable-method at /paths/~1a~1{id}/get: the method "GET" can not be sent: the path has an operation of this method
            duplicate-parameter at /paths/~1a~1{id}/parameters/1: the parameter `q` is declared twice
        "#]],
    );
}

#[test]
fn what_stands_beside_each_reference_on_the_way_is_said() {
    check(
        "
components:
  parameters:
    Limit: {name: limit, in: query, description: How many., schema: {type: integer}}
    Same: {$ref: '#/components/parameters/Limit', description: How many of all., required: true}
  headers:
    Rate: {$ref: '#/components/headers/Limit', description: The rate.}
    Limit: {schema: {type: integer}}
  examples:
    One: {$ref: '#/components/examples/Two', summary: One., value: 1}
    Two: {value: 2}
paths:
  /a:
    get:
      operationId: a
      parameters: [{$ref: '#/components/parameters/Same', x-own: 1}]
      responses: {'204': {description: Done., headers: {Rate: {$ref: '#/components/headers/Rate'}}}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                query limit: i64 optional - "How many of all."
                ok 204 - "Done."
                  with Rate: i64 optional - "The rate."

            reference-siblings at /components/examples/One/value: `value` beside a reference has no effect
            reference-siblings at /components/parameters/Same/required: `required` beside a reference has no effect
            unused-component at /components/examples/One: nothing refers to this example
            unused-component at /components/examples/Two: nothing refers to this example
        "#]],
    );
}
