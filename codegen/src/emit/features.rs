//! The conditions under which parts of an API are there: cargo features, in a crate that has some for its groups of
//! operations.
use super::Emit;
use crate::names::Home;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The features with each of which a file is there; none where it always is.
pub(super) fn of_home(emit: &Emit<'_>, home: Home) -> Vec<String> {
    let features = emit.features;
    features.map_or_else(Vec::new, |features| features.of_home(home))
}

/// The features with each of which the webhooks are there.
pub(super) fn of_webhooks(emit: &Emit<'_>) -> Vec<String> {
    let webhooks = emit.features.and_then(|it| it.webhooks.as_ref());
    webhooks.map(|it| it.name.clone()).into_iter().collect()
}

/// The features with which something is there that several things need, each under its own.
pub(super) fn of_any(needed: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let mut all = BTreeSet::new();
    for features in needed {
        if features.is_empty() {
            return Vec::new();
        }
        all.extend(features);
    }
    all.into_iter().collect()
}

/// The attribute that says so.
pub(super) fn condition(features: &[String]) -> TokenStream {
    match features {
        [] => TokenStream::new(),
        [feature] => quote!(#[cfg(feature = #feature)]),
        features => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}
