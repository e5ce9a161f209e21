//! Collects blocks and what contains them. Markdown and raw HTML drive the same builder, each closing what it opened.

use super::is_unprintable;
use super::tree::{Block, Inline, List, Mark, Spacing, Table};

/// How deep lists are kept, and quotes twice as deep; what is nested deeper is shown at this depth.
const DEEPEST: usize = 8;

/// A container that is still being filled.
pub(super) struct Frame {
    pub(super) container: Container,
    pub(super) origin: Origin,
    pub(super) blocks: Vec<Block>,
}

pub(super) enum Container {
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
pub(super) enum Cell {
    Outside,
    Inside,
}

/// What opened a container: only the same closes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Markdown,
    Html,
}

#[derive(Default)]
pub(super) struct Builder {
    pub(super) frames: Vec<Frame>,
    /// The blocks outside of any container.
    pub(super) root: Vec<Block>,
    /// For each open container of the Markdown, how many frames there were before it.
    pub(super) opened: Vec<usize>,
    /// The paragraph that is being read.
    pub(super) inline: Vec<Inline>,
    /// The code block or `<pre>` that is being read.
    pub(super) verbatim: Option<String>,
    /// The block of raw HTML that is being read.
    pub(super) html: Option<String>,
    /// For each open link of the Markdown or of the HTML, what stands at its end.
    pub(super) links: Vec<Option<Inline>>,
}

impl Builder {
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close_to(0);
        self.flush();
        self.root
    }

    pub(super) fn text(&mut self, text: &str) {
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

    pub(super) fn code(&mut self, text: &str) {
        if self.verbatim.is_some() {
            self.text(text);
        } else {
            self.inline.push(Inline::Code(text.to_owned()));
        }
    }

    pub(super) fn line_break(&mut self) {
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
    pub(super) fn open_link(&mut self, address: &str) {
        let scheme = address
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let kept = matches!(scheme.as_deref(), Some("http" | "https" | "mailto"));
        if kept {
            self.inline.push(Inline::OpenLink(address.to_owned()));
        }
        self.links.push(kept.then_some(Inline::Close(Mark::Link)));
    }

    pub(super) fn close_link(&mut self) {
        self.inline.extend(self.links.pop().flatten());
    }

    /// Appends a finished block to what contains it.
    pub(super) fn push(&mut self, block: Block) {
        self.flush();
        self.append(block);
    }

    pub(super) fn append(&mut self, block: Block) {
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
    pub(super) fn flush(&mut self) {
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

    pub(super) fn flush_heading(&mut self) {
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

    pub(super) fn end_verbatim(&mut self) {
        if let Some(text) = self.verbatim.take()
            && !text.trim().is_empty()
        {
            self.push(Block::Code(text));
        }
    }

    pub(super) fn loosen(&mut self) {
        if let [.., list, item] = self.frames.as_mut_slice()
            && matches!(item.container, Container::Item)
            && let Container::List { spacing, .. } = &mut list.container
        {
            *spacing = Spacing::Loose;
        }
    }

    pub(super) fn open_markdown(&mut self, container: Container) {
        self.opened.push(self.frames.len());
        self.open(container, Origin::Markdown);
    }

    pub(super) fn open(&mut self, container: Container, origin: Origin) {
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
    pub(super) fn close_to(&mut self, depth: usize) {
        while self.frames.len() > depth {
            self.close_one();
        }
    }

    pub(super) fn close_one(&mut self) {
        self.end_cell();
        self.flush();
        let Some(Frame {
            container, blocks, ..
        }) = self.frames.pop()
        else {
            return;
        };
        match container {
            Container::Quote | Container::Item if blocks.is_empty() => {}
            Container::Quote => self.append(Block::Quote(blocks)),
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
                for block in blocks {
                    self.append(block);
                }
                table.rows.retain(|row| !row.is_empty());
                if !table.rows.is_empty() {
                    self.append(Block::Table(table));
                }
                self.inline = rest;
            }
        }
    }

    /// How many frames are left when all that HTML opened since the last container of the Markdown is closed.
    pub(super) fn markdown_depth(&self) -> usize {
        self.frames
            .iter()
            .rposition(|frame| frame.origin == Origin::Markdown)
            .map_or(0, |at| at + 1)
    }

    pub(super) fn close_html(&mut self) {
        self.close_to(self.markdown_depth());
    }

    pub(super) fn start_row(&mut self) {
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

    pub(super) fn start_cell(&mut self) {
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

    pub(super) fn end_cell(&mut self) {
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
