//! Where a future waits that no call is polling.

use super::{BoxFuture, Token, TokenError};

/// A token on its way.
pub(super) type Renewing = BoxFuture<'static, Result<Token, TokenError>>;

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use super::Renewing;

    /// The future itself, which any thread can go on with.
    pub(in super::super) struct Parked(Renewing);

    impl Parked {
        pub(in super::super) fn new(renewing: Renewing) -> Self {
            Self(renewing)
        }

        #[allow(
            clippy::unnecessary_wraps,
            reason = "in a browser it stays on its thread"
        )]
        pub(in super::super) fn take(self) -> Option<Renewing> {
            Some(self.0)
        }
    }
}

/// What a browser does belongs to its thread, and so does a future about it, while a client may go to any.
#[cfg(target_arch = "wasm32")]
mod platform {
    use super::Renewing;
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicU64, Ordering};

    static PARKED: AtomicU64 = AtomicU64::new(0);

    thread_local! {
        static HERE: RefCell<BTreeMap<u64, Renewing>> = const { RefCell::new(BTreeMap::new()) };
    }

    /// What the future is called on its thread.
    pub(in super::super) struct Parked(u64);

    impl Parked {
        pub(in super::super) fn new(renewing: Renewing) -> Self {
            let key = PARKED.fetch_add(1, Ordering::Relaxed);
            HERE.with_borrow_mut(|here| here.insert(key, renewing));
            Self(key)
        }

        /// None on another thread.
        #[allow(clippy::needless_pass_by_value, reason = "it is not parked any more")]
        pub(in super::super) fn take(self) -> Option<Renewing> {
            HERE.with_borrow_mut(|here| here.remove(&self.0))
        }
    }

    impl Drop for Parked {
        fn drop(&mut self) {
            // Dropping a future may run anything, so that it is not done while the others are borrowed.
            let parked = HERE.try_with(|here| {
                let mut here = here.try_borrow_mut().ok()?;
                here.remove(&self.0)
            });
            drop(parked);
        }
    }
}

pub(super) use platform::Parked;
