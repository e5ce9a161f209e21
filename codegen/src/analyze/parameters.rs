//! Which step of the builder writes a parameter: a plain one, or one that is told the style.
use crate::ir::{Api, FieldEncoding, Location, Parameter, Reserved, TextStyle, Type, TypeKind};

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

/// What values of a type are made of.
enum Made {
    /// One text.
    Scalar,
    /// Texts.
    List,
    /// Anything else.
    Structure,
}

/// How a parameter is written into a request. Parts of a body are written by steps of their own, which are plain.
#[must_use]
pub fn written(api: &Api, parameter: &Parameter) -> Written {
    match (parameter.location, made(api, &parameter.ty)) {
        (Location::Part(_), _)
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

fn made(api: &Api, ty: &Type) -> Made {
    if is_scalar(api, ty) {
        Made::Scalar
    } else if matches!(unaliased(api, ty), Type::Array(item) if is_scalar(api, item)) {
        Made::List
    } else {
        Made::Structure
    }
}

fn is_scalar(api: &Api, ty: &Type) -> bool {
    match unaliased(api, ty) {
        Type::Boolean | Type::Integer(_) | Type::Number(_) | Type::String(_) => true,
        Type::Array(_) | Type::Tuple(_) | Type::Any(_) | Type::Map(_) | Type::Nullable(_) => false,
        Type::Named(id) => matches!(api.types[*id].kind, TypeKind::Enum(_)),
    }
}

/// The type that aliases stand for. Those that lead back to themselves have a list or a map in between.
fn unaliased<'t>(api: &'t Api, mut ty: &'t Type) -> &'t Type {
    while let Type::Named(id) = ty
        && let TypeKind::Alias(target) = &api.types[*id].kind
    {
        ty = target;
    }
    ty
}
