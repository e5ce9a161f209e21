//! Scopes: where names have to differ, and the proof that they do.
use super::case;
use indexmap::IndexSet;

/// An identifier. Only a scope makes one, so that no two in a scope are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The identifier, with `r#` before it where it is a keyword.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A thing that wants a name.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// What it is called in the document: decides who keeps a name that two want.
    pub(super) wire: String,
    /// The name that it wants.
    pub(super) base: String,
    /// Words that tell it from others, tried in order.
    pub(super) qualifiers: Vec<String>,
}

/// The form of the names in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Snake,
    Pascal,
    Module,
}

/// A place where names have to differ; case is no difference.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    form: Form,
    taken: IndexSet<String>,
}

impl Scope {
    /// Values: members, parameters, methods.
    pub(super) fn snake(reserved: &[&str]) -> Self {
        Self::new(Form::Snake, reserved)
    }

    /// Types and variants.
    pub(super) fn pascal(reserved: &[&str]) -> Self {
        Self::new(Form::Pascal, reserved)
    }

    /// Modules that are files.
    pub(super) fn modules(reserved: &[&str]) -> Self {
        Self::new(Form::Module, reserved)
    }

    fn new(form: Form, reserved: &[&str]) -> Self {
        Self {
            form,
            taken: reserved.iter().map(|name| key(name)).collect(),
        }
    }

    /// Names many things at once, so that it does not matter in which order they stand: who is called
    /// exactly so keeps the name, else the first by the alphabet.
    pub(super) fn assign(&mut self, wanted: &[Wanted]) -> Vec<Name> {
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by_key(|index| {
            wanted
                .get(*index)
                .map(|item| (item.base != item.wire, &item.wire, &item.qualifiers))
        });
        let mut names = vec![Name(String::new()); wanted.len()];
        for index in order {
            if let (Some(item), Some(name)) = (wanted.get(index), names.get_mut(index)) {
                *name = self.claim(item);
            }
        }
        names
    }

    /// Names one thing.
    pub(super) fn claim(&mut self, wanted: &Wanted) -> Name {
        let spelling = case::spelling(&wanted.wire).to_owned();
        let hash = case::hash(&wanted.wire);
        let qualified = wanted
            .qualifiers
            .iter()
            .chain([&spelling, &hash])
            .map(|word| self.join(&wanted.base, word));
        let candidates: Vec<String> = std::iter::once(wanted.base.clone())
            .chain(qualified)
            .collect();
        for candidate in &candidates {
            if self.taken.insert(key(candidate)) {
                return self.render(candidate);
            }
        }
        // Two things with the same wire name and the same hash: nothing of their own tells them apart.
        let mut number = 2;
        loop {
            let candidate = format!("{}_{number}", wanted.base);
            if self.taken.insert(key(&candidate)) {
                return self.render(&candidate);
            }
            number += 1;
        }
    }

    fn join(&self, base: &str, word: &str) -> String {
        match self.form {
            Form::Snake | Form::Module => {
                format!("{base}_{}", case::snake_part(word))
            }
            Form::Pascal => format!("{base}{}", case::pascal_part(word)),
        }
    }

    fn render(&self, name: &str) -> Name {
        let text = match self.form {
            Form::Snake | Form::Pascal if UNRAW.contains(&name) => format!("{name}_"),
            Form::Snake | Form::Pascal if KEYWORDS.contains(&name) => format!("r#{name}"),
            // A file called `type.rs` would need `mod r#type`.
            Form::Module
                if UNRAW.contains(&name) || KEYWORDS.contains(&name) || is_device(name) =>
            {
                format!("{name}_")
            }
            Form::Snake | Form::Pascal | Form::Module => name.to_owned(),
        };
        Name(text)
    }
}

/// What stands in two spellings of one name.
fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// The keywords of all editions, those reserved for later included.
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The keywords that can not be written with `r#`.
const UNRAW: &[&str] = &["self", "super", "crate", "Self", "_"];

/// What the root of a generated crate holds beside its APIs, as modules or as features.
const BESIDE_APIS: &[&str] = &[
    "base64", "chrono", "default", "lib", "models", "reqwest", "runtime", "uuid",
];

/// Whether the module of an API can be called so: lower-case letters, digits and `_`, a letter first, no
/// keyword, no file name that Windows forbids, and nothing that a generated crate has beside its APIs.
#[must_use]
pub fn is_module_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !KEYWORDS.contains(&name)
        && !UNRAW.contains(&name)
        && !BESIDE_APIS.contains(&name)
        && !is_device(name)
}

/// Names that Windows keeps for devices, whatever their ending.
fn is_device(name: &str) -> bool {
    let numbered = |prefix: &str| {
        let digits = name.strip_prefix(prefix);
        digits.is_some_and(|digits| {
            digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    ["con", "prn", "aux", "nul"].contains(&name) || numbered("com") || numbered("lpt")
}
