//! A crate that depends on the generated crate, with one of its features: updates a person at the URL that is its
//! argument, and prints what came.

use generated::{
    Error,
    personio::{Client, models::Person, persons::UpdateAPerson},
};
use std::error::Error as StdError;

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "a program speaks to a person")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let url = std::env::args().nth(1).ok_or("give a base URL")?;
    let client = Client::builder()
        .base_url(url)
        .bearer_auth("dependency")
        .build()?;

    let mut change = Person::default();
    change.preferred_name = Some("Jo".into());
    match client.execute(UpdateAPerson::new("1", &change)).await {
        Ok(()) => println!("updated"),
        Err(Error::UndocumentedStatus(response)) => println!("{response}"),
        Err(other) => return Err(other.into()),
    }
    Ok(())
}
