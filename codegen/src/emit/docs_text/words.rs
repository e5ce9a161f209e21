//! Decides how a word of running text is written: as it is, escaped, in backticks, or as a link.

use super::html;
use super::inline::{Gap, Piece, Pieces};

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    /// Between the brackets of a link, where no other link may stand.
    LinkText,
}

/// Names that clippy's `doc_markdown` knows to be no Rust items: its `doc-valid-idents`, without recent additions.
const PROPER_NAMES: &[&str] = &[
    "KiB",
    "MiB",
    "GiB",
    "TiB",
    "PiB",
    "EiB",
    "DirectX",
    "ECMAScript",
    "GPLv2",
    "GPLv3",
    "GitHub",
    "GitLab",
    "IPv4",
    "IPv6",
    "ClojureScript",
    "CoffeeScript",
    "JavaScript",
    "PureScript",
    "TypeScript",
    "NaN",
    "NaNs",
    "OAuth",
    "GraphQL",
    "OCaml",
    "OpenGL",
    "OpenMP",
    "OpenSSH",
    "OpenSSL",
    "OpenStreetMap",
    "WebGL",
    "WebGL2",
    "WebGPU",
    "TensorFlow",
    "TrueType",
    "iOS",
    "macOS",
    "FreeBSD",
    "TeX",
    "LaTeX",
    "BibTeX",
    "BibLaTeX",
    "MinGW",
    "CamelCase",
];

/// The first character of the scripts that are written without spaces; see [`push_part`].
const FIRST_UNSPACED: char = '\u{2e80}';

/// Writes text that means itself. `brackets` counts the `]` in the text of the paragraph that is not yet written.
pub(super) fn push_text(text: &str, place: Place, brackets: &mut usize, pieces: &mut Pieces) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_space = first.is_whitespace();
        let end = rest
            .find(|character: char| character.is_whitespace() != is_space)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        // Asterisks between spaces begin and end nothing.
        let is_alone = pieces.is_at_gap() && !rest.is_empty();
        if is_space {
            pieces.push(Piece::Gap(Gap::Space));
        } else if is_alone && run.bytes().all(|byte| byte == b'*') {
            pieces.push(Piece::Plain(run.to_owned()));
        } else {
            // Those of the word itself count for all of it: the word may be taken apart.
            push_word(
                run,
                Surroundings {
                    place,
                    brackets: *brackets,
                },
                pieces,
            );
            *brackets -= run.matches(']').count().min(*brackets);
        }
    }
}

#[derive(Clone, Copy)]
struct Surroundings {
    place: Place,
    /// How many `]` are in the word and in the text of the paragraph after it.
    brackets: usize,
}

fn push_word(word: &str, around: Surroundings, pieces: &mut Pieces) {
    if is_plain(word) {
        pieces.push(Piece::Plain(word.to_owned()));
        return;
    }
    if has_placeholder(word) {
        let (before, core, after) = trim(word);
        push_plain(before, around, pieces);
        pieces.push(Piece::Code(core.replace('`', "'")));
        push_plain(after, around, pieces);
        return;
    }
    let mut rest = word;
    while let Some((before, address, after)) = first_address(rest) {
        push_parts(before, around, pieces);
        let plain = address
            .chars()
            .all(|character| !"{}[]|\\^*".contains(character));
        let has_host = address
            .split_once("//")
            .is_some_and(|(_, host)| host.starts_with(char::is_alphanumeric));
        if plain && has_host && around.place == Place::Body {
            pieces.push(Piece::Link(format!("<{address}>")));
        } else {
            pieces.push(Piece::Code(address.to_owned()));
        }
        rest = after;
    }
    push_parts(rest, around, pieces);
}

/// Whether a word is small letters, after one that may be a capital, and before what ends a sentence or a part of it.
/// Most words are, and nothing in them is markup or the name of an item.
fn is_plain(word: &str) -> bool {
    let letters = word.trim_end_matches(['.', ',']).as_bytes();
    let is_letters = |(first, others): (&u8, &[u8])| {
        first.is_ascii_alphabetic() && others.iter().all(u8::is_ascii_lowercase)
    };
    letters.split_first().is_some_and(is_letters)
}

/// Clippy takes a word apart at apostrophes, which leaves `OpenAPI` and an `s` of "`OpenAPI`'s".
fn push_parts(word: &str, around: Surroundings, pieces: &mut Pieces) {
    for part in word.split_inclusive(['\'', '`']) {
        push_part(part, around, pieces);
    }
}

