//! Who may import whom, read from the `use` lines and the paths of the generator.
//!
//! A layer is a module at the root of `codegen/src`. What drives them (`lib.rs`, the build script, the command) sees
//! them all. Unit tests are left out: those of a layer need the layers before it to make their input.
use crate::{File, assert_none, repository};
use std::collections::BTreeSet;
use syn::visit::{self, Visit};

/// What each layer may see of the others: a layer, or one item of it.
const LAYERS: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("source", &["diag"]),
    ("config", &["diag::Levels"]),
    ("ir", &["diag::Pointer"]),
    ("lower", &["source", "ir", "diag", "config"]),
    ("analyze", &["ir"]),
    ("names", &["ir", "diag::Pointer", "config"]),
    (
        "emit",
        &["ir", "analyze", "names", "config", "diag::Pointer"],
    ),
    ("output", &["emit"]),
    ("phase", &[]),
    ("error", &["output::Defect"]),
];

/// Where alone a crate, or a part of the standard library, is used: paths in `codegen/src`.
const CRATES: &[(&str, &[&str])] = &[
    ("serde_yaml", &["source/read.rs"]),
    ("openapiv3", &["source", "lower"]),
    ("quote", &["emit", "output"]),
    ("proc_macro2", &["emit", "output"]),
    ("syn", &["emit", "output"]),
    ("prettyplease", &["output"]),
    (
        "std::fs",
        &["output/write.rs", "folder.rs", "build_script.rs", "bin"],
    ),
    ("std::env", &["build_script.rs", "bin"]),
    ("std::process", &["bin"]),
    ("std::net", &["bin/oasmith/remote.rs"]),
    ("ureq", &["bin/oasmith/remote.rs"]),
];

const SOURCES: &str = "codegen/src/";

#[test]
fn layers_see_what_they_may() {
    let files = repository();
    let mut seen = BTreeSet::new();
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| is_layered(file)) {
        seen.extend(layer_of(file).map(str::to_owned));
        complaints.extend(imports(file));
    }
    let listed: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(seen, listed, "each layer has a line in the table");
    assert_none(&complaints);
}

#[test]
fn crates_are_used_where_they_may() {
    let files = repository();
    let written = files.iter().filter(|file| is_layered(file));
    let complaints: Vec<String> = written.flat_map(crates).collect();
    assert_none(&complaints);
}

/// Whether the rules are about a file: the sources of the generator, without unit tests.
fn is_layered(file: &File) -> bool {
    file.path.starts_with(SOURCES) && file.is_rust() && !is_test(&file.path)
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// The layer that a file belongs to; none for what drives the layers.
fn layer_of(file: &File) -> Option<&str> {
    let inside = file.path.strip_prefix(SOURCES)?;
    let layer = inside.split('/').next()?.trim_end_matches(".rs");
    (!["lib", "build_script", "folder", "bin"].contains(&layer)).then_some(layer)
}

/// Complaints about what a layer sees of the others.
fn imports(file: &File) -> Vec<String> {
    let Some(layer) = layer_of(file) else {
        return Vec::new();
    };
    let may = LAYERS.iter().find(|(name, _)| *name == layer);
    let may = may.map(|(_, may)| *may).unwrap_or_default();
    let is_allowed =
        |path: &str| within(path, layer) || may.iter().any(|allowed| within(path, allowed));
    paths(file)
        .into_iter()
        .filter_map(|path| path.strip_prefix("crate::").map(str::to_owned))
        .filter(|path| !is_allowed(path))
        .map(|path| format!("{}: `{layer}` may not see `{path}`", file.path))
        .collect()
}

/// Complaints about crates that a file uses.
fn crates(file: &File) -> Vec<String> {
    let inside = file.path.strip_prefix(SOURCES).unwrap_or_default();
    let is_in = |place: &&str| {
        inside == *place
            || inside == format!("{place}.rs")
            || inside.starts_with(&format!("{place}/"))
    };
    let mut complaints = Vec::new();
    for path in paths(file) {
        for (name, places) in CRATES {
            if within(&path, name) && !places.iter().any(is_in) {
                let places = places.join(", ");
                complaints.push(format!(
                    "{}: `{path}`; `{name}` is for {places} alone",
                    file.path
                ));
            }
        }
    }
    complaints
}

/// Whether a path is an item or something inside it.
fn within(path: &str, item: &str) -> bool {
    path.strip_prefix(item)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// All paths of a file, from the root of the crate (`crate::ir::Api`) or from a crate's name.
fn paths(file: &File) -> BTreeSet<String> {
    let syntax = syn::parse_file(&file.text);
    let syntax = syntax.unwrap_or_else(|cause| panic!("{}: {cause}", file.path));
    let inside = file.path.strip_prefix(SOURCES).unwrap_or_default();
    let module = inside.trim_end_matches(".rs").trim_end_matches("/mod");
    let mut paths = Paths {
        module: module.split('/').map(str::to_owned).collect(),
        found: BTreeSet::new(),
    };
    if module == "lib" {
        paths.module.clear();
    }
    paths.visit_file(&syntax);
    paths.found
}

struct Paths {
    /// The module that is being walked.
    module: Vec<String>,
    found: BTreeSet<String>,
}

impl Paths {
    fn add(&mut self, parts: &[String]) {
        let Some((first, _)) = parts.split_first() else {
            return;
        };
        let mut module = self.module.clone();
        let absolute = match first.as_str() {
            // The whole crate under another name would hide what is seen of it.
            "crate" if parts.len() == 1 => vec!["crate".to_owned(), "self".to_owned()],
            "self" | "super" => {
                let climbs = parts.iter().take_while(|part| *part == "super").count();
                module.truncate(module.len().saturating_sub(climbs));
                let rest = parts
                    .iter()
                    .skip_while(|part| *part == "self" || *part == "super");
                std::iter::once("crate".to_owned())
                    .chain(module)
                    .chain(rest.cloned())
                    .collect()
            }
            _ => parts.to_vec(),
        };
        self.found.insert(absolute.join("::"));
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| {
            let mut parts = before.to_vec();
            parts.push(ident.to_string());
            parts
        };
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            // `use a::{self}` is `use a`.
            syn::UseTree::Name(name) if name.ident == "self" && !before.is_empty() => {
                self.add(before);
            }
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) if name.ident == "self" && !before.is_empty() => {
                self.add(before);
            }
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => {
                let mut parts = before.to_vec();
                parts.push("*".to_owned());
                self.add(&parts);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(before, tree);
                }
            }
        }
    }
}

