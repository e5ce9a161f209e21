//! What files are called: the name that a reference means, and the name that a report shows.
//!
//! A name is the path relative to the folder of the document, or for what is no part of that a URL or a path from the
//! root of the machine. Every file has one name, however it is referred to.

/// The scheme of references that name a file by its name and not relative to the file in which they stand. They are
/// made when a part of one file is taken into another; those that a document has are dropped before.
const NAMED: &str = "x-oasmith:";

/// What a reference names: a file, and something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The name of the file; none for the document itself.
    pub(super) file: Option<String>,
    /// What stands after the `#`, not decoded; empty for the file as a whole.
    pub(super) fragment: String,
}

/// What a reference names that stands in the file `base` (none for the document itself) of the document `document`
/// (RFC 3986 section 5).
pub(super) fn target(document: &str, base: Option<&str>, reference: &str) -> Target {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let name = match path.strip_prefix(NAMED) {
        Some("") => None,
        Some(name) => Some(percent_decoded(name)),
        None if path.is_empty() => base.map(str::to_owned),
        None => name_of(document, base, path),
    };
    Target {
        file: name,
        fragment: fragment.to_owned(),
    }
}

/// Whether a reference is one of those that are made here.
pub(super) fn is_named(reference: &str) -> bool {
    let head = reference.trim_start().get(..NAMED.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(NAMED))
}

/// A reference that means the same in every file.
pub(super) fn named(target: &Target) -> String {
    let name = target.file.as_deref().unwrap_or_default();
    let name = name.replace('%', "%25").replace('#', "%23");
    format!("{NAMED}{name}#{}", target.fragment)
}

/// The name of the file at a path; none for the document itself.
fn name_of(document: &str, base: Option<&str>, path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let whole = if scheme(&path).is_some() {
        url(&path)
    } else if let Some(base) = base.filter(|base| scheme(base).is_some()) {
        join(base, &path)
    } else if path.starts_with('/') {
        match scheme(document) {
            None => plain(&percent_decoded(&path)),
            Some(_) => join(document, &path),
        }
    } else {
        // Beside the document, or beside a file that is named relative to it or from the root of the machine.
        let folder = base.and_then(|base| base.rfind('/').map(|end| &base[..=end]));
        let path = percent_decoded(&path);
        let name = plain(&format!("{}{path}", folder.unwrap_or_default()));
        shown(document, &name)
    };
    relative(document, whole)
}

/// The name of a file that is known by its path from where the document is known by its own.
fn relative(document: &str, whole: String) -> Option<String> {
    let itself = match scheme(document) {
        Some(_) => url(document),
        None => plain(document),
    };
    if whole == itself {
        return None;
    }
    let folder = itself.rfind('/').map_or("", |end| &itself[..=end]);
    let have_one_root =
        scheme(&whole).is_none() && whole.starts_with('/') == folder.starts_with('/');
    match whole.strip_prefix(folder) {
        Some(name) if !folder.is_empty() => Some(name.to_owned()),
        _ if folder.is_empty() || !have_one_root => Some(whole),
        _ => Some(upwards(folder, &whole)),
    }
}

/// The way from a folder to a path beside or above it, both from the same place.
fn upwards(folder: &str, whole: &str) -> String {
    let folder: Vec<&str> = folder.trim_end_matches('/').split('/').collect();
    let whole: Vec<&str> = whole.split('/').collect();
    let common = folder
        .iter()
        .zip(&whole)
        .take_while(|(one, other)| one == other)
        .count();
    let up = folder.iter().skip(common).map(|_| "..");
    let down = whole.iter().skip(common).copied();
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The name that reports show for a file, given that of the document: a path from where the tool runs, or a URL.
/// `name` is what [`super::Files::read`] is asked for.
#[must_use]
pub fn shown(document: &str, name: &str) -> String {
    if scheme(document).is_some() {
        return join(document, name);
    }
    if is_absolute(name) {
        return name.to_owned();
    }
    let document = document.replace('\\', "/");
    match document.rfind('/') {
        None => name.to_owned(),
        Some(0) => plain(&format!("/{name}")),
        Some(end) => plain(&format!("{}/{name}", &document[..end])),
    }
}

/// A path without the parts in it that lead nowhere.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", segments("", &path).join("/"))
}

