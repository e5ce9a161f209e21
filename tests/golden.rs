//! The golden crate holds what the generator makes of one small document for each feature, and what it
//! reports about it. A difference is either a defect, or a change to be read and blessed.
#![expect(
    clippy::expect_used,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use xtask::blessed::{self, Blessed, COMMAND};

fn assert_blessed(blessed: &Blessed) {
    let differences = blessed.differences().expect("the files can be read");
    let shown: String = differences
        .iter()
        .map(|difference| format!("{difference}\n"))
        .collect();
    assert!(
        differences.is_empty(),
        "{} files are not what is made now:\n\n{shown}\nRead the differences; if they are meant: {COMMAND}",
        differences.len()
    );
}

#[test]
fn the_golden_crate_is_what_its_documents_give() {
    assert_blessed(&blessed::golden().expect("every golden document can be used"));
}

/// Fixtures are read in review, so each has to be small.
#[test]
fn golden_documents_are_small() {
    for case in blessed::golden_cases().expect("the documents can be read") {
        let text = String::from_utf8(case.bytes).expect("a document is text");
        assert!(
            text.lines().count() <= 60,
            "{} has more than 60 lines",
            case.name
        );
    }
}

#[test]
fn a_difference_shows_what_changed() {
    let difference = blessed::Difference {
        path: "tests/golden/src/pets/mod.rs".to_owned(),
        known: Some("one\ntwo\nthree\n".to_owned()),
        wanted: Some("one\n2\nthree\n".to_owned()),
    };
    assert_eq!(
        difference.to_string(),
        "differs: tests/golden/src/pets/mod.rs\n    \
         @@ -1,3 +1,3 @@\n     one\n    -two\n    +2\n     three\n"
    );
}
