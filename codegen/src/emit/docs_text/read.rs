//! Follows the parser's events and builds the tree. Markdown and raw HTML drive the same builder.

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag as Start, TagEnd,
};

use super::html::{self, Element, End, Tag, Token};
use super::is_unprintable;
use super::tree::{Alignment, Block, Inline, List, Mark, Spacing, Table};

/// How deep lists and quotes are kept; what is nested deeper is shown at this depth.
const DEEPEST: usize = 8;

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
    let doubled = source
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]["))
        .is_some_and(|(text, label)| label == "]" || label.strip_suffix(']') == Some(text));
    let before = markdown
        .get(..link.span.start)
        .and_then(|before| before.chars().next_back());
    doubled && before.is_none_or(|before| before.is_whitespace() || before == '(')
}

/// A container that is still being filled.
struct Frame {
    container: Container,
    origin: Origin,
    blocks: Vec<Block>,
}

enum Container {
    Quote,
    List {
        first: Option<u64>,
        spacing: Spacing,
        items: Vec<Vec<Block>>,
    },
    Item,
    Table {
        table: Table,
        cell: Cell,
    },
}

/// Whether the running text belongs to a cell of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Outside,
    Inside,
}

/// What opened a container: only the same closes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Markdown,
    Html,
}

#[derive(Default)]
struct Builder {
    frames: Vec<Frame>,
    /// The blocks outside of any container.
    root: Vec<Block>,
    /// For each open container of the Markdown, how many frames there were before it.
    opened: Vec<usize>,
    /// The paragraph that is being read.
    inline: Vec<Inline>,
    /// The code block or `<pre>` that is being read.
    verbatim: Option<String>,
    /// The block of raw HTML that is being read.
    html: Option<String>,
    /// For each open link of the Markdown or of the HTML, what stands at its end.
    links: Vec<Option<Inline>>,
}

impl Builder {
    fn finish(mut self) -> Vec<Block> {
        self.close_to(0);
        self.flush();
        self.root
    }

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

    fn text(&mut self, text: &str) {
        let clean = text
            .chars()
            .filter(|character| *character == '\n' || !is_unprintable(*character));
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.extend(clean);
        } else if let Some(Inline::Text(last)) = self.inline.last_mut() {
            last.extend(clean);
        } else {
            self.inline.push(Inline::Text(clean.collect()));
        }
    }

    fn code(&mut self, text: &str) {
        if self.verbatim.is_some() {
            self.text(text);
        } else {
            self.inline.push(Inline::Code(text.to_owned()));
        }
    }

    fn line_break(&mut self) {
        match (&mut self.verbatim, self.frames.last()) {
            (Some(verbatim), _) => verbatim.push('\n'),
            (
                None,
                Some(Frame {
                    container: Container::Table { .. },
                    ..
                }),
            ) => self.text(" "),
            (None, _) => self.inline.push(Inline::Break),
        }
    }

    /// Links that lead nowhere outside of the document they were written for become their text.
    fn open_link(&mut self, address: &str) {
        let scheme = address
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let kept = matches!(scheme.as_deref(), Some("http" | "https" | "mailto"));
        if kept {
            self.inline.push(Inline::OpenLink(address.to_owned()));
        }
        self.links.push(kept.then_some(Inline::Close(Mark::Link)));
    }

    fn close_link(&mut self) {
        self.inline.extend(self.links.pop().flatten());
    }

    /// Appends a finished block to what contains it.
    fn push(&mut self, block: Block) {
        self.flush();
        self.append(block);
    }

    fn append(&mut self, block: Block) {
        match self.frames.last_mut() {
            None => push_block(&mut self.root, block),
            Some(Frame {
                container: Container::List { items, .. },
                ..
            }) => items.push(vec![block]),
            Some(Frame {
                container: Container::Table { .. },
                ..
            }) => {
                if let Block::Code(text) = block {
                    self.inline.push(Inline::Code(text));
                }
            }
            Some(frame) => push_block(&mut frame.blocks, block),
        }
    }

    /// Ends the paragraph that is being read, if any. A cell holds no paragraphs: there it becomes a space.
    fn flush(&mut self) {
        if matches!(
            self.frames.last(),
            Some(Frame {
                container: Container::Table { .. },
                ..
            })
        ) {
            self.text(" ");
            return;
        }
        for paragraph in paragraphs(std::mem::take(&mut self.inline)) {
            self.append(Block::Paragraph(paragraph));
        }
    }

    fn flush_heading(&mut self) {
        if matches!(
            self.frames.last(),
            Some(Frame {
                container: Container::Table { .. },
                ..
            })
        ) {
            self.text(" ");
            return;
        }
        let inline = std::mem::take(&mut self.inline);
        if has_text(&inline) {
            self.append(Block::Heading(inline));
        }
    }

    fn end_verbatim(&mut self) {
        if let Some(text) = self.verbatim.take()
            && !text.trim().is_empty()
        {
            self.push(Block::Code(text));
        }
    }

    fn loosen(&mut self) {
        if let [.., list, item] = self.frames.as_mut_slice()
            && matches!(item.container, Container::Item)
            && let Container::List { spacing, .. } = &mut list.container
        {
            *spacing = Spacing::Loose;
        }
    }

    fn open_markdown(&mut self, container: Container) {
        self.opened.push(self.frames.len());
        self.open(container, Origin::Markdown);
    }

    fn open(&mut self, container: Container, origin: Origin) {
        self.flush();
        let inside_table = matches!(
            self.frames.last(),
            Some(Frame {
                container: Container::Table { .. },
                ..
            })
        );
        // An item without its list, which was too deep, is no item either.
        let misplaced = matches!(container, Container::Item)
            && !matches!(
                self.frames.last(),
                Some(Frame {
                    container: Container::List { .. },
                    ..
                })
            );
        // A list is worth nothing without its items, so both must fit.
        let room = usize::from(matches!(container, Container::List { .. }));
        if !inside_table && !misplaced && self.frames.len() + room < DEEPEST * 2 {
            self.frames.push(Frame {
                container,
                origin,
                blocks: Vec::new(),
            });
        }
    }

    /// Closes the innermost containers until `depth` of them are left.
    fn close_to(&mut self, depth: usize) {
        while self.frames.len() > depth {
            self.close_one();
        }
    }

    fn close_one(&mut self) {
        self.end_cell();
        self.flush();
        let Some(Frame {
            container, blocks, ..
        }) = self.frames.pop()
        else {
            return;
        };
        match container {
            Container::Quote if blocks.is_empty() => {}
            Container::Quote => self.append(Block::Quote(blocks)),
            Container::Item if blocks.is_empty() => {}
            Container::Item => match self.frames.last_mut() {
                Some(Frame {
                    container: Container::List { items, .. },
                    ..
                }) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.append(block)),
            },
            Container::List { items, .. } if items.is_empty() => {}
            Container::List {
                first,
                spacing,
                items,
            } => self.append(Block::List(List {
                first,
                spacing,
                items,
            })),
            Container::Table { mut table, .. } => {
                let rest = std::mem::take(&mut self.inline);
                blocks.into_iter().for_each(|block| self.append(block));
                table.rows.retain(|row| !row.is_empty());
                if !table.rows.is_empty() {
                    self.append(Block::Table(table));
                }
                self.inline = rest;
            }
        }
    }

    /// How many frames are left when all that HTML opened since the last container of the Markdown is closed.
    fn markdown_depth(&self) -> usize {
        self.frames
            .iter()
            .rposition(|frame| frame.origin == Origin::Markdown)
            .map_or(0, |at| at + 1)
    }

    fn close_html(&mut self) {
        self.close_to(self.markdown_depth());
    }

    fn start_row(&mut self) {
        self.end_cell();
        if let Some(Frame {
            container: Container::Table { table, .. },
            blocks,
            ..
        }) = self.frames.last_mut()
        {
            // Text between rows, such as a caption, goes before the table.
            blocks.extend(paragraphs(std::mem::take(&mut self.inline)).map(Block::Paragraph));
            table.rows.push(Vec::new());
        }
    }

    fn start_cell(&mut self) {
        self.end_cell();
        if let Some(Frame {
            container: Container::Table { table, cell },
            blocks,
            ..
        }) = self.frames.last_mut()
        {
            blocks.extend(paragraphs(std::mem::take(&mut self.inline)).map(Block::Paragraph));
            *cell = Cell::Inside;
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
        } else {
            self.text(" ");
        }
    }

    fn end_cell(&mut self) {
        if let Some(Frame {
            container:
                Container::Table {
                    table,
                    cell: cell @ Cell::Inside,
                },
            ..
        }) = self.frames.last_mut()
            && let Some(row) = table.rows.last_mut()
        {
            *cell = Cell::Outside;
            row.push(std::mem::take(&mut self.inline));
        }
    }
}

