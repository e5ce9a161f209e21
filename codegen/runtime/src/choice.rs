//! Unions whose branch is told by a member that names it, or by what the value looks like. The table is `choice!`.

use super::look::{Rank, Seen, has_place_for_tag};
use super::{Members, json_path, note_failed};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt::Write;

/// Implements `Serialize` and `Deserialize` for an enum whose variants hold one value each, from a table that says how
/// the variant of a value is told:
///
/// ```text
/// runtime::choice!(Pet by "petType" else Unrecognized {
///     Cat(object Cat) = "cat" | "kitten",
///     Dog(object Dog) = "dog" tagged,
/// });
/// runtime::choice!(Filter {
///     Any(object AnyFilter),
///     Must(object MustFilter { "kind" = "must" }),
///     Ids(array of integer) as tolerant,
///     Text(text),
/// });
/// ```
///
/// The member after `by` names the variant. Without it, and for values that are no objects, the variant is the one
/// whose look fits best: one of another JSON type is ruled out, and so is an object without a required member. Of the
/// others, the one that lists the value, or has a constant that the value has too, comes first; then the one that
/// knows the most of the members; then the first. A variant that can not read the value gives way to the next.
///
/// The variant after `else` keeps, as it is, a value whose tag no row lists, or that has members of several rows.
/// `tagged` writes the tag beside a value that has no such member itself. `as tolerant` reads a value in all its
/// spellings, as in `object!`.
///
/// | look | values |
/// |---|---|
/// | `object T` | objects, by the members of the struct `T` |
/// | `map` | objects of any members |
/// | `array of …` | arrays, by the look of the first item |
/// | `text`, `integer`, `number`, `boolean` | all of the JSON type |
/// | `listed T` | the values of the enumeration `T` |
/// | `format T` | strings that the type `T` can read |
/// | `choice T` | those of another union |
/// | `kinds T` | those of a union whose branches are told by their JSON types |
/// | `any` | all |
#[allow(
    unused_macros,
    unused_macro_rules,
    reason = "an API need not have models of every kind"
)]
macro_rules! choice {
    ($type:ident $( by $tag:literal )? $( else $other:ident )? {
        $( $variant:ident($($look:tt)+) $( = $first:literal $( | $more:literal )* $($tagged:ident)? )? $( as $how:ident )?, )+
    }) => {
        impl runtime::Choice for $type {
            const NAME: &'static str = ::core::stringify!($type);
            $( const TAG: ::core::option::Option<&'static str> = ::core::option::Option::Some($tag); )?
            $( const OTHER: ::core::option::Option<fn(::serde_json::Value) -> Self> =
                ::core::option::Option::Some(Self::$other); )?
            const ROWS: &'static [runtime::Row] = &[ $( runtime::Row {
                name: ::core::stringify!($variant),
                tags: &[ $( &$first, $( &$more, )* )? ],
                look: runtime::choice!(@look $($look)+),
                constants: runtime::choice!(@constants $($look)+),
            }, )+ ];
            const READERS: &'static [runtime::Reader<Self>] = &[ $(
                |text| runtime::read_as(text, |value| Self::$variant($( runtime::$how )?(value))),
            )+ ];
        }
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                runtime::read_choice(from)
            }
        }
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(value) => runtime::choice!(@write value to $type $( $first $($tagged)? )?), )+
                    $( Self::$other(value) => ::serde::Serialize::serialize(value, to), )?
                }
            }
        }
    };
    (@look any) => { runtime::Look::Any };
    (@look boolean) => { runtime::Look::Boolean };
    (@look integer) => { runtime::Look::Integer };
    (@look number) => { runtime::Look::Number };
    (@look text) => { runtime::Look::Text };
    (@look map) => { runtime::Look::Map };
    (@look array of $($item:tt)+) => { runtime::Look::Array(&runtime::choice!(@look $($item)+)) };
    (@look listed $type:ty) => {
        runtime::Look::Listed(|text| runtime::read_as(text, |it: $type| <$type>::VALUES.contains(&it)).unwrap_or(false))
    };
    (@look format $type:ty) => { runtime::Look::Format(|text| runtime::read_as(text, |_: $type| ()).is_ok()) };
    (@look choice $type:ty) => { runtime::Look::Choice(<$type as runtime::Choice>::rows) };
    (@look kinds $type:ty) => { runtime::Look::Kinds(<$type as runtime::Union<'static>>::KINDS) };
    (@look object $type:ty) => { runtime::Look::Object(<$type as runtime::Object<'static>>::MEMBERS) };
    (@look object $type:ty { $($constants:tt)+ }) => { runtime::choice!(@look object $type) };
    (@constants object $type:ty { $( $name:literal = $value:literal ),+ }) => { &[ $( ($name, &$value), )+ ] };
    (@constants $($look:tt)+) => { &[] };
    (@write $value:ident $to:ident $type:ident $tag:literal tagged) => {
        runtime::write_tagged::<$type, _, _>($value, &$tag, $to)
    };
    (@write $value:ident $to:ident $type:ident $( $tag:literal )?) => { ::serde::Serialize::serialize($value, $to) };
}

#[allow(unused_imports, reason = "an API need not have models of every kind")]
pub(crate) use choice;

/// How many times a branch may give way to another one in one value, those of unions inside unions included.
const MOST_RETRIES: usize = 1_000;

/// How deep objects and arrays, and unions, may stand inside each other, as `serde_json` has it for values that are read
/// at once.
const DEEPEST: usize = 128;

/// How long an error may get: each branch of a union can be a union, with an error for each of its branches.
const LONGEST: usize = 4_000;

/// Reads a text as one branch of a union.
pub type Reader<T> = fn(&str) -> Result<T, serde_json::Error>;

/// An enum with a variant for each branch of a union; `choice!` implements it.
pub trait Choice: Sized + 'static {
    /// The type's name, for errors.
    const NAME: &'static str;
    /// The member whose value names the branch.
    const TAG: Option<&'static str> = None;
    /// The variant that keeps what belongs to no branch alone.
    const OTHER: Option<fn(Value) -> Self> = None;
    /// The branches.
    const ROWS: &'static [Row];
    /// How each is read.
    const READERS: &'static [Reader<Self>];

    /// The branches, for a union that has this one as a branch.
    #[must_use]
    fn rows() -> Rows {
        Rows {
            tag: Self::TAG,
            rows: Self::ROWS,
        }
    }
}

/// The branches of a union.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    /// The member whose value names the branch.
    pub tag: Option<&'static str>,
    /// The branches.
    pub rows: &'static [Row],
}

/// A branch of a union.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The name of its variant.
    pub name: &'static str,
    /// The values of the tag that name it.
    pub tags: &'static [&'static dyn Constant],
    /// What its values look like.
    pub look: Look,
    /// Members that have one value only.
    pub constants: &'static [(&'static str, &'static dyn Constant)],
}

