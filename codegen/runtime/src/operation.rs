//! What an operation is.

use super::{Error, RawResponse, Request, RequestError};

/// One operation with its arguments: knows how to become a request, and what each answer means.
pub trait Operation {
    /// What a successful answer gives.
    type Output;

    /// The error statuses that the document describes.
    type Error;

    /// Method and path as the document writes them, for people: `PATCH /v2/persons/{person_id}`.
    const NAME: &'static str;

    /// Writes the request.
    ///
    /// # Errors
    /// When an argument cannot be sent.
    fn request(&self) -> Result<Request, RequestError>;

    /// Reads the answer.
    ///
    /// # Errors
    /// When the answer is an error, described or not, or when its body is not what the document says.
    fn response(response: RawResponse) -> Result<Self::Output, Error<Self::Error>>;
}
