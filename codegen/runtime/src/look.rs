//! How well a value fits the branches of a union: a look at its type, its members and the constants among them.

use super::raw_members::RawMembers;
use super::{Look, MemberKind, Members, Others, Row, Rows};
use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;

/// How many looks one value gets: unions can hold each other many times over.
const MOST_LOOKS: usize = 10_000;

/// How deep unions are looked at inside each other.
const DEEPEST: usize = 32;

/// What can be told of a value without reading all of it.
pub(super) struct Seen<'a> {
    kind: Kind,
    text: &'a str,
    /// The members of an object; of two with one name, the last counts.
    members: Vec<(Cow<'a, str>, &'a str)>,
}

/// The types of JSON values (RFC 8259, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    fn of(text: &str) -> Self {
        match text.as_bytes().first() {
            Some(b'n') | None => Self::Null,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'"') => Self::String,
            Some(b'[') => Self::Array,
            Some(b'{') => Self::Object,
            Some(_) => Self::Number,
        }
    }

    /// As JSON Schema has it.
    fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl<'a> Seen<'a> {
    /// Looks at the JSON text of a value.
    pub(super) fn new(text: &'a str) -> Self {
        let text = text.trim();
        let kind = Kind::of(text);
        let members = match kind {
            Kind::Object => serde_json::from_str(text)
                .map_or_else(|_| Vec::new(), |RawMembers(members)| members),
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String | Kind::Array => Vec::new(),
        };
        Self {
            kind,
            text,
            members,
        }
    }

    pub(super) fn member(&self, name: &str) -> Option<&'a str> {
        let mut members = self.members.iter().rev();
        let found = members.find(|(known, _)| known == name);
        found.map(|(_, text)| *text)
    }

    /// The value of a member, if it is no object and no array.
    pub(super) fn scalar(&self, name: &str) -> Option<Value> {
        let text = self.member(name)?;
        match Kind::of(text) {
            Kind::Array | Kind::Object => None,
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String => {
                serde_json::from_str(text).ok()
            }
        }
    }

    /// Whether there is a member for which one branch has a place and a better one has not.
    pub(super) fn loses(&self, chosen: &Look, other: &Look) -> bool {
        let lost =
            |name: &str| !has_place(chosen, name, DEEPEST) && has_place(other, name, DEEPEST);
        self.members.iter().any(|(name, _)| lost(name))
    }

    /// How well it fits a branch.
    pub(super) fn fit(&self, row: &Row) -> Result<Rank, Misfit> {
        let mut looks = Looks {
            left: MOST_LOOKS,
            depth: 0,
        };
        looks.at_row(row, self)
    }
}

/// How well a value fits a branch; the greatest is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    certainty: Certainty,
    unknown: Reverse<usize>,
    /// Members that are `null` where the branch has no place for `null`.
    nulls: Reverse<usize>,
    known: usize,
    form: FormOfObject,
}

/// What speaks for a branch, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    /// It takes any value.
    Any,
    /// It is an enumeration that does not list the value, or has a constant with another value.
    Unlisted,
    /// It takes all values of this JSON type.
    Type,
    /// The value has what the branch asks for.
    Form,
    /// The value, or that of a constant, is one of those that the branch lists.
    Listed,
}

/// Of two branches that know as many members, a map is meant for names that nobody declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FormOfObject {
    Declared,
    Map,
}

impl Certainty {
    fn rank(self) -> Rank {
        Rank {
            certainty: self,
            unknown: Reverse(0),
            nulls: Reverse(0),
            known: 0,
            form: FormOfObject::Declared,
        }
    }
}

/// Why a value does not fit a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The value is of one type, and of another one is wanted.
    Type(&'static str, &'static str),
    /// A member is missing.
    Missing(&'static str),
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(found, wanted) => write!(f, "invalid type: {found}, expected {wanted}"),
            Self::Missing(name) => write!(f, "missing field `{name}`"),
        }
    }
}

/// The looks that one value still gets.
struct Looks {
    left: usize,
    depth: usize,
}

impl Looks {
    fn at_row(&mut self, row: &Row, seen: &Seen<'_>) -> Result<Rank, Misfit> {
        let mut rank = self.at(&row.look, seen)?;
        for (name, constant) in row.constants {
            if let Some(value) = seen.scalar(name) {
                rank.certainty = if constant.value() == value {
                    Certainty::Listed
                } else {
                    rank.certainty.min(Certainty::Unlisted)
                };
            }
        }
        Ok(rank)
    }

    fn at(&mut self, look: &Look, seen: &Seen<'_>) -> Result<Rank, Misfit> {
        if self.left == 0 || self.depth > DEEPEST {
            return Ok(Certainty::Any.rank());
        }
        self.left -= 1;
        self.depth += 1;
        let rank = self.deeper(look, seen);
        self.depth -= 1;
        rank
    }

