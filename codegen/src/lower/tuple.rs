//! Lists: of one type, or with items that are described one by one.
use super::{Lowerer, Shape, any, keywords::Keywords};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{Member, Presence, Struct, Type, TypeKind, UntypedReason},
};

/// How many items a tuple of Rust has at most: serde and the standard library know no longer ones. A longer list gets an
/// item of its own, as do those that are not always of the same length.
const MOST_ITEMS: usize = 12;

/// The items after those that are described one by one.
enum Others {
    /// There are none.
    None,
    /// They are of this type.
    Typed(Type),
    /// The document says nothing of them, so there may be any.
    Unsaid,
}

impl Lowerer<'_> {
    /// A schema of a list.
    pub(super) fn list(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let mut items = self.described_items(at, keywords);
        if items.is_empty() {
            let item = match &keywords.items {
                Some(items) => self.type_at(items),
                None => any(at, UntypedReason::NoItems),
            };
            return Shape::Plain(Type::Array(Box::new(item)));
        }
        let others = self.other_items(at, keywords, items.len());
        if let Some(item) = one_type(&items, &others) {
            self.report_described(at);
            return Shape::Plain(Type::Array(Box::new(item)));
        }
        let least = keywords.item_count.0.unwrap_or(0);
        let is_fixed = matches!(others, Others::None) && least >= items.len();
        if is_fixed && items.len() <= MOST_ITEMS {
            return Shape::Plain(Type::Tuple(items.iter().map(type_of).collect()));
        }
        for item in items.iter_mut().take(least) {
            item.presence = item.presence.required();
        }
        Shape::Item(TypeKind::Tuple(Struct {
            members: items,
            rest: match others {
                Others::None => None,
                Others::Typed(ty) => Some(ty),
                Others::Unsaid => Some(any(at, UntypedReason::NoItems)),
            },
        }))
    }

    /// The items that have a schema each: those before one that no value fits, and no more than there may be items.
    fn described_items(&mut self, at: &Pointer, keywords: &Keywords) -> Vec<Member> {
        if keywords.carried.prefix_items == 0 {
            return Vec::new();
        }
        let Some((list, _)) = self.document.carried(at, "prefixItems") else {
            return Vec::new();
        };
        let most = keywords.item_count.1.unwrap_or(usize::MAX);
        let mut items = Vec::new();
        for index in 0..keywords.carried.prefix_items.min(most) {
            let place = list.index(index);
            if self.allows_nothing(&place) {
                break;
            }
            items.push(self.member(&index.to_string(), place));
        }
        items
    }

    fn other_items(&mut self, at: &Pointer, keywords: &Keywords, described: usize) -> Others {
        let unevaluated = self.document.carried(at, "unevaluatedItems");
        let ends_early = described < keywords.carried.prefix_items;
        let is_full = keywords.item_count.1.is_some_and(|most| most <= described);
        match &keywords.items {
            _ if ends_early || is_full => Others::None,
            Some(items) if self.allows_nothing(items) => Others::None,
            Some(items) => Others::Typed(self.type_at(items)),
            None if unevaluated.is_some_and(|(_, value)| *value == false) => Others::None,
            None => Others::Unsaid,
        }
    }

    fn report_described(&mut self, at: &Pointer) {
        if let Some((list, _)) = self.document.carried(at, "prefixItems") {
            let message = "the items of this list are described one by one, and have one type";
            self.report(
                Diagnostic::new(Code::PrefixItems, Place::key(list), message)
                    .label("read as a list of any length"),
            );
        }
    }
}

/// The type of an item that is there.
fn type_of(item: &Member) -> Type {
    match item.presence {
        Presence::Required | Presence::Optional => item.ty.clone(),
        Presence::RequiredNullable | Presence::OptionalNullable => item.ty.clone().nullable(),
    }
}

/// The one type of all items, if it is one. Where nothing is said of further items, they are taken to be alike.
fn one_type(items: &[Member], others: &Others) -> Option<Type> {
    let mut types = items.iter().map(type_of).chain(match others {
        Others::Typed(ty) => Some(ty.clone()),
        Others::None | Others::Unsaid => None,
    });
    let first = types.next()?;
    types.all(|ty| ty == first).then_some(first)
}

impl Presence {
    /// The same, always there.
    pub(super) fn required(self) -> Self {
        match self {
            Self::Optional | Self::Required => Self::Required,
            Self::OptionalNullable | Self::RequiredNullable => Self::RequiredNullable,
        }
    }
}
