//! What files are called: the name that a reference means, and the name that a report shows.

/// The name that reports show for a mounted file, given that of the document: both from where the tool runs.
pub(super) fn shown(document: &str, name: &str) -> String {
    let folder = document.rfind('/').map_or("", |end| &document[..=end]);
    if is_absolute(name) || folder.is_empty() {
        return name.to_owned();
    }
    let mut folders: Vec<&str> = folder.trim_end_matches('/').split('/').collect();
    let mut name = name;
    while let Some(rest) = name.strip_prefix("../") {
        match folders.last() {
            Some(last) if !["", ".", ".."].contains(last) && !last.ends_with(':') => folders.pop(),
            _ => break,
        };
        name = rest;
    }
    folders.push(name);
    folders.join("/")
}

/// Whether a name is no path below or beside the document: a URL, or a path from the root of a machine.
pub(super) fn is_absolute(name: &str) -> bool {
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
