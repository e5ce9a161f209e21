//! Regular expressions of ECMA-262, as documents have them, in the words of Rust.
use std::{iter::Peekable, str::Chars};

/// What `.` stands for: everything but the ends of lines.
const ANY: &str = r"[^\n\r\u{2028}\u{2029}]";

/// What `\s` stands for, which differs from that of Unicode in two characters.
const BLANK: &str = r"[\s\u{FEFF}--\u{85}]";

/// The same pattern in the words of Rust, or why there is none. What neither knows is left as it is, for who compiles
/// it to judge: other languages have more words in common with Rust than with ECMA-262.
pub(super) fn translated(pattern: &str) -> Result<String, &'static str> {
    let (flags, pattern) = undelimited(pattern);
    let mut translator = Translator {
        rest: pattern.chars().peekable(),
        out: flags.to_owned(),
    };
    translator.all()?;
    Ok(translator.out)
}

/// A pattern without the slashes of a literal. Nothing would match it with them, since `^` and `$` are inside.
fn undelimited(pattern: &str) -> (&'static str, &str) {
    let inner = pattern.strip_prefix('/').and_then(|it| it.rsplit_once('/'));
    match inner {
        Some((inner, flags @ ("" | "g" | "u" | "i")))
            if inner.starts_with('^') || inner.ends_with('$') =>
        {
            (if flags == "i" { "(?i)" } else { "" }, inner)
        }
        _ => ("", pattern),
    }
}

/// Where in a class of characters the translation is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing that a range could begin with.
    Nothing,
    /// A single character.
    Character,
    /// The beginning of a range.
    Range,
}

/// Whether an escape stands in a class of characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Class,
    Pattern,
}

struct Translator<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
}

