//! What became any JSON value, or text or bytes without a structure, and why.
use super::{Api, Type};
use crate::diag::Pointer;
use indexmap::IndexSet;
use std::sync::Arc;

/// A use of a schema that has no type of its own in the output.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Untyped {
    /// The place of the schema; where there is none, of what should have had one.
    pub place: Pointer,
    /// Why it has none.
    pub reason: UntypedReason,
}

/// Why a use of a schema has no type of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UntypedReason {
    /// The schema says nothing, or nothing about the type.
    EmptySchema,
    /// An object whose members are not described: its values.
    FreeForm,
    /// Members beside the declared ones, of which the document says no more than that they may be there.
    OtherMembers,
    /// A list whose items are not described: its items.
    NoItems,
    /// A body without a schema.
    NoSchema,
    /// A required member that is not declared.
    UndeclaredMember,
    /// Nothing but null is a value.
    NullOnly,
    /// No value is one: `not: {}`, or an empty `enum`.
    Nothing,
    /// The listed values have different types.
    MixedValues,
    /// Members beside a union: those of its branches.
    UnionBesideMembers,
    /// Members that `then`, `else` or `dependentSchemas` declare.
    Conditional,
    /// The parts of an `allOf` contradict each other.
    AllOfConflict,
    /// Too many schemas take part in one `allOf`.
    TooManyParts,
    /// Names with patterns, whose values can not be told from those of other names: its values.
    Patterns,
    /// A reference leads nowhere, or out of the documents.
    LostReference,
    /// References lead back to themselves.
    ReferenceCycle,
    /// The schema can not be read.
    Unreadable,
    /// A parameter whose values are not written from a type yet: the caller gives its text.
    ParameterText,
    /// A body of a media type that is not written or read by type yet: text or bytes.
    MediaType,
}

/// Who is the cause that a use of a schema has no type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UntypedCause {
    /// The document means any value.
    Meant,
    /// The document leaves a gap, or contradicts itself.
    Document,
    /// This generator does not make a type of it.
    Generator,
}

impl UntypedReason {
    /// Every reason, in the order of their causes.
    pub const ALL: &[Self] = &[
        Self::EmptySchema,
        Self::FreeForm,
        Self::OtherMembers,
        Self::NoItems,
        Self::NoSchema,
        Self::UndeclaredMember,
        Self::NullOnly,
        Self::Nothing,
        Self::AllOfConflict,
        Self::LostReference,
        Self::ReferenceCycle,
        Self::Unreadable,
        Self::MixedValues,
        Self::UnionBesideMembers,
        Self::Conditional,
        Self::TooManyParts,
        Self::Patterns,
        Self::ParameterText,
        Self::MediaType,
    ];

    /// The name for reports, in kebab-case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EmptySchema => "empty-schema",
            Self::FreeForm => "free-form",
            Self::OtherMembers => "other-members",
            Self::NoItems => "no-items",
            Self::NoSchema => "no-schema",
            Self::UndeclaredMember => "undeclared-member",
            Self::NullOnly => "null-only",
            Self::Nothing => "nothing",
            Self::MixedValues => "mixed-values",
            Self::UnionBesideMembers => "union-beside-members",
            Self::Conditional => "conditional",
            Self::AllOfConflict => "all-of-conflict",
            Self::TooManyParts => "too-many-parts",
            Self::Patterns => "patterns",
            Self::LostReference => "lost-reference",
            Self::ReferenceCycle => "reference-cycle",
            Self::Unreadable => "unreadable",
            Self::ParameterText => "parameter-text",
            Self::MediaType => "media-type",
        }
    }

    /// The reason in words: a clause without a full stop.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::EmptySchema => "the schema says nothing about the type",
            Self::FreeForm => "the members of the object are not described",
            Self::OtherMembers => "members beside the declared ones are of any type",
            Self::NoItems => "the items of the list are not described",
            Self::NoSchema => "the body has no schema",
            Self::UndeclaredMember => "the member is required but not declared",
            Self::NullOnly => "nothing but null is a value",
            Self::Nothing => "no value fits the schema",
            Self::MixedValues => "the listed values have different types",
            Self::UnionBesideMembers => "there is a union beside the members",
            Self::Conditional => "there are members under conditions",
            Self::AllOfConflict => "the parts of the `allOf` contradict each other",
            Self::TooManyParts => "the parts of the `allOf` are too many to merge",
            Self::Patterns => "names with other patterns, or with none, have values of other types",
            Self::LostReference => "the reference leads nowhere",
            Self::ReferenceCycle => "references lead back to themselves",
            Self::Unreadable => "the schema can not be read",
            Self::ParameterText => "the parameter is not written from a type yet",
            Self::MediaType => "the media type is not read or written by type yet",
        }
    }

    /// Who is the cause. What the document means to be any value is no fallback.
    #[must_use]
    pub fn cause(self) -> UntypedCause {
        match self {
            Self::EmptySchema
            | Self::FreeForm
            | Self::OtherMembers
            | Self::NoItems
            | Self::NoSchema => UntypedCause::Meant,
            Self::UndeclaredMember
            | Self::NullOnly
            | Self::Nothing
            | Self::AllOfConflict
            | Self::LostReference
            | Self::ReferenceCycle
            | Self::Unreadable => UntypedCause::Document,
            Self::MixedValues
            | Self::UnionBesideMembers
            | Self::Conditional
            | Self::TooManyParts
            | Self::Patterns
            | Self::ParameterText
            | Self::MediaType => UntypedCause::Generator,
        }
    }
}

/// Why a type is [`Type::Any`]. It is no part of what the type is: all of them are equal.
#[derive(Debug, Clone)]
pub struct Why(Arc<Untyped>);

impl Why {
    /// The schema at a place, and what is with it.
    #[must_use]
    pub fn new(place: Pointer, reason: UntypedReason) -> Self {
        Self(Arc::new(Untyped { place, reason }))
    }

    /// The schema, and what is with it.
    #[must_use]
    pub fn untyped(&self) -> &Untyped {
        &self.0
    }
}

impl PartialEq for Why {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Why {}

impl Api {
    /// Every use of a schema that has no type of its own, each place once: first those of types, then those
    /// of operations.
    #[must_use]
    pub fn untyped(&self) -> Vec<Untyped> {
        let mut found = IndexSet::new();
        let mut add = |ty: &Type| {
            let mut work = vec![ty];
            while let Some(ty) = work.pop() {
                match ty {
                    Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                        work.push(inner);
                    }
                    Type::Tuple(items) => work.extend(items.iter().rev()),
                    Type::Any(why) => {
                        found.insert(why.untyped().clone());
                    }
                    Type::Boolean
                    | Type::Integer(_)
                    | Type::Number(_)
                    | Type::String(_)
                    | Type::Named(_) => {}
                }
            }
        };
        for (_, item) in self.types.iter() {
            item.kind.types().into_iter().for_each(&mut add);
        }
        for (_, operation) in self.operations.iter() {
            operation.bodies().for_each(&mut add);
        }
        found.extend(self.unstructured.iter().cloned());
        found.into_iter().collect()
    }
}
