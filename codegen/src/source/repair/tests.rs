//! Tests of mending: the report on each kind of fault, and that everything deserialises afterwards.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use openapiv3::{SchemaKind, Type};
use serde_json::json;

use crate::diag::Pointer;
use crate::source::Document;
use crate::source::tests::{deserialise_all, open};

/// Compares the findings; every object of the document deserialises.
fn check(text: &str, expected: &Expect) -> Document {
    let (document, found) = mend(text);
    expected.assert_eq(&found);
    document
}

/// The mended document and the findings, one line each.
fn mend(text: &str) -> (Document, String) {
    let mut diagnostics = crate::diag::Diagnostics::new();
    let document =
        crate::source::read("api.yaml", text.as_bytes(), &mut diagnostics).expect("a document");
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|found| {
            let crate::diag::Place::Pointer { pointer, .. } = &found.place else {
                panic!("no pointer")
            };
            let label = found.label.as_deref().unwrap_or_default();
            let hint = found
                .hint
                .as_ref()
                .map(|hint| format!(" ({hint})"))
                .unwrap_or_default();
            format!(
                "{} {pointer}: {} -> {label}{hint}\n",
                found.code, found.message
            )
        })
        .collect();
    assert_eq!(deserialise_all(&document).0, [""; 0]);
    (document, lines.concat())
}

/// A document with one schema.
fn schema(schema: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
    )
}

/// A document with one operation.
fn operation(operation: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {operation}}}}}\n"
    )
}

fn kind(document: &Document) -> SchemaKind {
    let at = Pointer::parse("/components/schemas/A").expect("a pointer");
    document.schema(&at).expect("a schema").schema_kind
}

