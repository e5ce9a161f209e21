//! Unions: an enum with a variant for each branch, and the table that says how the variant of a value is told.
use super::{
    Emit, Item, Table, allowances, docs, docs_text, ident, model, outer_docs, type_ref::Place,
    validate,
};
use crate::{
    analyze::Look,
    ir::{BASE, Branch, JsonType, Literal, Presence, ToldBy, TypeId, TypeKind, Union},
    names::Name,
};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(emit: &Emit<'_>, place: &Place, id: TypeId, union: &Union) -> Vec<Item> {
    let docs = model::item_docs(emit, id);
    let name = ident(&emit.names.of_type(id).ident);
    let names = emit.names.parts(id);
    let mut types = Vec::new();
    let variants: Vec<TokenStream> = union
        .branches
        .iter()
        .zip(names)
        .enumerate()
        .map(|(position, (branch, name))| {
            let docs = outer_docs(&docs::of_type(
                &branch.docs,
                &fallback(emit, branch, &union.told_by),
            ));
            let name = ident(name);
            let ty = place.owned(emit, &branch.ty);
            let ty = if emit.facts.is_boxed(id, position) {
                quote!(Box<#ty>)
            } else {
                ty
            };
            types.push(ty.clone());
            quote!(#docs #name(#ty),)
        })
        .collect();
    let other = other(emit, id, union).map(|name| {
        let docs = outer_docs(&[other_docs(union)]);
        let name = ident(name);
        quote!(#docs #name(serde_json::Value),)
    });
    let allowed = allowances::of_variants(&types);
    let item = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #allowed
        pub enum #name {
            #(#variants)*
            #other
        }
    };
    let mut items = vec![Item::Code(item), Item::Table(table(emit, place, id, union))];
    items.extend(validate::items(emit, id));
    items
}

/// The variant for what belongs to no branch alone.
fn other<'n>(emit: &Emit<'n>, id: TypeId, union: &Union) -> Option<&'n Name> {
    let is_kept = emit.facts.is_keeping(id);
    emit.names
        .parts(id)
        .get(union.branches.len())
        .filter(|_| is_kept)
}

fn other_docs(union: &Union) -> String {
    let mut branches = union.branches.iter();
    match &union.told_by {
        ToldBy::Tag(..) if branches.any(|branch| branch.label.as_deref() == Some(BASE)) => {
            "A value that no other variant has room for, as it was received.".to_owned()
        }
        ToldBy::Tag(tag, _) => format!(
            "A value whose {} the document does not list, as it was received.",
            docs_text::code(tag)
        ),
        ToldBy::JsonType | ToldBy::Look(_) => {
            "A value that has members of several variants, as it was received.".to_owned()
        }
    }
}

fn table(emit: &Emit<'_>, place: &Place, id: TypeId, union: &Union) -> Table {
    let name = &emit.names.of_type(id).ident;
    let rows = union.branches.iter().zip(emit.names.parts(id));
    if union.told_by == ToldBy::JsonType {
        let rows = rows.filter_map(|(branch, name)| {
            let json = branch.json?;
            let tolerant = match json {
                // How a number is spelled has been seen to when its branch was told.
                JsonType::Integer => "",
                JsonType::Boolean
                | JsonType::Number
                | JsonType::String
                | JsonType::Array
                | JsonType::Object => tolerant(emit, branch),
            };
            Some(format!("{name} = {}{tolerant}", kind(json)))
        });
        return Table {
            call: "runtime::union",
            head: name.to_string(),
            rows: Some(rows.collect()),
        };
    }
    let tag = match &union.told_by {
        ToldBy::Tag(tag, _) => format!(" by {}", proc_macro2::Literal::string(tag)),
        ToldBy::JsonType | ToldBy::Look(_) => String::new(),
    };
    let other = other(emit, id, union).map(|name| format!(" else {name}"));
    let rows = rows.enumerate().map(|(position, (branch, name))| {
        let tags: Vec<String> = branch.tags.iter().map(literal).collect();
        let tags = if tags.is_empty() {
            String::new()
        } else {
            format!(" = {}", tags.join(" | "))
        };
        let look = look(emit, place, &emit.facts.look(emit.api, &branch.ty));
        let constants = constants(branch);
        let tagged = if emit.facts.is_untagged(id, position) {
            " tagged"
        } else {
            ""
        };
        let tolerant = tolerant(emit, branch);
        format!("{name}({look}{constants}){tags}{tagged}{tolerant}")
    });
    Table {
        call: "runtime::choice",
        head: format!("{name}{tag}{}", other.unwrap_or_default()),
        rows: Some(rows.collect()),
    }
}

