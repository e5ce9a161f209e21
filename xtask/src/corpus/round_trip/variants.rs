//! What else can be asked of a good sample? With a value that no list has, with a member that nothing declares, or broken
//! in one place.
use super::{convert::Schemas, view::View};
use serde_json::{Value, json};

/// How many variants of each kind a sample has at most.
pub const MOST_VARIANTS: usize = 40;

/// How many places of a sample are looked at.
const MOST_PLACES: usize = 400;

/// A text that no document lists.
const UNSEEN: &str = "oasmith unseen";

/// The name of a member that no document declares.
pub const UNDECLARED: &str = "x-oasmith-undeclared";

/// A step from a value to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
}

/// A place in a sample with what its schema says there for certain.
struct Position {
    path: Vec<Step>,
    view: View,
    /// The member that says which branch of a union this is.
    tag: Option<String>,
}

/// A sample that is broken in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// The sample.
    pub value: Value,
    /// The path to the fault, as errors of generated code show it: that of the object where a member is missing.
    pub path: String,
    /// The name of the member that is missing.
    pub missing: Option<String>,
}

/// The sample with one value of an enumeration, or one tag, replaced by one that is not listed.
#[must_use]
pub fn unseen(schemas: &Schemas<'_>, index: usize, sample: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let positions = positions(schemas, index, sample);
    let is_tag = |path: &[Step]| {
        positions.iter().any(|position| {
            let property = position.tag.as_ref().map(|tag| Step::Member(tag.clone()));
            let steps = position.path.iter().chain(&property);
            property.is_some() && steps.eq(path)
        })
    };
    for position in &positions {
        let Some(value) = at(sample, &position.path) else {
            continue;
        };
        if let Some(tag) = &position.tag {
            let mut path = position.path.clone();
            path.push(Step::Member(tag.clone()));
            all.push(replaced(sample, &path, json!(UNSEEN)));
        }
        let listed = position.view.keywords.get("enum").and_then(Value::as_array);
        let Some(listed) = listed else { continue };
        if is_tag(&position.path) || position.view.keywords.contains_key("const") {
            continue;
        }
        let new = match value {
            Value::String(_) => json!(UNSEEN),
            Value::Number(number) if number.is_i64() => {
                let most = listed.iter().filter_map(Value::as_i64).max();
                json!(most.unwrap_or_default().saturating_add(1))
            }
            _ => continue,
        };
        if !listed.contains(&new) {
            all.push(replaced(sample, &position.path, new));
        }
    }
    all.truncate(MOST_VARIANTS);
    all
}

/// The sample with one member more that is not declared, in one object whose schema allows that.
#[must_use]
pub fn undeclared(schemas: &Schemas<'_>, index: usize, sample: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for position in positions(schemas, index, sample) {
        let view = &position.view;
        let is_open = ["additionalProperties", "unevaluatedProperties"]
            .iter()
            .all(|keyword| match view.keywords.get(*keyword) {
                None | Some(Value::Bool(true)) => true,
                Some(other) => other == &json!({}),
            });
        let is_object = at(sample, &position.path).is_some_and(Value::is_object);
        if is_object && is_open && view.unions.is_empty() {
            let mut path = position.path.clone();
            path.push(Step::Member(UNDECLARED.to_owned()));
            all.push(replaced(sample, &path, json!({"a": [1, null, "ü"]})));
        }
    }
    all.truncate(MOST_VARIANTS);
    all
}

/// The sample broken in one place: a required member gone, another JSON type, a text that is not of its format.
#[must_use]
pub fn broken(schemas: &Schemas<'_>, index: usize, sample: &Value) -> Vec<Broken> {
    let (mut gone, mut types, mut formats) = (Vec::new(), Vec::new(), Vec::new());
    for Position { path, view, .. } in positions(schemas, index, sample) {
        let Some(value) = at(sample, &path) else {
            continue;
        };
        for name in view.required() {
            if value.get(name).is_some() {
                gone.push(Broken {
                    value: without(sample, &path, name),
                    path: shown(&path),
                    missing: Some(name.to_owned()),
                });
            }
        }
        let put = |list: &mut Vec<Broken>, new: Value| {
            list.push(Broken {
                value: replaced(sample, &path, new),
                path: shown(&path),
                missing: None,
            });
        };
        let allowed = view.types();
        let other = [
            json!(true),
            json!(12345),
            json!("text"),
            json!({}),
            json!([]),
        ];
        let other = other.iter().find(|other| !is_of(other, &allowed));
        if let (Some(other), false) = (other, allowed.is_empty()) {
            put(&mut types, other.clone());
        }
        if value.is_string() && view.keywords.contains_key("format") && allowed.contains(&"string")
        {
            put(&mut formats, json!("none of its format!"));
        }
    }
    let mut all = Vec::new();
    let longest = gone.len().max(types.len()).max(formats.len());
    for index in 0..longest {
        for list in [&gone, &types, &formats] {
            all.extend(list.get(index).cloned());
        }
    }
    all.truncate(MOST_VARIANTS);
    all
}

