//! Operations: everything between a path template and the answers of a server.
use super::{Lowerer, parameter::is_token, security::Asked, template::Templates};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer, nearest},
    ir::{Body, Deprecation, Docs, Fact, Group, Operation, OperationId, Parameter},
    source::Method,
};
use indexmap::{IndexMap, IndexSet};

/// What the operations of a path item have in common.
struct Shared {
    parameters: Vec<Pointer>,
    /// The texts for operations that have none of their own.
    summary: Option<String>,
    description: Option<String>,
    /// The server for operations that have none of their own.
    server: Option<String>,
}

impl Lowerer<'_> {
    pub(super) fn operations(&mut self) {
        let mut ids: IndexMap<String, Pointer> = IndexMap::new();
        let mut templates = Templates::default();
        for (path, at) in self.document.paths() {
            let Some(target) = self.resolve(&at) else {
                continue;
            };
            if self.is_too_long(&path, &at) {
                continue;
            }
            self.check_template(&path, &at, &mut templates);
            let items = self.path_items(&at, &target);
            let Some(shared) = self.shared(&at, &items) else {
                continue;
            };
            for (method, at) in self.usable_operations(&items) {
                self.operation(&path, &method, &at, &shared, &mut ids);
                self.drain();
            }
        }
        self.group_by_paths();
        self.unmatched_names();
    }

    /// What the operations of a path have in common: of what its item refers to, and of what stands beside that
    /// reference.
    fn shared(&mut self, at: &Pointer, items: &[Pointer]) -> Option<Shared> {
        if let Some(Err(cause)) = items.first().map(|item| self.document.path_item(item)) {
            self.unreadable(at, "path item", &cause);
            return None;
        }
        let mut server = None;
        for item in items {
            let servers = self.document.path_item(item).map(|item| item.servers);
            server = self
                .own_server(item, servers.unwrap_or_default())
                .or(server);
        }
        let parameters = items.iter().flat_map(|item| self.parameter_places(item));
        let nearest: Vec<Pointer> = items.iter().rev().cloned().collect();
        let text = |keyword| self.nearest_text(&nearest, keyword).map(str::to_owned);
        Some(Shared {
            parameters: parameters.collect(),
            summary: text("summary"),
            description: text("description"),
            server,
        })
    }

    /// Names that were configured for operations which are not there: a typo, or an API that changed.
    fn unmatched_names(&mut self) {
        let operations = self.api.operations.iter();
        let known: IndexSet<String> = operations.map(|(_, operation)| operation.key()).collect();
        for configured in self.options.operation_names.keys() {
            if known.contains(configured) {
                continue;
            }
            let message = format!("a name is configured for `{configured}`, which is no operation");
            let diagnostic = Diagnostic::new(Code::UnmatchedName, Place::File, message);
            let nearest = nearest(configured, known.iter().map(String::as_str));
            self.diagnostics.push(match nearest {
                Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
                None => diagnostic,
            });
        }
    }

    /// The operations of a path, which several items may make up, whose methods can be sent.
    fn usable_operations(&mut self, items: &[Pointer]) -> Vec<(Method, Pointer)> {
        let mut usable: Vec<(Method, Pointer)> = Vec::new();
        let operations = items.iter().flat_map(|item| self.document.operations(item));
        let operations: Vec<(Method, Pointer)> = operations.collect();
        for (method, at) in operations {
            let name = method.name();
            let why = if usable.iter().any(|(known, _)| known.name() == name) {
                "the path has an operation of this method"
            } else if !is_token(name) {
                "it is no token (RFC 9110, section 5.6.2)"
            } else if name == "CONNECT" {
                "it asks a proxy for a tunnel, and has no path"
            } else {
                usable.push((method, at));
                continue;
            };
            let message = format!("the method {name:?} can not be sent: {why}");
            self.report(
                Diagnostic::new(Code::UnusableMethod, Place::key(at), message)
                    .label("this operation is left out"),
            );
        }
        usable
    }

    fn operation(
        &mut self,
        path: &str,
        method: &Method,
        at: &Pointer,
        shared: &Shared,
        ids: &mut IndexMap<String, Pointer>,
    ) {
        let Some(at) = &self.resolve(at) else {
            return;
        };
        if self.copies_of_operation(at, &shared.parameters).is_err() {
            let message = format!(
                "`{} {path}` repeats too much of other operations",
                method.name()
            );
            return self.report_copies(Place::key(at.clone()), &message, "left out");
        }
        let operation = match self.document.operation(at) {
            Ok(operation) => operation,
            Err(cause) => return self.unreadable(at, "operation", &cause),
        };
        let openapiv3::Operation {
            tags,
            summary,
            description,
            external_docs,
            operation_id,
            parameters: _,
            request_body,
            responses: _,
            callbacks: _,
            deprecated,
            security,
            servers,
            extensions: _,
        } = operation;
        let (callbacks, carried) = self.callbacks(at);
        let server = match servers.as_slice() {
            [] => shared.server.clone(),
            _ => self.own_server(at, servers),
        };
        let own = self.parameter_places(at);
        let parameters = self.parameters(at, path, &shared.parameters, &own);
        let bodies = request_body.map(|_| self.bodies(&at.child("requestBody"), method));
        let answers = self.responses(&at.child("responses"), method);
        let method = method.name();
        let Asked {
            alternatives: security,
            scopes,
        } = self.requirements(at, security);
        let operation_id = self.operation_id(at, method, path, operation_id, ids);
        let operation = Operation {
            origin: at.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            operation_id,
            other_body_of: None,
            docs: Docs {
                summary: summary.or_else(|| shared.summary.clone()),
                description: description.or_else(|| shared.description.clone()),
                facts: external_docs
                    .map(|docs| Fact::ExternalDocs(docs.url, docs.description))
                    .into_iter()
                    .collect(),
                deprecation: Deprecation::from(deprecated),
                ..Docs::default()
            },
            parameters,
            body: None,
            successes: answers.successes,
            alternatives: answers.alternatives,
            streaming: answers.streaming,
            paging: None,
            failures: answers.failures,
            callbacks,
            carried,
            security,
            scopes,
            server,
        };
        self.report_more_tags(at, &tags);
        let group = tags.into_iter().next().map_or(Group::Untagged, Group::Tag);
        let id = self.push_with(&operation, bodies.unwrap_or_default(), &group);
        self.note_paging(id, at);
    }

    /// An operation with its body, and the same for each body of another kind.
    fn push_with(
        &mut self,
        operation: &Operation,
        bodies: Vec<(Body, Vec<Parameter>)>,
        group: &Group,
    ) -> OperationId {
        let mut bodies = bodies.into_iter();
        let id = self.push(with_body(operation.clone(), bodies.next()), group);
        for body in bodies {
            let other = Operation {
                other_body_of: Some(id),
                alternatives: Vec::new(),
                streaming: None,
                callbacks: Vec::new(),
                ..with_body(operation.clone(), Some(body))
            };
            self.push(other, group);
        }
        id
    }

    fn push(&mut self, operation: Operation, group: &Group) -> OperationId {
        let id = self.api.operations.push(operation);
        self.assign(id, group);
        id
    }

    fn report_more_tags(&mut self, at: &Pointer, tags: &[String]) {
        let mut seen = IndexSet::new();
        for (index, tag) in tags.iter().enumerate() {
            let place = at.child("tags").index(index);
            if !seen.insert(tag) {
                let message = format!("the operation has the tag `{tag}` twice");
                self.report(
                    Diagnostic::new(Code::DuplicateTag, place, message).label("once is enough"),
                );
                continue;
            }
            if index == 0 {
                continue;
            }
            let message = format!("the tag `{tag}` has no effect, since it is not the first");
            self.report(
                Diagnostic::new(Code::UnusedTag, place, message)
                    .label("operations are in the group of their first tag alone"),
            );
        }
    }

    /// The `operationId`, if it is there and names this operation alone.
    fn operation_id(
        &mut self,
        at: &Pointer,
        method: &str,
        path: &str,
        operation_id: Option<String>,
        ids: &mut IndexMap<String, Pointer>,
    ) -> Option<String> {
        let place = at.child("operationId");
        let Some(operation_id) = operation_id.filter(|id| !id.trim().is_empty()) else {
            if !self
                .options
                .operation_names
                .contains_key(&format!("{method} {path}"))
            {
                let message = format!("`{method} {path}` has no `operationId`");
                self.report(
                    Diagnostic::new(Code::MissingOperationId, Place::key(at.clone()), message)
                        .label("named from its method and path")
                        .hint("add an `operationId`, or name it in the configuration"),
                );
            }
            return None;
        };
        if let Some(first) = ids.get(&operation_id) {
            let message = format!("the operationId `{operation_id}` is used twice");
            let first = first
                .parent()
                .map(|at| self.document.shown(&at))
                .unwrap_or_default();
            self.report(
                Diagnostic::new(Code::DuplicateOperationId, &place, message)
                    .label("this operation is named from its method and path")
                    .hint(format!("the other one is {first}")),
            );
            return None;
        }
        ids.insert(operation_id.clone(), place);
        Some(operation_id)
    }
}

/// An operation that sends a body, the parts of which are parameters.
fn with_body(mut operation: Operation, body: Option<(Body, Vec<Parameter>)>) -> Operation {
    let (body, parts) = body.unzip();
    operation.body = body;
    operation.parameters.extend(parts.into_iter().flatten());
    operation
}
