//! Scopes: where names have to differ, and the proof that they do.
use super::case;
use indexmap::{IndexMap, IndexSet};

/// An identifier. Only a scope makes one, so that no two in a scope are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The identifier, with `r#` before it where it is a keyword.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same without `r#`, as links and other names have it.
    #[must_use]
    pub fn unraw(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
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
    Constant,
    Module,
}

/// A place where names have to differ. Names of modules are lower-case, so that no file system takes two for one.
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

    /// Constants.
    pub(super) fn constants(reserved: &[&str]) -> Self {
        Self::new(Form::Constant, reserved)
    }

    /// Modules that are files.
    pub(super) fn modules(reserved: &[&str]) -> Self {
        Self::new(Form::Module, reserved)
    }

    fn new(form: Form, reserved: &[&str]) -> Self {
        Self {
            form,
            taken: reserved.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// Names many things at once; it does not matter in which order they stand. Of those that want the same name,
    /// who is called exactly so keeps it; else who is written in one of the usual conventions before who is not,
    /// and the first by the alphabet. The others get something more of themselves, and never a name that somebody
    /// wants. So one thing more can rename only those that want the same name and come after it.
    pub(super) fn assign(&mut self, wanted: &[Wanted]) -> Vec<Name> {
        self.assign_by(wanted, |_| ())
    }

    /// The same, where things of a lower class (told by their position) keep their names before the others.
    pub(super) fn assign_by<K: Ord>(
        &mut self,
        wanted: &[Wanted],
        class: impl Fn(usize) -> K,
    ) -> Vec<Name> {
        let mut count: IndexMap<&str, usize> = IndexMap::with_capacity(wanted.len());
        for item in wanted {
            *count.entry(&item.base).or_default() += 1;
        }
        // A name that one thing wants is given at once: the order is about the others, of which there are few.
        let is_alone = |item: &Wanted| {
            count.get(item.base.as_str()) == Some(&1) && !self.taken.contains(&item.base)
        };
        let (alone, mut order): (Vec<_>, Vec<_>) = wanted
            .iter()
            .enumerate()
            .partition(|(_, item)| is_alone(item));
        order.sort_by_cached_key(|(index, item)| {
            let is_exact = item.base == item.wire;
            let is_conventional = is_exact || case::is_conventional(&item.wire);
            (
                class(*index),
                !is_exact,
                !is_conventional,
                &item.wire,
                &item.qualifiers,
            )
        });
        let mut names = vec![Name(String::new()); wanted.len()];
        let mut give = |index: usize, name: Name| {
            names
                .get_mut(index)
                .into_iter()
                .for_each(|place| *place = name.clone());
        };
        for (index, item) in alone {
            self.taken.insert(item.base.clone());
            give(index, self.render(&item.base));
        }
        let mut later = Vec::new();
        for (index, item) in order {
            if self.taken.insert(item.base.clone()) {
                give(index, self.render(&item.base));
            } else {
                later.push((index, item));
            }
        }
        for (index, item) in later {
            give(index, self.qualified(item));
        }
        names
    }

    /// Names one thing.
    pub(super) fn claim(&mut self, wanted: &Wanted) -> Name {
        if self.taken.insert(wanted.base.clone()) {
            return self.render(&wanted.base);
        }
        self.qualified(wanted)
    }

    /// The name of a thing that does not get the one that it wants.
    fn qualified(&mut self, wanted: &Wanted) -> Name {
        let join = |word: &str| self.join(&wanted.base, word);
        let qualifiers = wanted.qualifiers.iter().filter(|words| !words.is_empty());
        let mut candidates: Vec<String> = qualifiers.map(|words| join(words)).collect();
        candidates.extend(case::with_symbols(&wanted.wire).map(|words| self.formed(&words)));
        candidates.push(join(case::spelling(&wanted.wire)));
        candidates.push(join(&case::hash(&wanted.wire)));
        candidates.push(join(&case::long_hash(&wanted.wire)));
        for candidate in &candidates {
            if self.taken.insert(candidate.clone()) {
                return self.render(candidate);
            }
        }
        // Two things of one wire name, or of one hash: more is hashed until the hash is another one.
        for salt in 1_u32.. {
            let hash = case::long_hash(&format!("{}#{salt}", wanted.wire));
            let candidate = self.join(&wanted.base, &hash);
            if self.taken.insert(candidate.clone()) {
                return self.render(&candidate);
            }
        }
        self.render(&wanted.base)
    }

    /// A `snake_case` name in the form of this scope.
    fn formed(&self, snake: &str) -> String {
        match self.form {
            Form::Snake | Form::Module => snake.to_owned(),
            Form::Constant => snake.to_ascii_uppercase(),
            Form::Pascal => case::pascal(snake),
        }
    }

    fn join(&self, base: &str, word: &str) -> String {
        match self.form {
            Form::Snake | Form::Module => {
                format!("{base}_{}", case::snake_part(word))
            }
            Form::Constant => format!("{base}_{}", case::snake_part(word).to_ascii_uppercase()),
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
            Form::Snake | Form::Pascal | Form::Constant | Form::Module => name.to_owned(),
        };
        Name(text)
    }
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
pub(super) const BESIDE_APIS: &[&str] = &[
    "base64", "blocking", "chrono", "default", "lib", "memory", "models", "regex", "reqwest",
    "runtime", "tower", "tracing", "uuid",
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

/// Names that Windows keeps for devices, whatever their ending; those of the console with the `$` that no name here has.
fn is_device(name: &str) -> bool {
    let numbered = |prefix: &str| {
        let digits = name.strip_prefix(prefix);
        digits.is_some_and(|digits| {
            digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    ["con", "prn", "aux", "nul"].contains(&name) || numbered("com") || numbered("lpt")
}