impl Row {
    pub(super) fn has_tag(&self, tag: &Value) -> bool {
        self.tags.iter().any(|known| known.value() == *tag)
    }
}

/// What the values of a branch look like; the docs of `choice!` have the words for them.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Look {
    Any,
    Boolean,
    Integer,
    Number,
    Text,
    Listed(fn(&str) -> bool),
    Format(fn(&str) -> bool),
    Kinds(&'static [&'static str]),
    Array(&'static Self),
    Map,
    Object(Members),
    Choice(fn() -> Rows),
}

/// A string, a whole number or a truth value that a document writes out.
pub trait Constant: std::fmt::Debug + Sync {
    /// The value.
    fn value(&self) -> Value;
}

macro_rules! constants {
    ($( $type:ty )*) => { $(
        impl Constant for $type {
            fn value(&self) -> Value {
                Value::from(*self)
            }
        }
    )* };
}

constants!(&'static str i32 i64 u64 f64 bool);

/// Reads a text, and makes something of the value.
///
/// # Errors
/// When the text is no value of this type.
pub fn read_as<T: DeserializeOwned, U>(
    text: &str,
    made: impl FnOnce(T) -> U,
) -> Result<U, serde_json::Error> {
    serde_json::from_str(text).map(made)
}

/// Reads a union.
///
/// # Errors
/// When no branch takes the value.
pub fn read_choice<'de, T: Choice, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let raw: Box<RawValue> = Deserialize::deserialize(from)?;
    read_text_of(raw.get()).map_err(D::Error::custom)
}

