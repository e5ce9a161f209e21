//! Which documents are there? Files that say which version of the specification they follow, wherever they lie.
//!
//! A file is known by what it holds: a root has `openapi` or `swagger` at its top. What a document is spread over
//! (schemas, path items) has neither, and is read only as a part of the document that refers to it.
use oasmith::diag::nearest;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::{
    collections::BTreeSet,
    fmt, fs, io,
    path::{Path, PathBuf},
};

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The name that reports show: the path below the folder that was given, with `/` between its parts. Where
    /// several folders were given, the last part of the folder's own path stands before it.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// The folder that was given: references of the document may not lead out of it.
    pub folder: PathBuf,
    /// The file's size in bytes.
    pub size: u64,
    /// The version as the document writes it: `3.0.3`, `2.0`.
    pub version: String,
}

/// The largest file that is looked at; what is larger is no API description.
const MAX_SIZE: u64 = 256 << 20;

/// What some paths hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The documents, in the order of their names.
    pub found: Vec<Found>,
    /// How many other files end as documents do: parts of documents mostly, and what is too large to be one.
    pub passed_over: usize,
}

/// All documents at and below some paths. A file that several of them lead to counts once.
///
/// # Errors
///
/// When a folder or a file can not be read.
pub fn find(paths: &[PathBuf]) -> Result<Search, String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut passed_over = 0;
    for path in paths {
        let mut files = Vec::new();
        list(path, &mut files).map_err(|cause| format!("{}: {cause}", path.display()))?;
        for file in files {
            let failed = |cause: io::Error| format!("{}: {cause}", file.display());
            if !seen.insert(fs::canonicalize(&file).map_err(failed)?) {
                continue;
            }
            if fs::metadata(&file).map_err(failed)?.len() > MAX_SIZE {
                passed_over += 1;
                continue;
            }
            let text = fs::read(&file).map_err(failed)?;
            if let Some(version) = version(&text) {
                found.push(Found {
                    name: name(path, &file, paths.len()),
                    folder: folder(path, &file),
                    path: file,
                    size: text.len() as u64,
                    version,
                });
            } else {
                passed_over += 1;
            }
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Search { found, passed_over })
}

fn folder(given: &Path, file: &Path) -> PathBuf {
    let parent = || file.parent().unwrap_or(Path::new(".")).to_owned();
    if given == file {
        parent()
    } else {
        given.to_owned()
    }
}

/// The files that may be documents. Links to folders are not followed, so that no folder is walked for ever; hidden
/// folders hold settings of tools.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut work = vec![path.to_owned()];
    while let Some(path) = work.pop() {
        if path.is_file() {
            files.push(path);
            continue;
        }
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            let kind = entry.file_type()?;
            let at = entry.path();
            if kind.is_dir() {
                work.push(at);
            } else if may_be_document(&at) && at.is_file() {
                files.push(at);
            }
        }
    }
    files.sort();
    Ok(())
}

