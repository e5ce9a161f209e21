//! A golden document with some changes, chosen by the bytes.
#![no_main]

use arbitrary::Unstructured;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(tree) = oasmith_fuzz::mutate(&mut Unstructured::new(bytes)) else {
        return;
    };
    let Ok(document) = serde_json::to_vec(&tree) else {
        return;
    };
    if document.len() <= oasmith_fuzz::LARGEST {
        oasmith_fuzz::check(&document);
    }
});
