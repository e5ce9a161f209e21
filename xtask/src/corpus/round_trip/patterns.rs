//! Which texts match a regular expression? A simple maker: it takes the shortest way, or one near it.
use regex_syntax::hir::{Class, Hir, HirKind};

/// How many times something is repeated at most.
const MOST: u32 = 80;

/// A text that matches, as far as this is simple; `variant` chooses among several. Lookaround is passed over and references are not
/// understood, and what is anchored inside the expression may come out as a text that does not match.
#[must_use]
pub fn matching(pattern: &str, variant: usize) -> Option<String> {
    let parse = |pattern: &str| regex_syntax::Parser::new().parse(pattern).ok();
    let hir = parse(pattern).or_else(|| parse(&without_looks(pattern)))?;
    let mut text = String::new();
    write(&hir, variant, &mut text).then_some(text)
}

/// A pattern without what looks around: `(?=...)`, `(?!...)`, `(?<=...)`, `(?<!...)`.
fn without_looks(pattern: &str) -> String {
    let mut rest = pattern;
    let mut kept = String::new();
    while let Some(at) = rest.find("(?") {
        let (before, group) = rest.split_at(at);
        kept.push_str(before);
        let looks = ["(?=", "(?!", "(?<=", "(?<!"];
        let is_look = looks.iter().any(|start| group.starts_with(start));
        let end = if is_look { end_of(group) } else { 2 };
        if !is_look {
            kept.push_str("(?");
        }
        rest = group.get(end..).unwrap_or_default();
    }
    kept + rest
}

/// Where the group at the start of a pattern ends.
fn end_of(group: &str) -> usize {
    let mut depth = 0_usize;
    let mut bytes = group.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'(' => depth += 1,
            b')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    group.len()
}

fn write(hir: &Hir, variant: usize, text: &mut String) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(literal) => {
                text.push_str(literal);
                true
            }
            Err(_) => false,
        },
        HirKind::Class(class) => match member(class, variant) {
            Some(member) => {
                text.push(member);
                true
            }
            None => false,
        },
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(MOST).min(MOST);
            let more = u32::try_from(variant).unwrap_or_default();
            let times = (repetition.min + more).min(most).max(repetition.min);
            // Texts of thousands of characters show nothing that shorter ones do not.
            times <= 4096 && (0..times).all(|_| write(&repetition.sub, variant, text))
        }
        HirKind::Capture(capture) => write(&capture.sub, variant, text),
        HirKind::Concat(parts) => parts.iter().all(|part| write(part, variant, text)),
        HirKind::Alternation(ways) => {
            let way = ways.get(variant % ways.len().max(1));
            way.is_some_and(|way| write(way, variant, text))
        }
    }
}

/// A character of a class: a letter or digit if there is one.
fn member(class: &Class, variant: usize) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class
            .iter()
            .map(|range| (range.start(), range.end()))
            .collect(),
        Class::Bytes(class) => class
            .iter()
            .map(|range| (char::from(range.start()), char::from(range.end())))
            .collect(),
    };
    let holds = |c: &char| {
        ranges
            .iter()
            .any(|(first, last)| (first..=last).contains(&c))
    };
    let plain: Vec<char> = "a7Zk-_. ".chars().filter(holds).collect();
    let first = ranges.first().map(|(first, _)| *first);
    plain.get(variant % plain.len().max(1)).copied().or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_what_they_are_made_for() {
        assert_eq!(matching("^[A-Z]{2}\\d+$", 0).as_deref(), Some("ZZ7"));
        assert_eq!(matching("^(a|bc)+x?$", 0).as_deref(), Some("a"));
        assert_eq!(matching("^(a|bc)+x?$", 1).as_deref(), Some("bcbcx"));
        assert_eq!(matching("[^\\w]", 0).as_deref(), Some("-"));
        assert_eq!(matching("(?=a)a(?:b)(?!c(\\))x)", 0).as_deref(), Some("ab"));
        assert_eq!(matching("(a)\\1", 0), None, "not understood");
    }
}
