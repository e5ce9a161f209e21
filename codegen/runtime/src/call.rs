//! A call: an operation and the client that is to send it.

use super::{
    BoxFuture, CallOptions, Core, Elsewhere, Error, Operation, Request, RequestError, Response,
};
use std::time::Duration;

/// A call on its way.
type Sending<'c, O, T> = BoxFuture<'c, Result<T, Error<<O as Operation>::Error>>>;

/// A call that has not been sent yet; `.await` sends it.
#[must_use = "a call is sent by `.await`"]
#[derive(Debug, Clone)]
pub struct Call<'c, O> {
    pub(super) core: &'c Core,
    /// The operation with its arguments, to be changed until the call is sent.
    pub operation: O,
    pub(super) options: CallOptions,
}

impl Core {
    /// A call of this operation, not sent yet.
    pub const fn call<O: Operation>(&self, operation: O) -> Call<'_, O> {
        Call {
            core: self,
            operation,
            options: CallOptions::new(),
        }
    }
}

impl<'c, O> Call<'c, O> {
    /// The same call of what is made of its operation.
    pub fn map_operation<P>(self, change: impl FnOnce(O) -> P) -> Call<'c, P> {
        Call {
            core: self.core,
            operation: change(self.operation),
            options: self.options,
        }
    }
}

impl<'c, O: Operation> Call<'c, O> {
    /// Gives up on the call after this time, whatever the client's own limit. Dropping the call's future gives up on it
    /// at once.
    pub const fn with_timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// Sends a header, in place of any other of its name.
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.options.header(name, value);
        self
    }

    /// Adds a pair to the query, behind what the operation has there.
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        self.options.query(name, value);
        self
    }

    /// Sends the call to this URL, which may have a path, instead of the client's base URL. Where it is of another
    /// origin, the client's credentials and default headers are not sent along.
    pub fn with_base_url(mut self, url: impl Into<String>) -> Self {
        self.options.base_url = Some(url.into());
        self
    }

    /// Sends the client's credentials and default headers to a base URL of another origin, too.
    pub const fn with_credentials(mut self) -> Self {
        self.options.elsewhere = Elsewhere::Trusted;
        self
    }

    /// The request that the call will send.
    ///
    /// # Errors
    /// When an argument cannot be sent.
    pub fn into_request(self) -> Result<Request, RequestError> {
        let mut request = self.operation.request()?;
        request.options = self.options;
        Ok(request)
    }

    /// Sends the call and gives status and headers along with the value; `.await` on the call gives the value alone.
    #[must_use = "a call is sent by `.await`"]
    pub fn send(self) -> Sending<'c, O, Response<O::Output>> {
        let sending = self.core.send(O::NAME, self.into_request());
        Box::pin(async move {
            let raw = sending.await?;
            let (status, headers) = (raw.status, raw.headers.clone());
            O::response(raw).map(|value| Response {
                status,
                headers,
                value,
            })
        })
    }
}

impl<'c, O: Operation> IntoFuture for Call<'c, O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = BoxFuture<'c, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        // The request is written here and not in the future, so that the arguments need not be `Send`.
        let sending = self.core.send(O::NAME, self.into_request());
        Box::pin(async move { O::response(sending.await?) })
    }
}
