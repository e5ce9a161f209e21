//! The types of an API: what values of the wire may look like.
use super::{Id, Rules, Union, Why};
use crate::diag::Pointer;
use std::{fmt, ops::RangeInclusive};

/// The id of a [`TypeDef`].
pub type TypeId = Id<TypeDef>;

/// A type that gets a name and an item of its own.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// The place of its schema. A name is made of it, so it is the same however it was reached.
    pub origin: Pointer,
    /// Which of the forms of its schema it is.
    pub form: Form,
    /// What the document says about it.
    pub docs: Docs,
    /// What it asks of the values.
    pub rules: Rules,
    /// What it is.
    pub kind: TypeKind,
}

/// Which of the forms of a schema a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// The only one, or that of what is read.
    #[default]
    Plain,
    /// That of what is sent, where it differs from what is read, which is this type.
    Sent(TypeId),
}

/// Which way values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the user of the code: requests, and answers to webhooks.
    Sent,
    /// To the user of the code: answers, and what webhooks carry.
    Read,
}

/// What a [`TypeDef`] is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with members.
    Struct(Struct),
    /// A list whose items are described one by one: the members are the items in their order, and `rest` is the type of
    /// those after them.
    Tuple(Struct),
    /// A closed list of values, which servers extend without notice.
    Enum(Values),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

/// The use of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Any JSON value.
    Any(Why),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number with a fraction.
    Number(NumberFormat),
    /// A string.
    String(StringFormat),
    /// A list.
    Array(Box<Type>),
    /// A list of always the same length, each of whose items has a type of its own.
    Tuple(Vec<Type>),
    /// An object whose member names are data.
    Map(Box<Type>),
    /// A type with an item of its own.
    Named(TypeId),
    /// The type, or `null`.
    Nullable(Box<Type>),
}

impl Type {
    /// The type, or `null`; `null` twice is `null` once, and [`Type::Any`] has it already.
    #[must_use]
    pub fn nullable(self) -> Self {
        match self {
            Self::Nullable(_) | Self::Any(_) => self,
            Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Array(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Named(_) => Self::Nullable(Box::new(self)),
        }
    }

    /// The type without `null`, and whether `null` was among its values.
    #[must_use]
    pub fn split_null(self) -> (Self, Nullability) {
        match self {
            Self::Nullable(inner) => (*inner, Nullability::Nullable),
            Self::Any(_)
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Array(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Named(_) => (self, Nullability::NotNull),
        }
    }
}

impl Type {
    /// Adds the items that the type names itself, at any depth of lists and maps.
    pub fn add_named(&self, ids: &mut Vec<TypeId>) {
        match self {
            Self::Named(id) => ids.push(*id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.add_named(ids),
            Self::Tuple(items) => items.iter().for_each(|item| item.add_named(ids)),
            Self::Any(_) | Self::Boolean | Self::Integer(_) | Self::Number(_) | Self::String(_) => {
            }
        }
    }
}

impl TypeKind {
    /// The types that it is made of.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) | Self::Tuple(object) => {
                let members = object.members.iter().map(|member| &member.ty);
                members.chain(&object.rest).collect()
            }
            Self::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
            Self::Alias(ty) => vec![ty],
            Self::Enum(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) | Self::Tuple(object) => {
                let members = object.members.iter_mut().map(|member| &mut member.ty);
                members.chain(&mut object.rest).collect()
            }
            Self::Union(union) => {
                let branches = union.branches.iter_mut();
                branches.map(|branch| &mut branch.ty).collect()
            }
            Self::Alias(ty) => vec![ty],
            Self::Enum(_) => Vec::new(),
        }
    }
}

/// Whether `null` is among the values of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nullability {
    /// `null` is a value.
    Nullable,
    /// `null` is not a value.
    NotNull,
}

/// The widths of whole numbers; without a format it is [`IntegerFormat::I64`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum IntegerFormat {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    /// All of them, however long.
    Exact,
}

impl IntegerFormat {
    /// The numbers that it has room for; those of [`IntegerFormat::Exact`] have no end.
    #[must_use]
    pub fn range(self) -> RangeInclusive<i128> {
        match self {
            Self::I8 => i8::MIN.into()..=i8::MAX.into(),
            Self::I16 => i16::MIN.into()..=i16::MAX.into(),
            Self::I32 => i32::MIN.into()..=i32::MAX.into(),
            Self::I64 => i64::MIN.into()..=i64::MAX.into(),
            Self::U8 => 0..=u8::MAX.into(),
            Self::U16 => 0..=u16::MAX.into(),
            Self::U32 => 0..=u32::MAX.into(),
            Self::U64 => 0..=u64::MAX.into(),
            Self::Exact => i128::MIN..=i128::MAX,
        }
    }
}

