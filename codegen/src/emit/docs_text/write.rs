//! Writes the tree as Markdown: blocks, indentation, and lines that end where no marker can begin the next.

use super::inline;
use super::tree::{Alignment, Block, Inline, List, Mark, Spacing, Table};

/// However deep a list is nested, its text gets so many columns.
const NARROWEST: usize = 40;

/// The largest number that may begin an item of a list (`CommonMark` 0.31, section 5.2).
const LARGEST_NUMBER: u64 = 999_999_999;

/// Where a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Top,
    Nested,
}

/// The lines of a whole description.
pub(super) fn lines(blocks: &[Block], width: usize) -> Vec<String> {
    block_lines(blocks, width, Level::Top)
}

/// A whole description in one line.
pub(super) fn one_line(blocks: &[Block]) -> String {
    let mut inline = Vec::new();
    collect_inline(blocks, &mut inline);
    let mut line = joined(&inline);
    guard_start(&mut line);
    line
}

fn collect_inline(blocks: &[Block], inline: &mut Vec<Inline>) {
    for block in blocks {
        inline.push(Inline::Text(" ".to_owned()));
        match block {
            Block::Paragraph(content) | Block::Heading(content) => {
                inline.extend(content.iter().cloned());
            }
            Block::Code(code) => {
                inline.push(Inline::Code(
                    code.split_whitespace().collect::<Vec<_>>().join(" "),
                ));
            }
            Block::List(list) => list
                .items
                .iter()
                .for_each(|item| collect_inline(item, inline)),
            Block::Quote(blocks) => collect_inline(blocks, inline),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    inline.push(Inline::Text(" ".to_owned()));
                    inline.extend(cell.iter().cloned());
                }
            }
            Block::Rule => {}
        }
    }
}

/// Running text in one line.
fn joined(inline: &[Inline]) -> String {
    inline::hard_lines(inline).concat().join(" ")
}

fn block_lines(blocks: &[Block], width: usize, level: Level) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut previous: Option<&Block> = None;
    let mut rule = false;
    for block in blocks {
        let written = match block {
            Block::Paragraph(content) => paragraph_lines(content, width),
            Block::Heading(content) => heading_lines(
                content,
                width,
                if lines.is_empty() {
                    Level::Nested
                } else {
                    level
                },
            ),
            Block::Code(code) => code_lines(code),
            Block::List(list) => list_lines(list, width),
            Block::Quote(blocks) => quote_lines(blocks, width),
            Block::Table(table) => table_lines(table, width),
            Block::Rule => {
                // A rule separates, so it is written when something follows.
                rule = level == Level::Top && !lines.is_empty();
                continue;
            }
        };
        if written.is_empty() {
            continue;
        }
        let close = level == Level::Nested && follows_closely(previous, block);
        if !lines.is_empty() && !close {
            lines.push(String::new());
        }
        if std::mem::take(&mut rule) {
            lines.extend(["---".to_owned(), String::new()]);
        }
        lines.extend(written);
        previous = Some(block);
    }
    lines
}

/// Whether an item's text is followed by its inner list without a blank line. A list that does not begin with 1
/// cannot interrupt a paragraph.
fn follows_closely(previous: Option<&Block>, block: &Block) -> bool {
    matches!(previous, Some(Block::Paragraph(_)))
        && matches!(block, Block::List(list) if list.first.is_none_or(|first| first == 1))
}

/// A heading. The first block of a doc comment is its summary, and inside of lists headings disturb: there it is a
/// strong paragraph. A heading that does not fit a line was a paragraph over a line of dashes.
fn heading_lines(inline: &[Inline], width: usize, level: Level) -> Vec<String> {
    let plain: Vec<Inline> = inline
        .iter()
        .map(|piece| {
            if *piece == Inline::Break {
                Inline::Text(" ".to_owned())
            } else {
                piece.clone()
            }
        })
        .collect();
    let text = joined(&plain);
    if text.chars().count() + "#### ".len() > width {
        return paragraph_lines(&plain, width);
    }
    match level {
        Level::Top => {
            let text = match text.strip_suffix('#') {
                Some(before) => format!("{before}\\#"),
                None => text,
            };
            vec![format!("#### {text}")]
        }
        Level::Nested => {
            let mut strong = vec![Inline::Open(Mark::Strong)];
            strong.extend(plain);
            strong.push(Inline::Close(Mark::Strong));
            paragraph_lines(&strong, width)
        }
    }
}

fn paragraph_lines(inline: &[Inline], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for atoms in inline::hard_lines(inline) {
        if let Some(last) = lines.last_mut() {
            // The backslash keeps the author's line end, and survives editors that trim spaces.
            let last: &mut String = last;
            last.push('\\');
        }
        lines.extend(wrap(atoms, width));
    }
    lines
}

/// Fills lines. What Markdown would read as a marker at the start of a line stays with the word before it.
fn wrap(atoms: Vec<String>, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    let mut atoms = atoms.into_iter().peekable();
    while let Some(mut group) = atoms.next() {
        if lines.is_empty() {
            guard_start(&mut group);
        }
        while let Some(marker) = atoms.next_if(|atom| is_marker(atom)) {
            group.push(' ');
            group.push_str(&marker);
        }
        let length = group.chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + length <= width => {
                line.push(' ');
                line.push_str(&group);
                used += 1 + length;
            }
            _ => {
                lines.push(group);
                used = length;
            }
        }
    }
    lines
}

