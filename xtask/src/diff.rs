//! Two texts, compared for a person.
use similar::TextDiff;

/// How many lines of a diff are shown of one file.
const LINES: usize = 40;

/// What changes from one text to the other, as a unified diff whose lines are indented.
#[must_use]
pub fn diff(from: &str, to: &str) -> String {
    let diff = TextDiff::from_lines(from, to);
    let text = diff.unified_diff().context_radius(2).to_string();
    let lines: Vec<&str> = text.lines().collect();
    let mut shown: String = lines
        .iter()
        .take(LINES)
        .map(|line| format!("    {line}\n"))
        .collect();
    if lines.len() > LINES {
        shown.push_str(&format!("    ... {} lines more\n", lines.len() - LINES));
    }
    shown
}
