//! Writes an owner of real estate to Bloxs, in place of all that is known of them there.
//!
//! ```console
//! $ export BLOXS_TOKEN=... BLOXS_CUSTOMER=acme
//! $ cargo run --example bloxs --features bloxs -- OWN-17 'Jansen Vastgoed' post@example.com
//! ```
//!
//! `BLOXS_CUSTOMER` is the name of your environment; `BLOXS_URL` in its place is another server to ask.
use generated::{
    Error, Field,
    bloxs::{
        Client, Server,
        models::{CorrespondenceMethod, OwnerUpdate, ValidationProblem},
        owners::UpdateAnOwnerError,
    },
};
use std::{env, process::ExitCode, time::Duration};

const USAGE: &str = "usage: bloxs REFERENCE NAME EMAIL...";

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
    let reference = arguments.next().ok_or(USAGE)?;
    let name = arguments.next().ok_or(USAGE)?;
    let addresses: Vec<String> = arguments.collect();
    if addresses.is_empty() {
        Err(USAGE)?;
    }
    let mut owner = OwnerUpdate::new(CorrespondenceMethod::Email, name);
    owner.reference = Field::Value(reference);
    owner.primary_email_addresses = Field::Value(addresses);
    match client()?.owners().update_an_owner(&owner).await {
        Ok(owner) => {
            let shown = owner.display_name.value().or(owner.name);
            let reference = owner.reference.value();
            println!(
                "{} is written, as {}",
                shown.unwrap_or_default(),
                reference.unwrap_or_default()
            );
        }
        Err(Error::Api { error, .. }) => match error {
            UpdateAnOwnerError::BadRequest(problem) => Err(explained(*problem))?,
            other => Err(format!("{other:?}"))?,
        },
        Err(other) => Err(other)?,
    }
    Ok(())
}

fn client() -> Result<Client, Box<dyn std::error::Error>> {
    let token = env::var("BLOXS_TOKEN").map_err(|_| "BLOXS_TOKEN is not set")?;
    let builder = Client::builder()
        .bearer_auth(token)
        .timeout(Duration::from_secs(30));
    let builder = if let Ok(url) = env::var("BLOXS_URL") {
        builder.base_url(url)
    } else {
        let customer_name = env::var("BLOXS_CUSTOMER").map_err(|_| "BLOXS_CUSTOMER is not set")?;
        builder.server(&Server::BloxsIo { customer_name })
    };
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
    let title = problem.title.value().unwrap_or_else(|| "refused".into());
    format!("{title}{}", lines.concat())
}
