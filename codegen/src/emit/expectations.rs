//! Lints that the document breaks, not the generator: each is expected where it applies, with its reason.
use proc_macro2::TokenStream;
use quote::quote;

/// clippy's limit for the number of arguments, the receiver included.
const MOST_ARGUMENTS: usize = 7;

/// clippy's limit for the number of truth values in a struct or among arguments.
const MOST_BOOLS: usize = 3;

/// A function that takes what the document requires. `types` are those of its arguments, the receiver's included.
pub(super) fn of_arguments(types: &[TokenStream]) -> TokenStream {
    let many = (types.len() > MOST_ARGUMENTS).then(|| quote!(clippy::too_many_arguments));
    let bools = has_many_bools(types).then(|| quote!(clippy::fn_params_excessive_bools));
    let lints: Vec<TokenStream> = many.into_iter().chain(bools).collect();
    if lints.is_empty() {
        return TokenStream::new();
    }
    quote!(#[expect(#(#lints),*, reason = "the document requires each of them")])
}

/// A struct with the members that the document declares.
pub(super) fn of_members(types: &[TokenStream]) -> Option<TokenStream> {
    has_many_bools(types).then(|| {
        quote!(#[expect(clippy::struct_excessive_bools, reason = "the document declares each of them")])
    })
}

fn has_many_bools(types: &[TokenStream]) -> bool {
    let bools = types.iter().filter(|ty| ty.to_string() == "bool");
    bools.count() > MOST_BOOLS
}