/// Whether a name is no path below or beside the document: a URL, or a path from the root of a machine.
fn is_absolute(name: &str) -> bool {
    name.starts_with('/') || scheme(name).is_some()
}

/// The scheme of a URL (RFC 3986 section 3.1), `https` of `https://example.com/a`. A letter before a colon is a drive.
pub(super) fn scheme(name: &str) -> Option<&str> {
    let (scheme, _) = name.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next()?.is_ascii_alphabetic()
        && scheme.len() > 1
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some(scheme)
}

/// The parts of a path in a folder, without `.`, and with `..` only where nothing is left to leave.
fn segments<'p>(folder: &'p str, path: &'p str) -> Vec<&'p str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts
}

/// The URL that a reference means beside another one (RFC 3986 section 5.2).
pub(super) fn join(base: &str, reference: &str) -> String {
    if scheme(reference).is_some() {
        return url(reference);
    }
    let (origin, path) = origin(base);
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = scheme(base).unwrap_or("https");
        return url(&format!("{scheme}://{rest}"));
    }
    let folder = path.rfind('/').map_or("", |end| &path[..end]);
    if reference.starts_with('/') {
        url(&format!("{origin}{reference}"))
    } else {
        url(&format!("{origin}{folder}/{reference}"))
    }
}

/// A URL with its scheme and host in lower case and without the parts of its path that lead nowhere.
fn url(text: &str) -> String {
    let (origin, rest) = origin(text);
    let (path, query) = match rest.find('?') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let mut parts = segments("", path);
    parts.retain(|part| *part != "..");
    let slash = if path.ends_with('/') && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    format!(
        "{}/{}{slash}{query}",
        origin.to_ascii_lowercase(),
        parts.join("/")
    )
}

/// A URL in two: scheme and host, and the rest.
pub(super) fn origin(url: &str) -> (&str, &str) {
    let host = match url.find("://") {
        Some(at) => at + 3,
        None => scheme(url).map_or(0, |scheme| scheme.len() + 1),
    };
    let rest = url.get(host..).unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    url.split_at(host + end)
}

