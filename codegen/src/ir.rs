//! Our own model of an API: data only, in arenas, with every reference resolved.
//!
//! Nothing here knows how the document spelled it, and nothing here knows Rust. Each node keeps
//! the place it came from: diagnostics point there, and names are made of it.
pub mod arena;
pub mod dump;
pub mod header;
pub mod link;
pub mod operations;
pub mod paging;
pub mod part;
pub mod rules;
pub mod server;
pub mod streaming;
pub mod texts;
pub mod types;
pub mod union;
pub mod untyped;
pub mod ways;
pub mod webhook;

pub use arena::{Arena, Id};
pub use header::{Header, HeaderId, ResponseHeader};
pub use link::{Link, Source, Target};
pub use operations::{
    Alternative, Api, Body, BodyContent, Content, FieldEncoding, FlowUrl, Group, Location,
    Operation, OperationId, Parameter, PartKind, QueryText, Requirement, Reserved, Resource,
    Response, Scheme, SchemeFact, SchemeKind, Status, TextStyle, essence, is_told_by_type,
};
pub use paging::{MemberPath, MemberStep, NextPage, Paging, PagingSource};
pub use part::{Kept, Reached};
pub use rules::{Pattern, Rule, Rules};
pub use server::{Server, ServerVariable, completed, is_absolute};
pub use streaming::{Framing, Streaming};
pub use texts::Made;
pub use types::{
    Access, Choice, Deprecation, Detail, Direction, Docs, EnumValue, Fact, Form, Inner,
    IntegerFormat, JsonType, Literal, Member, Nullability, NumberFormat, Presence, StringFormat,
    Struct, Type, TypeDef, TypeId, TypeKind, Unlisted, Values,
};
pub use union::{BASE, Branch, Overlap, Told, ToldBy, Union};
pub use untyped::{Untyped, UntypedCause, UntypedReason, Why};
pub use webhook::{Payload, Webhook};
