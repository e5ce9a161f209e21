//! The rules that let the sources be copied: the generator changes nothing in them.

use std::path::Path;

fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn sources_can_be_copied_as_they_are() {
    let sources = sources();
    assert!(sources.len() > 15, "the sources were found");
    for (name, text) in sources {
        assert!(text.starts_with("//! "), "{name} says what it is for");
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n");
        assert!(
            !code.contains("crate::") && !code.contains("$crate"),
            "{name} names the crate it is in"
        );
        assert!(
            !code.contains("#[test]") && !code.contains("macro_export"),
            "{name} has a test or exports a macro"
        );
        assert!(
            name == "lib.rs" || !code.contains("#[cfg(feature"),
            "{name} depends on a feature"
        );
        let clock = code.contains("Instant::now") || code.contains("SystemTime");
        assert!(
            name == "deadline.rs" || !clock,
            "{name} asks a clock that panics in a browser"
        );
        assert!(text.lines().count() < 600, "{name} is too long");
    }
}

#[test]
fn every_source_is_a_module() {
    let sources = sources();
    let (_, lib) = sources.iter().find(|(name, _)| name == "lib.rs").unwrap();
    for (name, _) in sources.iter().filter(|(name, _)| name != "lib.rs") {
        let line = format!("mod {};", name.trim_end_matches(".rs"));
        assert!(
            lib.lines().any(|written| written == line),
            "`{line}` is in lib.rs"
        );
    }
}
