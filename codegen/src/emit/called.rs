//! How is each operation called through the output? For tools that call all operations of a document.
use super::{
    Emit, ident,
    params::{self, Argument, Held},
    type_ref::Place,
};
use crate::{
    diag::Pointer,
    ir::{self, Location, OperationId, Requirement, Status},
};

/// What a tool has to know of an API to call its operations.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Callable {
    /// The security schemes that clients have credentials for.
    pub schemes: Vec<ir::Scheme>,
    /// The operations, in the document's order.
    pub operations: Vec<Called>,
}

/// An operation, and the struct that it became.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Called {
    /// The place of the operation.
    pub place: Pointer,
    /// The method, in capitals.
    pub method: String,
    /// The path template, as written.
    pub path: String,
    /// The struct, as the module of the API would write it: `persons::UpdateAPerson`.
    pub ident: String,
    /// Its fields, in their order; those that are required are the arguments of `new`.
    pub arguments: Vec<CalledArgument>,
    /// The answers that are documented, those that carry its value first.
    pub answers: Vec<CalledAnswer>,
}

/// A field of the struct of an operation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CalledArgument {
    /// The name of the field.
    pub name: String,
    /// What it is sent as.
    pub sent: Sent,
    /// The place of the parameter object, or of the media type object.
    pub place: Pointer,
    /// The place where its schema is, unless the document has none or keeps it elsewhere.
    pub schema: Pointer,
    /// Whether the caller has to give it.
    pub requirement: Requirement,
    /// How the field holds its value.
    pub held: Held,
    /// The type of the value when it is owned, as [`super::Typed::path`] has it.
    pub path: String,
}

/// What an argument is sent as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// A parameter, or a part of the body, by its name on the wire.
    Parameter(Location, String),
    /// The body, as this media type.
    Body(String),
}

/// An answer that is documented.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CalledAnswer {
    /// The status codes.
    pub status: Status,
    /// Whether it carries the value of the operation.
    pub meaning: Meaning,
    /// The media type that is read, and the place of its schema; none where the body is not read.
    pub content: Option<(String, Pointer)>,
}

/// What an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The operation was carried out.
    Success,
    /// It was not.
    Failure,
}

/// How the operations of an API are called. Places are those of the document as it is now; `written` gives those that
/// were written.
#[must_use]
pub fn callable(emit: &Emit<'_>, written: impl Fn(&Pointer) -> Pointer) -> Callable {
    let operations = emit.api.operations.iter();
    Callable {
        schemes: emit.api.schemes.clone(),
        operations: operations
            .map(|(id, _)| called(emit, id, &written))
            .collect(),
    }
}

fn called(emit: &Emit<'_>, id: OperationId, written: &impl Fn(&Pointer) -> Pointer) -> Called {
    let operation = &emit.api.operations[id];
    let names = emit.names.operation(id);
    let place = Place::api();
    let module = &emit.names.resources[names.resource].module;
    let field = |argument: &Argument, sent: Sent, origin: &Pointer| {
        let (held, path) = argument.held();
        CalledArgument {
            name: argument.name.to_string(),
            sent,
            place: written(origin),
            schema: written(&origin.child("schema")),
            requirement: argument.requirement,
            held,
            path,
        }
    };
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let parameters = parameters.map(|(parameter, name)| {
        let argument = params::parameter(emit, &place, parameter, name);
        let sent = Sent::Parameter(parameter.location, parameter.wire.clone());
        field(&argument, sent, &parameter.origin)
    });
    let body = operation.body.as_ref().and_then(|body| {
        // Where a body has parts, each is an argument of its own.
        let argument = params::body(emit, &place, body, names)?;
        let sent = Sent::Body(body.media_type.clone());
        Some(field(&argument, sent, &body.origin))
    });
    let answer = |response: &ir::Response, meaning: Meaning| CalledAnswer {
        status: response.status,
        meaning,
        content: response.content.as_ref().map(|(media_type, _)| {
            let content = response.origin.child("content").child(media_type);
            (media_type.clone(), written(&content.child("schema")))
        }),
    };
    // Where no success is documented there is one all the same, which stands for the whole list.
    let implied = operation.origin.child("responses");
    let successes = operation.successes.iter();
    let successes = successes.filter(|response| response.origin != implied);
    let successes = successes.map(|response| answer(response, Meaning::Success));
    let failures = operation.failures.iter();
    let failures = failures.map(|response| answer(response, Meaning::Failure));
    Called {
        place: written(&operation.origin),
        method: operation.method.clone(),
        path: operation.path.clone(),
        ident: format!("{}::{}", ident(module), ident(&names.ident)),
        arguments: parameters.chain(body).collect(),
        answers: successes.chain(failures).collect(),
    }
}
