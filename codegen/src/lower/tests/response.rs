//! Bodies of requests and answers.
use super::{check, check_operation};
use expect_test::expect;

#[test]
fn by_status() {
    check_operation(
        "
        responses:
          default: {description: Else.}
          5XX: {description: Broken.}
          404: {description: Missing., content: {application/problem+json: {schema: {type: string}}}}
          2xx: {description: Good.}
          200: {description: '', content: {application/json: {schema: {type: integer}}}}
          302: {description: Elsewhere.}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 200 application/json as i64
                ok 2XX - "Good."
                error 302 - "Elsewhere."
                error 404 application/problem+json as text - "Missing."
                error 5XX - "Broken."
                error default - "Else."
        "#]],
    );
}

#[test]
fn default_is_a_success_where_there_is_no_other() {
    check_operation(
        "
        responses:
          default: {description: All., content: {application/json: {schema: {properties: {a: {type: string}}}}}}
          404: {description: Missing.}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 2XX application/json as /paths/~1things/get/responses/default/content/application~1json/schema
                error 404 - "Missing."
                error default application/json as /paths/~1things/get/responses/default/content/application~1json/schema - "All."
            struct /paths/~1things/get/responses/default/content/application~1json/schema
              a: text optional

            default-is-success at /paths/~1things/get/responses/default: no success is documented but `default`, which is for all statuses
        "#]],
    );
}

