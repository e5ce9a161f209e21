//! Tests of documents: references followed, and objects cut off their children.

use openapiv3::{ReferenceOr, SchemaKind, Type};

use super::{Document, Method, ResolveError};
use crate::diag::Pointer;
use crate::source::tests::open;

fn document(body: &str) -> Document {
    let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\n{body}");
    let (document, codes) = open(&text);
    let expected: &[&str] = if text.contains("other.yaml") {
        &["external-reference"]
    } else {
        &[]
    };
    assert_eq!(codes, expected, "{text}");
    document.expect("the document is read")
}

fn at(text: &str) -> Pointer {
    Pointer::parse(text).expect("a pointer")
}

const CHAINS: &str = "\
paths: {}
components:
  schemas:
    Tree:
      properties:
        child: {$ref: '#/components/schemas/Tree'}
        name: {type: string}
    Alias: {$ref: '#/components/schemas/Alias~12'}
    Alias/2: {$ref: '#/components/schemas/%54ree'}
    Through: {$ref: '#/components/schemas/Alias/properties/child/properties/name'}
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    Self: {$ref: '#/components/schemas/Self/properties/x'}
    Typo: {$ref: '#/components/schemas/Treee'}
    Far: {$ref: 'other.yaml#/Tree'}
    Name: {$ref: '#Tree'}
    $ref: {type: integer}
";

#[test]
fn references_are_followed_to_their_end() {
    let document = document(CHAINS);
    let resolve = |name: &str| document.resolve(&at(&format!("/components/schemas/{name}")));
    assert_eq!(resolve("Tree"), Ok(at("/components/schemas/Tree")));
    assert_eq!(resolve("Alias"), Ok(at("/components/schemas/Tree")));
    assert_eq!(
        resolve("Through"),
        Ok(at("/components/schemas/Tree/properties/name"))
    );
    let deep = "Tree/properties/child/properties/child/properties/name";
    assert_eq!(
        resolve(deep),
        Ok(at("/components/schemas/Tree/properties/name"))
    );
    assert_eq!(resolve("$ref"), Ok(at("/components/schemas/$ref")));
}

#[test]
fn cycles_are_found_even_when_they_grow() {
    let document = document(CHAINS);
    let cycle = document.resolve(&at("/components/schemas/A"));
    let passed = vec![at("/components/schemas/A"), at("/components/schemas/B")];
    assert_eq!(cycle, Err(ResolveError::Cycle(passed)));
    let growing = document.resolve(&at("/components/schemas/Self"));
    assert!(
        matches!(growing, Err(ResolveError::Cycle(_))),
        "{growing:?}"
    );
}

#[test]
fn references_that_lead_nowhere_say_where_they_are() {
    let document = document(CHAINS);
    let dangling = |reference: &str, place: &str, missing: Option<(&str, &str)>| {
        Err(ResolveError::Dangling {
            reference: reference.to_owned(),
            at: at(place),
            missing: missing.map(|(parent, name)| (at(parent), name.to_owned())),
        })
    };
    let typo = "/components/schemas/Typo";
    assert_eq!(
        document.resolve(&at(typo)),
        dangling(
            "#/components/schemas/Treee",
            typo,
            Some(("/components/schemas", "Treee"))
        )
    );
    let name = "/components/schemas/Name";
    assert_eq!(document.resolve(&at(name)), dangling("#Tree", name, None));
    let asked = "/components/schemas/Tree/properties/nam";
    assert_eq!(
        document.resolve(&at(asked)),
        dangling(
            &format!("#{asked}"),
            asked,
            Some(("/components/schemas/Tree/properties", "nam"))
        )
    );
    let far = "/components/schemas/Far";
    let external = ResolveError::External {
        reference: "other.yaml#/Tree".to_owned(),
        at: at(far),
    };
    assert_eq!(document.resolve(&at(far)), Err(external));
}

