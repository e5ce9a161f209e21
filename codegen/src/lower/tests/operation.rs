//! Operations: ids, tags, and what stands around them.
use super::{check, check_operation, check_with};
use crate::config::ApiOptions;
use expect_test::expect;

#[test]
fn ids() {
    let document = "
paths:
  /a:
    get: {operationId: same, responses: {204: {description: ''}}}
    put: {operationId: same, responses: {204: {description: ''}}}
    post: {responses: {204: {description: ''}}}
    delete: {operationId: ' ', responses: {204: {description: ''}}}
    patch: {operationId: Same, responses: {204: {description: ''}}}
";
    check(
        document,
        &expect![[r#"
        resource without a tag
          GET /a (same)
            ok 204
          PUT /a (without an id)
            ok 204
          POST /a (without an id)
            ok 204
          DELETE /a (without an id)
            ok 204
          PATCH /a (Same)
            ok 204

        duplicate-operation-id at /paths/~1a/put/operationId: the operationId `same` is used twice
        missing-operation-id at /paths/~1a/post: `POST /a` has no `operationId`
        missing-operation-id at /paths/~1a/delete: `DELETE /a` has no `operationId`
    "#]],
    );
    let mut options = ApiOptions::new("test");
    options
        .operation_names
        .insert("POST /a".to_owned(), "add".to_owned());
    check_with(
        document,
        &options,
        &expect![[r#"
        resource without a tag
          GET /a (same)
            ok 204
          PUT /a (without an id)
            ok 204
          POST /a (without an id)
            ok 204
          DELETE /a (without an id)
            ok 204
          PATCH /a (Same)
            ok 204

        duplicate-operation-id at /paths/~1a/put/operationId: the operationId `same` is used twice
        missing-operation-id at /paths/~1a/delete: `DELETE /a` has no `operationId`
    "#]],
    );
}

#[test]
fn methods() {
    check(
        "
paths:
  /a:
    trace: {operationId: a, responses: {204: {description: ''}}}
    head: {operationId: b, responses: {204: {description: ''}}}
    options: {operationId: c, responses: {204: {description: ''}}}
    x-other: {operationId: d, responses: {204: {description: ''}}}
",
        &expect![[r#"
            resource without a tag
              TRACE /a (a)
                ok 204
              HEAD /a (b)
                ok 204
              OPTIONS /a (c)
                ok 204
        "#]],
    );
}

#[test]
fn tags() {
    check(
        "
tags:
  - {name: Second, description: Told., externalDocs: {url: https://example.com}}
  - {name: Unused}
  - {name: Second, description: Again.}
paths:
  /a:
    get: {operationId: a, tags: [First, Second], responses: {204: {description: ''}}}
    put: {operationId: b, tags: [Second], responses: {204: {description: ''}}}
    post: {operationId: c, responses: {204: {description: ''}}}
    delete: {operationId: d, tags: [], responses: {204: {description: ''}}}
    patch: {operationId: e, tags: [First], responses: {204: {description: ''}}}
",
        &expect![[r#"
            resource "Second" - "Told." (see https://example.com)
              PUT /a (b)
                ok 204
            resource "Unused"
            resource "First"
              GET /a (a)
                ok 204
              PATCH /a (e)
                ok 204
            resource without a tag
              POST /a (c)
                ok 204
              DELETE /a (d)
                ok 204

            duplicate-tag at /tags/2: the tag `Second` is described twice
            unused-tag at /paths/~1a/get/tags/1: the tag `Second` has no effect, since it is not the first
            unused-tag at /tags/1: no operation has the tag `Unused` as its first
        "#]],
    );
}

#[test]
fn docs() {
    check_operation(
        "
        summary: Short.
        description: Long.
        deprecated: true
        externalDocs: {url: https://example.com, description: More}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test) - "Short." - "Long." - deprecated (see https://example.com - "More")
                ok 204
        "#]],
    );
}

#[test]
fn what_is_not_generated_yet() {
    check(
        "
paths:
  /a:
    servers: [{url: https://other}]
    get:
      operationId: a
      servers: [{url: https://other}]
      callbacks: {done: {'{$request.body#/url}': {post: {responses: {204: {description: ''}}}}}}
      responses: {204: {description: ''}}
webhooks: {}
",
        &expect![[r#"
            server "https://other"
            resource without a tag
              GET /a (a)
                ok 204
                callback POST done to {$request.body#/url}: nothing, answers 204

            keyword-of-other-version at /webhooks: `webhooks` is a keyword of OpenAPI 3.1 and later
        "#]],
    );
}

#[test]
fn that_can_not_be_read() {
    check(
        "
paths:
  /a: text
  /b: {get: text}
  /c: {get: {operationId: [], responses: text}}
  d: {get: {operationId: d, responses: {204: {description: ''}}}}
  x-e: {get: {operationId: e, responses: {204: {description: ''}}}}
",
        &expect![[r#"
            resource without a tag
              GET /c (without an id)
                ok 2XX
              GET /d (d)
                ok 204

            path-without-slash at /paths/d: the path `d` does not begin with `/`
            wrong-type at /paths/~1a: `/a` should be a Path Item Object, not the text `text`
            wrong-type at /paths/~1b/get: `get` should be an Operation Object, not the text `text`
            wrong-type at /paths/~1c/get/operationId: `operationId` should be a text, not a list
            wrong-type at /paths/~1c/get/responses: `responses` should be a Responses Object, not the text `text`
            no-success-response at /paths/~1c/get/responses: no success is documented
            missing-operation-id at /paths/~1c/get: `GET /c` has no `operationId`
        "#]],
    );
}

#[test]
fn texts_of_the_path_item() {
    check(
        "
paths:
  /a:
    summary: Both.
    description: Of the path.
    get: {operationId: a, responses: {204: {description: ''}}}
    put: {operationId: b, description: Of its own., responses: {204: {description: ''}}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a) - "Both." - "Of the path."
                ok 204
              PUT /a (b) - "Both." - "Of its own."
                ok 204
        "#]],
    );
}

#[test]
fn a_placeholder_without_a_name() {
    check(
        "
paths:
  /a/{}:
    get: {operationId: a, responses: {204: {description: ''}}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{} (a)
                ok 204

            malformed-template at /paths/~1a~1{}: a placeholder has no name in the path `/a/{}`
        "#]],
    );
}

#[test]
fn methods_of_newer_versions() {
    super::check_converted(
        "
paths:
  /a:
    head: {operationId: head, responses: {200: {description: '', content: {application/json: {schema: {type: object}}}}}}
    options: {operationId: options, responses: {204: {description: ''}}}
    trace: {operationId: trace, responses: {204: {description: ''}}}
    query: {operationId: query, responses: {204: {description: ''}}}
    additionalOperations:
      PURGE: {operationId: purge, responses: {204: {description: ''}}}
      copy: {operationId: copy, responses: {204: {description: ''}}}
      QUERY: {operationId: second, responses: {204: {description: ''}}}
      GET: {operationId: get, responses: {204: {description: ''}}}
      CONNECT: {operationId: connect, responses: {204: {description: ''}}}
      'A B': {operationId: space, responses: {204: {description: ''}}}
      '': {operationId: empty, responses: {204: {description: ''}}}
      x-more: {}
",
        &expect![[r#"
            resource without a tag
              HEAD /a (head)
                ok 200
              OPTIONS /a (options)
                ok 204
              TRACE /a (trace)
                ok 204
              QUERY /a (query)
                ok 204
              PURGE /a (purge)
                ok 204
              copy /a (copy)
                ok 204
              GET /a (get)
                ok 204

            unusable-method at /paths/~1a/additionalOperations/QUERY: the method "QUERY" can not be sent: the path has an operation of this method
            unusable-method at /paths/~1a/additionalOperations/CONNECT: the method "CONNECT" can not be sent: it asks a proxy for a tunnel, and has no path
            unusable-method at /paths/~1a/additionalOperations/A B: the method "A B" can not be sent: it is no token (RFC 9110, section 5.6.2)
            unusable-method at /paths/~1a/additionalOperations/: the method "" can not be sent: it is no token (RFC 9110, section 5.6.2)
            content-of-empty-response at /paths/~1a/head/responses/200/content: an answer to `HEAD` has no content, whatever is documented
        "#]],
    );
}

#[test]
fn paths_that_are_much_alike() {
    check(
        "
paths:
  /a/{id}: {get: {operationId: a, parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {204: {description: ''}}}}
  /a/{name}: {get: {operationId: b, parameters: [{name: name, in: path, required: true, schema: {type: string}}], responses: {204: {description: ''}}}}
  /b: {get: {operationId: c, responses: {204: {description: ''}}}}
  /b/: {get: {operationId: d, responses: {204: {description: ''}}}}
  /b?list=1: {get: {operationId: e, responses: {204: {description: ''}}}}
  /b#more: {get: {operationId: f, responses: {204: {description: ''}}}}
  /c/{{x}}: {get: {operationId: g, responses: {204: {description: ''}}}}
  /d/x}: {get: {operationId: h, responses: {204: {description: ''}}}}
  //e//f: {get: {operationId: i, responses: {204: {description: ''}}}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{id} (a)
                path id: text required
                ok 204
              GET /a/{name} (b)
                path name: text required
                ok 204
              GET /b (c)
                ok 204
              GET /b/ (d)
                ok 204
              GET /b?list=1 (e)
                ok 204
              GET /b#more (f)
                ok 204
              GET /c/{{x}} (g)
                path {x: text required
                ok 204
              GET /d/x} (h)
                ok 204
              GET //e//f (i)
                ok 204

            ambiguous-paths at /paths/~1a~1{name}: the paths `/a/{id}` and `/a/{name}` are the same but for their names
            twin-paths at /paths/~1b~1: the paths `/b` and `/b/` differ in a slash at the end alone
            query-in-path at /paths/~1b?list=1: the path `/b?list=1` has a query of its own
            fragment-in-path at /paths/~1b#more: the path `/b#more` has a fragment
            ambiguous-paths at /paths/~1b#more: the paths `/b` and `/b#more` are the same but for their names
            malformed-template at /paths/~1c~1{{x}}: there are braces within braces in the path `/c/{{x}}`
            undeclared-path-parameter at /paths/~1c~1{{x}}: `{{x}` of the path is not declared as a parameter
            malformed-template at /paths/~1d~1x}: a brace is closed that was not opened in the path `/d/x}`
        "#]],
    );
}

#[test]
fn tags_twice() {
    check(
        "
paths:
  /a: {get: {operationId: a, tags: [One, One, Two], responses: {204: {description: ''}}}}
  /b: {get: {operationId: b, tags: [Undeclared], responses: {204: {description: ''}}}}
tags: [{name: One, description: First.}, {name: One, description: Second.}, {name: Unused}]
",
        &expect![[r#"
            resource "One" - "First."
              GET /a (a)
                ok 204
            resource "Unused"
            resource "Undeclared"
              GET /b (b)
                ok 204

            duplicate-tag at /tags/1: the tag `One` is described twice
            duplicate-tag at /paths/~1a/get/tags/1: the operation has the tag `One` twice
            unused-tag at /paths/~1a/get/tags/2: the tag `Two` has no effect, since it is not the first
            unused-tag at /tags/2: no operation has the tag `Unused` as its first
        "#]],
    );
}

#[test]
fn an_operation_that_is_a_reference() {
    check(
        "
paths:
  /a: {get: {$ref: '#/x-operations/a'}}
  /b: {get: {$ref: '#/x-operations/gone'}}
x-operations:
  a: {operationId: a, responses: {200: {description: '', content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                ok 200 application/json as /x-operations/a/responses/200/content/application~1json/schema
            struct /x-operations/a/responses/200/content/application~1json/schema
              b: text optional

            misplaced-reference at /paths/~1a/get/$ref: a reference stands in the place of an Operation Object
            misplaced-reference at /paths/~1b/get/$ref: a reference stands in the place of an Operation Object
            unresolved-reference at /paths/~1b/get/$ref: `#/x-operations/gone` leads nowhere
        "#]],
    );
}

#[test]
fn names_for_operations_that_are_not_there() {
    let mut options = ApiOptions::new("test");
    for name in ["listPest", "DELETE /nowhere"] {
        options
            .operation_names
            .insert(name.to_owned(), "list".to_owned());
    }
    check_with(
        "
paths:
  /a:
    get: {operationId: listPets, responses: {204: {description: ''}}}
",
        &options,
        &expect![[r#"
            resource without a tag
              GET /a (listPets)
                ok 204

            unmatched-name at File: a name is configured for `listPest`, which is no operation
            unmatched-name at File: a name is configured for `DELETE /nowhere`, which is no operation
        "#]],
    );
}
