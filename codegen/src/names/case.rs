//! Words: texts of any kind are split once, and rendered as `snake_case` or `PascalCase`.
use heck::{
    ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToTitleCase, ToTrainCase, ToUpperCamelCase,
};
use std::borrow::Cow;

/// How symbols are spelled that stand for something by themselves.
const SYMBOLS: &[(char, &str)] = &[
    ('=', "eq"),
    ('<', "lt"),
    ('>', "gt"),
    ('!', "not"),
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('\\', "backslash"),
    ('%', "percent"),
    ('&', "and"),
    ('|', "or"),
    ('^', "caret"),
    ('~', "tilde"),
    ('?', "question"),
    ('#', "hash"),
    ('$', "dollar"),
    ('@', "at"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('\'', "quote"),
    ('"', "double_quote"),
    ('`', "backtick"),
    ('(', "open_paren"),
    (')', "close_paren"),
    ('[', "open_bracket"),
    (']', "close_bracket"),
    ('{', "open_brace"),
    ('}', "close_brace"),
    ('_', "underscore"),
    (' ', "space"),
];

/// The longest name that is made of a text: file systems take 255 bytes for a file name.
const LONGEST: usize = 100;

/// How many bytes of a text names are made of; a hash stands for the rest.
const MOST_READ: usize = 1_000;

/// `snake_case`; empty when the text has nothing to make a name of.
pub(super) fn snake(text: &str) -> String {
    begin_well("n", snake_part(text))
}

/// `PascalCase`; empty when the text has nothing to make a name of.
pub(super) fn pascal(text: &str) -> String {
    begin_well("N", pascal_part(text))
}

/// `snake_case` for the end of a name, which may begin with a digit.
pub(super) fn snake_part(text: &str) -> String {
    let text = spelled(&readable(text));
    cut(text.to_snake_case(), |hash| format!("_{hash}"))
}

/// `PascalCase` for the end of a name, which may begin with a digit.
pub(super) fn pascal_part(text: &str) -> String {
    let text = spelled(&readable(text));
    cut(text.to_upper_camel_case(), |hash| {
        hash.to_upper_camel_case()
    })
}

/// `snake_case`, or a name for things without one.
pub(super) fn snake_or(text: &str, fallback: &str) -> String {
    Some(snake(text))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| unspeakable(text, |hash| format!("{fallback}_{hash}"), fallback))
}

/// `PascalCase`, or a name for things without one.
pub(super) fn pascal_or(text: &str, fallback: &str) -> String {
    Some(pascal(text))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| {
            let join = |hash: &str| format!("{fallback}{}", hash.to_upper_camel_case());
            unspeakable(text, join, fallback)
        })
}

/// A text of signs that no word stands for has nothing but its hash to tell it from another such text.
fn unspeakable(text: &str, join: impl Fn(&str) -> String, fallback: &str) -> String {
    if text.is_empty() {
        fallback.to_owned()
    } else {
        join(&hash(text))
    }
}

/// The word for one item of a list with this name.
pub(super) fn singular(plural: &str) -> Cow<'_, str> {
    let lower = plural.to_ascii_lowercase();
    let without = |suffix: usize| plural.get(..plural.len() - suffix).unwrap_or(plural);
    if ["series", "news", "species"]
        .iter()
        .any(|same| lower.ends_with(same))
    {
        Cow::Owned(format!("{plural} item"))
    } else if lower.ends_with("ies") && lower.len() > 4 {
        Cow::Owned(format!("{}y", without(3)))
    } else if ["sses", "shes", "ches", "xes", "zes"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        Cow::Borrowed(without(2))
    } else if lower.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| lower.ends_with(end))
        && lower.len() > 2
    {
        Cow::Borrowed(without(1))
    } else {
        Cow::Owned(format!("{plural} item"))
    }
}

/// What the item of a list at a position is called.
pub(super) fn ordinal(position: usize) -> String {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    match WORDS.get(position) {
        Some(word) => (*word).to_owned(),
        None => format!("item_{}", position + 1),
    }
}

/// How a text is spelled, in a word: what tells it from another one of the same words.
pub(super) fn spelling(text: &str) -> &'static str {
    let has = |test: fn(&char) -> bool| text.chars().any(|c| test(&c));
    let starts_upper = text.chars().next().is_some_and(char::is_uppercase);
    match () {
        () if !has(|c| c.is_alphanumeric()) => "symbol",
        () if text.contains('-') => "kebab",
        () if text.contains('.') => "dotted",
        () if text.contains(' ') => "spaced",
        () if text.contains('_') && !has(|c| c.is_lowercase()) => "upper",
        () if text.contains('_') => "snake",
        () if !has(|c| c.is_lowercase()) => "upper",
        () if !has(|c| c.is_uppercase()) => "lower",
        () if starts_upper => "pascal",
        () => "camel",
    }
}

