//! One document in memory: nodes by JSON pointer, references followed, and objects deserialised one at a time.

mod bundle;
mod resolve;
mod shallow;

#[cfg(test)]
mod tests;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Map, Value};

use self::bundle::Bundle;
use super::anchors::Anchors;
use super::files::mount_of;
use super::moves::Moves;
use super::names_of_files;
use super::shape::Kind;
use crate::diag::{Diagnostics, Pointer, member_of};

pub use self::resolve::{KnownTargets, ResolveError};
pub(super) use self::resolve::{Step, reference_of, step};

/// What the names of keywords begin with that `OpenAPI` 3.0 does not have, and that are carried along from documents of
/// other versions: `x-oasmith-prefixItems`.
pub(super) const CARRIED: &str = "x-oasmith-";

/// A document that was read, mended, and is of a supported version.
#[derive(Debug, Clone)]
pub struct Document {
    /// The name of the document's file.
    name: String,
    root: Value,
    version: Version,
    moves: Moves,
    anchors: Anchors,
    bundle: Bundle,
    /// The references that lead to nothing, unless through others: the places of their texts, and the texts.
    unmet: Vec<(Pointer, String)>,
}

/// The version of the specification that a document follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `swagger: 2.0`.
    V20,
    /// `openapi: 3.0.x`.
    V30,
    /// `openapi: 3.1.x`.
    V31,
    /// `openapi: 3.2.x`.
    V32,
}

/// The HTTP methods that a path item can have operations for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `get`
    Get,
    /// `put`
    Put,
    /// `post`
    Post,
    /// `delete`
    Delete,
    /// `options`
    Options,
    /// `head`
    Head,
    /// `patch`
    Patch,
    /// `trace`
    Trace,
    /// `query`, from `OpenAPI` 3.2 on
    Query,
    /// A name below `additionalOperations`, from `OpenAPI` 3.2 on: sent as it is written there.
    Other(String),
}

impl Method {
    /// The name of the method, as it is sent (RFC 9110, section 9.1): those that the specification lists are in capitals.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// The method whose operation stands at a keyword of a path item.
    fn from_keyword(keyword: &str) -> Option<Self> {
        Some(match keyword {
            "get" => Self::Get,
            "put" => Self::Put,
            "post" => Self::Post,
            "delete" => Self::Delete,
            "options" => Self::Options,
            "head" => Self::Head,
            "patch" => Self::Patch,
            "trace" => Self::Trace,
            "query" => Self::Query,
            _ => return None,
        })
    }
}

impl Document {
    pub(super) fn new(
        name: &str,
        root: Value,
        version: Version,
        moves: Moves,
        anchors: Anchors,
    ) -> Self {
        Self {
            name: name.to_owned(),
            root,
            version,
            moves,
            anchors,
            bundle: Bundle::default(),
            unmet: Vec::new(),
        }
    }

    /// The same with places for the parts of other files, given the objects that only references lead to.
    pub(super) fn bundle(mut self, entries: &[(Pointer, Kind)]) -> Self {
        self.bundle = Bundle::new(&self, entries);
        self
    }

    /// The same with the references that lead to nothing, by the places of their texts as they were written.
    pub(super) fn unmet_by(mut self, written: Vec<(Pointer, String)>) -> Self {
        let now = |(at, text): (Pointer, String)| (self.moves.now(&at), text);
        self.unmet = written.into_iter().map(now).collect();
        self
    }

    /// The objects whose `$ref` leads to nothing, unless another reference is on the way, with what it says. They are in
    /// any part of the document, used or not.
    pub fn unmet(&self) -> impl Iterator<Item = (Pointer, &str)> {
        let references = self.unmet.iter();
        // The other texts that lead somewhere are those of a discriminator's mapping.
        let references = references.filter(|(at, _)| at.last().as_deref() == Some("$ref"));
        references.filter_map(|(at, text)| Some((at.parent()?, text.as_str())))
    }

