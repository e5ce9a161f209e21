//! Enumerations: an enum that keeps values which are not listed, and the table of its values on the wire.
use super::{Emit, Item, Table, docs, docs_text, ident, model, outer_docs, type_ref};
use crate::ir::{EnumValue, TypeId, Values};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn items(emit: &Emit<'_>, id: TypeId, values: &Values) -> Vec<Item> {
    let item = match values {
        Values::Strings(values) => definition(
            emit,
            id,
            values,
            &quote!(String),
            &quote!(Debug, Clone, PartialEq, Eq, Hash),
        ),
        Values::Integers(format, values) => definition(
            emit,
            id,
            values,
            &type_ref::integer(*format),
            &quote!(Debug, Clone, Copy, PartialEq, Eq, Hash),
        ),
    };
    vec![Item::Code(item), Item::Table(table(emit, id, values))]
}

fn definition<T: std::fmt::Display>(
    emit: &Emit<'_>,
    id: TypeId,
    values: &[EnumValue<T>],
    of: &TokenStream,
    derives: &TokenStream,
) -> TokenStream {
    let docs = model::item_docs(emit, id);
    let name = ident(&emit.names.of_type(id).ident);
    let names = emit.names.parts(id);
    let variants = values.iter().zip(names).map(|(value, name)| {
        let fallback = format!("{}.", docs_text::code(&value.wire.to_string()));
        let docs = outer_docs(&docs::of_text(value.description.as_deref(), &fallback));
        let name = ident(name);
        quote!(#docs #name,)
    });
    let other = names.last().map(|name| {
        let name = ident(name);
        quote! {
            /// A value that the document does not list, as it was received.
            #name(#of),
        }
    });
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #other
        }
    }
}

fn table(emit: &Emit<'_>, id: TypeId, values: &Values) -> Table {
    let names = emit.names.parts(id);
    let (of, rows) = match values {
        Values::Strings(values) => {
            let rows = values
                .iter()
                .zip(names)
                .map(|(value, name)| format!("{name} = {}", Literal::string(&value.wire)));
            ("str".to_owned(), rows.collect())
        }
        Values::Integers(format, values) => {
            let rows = values
                .iter()
                .zip(names)
                .map(|(value, name)| format!("{name} = {}", grouped(value.wire)));
            (type_ref::integer(*format).to_string(), rows.collect())
        }
    };
    let other = names.last().map(ToString::to_string).unwrap_or_default();
    Table {
        call: "runtime::open_enum",
        head: format!("{}({of}) else {other}", emit.names.of_type(id).ident),
        rows: Some(rows),
    }
}

/// A number as people write it: long ones in groups of three digits.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut text = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
