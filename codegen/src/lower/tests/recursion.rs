//! Schemas that contain themselves.
use super::check_schemas;
use expect_test::expect;

#[test]
fn through_members_lists_maps_and_unions() {
    check_schemas(
        "
        Node:
          properties:
            next: {$ref: '#/components/schemas/Node'}
            children: {type: array, items: {$ref: '#/components/schemas/Node'}}
            named: {type: object, additionalProperties: {$ref: '#/components/schemas/Node'}}
            tree: {$ref: '#/components/schemas/Tree'}
        Tree: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Tree'}}]}
        List: {type: array, items: {$ref: '#/components/schemas/List'}}
        ",
        &expect![[r#"
            struct Node
              next: Node optional
              children: [Node] optional
              named: {Node} optional
              tree: Tree optional
            union Tree
              string: text
              array: [Tree]
            alias List = [List]
        "#]],
    );
}

#[test]
fn of_a_schema_that_stands_inline() {
    check_schemas(
        "
        A:
          properties:
            child:
              properties:
                next: {$ref: '#/components/schemas/A/properties/child'}
            list: {type: array, items: {$ref: '#/components/schemas/A/properties/list'}}
        ",
        &expect![[r#"
            struct A
              child: A/properties/child optional
              list: A/properties/list optional
            struct A/properties/child
              next: A/properties/child optional
            alias A/properties/list = [A/properties/list]
        "#]],
    );
}

#[test]
fn of_nothing_but_itself() {
    check_schemas(
        "
        One: {allOf: [{$ref: '#/components/schemas/Two'}]}
        Two: {oneOf: [{$ref: '#/components/schemas/One'}]}
        User: {properties: {a: {$ref: '#/components/schemas/One'}}}
        ",
        &expect![[r#"
            alias One = any
            alias Two = One
            struct User
              a: One optional

            reference-cycle at /components/schemas/One: this schema is made of nothing but itself
        "#]],
    );
}

#[test]
fn of_nothing_but_itself_or_null() {
    check_schemas(
        "
        One: {nullable: true, allOf: [{$ref: '#/components/schemas/One'}]}
        User: {properties: {a: {$ref: '#/components/schemas/One'}}}
        ",
        &expect![[r#"
            alias One = any
            struct User
              a: One optional nullable

            reference-cycle at /components/schemas/One: this schema is made of nothing but itself
        "#]],
    );
}
