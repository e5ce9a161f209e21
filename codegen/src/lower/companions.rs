//! What extensions say of the values of an enumeration: names, descriptions, and which are not to be used any more.
//!
//! Some are lists with an item for each value, in the same order; others are lists of objects that name their value.
use super::{Lowerer, keywords::Keywords};
use crate::diag::{Code, Diagnostic, Place, Pointer};
use indexmap::IndexMap;
use serde_json::Value;

/// Lists of names; the first that can be used counts.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// Lists of texts.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// A list of truth values.
const DEPRECATED: [&str; 1] = ["x-enumDeprecated"];

/// What the extensions of a schema say of its values.
#[derive(Debug, Clone, Default)]
pub(super) struct Companions {
    names: Option<List<String>>,
    descriptions: Option<List<String>>,
    deprecated: Option<List<bool>>,
    /// By the text of their value.
    entries: IndexMap<String, Entry>,
    /// What is said of each value elsewhere than in extensions.
    said: Option<Vec<Said>>,
}

/// A list with an item for each value.
#[derive(Debug, Clone)]
struct List<T> {
    keyword: &'static str,
    /// What such items are called.
    what: &'static str,
    /// The items; none where it holds something else.
    items: Option<Vec<T>>,
}

/// What an object says of its value.
#[derive(Debug, Clone, Default)]
struct Entry {
    name: Option<String>,
    description: Option<String>,
}

/// What is said of one value.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) is_deprecated: bool,
}

impl Companions {
    /// Those among the extensions of a schema.
    pub(super) fn new(extensions: &IndexMap<String, Value>) -> Self {
        let text = |item: &Value| item.as_str().map(str::to_owned);
        Self {
            names: list(extensions, &NAMES, "texts", text),
            descriptions: list(extensions, &DESCRIPTIONS, "texts", text),
            deprecated: list(extensions, &DEPRECATED, "truth values", Value::as_bool),
            entries: entries(extensions),
            said: None,
        }
    }

    /// What is known already of each value.
    pub(super) fn of_values(said: Vec<Said>) -> Self {
        Self {
            said: Some(said),
            ..Self::default()
        }
    }
}

/// The first list that can be used, or else the first.
fn list<T>(
    extensions: &IndexMap<String, Value>,
    keywords: &[&'static str],
    what: &'static str,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<List<T>> {
    let mut lists = keywords.iter().filter_map(|keyword| {
        let items = extensions.get(*keyword)?.as_array();
        let items = items.and_then(|items| items.iter().map(&read).collect());
        Some(List {
            keyword,
            what,
            items,
        })
    });
    let first = lists.next()?;
    match first.items {
        Some(_) => Some(first),
        None => lists.find(|list| list.items.is_some()).or(Some(first)),
    }
}

/// The objects of `x-ms-enum` (Azure), `x-enum-values` (Bungie) and `x-enum-elements` (Square). In the last, the name is
/// the value itself.
fn entries(extensions: &IndexMap<String, Value>) -> IndexMap<String, Entry> {
    let azure = extensions.get("x-ms-enum").and_then(|it| it.get("values"));
    let forms = [
        (azure, "value", Some("name")),
        (
            extensions.get("x-enum-values"),
            "numericValue",
            Some("identifier"),
        ),
        (extensions.get("x-enum-elements"), "name", None),
    ];
    let mut entries = IndexMap::new();
    for (list, value, name) in forms {
        for object in list.and_then(Value::as_array).into_iter().flatten() {
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            let entry = Entry {
                name: name.and_then(text).map(str::to_owned),
                description: text("description").map(str::to_owned),
            };
            if let Some(value) = object.get(value) {
                entries.entry(plain(value)).or_insert(entry);
            }
        }
    }
    entries
}

/// A value as a text, without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Lowerer<'_> {
    /// What is said of each value of an enumeration that is not null, in their order.
    pub(super) fn said_of_values(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Said> {
        let Companions {
            names,
            descriptions,
            deprecated,
            entries,
            said,
        } = &keywords.companions;
        if let Some(said) = said {
            return said.clone();
        }
        let names = self.each(at, keywords, names.as_ref());
        let descriptions = self.each(at, keywords, descriptions.as_ref());
        let deprecated = self.each(at, keywords, deprecated.as_ref());
        let values = keywords.enumeration.iter().filter(|value| !value.is_null());
        let said = values.enumerate().map(|(index, value)| {
            let entry = entries.get(&plain(value)).cloned().unwrap_or_default();
            Said {
                name: names.get(index).cloned().or(entry.name),
                description: descriptions.get(index).cloned().or(entry.description),
                is_deprecated: deprecated.get(index).copied().unwrap_or_default(),
            }
        });
        said.collect()
    }

    /// The items of a list for the values that are not null, if there is one for each.
    fn each<T: Clone>(
        &mut self,
        at: &Pointer,
        keywords: &Keywords,
        list: Option<&List<T>>,
    ) -> Vec<T> {
        let Some(List {
            keyword,
            what,
            items,
        }) = list
        else {
            return Vec::new();
        };
        let mut ignored = |message: String, label: String| {
            let place = Place::key(at.child(keyword));
            let diagnostic = Diagnostic::new(Code::EnumValuesIgnored, place, message);
            self.report(diagnostic.label(label));
            Vec::new()
        };
        let Some(items) = items else {
            let message = format!("`{keyword}` should be a list of {what}, one for each value");
            return ignored(message, "ignored".to_owned());
        };
        let all = keywords.enumeration.len();
        let is_value = |value: &&Value| !value.is_null();
        if items.len() == keywords.enumeration.iter().filter(is_value).count() {
            return items.clone();
        }
        if items.len() == all {
            let pairs = keywords.enumeration.iter().zip(items);
            let of_values = pairs.filter(|(value, _)| is_value(value));
            return of_values.map(|(_, item)| item.clone()).collect();
        }
        let message = format!(
            "`{keyword}` should have {all} {what}, one for each value, and has {}",
            items.len()
        );
        ignored(message, format!("the {what} are ignored"))
    }
}