    /// The place of a part of another file that a component, a path or an operation refers to as a whole, or of
    /// something in it. None for all other parts.
    #[must_use]
    pub fn home(&self, at: &Pointer) -> Option<Pointer> {
        self.bundle.home(at)
    }

    /// Where a part would stand if the document were one file.
    #[must_use]
    pub fn bundled(&self, at: &Pointer) -> Pointer {
        self.bundle.place(at)
    }

    /// Where the node that was written at a place stands now.
    #[cfg(test)]
    pub(crate) fn now(&self, written: &Pointer) -> Pointer {
        self.moves.now(written)
    }

    /// Where the node that stands at `pointer` now was written.
    #[must_use]
    pub fn written(&self, pointer: &Pointer) -> Pointer {
        self.moves.written(pointer)
    }

    /// The place where the node that stands at `pointer` now was written, for the text of a message: with the name of
    /// its file where that is another one.
    #[must_use]
    pub fn shown(&self, pointer: &Pointer) -> String {
        let written = self.written(pointer);
        match mount_of(&written) {
            Some((file, inside)) => {
                let file = names_of_files::shown(&self.name, &file);
                format!("{file}{}", inside.to_fragment())
            }
            None => written.to_fragment(),
        }
    }

    /// Replaces the places of findings, which are about the tree as it is now, by those that were written.
    pub fn as_written(&self, diagnostics: &mut Diagnostics) {
        diagnostics.map_pointers(|pointer| self.moves.written(pointer));
    }

