//! Tests of the conversion from 2.0: the converted parts, what was found, and where parts were written.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

mod uses;

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use crate::diag::{Code, Diagnostic, Diagnostics, Place, Pointer};
use crate::source::tests::deserialise_all;
use crate::source::{Document, Files, ReadError, open, read};

/// Shows the nodes at some places of a converted document, and what was found; every object deserialises.
fn check(text: &str, places: &[&str], expected: &Expect) -> Document {
    let text = format!("swagger: '2.0'\ninfo: {{title: t, version: '1'}}\n{text}");
    check_whole(&text, places, expected)
}

fn check_whole(text: &str, places: &[&str], expected: &Expect) -> Document {
    let mut diagnostics = Diagnostics::new();
    let document = read("api.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
    let mut shown = String::new();
    for place in places {
        let node = document.root().pointer(place);
        let node = node.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        let _ = writeln!(shown, "{place}\n    {node}");
    }
    for found in &diagnostics {
        let _ = writeln!(shown, "{} {:?}: {}", found.code, at(found), found.message);
    }
    expected.assert_eq(&shown);
    assert_eq!(deserialise_all(&document).0, [""; 0]);
    document
}

fn at(found: &Diagnostic) -> String {
    match &found.place {
        Place::Pointer { pointer, .. } => pointer.to_string(),
        other => format!("{other:?}"),
    }
}

/// Where what stands at a place was written.
fn written(document: &Document, now: &str) -> String {
    let pointer = Pointer::parse(now).expect("a pointer");
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(Code::UnusedKeyword, pointer, ""));
    document.as_written(&mut diagnostics);
    let found = diagnostics.iter().next().expect("one");
    at(found)
}

/// Where a reference leads.
fn target(document: &Document, at: &str) -> String {
    let pointer = Pointer::parse(at).expect("a pointer");
    document.resolve(&pointer).expect("a place").to_string()
}