/// In a script without spaces a "word" is a whole sentence, so only its Latin runs are looked at.
fn push_part(part: &str, around: Surroundings, pieces: &mut Pieces) {
    let is_mixed = part.contains(|character| character >= FIRST_UNSPACED) && is_item_like(part);
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let unspaced = first >= FIRST_UNSPACED;
        let end = rest
            .find(|character: char| (character >= FIRST_UNSPACED) != unspaced)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        let (before, core, behind) = trim(run);
        let is_upper = |character: char| character.is_ascii_uppercase();
        let is_name = is_mixed && (core.contains(is_upper) || core.contains("::"));
        if !unspaced && (is_name || needs_code(core)) {
            push_plain(before, around, pieces);
            pieces.push(Piece::Code(core.to_owned()));
            push_plain(behind, around, pieces);
        } else {
            push_plain(run, around, pieces);
        }
    }
}

fn push_plain(text: &str, around: Surroundings, pieces: &mut Pieces) {
    if text.is_empty() {
        return;
    }
    let glued = !pieces.is_at_gap();
    let before = if glued { Some('.') } else { None };
    pieces.push(Piece::Plain(escape(text, before, around)));
}

/// Escapes what Markdown would read as markup at this place, and nothing else.
fn escape(text: &str, before: Option<char>, around: Surroundings) -> String {
    let mut escaped = String::with_capacity(text.len() + 4);
    let mut previous = before;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let after = text.get(at + character.len_utf8()..).unwrap_or("");
        let is_markup = match character {
            '`' | '*' => true,
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '_' => {
                !(previous.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric))
            }
            '<' => next
                .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '[' => around.place == Place::LinkText || around.brackets > 0,
            ']' => around.place == Place::LinkText,
            '~' => previous.is_some() || next == Some('~'),
            '&' => html::reference_length(after).is_some(),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(character);
        previous = Some(character);
    }
    escaped
}

/// A code span around `text`, which has no line ends. The fence is longer than any run of backticks within.
pub(super) fn code_span(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let is_blank = text.chars().all(|character| character == ' ');
    let touches_fence = text.starts_with('`') || text.ends_with('`');
    // One space at either end belongs to the span's fence (CommonMark 0.31, section 6.1).
    let loses_spaces = text.starts_with(' ') && text.ends_with(' ') && !is_blank;
    let padding = if touches_fence || loses_spaces {
        " "
    } else {
        ""
    };
    format!("{fence}{padding}{text}{padding}{fence}")
}

/// Makes an address safe between `(` and `)`, where parentheses may stand in pairs.
pub(super) fn encode_address(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    let depth = address
        .chars()
        .try_fold(0_usize, |depth, character| match character {
            '(' => Some(depth + 1),
            ')' => depth.checked_sub(1),
            _ => Some(depth),
        });
    for (at, character) in address.trim().char_indices() {
        let after = address.trim().get(at + 1..);
        match character {
            '&' if after.is_some_and(|after| html::reference_length(after).is_some()) => {
                encoded.push_str("&amp;");
            }
            ' ' => encoded.push_str("%20"),
            '(' | ')' if depth == Some(0) => encoded.push(character),
            '(' | ')' | '<' | '>' | '"' | '\\' | '`' | '|' | '{' | '}' | '^' | '*' => {
                encoded.push('%');
                // All of these are ASCII, so that one byte says it.
                let code = u32::from(character);
                encoded.extend([code / 16, code % 16].iter().filter_map(|digit| {
                    char::from_digit(*digit, 16).map(|digit| digit.to_ascii_uppercase())
                }));
            }
            _ if character.is_whitespace() || super::is_unprintable(character) => {}
            _ => encoded.push(character),
        }
    }
    encoded
}

/// Whether the word holds something like `<token>`, which would be read as a tag.
fn has_placeholder(word: &str) -> bool {
    word.split_once('<').is_some_and(|(_, rest)| {
        rest.trim_start_matches('/')
            .starts_with(|first: char| first.is_ascii_alphabetic())
            && rest.contains('>')
    })
}

/// The first web address in `word`: what is before, the address, what is after.
fn first_address(word: &str) -> Option<(&str, &str, &str)> {
    let (start, host) = word.match_indices("://").find_map(|(at, separator)| {
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            let found = at
                .checked_sub(scheme.len())
                .and_then(|start| word.get(start..at));
            found.is_some_and(|found| found.eq_ignore_ascii_case(scheme))
        })?;
        Some((at - scheme.len(), at + separator.len()))
    })?;
    let ends = |character: char| {
        matches!(character, '"' | '\'' | '`' | '<' | '>')
            || !(character.is_ascii() || character.is_alphanumeric())
    };
    let length = word
        .get(host..)?
        .find(ends)
        .map_or(word.len(), |at| host + at);
    let (_, address, behind) = trim(word.get(start..length)?);
    let end = length - behind.len();
    Some((word.get(..start)?, address, word.get(end..)?))
}

