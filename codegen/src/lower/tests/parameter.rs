//! Parameters.
use super::{check, check_operation};
use expect_test::expect;

#[test]
fn in_every_place() {
    check(
        "
paths:
  /a/{id}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, format: int64}, description: Which.}
        - {name: q, in: query, schema: {type: string, description: Text., example: a}}
        - {name: limit, in: query, required: true, schema: {type: integer, default: 10, maximum: 100}, example: 5}
        - {name: X-Id, in: header, schema: {type: string, format: uuid}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: kind, in: query, deprecated: true, schema: {type: string, enum: [a, b]}}
      responses: {204: {description: ''}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{id} (a)
                path id: i64 required - "Which."
                query q: text optional - "Text." (example "a")
                query limit: i64 required (<= 100, default 10, example 5)
                header X-Id: uuid optional
                cookie session: text optional
                query kind: /paths/~1a~1{id}/get/parameters/5/schema optional - deprecated
                ok 204
            enum /paths/~1a~1{id}/get/parameters/5/schema
              "a"
              "b"
        "#]],
    );
}

#[test]
fn lists_in_queries() {
    check_operation(
        "
        parameters:
          - {name: unsaid, in: query, schema: {type: array, items: {type: string}}}
          - {name: form, in: query, style: form, schema: {type: array, items: {type: string}}}
          - {name: joined, in: query, explode: false, schema: {type: array, items: {type: string}}}
          - {name: spaces, in: query, style: spaceDelimited, schema: {type: array, items: {type: string}}}
          - {name: pipes, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
          - {name: exploded, in: query, style: pipeDelimited, explode: true, schema: {type: array, items: {type: string}}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                query unsaid: [text] optional
                query form: [text] optional
                query with commas joined: [text] optional
                query with spaces spaces: [text] optional
                query with pipes pipes: [text] optional
                query exploded: [text] optional
                ok 204
        "#]],
    );
}

#[test]
fn styles() {
    check(
        "
paths:
  /a/{id}/{other}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, required: true, style: matrix, schema: {type: string}}
        - {name: other, in: path, required: true, style: label, schema: {type: string}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
        - {name: raw, in: query, allowReserved: true, schema: {type: string}}
      responses: {204: {description: ''}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{id}/{other} (a)
                path as matrix id: text required
                path as label other: text required
                query deep filter: /paths/~1a~1{id}~1{other}/get/parameters/2/schema optional
                query, unencoded raw: text optional
                ok 204
            struct /paths/~1a~1{id}~1{other}/get/parameters/2/schema
              a: text optional
        "#]],
    );
}

#[test]
fn types_with_structure() {
    check(
        "
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: object, in: query, schema: {type: object, properties: {a: {type: string}}}}
        - {name: map, in: query, schema: {type: object}}
        - {name: any, in: query, schema: {}}
        - {name: lists, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}
        - {name: objects, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}
        - {name: union, in: query, schema: {oneOf: [{type: string}, {type: integer}]}}
        - {name: content, in: query, content: {application/json: {schema: {type: object}}}}
      responses: {204: {description: ''}}
components:
  schemas:
    Pet: {properties: {a: {type: string}}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                query object: /paths/~1a/get/parameters/0/schema optional
                query map: {any} optional
                query any: text optional
                query lists: [[text]] optional
                query objects: [Pet] optional
                query union: /paths/~1a/get/parameters/5/schema optional
                query as JSON content: {any} optional
                ok 204
            struct Pet
              a: text optional
            struct /paths/~1a/get/parameters/0/schema
              a: text optional
            union /paths/~1a/get/parameters/5/schema
              string: text
              integer: i64

            unsupported-parameter at /paths/~1a/get/parameters/2: the values of the parameter `any` have no type
        "#]],
    );
}

#[test]
fn types_that_are_aliases() {
    check(
        "
paths:
  /a/{id}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}
        - {name: ids, in: query, schema: {$ref: '#/components/schemas/Ids'}}
        - {name: kinds, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Kind'}}}
        - {name: pet, in: query, schema: {$ref: '#/components/schemas/PetAlias'}}
        - {name: self, in: query, schema: {$ref: '#/components/schemas/Self'}}
      responses: {204: {description: ''}}
components:
  parameters:
    Unused: {name: unused, in: query, schema: {type: string, enum: [a]}}
  schemas:
    Id: {allOf: [{$ref: '#/components/schemas/Text'}]}
    Ids: {type: array, items: {$ref: '#/components/schemas/Id'}}
    Kind: {$ref: '#/components/schemas/Kinds'}
    Kinds: {type: string, enum: [a]}
    PetAlias: {$ref: '#/components/schemas/Pet'}
    Pet: {properties: {a: {type: string}}}
    Text: {type: string}
    Self: {type: array, items: {$ref: '#/components/schemas/Self'}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{id} (a)
                path id: Id required
                query ids: Ids optional
                query kinds: [Kinds] optional
                query pet: Pet optional
                query self: Self optional
                ok 204
            alias Id = Text
            alias Text = text
            alias Ids = [Id]
            alias Kind = Kinds
            enum Kinds
              "a"
            alias PetAlias = Pet
            struct Pet
              a: text optional
            alias Self = [Self]

            unused-component at /components/parameters/Unused: nothing refers to this parameter
        "#]],
    );
}

#[test]
fn of_the_path_item_and_of_the_operation() {
    check(
        "
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: integer}}
      - {name: limit, in: header, schema: {type: integer}}
    get:
      operationId: a
      parameters:
        - {name: limit, in: query, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: boolean}}
        - {name: LIMIT, in: header, schema: {type: string}}
        - {name: more, in: query, schema: {type: string}}
        - {name: more, in: query, schema: {type: string}}
      responses: {204: {description: ''}}
    delete:
      operationId: b
      responses: {204: {description: ''}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{id} (a)
                path id: text required
                query limit: text required
                header LIMIT: text optional
                query more: text optional
                ok 204
              DELETE /a/{id} (b)
                path id: text required
                query limit: i64 optional
                header limit: i64 optional
                ok 204

            duplicate-parameter at /paths/~1a~1{id}/get/parameters/1: the parameter `limit` is declared twice
            duplicate-parameter at /paths/~1a~1{id}/get/parameters/4: the parameter `more` is declared twice
        "#]],
    );
}

#[test]
fn templates() {
    check(
        "
paths:
  /a/{id}.json/{x}-{y}/{id}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: surplus, in: path, schema: {type: string}}
      responses: {204: {description: ''}}
    delete:
      operationId: b
      parameters:
        - {name: id, in: path, required: false, schema: {type: string}}
        - {name: x, in: path, required: true, schema: {type: string}}
        - {name: Y, in: path, required: true, schema: {type: string}}
      responses: {204: {description: ''}}
  /b/{}/{open:
    get:
      operationId: c
      responses: {204: {description: ''}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{id}.json/{x}-{y}/{id} (a)
                path id: text required
                path x: text required
                path y: text required
                ok 204
              DELETE /a/{id}.json/{x}-{y}/{id} (b)
                path id: text required
                path x: text required
                path y: text required
                ok 204
              GET /b/{}/{open (c)
                ok 204

            repeated-placeholder at /paths/~1a~1{id}.json~1{x}-{y}~1{id}: `{id}` stands twice in the path
            surplus-path-parameter at /paths/~1a~1{id}.json~1{x}-{y}~1{id}/get/parameters/1: the path `/a/{id}.json/{x}-{y}/{id}` has no `{surplus}`
            undeclared-path-parameter at /paths/~1a~1{id}.json~1{x}-{y}~1{id}: `{x}` of the path is not declared as a parameter
            undeclared-path-parameter at /paths/~1a~1{id}.json~1{x}-{y}~1{id}: `{y}` of the path is not declared as a parameter
            surplus-path-parameter at /paths/~1a~1{id}.json~1{x}-{y}~1{id}/delete/parameters/2: the path `/a/{id}.json/{x}-{y}/{id}` has no `{Y}`
            optional-path-parameter at /paths/~1a~1{id}.json~1{x}-{y}~1{id}/delete/parameters/0/required: the path parameter `id` is said to be optional
            malformed-template at /paths/~1b~1{}~1{open: a brace is not closed in the path `/b/{}/{open`
        "#]],
    );
}

#[test]
fn headers_that_have_no_effect() {
    check_operation(
        "
        parameters:
          - {name: Accept, in: header, schema: {type: string}}
          - {name: content-type, in: header, schema: {type: string}}
          - {name: AUTHORIZATION, in: header, schema: {type: string}}
          - {name: X-Other, in: header, schema: {type: string}}
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                header X-Other: text optional
                ok 204

            ignored-header-parameter at /paths/~1things/get/parameters/0/name: a header parameter called `Accept` has no effect
            ignored-header-parameter at /paths/~1things/get/parameters/1/name: a header parameter called `content-type` has no effect
            ignored-header-parameter at /paths/~1things/get/parameters/2/name: a header parameter called `AUTHORIZATION` has no effect
        "#]],
    );
}

#[test]
fn that_can_not_be_read() {
    check_operation(
        "
        parameters:
          - {name: a, in: nowhere, schema: {type: string}}
          - {in: query, schema: {type: string}}
          - {name: c, in: query}
          - text
        ",
        &expect![[r#"
            resource without a tag
              GET /things (test)
                query c: text optional
                ok 204

            unknown-value at /paths/~1things/get/parameters/0/in: `nowhere` is not one of `query`, `header`, `path`, `cookie`
            missing-keyword at /paths/~1things/get/parameters/0: a Parameter Object has no `in`
            missing-keyword at /paths/~1things/get/parameters/1: a Parameter Object has no `name`
            missing-schema at /paths/~1things/get/parameters/2: a Parameter Object has no `schema`
            wrong-type at /paths/~1things/get/parameters/3: item 3 of `parameters` should be a Parameter Object, not the text `text`
            unsupported-parameter at /paths/~1things/get/parameters/2: the values of the parameter `c` have no type
        "#]],
    );
}

#[test]
fn names_and_keywords_that_can_not_be_sent() {
    check_operation(
        r#"
        parameters:
          - {name: X Id, in: header, schema: {type: string}}
          - {name: "X-Id\n", in: header, schema: {type: string}}
          - {name: X-Id, in: header, style: simple, schema: {type: string}}
          - {name: a b, in: query, allowEmptyValue: true, schema: {type: string}}
          - {name: c, in: query, schema: {type: string}, examples: {one: {value: 1}}}
        "#,
        &expect![[r#"
            resource without a tag
              GET /things (test)
                header X-Id: text optional
                query a b: text optional
                query c: text optional (example 1)
                ok 204

            unsupported-parameter at /paths/~1things/get/parameters/0/name: "X Id" can not be the name of a header
            unsupported-parameter at /paths/~1things/get/parameters/1/name: "X-Id\n" can not be the name of a header
            unused-examples at /paths/~1things/get/parameters/4/examples: the values of these examples are part of the docs; their names and texts are not yet
        "#]],
    );
}

#[test]
fn what_is_said_around_a_reference() {
    check(
        "
components: {schemas: {E: {type: string, enum: [a, b], description: Of the type.}}}
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: a, in: query, schema: {allOf: [{$ref: '#/components/schemas/E'}], default: a, deprecated: true}}
        - {name: b, in: query, schema: {$ref: '#/components/schemas/E'}}
        - {name: c, in: query, schema: {type: string, enum: [x], description: Of the list.}}
      responses: {204: {description: ''}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                query a: E optional - deprecated (default "a")
                query b: E optional
                query c: /paths/~1a/get/parameters/2/schema optional
                ok 204
            enum E - "Of the type."
              "a"
              "b"
            enum /paths/~1a/get/parameters/2/schema - "Of the list."
              "x"
        "#]],
    );
}

#[test]
fn parameters_that_contradict_themselves() {
    check(
        "
paths:
  /a/{id}/{list}/{object}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, schema: {type: string}}
        - {name: list, in: path, required: true, schema: {type: array, items: {type: integer}}}
        - {name: object, in: path, required: true, schema: {type: object, properties: {a: {type: string}}}}
        - {name: '', in: query, schema: {type: string}}
        - {name: both, in: query, schema: {type: integer}, content: {application/json: {schema: {type: object}}}}
        - {name: several, in: query, content: {application/json: {schema: {type: object}}, text/plain: {}}}
        - {name: shown, in: query, schema: {type: string}, examples: {a: {value: x}, b: {$ref: '#/components/examples/B'}, c: {externalValue: 'https://example.com'}}}
      responses: {204: {description: ''}}
components: {examples: {B: {value: y}}}
",
        &expect![[r#"
            resource without a tag
              GET /a/{id}/{list}/{object} (a)
                path id: text required
                path list: [i64] required
                path object: /paths/~1a~1{id}~1{list}~1{object}/get/parameters/2/schema required
                query both: i64 optional
                query as JSON several: {any} optional
                query shown: text optional (example "x", example "y")
                ok 204
            struct /paths/~1a~1{id}~1{list}~1{object}/get/parameters/2/schema
              a: text optional

            unnamed-parameter at /paths/~1a~1{id}~1{list}~1{object}/get/parameters/3/name: a parameter has an empty name
            schema-and-content at /paths/~1a~1{id}~1{list}~1{object}/get/parameters/4/content: the parameter `both` has `schema` and `content`
            several-media-types at /paths/~1a~1{id}~1{list}~1{object}/get/parameters/5/content: the parameter `several` has several media types
            unused-examples at /paths/~1a~1{id}~1{list}~1{object}/get/parameters/6/examples: the values of these examples are part of the docs; their names and texts are not yet
            optional-path-parameter at /paths/~1a~1{id}~1{list}~1{object}/get/parameters/0: the path parameter `id` is not said to be required
        "#]],
    );
}

#[test]
fn the_whole_query() {
    super::check_converted(
        "
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: all, in: query, x-oasmith-querystring: true, content: {application/x-www-form-urlencoded: {schema: {type: object}, encoding: {a: {style: deepObject}}}}}
        - {name: json, in: query, x-oasmith-querystring: true, content: {application/vnd.a+json: {schema: {type: integer}}}}
        - {name: text, in: query, x-oasmith-querystring: true, content: {application/jsonpath: {}}}
        - {name: list, in: query, x-oasmith-querystring: true, content: {application/x-www-form-urlencoded: {schema: {type: array}}}}
        - {name: none, in: query, x-oasmith-querystring: true, content: {application/x-www-form-urlencoded: {}}}
        - {name: schema, in: query, x-oasmith-querystring: true, schema: {type: string}}
        - {name: tabs, in: query, x-oasmith-collectionFormat: tsv, schema: {type: array, items: {type: string}}}
      responses: {204: {description: ''}}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                query all: {any} optional
                whole query as JSON json: i64 optional
                whole query text: text optional
                query with tabs tabs: [text] optional
                ok 204

            unused-keyword at /paths/~1a/get/parameters/0/content/application~1x-www-form-urlencoded/encoding: `encoding` has no effect on a parameter
            unsupported-parameter at /paths/~1a/get/parameters/2/content: the parameter `text` is described by a media type
            unsupported-parameter at /paths/~1a/get/parameters/3: the parameter `list` is a whole query without members
            unsupported-parameter at /paths/~1a/get/parameters/4: the parameter `none` is a whole query without members
            unsupported-parameter at /paths/~1a/get/parameters/5: the parameter `schema` is a whole query without members
            unsupported-parameter at /paths/~1a/get/parameters/0: the parameter `all` is the whole query, and is not alone
        "#]],
    );
}
