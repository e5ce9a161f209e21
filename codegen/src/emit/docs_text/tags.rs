//! Follows the tags of raw HTML.

use super::builder::{Builder, Cell, Container, Frame, Origin};
use super::html::{self, Element, End, Tag, Token};
use super::tree::{Block, Inline, Mark, Spacing, Table};

impl Builder {
    pub(super) fn inline_html(&mut self, source: &str) {
        match Tag::read(source) {
            Some(tag) => self.tag(tag),
            None if source.starts_with("<!") || source.starts_with("<?") => {}
            None => self.text(source),
        }
    }

    pub(super) fn raw_html(&mut self, html: &str) {
        let mut hidden = false;
        for token in html::tokens(html) {
            match token {
                Token::Tag(tag) if tag.element() == Some(Element::Hidden) => {
                    hidden = tag.end == End::Open;
                }
                Token::Tag(_) | Token::Text(_) if hidden => {}
                Token::Tag(tag) => self.tag(tag),
                Token::Text(text) if self.verbatim.is_some() => self.text(&html::decode(text)),
                Token::Text(text) => self.html_text(text),
            }
        }
    }

    /// Markdown does not look into blocks of HTML, but authors expect backticks to work there, and nothing else that
    /// is written with backticks is lost by it.
    fn html_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, code, after)) = first_code(rest) {
            self.text(&html::decode(before));
            self.code(&html::decode(code));
            rest = after;
        }
        self.text(&html::decode(rest));
    }

    fn tag(&mut self, tag: Tag<'_>) {
        let Some(element) = tag.element() else {
            self.text(tag.source);
            return;
        };
        match (element, tag.end) {
            (Element::Strong, end) => self.mark(Mark::Strong, end),
            (Element::Emphasis, end) => self.mark(Mark::Emphasis, end),
            (Element::Strike, end) => self.mark(Mark::Strike, end),
            (Element::Code, end) => self.mark(Mark::Code, end),
            (Element::Anchor, End::Open) => {
                self.open_link(&tag.attribute("href").unwrap_or_default());
            }
            (Element::Anchor, End::Close) => self.close_link(),
            (Element::Image, _) => self.text(&tag.attribute("alt").unwrap_or_default()),
            (Element::Break, _) => self.line_break(),
            (Element::Rule, _) => self.push(Block::Rule),
            (Element::Heading, End::Close) => self.flush_heading(),
            (Element::Remark, End::Open) => {
                self.flush();
                self.inline.push(Inline::Open(Mark::Strong));
                self.text(&format!("{}:", tag.title()));
                self.inline.push(Inline::Close(Mark::Strong));
                self.flush();
            }
            (Element::Block | Element::Heading | Element::Remark, _) => self.flush(),
            (Element::Preformatted, End::Open) => {
                self.flush();
                self.verbatim = Some(String::new());
            }
            (Element::Preformatted, End::Close) => self.end_verbatim(),
            (Element::Hidden | Element::Transparent, _) => {}
            (
                Element::Quote
                | Element::OrderedList
                | Element::BulletList
                | Element::Item
                | Element::Table
                | Element::Row
                | Element::Cell,
                _,
            ) => self.container_tag(element, tag.end),
        }
    }

    fn mark(&mut self, mark: Mark, end: End) {
        if self.verbatim.is_none() {
            self.inline.push(match end {
                End::Open => Inline::Open(mark),
                End::Close => Inline::Close(mark),
            });
        }
    }

    fn container_tag(&mut self, element: Element, end: End) {
        self.end_verbatim();
        match (element, end) {
            (Element::Quote, End::Open) => self.open(Container::Quote, Origin::Html),
            (Element::OrderedList, End::Open) => self.open_html_list(Some(1)),
            (Element::BulletList, End::Open) => self.open_html_list(None),
            (Element::Item, End::Open) => {
                self.flush();
                self.close_html_if(|container| matches!(container, Container::Item));
                if !matches!(
                    self.frames.last(),
                    Some(Frame {
                        container: Container::List { .. },
                        origin: Origin::Html,
                        ..
                    })
                ) {
                    self.open_html_list(None);
                }
                self.open(Container::Item, Origin::Html);
            }
            (Element::Item, End::Close) => {
                self.close_html_if(|container| matches!(container, Container::Item));
            }
            (Element::Table, End::Open) => {
                let table = Table::default();
                self.open(
                    Container::Table {
                        table,
                        cell: Cell::Outside,
                    },
                    Origin::Html,
                );
            }
            (Element::Row, End::Open) => self.start_row(),
            (Element::Cell, End::Open) => self.start_cell(),
            (Element::Row | Element::Cell, End::Close) => self.end_cell(),
            (_, End::Close) => self.close_html_to(element),
            (_, End::Open) => {}
        }
    }

    fn open_html_list(&mut self, first: Option<u64>) {
        self.open(
            Container::List {
                first,
                spacing: Spacing::Tight,
                items: Vec::new(),
            },
            Origin::Html,
        );
    }

    fn close_html_if(&mut self, wanted: impl Fn(&Container) -> bool) {
        if self
            .frames
            .last()
            .is_some_and(|frame| frame.origin == Origin::Html && wanted(&frame.container))
        {
            self.close_one();
        }
    }

    /// Closes the innermost container that `element` opened, and all within it.
    fn close_html_to(&mut self, element: Element) {
        let depth = self.markdown_depth();
        let found = self
            .frames
            .iter()
            .skip(depth)
            .rposition(|frame| match &frame.container {
                Container::Quote => element == Element::Quote,
                Container::List { .. } => {
                    matches!(element, Element::OrderedList | Element::BulletList)
                }
                Container::Table { .. } => element == Element::Table,
                Container::Item => false,
            });
        if let Some(at) = found {
            self.close_to(depth + at);
        }
        self.flush();
    }
}

/// The first pair of backticks in `text`: what is before, between and after them.
fn first_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    (!code.trim().is_empty()).then_some((before, code, after))
}
