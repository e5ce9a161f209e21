//! Documents that are deep or long: neither stack nor time may run out.
use super::{check_schemas, lowered, with_schemas};
use crate::{
    config::ApiOptions,
    diag::{Code, Diagnostic, Diagnostics},
    ir::{Api, dump::dump},
};
use expect_test::expect;
use std::time::{Duration, Instant};

/// The stack of a thread that a program starts without saying how large.
const STACK: usize = 2 << 20;

const LONG: usize = 20_000;

/// Runs with a small stack, and fails when it takes long.
fn within_bounds(run: impl FnOnce() + Send + 'static) {
    let begin = Instant::now();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread").join().expect("no panic");
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(100), "{took:?}");
}

/// A document of the schemas `S0` to `S{count}`, each with `NEXT` replaced by a reference to the next
/// one, and of a member and a parameter that refer to the first. JSON, which is read faster than YAML.
fn chain(count: usize, link: &str, end: &str) -> (Api, Diagnostics) {
    let reference = |index| format!(r##"{{"$ref": "#/components/schemas/S{index}"}}"##);
    let links: String = (0..count)
        .map(|index| {
            format!(
                "\"S{index}\": {},\n",
                link.replace("NEXT", &reference(index + 1))
            )
        })
        .collect();
    let first = reference(0);
    let document = format!(
        r#"{{
            "openapi": "3.0.3", "info": {{"title": "Test", "version": "1"}},
            "paths": {{"/a": {{"get": {{
                "operationId": "a",
                "parameters": [{{"name": "a", "in": "query", "schema": {first}}}],
                "responses": {{"204": {{"description": ""}}}}
            }}}}}},
            "components": {{"schemas": {{
                "User": {{"properties": {{"a": {first}}}}},
                {links} "S{count}": {end}
            }}}}
        }}"#
    );
    let mut diagnostics = Diagnostics::new();
    let read = crate::source::read("test.json", document.as_bytes(), &mut diagnostics);
    let read = read.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let api = crate::lower::lower(&read, &ApiOptions::new("test"), &mut diagnostics);
    (api, diagnostics)
}

/// A finding of another code, apart from those that every chain has.
fn unexpected(diagnostics: &Diagnostics, code: Code) -> Option<&Diagnostic> {
    let usual = [Code::UnsupportedParameter, Code::InferredType, code];
    diagnostics
        .iter()
        .find(|found| !usual.contains(&found.code))
}

/// Lowers a long chain, whose parameter is no text, and looks for lines in the dump.
fn long_chain(link: &'static str, end: &'static str, expected: &'static [&'static str]) {
    within_bounds(move || {
        let (api, diagnostics) = chain(LONG, link, end);
        assert_eq!(unexpected(&diagnostics, Code::UnsupportedParameter), None);
        assert_eq!(api.types.len(), LONG + 2);
        let text = dump(&api);
        for lines in expected {
            assert!(text.contains(lines), "{lines}");
        }
    });
}

#[test]
fn a_chain_of_members() {
    long_chain(
        r#"{"properties": {"a": NEXT}}"#,
        r#"{"type": "string", "nullable": true}"#,
        &["struct S19999\n  a: S20000 optional nullable\n"],
    );
}

#[test]
fn a_chain_of_lists() {
    long_chain(
        r#"{"type": "array", "items": NEXT}"#,
        r#"{"type": "string", "nullable": true}"#,
        &["alias S19999 = [S20000?]\n"],
    );
}

#[test]
fn a_chain_of_unions() {
    long_chain(
        r#"{"oneOf": [NEXT, {"enum": [null]}]}"#,
        r#"{"type": "string"}"#,
        &["  a: S0 optional nullable\n", "alias S19999 = S20000\n"],
    );
}

#[test]
fn a_chain_of_aliases() {
    long_chain(
        r#"{"allOf": [NEXT]}"#,
        r#"{"type": "array", "nullable": true, "items": {"type": "string"}}"#,
        &["  a: S0 optional nullable\n", "    query a: S0 optional\n"],
    );
}

