//! Lints that the document breaks, not the generator: each is allowed where it may apply, with its reason.
//!
//! Not `#[expect]`: where exactly clippy draws a line is its own business and moves with its versions, and
//! an expectation that is not met is a warning in somebody's build.
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use std::collections::BTreeSet;

/// clippy's limit for the number of arguments, the receiver included.
const MOST_ARGUMENTS: usize = 7;

/// clippy's limit for the number of truth values in a struct or among arguments.
const MOST_BOOLS: usize = 3;

/// clippy's limit for names of a single letter in one function.
const MOST_SINGLE_LETTERS: usize = 4;

/// clippy's limit for the lines of a function.
const MOST_LINES: usize = 100;

/// clippy's limit for how much one type is made of.
const MOST_COMPLEX: usize = 250;

/// Names that clippy takes for placeholders.
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

/// Traits of the standard library with a method that takes its receiver by value and one argument more.
const WITH_ONE: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Traits of the standard library with a method that takes its receiver by value and nothing else.
const WITH_NONE: &[&str] = &["into_iter", "neg", "not"];

/// A function as clippy looks at it.
#[derive(Debug, Default)]
pub(super) struct Function<'t> {
    /// The names of its arguments, without the receiver.
    pub(super) names: &'t [Ident],
    /// The types of its arguments, the receiver's included.
    pub(super) types: &'t [TokenStream],
    /// How many fields it fills in, each on a line of its own.
    pub(super) fields: usize,
}

