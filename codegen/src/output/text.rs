//! The text of a file: items printed one by one, with the blank lines that people write.
use crate::emit::{Child, Content, Item, Items, LINE_END, Module, Table};
use rayon::prelude::*;

/// A printed part of a file, by how it is set off from the next.
struct Piece {
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mod,
    Use,
    Reexport,
    Item,
}

/// The file of a module whose children are files of their own.
pub(super) fn file(module: &Module<'_>, first_line: &str) -> Result<String, String> {
    let children = module
        .children
        .iter()
        .map(|Child { before, module }| Piece {
            kind: Kind::Mod,
            text: format!("{before}mod {};", module.name),
        });
    let mut pieces: Vec<Piece> = children.collect();
    let (docs, more) = own(module)?;
    pieces.extend(more);
    Ok(joined(first_line, &docs, &pieces))
}

/// The file of a module that holds its children. It is included into a module, where a file can not
/// have inner docs.
pub(super) fn single_file(module: &Module<'_>, first_line: &str) -> Result<String, String> {
    let (_, mut pieces) = own(module)?;
    pieces.extend(blocks(&module.children)?);
    Ok(joined(first_line, &[], &pieces))
}

/// The docs and the pieces of a module, apart from the modules inside it.
fn own(module: &Module<'_>) -> Result<(Vec<String>, Vec<Piece>), String> {
    let content = || {
        let Content { docs, items } = (module.content)();
        (inner_docs(&docs), printed(&items))
    };
    let ((docs, pieces), parts) = rayon::join(content, || parts(&module.parts));
    let mut pieces = pieces?;
    pieces.extend(parts?.into_iter().flatten());
    Ok((docs, pieces))
}

fn parts(parts: &[Items<'_>]) -> Result<Vec<Vec<Piece>>, String> {
    let printed = parts.par_iter().map(|part| printed(&part()));
    printed.collect()
}

/// The modules inside a module, side by side: each is as much work as a file.
fn blocks(children: &[Child<'_>]) -> Result<Vec<Piece>, String> {
    children.par_iter().map(block).collect()
}

fn block(child: &Child<'_>) -> Result<Piece, String> {
    let Child { before, module } = child;
    let (docs, mut pieces) = own(module)?;
    pieces.extend(blocks(&module.children)?);
    let inner = joined("", &docs, &pieces);
    Ok(Piece {
        kind: Kind::Item,
        text: format!("{before}mod {} {{\n{}}}", module.name, indented(&inner)),
    })
}

fn inner_docs(docs: &[String]) -> Vec<String> {
    let line = |line: &String| {
        if line.is_empty() {
            "//!".to_owned()
        } else {
            format!("//! {line}")
        }
    };
    docs.iter().map(line).collect()
}

fn joined(first_line: &str, docs: &[String], pieces: &[Piece]) -> String {
    let mut text = String::new();
    for line in std::iter::once(first_line)
        .filter(|line| !line.is_empty())
        .chain(docs.iter().map(String::as_str))
    {
        text.push_str(line);
        text.push('\n');
    }
    let mut before = None;
    for Piece { kind, text: piece } in pieces {
        let groups = matches!(kind, Kind::Mod | Kind::Use | Kind::Reexport);
        let continues = groups && before == Some(*kind);
        if !continues && !text.is_empty() {
            text.push('\n');
        }
        before = Some(*kind);
        text.push_str(piece.trim_end());
        text.push('\n');
    }
    text
}

/// Everything that is emitted has its strings on one line, so indenting changes no value.
fn indented(text: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() {
            "\n".to_owned()
        } else {
            format!("    {line}\n")
        }
    };
    text.lines().map(line).collect()
}

fn printed(items: &[Item]) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    for item in items {
        match item {
            Item::Code(tokens) => {
                let file: syn::File =
                    syn::parse2(tokens.clone()).map_err(|cause| format!("{cause}: {tokens}"))?;
                pieces.extend(file.items.into_iter().map(piece));
            }
            Item::Table(table) => pieces.push(Piece {
                kind: Kind::Item,
                text: printed_table(table),
            }),
            Item::Text(text) => pieces.push(Piece {
                kind: Kind::Item,
                text: text.clone(),
            }),
        }
    }
    Ok(pieces)
}