    /// The whole tree.
    #[must_use]
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The version of the specification that the document follows.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The node at `pointer`, references not followed. Null where the document held an object that could not be
    /// used.
    #[must_use]
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.find(&self.root)
    }

    /// The member `name` of the object at `at`, references not followed. Null as in [`Document::get`].
    #[must_use]
    pub fn member(&self, at: &Pointer, name: &str) -> Option<&Value> {
        member_of(self.get(at)?.as_object()?, name)
    }

    /// The keyword of another version that the object at `at` carries along: its place and its value.
    #[must_use]
    pub fn carried(&self, at: &Pointer, keyword: &str) -> Option<(Pointer, &Value)> {
        let name = format!("{CARRIED}{keyword}");
        let value = self.member(at, &name)?;
        Some((at.child(&name), value))
    }

    /// Whether an object of the document carries anything along.
    #[must_use]
    pub fn carries(object: &Map<String, Value>) -> bool {
        object.keys().any(|name| name.starts_with(CARRIED))
    }

    /// The names of all that the object at `at` carries along, without what they begin with.
    pub fn all_carried(&self, at: &Pointer) -> impl Iterator<Item = &str> {
        let members = self.get(at).and_then(Value::as_object);
        let names = members.into_iter().flatten();
        names.filter_map(|(name, _)| name.strip_prefix(CARRIED))
    }

    /// Follows the `$ref` at `pointer`, if there is one, to the node that is meant; also through references on the
    /// way. The node at the pointer that is returned exists and holds no `$ref` itself.
    ///
    /// # Errors
    /// When a reference leads nowhere, out of the document, or back to itself.
    pub fn resolve(&self, pointer: &Pointer) -> Result<Pointer, ResolveError> {
        resolve::resolve(self, pointer, &mut KnownTargets::default())
    }

    /// The same as [`Document::resolve`] for a caller that asks for many: each chain is followed once.
    ///
    /// # Errors
    /// When a reference leads nowhere, out of the document, or back to itself.
    pub fn resolve_with(
        &self,
        pointer: &Pointer,
        known: &mut KnownTargets,
    ) -> Result<Pointer, ResolveError> {
        resolve::resolve(self, pointer, known)
    }

    /// The node that a reference of the root document leads to, which may be a reference itself; none where it leads
    /// nowhere or to another file.
    #[must_use]
    pub fn target(&self, reference: &str) -> Option<Pointer> {
        let written = Pointer::parse_fragment(reference)?;
        let now = self.moves.now(&written);
        self.get(&now).is_some().then_some(now)
    }

    /// What the `$ref` at `pointer` says, when there is one.
    #[must_use]
    pub fn reference(&self, pointer: &Pointer) -> Option<&str> {
        self.get(pointer).and_then(resolve::reference_of)
    }

    /// The node that the `$ref` at `pointer` names, which may be a reference itself; none where there is none, or where
    /// it leads nowhere.
    #[must_use]
    pub fn next(&self, pointer: &Pointer) -> Option<Pointer> {
        resolve::target(self, pointer, self.reference(pointer)?).ok()
    }

    /// The node that a reference leads to whose text stands at `at` or below it, such as a value of a discriminator's
    /// `mapping`.
    ///
    /// # Errors
    /// As [`Document::resolve`].
    pub fn follow(&self, at: &Pointer, reference: &str) -> Result<Pointer, ResolveError> {
        let target = resolve::target(self, at, reference)?;
        self.resolve(&target).map_err(|error| match error {
            // The reference that was asked for is the one that leads to nothing.
            ResolveError::Dangling {
                at: of, missing, ..
            } if of == target => ResolveError::Dangling {
                reference: reference.to_owned(),
                at: at.clone(),
                missing,
            },
            ResolveError::Dangling { .. }
            | ResolveError::External { .. }
            | ResolveError::Cycle(_) => error,
        })
    }

    /// The path items in the order of the document: the path template and the place of each, which may hold a
    /// `$ref`.
    #[must_use]
    pub fn paths(&self) -> Vec<(String, Pointer)> {
        let mut paths = self.members(&Pointer::root().child("paths"));
        paths.retain(|(path, _)| path.starts_with('/'));
        paths
    }

    /// The operations of the path item at `path_item`, in the order of the document; those of `additionalOperations`
    /// (`OpenAPI` 3.2) last.
    #[must_use]
    pub fn operations(&self, path_item: &Pointer) -> Vec<(Method, Pointer)> {
        let members = self.members(path_item).into_iter();
        let fixed = members.filter_map(|(key, at)| Some((Method::from_keyword(&key)?, at)));
        let more = self.members(&path_item.child("additionalOperations"));
        let more = more.into_iter().filter(|(name, _)| !name.starts_with("x-"));
        fixed
            .chain(more.map(|(name, at)| (Method::Other(name), at)))
            .collect()
    }

    /// The members of the mapping at `pointer` in the order of the document: the name and the place of each. Empty
    /// when there is no mapping. Members that could not be used are left out, extensions are not.
    #[must_use]
    pub fn members(&self, pointer: &Pointer) -> Vec<(String, Pointer)> {
        let Some(Value::Object(members)) = self.get(pointer) else {
            return Vec::new();
        };
        let usable = members.iter().filter(|(_, member)| !member.is_null());
        usable
            .map(|(name, _)| (name.clone(), pointer.child(name)))
            .collect()
    }
}

/// Objects one at a time, as `openapiv3` has them. All want a resolved pointer: an object that is a `$ref` itself is
/// an error, as is a pointer to nothing. After repair nothing else should be, and still is no reason to panic.
#[allow(clippy::missing_errors_doc, reason = "said once above for all of them")]
impl Document {
    /// The Schema Object at `at`, alone: its child schemas are references to their own places.
    pub fn schema(&self, at: &Pointer) -> Result<openapiv3::Schema, serde_json::Error> {
        self.typed(Kind::Schema, at)
    }

    /// The Parameter Object at `at`, alone.
    pub fn parameter(&self, at: &Pointer) -> Result<openapiv3::Parameter, serde_json::Error> {
        self.typed(Kind::Parameter, at)
    }

    /// The Request Body Object at `at`, alone.
    pub fn request_body(&self, at: &Pointer) -> Result<openapiv3::RequestBody, serde_json::Error> {
        self.typed(Kind::RequestBody, at)
    }

    /// The Response Object at `at`, alone.
    pub fn response(&self, at: &Pointer) -> Result<openapiv3::Response, serde_json::Error> {
        self.typed(Kind::Response, at)
    }