/// A function whose arguments and body the document gives.
pub(super) fn of_function(function: &Function<'_>) -> TokenStream {
    let mut lints = Vec::new();
    if function.types.len() > MOST_ARGUMENTS {
        lints.push(quote!(clippy::too_many_arguments));
    }
    if has_many_bools(function.types) {
        lints.push(quote!(clippy::fn_params_excessive_bools));
    }
    if is_complex(function.types) {
        lints.push(quote!(clippy::type_complexity));
    }
    let short = function
        .names
        .iter()
        .filter(|name| name.to_string().len() == 1);
    if short.count() > MOST_SINGLE_LETTERS {
        lints.push(quote!(clippy::many_single_char_names));
    }
    let required = allow(&lints, "the document requires each of them");
    let names: Vec<String> = function.names.iter().map(ToString::to_string).collect();
    let similar = has_similar(&names).then(|| {
        quote!(#[allow(clippy::similar_names, reason = "the document has names that are alike")])
    });
    // Two more lines are those around the fields.
    let long = (function.fields + 2 > MOST_LINES).then(|| {
        allow(
            &[quote!(clippy::too_many_lines)],
            "the document declares as many",
        )
    });
    let placeholders = of_placeholders(names.iter().map(String::as_str));
    quote!(#required #similar #placeholders #long)
}

/// A function with a statement or an arm for each thing that the document declares, and with at most so many
/// lines.
pub(super) fn of_lines(most: usize) -> Option<TokenStream> {
    (most > MOST_LINES)
        .then(|| quote!(#[allow(clippy::too_many_lines, reason = "the document declares as many")]))
}

/// A method of a client: a name that the standard library has for something else.
pub(super) fn of_method(name: &Ident, arguments: usize) -> Option<TokenStream> {
    let name = name.to_string();
    let is_of_trait = match arguments {
        0 => WITH_NONE.contains(&name.as_str()),
        1 => WITH_ONE.contains(&name.as_str()),
        _ => false,
    };
    let lint = if is_of_trait {
        quote!(clippy::should_implement_trait)
    } else if name == "new" {
        quote!(clippy::new_ret_no_self)
    } else {
        return None;
    };
    Some(allow(&[lint], "the document calls it so"))
}

/// The function `new` of a type: clippy takes it for the name of a type called `New`.
pub(super) fn of_new(ty: &Ident) -> Option<TokenStream> {
    (ty == "New").then(|| {
        allow(
            &[quote!(clippy::self_named_constructors)],
            "the document calls it so",
        )
    })
}

/// A setter, which takes its receiver and one argument, and whose type no `new` has.
pub(super) fn of_setter(name: &Ident, ty: &TokenStream) -> TokenStream {
    let name = name.to_string();
    let of_trait = WITH_ONE.contains(&name.as_str()).then(|| {
        allow(
            &[quote!(clippy::should_implement_trait)],
            "the document calls it so",
        )
    });
    let placeholders = of_placeholders([name.as_str()]);
    let complex = is_complex(std::slice::from_ref(ty)).then(nested);
    quote!(#of_trait #placeholders #complex)
}

/// A setter that gives back what it is called on, of a name by which clippy expects something else. Nobody is told of it in a
/// crate of its own, whose methods others may call already.
pub(super) fn of_builder(name: &Ident) -> Option<TokenStream> {
    let name = name.to_string();
    let is_of_convention = ["as_", "from_", "into_", "is_", "to_"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    is_of_convention.then(|| {
        allow(
            &[quote!(clippy::wrong_self_convention)],
            "the document calls it so",
        )
    })
}

/// Arguments of names that clippy takes for placeholders.
fn of_placeholders<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<TokenStream> {
    let mut names = names.into_iter();
    names.any(|name| PLACEHOLDERS.contains(&name)).then(|| {
        allow(
            &[quote!(clippy::disallowed_names)],
            "the document calls it so",
        )
    })
}

/// A struct with the members that the document declares.
pub(super) fn of_members(types: &[TokenStream]) -> TokenStream {
    let mut lints = Vec::new();
    if has_many_bools(types) {
        lints.push(quote!(clippy::struct_excessive_bools));
    }
    if is_complex(types) {
        lints.push(quote!(clippy::type_complexity));
    }
    allow(&lints, "the document declares each of them")
}

/// An enumeration whose variants hold these types.
pub(super) fn of_variants(types: &[TokenStream]) -> Option<TokenStream> {
    is_complex(types).then(nested)
}

fn nested() -> TokenStream {
    allow(
        &[quote!(clippy::type_complexity)],
        "the document nests them so",
    )
}

fn allow(lints: &[TokenStream], reason: &str) -> TokenStream {
    if lints.is_empty() {
        return TokenStream::new();
    }
    quote!(#[allow(#(#lints),*, reason = #reason)])
}

fn has_many_bools(types: &[TokenStream]) -> bool {
    let bools = types.iter().filter(|ty| ty.to_string() == "bool");
    bools.count() > MOST_BOOLS
}

fn is_complex(types: &[TokenStream]) -> bool {
    types.iter().any(|ty| {
        // A short type can not reach the limit, and parsing takes time.
        let is_long = ty.clone().into_iter().nth(8).is_some();
        is_long
            && syn::parse2::<syn::Type>(ty.to_token_stream())
                .is_ok_and(|ty| complexity(&ty, 1) > MOST_COMPLEX)
    })
}

/// What a type is made of, as clippy counts: what is deeper counts for more.
fn complexity(ty: &syn::Type, depth: usize) -> usize {
    match ty {
        syn::Type::Reference(inner) => depth + complexity(&inner.elem, depth),
        syn::Type::Slice(inner) => 10 * depth + complexity(&inner.elem, depth + 1),
        syn::Type::Tuple(tuple) => {
            let inner = tuple.elems.iter().map(|ty| complexity(ty, depth + 1));
            10 * depth + inner.sum::<usize>()
        }
        syn::Type::Path(path) => {
            let arguments =
                path.path
                    .segments
                    .iter()
                    .filter_map(|segment| match &segment.arguments {
                        syn::PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
                        syn::PathArguments::None | syn::PathArguments::Parenthesized(_) => None,
                    });
            let inner = arguments.flatten().map(|argument| match argument {
                syn::GenericArgument::Type(ty) => complexity(ty, depth + 1),
                _ => 0,
            });
            10 * depth + inner.sum::<usize>()
        }
        _ => 0,
    }
}

/// Whether clippy may take one of the names for another: they differ in one letter.
fn has_similar(names: &[String]) -> bool {
    // All digits are alike, so that numbered names are one name.
    let letter = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    let letters = |name: &String| name.bytes().map(letter).collect();
    let names: BTreeSet<Vec<u8>> = names.iter().map(letters).collect();
    let names: Vec<Vec<u8>> = names.into_iter().collect();
    let mut rest = names.as_slice();
    while let Some((name, others)) = rest.split_first() {
        if others.iter().any(|other| is_similar(name, other)) {
            return true;
        }
        rest = others;
    }
    false
}

/// Whether two names, all digits of which are one, differ in one letter.
fn is_similar(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.len() < 3 || long.len() > short.len() + 1 {
        return false;
    }
    // Most names differ in more than this, and are not walked.
    if short.first() != long.first() && short.last() != long.last() {
        return false;
    }
    let same = |(one, other): &(&u8, &u8)| one == other;
    let before = short.iter().zip(long).take_while(same).count();
    let after = short
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(same)
        .count();
    if short.len() < long.len() {
        // A letter more at the end is how lists are told from their items.
        return before < short.len() && before + after >= short.len();
    }
    // Something of one letter before or after `_` is a name by itself.
    let beside = |position: Option<usize>| position.and_then(|at| short.get(at)) == Some(&b'_');
    before + after + 1 == short.len()
        && !(before == 0 && beside(Some(1)))
        && !(after == 0 && beside(short.len().checked_sub(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_a_letter_are_similar() {
        for (one, other) in [
            ("color", "colour"),
            ("colour", "color"),
            ("form", "from2"),
            ("start", "smart"),
            ("abc", "abd"),
            ("key_a", "kez_a"),
        ] {
            let names = [one.to_owned(), "else".to_owned(), other.to_owned()];
            let expected = (one, other) != ("form", "from2");
            assert_eq!(has_similar(&names), expected, "{one} {other}");
        }
    }

    #[test]
    fn parts_of_one_letter_digits_and_plurals_are_no_similarity() {
        for (one, other) in [
            ("part_a", "part_b"),
            ("a_part", "b_part"),
            ("line1", "line2"),
            ("pet", "pets"),
            ("id", "ip"),
            ("pet", "toy"),
        ] {
            let names = [one.to_owned(), other.to_owned()];
            assert!(!has_similar(&names), "{one} {other}");
        }
    }

    #[test]
    fn complexity_grows_with_depth() {
        let map = |inner: TokenStream| quote!(BTreeMap<String, #inner>);
        let three = map(map(map(quote!(serde_json::Value))));
        assert!(!is_complex(std::slice::from_ref(&three)));
        assert!(is_complex(&[quote!(bool), map(three.clone())]));
        assert!(is_complex(&[quote!(Option<Vec<#three>>)]));
    }

    #[test]
    fn a_line_for_each_field_counts() {
        let lints = |fields| {
            of_function(&Function {
                fields,
                ..Function::default()
            })
        };
        assert!(lints(98).is_empty());
        assert!(lints(99).to_string().contains("too_many_lines"));
    }
}
