//! Tests of the conversion from 3.1 and 3.2: the converted parts, what was found, and where parts were written.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use std::fmt::Write as _;

use expect_test::expect;

use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};
use crate::source::tests::deserialise_all;
use crate::source::{Document, read};

fn open(version: &str, text: &str) -> (Document, Diagnostics) {
    let text = format!("openapi: {version}\ninfo: {{title: t, version: '1'}}\n{text}");
    let mut diagnostics = Diagnostics::new();
    let document = read("api.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
    assert_eq!(deserialise_all(&document).0, [""; 0], "{text}");
    (document, diagnostics)
}

fn at(found: &Diagnostic) -> String {
    match &found.place {
        Place::Pointer { pointer, .. } => pointer.to_string(),
        other => format!("{other:?}"),
    }
}

fn findings(diagnostics: &Diagnostics, below: &str, shown: &mut String) {
    for found in diagnostics {
        let place = at(found).replace(below, "");
        let _ = writeln!(shown, "    {} {place}: {}", found.code, found.message);
    }
}

/// Schemas as they are written in a document of a version, and as they are converted.
fn converted(version: &str, schemas: &[&str]) -> String {
    let mut shown = String::new();
    for schema in schemas {
        let (document, found) = open(
            version,
            &format!("paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"),
        );
        let place = "/components/schemas/A";
        let node = document.root().pointer(place).expect("a schema");
        let _ = writeln!(shown, "{schema}\n    {node}");
        findings(&found, place, &mut shown);
    }
    shown
}

fn written(document: &Document, now: &str) -> String {
    let pointer = Pointer::parse(now).expect("a pointer");
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(Code::UnusedKeyword, pointer, ""));
    document.as_written(&mut diagnostics);
    at(diagnostics.iter().next().expect("one"))
}

