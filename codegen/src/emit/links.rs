//! What operations say of those that can follow them.
use super::{
    Emit, docs,
    docs_text::{code, inline_text},
};
use crate::{
    ir::{Link, Operation, OperationId, Source, Target},
    names::OperationNames,
};
use indexmap::IndexSet;

/// Says which operations can follow, and where they take their arguments from.
pub(super) fn add_docs(
    emit: &Emit<'_>,
    lines: &mut Vec<String>,
    operation: &Operation,
    names: &OperationNames,
) {
    let following = operation.answers().flat_map(|answer| &answer.links);
    // Answers in other media types repeat them.
    let following: IndexSet<String> = following.map(|link| shown(emit, link, names)).collect();
    if following.is_empty() {
        return;
    }
    docs::paragraph(lines, vec!["What can follow:".to_owned()]);
    lines.extend(following);
}

fn shown(emit: &Emit<'_>, link: &Link, names: &OperationNames) -> String {
    let target = match &link.target {
        Target::Operation(id) => path(emit, *id, names),
        Target::Elsewhere(text) => Some(code(text)),
    };
    let target = target.unwrap_or_default();
    let arguments = link.arguments.iter().map(|(name, source)| {
        let name = name
            .as_ref()
            .map_or_else(|| "its body".to_owned(), |name| code(name));
        format!("{name} from {}", described(source))
    });
    let arguments: Vec<String> = arguments.collect();
    let mut text = format!("- {target}");
    if !arguments.is_empty() {
        text += &format!(", with {}", arguments.join(", "));
    }
    let said = inline_text(link.description.as_deref().unwrap_or_default());
    if !said.is_empty() {
        text += &format!(": {said}");
    }
    text
}

/// The method of an operation as a link, from the file of another one.
fn path(emit: &Emit<'_>, id: OperationId, from: &OperationNames) -> Option<String> {
    let names = emit.names.operation(id);
    let resource = emit.names.resources.get(names.resource)?;
    let method = names.method.unraw();
    let own = format!("{}::{method}", resource.ident);
    let is_near = names.resource == from.resource;
    Some(match (is_near, emit.features) {
        (true, _) => format!("[`{own}`]"),
        (false, None) => format!("[`{own}`](super::{}::{own})", resource.module),
        // It may not be there.
        (false, Some(_)) => code(&own),
    })
}

fn described(source: &Source) -> String {
    match source {
        Source::Answer(None) => "the answer".to_owned(),
        Source::Answer(Some(pointer)) => format!("{} of the answer", code(pointer)),
        Source::Header(name) => format!("the header {} of the answer", code(name)),
        Source::Parameter(name) => format!("the argument {}", code(name)),
        Source::Body(None) => "the body that was sent".to_owned(),
        Source::Body(Some(pointer)) => format!("{} of the body that was sent", code(pointer)),
        Source::Value(text) => code(text),
    }
}
