//! Which changes have no reason?
use super::Removal;
use similar::{ChangeTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};

/// What was generated from a document: files by path, and names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// The files' texts.
    pub files: BTreeMap<String, String>,
    /// Everything that has a name.
    pub names: Vec<Named>,
    /// What parts of the runtime are used, in words: the runtime's files follow from it.
    pub requirements: String,
}

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What has it, as a pointer into the document; for what has no place there, the kind and what tells it from others.
    pub origin: String,
    /// Method and path of an operation, since a path item that two paths refer to has operations of one origin; for a
    /// type of a schema that has two, which of them it is; empty for anything else.
    pub route: String,
    /// The file of the item, without `.rs`: `models/pet`.
    pub home: String,
    /// The identifiers, the item's own first.
    pub idents: Vec<String>,
    /// The ways that a type goes which is another one for what is sent than for what is read, in words: its members
    /// follow from them.
    pub ways: String,
}

impl Named {
    /// What tells it from everything else, whatever it is called.
    fn key(&self) -> (&str, &str) {
        (&self.origin, &self.route)
    }

    /// The identifiers that are its own; those after them follow from them.
    fn own(&self) -> &[String] {
        self.idents.get(..2).unwrap_or(&self.idents)
    }
}

impl Output {
    /// Whether a part of the document is a type by itself: neither left out, nor another name for what it refers to.
    #[must_use]
    pub fn has_type(&self, pointer: &str) -> bool {
        let pointer = as_model(pointer);
        let named = self.names.iter().find(|named| named.origin == pointer);
        named.is_some_and(|named| {
            let file = self.files.iter().find(|(path, _)| home(path) == named.home);
            let text = file.map_or("", |(_, text)| text.as_str());
            let alias = format!("type {} =", named.idents.first().map_or("", String::as_str));
            !text.contains(&alias)
        })
    }
}

/// How many lines are shown of a file that changed.
const LINES: usize = 6;

/// The names and files that changed without reason, for people. `mentions` are the parts of the document that speak of
/// the removed schema.
#[must_use]
pub fn unrelated(
    with: &Output,
    without: &Output,
    removal: &Removal,
    mentions: &BTreeSet<String>,
) -> Vec<String> {
    let mut gone = Gone::new(with, without, removal, mentions);
    let mut complaints = renamed(with, without, &gone);
    let explained: Vec<String> = pairs(with, without)
        .filter(|(before, after)| gone.was_in_the_way(before, after))
        .flat_map(|(before, _)| before.idents.clone())
        .collect();
    gone.idents.extend(explained);
    let mut changed: Vec<(&str, &str, &str)> = with
        .files
        .iter()
        .map(|(path, text)| {
            (
                path.as_str(),
                text.as_str(),
                without.files.get(path).map_or("", String::as_str),
            )
        })
        .filter(|(_, before, after)| before != after)
        .collect();
    // A file that changed with reason may be the reason of the next: an alias that is no type any more, say.
    loop {
        let before = changed.len();
        changed.retain(|(path, text, after)| {
            let is_related = gone.is_related(path, text, after) || is_shared(path, with, without);
            if is_related {
                gone.add_of(path);
            }
            !is_related
        });
        if changed.len() == before {
            break;
        }
    }
    // The file of all headers is there as long as an answer has one.
    changed.retain(|(path, _, after)| !(path.ends_with("/headers.rs") && after.is_empty()));
    for (path, before, after) in changed {
        complaints.push(complaint(path, before, after));
    }
    complaints.extend(new(with, without, &gone).map(|path| format!("{path} is new")));
    complaints
}

/// Files that are there without reason: not instead of a folder whose modules went, nor after a renaming that has one.
fn new<'o>(with: &'o Output, without: &'o Output, gone: &Gone) -> impl Iterator<Item = &'o String> {
    let renamed: BTreeSet<String> = explained(with, without, gone);
    without.files.keys().filter(move |path| {
        let folder = format!("{}/mod.rs", path.trim_end_matches(".rs"));
        !with.files.contains_key(*path)
            && !with.files.contains_key(&folder)
            && !is_shared(path, with, without)
            && !renamed.contains(&home(path))
    })
}

/// What is there both times, as it is called with and without what was removed.
fn pairs<'o>(
    with: &'o Output,
    without: &'o Output,
) -> impl Iterator<Item = (&'o Named, &'o Named)> {
    let after: BTreeMap<(&str, &str), &Named> = without
        .names
        .iter()
        .map(|named| (named.key(), named))
        .collect();
    with.names
        .iter()
        .filter_map(move |named| Some((named, *after.get(&named.key())?)))
        .filter(|(before, after)| before.home != after.home || before.own() != after.own())
}