/// Whether a text is its words in one of the usual conventions, and nothing else: `user_id`, `userId`, `UserId`,
/// `USER_ID`, `user-id`, `user.id`, `user id`, `User Id`. Two such texts of the same words differ in their [`spelling`].
pub(super) fn is_conventional(text: &str) -> bool {
    if text.len() > MOST_READ {
        return false;
    }
    let words = text.to_snake_case();
    words == text
        || text.is_ascii()
            && (text.to_lower_camel_case() == text
                || text.to_upper_camel_case() == text
                || text.to_title_case() == text
                || text.to_train_case() == text
                || text.to_shouty_snake_case() == text
                || ["-", ".", " "]
                    .iter()
                    .any(|by| words.replace('_', by) == text))
}

/// `snake_case` with a word for each symbol, where a text has symbols that do more than part its words: `@id` is
/// `at_id`, which tells it from `id`.
pub(super) fn with_symbols(text: &str) -> Option<String> {
    let text = deunicode::deunicode(&readable(text));
    let parts_words = |c: char| "-._ ".contains(c);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || parts_words(c);
    let only_parts = text.chars().all(is_plain)
        && !text.starts_with(parts_words)
        && !text.ends_with(parts_words);
    if only_parts {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    // What is longer than any name needs no words for its end.
    for c in text.chars().take(LONGEST) {
        match SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
            Some((_, word)) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            None => out.push(c),
        }
    }
    Some(snake(&out)).filter(|name| !name.is_empty())
}

/// The beginning of a text that is longer than any name needs, with a word that stands for the rest.
fn readable(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_READ {
        return Cow::Borrowed(text);
    }
    // Texts are cut between characters.
    let mut beginnings = (0..=MOST_READ).rev().filter_map(|end| text.get(..end));
    let beginning = beginnings.next().unwrap_or_default();
    Cow::Owned(format!("{beginning} {}", long_hash(text)))
}

/// Symbols that carry meaning become words; letters of all scripts become ASCII, which file names and
/// modules need.
fn spelled(text: &str) -> String {
    let text = deunicode::deunicode(text);
    let has_letters = text.chars().any(|c| c.is_ascii_alphanumeric());
    let has_parameters = has_parameters(&text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut at_start = true;
    while let Some(c) = rest.next() {
        let before_digit = rest.peek().is_some_and(char::is_ascii_digit);
        let meant = match c {
            '<' | '>' => !has_parameters,
            '=' => true,
            '+' | '-' => at_start && before_digit || !has_letters,
            _ => !has_letters,
        };
        let word = SYMBOLS
            .iter()
            .find(|(symbol, _)| *symbol == c)
            .map(|(_, word)| *word);
        match word {
            Some(word) if meant => {
                out.push('_');
                out.push_str(word);
                out.push('_');
            }
            _ => out.push(c),
        }
        at_start = false;
    }
    out
}

/// Whether a text is the name of a type with types as parameters, as frameworks write them: `Page<Person>`,
/// `Map«string,List«Person»»`. The brackets part words there.
fn has_parameters(text: &str) -> bool {
    let count = |bracket| text.matches(bracket).count();
    let before = text.split('<').next().unwrap_or_default();
    count('<') > 0
        && count('<') == count('>')
        && !before.contains('>')
        && before.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// No name begins with a digit. It gets a letter before it, since an underscore would say that the thing
/// is not used.
fn begin_well(letter: &str, name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("{letter}{name}");
    }
    name
}

/// Cuts a name that no file system would take, and ends it with a hash of the whole.
fn cut(mut name: String, join: impl Fn(&str) -> String) -> String {
    if name.len() > LONGEST {
        let whole = long_hash(&name);
        name.truncate(LONGEST - 1 - whole.len());
        name = format!("{}{}", name.trim_end_matches('_'), join(&whole));
    }
    name
}

/// Four hexadecimal digits of a text (FNV-1a, folded): the same on every platform and in every version.
pub(super) fn hash(text: &str) -> String {
    let hash = fnv(text);
    format!("{:04x}", (hash >> 16) ^ (hash & 0xffff))
}

/// Eight hexadecimal digits, for where there are many.
pub(super) fn long_hash(text: &str) -> String {
    format!("{:08x}", fnv(text))
}

fn fnv(text: &str) -> u32 {
    let add = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, add)
}
