//! Makes the client from its document, before the crate is built.
use oasmith::{
    ApiOptions, Part,
    build_script::{self, BuildScriptError},
};

fn main() -> Result<(), BuildScriptError> {
    let mut options = ApiOptions::new("personio");
    // The document gives this operation no `operationId`.
    options.operation_names.insert(
        "PATCH /v2/persons/{person_id}".to_owned(),
        "update_a_person".to_owned(),
    );
    // All that there is, to show that none of it needs a feature of this crate.
    options
        .parts
        .extend([Part::Blocking, Part::Memory, Part::Tower, Part::Tracing]);
    build_script::compile("../../../specs/personio.json", options)?;
    Ok(())
}
