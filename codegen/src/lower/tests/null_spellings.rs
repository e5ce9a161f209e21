//! Each way to say that a value may be `null`, in each version of the specification, and what a use of it is.
use super::{check, check_schemas};
use expect_test::expect;

#[test]
fn of_3_0() {
    check_schemas(
        "
        Pet: {properties: {name: {type: string}}}
        Kind: {type: string, enum: [a, b]}
        MaybePet: {nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}
        User:
          required: [required, required_pet, required_maybe]
          properties:
            plain: {type: string, nullable: true}
            required: {type: string, nullable: true}
            required_pet: {nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}
            required_maybe: {$ref: '#/components/schemas/MaybePet'}
            maybe: {$ref: '#/components/schemas/MaybePet'}
            maybe_again: {nullable: true, allOf: [{$ref: '#/components/schemas/MaybePet'}]}
            beside: {$ref: '#/components/schemas/Pet', nullable: true}
            part: {allOf: [{$ref: '#/components/schemas/Pet'}, {nullable: true}]}
            inside_part: {allOf: [{type: object, nullable: true, properties: {a: {type: string}}}]}
            enum_null: {type: string, enum: [a, null]}
            enum_nullable: {type: string, nullable: true, enum: [a]}
            enum_both: {type: string, nullable: true, enum: [a, null]}
            kind: {nullable: true, allOf: [{$ref: '#/components/schemas/Kind'}]}
            only_null: {nullable: true, enum: [null]}
            one_of: {oneOf: [{$ref: '#/components/schemas/Pet'}, {nullable: true, enum: [null]}]}
            any_of: {nullable: true, anyOf: [{$ref: '#/components/schemas/Pet'}]}
            not_null: {type: string, nullable: false}
            items: {type: array, items: {type: integer, nullable: true}}
            pets: {type: array, items: {$ref: '#/components/schemas/MaybePet'}}
            pets_beside: {type: array, items: {$ref: '#/components/schemas/Pet', nullable: true}}
            values: {type: object, additionalProperties: {type: integer, nullable: true}}
            maybe_values: {type: object, additionalProperties: {$ref: '#/components/schemas/MaybePet'}}
            maybe_list: {type: array, nullable: true, items: {type: array, nullable: true, items: {$ref: '#/components/schemas/MaybePet'}}}
        ",
        &expect![[r#"
            struct Pet
              name: text optional
            enum Kind
              "a"
              "b"
            alias MaybePet = Pet
            struct User
              plain: text optional nullable
              required: text required nullable
              required_pet: Pet required nullable
              required_maybe: MaybePet required nullable
              maybe: MaybePet optional nullable
              maybe_again: MaybePet optional nullable
              beside: Pet optional nullable
              part: Pet optional nullable
              inside_part: User/properties/inside_part optional nullable
              enum_null: User/properties/enum_null optional nullable
              enum_nullable: User/properties/enum_nullable optional nullable
              enum_both: User/properties/enum_both optional nullable
              kind: Kind optional nullable
              only_null: any optional
              one_of: Pet optional nullable
              any_of: Pet optional nullable
              not_null: text optional
              items: [i64?] optional
              pets: [MaybePet?] optional
              pets_beside: [Pet?] optional
              values: {i64?} optional
              maybe_values: {MaybePet?} optional
              maybe_list: [[MaybePet?]?] optional nullable
            struct User/properties/inside_part
              a: text optional
            enum User/properties/enum_null
              "a"
            enum User/properties/enum_nullable
              "a"
            enum User/properties/enum_both
              "a"

            reference-siblings at /components/schemas/User/properties/beside/nullable: `nullable` stands beside a reference, where OpenAPI 3.0 does not look
            reference-siblings at /components/schemas/User/properties/part/allOf/1/nullable: `nullable` without `type` has no effect in OpenAPI 3.0
            reference-siblings at /components/schemas/User/properties/pets_beside/items/nullable: `nullable` stands beside a reference, where OpenAPI 3.0 does not look
        "#]],
    );
}

#[test]
fn since_3_1() {
    check(
        "
openapi: 3.1.0
paths: {}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
    MaybePet: {anyOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}
    MaybeText: {type: [string, 'null']}
    User:
      type: object
      required: [required, required_pet]
      properties:
        list: {type: [string, 'null']}
        required: {type: [integer, 'null']}
        required_pet: {$ref: '#/components/schemas/MaybePet'}
        several: {type: [string, integer, 'null']}
        one_of: {oneOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}
        any_of: {anyOf: [{type: 'null'}, {type: string, format: uuid}]}
        of_maybe: {oneOf: [{$ref: '#/components/schemas/MaybePet'}, {type: 'null'}]}
        alone: {type: 'null'}
        const_null: {const: null}
        one_of_const: {oneOf: [{type: string}, {const: null}]}
        enum_null: {enum: [a, b, null]}
        enum_list_without: {type: [string, 'null'], enum: [a, b]}
        beside: {$ref: '#/components/schemas/Pet', type: [object, 'null']}
        all_of: {type: [object, 'null'], allOf: [{$ref: '#/components/schemas/Pet'}]}
        beside_of_3_0: {$ref: '#/components/schemas/Pet', nullable: true}
        items: {type: array, items: {type: [integer, 'null']}}
        pets: {type: array, items: {oneOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}}
        values: {type: object, additionalProperties: {$ref: '#/components/schemas/MaybeText'}}
        object: {type: [object, 'null'], properties: {a: {type: string}}}
        array: {type: [array, 'null'], items: {$ref: '#/components/schemas/MaybeText'}}
",
        &expect![[r#"
            struct Pet
              name: text optional
            alias MaybePet = Pet
            alias MaybeText = text
            struct User
              list: text optional nullable
              required: i64 required nullable
              required_pet: MaybePet required nullable
              several: User/properties/several optional nullable
              one_of: Pet optional nullable
              any_of: uuid optional nullable
              of_maybe: MaybePet optional nullable
              alone: any optional
              const_null: any optional
              one_of_const: text optional nullable
              enum_null: User/properties/enum_null optional nullable
              enum_list_without: User/properties/enum_list_without optional nullable
              beside: Pet optional nullable
              all_of: Pet optional nullable
              beside_of_3_0: Pet optional nullable
              items: [i64?] optional
              pets: [Pet?] optional
              values: {MaybeText?} optional
              object: User/properties/object optional nullable
              array: [MaybeText?] optional nullable
            union User/properties/several
              string: text
              integer: i64
            enum User/properties/enum_null
              "a"
              "b"
            enum User/properties/enum_list_without
              "a"
              "b"
            struct User/properties/object
              a: text optional

            keyword-of-other-version at /components/schemas/User/properties/beside_of_3_0/nullable: `nullable` is a keyword of OpenAPI 3.0
        "#]],
    );
}

#[test]
fn of_2_0() {
    check(
        "
swagger: '2.0'
paths: {}
definitions:
  Pet: {type: object, properties: {name: {type: string}}}
  MaybePet: {type: object, x-nullable: true, properties: {name: {type: string}}}
  User:
    type: object
    required: [required]
    properties:
      required: {type: string, x-nullable: true}
      plain: {type: string, x-nullable: true}
      pet: {$ref: '#/definitions/MaybePet'}
      beside: {$ref: '#/definitions/Pet', x-nullable: true}
      items: {type: array, items: {type: integer, x-nullable: true}}
      list: {type: [string, 'null']}
",
        &expect![[r#"
            struct Pet
              name: text optional
            struct MaybePet
              name: text optional
            struct User
              required: text required nullable
              plain: text optional nullable
              pet: MaybePet optional nullable
              beside: Pet optional nullable
              items: [i64?] optional
              list: text optional nullable

            keyword-of-other-version at /definitions/User/properties/list/type: `type` is written in the way of OpenAPI 3.1 and later
            reference-siblings at /components/schemas/User/properties/beside/nullable: `nullable` stands beside a reference, where OpenAPI 3.0 does not look
        "#]],
    );
}
