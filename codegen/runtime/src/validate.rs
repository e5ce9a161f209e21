//! What a document asks of values beyond their types: the table `validate!`, and what it expands to.

use super::decimal::Decimal;
use super::json_path::push_name;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::ops::{Bound, RangeBounds};

/// Implements [`Validate`] for a model from a table with one row for each member that the document asks something of:
///
/// ```text
/// runtime::validate!(Person {
///     required email = "email" [length(3..=255), pattern("@")],
///     optional address = "address" [nested],
///     field tags = "tags" [items(..=10), unique, each[length(1..)]],
///     rest additional [names[length(..=20)], values[minimum(0), multiple_of(0.01)]],
///     whole self [members(1..), at_least_one(&[&["email"], &["phone", "country"]])],
/// });
/// ```
///
/// The rows of members begin as those of `object!` do, so that a member that is left out, or `null`, is not looked at.
/// Items of a list have their position for a name (`required first = 0`), branches of a union are rows like
/// `variant Label [length(1..)]`, and the row `value 0` is what a type made of one value has inside.
///
/// | rule | holds when |
/// |---|---|
/// | `length(range)` | the text has so many characters |
/// | `pattern("…")`, `pattern("…" as "…")` | something in the text matches; the latter in the words of Rust |
/// | `one_of(&[…])` | the text is one of these |
/// | `minimum(n)`, `above(n)`, `maximum(n)`, `below(n)` | the number is at least, more than, at most, less than this one |
/// | `multiple_of(n)` | the number is a multiple of this one |
/// | `items(range)`, `unique` | the list has so many items; no two are equal |
/// | `members(range)` | so many members are written |
/// | `at_least_one(&[…])`, `exactly_one(&[…])` | of some sets of members, this many are there as a whole |
/// | `requires("a", &[…])` | where one member is there, these are too |
/// | `each[…]`, `item(n)[…]` | each item of a list, or the one at a place, keeps to other rules |
/// | `values[…]`, `names[…]` | the values of a map, or its names, do |
/// | `given[…]`, `secret[…]` | the value that may be missing, or is not shown, does |
/// | `nested` | the value keeps to the table of its own type |
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have rules of every kind"
)]
macro_rules! validate {
    ($type:ident { $( $kind:ident $member:tt $(= $name:literal)? [ $($rules:tt)* ], )+ }) => {
        impl runtime::Validate for $type {
            #[allow(irrefutable_let_patterns, reason = "a union may have one branch")]
            fn check<'a>(&'a self, to: &mut runtime::Checker<'a>) {
                $( runtime::validate!(@row self to $kind $member $($name)? [ $($rules)* ]); )+
            }
        }
    };
    (@row $this:tt $to:ident required $member:tt $name:literal $rules:tt) => {
        $to.at($name, ::core::option::Option::Some(&$this.$member), |value, to| runtime::validate!(@rules value to $rules))
    };
    (@row $this:tt $to:ident field $member:tt $name:literal $rules:tt) => {
        $to.at($name, $this.$member.as_ref().value(), |value, to| runtime::validate!(@rules value to $rules))
    };
    // `nullable`, `optional` and `untyped` are all an `Option`.
    (@row $this:tt $to:ident $kind:ident $member:tt $name:literal $rules:tt) => {
        $to.at($name, $this.$member.as_ref(), |value, to| runtime::validate!(@rules value to $rules))
    };
    (@row $this:tt $to:ident variant $variant:tt $rules:tt) => {
        if let Self::$variant(value) = $this { runtime::validate!(@rules value $to $rules) }
    };
    (@row $this:tt $to:ident whole $itself:tt $rules:tt) => {{
        let value = $this;
        runtime::validate!(@rules value $to $rules)
    }};
    // `rest` and `value` are always there, and have no name.
    (@row $this:tt $to:ident $kind:ident $member:tt $rules:tt) => {{
        let value = &$this.$member;
        runtime::validate!(@rules value $to $rules)
    }};
    (@rules $value:ident $to:ident [ $( $rule:ident $( ( $($argument:tt)* ) )? $( [ $($inner:tt)* ] )? ),* ]) => {{
        $( runtime::validate!(@rule $value $to $rule $( ( $($argument)* ) )? $( [ $($inner)* ] )?); )*
    }};
    (@rule $value:ident $to:ident nested) => { runtime::Validate::check($value, $to) };
    (@rule $value:ident $to:ident unique) => { $to.unique($value) };
    (@rule $value:ident $to:ident pattern($text:literal)) => {
        runtime::validate!(@rule $value $to pattern($text as $text))
    };
    (@rule $value:ident $to:ident pattern($text:literal as $rust:literal)) => {{
        static PATTERN: runtime::Pattern = runtime::Pattern::new($text, $rust);
        $to.pattern($value, &PATTERN)
    }};
    (@rule $value:ident $to:ident given $rules:tt) => {
        if let ::core::option::Option::Some(value) = $value { runtime::validate!(@rules value $to $rules) }
    };
    (@rule $value:ident $to:ident secret $rules:tt) => {{
        let value = $value.expose();
        runtime::validate!(@rules value $to $rules)
    }};
    (@rule $value:ident $to:ident item($index:tt) $rules:tt) => {
        $to.at($index, ::core::option::Option::Some(&$value.$index), |value, to| runtime::validate!(@rules value to $rules))
    };
    // Numbers stay the text that they are, so that none is rounded.
    (@rule $value:ident $to:ident minimum($bound:literal)) => { $to.minimum($value, ::core::stringify!($bound)) };
    (@rule $value:ident $to:ident above($bound:literal)) => { $to.above($value, ::core::stringify!($bound)) };
    (@rule $value:ident $to:ident maximum($bound:literal)) => { $to.maximum($value, ::core::stringify!($bound)) };
    (@rule $value:ident $to:ident below($bound:literal)) => { $to.below($value, ::core::stringify!($bound)) };
    (@rule $value:ident $to:ident multiple_of($of:literal)) => { $to.multiple_of($value, ::core::stringify!($of)) };
    (@rule $value:ident $to:ident $rule:ident ( $($argument:tt)+ )) => { $to.$rule($value, $($argument)+) };
    (@rule $value:ident $to:ident $rule:ident $( ( $($argument:tt)+ ) )? [ $($rules:tt)* ]) => {
        $to.$rule($value, $( $($argument)+, )? |value, to| runtime::validate!(@rules value to [ $($rules)* ]))
    };
}