/// The words for a branch whose values have several spellings.
fn tolerant(emit: &Emit<'_>, branch: &Branch) -> &'static str {
    if emit.facts.is_tolerant(emit.api, &branch.ty) {
        " as tolerant"
    } else {
        ""
    }
}

/// What the values of a branch look like, in the words of the table.
fn look(emit: &Emit<'_>, place: &Place, look_of: &Look) -> String {
    let path = |id: &TypeId| place.path(emit, *id).to_string().replace(' ', "");
    match look_of {
        Look::Any => "any".to_owned(),
        Look::Boolean => "boolean".to_owned(),
        Look::Integer => "integer".to_owned(),
        Look::Number => "number".to_owned(),
        Look::Text => "text".to_owned(),
        Look::Listed(id) => format!("listed {}", path(id)),
        Look::Format(ty) => {
            let ty = place.owned(emit, ty).to_string();
            let ty = ty
                .replace(" :: ", "::")
                .replace(" < ", "<")
                .replace(" >", ">");
            format!("format {ty}")
        }
        Look::Kinds(id) => format!("kinds {}", path(id)),
        Look::Choice(id) => format!("choice {}", path(id)),
        Look::Array(item) => format!("array of {}", look(emit, place, item)),
        Look::Map => "map".to_owned(),
        Look::Object(id) => format!("object {}", path(id)),
    }
}

/// The members of an object that have one value.
fn constants(branch: &Branch) -> String {
    if branch.constants.is_empty() {
        return String::new();
    }
    let constants = branch.constants.iter().map(|(name, value)| {
        format!(
            "{} = {}",
            proc_macro2::Literal::string(name),
            literal(value)
        )
    });
    format!(" {{ {} }}", constants.collect::<Vec<_>>().join(", "))
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) if i32::try_from(*value).is_ok() => value.to_string(),
        Literal::Integer(value) if i64::try_from(*value).is_ok() => format!("{value}_i64"),
        Literal::Integer(value) => format!("{value}_u64"),
        Literal::Number(value) => format!("{value:?}"),
        Literal::String(value) => proc_macro2::Literal::string(value).to_string(),
    }
}

/// What a variant is, where the document does not say.
fn fallback(emit: &Emit<'_>, branch: &Branch, told_by: &ToldBy) -> String {
    match told_by {
        ToldBy::Tag(tag, _) if !branch.tags.is_empty() => {
            let tags = branch
                .tags
                .iter()
                .map(|it| docs_text::code(&it.to_string()));
            let tags: Vec<String> = tags.collect();
            format!("{} is {}.", docs_text::code(tag), tags.join(" or "))
        }
        ToldBy::Tag(tag, _) if branch.label.as_deref() == Some(BASE) => {
            format!("Any other {}.", docs_text::code(tag))
        }
        ToldBy::JsonType => plain(branch),
        ToldBy::Tag(..) | ToldBy::Look(_) => inside(emit, branch).unwrap_or_else(|| plain(branch)),
    }
}

fn plain(branch: &Branch) -> String {
    format!("{}.", branch.json.map_or("One form of the value", sentence))
}

/// How many members the docs of a variant name.
const MOST_NAMED: usize = 3;

/// An object, by the members that it always has, or another union.
fn inside(emit: &Emit<'_>, branch: &Branch) -> Option<String> {
    let id = match emit.facts.look(emit.api, &branch.ty) {
        Look::Object(id) => id,
        // Which JSON types it has depends on what other schemas say.
        Look::Choice(id) | Look::Kinds(id) => {
            let name = &emit.names.of_type(id).ident;
            return Some(format!("A value of the union `{name}`."));
        }
        Look::Any
        | Look::Boolean
        | Look::Integer
        | Look::Number
        | Look::Text
        | Look::Listed(_)
        | Look::Format(_)
        | Look::Array(_)
        | Look::Map => return None,
    };
    let TypeKind::Struct(object) = &emit.api.types[id].kind else {
        return None;
    };
    let is_there = |presence| matches!(presence, Presence::Required | Presence::RequiredNullable);
    let members = object
        .members
        .iter()
        .filter(|member| is_there(member.presence));
    let names: Vec<String> = members
        .map(|member| docs_text::code(&member.wire))
        .collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("An object with {only}.")),
        [first @ .., last] if names.len() <= MOST_NAMED => {
            Some(format!("An object with {} and {last}.", first.join(", ")))
        }
        [first, second, ..] => Some(format!("An object with {first}, {second} and more.")),
    }
}

fn kind(json: JsonType) -> &'static str {
    match json {
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

fn sentence(json: JsonType) -> &'static str {
    match json {
        JsonType::Boolean => "A boolean",
        JsonType::Integer => "A whole number",
        JsonType::Number => "A number",
        JsonType::String => "A string",
        JsonType::Array => "A list",
        JsonType::Object => "An object",
    }
}
