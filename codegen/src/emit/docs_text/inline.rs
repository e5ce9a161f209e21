//! Settles what running text consists of: spans that begin and end, unbreakable atoms, and where a line may end.

use std::collections::BTreeMap;

use super::html;
use super::tree::{Inline, Mark};
use super::words::{self, Place};

/// A part of running text that is ready to be written, but not yet joined to its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Escaped text without spaces.
    Plain(String),
    /// The content of a code span.
    Code(String),
    /// A link.
    Link(String),
    Gap(Gap),
    Open(Mark),
    Close(Mark),
}

/// What may stand between two atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Space,
    /// The line ends here.
    Break,
}

/// Running text as atoms that stay whole, by the lines that the author asked for.
pub(super) fn hard_lines(inline: &[Inline]) -> Vec<Vec<String>> {
    let mut pieces = pieces(&settle(inline), Place::Body);
    drop_spans_that_cannot_flank(&mut pieces);
    let mut lines = vec![Vec::new()];
    let mut atom = String::new();
    for piece in pieces {
        match piece {
            Piece::Plain(text) | Piece::Link(text) => atom.push_str(&text),
            Piece::Code(text) => atom.push_str(&words::code_span(&text)),
            Piece::Open(mark) | Piece::Close(mark) => atom.push_str(delimiter(mark)),
            Piece::Gap(gap) => {
                end_atom(&mut lines, &mut atom);
                if gap == Gap::Break {
                    lines.push(Vec::new());
                }
            }
        }
    }
    end_atom(&mut lines, &mut atom);
    lines.retain(|line| !line.is_empty());
    lines
}

fn end_atom(lines: &mut [Vec<String>], atom: &mut String) {
    if let Some(line) = lines.last_mut()
        && !atom.is_empty()
    {
        line.push(std::mem::take(atom));
    }
}

/// Emphasis and strong emphasis use different characters, so that where they meet nothing can be mistaken.
fn delimiter(mark: Mark) -> &'static str {
    match mark {
        Mark::Emphasis => "_",
        Mark::Strong => "**",
        Mark::Strike => "~~",
        Mark::Code | Mark::Link => "",
    }
}

/// Spans that are closed and properly nested, code as one piece, neighbouring text as one piece.
fn settle(inline: &[Inline]) -> Vec<Inline> {
    let mut settled: Vec<Inline> = Vec::with_capacity(inline.len());
    for piece in pair(gather_code(inline)) {
        match (settled.last_mut(), piece) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            // `**a****b**` would not be read as two spans, so it becomes one.
            (Some(Inline::Close(last)), Inline::Open(mark)) if *last == mark => {
                settled.pop();
            }
            (_, piece) => settled.push(piece),
        }
    }
    settled
}

/// Makes one piece of what stands between `<code>` and `</code>`.
fn gather_code(inline: &[Inline]) -> Vec<Inline> {
    let mut gathered = Vec::with_capacity(inline.len());
    let mut start = None;
    for piece in inline {
        match (piece, start) {
            (Inline::Open(Mark::Code), None) => start = Some(gathered.len()),
            (Inline::Open(Mark::Code), Some(_)) | (Inline::Close(Mark::Code), None) => {}
            (Inline::Close(Mark::Code), Some(at)) => {
                let text: String = gathered.drain(at..).map(text_of).collect();
                gathered.push(Inline::Code(text));
                start = None;
            }
            (piece, _) => gathered.push(piece.clone()),
        }
    }
    gathered
}

fn text_of(piece: Inline) -> String {
    match piece {
        Inline::Text(text) | Inline::Code(text) => text,
        Inline::Break => " ".to_owned(),
        Inline::Open(_) | Inline::OpenLink(_) | Inline::Close(_) => String::new(),
    }
}