#[test]
fn a_document_of_almost_nothing() {
    let document = check(
        "openapi: 3.0",
        &expect![[r#"
            unquoted-text /openapi: `openapi` should be a text, not a number -> read as the text that is written
            missing-keyword : an OpenAPI Object has no `info` -> an empty object is used
            missing-keyword : an OpenAPI Object has no `paths` -> an empty object is used
        "#]],
    );
    assert_eq!(document.info().expect("info").version, "");
}

#[test]
fn scalars_become_what_is_plainly_meant() {
    let text = schema(
        "{type: String, description: 5, title: true, nullable: 'True', maxLength: '10', minLength: 2.0, \
         pattern: null, deprecated: 1, writeOnly: 'Yes', readOnly: [], minItems: -1}",
    );
    check(
        &text,
        &expect![[r#"
            letter-case /components/schemas/A/type: `type` should be one of `string`, `number`, `integer`, `boolean`, `array`, `object`, not the text `String` -> read as the text `string`
            unquoted-text /components/schemas/A/description: `description` should be a text, not the number `5` -> read as the text `5`
            unquoted-text /components/schemas/A/title: `title` should be a text, not the boolean `true` -> read as the text `true`
            quoted-value /components/schemas/A/nullable: `nullable` should be a boolean, not the text `True` -> read as the boolean `true`
            quoted-value /components/schemas/A/maxLength: `maxLength` should be a whole number, not the text `10` -> read as the number `10`
            null-value /components/schemas/A/pattern: `pattern` is null -> ignored
            quoted-value /components/schemas/A/deprecated: `deprecated` should be a boolean, not the number `1` -> read as the boolean `true`
            quoted-value /components/schemas/A/writeOnly: `writeOnly` should be a boolean, not the text `Yes` -> read as the boolean `true`
            wrong-type /components/schemas/A/readOnly: `readOnly` should be a boolean, not a list -> ignored
            wrong-type /components/schemas/A/minItems: `minItems` should be a whole number, not the number `-1` -> ignored
        "#]],
    );
}

#[test]
fn ways_of_other_versions_and_of_json_schema() {
    let written = [
        "{type: [string, 'null']}",
        "{type: [integer]}",
        "{type: [string, integer]}",
        "{type: file}",
        "{type: date}",
        "{type: number, exclusiveMinimum: 5}",
        "{type: number, maximum: 9, exclusiveMaximum: 5}",
        "{type: string, required: true}",
    ];
    expect![[r#"
        {type: [string, 'null']}
            {"type":"string","nullable":true}
            keyword-of-other-version /type: `type` is written in the way of OpenAPI 3.1 and later -> read as it is meant there
        {type: [integer]}
            {"type":"integer"}
            keyword-of-other-version /type: `type` is written in the way of OpenAPI 3.1 and later -> read as it is meant there
        {type: [string, integer]}
            {"anyOf":[{"type":"string"},{"type":"integer"}]}
            keyword-of-other-version /type: `type` is written in the way of OpenAPI 3.1 and later -> read as it is meant there
        {type: file}
            {"type":"string","format":"binary"}
            keyword-of-other-version /type: `type: file` is written in the way of Swagger 2.0 -> read as it is meant there
        {type: date}
            {"type":"string","format":"date"}
            unknown-type /type: `date` is no type of JSON Schema -> read as `string` of format `date`
        {type: number, exclusiveMinimum: 5}
            {"type":"number","exclusiveMinimum":true,"minimum":5}
            keyword-of-other-version /exclusiveMinimum: `exclusiveMinimum` is written in the way of OpenAPI 3.1 and later -> read as it is meant there
        {type: number, maximum: 9, exclusiveMaximum: 5}
            {"type":"number","maximum":5,"exclusiveMaximum":true}
            keyword-of-other-version /exclusiveMaximum: `exclusiveMaximum` is written in the way of OpenAPI 3.1 and later -> read as it is meant there
        {type: string, required: true}
            {"type":"string"}
            required-on-property /required: `required` of a Schema Object should be a list of property names, not `true` -> ignored
    "#]].assert_eq(&mended_schemas(&written));
}

#[test]
fn schemas_in_the_wrong_form() {
    let written = [
        "{type: object, discriminator: kind, required: kind}",
        "{type: array, items: [{type: string}]}",
        "{type: array, items: [{type: string}, {}]}",
        "{items: [{type: string}, {type: integer}]}",
        "{type: array, items: [{type: object}, {properties: {}}]}",
        "{items: [{$ref: '#/components/schemas/A'}, {properties: {}, additionalProperties: false}]}",
        "{type: object, properties: {a: true, b: 5, c: null}, additionalProperties: 'false'}",
        "{type: object, properties: []}",
        "{allOf: {type: string}, oneOf: [], anyOf: [5, {$ref: '#/components/schemas/A'}]}",
        "{enum: a, externalDocs: 'http://x', xml: {}, default: null}",
        "5",
    ];
    expect![[r##"
        {type: object, discriminator: kind, required: kind}
            {"type":"object","discriminator":{"propertyName":"kind"},"required":["kind"]}
            keyword-of-other-version /discriminator: `discriminator: kind` is written in the way of Swagger 2.0 -> read as it is meant there
            wrong-container /required: `required` should be a list of texts, not the text `kind` -> read as a list
        {type: array, items: [{type: string}]}
            {"type":"array","items":{"type":"string"}}
            abbreviated-object /items: `items` should be a Schema Object, not a list -> read as `{"type":"string"}`
        {type: array, items: [{type: string}, {}]}
            {"type":"array","x-oasmith-prefixItems":[{"type":"string"},{}]}
            tuple-items /items: `items` should be one schema, not a list of them -> read as `prefixItems`
        {items: [{type: string}, {type: integer}]}
            {"anyOf":[{"type":"string"},{"type":"integer"}]}
            tuple-items /items: `items` should be one schema, not a list of them -> read as `anyOf`
        {type: array, items: [{type: object}, {properties: {}}]}
            {"type":"array","items":{"anyOf":[{"type":"object"},{"properties":{}},{}]}}
            tuple-items /items: `items` should be one schema, not a list of them -> read as `items` with `anyOf`, with a last branch for anything else
        {items: [{$ref: '#/components/schemas/A'}, {properties: {}, additionalProperties: false}]}
            {"anyOf":[{"$ref":"#/components/schemas/A"},{"properties":{}},{}]}
            tuple-items /items/1/additionalProperties: a list of schemas in `items` closes no object -> ignored
            tuple-items /items: `items` should be one schema, not a list of them -> read as `anyOf`, with a last branch for anything else
        {type: object, properties: {a: true, b: 5, c: null}, additionalProperties: 'false'}
            {"type":"object","properties":{"a":{},"b":{},"c":{}},"additionalProperties":false}
            keyword-of-other-version /properties/a: the schema `true` is written in the way of OpenAPI 3.1 and later -> read as a schema that allows everything
            wrong-type /properties/b: `b` should be a Schema Object, not the number `5` -> read as one that says nothing
            wrong-type /properties/c: `c` should be a Schema Object, not null -> read as one that says nothing
            quoted-value /additionalProperties: `additionalProperties` should be a boolean, not the text `false` -> read as the boolean `false`
        {type: object, properties: []}
            {"type":"object","properties":{}}
            wrong-container /properties: `properties` should be a mapping to Schema Objects, not a list -> read as a mapping
        {allOf: {type: string}, oneOf: [], anyOf: [5, {$ref: '#/components/schemas/A'}]}
            {"allOf":[{"type":"string"}],"oneOf":[],"anyOf":[{},{"$ref":"#/components/schemas/A"}]}
            wrong-container /allOf: `allOf` should be a list of Schema Objects, not a mapping -> read as a list
            wrong-type /anyOf/0: item 0 of `anyOf` should be a Schema Object, not the number `5` -> read as one that says nothing
        {enum: a, externalDocs: 'http://x', xml: {}, default: null}
            {"enum":["a"],"externalDocs":{"url":"http://x"},"xml":{},"default":null}
            wrong-container /enum: `enum` should be a list, not the text `a` -> read as a list
            abbreviated-object /externalDocs: `externalDocs` should be an External Documentation Object, not the text `http://x` -> read as `{"url":"http://x"}`
        5
            {}
            wrong-type : `A` should be a Schema Object, not the number `5` -> read as one that says nothing
    "##]].assert_eq(&mended_schemas(&written));
}

/// Each schema as it is written, as it is mended, and what was found.
fn mended_schemas(schemas: &[&str]) -> String {
    let mut found = String::new();
    for written in schemas {
        let (document, findings) = mend(&schema(written));
        let at = Pointer::parse("/components/schemas/A").expect("a pointer");
        let mended = document.get(&at).expect("a schema");
        let _ = writeln!(found, "{written}\n    {mended}");
        for finding in findings.lines() {
            let finding = finding.replace("/components/schemas/A", "");
            let _ = writeln!(found, "    {finding}");
        }
    }
    found
}

#[test]
fn numbers_at_the_edges_do_not_panic() {
    for bound in [
        "18446744073709551615",
        "-9223372036854775808",
        "1e300",
        "0.1",
        "9007199254740993.0",
        "1.0",
    ] {
        for kind in ["integer", "number", "string"] {
            let text = format!(
                "{{type: {kind}, minimum: {bound}, maximum: {bound}, multipleOf: {bound}, enum: [{bound}, null]}}"
            );
            let (document, codes) = open(&schema(&text));
            let of_numbers = "keyword-of-another-type";
            let quoted = ["enum-of-other-type", of_numbers, of_numbers, of_numbers];
            let expected = if kind == "string" { &quoted[..] } else { &[] };
            assert_eq!(codes, expected, "{text}");
            assert_eq!(
                deserialise_all(&document.expect("a document")),
                (Vec::new(), 1)
            );
        }
        for keyword in ["minLength", "maxItems", "minProperties"] {
            let (document, _) = open(&schema(&format!("{{{keyword}: {bound}}}")));
            assert_eq!(
                deserialise_all(&document.expect("a document")),
                (Vec::new(), 1)
            );
        }
    }
}

#[test]
fn whole_bounds_written_as_floats_keep_an_integer_an_integer() {
    let document = check(
        &schema("{type: integer, minimum: 1.0, maximum: 10.0}"),
        &expect![[""]],
    );
    let SchemaKind::Type(Type::Integer(integer)) = kind(&document) else {
        panic!("not an integer")
    };
    assert_eq!((integer.minimum, integer.maximum), (Some(1), Some(10)));
}

#[test]
fn operations_parameters_and_responses() {
    let text = operation(
        "{operationID: x, tags: pets, deprecated: 'yes', security: [key, {x-key: null}, {b: all}], \
         parameters: [{name: a, in: body}, {in: query}, 5, {name: b, in: path, style: form}, {name: c, in: Query, schema: null}, \
         {name: 5, in: header, schema: {type: string}, examples: {x: 1}}], \
         requestBody: {}, responses: {200: {}, 2xx: null, 999x: {}, '200 OK': {}, default: {description: d, headers: {H: {}, G: 5}, \
         content: {a/b: null, c/d: {example: {$ref: 5, type: 1}}}, links: {l: {}}}}}",
    );
    let document = check(
        &text,
        &expect![[r#"
            unknown-keyword /paths/~1a/get/operationID: `operationID` is not a keyword of an Operation Object -> ignored (did you mean `operationId`?)
            wrong-container /paths/~1a/get/tags: `tags` should be a list of texts, not the text `pets` -> read as a list
            quoted-value /paths/~1a/get/deprecated: `deprecated` should be a boolean, not the text `yes` -> read as the boolean `true`
            abbreviated-object /paths/~1a/get/security/0: item 0 of `security` should be a Security Requirement Object, not the text `key` -> read as `{"key":[]}`
            wrong-container /paths/~1a/get/security/1/x-key: `x-key` should be a list of texts, not null -> read as a list
            wrong-container /paths/~1a/get/security/2/b: `b` should be a list of texts, not the text `all` -> read as a list
            keyword-of-other-version /paths/~1a/get/parameters/0/in: `in: body` is written in the way of Swagger 2.0 -> read as it is meant there
            missing-schema /paths/~1a/get/parameters/0: a Parameter Object has no `schema` -> an empty object is used
            missing-keyword /paths/~1a/get/parameters/1: a Parameter Object has no `name` -> left out
            wrong-type /paths/~1a/get/parameters/2: item 2 of `parameters` should be a Parameter Object, not the number `5` -> left out
            unknown-value /paths/~1a/get/parameters/3/style: `form` is not one of `matrix`, `label`, `simple` -> ignored
            missing-schema /paths/~1a/get/parameters/3: a Parameter Object has no `schema` -> an empty object is used
            letter-case /paths/~1a/get/parameters/4/in: `in` should be one of `query`, `header`, `path`, `cookie`, not the text `Query` -> read as the text `query`
            null-value /paths/~1a/get/parameters/4/schema: `schema` is null -> ignored
            unquoted-text /paths/~1a/get/parameters/5/name: `name` should be a text, not the number `5` -> read as the text `5`
            abbreviated-object /paths/~1a/get/parameters/5/examples/x: `x` should be an Example Object, not the number `1` -> read as `{"value":1}`
            missing-keyword /paths/~1a/get/requestBody: a Request Body Object has no `content` -> an empty object is used
            missing-description /paths/~1a/get/responses/200: a Response Object has no `description` -> an empty text is used
            null-value /paths/~1a/get/responses/2xx: `2xx` is null -> read as a response of which nothing is said
            unknown-keyword /paths/~1a/get/responses/999x: `999x` is not a keyword of a Responses Object -> ignored (a status is expected, such as `200`, `4XX` or `default`)
            unknown-keyword /paths/~1a/get/responses/200 OK: `200 OK` is not a keyword of a Responses Object -> ignored (a status is expected, such as `200`, `4XX` or `default`)
            missing-schema /paths/~1a/get/responses/default/headers/H: a Header Object has no `schema` -> an empty object is used
            wrong-type /paths/~1a/get/responses/default/headers/G: `G` should be a Header Object, not the number `5` -> read as one that says nothing
            wrong-type /paths/~1a/get/responses/default/content/a~1b: `a/b` should be a Media Type Object, not null -> read as one that says nothing
            missing-keyword /paths/~1a/get/responses/default/links/l: a Link Object has no `operationId` -> left out
            several-bodies /paths/~1a/get/parameters/0: `a` is a second body beside `requestBody` -> left out
        "#]],
    );
    let at = Pointer::parse("/paths/~1a/get").expect("a pointer");
    let operation = document.operation(&at).expect("an operation");
    let places: Vec<String> = operation
        .parameters
        .iter()
        .map(|parameter| format!("{parameter:?}"))
        .collect();
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(
        places[0].contains("/parameters/3"),
        "the places are those of the text: {places:?}"
    );
}

#[test]
fn what_has_no_fixed_keywords() {
    let text = "openapi: 3.0.3\ninfo: [{title: t}]\npaths: {a: {}, /b: , /c: {get: , gett: {}, $ref: 5, post: {$ref: 'x.yml'}}}\n\
                servers: http://x\ntags: [a, {}, {name: 5}]\nexternalDocs: {}\nsecurity: {key: []}\nx-any: [{type: 5}]\ntag: []\n";
    let document = check(
        text,
        &expect![[r#"
            wrong-type /info: `info` should be an Info Object, not a list -> ignored
            path-without-slash /paths/a: the path `a` does not begin with `/` -> read as `/a`
            null-value /paths/~1b: `/b` is null -> ignored
            wrong-type /paths/~1c/$ref: `$ref` should be a text, not the number `5` -> ignored
            null-value /paths/~1c/get: `get` is null -> ignored
            unknown-keyword /paths/~1c/gett: `gett` is not a keyword of a Path Item Object -> ignored (did you mean `get`?)
            abbreviated-object /servers/0: item 0 of `servers` should be a Server Object, not the text `http://x` -> read as `{"url":"http://x"}`
            abbreviated-object /tags/0: item 0 of `tags` should be a Tag Object, not the text `a` -> read as `{"name":"a"}`
            missing-keyword /tags/1: a Tag Object has no `name` -> left out
            unquoted-text /tags/2/name: `name` should be a text, not the number `5` -> read as the text `5`
            missing-keyword /externalDocs: an External Documentation Object has no `url` -> left out
            wrong-container /security: `security` should be a list of Security Requirement Objects, not a mapping -> read as a list
            unknown-keyword /tag: `tag` is not a keyword of an OpenAPI Object -> ignored (did you mean `tags`?)
            misplaced-reference /paths/~1c/post/$ref: a reference stands in the place of an Operation Object -> followed all the same
            external-reference /paths/~1c/post/$ref: `x.yml` leads out of the document ->  (bundle the documents into one file first)
        "#]],
    );
    assert_eq!(document.tags().expect("tags").len(), 2);
    assert_eq!(document.servers().expect("servers")[0].url, "http://x");
}

#[test]
fn security_schemes_have_what_their_type_needs() {
    let text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  securitySchemes:\n    \
                a: {type: apikey, in: header, name: k}\n    b: {type: apiKey, in: path, name: k}\n    c: {type: http}\n    \
                d: {type: oauth2, flows: {implicit: {scopes: [read]}, password: {tokenUrl: u, scopes: {w: }}, other: {}}}\n    \
                e: {type: oauth2}\n    f: {type: openIdConnect}\n    g: {}\n    h: {type: basic}\n";
    let document = check(
        text,
        &expect![[r#"
            letter-case /components/securitySchemes/a/type: `type` should be one of `apiKey`, `http`, `oauth2`, `openIdConnect`, not the text `apikey` -> read as the text `apiKey`
            unknown-value /components/securitySchemes/b/in: `path` is not one of `query`, `header`, `cookie` -> ignored
            missing-keyword /components/securitySchemes/b: a Security Scheme Object has no `in` -> left out, since what it has cannot be used
            missing-keyword /components/securitySchemes/c: a Security Scheme Object has no `scheme` -> left out
            missing-keyword /components/securitySchemes/d/flows/implicit: an OAuth Flow Object has no `authorizationUrl` -> an empty text is used
            wrong-container /components/securitySchemes/d/flows/implicit/scopes: `scopes` should be a mapping to texts, not a list -> read as a mapping
            unknown-keyword /components/securitySchemes/d/flows/other: `other` is not a keyword of an OAuth Flows Object -> ignored
            missing-keyword /components/securitySchemes/e: a Security Scheme Object has no `flows` -> an empty object is used
            missing-keyword /components/securitySchemes/f: a Security Scheme Object has no `openIdConnectUrl` -> an empty text is used
            missing-keyword /components/securitySchemes/g: a Security Scheme Object has no `type` -> left out
            keyword-of-other-version /components/securitySchemes/h/type: `type: basic` is written in the way of Swagger 2.0 -> read as it is meant there
        "#]],
    );
    let components = document.components().expect("components");
    assert_eq!(
        components.security_schemes.keys().collect::<Vec<_>>(),
        ["a", "d", "e", "f", "h"]
    );
}

#[test]
fn values_and_extensions_are_not_looked_into() {
    let strange = "{type: 5, $ref: 5, properties: 5}";
    let text = schema(&format!(
        "{{default: {strange}, example: {strange}, enum: [{strange}], x-a: {strange}, \
         properties: {{type: {{type: string}}, required: {{type: string}}, x-y: {{type: string}}, $ref: {{type: string}}}}}}"
    ));
    check(&text, &expect![[""]]);
}

#[test]
fn objects_that_only_references_lead_to_are_mended_too() {
    let text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n\
                definitions: {A: {type: [string, 'null'], properties: {b: {$ref: '#/x-more/B'}}}}\nx-more: {B: {description: 5}}\n\
                components: {schemas: {S: {$ref: '#/definitions/A'}, T: {$ref: '#/definitions/A/properties/b'}}}\n";
    let document = check(
        text,
        &expect![[r#"
            keyword-of-other-version /definitions: `definitions` is a keyword of Swagger 2.0 -> read as it is meant there
            keyword-of-other-version /definitions/A/type: `type` is written in the way of OpenAPI 3.1 and later -> read as it is meant there
            unquoted-text /x-more/B/description: `description` should be a text, not the number `5` -> read as the text `5`
            keyword-of-another-type /definitions/A/properties: `properties` says nothing about values of the type `string` -> without effect (correct `type`, or take the keyword out)
        "#]],
    );
    let at = document
        .resolve(&Pointer::parse("/components/schemas/S").expect("a pointer"))
        .expect("a place");
    assert!(document.schema(&at).expect("a schema").schema_data.nullable);
    assert_eq!(document.root()["x-more"]["B"], json!({"description": "5"}));
}

#[test]
fn booleans_of_earlier_yaml() {
    let mut mended = String::new();
    for written in ["yes", "no", "On", "off", "'1'", "0", "'2'", "2", "y"] {
        let (document, found) = mend(&schema(&format!("{{deprecated: {written}}}")));
        let at = Pointer::parse("/components/schemas/A").expect("a pointer");
        let schema = document.get(&at).expect("a schema");
        let code = found.split(' ').next().unwrap_or_default();
        let _ = writeln!(mended, "{written}: {schema} {code}");
    }
    expect![[r#"
        yes: {"deprecated":true} quoted-value
        no: {"deprecated":false} quoted-value
        On: {"deprecated":true} quoted-value
        off: {"deprecated":false} quoted-value
        '1': {"deprecated":true} quoted-value
        0: {"deprecated":false} quoted-value
        '2': {} wrong-type
        2: {} wrong-type
        y: {} wrong-type
    "#]]
    .assert_eq(&mended);
}

#[test]
fn media_types_are_referred_to_since_3_2() {
    let document = |version: &str| {
        format!(
            "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {{responses: {{'200': \
             {{description: d, content: {{a/b: {{$ref: '#/components/mediaTypes/M'}}}}}}}}}}}}}}\n\
             components: {{mediaTypes: {{M: {{schema: {{type: string}}}}}}}}\n"
        )
    };
    check(&document("3.2.0"), &expect![[r#""#]]);
    check(
        &document("3.1.0"),
        &expect![[r#"
        keyword-of-other-version /components/mediaTypes: `mediaTypes` is a keyword of OpenAPI 3.2 -> read as it is meant there
        misplaced-reference /paths/~1a/get/responses/200/content/a~1b/$ref: a reference stands in the place of a Media Type Object -> followed all the same
    "#]],
    );
}

#[test]
fn schemas_at_the_top_of_the_document() {
    let text = "info: {title: t, version: '1'}\npaths: {}\n$defs: {B: {type: [string, 'null']}}\n\
                components: {schemas: {A: {$ref: '#/$defs/B'}}}\n";
    let document = check(&format!("openapi: 3.1.0\n{text}"), &expect![[r#""#]]);
    let at = Pointer::parse("/$defs/B").expect("a pointer");
    let schema = document.get(&at).expect("a schema").to_string();
    assert_eq!(schema, r#"{"type":"string","nullable":true}"#);
    check(
        &format!("openapi: 3.0.3\n{text}"),
        &expect![[r#"
        keyword-of-other-version /$defs: `$defs` is a keyword of OpenAPI 3.1 and later -> read as it is meant there
        keyword-of-other-version /$defs/B/type: `type` is written in the way of OpenAPI 3.1 and later -> read as it is meant there
    "#]],
    );
}

#[test]
fn more_misplaced_references_than_are_followed() {
    let tags = "{$ref: '#/x-tag'}, ".repeat(5_002);
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\nx-tag: {{name: a}}\ntags: [{tags}]\n"
    );
    let (_, found) = mend(&text);
    let last = found.lines().last().unwrap_or_default();
    expect!["misplaced-reference /tags/5001/$ref: `#/x-tag` stands where OpenAPI allows no reference, and more of that kind are in the document than are followed -> ignored"].assert_eq(last);
}

#[test]
fn a_reference_in_the_place_of_a_list_is_its_only_item_or_a_mapping_of_items() {
    let text = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    parameters: {$ref: '#/components/parameters'}
    get: {operationId: a, parameters: {$ref: '#/components/parameters/P'}, responses: {'200': {description: d}}}
components:
  parameters: {P: {name: p, in: query, schema: {type: string}}}
  schemas:
    A: {type: object}
    B: {allOf: {$ref: '#/components/schemas/A'}}
";
    let (document, found) = open(text);
    assert_eq!(found, ["misplaced-reference"; 3]);
    let document = document.expect("a document");
    for (place, reference) in [
        ("/components/schemas/B/allOf/0", "#/components/schemas/A"),
        ("/paths/~1a/get/parameters/0", "#/components/parameters/P"),
        (
            "/paths/~1a/parameters/0",
            "x-oasmith:#/components/parameters/P",
        ),
    ] {
        let place = Pointer::parse(place).expect("a pointer");
        assert_eq!(document.reference(&place), Some(reference), "{place}");
    }
}
