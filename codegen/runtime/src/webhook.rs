//! Webhooks and callbacks: requests that an API sends, told apart by their names.

use super::json_path;
use serde::de::DeserializeOwned;
use std::error::Error as StdError;
use std::fmt;

/// How many characters are shown of a name that is not in the document.
const LONGEST: usize = 100;

/// Why a webhook or a callback was not read.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The document has no webhook or callback of this name that is JSON.
    Unknown {
        /// The name.
        name: String,
    },
    /// The body is not what the document says.
    Undecodable {
        /// The name of the webhook or callback.
        name: String,
        /// Where in the JSON: `pets[0].name`. Empty when it is the whole body.
        path: String,
        /// What is wrong there.
        cause: serde_json::Error,
    },
}

impl WebhookError {
    /// That there is no webhook or callback of this name.
    #[must_use]
    pub fn unknown(name: &str) -> Self {
        Self::Unknown {
            name: name.to_owned(),
        }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => {
                // It came with a request that anybody can have sent, who must not write lines of a log.
                let shown = name.chars().take(LONGEST);
                let shown = shown.map(|c| if c.is_control() { ' ' } else { c });
                let name: String = shown.collect();
                write!(
                    f,
                    "the document has no webhook or callback `{name}` that is JSON"
                )
            }
            Self::Undecodable { name, path, cause } => {
                write!(f, "the body of `{name}` does not match the document")?;
                if !path.is_empty() {
                    write!(f, " at `{path}`")?;
                }
                write!(f, ": {cause}")
            }
        }
    }
}

impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Unknown { .. } => None,
            Self::Undecodable { cause, .. } => Some(cause),
        }
    }
}

/// Reads the body of a webhook or a callback.
#[doc(hidden)]
pub fn read_webhook<T: DeserializeOwned>(name: &str, body: &[u8]) -> Result<T, WebhookError> {
    serde_json::from_slice(body).map_err(|cause| WebhookError::Undecodable {
        name: name.to_owned(),
        path: json_path(body, cause.line(), cause.column()),
        cause,
    })
}
