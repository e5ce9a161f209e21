//! Docs: what the document says about a thing, as the lines of a doc comment.
use super::{
    Emit, answers,
    docs_text::{Prose, code, inline_text, markdown_lines},
    outcome,
};
use crate::ir::{
    Api, BodyContent, Choice, Deprecation, Detail, Docs, Fact, Inner, Operation, Type,
};

/// The longest example or default that is shown whole, in characters.
const LONGEST_VALUE: usize = 200;

/// The title of the document, for the middle of a sentence.
pub(super) fn title(api: &Api) -> String {
    let title = inline_text(&api.title);
    if title.is_empty() {
        "this API".to_owned()
    } else {
        title
    }
}

/// The docs of an API's module.
pub(super) fn of_api(api: &Api) -> Vec<String> {
    let mut lines = vec![format!("A client of {}.", title(api))];
    paragraph(
        &mut lines,
        markdown_lines(api.docs.summary.as_deref().unwrap_or_default()),
    );
    paragraph(
        &mut lines,
        markdown_lines(api.docs.description.as_deref().unwrap_or_default()),
    );
    if !api.version.trim().is_empty() {
        paragraph(
            &mut lines,
            vec![format!("Version of the document: {}.", code(&api.version))],
        );
    }
    let servers: Vec<String> = api
        .servers
        .iter()
        .map(|server| {
            let text = inline_text(server.description.as_deref().unwrap_or_default());
            let url = code(&server.url);
            if text.is_empty() {
                format!("- {url}")
            } else {
                format!("- {url}: {text}")
            }
        })
        .collect();
    if !servers.is_empty() {
        paragraph(&mut lines, vec!["Servers:".to_owned()]);
        lines.extend(servers);
    }
    lines
}

/// The docs of a type.
pub(super) fn of_type(docs: &Docs, fallback: &str) -> Vec<String> {
    let mut lines = own_text(docs);
    if lines.is_empty() {
        lines.push(fallback.to_owned());
    }
    with_facts(lines, docs)
}

/// What is said of a body that has no item; nothing where nothing is.
pub(super) fn of_body(docs: &Docs) -> Vec<String> {
    with_facts(own_text(docs), docs)
}

/// The short text as the first line, and the long one.
fn own_text(docs: &Docs) -> Vec<String> {
    let description = Prose::read(docs.description.as_deref().unwrap_or_default());
    let Some(summary) = docs.summary.as_deref() else {
        return description.lines();
    };
    let summary = Prose::read(summary);
    let mut lines = summary.lines();
    if summary.line() != description.line() {
        paragraph(&mut lines, description.lines());
    }
    lines
}

/// What a type says of itself, for members and parameters that say nothing.
pub(super) fn of_target<'a>(emit: &Emit<'a>, ty: &Type) -> Option<&'a str> {
    match ty {
        Type::Named(id) => emit.api.types[*id].docs.description.as_deref(),
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

/// The docs of a member or a parameter. `target` says what its type says of itself, and `fallback` stands
/// where nothing else does.
pub(super) fn of_member<'a>(
    docs: &Docs,
    fallback: String,
    target: impl FnOnce() -> Option<&'a str>,
) -> Vec<String> {
    let mut lines = own_text(docs);
    if lines.is_empty() {
        // One line of what the type says is enough here.
        lines.push(target().and_then(first_sentence).unwrap_or(fallback));
    }
    with_facts(lines, docs)
}

/// The docs of an operation, as a method or as a struct.
pub(super) fn of_operation(operation: &Operation) -> Vec<String> {
    let line = code(&format!("{} {}", operation.method, operation.path));
    let summary = inline_text(operation.docs.summary.as_deref().unwrap_or_default());
    let mut lines = if summary.is_empty() {
        vec![format!("{line}.")]
    } else {
        vec![summary.clone()]
    };
    let description = Prose::read(operation.docs.description.as_deref().unwrap_or_default());
    if description.line() != summary {
        paragraph(&mut lines, description.lines());
    }
    if !summary.is_empty() {
        paragraph(&mut lines, vec![format!("{line}.")]);
    }
    if let Some(body) = &operation.body {
        match &body.content {
            // There is no argument that could say it.
            BodyContent::Parts(_) => paragraph(&mut lines, of_body(&body.docs)),
            BodyContent::Plain(_) | BodyContent::Form(..) => {}
        }
    }
    if outcome::all_equal(&operation.successes) {
        answers::add_successes(&mut lines, operation);
    }
    if !operation.scopes.is_empty() {
        let scopes: Vec<String> = operation.scopes.iter().map(|scope| code(scope)).collect();
        paragraph(&mut lines, vec![format!("Scopes: {}.", scopes.join(", "))]);
    }
    if let Some(server) = &operation.server {
        let line = format!("It has a server of its own: {}.", code(server));
        paragraph(&mut lines, vec![line]);
    }
    with_facts(lines, &operation.docs)
}