/// Leaves out the beginnings and ends that have no partner, and spans within a span of the same kind.
fn pair(inline: Vec<Inline>) -> Vec<Inline> {
    let mut open: Vec<(Mark, usize)> = Vec::new();
    let mut repeated: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kept: Vec<Option<Inline>> = Vec::with_capacity(inline.len());
    for piece in inline {
        let key = match &piece {
            Inline::Open(mark) | Inline::Close(mark) => delimiter(*mark),
            _ => "",
        };
        match &piece {
            Inline::Open(_) | Inline::OpenLink(_) => {
                let mark = if let Inline::Open(mark) = &piece {
                    *mark
                } else {
                    Mark::Link
                };
                if open.iter().any(|(other, _)| *other == mark) {
                    *repeated.entry(key).or_default() += 1;
                    continue;
                }
                open.push((mark, kept.len()));
            }
            Inline::Close(mark) => {
                if let Some(count) = repeated.get_mut(key).filter(|count| **count > 0) {
                    *count -= 1;
                    continue;
                }
                let Some(at) = open.iter().position(|(other, _)| other == mark) else {
                    continue;
                };
                for (_, index) in open.drain(at..).skip(1) {
                    if let Some(unclosed) = kept.get_mut(index) {
                        *unclosed = None;
                    }
                }
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
        kept.push(Some(piece));
    }
    for (_, index) in open {
        if let Some(unclosed) = kept.get_mut(index) {
            *unclosed = None;
        }
    }
    kept.into_iter().flatten().collect()
}

/// Words, code spans and links, with the spaces between them.
fn pieces(inline: &[Inline], place: Place) -> Vec<Piece> {
    let closers = |piece: &Inline| {
        if let Inline::Text(text) = piece {
            text.matches(']').count()
        } else {
            0
        }
    };
    let mut brackets: usize = inline.iter().map(closers).sum();
    let mut pieces = Pieces::default();
    let mut rest = inline.iter();
    while let Some(piece) = rest.next() {
        match piece {
            Inline::Text(text) => words::push_text(text, place, &mut brackets, &mut pieces),
            Inline::Code(text) => push_code(text, &mut pieces),
            Inline::Break => pieces.push(Piece::Gap(Gap::Break)),
            Inline::Open(mark) => pieces.push(Piece::Open(*mark)),
            Inline::Close(mark) => pieces.push(Piece::Close(*mark)),
            Inline::OpenLink(address) => {
                let content: Vec<Inline> = rest
                    .by_ref()
                    .take_while(|inner| **inner != Inline::Close(Mark::Link))
                    .cloned()
                    .collect();
                brackets -= content.iter().map(closers).sum::<usize>().min(brackets);
                let text = content.iter().cloned().map(text_of).collect::<String>();
                push_link(&content, text.trim(), address, &mut pieces);
            }
        }
    }
    pieces.tidy
}

fn push_code(text: &str, pieces: &mut Pieces) {
    let clean: String = text
        .chars()
        .map(|character| {
            if character.is_whitespace() {
                ' '
            } else {
                character
            }
        })
        .filter(|character| !super::is_unprintable(*character))
        .collect();
    let clean = clean.trim();
    pieces.push(if clean.is_empty() {
        Piece::Gap(Gap::Space)
    } else {
        Piece::Code(clean.to_owned())
    });
}

fn push_link(content: &[Inline], text: &str, address: &str, pieces: &mut Pieces) {
    let shown = address.strip_prefix("mailto:").unwrap_or(address);
    let same = text == shown || text == address || text.is_empty();
    // An address in angle brackets needs no text of its own, but is taken as it is written.
    let is_plain = !address.contains(|character: char| {
        character.is_whitespace() || super::is_unprintable(character) || "<>\\`".contains(character)
    }) && address
        .split('&')
        .skip(1)
        .all(|after| html::reference_length(after).is_none());
    if same && is_plain {
        pieces.push(Piece::Link(format!("<{shown}>")));
        return;
    }
    let address = words::encode_address(address);
    let label = link_text(content);
    if label.is_empty() {
        pieces.push(Piece::Link(format!(
            "[{}]({address})",
            words::code_span(shown)
        )));
    } else if let Some(quoted) = label
        .strip_prefix('"')
        .and_then(|label| label.strip_suffix('"'))
    {
        // Quotes in brackets look like a link to an item gone wrong, and read as well outside.
        let link = Piece::Link(format!("[{quoted}]({address})"));
        for piece in [
            Piece::Plain("\"".to_owned()),
            link,
            Piece::Plain("\"".to_owned()),
        ] {
            pieces.push(piece);
        }
    } else {
        pieces.push(Piece::Link(format!("[{label}]({address})")));
    }
}

fn link_text(content: &[Inline]) -> String {
    let mut pieces = pieces(content, Place::LinkText);
    drop_spans_that_cannot_flank(&mut pieces);
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(text) | Piece::Link(text) => text,
            Piece::Code(text) => words::code_span(&text),
            Piece::Gap(_) => " ".to_owned(),
            Piece::Open(mark) | Piece::Close(mark) => delimiter(mark).to_owned(),
        })
        .collect()
}

/// Pieces as they are made, tidy at any time: one gap at most between two atoms, none at the ends, none on the inner
/// side of a span's ends; no empty spans. There is one list of them, since a description has many words.
#[derive(Default)]
pub(super) struct Pieces {
    tidy: Vec<Piece>,
    /// What stands after the last of them, if an atom follows.
    gap: Option<Gap>,
    opening: Vec<Mark>,
    last: Last,
}