impl<'a> Visit<'a> for Paths {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        if path.segments.len() > 1 {
            let parts: Vec<String> = path
                .segments
                .iter()
                .map(|part| part.ident.to_string())
                .collect();
            self.add(&parts);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let is_test = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute
                    .parse_args::<syn::Path>()
                    .is_ok_and(|path| path.is_ident("test"))
        });
        if is_test {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }
}

mod each_check_can_fail {
    use super::*;

    fn imported(path: &str, text: &str) -> Vec<String> {
        imports(&File::new(&format!("{SOURCES}{path}"), text))
    }

    #[track_caller]
    fn refused(path: &str, text: &str, what: &str) {
        let found = imported(path, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found.concat().ends_with(&format!("`{what}`")), "{found:?}");
    }

    #[test]
    fn a_layer_sees_another_that_it_may_not() {
        refused(
            "ir/types.rs",
            "use crate::source::Document;",
            "source::Document",
        );
        refused(
            "emit/model.rs",
            "use crate::{ir::Api, diag::{Code, Pointer}};",
            "diag::Code",
        );
        refused("diag.rs", "use crate::{self as all, diag::Code};", "self");
        refused("names.rs", "use crate::emit::*;", "emit::*");
        refused("analyze.rs", "pub use crate::ApiOptions;", "ApiOptions");
    }

    #[test]
    fn paths_count_wherever_they_stand() {
        refused("ir/types.rs", "fn f(api: &crate::lower::X) {}", "lower::X");
        refused(
            "ir/types.rs",
            "fn f() { crate::names::name() }",
            "names::name",
        );
        refused(
            "ir/types.rs",
            "use super::super::names::name;",
            "names::name",
        );
        refused(
            "emit.rs",
            "mod inner { use super::super::output::Files; }",
            "output::Files",
        );
    }

    #[test]
    fn what_a_layer_may_see_is_no_complaint() {
        let fine = "use crate::{ir::Api, names::{self, Names}, diag::Pointer};\nuse super::docs;\nuse self::x::Y;\n\
            fn f() -> crate::config::Dates { crate::emit::g() }\n#[cfg(test)] mod tests { use crate::source::read; }";
        assert_eq!(imported("emit/model.rs", fine), Vec::<String>::new());
        assert_eq!(
            imported("lib.rs", "use crate::emit::Emit;"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_crate_stands_where_it_may_not() {
        let found =
            |path: &str, text: &str| crates(&File::new(&format!("{SOURCES}{path}"), text)).len();
        assert_eq!(found("source/read.rs", "use serde_yaml::Value;"), 0);
        assert_eq!(found("source/read/tree.rs", "use serde_yaml::Value;"), 1);
        assert_eq!(
            found("source.rs", "fn f() { serde_yaml::from_str(\"\") }"),
            1
        );
        assert_eq!(found("emit.rs", "use quote::quote;"), 0);
        assert_eq!(found("names/case.rs", "fn f() { quote::quote!() }"), 1);
        assert_eq!(found("emit/model.rs", "use prettyplease as printer;"), 1);
        assert_eq!(found("output.rs", "use std::{fs, io};"), 1);
        assert_eq!(found("output/write.rs", "use std::{fs, io};"), 0);
    }
}
