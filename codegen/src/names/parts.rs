//! Names of what types are made of: members, variants, items.
use super::{
    Name, Scope, Wanted, case,
    place::words_of_label,
    types::{TypeName, is_branch, json_name},
};
use crate::{
    diag::Pointer,
    ir::{
        Api, EnumValue, Form, Literal, Member, StringFormat, ToldBy, Type, TypeId, TypeKind, Union,
        Unlisted, Values,
    },
};

/// The names of the parts of a type, in their order.
pub(super) fn parts(api: &Api, kind: &TypeKind, types: &[TypeName]) -> Vec<Name> {
    match kind {
        TypeKind::Struct(object) => {
            let rest = object.rest.iter().map(|_| Wanted {
                wire: "additional".to_owned(),
                base: "additional".to_owned(),
                qualifiers: vec!["members".to_owned()],
            });
            let members = object.members.iter().map(|member| member_name(member, ""));
            // The catch-all comes last, so that a member called so keeps its name.
            let mut scope = Scope::snake(&[]);
            let mut names = scope.assign(&members.collect::<Vec<_>>());
            names.extend(scope.assign(&rest.collect::<Vec<_>>()));
            names
        }
        TypeKind::Tuple(list) => {
            let items = (0..list.members.len()).map(|position| Wanted {
                wire: position.to_string(),
                base: case::ordinal(position),
                qualifiers: Vec::new(),
            });
            let rest = list.rest.iter().map(|_| Wanted {
                wire: "rest".to_owned(),
                base: "rest".to_owned(),
                qualifiers: Vec::new(),
            });
            Scope::snake(&[]).assign(&items.chain(rest).collect::<Vec<_>>())
        }
        TypeKind::Enum(values) => {
            let text = |wire: &String| case::pascal_or(wire, "Empty");
            let mut scope = Scope::pascal(&[]);
            let wanted = match values {
                Values::Strings(values) => variants(values, text),
                Values::Integers(_, values) => variants(values, integer_variant),
                Values::Numbers(values) => variants(values, |wire| number_variant(*wire)),
                Values::Mixed(values) => variants(values, |wire| match wire {
                    Literal::Boolean(true) => "True".to_owned(),
                    Literal::Boolean(false) => "False".to_owned(),
                    Literal::Integer(whole) => integer_variant(whole),
                    Literal::Number(number) => number_variant(*number),
                    Literal::String(wire) => text(wire),
                }),
            };
            let mut names = scope.assign(&wanted);
            match api.unlisted {
                Unlisted::Kept => names.push(scope.claim(&Wanted {
                    wire: "unrecognized value".to_owned(),
                    base: "Unrecognized".to_owned(),
                    qualifiers: vec!["value".to_owned()],
                })),
                Unlisted::Refused => {}
            }
            names
        }
        TypeKind::Union(union) => branches(api, union, types),
        TypeKind::Alias(_) => Vec::new(),
    }
}

/// The variants of a union, and the one for what belongs to none of them where there may be such values.
fn branches(api: &Api, union: &Union, types: &[TypeName]) -> Vec<Name> {
    let wanted = union.branches.iter().map(|branch| {
        // Variants are called alike whichever way the value goes.
        let named = named(&branch.ty).map(|id| match api.types[id].form {
            Form::Sent(read) => read,
            Form::Plain => id,
        });
        // A schema that stands inline has no name of its own to lend.
        let lends = named.filter(|id| {
            let origin = &api.types[*id].origin;
            !is_branch(origin) && !is_pattern(origin)
        });
        let lent = lends
            .and_then(|id| types.get(id.index()))
            .map(|name| name.ident.to_string());
        let json = branch.json.map_or("Value", json_name);
        let form = form_of(&branch.ty, api, types).unwrap_or_else(|| json.to_owned());
        let label = branch.label.as_deref().map(words_of_label);
        let label = label.map(|words| case::pascal(&words));
        let label = label.filter(|label| !label.is_empty());
        let base = label.or(lent).unwrap_or(form);
        let words = words_of(&branch.ty, types);
        // A type that stands inline is called as its variant would be, and something more.
        let more = words.strip_prefix(&base).map(str::to_owned);
        Wanted {
            wire: json.to_owned(),
            base,
            qualifiers: more.into_iter().chain([words]).collect(),
        }
    });
    let mut scope = Scope::pascal(&[]);
    let mut names = scope.assign(&wanted.collect::<Vec<_>>());
    if union.told_by != ToldBy::JsonType {
        names.push(scope.claim(&Wanted {
            wire: "unrecognized value".to_owned(),
            base: "Unrecognized".to_owned(),
            qualifiers: vec!["value".to_owned()],
        }));
    }
    names
}