/// What was pushed last, whether it is kept or not.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Gap,
    Other,
}

impl Pieces {
    /// Whether the next piece begins a text, or stands after a gap.
    pub(super) fn is_at_gap(&self) -> bool {
        self.last == Last::Gap
    }

    pub(super) fn push(&mut self, piece: Piece) {
        self.last = match &piece {
            Piece::Gap(_) => Last::Gap,
            _ => Last::Other,
        };
        match piece {
            Piece::Gap(Gap::Break) => self.gap = Some(Gap::Break),
            Piece::Gap(Gap::Space) => self.gap = self.gap.or(Some(Gap::Space)),
            Piece::Open(mark) => self.opening.push(mark),
            Piece::Close(mark) if self.opening.last() == Some(&mark) => {
                self.opening.pop();
            }
            Piece::Close(mark) => self.tidy.push(Piece::Close(mark)),
            Piece::Plain(_) | Piece::Code(_) | Piece::Link(_) => {
                if !self.tidy.is_empty() {
                    self.tidy.extend(self.gap.map(Piece::Gap));
                }
                self.gap = None;
                self.tidy.extend(self.opening.drain(..).map(Piece::Open));
                self.join(piece);
            }
        }
    }

    /// Neighbours that would be read as something else together are merged or kept apart.
    fn join(&mut self, piece: Piece) {
        match (self.tidy.last_mut(), piece) {
            (Some(Piece::Code(last)), Piece::Code(code)) => last.push_str(&code),
            (Some(Piece::Plain(last)), Piece::Plain(text)) => last.push_str(&text),
            (Some(Piece::Plain(last)), Piece::Code(code)) if last.ends_with('`') => {
                self.tidy
                    .extend([Piece::Gap(Gap::Space), Piece::Code(code)]);
            }
            // A link after an exclamation mark would be an image.
            (Some(Piece::Plain(last)), Piece::Link(link))
                if last.ends_with('!') && link.starts_with('[') =>
            {
                last.pop();
                last.push_str("\\!");
                self.tidy.push(Piece::Link(link));
            }
            (_, piece) => self.tidy.push(piece),
        }
    }
}

/// Leaves out the delimiters that `CommonMark` (0.31, section 6.2) would take for text where they stand.
fn drop_spans_that_cannot_flank(pieces: &mut Vec<Piece>) {
    let mut open: Vec<(usize, Flanking)> = Vec::new();
    let mut dropped = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .and_then(|at| pieces.get(at))
            .and_then(last_character);
        let after = pieces.get(at + 1).and_then(first_character);
        match piece {
            Piece::Open(mark) => open.push((at, flanking(*mark, after, before))),
            Piece::Close(mark) => {
                let closes = flanking(*mark, before, after);
                if let Some((start, opens)) = open.pop()
                    && (opens == Flanking::Text || closes == Flanking::Text)
                {
                    dropped.extend([start, at]);
                }
            }
            Piece::Plain(_) | Piece::Code(_) | Piece::Link(_) | Piece::Gap(_) => {}
        }
    }
    dropped.sort_unstable();
    let mut at = 0;
    pieces.retain(|_| {
        at += 1;
        dropped.binary_search(&(at - 1)).is_err()
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flanking {
    Delimiter,
    Text,
}

fn flanking(mark: Mark, inner: Option<char>, outer: Option<char>) -> Flanking {
    let separated = outer.is_none_or(|outer| {
        outer.is_whitespace()
            || outer.is_ascii_punctuation()
            || matches!(outer, '\u{2010}'..='\u{2027}')
    });
    // Emphasis is written with `_`, which is text within a word; the others are text only before punctuation.
    let inside_word = mark != Mark::Emphasis && inner.is_some_and(char::is_alphanumeric);
    if separated || inside_word {
        Flanking::Delimiter
    } else {
        Flanking::Text
    }
}

fn first_character(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Plain(text) | Piece::Link(text) => text.chars().next(),
        Piece::Code(_) => Some('`'),
        Piece::Gap(_) => Some(' '),
        Piece::Open(mark) | Piece::Close(mark) => delimiter(*mark).chars().next(),
    }
}

fn last_character(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Plain(text) | Piece::Link(text) => text.chars().next_back(),
        Piece::Code(_) | Piece::Gap(_) | Piece::Open(_) | Piece::Close(_) => first_character(piece),
    }
}