fn piece(item: syn::Item) -> Piece {
    let kind = match &item {
        syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Kind::Use,
        syn::Item::Use(_) => Kind::Reexport,
        _ => Kind::Item,
    };
    let is_impl = matches!(item, syn::Item::Impl(_));
    let text = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    let text = with_lines(text);
    let text = if text.contains("#[cfg(\n") {
        conditions(&text)
    } else {
        text
    };
    let text = if is_impl { set_off(&text) } else { text };
    Piece { kind, text }
}

/// Gives each line of docs a comment of its own.
fn with_lines(text: String) -> String {
    if !text.contains(LINE_END) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for line in text.lines() {
        let mut docs = line.split(LINE_END);
        let first = docs.next().unwrap_or_default();
        out.push_str(first.trim_end_matches(' '));
        out.push('\n');
        let margin = first.len() - first.trim_start_matches(' ').len();
        for line in docs {
            out.extend(std::iter::repeat_n(' ', margin));
            out.push_str("///");
            out.push_str(line.trim_end_matches(' '));
            out.push('\n');
        }
    }
    out
}

/// Conditions of several lines as rustfmt writes them: `#[cfg(any(`, the list, and `))]`.
fn conditions(text: &str) -> String {
    const BEGIN: [&str; 2] = ["#[cfg(", "any("];
    const END: [&str; 2] = [")", ")]"];
    let lines: Vec<&str> = text.lines().collect();
    let mut rest = lines.as_slice();
    let mut out = String::with_capacity(text.len());
    let mut is_inside = false;
    while let [line, after @ ..] = rest {
        let indent = line.len() - line.trim_start().len();
        let next = after.first().map(|next| next.trim_start());
        let pair = next.map(|next| [line.trim_start(), next]);
        if pair == Some(BEGIN) {
            is_inside = true;
            out.extend([&" ".repeat(indent), "#[cfg(any(\n"]);
        } else if is_inside && pair == Some(END) {
            is_inside = false;
            out.extend([line.get(4..).unwrap_or_default(), ")]\n"]);
        } else {
            let line = if is_inside {
                line.get(4..)
            } else {
                Some(*line)
            };
            out.extend([line.unwrap_or_default(), "\n"]);
            rest = after;
            continue;
        }
        rest = after.get(1..).unwrap_or_default();
    }
    out
}

/// A blank line between the functions of an `impl`, and between what stands before them and them.
fn set_off(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = "";
    for line in text.lines() {
        let begins = line.starts_with("    ///")
            || line.starts_with("    #[")
            || line.starts_with("    pub ")
            || line.starts_with("    fn ");
        // A line of docs can end in anything.
        let is_docs = previous.trim_start().starts_with("//");
        let ends = previous == "    }" || (previous.ends_with(';') && !is_docs);
        let in_same_group =
            previous.trim_start().starts_with("type ") && line.trim_start().starts_with("type ");
        if begins && ends && !in_same_group && is_member(previous) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}

/// Whether a line is indented by one level, as the members of an `impl` are.
fn is_member(line: &str) -> bool {
    line.starts_with("    ") && !line.starts_with("     ")
}

fn printed_table(table: &Table) -> String {
    let Table { call, head, rows } = table;
    match rows {
        None => format!("{call}!({head});"),
        Some(rows) if rows.is_empty() => format!("{call}!({head} {{}});"),
        Some(rows) => {
            let rows: String = rows.iter().map(|row| format!("    {row},\n")).collect();
            format!("{call}!({head} {{\n{rows}}});")
        }
    }
}
