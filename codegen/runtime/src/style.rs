//! Parameters that are objects, or are written in one of the less usual styles.
//!
//! They are written from their JSON form. What is `null` in it is left out, as an absent parameter is: from lists and
//! objects too (RFC 6570, section 2.3). So is a list or an object without anything in it.

use super::encoding::{self, Encode, Encoding, Pairs};
use super::tree::Tree;
use super::{
    Parameter, RequestBuilder, RequestError,
    request::{cookie_text, percent_encoded},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// What a query value cannot hold where reserved characters are allowed. `&`, `#`, `+`, `[` and `]` are among it.
const RESERVED_VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// How a value is written into a path or a header. Headers are `Simple`, `SimpleExploded` or `Json`.
///
/// Lists and objects inside of others are written as JSON text: the standard says nothing of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `1,2`, and an object as `x,1,y,2`.
    Simple,
    /// `1,2`, and an object as `x=1,y=2`.
    SimpleExploded,
    /// `.1,2`, and an object as `.x,1,y,2`.
    Label,
    /// `.1.2`, and an object as `.x=1.y=2`.
    LabelExploded,
    /// `;a=1,2`, and an object as `;a=x,1,y,2`.
    Matrix,
    /// `;a=1;a=2`, and an object as `;x=1;y=2`.
    MatrixExploded,
    /// As JSON text.
    Json,
}

impl RequestBuilder {
    /// Gives a path parameter its value in a style.
    pub fn path_as<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        style: Style,
        value: &T,
    ) -> Self {
        let value = self.json_form(name, value);
        let text = value.and_then(|value| written(name, style, value, percent_encoded));
        self.set_path(name, text);
        self
    }

    /// Adds the pairs of a query parameter.
    pub fn query_as<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        encoding: Encoding,
        value: &T,
    ) -> Self {
        let value = self.json_form(name, value);
        self.push_pairs(pairs(name, encoding, value, percent_encoded));
        self
    }

    /// Adds the pairs of a query parameter, with the reserved characters of the values as they are (`allowReserved`):
    /// `:/?@!$'()*,;=`, and triples like `%2F`. Those that would end a value are encoded all the same: `&` and `#`, and
    /// `+`, which servers read as a space; and `[` and `]`, which no query has.
    pub fn query_reserved<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        encoding: Encoding,
        value: &T,
    ) -> Self {
        let value = self.json_form(name, value);
        self.push_pairs(pairs(name, encoding, value, reserved_kept));
        self
    }

    /// Makes the query of the JSON text of a value, which has no name there.
    pub fn query_json<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        if let Some(value) = self.json_form(name, value) {
            self.push_query_text(&percent_encoded(&value.to_string()));
        }
        self
    }

    /// Makes the query of a text, which has no name there.
    pub fn query_text(mut self, value: &dyn Parameter) -> Self {
        let mut values = Vec::new();
        value.write(&mut values);
        for value in values {
            self.push_query_text(&percent_encoded(&value));
        }
        self
    }

    /// Sets a header in a style. Nothing is encoded, since headers have no rule for it.
    pub fn header_as<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        style: Style,
        value: &T,
    ) -> Self {
        let value = self.json_form(name, value);
        if let Some(text) = value.and_then(|value| written(name, style, value, str::to_owned)) {
            self.set_header(name, &text);
        }
        self
    }

    /// Adds the pairs of a cookie parameter.
    pub fn cookie_as<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        encoding: Encoding,
        value: &T,
    ) -> Self {
        let value = self.json_form(name, value);
        for (name, value) in pairs(name, encoding, value, cookie_text) {
            self.push_cookie(&name, &value);
        }
        self
    }

    fn push_pairs(&mut self, pairs: Pairs) {
        for (name, value) in pairs {
            self.push_query(&name, &value);
        }
    }

    fn json_form<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Option<Tree> {
        match Tree::of(value) {
            Ok(Tree::Null) => None,
            Ok(value) => Some(value),
            Err(cause) => {
                self.fail(RequestError::Parameter { name, cause });
                None
            }
        }
    }
}

/// The pairs of a value.
fn pairs(name: &str, encoding: Encoding, value: Option<Tree>, encode: Encode) -> Pairs {
    let value = match encoding {
        Encoding::Json => value,
        Encoding::Exploded | Encoding::Joined(_) | Encoding::DeepObject => value.and_then(defined),
    };
    let mut pairs = Pairs::new();
    if let Some(value) = value {
        encoding::push(&mut pairs, name, &value, encoding, encode);
    }
    pairs
}

/// The value without what is `null` or empty in it, and none where nothing is left.
fn defined(value: Tree) -> Option<Tree> {
    match value {
        Tree::Null => None,
        Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => Some(value),
        Tree::List(items) => {
            let items: Vec<Tree> = items.into_iter().filter_map(defined).collect();
            (!items.is_empty()).then_some(Tree::List(items))
        }
        Tree::Object(members) => {
            let members = members.into_iter();
            let members: Vec<(String, Tree)> = members
                .filter_map(|(name, value)| Some((name, defined(value)?)))
                .collect();
            (!members.is_empty()).then_some(Tree::Object(members))
        }
    }
}

/// The text of a value in a style.
fn written(name: &str, style: Style, value: Tree, encode: Encode) -> Option<String> {
    let (start, separator) = match style {
        Style::Json => return Some(encode(&value.to_string())),
        Style::Simple | Style::SimpleExploded => ("", ","),
        Style::Label | Style::LabelExploded => (".", "."),
        Style::Matrix | Style::MatrixExploded => (";", ";"),
    };
    let value = defined(value)?;
    // Only paths have this style, and their names are encoded there as values are.
    let named = |value: &str| match value {
        "" => encode(name),
        value => format!("{}={value}", encode(name)),
    };
    let joined = || encoding::flat(&value, encode).join(",");
    let text = match (style, &value) {
        (
            Style::SimpleExploded | Style::LabelExploded | Style::MatrixExploded,
            Tree::Object(members),
        ) => {
            let members = members.iter();
            let members = members.map(|(name, value)| {
                let (name, text) = (encode(name), encoding::text(value, encode));
                // An empty value has no equals sign there (RFC 6570, section 3.2.7).
                if style == Style::MatrixExploded && text.is_empty() {
                    name
                } else {
                    format!("{name}={text}")
                }
            });
            members.collect::<Vec<_>>().join(separator)
        }
        (Style::LabelExploded, _) => encoding::flat(&value, encode).join(separator),
        (Style::MatrixExploded, _) => {
            let items = encoding::flat(&value, encode);
            let items: Vec<String> = items.iter().map(|item| named(item)).collect();
            items.join(separator)
        }
        (Style::Matrix, _) => named(&joined()),
        (Style::Simple | Style::SimpleExploded | Style::Label | Style::Json, _) => joined(),
    };
    Some(format!("{start}{text}"))
}

/// The text with reserved characters and percent-encoded triples as they are (RFC 6570, section 3.2.3).
fn reserved_kept(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut kept = String::with_capacity(text.len());
    kept.extend(utf8_percent_encode(
        pieces.next().unwrap_or_default(),
        RESERVED_VALUE,
    ));
    for piece in pieces {
        let is_triple = piece
            .as_bytes()
            .get(..2)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        kept.push_str(if is_triple { "%" } else { "%25" });
        kept.extend(utf8_percent_encode(piece, RESERVED_VALUE));
    }
    kept
}
