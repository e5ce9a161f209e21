//! Webhooks and callbacks: requests that the API sends.
use super::Docs;

/// A webhook of the API, or a callback of an operation.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Its name, unique among them.
    pub name: String,
    /// Where it comes to, as a runtime expression; none for webhooks, of which the document does not say it.
    pub url: Option<String>,
    /// The method, in capitals.
    pub method: String,
    /// What the document says about it.
    pub docs: Docs,
    /// What it carries.
    pub payload: Payload,
    /// The answers that are expected: a status and its text.
    pub answers: Vec<(String, String)>,
}

impl Webhook {
    /// The position of the type that it carries among those that are [kept](super::Api::kept).
    #[must_use]
    pub fn carried(&self) -> Option<usize> {
        match self.payload {
            Payload::Json(position) => Some(position),
            Payload::Nothing | Payload::AnyJson => None,
        }
    }
}

/// What a webhook or a callback carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// No body.
    Nothing,
    /// JSON of a type, which is at this position among those that are [kept](super::Api::kept).
    Json(usize),
    /// JSON that the document says nothing about.
    AnyJson,
}
