//! The five operations behind one door, for what holds of each of them alike.

use generated::{
    Error, bigchange, bloxs, equals_money, personio,
    runtime::{BuildError, Operation},
};
use std::{fmt::Debug, time::Duration};

/// What every client here is given as its credential. No text may ever show it.
pub(crate) const TOKEN: &str = "t0ken-nobody-may-see";

/// An operation of one of the four APIs, with arguments that can be sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Known {
    Personio,
    BloxsPersons,
    BloxsOwners,
    BigChange,
    EqualsMoney,
}

impl Known {
    pub(crate) const ALL: [Self; 5] = [
        Self::Personio,
        Self::BloxsPersons,
        Self::BloxsOwners,
        Self::BigChange,
        Self::EqualsMoney,
    ];

    /// Method and path, as errors name the operation.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Personio => "PATCH /v2/persons/{person_id}",
            Self::BloxsPersons => "PUT /api/v1/relations/persons",
            Self::BloxsOwners => "PUT /api/v1/relations/owners",
            Self::BigChange => "PATCH /v1/persons/{personId}",
            Self::EqualsMoney => "PATCH /people/{personId}",
        }
    }

    /// The status that the document gives for success.
    pub(crate) fn success(self) -> u16 {
        match self {
            Self::Personio | Self::BigChange => 204,
            Self::BloxsPersons | Self::BloxsOwners | Self::EqualsMoney => 200,
        }
    }

    /// An error status whose body the document describes; Equals Money describes none.
    pub(crate) fn described_error(self) -> Option<u16> {
        match self {
            Self::Personio | Self::BloxsPersons | Self::BloxsOwners | Self::BigChange => Some(400),
            Self::EqualsMoney => None,
        }
    }

    /// Calls the operation. What differs between the operations, values and described errors, becomes text.
    pub(crate) async fn call(self, url: &str) -> Result<String, Error<String>> {
        self.call_within(url, Duration::from_secs(20)).await
    }

    /// The same, giving up after a time.
    pub(crate) async fn call_within(
        self,
        url: &str,
        limit: Duration,
    ) -> Result<String, Error<String>> {
        match self {
            Self::Personio => {
                let client = personio(url, limit).unwrap();
                let body = personio::models::Person::default();
                erased(client.persons().update_a_person("1", &body).await)
            }
            Self::BloxsPersons => {
                let client = bloxs(url, limit).unwrap();
                erased(client.persons().update_a_person(&bloxs_person()).await)
            }
            Self::BloxsOwners => {
                let client = bloxs(url, limit).unwrap();
                erased(client.owners().update_an_owner(&bloxs_owner()).await)
            }
            Self::BigChange => {
                let client = bigchange(url, limit).unwrap();
                let body = bigchange::models::PersonUpdate::default();
                erased(client.persons().update_a_person(PERSON_ID, 7, &body).await)
            }
            Self::EqualsMoney => {
                let client = equals_money(url, limit).unwrap();
                let body = equals_money::models::PersonUpdate::default();
                erased(client.people().update_person(PERSON_ID, &body).await)
            }
        }
    }

    /// Client and builder, as `Debug` shows them.
    pub(crate) fn shown(self, url: &str) -> String {
        let limit = Duration::from_secs(20);
        macro_rules! shown {
            ($api:ident, $scheme:ident) => {
                format!(
                    "{:?} {:#?} {:?}",
                    $api(url, limit).unwrap(),
                    $api(url, limit).unwrap(),
                    $api::Client::builder().base_url(url).$scheme(TOKEN),
                )
            };
        }
        match self {
            Self::Personio => shown!(personio, bearer_auth),
            Self::BloxsPersons | Self::BloxsOwners => shown!(bloxs, bearer_auth),
            Self::BigChange => shown!(bigchange, bearer),
            Self::EqualsMoney => shown!(equals_money, common_auth),
        }
    }
}

/// The identifier of a person, where it is a UUID.
pub(crate) const PERSON_ID: uuid::Uuid = uuid::uuid!("8e214819-5c83-429f-a976-eb127a0a8a88");

pub(crate) fn bloxs_person() -> bloxs::models::PersonUpdate {
    let method = bloxs::models::CorrespondenceMethod::Email;
    bloxs::models::PersonUpdate::new(method, "Tenant", "Informal", "Jansen")
}

pub(crate) fn bloxs_owner() -> bloxs::models::OwnerUpdate {
    bloxs::models::OwnerUpdate::new(bloxs::models::CorrespondenceMethod::Post, "Housing Ltd")
}

/// A client of an API, which says who it is and has its credential.
macro_rules! client {
    ($api:ident, $scheme:ident) => {
        pub(crate) fn $api(url: &str, limit: Duration) -> Result<$api::Client, BuildError> {
            $api::Client::builder()
                .base_url(url)
                .$scheme(TOKEN)
                .user_agent("behaviour/1")
                .timeout(limit)
                .build()
        }
    };
}

client!(personio, bearer_auth);
client!(bloxs, bearer_auth);
client!(bigchange, bearer);
client!(equals_money, common_auth);

/// The request of an operation, as `Debug` shows it with and without line breaks.
pub(crate) fn request_shown(operation: &impl Operation) -> String {
    let request = operation.request().unwrap();
    format!("{request:?} {request:#?}")
}

fn erased<T: Debug, E: Debug>(result: Result<T, Error<E>>) -> Result<String, Error<String>> {
    match result {
        Ok(value) => Ok(format!("{value:?}")),
        Err(Error::Api { error, response }) => Err(Error::Api {
            error: format!("{error:?}"),
            response,
        }),
        Err(Error::UndocumentedStatus(response)) => Err(Error::UndocumentedStatus(response)),
        Err(Error::Undecodable(error)) => Err(Error::Undecodable(error)),
        Err(Error::Transport(error)) => Err(Error::Transport(error)),
        Err(Error::Request(error)) => Err(Error::Request(error)),
        Err(other) => panic!("an error of a new kind: {other}"),
    }
}