#[test]
fn schemas_nested_as_deep_as_documents_are_read() {
    within_bounds(|| {
        let mut schema = "{type: string}".to_owned();
        for level in 0..38 {
            schema = format!("{{properties: {{p{level}: {schema}}}}}");
            schema = format!("{{type: array, items: {schema}}}");
        }
        let document = with_schemas(&format!("A: {schema}"));
        let (api, diagnostics) = lowered(&document, &ApiOptions::new("test"));
        assert_eq!(unexpected(&diagnostics, Code::InferredType), None);
        assert!(api.types.len() >= 39);
    });
}

#[test]
fn compositions_nested_as_deep_as_documents_are_read() {
    within_bounds(|| {
        let mut schema = "{properties: {a: {type: string}}}".to_owned();
        for level in 0..28 {
            schema =
                format!("{{allOf: [{schema}, {{properties: {{p{level}: {{type: string}}}}}}]}}");
            schema = format!("{{oneOf: [{schema}]}}");
        }
        let document = with_schemas(&format!("A: {schema}"));
        let (api, _) = lowered(&document, &ApiOptions::new("test"));
        assert!(!api.types.is_empty());
    });
}

/// Looking for the JSON type of a branch must not walk the same schemas again and again.
#[test]
fn unions_of_compositions_of_themselves() {
    within_bounds(|| {
        let ten =
            |name: &str| vec![format!("{{$ref: '#/components/schemas/{name}'}}"); 10].join(", ");
        let itself = format!(
            "A: {{oneOf: [{{$ref: '#/components/schemas/B'}}, {{type: string}}]}}\nB: {{allOf: [{}]}}\n",
            ten("B")
        );
        lowered(&with_schemas(&itself), &ApiOptions::new("test"));
        let links: String = (0..15)
            .map(|index| {
                format!(
                    "S{index}: {{anyOf: [{}]}}\n",
                    ten(&format!("S{}", index + 1))
                )
            })
            .collect();
        let union = "S15: {type: string}\nA: {oneOf: [{$ref: '#/components/schemas/S0'}, {type: integer}]}\n";
        lowered(&with_schemas(&(links + union)), &ApiOptions::new("test"));
    });
}