fn read_text_of<T: Choice>(text: &str) -> Result<T, String> {
    let _open = Open::new(text)?;
    let seen = Seen::new(text);
    let mut failures = Failures::new(T::NAME);
    let mut faults = Vec::new();
    let order = match plan(&T::rows(), &seen, &mut failures) {
        Plan::Try(order) => order,
        Plan::Keep(order) => match (T::OTHER, serde_json::from_str(text)) {
            (Some(other), Ok(value)) => return Ok(other(value)),
            _ => order,
        },
    };
    for (number, position) in order.into_iter().enumerate() {
        if number > 0 && !Open::retry() {
            break;
        }
        let (Some(row), Some(read)) = (T::ROWS.get(position), T::READERS.get(position)) else {
            continue;
        };
        match read(text) {
            Ok(value) => return Ok(value),
            Err(cause) => {
                let path = json_path(text.as_bytes(), cause.line(), cause.column());
                failures.add(row.name, &with_path(&path, &cause));
                faults.push(path);
            }
        }
    }
    // What only one branch could be has its fault in one place.
    let fault = faults
        .pop()
        .filter(|_| faults.is_empty() && failures.count == 1);
    note_failed(text.trim(), fault.unwrap_or_default());
    Err(failures.text)
}

/// What is done with a value.
enum Plan {
    /// These branches are tried, the best first.
    Try(Vec<usize>),
    /// It is kept as it is, or else read as one of these.
    Keep(Vec<usize>),
}

fn plan(rows: &Rows, seen: &Seen<'_>, failures: &mut Failures) -> Plan {
    let tag = rows.tag.and_then(|tag| seen.scalar(tag));
    let has_tag = |row: &Row| tag.as_ref().is_some_and(|tag| row.has_tag(tag));
    let is_known = rows.rows.iter().any(has_tag);
    let may_be = |row: &Row| match (&tag, is_known) {
        // What takes any value takes one that its branch refuses.
        (Some(_), true) => has_tag(row) || (row.tags.is_empty() && matches!(row.look, Look::Any)),
        // Another tag is said: only branches without a tag of their own are left.
        (Some(_), false) => row.tags.is_empty(),
        (None, _) => true,
    };
    let candidates = rows.rows.iter().enumerate();
    let candidates: Vec<(usize, &Row)> = candidates.filter(|(_, row)| may_be(row)).collect();
    // Its own error says better what is wrong with it.
    if let (true, [(only, _)]) = (is_known, candidates.as_slice()) {
        return Plan::Try(vec![*only]);
    }
    let mut fits = ranked(candidates, seen, failures);
    let mut is_unknown = tag.is_some() && fits.is_empty();
    if is_unknown && !tag.is_some_and(|tag| is_of_tags(rows, &tag)) {
        // A value of another type names no branch. One that declares the member allows it, or says what is wrong.
        let others = rows.rows.iter().enumerate();
        let others = others.filter(|(_, row)| !row.tags.is_empty());
        fits = ranked(others.collect(), seen, failures);
        let declares = |(_, row, _): &(usize, &Row, Rank)| has_place_for_tag(rows, row);
        is_unknown = !fits.first().is_some_and(declares);
    }
    let loses = fits.split_first().is_some_and(|((_, best, _), others)| {
        let loses = |other: &Row| seen.loses(&best.look, &other.look);
        others.iter().any(|(_, other, _)| loses(other))
    });
    let order = fits.into_iter().map(|(position, ..)| position).collect();
    if is_unknown || loses {
        Plan::Keep(order)
    } else {
        Plan::Try(order)
    }
}

