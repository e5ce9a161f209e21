//! Names of the headers of answers.
use super::{
    Name, case,
    scope::{Scope, Wanted},
};
use crate::ir::{Api, Header, Requirement, StringFormat, Type};

/// The constant for each header, in the order of the model.
pub(super) fn headers(api: &Api) -> Vec<Name> {
    let headers: Vec<&Header> = api.headers.iter().map(|(_, header)| header).collect();
    let wanted = headers.iter().map(|header| {
        let kind = kind(&header.ty);
        Wanted {
            wire: header.wire.clone(),
            base: case::snake_or(&header.wire, "header").to_ascii_uppercase(),
            qualifiers: match header.requirement {
                Requirement::Optional => vec![kind.to_owned()],
                Requirement::Required => vec!["required".to_owned(), format!("required {kind}")],
            },
        }
    });
    let wanted: Vec<Wanted> = wanted.collect();
    // What may be missing keeps its name before what may not, and text before other types.
    let class = |index: usize| {
        let header = headers.get(index)?;
        let is_required = header.requirement == Requirement::Required;
        Some((is_required, kind(&header.ty) != TEXT, kind(&header.ty)))
    };
    Scope::constants(&[]).assign_by(&wanted, class)
}

const TEXT: &str = "text";

/// The word for a type.
fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "boolean",
        Type::Integer(_) => "integer",
        Type::Number(_) => "number",
        Type::String(StringFormat::Date) => "date",
        Type::String(StringFormat::DateTime) => "date_time",
        Type::String(StringFormat::Uuid) => "uuid",
        Type::String(StringFormat::Base64) => "base64",
        Type::String(StringFormat::Password) => "secret",
        Type::Array(_) => "list",
        Type::Named(_) => "value",
        Type::String(StringFormat::Text)
        | Type::Any(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_) => TEXT,
    }
}
