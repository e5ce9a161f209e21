//! Names of one scope: keywords, collisions, what files can not be called.
use super::{lines, member, variant};
use crate::names::{
    Name, is_module_name,
    scope::{Scope, Wanted},
};
use expect_test::{Expect, expect};
use std::collections::{BTreeMap, BTreeSet};

/// Members of one struct, in any order.
fn check_members(wires: &[&str], expected: &Expect) {
    check_scope(wires, expected, &|wires| {
        let wanted: Vec<Wanted> = wires.iter().map(|wire| member(wire)).collect();
        Scope::snake(&[]).assign(&wanted)
    });
}

fn check_scope(wires: &[&str], expected: &Expect, assign: &dyn Fn(&[&str]) -> Vec<Name>) {
    let by_wire = |wires: &[&str]| -> BTreeMap<String, String> {
        let names = assign(wires);
        let distinct: BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
        let names = wires.iter().zip(names);
        names
            .map(|(wire, name)| (format!("{wire:?}"), name.to_string()))
            .collect()
    };
    let names = by_wire(wires);
    expected.assert_eq(&lines(&names));
    // The order in which they stand has no say.
    let mut order = wires.to_vec();
    for turn in 0..order.len() {
        order.rotate_left(1);
        if turn % 2 == 0 {
            order.reverse();
        }
        assert_eq!(by_wire(&order), names, "{order:?}");
    }
}

#[test]
fn members() {
    check_members(
        &[
            "type", "Type", "self", "Self", "crate", "super", "_", "async", "gen", "fooBar",
            "foo_bar", "foo-bar", "FooBar", "foo bar", "foo.bar", "id", "ID", "", " ", "2fa",
            "_2fa", "union",
        ],
        &expect![[r#"
            " " -> space
            "" -> empty
            "2fa" -> n2fa
            "FooBar" -> foo_bar_pascal
            "ID" -> id_upper
            "Self" -> self_pascal
            "Type" -> type_pascal
            "_" -> underscore
            "_2fa" -> underscore_2fa
            "async" -> r#async
            "crate" -> crate_
            "foo bar" -> foo_bar_spaced
            "foo-bar" -> foo_bar_kebab
            "foo.bar" -> foo_bar_dotted
            "fooBar" -> foo_bar_camel
            "foo_bar" -> foo_bar
            "gen" -> r#gen
            "id" -> id
            "self" -> self_
            "super" -> super_
            "type" -> r#type
            "union" -> union
        "#]],
    );
}

#[test]
fn two_of_the_same_spelling_get_a_hash() {
    check_members(
        &["a-b", "a-B", "A-b", "a_b"],
        &expect![[r#"
            "A-b" -> a_b_25d2
            "a-B" -> a_b_a78a
            "a-b" -> a_b_kebab
            "a_b" -> a_b
        "#]],
    );
}

#[test]
fn variants() {
    check_scope(
        &[
            "a",
            "A",
            "",
            "1",
            "-1",
            "+1",
            "<",
            "<=",
            ">",
            "Self",
            "self",
            "type",
            "in progress",
            "IN_PROGRESS",
            "in-progress",
            "Unrecognized",
        ],
        &expect![[r#"
            "" -> Empty
            "+1" -> Plus1
            "-1" -> Minus1
            "1" -> N1
            "<" -> Lt
            "<=" -> LtEq
            ">" -> Gt
            "A" -> A
            "IN_PROGRESS" -> InProgress
            "Self" -> Self_
            "Unrecognized" -> Unrecognized
            "a" -> ALower
            "in progress" -> InProgressSpaced
            "in-progress" -> InProgressKebab
            "self" -> SelfLower
            "type" -> Type
        "#]],
        &|wires| {
            let wanted: Vec<Wanted> = wires.iter().map(|wire| variant(wire)).collect();
            Scope::pascal(&[]).assign(&wanted)
        },
    );
}

#[test]
fn modules() {
    check_scope(
        &[
            "mod",
            "type",
            "self",
            "con",
            "PRN",
            "com1",
            "com10",
            "lpt9",
            "nul",
            "aux",
            "../x",
            "/etc/passwd",
            "a/../../b",
            "..",
            "a\\b",
            "pets.rs",
            "Ünïcode",
            "",
        ],
        &expect![[r#"
            "" -> empty
            ".." -> dot_dot
            "../x" -> x
            "/etc/passwd" -> etc_passwd
            "PRN" -> prn_
            "a/../../b" -> a_b
            "a\\b" -> a_backslash_b
            "aux" -> aux_
            "com1" -> com1_
            "com10" -> com10
            "con" -> con_
            "lpt9" -> lpt9_
            "mod" -> mod_lower
            "nul" -> nul_
            "pets.rs" -> pets_rs
            "self" -> self_
            "type" -> type_
            "Ünïcode" -> unicode
        "#]],
        &|wires| {
            let wanted: Vec<Wanted> = wires.iter().map(|wire| member(wire)).collect();
            Scope::modules(&["mod"]).assign(&wanted)
        },
    );
}

#[test]
fn module_names_of_apis() {
    let good = ["pets", "equals_money", "api2"];
    let bad = [
        "", "Pets", "2pets", "_pets", "pets-api", "../pets", "type", "self", "con", "lib",
        "runtime", "pets/x", "pets\n", "päts",
    ];
    assert!(good.iter().all(|name| is_module_name(name)));
    let taken: Vec<_> = bad.iter().filter(|name| is_module_name(name)).collect();
    assert!(taken.is_empty(), "{taken:?}");
}