#[test]
fn types_and_null() {
    let schemas = [
        "{type: [string, 'null'], minLength: 1}",
        "{type: [string, null]}",
        "{type: ['null']}",
        "{type: 'null', description: d}",
        "{type: [integer, number]}",
        "{type: [string, string]}",
        "{type: [string, number, integer, boolean, array, object, 'null']}",
        "{type: [string, integer, 'null'], minLength: 1, maximum: 5, format: int32, description: d, default: a}",
        "{type: [string, integer], enum: [a, 1, b]}",
        "{type: [string, integer], enum: [a, b]}",
        "{type: [string, array], items: {type: [integer, 'null']}, format: date}",
        "{type: [boolean, array], format: date, items: {type: string}}",
        "{type: [string, integer], enum: [a, b], maximum: 3, items: {type: string}}",
        "{type: [string, integer], enum: [1], format: date, minLength: 1}",
        "{type: [string, integer], enum: [a, 1.0, 1.5, null]}",
        "{type: [string, integer], enum: [true, a, 1.5, b]}",
        "{type: [string, integer], enum: [true, 1.5], minimum: 1}",
        "{type: [string, integer, 'null'], enum: [null]}",
        "{type: [string, integer], oneOf: [{type: string}, {type: integer}]}",
        "{type: [], title: t}",
        "{type: [string, text]}",
        "{oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}",
    ];
    expect![[r##"
        {type: [string, 'null'], minLength: 1}
            {"type":"string","minLength":1,"nullable":true}
        {type: [string, null]}
            {"type":"string","nullable":true}
        {type: ['null']}
            {"nullable":true,"enum":[null]}
        {type: 'null', description: d}
            {"description":"d","nullable":true,"enum":[null]}
        {type: [integer, number]}
            {"type":"number"}
        {type: [string, string]}
            {"type":"string"}
        {type: [string, number, integer, boolean, array, object, 'null']}
            {"nullable":true}
        {type: [string, integer, 'null'], minLength: 1, maximum: 5, format: int32, description: d, default: a}
            {"description":"d","default":"a","nullable":true,"anyOf":[{"type":"string","minLength":1},{"type":"integer","maximum":5,"format":"int32"}]}
        {type: [string, integer], enum: [a, 1, b]}
            {"anyOf":[{"type":"string","enum":["a","b"]},{"type":"integer","enum":[1]}]}
        {type: [string, integer], enum: [a, b]}
            {"type":"string","enum":["a","b"]}
        {type: [string, array], items: {type: [integer, 'null']}, format: date}
            {"anyOf":[{"type":"string","format":"date"},{"type":"array","items":{"type":"integer","nullable":true}}]}
        {type: [boolean, array], format: date, items: {type: string}}
            {"anyOf":[{"type":"boolean","format":"date"},{"type":"array","items":{"type":"string"}}]}
        {type: [string, integer], enum: [a, b], maximum: 3, items: {type: string}}
            {"type":"string","enum":["a","b"],"maximum":3,"items":{"type":"string"}}
            keyword-of-another-type /maximum: `maximum` says nothing about values of the type `string`
            keyword-of-another-type /items: `items` says nothing about values of the type `string`
        {type: [string, integer], enum: [1], format: date, minLength: 1}
            {"type":"integer","enum":[1],"format":"date","minLength":1}
            keyword-of-another-type /minLength: `minLength` says nothing about values of the type `integer`
        {type: [string, integer], enum: [a, 1.0, 1.5, null]}
            {"nullable":true,"anyOf":[{"type":"string","enum":["a"]},{"type":"integer","enum":[1.0]}]}
            enum-values-ignored /enum/2: the value is of none of the types that `type` lists
        {type: [string, integer], enum: [true, a, 1.5, b]}
            {"type":"string","enum":["a","b"]}
            enum-values-ignored /enum/0: the value is of none of the types that `type` lists
            enum-values-ignored /enum/2: the value is of none of the types that `type` lists
        {type: [string, integer], enum: [true, 1.5], minimum: 1}
            {"anyOf":[{"type":"string"},{"type":"integer","minimum":1}]}
            enum-values-ignored /enum/0: the value is of none of the types that `type` lists
            enum-values-ignored /enum/1: the value is of none of the types that `type` lists
        {type: [string, integer, 'null'], enum: [null]}
            {"enum":[null],"nullable":true}
        {type: [string, integer], oneOf: [{type: string}, {type: integer}]}
            {"oneOf":[{"type":"string"},{"type":"integer"}]}
            redundant-types /type: `type` lists string, integer beside `oneOf`
        {type: [], title: t}
            {"title":"t"}
        {type: [string, text]}
            {"type":"string"}
            unknown-type /type/1: `text` is no type of JSON Schema
        {oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}
            {"oneOf":[{"$ref":"#/components/schemas/A"},{"nullable":true,"enum":[null]}]}
    "##]].assert_eq(&converted("3.1.0", &schemas));
}

#[test]
fn values_bounds_and_texts() {
    let schemas = [
        "{const: a}",
        "{const: null}",
        "{type: [string, 'null'], const: a}",
        "{type: integer, exclusiveMinimum: 1}",
        "{type: integer, exclusiveMinimum: 1, minimum: 5}",
        "{type: integer, exclusiveMaximum: 9, maximum: 9}",
        "{type: integer, exclusiveMaximum: 9, maximum: 5}",
        "{type: string, examples: [a, b, c]}",
        "{type: string, example: z, examples: [a]}",
        "{type: string, contentEncoding: base64}",
        "{type: string, contentEncoding: base64url, contentMediaType: image/png}",
        "{contentMediaType: image/png}",
        "{contentMediaType: application/octet-stream}",
        "{type: string, contentMediaType: application/json, contentSchema: {type: [object, 'null']}}",
        "{type: string, contentEncoding: quoted-printable}",
        "{type: string, nullable: true}",
    ];
    expect![[r#"
        {const: a}
            {"enum":["a"]}
        {const: null}
            {"nullable":true,"enum":[null]}
        {type: [string, 'null'], const: a}
            {"type":"string","enum":["a"],"nullable":true}
        {type: integer, exclusiveMinimum: 1}
            {"type":"integer","exclusiveMinimum":true,"minimum":1}
        {type: integer, exclusiveMinimum: 1, minimum: 5}
            {"type":"integer","minimum":5}
        {type: integer, exclusiveMaximum: 9, maximum: 9}
            {"type":"integer","exclusiveMaximum":true,"maximum":9}
        {type: integer, exclusiveMaximum: 9, maximum: 5}
            {"type":"integer","maximum":5}
        {type: string, examples: [a, b, c]}
            {"type":"string","example":"a","x-oasmith-examples":["b","c"]}
        {type: string, example: z, examples: [a]}
            {"type":"string","example":"z","x-oasmith-examples":["a"]}
        {type: string, contentEncoding: base64}
            {"type":"string","format":"byte"}
        {type: string, contentEncoding: base64url, contentMediaType: image/png}
            {"type":"string","x-oasmith-contentEncoding":"base64url","x-oasmith-contentMediaType":"image/png","format":"byte"}
        {contentMediaType: image/png}
            {"x-oasmith-contentMediaType":"image/png","format":"binary","type":"string"}
        {contentMediaType: application/octet-stream}
            {"format":"binary","type":"string"}
        {type: string, contentMediaType: application/json, contentSchema: {type: [object, 'null']}}
            {"type":"string","x-oasmith-contentMediaType":"application/json","x-oasmith-contentSchema":{"type":"object","nullable":true}}
        {type: string, contentEncoding: quoted-printable}
            {"type":"string","x-oasmith-contentEncoding":"quoted-printable"}
        {type: string, nullable: true}
            {"type":"string","nullable":true}
            keyword-of-other-version /nullable: `nullable` is a keyword of OpenAPI 3.0
    "#]].assert_eq(&converted("3.1.0", &schemas));
}

#[test]
fn what_only_3_1_has_a_word_for_is_carried() {
    let schemas = [
        "{type: array, prefixItems: [{type: string}, true], items: false, contains: {const: 1}, minContains: 1, maxContains: 2, unevaluatedItems: false}",
        "{type: object, patternProperties: {'^x-': {type: [string, 'null']}}, propertyNames: {maxLength: 3}, unevaluatedProperties: {type: integer}}",
        "{dependentRequired: {a: [b]}, dependentSchemas: {a: {const: 1}}, if: {const: 1}, then: {const: 2}, else: {const: 3}}",
        "{$defs: {B: {type: [string, 'null']}}, $comment: c, $anchor: a, type: object}",
        "{properties: {a: true, b: false}, additionalProperties: true}",
        "{x-oasmith-if: {}, type: string}",
    ];
    expect![[r#"
        {type: array, prefixItems: [{type: string}, true], items: false, contains: {const: 1}, minContains: 1, maxContains: 2, unevaluatedItems: false}
            {"type":"array","x-oasmith-prefixItems":[{"type":"string"},{}],"items":{"not":{}},"x-oasmith-contains":{"enum":[1]},"x-oasmith-minContains":1,"x-oasmith-maxContains":2,"x-oasmith-unevaluatedItems":false}
        {type: object, patternProperties: {'^x-': {type: [string, 'null']}}, propertyNames: {maxLength: 3}, unevaluatedProperties: {type: integer}}
            {"type":"object","x-oasmith-patternProperties":{"^x-":{"type":"string","nullable":true}},"x-oasmith-propertyNames":{"maxLength":3},"x-oasmith-unevaluatedProperties":{"type":"integer"}}
        {dependentRequired: {a: [b]}, dependentSchemas: {a: {const: 1}}, if: {const: 1}, then: {const: 2}, else: {const: 3}}
            {"x-oasmith-dependentRequired":{"a":["b"]},"x-oasmith-dependentSchemas":{"a":{"enum":[1]}},"x-oasmith-if":{"enum":[1]},"x-oasmith-then":{"enum":[2]},"x-oasmith-else":{"enum":[3]}}
        {$defs: {B: {type: [string, 'null']}}, $comment: c, $anchor: a, type: object}
            {"$defs":{"B":{"type":"string","nullable":true}},"$comment":"c","$anchor":"a","type":"object"}
        {properties: {a: true, b: false}, additionalProperties: true}
            {"properties":{"a":{},"b":{"not":{}}},"additionalProperties":true}
        {x-oasmith-if: {}, type: string}
            {"type":"string"}
            reserved-keyword /x-oasmith-if: `x-oasmith-if` is a name that the generator keeps for itself
    "#]].assert_eq(&converted("3.1.0", &schemas));
}

#[test]
fn what_stands_beside_references() {
    let schemas = [
        "{$ref: '#/x', description: d, $comment: c}",
        "{$ref: '#/x', deprecated: true}",
        "{$ref: '#/x', type: [object, 'null'], properties: {a: {const: 1}}}",
        "{$ref: '#/x', allOf: [{type: object}]}",
        "{$dynamicRef: '#node'}",
    ];
    expect![[r##"
        {$ref: '#/x', description: d, $comment: c}
            {"$ref":"#/x","description":"d","$comment":"c"}
        {$ref: '#/x', deprecated: true}
            {"deprecated":true,"allOf":[{"$ref":"#/x"}]}
        {$ref: '#/x', type: [object, 'null'], properties: {a: {const: 1}}}
            {"type":"object","properties":{"a":{"enum":[1]}},"allOf":[{"$ref":"#/x"}],"nullable":true}
        {$ref: '#/x', allOf: [{type: object}]}
            {"allOf":[{"type":"object"},{"$ref":"#/x"}]}
        {$dynamicRef: '#node'}
            {"$ref":"#node"}
    "##]].assert_eq(&converted("3.1.0", &schemas));
    let (document, _) = open(
        "3.1.0",
        "components: {schemas: {A: {$ref: '#/components/schemas/B', minProperties: 1}, B: {type: object}}}\n",
    );
    assert_eq!(
        written(&document, "/components/schemas/A/allOf/0/$ref"),
        "/components/schemas/A/$ref"
    );
}

#[test]
fn newer_words_in_a_document_of_3_0() {
    let schemas = [
        "{type: [string, 'null'], examples: [a]}",
        "{const: a}",
        "{type: object, patternProperties: {a: {type: string}}}",
        "{$ref: '#/x', type: object}",
        "{items: true, type: array}",
    ];
    expect![[r##"
        {type: [string, 'null'], examples: [a]}
            {"type":"string","example":"a","nullable":true}
            keyword-of-other-version /type: `type` is written in the way of OpenAPI 3.1 and later
            keyword-of-other-version /examples: `examples` is a keyword of OpenAPI 3.1 and later
        {const: a}
            {"enum":["a"]}
            keyword-of-other-version /const: `const` is a keyword of OpenAPI 3.1 and later
        {type: object, patternProperties: {a: {type: string}}}
            {"type":"object","x-oasmith-patternProperties":{"a":{"type":"string"}}}
            keyword-of-other-version /patternProperties: `patternProperties` is a keyword of OpenAPI 3.1 and later
        {$ref: '#/x', type: object}
            {"$ref":"#/x","type":"object"}
        {items: true, type: array}
            {"items":{},"type":"array"}
            keyword-of-other-version /items: the schema `true` is written in the way of OpenAPI 3.1 and later
    "##]].assert_eq(&converted("3.0.3", &schemas));
}

#[test]
fn parts_that_move_lead_back() {
    let (document, _) = open(
        "3.1.0",
        "components: {schemas: {A: {type: [array, object], items: {type: [object, string], properties: {a: {const: 1}}}, \
         patternProperties: {p: {type: string}}, dependentRequired: {a: [b]}, examples: [1, 2]}, B: {$ref: '#/components/schemas/A/items/properties/a'}, \
         C: {$ref: '#/components/schemas/A/patternProperties/p'}, \
         D: {type: [string, object], enum: [a, 1, b], properties: {a: {const: 1}}}, E: {$ref: '#/components/schemas/D/properties/a'}}}\n",
    );
    for (now, before) in [
        ("/anyOf/0/items/anyOf/0/properties/a", "/items/properties/a"),
        (
            "/anyOf/0/items/anyOf/0/properties/a/enum/0",
            "/items/properties/a/const",
        ),
        (
            "/anyOf/1/x-oasmith-patternProperties/p",
            "/patternProperties/p",
        ),
        ("/anyOf/1/type", "/type"),
        ("/x-oasmith-examples/0", "/examples/1"),
        ("/anyOf/1/x-oasmith-dependentRequired", "/dependentRequired"),
        ("/anyOf", "/type"),
    ] {
        let place = "/components/schemas/A";
        assert_eq!(
            written(&document, &format!("{place}{now}")),
            format!("{place}{before}")
        );
    }
    // A keyword of a type that is not meant, and values with other numbers than those that were written.
    for (now, before) in [
        ("D/properties/a/enum", "D/properties/a/const"),
        ("D/enum/1", "D/enum/2"),
    ] {
        let place = "/components/schemas/";
        assert_eq!(
            written(&document, &format!("{place}{now}")),
            format!("{place}{before}")
        );
    }
    for (from, to) in [
        ("B", "A/anyOf/0/items/anyOf/0/properties/a"),
        ("C", "A/anyOf/1/x-oasmith-patternProperties/p"),
        ("E", "D/properties/a"),
    ] {
        let from = Pointer::parse(&format!("/components/schemas/{from}")).expect("a pointer");
        let to = format!("/components/schemas/{to}");
        assert_eq!(document.resolve(&from).map(|at| at.to_string()), Ok(to));
    }
}

#[test]
fn words_that_are_made_of_others_lead_back_to_them() {
    let (document, _) = open(
        "3.2.0",
        "paths: {/a: {get: {parameters: [{name: q, in: querystring, content: {a/b: {}}}], responses: {}}}}\n\
         components:\n  securitySchemes: {m: {type: mutualTLS}}\n  \
           schemas: {A: {$dynamicRef: '#a', $dynamicAnchor: a}, B: {type: [string, integer], const: x}, C: {x-nullable: true, type: string}}\n",
    );
    for (now, before) in [
        (
            "/paths/~1a/get/parameters/0/x-oasmith-querystring",
            "/paths/~1a/get/parameters/0/in",
        ),
        (
            "/components/securitySchemes/m/x-oasmith-mutualTLS",
            "/components/securitySchemes/m/type",
        ),
        (
            "/components/schemas/A/$ref",
            "/components/schemas/A/$dynamicRef",
        ),
        (
            "/components/schemas/B/enum/0",
            "/components/schemas/B/const",
        ),
        (
            "/components/schemas/C/nullable",
            "/components/schemas/C/x-nullable",
        ),
    ] {
        assert_eq!(written(&document, now), before);
    }
}

#[test]
fn objects_of_3_2() {
    let (document, found) = open(
        "3.2.0",
        "servers: [{url: 'https://a.com', name: main}]\ntags: [{name: a, summary: A, parent: b, kind: nav}]\n\
         jsonSchemaDialect: https://example.com/mine\n\
         components:\n  securitySchemes: {m: {type: mutualTLS}, o: {type: oauth2, oauth2MetadataUrl: u, deprecated: true, flows: \
           {deviceAuthorization: {deviceAuthorizationUrl: u, tokenUrl: u, scopes: {}}}}}\n  \
           schemas: {D: {oneOf: [{type: object}], discriminator: {propertyName: a, defaultMapping: D}, xml: {nodeType: text}}}\n\
         paths:\n  /a:\n    query:\n      parameters: [{name: q, in: querystring, content: {a/b: {schema: {const: 1}}}}, \
           {name: c, in: cookie, style: cookie, schema: {type: array, items: {type: string}}, examples: {e: {dataValue: [a], serializedValue: a}}}]\n      \
         responses: {'200': {summary: s, content: {a/b: {itemSchema: {const: 1}, prefixEncoding: [{contentType: a/b}], itemEncoding: {encoding: {a: {}}}}}}}\n    \
         additionalOperations: {COPY: {responses: {'200': {content: {a/b: {schema: {const: 1}}}}}}}\n",
    );
    let mut shown = String::new();
    for place in ["/servers", "/tags", "/components", "/paths"] {
        let _ = writeln!(
            shown,
            "{place} {}",
            document.root().pointer(place).expect("a node")
        );
    }
    findings(&found, "", &mut shown);
    expect![[r#"
        /servers [{"url":"https://a.com","x-oasmith-name":"main"}]
        /tags [{"name":"a","x-oasmith-summary":"A","x-oasmith-parent":"b","x-oasmith-kind":"nav"}]
        /components {"securitySchemes":{"m":{"type":"http","scheme":"","x-oasmith-mutualTLS":true},"o":{"type":"oauth2","x-oasmith-oauth2MetadataUrl":"u","x-oasmith-deprecated":true,"flows":{"x-oasmith-deviceAuthorization":{"x-oasmith-deviceAuthorizationUrl":"u","tokenUrl":"u","scopes":{}}}}},"schemas":{"D":{"oneOf":[{"type":"object"}],"discriminator":{"propertyName":"a","x-oasmith-defaultMapping":"D"},"xml":{"x-oasmith-nodeType":"text"}}}}
        /paths {"/a":{"query":{"parameters":[{"name":"q","in":"query","content":{"a/b":{"schema":{"enum":[1]}}},"x-oasmith-querystring":true},{"name":"c","in":"cookie","schema":{"type":"array","items":{"type":"string"}},"examples":{"e":{"x-oasmith-serializedValue":"a","value":["a"]}}}],"responses":{"200":{"x-oasmith-summary":"s","content":{"a/b":{"x-oasmith-itemSchema":{"enum":[1]},"x-oasmith-prefixEncoding":[{"contentType":"a/b"}],"x-oasmith-itemEncoding":{"x-oasmith-encoding":{"a":{}}}}},"description":""}}},"additionalOperations":{"COPY":{"responses":{"200":{"content":{"a/b":{"schema":{"enum":[1]}}},"description":""}}}}}}
            unknown-schema-dialect /jsonSchemaDialect: the dialect `https://example.com/mine` of JSON Schema is not known
    "#]].assert_eq(&shown);
}

#[test]
fn dynamic_references_in_documents_of_all_versions() {
    let schemas = [
        "{$dynamicAnchor: node, properties: {kids: {items: {$dynamicRef: '#node'}}}}",
        "{$dynamicAnchor: node, properties: {kid: {$dynamicRef: '#node', minProperties: 1}}}",
    ];
    let shown = ["3.0.3", "3.1.0"].map(|version| converted(version, &schemas));
    expect![[r##"
        {$dynamicAnchor: node, properties: {kids: {items: {$dynamicRef: '#node'}}}}
            {"$dynamicAnchor":"node","properties":{"kids":{"items":{"$ref":"#node"}}}}
            keyword-of-other-version /$dynamicAnchor: `$dynamicAnchor` is a keyword of OpenAPI 3.1 and later
            keyword-of-other-version /properties/kids/items/$dynamicRef: `$dynamicRef` is a keyword of OpenAPI 3.1 and later
        {$dynamicAnchor: node, properties: {kid: {$dynamicRef: '#node', minProperties: 1}}}
            {"$dynamicAnchor":"node","properties":{"kid":{"minProperties":1,"$ref":"#node"}}}
            keyword-of-other-version /$dynamicAnchor: `$dynamicAnchor` is a keyword of OpenAPI 3.1 and later
            keyword-of-other-version /properties/kid/$dynamicRef: `$dynamicRef` is a keyword of OpenAPI 3.1 and later
        {$dynamicAnchor: node, properties: {kids: {items: {$dynamicRef: '#node'}}}}
            {"$dynamicAnchor":"node","properties":{"kids":{"items":{"$ref":"#node"}}}}
        {$dynamicAnchor: node, properties: {kid: {$dynamicRef: '#node', minProperties: 1}}}
            {"$dynamicAnchor":"node","properties":{"kid":{"minProperties":1,"allOf":[{"$ref":"#node"}]}}}
    "##]].assert_eq(&shown.concat());
}
