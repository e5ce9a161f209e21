//! Changes the name or telephone number of a person at Equals Money, and shows what is known of them then.
//!
//! ```console
//! $ export EQUALS_MONEY_KEY=...
//! $ cargo run --example equals_money --features equals_money -- \
//!       8e214819-5c83-429f-a976-eb127a0a8a88 --last-name Parton --mobile +447798121212
//! ```
//!
//! The sandbox is asked; `EQUALS_MONEY_URL` is another server to ask.
use generated::{
    Error,
    equals_money::{Client, Server, models::PersonUpdate, people::UpdatePersonError},
};
use std::{env, process::ExitCode, time::Duration};
use uuid::Uuid;

const USAGE: &str =
    "usage: equals_money PERSON [--first-name NAME] [--last-name NAME] [--mobile NUMBER]";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let id = arguments.next().ok_or(USAGE)?;
    let id: Uuid = id.parse().map_err(|_| format!("`{id}` is no UUID"))?;
    let mut update = PersonUpdate::default();
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match option.as_str() {
            "--first-name" => update.first_name = Some(value),
            "--last-name" => update.last_name = Some(value),
            "--mobile" => update.primary_mobile_number = Some(value),
            _ => Err(USAGE)?,
        }
    }
    let client = client()?;
    let call = client.people().update_person(id, &update);
    let person = call.await.map_err(explained)?;
    let names = [person.first_name, person.last_name];
    println!("name: {}", names.map(Option::unwrap_or_default).join(" "));
    println!("status: {}", person.status.unwrap_or_default());
    if let Some(number) = person.primary_mobile_number.value() {
        println!("mobile: {number}");
    }
    Ok(())
}

fn client() -> Result<Client, Box<dyn std::error::Error>> {
    let key = env::var("EQUALS_MONEY_KEY").map_err(|_| "EQUALS_MONEY_KEY is not set")?;
    let builder = Client::builder()
        .common_auth(format!("ApiKey {key}"))
        .timeout(Duration::from_secs(30));
    let builder = match env::var("EQUALS_MONEY_URL") {
        Ok(url) => builder.base_url(url),
        Err(_) => builder.server(&Server::Sandbox),
    };
    Ok(builder.build()?)
}

fn explained(error: Error<UpdatePersonError>) -> String {
    let wait = error.retry_after().unwrap_or_default().as_secs();
    match error {
        Error::Api { error, response } => match error {
            UpdatePersonError::Unauthorized => "the key is not valid".into(),
            UpdatePersonError::NotFound => "there is no such person".into(),
            UpdatePersonError::TooManyRequests => {
                format!("too many requests; try again in {wait} s")
            }
            // What the document says of the others is their status, which the answer has as well.
            _ => response.to_string(),
        },
        other => other.to_string(),
    }
}
