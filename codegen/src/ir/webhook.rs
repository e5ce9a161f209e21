//! Webhooks: requests that the API sends.
use super::Docs;

/// A webhook.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Its name, unique among them.
    pub name: String,
    /// The method, in capitals.
    pub method: String,
    /// What the document says about it.
    pub docs: Docs,
    /// What it carries.
    pub payload: Payload,
    /// The answers that are expected: a status and its text.
    pub answers: Vec<(String, String)>,
}

/// What a webhook carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// No body.
    Nothing,
    /// JSON of a type, which is at this position among those that are [kept](super::Api::kept).
    Json(usize),
    /// JSON that the document says nothing about.
    AnyJson,
}
