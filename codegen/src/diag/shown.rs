//! Text of documents, made fit to be shown: a document is untrusted, and its names and values are in messages.
//!
//! Everything that leaves for a terminal, a log or cargo goes through one of these. Source lines are cut elsewhere
//! (`Excerpt`), and JSON has its own way to write any character.

/// How many characters of a quoted name or value are shown.
pub const LONGEST_QUOTE: usize = 200;

/// How many characters of a message, a place or the name of a file are shown.
pub const LONGEST_TEXT: usize = 1_000;

/// Whether a character steers a terminal or turns the direction of the text around it.
#[must_use]
pub fn steers(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
}

/// The same text, on one line, without characters that steer a terminal or turn the direction of writing.
#[must_use]
pub fn printable(text: &str) -> String {
    let shown = |character| {
        if steers(character) {
            '\u{FFFD}'
        } else {
            character
        }
    };
    text.chars().map(shown).collect()
}

/// The same for one line of a source, whose tabs the renderer of reports spreads, and whose escapes it draws.
pub(super) fn printable_source(line: &str) -> String {
    let shown = |character: char| {
        if steers(character) && !character.is_ascii() {
            '\u{FFFD}'
        } else {
            character
        }
    };
    line.chars().map(shown).collect()
}

/// A printable text of which no quoted part is longer than [`LONGEST_QUOTE`], nor the whole than [`LONGEST_TEXT`]. Three
/// dots stand in the place of what is cut off.
#[must_use]
pub fn brief(text: &str) -> String {
    if text.len() <= LONGEST_QUOTE {
        return printable(text);
    }
    let mut shown = String::new();
    for (index, part) in text.split('`').enumerate() {
        if shown.len() > LONGEST_TEXT * 4 {
            break;
        }
        let is_quoted = index % 2 == 1;
        if index > 0 {
            shown.push('`');
        }
        let most = if is_quoted {
            LONGEST_QUOTE
        } else {
            LONGEST_TEXT
        };
        shown.push_str(&cut(part, most));
    }
    printable(&cut(&shown, LONGEST_TEXT))
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