/// The branches that a value may be of, the best first.
fn ranked<'a>(
    candidates: Vec<(usize, &'a Row)>,
    seen: &Seen<'_>,
    failures: &mut Failures,
) -> Vec<(usize, &'a Row, Rank)> {
    let mut fits = Vec::new();
    for (position, row) in candidates {
        match seen.fit(row) {
            Ok(rank) => fits.push((position, row, rank)),
            Err(misfit) => failures.add(row.name, &misfit.to_string()),
        }
    }
    // The order of the document decides between equals.
    fits.sort_by_key(|(.., rank)| std::cmp::Reverse(*rank));
    fits
}

/// Whether a value is of the type of a tag.
fn is_of_tags(rows: &Rows, value: &Value) -> bool {
    let mut tags = rows.rows.iter().flat_map(|row| row.tags);
    tags.any(|tag| std::mem::discriminant(&tag.value()) == std::mem::discriminant(value))
}

/// Why each branch does not take a value.
struct Failures {
    text: String,
    count: usize,
}

impl Failures {
    fn new(name: &str) -> Self {
        Self {
            text: format!("no branch of `{name}` takes this value"),
            count: 0,
        }
    }

    fn add(&mut self, branch: &str, why: &str) {
        let separator = if self.count == 0 { ':' } else { ';' };
        self.count += 1;
        if self.text.len() + why.len() < LONGEST {
            // Writing to a `String` does not fail.
            let _ = write!(self.text, "{separator} `{branch}`: {why}");
        } else if !self.text.ends_with('…') {
            self.text.push('…');
        }
    }
}

/// An error of reading a text, with the path instead of line and column.
fn with_path(path: &str, cause: &serde_json::Error) -> String {
    let message = cause.to_string();
    let place = format!(" at line {} column {}", cause.line(), cause.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    match path {
        "" => message.to_owned(),
        path => format!("at `{path}`: {message}"),
    }
}

thread_local! {
    /// How many times a branch may still give way, and how many unions are open.
    static STATE: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// A union that is being read.
struct Open;

impl Open {
    /// The reader of each branch counts levels anew, so that the text of the outermost union is measured at once.
    fn new(text: &str) -> Result<Self, String> {
        let (retries, depth) = STATE.get();
        if depth >= DEEPEST || (depth == 0 && is_deep(text)) {
            return Err("recursion limit exceeded".to_owned());
        }
        STATE.set(match depth {
            0 => (MOST_RETRIES, 1),
            _ => (retries, depth + 1),
        });
        Ok(Self)
    }

    /// Takes a retry, if there is one left.
    fn retry() -> bool {
        let (retries, depth) = STATE.get();
        STATE.set((retries.saturating_sub(1), depth));
        retries > 0
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let (retries, depth) = STATE.get();
        STATE.set((retries, depth.saturating_sub(1)));
    }
}

/// Whether objects and arrays stand inside each other so deep that reading them would use up the stack.
fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        if depth >= DEEPEST {
            return true;
        }
    }
    false
}

/// Writes a branch of a union, with the tag if the branch has not written it.
///
/// # Errors
/// When the value cannot be written.
pub fn write_tagged<T: Choice, V: Serialize, S: Serializer>(
    value: &V,
    tag: &dyn Constant,
    to: S,
) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(value).map_err(S::Error::custom)?;
    let Some((name, rest)) = T::TAG.zip(text.strip_prefix('{')) else {
        return value.serialize(to);
    };
    if Seen::new(&text).member(name).is_some() {
        return value.serialize(to);
    }
    let separator = if rest == "}" { "" } else { "," };
    let name = Value::from(name);
    let tag = tag.value();
    let tagged = format!("{{{name}:{tag}{separator}{rest}");
    let raw: &RawValue = serde_json::from_str(&tagged).map_err(S::Error::custom)?;
    raw.serialize(to)
}
