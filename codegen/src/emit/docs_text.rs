//! Turns the Markdown of a description into the lines of a doc comment.
//!
//! A description is untrusted: `CommonMark` with tables, raw HTML, bare addresses and anything else that a vendor's
//! editor let pass. It is parsed, reduced to a small tree of our own, and written back as the Markdown that rustdoc
//! and clippy accept without a word. Text keeps its meaning: what was not markup in the description is escaped or set
//! in backticks, so that it cannot become markup, a link to an item, an HTML tag or a doctest.
//!
//! From the outside in: [`read`] follows the parser's events and [`tags`] the raw HTML that [`html`] takes apart; both
//! drive the [`builder`] of the [`tree`]. [`write`] indents and wraps it, [`inline`] settles what a run of text consists
//! of, and [`words`] decides how each word is written.

mod builder;
mod html;
mod inline;
mod read;
mod tags;
mod tree;
mod words;
mod write;

#[cfg(test)]
mod tests;

/// Columns of one line: 100, less an allowance for the indentation of a member and for `/// `.
const LINE_WIDTH: usize = 92;

/// How far a tab reaches in Markdown (`CommonMark` 0.31, section 2.2).
const TAB_STOP: usize = 4;

/// A description that was read, for those who write it twice.
pub(crate) struct Prose(Vec<tree::Block>);

impl Prose {
    pub(crate) fn read(markdown: &str) -> Self {
        if markdown.is_empty() {
            return Self(Vec::new());
        }
        Self(read::blocks(&clean(markdown)))
    }

    /// As [`markdown_lines`].
    pub(crate) fn lines(&self) -> Vec<String> {
        write::lines(&self.0, LINE_WIDTH)
    }

    /// As [`inline_text`].
    pub(crate) fn line(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        write::one_line(&self.0)
    }
}

/// The lines of a doc comment that say what `markdown` says, without `///`.
///
/// No line ends in a space. Paragraphs are wrapped at [`LINE_WIDTH`]; code, tables, headings, and words that cannot be
/// broken, such as links, may be longer.
pub(crate) fn markdown_lines(markdown: &str) -> Vec<String> {
    Prose::read(markdown).lines()
}

/// What `markdown` says, in one line, for the middle of a sentence of ours: a title or a summary.
pub(crate) fn inline_text(markdown: &str) -> String {
    Prose::read(markdown).line()
}

/// A code span that shows `text` whatever it contains.
///
/// Characters that have no picture, such as line ends, are written as Rust escapes. Empty text is shown as `""`,
/// because Markdown has no empty code span.
pub(crate) fn code(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unprintable(character) || (character.is_whitespace() && character != ' ') {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    if shown.is_empty() {
        shown.push_str("\"\"");
    }
    words::code_span(&shown)
}

/// Characters that must not reach a source file: controls, and those that are invisible or turn the direction of the
/// text around them, which rustc denies in comments (`text_direction_codepoint_in_comment`).
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// Line ends are `\n`, tabs are spaces, unprintable characters are gone, and the indentation that all lines share,
/// which would make code of the whole text, is taken off.
fn clean(markdown: &str) -> String {
    // Most texts hold nothing of the kind.
    if markdown
        .bytes()
        .all(|byte| matches!(byte, b'\n' | b' '..=b'~'))
    {
        return dedent(markdown);
    }
    let mut text = String::with_capacity(markdown.len());
    let mut column = 0;
    let mut characters = markdown.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                text.push('\n');
                column = 0;
            }
            '\t' => {
                let width = TAB_STOP - column % TAB_STOP;
                text.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            _ if is_unprintable(character) => {}
            _ => {
                text.push(character);
                column += 1;
            }
        }
    }
    dedent(&text)
}

fn dedent(text: &str) -> String {
    let indentation = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.get(indentation..).unwrap_or(""))
        .collect();
    lines.join("\n")
}
