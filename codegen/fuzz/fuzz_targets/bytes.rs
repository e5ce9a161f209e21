//! Any bytes as a document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.len() <= oasmith_fuzz::LARGEST {
        oasmith_fuzz::check(bytes);
    }
});