    /// The Header Object at `at`, alone.
    pub fn header(&self, at: &Pointer) -> Result<openapiv3::Header, serde_json::Error> {
        self.typed(Kind::Header, at)
    }

    /// The Link Object at `at`.
    pub fn link(&self, at: &Pointer) -> Result<openapiv3::Link, serde_json::Error> {
        self.typed(Kind::Link, at)
    }

    /// The Example Object at `at`.
    pub fn example(&self, at: &Pointer) -> Result<openapiv3::Example, serde_json::Error> {
        self.typed(Kind::Example, at)
    }

    /// The Media Type Object at `at`, alone.
    pub fn media_type(&self, at: &Pointer) -> Result<openapiv3::MediaType, serde_json::Error> {
        self.typed(Kind::MediaType, at)
    }

    /// The Operation Object at `at`, alone: parameters, body and responses are references to their own places;
    /// callbacks keep their names and lose their content.
    pub fn operation(&self, at: &Pointer) -> Result<openapiv3::Operation, serde_json::Error> {
        self.typed(Kind::Operation, at)
    }

    /// The Path Item Object at `at`, alone: without its operations, which [`Document::operations`] lists.
    pub fn path_item(&self, at: &Pointer) -> Result<openapiv3::PathItem, serde_json::Error> {
        self.typed(Kind::PathItem, at)
    }

    /// The Security Scheme Object at `at`.
    pub fn security_scheme(
        &self,
        at: &Pointer,
    ) -> Result<openapiv3::SecurityScheme, serde_json::Error> {
        self.typed(Kind::SecurityScheme, at)
    }

    /// The Components Object, each component a reference to its own place; empty when there is none.
    pub fn components(&self) -> Result<openapiv3::Components, serde_json::Error> {
        let at = Pointer::root().child("components");
        match self.get(&at) {
            Some(value) => serde_json::from_value(shallow::shallow(Kind::Components, value, &at)),
            None => Ok(openapiv3::Components::default()),
        }
    }

    /// The Info Object.
    pub fn info(&self) -> Result<openapiv3::Info, serde_json::Error> {
        self.typed(Kind::Info, &Pointer::root().child("info"))
    }

    /// The Server Objects of the document; empty when there are none.
    pub fn servers(&self) -> Result<Vec<openapiv3::Server>, serde_json::Error> {
        self.list("servers", Kind::Server)
    }

    /// The Tag Objects of the document; empty when there are none.
    pub fn tags(&self) -> Result<Vec<openapiv3::Tag>, serde_json::Error> {
        self.list("tags", Kind::Tag)
    }

    /// The security requirements of the document; none when it says nothing about them.
    pub fn security(
        &self,
    ) -> Result<Option<Vec<openapiv3::SecurityRequirement>>, serde_json::Error> {
        if self.root.get("security").is_none() {
            return Ok(None);
        }
        self.list("security", Kind::SecurityRequirement).map(Some)
    }

    fn typed<T: DeserializeOwned>(&self, kind: Kind, at: &Pointer) -> Result<T, serde_json::Error> {
        let value = self
            .get(at)
            .ok_or_else(|| serde_json::Error::custom(format!("there is nothing at `{at}`")))?;
        if kind.may_be_reference()
            && kind != Kind::PathItem
            && resolve::reference_of(value).is_some()
        {
            return Err(serde_json::Error::custom(format!(
                "the object at `{at}` is a reference"
            )));
        }
        serde_json::from_value(shallow::shallow(kind, value, at))
    }

    /// The objects of a list at the top of the document, without those that could not be used.
    fn list<T: DeserializeOwned>(
        &self,
        keyword: &str,
        kind: Kind,
    ) -> Result<Vec<T>, serde_json::Error> {
        let at = Pointer::root().child(keyword);
        let items = self
            .get(&at)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate();
        let usable = items.filter(|(_, item)| !item.is_null());
        usable
            .map(|(index, item)| {
                serde_json::from_value(shallow::shallow(kind, item, &at.index(index)))
            })
            .collect()
    }
}
