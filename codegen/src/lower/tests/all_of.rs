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
            alias Diamond = C
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
            alias DescribedPart = Base - "Mine."
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
            alias Short = Id (length ..3)
            enum Narrow
              "a"
              "b"
            alias Later = Zeta (length ..3)
            alias Zeta = uuid
            alias Own = text - "Text."
            alias Nothing = any - "Text."
            alias Empty = any

            empty-composition at /components/schemas/Empty/allOf: `allOf` lists no schemas
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
              a: text optional - "First.\n\nSecond." (length ..3, length 1..)
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
            union Only - "Text."
              string: text
              integer: i64
            union Beside by look
              object: Beside/oneOf/0 called "b"
              object: Beside/oneOf/1 called "c"
            struct Beside/oneOf/0
              a: text optional
              b: text optional
            struct Beside/oneOf/1
              a: text optional
              c: text optional
            alias Two = any

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

#[test]
fn texts_and_constraints_of_inline_parts() {
    check_schemas(
        "
        Animal: {properties: {name: {type: string}}}
        Dog: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, description: A dog., properties: {b: {type: string}}}]}
        Nearer: {description: Mine., allOf: [{$ref: '#/components/schemas/Animal'}, {description: Its., title: Kept}]}
        Text: {allOf: [{type: string, description: First.}, {maxLength: 5, pattern: a}]}
        Deep: {allOf: [{allOf: [{type: string}, {maxLength: 5, deprecated: true}]}]}
        Counted: {maxProperties: 3}
        Owner:
          properties:
            a: {allOf: [{$ref: '#/components/schemas/Animal'}, {description: Mine., deprecated: true, maxProperties: 2}]}
        ",
        &expect![[r#"
            struct Animal
              name: text optional
            struct Dog - "A dog."
              name: text optional
              b: text optional
            alias Nearer = Animal - "Kept\n\nIts.\n\nMine."
            alias Text = text - "First." (length ..5, pattern a)
            alias Deep = text - deprecated (length ..5)
            alias Counted = {any} (members ..3)
            struct Owner
              a: Animal optional - "Mine." - deprecated (members ..2)
        "#]],
    );
}

#[test]
fn a_part_that_adds_null_alone() {
    check_schemas(
        "
        O: {properties: {a: {type: string}}}
        Both: {allOf: [{$ref: '#/components/schemas/O'}, {nullable: true}]}
        User:
          properties:
            a: {allOf: [{$ref: '#/components/schemas/O'}, {nullable: true}]}
            b: {$ref: '#/components/schemas/Both'}
            c: {allOf: [{$ref: '#/components/schemas/O'}, {type: object, nullable: true}]}
        ",
        &expect![[r#"
            struct O
              a: text optional
            alias Both = O
            struct User
              a: O optional nullable
              b: Both optional nullable
              c: O optional

            reference-siblings at /components/schemas/Both/allOf/1/nullable: `nullable` without `type` has no effect in OpenAPI 3.0
            reference-siblings at /components/schemas/User/properties/a/allOf/1/nullable: `nullable` without `type` has no effect in OpenAPI 3.0
        "#]],
    );
}

#[test]
fn keywords_without_effect_in_parts() {
    check_schemas(
        "
        O: {properties: {a: {type: string}}}
        Merged: {allOf: [{$ref: '#/components/schemas/O'}, {properties: {b: {type: string}}, not: {required: [a]}}]}
        Single: {allOf: [{$ref: '#/components/schemas/O'}, {discriminator: {propertyName: a}}]}
        Heir: {allOf: [{$ref: '#/components/schemas/Merged'}, {properties: {c: {type: string}}}]}
        ",
        &expect![[r#"
            struct O
              a: text optional
            struct Merged
              a: text optional
              b: text optional
            alias Single = O
            struct Heir
              a: text optional
              b: text optional
              c: text optional

            unchecked-keyword at /components/schemas/Merged/allOf/1/not: `not` has no effect on the types yet
            unused-discriminator at /components/schemas/Single/allOf/1/discriminator: `discriminator` has no effect on the types yet
            undeclared-discriminator at /components/schemas/Single/allOf/1/discriminator/propertyName: the discriminator `a` is not declared in `#/components/schemas/Single/allOf/1`
        "#]],
    );
}

#[test]
fn the_shorter_enumeration_narrows() {
    check_schemas(
        "
        Long: {type: string, enum: [a, b, c]}
        Narrow: {allOf: [{$ref: '#/components/schemas/Long'}, {type: string, enum: [a]}]}
        First: {allOf: [{type: string, enum: [a]}, {$ref: '#/components/schemas/Long'}]}
        Named: {allOf: [{$ref: '#/components/schemas/Long'}, {type: string}]}
        ",
        &expect![[r#"
            enum Long
              "a"
              "b"
              "c"
            enum Narrow
              "a"
            enum First
              "a"
            alias Named = Long
        "#]],
    );
}

#[test]
fn a_conflict_is_reported_once() {
    check_schemas(
        "
        A: {properties: {a: {type: string}}}
        B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {a: {type: integer}}}]}
        C: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {c: {type: string}}}]}
        D: {allOf: [{$ref: '#/components/schemas/C'}, {properties: {d: {type: string}}}]}
        ",
        &expect![[r#"
            struct A
              a: text optional
            struct B
              a: i64 optional
            struct C
              a: i64 optional
              c: text optional
            struct D
              a: i64 optional
              c: text optional
              d: text optional

            all-of-conflict at /components/schemas/B/allOf/1/properties/a: two parts of the `allOf` declare `a` with different types
        "#]],
    );
}

#[test]
fn the_narrower_member_is_taken() {
    check_schemas(
        "
        Kind: {type: string, enum: [a, b]}
        X:
          allOf:
            - properties:
                enumeration: {type: string, enum: [a]}
                named: {$ref: '#/components/schemas/Kind'}
                format: {type: string, format: uuid}
                number: {type: integer}
                width: {type: integer, format: int32}
                list: {type: array, items: {type: integer}}
            - properties:
                enumeration: {type: string}
                named: {type: string, enum: [a, b, c]}
                format: {type: string}
                number: {type: number}
                width: {type: integer, format: int64}
                list: {type: array, items: {type: number}}
        Y: {allOf: [{properties: {a: {type: string}}}, {properties: {a: {allOf: [{$ref: '#/components/schemas/Kind'}]}}}]}
        Z: {allOf: [{properties: {a: {type: string, enum: [x]}}}, {properties: {a: {type: string, enum: [y]}}}]}
        ",
        &expect![[r#"
            enum Kind
              "a"
              "b"
            struct X
              enumeration: X/allOf/0/properties/enumeration optional
              named: Kind optional
              format: uuid optional
              number: i64 optional
              width: i32 optional
              list: [i64] optional
            enum X/allOf/0/properties/enumeration
              "a"
            struct Y
              a: Kind optional
            struct Z
              a: Z/allOf/1/properties/a optional
            enum Z/allOf/1/properties/a
              "y"

            all-of-conflict at /components/schemas/Z/allOf/1/properties/a: two parts of the `allOf` declare `a` with different types
        "#]],
    );
}

#[test]
fn objects_that_two_parts_declare_are_merged() {
    check_schemas(
        "
        Base: {properties: {meta: {required: [id], properties: {id: {type: string}}}}}
        Child: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {meta: {properties: {extra: {type: integer}}}}}]}
        Turned: {allOf: [{properties: {meta: {properties: {extra: {type: integer}}}}}, {$ref: '#/components/schemas/Base'}]}
        Own: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {meta: {properties: {extra: {type: integer}}}}}
        Free: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {meta: {type: object}}}]}
        Holder: {properties: {held: {$ref: '#/components/schemas/Base'}}}
        Narrow: {allOf: [{properties: {held: {$ref: '#/components/schemas/Child'}}}, {$ref: '#/components/schemas/Holder'}]}
        ",
        &expect![[r#"
            struct Base
              meta: Base/properties/meta optional
            struct Base/properties/meta
              id: text required
            struct Child
              meta: Child/properties/meta optional
            struct Child/properties/meta
              id: text required
              extra: i64 optional
            struct Turned
              meta: Turned/properties/meta optional
            struct Turned/properties/meta
              extra: i64 optional
              id: text required
            struct Own
              meta: Own/properties/meta optional
            struct Own/properties/meta
              id: text required
              extra: i64 optional
            struct Free
              meta: Base/properties/meta optional
            struct Holder
              held: Base optional
            struct Narrow
              held: Child optional
        "#]],
    );
}

