//! Keys that are mended: paths, methods, statuses, media types, and lists that should be mappings.

use serde_json::{Map, Value, json};

use super::Repairer;
use crate::diag::{Code, Place, Pointer};
use crate::source::shape::{Kind, Shape, describe, is_status};

/// Calls the member `old` by another name, in its place; not when there is one of that name.
fn rename(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
    old: &str,
    new: &str,
) -> bool {
    if object.contains_key(new) || !object.contains_key(old) {
        return false;
    }
    let members = std::mem::take(object);
    for (key, value) in members {
        if key == old {
            object.insert(new.to_owned(), value);
        } else {
            object.insert(key, value);
        }
    }
    repairer.renamed(at, old, new);
    true
}

/// Renames all keys for which there is a better name.
fn rename_all(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
    code: Code,
    better: impl Fn(&str) -> Option<(String, String)>,
) {
    let found: Vec<(String, String, String)> = object
        .keys()
        .filter_map(|key| better(key).map(|(new, message)| (key.clone(), new, message)))
        .collect();
    for (old, new, message) in found {
        if rename(repairer, object, at, &old, &new) {
            let place = Place::key(at.child(&new));
            repairer.mended(code, place, message, &format!("read as `{new}`"));
        }
    }
}

/// Paths begin with a slash.
pub(super) fn paths(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    rename_all(repairer, object, at, Code::PathWithoutSlash, |path| {
        if path.starts_with('/') || path.starts_with("x-") || path.starts_with('$') {
            return None;
        }
        let own = match path.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
            None => path,
        };
        let message = format!("the path `{path}` does not begin with `/`");
        Some((format!("/{own}"), message))
    });
}

/// Methods are in lower case.
pub(super) fn methods(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    rename_all(repairer, object, at, Code::LetterCase, |key| {
        let lower = key.to_ascii_lowercase();
        let is_method = matches!(
            lower.as_str(),
            "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace"
        );
        let message = format!("the method `{key}` should be in lower case");
        (is_method && lower != key).then_some((lower, message))
    });
}

/// A list of responses is the mapping that its items make together.
pub(super) fn operation(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    let Some(Value::Array(items)) = object.get_mut("responses") else {
        return;
    };
    if items.is_empty() || !items.iter().all(Value::is_object) {
        return;
    }
    let place = at.child("responses");
    let found = std::mem::take(items);
    let mut responses = Map::new();
    let mut moved = Vec::new();
    for (index, item) in found.into_iter().enumerate() {
        let Value::Object(mut members) = item else {
            continue;
        };
        let status = ["code", "status", "statusCode", "status_code"]
            .into_iter()
            .find_map(|key| members.shift_remove(key));
        match status {
            Some(status) => {
                let status = status
                    .as_str()
                    .map_or_else(|| status.to_string(), str::to_owned);
                moved.push((place.index(index), place.child(&status)));
                responses.entry(status).or_insert(Value::Object(members));
            }
            None => {
                for (status, response) in members {
                    moved.push((place.index(index).child(&status), place.child(&status)));
                    responses.entry(status).or_insert(response);
                }
            }
        }
    }
    let message = format!(
        "`responses` should be {}, not a list",
        Shape::Object(Kind::Responses).describe()
    );
    repairer.mended(Code::WrongContainer, &place, message, "read as a mapping");
    for (from, to) in moved {
        let from = repairer.repaired.renamed.written(&from);
        repairer.repaired.renamed.add(from, to);
    }
    object.insert("responses".to_owned(), Value::Object(responses));
}

/// How many statuses one key may name: each gets a copy of the response.
const MOST_STATUSES: usize = 5;

/// Statuses are `200`, `2XX` or `default`.
pub(super) fn statuses(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    rename_all(repairer, object, at, Code::OddStatus, |key| {
        let is_fine = is_status(key) || key == "default" || key.starts_with("x-");
        let meant = if is_fine {
            Vec::new()
        } else {
            statuses_of(key)
        };
        let message = if meant.len() > 1 {
            format!("`{key}` names several statuses, and each gets this response")
        } else {
            format!("`{key}` is not how a status is written")
        };
        meant.into_iter().next().map(|status| (status, message))
    });
    // Those that name several were renamed to the first; the others get the same response.
    let several: Vec<(String, Vec<String>)> = object
        .keys()
        .filter_map(|key| {
            let written = repairer.repaired.renamed.written(&at.child(key));
            let statuses = statuses_of(&written.last()?);
            (statuses.len() > 1 && statuses.first() == Some(key)).then(|| (key.clone(), statuses))
        })
        .collect();
    for (first, statuses) in several {
        let written = repairer.repaired.renamed.written(&at.child(&first));
        for status in statuses.into_iter().skip(1) {
            if let Some(response) = object.get(&first).cloned()
                && !object.contains_key(&status)
            {
                repairer
                    .repaired
                    .renamed
                    .add(written.clone(), at.child(&status));
                object.insert(status, response);
            }
        }
    }
}

/// The statuses that a key stands for: `200 OK`, `2xx`, `20X`, `200,201`, `Default`.
fn statuses_of(key: &str) -> Vec<String> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") || key == "*" {
        return vec!["default".to_owned()];
    }
    let parts = key.split([',', '/', '|', ';']).map(str::trim);
    let statuses: Option<Vec<String>> = parts.map(one_status).collect();
    let mut statuses = statuses.unwrap_or_default();
    statuses.truncate(MOST_STATUSES);
    statuses
}

