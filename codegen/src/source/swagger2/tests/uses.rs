//! Tests of what depends on more than one part of a document of 2.0: lists, references, and what stands for what.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use expect_test::expect;

use super::{at, check, check_whole, target, written};
use crate::diag::Diagnostics;
use crate::source::read;

#[test]
fn lists_are_known_by_their_items_and_by_their_schemas() {
    let document = check(
        "paths:\n  /a:\n    get:\n      parameters:\n      \
           - {name: i, in: query, items: {type: integer}}\n      \
           - {name: s, in: query, schema: {type: array, items: {type: string}}}\n      \
           - {name: p, in: query, schema: {type: array, items: {type: string}}, collectionFormat: pipes}\n      \
           - {name: t, in: query, schema: {type: array, items: {type: string}, collectionFormat: tsv}}\n      \
           - {name: x, in: path, type: array, items: {type: string}, collectionFormat: tsv}\n      \
         responses: {}\n",
        &["/paths/~1a/get/parameters"],
        &expect![[r#"
            /paths/~1a/get/parameters
                [{"name":"i","in":"query","explode":false,"schema":{"items":{"type":"integer"}}},{"name":"s","in":"query","schema":{"type":"array","items":{"type":"string"}},"explode":false},{"name":"p","in":"query","schema":{"type":"array","items":{"type":"string"}},"style":"pipeDelimited","explode":false},{"name":"t","in":"query","schema":{"type":"array","items":{"type":"string"}},"x-oasmith-collectionFormat":"tsv","explode":false},{"name":"x","in":"path","schema":{"type":"array","items":{"type":"string"}}}]
            unsupported-style "/paths/~1a/get/parameters/4/collectionFormat": lists in this place can not be written as `tsv`
        "#]],
    );
    assert_eq!(
        written(
            &document,
            "/paths/~1a/get/parameters/3/x-oasmith-collectionFormat"
        ),
        "/paths/~1a/get/parameters/3/schema/collectionFormat"
    );
}

#[test]
fn separators_beside_schemas_in_a_document_of_3_0() {
    check_whole(
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      parameters:\n      \
           - {name: c, in: query, schema: {type: array, items: {type: string}}, collectionFormat: csv}\n      \
           - {name: n, in: query, schema: {type: array, items: {type: string}}}\n      \
           - {name: s, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}, collectionFormat: csv}\n      \
           - {name: e, in: query, explode: false, schema: {type: array, items: {type: string}}, collectionFormat: pipes}\n      \
         responses: {}\n",
        &["/paths/~1a/get/parameters"],
        &expect![[r#"
            /paths/~1a/get/parameters
                [{"name":"c","in":"query","schema":{"type":"array","items":{"type":"string"}},"explode":false},{"name":"n","in":"query","schema":{"type":"array","items":{"type":"string"}}},{"name":"s","in":"query","style":"pipeDelimited","schema":{"type":"array","items":{"type":"string"}}},{"name":"e","in":"query","explode":false,"schema":{"type":"array","items":{"type":"string"}},"style":"pipeDelimited"}]
            keyword-of-other-version "/paths/~1a/get/parameters/0/collectionFormat": `collectionFormat` is a keyword of Swagger 2.0
            keyword-of-other-version "/paths/~1a/get/parameters/2/collectionFormat": `collectionFormat` is a keyword of Swagger 2.0
            keyword-of-other-version "/paths/~1a/get/parameters/3/collectionFormat": `collectionFormat` is a keyword of Swagger 2.0
        "#]],
    );
}

#[test]
fn forms_have_no_tabs_between_items() {
    check(
        "parameters: {T: {name: t, in: formData, type: array, items: {type: string}, collectionFormat: tsv}}\n\
         paths:\n  /a:\n    post:\n      parameters:\n      \
           - {$ref: '#/parameters/T'}\n      \
           - {name: u, in: formData, items: {type: string}, collectionFormat: tsv}\n      \
           - {name: n, in: formData, type: array, items: {type: array, items: {type: string}, collectionFormat: ssv}}\n      \
         responses: {}\n",
        &["/paths/~1a/post/requestBody"],
        &expect![[r##"
            /paths/~1a/post/requestBody
                {"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"t":{"$ref":"#/parameters/T/schema"},"u":{"items":{"type":"string"}},"n":{"type":"array","items":{"type":"array","items":{"type":"string"}}}}},"encoding":{"t":{"style":"form","explode":false},"u":{"style":"form","explode":false},"n":{"style":"form","explode":false}}}},"required":false}
            unsupported-style "/paths/~1a/post/parameters/0": lists in a form can not be written as `tsv`
            unsupported-style "/paths/~1a/post/parameters/1/collectionFormat": lists in a form can not be written as `tsv`
            unsupported-style "/paths/~1a/post/parameters/2/items/collectionFormat": a separator of lists inside a list can not be said
        "##]],
    );
}

#[test]
fn the_body_of_an_operation_replaces_that_of_its_path() {
    check(
        "paths:\n  /a:\n    parameters: [{name: b, in: body, schema: {type: integer}}]\n    \
           post: {parameters: [{name: other, in: body, required: true, schema: {type: string}}], responses: {}}\n",
        &["/paths/~1a/post/requestBody"],
        &expect![[r#"
            /paths/~1a/post/requestBody
                {"required":true,"content":{"application/json":{"schema":{"type":"string"}}}}
        "#]],
    );
}

#[test]
fn files_are_bytes_through_references_as_well() {
    let document = check(
        "produces: [application/json]\ndefinitions: {File: {$ref: '#/definitions/Bytes'}, Bytes: {type: file}}\n\
         responses: {F: {description: d, schema: {$ref: '#/definitions/File'}}}\n\
         paths:\n  /a:\n    get: {responses: {'200': {description: d, schema: {$ref: '#/definitions/File'}}}}\n    \
           put: {produces: [application/pdf, application/json], responses: {'200': {$ref: '#/responses/F'}}}\n",
        &["/paths/~1a", "/components/responses"],
        &expect![[r##"
            /paths/~1a
                {"get":{"responses":{"200":{"description":"d","content":{"*/*":{"schema":{"$ref":"#/definitions/File"}}}}}},"put":{"responses":{"200":{"description":"d","content":{"application/pdf":{"schema":{"$ref":"#/responses/F/schema"}}}}}}}
            /components/responses
                {"F":{"description":"d","content":{"*/*":{"schema":{"$ref":"#/definitions/File"}}}}}
        "##]],
    );
    for part in [
        "content/application~1pdf",
        "content/application~1pdf/schema",
    ] {
        assert_eq!(
            written(&document, &format!("/paths/~1a/put/responses/200/{part}")),
            "/paths/~1a/put/responses/200/$ref"
        );
    }
}

#[test]
fn of_very_many_media_types_json_is_kept() {
    let many: Vec<String> = (0..40).map(|n| format!("application/x{n}")).collect();
    let list = format!("[{}, application/json]", many.join(", "));
    let text = format!(
        "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\nproduces: {list}\nresponses: {{E: {{description: d, schema: {{type: string}}}}}}\n\
         paths:\n  /a:\n    get:\n      produces: {list}\n      responses: {{'200': {{$ref: '#/responses/E'}}}}\n    \
           put:\n      consumes: {list}\n      parameters: [{{name: b, in: body, schema: {{type: string}}}}]\n      responses: {{'200': {{$ref: '#/responses/E'}}}}\n",
    );
    let mut diagnostics = Diagnostics::new();
    let document = read("api.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
    for place in [
        "/components/responses/E/content",
        "/paths/~1a/put/requestBody/content",
    ] {
        let content = document
            .root()
            .pointer(place)
            .and_then(|node| node.as_object());
        let content = content.expect("an object");
        assert_eq!(content.len(), 32);
        assert_eq!(
            content.keys().next().map(String::as_str),
            Some("application/json")
        );
    }
    let found: Vec<String> = diagnostics
        .iter()
        .map(|found| format!("{} {}", found.code, at(found)))
        .collect();
    let places = [
        "/produces",
        "/paths/~1a/get/produces",
        "/paths/~1a/put/consumes",
    ];
    let expected = places.map(|place| format!("several-media-types {place}"));
    assert_eq!(found, expected);
}

#[test]
fn references_lead_through_mended_keys_anchors_and_long_chains() {
    let chain: Vec<String> = (0..60)
        .map(|n| format!("p{n}: {{$ref: '#/parameters/p{}'}}", n + 1))
        .collect();
    let text = format!(
        "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\n\
         parameters: {{{}, p60: {{$anchor: named, name: p, in: body, schema: {{type: string}}}}}}\n\
         paths:\n  /a: {{post: {{parameters: [{{$ref: '#/paths/b/post/parameters/0'}}], responses: {{}}}}}}\n  \
           b: {{post: {{parameters: [{{name: b, in: body, schema: {{type: integer}}}}], responses: {{}}}}}}\n  \
           /c: {{post: {{parameters: [{{$ref: '#/parameters/p0'}}], responses: {{}}}}}}\n  \
           /d: {{post: {{parameters: [{{$ref: '#named'}}], responses: {{}}}}}}\n",
        chain.join(", ")
    );
    let mut diagnostics = Diagnostics::new();
    let document = read("api.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
    let shared = "/components/requestBodies/p60";
    for (path, expected) in [
        ("a", "/paths/~1b/post/requestBody"),
        ("c", shared),
        ("d", shared),
    ] {
        let body = format!("/paths/~1{path}/post/requestBody");
        assert_eq!(target(&document, &body), expected, "{path}");
    }
}

#[test]
fn parts_that_are_made_of_others_lead_back_to_what_is_written() {
    let text = "swagger: '2.0'\ninfo: {title: t, version: '1'}\nproduces: [application/json]\n\
         parameters: {P: {name: p, in: body, schema: {type: string}}}\nresponses: {E: {description: d, headers: {H: {type: string}}, schema: {type: string}}}\n\
         paths:\n  /a:\n    \
           put: {consumes: [text/csv], produces: [text/csv], parameters: [{$ref: '#/parameters/P'}], responses: {'200': {$ref: '#/responses/E'}}}\n    \
           post: {parameters: [{name: f, in: formData, type: array, items: {type: string}}], responses: {'200': {description: d, examples: {text/csv: a}}}}\n    \
           patch: {parameters: [{name: b, in: body, type: array, items: {type: string}}], responses: {}}\n";
    let mut diagnostics = Diagnostics::new();
    let document = read("api.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
    for (now, before) in [
        (
            "put/requestBody/content/text~1csv/schema",
            "put/parameters/0",
        ),
        (
            "put/responses/200/content/text~1csv",
            "put/responses/200/$ref",
        ),
        ("put/responses/200/headers/H", "put/responses/200/$ref"),
        (
            "post/requestBody/content/application~1x-www-form-urlencoded/encoding/f/style",
            "post/parameters",
        ),
        (
            "post/responses/200/content/application~1json",
            "post/responses/200",
        ),
        (
            "patch/requestBody/content/application~1json/schema/items",
            "patch/parameters/0/items",
        ),
    ] {
        assert_eq!(
            written(&document, &format!("/paths/~1a/{now}")),
            format!("/paths/~1a/{before}")
        );
    }
}

#[test]
fn one_finding_says_what_becomes_of_a_host_in_a_document_of_another_version() {
    for (head, reported) in [
        (
            "host: a.com\nbasePath: /v1\nschemes: [https]\nservers: [{url: 'https://b.com'}]\n",
            "unused-keyword",
        ),
        (
            "host: a.com\nbasePath: /v1\nschemes: [https]\n",
            "keyword-of-other-version",
        ),
    ] {
        let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{head}");
        let mut diagnostics = Diagnostics::new();
        read("a.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
        let found = diagnostics
            .iter()
            .map(|found| format!("{} {}", found.code, at(found)));
        let found: Vec<String> = found.collect();
        let expected = ["/host", "/basePath", "/schemes"].map(|at| format!("{reported} {at}"));
        assert_eq!(found, expected, "{head}");
    }
}

#[test]
fn files_outside_of_forms_are_texts() {
    check(
        "paths:\n  /a:\n    get: {parameters: [{name: q, in: query, type: file}, {name: l, in: header, type: array, items: {type: file}}], \
         responses: {200: {description: d, headers: {X: {type: file}}, schema: {type: file}}}}\n",
        &["/paths/~1a/get"],
        &expect![[r#"
            /paths/~1a/get
                {"parameters":[{"name":"q","in":"query","schema":{"type":"string"}},{"name":"l","in":"header","schema":{"type":"array","items":{"type":"string"}}}],"responses":{"200":{"description":"d","headers":{"X":{"schema":{"type":"string"}}},"content":{"*/*":{"schema":{"type":"string","format":"binary"}}}}}}
            unknown-type "/paths/~1a/get/parameters/0/type": a parameter in `query` can not be a file
            unknown-type "/paths/~1a/get/parameters/1/items/type": a parameter in `header` can not be a file
            unknown-type "/paths/~1a/get/responses/200/headers/X/type": a header can not be a file
        "#]],
    );
}

#[test]
fn texts_beside_references_stay_with_the_use() {
    check(
        "produces: [application/json]\n\
         parameters: {Pet: {name: pet, in: body, description: A pet., schema: {type: object}}, Part: {name: part, in: formData, type: string, description: A part.}}\n\
         responses: {Done: {description: Done.}}\n\
         paths:\n  /a:\n    \
           put: {parameters: [{$ref: '#/parameters/Pet', description: This pet.}], produces: [text/csv], responses: {200: {$ref: '#/responses/Done', description: Put.}}}\n    \
           post: {consumes: [text/csv], parameters: [{$ref: '#/parameters/Pet', description: That pet.}], responses: {}}\n    \
           patch: {consumes: [multipart/form-data], parameters: [{$ref: '#/parameters/Part', description: This part., required: true}], responses: {}}\n",
        &["/paths/~1a"],
        &expect![[r##"
            /paths/~1a
                {"put":{"parameters":[null],"responses":{"200":{"$ref":"#/responses/Done","description":"Put."}},"requestBody":{"$ref":"#/parameters/Pet","description":"This pet."}},"post":{"parameters":[null],"responses":{},"requestBody":{"description":"That pet.","content":{"text/csv":{"schema":{"$ref":"#/parameters/Pet/schema"}}},"required":false}},"patch":{"parameters":[null],"responses":{},"requestBody":{"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"part":{"$ref":"#/parameters/Part/schema","description":"This part."}}}}},"required":false}}}
            reference-siblings "/paths/~1a/patch/parameters/0/required": `required` beside a reference has no effect
        "##]],
    );
}
