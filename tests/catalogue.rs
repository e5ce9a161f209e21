//! The catalogue of codes: its page is the one that is made now, and a report or a test shows each code.
mod evidence;

use oasmith::diag::Code;
use std::collections::{BTreeMap, BTreeSet};
use xtask::{
    blessed::{self, COMMAND},
    catalogue,
};

/// The codes that no document in a file shows, why, and the test that shows each.
const ELSEWHERE: &[(Code, &str, &str)] = &[
    (
        Code::UnmatchedName,
        "it is about the configuration",
        "lower/tests/operation::names_for_operations_that_are_not_there",
    ),
    (
        Code::UnmatchedPart,
        "it is about the configuration",
        "tests/parts::names_that_stand_for_nothing_are_errors",
    ),
    (
        Code::PartOfDocument,
        "it is about the configuration",
        "tests/parts::findings_about_what_is_left_out_are_not_shown",
    ),
    (
        Code::UnmatchedPaging,
        "it is about the configuration",
        "lower/paging/tests::what_an_operation_lacks_for_a_rule_is_reported",
    ),
    (
        Code::TooManyFiles,
        "it takes thousands of files",
        "tests/reject::a_document_of_too_many_files",
    ),
];

#[test]
fn the_page_is_the_one_that_is_made_now() {
    let differences = catalogue::catalogue()
        .and_then(|page| page.differences())
        .expect("the files can be read");
    let shown: String = differences
        .iter()
        .map(|difference| format!("{difference}\n"))
        .collect();
    assert!(
        differences.is_empty(),
        "{shown}\nRead the differences; if they are meant: {COMMAND}"
    );
}

#[test]
fn a_report_or_a_test_shows_each_code() {
    let reports = blessed::rejections().expect("the files can be read").texts;
    let shown: BTreeSet<Code> = reports
        .values()
        .flat_map(|report| catalogue::findings(report))
        .map(|(code, _)| code)
        .collect();
    let elsewhere: BTreeMap<Code, &str> = ELSEWHERE
        .iter()
        .map(|(code, _, test)| (*code, *test))
        .collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !shown.contains(code) && !elsewhere.contains_key(code))
        .map(|code| code.name())
        .collect();
    assert!(
        missing.is_empty(),
        "no document under tests/reject shows {missing:?}"
    );
    for (code, why, test) in ELSEWHERE {
        assert!(
            !shown.contains(code),
            "{code} has a report by now, so it is no exception"
        );
        assert!(!why.is_empty());
        assert_eq!(evidence::check(test), Ok(()), "{code}");
    }
}