/// Three characters of a status, alone or with a reason behind them.
fn one_status(text: &str) -> Option<String> {
    let text = text
        .trim_start_matches("HTTP")
        .trim_start_matches("http")
        .trim_start();
    let (code, rest) = (text.get(..3)?, text.get(3..)?);
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let code = code.to_ascii_uppercase();
    match code.as_bytes() {
        [b'1'..=b'5', a, b] if a.is_ascii_digit() && b.is_ascii_digit() => Some(code),
        // `20X` is a class that the standard does not have; the class around it is the nearest.
        [class @ b'1'..=b'5', a, b'X' | b'*'] if matches!(a, b'X' | b'*') || a.is_ascii_digit() => {
            Some(format!("{}XX", char::from(*class)))
        }
        _ => None,
    }
}

/// Mends the keys of a mapping to objects of a kind, where these have a form of their own.
pub(super) fn of_map(
    repairer: &mut Repairer<'_, '_>,
    kind: Kind,
    members: &mut Map<String, Value>,
    at: &Pointer,
) {
    // Only below `content` are the keys media types: in Components they are names.
    if kind != Kind::MediaType || at.last().as_deref() != Some("content") {
        return;
    }
    let is_bare = members.contains_key("schema") && members.keys().all(|key| !key.contains('/'));
    if is_bare {
        let message = "`content` has no media type between itself and `schema`".to_owned();
        let place = Place::key(at.child("schema"));
        repairer.mended(Code::OddMediaType, place, message, "read as JSON");
        let inner = std::mem::take(members);
        for key in inner.keys() {
            let written = repairer.repaired.renamed.written(at).child(key);
            let now = at.child("application/json").child(key);
            repairer.repaired.renamed.add(written, now);
        }
        members.insert("application/json".to_owned(), Value::Object(inner));
        return;
    }
    rename_all(repairer, members, at, Code::OddMediaType, |key| {
        let meant = match key.trim().to_ascii_lowercase().as_str() {
            "" | "json" | "application-json" | "application\\json" | "default" => {
                "application/json"
            }
            "xml" => "application/xml",
            "text" | "plain" => "text/plain",
            "html" => "text/html",
            "csv" => "text/csv",
            "form" | "x-www-form-urlencoded" => "application/x-www-form-urlencoded",
            "form-data" | "multipart" => "multipart/form-data",
            "binary" | "octet-stream" => "application/octet-stream",
            "*" => "*/*",
            _ => return None,
        };
        Some((meant.to_owned(), format!("`{key}` is no media type")))
    });
}

/// `parameters` as a mapping from the name: a list of its values.
pub(super) fn list_of_mapping(
    repairer: &mut Repairer<'_, '_>,
    kind: Kind,
    value: &mut Value,
    at: &Pointer,
) {
    let Value::Object(members) = value else {
        return;
    };
    let has_names = !members.is_empty()
        && members.iter().all(|(key, member)| {
            !matches!(key.as_str(), "name" | "in" | "$ref" | "schema") && member.is_object()
        });
    if !matches!(kind, Kind::Parameter | Kind::Tag) || !has_names {
        return;
    }
    let found = describe(&Value::Object(Map::new()));
    repairer.unfit(
        Code::WrongContainer,
        at,
        Shape::List(kind),
        &found,
        "read as a list",
    );
    let mut items = Vec::new();
    for (index, (name, mut member)) in std::mem::take(members).into_iter().enumerate() {
        repairer.renamed(at, &name, &index.to_string());
        if let Value::Object(object) = &mut member
            && !object.contains_key("$ref")
        {
            object.entry("name").or_insert(Value::String(name));
        }
        items.push(member);
    }
    *value = Value::Array(items);
}

/// A list of things that have names is the mapping from these.
pub(super) fn mapping_of_list(
    repairer: &mut Repairer<'_, '_>,
    kind: Kind,
    value: &mut Value,
    at: &Pointer,
) {
    let Value::Array(items) = value else { return };
    if items.is_empty()
        || (kind != Kind::Example && !items.iter().all(|item| name_in(item).is_some()))
    {
        return;
    }
    let found = describe(&Value::Array(Vec::new()));
    repairer.unfit(
        Code::WrongContainer,
        at,
        Shape::Map(kind),
        &found,
        "read as a mapping",
    );
    let mut members = Map::new();
    for (index, item) in std::mem::take(items).into_iter().enumerate() {
        let (name, member, from) = match (name_in(&item), item) {
            (Some(Name::Member(name)), Value::Object(mut object)) => {
                object.shift_remove("name");
                (name, Value::Object(object), at.index(index))
            }
            (Some(Name::Key(name)), mut object) => {
                let member = object.get_mut(&name).map(Value::take).unwrap_or_default();
                let from = at.index(index).child(&name);
                (name, member, from)
            }
            (_, other) => ((index + 1).to_string(), other, at.index(index)),
        };
        let from = repairer.repaired.renamed.written(&from);
        repairer.repaired.renamed.add(from, at.child(&name));
        let member = if kind == Kind::Example && !is_example(&member) {
            json!({ "value": member })
        } else {
            member
        };
        members.entry(name).or_insert(member);
    }
    *value = Value::Object(members);
}

fn is_example(value: &Value) -> bool {
    [
        "value",
        "externalValue",
        "$ref",
        "dataValue",
        "serializedValue",
    ]
    .iter()
    .any(|key| value.get(key).is_some())
}

/// How an item of a list says its name.
enum Name {
    /// `name: x`, beside what it is.
    Member(String),
    /// `x: {...}`, as its only key.
    Key(String),
}

fn name_in(item: &Value) -> Option<Name> {
    let object = item.as_object()?;
    if let Some(Value::String(name)) = object.get("name") {
        return Some(Name::Member(name.clone()));
    }
    match object.iter().next() {
        Some((key, member)) if object.len() == 1 && member.is_object() => {
            Some(Name::Key(key.clone()))
        }
        _ => None,
    }
}
