//! What a document asks of values beyond their types: what `validate` of a model looks at.
use super::Choice;

/// What is asked of the values of a type, and of what is inside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Of the value itself.
    pub own: Vec<Rule>,
    /// Of each item of a list; of one whose items are described one by one, of those after them.
    pub items: Option<Box<Self>>,
    /// Of the items of a list that are described one by one.
    pub positions: Vec<Self>,
    /// Of each value of a map; of an object, of the members that it does not declare.
    pub values: Option<Box<Self>>,
    /// Of the names of the same.
    pub names: Vec<Rule>,
}

/// One thing that is asked. Bounds of numbers are texts, as the document wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Bounds of the length of a text in characters.
    Length(Option<usize>, Option<usize>),
    /// A regular expression that something in a text matches.
    Pattern(Pattern),
    /// The texts that are allowed.
    Listed(Vec<String>),
    /// The least number.
    Minimum(String),
    /// A number below all.
    ExclusiveMinimum(String),
    /// The greatest number.
    Maximum(String),
    /// A number above all.
    ExclusiveMaximum(String),
    /// A divisor of all numbers.
    MultipleOf(String),
    /// Bounds of the number of items.
    Items(Option<usize>, Option<usize>),
    /// No two items are equal.
    UniqueItems,
    /// Bounds of the number of members.
    Members(Option<usize>, Option<usize>),
    /// Sets of members that are there together: of these, at least one or exactly one is.
    Together(Choice, Vec<Vec<String>>),
    /// Where a member is there, others are.
    Requires(String, Vec<String>),
}

/// A regular expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As the document has it (ECMA-262).
    pub text: String,
    /// The same in the words of Rust.
    pub rust: String,
}

impl Rules {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What two places ask of one thing.
    #[must_use]
    pub fn merged(mut self, later: Self) -> Self {
        add(&mut self.own, later.own);
        add(&mut self.names, later.names);
        self.items = both(self.items, later.items);
        self.values = both(self.values, later.values);
        let mut later = later.positions.into_iter();
        for known in &mut self.positions {
            if let Some(more) = later.next() {
                *known = std::mem::take(known).merged(more);
            }
        }
        self.positions.extend(later);
        self
    }
}

fn add(known: &mut Vec<Rule>, later: Vec<Rule>) {
    for rule in later {
        if !known.contains(&rule) {
            known.push(rule);
        }
    }
}

fn both(one: Option<Box<Rules>>, other: Option<Box<Rules>>) -> Option<Box<Rules>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Box::new(one.merged(*other))),
        (one, other) => one.or(other),
    }
}
