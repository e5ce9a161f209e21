//! From the document as written to our own model: the only module that sees both.
//!
//! Every schema is reached through its place. A place that a `$ref` names gets an item of its own and
//! is lowered from a work list, so that a chain of references costs no stack; what stands inline is
//! lowered where it stands.
mod all_of;
mod alternatives;
mod api;
mod beside;
mod body;
mod branches;
mod bundle;
mod carried;
mod companions;
mod components;
mod constraints;
mod copies;
mod directions;
mod discriminator;
mod distributed;
mod docs;
mod ecma;
mod enumeration;
mod foreign;
mod form;
mod formats;
mod groups;
mod growing;
mod header;
mod json_type;
mod keywords;
mod link;
mod narrowed;
mod nested;
mod nullability;
mod operation;
mod overlap;
mod paging;
mod parameter;
mod part;
mod patterns;
mod prune;
mod response;
mod rules;
mod schema;
mod security;
mod server;
mod streams;
mod style;
mod subtypes;
mod tags;
mod template;
mod tuple;
mod union;
mod unknown;
mod values;
mod webhook;

#[cfg(test)]
mod tests;

use crate::{
    config::{ApiOptions, Enums},
    diag::{Code, Diagnostic, Diagnostics, Place, Pointer, nearest},
    ir::{
        Api, Docs, Form, Group, JsonType, Member, Nullability, Rules, Type, TypeDef, TypeId,
        TypeKind, Unlisted, Untyped, UntypedReason, Why,
    },
    source::{Document, KnownTargets, ResolveError},
};
use indexmap::{IndexMap, IndexSet};
use keywords::Keywords;
use std::rc::Rc;

pub use formats::known as known_formats;
pub use part::{Part, report_left_out};

/// How many inline schemas are lowered inside each other; what is deeper waits in the work list, so
/// that a chain of `allOf` costs no stack.
const INLINE_DEPTH: usize = 64;

/// How deep lists and maps are written inside each other; what is deeper has a name, since each level costs the
/// parser of the output, and compilers, a good part of a stack.
const PLAIN_DEPTH: usize = 16;

/// How many schemas are kept with their keywords.
const MOST_KEPT: usize = 10_000;

/// How many names are compared with misspelled ones, for the hints of a whole document: each of many missing names
/// would be compared with each of as many others.
const MOST_COMPARED: usize = 1_000_000;

/// How many places of a circle of references are shown.
const SHOWN_OF_CYCLE: usize = 8;

/// Lowers a whole document. What it can not express is reported, and has a fallback.
pub fn lower(document: &Document, options: &ApiOptions, diagnostics: &mut Diagnostics) -> Api {
    let mut lowerer = Lowerer {
        document,
        options,
        diagnostics,
        api: Api {
            unlisted: match options.enums {
                Enums::Open => Unlisted::Kept,
                Enums::Closed => Unlisted::Refused,
            },
            ..Api::default()
        },
        ids: IndexMap::new(),
        groups: IndexMap::new(),
        headers: header::Headers::default(),
        pending: Vec::new(),
        open: IndexSet::new(),
        nullable: IndexSet::new(),
        reported: IndexSet::new(),
        targets: KnownTargets::default(),
        parts: IndexMap::new(),
        too_large: IndexSet::new(),
        declared_by_others: IndexSet::new(),
        members: IndexMap::new(),
        merging: overlap::Merging::default(),
        checked: IndexSet::new(),
        beside: IndexMap::new(),
        keywords: IndexMap::new(),
        patterns: IndexMap::new(),
        json_types: IndexMap::new(),
        declared: IndexMap::new(),
        heirs: None,
        bases: IndexMap::new(),
        compared: 0,
        copies: copies::Copies::of(document.root()),
        sendable: IndexSet::new(),
        shared_security: None,
        received: IndexSet::new(),
        by_transport: IndexSet::new(),
        scoped: IndexSet::new(),
        unsendable: IndexSet::new(),
        paging: paging::Hints::default(),
    };
    lowerer.document();
    lowerer.forgive_undeclared();
    let Lowerer {
        mut api,
        nullable,
        diagnostics,
        paging,
        ..
    } = lowerer;
    nullability::settle(&mut api, &nullable);
    nested::settle(&mut api);
    bundle::settle(&mut api, &|at| document.home(at));
    let folded = prune::fold(&mut api);
    header::merge(&mut api);
    directions::settle(&mut api);
    prune::prune(&mut api, &folded);
    bundle::settle(&mut api, &|at| Some(document.bundled(at)));
    paging::settle(&mut api, options, &paging, diagnostics);
    api
}

