//! Changes members of a person of Personio.
//!
//! ```console
//! $ export PERSONIO_TOKEN=...
//! $ cargo run --example personio --features personio -- 5678 preferred_name=Jo gender=
//! ```
//!
//! Only the members that are named are sent. `gender=` unsets the gender. `PERSONIO_URL` is another server to ask.
use generated::{
    Error, Field,
    personio::{
        Client,
        models::{InvalidRequestResponse, Person},
        persons::UpdateAPersonError,
    },
};
use std::{env, process::ExitCode, time::Duration};

const USAGE: &str = "usage: personio PERSON MEMBER=VALUE...";

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
    let mut person = Person::default();
    for argument in arguments {
        let (member, value) = argument.split_once('=').ok_or(USAGE)?;
        set(&mut person, member, value)?;
    }
    let client = client()?;
    match client.persons().update_a_person(&id, &person).await {
        Ok(()) => println!("{id} is updated"),
        Err(Error::Api { error, .. }) => match error {
            UpdateAPersonError::NotFound(_) => Err(format!("there is no person {id}"))?,
            UpdateAPersonError::BadRequest(problem) => Err(explained(*problem))?,
            other => Err(format!("{other:?}"))?,
        },
        Err(other) => Err(other)?,
    }
    Ok(())
}

fn client() -> Result<Client, Box<dyn std::error::Error>> {
    let token = env::var("PERSONIO_TOKEN").map_err(|_| "PERSONIO_TOKEN is not set")?;
    let mut builder = Client::builder()
        .bearer_auth(token)
        .timeout(Duration::from_secs(30));
    if let Ok(url) = env::var("PERSONIO_URL") {
        builder = builder.base_url(url);
    }
    Ok(builder.build()?)
}

fn set(person: &mut Person, member: &str, value: &str) -> Result<(), String> {
    match member {
        "email" => person.email = Some(value.into()),
        "first_name" => person.first_name = Some(value.into()),
        "last_name" => person.last_name = Some(value.into()),
        "preferred_name" => person.preferred_name = Some(value.into()),
        "language_code" => person.language_code = Some(value.into()),
        "gender" if value.is_empty() => person.gender = Field::Null,
        "gender" => person.gender = Field::Value(value.into()),
        _ => return Err(format!("`{member}` is no member that can be set here")),
    }
    Ok(())
}

/// What the server found wrong, with the number that Personio's support asks for.
fn explained(problem: InvalidRequestResponse) -> String {
    let errors = problem.errors.unwrap_or_default().into_iter();
    let details: Vec<String> = errors.filter_map(|it| it.detail.or(it.title)).collect();
    let trace = problem.personio_trace_id.unwrap_or_default();
    format!("refused: {} (trace {trace})", details.join("; "))
}
