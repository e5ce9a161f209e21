//! Which step of the builder writes a parameter: a plain one, or one that is told the style.
use crate::ir::{Api, FieldEncoding, Location, Made, Parameter, Reserved, TextStyle};

/// How a parameter is written into a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// From its text, or the texts of its items, in the way that is usual for its place.
    Plain,
    /// The same in a query, with this between the items.
    Joined(&'static str),
    /// From its JSON form, in a style.
    Styled,
}

/// How a parameter is written into a request. Parts of a body, and whole queries, are written by
/// steps of their own, which are plain.
#[must_use]
pub fn written(api: &Api, parameter: &Parameter) -> Written {
    match (parameter.location, api.made_of(&parameter.ty)) {
        (Location::Part(_) | Location::WholeQuery(_), _)
        | (
            Location::Path(TextStyle::Simple | TextStyle::SimpleExploded)
            | Location::Header(TextStyle::Simple | TextStyle::SimpleExploded)
            | Location::Query(FieldEncoding::Exploded, Reserved::Encoded)
            | Location::Cookie(FieldEncoding::Exploded),
            Made::Scalar | Made::List,
        )
        | (
            Location::Query(
                FieldEncoding::Joined(_) | FieldEncoding::DeepObject,
                Reserved::Encoded,
            )
            | Location::Cookie(FieldEncoding::Joined(_) | FieldEncoding::DeepObject),
            Made::Scalar,
        ) => Written::Plain,
        (Location::Query(FieldEncoding::Joined(delimiter), Reserved::Encoded), Made::List) => {
            Written::Joined(delimiter)
        }
        (
            Location::Path(_) | Location::Header(_) | Location::Query(..) | Location::Cookie(_),
            _,
        ) => Written::Styled,
    }
}
