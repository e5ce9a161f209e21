//! Phases in one: what is refused, and what reports say.
use super::*;

fn inputs<'a>(modules: &[&str]) -> Vec<Input<'a>> {
    let bytes = br#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}}"#;
    let input = |module: &&str| Input::new("pets.json", bytes, ApiOptions::new(*module));
    modules.iter().map(input).collect()
}

#[test]
fn modules_that_can_not_be_are_refused() {
    for name in ["../x", "type", "", "Pets", "runtime"] {
        let generation = generate(&inputs(&["pets", name]), &Layout::Module, "test");
        assert_eq!(
            generation.err(),
            Some(GenerateError::ModuleName(name.to_owned()))
        );
    }
}

#[test]
fn a_report_names_the_types_of_components_and_bodies() {
    let bytes = br##"{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/pets": {"post": {
        "operationId": "addPet", "consumes": ["application/json"], "produces": ["application/json"],
        "parameters": [{"in": "body", "name": "b", "schema": {"$ref": "#/definitions/Pet"}}],
        "responses": {"200": {"description": "", "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}},
            "400": {"description": "", "schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}}}},
        "definitions": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}},
            "Tags": {"type": "object", "additionalProperties": {"type": "string"}}}}"##;
    let input = Input::new("pets.json", bytes, ApiOptions::new("pets"));
    let generation = generate(&[input], &Layout::Module, "test").unwrap();
    let typed = generation.reports[0].typed.iter();
    let lines: Vec<String> = typed
        .map(|typed| format!("{:?} {} {}", typed.role, typed.place.as_str(), typed.path))
        .collect();
    assert_eq!(
        lines,
        [
            "Component /definitions/Pet models::Pet",
            "Component /definitions/Tags models::Tags",
            "Request /paths/~1pets/post/parameters/0/schema models::Pet",
            "Answer /paths/~1pets/post/responses/200/schema Vec<models::Pet>",
            "Answer /paths/~1pets/post/responses/400/schema operations::AddPetBadRequest",
        ]
    );
}

#[test]
fn two_modules_of_one_name_are_refused() {
    let generation = generate(&inputs(&["pets", "toys", "pets"]), &Layout::Module, "test");
    assert_eq!(
        generation.err(),
        Some(GenerateError::SameModule("pets".to_owned()))
    );
}
/// One document whose warning is denied, or allowed, beside one that is fine.
fn generated_with(levels: Levels) -> Generation {
    let bytes = br#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "servres": []}"#;
    let mut options = ApiOptions::new("toys");
    options.levels = levels;
    let mut inputs = inputs(&["pets"]);
    inputs.push(Input::new("toys.json", bytes, options));
    generate(&inputs, &Layout::Module, "test").unwrap()
}

#[test]
fn a_denied_finding_of_one_document_leaves_no_files_for_any() {
    let generation = generated_with(Levels::new().deny(Code::UnknownKeyword));
    assert!(generation.files.is_none());
    let refusals: Vec<Option<String>> = generation
        .reports
        .iter()
        .map(|report| report.refusal("the document"))
        .collect();
    let why = "the document has findings that are denied: `unknown-keyword` (1)";
    assert_eq!(refusals, [None, Some(why.to_owned())]);
}

#[test]
fn an_allowed_finding_is_not_in_the_report() {
    let generation = generated_with(Levels::new().allow(diag::Selection::Warnings));
    assert!(generation.files.is_some());
    assert!(generation.reports[1].diagnostics.is_empty());
    let generation = generated_with(Levels::new());
    assert_eq!(generation.reports[1].diagnostics.len(), 1);
}
