//! Lists that come in pages, without an async runtime.

use super::blocking::block_on;
use super::{Error, Paged, PagedItems, Pages};

impl<O: Paged> Pages<'_, O> {
    /// Holds up the thread until the next page is there; `None` is the end.
    pub fn next_blocking(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        block_on(self.next())
    }
}

impl<O: Paged> PagedItems<'_, O> {
    /// Holds up the thread until the next item is there; `None` is the end.
    pub fn next_blocking(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        block_on(self.next())
    }
}
