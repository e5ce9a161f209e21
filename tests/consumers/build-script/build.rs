//! Makes the client from its document, before the crate is built.
use oasmith::{
    ApiOptions,
    build_script::{self, BuildScriptError},
};

fn main() -> Result<(), BuildScriptError> {
    let mut options = ApiOptions::new("personio");
    // The document gives this operation no `operationId`.
    options.operation_names.insert(
        "PATCH /v2/persons/{person_id}".to_owned(),
        "update_a_person".to_owned(),
    );
    build_script::compile("../../../specs/personio.json", options)?;
    Ok(())
}
