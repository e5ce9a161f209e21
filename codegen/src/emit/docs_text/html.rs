//! Raw HTML in a description: tags, the elements that have a meaning for us, and character references.

use pulldown_cmark::{Event, Parser};

/// Longest tag that is looked for; what is longer is text. It bounds the time spent on unbalanced quotes.
const LONGEST_TAG: usize = 1000;

/// Longest character reference, `&CounterClockwiseContourIntegral;`, with room to spare.
const LONGEST_REFERENCE: usize = 40;

/// A part of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
}

/// A tag as it is written.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) source: &'a str,
    pub(super) end: End,
    name: &'a str,
    attributes: &'a str,
}

/// Which end of an element a tag is.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) enum End {
    Open,
    Close,
}

/// What an element of HTML is to a doc comment.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) enum Element {
    Strong,
    Emphasis,
    Strike,
    Code,
    Anchor,
    Image,
    Break,
    Rule,
    /// Any element that starts on a line of its own.
    Block,
    Heading,
    /// A box with a remark, in the documentation format of Amazon's services.
    Remark,
    Preformatted,
    Quote,
    OrderedList,
    BulletList,
    Item,
    Table,
    Row,
    Cell,
    /// Its text is not meant to be read.
    Hidden,
    /// Its text stays, the tag goes.
    Transparent,
}

impl<'a> Tag<'a> {
    /// Reads `source`, which is `<`, anything, `>`; `None` when that is not a tag.
    pub(super) fn read(source: &'a str) -> Option<Self> {
        let inner = source.strip_prefix('<')?.strip_suffix('>')?;
        let (end, inner) = match inner.strip_prefix('/') {
            Some(rest) => (End::Close, rest),
            None => (End::Open, inner),
        };
        let length = inner
            .find(|character: char| !(character.is_ascii_alphanumeric() || character == '-'))
            .unwrap_or(inner.len());
        let (name, rest) = inner.split_at_checked(length)?;
        let attributes = rest.trim_end_matches('/').trim();
        let separated = rest.is_empty() || rest.starts_with(['/', ' ', '\n']);
        (name.starts_with(|first: char| first.is_ascii_alphabetic()) && separated).then_some(Self {
            source,
            end,
            name,
            attributes,
        })
    }

    /// The element that the tag belongs to; `None` when the tag is no HTML, but a placeholder such as `<your-token>`.
    pub(super) fn element(&self) -> Option<Element> {
        let name = self.name.to_ascii_lowercase();
        Some(match name.as_str() {
            "b" | "strong" => Element::Strong,
            "i" | "em" | "cite" | "dfn" => Element::Emphasis,
            "s" | "del" | "strike" => Element::Strike,
            "code" | "tt" | "kbd" | "samp" => Element::Code,
            "a" => Element::Anchor,
            "img" => Element::Image,
            "br" => Element::Break,
            "hr" => Element::Rule,
            "p" | "div" | "section" | "article" | "aside" | "center" | "dl" | "dt" | "dd"
            | "fieldset" | "figure" | "figcaption" | "footer" | "header" | "main" | "nav"
            | "details" | "summary" | "hgroup" => Element::Block,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Heading,
            "note" | "important" | "caution" | "warning" | "tip" if self.attributes.is_empty() => {
                Element::Remark
            }
            "fullname" if self.attributes.is_empty() => Element::Block,
            "pre" => Element::Preformatted,
            "blockquote" => Element::Quote,
            "ol" => Element::OrderedList,
            "ul" => Element::BulletList,
            "li" => Element::Item,
            "table" => Element::Table,
            "tr" => Element::Row,
            "td" | "th" => Element::Cell,
            "script" | "style" | "template" => Element::Hidden,
            "abbr" | "acronym" | "bdi" | "bdo" | "big" | "body" | "caption" | "col"
            | "colgroup" | "font" | "html" | "ins" | "mark" | "nobr" | "q" | "rp" | "rt"
            | "ruby" | "small" | "span" | "sub" | "sup" | "tbody" | "tfoot" | "thead" | "u"
            | "var" | "wbr" | "svg" | "path" | "g" => Element::Transparent,
            // These are elements too, but have no place in prose: with attributes they are meant as HTML, without
            // them they are far more often a placeholder, as in `/videos/<video>`, that must not be lost.
            "area" | "audio" | "base" | "button" | "canvas" | "data" | "embed" | "form"
            | "head" | "iframe" | "input" | "label" | "legend" | "link" | "map" | "meta"
            | "object" | "optgroup" | "option" | "output" | "param" | "picture" | "progress"
            | "select" | "source" | "textarea" | "time" | "title" | "track" | "video"
                if !self.attributes.is_empty() =>
            {
                Element::Transparent
            }
            _ => return None,
        })
    }