#[test]
fn without_any_success() {
    check_operation(
        "responses: {404: {description: Missing.}}",
        &expect![[r#"
        resource without a tag
          GET /things (test)
            ok 2XX
            error 404 - "Missing."

        no-success-response at /paths/~1things/get/responses: no success is documented
    "#]],
    );
    check_operation(
        "responses: {}",
        &expect![[r#"
        resource without a tag
          GET /things (test)
            ok 2XX

        no-success-response at /paths/~1things/get/responses: no success is documented
    "#]],
    );
}

#[test]
fn what_is_no_status() {
    check_operation(
        "
        responses:
          204: {description: ''}
          ok: {description: ''}
          20X: {description: ''}
          99: {description: ''}
          600: {description: ''}
          6XX: {description: ''}
          +201: {description: ''}
          x-note: {description: ''}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 204
                ok 2XX

            odd-status at /paths/~1things/get/responses/20X: `20X` is not how a status is written
            unknown-keyword at /paths/~1things/get/responses/ok: `ok` is not a keyword of a Responses Object
            unknown-keyword at /paths/~1things/get/responses/99: `99` is not a keyword of a Responses Object
            unknown-keyword at /paths/~1things/get/responses/+201: `+201` is not a keyword of a Responses Object
            invalid-status at /paths/~1things/get/responses/600: `600` is no status code
            invalid-status at /paths/~1things/get/responses/6XX: `6XX` is no status code
        "#]],
    );
}

#[test]
fn a_status_written_twice() {
    check_operation(
        "
        responses:
          2XX: {description: First.}
          2xx: {description: Second.}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 2XX - "Second."

            duplicate-key at /paths/~1things/get/responses/2xx: the status `2xx` is documented twice
        "#]],
    );
}

#[test]
fn media_types() {
    check_operation(
        "
        responses:
          200: {description: '', content: {application/json; charset=utf-8: {schema: {type: integer}}}}
          201: {description: '', content: {Application/VND.api+JSON: {schema: {type: integer}}}}
          202: {description: '', content: {text/plain: {schema: {type: string}}}}
          203: {description: '', content: {image/png: {schema: {type: string, format: binary}}}}
          206: {description: '', content: {application/xml: {schema: {type: object, properties: {a: {type: string}}}}}}
          207: {description: '', content: {text/json: {schema: {type: integer}}}}
          208: {description: '', content: {application/json: {}}}
          226: {description: '', content: {}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 200 application/json; charset=utf-8 as i64
                ok 201 Application/VND.api+JSON as i64
                ok 202 text/plain as text
                ok 203 image/png as bytes
                ok 206 application/xml as text
                ok 207 text/json as i64
                ok 208 application/json as any
                ok 226
                stream image/png Bytes of bytes

            unsupported-media-type at /paths/~1things/get/responses/206/content/application~1xml: `application/xml` is not read or written by type yet
            untyped-schema at /paths/~1things/get/responses/208/content/application~1json: a JSON body without a schema
        "#]],
    );
}

#[test]
fn wildcards() {
    check_operation(
        "
        responses:
          200: {description: '', content: {'*/*': {schema: {type: integer}}}}
          201: {description: '', content: {'*/*': {schema: {type: string, format: binary}}}}
          202: {description: '', content: {'application/*': {}}}
          203: {description: '', content: {'image/*': {schema: {type: string}}}}
          206: {description: '', content: {'text/*': {schema: {type: string}}}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 200 */* as i64
                ok 201 */* as bytes
                ok 202 application/* as bytes
                ok 203 image/* as bytes
                ok 206 text/* as text
                stream */* Bytes of bytes
        "#]],
    );
}

#[test]
fn several_media_types() {
    check_operation(
        "
        responses:
          200:
            description: ''
            content:
              image/png: {}
              text/plain: {}
              application/xml: {schema: {type: integer}}
              application/json: {schema: {type: integer}}
          201: {description: '', content: {text/csv: {}, text/plain: {}}}
          202: {description: '', content: {application/json;stream=watch: {}, application/json-patch+json: {}, application/json;charset=utf-8: {schema: {type: integer}}}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 200 application/json as i64
                ok 201 text/csv as text
                ok 202 application/json;charset=utf-8 as i64
                as image/png 200 image/png as bytes
                as image/png 201 text/csv as text
                as image/png 202 application/json;charset=utf-8 as i64
                as text/plain 200 text/plain as text
                as text/plain 201 text/plain as text
                as text/plain 202 application/json;charset=utf-8 as i64

            several-media-types at /paths/~1things/get/responses/200/content: several media types; `application/json` is used, and not application/xml
            several-media-types at /paths/~1things/get/responses/202/content: several media types; `application/json;charset=utf-8` is used, and not application/json;stream=watch, application/json-patch+json
        "#]],
    );
}

/// XML beside JSON says the same where one schema is that of both.
#[test]
fn notations_of_one_schema_and_of_two() {
    check_operation(
        "
        requestBody:
          content:
            application/json: {schema: {type: array, items: {type: string}}}
            application/xml: {schema: {$ref: '#/paths/~1things/get/requestBody/content/application~1json/schema'}}
            application/vnd.bank+xml: {schema: {type: string}}
            application/yaml: {}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body application/json as [text] optional
                ok 204
              GET /things (test) with another body
                body application/vnd.bank+xml as text optional
                ok 204

            several-media-types at /paths/~1things/get/requestBody/content: several media types; `application/json` is used, and not application/xml, application/yaml
            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
}

#[test]
fn request_bodies() {
    let body = |body: &str| format!("requestBody: {body}");
    check_operation(
        &body(
            "{required: true, description: Mine., content: {application/json: {schema: {properties: {a: {type: string}}}}}}",
        ),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body application/json as /paths/~1things/get/requestBody/content/application~1json/schema required - "Mine."
                ok 204
            struct /paths/~1things/get/requestBody/content/application~1json/schema
              a: text optional

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
    check_operation(
        &body("{content: {'*/*': {schema: {type: integer}}}}"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body application/json as i64 optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
    check_operation(
        &body("{content: {'*/*': {schema: {type: string}}}}"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body text/plain as text optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
    check_operation(
        &body("{content: {'text/*': {}}}"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body text/plain as text optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
    check_operation(
        &body("{content: {application/octet-stream: {}}}"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body application/octet-stream as bytes optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
    check_operation(
        &body("{content: {multipart/form-data: {schema: {properties: {a: {type: string}}}}}}"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                part a: text optional
                body multipart/form-data as parts () optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
    check_operation(
        &body("{content: {}}"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 204

            body-without-content at /paths/~1things/get/requestBody/content: the body of this request has no media type
        "#]],
    );
}

#[test]
fn headers_and_links() {
    check_operation(
        "
        operationId: test
        responses:
          200: {description: '', headers: {X-A: {schema: {type: string}}}, links: {next: {operationId: test}}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 200
                  with X-A: text optional
                  then test
        "#]],
    );
}

#[test]
fn inline_types_of_bodies() {
    check(
        "
paths:
  /a:
    post:
      operationId: a
      requestBody: {content: {application/json: {schema: {type: array, items: {properties: {a: {type: string}}}}}}}
      responses:
        200: {description: '', content: {application/json: {schema: {properties: {b: {type: string, enum: [x]}}}}}}
        404: {description: '', content: {application/json: {schema: {oneOf: [{type: string}, {properties: {c: {type: string}}}]}}}}
",
        &expect![[r#"
            resource without a tag
              POST /a (a)
                body application/json as [/paths/~1a/post/requestBody/content/application~1json/schema/items] optional
                ok 200 application/json as /paths/~1a/post/responses/200/content/application~1json/schema
                error 404 application/json as /paths/~1a/post/responses/404/content/application~1json/schema
            struct /paths/~1a/post/requestBody/content/application~1json/schema/items
              a: text optional
            enum /paths/~1a/post/responses/200/content/application~1json/schema/properties/b
              "x"
            struct /paths/~1a/post/responses/200/content/application~1json/schema
              b: /paths/~1a/post/responses/200/content/application~1json/schema/properties/b optional
            struct /paths/~1a/post/responses/404/content/application~1json/schema/oneOf/1
              c: text optional
            union /paths/~1a/post/responses/404/content/application~1json/schema
              string: text
              object: /paths/~1a/post/responses/404/content/application~1json/schema/oneOf/1
        "#]],
    );
}

#[test]
fn an_answer_to_head_has_no_content() {
    check(
        "
paths:
  /a:
    head:
      operationId: a
      responses:
        200: {description: '', content: {application/json: {schema: {type: string}}}}
        default: {description: '', content: {application/json: {schema: {type: string}}}}
",
        &expect![[r#"
            resource without a tag
              HEAD /a (a)
                ok 200
                error default

            content-of-empty-response at /paths/~1a/head/responses/200/content: an answer to `HEAD` has no content, whatever is documented
            content-of-empty-response at /paths/~1a/head/responses/default/content: an answer to `HEAD` has no content, whatever is documented
        "#]],
    );
}

#[test]
fn a_wildcard_over_text_is_text() {
    check_operation(
        "
        requestBody: {content: {'*/*': {schema: {type: string}}}}
        responses:
          200: {description: '', content: {'*/*': {schema: {type: string}}}}
          400: {description: '', content: {'*/*': {schema: {type: string, format: binary}}}}
          404: {description: '', content: {'*/*': {schema: {type: array, items: {type: string}}}}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body text/plain as text optional
                ok 200 */* as text
                error 400 */* as bytes
                error 404 */* as [text]

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
}

#[test]
fn text_that_stands_for_something_else() {
    check_operation(
        "
        requestBody: {content: {text/xml: {schema: {properties: {a: {type: string}}}}}}
        responses:
          200: {description: '', content: {text/plain: {schema: {type: integer}}}}
          400: {description: '', content: {text/plain: {schema: {allOf: [{type: string}]}}}}
          404: {description: '', content: {text/plain: {}}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body text/xml as text optional
                ok 200 text/plain as text
                error 400 text/plain as text
                error 404 text/plain as text

            unsupported-media-type at /paths/~1things/get/requestBody/content/text~1xml: `text/xml` is not read or written by type yet
            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
            unsupported-media-type at /paths/~1things/get/responses/200/content/text~1plain: `text/plain` is not read or written by type yet
        "#]],
    );
}

#[test]
fn media_types_that_can_not_be_sent() {
    let body = |body: &str| format!("requestBody: {{content: {{{body}: {{}}}}}}");
    check_operation(
        &body("application/jsön"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                ok 204

            unsupported-media-type at /paths/~1things/get/requestBody/content/application~1jsön: "application/jsön" can not be sent as a media type
            body-without-content at /paths/~1things/get/requestBody/content: the body of this request has no media type
        "#]],
    );
    check_operation(
        &body("multipart/form-data"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body multipart/form-data as bytes optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
            unsupported-media-type at /paths/~1things/get/requestBody/content/multipart~1form-data: `multipart/form-data` is sent without a boundary
        "#]],
    );
    check_operation(
        &body("multipart/mixed; boundary=a"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body multipart/mixed; boundary=a as bytes optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
    check_operation(
        &body("image/*"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body application/octet-stream as bytes optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
            unsupported-media-type at /paths/~1things/get/requestBody/content/image~1*: `image/*` does not say which media type is sent
        "#]],
    );
    check_operation(
        &body("application/*"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body application/octet-stream as bytes optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
}

#[test]
fn bodies_that_are_not_expected() {
    check(
        "
paths:
  /a:
    delete: {operationId: a, requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {204: {description: ''}}}
    trace: {operationId: b, requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {204: {description: ''}}}
    options: {operationId: c, requestBody: {content: {application/json: {schema: {type: string}}}}, responses: {101: {description: ''}, 1XX: {description: ''}, 304: {description: '', content: {text/plain: {}}}}}
",
        &expect![[r#"
            resource without a tag
              DELETE /a (a)
                body application/json as text optional
                ok 204
              TRACE /a (b)
                ok 204
              OPTIONS /a (c)
                body application/json as text optional
                ok 2XX
                error 101
                error 304
                error 1XX

            unexpected-body at /paths/~1a/delete/requestBody: a `DELETE` request has a body
            unexpected-body at /paths/~1a/trace/requestBody: a `TRACE` request has a body
            informational-response at /paths/~1a/options/responses/101: the status `101` is never that of the final answer
            informational-response at /paths/~1a/options/responses/1XX: the status `1XX` is never that of the final answer
            content-of-empty-response at /paths/~1a/options/responses/304/content: an answer of this status has no content, whatever is documented
            no-success-response at /paths/~1a/options/responses: no success is documented
        "#]],
    );
}