/// The precision of numbers with a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFormat {
    /// 64 bits. `format: float` is no narrower: JSON has one kind of number, and reading it through 32 bits would
    /// change what a server sent.
    Double,
    /// All digits, however many.
    Exact,
}

/// The formats of strings that have a type of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringFormat {
    /// Text, of whatever other format the docs name.
    Text,
    /// `date`, RFC 3339 section 5.6 `full-date`.
    Date,
    /// `date-time`, RFC 3339 section 5.6.
    DateTime,
    /// `uuid`, RFC 9562.
    Uuid,
    /// `byte`: bytes in base64, RFC 4648.
    Base64,
    /// `password`: text that is not shown.
    Password,
}

/// An object with members.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    /// The declared members, in the document's order.
    pub members: Vec<Member>,
    /// The type of members that are not declared, where the document gives one.
    pub rest: Option<Type>,
}

/// A declared member of an object.
#[derive(Debug, Clone)]
pub struct Member {
    /// The name on the wire.
    pub wire: String,
    /// The place of its schema.
    pub origin: Pointer,
    /// Its type; `null` is said by the presence.
    pub ty: Type,
    /// Whether it may be left out, and whether it may be `null`.
    pub presence: Presence,
    /// Which way it goes.
    pub access: Access,
    /// What the document says about it.
    pub docs: Docs,
    /// What it asks of the values.
    pub rules: Rules,
}

/// The states of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there.
    Required,
    /// Always there, perhaps as `null`.
    RequiredNullable,
    /// Left out, or there with a value.
    Optional,
    /// Left out, `null`, or there with a value.
    OptionalNullable,
}

/// Which way a member goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Both ways.
    #[default]
    Both,
    /// The server alone sets it: it is read, and never sent.
    ReadOnly,
    /// The server keeps it to itself: it is sent, and never read.
    WriteOnly,
}

impl Access {
    /// What two descriptions of one member say together: one that restricts it is enough, and two that exclude each
    /// other say nothing.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Both, access) | (access, Self::Both) => access,
            (Self::ReadOnly, Self::ReadOnly) => Self::ReadOnly,
            (Self::WriteOnly, Self::WriteOnly) => Self::WriteOnly,
            (Self::ReadOnly, Self::WriteOnly) | (Self::WriteOnly, Self::ReadOnly) => Self::Both,
        }
    }

    /// Whether the member is there in what goes a way.
    #[must_use]
    pub fn allows(self, direction: Direction) -> bool {
        match (self, direction) {
            (Self::ReadOnly, Direction::Sent) | (Self::WriteOnly, Direction::Read) => false,
            (Self::Both, _)
            | (Self::ReadOnly, Direction::Read)
            | (Self::WriteOnly, Direction::Sent) => true,
        }
    }
}

/// What becomes of values that an enumeration does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unlisted {
    /// They are kept as they are.
    #[default]
    Kept,
    /// They are refused.
    Refused,
}

/// The values of an enumeration; null is said by its uses.
#[derive(Debug, Clone)]
pub enum Values {
    /// Strings.
    Strings(Vec<EnumValue<String>>),
    /// Whole numbers.
    Integers(IntegerFormat, Vec<EnumValue<i128>>),
    /// Numbers, some of which have a fraction or may have one.
    Numbers(Vec<EnumValue<f64>>),
    /// Values of several types, or booleans.
    Mixed(Vec<EnumValue<Literal>>),
}

/// A value of an enumeration that has values of several types.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Literal {
    Boolean(bool),
    Integer(i128),
    Number(f64),
    String(String),
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::String(value) => value.fmt(f),
        }
    }
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumValue<T> {
    /// The value on the wire.
    pub wire: T,
    /// The name that the document gives it (`x-enum-varnames`).
    pub name: Option<String>,
    /// The text that the document gives it (`x-enum-descriptions`).
    pub description: Option<String>,
    /// Whether the document advises against using it (`x-enumDeprecated`).
    pub deprecation: Deprecation,
}

/// The types of JSON values (RFC 8259 section 3), with whole numbers apart as JSON Schema has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// What a document says about a thing, for the reader of the generated code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// A short text.
    pub summary: Option<String>,
    /// A long text, in `CommonMark`.
    pub description: Option<String>,
    /// Constraints and hints, in a fixed order.
    pub facts: Vec<Fact>,
    /// Whether the document advises against using it.
    pub deprecation: Deprecation,
    /// What is said of its parts that have no docs of their own.
    pub details: Vec<Detail>,
}

