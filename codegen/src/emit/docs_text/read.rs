//! Follows the parser's events.

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag as Start, TagEnd,
};

use super::builder::{Builder, Cell, Container};
use super::tree::{Alignment, Block, Inline, Mark, Spacing, Table};

/// Reads a description whose line ends and characters are clean.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut builder = Builder::default();
    let callback = |link: BrokenLink<'_>| {
        is_undefined_reference(&link, markdown).then(|| ("".into(), "".into()))
    };
    let parser = Parser::new_with_broken_link_callback(markdown, options, Some(callback));
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, markdown.get(range).unwrap_or(""));
    }
    builder.finish()
}

/// Whether `[text][]` or `[text][text]` stands for a link whose address the document forgot: then the text is what is
/// meant. After a word it is an index, as in `filter[name][]`, and stays.
fn is_undefined_reference(link: &BrokenLink<'_>, markdown: &str) -> bool {
    let source = markdown.get(link.span.clone()).unwrap_or("");
    let is_doubled = match link.link_type {
        LinkType::Collapsed => true,
        LinkType::Reference => source
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(|rest| rest.split_once("]["))
            .is_some_and(|(text, label)| text == label),
        _ => false,
    };
    let before = markdown
        .get(..link.span.start)
        .and_then(|before| before.chars().next_back());
    is_doubled && before.is_none_or(|before| before.is_whitespace() || before == '(')
}

impl Builder {
    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(start) => self.start(start, source),
            Event::End(end) => self.end(end, source),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.code(&text),
            Event::Html(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.raw_html(&text),
            },
            Event::InlineHtml(text) => self.inline_html(&text),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.line_break(),
            Event::Rule => self.push(Block::Rule),
            // Their extensions are not switched on.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {
                self.text(source);
            }
        }
    }

    fn start(&mut self, start: Start<'_>, source: &str) {
        match start {
            Start::Paragraph => {
                self.loosen();
                self.flush();
            }
            Start::Heading { .. } => {
                self.close_html();
                self.flush();
            }
            Start::BlockQuote(_) => self.open_markdown(Container::Quote),
            Start::List(first) => {
                self.open_markdown(Container::List {
                    first,
                    spacing: Spacing::Tight,
                    items: Vec::new(),
                });
            }
            Start::Item => self.open_markdown(Container::Item),
            Start::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.verbatim = Some(String::new());
            }
            Start::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
            }
            Start::Table(alignments) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                self.close_html();
                let table = Table {
                    alignments,
                    rows: Vec::new(),
                };
                self.open_markdown(Container::Table {
                    table,
                    cell: Cell::Outside,
                });
            }
            Start::TableHead | Start::TableRow => self.start_row(),
            Start::TableCell => self.start_cell(),
            Start::Emphasis => self.inline.push(Inline::Open(Mark::Emphasis)),
            Start::Strong => self.inline.push(Inline::Open(Mark::Strong)),
            Start::Strikethrough => self.strike(source, Inline::Open(Mark::Strike)),
            Start::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => self.open_link(&format!("mailto:{dest_url}")),
            Start::Link { dest_url, .. } => self.open_link(&dest_url),
            // An image's text follows as text, and nothing else of it is kept.
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd, source: &str) {
        match end {
            TagEnd::Paragraph => {
                self.end_verbatim();
                self.flush();
            }
            TagEnd::Heading(_) => {
                self.end_verbatim();
                self.flush_heading();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::Table => {
                self.end_verbatim();
                let depth = self.opened.pop().unwrap_or(0);
                self.close_to(depth);
                self.flush();
            }
            TagEnd::CodeBlock => self.end_verbatim(),
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.raw_html(&html);
                self.end_verbatim();
                self.flush();
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.inline.push(Inline::Close(Mark::Emphasis)),
            TagEnd::Strong => self.inline.push(Inline::Close(Mark::Strong)),
            TagEnd::Strikethrough => self.strike(source, Inline::Close(Mark::Strike)),
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    /// The parser takes `~x~` for struck text as it does `~~x~~`, but a single tilde is a range or "about".
    fn strike(&mut self, source: &str, mark: Inline) {
        if source.starts_with("~~") {
            self.inline.push(mark);
        } else {
            self.text("~");
        }
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Unset,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