/// Text in Markdown or source code can show a document without being one.
fn may_be_document(path: &Path) -> bool {
    path.extension().is_none_or(|extension| {
        ["json", "yaml", "yml"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn name(given: &Path, file: &Path, folders: usize) -> String {
    let below = file.strip_prefix(given).unwrap_or(file);
    let mut parts: Vec<String> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let last = given
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    if (parts.is_empty() || folders > 1)
        && let Some(last) = last
    {
        parts.insert(0, last);
    }
    parts.join("/")
}

/// The version that a text gives itself, if it is the root of a document.
#[must_use]
pub fn version(bytes: &[u8]) -> Option<String> {
    // The top alone is fast to read, and can be read of a document that is broken further down.
    version_at_the_top(bytes).or_else(|| version_as_generated(bytes))
}

/// The same as the generator reads it: in other encodings, and with keywords that are misspelt.
fn version_as_generated(bytes: &[u8]) -> Option<String> {
    let tree = oasmith::source::tree(bytes)?;
    let members = tree.as_object()?.iter();
    members
        .filter(|(key, _)| nearest(key, ["openapi", "swagger"]).is_some())
        .find_map(|(_, value)| match value {
            serde_json::Value::String(text) => Some(text.clone()),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
}

fn version_at_the_top(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok()?;
    let is_flow = text.trim_start().starts_with('{');
    if !is_flow {
        return yaml_version(text);
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match deserializer.deserialize_map(Top) {
        Ok(version) => version,
        // JSON with a mistake, or YAML in braces: the document is to be refused with a report, not passed over.
        Err(_) => broken_version(text),
    }
}

/// In the block style of YAML the keys of the top begin their lines, those of the first mapping all at one depth.
fn yaml_version(text: &str) -> Option<String> {
    let is_content = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['#', '%']) && line != "---"
    };
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = text.lines().find(is_content)?;
    let top = indent(first);
    text.lines()
        .filter(|line| indent(line) == top)
        .find_map(|line| keyword(line.trim()))
}

/// The value after `openapi:` or `swagger:` at the beginning of a text.
fn keyword(text: &str) -> Option<String> {
    let key = ["openapi", "swagger"].into_iter().find_map(|key| {
        let bare = text.strip_prefix(key);
        let quoted = ['"', '\''].into_iter().find_map(|quote| {
            text.strip_prefix(quote)?
                .strip_prefix(key)?
                .strip_prefix(quote)
        });
        bare.or(quoted)
    })?;
    let value = key.trim_start().strip_prefix(':')?;
    let value = value
        .split(['#', ',', '}', '\n'])
        .next()
        .unwrap_or_default();
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty() && value.len() < 40).then(|| value.to_owned())
}

/// The first `openapi` or `swagger` that stands as a key directly below the first brace, as far as that can be told
/// of a text that is not well formed.
fn broken_version(text: &str) -> Option<String> {
    let mut depth = 0_usize;
    let mut is_quoted = false;
    let mut is_escaped = false;
    for (at, sign) in text.char_indices() {
        let here = text.get(at..).unwrap_or_default();
        if depth == 1
            && !is_quoted
            && (sign == '"' || sign == '\'' || sign.is_ascii_alphabetic())
            && let Some(version) = keyword(here)
        {
            return Some(version);
        }
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '{' | '[' if !is_quoted => depth += 1,
            '}' | ']' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Reads the top of a mapping and no further than to its version, which mostly stands first.
struct Top;

impl<'de> Visitor<'de> for Top {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut version = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "openapi" || key == "swagger" {
                // A schema of the format itself has such members too; their values are mappings there.
                match map.next_value::<serde_json::Value>()? {
                    serde_json::Value::String(text) => version = version.or(Some(text)),
                    serde_json::Value::Number(number) => {
                        version = version.or(Some(number.to_string()));
                    }
                    _ => {}
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(version)
    }
}

/// The documents that a list names, in the order of the list: a path to each line, relative to one of the folders.
/// Empty lines and lines that begin with `#` name none.
///
/// # Errors
///
/// When a line names no document, or several.
pub fn listed(found: &[Found], list: &str) -> Result<Vec<Found>, String> {
    let lines = list.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let end = format!("/{line}");
            let mut hits = found.iter().filter(|found| found.name == line);
            let mut beneath = found.iter().filter(|found| found.name.ends_with(&end));
            let hit = hits.next().or_else(|| beneath.next());
            let hit = hit.ok_or_else(|| {
                format!("the list names `{line}`, which is no document below the folders")
            })?;
            match beneath.find(|other| hit.name != line && other.path != hit.path) {
                Some(other) => Err(format!(
                    "the list names `{line}`, which is both {} and {}",
                    hit.name, other.name
                )),
                None => Ok(hit.clone()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        version(text.as_bytes())
    }

    #[test]
    fn roots_are_known_by_their_version() {
        assert_eq!(of("openapi: 3.0.3\ninfo: {}\n").as_deref(), Some("3.0.3"));
        assert_eq!(
            of("# A comment\n---\ninfo: {}\n'swagger': \"2.0\" # old\n").as_deref(),
            Some("2.0")
        );
        assert_eq!(
            of("\u{feff}{\"info\": {}, \"openapi\": \"3.1.0\"}").as_deref(),
            Some("3.1.0")
        );
        assert_eq!(of("{\"swagger\": 2.0}").as_deref(), Some("2.0"));
        assert_eq!(of("{openapi: 3.0.0, info: {}}").as_deref(), Some("3.0.0"));
    }

    #[test]
    fn what_the_generator_reads_is_a_root() {
        let utf_16: Vec<u8> = "\u{feff}openapi: 3.0.1\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(version(&utf_16).as_deref(), Some("3.0.1"));
        assert_eq!(
            of("{\"OpenAPI\": \"3.0.2\", \"paths\": {}}").as_deref(),
            Some("3.0.2")
        );
    }

    #[test]
    fn a_file_counts_once_and_others_are_passed_over() {
        let golden = crate::config::root().join("tests/golden/documents");
        let spread = golden.join("spread");
        let all = find(std::slice::from_ref(&golden)).unwrap();
        assert!(all.passed_over > 0, "parts are no documents");
        let both = find(&[golden, spread]).unwrap();
        assert_eq!(both.found.len(), all.found.len());
        assert_eq!(both.passed_over, all.passed_over);
    }

    #[test]
    fn what_is_inside_a_document_is_no_root() {
        assert_eq!(
            of("type: object\nproperties:\n  openapi: {type: string}\n"),
            None
        );
        assert_eq!(
            of("{\"properties\": {\"openapi\": {\"type\": \"string\"}}}"),
            None
        );
        assert_eq!(of("{\"openapi\": {\"type\": \"string\"}}"), None);
        assert_eq!(of("[{\"openapi\": \"3.0.0\"}]"), None);
        assert_eq!(of("description: |\n  openapi: 3.0.0\n"), None);
        assert_eq!(of("openapi:\n  type: string\n"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn broken_documents_are_still_documents() {
        assert_eq!(
            of("{\"openapi\": \"3.0.0\", \"info\": }").as_deref(),
            Some("3.0.0")
        );
        assert_eq!(of("{\"info\": {\"openapi\": \"3.0.0\",, }}"), None);
    }

    fn named(name: &str) -> Found {
        Found {
            name: name.to_owned(),
            path: name.into(),
            folder: ".".into(),
            size: 1,
            version: "3.0.0".to_owned(),
        }
    }

    #[test]
    fn lists_name_documents_by_the_end_of_their_path() {
        let found = [
            named("one/a.json"),
            named("one/b.json"),
            named("two/b.json"),
            named("c.json"),
            named("two/c.json"),
        ];
        let names = |list: &str| {
            listed(&found, list).map(|found| {
                found
                    .into_iter()
                    .map(|found| found.name)
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(
            names("# list\n\nc.json\na.json\n"),
            Ok(vec!["c.json".to_owned(), "one/a.json".to_owned()])
        );
        assert_eq!(names("two/b.json"), Ok(vec!["two/b.json".to_owned()]));
        assert!(
            names("b.json")
                .is_err_and(|message| message.contains("both one/b.json and two/b.json"))
        );
        assert!(names("d.json").is_err_and(|message| message.contains("`d.json`")));
    }
}
