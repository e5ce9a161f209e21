//! `nullable`, through whatever stands between a schema and its use.
use super::{check, check_schemas};
use expect_test::expect;

#[test]
fn through_references() {
    check_schemas(
        "
        User:
          required: [b]
          properties:
            a: {$ref: '#/components/schemas/Alias'}
            b: {$ref: '#/components/schemas/Alias'}
            list: {type: array, items: {$ref: '#/components/schemas/Alias'}}
            map: {type: object, additionalProperties: {$ref: '#/components/schemas/Alias'}}
            deep: {type: array, items: {type: array, items: {$ref: '#/components/schemas/Text'}}}
          additionalProperties: {$ref: '#/components/schemas/Alias'}
        Alias: {$ref: '#/components/schemas/Wrapped'}
        Wrapped: {allOf: [{$ref: '#/components/schemas/Text'}]}
        Text: {type: string, nullable: true}
        ",
        &expect![[r#"
            struct User
              a: Wrapped optional nullable
              b: Wrapped required nullable
              list: [Wrapped?] optional
              map: {Wrapped?} optional
              deep: [[Text?]] optional
              ..: Wrapped?
            alias Wrapped = Text
            alias Text = text
            alias Alias = Wrapped
        "#]],
    );
}

#[test]
fn of_every_kind_of_item() {
    check_schemas(
        "
        Object: {nullable: true, properties: {a: {type: string}}}
        Enum: {nullable: true, type: string, enum: [a]}
        List: {nullable: true, type: array, items: {type: string, nullable: true}}
        Map: {nullable: true, type: object, additionalProperties: {type: string, nullable: true}}
        Any: {nullable: true}
        User:
          required: [object, any]
          properties:
            object: {$ref: '#/components/schemas/Object'}
            enum: {$ref: '#/components/schemas/Enum'}
            list: {$ref: '#/components/schemas/List'}
            map: {$ref: '#/components/schemas/Map'}
            any: {$ref: '#/components/schemas/Any'}
            inline: {nullable: true, properties: {b: {type: string}}}
        ",
        &expect![[r#"
            struct Object
              a: text optional
            enum Enum
              "a"
            alias List = [text?]
            alias Map = {text?}
            alias Any = any
            struct User
              object: Object required nullable
              enum: Enum optional nullable
              list: List optional nullable
              map: Map optional nullable
              any: Any required
              inline: User/properties/inline optional nullable
            struct User/properties/inline
              b: text optional
        "#]],
    );
}

#[test]
fn of_items_without_anything_else_nullable() {
    check_schemas(
        "
        Lists: {properties: {a: {type: array, items: {type: string, nullable: true}}}}
        Union: {oneOf: [{type: string, nullable: true}, {type: integer}]}
        User: {properties: {a: {$ref: '#/components/schemas/Union'}}}
        ",
        &expect![[r#"
            struct Lists
              a: [text?] optional
            union Union
              string: text
              integer: i64
            struct User
              a: Union optional nullable
        "#]],
    );
}

#[test]
fn of_bodies() {
    check(
        "
paths:
  /a:
    put:
      operationId: a
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        200: {description: '', content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
        400: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {nullable: true, properties: {a: {type: string}}}
",
        &expect![[r#"
            resource without a tag
              PUT /a (a)
                body application/json as Pet? required
                ok 200 application/json as [Pet?]
                error 400 application/json as Pet?
            struct Pet
              a: text optional
        "#]],
    );
}

#[test]
fn a_reference_with_nullable_beside_it_is_not_nullable() {
    // OpenAPI 3.0.4, Reference Object: properties beside `$ref` are to be ignored.
    check_schemas(
        "
        Text: {type: string}
        User: {properties: {a: {$ref: '#/components/schemas/Text', nullable: true}}}
        ",
        &expect![[r#"
            alias Text = text
            struct User
              a: Text optional nullable

            reference-siblings at /components/schemas/User/properties/a/nullable: `nullable` stands beside a reference, where OpenAPI 3.0 does not look
        "#]],
    );
}

#[test]
fn of_parameters_is_left_out() {
    check(
        "
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: one, in: query, schema: {type: string, nullable: true}}
        - {name: two, in: query, schema: {$ref: '#/components/schemas/Text'}}
        - {name: three, in: query, schema: {type: array, items: {type: string, nullable: true}}}
        - {name: four, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Text'}}}
      responses: {204: {description: ''}}
components:
  schemas:
    Text: {type: string, nullable: true}
",
        &expect![[r#"
            resource without a tag
              GET /a (a)
                query one: text optional
                query two: Text optional
                query three: [text] optional
                query four: [Text] optional
                ok 204
            alias Text = text
        "#]],
    );
}