/// Whether a value is of one of some types.
#[must_use]
pub fn is_of(value: &Value, types: &[&str]) -> bool {
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    types.contains(&name) || (name == "number" && types.contains(&"integer"))
}

fn positions(schemas: &Schemas<'_>, index: usize, sample: &Value) -> Vec<Position> {
    let mut all = Vec::new();
    let schema = json!({"$ref": format!("#/$defs/{index}")});
    if let Some(view) = View::of(schemas, &schema) {
        visit(schemas, view, sample, &[], &mut all);
    }
    all
}

fn visit(schemas: &Schemas<'_>, view: View, value: &Value, path: &[Step], all: &mut Vec<Position>) {
    if all.len() >= MOST_PLACES {
        return;
    }
    let (view, tag) = resolved(schemas, view, value);
    let inside = |step: Step| {
        let mut path = path.to_vec();
        path.push(step);
        path
    };
    // What stands inside a branch that nothing tells from the others is not known for certain.
    let children: Vec<(Step, &Value, Option<&Value>)> = match value {
        _ if !view.unions.is_empty() => Vec::new(),
        Value::Object(members) => {
            let of =
                |(name, member)| (Step::Member(String::clone(name)), member, view.member(name));
            members.iter().map(of).collect()
        }
        Value::Array(items) => {
            let of = |(index, item)| (Step::Item(index), item, view.item(index));
            items.iter().enumerate().map(of).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let children: Vec<_> = children
        .into_iter()
        .filter_map(|(step, value, schema)| Some((step, value, View::of(schemas, schema?)?)))
        .collect();
    all.push(Position {
        path: path.to_vec(),
        view,
        tag,
    });
    for (step, value, view) in children {
        visit(schemas, view, value, &inside(step), all);
    }
}

/// The view with the branch that a discriminator chooses, and the member that has the tag.
fn resolved(schemas: &Schemas<'_>, view: View, value: &Value) -> (View, Option<String>) {
    let chosen = view.discriminator().and_then(|discriminator| {
        let tag = value.get(&discriminator.property)?.as_str()?;
        let (_, index) = discriminator.tags.iter().find(|(name, _)| name == tag)?;
        if view.names.contains(index) {
            return None;
        }
        let mut whole = view.clone();
        whole.keywords.shift_remove("x-discriminator");
        if !whole.unions.is_empty() {
            whole.unions.remove(0);
        }
        let branch = json!({"$ref": format!("#/$defs/{index}")});
        let mut whole = whole.with(schemas, &branch)?;
        // An heir has the discriminator of its parent.
        whole.keywords.shift_remove("x-discriminator");
        Some((whole, Some(discriminator.property)))
    });
    chosen.unwrap_or((view, None))
}

fn at<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Member(name) => value.get(name),
        Step::Item(index) => value.get(index),
    })
}

fn replaced(sample: &Value, path: &[Step], new: Value) -> Value {
    let Some((first, rest)) = path.split_first() else {
        return new;
    };
    let mut changed = sample.clone();
    match (first, &mut changed) {
        (Step::Member(name), Value::Object(members)) => {
            let old = members.get(name).cloned().unwrap_or_default();
            members.insert(name.clone(), replaced(&old, rest, new));
        }
        (Step::Item(index), Value::Array(items)) => {
            if let Some(item) = items.get_mut(*index) {
                *item = replaced(item, rest, new);
            }
        }
        _ => {}
    }
    changed
}

fn without(sample: &Value, path: &[Step], name: &str) -> Value {
    let mut object = at(sample, path).cloned().unwrap_or_default();
    if let Value::Object(members) = &mut object {
        members.shift_remove(name);
    }
    replaced(sample, path, object)
}

/// A path as errors of generated code show it: `errors[0].title`, `["its name"].b`.
fn shown(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Item(index) => text.push_str(&format!("[{index}]")),
            Step::Member(name) => {
                let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
                let is_plain = name.starts_with(is_start)
                    && name
                        .chars()
                        .all(|c| is_start(c) || c.is_ascii_digit() || c == '-');
                if is_plain {
                    let dot = if text.is_empty() { "" } else { "." };
                    text.push_str(&format!("{dot}{name}"));
                } else {
                    text.push_str(&format!("[{}]", json!(name)));
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests;
