//! The tree between reading and writing: only what a doc comment can show.

/// A block of a description.
#[derive(Debug)]
pub(super) enum Block {
    Paragraph(Vec<Inline>),
    Heading(Vec<Inline>),
    /// Lines to be shown as they are.
    Code(String),
    List(List),
    Quote(Vec<Block>),
    Table(Table),
    Rule,
}

/// A list, with bullets or with numbers.
#[derive(Debug)]
pub(super) struct List {
    /// The first number; `None` for bullets.
    pub(super) first: Option<u64>,
    pub(super) spacing: Spacing,
    pub(super) items: Vec<Vec<Block>>,
}

/// Whether blank lines stand between the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    Tight,
    Loose,
}

/// A table; the first row is its head.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column of a table is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Alignment {
    #[default]
    Unset,
    Left,
    Center,
    Right,
}

/// A piece of running text. Spans are kept flat, as a beginning and an end, because raw HTML nests them in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    /// Text that means itself; not escaped.
    Text(String),
    Code(String),
    /// A line end that is meant.
    Break,
    Open(Mark),
    /// The beginning of a link to an absolute address; `Close(Mark::Link)` ends it.
    OpenLink(String),
    Close(Mark),
}

/// What a span of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    Strong,
    Strike,
    /// Code written as an HTML element, whose text the parser has already taken apart.
    Code,
    Link,
}
