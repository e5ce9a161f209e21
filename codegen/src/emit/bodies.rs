//! What operations say of bodies that differ in kind, each of which is sent by a method of its own.
use super::{
    Emit, docs,
    docs_text::{code, markdown_lines},
};
use crate::ir::{Body, Operation, OperationId};

/// The docs of an operation that is there for another body.
pub(super) fn of_other(emit: &Emit<'_>, operation: &Operation, whose: OperationId) -> Vec<String> {
    let method = emit.names.operation(whose).method.unraw();
    let body = operation.body.iter().map(shown);
    let line = format!("Does what [`{method}`](Self::{method}) does");
    let body = body.map(|body| format!(", with a body that is {body}"));
    vec![line + &body.collect::<String>() + "."]
}

/// Says in which other kinds of bodies an operation is there.
pub(super) fn add_docs(emit: &Emit<'_>, lines: &mut Vec<String>, id: OperationId) {
    // They follow it.
    let others = emit.api.operations.iter().skip(id.index() + 1);
    let others = others.take_while(|(_, other)| other.other_body_of == Some(id));
    let methods = others.map(|(other, operation)| {
        let body = operation.body.iter().map(shown).collect::<String>();
        format!("{body} by `{}()`", emit.names.operation(other).method)
    });
    let methods: Vec<String> = methods.collect();
    if !methods.is_empty() {
        let line = format!("Other bodies can be sent: {}.", methods.join(", "));
        docs::paragraph(lines, markdown_lines(&line));
    }
}

fn shown(body: &Body) -> String {
    code(&body.media_type)
}
