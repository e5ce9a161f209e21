//! How large values are in memory: a branch of a union that is much larger than the others is boxed.
use crate::ir::{
    Api, IntegerFormat, NumberFormat, StringFormat, ToldBy, Type, TypeId, TypeKind, Values,
};
use indexmap::{IndexMap, IndexSet};

/// The size in bytes above which a branch is boxed: the difference between branches that clippy allows.
const LARGEST: usize = 200;

/// The branches of unions that are large, where `boxed` are the members and branches that no type can hold in place.
pub(super) fn large_branches(
    api: &Api,
    boxed: &IndexSet<(TypeId, usize)>,
) -> IndexSet<(TypeId, usize)> {
    let mut sizes = Sizes {
        api,
        boxed,
        known: IndexMap::new(),
    };
    let mut large = IndexSet::new();
    for (owner, item) in api.types.iter() {
        let TypeKind::Union(union) = &item.kind else {
            continue;
        };
        for (position, branch) in union.branches.iter().enumerate() {
            if sizes.of_part((owner, position), &branch.ty) > LARGEST {
                large.insert((owner, position));
            }
        }
    }
    large
}

/// Sizes that no platform exceeds, or anything above [`LARGEST`].
struct Sizes<'a> {
    api: &'a Api,
    boxed: &'a IndexSet<(TypeId, usize)>,
    /// The sizes of items; none while one is being measured.
    known: IndexMap<TypeId, Option<usize>>,
}

impl Sizes<'_> {
    /// The size of a member or a branch, where it stands.
    fn of_part(&mut self, part: (TypeId, usize), ty: &Type) -> usize {
        if self.boxed.contains(&part) {
            return 8;
        }
        self.of_type(ty)
    }

    fn of_type(&mut self, ty: &Type) -> usize {
        match ty {
            // Three words, and more where `serde_json` keeps the order of members.
            Type::Any(_) => 80,
            Type::Boolean => 1,
            Type::Integer(IntegerFormat::Exact) | Type::Number(NumberFormat::Exact) => 16,
            Type::Integer(_) | Type::Number(_) => 8,
            Type::String(format) => match format {
                StringFormat::Text | StringFormat::Password => 24,
                StringFormat::Base64 => 40,
                StringFormat::Date => 8,
                StringFormat::DateTime | StringFormat::Uuid => 16,
            },
            Type::Array(_) | Type::Map(_) => 24,
            Type::Tuple(items) => {
                let sizes = items.iter().map(|item| self.of_type(item));
                sizes.map(|size| size.next_multiple_of(8)).sum()
            }
            Type::Nullable(inner) => 8 + self.of_type(inner),
            Type::Named(id) => self.of_item(*id),
        }
    }

    fn of_item(&mut self, id: TypeId) -> usize {
        match self.known.get(&id) {
            Some(Some(size)) => return *size,
            // What holds itself in place, and has no box all the same, is large enough for one.
            Some(None) => return LARGEST + 1,
            None => {}
        }
        self.known.insert(id, None);
        let size = self.measured(id);
        self.known.insert(id, Some(size));
        size
    }

    fn measured(&mut self, id: TypeId) -> usize {
        let api = self.api;
        match &api.types[id].kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                let mut size = 1;
                let members = object.members.iter().map(|member| &member.ty);
                for (position, ty) in members.chain(&object.rest).enumerate() {
                    // A word for what says that there is no value.
                    size += 8 + self.of_part((id, position), ty).next_multiple_of(8);
                    if size > LARGEST {
                        break;
                    }
                }
                size
            }
            TypeKind::Enum(Values::Strings(_)) => 24,
            TypeKind::Enum(Values::Integers(..) | Values::Numbers(_)) => 16,
            TypeKind::Enum(Values::Mixed(_)) => 80,
            TypeKind::Union(union) => {
                // The variant that keeps values as they are.
                let mut size = match union.told_by {
                    ToldBy::JsonType => 0,
                    ToldBy::Tag(_) | ToldBy::Look(_) => 80,
                };
                for (position, branch) in union.branches.iter().enumerate() {
                    // One that is large is boxed there.
                    let branch = self.of_part((id, position), &branch.ty);
                    size = size.max(if branch > LARGEST { 8 } else { branch });
                }
                size + 8
            }
            TypeKind::Alias(ty) => self.of_type(ty),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ApiOptions, diag::Diagnostics, lower, source};

    fn large(schemas: &str) -> Vec<usize> {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        );
        let mut found = Diagnostics::new();
        let document = source::read("test.yaml", text.as_bytes(), &mut found);
        let document = document.unwrap_or_else(|| panic!("{found:?}"));
        let api = lower::lower(&document, &ApiOptions::new("test"), &mut found);
        let newtypes = crate::analyze::recursion::newtypes(&api);
        let large = large_branches(&api, &crate::analyze::recursion::boxed(&api, &newtypes));
        large.into_iter().map(|(_, position)| position).collect()
    }

    fn texts(count: usize) -> String {
        let members = (0..count).map(|index| format!("m{index}: {{type: string}}"));
        members.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_branch_with_many_members_is_large() {
        let union = |count| {
            format!(
                "    U: {{oneOf: [{{type: string}}, {{type: object, properties: {{{}}}}}]}}\n",
                texts(count)
            )
        };
        assert_eq!(large(&union(3)), Vec::<usize>::new());
        assert_eq!(large(&union(20)), [1]);
    }

    #[test]
    fn what_is_held_in_place_counts() {
        let document = format!(
            "    U: {{oneOf: [{{type: string}}, {{$ref: '#/components/schemas/A'}}]}}\n    A: {{$ref: \
             '#/components/schemas/B'}}\n    B: {{properties: {{c: {{$ref: '#/components/schemas/C'}}}}}}\n    C: \
             {{properties: {{{}}}}}\n",
            texts(20)
        );
        assert_eq!(large(&document), [1]);
    }

    #[test]
    fn what_leads_back_to_itself_ends() {
        let document = "    U: {oneOf: [{type: string}, {$ref: '#/components/schemas/A'}]}\n    A: {properties: {a: \
                        {$ref: '#/components/schemas/A'}, u: {$ref: '#/components/schemas/U'}}}\n";
        // Each circle has its box elsewhere.
        assert_eq!(large(document), Vec::<usize>::new());
    }
}