/// A text, or what is said where there is none.
pub(super) fn of_text(text: Option<&str>, fallback: &str) -> Vec<String> {
    let lines = markdown_lines(text.unwrap_or_default());
    if lines.is_empty() {
        vec![fallback.to_owned()]
    } else {
        lines
    }
}

/// Adds lines as a paragraph of their own.
pub(super) fn paragraph(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

fn first_sentence(text: &str) -> Option<String> {
    let line = inline_text(text);
    let end = line.find(". ").map_or(line.len(), |end| end + 1);
    let sentence = line.get(..end)?;
    // A cut inside a code span or a link would leave half of it.
    let whole = sentence.matches('`').count() % 2 == 0
        && sentence.matches('[').count() == sentence.matches(']').count();
    Some(if whole {
        sentence.to_owned()
    } else {
        line.clone()
    })
    .filter(|line| !line.is_empty())
}

fn with_facts(mut lines: Vec<String>, docs: &Docs) -> Vec<String> {
    if docs.deprecation == Deprecation::Deprecated {
        paragraph(&mut lines, vec!["Deprecated.".to_owned()]);
    }
    let facts: Vec<String> = docs.facts.iter().map(fact).collect();
    paragraph(&mut lines, markdown_lines(&facts.join(" ")));
    for detail in &docs.details {
        add_detail(&mut lines, "", detail);
    }
    lines
}

/// Adds what is said of a part, and of the parts of it, each as a paragraph.
fn add_detail(lines: &mut Vec<String>, whole: &str, Detail { of, docs }: &Detail) {
    let part = match of {
        Inner::Item => "each item",
        Inner::FurtherItem => "each further item",
        Inner::Value => "each value",
        Inner::Undeclared => "each member that is not declared",
        Inner::Form => "one form",
        Inner::Null => "`null`",
    };
    let part = if whole.is_empty() {
        capitalised(part)
    } else {
        format!("{whole}, {part}")
    };
    let text = |text: &Option<String>| inline_text(text.as_deref().unwrap_or_default());
    let (summary, description) = (text(&docs.summary), text(&docs.description));
    let mut said: Vec<String> = Vec::new();
    for text in [summary, description] {
        if !text.is_empty() && !said.contains(&text) {
            said.push(answers::ended(text));
        }
    }
    if docs.deprecation == Deprecation::Deprecated {
        said.push("Deprecated.".to_owned());
    }
    let is_described = !said.is_empty();
    said.extend(docs.facts.iter().map(fact_of_part));
    if !said.is_empty() {
        let said = said.join(" ");
        let said = if is_described { said } else { lowered(&said) };
        paragraph(lines, markdown_lines(&format!("{part}: {said}")));
    }
    for detail in &docs.details {
        add_detail(lines, &part, detail);
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A fact as it can stand after a colon.
fn fact_of_part(it: &Fact) -> String {
    match it {
        Fact::Format(format) => format!("Of the format {}.", code(format)),
        Fact::Length(least, most) => sentence(*least, *most, "character"),
        Fact::Items(least, most) => sentence(*least, *most, "item"),
        Fact::Properties(least, most) => sentence(*least, *most, "member"),
        Fact::Pattern(pattern) => format!("Like the pattern {}.", code(pattern)),
        Fact::Default(value) => format!("By default {}.", shown(value)),
        Fact::Example(value) => format!("For example {}.", shown(value)),
        Fact::Minimum(_)
        | Fact::ExclusiveMinimum(_)
        | Fact::Maximum(_)
        | Fact::ExclusiveMaximum(_)
        | Fact::MultipleOf(_)
        | Fact::UniqueItems
        | Fact::Names(_)
        | Fact::NamePatterns(_)
        | Fact::UndeclaredNames(_)
        | Fact::Values(_)
        | Fact::Content(..)
        | Fact::Together(..)
        | Fact::Requires(..)
        | Fact::Unchecked(_)
        | Fact::ReadOnly
        | Fact::WriteOnly
        | Fact::ExternalDocs(..) => fact(it),
    }
}

fn listed(texts: &[String], between: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| code(text)).collect();
    texts.join(between)
}

fn sentence(least: Option<usize>, most: Option<usize>, what: &str) -> String {
    format!("{}.", capitalised(&range(least, most, what)))
}

/// Sets of members as a list: `a`, or `a` with `b`.
fn together(choice: Choice, sets: &[Vec<String>]) -> String {
    let choice = match choice {
        Choice::AtLeastOne => "At least one of",
        Choice::ExactlyOne => "Exactly one of",
    };
    let sets = sets.iter().map(|set| {
        let names: Vec<String> = set.iter().map(|name| code(name)).collect();
        names.join(" with ")
    });
    format!("{choice} {}.", sets.collect::<Vec<_>>().join(", "))
}

fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Format(format) => format!("Format: {}.", code(format)),
        Fact::Length(least, most) => format!("Length: {}.", range(*least, *most, "character")),
        Fact::Pattern(pattern) => format!("Pattern: {}.", code(pattern)),
        Fact::Minimum(bound) => format!("At least {bound}."),
        Fact::ExclusiveMinimum(bound) => format!("More than {bound}."),
        Fact::Maximum(bound) => format!("At most {bound}."),
        Fact::ExclusiveMaximum(bound) => format!("Less than {bound}."),
        Fact::MultipleOf(of) => format!("A multiple of {of}."),
        Fact::Items(least, most) => format!("Length: {}.", range(*least, *most, "item")),
        Fact::UniqueItems => "No two items are equal.".to_owned(),
        Fact::Properties(least, most) => format!("Size: {}.", range(*least, *most, "member")),
        Fact::Names(names) => format!("Names: {}.", listed(names, ", ")),
        Fact::NamePatterns(patterns) => format!("Names match {}.", listed(patterns, " or ")),
        Fact::UndeclaredNames(patterns) => format!(
            "Names of undeclared members may match {}.",
            listed(patterns, " or ")
        ),
        Fact::Values(values) => {
            // Quotes tell texts from other values, where there are others.
            let is_text = |value: &String| value.starts_with('"');
            let values: Vec<String> = if values.iter().all(is_text) {
                values.iter().map(|value| shown(value)).collect()
            } else {
                values.iter().map(|value| code(value)).collect()
            };
            match values.as_slice() {
                [only] => format!("Always {only}."),
                _ => format!("One of {}.", values.join(", ")),
            }
        }
        Fact::Default(value) => format!("Default: {}.", shown(value)),
        Fact::Example(value) => format!("Example: {}.", shown(value)),
        Fact::Content(media_type, encoding) => match (media_type, encoding) {
            (Some(held), Some(encoding)) => {
                format!("Holds {}, encoded as {}.", code(held), code(encoding))
            }
            (Some(held), None) => format!("Holds {}.", code(held)),
            (None, Some(encoding)) => format!("Encoded as {}.", code(encoding)),
            (None, None) => String::new(),
        },
        Fact::Together(choice, sets) => together(*choice, sets),
        Fact::Requires(member, others) => {
            let verb = if others.len() == 1 { "is" } else { "are" };
            let others = listed(others, ", ");
            format!("Where there is {}, so {verb} {others}.", code(member))
        }
        Fact::Unchecked(keywords) => {
            let keywords: Vec<String> = keywords.iter().map(|keyword| code(keyword)).collect();
            format!(
                "The document constrains it further by {}.",
                keywords.join(", ")
            )
        }
        Fact::ReadOnly => "Only in answers.".to_owned(),
        Fact::WriteOnly => "Only in requests.".to_owned(),
        Fact::ExternalDocs(url, text) => {
            let text = inline_text(text.as_deref().unwrap_or_default());
            let text = if text.is_empty() {
                "See also".to_owned()
            } else {
                text
            };
            format!("{text}: <{url}>.")
        }
    }
}

fn range(least: Option<usize>, most: Option<usize>, what: &str) -> String {
    let counted = |count: usize| {
        if count == 1 {
            format!("{count} {what}")
        } else {
            format!("{count} {what}s")
        }
    };
    match (least, most) {
        (None | Some(0), Some(most)) => format!("at most {}", counted(most)),
        (Some(least), Some(most)) if least == most => format!("exactly {}", counted(least)),
        (Some(least), Some(most)) => format!("{least} to {}", counted(most)),
        (Some(least), None) => format!("at least {}", counted(least)),
        (None, None) => "any".to_owned(),
    }
}

/// A JSON value as people know it: strings without quotes, long values cut.
fn shown(json: &str) -> String {
    let text = serde_json::from_str::<String>(json)
        .ok()
        .filter(|text| !text.is_empty());
    let text = text.as_deref().unwrap_or(json);
    if text.chars().count() <= LONGEST_VALUE {
        return code(text);
    }
    let start: String = text.chars().take(LONGEST_VALUE).collect();
    code(&format!("{start}…"))
}