/// Raw HTML.
impl Builder {
    fn inline_html(&mut self, source: &str) {
        match Tag::read(source) {
            Some(tag) => self.tag(tag),
            None if source.starts_with("<!") || source.starts_with("<?") => {}
            None => self.text(source),
        }
    }

    fn raw_html(&mut self, html: &str) {
        let mut hidden = false;
        for token in html::tokens(html) {
            match token {
                Token::Tag(tag) if tag.element() == Some(Element::Hidden) => {
                    hidden = tag.end == End::Open
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
                self.open_link(&tag.attribute("href").unwrap_or_default())
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
                self.close_html_if(|container| matches!(container, Container::Item))
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

/// Lists that follow each other with nothing between would be read as one, so they become one.
fn push_block(blocks: &mut Vec<Block>, block: Block) {
    match (blocks.last_mut(), block) {
        (Some(Block::List(last)), Block::List(next))
            if last.first.is_some() == next.first.is_some() =>
        {
            last.items.extend(next.items);
        }
        (_, block) => blocks.push(block),
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

/// The first pair of backticks in `text`: what is before, between and after them.
fn first_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    (!code.trim().is_empty()).then_some((before, code, after))
}

fn has_text(inline: &[Inline]) -> bool {
    inline.iter().any(|piece| match piece {
        Inline::Text(text) => !text.trim().is_empty(),
        Inline::Code(_) | Inline::OpenLink(_) => true,
        Inline::Break | Inline::Open(_) | Inline::Close(_) => false,
    })
}

/// Splits where two line breaks follow each other, which is how HTML without `<p>` writes paragraphs.
fn paragraphs(inline: Vec<Inline>) -> impl Iterator<Item = Vec<Inline>> {
    let mut paragraphs = vec![Vec::new()];
    let mut after_break = false;
    for piece in inline {
        let blank = matches!(&piece, Inline::Text(text) if text.trim().is_empty());
        if piece == Inline::Break && after_break {
            paragraphs.push(Vec::new());
            continue;
        }
        after_break = piece == Inline::Break || (after_break && blank);
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(piece);
        }
    }
    paragraphs
        .into_iter()
        .filter(|paragraph| has_text(paragraph))
}