#[test]
fn a_chain_of_references_alone() {
    check_schemas(
        "
        S0: {$ref: '#/components/schemas/S1'}
        S1: {$ref: '#/components/schemas/S2'}
        S2: {$ref: '#/components/schemas/S3'}
        S3: {type: string}
        ",
        &expect![[r#"
            alias S0 = S3
            alias S3 = text
            alias S1 = S3
            alias S2 = S3
        "#]],
    );
    long_chain("NEXT", r#"{"type": "string"}"#, &["alias S0 = S20000\n"]);
}

#[test]
fn a_long_circle_of_references() {
    within_bounds(|| {
        let end = r##"{"$ref": "#/components/schemas/S0"}"##;
        let (api, diagnostics) = chain(LONG, "NEXT", end);
        assert_eq!(api.types.len(), LONG + 2);
        assert_eq!(unexpected(&diagnostics, Code::ReferenceCycle), None);
    });
}

#[test]
fn a_chain_of_inheritance() {
    within_bounds(|| {
        let link = r#"{"allOf": [NEXT, {"properties": {"a": {"type": "string"}}}]}"#;
        let end = r#"{"properties": {"b": {"type": "string"}}}"#;
        let (api, diagnostics) = chain(200, link, end);
        assert_eq!(unexpected(&diagnostics, Code::UnsupportedParameter), None);
        assert!(dump(&api).contains("struct S0\n  b: text optional\n  a: text optional\n"));
        let (api, diagnostics) = chain(LONG, link, end);
        let too_many = diagnostics
            .iter()
            .filter(|found| found.code == Code::TooManyParts);
        // Two schemas take part for each link, and one at the end.
        assert_eq!(too_many.count(), LONG - 249);
        let text = dump(&api);
        assert!(text.contains("alias S0 = any\n"));
        assert!(text.contains("struct S19751\n  b: text optional\n"));
    });
}

/// Each name is looked for among the members that are there: not by going through all of them.
#[test]
fn many_members_that_are_required_and_as_many_that_are_not_there() {
    within_bounds(|| {
        let many = 3 * LONG;
        let members: Vec<String> = (0..many)
            .map(|index| format!("\"m{index}\": {{\"type\": \"string\"}}"))
            .collect();
        let required: Vec<String> = (0..2 * many).map(|index| format!("\"m{index}\"")).collect();
        let end = format!(
            "{{\"properties\": {{{}}}, \"required\": [{}]}}",
            members.join(","),
            required.join(",")
        );
        let (api, _) = chain(0, "", &end);
        let text = dump(&api);
        let lines = text.lines();
        let required = lines.filter(|line| line.starts_with("  m") && !line.ends_with("optional"));
        assert_eq!(required.count(), 2 * many);
    });
}

/// What is carried along is read where it stands, and not with each of the schemas around it.
#[test]
fn carried_keywords_as_deep_as_documents_are_read() {
    for (open, close) in [
        ("{type: array, x-oasmith-prefixItems: [", "]}"),
        ("{type: object, x-oasmith-patternProperties: {a: ", "}}"),
        ("{type: object, x-oasmith-unevaluatedProperties: ", "}"),
        ("{type: array, x-oasmith-unevaluatedItems: ", "}"),
    ] {
        within_bounds(move || {
            let depth = 55;
            let schema = format!(
                "{}{{type: string}}{}",
                open.repeat(depth),
                close.repeat(depth)
            );
            let document = with_schemas(&format!("A: {schema}"));
            let document = crate::source::converted(&document);
            let mut diagnostics = Diagnostics::new();
            let api = crate::lower::lower(&document, &ApiOptions::new("test"), &mut diagnostics);
            assert!(!api.types.is_empty());
        });
    }
}

#[test]
fn a_chain_of_carried_keywords() {
    let usual = r#"{"type": "string"}"#;
    for link in [
        r#"{"type": "array", "x-oasmith-prefixItems": [NEXT]}"#,
        r#"{"type": "object", "x-oasmith-patternProperties": {"a": NEXT}}"#,
    ] {
        within_bounds(move || {
            let (api, _) = chain(LONG, link, usual);
            assert!(api.types.len() >= LONG);
        });
    }
}

#[test]
fn a_chain_of_defaults_of_compositions() {
    within_bounds(|| {
        let link = r#"{"allOf": [NEXT], "default": 1, "example": 1}"#;
        let (api, _) = chain(LONG, link, r#"{"type": "string"}"#);
        assert!(api.types.len() >= LONG);
    });
}

#[test]
fn many_parameters_tags_and_placeholders() {
    within_bounds(|| {
        let count = 20_000;
        let parameters = (0..count)
            .map(|index| format!("{{name: p{index}, in: query, schema: {{type: string}}}},"));
        let parameters: String = parameters.collect();
        let tags: String = (0..count).map(|index| format!("t{index},")).collect();
        let document = format!(
            "paths:\n  /a: {{get: {{operationId: a, tags: [{tags}], parameters: [{parameters}], responses: {{}}}}}}\n"
        );
        let (api, _) = lowered(&document, &ApiOptions::new("test"));
        let operation = api.operations.iter().next();
        assert_eq!(operation.map(|(_, it)| it.parameters.len()), Some(count));
    });
}

#[test]
fn a_path_that_no_server_takes() {
    within_bounds(|| {
        let path: String = (0..20_000).map(|index| format!("{{p{index}}}")).collect();
        // A key of more than 1024 characters has to be marked as one (YAML 1.2.2, section 8.2.2).
        let document = format!(
            "paths:\n  ? '/{path}'\n  : {{get: {{operationId: a, responses: {{204: {{description: ''}}}}}}}}\n"
        );
        let (api, diagnostics) = lowered(&document, &ApiOptions::new("test"));
        assert!(api.operations.is_empty());
        let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::LongPath]);
    });
}
