//! Keywords that `OpenAPI` 3.0 does not have: schemas carry them along from documents of other versions.
use super::{
    Lowerer,
    keywords::{Additional, Keywords},
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    source::Document,
};
use serde_json::Value;

/// Keywords that constrain values in ways that no type says. Their names are written in the docs.
const UNCHECKED: &[&str] = &[
    "propertyNames",
    "contains",
    "minContains",
    "maxContains",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "contentSchema",
];

/// What is said of keywords that are not checked, and could be.
pub(super) const CHECKED_ON_DEMAND: &str =
    "where the option `validation` is on, `validate` of models that are sent checks it";

/// How many examples of one schema are shown.
const MOST_EXAMPLES: usize = 3;

/// What a schema carries along.
#[derive(Debug, Clone, Default)]
pub(super) struct Carried {
    /// How many schemas `prefixItems` has, the first of which is for the first item and so on.
    pub(super) prefix_items: usize,
    /// The regular expressions of `patternProperties`, in the order of the document.
    pub(super) patterns: Vec<String>,
    /// The names that `propertyNames` lists.
    pub(super) names: Vec<String>,
    /// The regular expression of `propertyNames`.
    pub(super) name_pattern: Option<String>,
    /// The members that are there wherever another one is, by that one.
    pub(super) requirements: Vec<(String, Vec<String>)>,
    /// The examples after the first.
    pub(super) examples: Vec<Value>,
    /// The media type of what a string holds.
    pub(super) media_type: Option<String>,
    /// The encoding of what a string holds.
    pub(super) encoding: Option<String>,
    /// Constraints that are not checked.
    pub(super) unchecked: Vec<&'static str>,
}

impl Keywords {
    /// Adds what the schema carries along.
    pub(super) fn carry(&mut self, document: &Document, at: &Pointer) {
        let value = |keyword| document.carried(at, keyword).map(|(_, value)| value);
        let text = |keyword| value(keyword).and_then(Value::as_str).map(str::to_owned);
        let list = |keyword| value(keyword).and_then(Value::as_array);
        let unchecked = UNCHECKED.iter().copied();
        self.carried = Carried {
            prefix_items: list("prefixItems").map_or(0, Vec::len),
            patterns: value("patternProperties")
                .and_then(Value::as_object)
                .map(|patterns| patterns.keys().cloned().collect())
                .unwrap_or_default(),
            names: names(document, at),
            name_pattern: name_keyword(document, at, "pattern")
                .and_then(Value::as_str)
                .map(str::to_owned),
            requirements: value("dependentRequired")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(member, others)| (member.clone(), texts(others.as_array())))
                .collect(),
            examples: list("examples")
                .map(|examples| examples.iter().take(MOST_EXAMPLES - 1).cloned().collect())
                .unwrap_or_default(),
            media_type: text("contentMediaType"),
            encoding: text("contentEncoding"),
            unchecked: unchecked.filter(|name| value(name).is_some()).collect(),
        };
        self.add_unevaluated(document, at);
        self.close_list(document, at);
    }

    /// `unevaluatedProperties` and `unevaluatedItems` speak of what no other keyword speaks of, those of other
    /// parts included (JSON Schema 2020-12, section 11); where none beside them does, they are what the simpler
    /// keywords are.
    fn add_unevaluated(&mut self, document: &Document, at: &Pointer) {
        let has_branches = self.one_of + self.any_of > 0;
        if let Some((place, value)) = document.carried(at, "unevaluatedProperties")
            && self.additional == Additional::Unsaid
        {
            self.additional = match value {
                Value::Bool(true) => Additional::Any,
                // It closes the branches of a union, which says nothing about the schema itself.
                Value::Bool(false) if has_branches => Additional::Unsaid,
                Value::Bool(false) => Additional::Forbidden,
                _ => Additional::Typed(place),
            };
        }
        if let Some((place, value)) = document.carried(at, "unevaluatedItems")
            && self.items.is_none()
        {
            self.items = value.is_object().then_some(place);
        }
    }

    /// A list whose items are all described one by one has no more of them than descriptions.
    fn close_list(&mut self, document: &Document, at: &Pointer) {
        let described = self.carried.prefix_items;
        let (least, most) = self.item_count;
        let unevaluated = document.carried(at, "unevaluatedItems");
        let is_closed = match &self.items {
            Some(items) => allows_nothing(document, items),
            None => unevaluated.is_some_and(|(_, value)| *value == false),
        };
        if described > 0 && is_closed && least.is_none_or(|least| least <= described) {
            self.item_count.1 = Some(most.unwrap_or(described).min(described));
        }
    }

    /// Whether the schema speaks of a list by describing its items.
    pub(super) fn describes_items(&self) -> bool {
        self.items.is_some() || self.carried.prefix_items > 0
    }
}

