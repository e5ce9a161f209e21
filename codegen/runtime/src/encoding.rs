//! Values as pairs of a name and a text, as queries, cookies and forms are made of.

use super::tree::Tree;

/// How a value that is not one text is written into pairs of name and value.
///
/// Lists and objects inside of others are written as JSON text where nothing else is said here: the standard does not
/// define them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `a=1&a=2`, and an object as its members: `x=1&y=2&y=3`.
    Exploded,
    /// `a=1,2`, with this between the items; an object as `a=x,1,y,2`.
    Joined(&'static str),
    /// `a[x]=1&a[y][z]=2&a[list][]=3`; the items of a list have numbers where they are objects: `a[0][x]=1`.
    DeepObject,
    /// As JSON text.
    Json,
}

/// Pairs of a name, which is not encoded yet, and a value, which is.
pub(super) type Pairs = Vec<(String, String)>;

/// How the text of a value is encoded for its place.
pub(super) type Encode = fn(&str) -> String;

/// Adds what a value is written as. Text is itself, and anything else that is no list or object its JSON text.
pub(super) fn push(
    pairs: &mut Pairs,
    name: &str,
    value: &Tree,
    encoding: Encoding,
    encode: Encode,
) {
    match (value, encoding) {
        (_, Encoding::Json) => pairs.push((name.to_owned(), encode(&value.to_string()))),
        (Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_), _) => {
            pairs.push((name.to_owned(), text(value, encode)));
        }
        (Tree::List(_) | Tree::Object(_), Encoding::DeepObject) => {
            push_deep(pairs, name.to_owned(), value, encode);
        }
        (Tree::List(items), Encoding::Exploded) => {
            let items = items.iter().map(|item| text(item, encode));
            pairs.extend(items.map(|item| (name.to_owned(), item)));
        }
        (Tree::Object(members), Encoding::Exploded) => {
            for (name, value) in members {
                match value {
                    Tree::List(items) => {
                        let items = items.iter().map(|item| text(item, encode));
                        pairs.extend(items.map(|item| (name.clone(), item)));
                    }
                    Tree::Null
                    | Tree::Bool(_)
                    | Tree::Number(_)
                    | Tree::Text(_)
                    | Tree::Object(_) => pairs.push((name.clone(), text(value, encode))),
                }
            }
        }
        (Tree::List(_) | Tree::Object(_), Encoding::Joined(delimiter)) => {
            let items = flat(value, encode);
            // Where reserved characters are kept, a comma would make two items of one.
            let items = items.iter().map(|item| item.replace(',', "%2C"));
            let items: Vec<String> = items.collect();
            pairs.push((name.to_owned(), items.join(delimiter)));
        }
    }
}

/// A value as servers that read names like `a[b][]` expect it: a number tells where the members of one item end.
fn push_deep(pairs: &mut Pairs, name: String, value: &Tree, encode: Encode) {
    match value {
        Tree::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = match item {
                    Tree::List(_) | Tree::Object(_) => format!("{name}[{index}]"),
                    Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => {
                        format!("{name}[]")
                    }
                };
                push_deep(pairs, name, item, encode);
            }
        }
        Tree::Object(members) => {
            for (member, value) in members {
                push_deep(pairs, format!("{name}[{member}]"), value, encode);
            }
        }
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => {
            pairs.push((name, text(value, encode)));
        }
    }
}

/// The items of a list, or names and values of an object in turn.
pub(super) fn flat(value: &Tree, encode: Encode) -> Vec<String> {
    match value {
        Tree::List(items) => items.iter().map(|item| text(item, encode)).collect(),
        Tree::Object(members) => members
            .iter()
            .flat_map(|(name, value)| [encode(name), text(value, encode)])
            .collect(),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => {
            vec![text(value, encode)]
        }
    }
}

/// The text of a value, encoded. There is none for `null`, which is written as an empty value.
pub(super) fn text(value: &Tree, encode: Encode) -> String {
    match value {
        Tree::Null => String::new(),
        Tree::Text(text) => encode(text),
        Tree::Bool(_) | Tree::Number(_) | Tree::List(_) | Tree::Object(_) => {
            encode(&value.to_string())
        }
    }
}