impl Translator<'_> {
    fn all(&mut self) -> Result<(), &'static str> {
        while let Some(next) = self.rest.next() {
            match next {
                '\\' => {
                    self.escape(Within::Pattern)?;
                }
                '[' => self.class()?,
                '.' => self.out.push_str(ANY),
                '(' => self.group()?,
                // A brace that repeats nothing is one.
                '{' if !self.repeats() => self.out.push_str(r"\{"),
                '{' => self.repetition(),
                '}' | ']' => self.literal(next),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    fn literal(&mut self, character: char) {
        if regex_syntax::is_meta_character(character) {
            self.out.push('\\');
        }
        self.out.push(character);
    }

    fn begins(&self, text: &str) -> bool {
        let mut rest = self.rest.clone();
        text.chars().all(|character| rest.next() == Some(character))
    }

    fn group(&mut self) -> Result<(), &'static str> {
        self.out.push('(');
        if ["?=", "?!", "?<=", "?<!"].iter().any(|it| self.begins(it)) {
            return Err("look-around, including look-ahead and look-behind, is not supported");
        }
        Ok(())
    }

    /// Whether what follows a brace is `3}`, `3,}` or `3,5}`.
    fn repeats(&self) -> bool {
        let inner: String = self.rest.clone().take_while(|it| *it != '}').collect();
        let is_closed = self.rest.clone().any(|it| it == '}');
        let is_number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        let (least, most) = inner.split_once(',').unwrap_or((&inner, ""));
        is_closed && !least.is_empty() && is_number(least) && is_number(most)
    }

    /// Takes over what stands up to a closing brace.
    fn repetition(&mut self) {
        self.out.push('{');
        self.until_brace();
    }

    fn until_brace(&mut self) {
        for next in self.rest.by_ref() {
            self.out.push(next);
            if next == '}' {
                return;
            }
        }
    }

    /// What stands after a backslash; it may be a character, with which a range can begin.
    fn escape(&mut self, within: Within) -> Result<Before, &'static str> {
        let Some(next) = self.rest.next() else {
            return Err("it ends in a backslash");
        };
        match next {
            'd' => self.out.push_str("[0-9]"),
            'D' => self.out.push_str("[^0-9]"),
            'w' => self.out.push_str("[0-9A-Za-z_]"),
            'W' => self.out.push_str("[^0-9A-Za-z_]"),
            's' => self.out.push_str(BLANK),
            'S' => self.out.push_str(&format!("[^{BLANK}]")),
            'b' if within == Within::Class => {
                self.out.push_str(r"\x08");
                return Ok(Before::Character);
            }
            'b' => self.out.push_str(r"(?-u:\b)"),
            'B' => self.out.push_str(r"(?-u:\B)"),
            'p' | 'P' => {
                self.out.push('\\');
                self.out.push(next);
                if self.rest.peek() == Some(&'{') {
                    self.until_brace();
                }
            }
            'k' if self.rest.peek() == Some(&'<') => {
                return Err("backreferences are not supported");
            }
            '1'..='9' => return Err("backreferences are not supported"),
            other => {
                self.character(other)?;
                return Ok(Before::Character);
            }
        }
        Ok(Before::Nothing)
    }

    /// An escape that is one character.
    fn character(&mut self, escaped: char) -> Result<(), &'static str> {
        match escaped {
            '0' => self.out.push_str(r"\x00"),
            'c' => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    let code = u32::from(letter) % 32;
                    self.out.push_str(&format!(r"\x{code:02X}"));
                }
                _ => return Err("`\\c` wants a letter"),
            },
            'u' if self.rest.peek() == Some(&'{') => {
                self.out.push_str(r"\u");
                self.until_brace();
            }
            'u' => {
                let character = self.unicode()?;
                self.literal(character);
            }
            // What other languages mean by these, Rust may know.
            other if other.is_ascii_alphanumeric() => {
                self.out.push('\\');
                self.out.push(other);
            }
            other => self.literal(other),
        }
        Ok(())
    }

    /// The character of `\uXXXX`, or of two of them that are one together.
    fn unicode(&mut self) -> Result<char, &'static str> {
        const HALF: &str = "it has half of a character";
        let first = self.hexadecimal()?;
        let code = match first {
            0xD800..=0xDBFF if self.begins("\\u") => {
                self.rest.next();
                self.rest.next();
                match self.hexadecimal()? {
                    second @ 0xDC00..=0xDFFF => {
                        0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    }
                    _ => return Err(HALF),
                }
            }
            other => other,
        };
        char::from_u32(code).ok_or(HALF)
    }

    fn hexadecimal(&mut self) -> Result<u32, &'static str> {
        let digits: String = self.rest.by_ref().take(4).collect();
        let is_hexadecimal = digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_hexdigit());
        let code = u32::from_str_radix(&digits, 16).ok();
        code.filter(|_| is_hexadecimal)
            .ok_or("`\\u` wants four digits")
    }

    /// A class of characters, whose first bracket was read. Brackets, `&&` and `--` inside are words of Rust alone.
    fn class(&mut self) -> Result<(), &'static str> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            self.out
                .push_str(if is_negated { r"[\s\S]" } else { r"[^\s\S]" });
            return Ok(());
        }
        self.out.push_str(if is_negated { "[^" } else { "[" });
        let mut before = Before::Nothing;
        if !self.begins("--") && self.rest.next_if_eq(&'-').is_some() {
            self.out.push('-');
            before = Before::Character;
        }
        while let Some(next) = self.rest.next() {
            let after = match next {
                ']' => {
                    self.out.push(']');
                    return Ok(());
                }
                '-' if before == Before::Character && self.ends_range() => {
                    self.out.push('-');
                    before = Before::Range;
                    continue;
                }
                '\\' => self.escape(Within::Class)?,
                '[' if self.names_class() => {
                    self.out.push('[');
                    for inner in self.rest.by_ref() {
                        self.out.push(inner);
                        if inner == ']' {
                            break;
                        }
                    }
                    Before::Nothing
                }
                // The end of a range, which Rust would take for a difference.
                '-' if before == Before::Range => {
                    self.out.push_str(r"\-");
                    Before::Character
                }
                other => {
                    self.in_class(other);
                    Before::Character
                }
            };
            before = if before == Before::Range {
                Before::Nothing
            } else {
                after
            };
        }
        Err("unclosed character class")
    }

    /// Takes over a character of a class, with a backslash where Rust would take it for something else.
    fn in_class(&mut self, character: char) {
        let next = self.rest.peek();
        let is_sign = match character {
            '[' => true,
            '-' => next != Some(&']'),
            '&' | '~' => next == Some(&character),
            _ => false,
        };
        if is_sign {
            self.out.push('\\');
        }
        self.out.push(character);
    }

    /// Whether what follows `-` in a class is a character, so that there is a range.
    fn ends_range(&self) -> bool {
        let mut rest = self.rest.clone();
        match rest.next() {
            None | Some(']') => false,
            Some('\\') => !matches!(
                rest.next(),
                Some('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'p' | 'P')
            ),
            Some(_) => true,
        }
    }

    /// Whether a bracket in a class is that of `[:alpha:]`, which other languages have in common with Rust.
    fn names_class(&self) -> bool {
        let rest: String = self.rest.clone().take_while(|it| *it != ']').collect();
        let name = rest.strip_prefix(':').and_then(|it| it.strip_suffix(':'));
        name.is_some_and(|name| {
            let name = name.strip_prefix('^').unwrap_or(name);
            !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_lowercase())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[track_caller]
    fn check(pattern: &str, matching: &[&str], others: &[&str]) {
        let rust = translated(pattern).expect("it has a translation");
        let regex = Regex::new(&rust).expect("Rust knows it");
        for text in matching {
            assert!(regex.is_match(text), "`{pattern}` is `{rust}`: {text:?}");
        }
        for text in others {
            assert!(!regex.is_match(text), "`{pattern}` is `{rust}`: {text:?}");
        }
    }

    #[test]
    fn what_both_know_stays_as_it_is() {
        for pattern in [
            "",
            "^[A-Z]{2,3}$",
            "^(a|b)?c*+d+?$",
            r"\p{L}+",
            "(?<year>[0-9]{4,})",
            "[a-z-]",
            "[^-+]",
            "^[A-Z.%+&$-]+@",
            "[a^]",
            "ä",
        ] {
            assert_eq!(translated(pattern).as_deref(), Ok(pattern));
        }
    }

    #[test]
    fn classes_are_those_of_ecma() {
        check(r"^\d$", &["7"], &["٧", "a"]);
        check(r"^\D$", &["٧", "a"], &["7"]);
        check(r"^\w$", &["a", "_"], &["ä", "-"]);
        check(r"^\W$", &["ä", "-"], &["a"]);
        check(r"^\s$", &[" ", "\u{FEFF}", "\u{2028}"], &["\u{85}", "a"]);
        check(r"^\S$", &["a", "\u{85}"], &[" ", "\u{FEFF}"]);
        check(r"^[\s\d]$", &[" ", "1"], &["a"]);
        check(r"^[^\S]$", &[" "], &["a"]);
        check("^.$", &["a", "\u{85}"], &["\n", "\r", "\u{2028}"]);
        check(r"a\b", &["a", "aä"], &["ab"]);
        check(r"a\B", &["ab"], &["a", "aä"]);
        check("^[^]$", &["\n"], &[]);
        check("[]", &[], &["", "a"]);
        check("^[[:alpha:]]$", &["a"], &["1", "["]);
    }

    #[test]
    fn signs_of_rust_are_signs() {
        check("^[[]$", &["["], &["]"]);
        check("^[a&&b]$", &["a", "&", "b"], &["c"]);
        check("^[a~~b]$", &["~"], &["c"]);
        check("^[--/]$", &["-", "."], &["+"]);
        check("^[+--]$", &["+", ",", "-"], &["."]);
        check(r"^[\w-.]$", &["a", "-", "."], &["/"]);
        check(r"^[a-\d]$", &["a", "-", "5"], &["b"]);
        check(r"^[\d-]$", &["-", "5"], &["b"]);
        check("^{a}$", &["{a}"], &["a"]);
        check("^a{,2}$", &["a{,2}"], &["aa"]);
        check("^a]$", &["a]"], &["a"]);
    }

    #[test]
    fn escapes_are_characters() {
        check(r"^\/\-\_\<\'\ $", &["/-_<' "], &[]);
        check(r"^\u00e4\x41\cJ\t\0$", &["äA\n\t\0"], &[]);
        check(r"^\uD83D\uDE00$", &["\u{1F600}"], &[]);
        check(r"^[\uD83D\uDE00-\uD83D\uDE4F]$", &["\u{1F600}"], &["a"]);
        check(r"^\u{1F600}$", &["\u{1F600}"], &[]);
        check(r"^[\b]$", &["\u{8}"], &["b"]);
        check(r"^\u002E$", &["."], &["a"]);
        check(r"^[\u005B-\u005D]$", &["[", "]"], &["a"]);
    }

    #[test]
    fn slashes_around_a_pattern_are_no_part_of_it() {
        check("/^[a-z]+$/", &["abc"], &["/abc/", "ABC"]);
        check("/^[a-z]+$/i", &["ABC"], &["1"]);
        check("/a/", &["/a/"], &["a"]);
        check("/^a/b$", &[], &["a/b"]);
    }

    #[test]
    fn what_rust_can_not_run_is_told() {
        for (pattern, cause) in [
            (
                "(?=a)",
                "look-around, including look-ahead and look-behind, is not supported",
            ),
            (
                "^(?!a)",
                "look-around, including look-ahead and look-behind, is not supported",
            ),
            (
                "(?<=a)b",
                "look-around, including look-ahead and look-behind, is not supported",
            ),
            (
                "(?<!a)b",
                "look-around, including look-ahead and look-behind, is not supported",
            ),
            (r"(a)\1", "backreferences are not supported"),
            (r"(?<x>a)\k<x>", "backreferences are not supported"),
            (r"\uD83D", "it has half of a character"),
            (r"[\uD800-\uDFFF]", "it has half of a character"),
            (r"\u12", "`\\u` wants four digits"),
            (r"\c1", "`\\c` wants a letter"),
            ("a\\", "it ends in a backslash"),
            ("[a", "unclosed character class"),
        ] {
            assert_eq!(translated(pattern), Err(cause), "{pattern}");
        }
    }
}