/// The state of lowering one document.
struct Lowerer<'d> {
    document: &'d Document,
    options: &'d ApiOptions,
    diagnostics: &'d mut Diagnostics,
    api: Api,
    /// The items, by the place of their schema.
    ids: IndexMap<Pointer, TypeId>,
    /// The groups of operations, by their tags.
    groups: IndexMap<Group, usize>,
    /// The headers of answers.
    headers: header::Headers,
    /// Items whose schema has not been looked at.
    pending: Vec<(Pointer, TypeId)>,
    /// The inline schemas that are being lowered, the outermost first.
    open: IndexSet<Pointer>,
    /// Items whose schema allows `null`; the uses learn of it when all are known.
    nullable: IndexSet<TypeId>,
    /// What was reported of schemas, which can be visited more than once.
    reported: IndexSet<(Code, Place, String)>,
    /// Where long chains of references lead.
    targets: KnownTargets,
    /// The schemas that take part in an `allOf`, by the place of the part.
    parts: IndexMap<Pointer, Option<all_of::Part>>,
    /// The schemas whose `allOf` has too many parts.
    too_large: IndexSet<Pointer>,
    /// Where a schema requires a member that it may not declare itself, and a part of the same `allOf` does.
    declared_by_others: IndexSet<Pointer>,
    /// The members that were lowered, by the place of their schema: heirs have them too.
    members: IndexMap<Pointer, Member>,
    /// The members that several parts of an `allOf` declare as objects.
    merging: overlap::Merging,
    /// The schemas whose keywords were checked against each other.
    checked: IndexSet<Pointer>,
    /// What is taken from beside the references at these places, and on their way.
    beside: IndexMap<Pointer, Nullability>,
    /// The keywords of the schemas that were looked at last: unions look at their branches many times.
    keywords: IndexMap<Pointer, Option<Rc<Keywords>>>,
    /// Regular expressions in the words of Rust, or why there are none, by what the document says.
    patterns: IndexMap<String, Result<String, String>>,
    /// The JSON types of branches, by the place of their schema.
    json_types: IndexMap<Pointer, Option<JsonType>>,
    /// Which schemas declare the member of a discriminator.
    declared: IndexMap<(Pointer, String), discriminator::Declared>,
    /// The components by the schemas in their `allOf`, once somebody asks.
    heirs: Option<Rc<IndexMap<Pointer, Vec<Pointer>>>>,
    /// The items of what schemas with subtypes declare themselves.
    bases: IndexMap<Pointer, TypeId>,
    /// How many names were compared with misspelled ones.
    compared: usize,
    /// What may stand in several types and operations.
    copies: copies::Copies,
    /// Security schemes that requests can carry.
    sendable: IndexSet<String>,
    /// What operations ask for that say nothing about it.
    shared_security: Option<security::Asked>,
    /// The callbacks and path items of requests that come in, which several operations can refer to.
    received: IndexSet<Pointer>,
    /// Security schemes that the transport satisfies.
    by_transport: IndexSet<String>,
    /// Security schemes that have scopes.
    scoped: IndexSet<String>,
    /// Security schemes that no request can carry.
    unsendable: IndexSet<String>,
    /// What the document says of the pages of operations, apart from parameters and bodies.
    paging: paging::Hints,
}

/// What a schema turns out to be.
enum Shape {
    /// A type that needs no item of its own.
    Plain(Type),
    /// An item.
    Item(TypeKind),
    /// An item whose schema allows `null`.
    NullableItem(TypeKind),
}

/// Any JSON value, in the place of the schema at a place.
fn any(at: &Pointer, reason: UntypedReason) -> Type {
    Type::Any(Why::new(at.clone(), reason))
}

impl Shape {
    fn nullable(self) -> Self {
        match self {
            Self::Plain(ty) => Self::Plain(ty.nullable()),
            Self::Item(kind) | Self::NullableItem(kind) => Self::NullableItem(kind),
        }
    }
}

