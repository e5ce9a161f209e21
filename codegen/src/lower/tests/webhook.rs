//! Webhooks and callbacks, and documents that have nothing else.
use super::check_converted;
use expect_test::expect;

#[test]
fn webhooks_alone() {
    check_converted(
        "
webhooks:
  newPet:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded: {schema: {type: object, properties: {form: {type: string}}}}
          application/json: {schema: {type: object, properties: {kind: {type: string, enum: [cat]}}}}
      responses:
        200: {description: '', content: {application/json: {schema: {type: object, properties: {ok: {type: boolean}}}}}}
        204: {description: ''}
  pets:
    post:
      requestBody: {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
    get:
      responses: {default: {$ref: '#/components/responses/Failed'}}
  named: {$ref: '#/components/pathItems/Named'}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
  responses:
    Failed: {description: '', content: {application/json: {schema: {type: object, properties: {error: {type: string}}}}}}
    Unused: {description: '', content: {application/json: {schema: {type: object, properties: {error: {type: string}}}}}}
  pathItems:
    Named: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
",
        &expect![[r#"
            webhook POST newPet: /webhooks/newPet/post/requestBody/content/application~1json/schema, answers 200 204
            webhook POST pets: /webhooks/pets/post/requestBody/content/application~1json/schema, answers 
            webhook POST named: Pet, answers 
            struct Pet
              name: text optional
            struct /webhooks/newPet/post/requestBody/content/application~1json/schema
              kind: /webhooks/newPet/post/requestBody/content/application~1json/schema/properties/kind optional
            enum /webhooks/newPet/post/requestBody/content/application~1json/schema/properties/kind
              "cat"
            struct /webhooks/newPet/post/responses/200/content/application~1json/schema
              ok: boolean optional
            alias /webhooks/pets/post/requestBody/content/application~1json/schema = [Pet]
            struct /components/responses/Failed/content/application~1json/schema
              error: text optional

            several-media-types at /webhooks/newPet/post/requestBody/content: several media types; `application/json` has a type, and not application/x-www-form-urlencoded
            unsupported-webhooks at /webhooks/pets: the webhook `pets` has several methods
            unused-component at /components/responses/Unused: nothing refers to this response
        "#]],
    );
}

#[test]
fn callbacks() {
    check_converted(
        "
paths:
  /subscribe:
    post:
      operationId: subscribe
      responses: {204: {description: ''}}
      callbacks:
        event:
          '{$request.body#/url}':
            post:
              requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}
              callbacks:
                again: {$ref: '#/components/callbacks/Again'}
        x-more: {$ref: '#/components/callbacks/Again'}
        several:
          x-extension: {}
          '{$request.body#/url}': {post: {responses: {204: {description: Taken.}}}, put: {}}
          '{$request.body#/other}': {post: {}}
        form: {'{$url}': {post: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: string}}}}}}}
components:
  callbacks:
    Again:
      '{$url}':
        put:
          requestBody: {content: {application/json: {schema: {type: object, properties: {again: {type: integer}}}}}}
          callbacks:
            again: {$ref: '#/components/callbacks/Again'}
",
        &expect![[r#"
            resource without a tag
              POST /subscribe (subscribe)
                ok 204
                callback POST event to {$request.body#/url}: /paths/~1subscribe/post/callbacks/event/{$request.body#~1url}/post/requestBody/content/application~1json/schema, answers 
                callback PUT x-more to {$url}: /components/callbacks/Again/{$url}/put/requestBody/content/application~1json/schema, answers 
                callback POST several to {$request.body#/url}: nothing, answers 204
            struct /paths/~1subscribe/post/callbacks/event/{$request.body#~1url}/post/requestBody/content/application~1json/schema
              id: i64 optional
            struct /components/callbacks/Again/{$url}/put/requestBody/content/application~1json/schema
              again: i64 optional
            alias /paths/~1subscribe/post/callbacks/form/{$url}/post/requestBody/content/application~1x-www-form-urlencoded/schema = text

            unsupported-webhooks at /paths/~1subscribe/post/callbacks/several: the callback `several` has several URLs
            unsupported-webhooks at /paths/~1subscribe/post/callbacks/several/{$request.body#~1url}: the callback `several` has several methods
            unsupported-webhooks at /paths/~1subscribe/post/callbacks/form/{$url}/post/requestBody/content: the body of the callback `form` is no JSON
        "#]],
    );
}

#[test]
fn items_of_a_stream() {
    check_converted(
        "
paths:
  /events:
    get:
      operationId: events
      responses:
        200: {description: '', content: {application/jsonl: {x-oasmith-itemSchema: {type: object, properties: {id: {type: integer}}}}}}
",
        &expect![[r#"
            resource without a tag
              GET /events (events)
                ok 200 application/jsonl as text
                stream application/jsonl Lines of /paths/~1events/get/responses/200/content/application~1jsonl/x-oasmith-itemSchema
            struct /paths/~1events/get/responses/200/content/application~1jsonl/x-oasmith-itemSchema
              id: i64 optional
        "#]],
    );
}

#[test]
fn several_media_types_of_a_payload() {
    check_converted(
        "
webhooks:
  event:
    post:
      requestBody:
        content:
          application/xml: {schema: {type: object, properties: {z: {type: string}}}}
          application/json: {schema: {type: object, properties: {id: {type: integer}}}}
      responses: {204: {description: ''}}
",
        &expect![[r#"
            webhook POST event: /webhooks/event/post/requestBody/content/application~1json/schema, answers 204
            struct /webhooks/event/post/requestBody/content/application~1json/schema
              id: i64 optional

            several-media-types at /webhooks/event/post/requestBody/content: several media types; `application/json` has a type, and not application/xml
        "#]],
    );
}

#[test]
fn what_stands_beside_the_reference_of_a_webhook_has_types_too() {
    check_converted(
        "
webhooks:
  named:
    $ref: '#/components/pathItems/Named'
    put: {requestBody: {content: {application/json: {schema: {type: object, properties: {beside: {type: string}}}}}}}
components:
  pathItems:
    Named: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {named: {type: string}}}}}}}}
",
        &expect![[r#"
            webhook POST named: /components/pathItems/Named/post/requestBody/content/application~1json/schema, answers 
            struct /components/pathItems/Named/post/requestBody/content/application~1json/schema
              named: text optional
            struct /webhooks/named/put/requestBody/content/application~1json/schema
              beside: text optional

            unsupported-webhooks at /webhooks/named: the webhook `named` has several methods
        "#]],
    );
}

#[test]
fn parameters_of_requests_that_come_in() {
    check_converted(
        "
paths:
  /a:
    post:
      operationId: a
      responses: {204: {description: ''}}
      callbacks:
        event: {'{$url}': {parameters: [{name: Sign, in: header, schema: {type: string}}], post: {}}}
webhooks:
  one: {post: {}}
  two: {post: {parameters: [{name: Kind, in: header, schema: {type: string}}, {name: Sign, in: header, schema: {type: string}}]}}
  three: {post: {parameters: [{name: Sign, in: header, schema: {type: string}}]}}
",
        &expect![[r#"
            resource without a tag
              POST /a (a)
                ok 204
                callback POST event to {$url}: nothing, answers 
            webhook POST one: nothing, answers 
            webhook POST two: nothing, answers 
            webhook POST three: nothing, answers 

            unsupported-webhooks at /paths/~1a/post/callbacks/event/{$url}/parameters/0: parameters of requests that come in are not read
            unsupported-webhooks at /webhooks/two/post/parameters/0: parameters of requests that come in are not read
        "#]],
    );
}
