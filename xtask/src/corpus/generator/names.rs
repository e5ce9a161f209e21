//! What is everything called? The names of types, operations and resources, by what they are names of.
use super::folder;
use crate::corpus::{protocol::Job, stability::Named};
use oasmith::{
    ApiOptions,
    diag::Diagnostics,
    ir::{Access, Api, Direction, Form, Operation, TypeDef, TypeKind},
    lower,
    names::{self, Home, Names},
    source::{self, Files},
};

/// All names of a document; none when it can not be read.
pub(super) fn names(job: &Job, bytes: &[u8], options: &ApiOptions) -> Vec<Named> {
    let mut diagnostics = Diagnostics::new();
    let files = folder(job);
    let (_, document) = source::open(
        &job.name,
        bytes,
        files.as_ref().map(|files| files as &dyn Files),
        &mut diagnostics,
    );
    let Some(document) = document else {
        return Vec::new();
    };
    let api = lower::lower(&document, options, &mut diagnostics);
    let names = names::name(&api, options);
    let sent = api.reached(Direction::Sent, TypeKind::named);
    let read = api.reached(Direction::Read, TypeKind::named);
    let types = api.types.iter().map(|(id, ty)| {
        let name = names.of_type(id);
        // Two types can be of one schema: what is sent of it, and what is read.
        let form = match ty.form {
            Form::Plain => "",
            Form::Sent(_) => "sent",
        };
        Named {
            route: form.to_owned(),
            ways: ways(&api, ty, (sent.contains(&id), read.contains(&id))).to_owned(),
            ..named(
                ty.origin.as_str(),
                home(&names, name.home),
                &[name.ident.as_str()],
            )
        }
    });
    let operations = api.operations.iter().map(|(id, operation)| {
        let name = names.operation(id);
        let idents = [
            name.ident.as_str(),
            name.method.as_str(),
            name.error.as_str(),
            name.output.as_str(),
        ];
        Named {
            route: format!("{} {}{}", operation.method, operation.path, body(operation)),
            ..named(
                operation.origin.as_str(),
                home(&names, Home::Resource(name.resource)),
                &idents,
            )
        }
    });
    let resources = names.resources.iter().map(|resource| {
        let idents = [
            resource.module.as_str(),
            resource.ident.as_str(),
            resource.accessor.as_str(),
        ];
        named(
            &format!("resource {}", resource.module.as_str()),
            resource.module.as_str().to_owned(),
            &idents,
        )
    });
    types.chain(operations).chain(resources).collect()
}

/// The ways that a type goes, in words, where its members follow from them.
fn ways(api: &Api, ty: &TypeDef, goes: (bool, bool)) -> &'static str {
    let goes_one_way = match &ty.kind {
        TypeKind::Struct(object) => object
            .members
            .iter()
            .any(|member| member.access != Access::Both),
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
    };
    let is_sent = |form: Form| form != Form::Plain;
    let mut held = ty.kind.named().into_iter();
    if !goes_one_way && !is_sent(ty.form) && !held.any(|id| is_sent(api.types[id].form)) {
        return "";
    }
    match goes {
        (true, true) => "sent and read",
        (true, false) => "sent",
        (false, true) => "read",
        (false, false) => "unused",
    }
}

/// An operation that can send bodies of several kinds is there once for each.
fn body(operation: &Operation) -> String {
    match (&operation.other_body_of, &operation.body) {
        (Some(_), Some(body)) => format!(" with {}", body.media_type),
        (Some(_) | None, _) => String::new(),
    }
}

fn named(origin: &str, home: String, idents: &[&str]) -> Named {
    Named {
        origin: origin.to_owned(),
        route: String::new(),
        home,
        ways: String::new(),
        idents: idents.iter().map(|&ident| ident.to_owned()).collect(),
    }
}

fn home(names: &Names, home: Home) -> String {
    match home {
        Home::Model(index) => {
            let module = names
                .models
                .get(index)
                .map_or("", |model| model.module.as_str());
            format!("models/{module}")
        }
        Home::Resource(index) => names
            .resources
            .get(index)
            .map_or("", |resource| resource.module.as_str())
            .to_owned(),
    }
}
