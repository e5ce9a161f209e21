//! A crate whose build script makes a client: updates a person at the URL that is its argument, and prints what came.

/// The client, which the build script made.
pub mod personio {
    include!(concat!(env!("OUT_DIR"), "/personio.rs"));
}

use personio::{
    Client,
    models::{Person, person::Gender},
    persons::UpdateAPersonError,
    runtime::{Error, Field},
};
use std::error::Error as StdError;

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "a program speaks to a person")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let url = std::env::args().nth(1).ok_or("give a base URL")?;
    let client = Client::builder()
        .base_url(url)
        .bearer_auth("build-script")
        .build()?;

    let change = Person {
        gender: Field::Value(Gender::Female),
        ..Person::default()
    };
    match client.persons().update_a_person("1/2", &change).await {
        Ok(()) => println!("updated"),
        Err(Error::Api {
            error: UpdateAPersonError::BadRequest(problem),
            ..
        }) => println!("refused, see {:?}", problem.personio_trace_id),
        Err(other) => return Err(other.into()),
    }
    Ok(())
}