#[test]
fn servers_of_host_path_and_schemes() {
    for (head, servers, base, reported) in [
        (
            "host: a.com\nbasePath: /v1/\nschemes: [http, https, ws]\npaths: {}\n",
            r#"[{"url":"https://a.com/v1"},{"url":"http://a.com/v1"}]"#,
            "/host",
            &["unknown-value /schemes/2"][..],
        ),
        (
            "host: a.com\npaths: {}\n",
            r#"[{"url":"https://a.com"}]"#,
            "/host",
            &[],
        ),
        (
            "host: a.com\nschemes: [http]\npaths: {}\n",
            r#"[{"url":"http://a.com"}]"#,
            "/host",
            &[],
        ),
        (
            "host: a.com\nschemes: [ftp, wss]\npaths: {}\n",
            r#"[{"url":"https://a.com"}]"#,
            "/host",
            &["unknown-value /schemes/0", "unknown-value /schemes/1"],
        ),
        (
            "host: 'http://a.com/'\nbasePath: v1\npaths: {}\n",
            r#"[{"url":"http://a.com/v1"}]"#,
            "/host",
            &["keyword-of-other-version /host"],
        ),
        (
            "host: a.com\nservers: [{url: 'https://b.com'}]\npaths: {}\n",
            r#"[{"url":"https://b.com"}]"#,
            "/servers/0/url",
            &["keyword-of-other-version /servers", "unused-keyword /host"],
        ),
        (
            "basePath: /v1\npaths: {}\n",
            r#"[{"url":"/v1"}]"#,
            "/basePath",
            &[],
        ),
        ("paths: {}\n", "null", "", &[]),
        (
            "schemes: [https]\npaths: {}\n",
            "null",
            "",
            &["unused-keyword /schemes"],
        ),
        (
            "host: a.com\nservers: []\npaths: {}\n",
            r#"[{"url":"https://a.com"}]"#,
            "/host",
            &["keyword-of-other-version /servers"],
        ),
    ] {
        let text = format!("swagger: '2.0'\ninfo: {{title: t, version: '1'}}\n{head}");
        let mut diagnostics = Diagnostics::new();
        let document = read("a.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
        let found = document.root().get("servers").cloned().unwrap_or_default();
        assert_eq!(found.to_string(), servers, "{head}");
        let found: Vec<String> = diagnostics
            .iter()
            .map(|found| format!("{} {}", found.code, at(found)))
            .collect();
        assert_eq!(found, reported, "{head}");
        if servers != "null" {
            assert_eq!(written(&document, "/servers/0/url"), base, "{head}");
        }
    }
}

#[test]
fn definitions_and_security_become_components() {
    let document = check(
        "definitions: {A: {type: object, properties: {b: {$ref: '#/definitions/B'}}}, B: {type: string}}\n\
         securityDefinitions: {a: {type: basic}, b: {type: oauth2, flow: application, tokenUrl: t, scopes: {r: Read}}, \
         c: {type: oauth2, flow: implicit}}\npaths: {}\n",
        &["/components", "/definitions", "/securityDefinitions"],
        &expect![[r##"
            /components
                {"schemas":{"A":{"type":"object","properties":{"b":{"$ref":"#/definitions/B"}}},"B":{"type":"string"}},"securitySchemes":{"a":{"type":"http","scheme":"basic"},"b":{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"t","scopes":{"r":"Read"}}}},"c":{"type":"oauth2","flows":{"implicit":{"scopes":{},"authorizationUrl":""}}}}}
            /definitions
                nothing
            /securityDefinitions
                nothing
            missing-keyword "/securityDefinitions/c": a flow `implicit` has no `authorizationUrl`
        "##]],
    );
    assert_eq!(
        target(&document, "/components/schemas/A/properties/b"),
        "/components/schemas/B"
    );
    assert_eq!(
        written(&document, "/components/schemas/A/properties/b"),
        "/definitions/A/properties/b"
    );
    assert_eq!(
        written(
            &document,
            "/components/securitySchemes/b/flows/clientCredentials/scopes"
        ),
        "/securityDefinitions/b/scopes"
    );
}

#[test]
fn bodies_have_the_media_types_that_are_consumed() {
    let document = check(
        "consumes: [application/xml, application/json]\n\
         definitions: {A: {type: object}}\n\
         parameters: {Pet: {name: pet, in: body, required: true, description: A pet., schema: {type: object, properties: {a: {type: string}}}}}\n\
         paths:\n  /a:\n    \
           post: {parameters: [{name: x, in: query, type: string}, {name: b, in: body, schema: {type: array, items: {$ref: '#/definitions/A'}}}], responses: {}}\n    \
           put: {consumes: [text/csv], parameters: [{$ref: '#/parameters/Pet'}], responses: {}}\n    \
           patch: {parameters: [{$ref: '#/parameters/Pet'}], responses: {}}\n",
        &[
            "/paths/~1a/post",
            "/paths/~1a/put/requestBody",
            "/paths/~1a/patch/requestBody",
            "/components/requestBodies",
            "/parameters",
        ],
        &expect![[r##"
            /paths/~1a/post
                {"parameters":[{"name":"x","in":"query","schema":{"type":"string"}},null],"responses":{},"requestBody":{"content":{"application/xml":{"schema":{"$ref":"#/paths/~1a/post/parameters/1/schema"}},"application/json":{"schema":{"type":"array","items":{"$ref":"#/definitions/A"}}}},"required":false}}
            /paths/~1a/put/requestBody
                {"description":"A pet.","content":{"text/csv":{"schema":{"$ref":"#/parameters/Pet/schema"}}},"required":true}
            /paths/~1a/patch/requestBody
                {"$ref":"#/parameters/Pet"}
            /components/requestBodies
                {"Pet":{"required":true,"description":"A pet.","content":{"application/xml":{"schema":{"$ref":"#/parameters/Pet/schema"}},"application/json":{"schema":{"type":"object","properties":{"a":{"type":"string"}}}}}}}
            /parameters
                nothing
        "##]],
    );
    let schema = "/paths/~1a/post/requestBody/content/application~1json/schema";
    assert_eq!(
        written(&document, &format!("{schema}/items")),
        "/paths/~1a/post/parameters/1/schema/items"
    );
    assert_eq!(
        target(
            &document,
            "/paths/~1a/post/requestBody/content/application~1xml/schema"
        ),
        schema
    );
    let shared = "/components/requestBodies/Pet";
    assert_eq!(target(&document, "/paths/~1a/patch/requestBody"), shared);
    let schema = format!("{shared}/content/application~1json/schema");
    assert_eq!(
        target(
            &document,
            "/paths/~1a/put/requestBody/content/text~1csv/schema"
        ),
        schema
    );
    assert_eq!(written(&document, &schema), "/parameters/Pet/schema");
}

#[test]
fn forms() {
    let document = check(
        "consumes: [application/json]\n\
         parameters: {File: {name: file, in: formData, type: file, required: true, description: The file.}}\n\
         paths:\n  /a:\n    \
           post: {consumes: [multipart/form-data, application/x-www-form-urlencoded], parameters: [{name: a, in: formData, type: integer, required: true, description: An a.}, \
             {name: b, in: formData, type: array, items: {type: string, maxLength: 3}}, {name: c, in: formData, type: array, items: {type: string}, collectionFormat: multi}], responses: {}}\n    \
           put: {parameters: [{$ref: '#/parameters/File'}, {name: n, in: formData, type: string}], responses: {}}\n    \
           patch: {parameters: [{name: n, in: formData, type: string}], responses: {}}\n",
        &[
            "/paths/~1a/post",
            "/paths/~1a/put/requestBody",
            "/paths/~1a/patch/requestBody",
            "/parameters",
        ],
        &expect![[r##"
            /paths/~1a/post
                {"parameters":[null,null,null],"responses":{},"requestBody":{"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"a":{"type":"integer","description":"An a."},"b":{"type":"array","items":{"type":"string","maxLength":3}},"c":{"type":"array","items":{"type":"string"}}},"required":["a"]},"encoding":{"b":{"style":"form","explode":false}}},"application/x-www-form-urlencoded":{"schema":{"$ref":"#/paths/~1a/post/requestBody/content/multipart~1form-data/schema"},"encoding":{"b":{"style":"form","explode":false}}}},"required":true}}
            /paths/~1a/put/requestBody
                {"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"file":{"$ref":"#/parameters/File/schema","description":"The file."},"n":{"type":"string"}},"required":["file"]}}},"required":true}
            /paths/~1a/patch/requestBody
                {"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"n":{"type":"string"}}}}},"required":false}
            /parameters
                {"File":{"name":"file","in":"formData","required":true,"description":"The file.","schema":{"type":"string","format":"binary"}}}
            form-media-type "/paths/~1a/patch/parameters/0": a form is not sent as application/json
        "##]],
    );
    let schema = "/paths/~1a/post/requestBody/content/multipart~1form-data/schema";
    assert_eq!(
        written(&document, &format!("{schema}/properties/b/items")),
        "/paths/~1a/post/parameters/1/items"
    );
    assert_eq!(
        target(
            &document,
            "/paths/~1a/put/requestBody/content/multipart~1form-data/schema/properties/file"
        ),
        "/parameters/File/schema"
    );
}

#[test]
fn bodies_and_forms_of_a_path_are_those_of_its_operations() {
    let document = check(
        "paths:\n  /a:\n    parameters: [{name: b, in: body, schema: {type: object, properties: {x: {type: string}}}}, {name: q, in: query, type: string}]\n    \
           post: {responses: {}}\n    put: {responses: {}}\n    patch: {parameters: [{name: b, in: body, schema: {type: string}}], responses: {}}\n  \
           /f:\n    parameters: [{name: f, in: formData, type: array, items: {type: string}}]\n    post: {responses: {}}\n    put: {responses: {}}\n",
        &["/paths/~1a", "/paths/~1f"],
        &expect![[r##"
            /paths/~1a
                {"parameters":[null,{"name":"q","in":"query","schema":{"type":"string"}}],"post":{"responses":{},"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"x":{"type":"string"}}}}},"required":false}},"put":{"responses":{},"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/paths/~1a/parameters/0/schema"}}},"required":false}},"patch":{"parameters":[null],"responses":{},"requestBody":{"content":{"application/json":{"schema":{"type":"string"}}},"required":false}}}
            /paths/~1f
                {"parameters":[null],"post":{"responses":{},"requestBody":{"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"f":{"type":"array","items":{"type":"string"}}}},"encoding":{"f":{"style":"form","explode":false}}}},"required":false}},"put":{"responses":{},"requestBody":{"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"f":{"$ref":"#/paths/~1f/parameters/0"}}},"encoding":{"f":{"style":"form","explode":false}}}},"required":false}}}
        "##]],
    );
    assert_eq!(
        target(
            &document,
            "/paths/~1a/put/requestBody/content/application~1json/schema"
        ),
        "/paths/~1a/post/requestBody/content/application~1json/schema"
    );
    let form = "requestBody/content/application~1x-www-form-urlencoded/schema/properties/f";
    assert_eq!(
        target(&document, &format!("/paths/~1f/put/{form}")),
        format!("/paths/~1f/post/{form}")
    );
}

#[test]
fn several_bodies_and_bodies_beside_forms() {
    check(
        "paths:\n  /a:\n    \
           post: {parameters: [{name: a, in: body, required: true, schema: {type: string}}, {name: b, in: body, schema: {type: object, properties: {c: {type: string}}}}], responses: {}}\n    \
           put: {parameters: [{name: a, in: body, schema: {type: string}}, {name: f, in: formData, type: file}], responses: {}}\n    \
           patch: {parameters: [{name: a, in: body, type: array, items: {type: string}}], responses: {}}\n",
        &[
            "/paths/~1a/post/requestBody",
            "/paths/~1a/put/requestBody",
            "/paths/~1a/patch/requestBody",
        ],
        &expect![[r#"
            /paths/~1a/post/requestBody
                {"content":{"application/json":{"schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"object","properties":{"c":{"type":"string"}}}},"required":["a"]}}},"required":true}
            /paths/~1a/put/requestBody
                {"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"a":{"type":"string"},"f":{"type":"string","format":"binary"}}}}},"required":false}
            /paths/~1a/patch/requestBody
                {"content":{"application/json":{"schema":{"type":"array","items":{"type":"string"}}}},"required":false}
            several-bodies "/paths/~1a/post/parameters/1": the body `b` is not the only one
            body-and-form "/paths/~1a/put/parameters/0": the body `a` stands beside form parameters
        "#]],
    );
}

#[test]
fn parameters_have_schemas_and_styles() {
    let document = check(
        "parameters: {Ids: {name: ids, in: query, type: array, items: {type: integer}, minItems: 1}}\n\
         paths:\n  /a/{p}:\n    get:\n      parameters:\n      \
           - {$ref: '#/parameters/Ids'}\n      \
           - {name: p, in: path, required: true, type: array, items: {type: string}}\n      \
           - {name: m, in: query, type: array, items: {type: string}, collectionFormat: multi}\n      \
           - {name: s, in: query, type: array, items: {type: string}, collectionFormat: ssv}\n      \
           - {name: t, in: query, type: array, items: {type: string}, collectionFormat: tsv}\n      \
           - {name: h, in: header, type: array, items: {type: array, items: {type: string}, collectionFormat: pipes}, collectionFormat: pipes}\n      \
           - {name: e, in: query, type: string, enum: [a, b], default: a, x-example: b, x-enum-varnames: [A, B]}\n      \
         responses: {}\n",
        &["/paths/~1a~1{p}/get/parameters", "/components/parameters"],
        &expect![[r##"
            /paths/~1a~1{p}/get/parameters
                [{"$ref":"#/parameters/Ids"},{"name":"p","in":"path","required":true,"schema":{"type":"array","items":{"type":"string"}}},{"name":"m","in":"query","explode":true,"schema":{"type":"array","items":{"type":"string"}}},{"name":"s","in":"query","style":"spaceDelimited","explode":false,"schema":{"type":"array","items":{"type":"string"}}},{"name":"t","in":"query","x-oasmith-collectionFormat":"tsv","explode":false,"schema":{"type":"array","items":{"type":"string"}}},{"name":"h","in":"header","schema":{"type":"array","items":{"type":"array","items":{"type":"string"}}}},{"name":"e","in":"query","schema":{"type":"string","default":"a","enum":["a","b"],"x-enum-varnames":["A","B"]},"example":"b"}]
            /components/parameters
                {"Ids":{"name":"ids","in":"query","explode":false,"schema":{"type":"array","items":{"type":"integer"},"minItems":1}}}
            unsupported-style "/paths/~1a~1{p}/get/parameters/5/items/collectionFormat": a separator of lists inside a list can not be said
            unsupported-style "/paths/~1a~1{p}/get/parameters/5/collectionFormat": lists in this place can not be written as `pipes`
        "##]],
    );
    assert_eq!(
        written(&document, "/paths/~1a~1{p}/get/parameters/6/schema/enum"),
        "/paths/~1a~1{p}/get/parameters/6/enum"
    );
    assert_eq!(
        written(&document, "/components/parameters/Ids/schema/minItems"),
        "/parameters/Ids/minItems"
    );
}

#[test]
fn responses_have_the_media_types_that_are_produced() {
    let document = check(
        "produces: [application/json, application/xml]\n\
         responses: {E: {description: Bad., schema: {type: object, properties: {a: {type: string}}}, headers: {H: {type: string, format: date}}}}\n\
         paths:\n  /a:\n    get:\n      produces: [application/xml]\n      responses:\n        \
           '200': {description: d, schema: {type: array, items: {type: string}}, examples: {application/xml: <a/>, text/csv: a}}\n        \
           '400': {$ref: '#/responses/E'}\n    \
           put: {responses: {'200': {description: d, schema: {type: file}}, '400': {$ref: '#/responses/E'}, '404': {description: n}}}\n",
        &["/paths/~1a", "/components/responses", "/responses"],
        &expect![[r##"
            /paths/~1a
                {"get":{"responses":{"200":{"description":"d","content":{"application/xml":{"schema":{"type":"array","items":{"type":"string"}},"example":"<a/>"}}},"400":{"description":"Bad.","headers":{"H":{"$ref":"#/responses/E/headers/H"}},"content":{"application/xml":{"schema":{"$ref":"#/responses/E/schema"}}}}}},"put":{"responses":{"200":{"description":"d","content":{"*/*":{"schema":{"type":"string","format":"binary"}}}},"400":{"$ref":"#/responses/E"},"404":{"description":"n"}}}}
            /components/responses
                {"E":{"description":"Bad.","headers":{"H":{"schema":{"type":"string","format":"date"}}},"content":{"application/json":{"schema":{"type":"object","properties":{"a":{"type":"string"}}}},"application/xml":{"schema":{"$ref":"#/responses/E/schema"}}}}}
            /responses
                nothing
            unused-keyword "/paths/~1a/get/responses/200/examples/text~1csv": an example of `text/csv`, which is not produced
        "##]],
    );
    let schema = "/components/responses/E/content/application~1json/schema";
    assert_eq!(
        target(
            &document,
            "/paths/~1a/get/responses/400/content/application~1xml/schema"
        ),
        schema
    );
    assert_eq!(
        target(&document, "/paths/~1a/get/responses/400/headers/H"),
        "/components/responses/E/headers/H"
    );
    assert_eq!(
        written(&document, &format!("{schema}/properties")),
        "/responses/E/schema/properties"
    );
}

#[test]
fn words_of_2_0_in_a_document_of_3_0() {
    check_whole(
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n\
         securityDefinitions: {k: {type: apiKey, in: header, name: k}}\ndefinitions: {A: {type: string}}\n\
         components: {schemas: {A: {type: integer}}, parameters: {B: {name: b, in: body, schema: {type: object}}, F: {name: f, in: formData, type: string}}}\n\
         paths:\n  /a:\n    post:\n      consumes: [text/csv]\n      parameters:\n      \
           - {name: q, in: query, type: string}\n      - {$ref: '#/components/parameters/B'}\n      \
         responses: {'200': {description: d, schema: {$ref: '#/definitions/A'}}}\n    \
         put: {parameters: [{$ref: '#/components/parameters/F'}], responses: {}}\n",
        &["/components", "/definitions", "/parameters", "/paths"],
        &expect![[r##"
            /components
                {"schemas":{"A":{"type":"integer"}},"parameters":{"B":null,"F":null},"requestBodies":{"B":{"content":{"application/json":{"schema":{"type":"object"}}},"required":false}},"securitySchemes":{"k":{"type":"apiKey","in":"header","name":"k"}}}
            /definitions
                {"A":{"type":"string"}}
            /parameters
                {"F":{"name":"f","in":"formData","schema":{"type":"string"}}}
            /paths
                {"/a":{"post":{"parameters":[{"name":"q","in":"query","schema":{"type":"string"}},null],"responses":{"200":{"description":"d","content":{"application/json":{"schema":{"$ref":"#/definitions/A"}}}}},"requestBody":{"content":{"text/csv":{"schema":{"$ref":"#/components/parameters/B/schema"}}},"required":false}},"put":{"parameters":[null],"responses":{},"requestBody":{"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"f":{"$ref":"#/components/parameters/F/schema"}}}}},"required":false}}}}
            keyword-of-other-version "/securityDefinitions": `securityDefinitions` is a keyword of Swagger 2.0
            keyword-of-other-version "/definitions": `definitions` is a keyword of Swagger 2.0
            keyword-of-other-version "/components/parameters/B/in": `in: body` is written in the way of Swagger 2.0
            keyword-of-other-version "/components/parameters/F/in": `in: formData` is written in the way of Swagger 2.0
            keyword-of-other-version "/components/parameters/F/type": `type` is a keyword of Swagger 2.0
            keyword-of-other-version "/paths/~1a/post/consumes": `consumes` is a keyword of Swagger 2.0
            keyword-of-other-version "/paths/~1a/post/parameters/0/type": `type` is a keyword of Swagger 2.0
            keyword-of-other-version "/paths/~1a/post/responses/200/schema": `schema` is a keyword of Swagger 2.0
        "##]],
    );
}

struct Common;

impl Files for Common {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        assert_eq!(name, "common.yaml");
        let text = "Pet: {name: pet, in: body, required: true, schema: {type: object, properties: {a: {$ref: '#/Name'}}}}\n\
                    File: {name: file, in: formData, type: file}\nIds: {name: ids, in: query, type: array, items: {type: string}}\n\
                    Problem: {description: Bad., schema: {type: object, properties: {b: {$ref: '#/Name'}}}}\nName: {type: string, x-nullable: true}\n";
        Ok(text.as_bytes().to_vec())
    }
}

#[test]
fn parameters_and_responses_of_other_files() {
    let text = "swagger: '2.0'\ninfo: {title: t, version: '1'}\nproduces: [application/json]\npaths:\n  /a:\n    \
                put: {produces: [application/xml], parameters: [{$ref: 'common.yaml#/Pet'}, {$ref: 'common.yaml#/Ids'}], responses: {'400': {$ref: 'common.yaml#/Problem'}}}\n    \
                post: {consumes: [text/csv], parameters: [{$ref: 'common.yaml#/Pet'}], responses: {'400': {$ref: 'common.yaml#/Problem'}}}\n    \
                patch: {parameters: [{$ref: 'common.yaml#/File'}], responses: {}}\n";
    let mut diagnostics = Diagnostics::new();
    let (_, document) = open("api.yaml", text.as_bytes(), Some(&Common), &mut diagnostics);
    let document = document.expect("a document");
    let found: Vec<String> = diagnostics
        .iter()
        .map(|found| found.message.clone())
        .collect();
    assert_eq!(found, [""; 0]);
    let file = "/x-oasmith-files/common.yaml";
    for (at, expected) in [
        ("put/requestBody", "/Pet"),
        ("put/parameters/1", "/Ids"),
        (
            "post/requestBody/content/text~1csv/schema",
            "/Pet/content/application~1json/schema",
        ),
        (
            "post/requestBody/content/text~1csv/schema/properties/a",
            "/Name",
        ),
        (
            "put/responses/400/content/application~1xml/schema/properties/b",
            "/Name",
        ),
        ("post/responses/400", "/Problem"),
        (
            "patch/requestBody/content/multipart~1form-data/schema/properties/file",
            "/File/schema",
        ),
    ] {
        assert_eq!(
            target(&document, &format!("/paths/~1a/{at}")),
            format!("{file}{expected}")
        );
    }
    let name = document.root().pointer(&format!("{file}/Name"));
    assert_eq!(
        name.map(ToString::to_string).as_deref(),
        Some(r#"{"type":"string","nullable":true}"#)
    );
}