#[allow(unused_imports, reason = "an API need not have rules of every kind")]
pub(crate) use validate;

/// A model of which the document asks more than its type says; `validate!` implements it.
pub trait Validate {
    /// Looks at the value, and notes what it breaks.
    fn check<'a>(&'a self, to: &mut Checker<'a>);
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn check<'a>(&'a self, to: &mut Checker<'a>) {
        (**self).check(to);
    }
}

/// Looks at a value.
///
/// # Errors
/// When it breaks a rule.
pub fn validate_value<T: Validate>(value: &T) -> Result<(), Violations> {
    let mut checker = Checker {
        path: Vec::new(),
        looks_at_name: false,
        found: Vec::new(),
    };
    value.check(&mut checker);
    if checker.found.is_empty() {
        Ok(())
    } else {
        Err(Violations(checker.found))
    }
}

/// A rule of the document that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    path: String,
    problem: String,
}

impl Violation {
    /// Where the value is, by names on the wire: `address.lines[2]`. Empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong: `longer than 255 characters: 300`. Texts are not shown, since they may be private.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.problem)
    }
}

/// All rules of the document that a value breaks, in the order of its members; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// One after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, violation) in self.iter().enumerate() {
            if position > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// A step of the way to a value.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A member, by its name on the wire.
    Member(&'a str),
    /// An item, by its position.
    Item(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(name: &'a str) -> Self {
        Self::Member(name)
    }
}

impl From<usize> for Step<'_> {
    fn from(position: usize) -> Self {
        Self::Item(position)
    }
}

/// Where in a value the rules are, and what was found so far.
#[derive(Debug)]
pub struct Checker<'a> {
    path: Vec<Step<'a>>,
    /// Whether the rules are about the name of the member, in place of its value.
    looks_at_name: bool,
    found: Vec<Violation>,
}

