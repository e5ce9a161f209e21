//! How large values are in memory: a branch of a union that is much larger than the others is boxed.
use crate::ir::{Api, IntegerFormat, NumberFormat, StringFormat, Type, TypeId, TypeKind, Values};
use indexmap::IndexSet;

/// The size in bytes above which a branch is boxed: the difference between branches that clippy allows.
const LARGEST: usize = 200;

/// How deep values are looked at. What is deeper counts as large, since nobody needs it in place.
const DEEPEST: usize = 32;

/// The branches of unions that are large.
pub(super) fn large_branches(api: &Api) -> IndexSet<(TypeId, usize)> {
    let mut large = IndexSet::new();
    for (owner, item) in api.types.iter() {
        let TypeKind::Union(branches) = &item.kind else {
            continue;
        };
        for (position, branch) in branches.iter().enumerate() {
            if of_type(api, &branch.ty, 0) > LARGEST {
                large.insert((owner, position));
            }
        }
    }
    large
}

/// A size that no platform exceeds, or anything above [`LARGEST`].
fn of_type(api: &Api, ty: &Type, depth: usize) -> usize {
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
            let sizes = items.iter().map(|item| of_type(api, item, depth));
            sizes.map(|size| size.next_multiple_of(8)).sum()
        }
        Type::Nullable(inner) => 8 + of_type(api, inner, depth),
        Type::Named(_) if depth >= DEEPEST => LARGEST + 1,
        Type::Named(id) => of_item(api, &api.types[*id].kind, depth + 1),
    }
}

fn of_item(api: &Api, kind: &TypeKind, depth: usize) -> usize {
    match kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            let mut size = 1;
            for ty in object
                .members
                .iter()
                .map(|member| &member.ty)
                .chain(&object.rest)
            {
                // A word for what says that there is no value.
                size += 8 + of_type(api, ty, depth).next_multiple_of(8);
                if size > LARGEST {
                    break;
                }
            }
            size
        }
        TypeKind::Enum(Values::Strings(_)) => 24,
        TypeKind::Enum(Values::Integers(..) | Values::Numbers(_)) => 16,
        TypeKind::Enum(Values::Mixed(_)) => 80,
        TypeKind::Union(branches) => {
            let mut size = 0;
            for branch in branches {
                size = size.max(of_type(api, &branch.ty, depth));
                if size > LARGEST {
                    // It is boxed there.
                    size = 8;
                }
            }
            size + 8
        }
        TypeKind::Alias(ty) => of_type(api, ty, depth),
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
        let large = large_branches(&api);
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
        assert_eq!(large(document), [1]);
    }
}
