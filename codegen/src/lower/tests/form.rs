//! Bodies that are forms.
use super::check_operation;
use expect_test::expect;

#[test]
fn of_pairs() {
    check_operation(
        "
        requestBody:
          required: true
          content:
            application/xml: {}
            application/x-www-form-urlencoded:
              schema: {type: object, properties: {a: {type: object}, b: {type: array, items: {type: string}}}}
              encoding:
                a: {style: deepObject, headers: {X: {schema: {type: string}}}}
                b: {explode: false}
                c: {contentType: application/json}
                d: {contentType: text/plain}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body application/x-www-form-urlencoded as form of /paths/~1things/get/requestBody/content/application~1x-www-form-urlencoded/schema, `a` DeepObject, `b` Joined(","), `c` Json required
                ok 204
            struct /paths/~1things/get/requestBody/content/application~1x-www-form-urlencoded/schema
              a: {any} optional
              b: [text] optional

            unsupported-media-type at /paths/~1things/get/requestBody/content/application~1x-www-form-urlencoded/encoding/a/headers: the headers of the part `a` are not sent yet
            several-media-types at /paths/~1things/get/requestBody/content: several media types; `application/x-www-form-urlencoded` is used, and not application/xml
            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
}

#[test]
fn of_parts() {
    check_operation(
        "
        requestBody:
          content:
            application/json: {schema: {type: string}}
            multipart/form-data:
              schema:
                allOf:
                  - {required: [file], properties: {file: {type: string, format: binary}}}
                  - properties:
                      files: {type: array, items: {type: string, format: binary}}
                      at: {type: string, format: date-time, nullable: true}
                      id: {type: string, readOnly: true}
              encoding: {file: {contentType: 'image/png, image/jpeg'}, files: {contentType: image/png}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                file file: text required
                files files: [text] optional
                part at: date-time optional
                body multipart/form-data as parts (image/png) optional
                ok 204
              GET /things (test) with another body
                body application/json as text optional
                ok 204

            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
        "#]],
    );
}

#[test]
fn of_parts_that_nobody_lists() {
    let body = |schema: &str| {
        format!("requestBody: {{content: {{multipart/form-data: {{schema: {schema}}}}}}}")
    };
    check_operation(
        &body("{type: object, additionalProperties: {type: string, format: binary}}"),
        &expect![[r#"
            resource without a tag
              GET /things (test)
                body multipart/form-data as bytes optional [each value (format binary)]
                ok 204

            unsupported-media-type at /paths/~1things/get/requestBody/content/multipart~1form-data: `multipart/form-data` is not read or written by type yet
            unexpected-body at /paths/~1things/get/requestBody: a `GET` request has a body
            unsupported-media-type at /paths/~1things/get/requestBody/content/multipart~1form-data: `multipart/form-data` is sent without a boundary
        "#]],
    );
}
