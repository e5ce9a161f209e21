//! What is kept of a run: `report.json`.
use serde::{Deserialize, Serialize};
use std::fmt;

/// The version of the shape of the report.
pub const SCHEMA: u32 = 1;

/// What a call is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Only what is required is sent.
    Required,
    /// All arguments are sent, with all that their values may have.
    All,
    /// An example of the body that the document gives.
    Example {
        /// Which one, from 1.
        number: usize,
    },
    /// An answer with this status.
    Status {
        /// The status.
        code: u16,
        /// Whether it is made of the schema even where there are examples.
        dynamic: bool,
    },
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("required arguments"),
            Self::All => f.write_str("all arguments"),
            Self::Example { number } => write!(f, "example {number} of the body"),
            Self::Status { code, dynamic } => {
                let made = if *dynamic { ", made of the schema" } else { "" };
                write!(f, "answer {code}{made}")
            }
        }
    }
}

/// Which side of a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// No call of the operation could be made.
    Call,
    /// The request was not accepted, or not sent.
    Request,
    /// The answer was not read as what it is.
    Answer,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Call => "call",
            Self::Request => "request",
            Self::Answer => "answer",
        })
    }
}

/// A call that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Method and path of the operation.
    pub operation: String,
    /// What the call was to show; none where none could be made.
    pub purpose: Option<Purpose>,
    /// Which side failed.
    pub side: Side,
    /// Why.
    pub reason: String,
    /// The name of the exemption that it falls under.
    pub exemption: Option<String>,
    /// The start of what was sent.
    pub sent: String,
    /// The start of what was answered.
    pub received: String,
}

/// An answer that is not counted, for it is not the client's fault that it was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Method and path of the operation.
    pub operation: String,
    /// What the call was to show.
    pub purpose: Purpose,
    /// Why it is not counted.
    pub reason: String,
}

/// The numbers of a document, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Operations of the document.
    pub operations: usize,
    /// Those that could not be called, since an argument has no sample.
    pub uncalled: usize,
    /// Optional arguments that were never sent, since they have no sample.
    pub unsampled: usize,
    /// Requests, sent or not.
    pub requests: usize,
    /// Requests that the validator found nothing wrong with.
    pub accepted: usize,
    /// Requests that fall under an exemption.
    pub exempt_requests: usize,
    /// Answers that came to requests that were accepted, and that are what the document says.
    pub answers: usize,
    /// Answers that were read as what they are.
    pub decoded: usize,
    /// Answers that fall under an exemption.
    pub exempt_answers: usize,
    /// Answers that break the document, and so may be refused: refused or not, they are not counted among the others.
    pub invalid: usize,
    /// Answers that the server could not make.
    pub unmade: usize,
    /// Statuses that the operations document.
    pub statuses: usize,
    /// Statuses of which at least one answer was read.
    pub reached: usize,
}

impl Counts {
    /// Adds the numbers of another document.
    pub fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.uncalled += other.uncalled;
        self.unsampled += other.unsampled;
        self.requests += other.requests;
        self.accepted += other.accepted;
        self.exempt_requests += other.exempt_requests;
        self.answers += other.answers;
        self.decoded += other.decoded;
        self.exempt_answers += other.exempt_answers;
        self.invalid += other.invalid;
        self.unmade += other.unmade;
        self.statuses += other.statuses;
        self.reached += other.reached;
    }

    /// Whether nothing failed but what is exempt.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.uncalled == 0
            && self.accepted + self.exempt_requests == self.requests
            && self.decoded + self.exempt_answers == self.answers
    }
}

/// What came of a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Why nothing was called, if nothing was.
    pub problem: Option<String>,
    /// The numbers.
    pub counts: Counts,
    /// The calls that failed, exempt or not.
    pub failures: Vec<Failure>,
    /// The answers that are not counted.
    pub notes: Vec<Note>,
    /// The statuses of which no answer was read: the operation and the status.
    pub unreached: Vec<String>,
    /// How long the calls took, in seconds.
    pub seconds: f64,
}

/// What came of all: `report.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    /// The version of this shape.
    pub schema: u32,
    /// The mock server.
    pub server: String,
    /// The numbers of all documents together.
    pub counts: Counts,
    /// The documents, in the order of the run.
    pub documents: Vec<Document>,
}