    fn deeper(&mut self, look: &Look, seen: &Seen<'_>) -> Result<Rank, Misfit> {
        let rank = |certainty: Certainty| Ok(certainty.rank());
        let misfit = |wanted| Err(Misfit::Type(seen.kind.name(), wanted));
        let text = seen.text;
        match (look, seen.kind) {
            (Look::Any, _) => rank(Certainty::Any),
            (Look::Boolean, Kind::Boolean) => rank(Certainty::Form),
            (Look::Number, Kind::Number) | (Look::Text, Kind::String) => rank(Certainty::Type),
            (Look::Integer, Kind::Number) if !text.contains(['.', 'e', 'E']) => {
                rank(Certainty::Form)
            }
            (Look::Listed(is_listed), Kind::Boolean | Kind::Number | Kind::String) => {
                rank(if is_listed(text) {
                    Certainty::Listed
                } else {
                    Certainty::Unlisted
                })
            }
            (Look::Format(is_one), Kind::String) if is_one(text) => rank(Certainty::Form),
            // A reader may know other spellings: whole numbers with a fraction of zero, date-times without an offset.
            (Look::Integer, Kind::Number) | (Look::Format(_), Kind::String) => {
                rank(Certainty::Unlisted)
            }
            (Look::Array(item), Kind::Array) => match first_item(text) {
                Some(first) if Kind::of(first) != Kind::Null => self.at(item, &Seen::new(first)),
                Some(_) | None => rank(Certainty::Type),
            },
            (Look::Kinds(kinds), kind) if kinds.contains(&kind.word()) => rank(Certainty::Type),
            // Whole numbers are numbers, and `1.0` is whole.
            (Look::Kinds(kinds), Kind::Number) if kinds.contains(&"integer") => {
                rank(Certainty::Type)
            }
            (Look::Map, Kind::Object) => Ok(Rank {
                unknown: Reverse(seen.members.len()),
                form: FormOfObject::Map,
                ..Certainty::Form.rank()
            }),
            (Look::Object(members), Kind::Object) => at_members(members, seen),
            (Look::Choice(rows), _) => self.at_rows(&rows(), seen),
            (Look::Boolean, _) => misfit("a boolean"),
            (Look::Integer | Look::Number, _) => misfit("a number"),
            (Look::Text | Look::Format(_), _) => misfit("a string"),
            (Look::Listed(_), _) => misfit("one of the listed values"),
            (Look::Kinds(_), _) => misfit("another type"),
            (Look::Array(_), _) => misfit("an array"),
            (Look::Map | Look::Object(_), _) => misfit("an object"),
        }
    }

    /// The best of the branches of a union inside a union.
    fn at_rows(&mut self, rows: &Rows, seen: &Seen<'_>) -> Result<Rank, Misfit> {
        let tag = rows.tag.and_then(|tag| seen.scalar(tag));
        let is_tagged = |row: &&Row| tag.as_ref().is_some_and(|tag| row.has_tag(tag));
        let mut best = None;
        for row in rows.rows.iter().filter(is_tagged) {
            let rank = self.at_row(row, seen).unwrap_or(Certainty::Listed.rank());
            let certainty = Certainty::Listed;
            best = best.max(Some(Rank { certainty, ..rank }));
        }
        if let Some(best) = best {
            return Ok(best);
        }
        let mut misfit = Misfit::Type(seen.kind.name(), "another one");
        for row in rows.rows {
            match self.at_row(row, seen) {
                Ok(rank) => best = best.max(Some(rank)),
                Err(other) => misfit = other,
            }
        }
        best.ok_or(misfit)
    }
}

impl MemberKind {
    /// Whether a member has to be there.
    fn is_required(self) -> bool {
        match self {
            Self::required | Self::nullable => true,
            Self::optional | Self::untyped | Self::field => false,
        }
    }

    /// Whether `null` is read as if the member were missing.
    fn skips_null(self) -> bool {
        match self {
            Self::optional => true,
            Self::required | Self::nullable | Self::untyped | Self::field => false,
        }
    }
}

fn at_members(members: &Members, seen: &Seen<'_>) -> Result<Rank, Misfit> {
    let (mut known, mut nulls) = (0, 0);
    for (name, row) in members.names {
        match seen.member(name) {
            Some(value) => {
                known += 1;
                nulls += usize::from(row.skips_null() && Kind::of(value) == Kind::Null);
            }
            None if row.is_required() => return Err(Misfit::Missing(name)),
            None => {}
        }
    }
    Ok(Rank {
        unknown: Reverse(seen.members.len().saturating_sub(known)),
        nulls: Reverse(nulls),
        known,
        ..Certainty::Form.rank()
    })
}

/// Whether a branch has a place for the member that tells the branches apart.
pub(super) fn has_place_for_tag(rows: &Rows, row: &Row) -> bool {
    rows.tag
        .is_some_and(|tag| has_place(&row.look, tag, DEEPEST))
}

/// Whether an object that is looked at so has a place for a member.
fn has_place(look: &Look, name: &str, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return true;
    };
    match look {
        Look::Any | Look::Map | Look::Kinds(_) => true,
        Look::Object(members) => {
            members.others == Others::Kept || members.names.iter().any(|(known, _)| *known == name)
        }
        Look::Choice(rows) => {
            let rows = rows();
            rows.tag == Some(name)
                || rows
                    .rows
                    .iter()
                    .any(|row| has_place(&row.look, name, depth))
        }
        Look::Boolean
        | Look::Integer
        | Look::Number
        | Look::Text
        | Look::Format(_)
        | Look::Listed(_)
        | Look::Array(_) => false,
    }
}

fn first_item(text: &str) -> Option<&str> {
    serde_json::from_str(text)
        .ok()
        .and_then(|First(first)| first)
}

/// The first item of an array, not read.
struct First<'a>(Option<&'a str>);

impl<'a> Deserialize<'a> for First<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(FirstVisitor)
    }
}

struct FirstVisitor;

impl<'a> Visitor<'a> for FirstVisitor {
    type Value = First<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut items: A) -> Result<First<'a>, A::Error> {
        let first = items.next_element::<&'a RawValue>()?.map(RawValue::get);
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(First(first))
    }
}
