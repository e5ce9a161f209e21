//! A call: an operation and the client that is to send it.

use super::{BoxFuture, Core, Error, Operation, Response};

/// A call on its way.
type Sending<'c, O, T> = BoxFuture<'c, Result<T, Error<<O as Operation>::Error>>>;

/// A call that has not been sent yet; `.await` sends it.
#[must_use = "a call is sent by `.await`"]
#[derive(Debug, Clone)]
pub struct Call<'c, O> {
    core: &'c Core,
    /// The operation with its arguments, to be changed until the call is sent.
    pub operation: O,
}

impl Core {
    /// A call of this operation, not sent yet.
    pub const fn call<O: Operation>(&self, operation: O) -> Call<'_, O> {
        Call {
            core: self,
            operation,
        }
    }
}

impl<'c, O> Call<'c, O> {
    /// The same call of what is made of its operation.
    pub fn map_operation<P>(self, change: impl FnOnce(O) -> P) -> Call<'c, P> {
        Call {
            core: self.core,
            operation: change(self.operation),
        }
    }
}

impl<'c, O: Operation> Call<'c, O> {
    /// Sends the call and gives status and headers along with the value; `.await` on the call gives the value alone.
    #[must_use = "a call is sent by `.await`"]
    pub fn send(self) -> Sending<'c, O, Response<O::Output>> {
        let sending = self.core.send(O::NAME, self.operation.request());
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
        let sending = self.core.send(O::NAME, self.operation.request());
        Box::pin(async move { O::response(sending.await?) })
    }
}