    /// The element's name as a word that begins a sentence.
    pub(super) fn title(&self) -> String {
        let (first, rest) = self.name.split_at_checked(1).unwrap_or((self.name, ""));
        format!(
            "{}{}",
            first.to_ascii_uppercase(),
            rest.to_ascii_lowercase()
        )
    }

    /// The value of an attribute, with its character references decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let found = before.split_ascii_whitespace().next_back()?;
            let value = after.trim_start();
            let (value, next) = match value.chars().next()? {
                quote @ ('"' | '\'') => {
                    let quoted = value.get(1..)?;
                    quoted.split_once(quote).unwrap_or((quoted, ""))
                }
                _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
            rest = next;
        }
        None
    }
}

/// Takes a block of raw HTML apart. Comments, declarations and processing instructions are left out.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    let mut search_from = 0;
    while let Some(at) = rest
        .get(search_from..)
        .and_then(|text| text.find('<'))
        .map(|at| at + search_from)
    {
        let (before, candidate) = rest.split_at(at);
        let Some((token, length)) = markup(candidate) else {
            search_from = at + 1;
            continue;
        };
        if !before.is_empty() {
            tokens.push(Token::Text(before));
        }
        tokens.extend(token.map(Token::Tag));
        rest = candidate.get(length..).unwrap_or("");
        search_from = 0;
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest));
    }
    tokens
}

/// The markup that `text`, which begins with `<`, begins with, and its length in bytes; `None` inside for a comment.
fn markup(text: &str) -> Option<(Option<Tag<'_>>, usize)> {
    if text.starts_with("<!--") {
        return Some((None, text.find("-->").map_or(text.len(), |at| at + 3)));
    }
    if text.starts_with("<![CDATA[") {
        return Some((None, text.find("]]>").map_or(text.len(), |at| at + 3)));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        return text
            .bytes()
            .take(LONGEST_TAG)
            .position(|byte| byte == b'>')
            .map(|at| (None, at + 1));
    }
    let mut quote = None;
    for (at, character) in text.char_indices().skip(1).take(LONGEST_TAG) {
        match (quote, character) {
            (None, '>') => {
                let source = text.get(..=at)?;
                return Tag::read(source).map(|tag| (Some(tag), source.len()));
            }
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

/// Replaces the character references (`&amp;`, `&#39;`) of raw HTML by what they stand for.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let length = reference_length(after);
        let character =
            length.and_then(|length| Some((decode_reference(after.get(..length)?)?, length)));
        if let Some((character, length)) = character {
            decoded.push_str(&character);
            rest = after.get(length..).unwrap_or("");
        } else {
            decoded.push('&');
            rest = after;
        }
    }
    decoded.push_str(rest);
    decoded
}

/// The length of the character reference that `text`, which follows an `&`, may begin with.
pub(super) fn reference_length(text: &str) -> Option<usize> {
    let end = text
        .bytes()
        .take(LONGEST_REFERENCE)
        .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    (end > 0 && text.as_bytes().get(end) == Some(&b';')).then_some(end + 1)
}

/// The parser owns the table of names, so it is asked.
fn decode_reference(reference: &str) -> Option<String> {
    let source = format!("&{reference}");
    let decoded: String = Parser::new(&source)
        .filter_map(|event| {
            if let Event::Text(text) = event {
                Some(text.into_string())
            } else {
                None
            }
        })
        .collect();
    // A reference to white space is trimmed away by the parser, and what it does not know comes back as it was.
    match decoded.as_str() {
        "" => Some(" ".to_owned()),
        _ if decoded == source => None,
        _ => Some(decoded),
    }
}
