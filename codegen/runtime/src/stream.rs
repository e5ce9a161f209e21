//! Answers that are read while they arrive.

use super::{BoxFuture, Call, Error, OpenResponse, Operation, SendError, media_type};
use http::response::Parts;

/// An operation whose answer can be read while it arrives.
pub trait Streamed: Operation {
    /// What it is read as.
    type Stream;

    /// The media types of what is read so.
    const MEDIA_TYPES: &'static str;

    /// Begins to read it.
    fn stream(answer: OpenResponse) -> Self::Stream;
}

/// A call whose answer is on its way.
pub(super) type Opening<'c, O> =
    BoxFuture<'c, Result<<O as Streamed>::Stream, Error<<O as Operation>::Error>>>;

impl<'c, O: Streamed> Call<'c, O> {
    /// Sends the call, and gives the answer as soon as its head is there, to be read while it arrives. Dropping it
    /// hangs up. The time that a call may take is up to the head, and for an error of the server up to its end.
    ///
    /// Such errors are what they are without a stream.
    #[must_use = "a call is sent by `.await`"]
    pub fn stream(self) -> Opening<'c, O> {
        let core = self.core;
        let request = self.into_request();
        let request = request.map(|request| request.prefer(O::MEDIA_TYPES));
        let opening = core.open(O::NAME, request, is_streamed::<O>);
        Box::pin(async move {
            let answer = opening.await?;
            let other = media_type::other(&answer.headers, O::MEDIA_TYPES);
            if answer.status.is_success() && other.is_none() {
                return Ok(O::stream(answer));
            }
            // It was read as a whole, within the time of the call.
            let answer = answer.whole().await.map_err(SendError::Transport)?;
            match (O::response(answer.clone()), other) {
                (Err(error), _) => Err(error),
                (Ok(_), Some(other)) => Err(answer.of_other(other)),
                (Ok(_), None) => Err(answer.undocumented()),
            }
        })
    }
}

/// Whether an answer is what the call asks for.
fn is_streamed<O: Streamed>(head: &Parts) -> bool {
    head.status.is_success() && media_type::other(&head.headers, O::MEDIA_TYPES).is_none()
}