/// What is there both times has the same names both times. Of two that want one name, one or both give way; when the
/// other one goes, the reason goes too.
fn renamed(with: &Output, without: &Output, gone: &Gone) -> Vec<String> {
    pairs(with, without)
        .filter(|(before, after)| !gone.was_in_the_way(before, after))
        .map(|(before, after)| {
            let shown = |named: &Named| {
                format!(
                    "{}::{}",
                    named.home,
                    named.idents.first().map_or("", String::as_str)
                )
            };
            format!(
                "{} was {} and is now {}",
                before.origin,
                shown(before),
                shown(after)
            )
        })
        .collect()
}

/// The files of what is called otherwise with reason.
fn explained(with: &Output, without: &Output, gone: &Gone) -> BTreeSet<String> {
    pairs(with, without)
        .filter(|(before, after)| gone.was_in_the_way(before, after))
        .map(|(_, after)| after.home.clone())
        .collect()
}

/// What is gone, as the identifiers that code may speak of.
struct Gone {
    idents: BTreeSet<String>,
    /// What is gone beside the two, by its file: it counts when that file is related.
    beside: BTreeMap<String, Vec<String>>,
    /// The files of what speaks of the removed schema in the document.
    homes: BTreeSet<String>,
    /// What is called otherwise since something that is gone had its name, as the names before and after.
    renamed: BTreeSet<(String, String)>,
}

impl Gone {
    fn new(
        with: &Output,
        without: &Output,
        removal: &Removal,
        mentions: &BTreeSet<String>,
    ) -> Self {
        let kept: BTreeSet<(&str, &str)> = without.names.iter().map(Named::key).collect();
        let ways = |output: &Output| -> BTreeSet<(String, String)> {
            let types = output.names.iter();
            types
                .map(|named| (named.origin.clone(), named.ways.clone()))
                .collect()
        };
        let (before, after) = (ways(with), ways(without));
        let redirected: BTreeSet<&str> = before
            .symmetric_difference(&after)
            .filter(|(_, ways)| !ways.is_empty())
            .map(|(origin, _)| origin.as_str())
            .collect();
        let speaks = |named: &&Named| {
            redirected.contains(named.origin.as_str())
                || mentions.iter().any(|root| is_beneath(&named.origin, root))
        };
        let homes = with
            .names
            .iter()
            .filter(speaks)
            .map(|named| named.home.clone())
            .collect();
        let mut gone = Self {
            idents: BTreeSet::new(),
            beside: BTreeMap::new(),
            homes,
            renamed: BTreeSet::new(),
        };
        for named in with
            .names
            .iter()
            .filter(|named| !kept.contains(&named.key()))
        {
            let roots = [&removal.schema, &removal.operation];
            let is_removed = roots
                .into_iter()
                .flatten()
                .any(|root| is_beneath(&named.origin, root));
            if is_removed || !named.origin.starts_with('/') {
                gone.idents.extend(named.idents.iter().cloned());
            } else {
                gone.beside
                    .entry(named.home.clone())
                    .or_default()
                    .extend(named.idents.iter().cloned());
            }
        }
        for (before, after) in pairs(with, without) {
            for (before, after) in before.own().iter().zip(after.own()) {
                if before != after && gone.had(after) {
                    gone.renamed.insert((before.clone(), after.clone()));
                }
            }
        }
        gone
    }

    /// Whether something that is gone had a name, in any spelling.
    fn had(&self, name: &str) -> bool {
        let name = plain(name);
        let mut all = self.idents.iter().chain(self.beside.values().flatten());
        all.any(|ident| plain(ident) == name)
    }

    /// Whether something that is gone had the name that this one has now, or the name of what it stands in.
    fn was_in_the_way(&self, before: &Named, after: &Named) -> bool {
        let module = |named: &Named| {
            let module = named.home.rsplit('/').next().unwrap_or_default();
            module.to_owned()
        };
        self.has_reason(&module(before), &module(after))
            && before
                .own()
                .iter()
                .zip(after.own())
                .all(|(before, after)| self.has_reason(before, after))
    }

    /// Whether a name is the same, or what is gone had it, or it begins with a name for which this is so.
    fn has_reason(&self, before: &str, after: &str) -> bool {
        before == after
            || self.had(after)
            || self.renamed.iter().any(|(was, is)| {
                let rest = |name: &str, start: &str| {
                    plain(name).strip_prefix(&plain(start)).map(str::to_owned)
                };
                let before = rest(before, was);
                before.is_some() && before == rest(after, is)
            })
    }