impl<'a> Checker<'a> {
    /// Notes what is wrong here.
    pub(super) fn add(&mut self, problem: fmt::Arguments<'_>) {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Member(name) => push_name(&mut path, name),
                Step::Item(position) => {
                    // Writing to a `String` does not fail.
                    let _ = write!(path, "[{position}]");
                }
            }
        }
        let problem = if self.looks_at_name {
            format!("its name is {problem}")
        } else {
            problem.to_string()
        };
        self.found.push(Violation { path, problem });
    }

    /// Looks at what is one step further, if anything is there.
    pub fn at<T: ?Sized>(
        &mut self,
        step: impl Into<Step<'a>>,
        value: Option<&'a T>,
        check: impl FnOnce(&'a T, &mut Self),
    ) {
        if let Some(value) = value {
            self.path.push(step.into());
            check(value, self);
            self.path.pop();
        }
    }

    /// Looks at each item of a list.
    pub fn each<T>(&mut self, list: &'a [T], check: impl FnMut(&'a T, &mut Self)) {
        self.each_from(list, 0, check);
    }

    /// Looks at each item of a list whose first items are members.
    pub fn each_from<T>(
        &mut self,
        list: &'a [T],
        first: usize,
        mut check: impl FnMut(&'a T, &mut Self),
    ) {
        for (position, item) in list.iter().enumerate() {
            self.at(first + position, Some(item), &mut check);
        }
    }

    /// Looks at each value of a map.
    pub fn values<T>(
        &mut self,
        map: &'a BTreeMap<String, T>,
        mut check: impl FnMut(&'a T, &mut Self),
    ) {
        for (name, value) in map {
            self.at(name.as_str(), Some(value), &mut check);
        }
    }

    /// Looks at each name of a map.
    pub fn names<T>(
        &mut self,
        map: &'a BTreeMap<String, T>,
        mut check: impl FnMut(&'a str, &mut Self),
    ) {
        self.looks_at_name = true;
        for name in map.keys() {
            self.at(name.as_str(), Some(name.as_str()), &mut check);
        }
        self.looks_at_name = false;
    }

    /// The text has so many characters, which are code points (JSON Schema 2020-12, Validation, section 6.3).
    pub fn length(&mut self, value: impl AsRef<str>, bounds: impl RangeBounds<u64>) {
        let count = value.as_ref().chars().count();
        self.count(count, &bounds, ["shorter than", "longer than", "character"]);
    }

    /// The text is one of these.
    pub fn one_of(&mut self, value: impl AsRef<str>, listed: &[&str]) {
        if !listed.contains(&value.as_ref()) {
            self.add(format_args!("none of `{}`", listed.join("`, `")));
        }
    }

    /// The list has so many items.
    pub fn items<T>(&mut self, list: &[T], bounds: impl RangeBounds<u64>) {
        self.count(
            list.len(),
            &bounds,
            ["of fewer than", "of more than", "item"],
        );
    }

    /// So many members are written.
    pub fn members(&mut self, value: &impl Serialize, bounds: impl RangeBounds<u64>) {
        if let Some(written) = Written::of(value) {
            let count = written.0.len();
            self.count(count, &bounds, ["of fewer than", "of more than", "member"]);
        }
    }

    fn count(&mut self, count: usize, bounds: &impl RangeBounds<u64>, words: [&str; 3]) {
        let [fewer, more, what] = words;
        let count = count as u64;
        let plural = |bound: u64| if bound == 1 { "" } else { "s" };
        match bounds.start_bound() {
            Bound::Included(&least) if count < least => {
                self.add(format_args!(
                    "{fewer} {least} {what}{}: {count}",
                    plural(least)
                ));
            }
            Bound::Included(_) | Bound::Excluded(_) | Bound::Unbounded => {}
        }
        match bounds.end_bound() {
            Bound::Included(&most) if count > most => {
                self.add(format_args!(
                    "{more} {most} {what}{}: {count}",
                    plural(most)
                ));
            }
            Bound::Included(_) | Bound::Excluded(_) | Bound::Unbounded => {}
        }
    }

    /// No two items are written alike.
    pub fn unique(&mut self, list: &[impl Serialize]) {
        let mut known = BTreeMap::new();
        for (position, item) in list.iter().enumerate() {
            // What can not be written is refused when it is sent.
            let Ok(text) = serde_json::to_string(item) else {
                continue;
            };
            let first = *known.entry(text).or_insert(position);
            if first != position {
                self.path.push(Step::Item(position));
                self.add(format_args!("equal to item {first}, though no two may be"));
                self.path.pop();
            }
        }
    }

    /// At least one set of members is there as a whole.
    pub fn at_least_one(&mut self, value: &impl Serialize, sets: &[&[&str]]) {
        if Written::of(value).is_some_and(|written| written.complete(sets) == 0) {
            self.add(format_args!("without {}", Sets(sets)));
        }
    }

    /// Exactly one set of members is there as a whole.
    pub fn exactly_one(&mut self, value: &impl Serialize, sets: &[&[&str]]) {
        match Written::of(value).map(|written| written.complete(sets)) {
            None | Some(1) => {}
            Some(0) => self.add(format_args!("without {}", Sets(sets))),
            Some(_) => self.add(format_args!("with more than one of {}", Sets(sets))),
        }
    }

    /// Where one member is there, others are.
    pub fn requires(&mut self, value: &impl Serialize, member: &str, others: &[&str]) {
        let Some(written) = Written::of(value).filter(|written| written.has(member)) else {
            return;
        };
        for missing in others.iter().filter(|other| !written.has(other)) {
            self.add(format_args!(
                "without `{missing}`, which `{member}` requires"
            ));
        }
    }

    /// The number is not less than a bound.
    pub fn minimum(&mut self, value: &impl fmt::Display, bound: &str) {
        self.bound(value, bound, Ordering::is_lt, "less than");
    }

    /// The number is greater than a bound.
    pub fn above(&mut self, value: &impl fmt::Display, bound: &str) {
        self.bound(value, bound, Ordering::is_le, "not more than");
    }

    /// The number is not greater than a bound.
    pub fn maximum(&mut self, value: &impl fmt::Display, bound: &str) {
        self.bound(value, bound, Ordering::is_gt, "more than");
    }

    /// The number is less than a bound.
    pub fn below(&mut self, value: &impl fmt::Display, bound: &str) {
        self.bound(value, bound, Ordering::is_ge, "not less than");
    }

    fn bound(
        &mut self,
        value: &impl fmt::Display,
        bound: &str,
        is_outside: fn(Ordering) -> bool,
        words: &str,
    ) {
        let numbers = Decimal::parse(&value.to_string()).zip(Decimal::parse(bound));
        if numbers.is_some_and(|(number, bound)| is_outside(number.compare(&bound))) {
            self.add(format_args!("{words} {bound}: {value}"));
        }
    }

    /// The number is a multiple of another one, by the digits with which it is written.
    pub fn multiple_of(&mut self, value: &impl fmt::Display, of: &str) {
        let numbers = Decimal::parse(&value.to_string()).zip(Decimal::parse(of));
        if numbers.is_some_and(|(number, divisor)| !number.is_multiple_of(&divisor)) {
            self.add(format_args!("not a multiple of {of}: {value}"));
        }
    }
}

/// The members that are written of a value.
struct Written(serde_json::Map<String, serde_json::Value>);

impl Written {
    /// None where the value is no object, or can not be written, in which case it is refused when it is sent.
    fn of(value: &impl Serialize) -> Option<Self> {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::Object(members)) => Some(Self(members)),
            Ok(_) | Err(_) => None,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// How many of some sets of members are there as a whole.
    fn complete(&self, sets: &[&[&str]]) -> usize {
        let is_complete = |set: &&&[&str]| set.iter().all(|name| self.has(name));
        sets.iter().filter(is_complete).count()
    }
}

/// Sets of members as text: `` `email`, or `phone` with `country` ``.
struct Sets<'a>(&'a [&'a [&'a str]]);

impl fmt::Display for Sets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, set) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(", or ")?;
            }
            write!(f, "`{}`", set.join("` with `"))?;
        }
        Ok(())
    }
}