/// A keyword of the schema of all names.
fn name_keyword<'d>(document: &'d Document, at: &Pointer, keyword: &str) -> Option<&'d Value> {
    let (place, _) = document.carried(at, "propertyNames")?;
    let place = document.resolve(&place).ok()?;
    document.get(&place)?.get(keyword)
}

/// The names that are listed, all of which are texts.
fn names(document: &Document, at: &Pointer) -> Vec<String> {
    texts(name_keyword(document, at, "enum").and_then(Value::as_array))
}

/// Those of some values that are texts.
fn texts(values: Option<&Vec<Value>>) -> Vec<String> {
    let texts = values.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// Whether the schema at a place is `not: {}`, which no value fits.
pub(super) fn allows_nothing(document: &Document, at: &Pointer) -> bool {
    let schema = document.get(at).and_then(Value::as_object);
    schema.is_some_and(|schema| {
        let not = schema.get("not").and_then(Value::as_object);
        let says_more = |key: &String| !matches!(key.as_str(), "not" | "title" | "description");
        not.is_some_and(serde_json::Map::is_empty) && !schema.keys().any(says_more)
    })
}

impl Lowerer<'_> {
    /// Whether there are members under conditions alone: they are there for some values.
    pub(super) fn declares_under_conditions(&mut self, at: &Pointer, keywords: &Keywords) -> bool {
        keywords.carried.unchecked.iter().any(|keyword| {
            let carried = self.document.carried(at, keyword);
            carried.is_some_and(|(place, _)| self.declares_more(keywords, keyword, &place))
        })
    }

    /// Whether the keyword at a place declares members that the schema which holds it does not.
    fn declares_more(&mut self, keywords: &Keywords, keyword: &str, place: &Pointer) -> bool {
        let schemas = match keyword {
            "then" | "else" => vec![place.clone()],
            "dependentSchemas" => {
                let schemas = self.document.members(place).into_iter();
                schemas.map(|(_, at)| at).collect()
            }
            _ => return false,
        };
        schemas.iter().any(|at| {
            self.part(at).is_some_and(|part| {
                let mut names = part.keywords.properties.iter();
                part.keywords.all_of + part.keywords.one_of + part.keywords.any_of > 0
                    || names.any(|name| !keywords.properties.contains(name))
            })
        })
    }

    /// What is carried along and has no effect, or not all that it could have.
    pub(super) fn report_carried(&mut self, at: &Pointer, keywords: &Keywords) {
        for keyword in &keywords.carried.unchecked {
            let Some((place, _)) = self.document.carried(at, keyword) else {
                continue;
            };
            let (message, label) = match *keyword {
                "contentSchema" => (
                    "what this string holds is not read by type".to_owned(),
                    "the string is there as it came",
                ),
                other => (
                    format!("`{other}` is not checked"),
                    if self.declares_more(keywords, other, &place) {
                        "members that it alone declares are kept as JSON"
                    } else {
                        "values that it excludes are taken"
                    },
                ),
            };
            let code = Code::UncheckedKeyword;
            let mut diagnostic = Diagnostic::new(code, Place::key(place), message).label(label);
            if self.can_be_checked(at, keyword) {
                diagnostic = diagnostic.hint(CHECKED_ON_DEMAND);
            }
            self.report(diagnostic);
        }
        if !keywords.carried.patterns.is_empty()
            && let Some((place, _)) = self.document.carried(at, "patternProperties")
        {
            let message = "the patterns of these names are not checked";
            self.report(Diagnostic::new(
                Code::PatternProperties,
                Place::key(place),
                message,
            ));
        }
    }

    /// Keywords that an object carries along, and that have no effect: all but those which are taken care of.
    pub(super) fn report_unused_carried(&mut self, at: &Pointer, used: &[&str]) {
        let names = self.document.all_carried(at);
        let unused = names.filter(|name| !used.contains(name));
        let unused: Vec<String> = unused.map(str::to_owned).collect();
        for name in unused {
            let Some((place, _)) = self.document.carried(at, &name) else {
                continue;
            };
            let message = format!("`{name}` has no effect in the output yet");
            self.report(Diagnostic::new(
                Code::UnusedKeyword,
                Place::key(place),
                message,
            ));
        }
    }
}