/// What a document says of something inside a thing: there is no item in the code that could say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub of: Inner,
    /// What is said of it.
    pub docs: Docs,
}

/// The parts of values that have no item of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    /// All items of a list.
    Item,
    /// The items of a list after those that are described one by one.
    FurtherItem,
    /// All values of a map.
    Value,
    /// The members of an object that it does not declare.
    Undeclared,
    /// One of several forms of the whole.
    Form,
    /// `null`.
    Null,
}

impl Docs {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What two places say about one thing: texts follow one another unless they are the same, facts add up, a later
    /// default replaces an earlier one, and one place that advises against it is enough.
    #[must_use]
    pub fn merged(mut self, later: Self) -> Self {
        let is_default = |fact: &Fact| matches!(fact, Fact::Default(_));
        if later.facts.iter().any(is_default) {
            self.facts.retain(|fact| !is_default(fact));
        }
        for fact in later.facts {
            if !self.facts.contains(&fact) {
                self.facts.push(fact);
            }
        }
        for detail in later.details {
            if !self.details.contains(&detail) {
                self.details.push(detail);
            }
        }
        // Only one text can be the first line.
        let (summary, text) = match (self.summary, later.summary) {
            (Some(one), Some(other)) if one.trim() != other.trim() => {
                (Some(other), joined(Some(one), self.description))
            }
            (one, other) => (other.or(one), self.description),
        };
        Self {
            summary,
            description: joined(text, later.description),
            facts: self.facts,
            deprecation: match (self.deprecation, later.deprecation) {
                (Deprecation::Current, Deprecation::Current) => Deprecation::Current,
                (Deprecation::Deprecated, _) | (_, Deprecation::Deprecated) => {
                    Deprecation::Deprecated
                }
            },
            details: self.details,
        }
    }
}

/// Two texts one after the other, without one that the other holds as a paragraph.
fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    let holds = |text: &str, part: &str| {
        let part = part.trim();
        text.trim() == part || text.split("\n\n").any(|text| text.trim() == part)
    };
    match (one, other) {
        (Some(one), Some(other)) => Some(if holds(&other, &one) || one.trim().is_empty() {
            other
        } else if holds(&one, &other) || other.trim().is_empty() {
            one
        } else {
            format!("{one}\n\n{other}")
        }),
        (one, other) => one.or(other),
    }
}

/// Whether the document advises against using a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Deprecation {
    /// It is current.
    #[default]
    Current,
    /// It is marked `deprecated`.
    Deprecated,
}

/// As the keyword `deprecated` says it.
impl From<bool> for Deprecation {
    fn from(deprecated: bool) -> Self {
        if deprecated {
            Self::Deprecated
        } else {
            Self::Current
        }
    }
}

/// A constraint or a hint. Bounds are texts, as the document wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The document's `format`, where the type does not say it.
    Format(String),
    /// Bounds of the length in characters.
    Length(Option<usize>, Option<usize>),
    /// A regular expression (ECMA-262).
    Pattern(String),
    /// The least value.
    Minimum(String),
    /// A value below all.
    ExclusiveMinimum(String),
    /// The greatest value.
    Maximum(String),
    /// A value above all.
    ExclusiveMaximum(String),
    /// A divisor of all values.
    MultipleOf(String),
    /// Bounds of the number of items.
    Items(Option<usize>, Option<usize>),
    /// No two items are equal.
    UniqueItems,
    /// Bounds of the number of members.
    Properties(Option<usize>, Option<usize>),
    /// The names that members have.
    Names(Vec<String>),
    /// Regular expressions, one of which the name of each member matches.
    NamePatterns(Vec<String>),
    /// Regular expressions that names of members which are not declared may match.
    UndeclaredNames(Vec<String>),
    /// The values that are allowed, where no enumeration is made of them.
    Values(Vec<String>),
    /// What the server takes when nothing is given, as JSON.
    Default(String),
    /// An example, as JSON.
    Example(String),
    /// What a string holds: its media type and its encoding.
    Content(Option<String>, Option<String>),
    /// Sets of members that are there together: of these, at least one or exactly one is.
    Together(Choice, Vec<Vec<String>>),
    /// Where a member is there, others are.
    Requires(String, Vec<String>),
    /// Keywords of the document that constrain values further, and that nothing checks.
    Unchecked(Vec<&'static str>),
    /// Only in answers.
    ReadOnly,
    /// Only in requests.
    WriteOnly,
    /// Where to read more.
    ExternalDocs(String, Option<String>),
}

/// How many of several conditions hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One or more.
    AtLeastOne,
    /// One and no other.
    ExactlyOne,
}