    fn is_related(&self, path: &str, before: &str, after: &str) -> bool {
        if is_list(path) || self.homes.contains(&home(path)) {
            return true;
        }
        // A file of which nothing is left goes with its items.
        let has_gone = after.is_empty() && self.beside.contains_key(&home(path));
        // Other files speak of what is gone by its type. Methods and modules are words such as `get`, which stand everywhere.
        let is_type = |word: &str| !word.starts_with(char::is_lowercase);
        has_gone || words(before).any(|word| is_type(word) && self.idents.contains(word))
    }

    fn add_of(&mut self, path: &str) {
        if let Some(idents) = self.beside.remove(&home(path)) {
            self.idents.extend(idents);
        }
    }
}

/// The file as names speak of it: `src/api/models/pet.rs` is `models/pet`.
fn home(path: &str) -> String {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.split_once('/').map_or(path, |(_, rest)| rest);
    path.trim_end_matches(".rs").to_owned()
}

/// A name without what case and separators say.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether one pointer is another, or leads to something inside it.
fn is_beneath(pointer: &str, root: &str) -> bool {
    pointer
        .strip_prefix(&as_model(root))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where the model has what a document of version 2.0 keeps elsewhere.
fn as_model(pointer: &str) -> String {
    match pointer.strip_prefix("/definitions/") {
        Some(name) => format!("/components/schemas/{name}"),
        None => pointer.to_owned(),
    }
}

/// Files that list modules, or what modules hold: each entry stands for a file.
fn is_list(path: &str) -> bool {
    path.ends_with("/mod.rs") || path == "src/lib.rs"
}

/// The runtime and the manifest follow from what all operations use together.
fn is_shared(path: &str, with: &Output, without: &Output) -> bool {
    (path.starts_with("src/runtime/") || path == "Cargo.toml")
        && with.requirements != without.requirements
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

fn complaint(path: &str, before: &str, after: &str) -> String {
    if after.is_empty() {
        return format!("{path} is gone");
    }
    let diff = TextDiff::from_lines(before, after);
    let lines: Vec<String> = diff
        .iter_all_changes()
        .filter_map(|change| match change.tag() {
            ChangeTag::Delete => Some(format!("    -{}", change.value().trim_end())),
            ChangeTag::Insert => Some(format!("    +{}", change.value().trim_end())),
            ChangeTag::Equal => None,
        })
        .take(LINES)
        .collect();
    format!("{path} changed:\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(origin: &str, home: &str, ident: &str) -> Named {
        Named {
            origin: origin.to_owned(),
            route: String::new(),
            home: home.to_owned(),
            ways: String::new(),
            idents: vec![ident.to_owned()],
        }
    }

    fn output(names: Vec<Named>, files: &[(&str, &str)]) -> Output {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        Output {
            files,
            names,
            requirements: String::new(),
        }
    }

    fn pet() -> Named {
        named("/components/schemas/Pet", "models/pet", "Pet")
    }

    fn removal() -> Removal {
        Removal {
            schema: Some("/components/schemas/Pet".to_owned()),
            operation: None,
        }
    }

    const PET: (&str, &str) = ("src/api/models/pet.rs", "pub struct Pet;");

    #[test]
    fn what_speaks_of_the_removed_may_change() {
        let toy = named("/components/schemas/Toy", "models/toy", "Toy");
        let with = output(
            vec![pet(), toy.clone()],
            &[
                PET,
                ("src/api/models/toy.rs", "pub struct Toy(Pet);"),
                ("src/api/models/mod.rs", "mod pet;"),
            ],
        );
        let without = output(
            vec![toy],
            &[
                ("src/api/models/toy.rs", "pub struct Toy(Value);"),
                ("src/api/models/mod.rs", ""),
            ],
        );
        assert_eq!(
            unrelated(&with, &without, &removal(), &BTreeSet::new()),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_does_not_speak_of_it_may_not() {
        let toy = named("/components/schemas/Toy", "models/toy", "Toy");
        let with = output(
            vec![pet(), toy.clone()],
            &[PET, ("src/api/models/toy.rs", "pub struct Toy(Petting);")],
        );
        let without = output(
            vec![toy],
            &[
                ("src/api/models/toy.rs", "pub struct Toy(u8);"),
                ("src/api/models/new.rs", ""),
            ],
        );
        let complaints = unrelated(&with, &without, &removal(), &BTreeSet::new());
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(
            complaints[0]
                .starts_with("src/api/models/toy.rs changed:\n    -pub struct Toy(Petting);")
        );
        assert_eq!(complaints[1], "src/api/models/new.rs is new");
    }

    #[test]
    fn a_number_that_shifts_is_a_complaint_even_where_the_file_may_change() {
        let toy = |home: &str, ident: &str| named("/components/schemas/toy", home, ident);
        let with = output(
            vec![pet(), toy("models/toy_3", "Toy3")],
            &[PET, ("src/api/models/toy_3.rs", "Pet Toy3")],
        );
        let without = output(
            vec![toy("models/toy_2", "Toy2")],
            &[("src/api/models/toy_2.rs", "Toy2")],
        );
        let complaints = unrelated(&with, &without, &removal(), &BTreeSet::new());
        let renamed =
            "/components/schemas/toy was models/toy_3::Toy3 and is now models/toy_2::Toy2";
        assert_eq!(complaints, [renamed, "src/api/models/toy_2.rs is new"]);
    }

    #[test]
    fn what_was_in_the_way_of_a_name_is_a_reason() {
        let other = |home: &str, ident: &str| named("/components/schemas/pet", home, ident);
        let user = ("src/api/models/user.rs", "pub struct User(PetSchema);");
        let with = output(
            vec![pet(), other("models/pet_schema", "PetSchema")],
            &[PET, ("src/api/models/pet_schema.rs", "PetSchema"), user],
        );
        let without = output(
            vec![other("models/pet", "Pet")],
            &[
                ("src/api/models/pet.rs", "Pet"),
                ("src/api/models/user.rs", "pub struct User(Pet);"),
            ],
        );
        assert_eq!(
            unrelated(&with, &without, &removal(), &BTreeSet::new()),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_longer_name_was_not_in_the_way() {
        let owner = named("/components/schemas/Pet", "models/pet_owner", "PetOwner");
        let other = |home: &str, ident: &str| named("/components/schemas/pet", home, ident);
        let file = ("src/api/models/pet_owner.rs", "pub struct PetOwner;");
        let with = output(
            vec![owner, other("models/pet_schema", "PetSchema")],
            &[file, ("src/api/models/pet_schema.rs", "PetSchema")],
        );
        let without = output(
            vec![other("models/pet", "Pet")],
            &[("src/api/models/pet.rs", "Pet")],
        );
        let complaints = unrelated(&with, &without, &removal(), &BTreeSet::new());
        assert_eq!(complaints.len(), 3, "{complaints:?}");
    }

    #[test]
    fn the_name_of_a_method_is_no_reason() {
        let get = |idents: &[&str]| Named {
            idents: idents.iter().map(|&ident| ident.to_owned()).collect(),
            ..named("/components/schemas/Pet", "pets", "")
        };
        let other = (
            "src/api/toys.rs",
            "map.get(1) // GetPet is elsewhere: PetGet",
        );
        let with = output(vec![get(&["GetPet", "get"])], &[other]);
        let without = output(Vec::new(), &[("src/api/toys.rs", "map.get(2)")]);
        let check = |with: &Output| unrelated(with, &without, &removal(), &BTreeSet::new()).len();
        assert_eq!(check(&with), 0, "it speaks of `GetPet`");
        let with = output(
            vec![get(&["GetPet", "get"])],
            &[("src/api/toys.rs", "map.get(1)")],
        );
        assert_eq!(check(&with), 1);
    }

    #[test]
    fn operations_of_one_path_item_are_told_apart_by_their_paths() {
        let operation = |path: &str, ident: &str| Named {
            route: format!("GET {path}"),
            ..named("/paths/~1a/get", "api", ident)
        };
        let both = output(vec![operation("/a", "GetA"), operation("/b", "GetB")], &[]);
        assert_eq!(
            unrelated(&both, &both, &removal(), &BTreeSet::new()),
            Vec::<String>::new()
        );
    }

    #[test]
    fn the_runtime_follows_from_what_is_used() {
        let mut with = output(
            vec![pet()],
            &[PET, ("src/runtime/wire.rs", "a"), ("Cargo.toml", "b")],
        );
        let without = output(Vec::new(), &[]);
        assert_eq!(
            unrelated(&with, &without, &removal(), &BTreeSet::new()).len(),
            2
        );
        with.requirements = "objects".to_owned();
        assert_eq!(
            unrelated(&with, &without, &removal(), &BTreeSet::new()),
            Vec::<String>::new()
        );
    }
}