/// Whether a line that begins with this word would be something else than text: an item, a heading, a quote, a rule,
/// a line of a table, or the line below a heading.
fn is_marker(atom: &str) -> bool {
    let number = atom.strip_suffix(['.', ')']);
    // Runs of one character, or of those that the rule of a table is made of; `**|**` is none of them.
    let consists_of = |set: &str| atom.chars().all(|character| set.contains(character));
    atom.starts_with(['>', '|'])
        || ["-:|", "=", "+", "*", "#"].into_iter().any(consists_of)
        || number.is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Makes text of what would be a marker at the start of a line.
fn guard_start(atom: &mut String) {
    let first = atom.split(' ').next().unwrap_or("");
    if !is_marker(first) || first.is_empty() {
        return;
    }
    let at = if first.starts_with(|character: char| character.is_ascii_digit()) {
        first.len() - 1
    } else {
        0
    };
    atom.insert(at, '\\');
}

/// A fenced block. It is marked as text, because rustdoc would compile it as a doctest otherwise.
fn code_lines(code: &str) -> Vec<String> {
    let content: Vec<String> = code
        .lines()
        .map(|line| line.replace('\u{a0}', " ").trim_end().to_owned())
        .collect();
    let is_blank = |line: &String| line.is_empty();
    let start = content.iter().take_while(|line| is_blank(line)).count();
    let end = content.len()
        - content
            .iter()
            .rev()
            .take_while(|line| is_blank(line))
            .count();
    let Some(content) = content
        .get(start..end)
        .filter(|content| !content.is_empty())
    else {
        return Vec::new();
    };
    let runs = content
        .iter()
        .map(|line| line.trim_start())
        .map(|line| line.len() - line.trim_start_matches('`').len());
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    let mut lines = vec![format!("{fence}text")];
    lines.extend_from_slice(content);
    lines.push(fence);
    lines
}

fn quote_lines(blocks: &[Block], width: usize) -> Vec<String> {
    let lines = block_lines(blocks, narrowed(width, 2), Level::Nested);
    lines
        .into_iter()
        .map(|line| {
            if line.is_empty() {
                ">".to_owned()
            } else {
                format!("> {line}")
            }
        })
        .collect()
}

fn narrowed(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(NARROWEST)
}

fn list_lines(list: &List, width: usize) -> Vec<String> {
    let length = u64::try_from(list.items.len()).unwrap_or(u64::MAX);
    let first = list.first.map(|first| {
        if first.saturating_add(length) > LARGEST_NUMBER {
            1
        } else {
            first
        }
    });
    // One item with a blank line between its blocks makes the whole list loose for every reader of Markdown.
    let is_split = |item: &Vec<Block>| {
        item.iter()
            .zip(item.iter().skip(1))
            .any(|(previous, block)| !follows_closely(Some(previous), block))
    };
    let spacing = if list.items.iter().any(is_split) {
        Spacing::Loose
    } else {
        list.spacing
    };
    let mut lines: Vec<String> = Vec::new();
    for (item, offset) in list.items.iter().zip(0..) {
        let marker = first.map_or_else(
            || "- ".to_owned(),
            |first| format!("{}. ", first.saturating_add(offset)),
        );
        let content = block_lines(item, narrowed(width, marker.len()), Level::Nested);
        if content.is_empty() {
            continue;
        }
        if spacing == Spacing::Loose && !lines.is_empty() {
            lines.push(String::new());
        }
        let indentation = " ".repeat(marker.len());
        for (at, line) in content.into_iter().enumerate() {
            lines.push(match at {
                0 => format!("{marker}{line}"),
                _ if line.is_empty() => line,
                _ => format!("{indentation}{line}"),
            });
        }
    }
    lines
}

/// A table in the form of GitHub's Markdown; the columns are padded to their width where that fits a line.
fn table_lines(table: &Table, width: usize) -> Vec<String> {
    let columns = table
        .rows
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or(0)
        .max(table.alignments.len());
    let cell = |row: &Vec<Vec<Inline>>, column: usize| {
        // A bar ends a cell even in a code span.
        row.get(column)
            .map(|inline| joined(inline).replace('|', "\\|"))
            .unwrap_or_default()
    };
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| (0..columns).map(|column| cell(row, column)).collect())
        .collect();
    if columns == 0 || rows.iter().flatten().all(String::is_empty) {
        return Vec::new();
    }
    let widest = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
            .max(3)
    };
    let mut widths: Vec<usize> = (0..columns).map(widest).collect();
    if widths.iter().map(|width| width + 3).sum::<usize>() > width {
        widths.fill(0);
    }
    let row_line = |cells: &Vec<String>| -> String {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!(" {cell:<width$} |"));
        format!("|{}", padded.collect::<String>())
    };
    let alignments = table
        .alignments
        .iter()
        .copied()
        .chain(std::iter::repeat(Alignment::Unset));
    let rules: Vec<String> = widths
        .iter()
        .zip(alignments)
        .map(|(width, alignment)| alignment_rule(alignment, *width))
        .collect();
    let mut lines: Vec<String> = rows.iter().map(row_line).collect();
    lines.insert(1.min(lines.len()), format!("| {} |", rules.join(" | ")));
    lines
}

fn alignment_rule(alignment: Alignment, width: usize) -> String {
    let dashes = |ends: usize| "-".repeat(width.max(3) - ends);
    match alignment {
        Alignment::Unset => dashes(0),
        Alignment::Left => format!(":{}", dashes(1)),
        Alignment::Center => format!(":{}:", dashes(2)),
        Alignment::Right => format!("{}:", dashes(1)),
    }
}
