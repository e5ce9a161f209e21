//! `oneOf` and `anyOf`.
use super::check_schemas;
use expect_test::expect;

#[test]
fn of_different_json_types() {
    check_schemas(
        "
        A:
          oneOf:
            - {type: string}
            - {type: integer}
            - {type: number}
            - {type: boolean}
            - {type: array, items: {type: string}}
            - {type: object, properties: {a: {type: string}}}
        B: {anyOf: [{type: string}, {type: array, items: {type: string}}]}
        ",
        &expect![[r#"
            union A
              string: text
              integer: i64
              number: number
              boolean: boolean
              array: [text]
              object: A/oneOf/5
            struct A/oneOf/5
              a: text optional
            union B
              string: text
              array: [text]
        "#]],
    );
}

#[test]
fn that_can_not_be_told_apart() {
    check_schemas(
        "
        Two: {oneOf: [{properties: {a: {type: string}}}, {properties: {b: {type: string}}}]}
        Unsaid: {oneOf: [{type: string}, {}]}
        Lists: {anyOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}
        ",
        &expect![[r#"
            union Two by look
              object: Two/oneOf/0 called "a"
              object: Two/oneOf/1 called "b"
            struct Two/oneOf/0
              a: text optional
            struct Two/oneOf/1
              b: text optional
            union Unsaid by look
              string: text
              ?: any
            union Lists by look, overlapping
              array: [text]
              array: [i64]
        "#]],
    );
}

#[test]
fn with_null() {
    check_schemas(
        "
        Enum: {oneOf: [{type: string}, {enum: [null]}]}
        Says: {oneOf: [{type: string}, {type: integer}, {nullable: true}]}
        Branch: {oneOf: [{type: string, nullable: true}, {type: integer}]}
        Whole: {nullable: true, oneOf: [{type: string}, {type: integer}]}
        Only: {oneOf: [{enum: [null]}]}
        Reference: {anyOf: [{$ref: '#/components/schemas/Whole'}, {enum: [null]}]}
        AsObject: {anyOf: [{$ref: '#/components/schemas/Uses'}, {type: object, nullable: true}]}
        AnyObject: {anyOf: [{type: string}, {type: object, nullable: true}]}
        Uses:
          required: [b, c]
          properties:
            a: {$ref: '#/components/schemas/Enum'}
            b: {$ref: '#/components/schemas/Branch'}
            c: {oneOf: [{$ref: '#/components/schemas/Text'}, {enum: [null]}]}
            d: {type: array, items: {$ref: '#/components/schemas/Whole'}}
        Text: {type: string}
        ",
        &expect![[r#"
            alias Enum = text
            union Says
              string: text
              integer: i64
            union Branch
              string: text
              integer: i64
            union Whole
              string: text
              integer: i64
            alias Only = any
            alias Reference = Whole
            alias AsObject = Uses
            struct Uses
              a: Enum optional nullable
              b: Branch required nullable
              c: Text required nullable
              d: [Whole?] optional
            alias Text = text
            union AnyObject
              string: text
              object: {any}

            null-as-object at /components/schemas/AsObject/anyOf/1: an object that may be null stands for null here
        "#]],
    );
}

#[test]
fn of_one() {
    check_schemas(
        "
        A: {oneOf: [{$ref: '#/components/schemas/B'}]}
        B: {properties: {a: {anyOf: [{type: string}]}}}
        Same: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/B'}]}
        Empty: {oneOf: []}
        ",
        &expect![[r#"
            alias A = B
            struct B
              a: text optional
            alias Same = B
            alias Empty = any

            duplicate-branch at /components/schemas/Same/oneOf/1: this branch of the union is the same as one before
            empty-composition at /components/schemas/Empty/oneOf: `oneOf` lists no schemas
        "#]],
    );
}

#[test]
fn of_an_enumeration_and_text() {
    check_schemas(
        "
        Inline: {anyOf: [{type: string, enum: [a, b]}, {type: string}]}
        Reversed: {anyOf: [{type: string}, {$ref: '#/components/schemas/Kind'}]}
        Kind: {type: string, enum: [c]}
        More: {anyOf: [{type: string}, {$ref: '#/components/schemas/Kind'}, {type: integer}]}
        ",
        &expect![[r#"
            enum Inline
              "a"
              "b"
            alias Reversed = Kind
            enum Kind
              "c"
            union More
              string: Kind
              integer: i64
        "#]],
    );
}

#[test]
fn of_text_in_two_formats_is_text() {
    check_schemas(
        "
        Moment: {anyOf: [{type: string, format: date}, {type: string, format: date-time}]}
        Loose: {oneOf: [{$ref: '#/components/schemas/Day'}, {type: string}]}
        Day: {type: string, format: date}
        Enums: {oneOf: [{type: string, enum: [a]}, {type: string, enum: [b]}]}
        ",
        &expect![[r#"
            union Moment by look, overlapping
              string: date
              string: date-time
            alias Loose = text
            alias Day = date
            enum Enums
              "a"
              "b"
        "#]],
    );
}

#[test]
fn beside_a_type_of_its_own() {
    check_schemas(
        "
        Text: {type: string, anyOf: [{format: ipv4}, {format: ipv6}]}
        Number: {type: integer, oneOf: [{maximum: 3}, {minimum: 5}]}
        Object: {type: object, oneOf: [{$ref: '#/components/schemas/Text'}, {type: object}]}
        ",
        &expect![[r#"
            alias Text = text [one form (format ipv4)] [one form (format ipv6)]
            alias Number = i64 [one form (<= 3)] [one form (>= 5)]
            union Object
              string: Text
              object: {any}

            unchecked-keyword at /components/schemas/Text/anyOf: the branches of this union are conditions, which are not checked
            unchecked-keyword at /components/schemas/Number/oneOf: the branches of this union are conditions, which are not checked
        "#]],
    );
}

#[test]
fn beside_members() {
    check_schemas(
        "
        Groups:
          properties: {a: {type: string}, b: {type: string}}
          anyOf: [{required: [a]}, {required: [b]}]
        Members:
          required: [a]
          properties: {a: {type: string}}
          oneOf: [{properties: {b: {type: string}}}, {properties: {c: {type: string}}}]
        Bare: {type: object, anyOf: [{required: [a]}, {required: [b]}]}
        ",
        &expect![[r#"
            struct Groups (at least one of a b)
              a: text optional
              b: text optional
            union Members by look
              object: Members/oneOf/0 called "b"
              object: Members/oneOf/1 called "c"
            struct Members/oneOf/0
              a: text required
              b: text optional
            struct Members/oneOf/1
              a: text required
              c: text optional
            alias Bare = {any} (at least one of a b)

            unused-keyword at /components/schemas/Groups/anyOf: which members go together is said in the docs only
            unused-keyword at /components/schemas/Bare/anyOf: which members go together is said in the docs only
        "#]],
    );
}

#[test]
fn branches_are_looked_through() {
    check_schemas(
        "
        A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}]}
        B: {allOf: [{properties: {a: {type: string}}}]}
        C: {oneOf: [{type: string, enum: [x]}, {type: string}]}
        D: {enum: [1, 2]}
        Lost: {oneOf: [{$ref: '#/components/schemas/Nowhere'}, {type: string}]}
        ",
        &expect![[r#"
            union A
              object: B
              string: C
              integer: D
            struct B
              a: text optional
            enum C
              "x"
            enum D of i64
              1
              2
            union Lost by look
              ?: any
              string: text

            unresolved-reference at /components/schemas/Lost/oneOf/0/$ref: `#/components/schemas/Nowhere` leads nowhere
        "#]],
    );
}

#[test]
fn discriminators() {
    check_schemas(
        "
        Cat: {type: object, properties: {kind: {type: string}}}
        Dog: {allOf: [{$ref: '#/components/schemas/Cat'}]}
        Bare: {type: object, properties: {name: {type: string}}}
        Good:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
          discriminator: {propertyName: kind, mapping: {cat: Cat, dog: '#/components/schemas/Dog', far: 'pets.yaml#/Far'}}
        Bad:
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Bare'}]
          discriminator: {propertyName: kind, mapping: {cat: Catt, dog: '#/components/schemas/Dgo'}}
        Itself: {type: object, properties: {name: {type: string}}, discriminator: {propertyName: kind}}
        Same: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Cat'}, {type: string}, {type: string}]}
        ",
        &expect![[r#"
            struct Cat
              kind: text optional
            alias Dog = Cat
            struct Bare
              name: text optional
            union Good by `kind`
              cat: Cat
              dog: Dog
            union Bad by `kind`
              Cat: Cat
              Bare: Bare
            struct Itself
              name: text optional
            union Same
              object: Cat
              string: text

            external-reference at /components/schemas/Good/discriminator/mapping/far: `pets.yaml#/Far` leads out of the document
            undeclared-discriminator at /components/schemas/Bad/discriminator/propertyName: the discriminator `kind` is not declared in `#/components/schemas/Bare`
            dangling-mapping at /components/schemas/Bad/discriminator/mapping/cat: the mapping leads to `Catt`, which is not there
            dangling-mapping at /components/schemas/Bad/discriminator/mapping/dog: the mapping leads to `#/components/schemas/Dgo`, which is not there
            undeclared-discriminator at /components/schemas/Itself/discriminator/propertyName: the discriminator `kind` is not declared in `#/components/schemas/Itself`
            unused-discriminator at /components/schemas/Itself/discriminator: no schema has this one as a part of its `allOf`
            duplicate-branch at /components/schemas/Same/oneOf/1: this branch of the union is the same as one before
        "#]],
    );
}

#[test]
fn bases_keep_the_members_of_their_subtypes() {
    check_schemas(
        "
        Animal: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
        Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {lives: {type: integer}}}]}
        Dog:
          allOf:
            - {$ref: '#/components/schemas/Animal'}
            - {properties: {race: {type: string}}, discriminator: {propertyName: race}}
        Closed: {properties: {kind: {type: string}}, additionalProperties: false, discriminator: {propertyName: kind}}
        Typed: {properties: {kind: {type: string}}, additionalProperties: {type: integer}, discriminator: {propertyName: kind}}
        Text: {type: string, discriminator: {propertyName: kind}}
        ",
        &expect![[r#"
            union Animal by `kind`
              Cat: Cat
              Dog: Dog
              object: Animal/base called "base"
            struct Animal/base
              kind: text required
              ..: any
            struct Cat
              kind: text required
              lives: i64 optional
            struct Dog
              kind: text required
              race: text optional
            struct Closed
              kind: text optional
            struct Typed
              kind: text optional
              ..: i64
            alias Text = text

            unused-discriminator at /components/schemas/Dog/allOf/1/discriminator: no schema has this one as a part of its `allOf`
            unused-discriminator at /components/schemas/Closed/discriminator: no schema has this one as a part of its `allOf`
            unused-discriminator at /components/schemas/Typed/discriminator: no schema has this one as a part of its `allOf`
            unused-discriminator at /components/schemas/Text/discriminator: `discriminator` has no effect on the types yet
            undeclared-discriminator at /components/schemas/Text/discriminator/propertyName: the discriminator `kind` is not declared in `#/components/schemas/Text`
        "#]],
    );
}

#[test]
fn told_by_the_values_of_numbers_and_truth_values() {
    check_schemas(
        "
        Reply:
          oneOf: [{$ref: '#/components/schemas/Good'}, {$ref: '#/components/schemas/Bad'}]
          discriminator: {propertyName: ok, mapping: {'true': Good, 'false': Bad}}
        Good: {type: object, required: [ok], properties: {ok: {type: boolean, enum: [true]}}}
        Bad: {type: object, required: [ok], properties: {ok: {type: boolean}}}
        Version:
          oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]
          discriminator: {propertyName: v, mapping: {'1': One, '2': Two}}
        One: {type: object, required: [v], properties: {v: {type: integer, enum: [1]}}}
        Two: {type: object, required: [v], properties: {v: {type: string}}}
        ",
        &expect![[r#"
            union Reply by `ok`
              true: Good
              false: Bad
            struct Good
              ok: boolean required (one of true)
            struct Bad
              ok: boolean required
            union Version by `v`
              1: One
              2: Two
            struct One
              v: One/properties/v required
            struct Two
              v: text required
            enum One/properties/v of i64
              1

            plain-enum at /components/schemas/Good/properties/ok/enum: no enumeration is made of the values true
        "#]],
    );
}

#[test]
fn labels_that_say_no_more_than_others() {
    check_schemas(
        "
        Titled:
          oneOf:
            - {title: Same, properties: {a: {type: string}}}
            - {title: same!, properties: {b: {type: string}}}
            - {title: Other, properties: {c: {type: string}}}
        ",
        &expect![[r#"
            union Titled by look
              object: Titled/oneOf/0 called "a"
              object: Titled/oneOf/1 called "b"
              object: Titled/oneOf/2 called "Other"
            struct Titled/oneOf/0 - "Same"
              a: text optional
            struct Titled/oneOf/1 - "same!"
              b: text optional
            struct Titled/oneOf/2 - "Other"
              c: text optional
        "#]],
    );
}

#[test]
fn a_subtype_that_has_subtypes_is_called_by_its_name() {
    check_schemas(
        "
        P: {type: object, required: [k], properties: {k: {type: string}}, discriminator: {propertyName: k}}
        Q:
          allOf: [{$ref: '#/components/schemas/P'}, {properties: {m: {type: string}}}]
          discriminator: {propertyName: m}
        R: {allOf: [{$ref: '#/components/schemas/Q'}, {properties: {r: {type: string}}}]}
        ",
        &expect![[r#"
            union P by `k`
              Q: Q/base called "Q"
              R: R
              object: P/base called "base"
            struct P/base
              k: text required
              ..: any
            struct Q/base
              k: text required
              m: text optional
              ..: any
            union Q by `m`
              R: R
              object: Q/base called "base"
            struct R
              k: text required
              m: text optional
              r: text optional
        "#]],
    );
}