#[test]
fn objects_that_hold_their_own_kind_are_merged_once() {
    check_schemas(
        "
        A: {properties: {next: {$ref: '#/components/schemas/A'}, a: {type: string}}}
        B: {properties: {next: {$ref: '#/components/schemas/B'}, b: {type: string}}}
        X: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
        ",
        &expect![[r#"
            struct A
              next: A optional
              a: text optional
            struct B
              next: B optional
              b: text optional
            struct X
              next: X/properties/next optional
              a: text optional
              b: text optional
            struct X/properties/next
              next: X/properties/next optional
              a: text optional
              b: text optional
        "#]],
    );
}

#[test]
fn of_parts_that_narrow_each_other() {
    check_schemas(
        "
        Text: {type: string}
        Kind: {type: string, enum: [a, b]}
        Whole: {type: integer}
        Number: {type: number}
        One: {allOf: [{$ref: '#/components/schemas/Kind'}], enum: [a]}
        Value: {allOf: [{$ref: '#/components/schemas/Text'}], enum: [a]}
        Format: {allOf: [{$ref: '#/components/schemas/Text'}], format: uuid}
        Short: {allOf: [{$ref: '#/components/schemas/Text'}], maxLength: 5}
        Both: {allOf: [{$ref: '#/components/schemas/Kind'}, {type: string, enum: [b, c]}]}
        Neither: {allOf: [{$ref: '#/components/schemas/Kind'}, {type: string, enum: [c]}]}
        Integer: {allOf: [{$ref: '#/components/schemas/Number'}, {$ref: '#/components/schemas/Whole'}]}
        Own: {allOf: [{$ref: '#/components/schemas/Number'}], type: integer}
        ",
        &expect![[r#"
            alias Text = text
            enum Kind
              "a"
              "b"
            alias Whole = i64
            alias Number = number
            enum One
              "a"
            enum Value
              "a"
            alias Format = uuid
            alias Short = Text (length ..5)
            enum Both
              "b"
            alias Neither = any
            alias Integer = Whole
            alias Own = i64

            all-of-conflict at /components/schemas/Neither/allOf: the parts of this `allOf` list no value in common, so no value fits all
        "#]],
    );
}