/// The text with what `%` stands for; as it is where that is no text.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let coded = after.get(..2).filter(|_| *first == b'%');
        let byte = coded
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        let length = if byte.is_some() { 2 } else { 0 };
        rest = after.get(length..).unwrap_or_default();
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `FILE#FRAGMENT` for a reference in a file of a document.
    fn named_by(document: &str, base: Option<&str>, reference: &str) -> String {
        let found = target(document, base, reference);
        // A reference that is made of it names the same, from everywhere.
        assert_eq!(target(document, Some("other/x.yml"), &named(&found)), found);
        format!("{}#{}", found.file.unwrap_or_default(), found.fragment)
    }

    #[test]
    fn every_way_to_a_file_is_one_name() {
        for (base, reference, name) in [
            (None, "pet.yml", "pet.yml#"),
            (None, "./pet.yml#/A", "pet.yml#/A"),
            (None, "x/../pet.yml", "pet.yml#"),
            (None, "my%20pet.yml", "my pet.yml#"),
            (None, "my pet.yml", "my pet.yml#"),
            (None, "a\\pet.yml", "a/pet.yml#"),
            (None, "100%.yml", "100%.yml#"),
            (None, "../pet.yml", "../pet.yml#"),
            (None, "../api/pet.yml", "pet.yml#"),
            (None, "../../specs/api/pet.yml", "pet.yml#"),
            (None, "../../../pet.yml", "../../../pet.yml#"),
            (None, "#/a", "#/a"),
            (None, "root.yaml#/a", "#/a"),
            (Some("a/b.yml"), "#/a", "a/b.yml#/a"),
            (Some("a/b.yml"), "c.yml", "a/c.yml#"),
            (Some("a/b.yml"), "../root.yaml#/a", "#/a"),
            (Some("a/b.yml"), "../../api/root.yaml#/a", "#/a"),
            (Some("../b.yml"), "api/c.yml", "c.yml#"),
            (Some("../b.yml"), "c.yml", "../c.yml#"),
            (None, "/etc/passwd", "/etc/passwd#"),
            (Some("/etc/a/b.yml"), "c.yml", "/etc/a/c.yml#"),
            (Some("/etc/a/b.yml"), "../c.yml", "/etc/c.yml#"),
            (Some("/etc/a/b.yml"), "/etc/./c.yml", "/etc/c.yml#"),
            (None, "file:///etc/passwd", "file:///etc/passwd#"),
            (None, "C:\\a.yml", "C:/a.yml#"),
            (
                None,
                "HTTPS://Example.com/a/../B.yml#/x",
                "https://example.com/B.yml#/x",
            ),
            (
                Some("https://a.com/x/y.yml?v=1"),
                "z.yml",
                "https://a.com/x/z.yml#",
            ),
            (
                Some("https://a.com/x/y.yml"),
                "/z.yml",
                "https://a.com/z.yml#",
            ),
            (Some("https://a.com"), "z.yml", "https://a.com/z.yml#"),
            (
                Some("https://a.com/x"),
                "//b.com/z.yml",
                "https://b.com/z.yml#",
            ),
        ] {
            let found = named_by("specs/api/root.yaml", base, reference);
            assert_eq!(found, name, "{reference} in {base:?}");
        }
    }

    #[test]
    fn a_document_in_an_unknown_folder() {
        for (base, reference, name) in [
            (None, "pet.yml", "pet.yml#"),
            (None, "root.yaml", "#"),
            (Some("a/b.yml"), "../root.yaml", "#"),
            (None, "../pet.yml", "../pet.yml#"),
            (Some("../pet.yml"), "../b.yml", "../../b.yml#"),
        ] {
            assert_eq!(named_by("root.yaml", base, reference), name, "{reference}");
        }
        assert_eq!(named_by("../../root.yaml", None, "../a.yml"), "../a.yml#");
        assert_eq!(named_by("/api/root.yaml", None, "../a.yml"), "../a.yml#");
        assert_eq!(named_by("/root.yaml", None, "a.yml"), "a.yml#");
        assert_eq!(named_by("/api/root.yaml", None, "/api/a.yml"), "a.yml#");
        assert_eq!(named_by("/api/root.yaml", None, "/b/a.yml"), "../b/a.yml#");
        assert_eq!(named_by("/api/root.yaml", None, "/api/root.yaml"), "#");
    }

    #[test]
    fn a_document_from_the_network() {
        let document = "https://example.com/api/root.yaml";
        for (base, reference, name) in [
            (None, "pet.yml", "pet.yml#"),
            (None, "https://example.com/api/pet.yml", "pet.yml#"),
            (None, "/api/x/pet.yml", "x/pet.yml#"),
            (None, "/pet.yml", "https://example.com/pet.yml#"),
            (None, "../pet.yml", "https://example.com/pet.yml#"),
            (
                Some("x/pet.yml"),
                "https://example.com/api/root.yaml#/a",
                "#/a",
            ),
        ] {
            assert_eq!(named_by(document, base, reference), name, "{reference}");
        }
        assert_eq!(
            shown(document, "a/b.yml"),
            "https://example.com/api/a/b.yml"
        );
    }

    #[test]
    fn reports_show_paths_from_where_the_tool_runs() {
        assert_eq!(shown("specs/api/root.yaml", "a/b.yml"), "specs/api/a/b.yml");
        assert_eq!(shown("specs/api/root.yaml", "../b.yml"), "specs/b.yml");
        assert_eq!(shown("root.yaml", "../b.yml"), "../b.yml");
        assert_eq!(shown("../root.yaml", "../b.yml"), "../../b.yml");
        assert_eq!(shown("/root.yaml", "b.yml"), "/b.yml");
        assert_eq!(shown("root.yaml", "https://a.com/b"), "https://a.com/b");
    }
}
