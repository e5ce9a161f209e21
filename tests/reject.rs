//! Files that are wrong, each with the exact report that a person gets to read.
use oasmith::{
    Layout,
    diag::{Code, Diagnostics, Style},
    source::{self, Files, ReadError},
};
use xtask::blessed::{self, COMMAND};

#[test]
fn every_report_is_the_one_that_was_read() {
    let differences = blessed::rejections()
        .and_then(|blessed| blessed.differences())
        .expect("the files can be read");
    let shown: String = differences
        .iter()
        .map(|difference| format!("{difference}\n"))
        .collect();
    assert!(
        differences.is_empty(),
        "{} reports are not what is made now:\n\n{shown}\nRead the differences; if they are meant: {COMMAND}",
        differences.len()
    );
}

/// An error leaves nothing to write; what was mended leaves code that is valid Rust.
#[test]
fn files_come_out_unless_there_is_an_error() {
    for case in blessed::reject_cases().expect("the files can be read") {
        for layout in [Layout::Module, Layout::SingleFile] {
            let generation = oasmith::generate(&[case.input()], &layout, COMMAND)
                .unwrap_or_else(|defect| panic!("{}: {defect}", case.name));
            let diagnostics = &generation.reports[0].diagnostics;
            assert!(!diagnostics.is_empty(), "{}: nothing is found", case.name);
            assert_eq!(
                generation.files.is_none(),
                diagnostics.has_errors(),
                "{}",
                case.name
            );
        }
    }
}

/// One document that can not be used stops the others too, and each has its own report.
#[test]
fn an_error_in_one_document_leaves_no_files_for_any() {
    let good = br#"{"openapi": "3.0.3", "info": {"title": "Good", "version": "1"}, "paths": {}}"#;
    let input = |name, bytes| oasmith::Input::new(name, bytes, oasmith::ApiOptions::new(name));
    let inputs = [input("good", good.as_slice()), input("bad", b"{")];
    let generation = oasmith::generate(&inputs, &Layout::Module, COMMAND).expect("no defect");
    assert!(generation.files.is_none());
    let reports: Vec<String> = generation
        .reports
        .iter()
        .map(|report| report.render(Style::Plain))
        .collect();
    assert_eq!(reports[0], "");
    assert!(reports[1].starts_with("error[syntax]: "), "{}", reports[1]);
}

/// Files of which there is any number, each a schema.
struct Endless;

impl Files for Endless {
    fn read(&self, _name: &str) -> Result<Vec<u8>, ReadError> {
        Ok(b"type: string".to_vec())
    }
}

/// What stands in files beyond the limit may be anything, and the document is generated all the same.
#[test]
fn a_document_of_too_many_files() {
    let schemas: Vec<String> = (0..20_010)
        .map(|number| format!(r#""S{number}": {{"$ref": "s{number}.yaml"}}"#))
        .collect();
    let document = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {{{}}}}}}}"#,
        schemas.join(",")
    );
    let mut found = Diagnostics::new();
    let (_, read) = source::open("t.json", document.as_bytes(), Some(&Endless), &mut found);
    assert!(read.is_some());
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert!(!codes.is_empty() && codes.len() <= 11, "{}", codes.len());
    assert!(
        codes.iter().all(|code| *code == Code::TooManyFiles),
        "{codes:?}"
    );
}
