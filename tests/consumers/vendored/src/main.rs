//! Updates a person at the URL that is its argument, and prints what came.

use consumer_vendored::personio::{
    Client,
    models::Person,
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
        .bearer_auth("vendored")
        .build()?;

    let mut change = Person::default();
    change.gender = Field::Null;
    match client.persons().update_a_person("1", &change).send().await {
        Ok(response) => println!("{}", response.status),
        Err(Error::Api {
            error: UpdateAPersonError::NotFound(problem),
            ..
        }) => println!("no such person: {:?}", problem.personio_trace_id),
        Err(other) => return Err(other.into()),
    }
    Ok(())
}
