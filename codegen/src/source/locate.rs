//! Where the nodes of a document stand in its text.
//!
//! The tree that everything else works on has no positions: they would cost as much as the tree itself, and are
//! wanted only when a report is printed. So the text is walked a second time then, once for all places of the report.

mod events;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use self::events::{Event, Sink};
use crate::diag::{Location, Part, Place, Pointer};

/// The locations of places, in their order. A node that is not in the text, such as a keyword that is missing, is
/// located at its nearest ancestor.
pub(super) fn locate(text: &str, places: &[&Place]) -> Vec<Option<Location>> {
    let mut walk = Walk::default();
    for place in places {
        if let Place::Pointer { pointer, .. } = place {
            walk.want(pointer);
        }
    }
    if !walk.nodes.is_empty() {
        events::read(text, &mut walk);
    }
    let spans = places.iter().map(|place| match place {
        Place::File | Place::Mounted { .. } => None,
        Place::Position { line, column } => Some(span_at(text, *line, *column)),
        Place::Pointer { pointer, part } => walk.span(text, pointer, *part),
    });
    with_positions(text, spans.collect())
}

/// How many characters are underlined at most where a mapping or list begins and has no key.
const MOST_UNDERLINED: usize = 1_000;

/// A node that is wanted, or on the way to one.
#[derive(Debug, Default)]
struct Node {
    children: BTreeMap<String, usize>,
    key: Option<Range<usize>>,
    value: Option<Found>,
    /// The `<<` key, from which members may come that are not written here.
    merge: Option<Range<usize>>,
}

#[derive(Debug, Clone)]
enum Found {
    Scalar(Range<usize>),
    /// A mapping or a list, by where it begins.
    Collection(usize),
}

/// A mapping or list that is being walked; `node` is set when something in it is wanted.
#[derive(Debug)]
enum Frame {
    Mapping {
        node: Option<usize>,
        next: Next,
        role: Role,
    },
    List {
        node: Option<usize>,
        index: usize,
        role: Role,
    },
}

/// What the next event of a mapping is.
#[derive(Debug, Clone, Copy)]
enum Next {
    Key,
    /// The value of a key, with the node if it is wanted.
    Value(Option<usize>),
}

/// What a collection is to the one that holds it. YAML allows collections as keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Key,
    Value,
}

#[derive(Debug, Default)]
struct Walk {
    /// The first is the root.
    nodes: Vec<Node>,
    stack: Vec<Frame>,
}

impl Walk {
    fn want(&mut self, pointer: &Pointer) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut here = 0;
        for token in pointer.tokens() {
            let fresh = self.nodes.len();
            let Some(node) = self.nodes.get_mut(here) else {
                return;
            };
            here = *node.children.entry(token.into_owned()).or_insert(fresh);
            if here == fresh {
                self.nodes.push(Node::default());
            }
        }
    }

    fn child(&self, node: Option<usize>, token: &str) -> Option<usize> {
        self.nodes.get(node?)?.children.get(token).copied()
    }

    fn expects_key(&self) -> bool {
        matches!(
            self.stack.last(),
            Some(Frame::Mapping {
                next: Next::Key,
                ..
            })
        )
    }

    fn key(&mut self, text: Option<&str>, span: Range<usize>) {
        let Some(Frame::Mapping { node, .. }) = self.stack.last() else {
            return;
        };
        let node = *node;
        let child = text.and_then(|text| self.child(node, text));
        if let Some(found) = child.and_then(|child| self.nodes.get_mut(child)) {
            found.key = Some(span.clone());
        }
        if text == Some("<<")
            && let Some(found) = node.and_then(|node| self.nodes.get_mut(node))
        {
            found.merge = Some(span);
        }
        self.after_key(child);
    }

    fn after_key(&mut self, child: Option<usize>) {
        if let Some(Frame::Mapping { next, .. }) = self.stack.last_mut() {
            *next = Next::Value(child);
        }
    }

    /// The node of the value that begins here, if it is wanted.
    fn take_value(&mut self) -> Option<usize> {
        match self.stack.last_mut() {
            None => Some(0),
            Some(Frame::Mapping { next, .. }) => match std::mem::replace(next, Next::Key) {
                Next::Key => None,
                Next::Value(child) => child,
            },
            Some(Frame::List { node, index, .. }) => {
                let item = *index;
                *index += 1;
                let node = *node;
                // Most lists hold nothing that is wanted, so that the number need not become a text.
                node.and_then(|node| self.child(Some(node), &item.to_string()))
            }
        }
    }

    fn found(&mut self, node: Option<usize>, value: Found) {
        if let Some(node) = node.and_then(|node| self.nodes.get_mut(node)) {
            node.value = Some(value);
        }
    }

    /// Takes the place of a collection that begins: what it is to its parent, and its node.
    fn begin(&mut self, start: usize) -> (Option<usize>, Role) {
        if self.expects_key() {
            return (None, Role::Key);
        }
        let node = self.take_value();
        self.found(node, Found::Collection(start));
        (node, Role::Value)
    }

    fn span(&self, text: &str, pointer: &Pointer, part: Part) -> Option<Range<usize>> {
        let mut node = self.nodes.first()?;
        let mut part = part;
        for token in pointer.tokens() {
            let child = node
                .children
                .get(&*token)
                .and_then(|child| self.nodes.get(*child));
            match child.filter(|child| child.key.is_some() || child.value.is_some()) {
                Some(child) => node = child,
                None if node.merge.is_some() => return node.merge.clone(),
                None => {
                    part = Part::Key;
                    break;
                }
            }
        }
        // A mapping or list spans many lines; its key says more than the first of them.
        let scalar = match &node.value {
            Some(Found::Scalar(span)) => Some(span.clone()),
            Some(Found::Collection(_)) | None => None,
        };
        let line = match node.value {
            Some(Found::Collection(start)) => Some(start..end_of_line(text, start)),
            Some(Found::Scalar(_)) | None => None,
        };
        match part {
            Part::Value => scalar.or_else(|| node.key.clone()).or(line),
            Part::Key => node.key.clone().or(scalar).or(line),
        }
    }
}

