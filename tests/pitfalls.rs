//! `tests/pitfalls.md`: for each shape of documents that is known to break generators, what holds its behaviour.
mod evidence;

/// How many shapes there are.
const ROWS: usize = 112;

/// How a row says that a shape is not carried out, or not whole: the reason follows.
const NOT_YET: &str = "Not yet: ";

/// A row of the table.
#[derive(Debug)]
struct Row {
    number: String,
    shape: String,
    outcome: String,
    held_by: Vec<String>,
}

impl Row {
    fn complaints(&self) -> Vec<String> {
        let mut complaints: Vec<String> = self
            .held_by
            .iter()
            .filter_map(|name| evidence::check(name).err())
            .collect();
        if self.shape.is_empty() || self.outcome.is_empty() {
            complaints.push("a shape and what comes of it are wanted".to_owned());
        }
        let reason = self.outcome.split_once(NOT_YET);
        let has_reason = reason.is_some_and(|(_, reason)| reason.split(' ').count() >= 4);
        if self.held_by.is_empty() && !has_reason {
            complaints.push(format!("neither a test nor a reason after `{NOT_YET}`"));
        }
        complaints
            .iter()
            .map(|complaint| format!("row {}: {complaint}", self.number))
            .collect()
    }
}

fn rows(page: &str) -> Vec<Row> {
    page.lines()
        .filter_map(|line| {
            let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
            let cells: Vec<&str> = cells.split(" | ").collect();
            let [number, shape, outcome, held_by] = cells.as_slice() else {
                // What is counted afterwards tells that a row is missing.
                return None;
            };
            let names = held_by.split('`').skip(1).step_by(2);
            Some(Row {
                number: (*number).to_owned(),
                shape: (*shape).to_owned(),
                outcome: (*outcome).to_owned(),
                held_by: names.map(str::to_owned).collect(),
            })
        })
        .skip(1)
        .collect()
}

#[test]
fn every_shape_has_its_tests_or_a_reason() {
    let rows = rows(include_str!("pitfalls.md"));
    let numbers: Vec<String> = rows.iter().map(|row| row.number.clone()).collect();
    let wanted: Vec<String> = (1..=ROWS).map(|number| number.to_string()).collect();
    assert_eq!(numbers, wanted);
    let complaints: Vec<String> = rows.iter().flat_map(Row::complaints).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_row_without_a_test_and_without_a_reason_is_told() {
    let page = "| # | shape | what comes of it | held by |\n|---|---|---|---|\n\
                | 1 | a | b | `golden/arrays` |\n| 2 | a | b |  |\n| 3 | a | Not yet: no. |  |\n\
                | 4 | a | Not yet: it comes with unions. |  |\n| 5 | a | b | `golden/nothing`, `golden/arrays` |\n";
    let complaints: Vec<String> = rows(page).iter().flat_map(Row::complaints).collect();
    let rows: Vec<&str> = complaints
        .iter()
        .map(|complaint| complaint.split(':').next().unwrap_or_default())
        .collect();
    assert_eq!(rows, ["row 2", "row 3", "row 5"], "{complaints:?}");
}