#[test]
fn children_are_references_to_their_own_places() {
    let document = document(
        "paths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n        $ref: {type: string}\n        \
         a/b%: {type: object, properties: {deep: {type: nonsense-is-not-seen-here, $ref: '#/x'}}}\n      \
         additionalProperties: {type: string}\n",
    );
    let place = at("/components/schemas/A");
    let schema = document.schema(&place).expect("a schema");
    let SchemaKind::Type(Type::Object(object)) = schema.schema_kind else {
        panic!("not an object")
    };
    for (name, property) in &object.properties {
        let ReferenceOr::Reference { reference } = property else {
            panic!("{name} is inline")
        };
        assert_eq!(
            Pointer::parse_fragment(reference),
            Some(place.child("properties").child(name))
        );
    }
    assert_eq!(
        object.properties.keys().collect::<Vec<_>>(),
        ["$ref", "a/b%"]
    );
    let Some(openapiv3::AdditionalProperties::Schema(extra)) = object.additional_properties else {
        panic!()
    };
    assert_eq!(
        *extra,
        ReferenceOr::ref_("#/components/schemas/A/additionalProperties")
    );
}

#[test]
fn operations_are_listed_and_deserialised_without_their_children() {
    let document = document(
        "paths:\n  x-more: {}\n  /a/{b}:\n    parameters: [{$ref: '#/components/parameters/B'}]\n    post:\n      \
         parameters: [{name: q, in: query, schema: {type: string}}]\n      requestBody: {content: {}}\n      \
         callbacks: {done: {'{$request.body#/url}': {post: {responses: {}}}}}\n      \
         responses: {'200': {description: d}, 4XX: {description: d}, default: {description: d}}\n    \
         get: {responses: {}}\ncomponents:\n  parameters:\n    B: {name: b, in: path, required: true, content: {text/plain: {schema: {}}}}\n",
    );
    let [(path, item)] = document.paths().try_into().expect("one path");
    assert_eq!(
        (path.as_str(), item.as_str()),
        ("/a/{b}", "/paths/~1a~1{b}")
    );
    let operations = document.operations(&item);
    let methods: Vec<Method> = operations
        .iter()
        .map(|(method, _)| method.clone())
        .collect();
    assert_eq!(methods, [Method::Post, Method::Get]);
    let post = document.operation(&operations[0].1).expect("an operation");
    assert_eq!(
        post.parameters,
        [ReferenceOr::ref_("#/paths/~1a~1%7Bb%7D/post/parameters/0")]
    );
    assert_eq!(post.responses.responses.len(), 2);
    assert_eq!(
        post.responses.default,
        Some(ReferenceOr::ref_(
            "#/paths/~1a~1%7Bb%7D/post/responses/default"
        ))
    );
    assert_eq!(post.callbacks.keys().collect::<Vec<_>>(), ["done"]);
    let path_item = document.path_item(&item).expect("a path item");
    assert_eq!((path_item.parameters.len(), path_item.get), (1, None));
    let parameter = document
        .resolve(&item.child("parameters").index(0))
        .expect("a parameter");
    assert_eq!(parameter, at("/components/parameters/B"));
    assert_eq!(
        document
            .parameter(&parameter)
            .expect("a parameter")
            .parameter_data()
            .name,
        "b"
    );
}

#[test]
fn a_reference_is_not_taken_for_the_object_it_stands_for() {
    let document = document(CHAINS);
    let error = document
        .schema(&at("/components/schemas/A"))
        .expect_err("an error");
    assert_eq!(
        error.to_string(),
        "the object at `/components/schemas/A` is a reference"
    );
    assert!(document.schema(&at("/nowhere")).is_err());
    assert_eq!(document.components().expect("components").schemas.len(), 11);
}

#[test]
fn a_deep_tree_costs_each_object_only_its_own_part() {
    let depth = 50;
    let text = format!(
        "paths: {{}}\ncomponents: {{schemas: {{A: {}{{type: string}}{}}}}}\n",
        "{items: ".repeat(depth),
        "}".repeat(depth)
    );
    let document = document(&text);
    let mut place = at("/components/schemas/A");
    for _ in 0..depth {
        let schema = document.schema(&place).expect("a schema");
        let SchemaKind::Any(any) = schema.schema_kind else {
            panic!("{schema:?}")
        };
        let Some(ReferenceOr::Reference { reference }) = any.items else {
            panic!("inline items")
        };
        place = Pointer::parse_fragment(&reference).expect("a pointer");
    }
    assert!(matches!(
        document.schema(&place).expect("a schema").schema_kind,
        SchemaKind::Type(Type::String(_))
    ));
}