impl Lowerer<'_> {
    /// The type of the schema at a place, which may hold a reference.
    fn type_at(&mut self, at: &Pointer) -> Type {
        match self.resolved(at) {
            Err(reason) => any(at, reason),
            Ok(target) if target == *at => self.inline(at),
            Ok(target) => {
                let ty = Type::Named(self.item(&target));
                match self.beside_references(at) {
                    Nullability::Nullable => ty.nullable(),
                    Nullability::NotNull => ty,
                }
            }
        }
    }

    /// The item for a place that a reference names.
    fn item(&mut self, at: &Pointer) -> TypeId {
        if let Some(id) = self.ids.get(at) {
            return *id;
        }
        let id = self.reserve(at);
        self.pending.push((at.clone(), id));
        id
    }

    fn reserve(&mut self, at: &Pointer) -> TypeId {
        let id = self.api.types.push(TypeDef {
            origin: at.clone(),
            form: Form::Plain,
            docs: Docs::default(),
            rules: Rules::default(),
            // What it stays if the schema can not be read.
            kind: TypeKind::Alias(any(at, UntypedReason::Unreadable)),
        });
        self.ids.insert(at.clone(), id);
        id
    }

    /// Lowers the schemas that are still to be looked at.
    fn drain(&mut self) {
        while let Some((at, id)) = self.pending.pop() {
            if let Some(keywords) = self.keywords(&at) {
                let shape = self.shape(&at, &keywords);
                self.fill(id, &at, &keywords, shape);
            }
        }
    }

    /// A schema that stands where it is used: plain types stay plain.
    fn inline(&mut self, at: &Pointer) -> Type {
        if let Some(id) = self.ids.get(at) {
            return Type::Named(*id);
        }
        let Some(keywords) = self.keywords(at) else {
            return any(at, UntypedReason::Unreadable);
        };
        if self.open.len() >= INLINE_DEPTH {
            return Type::Named(self.item(at));
        }
        if !self.open.insert(at.clone()) {
            // An `allOf` includes the object that holds it; only an item can hold itself.
            return Type::Named(self.reserve(at));
        }
        let shape = self.shape(at, &keywords);
        self.open.pop();
        if let Some(id) = self.ids.get(at).copied() {
            // Something inside names it, so that it is an item, and need not be looked at again.
            self.pending.retain(|(_, other)| *other != id);
            self.fill(id, at, &keywords, shape);
            return Type::Named(id);
        }
        match shape {
            Shape::Plain(ty) if !is_deep(&ty) => ty,
            shape @ (Shape::Plain(_) | Shape::Item(_) | Shape::NullableItem(_)) => {
                let id = self.reserve(at);
                self.fill(id, at, &keywords, shape);
                Type::Named(id)
            }
        }
    }

    /// The shape of a schema that stands for the one it is part of.
    fn shape_at(&mut self, at: &Pointer) -> Shape {
        match self.resolve(at) {
            Some(target) if target == *at => match self.keywords(at) {
                Some(keywords) => self.shape(at, &keywords),
                None => Shape::Plain(any(at, UntypedReason::Unreadable)),
            },
            Some(_) | None => Shape::Plain(self.type_at(at)),
        }
    }

    fn fill(&mut self, id: TypeId, at: &Pointer, keywords: &Keywords, shape: Shape) {
        let kind = match shape {
            Shape::Plain(ty) => {
                let (ty, nullability) = ty.split_null();
                if nullability == Nullability::Nullable {
                    self.nullable.insert(id);
                }
                TypeKind::Alias(ty)
            }
            Shape::Item(kind) => kind,
            Shape::NullableItem(kind) => {
                self.nullable.insert(id);
                kind
            }
        };
        self.api.types[id].rules = self.rules_of_item(std::slice::from_ref(at), &kind);
        self.api.types[id].kind = kind;
        self.api.types[id].docs = self.docs_of(at, keywords);
    }

    /// The keywords of the schema at a place that holds no reference.
    fn keywords(&mut self, at: &Pointer) -> Option<Rc<Keywords>> {
        if let Some(known) = self.keywords.get(at) {
            return known.clone();
        }
        let keywords = match self.document.schema(at) {
            Ok(schema) => {
                let keywords = Keywords::new(schema, self.document, at);
                Some(Rc::new(self.without_checked(at, keywords)))
            }
            Err(cause) => {
                self.unreadable(at, "schema", &cause);
                None
            }
        };
        if self.keywords.len() >= MOST_KEPT {
            self.keywords.clear();
        }
        self.keywords.insert(at.clone(), keywords.clone());
        keywords
    }

    /// The one of some names that was probably meant by another; none once enough were compared.
    fn nearest<'n>(
        &mut self,
        name: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<&'n str> {
        self.compared = self.compared.saturating_add(known.clone().count());
        if self.compared > MOST_COMPARED {
            return None;
        }
        nearest(name, known)
    }

    /// Follows the reference at a place. One that leads nowhere is reported where it stands.
    fn resolve(&mut self, at: &Pointer) -> Option<Pointer> {
        self.resolved(at).ok()
    }

    /// The same, with what to say of a type that is not found.
    fn resolved(&mut self, at: &Pointer) -> Result<Pointer, UntypedReason> {
        // Where a schema was read that is no reference, there is nothing to follow.
        if matches!(self.keywords.get(at), Some(Some(_))) {
            return Ok(at.clone());
        }
        let resolved = self.document.resolve_with(at, &mut self.targets);
        resolved.map_err(|error| self.unresolved(at, error))
    }

    /// References that nothing looked up are known to be lost too.
    fn unmet_references(&mut self) {
        let document = self.document;
        for (at, text) in document.unmet() {
            if let Err(error) = document.follow(&at, text) {
                self.unresolved(&at, error);
            }
        }
    }

    /// Reports a reference on the way from a place that can not be followed, and gives what to say of a type for it.
    fn unresolved(&mut self, at: &Pointer, error: ResolveError) -> UntypedReason {
        let mut reason = UntypedReason::LostReference;
        let diagnostic = match error {
            // The object itself could not be used, which was reported when it was read.
            ResolveError::Dangling { at: of, .. }
                if of == *at && self.document.reference(at).is_none() =>
            {
                return UntypedReason::Unreadable;
            }
            ResolveError::Dangling {
                reference,
                at,
                missing,
            } => {
                let message = format!("`{reference}` leads nowhere");
                let names_anchor = reference
                    .split_once('#')
                    .is_some_and(|(_, name)| !name.is_empty() && !name.starts_with('/'));
                let code = if names_anchor {
                    Code::UnresolvedAnchor
                } else {
                    Code::UnresolvedReference
                };
                let diagnostic = Diagnostic::new(code, at.child("$ref"), message);
                if self.is_reported(&diagnostic) {
                    return reason;
                }
                let document = self.document;
                let nearest = missing.and_then(|(parent, name)| {
                    let members = document.get(&parent)?.as_object()?;
                    let others = members.keys().map(String::as_str);
                    self.nearest(&name, others.filter(|other| *other != name))
                });
                match nearest {
                    Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
                    None => diagnostic,
                }
            }
            // Reported when the document was read.
            ResolveError::External { .. } => return reason,
            ResolveError::Cycle(places) => {
                reason = UntypedReason::ReferenceCycle;
                let more = places.len() > SHOWN_OF_CYCLE;
                let places = places.iter().take(SHOWN_OF_CYCLE);
                // In quotes, so that the findings of one circle are told to be alike.
                let places: Vec<_> = places
                    .map(|place| format!("`{}`", self.document.shown(place)))
                    .collect();
                let message = format!(
                    "references lead back to themselves: {}{}",
                    places.join(" -> "),
                    if more { " -> …" } else { "" }
                );
                Diagnostic::new(Code::ReferenceCycle, at, message)
                    .hint("one of them has to be replaced by what is meant")
            }
        };
        self.report(diagnostic);
        reason
    }

    /// Something that is text or bytes to the caller, though the document says more of it.
    fn unstructured(&mut self, at: &Pointer, reason: UntypedReason) {
        self.api.unstructured.push(Untyped {
            place: at.clone(),
            reason,
        });
    }

    fn unreadable(&mut self, at: &Pointer, what: &str, cause: &serde_json::Error) {
        let message = format!("this {what} can not be read: {cause}");
        self.report(Diagnostic::new(Code::WrongType, at, message).label("left out"));
    }

    /// A schema inside a part of an `allOf` may require what that of another part declares. By itself it is looked at
    /// before the two are known to be one.
    fn forgive_undeclared(&mut self) {
        let declared = &self.declared_by_others;
        let is_component = |at: &Pointer| {
            let schema = at.parent().and_then(|list| list.parent());
            schema.is_some_and(|schema| prune::is_component(&schema))
        };
        self.diagnostics.retain(|found| {
            let Place::Pointer { pointer, .. } = &found.place else {
                return true;
            };
            found.code != Code::UndeclaredProperty
                || !declared.contains(pointer)
                || is_component(pointer)
        });
    }

    /// Reports a finding once, however often its place is visited.
    fn report(&mut self, diagnostic: Diagnostic) {
        if self.reported.insert(identity(&diagnostic)) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn is_reported(&self, diagnostic: &Diagnostic) -> bool {
        self.reported.contains(&identity(diagnostic))
    }
}

/// What two reports of one finding have in common.
fn identity(diagnostic: &Diagnostic) -> (Code, Place, String) {
    let Diagnostic {
        code,
        place,
        message,
        ..
    } = diagnostic;
    (*code, place.clone(), message.clone())
}

/// Whether as many lists and maps stand inside each other as are written without a name.
fn is_deep(ty: &Type) -> bool {
    depth(ty) >= PLAIN_DEPTH
}

/// How many lists, maps and tuples stand inside each other. Each of them was measured when it was made, so that there
/// are few.
fn depth(ty: &Type) -> usize {
    match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => 1 + depth(inner),
        Type::Tuple(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Type::Any(_)
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Named(_) => 0,
    }
}
