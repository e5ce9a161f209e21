//! `validate` of models, and the table of what it looks at.
use super::{Emit, Item, Table, ident};
use crate::{
    analyze::{Check, Part, Row},
    ir::{Choice, Member, Presence, Rule, TypeId, TypeKind},
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The method, for types that have rules.
pub(super) fn method(emit: &Emit<'_>, id: TypeId) -> Option<TokenStream> {
    emit.facts.validation(id)?;
    Some(quote! {
        /// Checks lengths, patterns, bounds and other rules of the document, inside as well. Nothing calls it.
        ///
        /// # Errors
        /// All rules that the value breaks, each with its place.
        pub fn validate(&self) -> Result<(), runtime::Violations> {
            runtime::validate_value(self)
        }
    })
}

/// The method in an `impl` of its own, and the table.
pub(super) fn items(emit: &Emit<'_>, id: TypeId) -> Vec<Item> {
    let name = ident(&emit.names.of_type(id).ident);
    let method = method(emit, id).map(|method| Item::Code(quote!(impl #name { #method })));
    method.into_iter().chain(table(emit, id)).collect()
}

/// The table, for types that have rules.
pub(super) fn table(emit: &Emit<'_>, id: TypeId) -> Option<Item> {
    let rows = emit.facts.validation(id)?;
    let rows = rows.iter().filter_map(|row| printed(emit, id, row));
    Some(Item::Table(Table {
        call: "runtime::validate",
        head: emit.names.of_type(id).ident.to_string(),
        rows: Some(rows.collect()),
    }))
}

fn printed(emit: &Emit<'_>, id: TypeId, row: &Row) -> Option<String> {
    let names = emit.names.parts(id);
    let checks = list(&row.checks);
    Some(match (row.part, &emit.api.types[id].kind) {
        (Part::Position(position), TypeKind::Struct(object)) => {
            let member = object.members.get(position)?;
            let (kind, name) = (kind(member), names.get(position)?);
            format!("{kind} {name} = {} {checks}", Literal::string(&member.wire))
        }
        (Part::Position(position), TypeKind::Tuple(list)) => {
            let kind = kind(list.members.get(position)?);
            format!("{kind} {} = {position} {checks}", names.get(position)?)
        }
        (Part::Position(position), _) => format!("variant {} {checks}", names.get(position)?),
        (Part::Rest, _) => format!("rest {} {checks}", names.last()?),
        (Part::Value, _) => format!("value 0 {checks}"),
        (Part::Whole, _) => format!("whole self {checks}"),
    })
}

/// The state of a member, as its table on the wire has it.
fn kind(member: &Member) -> &'static str {
    match member.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "field",
    }
}

fn list(checks: &[Check]) -> String {
    let checks: Vec<String> = checks.iter().map(check).collect();
    format!("[{}]", checks.join(", "))
}

fn check(check: &Check) -> String {
    match check {
        Check::Rule(of) => rule(of),
        Check::Each(0, checks) => format!("each{}", list(checks)),
        Check::Each(first, checks) => format!("each_from({first}){}", list(checks)),
        Check::Item(position, checks) => format!("item({position}){}", list(checks)),
        Check::Values(checks) => format!("values{}", list(checks)),
        Check::Names(checks) => format!("names{}", list(checks)),
        Check::Given(checks) => format!("given{}", list(checks)),
        Check::Secret(checks) => format!("secret{}", list(checks)),
        Check::Nested => "nested".to_owned(),
    }
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Length(least, most) => format!("length({})", range(*least, *most)),
        Rule::Pattern(pattern) if pattern.text == pattern.rust => {
            format!("pattern({})", text(&pattern.text))
        }
        Rule::Pattern(pattern) => {
            format!(
                "pattern({} as {})",
                text(&pattern.text),
                text(&pattern.rust)
            )
        }
        Rule::Listed(listed) => format!("one_of({})", texts(listed)),
        Rule::Minimum(bound) => format!("minimum({bound})"),
        Rule::ExclusiveMinimum(bound) => format!("above({bound})"),
        Rule::Maximum(bound) => format!("maximum({bound})"),
        Rule::ExclusiveMaximum(bound) => format!("below({bound})"),
        Rule::MultipleOf(of) => format!("multiple_of({of})"),
        Rule::Items(least, most) => format!("items({})", range(*least, *most)),
        Rule::UniqueItems => "unique".to_owned(),
        Rule::Members(least, most) => format!("members({})", range(*least, *most)),
        Rule::Together(choice, sets) => {
            let choice = match choice {
                Choice::AtLeastOne => "at_least_one",
                Choice::ExactlyOne => "exactly_one",
            };
            let sets: Vec<String> = sets.iter().map(|set| texts(set)).collect();
            format!("{choice}(&[{}])", sets.join(", "))
        }
        Rule::Requires(member, others) => format!("requires({}, {})", text(member), texts(others)),
    }
}

fn range(least: Option<usize>, most: Option<usize>) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("{least}..={most}"),
        (Some(least), None) => format!("{least}.."),
        (None, Some(most)) => format!("..={most}"),
        (None, None) => "..".to_owned(),
    }
}

fn text(text: &str) -> String {
    Literal::string(text).to_string()
}

fn texts(listed: &[String]) -> String {
    let listed: Vec<String> = listed.iter().map(|it| text(it)).collect();
    format!("&[{}]", listed.join(", "))
}
