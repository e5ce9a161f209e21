//! Which type did a schema of the document become? For tools that read and write values through the output.
use super::{Emit, type_ref::Place};
use crate::{
    diag::Pointer,
    ir::{self, Type},
};
use std::collections::BTreeSet;

/// A schema that stands at a place where its type has a name or a use of its own, and that type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Typed {
    /// The place of the schema as it is written. There may be a reference.
    pub place: Pointer,
    /// What the schema is there for.
    pub role: Role,
    /// The way that values of the type go, so that it has no members of the other; none where it has those of both.
    pub direction: Option<ir::Direction>,
    /// The type, as the module of the API would write it: `models::Pet`, `Vec<models::Pet>`. Types of the runtime and of
    /// the standard library's collections stand without a path; those of other crates have theirs.
    pub path: String,
}

/// What the schema of a [`Typed`] is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A schema among the components.
    Component,
    /// The JSON body of a request.
    Request,
    /// The JSON body of an answer.
    Answer,
}

/// The types of all components that are schemas, then of the JSON bodies of all operations, in the document's order.
#[must_use]
pub fn typed(emit: &Emit<'_>) -> Vec<Typed> {
    let components = emit.api.types.iter().filter(|(_, item)| {
        let parent = item.origin.parent();
        parent.is_some_and(|parent| parent.as_str() == "/components/schemas")
    });
    let mut all: Vec<Typed> = components
        .map(|(id, item)| Typed {
            direction: emit.facts.way(id),
            ..entry(emit, &item.origin, Role::Component, &Type::Named(id))
        })
        .collect();
    for (_, operation) in emit.api.operations.iter() {
        if let Some(body) = &operation.body
            && let ir::BodyContent::Plain(ir::Content::Json(ty)) = &body.content
        {
            let place = body.origin.child("schema");
            all.push(entry(emit, &place, Role::Request, ty));
        }
        let mut seen = BTreeSet::new();
        for answer in operation.answers() {
            if let Some((media_type, ir::Content::Json(ty))) = &answer.content {
                let media_type = answer.origin.child("content").child(media_type);
                // An answer without another media type is there again among those in the other one.
                if seen.insert((answer.status, media_type.clone())) {
                    all.push(entry(emit, &media_type.child("schema"), Role::Answer, ty));
                }
            }
        }
    }
    all
}

fn entry(emit: &Emit<'_>, place: &Pointer, role: Role, ty: &Type) -> Typed {
    let path = Place::api().owned(emit, ty).to_string();
    Typed {
        place: place.clone(),
        role,
        direction: match role {
            Role::Component => None,
            Role::Request => Some(ir::Direction::Sent),
            Role::Answer => Some(ir::Direction::Read),
        },
        // Types hold no words that have to stand apart.
        path: path.chars().filter(|c| *c != ' ').collect(),
    }
}