/// What a branch is called whose type says more than its JSON type does.
fn form_of(ty: &Type, api: &Api, types: &[TypeName]) -> Option<String> {
    match ty {
        Type::String(format) if *format != StringFormat::Text => {
            Some(case::pascal(&words_of(ty, types)))
        }
        Type::Array(item) => match &**item {
            Type::Named(id) if api.types[*id].origin.tokens().count() == 3 => types
                .get(id.index())
                .map(|name| format!("{}List", name.ident)),
            Type::String(StringFormat::Text) => Some("Strings".to_owned()),
            Type::Integer(_) => Some("Integers".to_owned()),
            Type::Number(_) => Some("Numbers".to_owned()),
            Type::Boolean => Some("Booleans".to_owned()),
            Type::String(_)
            | Type::Named(_)
            | Type::Any(_)
            | Type::Array(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_) => None,
        },
        Type::String(_)
        | Type::Named(_)
        | Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_) => None,
    }
}

/// Words that tell a branch from others of its JSON type.
fn words_of(ty: &Type, types: &[TypeName]) -> String {
    match ty {
        Type::Array(item) => match &**item {
            Type::Array(_) => format!("of arrays {}", words_of(item, types)),
            Type::Any(_)
            | Type::Boolean
            | Type::Integer(_)
            | Type::Number(_)
            | Type::String(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Named(_) => format!("of {}", words_of(item, types)),
        },
        Type::Map(value) => format!("map of {}", words_of(value, types)),
        Type::Nullable(inner) => words_of(inner, types),
        Type::Named(id) => types
            .get(id.index())
            .map(|name| name.ident.to_string())
            .unwrap_or_default(),
        Type::Tuple(_) => "tuple".to_owned(),
        Type::Any(_) => "any".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Integer(_) => "integer".to_owned(),
        Type::Number(_) => "number".to_owned(),
        Type::String(format) => match format {
            StringFormat::Text => "text",
            StringFormat::Date => "date",
            StringFormat::DateTime => "date time",
            StringFormat::Uuid => "uuid",
            StringFormat::Base64 => "base64",
            StringFormat::Password => "password",
        }
        .to_owned(),
    }
}

pub(super) fn member_name(member: &Member, qualifier: &str) -> Wanted {
    Wanted {
        wire: member.wire.clone(),
        base: case::snake_or(&member.wire, "empty"),
        qualifiers: vec![qualifier.to_owned()],
    }
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_) => None,
    }
}

/// Whether a schema stands inline below the pattern of names.
fn is_pattern(origin: &Pointer) -> bool {
    let list = origin.parent();
    list.is_some_and(|list| list.last().as_deref() == Some("x-oasmith-patternProperties"))
}

/// The names that the values want.
fn variants<T: std::fmt::Display>(
    values: &[EnumValue<T>],
    base: impl Fn(&T) -> String,
) -> Vec<Wanted> {
    let wanted = values.iter().map(|value| Wanted {
        wire: value.wire.to_string(),
        base: value
            .name
            .as_deref()
            .map(case::pascal)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| base(&value.wire)),
        qualifiers: Vec::new(),
    });
    wanted.collect()
}

fn integer_variant(value: &i128) -> String {
    if *value < 0 {
        format!("Minus{}", value.unsigned_abs())
    } else {
        format!("Value{value}")
    }
}

fn number_variant(value: f64) -> String {
    let sign = if value < 0.0 { "Minus" } else { "Value" };
    format!("{sign}{}", value.abs().to_string().replace('.', "Point"))
}