impl Sink for Walk {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Scalar(text) if self.expects_key() => self.key(Some(text), span),
            Event::Alias if self.expects_key() => self.key(None, span),
            Event::Scalar(_) | Event::Alias => {
                let node = self.take_value();
                self.found(node, Found::Scalar(span));
            }
            Event::MappingStart => {
                let (node, role) = self.begin(span.start);
                self.stack.push(Frame::Mapping {
                    node,
                    next: Next::Key,
                    role,
                });
            }
            Event::ListStart => {
                let (node, role) = self.begin(span.start);
                self.stack.push(Frame::List {
                    node,
                    index: 0,
                    role,
                });
            }
            Event::End => match self.stack.pop() {
                Some(
                    Frame::Mapping {
                        role: Role::Key, ..
                    }
                    | Frame::List {
                        role: Role::Key, ..
                    },
                ) => {
                    self.after_key(None);
                }
                Some(Frame::Mapping { .. } | Frame::List { .. }) | None => {}
            },
        }
    }
}

/// The end of the line, or of as much of it as a report can show: in minified JSON, the line is the whole file.
fn end_of_line(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.char_indices().take(MOST_UNDERLINED);
    let end = line
        .take_while(|(_, character)| *character != '\n')
        .last()
        .map_or(0, |(at, character)| at + character.len_utf8());
    start + rest.get(..end).unwrap_or_default().trim_end().len()
}

/// The character at a position, or nothing at the end of the line when the line is shorter.
fn span_at(text: &str, line: usize, column: usize) -> Range<usize> {
    let mut start = 0;
    for skipped in text.split_inclusive('\n').take(line.saturating_sub(1)) {
        start += skipped.len();
    }
    let rest = text.get(start..).unwrap_or_default();
    let content = rest.lines().next().unwrap_or_default();
    match content.char_indices().nth(column.saturating_sub(1)) {
        Some((offset, character)) => start + offset..start + offset + character.len_utf8(),
        None => start + content.len()..start + content.len(),
    }
}

/// Adds line and column to spans, counting through the text once for all of them: a line can be the whole file.
fn with_positions(text: &str, spans: Vec<Option<Range<usize>>>) -> Vec<Option<Location>> {
    let mut order: Vec<(usize, usize)> = spans
        .iter()
        .enumerate()
        .filter_map(|(index, span)| Some((span.as_ref()?.start, index)))
        .collect();
    order.sort_unstable();
    let mut positions = BTreeMap::new();
    let (mut counted, mut line, mut column) = (0, 1, 1);
    for (start, index) in order {
        for character in text.get(counted..start).unwrap_or_default().chars() {
            (line, column) = if character == '\n' {
                (line + 1, 1)
            } else {
                (line, column + 1)
            };
        }
        counted = start;
        positions.insert(index, (line, column));
    }
    let located = spans.into_iter().enumerate().map(|(index, span)| {
        let (line, column) = *positions.get(&index)?;
        Some(Location {
            line,
            column,
            span: span?,
        })
    });
    located.collect()
}