/// Takes off the punctuation of the sentence: what is before, the core, what is after.
fn trim(word: &str) -> (&str, &str, &str) {
    let core = word.trim_start_matches(['(', '[', '"', '\'', '“', '‘', '«', '*', ',', ';', '`']);
    let start = word.len() - core.len();
    let mut core = core;
    let count = |character: char| core.chars().filter(|other| *other == character).count();
    let mut surplus = [')', ']', '}', '>']
        .map(|close| (close, count(close).saturating_sub(count(opener(close)))));
    while let Some(last) = core.chars().next_back() {
        let closer = surplus.iter_mut().find(|(close, _)| *close == last);
        match closer {
            _ if core.ends_with("()") => break,
            Some((_, count)) if *count > 0 => *count -= 1,
            None if core.ends_with("::") || core.ends_with("/*") => break,
            None if matches!(
                last,
                '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | '…' | '*' | '`'
            ) => {}
            _ => break,
        }
        core = core.get(..core.len() - last.len_utf8()).unwrap_or("");
    }
    let end = start + core.len();
    // What closes in the middle of the core was opened by what was taken off: `[Query].is_new`.
    let is_open = |before: &str| {
        surplus
            .iter()
            .any(|(close, count)| *count > 0 && before.ends_with(opener(*close)))
    };
    let start = if word.get(..start).is_some_and(is_open) {
        start - 1
    } else {
        start
    };
    (
        word.get(..start).unwrap_or(""),
        word.get(start..end).unwrap_or(""),
        word.get(end..).unwrap_or(""),
    )
}

fn opener(close: char) -> char {
    match close {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        _ => '<',
    }
}

/// Whether a word reads better, or is only accepted, in backticks.
fn needs_code(core: &str) -> bool {
    if core.contains('`') || !core.contains(|character: char| character.is_ascii_alphanumeric()) {
        return core == "*/*";
    }
    let is_flag = core
        .strip_prefix("--")
        .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let around = Surroundings {
        place: Place::Body,
        brackets: 0,
    };
    let inner = core.trim_matches('_');
    is_flag
        || core.contains("/*")
        || core.contains("*/")
        || is_item_like(core)
        || (core.is_ascii() && escape(inner, None, around).len() > inner.len())
}

/// Whether clippy's `doc_markdown` would ask for backticks. It looks at the parts between escaped characters too.
fn is_item_like(word: &str) -> bool {
    let escapable = ['*', '[', ']', '<', '>', '\\', '`', '~', '&', '!', '|', '\''];
    is_item_name(word) || word.split(escapable).any(is_item_name)
}

fn is_item_name(part: &str) -> bool {
    let is_edge = |character: char| !character.is_alphanumeric() && character != ':';
    let end = part.trim_end_matches(is_edge);
    let after = part.get(end.len()..).unwrap_or("");
    let is_call = after.starts_with("()") && !end.is_empty();
    let mut name = end.trim_start_matches(is_edge);
    if !name.starts_with("::") {
        name = name.trim_start_matches(':');
    }
    if !name.ends_with("::") {
        name = name.trim_end_matches(':');
    }
    let is_path = name.contains('_') || name.contains("::");
    !PROPER_NAMES.contains(&name)
        && !name.chars().all(|character| character == ':')
        && (is_call || is_path || is_camel_case(name) || is_address(name))
}

/// Two capitals and a small letter make a type's name, unless a small letter or a digit comes first.
fn is_camel_case(name: &str) -> bool {
    if name.starts_with(|first: char| first.is_ascii_digit() || first.is_ascii_lowercase()) {
        return false;
    }
    let name = name.strip_suffix('s').unwrap_or(name);
    name.chars().all(char::is_alphanumeric)
        && name
            .chars()
            .filter(|character| character.is_uppercase())
            .nth(1)
            .is_some()
        && name.chars().any(char::is_lowercase)
}

/// Whether a word is an address with any scheme; web addresses have been dealt with before.
fn is_address(name: &str) -> bool {
    let Some((scheme, rest)) = name.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')
        });
    let is_special = ["http", "https", "ftp", "ws", "wss", "file"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    is_scheme && !rest.is_empty() && (rest.starts_with('/') || is_special)
}
