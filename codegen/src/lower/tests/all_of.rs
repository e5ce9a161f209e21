//! `allOf`.
use super::check_schemas;
use expect_test::expect;

#[test]
fn merges_members() {
    check_schemas(
        "
        Base: {required: [id], properties: {id: {type: integer}, name: {type: string}}}
        Pet:
          allOf:
            - {$ref: '#/components/schemas/Base'}
            - {required: [tag], properties: {tag: {type: string}}}
        ",
        &expect![[r#"
            struct Base
              id: i64 required
              name: text optional
            struct Pet
              id: i64 required
              name: text optional
              tag: text required
        "#]],
    );
}

#[test]
fn required_may_stand_in_any_part() {
    check_schemas(
        "
        Base: {properties: {id: {type: integer}, name: {type: string, nullable: true}}}
        Beside: {required: [id], allOf: [{$ref: '#/components/schemas/Base'}]}
        Part: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [name]}]}
        Early: {allOf: [{required: [id]}, {$ref: '#/components/schemas/Base'}]}
        Nowhere: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [other]}]}
        ",
        &expect![[r#"
            struct Base
              id: i64 optional
              name: text optional nullable
            struct Beside
              id: i64 required
              name: text optional nullable
            struct Part
              id: i64 optional
              name: text required nullable
            struct Early
              id: i64 required
              name: text optional nullable
            struct Nowhere
              id: i64 optional
              name: text optional nullable
              other: any required

            undeclared-property at /components/schemas/Nowhere/allOf/1/required/0: `other` is required but not declared in `properties`
        "#]],
    );
}

#[test]
fn nested() {
    check_schemas(
        "
        A: {properties: {a: {type: string}}}
        B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {b: {type: string}}}]}
        C:
          allOf:
            - {$ref: '#/components/schemas/B'}
            - allOf: [{properties: {c: {type: string}}}, {required: [a, b]}]
          properties: {d: {type: string}}
        Diamond: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
        ",
        &expect![[r#"
            struct A
              a: text optional
            struct B
              a: text optional
              b: text optional
            struct C
              a: text required
              b: text required
              c: text optional
              d: text optional
            struct Diamond
              a: text required
              b: text required
              c: text optional
              d: text optional
        "#]],
    );
}

