//! `docs/schema-support.md`: a row for each keyword and format that the code knows, with findings and tests that are there;
//! and the values that the page says are changed or refused.
#![allow(
    clippy::expect_used,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

mod evidence;
mod values;

use golden::{
    json_schema::models::Reading, patterns::models::Texts, scalar_formats::models::Scalars,
    tuples::models::Entry,
};
use oasmith::diag::Code;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use values::{read, refused, unchanged, write};

/// What a row can say of a keyword.
const TREATMENTS: &[&str] = &[
    "typed",
    "checked",
    "documented",
    "diagnosed",
    "carried",
    "none",
];

/// The files that read extensions of schemas.
const READS_EXTENSIONS: &[&str] = &[
    include_str!("../codegen/src/lower/companions.rs"),
    include_str!("../codegen/src/lower/keywords.rs"),
    include_str!("../codegen/src/source/v31/schema.rs"),
];

const PAGE: &str = include_str!("../docs/schema-support.md");

/// The cells of the rows below a heading, without the two lines of the table's head.
fn rows(page: &str, heading: &str) -> Vec<Vec<String>> {
    let marker = format!("\n## {heading}\n");
    let section = page.split_once(&marker).map_or("", |(_, after)| after);
    let section = section
        .split_once("\n## ")
        .map_or(section, |(before, _)| before);
    let lines = section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = lines.map(|line| {
        line.split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect()
    });
    rows.skip(1).collect()
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// What is wrong with the rows about keywords.
fn complaints(rows: &[Vec<String>]) -> Vec<String> {
    let mut complaints = Vec::new();
    for row in rows {
        let [keyword, treatment, text, findings, shown] = row.as_slice() else {
            complaints.push(format!("{row:?}: five cells are wanted"));
            continue;
        };
        let treatments: Vec<&str> = treatment.split(", ").collect();
        let mut complain = |what: String| complaints.push(format!("{keyword}: {what}"));
        for unknown in treatments.iter().filter(|it| !TREATMENTS.contains(it)) {
            complain(format!("`{unknown}` is no treatment"));
        }
        if text.split(' ').count() < 2 {
            complain("a sentence is wanted".to_owned());
        }
        let findings = quoted(findings);
        for unknown in findings.iter().filter(|it| Code::from_name(it).is_none()) {
            complain(format!("`{unknown}` is no finding"));
        }
        if treatments.contains(&"diagnosed") && findings.is_empty() {
            complain("by which finding is it diagnosed?".to_owned());
        }
        let shown = quoted(shown);
        if shown.is_empty() {
            complain("a test is wanted".to_owned());
        }
        for missing in shown.iter().filter_map(|it| evidence::check(it).err()) {
            complain(missing);
        }
    }
    complaints
}

/// The names in the first cells, each of which has to stand there once.
fn names(rows: &[Vec<String>]) -> Vec<String> {
    let cells = rows.iter().filter_map(|row| row.first());
    cells
        .flat_map(|cell| quoted(cell))
        .map(str::to_owned)
        .collect()
}

fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn every_keyword_has_one_row() {
    for object in ["Schema", "Discriminator", "XML"] {
        let rows = rows(PAGE, &format!("{object} Object"));
        let known = oasmith::source::schema_keywords();
        let known: Vec<&str> = known
            .filter(|(of, _)| *of == object)
            .map(|(_, keyword)| keyword)
            .collect();
        assert!(!known.is_empty(), "{object}");
        let described = names(&rows);
        assert_eq!(
            sorted(described.iter().map(String::as_str)),
            sorted(known),
            "{object}"
        );
        assert_eq!(complaints(&rows), Vec::<String>::new());
    }
}

#[test]
fn every_extension_that_is_read_has_one_row() {
    let read: BTreeSet<&str> = READS_EXTENSIONS
        .iter()
        .flat_map(|text| text.split('"'))
        .filter(|text| text.len() > 2 && text.starts_with("x-") && !text.contains([' ', '\n']))
        .filter(|name| !name.starts_with("x-oasmith"))
        .collect();
    let rows = rows(PAGE, "Extensions");
    let described = names(&rows);
    assert_eq!(sorted(described.iter().map(String::as_str)), sorted(read));
    assert_eq!(complaints(&rows), Vec::<String>::new());
}

#[test]
fn every_format_has_one_row() {
    let rows = rows(PAGE, "Formats");
    let known: Vec<(&str, &[&str])> = oasmith::lower::known_formats().collect();
    let described = names(&rows);
    assert_eq!(
        sorted(described.iter().map(String::as_str)),
        sorted(known.iter().map(|(format, _)| *format))
    );
    for row in &rows {
        let [format, types, becomes, shown] = row.as_slice() else {
            panic!("{row:?}: four cells are wanted");
        };
        let name = quoted(format);
        let of = known.iter().find(|(format, _)| name == [*format]);
        assert_eq!(of.map(|(_, types)| types.join(", ")).as_ref(), Some(types));
        assert!(!becomes.is_empty(), "{format}");
        let missing: Vec<String> = quoted(shown)
            .into_iter()
            .filter_map(|it| evidence::check(it).err())
            .collect();
        assert_eq!(missing, Vec::<String>::new(), "{format}");
    }
}

#[test]
fn every_change_and_refusal_has_a_test() {
    for heading in [
        "What a round trip may change",
        "What is refused though it is valid",
    ] {
        let rows = rows(PAGE, heading);
        assert!(!rows.is_empty(), "{heading}");
        for row in rows {
            let shown = row.last().map(|cell| quoted(cell)).unwrap_or_default();
            assert!(!shown.is_empty(), "{row:?}");
            for name in shown {
                assert_eq!(evidence::check(name), Ok(()), "{row:?}");
            }
        }
    }
}

#[test]
fn rows_that_are_not_held_are_told() {
    let page = "\n## Objects\n\n| keyword | treatment | what exactly | findings | shown by |\n|---|---|---|---|---|\n\
                | `a` | typed | A type. |  | `golden/arrays` |\n| `b` | said | A type. |  | `golden/arrays` |\n\
                | `c` | diagnosed | It is told. |  | `golden/arrays` |\n| `d` | typed | A type. | `nothing` |  |\n\
                | `e` | typed | A type. |  | `golden/nothing` |\n| `f` | typed |\n\n## Next\n\n| `g` | typed |\n";
    let rows = rows(page, "Objects");
    assert_eq!(names(&rows), ["a", "b", "c", "d", "e", "f"]);
    let complaints = complaints(&rows);
    let told: Vec<&str> = complaints
        .iter()
        .map(|line| quoted(line).first().copied().unwrap_or_default())
        .collect();
    assert_eq!(told, ["b", "c", "d", "d", "e", "f"], "{complaints:?}");
}

#[track_caller]
fn becomes(member: &str, read_as: &Value, written_as: &Value) {
    let scalars: Scalars = read(&json!({ member: read_as }));
    assert_eq!(write(&scalars), json!({ member: written_as }));
}

#[test]
fn texts_and_numbers_have_one_spelling() {
    becomes("number", &json!(1), &json!(1.0));
    becomes(
        "date_time",
        &json!("2021-05-28T11:17:30+00:00"),
        &json!("2021-05-28T11:17:30Z"),
    );
    becomes(
        "date_time",
        &json!("2021-05-28T11:17:30.10+02:00"),
        &json!("2021-05-28T11:17:30.100+02:00"),
    );
    becomes(
        "date_time",
        &json!("2021-05-28t11:17:30.000z"),
        &json!("2021-05-28T11:17:30Z"),
    );
    let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    becomes("uuid", &json!(uuid.to_uppercase()), &json!(uuid));
    becomes("uuid", &json!(uuid.replace('-', "")), &json!(uuid));
    becomes("uuid", &json!(format!("{{{uuid}}}")), &json!(uuid));
    let _: Scalars =
        unchanged(&json!({"number": 0.1, "date_time": "2021-05-28T11:17:30.123456789+02:00"}));
}

#[test]
fn what_is_refused_though_valid() {
    assert!(refused::<Entry>(&json!(["a", 1.0])).contains("floating point `1.0`"));
    assert!(
        refused::<Scalars>(&json!({"integer": 9_223_372_036_854_775_808_u64}))
            .contains("9223372036854775808")
    );
    assert!(refused::<Reading>(&json!({"corner": [1.5, "a"]})).contains("expected f64"));
    assert!(refused::<Texts>(&json!({"other": 1})).contains("expected a string"));
}
