//! The places of a model's parts, as they would be if the document were one file: what names are made of.
use crate::{
    diag::Pointer,
    ir::{Api, OperationId, TypeId},
};

/// Replaces every place for which there is another one.
pub(super) fn settle(api: &mut Api, place: &dyn Fn(&Pointer) -> Option<Pointer>) {
    let replace = |at: &mut Pointer| {
        if let Some(other) = place(at) {
            *at = other;
        }
    };
    let types: Vec<TypeId> = api.types.iter().map(|(id, _)| id).collect();
    for id in types {
        replace(&mut api.types[id].origin);
    }
    let operations: Vec<OperationId> = api.operations.iter().map(|(id, _)| id).collect();
    for id in operations {
        let operation = &mut api.operations[id];
        replace(&mut operation.origin);
        for parameter in &mut operation.parameters {
            replace(&mut parameter.origin);
        }
    }
}
