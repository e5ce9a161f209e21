//! Enumerations: an enum, with a variant for values that are not listed unless they are refused, and the table of its
//! values on the wire.
use super::{Emit, Item, Table, docs, docs_text, ident, model, outer_docs, type_ref};
use crate::ir::{self, Deprecation, EnumValue, TypeId, Unlisted, Values};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn items(emit: &Emit<'_>, id: TypeId, values: &Values) -> Vec<Item> {
    let (item, of, rows) = match values {
        Values::Strings(values) => (
            definition(
                emit,
                id,
                values,
                &Held(quote!(String), quote!(Debug, Clone, PartialEq, Eq, Hash)),
            ),
            "str".to_owned(),
            rows(emit, id, values, |wire| Literal::string(wire).to_string()),
        ),
        Values::Integers(format, values) => {
            let of = type_ref::integer(*format);
            let held = Held(of.clone(), quote!(Debug, Clone, Copy, PartialEq, Eq, Hash));
            (
                definition(emit, id, values, &held),
                of.to_string(),
                rows(emit, id, values, |wire| grouped(*wire)),
            )
        }
        Values::Numbers(values) => (
            definition(
                emit,
                id,
                values,
                &Held(quote!(f64), quote!(Debug, Clone, Copy, PartialEq)),
            ),
            "f64".to_owned(),
            rows(emit, id, values, |wire| fraction(*wire)),
        ),
        Values::Mixed(values) => (
            definition(
                emit,
                id,
                values,
                &Held(quote!(serde_json::Value), quote!(Debug, Clone, PartialEq)),
            ),
            "json".to_owned(),
            rows(emit, id, values, |wire| match wire {
                ir::Literal::Boolean(value) => value.to_string(),
                ir::Literal::Integer(value) => grouped(*value),
                ir::Literal::Number(value) => fraction(*value),
                ir::Literal::String(value) => Literal::string(value).to_string(),
            }),
        ),
    };
    let name = &emit.names.of_type(id).ident;
    let (call, head) = match emit.api.unlisted {
        Unlisted::Kept => {
            let other = emit.names.parts(id).last();
            let other = other.map(ToString::to_string).unwrap_or_default();
            ("runtime::open_enum", format!("{name}({of}) else {other}"))
        }
        Unlisted::Refused => ("runtime::closed_enum", format!("{name}({of})")),
    };
    let table = Table {
        call,
        head,
        rows: Some(rows),
    };
    vec![Item::Code(item), Item::Table(table)]
}

/// What the variant for other values holds, and what can be derived with it.
struct Held(TokenStream, TokenStream);

fn definition<T: std::fmt::Display>(
    emit: &Emit<'_>,
    id: TypeId,
    values: &[EnumValue<T>],
    held: &Held,
) -> TokenStream {
    let docs = model::item_docs(emit, id);
    let name = ident(&emit.names.of_type(id).ident);
    let names = emit.names.parts(id);
    // The one value of a constant is its default.
    let default = (values.len() == 1).then(|| quote!(#[default]));
    let derive_default = default.as_ref().map(|_| quote!(, Default));
    let variants = values.iter().zip(names).map(|(value, name)| {
        let fallback = format!("{}.", docs_text::code(&value.wire.to_string()));
        let mut lines = docs::of_text(value.description.as_deref(), &fallback);
        if value.deprecation == Deprecation::Deprecated {
            docs::paragraph(&mut lines, vec!["Deprecated.".to_owned()]);
        }
        let docs = outer_docs(&lines);
        let name = ident(name);
        quote!(#docs #default #name,)
    });
    let Held(ty, derives) = held;
    let (derives, other) = match emit.api.unlisted {
        Unlisted::Kept => {
            let other = names.last().map(|name| {
                let name = ident(name);
                quote! {
                    /// A value that the document does not list, as it was received.
                    #name(#ty),
                }
            });
            (derives.clone(), other)
        }
        Unlisted::Refused => (quote!(Debug, Clone, Copy, PartialEq, Eq, Hash), None),
    };
    quote! {
        #docs
        #[derive(#derives #derive_default)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #other
        }
    }
}

fn rows<T>(
    emit: &Emit<'_>,
    id: TypeId,
    values: &[EnumValue<T>],
    literal: impl Fn(&T) -> String,
) -> Vec<String> {
    let named = values.iter().zip(emit.names.parts(id));
    named
        .map(|(value, name)| format!("{name} = {}", literal(&value.wire)))
        .collect()
}

/// A number as people write it: long ones in groups of three digits.
fn grouped(number: i128) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", in_groups(&number.unsigned_abs().to_string()))
}

fn in_groups(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

/// The same for a number with a fraction, whose groups are counted from the point.
fn fraction(number: f64) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = in_groups(whole.trim_start_matches('-'));
    let mut groups = String::new();
    for (index, digit) in fraction.chars().enumerate() {
        if index > 0 && index % 3 == 0 && fraction.len() > 4 {
            groups.push('_');
        }
        groups.push(digit);
    }
    format!("{sign}{whole}.{groups}")
}
