//! Opts a person at `BigChange` out of marketing, or in again, and unsets the telephone numbers if asked to.
//!
//! ```console
//! $ export BIGCHANGE_TOKEN=...
//! $ cargo run --example bigchange --features bigchange -- \
//!       1234 8e214819-5c83-429f-a976-eb127a0a8a88 --opt-out --forget-numbers
//! ```
//!
//! The first number is the customer's. `BIGCHANGE_URL` is another server to ask.
use generated::{
    Error, Field,
    bigchange::{
        Client,
        models::{PersonUpdate, ValidationProblem},
        persons::UpdateAPersonError,
    },
};
use std::{env, process::ExitCode, time::Duration};
use uuid::Uuid;

const USAGE: &str = "usage: bigchange CUSTOMER PERSON [--opt-out | --opt-in] [--forget-numbers]";

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
    let customer: i64 = arguments.next().ok_or(USAGE)?.parse().map_err(|_| USAGE)?;
    let id = arguments.next().ok_or(USAGE)?;
    let id: Uuid = id.parse().map_err(|_| format!("`{id}` is no UUID"))?;
    let mut update = PersonUpdate::default();
    for option in arguments {
        match option.as_str() {
            "--opt-out" => update.is_opted_out = Some(true),
            "--opt-in" => update.is_opted_out = Some(false),
            "--forget-numbers" => {
                update.mobile = Field::Null;
                update.landline = Field::Null;
                update.extension = Field::Null;
            }
            _ => Err(USAGE)?,
        }
    }
    // The document asks for at least one member, which is cheaper to find out here than from the server.
    let broken = update.validate();
    broken.map_err(|broken| format!("this can not be sent: {broken}"))?;
    let client = client()?;
    let call = client.persons().update_a_person(id, customer, &update);
    match call.await {
        Ok(()) => println!("{id} is updated"),
        Err(Error::Api { error, .. }) => match error {
            UpdateAPersonError::UnprocessableEntity(problem) => Err(explained(*problem))?,
            UpdateAPersonError::BadRequest(problem)
            | UpdateAPersonError::Forbidden(problem)
            | UpdateAPersonError::NotFound(problem)
            | UpdateAPersonError::InternalServerError(problem) => {
                let text = problem.detail.value().or(problem.title.value());
                Err(text.unwrap_or_else(|| "the server does not say why".into()))?;
            }
            other => Err(format!("{other:?}"))?,
        },
        Err(other) => Err(other)?,
    }
    Ok(())
}

fn client() -> Result<Client, Box<dyn std::error::Error>> {
    let token = env::var("BIGCHANGE_TOKEN").map_err(|_| "BIGCHANGE_TOKEN is not set")?;
    let mut builder = Client::builder()
        .bearer(token)
        .timeout(Duration::from_secs(30));
    if let Ok(url) = env::var("BIGCHANGE_URL") {
        builder = builder.base_url(url);
    }
    Ok(builder.build()?)
}

/// The members that the server refuses, a line each.
fn explained(problem: ValidationProblem) -> String {
    let errors = problem.errors.value().unwrap_or_default().into_iter();
    let lines: Vec<String> = errors
        .map(|(member, reasons)| {
            let reasons = reasons.unwrap_or_default().join("; ");
            format!("\n  {member}: {reasons}")
        })
        .collect();
    format!("refused:{}", lines.concat())
}