#[test]
fn of_one_part() {
    check_schemas(
        "
        Base: {properties: {id: {type: integer}}}
        Alias: {allOf: [{$ref: '#/components/schemas/Base'}]}
        Described: {description: Mine., allOf: [{$ref: '#/components/schemas/Base'}]}
        Nullable: {nullable: true, allOf: [{$ref: '#/components/schemas/Base'}]}
        DescribedPart: {allOf: [{$ref: '#/components/schemas/Base'}, {description: Mine.}]}
        Typed: {type: object, allOf: [{$ref: '#/components/schemas/Base'}]}
        User:
          required: [b]
          properties:
            a: {nullable: true, allOf: [{$ref: '#/components/schemas/Base'}]}
            b: {$ref: '#/components/schemas/Nullable'}
            c: {type: object, description: Mine., allOf: [{$ref: '#/components/schemas/Base'}]}
        ",
        &expect![[r#"
            struct Base
              id: i64 optional
            alias Alias = Base
            alias Described = Base - "Mine."
            alias Nullable = Base
            alias DescribedPart = Base
            alias Typed = Base
            struct User
              a: Base optional nullable
              b: Nullable required nullable
              c: Base optional - "Mine."
        "#]],
    );
}

#[test]
fn of_scalars() {
    check_schemas(
        "
        Id: {type: string}
        Short: {allOf: [{$ref: '#/components/schemas/Id'}, {maxLength: 3}]}
        Narrow: {allOf: [{type: string}, {type: string, enum: [a, b]}]}
        Later: {allOf: [{$ref: '#/components/schemas/Zeta'}, {type: string, maxLength: 3}]}
        Own: {type: string, allOf: [{description: Text.}]}
        Zeta: {type: string, format: uuid}
        Nothing: {allOf: [{description: Text.}]}
        Empty: {allOf: []}
        ",
        &expect![[r#"
            alias Id = text
            alias Short = Id
            enum Narrow
              "a"
              "b"
            alias Later = Zeta
            alias Zeta = uuid
            alias Own = text
            alias Nothing = any
            alias Empty = any
        "#]],
    );
}

#[test]
fn of_parts_that_fit_no_value() {
    check_schemas(
        "
        Types: {allOf: [{type: string}, {type: integer}]}
        Object: {allOf: [{properties: {a: {type: string}}}, {type: string}]}
        Member:
          allOf:
            - {properties: {a: {type: string}}}
            - {properties: {a: {type: integer}}}
        ",
        &expect![[r#"
            alias Types = any
            struct Object
              a: text optional
            struct Member
              a: i64 optional

            all-of-conflict at /components/schemas/Types/allOf: the parts of this `allOf` have different types, so no value fits all
            all-of-conflict at /components/schemas/Object/allOf/1: a part of the `allOf` is no object, though others are
            all-of-conflict at /components/schemas/Member/allOf/1/properties/a: two parts of the `allOf` declare `a` with different types
        "#]],
    );
}

#[test]
fn a_member_of_two_parts() {
    check_schemas(
        "
        Same:
          allOf:
            - {properties: {a: {type: string, description: First., maxLength: 3}}}
            - {properties: {a: {type: string, description: Second., minLength: 1}}}
        Narrower:
          allOf:
            - {properties: {a: {}, b: {type: string}}}
            - {properties: {a: {type: string}, b: {description: Told.}}}
        ",
        &expect![[r#"
            struct Same
              a: text optional - "Second." (length ..3, length 1..)
            struct Narrower
              a: text optional
              b: text optional - "Told."
        "#]],
    );
}

#[test]
fn additional_members() {
    check_schemas(
        "
        Typed: {allOf: [{properties: {a: {type: string}}}, {additionalProperties: {type: integer}}]}
        Any: {allOf: [{properties: {a: {type: string}}, additionalProperties: true}, {properties: {b: {type: string}}}]}
        Map: {allOf: [{type: object}, {additionalProperties: {type: integer}}]}
        ",
        &expect![[r#"
            struct Typed
              a: text optional
              ..: i64
            struct Any
              a: text optional
              b: text optional
              ..: any
            alias Map = {i64}
        "#]],
    );
}

#[test]
fn with_a_union_among_its_parts() {
    check_schemas(
        "
        Only: {allOf: [{oneOf: [{type: string}, {type: integer}]}, {description: Text.}]}
        Beside:
          allOf:
            - {properties: {a: {type: string}}}
            - {oneOf: [{properties: {b: {type: string}}}, {properties: {c: {type: string}}}]}
        Two: {allOf: [{oneOf: [{type: string}, {type: integer}]}, {anyOf: [{type: string}, {type: boolean}]}]}
        ",
        &expect![[r#"
            union Only
              string: text
              integer: i64
            struct Beside
              a: text optional
              ..: any
            alias Two = any

            untyped-union at /components/schemas/Beside/allOf/1/oneOf: members beside a union have no type of their own yet
            all-of-conflict at /components/schemas/Two/allOf: the parts of this `allOf` have different types, so no value fits all
        "#]],
    );
}

#[test]
fn that_takes_part_in_itself() {
    check_schemas(
        "
        Self: {allOf: [{$ref: '#/components/schemas/Self'}]}
        Members: {allOf: [{$ref: '#/components/schemas/Members'}, {properties: {a: {type: string}}}]}
        One: {allOf: [{$ref: '#/components/schemas/Other'}, {properties: {a: {type: string}}}]}
        Other: {allOf: [{$ref: '#/components/schemas/One'}, {properties: {b: {type: string}}}]}
        ",
        &expect![[r#"
            alias Self = any
            struct Members
              a: text optional
            struct One
              b: text optional
              a: text optional
            struct Other
              a: text optional
              b: text optional

            recursive-all-of at /components/schemas/Members/allOf/0: `#/components/schemas/Members` takes part in itself
            recursive-all-of at /components/schemas/Other/allOf/0: `#/components/schemas/One` takes part in itself
            recursive-all-of at /components/schemas/One/allOf/0: `#/components/schemas/Other` takes part in itself
            reference-cycle at /components/schemas/Self: this schema is made of nothing but itself
        "#]],
    );
}

#[test]
fn null_stays_where_every_part_allows_it() {
    check_schemas(
        "
        Base: {nullable: true, properties: {a: {type: string}}}
        Alias: {allOf: [{$ref: '#/components/schemas/Base'}]}
        More: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {b: {type: string}}}]}
        User: {properties: {a: {$ref: '#/components/schemas/Alias'}, b: {$ref: '#/components/schemas/More'}}}
        ",
        &expect![[r#"
            struct Base
              a: text optional
            alias Alias = Base
            struct More
              a: text optional
              b: text optional
            struct User
              a: Alias optional nullable
              b: More optional
        "#]],
    );
}
