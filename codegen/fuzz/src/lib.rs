//! What both targets have in common: what has to hold for every document, and the documents to begin with.
mod mutation;

pub use mutation::mutate;

use oasmith::{ApiOptions, Generation, Input, Layout, diag::Style};
use serde_json::Value;
use std::{fs, path::Path, sync::OnceLock};

/// The largest document that is tried: more would find nothing new, and be slow.
pub const LARGEST: usize = 64 << 10;

/// Generates from a document.
///
/// # Panics
///
/// When it does what no document may make it do.
pub fn check(bytes: &[u8]) {
    let files = generate(bytes);
    if let Some(files) = &files {
        for (path, text) in files.iter().filter(|(path, _)| !path.contains("/runtime")) {
            assert!(
                !path.contains("..") && path.starts_with("api/") || path == "api.rs",
                "{path}"
            );
            if path.ends_with(".rs") {
                syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
        }
    }
    assert!(generate(bytes) == files, "a second run gives other bytes");
}

fn generate(bytes: &[u8]) -> Option<oasmith::output::Files> {
    let input = Input::new("fuzz", bytes, ApiOptions::new("api"));
    let generation = oasmith::generate(std::slice::from_ref(&input), &Layout::Module, "fuzz");
    let Generation { files, reports } = generation.unwrap_or_else(|error| panic!("{error}"));
    for report in &reports {
        assert!(files.is_some() || report.diagnostics.has_errors());
        let _ = report.render(Style::Plain);
    }
    files
}

/// The golden documents, as trees.
pub fn seeds() -> &'static [Value] {
    static SEEDS: OnceLock<Vec<Value>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/documents");
        let mut paths: Vec<_> = fs::read_dir(folder)
            .expect("the golden documents are there")
            .map(|entry| entry.expect("the folder can be read").path())
            .collect();
        paths.sort();
        let trees = paths
            .iter()
            .filter_map(|path| oasmith::source::tree(&fs::read(path).ok()?));
        trees.collect()
    })
}
